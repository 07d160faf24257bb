"""iCalendar (RFC 5545): a file's bytes to drafts of events, and events to a file's bytes."""

from collections.abc import Callable

from carnet.domain.zones import HOME
from carnet.errors import Problem, Unreadable
from carnet.formats.collector import paused
from carnet.formats.event_drafts import EventDraft, EventReading
from carnet.formats.ics_frames import Calendars
from carnet.formats.ics_read import read_event
from carnet.formats.ics_times import Times
from carnet.formats.vcard_lines import logical_lines

LARGEST_FILE = 50_000_000


def read(data: bytes, *, home: str = HOME, cancelled: Callable[[], bool] | None = None) -> EventReading:
    """Return the events in a calendar file; a bad line, or a bad event, costs only itself.

    Args:
        data: the file, at most 50 MB, in any encoding.
        home: zone of times that have none, a name of the tz database.
        cancelled: asked now and then; the reading stops where it answers yes.

    Raises:
        Unreadable: "too_large", "no_event" where the text holds none, "tasks_alone" where it holds but tasks.
        Refused: "cancelled".
    """
    if len(data) > LARGEST_FILE:
        raise Unreadable("too_large", size=len(data), most=LARGEST_FILE)
    with paused():
        lines, encoding = logical_lines(data)
        found = Calendars(lines, cancelled)
        times = Times(found.zones, home)
        drafts: list[EventDraft] = []
        problems: list[Problem] = []
        for event in found.events:
            draft = read_event(event, times)
            problems += event.problems
            if draft is not None:
                drafts.append(draft)
    if not found.events:
        raise Unreadable("tasks_alone" if found.tasks else "no_event")
    return EventReading(
        drafts=tuple(drafts),
        problems=tuple(problems),
        units_read=len(found.events),
        encoding=encoding,
        tasks=found.tasks,
    )
