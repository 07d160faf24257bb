"""Writing events inside a verb: what is checked, the row, its goals, and the series that a rule makes of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from carnet.domain.events import EventGoal, NetworkingEvent
from carnet.domain.ids import EventId
from carnet.domain.recurrence import checked, instants_text
from carnet.domain.text import clean
from carnet.domain.zones import zone
from carnet.errors import Reason, Refused
from carnet.journal import event_sheets, organisations, series
from carnet.journal.core import Core
from carnet.store import tables as t
from carnet.store.recorder import Recorder

_TEXTS = ("title", "venue", "city", "url", "description", "briefing", "debrief")
_PLAIN = (
    "kind",
    "starts_at",
    "ends_at",
    "tz",
    "all_day",
    "series_id",
    "recurrence_id",
    "rrule",
    "status",
    "cost_cents",
    "minutes_spent",
    "travel_minutes",
    "prepared_on",
    "usefulness",
    "debriefed_at",
    "ics_uid",
    "sequence",
    "calendar_id",
)
_TOLD_TO_OTHERS = ("title", "starts_at", "ends_at", "tz", "all_day", "rrule", "rdates", "exdates", "venue", "status")
"""What a calendar that took an event in must hear of when it changes."""


def put(recorder: Recorder, core: Core, event: NetworkingEvent) -> EventId:
    """Write an event and its goals inside a verb, as a new one where it has no id."""
    checked = _checked(event)
    values: dict[str, Any] = {name: getattr(checked, name) for name in _PLAIN}
    values |= {name: clean(getattr(checked, name)).strip() for name in _TEXTS}
    values |= {name: instants_text(getattr(checked, name)) for name in ("rdates", "exdates")}
    values["organiser_id"] = organisations.put(recorder, core, event.organiser)
    if event.id is None:
        key = recorder.insert(t.event, uid=event.uid or core.new_uid(), **values)
    else:
        key = event.id
        _change(recorder, core, checked, values)
    _put_goals(recorder, core, key, event.goals)
    return EventId(key)


def _change(recorder: Recorder, core: Core, event: NetworkingEvent, values: dict[str, Any]) -> None:
    """Write a known event; its sequence counts the changes that calendars must hear of, if it is ours."""
    assert event.id is not None
    before = event_sheets.read(recorder.connection, event.id)
    if not event.ics_uid and any(getattr(before, name) != getattr(event, name) for name in _TOLD_TO_OTHERS):
        values["sequence"] = before.sequence + 1
    if event.rrule and not before.rrule:
        # Attended once, it cannot be what all occurrences have in common: it becomes the first of them.
        rule = {name: values.pop(name) for name in ("rrule", "rdates", "exdates")}
        recorder.update(t.event, event.id, **values)
        series.repeat(recorder, core, event.id, **rule)
        return
    if before.rrule and not event.rrule and series.has_rows(recorder.connection, event.id):
        raise Refused("series_has_occurrences", field="rrule")
    recorder.update(t.event, event.id, **values)
    if event.rrule:
        series.follow(recorder, before, event, core.clock.now())


def _checked(event: NetworkingEvent) -> NetworkingEvent:
    if not event.title.strip():
        raise Refused(Reason.EMPTY, field="title")
    there = _zone(event.tz)
    ends_at = event.ends_at
    if ends_at is None and event.all_day and event.starts_at is not None:
        ends_at = _next_midnight(event.starts_at, there)
    if event.starts_at is not None and ends_at is not None and ends_at < event.starts_at:
        raise Refused("event_ends_before_start", field="ends_at")
    return replace(event, ends_at=ends_at, rrule=_checked_rule(event))


def _checked_rule(event: NetworkingEvent) -> str:
    if not event.rrule:
        return ""
    if event.starts_at is None:
        raise Refused("series_without_start", field="starts_at")
    if event.series_id is not None:
        raise Refused("occurrence_repeats", field="rrule")
    return checked(event.rrule, event.starts_at, event.tz)


def _zone(name: str) -> ZoneInfo:
    try:
        return zone(name)
    except ValueError as error:
        raise Refused("unknown_zone", field="tz", zone=name) from error


def _next_midnight(starts_at: datetime, there: ZoneInfo) -> datetime:
    following = starts_at.astimezone(there).date() + timedelta(days=1)
    return datetime(following.year, following.month, following.day, tzinfo=there)


def _put_goals(recorder: Recorder, core: Core, event_id: int, goals: Sequence[EventGoal]) -> None:
    query = sa.select(t.event_goal.c.id).where(t.event_goal.c.event_id == event_id)
    old = set(recorder.connection.execute(query).scalars())
    kept = [goal for goal in goals if goal.text.strip()]
    for position, goal in enumerate(kept):
        values = {"text": clean(goal.text).strip(), "done": goal.done, "position": position}
        if goal.id is not None and goal.id in old:
            recorder.update(t.event_goal, goal.id, **values)
        else:
            recorder.insert(t.event_goal, uid=core.new_uid(), event_id=event_id, **values)
    for key in sorted(old - {goal.id for goal in kept if goal.id is not None}):
        recorder.delete(t.event_goal, key)
