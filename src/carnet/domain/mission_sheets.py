"""What the missions page edits and shows: the form, the row of a board, the sheet."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from carnet.domain.ids import ContactId, InteractionId, MissionId
from carnet.domain.missions import MissionRole, Stage
from carnet.domain.review import MissionPath


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


class MissionFace(NamedTuple):
    """Someone at the source of a mission."""

    contact_id: int
    name: str


class MissionRow(NamedTuple):
    """A card of the board."""

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


class StageTotal(NamedTuple):
    """Sum of a column; all in the currency asked."""

    stage: Stage
    missions: int
    value_cents: int
    weighted_cents: int


class Board(NamedTuple):
    """The missions page: columns in order of stage, totals, and the share of proposals won."""

    rows: tuple[MissionRow, ...]
    totals: tuple[StageTotal, ...]
    signed_cents: int
    pending_cents: int
    weighted_cents: int
    win_rate_bp: int | None
    currency: str


class MissionPerson(NamedTuple):
    """Someone on a mission, in a role."""

    contact_id: int
    name: str
    organisation: str
    role: MissionRole


class MissionSheet(NamedTuple):
    """All that the sheet of a mission shows, in one read."""

    mission: Mission
    value_cents: int
    net_cents: int | None
    people: tuple[MissionPerson, ...]
    signing_contact: str
    path: MissionPath
    stages: tuple[tuple[Stage, date], ...]
    renewals: tuple[tuple[int, str], ...]
    renewal_of: str
    deleted: bool
