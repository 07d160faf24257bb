"""Verbs of events: the agenda, the sheet, series and their dates, goals, who is expected."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from carnet.domain.agenda import Agenda, EventFilter
from carnet.domain.briefings import Briefing
from carnet.domain.changes import Deed
from carnet.domain.events import (
    ASKED_FOR,
    OF_ONE_DATE,
    EventRef,
    EventRow,
    EventSheet,
    NetworkingEvent,
    Occurrence,
    OccurrenceRef,
    Planned,
    SeriesSheet,
)
from carnet.domain.ids import EventId, id_of
from carnet.domain.text import fold
from carnet.domain.zones import instant_of, local_day, wall
from carnet.journal import (
    agenda,
    attendance,
    briefings,
    event_sheets,
    event_writing,
    occurrences,
    planning,
    series,
)
from carnet.journal.core import Core
from carnet.journal.history import debrief_group, event_of_batch
from carnet.journal.people import name_of
from carnet.store import tables as t
from carnet.store.recorder import Recorder

_ROW = t.event.c
_DEBRIEFED = frozenset({"goals", "debrief", "usefulness"})
"""What belongs to the débriefing where it changes once the event is over."""
_IN_LINE = (
    "series_id",
    "recurrence_id",
    "title",
    "kind",
    "organiser",
    "ends_at",
    "tz",
    "all_day",
    "venue",
    "city",
    "status",
    "cost_cents",
)


class Events:
    """Events of the network, past and to come."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def upcoming(self, limit: int = 50) -> tuple[EventRow, ...]:
        """Return what runs now or is to come, the soonest first."""
        with self._core.reading() as connection:
            return agenda.upcoming(connection, self._core.clock.now(), limit)

    def past(self, limit: int = 50, offset: int = 0) -> tuple[EventRow, ...]:
        """Return what is over, the latest first."""
        with self._core.reading() as connection:
            return agenda.past(connection, self._core.clock.now(), limit, offset)

    def between(self, start: date, end: date) -> tuple[EventRow, ...]:
        """Return what takes place from one day to another, both included."""
        with self._core.reading() as connection:
            return agenda.between(connection, start, end)

    def occurrences(self, start: date, end: date) -> tuple[Occurrence, ...]:
        """Return what takes place from one day to another, both included, in the zone of each, by its start."""
        with self._core.reading() as connection:
            return occurrences.between(connection, start, end)

    def agenda(self, chosen: EventFilter, start: date, end: date) -> Agenda:
        """Return the agenda: every event, and the occurrences of series from one day to another."""
        with self._core.glancing() as connection:
            return planning.read(connection, self._core.clock.now(), chosen, start, end)

    def agenda_values(self, start: date, end: date) -> Mapping[str, Mapping[str, int]]:
        """Return what each field of an `EventFilter` may hold, with how many events have each value."""
        with self._core.glancing() as connection:
            return planning.values(connection, start, end)

    def likely(self, past: int, coming: int) -> list[Planned]:
        """Return the events that people may be added for: the next ones, the soonest last, then the latest past."""
        return self._around(past, coming, planning.lately, ASKED_FOR)

    def occasions(self, past: int, coming: int) -> list[Planned]:
        """Return the events that something may be attached to, as `likely` does, with every date of a series."""
        return self._around(past, coming, planning.begun, planning.REMEMBERED_FOR)

    def _around(
        self, past: int, coming: int, begun: Callable[..., list[Occurrence]], within: timedelta
    ) -> list[Planned]:
        now, today = self._core.clock.now(), self._core.clock.today()
        with self._core.reading() as connection:
            soon = planning.upcoming(connection, now, today, coming)
            over: list[Planned] = [*agenda.past(connection, now, past, 0), *begun(connection, now, within)]
            known = {row.ref for row in soon}
            dated = [row for row in over if row.starts_at is not None and row.ref not in known]
            return [*reversed(soon), *sorted(dated, key=_begun, reverse=True)[:past]]

    def rows(self, ids: Sequence[int]) -> dict[int, EventRow]:
        """Return the lines of these events."""
        with self._core.reading() as connection:
            return agenda.by_ids(connection, ids)

    def lines(self, refs: Sequence[EventRef]) -> dict[EventRef, Planned]:
        """Return the lines of these events, those of occurrences without a row as their series tells of them."""
        with self._core.reading() as connection:
            found: dict[EventRef, Planned] = {}
            for ref in refs:
                told = series.told(connection, ref)
                own = None if told.id is None else agenda.by_ids(connection, [told.id]).get(told.id)
                if own is not None:
                    found[ref] = own
                elif told.id is None and told.starts_at is not None:
                    found[ref] = _line(told, ref, told.starts_at)
            return found

    def default_for_capture(self) -> Planned | None:
        """Return the event to preselect: running now, else over for less than 48 hours, else the last one used."""
        with self._core.reading() as connection:
            recent = planning.for_capture(connection, self._core.clock.now())
            return recent or _last_used(connection)

    def find(self, text: str) -> list[Planned]:
        """Return the events that an id or a title names: exactly, else by a part of the title, the latest first.

        Of a series without a row the occurrence that began last stands for it, else the next.
        """
        with self._core.reading() as connection:
            key = id_of(text)
            if key is not None and (row := agenda.by_ids(connection, [key]).get(key)) is not None:
                return [row]
            return _by_title(connection, fold(text), self._core.clock.now())

    def get(self, event: EventRef) -> NetworkingEvent:
        """Return what the form of an event edits; of an occurrence without a row what its series says."""
        with self._core.reading() as connection:
            return series.told(connection, event)

    def sheet(self, event: EventRef) -> EventSheet:
        """Return all that the sheet of an event shows."""
        with self._core.reading() as connection:
            told = series.told(connection, event)
            if told.id is None:
                return event_sheets.of_occurrence(connection, told)
            return event_sheets.of_row(connection, told, self._core)

    def briefing(self, event: EventRef) -> Briefing:
        """Return whom to look for at an event, and what is known of each."""
        sheet = self.sheet(event)
        with self._core.reading() as connection:
            return briefings.briefing(connection, self._core, sheet)

    def series(self, series_id: int, to_come: int = 5) -> SeriesSheet:
        """Return what a series is: its rule, a few of the starts to come, and the rows that its occurrences have."""
        with self._core.reading() as connection:
            event = event_sheets.read(connection, series_id)
            refs = occurrences.to_come(connection, event, self._core.clock.now(), to_come)
            return SeriesSheet(event, refs, agenda.of_series(connection, series_id))

    def save(self, event: NetworkingEvent) -> EventId:
        """Create or change an event, a series or an occurrence, and its goals; its organiser is created by name."""
        with self._core.writing(Deed.SAVE_EVENT, subject=event.title.strip()) as recorder:
            if event.id is not None:
                event_sheets.read(recorder.connection, event.id)
            elif event.series_id is not None and event.recurrence_id is not None:
                return self._edit(recorder, OccurrenceRef(event.series_id, event.recurrence_id), _typed(event))
            return event_writing.put(recorder, self._core, event)

    def edit(self, event: EventRef, **fields: Any) -> None:
        """Change fields of an event, `goals` and `organiser` (by name) among them."""
        told = self.get(event)
        end = told.ends_at or told.starts_at
        debriefs = end is not None and end < self._core.clock.now() and fields.keys() <= _DEBRIEFED
        group = debrief_group(event) if debriefs else ""
        with self._core.writing(Deed.SAVE_EVENT, subject=told.title, group=group) as recorder:
            self._edit(recorder, event, fields)

    def _edit(self, recorder: Recorder, event: EventRef, fields: Mapping[str, Any]) -> EventId:
        key = series.owned(recorder, self._core, event) if isinstance(event, OccurrenceRef) else event
        return event_writing.put(recorder, self._core, replace(event_sheets.read(recorder.connection, key), **fields))

    def move(self, event: EventRef, starts_at: datetime) -> None:
        """Let an event, an occurrence or a whole series start at another instant and last as long as before."""
        told = self.get(event)
        ends_at = None
        if told.starts_at is not None and told.ends_at is not None:
            ends_at = occurrences.end_of(starts_at, told.starts_at, told.ends_at, told.tz)
        self.edit(event, starts_at=starts_at, ends_at=ends_at)

    def edit_series(self, occurrence: OccurrenceRef, **fields: Any) -> OccurrenceRef:
        """Change a whole series as one of its occurrences was: its fields, and the hour and day it comes back on.

        The rows of occurrences to come follow where they said what the series did. Return the occurrence as it is now.
        """
        told = self.get(occurrence)
        with self._core.writing(Deed.SAVE_EVENT, subject=told.title) as recorder:
            before = event_sheets.read(recorder.connection, occurrence.series_id)
            alone = {name: fields.pop(name) for name in OF_ONE_DATE & fields.keys()}
            key = self._edit(recorder, occurrence, alone) if alone else told.id
            times = {name: fields.pop(name) for name in ("starts_at", "ends_at") if name in fields}
            rows = series.rows_to_come(recorder.connection, occurrence.series_id, self._core.clock.now())
            for each in sorted({*rows, *([key] if key is not None else [])}):
                _follow(recorder, self._core, each, before, fields)
            whole = replace(before, **fields)
            if not times:
                event_writing.put(recorder, self._core, whole)
                return occurrence
            starts_at = times.get("starts_at", told.starts_at) or occurrence.recurrence_id
            ends_at = times.get("ends_at", told.ends_at)
            self._edit_rule(recorder, whole, occurrence, starts_at, ends_at)
            if key is not None:
                recorder.update(t.event, key, starts_at=starts_at, ends_at=ends_at)
            return OccurrenceRef(occurrence.series_id, starts_at)

    def _edit_rule(
        self,
        recorder: Recorder,
        whole: NetworkingEvent,
        occurrence: OccurrenceRef,
        starts_at: datetime,
        ends_at: datetime | None,
    ) -> None:
        """Write a series whose hour, then whose day, is that of an occurrence."""
        assert whole.starts_at is not None
        there, old_day = wall(starts_at, whole.tz), local_day(occurrence.recurrence_id, whole.tz)
        first = instant_of(datetime.combine(local_day(whole.starts_at, whole.tz), there.time()), whole.tz)
        last = occurrences.end_of(first, starts_at, ends_at, whole.tz)
        event_writing.put(recorder, self._core, replace(whole, starts_at=first, ends_at=last))
        if there.date() != old_day:
            kept = event_sheets.read(recorder.connection, occurrence.series_id)
            at = instant_of(datetime.combine(old_day, there.time()), whole.tz)
            series.shift(recorder, kept, at, there.date(), self._core.clock.now())

    def skip(self, event: EventRef) -> None:
        """Let an occurrence not take place; what hangs on it goes to the trash with it."""
        told = self.get(event)
        with self._core.writing(Deed.SKIP_EVENT, subject=told.title) as recorder:
            self._drop(recorder, told)

    def take_back(self, occurrence: OccurrenceRef) -> None:
        """Let an occurrence that was skipped take place after all."""
        title = self.get(occurrence.series_id).title
        with self._core.writing(Deed.SAVE_EVENT, subject=title) as recorder:
            series.take_back(recorder, occurrence)

    def delete(self, *events: EventRef) -> None:
        """Put events into the trash, a series with those of its occurrences that are to come; skip single dates."""
        if len(events) == 1 and isinstance(events[0], OccurrenceRef):
            self.skip(events[0])
            return
        told = [self.get(event) for event in events]
        deed, subject = (Deed.DELETE_EVENT, told[0].title) if len(told) == 1 else (Deed.DELETE_EVENTS, str(len(told)))
        with self._core.writing(deed, subject=subject) as recorder:
            for each in told:
                self._drop(recorder, each)

    def _drop(self, recorder: Recorder, told: NetworkingEvent) -> None:
        now = self._core.clock.now()
        if told.id is None:
            assert isinstance(told.ref, OccurrenceRef)
            series.leave_out(recorder, told.ref)
            return
        coming = series.rows_to_come(recorder.connection, told.id, now) if told.rrule else []
        for key in (told.id, *coming):
            recorder.update(t.event, key, deleted_at=now)

    def restore(self, event_id: int) -> None:
        """Take an event out of the trash."""
        with self._core.writing(Deed.SAVE_EVENT, subject=self.get(event_id).title) as recorder:
            recorder.update(t.event, event_id, deleted_at=None)

    def expect(self, event: EventRef, contact_ids: Sequence[int]) -> None:
        """Note people to meet at an event."""
        with self._core.writing(Deed.EXPECT, subject=self.get(event).title) as recorder:
            event_id = series.owned(recorder, self._core, event)
            for contact_id in contact_ids:
                name_of(recorder.connection, contact_id)
                attendance.attend(recorder, event_id, contact_id, expected=True)

    def unexpect(self, event: EventRef, contact_id: int) -> None:
        """Take a person off those to meet at an event."""
        with self._core.writing(Deed.EXPECT, subject=self.get(event).title) as recorder:
            event_id = series.owned(recorder, self._core, event)
            attendance.leave(recorder, event_id, contact_id, expected=False)


