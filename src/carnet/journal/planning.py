"""What is to come and what is past with the occurrences of series that have no row: agenda, morning, quick add.

Through `store.quick` alone, for « Aujourd'hui »; `dateutil` is imported where there is a series.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from carnet.domain.agenda import Agenda, EventFilter
from carnet.domain.events import ASKED_FOR, GONE_TO, Occurrence, OccurrenceRef, Planned
from carnet.domain.ids import EventId
from carnet.domain.text import fold
from carnet.journal import agenda, occurrences
from carnet.journal.agenda import LONGEST, Waiting
from carnet.store import quick
from carnet.store.quick import Connected, instant_text

REMEMBERED_FOR = timedelta(days=120)
"""How far back dates of a series without a row are offered: as far as the agenda shows them."""
_CAPTURED_FOR = timedelta(hours=48)
_LOOKED_FOR = (31, 366)
"""Days ahead in which the next occurrences are looked for, the second where the first hold too few."""

_KEYS = """
SELECT event.id, event.starts_at, coalesce(event.ends_at, event.starts_at), event.kind,
  coalesce(organisation.name, ''), event.status, CASE WHEN event.city = '' THEN event.venue ELSE event.city END,
  event.debriefed_at IS NOT NULL, event.series_id, event.recurrence_id
FROM event LEFT JOIN organisation ON organisation.id = event.organiser_id
WHERE event.deleted_at IS NULL AND event.rrule = '' ORDER BY event.starts_at, event.id"""

_LATER = "SELECT 1 FROM event WHERE series_id = ? AND recurrence_id > ? AND recurrence_id <= ? LIMIT 1"


class _Key(NamedTuple):
    """What places a row in the agenda."""

    id: int
    starts_at: str | None
    ends_at: str | None
    kind: str
    organiser: str
    status: str
    place: str
    debriefed: int
    series_id: int | None
    recurrence_id: str | None

    @property
    def told(self) -> tuple[str, str, str, str]:
        """What an `EventFilter` looks at."""
        return self.kind, self.organiser, self.status, self.place


def read(connection: Connected, now: datetime, chosen: EventFilter, start: date, end: date) -> Agenda:
    """Return the agenda: every event, and the occurrences of series from one day to another."""
    keys = [_Key(*row) for row in quick.rows(connection, _KEYS)]
    shown = [key for key in keys if chosen.holds(*key.told)] if any(chosen) else keys
    dated = [key for key in shown if key.starts_at is not None]
    at, since = instant_text(now), instant_text(now - LONGEST)
    coming: list[tuple[str, int | Occurrence]] = []
    past: list[tuple[str, int | Occurrence]] = []
    for key in dated:
        is_past = (key.ends_at or "") < at or ((key.starts_at or "") <= since)
        (past if is_past else coming).append((key.starts_at or "", key.id))
    for row in occurrences.without_row(connection, start, end):
        if chosen.holds_row(row):
            (past if (row.ends_at or row.starts_at) < now else coming).append((instant_text(row.starts_at), row))
    coming.sort(key=_first)
    past.sort(key=_first, reverse=True)
    undated = [key.id for key in shown if key.starts_at is None and not key.debriefed]
    return Agenda(
        (*(what for _at, what in coming), *undated),
        tuple(what for _at, what in past),
        {
            OccurrenceRef(EventId(key.series_id), datetime.fromisoformat(key.recurrence_id)): key.id
            for key in keys
            if key.series_id is not None and key.recurrence_id is not None
        },
        _unfinished(dated, at),
        agenda.has_series(connection),
    )


def _first(pair: tuple[str, Any]) -> str:
    return pair[0]


def _unfinished(keys: Sequence[_Key], now: str) -> int | None:
    went = [status.value for status in GONE_TO]
    over = (key for key in reversed(keys) if (key.ends_at or "") < now)
    return next((key.id for key in over if not key.debriefed and key.status in went), None)


def values(connection: Connected, start: date, end: date) -> Mapping[str, Counter[str]]:
    """Return what a filter may hold, by the name of its field, with how many events have each value."""
    keys = [_Key(*row) for row in quick.rows(connection, _KEYS)]
    rows = occurrences.without_row(connection, start, end)
    return {
        "kinds": Counter([key.kind for key in keys] + [row.kind.value for row in rows]),
        "organisers": Counter([key.organiser for key in keys] + [row.organiser for row in rows]),
        "statuses": Counter([key.status for key in keys] + [row.status.value for row in rows]),
        "places": Counter([key.place for key in keys] + [row.city or row.venue for row in rows]),
    }


def upcoming(connection: Connected, now: datetime, today: date, limit: int) -> list[Planned]:
    """Return what runs now or is to come, the soonest first; what has no date comes last."""
    rows: list[Planned] = list(agenda.upcoming(connection, now, limit))
    if not agenda.has_series(connection):
        return rows
    found: list[Occurrence] = []
    for days in _LOOKED_FOR:
        near = occurrences.without_row(connection, today - timedelta(days=1), today + timedelta(days=days))
        found = [row for row in near if (row.ends_at or row.starts_at) >= now]
        if len(found) >= limit:
            break
    undated = [row for row in rows if row.starts_at is None]
    dated = [row for row in (*rows, *found) if row.starts_at is not None]
    return [*sorted(dated, key=_start), *undated][:limit]


def _start(row: Planned) -> datetime:
    assert row.starts_at is not None
    return row.starts_at


def begun(connection: Connected, now: datetime, within: timedelta) -> list[Occurrence]:
    """Return what of series without a row began and runs, or ended within a time: by its start."""
    near = occurrences.without_row(
        connection, (now - within).date() - timedelta(days=1), now.date() + timedelta(days=1)
    )
    since = now - within
    return [
        row for row in near if row.starts_at <= now and row.status in GONE_TO and (row.ends_at or row.starts_at) > since
    ]


def lately(connection: Connected, now: datetime, within: timedelta) -> list[Occurrence]:
    """Return of `begun` the latest of each series, the last one first."""
    latest = {row.series_id: row for row in begun(connection, now, within)}
    alone = [row for row in latest.values() if not _followed(connection, row, now)]
    return sorted(alone, key=_start, reverse=True)


def _followed(connection: Connected, row: Occurrence, now: datetime) -> bool:
    """Tell whether a later occurrence of the series began, which has a row: who looks at that one is past this one."""
    assert row.recurrence_id is not None
    bounds = (row.series_id, instant_text(row.recurrence_id), instant_text(now))
    return quick.first(connection, _LATER, bounds) is not None


def waiting(connection: Connected, now: datetime, today: date) -> Waiting | None:
    """Return the event that ended last, is not debriefed and was not put off to tomorrow."""
    found = agenda.waiting(connection, now, today)
    if not agenda.has_series(connection):
        return found
    over = [row for row in lately(connection, now, ASKED_FOR) if (row.ends_at or row.starts_at) < now]
    told = [Waiting(row.ref, row.title, row.ends_at or row.starts_at, row.tz) for row in over]
    return max((*told, *([found] if found else [])), key=_ended_at, default=None)


def _ended_at(row: Waiting) -> datetime:
    return row.ended_at


def for_capture(connection: Connected, now: datetime) -> Planned | None:
    """Return the event that people are most likely added for: running now, else over for less than 48 hours."""
    own = agenda.for_capture(connection, now)
    candidates: list[Planned] = [*([own] if own else []), *lately(connection, now, _CAPTURED_FOR)]
    candidates.sort(key=_start, reverse=True)
    running = [row for row in candidates if row.ends_at is not None and row.ends_at >= now]
    return next(iter(running or candidates), None)


def named(connection: Connected, now: datetime, title: str) -> list[Occurrence]:
    """Return of each series of a title the occurrence without a row that began last, else the next."""
    today = now.date()
    near = occurrences.without_row(connection, today - timedelta(days=366), today + timedelta(days=366))
    chosen: dict[EventId | None, Occurrence] = {}
    for row in near:
        if title in fold(row.title) and (row.starts_at <= now or row.series_id not in chosen):
            chosen[row.series_id] = row
    exact = [row for row in chosen.values() if fold(row.title) == title]
    return exact or list(chosen.values())
