"""Verbs of follow-ups: what is due, done, put off, dropped; each new one finds its day by levelling."""

from collections.abc import Callable
from datetime import date
from typing import Any

import sqlalchemy as sa

from carnet.domain.changes import Deed
from carnet.domain.composer import ExchangeDraft
from carnet.domain.followups import FollowUp, FollowUpReason, FollowUpState
from carnet.domain.ids import FollowUpId
from carnet.domain.levelling import schedule
from carnet.domain.text import clean
from carnet.domain.today import FollowUpLine
from carnet.errors import Reason, Refused
from carnet.journal import interactions
from carnet.journal.core import Core
from carnet.journal.people import name_of, scores, visible
from carnet.store import tables as t
from carnet.store.recorder import Recorder

_FACT = t.contact_fact.c
_ROW = t.follow_up.c

TO_DO = sa.text("follow_up.state IN ('open', 'snoozed')")
"""Spelt as the partial index has it: with bound values SQLite would not use it."""

_EXEMPT = frozenset({FollowUpReason.THANKS})
_COLUMNS = tuple(column for column in t.follow_up.c if column.name != "done_by_id")


def put(recorder: Recorder, core: Core, follow_up: FollowUp, *, keep_day: bool = False) -> FollowUpId:
    """Write a new follow-up inside a verb; it is levelled unless its day is to be kept."""
    due = follow_up.due_on or core.clock.today()
    scheduled = follow_up.scheduled_on or _levelled(recorder.connection, core, due, follow_up.reason, keep_day)
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


def _levelled(connection: sa.Connection, core: Core, due: date, reason: FollowUpReason, keep_day: bool) -> date:
    return schedule(
        due,
        core.clock.today(),
        _load(connection),
        per_day=core.options.follow_ups_a_day,
        is_exempt=keep_day or reason in _EXEMPT,
    )


def _load(connection: sa.Connection) -> Callable[[date], int]:
    def load(day: date) -> int:
        query = sa.select(sa.func.count()).select_from(t.follow_up).where(TO_DO, _ROW.scheduled_on == day)
        return int(connection.execute(query).scalar_one())

    return load


class FollowUps:
    """What there is to do for people."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def due(self, limit: int = 200) -> tuple[FollowUpLine, ...]:
        """Return the follow-ups scheduled for today or before, the longest waiting first."""
        with self._core.reading() as connection:
            return due_lines(connection, self._core, limit)

    def get(self, follow_up_id: int) -> FollowUp:
        """Return one follow-up."""
        with self._core.reading() as connection:
            row = connection.execute(sa.select(*_COLUMNS).where(_ROW.id == follow_up_id)).mappings().first()
        if row is None:
            raise Refused(Reason.NOT_FOUND, kind="follow_up", id=follow_up_id)
        return FollowUp(**row)

    def for_contact(self, contact_id: int) -> tuple[FollowUp, ...]:
        """Return what is still to do for a person, in order of day."""
        query = sa.select(*_COLUMNS).where(TO_DO, _ROW.contact_id == contact_id)
        with self._core.reading() as connection:
            rows = connection.execute(query.order_by(_ROW.scheduled_on, _ROW.id)).mappings()
            return tuple(FollowUp(**row) for row in rows)

    def save(self, follow_up: FollowUp) -> FollowUpId:
        """Create or change a follow-up; a new one, or one due on another day, is levelled."""
        with self._core.writing(Deed.SAVE_FOLLOW_UP) as recorder:
            name_of(recorder.connection, follow_up.contact_id)
            if follow_up.id is None:
                return put(recorder, self._core, follow_up)
            self._change(recorder, follow_up.id, follow_up)
            return follow_up.id

    def _change(self, recorder: Recorder, key: int, now: FollowUp) -> None:
        was = self.get(key)
        due = now.due_on or was.due_on or self._core.clock.today()
        scheduled = now.scheduled_on or was.scheduled_on
        if due != was.due_on and now.scheduled_on in {None, was.scheduled_on}:
            scheduled = _levelled(recorder.connection, self._core, due, now.reason, keep_day=False)
        recorder.update(
            t.follow_up,
            key,
            reason=now.reason,
            due_on=due,
            scheduled_on=scheduled,
            text=clean(now.text).strip(),
            event_id=now.event_id,
            mission_id=now.mission_id,
            state=now.state,
        )

    def done(self, follow_up_id: int, *, log: ExchangeDraft | None = None) -> None:
        """Mark a follow-up done; with `log`, the exchange that did it is logged in the same deed."""
        subject = self.get(follow_up_id)
        with self._core.writing(Deed.FINISH_FOLLOW_UP, subject=subject.text) as recorder:
            key = None
            if log is not None:
                key = interactions.put_draft(
                    recorder, self._core, [subject.contact_id], log, mission_id=subject.mission_id
                )
            recorder.update(t.follow_up, follow_up_id, state=FollowUpState.DONE, done_by_id=key)

    def snooze(self, follow_up_id: int, until: date) -> None:
        """Put a follow-up off to a day; when it was due stays known."""
        subject = self.get(follow_up_id)
        with self._core.writing(Deed.SNOOZE_FOLLOW_UP, subject=subject.text) as recorder:
            recorder.update(t.follow_up, follow_up_id, state=FollowUpState.SNOOZED, scheduled_on=until)

    def snooze_all_due(self, until: date) -> int:
        """Put off all that is due today, in one deed; return how many."""
        with self._core.writing(Deed.SNOOZE_FOLLOW_UP) as recorder:
            keys = [line.id for line in due_lines(recorder.connection, self._core, -1, warmth=False)]
            for key in keys:
                recorder.update(t.follow_up, key, state=FollowUpState.SNOOZED, scheduled_on=until)
        return len(keys)

    def drop(self, follow_up_id: int) -> None:
        """Give a follow-up up."""
        subject = self.get(follow_up_id)
        with self._core.writing(Deed.DROP_FOLLOW_UP, subject=subject.text) as recorder:
            recorder.update(t.follow_up, follow_up_id, state=FollowUpState.DROPPED)

    def reopen(self, follow_up_id: int) -> None:
        """Take a follow-up up again."""
        subject = self.get(follow_up_id)
        with self._core.writing(Deed.SAVE_FOLLOW_UP, subject=subject.text) as recorder:
            recorder.update(t.follow_up, follow_up_id, state=FollowUpState.OPEN, done_by_id=None)


def due_lines(connection: sa.Connection, core: Core, limit: int, *, warmth: bool = True) -> tuple[FollowUpLine, ...]:
    """Return the follow-ups due, the longest waiting first; a negative limit returns all."""
    today = core.clock.today()
    query = _due(core, _ROW.id, _ROW.contact_id, _ROW.text, _ROW.reason, _ROW.due_on, _ROW.scheduled_on).add_columns(
        _FACT.display_name, _FACT.title, _FACT.organisation, _FACT.email, _FACT.phone
    )
    rows = connection.execute(query.order_by(_ROW.scheduled_on, _ROW.id).limit(limit)).all()
    warm = scores(connection, [row.contact_id for row in rows], today) if warmth else {}
    return tuple(_line(row, today, warm.get(row.contact_id, (None, None))) for row in rows)


def due_totals(connection: sa.Connection, core: Core) -> tuple[int, int]:
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


