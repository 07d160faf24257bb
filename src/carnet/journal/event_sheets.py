"""All that the sheet of an event shows, read at once: people, follow-ups, missions, rank among its organiser's."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from carnet.domain.events import GONE_TO, Attendee, EventFollowUp, EventGoal, EventSheet, EventStatus, NetworkingEvent
from carnet.domain.followups import FollowUpState
from carnet.domain.origin import Meeting, first_encounter
from carnet.domain.recurrence import instants
from carnet.errors import Reason, Refused
from carnet.journal import due, event_returns
from carnet.journal.core import Core
from carnet.journal.people import scores, visible
from carnet.store import facts, quick
from carnet.store import tables as t
from carnet.store.quick import chunks

_ROW = t.event.c
_FACT = t.contact_fact.c
_COLUMNS = [
    "id",
    "uid",
    "title",
    "kind",
    "starts_at",
    "ends_at",
    "tz",
    "all_day",
    "series_id",
    "recurrence_id",
    "rrule",
    "rdates",
    "exdates",
    "venue",
    "city",
    "url",
    "description",
    "status",
    "cost_cents",
    "minutes_spent",
    "travel_minutes",
    "briefing",
    "prepared_on",
    "usefulness",
    "debrief",
    "debriefed_at",
    "ics_uid",
    "sequence",
    "calendar_id",
]


def read(connection: sa.Connection, event_id: int) -> NetworkingEvent:
    """Return what the form of an event edits."""
    found = _events(connection, _ROW.id == event_id)
    if not found:
        raise Refused(Reason.NOT_FOUND, kind="event", id=event_id)
    return found[0]


def every(connection: sa.Connection) -> list[NetworkingEvent]:
    """Return every event and series out of the trash, series before their occurrences, by their starts."""
    return _events(connection, _ROW.deleted_at.is_(None))


def _events(connection: sa.Connection, where: sa.ColumnElement[bool]) -> list[NetworkingEvent]:
    query = (
        sa.select(*(_ROW[name] for name in _COLUMNS), sa.func.coalesce(t.organisation.c.name, "").label("organiser"))
        .select_from(t.event.outerjoin(t.organisation, t.organisation.c.id == _ROW.organiser_id))
        .where(where)
        .order_by(_ROW.series_id.is_not(None), _ROW.starts_at, _ROW.id)
    )
    goals = _goals(connection, where)
    found = []
    for row in connection.execute(query).mappings():
        lists = {name: instants(row[name]) for name in ("rdates", "exdates")}
        found.append(NetworkingEvent(**{**row, **lists}, goals=tuple(goals.get(row["id"], ()))))
    return found


def _goals(connection: sa.Connection, where: sa.ColumnElement[bool]) -> dict[int, list[EventGoal]]:
    goal = t.event_goal.c
    query = (
        sa.select(goal.event_id, goal.text, goal.done, goal.id)
        .join_from(t.event_goal, t.event, _ROW.id == goal.event_id)
        .where(where)
        .order_by(goal.position, goal.id)
    )
    found: dict[int, list[EventGoal]] = {}
    for event_id, text, done, key in connection.execute(query):
        found.setdefault(event_id, []).append(EventGoal(text=text, done=done, id=key))
    return found


def of_occurrence(connection: sa.Connection, event: NetworkingEvent) -> EventSheet:
    """Return the sheet of an occurrence to which nothing is attached."""
    organiser_id = connection.execute(sa.select(_ROW.organiser_id).where(_ROW.id == event.series_id)).scalar()
    return EventSheet(
        event=event,
        organiser_id=organiser_id,
        nth=_nth(connection, event, organiser_id),
        attendees=(),
        follow_ups=(),
        missions=(),
        needs_debrief=False,
        deleted=False,
    )


def of_row(connection: sa.Connection, event: NetworkingEvent, core: Core) -> EventSheet:
    """Return all that the sheet of an event with a row shows."""
    event_id = int(event.id or 0)
    sql = "SELECT organiser_id, deleted_at FROM event WHERE id = ?"
    ((organiser_id, deleted_at),) = quick.rows(connection, sql, (event_id,))
    return EventSheet(
        event=event,
        organiser_id=organiser_id,
        nth=_nth(connection, event, organiser_id),
        attendees=_attendees(connection, event_id, core),
        follow_ups=_follow_ups(connection, event_id, core),
        missions=_missions(connection, event_id),
        needs_debrief=_needs_debrief(event, core),
        deleted=deleted_at is not None,
        brought=event_returns.of_event(connection, core, event),
    )


def _nth(connection: sa.Connection, event: NetworkingEvent, organiser_id: int | None) -> int:
    """Return the rank of an event among its organiser's, cancelled ones left out; 0 without organiser or date."""
    if organiser_id is None or event.starts_at is None:
        return 0
    query = (
        sa.select(sa.func.count())
        .select_from(t.event)
        .where(
            _ROW.deleted_at.is_(None),
            _ROW.rrule == "",
            _ROW.organiser_id == organiser_id,
            _ROW.status != EventStatus.CANCELLED,
            _ROW.starts_at < event.starts_at,
        )
    )
    return int(connection.execute(query).scalar_one()) + 1


