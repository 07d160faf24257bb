"""Writing a follow-up inside a verb, on the day that levelling finds."""

from datetime import date
from functools import partial

import sqlalchemy as sa

from carnet.domain.followups import FollowUp, FollowUpReason
from carnet.domain.ids import FollowUpId
from carnet.domain.levelling import schedule
from carnet.domain.text import clean
from carnet.journal.core import Core
from carnet.store import quick
from carnet.store import tables as t
from carnet.store.recorder import Recorder

_LOAD = "SELECT count(*) FROM follow_up WHERE state IN ('open', 'snoozed') AND scheduled_on = ?"

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
    )


def _load(connection: sa.Connection, day: date) -> int:
    ((found,),) = quick.rows(connection, _LOAD, (day.isoformat(),))
    return int(found)
