"""Writing series: the row that an occurrence gets on demand, and what becomes of those when a series changes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from carnet.domain.events import EventRef, EventStatus, NetworkingEvent, OccurrenceRef
from carnet.domain.recurrence import Series, fewer, instants, instants_text, moved, starts
from carnet.domain.zones import instant_of, wall
from carnet.errors import Reason, Refused
from carnet.journal import event_sheets, occurrences
from carnet.journal.core import Core
from carnet.store import quick
from carnet.store import tables as t
from carnet.store.quick import Connected, instant_text
from carnet.store.recorder import Recorder

IS_SERIES = "event_is_a_series"
_KEPT = timedelta(days=366)
"""How far back the dates of a series that moved stay where they were, those that have no row."""
_COPIED = (
    "title",
    "kind",
    "organiser_id",
    "tz",
    "all_day",
    "venue",
    "city",
    "url",
    "description",
    "status",
    "cost_cents",
    "travel_minutes",
    "ics_uid",
    "calendar_id",
)


def row_of(connection: Connected, ref: OccurrenceRef) -> tuple[int, bool] | None:
    """Return the id of the row of an occurrence and whether it is in the trash; None where it has none."""
    sql = "SELECT id, deleted_at IS NOT NULL FROM event WHERE series_id = ? AND recurrence_id = ?"
    row = quick.first(connection, sql, (ref.series_id, instant_text(ref.recurrence_id)))
    return None if row is None else (int(row[0]), bool(row[1]))


def told(connection: sa.Connection, event: EventRef) -> NetworkingEvent:
    """Return an event as it stands, an occurrence without a row as its series tells of it."""
    if not isinstance(event, OccurrenceRef):
        return event_sheets.read(connection, event)
    row = row_of(connection, event)
    if row is not None:
        return event_sheets.read(connection, row[0])
    series = event_sheets.read(connection, event.series_id)
    if not occurrences.takes_place(series, event.recurrence_id):
        raise Refused(Reason.NOT_FOUND, kind="event", id=event.series_id)
    return occurrences.of_series(series, event.recurrence_id)


def owned(recorder: Recorder, core: Core, ref: EventRef) -> int:
    """Return inside a verb the row of what takes place; an occurrence without one gets it.

    Raises:
        Refused: "not_found", or "event_is_a_series" for one: what happens, happens in its occurrences.
    """
    if not isinstance(ref, OccurrenceRef):
        row = recorder.row(t.event, ref)
        if row is None:
            raise Refused(Reason.NOT_FOUND, kind="event", id=ref)
        if row["rrule"]:
            raise Refused(IS_SERIES, id=ref)
        return ref
    found = row_of(recorder.connection, ref)
    if found is not None:
        if found[1]:
            raise Refused(Reason.NOT_FOUND, kind="event", id=found[0])
        return found[0]
    return _made(recorder, core, ref)


def _made(recorder: Recorder, core: Core, ref: OccurrenceRef) -> int:
    series = event_sheets.read(recorder.connection, ref.series_id)
    row = recorder.row(t.event, ref.series_id)
    if row is None or row["deleted_at"] is not None or not occurrences.takes_place(series, ref.recurrence_id):
        raise Refused(Reason.NOT_FOUND, kind="event", id=ref.series_id)
    told = occurrences.of_series(series, ref.recurrence_id)
    return insert(recorder, core, row, told)


def insert(recorder: Recorder, core: Core, series: Mapping[str, Any], told: NetworkingEvent) -> int:
    """Write the row of an occurrence with what its series says, at the times told."""
    values = {name: series[name] for name in _COPIED}
    values |= {"series_id": told.series_id, "recurrence_id": _text(told.recurrence_id)}
    values |= {"starts_at": _text(told.starts_at), "ends_at": _text(told.ends_at)}
    return recorder.insert_raw("event", [{"uid": core.new_uid(), **values}])[0]


def _text(at: datetime | None) -> str | None:
    return None if at is None else instant_text(at)


def leave_out(recorder: Recorder, ref: OccurrenceRef) -> None:
    """Write that an occurrence does not take place: nothing hangs on it."""
    row = recorder.row(t.event, ref.series_id)
    if row is None:
        raise Refused(Reason.NOT_FOUND, kind="event", id=ref.series_id)
    known = instants(row["exdates"])
    recorder.update(t.event, ref.series_id, exdates=instants_text((*known, ref.recurrence_id)))


def take_back(recorder: Recorder, ref: OccurrenceRef) -> None:
    """Write that an occurrence takes place after all: one left out, or one whose row is in the trash."""
    row = recorder.row(t.event, ref.series_id)
    if row is None:
        raise Refused(Reason.NOT_FOUND, kind="event", id=ref.series_id)
    kept = [at for at in instants(row["exdates"]) if at != ref.recurrence_id]
    recorder.update(t.event, ref.series_id, exdates=instants_text(kept))
    found = row_of(recorder.connection, ref)
    if found is not None:
        recorder.update(t.event, found[0], deleted_at=None)


def follow(recorder: Recorder, before: NetworkingEvent, after: NetworkingEvent, now: datetime) -> None:
    """Let what hangs on a series go with a change of its hour: by the day on the wall, as long as it is to come.

    What is over keeps its hour, and stays the occurrence of its day.
    """
    if before.starts_at is None or after.starts_at is None:
        return
    by = wall(after.starts_at, after.tz).time(), after.tz
    if by == (wall(before.starts_at, before.tz).time(), before.tz):
        return
    moved = _Moved(before, after)
    recorder.update(t.event, after.id or 0, exdates=instants_text([moved.at(at) for at in after.exdates]))
    sql = "SELECT id, recurrence_id, starts_at FROM event WHERE series_id = ? AND recurrence_id IS NOT NULL"
    for key, text, starts_at in quick.rows(recorder.connection, sql, (after.id,)):
        values: dict[str, Any] = {"recurrence_id": moved.at(datetime.fromisoformat(text))}
        if starts_at == text and datetime.fromisoformat(text) > now:
            told = occurrences.of_series(after, values["recurrence_id"])
            values |= {"starts_at": told.starts_at, "ends_at": told.ends_at, "tz": after.tz}
        recorder.update(t.event, key, **values)


def shift(recorder: Recorder, before: NetworkingEvent, at: datetime, day: date, now: datetime) -> None:
    """Let a series take place on other days from now on: what takes place at an instant does so on a day.

    The series starts anew with its next date; those of the year before are kept as they were, and what hangs on dates
    to come goes with them, the next with the next.

    Raises:
        Refused: "rule_cannot_move" where the rule has no like on the new days.
    """
    assert before.id is not None
    assert before.starts_at is not None
    cut = next(iter(_from(before, min(now, at))), at)
    told = moved(before.rrule, wall(cut, before.tz).date(), wall(at, before.tz).date(), day)
    if told is None:
        raise Refused("rule_cannot_move", field="starts_at")
    starts_at = instant_of(datetime.combine(told[1], wall(cut, before.tz).time()), before.tz)
    ends_at = occurrences.end_of(starts_at, before.starts_at, before.ends_at, before.tz)
    gone = [start for start in _from(before, before.starts_at) if start < cut]
    kept = tuple(start for start in gone if start > cut - _KEPT)
    after = replace(before, rrule=fewer(told[0], len(gone)), starts_at=starts_at, ends_at=ends_at)
    going = dict(zip(_from(before, cut), _from(after, starts_at), strict=False))
    _write_shifted(recorder, replace(after, rdates=(*before.rdates, *kept)), going)
    sql = "SELECT id, recurrence_id, starts_at FROM event WHERE series_id = ? AND recurrence_id >= ? ORDER BY 2"
    rows = quick.rows(recorder.connection, sql, (before.id, instant_text(cut)))
    # Forward from the last on, back from the first on: no two have one start at any moment.
    for key, text, start in reversed(rows) if starts_at > cut else rows:
        new = going.get(datetime.fromisoformat(text))
        if new is not None:
            there = occurrences.of_series(after, new)
            values = {"starts_at": there.starts_at, "ends_at": there.ends_at} if start == text else {}
            recorder.update(t.event, key, recurrence_id=new, **values)


def _write_shifted(recorder: Recorder, after: NetworkingEvent, going: Mapping[datetime, datetime]) -> None:
    lists = {
        "rdates": instants_text([going.get(old, old) for old in after.rdates]),
        "exdates": instants_text([going.get(old, old) for old in after.exdates]),
    }
    assert after.id is not None
    recorder.update(t.event, after.id, rrule=after.rrule, starts_at=after.starts_at, ends_at=after.ends_at, **lists)


def _from(series: NetworkingEvent, at: datetime) -> list[datetime]:
    assert series.starts_at is not None
    rule = Series(rrule=series.rrule, starts_at=series.starts_at, tz=series.tz, rdates=series.rdates)
    return starts(rule, at, at + timedelta(days=7320))


class _Moved:
    """Where an occurrence of a series stands once the series has another hour."""

    def __init__(self, before: NetworkingEvent, after: NetworkingEvent) -> None:
        self._before = before
        self._after = after

    def at(self, recurrence_id: datetime) -> datetime:
        """Return the new start of an occurrence: on the same day, at the new hour."""
        assert self._after.starts_at is not None
        day = wall(recurrence_id, self._before.tz).date()
        hour = wall(self._after.starts_at, self._after.tz).time()
        return instant_of(datetime.combine(day, hour), self._after.tz)


def repeat(recorder: Recorder, core: Core, event_id: int, **rule: Any) -> int:
    """Make a single event the first occurrence of a new series, which is returned; what hangs on it stays there."""
    row = recorder.row(t.event, event_id)
    if row is None or row["starts_at"] is None:
        raise Refused(Reason.EMPTY, field="starts_at")
    values = {name: row[name] for name in (*_COPIED, "starts_at", "ends_at", "sequence", "ics_digest")}
    values["status"] = EventStatus.PLANNED.value
    series_id = recorder.insert_raw("event", [{"uid": core.new_uid(), **values}])[0]
    recorder.update(t.event, series_id, **rule)
    recorder.update(t.event, event_id, series_id=series_id, recurrence_id=datetime.fromisoformat(row["starts_at"]))
    return series_id


def has_rows(connection: Connected, series_id: int) -> bool:
    """Tell whether occurrences of a series have rows of their own."""
    return quick.first(connection, "SELECT 1 FROM event WHERE series_id = ? LIMIT 1", (series_id,)) is not None


def rows_to_come(connection: Connected, series_id: int, now: datetime) -> list[int]:
    """Return the rows of occurrences of a series that are still to come, those in the trash left out."""
    sql = "SELECT id FROM event WHERE series_id = ? AND starts_at > ? AND deleted_at IS NULL ORDER BY id"
    return [int(key) for (key,) in quick.rows(connection, sql, (series_id, instant_text(now)))]
