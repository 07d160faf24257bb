"""Events and follow-ups as calendars: what the journal holds of them, as drafts that the codec writes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from carnet.domain.events import EventRef, EventStatus, NetworkingEvent, OccurrenceRef
from carnet.domain.ids import EventId
from carnet.formats import ics_write
from carnet.formats.event_drafts import EventDraft
from carnet.formats.ics_times import Moment
from carnet.formats.ics_write import Task, TaskKind
from carnet.journal import due, event_sheets, occurrences, series
from carnet.journal.core import Core
from carnet.journal.people import visible
from carnet.store import quick
from carnet.store.quick import instant

_IN_TRASH = (
    "SELECT recurrence_id FROM event WHERE series_id = ? AND recurrence_id IS NOT NULL AND deleted_at IS NOT NULL"
)


def events(connection: sa.Connection, core: Core, refs: Sequence[EventRef] | None = None) -> bytes:
    """Return events as a calendar, all of them where none are named; a series with its occurrences."""
    if refs is None:
        wanted = event_sheets.every(connection)
    else:
        wanted = list(dict.fromkeys(event for ref in refs for event in _named(connection, ref)))
    parents = {event.id: event for event in wanted if event.rrule and event.id is not None}
    drafts = [_draft(connection, event, parents.get(event.series_id or EventId(0))) for event in wanted]
    return ics_write.write(drafts, core.clock.now())


def _named(connection: sa.Connection, ref: EventRef) -> Iterator[NetworkingEvent]:
    """Yield an event; a series with the rows of its occurrences."""
    if isinstance(ref, OccurrenceRef):
        found = series.row_of(connection, ref)
        told = event_sheets.read(connection, ref.series_id)
        yield event_sheets.read(connection, found[0]) if found else occurrences.of_series(told, ref.recurrence_id)
        return
    event = event_sheets.read(connection, ref)
    yield event
    if event.rrule:
        sql = "SELECT id FROM event WHERE series_id = ? AND deleted_at IS NULL ORDER BY starts_at, id"
        for (key,) in quick.rows(connection, sql, (event.id,)):
            yield event_sheets.read(connection, key)


def _draft(connection: sa.Connection, event: NetworkingEvent, parent: NetworkingEvent | None) -> EventDraft:
    draft = EventDraft(
        uid=_uid(parent or event, alone=parent is None),
        sequence=event.sequence,
        title=event.title,
        starts=_moment(event.starts_at, event),
        ends=_moment(event.ends_at, event),
        venue=event.venue,
        city=event.city,
        kind=event.kind,
        organisation=event.organiser,
        description=event.description,
        url=event.url,
        is_cancelled=event.status is EventStatus.CANCELLED,
        rrule=event.rrule,
        rdates=tuple(_told(at, event) for at in event.rdates),
        exdates=tuple(_told(at, event) for at in (*event.exdates, *_in_trash(connection, event))),
    )
    if parent is None or event.recurrence_id is None:
        return draft
    return replace(draft, recurrence_id=_told(event.recurrence_id, parent))


def _uid(event: NetworkingEvent, *, alone: bool) -> str:
    """Return what calendars call an event, always the same; an occurrence without its series by its start as well."""
    if alone and event.series_id is not None and event.recurrence_id is not None:
        return event.uid or f"{event.series_id}-{event.recurrence_id:%Y%m%dT%H%M%SZ}-{event.ics_uid or 'carnet'}"
    return event.ics_uid or event.uid


def _in_trash(connection: sa.Connection, event: NetworkingEvent) -> list[datetime]:
    """Return the occurrences of a series whose rows are in the trash: they do not take place."""
    if not event.rrule:
        return []
    found = (instant(text) for (text,) in quick.rows(connection, _IN_TRASH, (event.id,)))
    return [at for at in found if at is not None]


def _moment(at: datetime | None, event: NetworkingEvent) -> Moment | None:
    return None if at is None else _told(at, event)


def _told(at: datetime, event: NetworkingEvent) -> Moment:
    return Moment(at.replace(microsecond=0), event.tz or "UTC", event.all_day)


_FOLLOW_UPS = (
    "SELECT follow_up.uid, follow_up.scheduled_on, follow_up.text, contact_fact.display_name FROM follow_up "
    "JOIN contact_fact ON contact_fact.contact_id = follow_up.contact_id "
    f"WHERE {due.TO_DO} AND follow_up.scheduled_on IS NOT NULL AND contact_fact.hidden = 0 AND {{shown}} "
    "ORDER BY follow_up.scheduled_on, follow_up.id"
)


def follow_ups(connection: sa.Connection, core: Core, kind: TaskKind, *, with_personal: bool) -> bytes:
    """Return what is to do for people as a calendar of tasks, or of days with a reminder."""
    sql = _FOLLOW_UPS.format(shown=visible(not with_personal))
    tasks = [
        Task(uid, datetime.fromisoformat(day).date(), f"{name}, {text}" if text else name)
        for uid, day, text, name in quick.rows(connection, sql)
    ]
    return ics_write.write_tasks(tasks, core.clock.now(), kind)
