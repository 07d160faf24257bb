"""Events as lists show them: rows in the order asked, and where an event stands against the present instant."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from carnet.domain.events import GONE_TO, EventKind, EventRef, EventRow, EventStatus
from carnet.domain.zones import local_day
from carnet.store import quick
from carnet.store.quick import Connected, chunks, instant, instant_text, marks

_ROWS = """
SELECT event.id, event.title, event.kind, coalesce(organisation.name, '') AS organiser, event.starts_at, event.ends_at,
  event.tz, event.all_day, event.venue, event.city, event.status, event.cost_cents,
  (SELECT count(*) FROM attendance WHERE attendance.event_id = event.id AND attendance.met) AS people,
  (SELECT count(*) FROM attendance WHERE attendance.event_id = event.id AND attendance.expected) AS expected,
  (SELECT count(*) FROM event_goal WHERE event_goal.event_id = event.id) AS goals,
  event.prepared_on IS NOT NULL AS prepared, event.debriefed_at IS NOT NULL AS debriefed
FROM event LEFT JOIN organisation ON organisation.id = event.organiser_id
WHERE event.deleted_at IS NULL AND event.rrule = '' AND """
_END = "coalesce(event.ends_at, event.starts_at)"
_WENT = "event.status IN ({})".format(", ".join(f"'{status.value}'" for status in GONE_TO))
_WAITING = f"""
SELECT event.id, event.title, {_END} AS ended_at, event.tz FROM event
WHERE event.debriefed_at IS NULL AND event.deleted_at IS NULL AND event.rrule = '' AND {_WENT}
  AND (event.debrief_later_on IS NULL OR event.debrief_later_on <> :today) AND """

LONGEST = timedelta(days=31)
"""How far back an event that still runs may have started: it keeps the search inside the index on the start."""


_FARTHEST = timedelta(hours=14)
"""No zone is more than this away from UTC."""


class Window(NamedTuple):
    """Days, both included, and the instants that may fall on one of them in some zone."""

    start: date
    end: date

    @property
    def first(self) -> datetime:
        """The earliest instant of the days in any zone."""
        return datetime.combine(self.start, time.min, UTC) - _FARTHEST

    @property
    def last(self) -> datetime:
        """The latest instant of the days in any zone."""
        return datetime.combine(self.end, time.max, UTC) + _FARTHEST

    def holds(self, starts_at: datetime, ends_at: datetime | None, tz: str) -> bool:
        """Tell whether what takes place then touches one of the days in its own zone."""
        first = local_day(starts_at, tz)
        # An end at midnight belongs to the day before.
        runs = ends_at is not None and ends_at > starts_at
        last = local_day(ends_at - timedelta(microseconds=1), tz) if ends_at is not None and runs else first
        return first <= self.end and last >= self.start


class Waiting(NamedTuple):
    """An event that ended and is not debriefed."""

    ref: EventRef
    title: str
    ended_at: datetime
    tz: str


def _fetch(connection: Connected, condition: str, parameters: quick.Parameters = ()) -> tuple[EventRow, ...]:
    return tuple(_row(row) for row in quick.mappings(connection, _ROWS + condition, parameters))


def _row(row: dict[str, Any]) -> EventRow:
    row["kind"], row["status"] = EventKind(row["kind"]), EventStatus(row["status"])
    row["starts_at"], row["ends_at"] = instant(row["starts_at"]), instant(row["ends_at"])
    for flag in ("all_day", "prepared", "debriefed"):
        row[flag] = bool(row[flag])
    return EventRow(**row)


def upcoming(connection: Connected, now: datetime, limit: int) -> tuple[EventRow, ...]:
    """Return what runs now or is to come, the soonest first; what has no date comes last."""
    dated = f"event.starts_at > ? AND {_END} >= ? ORDER BY event.starts_at, event.id LIMIT ?"
    rows = _fetch(connection, dated, (instant_text(now - LONGEST), instant_text(now), limit))
    if len(rows) == limit:
        return rows
    return rows + undated(connection, limit - len(rows))


def undated(connection: Connected, limit: int = -1) -> tuple[EventRow, ...]:
    """Return what has no date yet and is not over."""
    which = "event.starts_at IS NULL AND event.debriefed_at IS NULL ORDER BY event.id LIMIT ?"
    return _fetch(connection, which, (limit,))


def past(connection: Connected, now: datetime, limit: int, offset: int) -> tuple[EventRow, ...]:
    """Return what is over, the latest first."""
    over = (
        f"event.starts_at <= :now AND (event.starts_at <= :since OR {_END} < :now) "
        "ORDER BY event.starts_at DESC, event.id DESC LIMIT :limit OFFSET :offset"
    )
    since = instant_text(now - LONGEST)
    return _fetch(connection, over, {"now": instant_text(now), "since": since, "limit": limit, "offset": offset})


def between(connection: Connected, start: date, end: date) -> tuple[EventRow, ...]:
    """Return what takes place, in the zone of each event, on a day from `start` to `end`, both included."""
    window = Window(start, end)
    near = f"event.starts_at BETWEEN ? AND ? AND {_END} >= ? ORDER BY event.starts_at, event.id"
    bounds = (window.first - LONGEST, window.last, window.first)
    rows = _fetch(connection, near, [instant_text(bound) for bound in bounds])
    return tuple(row for row in rows if row.starts_at and window.holds(row.starts_at, row.ends_at, row.tz))


def by_ids(connection: Connected, ids: Sequence[int]) -> dict[int, EventRow]:
    """Return the lines of these events."""
    return {row.id: row for run in chunks(ids) for row in _fetch(connection, f"event.id IN ({marks(run)})", run)}


def of_series(connection: Connected, series_id: int) -> tuple[EventRow, ...]:
    """Return the rows that occurrences of a series have, the latest first."""
    return _fetch(connection, "event.series_id = ? ORDER BY event.starts_at DESC, event.id DESC", (series_id,))


def every(connection: Connected) -> tuple[EventRow, ...]:
    """Return the line of every event, the latest first."""
    return _fetch(connection, "1 ORDER BY event.starts_at DESC, event.id DESC")


def for_capture(connection: Connected, now: datetime) -> EventRow | None:
    """Return the event that people are most likely added for: running now, else over for less than 48 hours."""
    recent = (
        f"event.starts_at > ? AND event.starts_at <= ? AND {_END} > ? AND {_WENT} "
        "ORDER BY event.starts_at DESC, event.id DESC"
    )
    bounds = (now - LONGEST, now, now - timedelta(hours=48))
    rows = _fetch(connection, recent, [instant_text(bound) for bound in bounds])
    running = [row for row in rows if row.ends_at is not None and row.ends_at >= now]
    return next(iter(running or rows), None)


def waiting(connection: Connected, now: datetime, today: date) -> Waiting | None:
    """Return the event that ended last this month, is not debriefed and was not put off to tomorrow.

    What is older waits no more: a calendar that was imported tells of years gone by.
    """
    values = {"now": instant_text(now), "since": instant_text(now - LONGEST), "today": today.isoformat()}
    with_end = "event.ends_at < :now AND event.ends_at > :since ORDER BY event.ends_at DESC, event.id DESC LIMIT 1"
    without = (
        "event.ends_at IS NULL AND event.starts_at < :now AND event.starts_at > :since "
        "ORDER BY event.starts_at DESC LIMIT 1"
    )
    found = [quick.first(connection, _WAITING + which, values) for which in (with_end, without)]
    return max((_waiting(row) for row in found if row is not None), key=_ended_at, default=None)


def _waiting(row: tuple[Any, ...]) -> Waiting:
    key, title, ended_at, tz = row
    return Waiting(key, title, datetime.fromisoformat(ended_at), tz)


def has_series(connection: Connected) -> bool:
    """Tell whether there is any series."""
    sql = "SELECT 1 FROM event INDEXED BY ix_event_rrule WHERE rrule <> '' AND deleted_at IS NULL LIMIT 1"
    return quick.first(connection, sql) is not None


def _ended_at(row: Waiting) -> datetime:
    return row.ended_at
