"""Events as lists show them: rows in the order asked, and where an event stands against the present instant."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from carnet.domain.events import EventRow, EventStatus, local_day
from carnet.store import tables as t

ROW = t.event.c
END = sa.func.coalesce(ROW.ends_at, ROW.starts_at, type_=ROW.ends_at.type)
KEPT = ROW.deleted_at.is_(None)
GONE_TO = (EventStatus.PLANNED, EventStatus.REGISTERED, EventStatus.ATTENDED)
"""Statuses under which she was there, or may have been."""

_LONGEST = timedelta(days=31)
"""How far back an event that still runs may have started: it keeps the search inside the index on the start."""


def _count(table: sa.Table, *conditions: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
    query = sa.select(sa.func.count()).select_from(table).where(table.c.event_id == ROW.id, *conditions)
    return query.correlate(t.event).scalar_subquery()


def select_rows() -> sa.Select[Any]:
    """Return the query of agenda lines, to be filtered and ordered."""
    attendance = t.attendance.c
    return (
        sa.select(
            ROW.id,
            ROW.title,
            ROW.kind,
            sa.func.coalesce(t.organisation.c.name, "").label("organiser"),
            ROW.starts_at,
            ROW.ends_at,
            ROW.tz,
            ROW.all_day,
            ROW.venue,
            ROW.city,
            ROW.status,
            ROW.cost_cents,
            _count(t.attendance, attendance.met.is_(True)).label("people"),
            _count(t.attendance, attendance.expected.is_(True)).label("expected"),
            _count(t.event_goal).label("goals"),
            ROW.prepared_on.is_not(None).label("prepared"),
            ROW.debriefed_at.is_not(None).label("debriefed"),
        )
        .select_from(t.event.outerjoin(t.organisation, t.organisation.c.id == ROW.organiser_id))
        .where(KEPT)
    )


def fetch(connection: sa.Connection, query: sa.Select[Any]) -> tuple[EventRow, ...]:
    """Return the lines that a query made of `select_rows` finds."""
    rows = connection.execute(query).mappings()
    return tuple(
        EventRow(**{**row, "prepared": bool(row["prepared"]), "debriefed": bool(row["debriefed"])}) for row in rows
    )


def upcoming(connection: sa.Connection, now: datetime, limit: int) -> tuple[EventRow, ...]:
    """Return what runs now or is to come, the soonest first; what has no date comes last."""
    dated = select_rows().where(ROW.starts_at > now - _LONGEST, now <= END).order_by(ROW.starts_at, ROW.id)
    rows = fetch(connection, dated.limit(limit))
    if len(rows) == limit:
        return rows
    undated = select_rows().where(ROW.starts_at.is_(None), ROW.debriefed_at.is_(None)).order_by(ROW.id)
    return rows + fetch(connection, undated.limit(limit - len(rows)))


def past(connection: sa.Connection, now: datetime, limit: int, offset: int) -> tuple[EventRow, ...]:
    """Return what is over, the latest first."""
    over = sa.or_(ROW.starts_at <= now - _LONGEST, now > END)
    query = select_rows().where(ROW.starts_at <= now, over).order_by(ROW.starts_at.desc(), ROW.id.desc())
    return fetch(connection, query.limit(limit).offset(offset))


def between(connection: sa.Connection, start: date, end: date) -> tuple[EventRow, ...]:
    """Return what takes place, in the zone of each event, on a day from `start` to `end`, both included."""
    # No zone is more than fourteen hours away from UTC: the index narrows, the zones decide.
    first = datetime.combine(start, time.min, ZoneInfo("UTC")) - timedelta(hours=14)
    last = datetime.combine(end, time.max, ZoneInfo("UTC")) + timedelta(hours=14)
    query = select_rows().where(ROW.starts_at >= first - _LONGEST, ROW.starts_at <= last, first <= END)
    rows = fetch(connection, query.order_by(ROW.starts_at, ROW.id))
    return tuple(row for row in rows if _touches(row, start, end))


def _touches(row: EventRow, start: date, end: date) -> bool:
    if row.starts_at is None:
        return False
    first = local_day(row.starts_at, row.tz)
    ends_at = row.ends_at if row.ends_at is not None and row.ends_at > row.starts_at else None
    # An end at midnight belongs to the day before.
    last = first if ends_at is None else local_day(ends_at - timedelta(microseconds=1), row.tz)
    return first <= end and last >= start


def by_ids(connection: sa.Connection, ids: Sequence[int]) -> dict[int, EventRow]:
    """Return the lines of these events."""
    return {row.id: row for row in fetch(connection, select_rows().where(ROW.id.in_(ids)))}


def for_capture(connection: sa.Connection, now: datetime) -> EventRow | None:
    """Return the event that people are most likely added for: running now, else over for less than 48 hours."""
    recent = select_rows().where(
        ROW.starts_at > now - _LONGEST,
        ROW.starts_at <= now,
        now - timedelta(hours=48) < END,
        ROW.status.in_(GONE_TO),
    )
    rows = fetch(connection, recent.order_by(ROW.starts_at.desc(), ROW.id.desc()))
    running = [row for row in rows if row.ends_at is not None and row.ends_at >= now]
    return next(iter(running or rows), None)


def waiting(connection: sa.Connection, now: datetime, today: date) -> Any | None:
    """Return the row of the event that ended last, is not debriefed and was not put off to tomorrow."""
    later = sa.or_(ROW.debrief_later_on.is_(None), ROW.debrief_later_on != today)
    query = (
        sa.select(ROW.id, ROW.title, END.label("ended_at"), ROW.tz)
        # Spelt as the partial index has it.
        .where(sa.text("event.debriefed_at IS NULL AND event.deleted_at IS NULL"))
        .where(ROW.status.in_(GONE_TO), later)
    )
    with_end = query.where(ROW.ends_at < now).order_by(ROW.ends_at.desc(), ROW.id.desc())
    without = query.where(ROW.ends_at.is_(None), ROW.starts_at < now, ROW.starts_at > now - _LONGEST)
    found = [
        connection.execute(with_end.limit(1)).first(),
        connection.execute(without.order_by(ROW.starts_at.desc()).limit(1)).first(),
    ]
    return max((row for row in found if row is not None), key=_ended_at, default=None)


def _ended_at(row: Any) -> datetime:
    ended: datetime = row.ended_at
    return ended
