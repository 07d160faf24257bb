"""What an event is: its kinds, statuses and values."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from carnet.domain.ids import CalendarId, EventId
from carnet.domain.zones import HOME

if TYPE_CHECKING:
    from carnet.domain.returns import EventReturn


class EventKind(StrEnum):
    """Kinds of networking events."""

    THEMED_MEETING = "themed_meeting"
    AFTERWORK = "afterwork"
    CLUB = "club"
    WORKSHOP = "workshop"
    BREAKFAST = "breakfast"
    TRADE_SHOW = "trade_show"
    TRAINING = "training"
    WEBINAR = "webinar"
    BREAK = "break"
    OTHER = "other"


class EventStatus(StrEnum):
    """Whether she means to go, goes, or went."""

    PLANNED = "planned"
    REGISTERED = "registered"
    ATTENDED = "attended"
    MISSED = "missed"
    CANCELLED = "cancelled"


GONE_TO = (EventStatus.PLANNED, EventStatus.REGISTERED, EventStatus.ATTENDED)
"""Statuses under which she was there, or may have been."""


class Usefulness(StrEnum):
    """What the evening was worth."""

    LOW = "low"
    FAIR = "fair"
    HIGH = "high"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventGoal:
    """One line of the checklist taken to an event."""

    text: str
    done: bool = False
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkingEvent:
    """What a form edits; `id` None means not stored.

    `starts_at` and `ends_at` are aware UTC; `tz` is the event's own IANA zone. Of an all-day event they are the
    midnights, in that zone, at which the first day starts and the last one ends.

    With an `rrule` it is a series: what its occurrences have in common, and when the first one takes place; it takes
    place in them alone. `series_id` and `recurrence_id` (the start that the series gave it) make it an occurrence.
    `description` is what an invitation says, `briefing` what she notes herself.
    """

    id: EventId | None = None
    uid: str = ""
    title: str = ""
    kind: EventKind = EventKind.OTHER
    organiser: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    tz: str = HOME
    all_day: bool = False
    series_id: EventId | None = None
    recurrence_id: datetime | None = None
    rrule: str = ""
    rdates: tuple[datetime, ...] = ()
    exdates: tuple[datetime, ...] = ()
    venue: str = ""
    city: str = ""
    url: str = ""
    description: str = ""
    status: EventStatus = EventStatus.PLANNED
    cost_cents: int = 0
    minutes_spent: int | None = None
    travel_minutes: int | None = None
    briefing: str = ""
    prepared_on: date | None = None
    usefulness: Usefulness | None = None
    debrief: str = ""
    debriefed_at: datetime | None = None
    ics_uid: str = ""
    sequence: int = 0
    calendar_id: CalendarId | None = None
    goals: tuple[EventGoal, ...] = ()

    @property
    def ref(self) -> "EventRef":
        """What verbs take: by its series where it has one, which holds with a row of its own and without."""
        if self.series_id is not None and self.recurrence_id is not None:
            return OccurrenceRef(self.series_id, self.recurrence_id)
        assert self.id is not None
        return self.id


class OccurrenceRef(NamedTuple):
    """One occurrence of a series that has no row of its own yet; `recurrence_id` is its start, aware UTC."""

    series_id: EventId
    recurrence_id: datetime


EventRef: TypeAlias = int | OccurrenceRef
"""What takes place: the id of a row, or an occurrence that has none yet."""


class Occurrence(NamedTuple):
    """What takes place at a time; `ref` is what verbs take. Of a single event both ids of the series are None."""

    ref: EventRef
    series_id: EventId | None
    recurrence_id: datetime | None
    title: str
    kind: EventKind
    organiser: str
    starts_at: datetime
    ends_at: datetime | None
    tz: str
    all_day: bool
    venue: str
    city: str
    status: EventStatus
    cost_cents: int
    people: int = 0
    expected: int = 0
    goals: int = 0
    prepared: bool = False
    debriefed: bool = False

    @property
    def event_id(self) -> EventId | None:
        """The id of its row; None while nothing is attached to it."""
        return None if isinstance(self.ref, OccurrenceRef) else EventId(self.ref)


class SeriesSheet(NamedTuple):
    """A series: its rule, the starts to come, the days left out, and the rows of its occurrences, the latest first."""

    event: NetworkingEvent
    to_come: tuple[OccurrenceRef, ...]
    rows: "tuple[EventRow, ...]"


class EventRow(NamedTuple):
    """A line of the agenda: an event that takes place, never a series."""

    id: EventId
    title: str
    kind: EventKind
    organiser: str
    starts_at: datetime | None
    ends_at: datetime | None
    tz: str
    all_day: bool
    venue: str
    city: str
    status: EventStatus
    cost_cents: int
    people: int
    expected: int
    goals: int
    prepared: bool
    debriefed: bool

    @property
    def ref(self) -> EventRef:
        """What verbs take."""
        return self.id


ASKED_FOR = timedelta(days=4)
"""How long an evening of a series to which nothing is attached is asked about: over a long weekend."""

OF_ONE_DATE = frozenset({"status", "minutes_spent"})
"""Fields that tell what happened on one date, never of a whole series."""

Planned: TypeAlias = EventRow | Occurrence
"""A line of the agenda: a row, or an occurrence that has none yet."""


class Attendee(NamedTuple):
    """Someone expected or met at an event; `verdict` of met ones is "created" or "completed"."""

    contact_id: int
    name: str
    title: str
    organisation: str
    expected: bool
    met: bool
    note: str
    tags: tuple[str, ...]
    follow_up_on: date | None
    score: int | None
    level: str | None
    created_here: bool


class EventFollowUp(NamedTuple):
    """A follow-up born at an event."""

    id: int
    contact_id: int
    contact: str
    text: str
    scheduled_on: date | None
    done: bool


class EventSheet(NamedTuple):
    """All that the sheet of an event shows, in one read; `nth` counts the events of the same organiser so far.

    `missions` are all that have to do with it, `brought` what those that count came to.
    """

    event: NetworkingEvent
    organiser_id: int | None
    nth: int
    attendees: tuple[Attendee, ...]
    follow_ups: tuple[EventFollowUp, ...]
    missions: tuple[tuple[int, str], ...]
    needs_debrief: bool
    deleted: bool
    brought: "EventReturn | None" = None
