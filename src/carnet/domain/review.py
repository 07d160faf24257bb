"""What « Bilan » asks and shows: period, model, grouping, figures and rows."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple, overload

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

    def includes(self, day: date) -> bool:
        """Tell whether a day lies in the period, its ends included."""
        return (self.start is None or day >= self.start) and (self.end is None or day <= self.end)


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


class SpecialRow(StrEnum):
    """Keys of the rows that stand for no one thing."""

    UNATTRIBUTED = "unattributed"
    NO_CONTACT = "no_contact"
    OUTSIDE_EVENTS = "outside_events"
    NO_SERIES = "no_series"
    NO_ORGANISER = "no_organiser"
    NO_CIRCLE = "no_circle"
    HIDDEN = "hidden"


_SPECIAL = frozenset(SpecialRow)


class ReviewRows(Sequence[ReviewRow]):
    """Lines in order, each made when it is looked at: of thousands a screen shows ten."""

    def __init__(self, keys: Sequence[str], make: Callable[[str], ReviewRow]) -> None:
        self.keys = keys
        self._make = make

    @classmethod
    def of(cls, rows: Iterable[ReviewRow]) -> "ReviewRows":
        """Return lines that are made already."""
        known = {row.key: row for row in rows}
        return cls(list(known), known.__getitem__)

    def apart(self) -> tuple["ReviewRows", "ReviewRows"]:
        """Return the lines that stand for somebody or something, and the special ones."""
        ordinary = [key for key in self.keys if key not in _SPECIAL]
        special = [key for key in self.keys if key in _SPECIAL]
        return ReviewRows(ordinary, self._make), ReviewRows(special, self._make)

    @overload
    def __getitem__(self, at: int) -> ReviewRow: ...

    @overload
    def __getitem__(self, at: slice) -> "ReviewRows": ...

    def __getitem__(self, at: int | slice) -> "ReviewRow | ReviewRows":
        return self._make(self.keys[at]) if isinstance(at, int) else ReviewRows(self.keys[at], self._make)

    def __len__(self) -> int:
        return len(self.keys)

    def __iter__(self) -> Iterator[ReviewRow]:
        return map(self._make, self.keys)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self.keys))

    def __repr__(self) -> str:
        return repr(tuple(self))


class RowDetail(NamedTuple):
    """What a line tells beside its credit.

    `influence_cents` is the value of the missions of the period that it had any part in, which lines must not be summed
    by; `years` are its credits in the last five years, the latest last; the last exchange is with anybody credited.
    """

    influence_cents: int = 0
    last_exchange_on: date | None = None
    years: tuple[int, ...] = ()


YEARS = 5
"""How many years a line is followed over."""


class ReviewMission(NamedTuple):
    """A counted mission of the period."""

    id: int
    title: str
    client: str
    signed_on: date
    value_cents: int


class Review(NamedTuple):
    """The answer; rows sum to `total_cents` exactly. `other_currencies` maps a code to its total in cents.

    `shows_cents` tells whether any row is no round number of euros.
    `relations_bp` is the share through relations in basis points, `win_rate_bp` likewise; None where nothing counts.
    """

    question: ReviewQuestion
    total_cents: int
    other_currencies: tuple[tuple[str, int], ...]
    fallback_missions: int
    rows: ReviewRows
    shows_cents: bool
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
