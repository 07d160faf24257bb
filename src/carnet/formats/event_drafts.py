"""What a calendar says about events: drafts that the journal matches and stores, and the reading that holds them."""

from dataclasses import dataclass
from enum import StrEnum

from carnet.domain.events import EventKind
from carnet.errors import Problem
from carnet.formats.ics_times import Moment


class Going(StrEnum):
    """What an attendee answered."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    TENTATIVE = "tentative"
    UNSAID = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Somebody whom a calendar names: organiser or attendee."""

    name: str = ""
    email: str = ""
    going: Going = Going.UNSAID


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDraft:
    """One event, or one changed occurrence of a series, as a file tells of it.

    Attributes:
        row: which event of the file, from 1.
        uid: what the calendar calls it; occurrences of a series share it.
        sequence: how often it was changed.
        recurrence_id: when this occurrence was planned at first, None for what is no occurrence.
        called: what stands for its title where nothing of it is told but when it is.
        starts, ends: None where the file tells none.
        city, kind, organisation: what Carnet alone tells, beside the venue and instead of an organiser.
        rrule: rule of the series as written, "" where there is none.
        is_cancelled: whether it takes place no more.
    """

    row: int = 0
    uid: str = ""
    sequence: int = 0
    recurrence_id: Moment | None = None
    title: str = ""
    called: str = ""
    starts: Moment | None = None
    ends: Moment | None = None
    venue: str = ""
    city: str = ""
    kind: EventKind | None = None
    organisation: str = ""
    description: str = ""
    url: str = ""
    is_cancelled: bool = False
    is_tentative: bool = False
    organiser: Invited | None = None
    attendees: tuple[Invited, ...] = ()
    rrule: str = ""
    rdates: tuple[Moment, ...] = ()
    exdates: tuple[Moment, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventReading:
    """What was read of a file.

    Attributes:
        problems: a problem whose row has a draft is a remark on it; one whose row has none says why it was left out.
        units_read: events found, read or not.
        tasks: how many tasks stand beside them.
        encoding: "utf-8", "utf-16" or the code page that was used where the text is no UTF-8.
    """

    drafts: tuple[EventDraft, ...]
    problems: tuple[Problem, ...]
    units_read: int
    encoding: str
    tasks: int = 0
