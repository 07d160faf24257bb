"""Events and tasks to iCalendar (RFC 5545): folded lines, CRLF, the zones that are named, no attendee.

Attendees stay out: programs write to them. What only Carnet knows is told in properties of its own.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from carnet.domain.recurrence import Until, parse
from carnet.domain.text import clean
from carnet.domain.zones import instant_of
from carnet.formats.event_drafts import EventDraft
from carnet.formats.ics_times import Moment
from carnet.formats.ics_zone_write import zone_lines
from carnet.formats.vcard_text import escape
from carnet.formats.vcard_write import folded

_PRODUCT = "-//Carnet//Carnet//FR"
_LAST_SECOND = timedelta(days=1, seconds=-1)


class Task(NamedTuple):
    """Something to do on a day."""

    uid: str
    day: date
    summary: str
    note: str = ""


class TaskKind(StrEnum):
    """What a task becomes in a calendar: a task, or an event of the day with a reminder at nine."""

    TODO = "todo"
    EVENT = "event"


def write(events: Sequence[EventDraft], stamp: datetime) -> bytes:
    """Return events as a calendar; `stamp` is when it is written."""
    zones = sorted({moment.tz for event in events for moment in _moments(event) if not moment.all_day})
    lines = (
        *(line for name in zones for line in zone_lines(name)),
        *(x for event in events for x in _event(event, stamp)),
    )
    return _calendar(lines)


def write_tasks(tasks: Iterable[Task], stamp: datetime, kind: TaskKind) -> bytes:
    """Return tasks as a calendar."""
    return _calendar(line for task in tasks for line in _task(task, stamp, kind))


def _calendar(lines: Iterable[str]) -> bytes:
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}", "CALSCALE:GREGORIAN")
    return b"".join(folded(line) for line in (*head, *lines, "END:VCALENDAR"))


def _moments(event: EventDraft) -> Iterator[Moment]:
    for moment in (event.starts, event.ends, event.recurrence_id, *event.rdates, *event.exdates):
        if moment is not None:
            yield moment


def _event(event: EventDraft, stamp: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escape(event.uid)}"
    yield f"DTSTAMP:{_utc(stamp)}"
    yield f"SEQUENCE:{event.sequence}"
    if event.recurrence_id is not None:
        yield _moment("RECURRENCE-ID", event.recurrence_id)
    if event.starts is not None:
        yield _moment("DTSTART", event.starts)
    if event.starts is not None and event.ends is not None:
        yield _moment("DTEND", event.ends)
    if event.rrule:
        yield f"RRULE:{_rule(event)}"
    for name, moments in (("RDATE", event.rdates), ("EXDATE", event.exdates)):
        yield from (_moment(name, moment) for moment in moments)
    yield from _texts(event)
    yield f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}"
    if event.starts is not None and any(moment.all_day or _is_second(moment) for moment in _moments(event)):
        yield f"X-CARNET-TZID:{event.starts.tz}"
    yield "END:VEVENT"


def _texts(event: EventDraft) -> Iterator[str]:
    place = ", ".join(part for part in (event.venue, event.city) if part)
    texts = (
        ("SUMMARY", event.title),
        ("LOCATION", place),
        ("DESCRIPTION", event.description),
        ("X-CARNET-CITY", event.city),
        ("X-CARNET-KIND", event.kind.value if event.kind else ""),
        ("X-CARNET-ORGANISER", event.organisation),
    )
    for name, text in texts:
        if text:
            yield f"{name}:{escape(clean(text))}"
    if event.url:
        yield f"URL:{_one_line(event.url)}"


def _one_line(text: str) -> str:
    return "".join(clean(text).split())


def _rule(event: EventDraft) -> str:
    """Return a rule whose end is told as the start is: of an event at an hour in UTC."""
    rule = parse(event.rrule)
    if rule.until is None or event.starts is None or event.starts.all_day or rule.until.is_utc:
        return str(rule)
    last = rule.until.at + _LAST_SECOND if rule.until.is_day else rule.until.at
    at = instant_of(last, event.starts.tz).replace(tzinfo=None)
    return str(replace(rule, until=Until(at, is_utc=True)))


def _moment(name: str, moment: Moment) -> str:
    if moment.all_day:
        return f"{name};VALUE=DATE:{moment.local():%Y%m%d}"
    if _is_second(moment):
        return f"{name}:{_utc(moment.at)}"
    return f"{name};TZID={moment.tz}:{moment.local():%Y%m%dT%H%M%S}"


def _is_second(moment: Moment) -> bool:
    """Tell whether a time on the wall came before, an hour ago: it cannot be told by the wall."""
    return not moment.all_day and instant_of(moment.local(), moment.tz) != moment.at


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _task(task: Task, stamp: datetime, kind: TaskKind) -> Iterator[str]:
    component = "VTODO" if kind is TaskKind.TODO else "VEVENT"
    yield f"BEGIN:{component}"
    yield f"UID:{escape(task.uid)}"
    yield f"DTSTAMP:{_utc(stamp)}"
    if kind is TaskKind.TODO:
        yield f"DUE;VALUE=DATE:{task.day:%Y%m%d}"
        yield "STATUS:NEEDS-ACTION"
    else:
        yield f"DTSTART;VALUE=DATE:{task.day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{task.day + timedelta(days=1):%Y%m%d}"
        yield "TRANSP:TRANSPARENT"
    yield f"SUMMARY:{escape(clean(task.summary))}"
    if task.note:
        yield f"DESCRIPTION:{escape(clean(task.note))}"
    if kind is TaskKind.EVENT:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{escape(clean(task.summary))}")
        yield from ("TRIGGER:PT9H", "END:VALARM")
    yield f"END:{component}"