def _follow(recorder: Recorder, core: Core, key: int, before: NetworkingEvent, fields: Mapping[str, Any]) -> None:
    """Change the row of an occurrence with its series, where both said the same."""
    row = event_sheets.read(recorder.connection, key)
    alike = {name: value for name, value in fields.items() if getattr(row, name) == getattr(before, name)}
    if alike:
        event_writing.put(recorder, core, replace(row, **alike))


def _typed(event: NetworkingEvent) -> dict[str, Any]:
    """Return the fields of an occurrence that a form edits."""
    from dataclasses import fields

    kept = {"id", "uid", "series_id", "recurrence_id", "ics_uid", "sequence", "calendar_id"}
    return {field.name: getattr(event, field.name) for field in fields(event) if field.name not in kept}


def _by_title(connection: sa.Connection, wanted: str, now: datetime) -> list[Planned]:
    if not wanted:
        return []
    rows: list[Planned] = [*agenda.every(connection), *planning.named(connection, now, wanted)]
    exact = [row for row in rows if fold(row.title) == wanted]
    return exact or [row for row in rows if wanted in fold(row.title)]


def _line(told: NetworkingEvent, ref: EventRef, starts_at: datetime) -> Occurrence:
    """Return the line of an occurrence that has no row."""
    shared = {name: getattr(told, name) for name in _IN_LINE}
    return Occurrence(ref=ref, starts_at=starts_at, **shared)


def _begun(row: Planned) -> datetime:
    assert row.starts_at is not None
    return row.starts_at


def _last_used(connection: sa.Connection) -> EventRow | None:
    query = (
        sa.select(t.deed.c.group_key)
        # A group key starts with the event's id, or with ":" where there is none.
        .where(t.deed.c.kind == Deed.CAPTURE.value, t.deed.c.group_key > "", t.deed.c.group_key < ":")
        .order_by(t.deed.c.id.desc())
        .limit(1)
    )
    used = event_of_batch(connection.execute(query).scalar() or "")
    row = series.row_of(connection, used) if isinstance(used, OccurrenceRef) else None
    key = row[0] if row is not None else used
    return agenda.by_ids(connection, [key]).get(key) if isinstance(key, int) else None
