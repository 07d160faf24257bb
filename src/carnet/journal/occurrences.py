"""What takes place, from one day to another: single events, occurrences with a row of their own, those of series."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from carnet.domain.events import EventKind, EventStatus, NetworkingEvent, Occurrence, OccurrenceRef
from carnet.domain.ids import EventId
from carnet.domain.recurrence import Series, instants, starts
from carnet.domain.zones import instant_of, wall
from carnet.journal.agenda import LONGEST, Window
from carnet.store import quick
from carnet.store.quick import Connected, instant, instant_text

_SHOWN = """
  event.title, event.kind, coalesce(organisation.name, '') AS organiser, event.starts_at, event.ends_at, event.tz,
  event.all_day, event.venue, event.city, event.status, event.cost_cents"""
_OWN = f"""
SELECT event.id AS ref, event.series_id, event.recurrence_id, {_SHOWN},
  (SELECT count(*) FROM attendance WHERE attendance.event_id = event.id AND attendance.met) AS people,
  (SELECT count(*) FROM attendance WHERE attendance.event_id = event.id AND attendance.expected) AS expected,
  (SELECT count(*) FROM event_goal WHERE event_goal.event_id = event.id) AS goals,
  event.prepared_on IS NOT NULL AS prepared, event.debriefed_at IS NOT NULL AS debriefed
FROM event LEFT JOIN organisation ON organisation.id = event.organiser_id
WHERE event.deleted_at IS NULL AND event.rrule = '' AND event.starts_at BETWEEN ? AND ?
  AND coalesce(event.ends_at, event.starts_at) >= ?"""
_SERIES = f"""
SELECT event.id, event.rrule, event.rdates, event.exdates, {_SHOWN}
FROM event INDEXED BY ix_event_rrule LEFT JOIN organisation ON organisation.id = event.organiser_id
WHERE event.rrule <> '' AND event.starts_at <= ? AND event.deleted_at IS NULL"""
_OWNED = """
SELECT series_id, recurrence_id FROM event
WHERE series_id IS NOT NULL AND recurrence_id BETWEEN ? AND ?"""

_OWNED_BY = "SELECT recurrence_id FROM event WHERE series_id = ? AND recurrence_id IS NOT NULL"


def between(connection: Connected, start: date, end: date) -> tuple[Occurrence, ...]:
    """Return what takes place on a day from one to another, both included, in the zone of each, by its start."""
    window = Window(start, end)
    found = [*_own(connection, window), *_of_series(connection, window)]
    return tuple(sorted(found, key=_by_start))


def without_row(connection: Connected, start: date, end: date) -> list[Occurrence]:
    """Return the occurrences of series that have no row of their own, from one day to another, by their start."""
    return sorted(_of_series(connection, Window(start, end)), key=_by_start)


def _by_start(row: Occurrence) -> tuple[datetime, str, str]:
    return row.starts_at, row.title, str(row.ref)


def _own(connection: Connected, window: Window) -> Iterator[Occurrence]:
    bounds = (window.first - LONGEST, window.last, window.first)
    for row in quick.mappings(connection, _OWN, [instant_text(bound) for bound in bounds]):
        _read(row)
        row["recurrence_id"] = instant(row["recurrence_id"])
        for flag in ("prepared", "debriefed"):
            row[flag] = bool(row[flag])
        if window.holds(row["starts_at"], row["ends_at"], row["tz"]):
            yield Occurrence(**row)


def _read(row: dict[str, Any]) -> None:
    row["kind"], row["status"] = EventKind(row["kind"]), EventStatus(row["status"])
    row["starts_at"], row["ends_at"], row["all_day"] = (
        instant(row["starts_at"]),
        instant(row["ends_at"]),
        bool(row["all_day"]),
    )


def _of_series(connection: Connected, window: Window) -> Iterator[Occurrence]:
    series = quick.mappings(connection, _SERIES, (instant_text(window.last),))
    if not series:
        return
    since = window.first - LONGEST
    owned: defaultdict[int, set[datetime]] = defaultdict(set)
    for key, at in quick.rows(connection, _OWNED, (instant_text(since), instant_text(window.last))):
        owned[key].add(datetime.fromisoformat(at))
    for row in series:
        yield from _occurrences(row, window, owned[row["id"]])


def _occurrences(row: dict[str, Any], window: Window, owned: set[datetime]) -> Iterator[Occurrence]:
    """Yield the occurrences of a series in a window that have no row of their own, in the trash or not."""
    key, rule = row.pop("id"), {name: row.pop(name) for name in ("rrule", "rdates", "exdates")}
    _read(row)
    series = Series(
        rrule=rule["rrule"],
        starts_at=row["starts_at"],
        tz=row["tz"],
        rdates=instants(rule["rdates"]),
        exdates=instants(rule["exdates"]),
    )
    length = min(LONGEST, row["ends_at"] - row["starts_at"]) if row["ends_at"] else timedelta()
    first, last = row.pop("starts_at"), row.pop("ends_at")
    for at in starts(series, window.first - length, window.last):
        ends_at = end_of(at, first, last, series.tz)
        if at not in owned and window.holds(at, ends_at, series.tz):
            ref = OccurrenceRef(EventId(key), at)
            yield Occurrence(ref=ref, series_id=ref.series_id, recurrence_id=at, starts_at=at, ends_at=ends_at, **row)


def end_of(at: datetime, first: datetime, last: datetime | None, tz: str) -> datetime | None:
    """Return when an occurrence that starts at an instant ends, given start and end of another: alike on the wall."""
    if last is None:
        return None
    return max(at, instant_of(wall(at, tz) + (wall(last, tz) - wall(first, tz)), tz))


def takes_place(series: NetworkingEvent, at: datetime) -> bool:
    """Tell whether a series has an occurrence that starts at an instant."""
    return bool(series.starts_at and starts(_rule_of(series), at, at))


def _rule_of(event: NetworkingEvent) -> Series:
    assert event.starts_at is not None
    return Series(rrule=event.rrule, starts_at=event.starts_at, tz=event.tz, rdates=event.rdates, exdates=event.exdates)


def to_come(connection: Connected, series: NetworkingEvent, now: datetime, count: int) -> tuple[OccurrenceRef, ...]:
    """Return the next occurrences of a series, within ten years: those moved or put into the trash left out."""
    if series.starts_at is None or series.id is None or not series.rrule:
        return ()
    owned = {datetime.fromisoformat(at) for (at,) in quick.rows(connection, _OWNED_BY, (series.id,))}
    found: list[datetime] = []
    for years in (1, 10):
        found = [at for at in starts(_rule_of(series), now, now + timedelta(days=366 * years)) if at not in owned]
        if len(found) >= count:
            break
    return tuple(OccurrenceRef(series.id, at) for at in found[:count])


def of_series(series: NetworkingEvent, at: datetime) -> NetworkingEvent:
    """Return an occurrence as its series tells of it, without a row of its own."""
    assert series.id is not None
    assert series.starts_at is not None
    return replace(
        series,
        id=None,
        uid="",
        series_id=series.id,
        recurrence_id=at,
        starts_at=at,
        ends_at=end_of(at, series.starts_at, series.ends_at, series.tz),
        rrule="",
        rdates=(),
        exdates=(),
        briefing="",
        prepared_on=None,
        usefulness=None,
        debrief="",
        debriefed_at=None,
        goals=(),
    )
