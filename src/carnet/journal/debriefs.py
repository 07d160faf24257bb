"""Verbs of the débriefing of an event: who was met, thanks, its end; all of it can be taken back at once."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from carnet.domain.changes import Deed
from carnet.domain.debriefs import thanks
from carnet.domain.events import EventRef, EventStatus, OccurrenceRef, Usefulness
from carnet.domain.followups import FollowUp
from carnet.domain.ids import ContactId, EventId, FollowUpId
from carnet.domain.text import clean
from carnet.journal import attendance, scheduling, series
from carnet.journal.core import Core
from carnet.journal.history import History, debrief_group
from carnet.journal.people import name_of
from carnet.store import tables as t


class Debriefs:
    """What came of an event, told once it is over."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def set_met(self, event: EventRef, contact_id: int, met: bool) -> None:
        """Note that a person was met at an event, with the encounter that this is; or that she was not after all."""
        group = debrief_group(event)
        with self._core.writing(Deed.EXPECT, subject=self._title(event), group=group) as recorder:
            event_id = series.owned(recorder, self._core, event)
            name_of(recorder.connection, contact_id)
            if met:
                attendance.attend(recorder, event_id, contact_id, met=True)
                attendance.encounter(recorder, self._core, event_id, contact_id)
            else:
                attendance.leave(recorder, event_id, contact_id, met=False)
                attendance.drop_bare_encounters(recorder, event_id, contact_id)

    def finish(self, event: EventRef, *, usefulness: Usefulness | None = None, debrief: str | None = None) -> None:
        """End the débriefing of an event: she was there, and this is what to remember; None leaves what is there."""
        values: dict[str, Any] = {} if usefulness is None else {"usefulness": usefulness}
        if debrief is not None:
            values["debrief"] = clean(debrief).strip()
        group = debrief_group(event)
        with self._core.writing(Deed.FINISH_DEBRIEF, subject=self._title(event), group=group) as recorder:
            event_id = series.owned(recorder, self._core, event)
            now = self._core.clock.now()
            recorder.update(t.event, event_id, debriefed_at=now, status=EventStatus.ATTENDED, **values)

    def thank(self, event: EventRef, contact_ids: Sequence[int], text: str = "") -> None:
        """Plan to thank people met at an event: within 72 hours of it, afterwards on levelled days."""
        group, count = debrief_group(event), str(len(contact_ids))
        with self._core.writing(Deed.PLAN_FOLLOW_UPS, subject=count, group=group) as recorder:
            event_id = series.owned(recorder, self._core, event)
            today = self._core.clock.today()
            reason, due_on = thanks(attendance.day_of(recorder.connection, event_id) or today, today)
            for key in contact_ids:
                name_of(recorder.connection, key)
                wanted = FollowUp(
                    contact_id=ContactId(key), reason=reason, due_on=due_on, text=text, event_id=EventId(event_id)
                )
                scheduling.put(recorder, self._core, wanted)

    def plan(self, event: EventRef, follow_up: FollowUp) -> FollowUpId:
        """Plan what follows from an event for one person, levelled."""
        with self._core.writing(Deed.SAVE_FOLLOW_UP, group=debrief_group(event)) as recorder:
            event_id = series.owned(recorder, self._core, event)
            name_of(recorder.connection, follow_up.contact_id)
            return scheduling.put(recorder, self._core, replace(follow_up, event_id=EventId(event_id)))

    def take_back(self, event_id: int) -> int:
        """Take back the whole débriefing of an event, all or none; return how many deeds that were."""
        with self._core.reading() as connection:
            told = series.told(connection, event_id)
        was = None
        if told.series_id is not None and told.recurrence_id is not None:
            was = OccurrenceRef(told.series_id, told.recurrence_id)
        return History(self._core).undo_debrief(event_id, was)

    def later(self, event: EventRef) -> None:
        """Ask no more for the débriefing of an event today."""
        with self._core.writing(Deed.POSTPONE_DEBRIEF, subject=self._title(event)) as recorder:
            event_id = series.owned(recorder, self._core, event)
            recorder.update(t.event, event_id, debrief_later_on=self._core.clock.today())

    def _title(self, event: EventRef) -> str:
        with self._core.reading() as connection:
            return series.told(connection, event).title
