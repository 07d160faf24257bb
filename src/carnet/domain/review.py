"""What « Bilan » asks and shows: period, model, grouping, figures and rows."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from carnet.domain.attribution import Model
from carnet.domain.path import Difference


class Grouping(StrEnum):
    """What the credits are summed by."""

    CONTACT = "contact"
    EVENT = "event"
    SERIES = "series"
    ORGANISER = "organiser"
    KIND = "kind"
    CHANNEL = "channel"
    CIRCLE = "circle"
    SPHERE = "sphere"
    MONTH = "month"


class ReviewQuestion(NamedTuple):
    """What is asked; no period means all, no currency the one of the settings."""

    model: Model = Model.W
    by: Grouping = Grouping.CONTACT
    start: date | None = None
    end: date | None = None
    currency: str = "EUR"
    with_personal: bool = False
    half_life_days: int = 180


class ReviewRow(NamedTuple):
    """One line; `key` is the id, identifier or "YYYY-MM" as text, or the name of a special row.

    `label` is empty where `carnet.words` must word the key (enums and special rows); `origin` is the channel group of a
    contact, for its icon; `delay_days` the median from first touch to signature of its missions, where known.
    """

    key: str
    label: str
    credit_cents: int
    missions: int
    days_half: int
    delay_days: int | None
    origin: str
    is_special: bool
    mission_ids: tuple[int, ...] = ()


class ReviewMission(NamedTuple):
    """A counted mission of the period."""

    id: int
    title: str
    client: str
    signed_on: date
    value_cents: int


class Review(NamedTuple):
    """The answer; rows sum to `total_cents` exactly. `other_currencies` maps a code to its total in cents.

    `relations_bp` is the share through relations in basis points, `win_rate_bp` likewise; None where nothing counts.
    """

    question: ReviewQuestion
    total_cents: int
    other_currencies: tuple[tuple[str, int], ...]
    fallback_missions: int
    rows: tuple[ReviewRow, ...]
    missions: tuple[ReviewMission, ...]
    days_half: int
    average_rate_cents: int | None
    median_delay_days: int | None
    delays_counted: int
    origin_contacts: int
    contacts_total: int
    relations_bp: int | None
    win_rate_bp: int | None
    won: int
    lost: int


class TouchLine(NamedTuple):
    """One touch of a path as pages and `path` show it; weights in order of `Model`, as floats summing to 1.

    `credit_cents` is the part of the value under the default model; `id` is 0 in a preview. An empty name beside an id
    is someone in the trash; the `hidden` flags tell of someone of the personal sphere, without id or name in work mode.
    """

    id: int
    rank: int
    kind: str
    occurred_on: str | None
    channel: str
    contact_id: int | None
    contact: str
    event_id: int | None
    event: str
    introducer_id: int | None
    introducer: str
    interaction_id: int | None
    interaction_kind: str
    introduction_id: int | None
    is_decisive: bool
    source: str
    manual_share_bp: int | None
    credited_contact_id: int | None
    weights: dict[str, float]
    credit_cents: int
    contact_hidden: bool = False
    introducer_hidden: bool = False
    event_kind: str = ""
    organiser: str = ""


class GapLine(NamedTuple):
    """A missing link of a path that can be repaired on the spot: a reason, the person, and what is known."""

    reason: str
    contact_id: int | None
    contact: str
    touch_rank: int | None
    introducer_id: int | None = None
    introducer: str = ""
    introduction_id: int | None = None
    interaction_id: int | None = None


class MissionPath(NamedTuple):
    """The path of a mission; people of the personal sphere are None where they are hidden.

    `parent_differs` tells a renewal without an answer of its own whose parent's path has changed since; `difference`
    what sets a frozen path apart from the one that would be derived today.
    """

    mission_id: int
    mission: str
    client: str
    signed_on: date | None
    value_cents: int
    currency: str
    touches: tuple[TouchLine, ...]
    gaps: tuple[GapLine, ...]
    delay_days: int | None
    inherited_from: int | None
    frozen: bool
    parent_differs: bool = False
    difference: Difference = Difference()
