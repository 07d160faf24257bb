"""What an event is: its kinds, statuses and values."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from carnet.domain.ids import EventId


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
    """

    id: EventId | None = None
    uid: str = ""
    title: str = ""
    kind: EventKind = EventKind.OTHER
    organiser: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    tz: str = "Europe/Paris"
    all_day: bool = False
    venue: str = ""
    city: str = ""
    url: str = ""
    status: EventStatus = EventStatus.PLANNED
    cost_cents: int = 0
    minutes_spent: int | None = None
    travel_minutes: int | None = None
    briefing: str = ""
    prepared_on: date | None = None
    usefulness: Usefulness | None = None
    debrief: str = ""
    debriefed_at: datetime | None = None
    goals: tuple[EventGoal, ...] = ()