def _needs_debrief(event: NetworkingEvent, core: Core) -> bool:
    end = event.ends_at or event.starts_at
    if event.debriefed_at is not None or event.status not in GONE_TO:
        return False
    return end is not None and end < core.clock.now()


def _attendees(connection: sa.Connection, event_id: int, core: Core) -> tuple[Attendee, ...]:
    seen = t.attendance.c
    query = (
        sa.select(
            seen.contact_id, _FACT.display_name, _FACT.title, _FACT.organisation, seen.expected, seen.met, seen.note
        )
        .join_from(t.attendance, t.contact_fact, _FACT.contact_id == seen.contact_id)
        .where(seen.event_id == event_id, sa.text(visible(core.options.work_mode)))
        .order_by(seen.id)
    )
    rows = connection.execute(query).all()
    ids = [row.contact_id for row in rows]
    warm = scores(connection, ids, core.clock.today())
    tags = _tags(connection, ids)
    new = _new_here(connection, event_id, [row.contact_id for row in rows if row.met])
    days = _next_follow_ups(connection, event_id)
    return tuple(
        Attendee(*row, tuple(tags.get(key, ())), days.get(key), *warm.get(key, (None, None)), key in new)
        for key, row in zip(ids, rows, strict=True)
    )


def _tags(connection: sa.Connection, ids: list[int]) -> dict[int, list[str]]:
    link = t.contact_tag.c
    query = (
        sa.select(link.contact_id, t.tag.c.name)
        .join_from(t.contact_tag, t.tag, t.tag.c.id == link.tag_id)
        .where(link.contact_id.in_(ids))
        .order_by(link.id)
    )
    found: dict[int, list[str]] = {}
    for contact_id, name in connection.execute(query):
        found.setdefault(contact_id, []).append(name)
    return found


def _new_here(connection: sa.Connection, event_id: int, ids: Sequence[int]) -> set[int]:
    """Return the people first met at an event, with whom there had been no exchange before it."""
    found: set[int] = set()
    for run in chunks(ids):
        for key, person in facts.people(connection, run).items():
            real = [meeting for meeting in person.facts.meetings if meeting.is_real]
            first = first_encounter(real)
            earlier = min(real, key=_when, default=None)
            if first is not None and first.event_id == event_id and (first.is_first_meeting or earlier is first):
                found.add(key)
    return found


def _when(meeting: Meeting) -> tuple[float, float, str]:
    return meeting.order


def _next_follow_ups(connection: sa.Connection, event_id: int) -> dict[int, date]:
    row = t.follow_up.c
    query = (
        sa.select(row.contact_id, sa.func.min(row.scheduled_on, type_=row.scheduled_on.type))
        .where(row.event_id == event_id, sa.text(due.TO_DO), row.scheduled_on.is_not(None))
        .group_by(row.contact_id)
    )
    return dict(connection.execute(query).all())


def _follow_ups(connection: sa.Connection, event_id: int, core: Core) -> tuple[EventFollowUp, ...]:
    row = t.follow_up.c
    query = (
        sa.select(row.id, row.contact_id, _FACT.display_name, row.text, row.scheduled_on, row.state)
        .join_from(t.follow_up, t.contact_fact, _FACT.contact_id == row.contact_id)
        .where(row.event_id == event_id, row.state != FollowUpState.DROPPED, sa.text(visible(core.options.work_mode)))
        .order_by(row.scheduled_on, row.id)
    )
    return tuple(_follow_up(found) for found in connection.execute(query))


def _follow_up(row: Any) -> EventFollowUp:
    done = row.state is FollowUpState.DONE
    return EventFollowUp(row.id, row.contact_id, row.display_name, row.text, row.scheduled_on, done)


def _missions(connection: sa.Connection, event_id: int) -> tuple[tuple[int, str], ...]:
    row = t.mission.c
    query = (
        sa.select(row.id, row.title)
        .where(
            row.deleted_at.is_(None),
            sa.or_(
                row.id.in_(sa.select(t.touch.c.mission_id).where(t.touch.c.event_id == event_id)),
                row.id.in_(sa.select(t.interaction.c.mission_id).where(t.interaction.c.event_id == event_id)),
            ),
        )
        .order_by(row.id)
    )
    return tuple((key, title) for key, title in connection.execute(query))
