"""What the missions page edits and shows: the form, the row of a board, the sheet."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from carnet.domain.dates import PartialDate
from carnet.domain.ids import ContactId, InteractionId, MissionId
from carnet.domain.missions import MissionRole, Stage
from carnet.domain.review import MissionPath
from carnet.domain.stages import StageTime, Stay


@dataclass(frozen=True, slots=True, kw_only=True)
class Mission:
    """What a form edits; `id` None means not stored. Organisations by name; days in halves; rates in basis points."""

    id: MissionId | None = None
    uid: str = ""
    title: str = ""
    client: str = ""
    intermediary: str = ""
    portage_company: str = ""
    stage: Stage = Stage.LEAD
    signed_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    day_rate_cents: int = 0
    days_sold_half: int = 0
    days_worked_half: int | None = None
    currency: str = "EUR"
    management_fee_bp: int | None = None
    probability_bp: int | None = None
    lost_reason: str = ""
    renewal_of_id: MissionId | None = None
    referral_commission_cents: int | None = None
    signing_contact_id: ContactId | None = None
    offer_interaction_id: InteractionId | None = None
    notes: str = ""
    people: tuple[tuple[ContactId, MissionRole], ...] = ()


_NUMBERED = re.compile(r"(.*) \((\d+)\)", re.DOTALL)


def following(mission: Mission) -> Mission:
    """Return the proposal of a renewal: the same but for its dates, its answer and its outcome, the next in number."""
    numbered = _NUMBERED.fullmatch(mission.title)
    title, number = (numbered[1], int(numbered[2]) + 1) if numbered else (mission.title, 2)
    return replace(
        mission,
        id=None,
        uid="",
        title=f"{title} ({number})" if title else "",
        stage=Stage.PROPOSAL,
        signed_on=None,
        starts_on=None if mission.ends_on is None else mission.ends_on + timedelta(days=1),
        ends_on=None,
        days_worked_half=None,
        probability_bp=None,
        lost_reason="",
        renewal_of_id=mission.id,
        signing_contact_id=None,
        offer_interaction_id=None,
        notes="",
    )


class MissionFace(NamedTuple):
    """Someone at the source of a mission."""

    contact_id: int
    name: str


class MissionRow(NamedTuple):
    """A card of the board, with what filters, searches and orders ask of it.

    Attributes:
        counted_half: the half days that make the value.
        weighted_cents: the value times its probability: all of it once signed, nothing once lost.
        place: where the user put the card in its column, from 1; 0 for one that stands by its dates.
        contact_ids: whoever is on the path, in a role, or offered it.
        folded: title, organisations and people, folded, to be searched.
    """

    id: MissionId
    title: str
    client: str
    stage: Stage
    value_cents: int
    currency: str
    day_rate_cents: int
    days_sold_half: int
    days_worked_half: int | None
    signed_on: date | None
    starts_on: date | None
    ends_on: date | None
    stage_since: date | None
    probability_bp: int
    lost_reason: str
    faces: tuple[MissionFace, ...]
    next_follow_up: date | None
    renewal_of_id: int | None
    counted_half: int
    weighted_cents: int
    place: int
    organisation_ids: tuple[int, ...]
    contact_ids: frozenset[int]
    stays: tuple[Stay, ...]
    title_key: str
    client_key: str
    people_key: str
    folded: str


class StageTotal(NamedTuple):
    """Sum of a column; all in the currency asked."""

    stage: Stage
    missions: int
    value_cents: int
    weighted_cents: int


class Board(NamedTuple):
    """The missions page: columns in order of stage, totals, share won of those `decided`, median time in each stage.

    `others` is what was signed in other currencies, which is never added.
    """

    rows: tuple[MissionRow, ...]
    totals: tuple[StageTotal, ...]
    signed_cents: int
    pending_cents: int
    weighted_cents: int
    win_rate_bp: int | None
    currency: str
    decided: int
    times: Mapping[Stage, StageTime]
    others: tuple[tuple[str, int], ...]


class MissionPerson(NamedTuple):
    """Someone on a mission, in a role."""

    contact_id: int
    name: str
    organisation: str
    role: MissionRole


class MissionDocument(NamedTuple):
    """A document of a mission, which stays where it is."""

    id: int
    name: str
    address: str
    added_on: date


class MissionExchange(NamedTuple):
    """An exchange linked to a mission, or that may be: with whom, the first of them in `contact_id`."""

    id: int
    kind: str
    occurred_on: PartialDate | None
    people: str
    contact_id: int | None
    summary: str


class ChainLink(NamedTuple):
    """One mission of a chain of renewals."""

    id: int
    title: str
    stage: Stage
    signed_on: date | None
    value_cents: int
    currency: str


class StageEntry(NamedTuple):
    """When a mission came to a stage; `id` is that of the row, whose day can be corrected."""

    id: int
    stage: Stage
    entered_on: date


class MissionSheet(NamedTuple):
    """All that the sheet of a mission shows, in one read.

    `chain` holds the missions that this one renews and that renew it, itself among them; empty where it stands alone.
    """

    mission: Mission
    value_cents: int
    net_cents: int | None
    people: tuple[MissionPerson, ...]
    signing_contact: str
    path: MissionPath
    stages: tuple[StageEntry, ...]
    chain: tuple[ChainLink, ...]
    documents: tuple[MissionDocument, ...]
    exchanges: tuple[MissionExchange, ...]
    deleted: bool
