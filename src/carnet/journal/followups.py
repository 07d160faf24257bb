"""Verbs of follow-ups: what is due, done, put off, dropped."""

from dataclasses import replace
from datetime import date

import sqlalchemy as sa

from carnet.domain.changes import Deed
from carnet.domain.composer import ExchangeDraft
from carnet.domain.followups import FollowUp, FollowUpState
from carnet.domain.ids import FollowUpId
from carnet.domain.text import clean
from carnet.domain.today import FollowUpLine
from carnet.errors import Reason, Refused
from carnet.journal import due, interactions, scheduling
from carnet.journal.core import Core
from carnet.journal.people import name_of
from carnet.store import tables as t
from carnet.store.recorder import Recorder

_ROW = t.follow_up.c
_COLUMNS = tuple(column for column in t.follow_up.c if column.name != "done_by_id")


class FollowUps:
    """What there is to do for people."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def due(self, limit: int = 200) -> tuple[FollowUpLine, ...]:
        """Return the follow-ups scheduled for today or before, the longest waiting first."""
        with self._core.reading() as connection:
            return due.lines(connection, self._core, limit)

    def get(self, follow_up_id: int) -> FollowUp:
        """Return one follow-up."""
        with self._core.reading() as connection:
            row = connection.execute(sa.select(*_COLUMNS).where(_ROW.id == follow_up_id)).mappings().first()
        if row is None:
            raise Refused(Reason.NOT_FOUND, kind="follow_up", id=follow_up_id)
        return FollowUp(**row)

    def for_contact(self, contact_id: int) -> tuple[FollowUp, ...]:
        """Return what is still to do for a person, in order of day."""
        query = sa.select(*_COLUMNS).where(sa.text(due.TO_DO), _ROW.contact_id == contact_id)
        with self._core.reading() as connection:
            rows = connection.execute(query.order_by(_ROW.scheduled_on, _ROW.id)).mappings()
            return tuple(FollowUp(**row) for row in rows)

    def save(self, follow_up: FollowUp) -> FollowUpId:
        """Create or change a follow-up; a new one, or one due on another day, is levelled."""
        with self._core.writing(Deed.SAVE_FOLLOW_UP) as recorder:
            name_of(recorder.connection, follow_up.contact_id)
            if follow_up.id is None:
                return scheduling.put(recorder, self._core, follow_up)
            self._change(recorder, follow_up.id, follow_up)
            return follow_up.id

    def _change(self, recorder: Recorder, key: int, now: FollowUp) -> None:
        was = self.get(key)
        day = now.due_on or was.due_on or self._core.clock.today()
        scheduled = now.scheduled_on or was.scheduled_on
        if day != was.due_on and now.scheduled_on in {None, was.scheduled_on}:
            scheduled = scheduling.levelled(recorder.connection, self._core, day, now.reason)
        recorder.update(
            t.follow_up,
            key,
            reason=now.reason,
            due_on=day,
            scheduled_on=scheduled,
            text=clean(now.text).strip(),
            event_id=now.event_id,
            mission_id=now.mission_id,
            state=now.state,
        )

    def done(self, follow_up_id: int, *, log: ExchangeDraft | None = None, by: int | None = None) -> None:
        """Mark a follow-up done, `by` an exchange; with `log` the exchange is logged in the same deed."""
        subject = self.get(follow_up_id)
        with self._core.writing(Deed.FINISH_FOLLOW_UP, subject=subject.text) as recorder:
            key = by
            if log is not None:
                key = interactions.put_draft(
                    recorder, self._core, [subject.contact_id], log, mission_id=subject.mission_id
                )
            recorder.update(t.follow_up, follow_up_id, state=FollowUpState.DONE, done_by_id=key)

    def snooze(self, follow_up_id: int, until: date) -> None:
        """Put a follow-up off to the first working day from a day on; when it was due stays known."""
        subject = self.get(follow_up_id)
        until = self._core.options.working.first_from(until)
        with self._core.writing(Deed.SNOOZE_FOLLOW_UP, subject=subject.text) as recorder:
            recorder.update(t.follow_up, follow_up_id, state=FollowUpState.SNOOZED, scheduled_on=until)

    def snooze_all_due(self, until: date) -> int:
        """Put off all that is due today to the first working day from a day on, in one deed; return how many."""
        until = self._core.options.working.first_from(until)
        with self._core.reading() as connection:
            keys = [line.id for line in due.lines(connection, self._core, -1, warmth=False)]
        with self._core.writing(Deed.SNOOZE_FOLLOW_UPS, subject=str(len(keys))) as recorder:
            for key in keys:
                recorder.update(t.follow_up, key, state=FollowUpState.SNOOZED, scheduled_on=until)
        return len(keys)

    def drop(self, follow_up_id: int) -> None:
        """Give a follow-up up."""
        subject = self.get(follow_up_id)
        with self._core.writing(Deed.DROP_FOLLOW_UP, subject=subject.text) as recorder:
            recorder.update(t.follow_up, follow_up_id, state=FollowUpState.DROPPED)

    def leave_out(self, wanted: FollowUp) -> None:
        """Note that a person who was proposed shall not be, this time: as a follow-up that was given up."""
        with self._core.reading() as connection:
            subject = name_of(connection, wanted.contact_id)
        with self._core.writing(Deed.DROP_FOLLOW_UP, subject=subject) as recorder:
            scheduling.put(recorder, self._core, replace(wanted, state=FollowUpState.DROPPED))

    def reopen(self, follow_up_id: int) -> None:
        """Take a follow-up up again."""
        subject = self.get(follow_up_id)
        with self._core.writing(Deed.SAVE_FOLLOW_UP, subject=subject.text) as recorder:
            recorder.update(t.follow_up, follow_up_id, state=FollowUpState.OPEN, done_by_id=None)
