"""Writing a follow-up inside a verb, on the day that levelling finds."""

from collections.abc import Sequence
from datetime import date
from functools import partial

import sqlalchemy as sa

from carnet.domain.followups import FollowUp, FollowUpReason, FollowUpState
from carnet.domain.ids import FollowUpId
from carnet.domain.interactions import InteractionKind
from carnet.domain.levelling import schedule
from carnet.domain.text import clean
from carnet.journal.core import Core
from carnet.store import quick
from carnet.store import tables as t
from carnet.store.recorder import Recorder

_LOAD = "SELECT count(*) FROM follow_up WHERE state IN ('open', 'snoozed') AND scheduled_on = ?"

_BY_CADENCE = (
    "SELECT follow_up.id FROM follow_up JOIN contact_fact ON contact_fact.contact_id = follow_up.contact_id "
    "WHERE follow_up.contact_id = ? AND reason = 'cadence' AND state IN ('open', 'snoozed') "
    "AND coalesce(last_exchange_on, '') <= ?"
)
_EXEMPT = frozenset({FollowUpReason.THANKS})


def put(recorder: Recorder, core: Core, follow_up: FollowUp) -> FollowUpId:
    """Write a new follow-up; without a day of its own it is levelled."""
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
        partial(_load, connection),
        per_day=core.options.follow_ups_a_day,
        is_exempt=keep_day or reason in _EXEMPT,
        working=core.options.working,
    )


def _load(connection: sa.Connection, day: date) -> int:
    ((found,),) = quick.rows(connection, _LOAD, (day.isoformat(),))
    return int(found)


def restart(recorder: Recorder, contact_ids: Sequence[int], exchange: int, kind: InteractionKind, day: date) -> None:
    """Finish the follow-ups that cadence asked for, where a real exchange is the latest: it starts anew from there."""
    if kind is InteractionKind.NOTE:
        return
    for contact_id in contact_ids:
        for (key,) in quick.rows(recorder.connection, _BY_CADENCE, (contact_id, day.isoformat())):
            recorder.update(t.follow_up, key, state=FollowUpState.DONE, done_by_id=exchange)
