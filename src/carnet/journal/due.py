"""Follow-ups below the verbs: writing one on the day that levelling finds, and reading what is due."""

from collections.abc import Callable
from datetime import date
from typing import Any

import sqlalchemy as sa

from carnet.domain.followups import FollowUp, FollowUpReason
from carnet.domain.ids import FollowUpId
from carnet.domain.levelling import schedule
from carnet.domain.text import clean
from carnet.domain.today import FollowUpLine
from carnet.journal.core import Core
from carnet.journal.people import scores, visible
from carnet.store import quick
from carnet.store import tables as t
from carnet.store.recorder import Recorder

_FACT = t.contact_fact.c
_ROW = t.follow_up.c

TO_DO = sa.text("follow_up.state IN ('open', 'snoozed')")
"""Spelt as the partial index has it: with bound values SQLite would not use it."""

_LOAD = "SELECT count(*) FROM follow_up WHERE state IN ('open', 'snoozed') AND scheduled_on = ?"

_EXEMPT = frozenset({FollowUpReason.THANKS})


def put(recorder: Recorder, core: Core, follow_up: FollowUp) -> FollowUpId:
    """Write a new follow-up inside a verb; without a day of its own it is levelled."""
    due = follow_up.due_on or core.clock.today()
    scheduled = follow_up.scheduled_on or levelled(recorder.connection, core, due, follow_up.reason)
    key = recorder.insert(
        t.follow_up,
        uid=follow_up.uid or core.new_uid(),
        contact_id=follow_up.contact_id,
        reason=follow_up.reason,
        due_on=due,
        scheduled_on=scheduled,
        text=clean(follow_up.text).strip(),
        state=follow_up.state,
        event_id=follow_up.event_id,
        mission_id=follow_up.mission_id,
    )
    return FollowUpId(key)


def levelled(connection: sa.Connection, core: Core, due: date, reason: FollowUpReason, keep_day: bool = False) -> date:
    """Return the day near the due one that has room."""
    return schedule(
        due,
        core.clock.today(),
        _load(connection),
        per_day=core.options.follow_ups_a_day,
        is_exempt=keep_day or reason in _EXEMPT,
    )


def _load(connection: sa.Connection) -> Callable[[date], int]:
    def load(day: date) -> int:
        found = quick.first(connection, _LOAD, (day.isoformat(),))
        return 0 if found is None else int(found[0])

    return load


def lines(connection: sa.Connection, core: Core, limit: int, *, warmth: bool = True) -> tuple[FollowUpLine, ...]:
    """Return the follow-ups due, the longest waiting first; a negative limit returns all."""
    today = core.clock.today()
    query = _due(core, _ROW.id, _ROW.contact_id, _ROW.text, _ROW.reason, _ROW.due_on, _ROW.scheduled_on).add_columns(
        _FACT.display_name, _FACT.title, _FACT.organisation, _FACT.email, _FACT.phone
    )
    rows = connection.execute(query.order_by(_ROW.scheduled_on, _ROW.id).limit(limit)).all()
    warm = scores(connection, [row.contact_id for row in rows], today) if warmth else {}
    return tuple(_line(row, today, warm.get(row.contact_id, (None, None))) for row in rows)


def totals(connection: sa.Connection, core: Core) -> tuple[int, int]:
    """Return how many follow-ups are due, and how many of those are late."""
    today = core.clock.today()
    late = sa.case((sa.and_(_ROW.scheduled_on < today, _ROW.due_on < today), 1))
    total, overdue = connection.execute(_due(core, sa.func.count(), sa.func.count(late))).one()
    return int(total), int(overdue)


def _due(core: Core, *columns: Any) -> sa.Select[Any]:
    joined = t.follow_up.join(t.contact_fact, _FACT.contact_id == _ROW.contact_id)
    return (
        sa.select(*columns)
        .select_from(joined)
        .where(TO_DO, _ROW.scheduled_on <= core.clock.today(), visible(core.options.work_mode))
    )


def _line(row: Any, today: date, warm: tuple[int | None, str | None]) -> FollowUpLine:
    due = row.due_on or row.scheduled_on
    return FollowUpLine(
        id=row.id,
        contact_id=row.contact_id,
        contact=row.display_name,
        title=row.title,
        organisation=row.organisation,
        text=row.text,
        reason=row.reason.value,
        due_on=due,
        days_late=max(0, (today - max(due, row.scheduled_on)).days),
        email=row.email,
        phone=row.phone,
        score=warm[0],
        level=warm[1],
    )
