"""The one read behind « Aujourd'hui »; each part of it goes through an index, so that it costs the same at any size."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa

from carnet.domain.missions import Stage, value_cents
from carnet.domain.today import BirthdayLine, CoolingLine, Counts, DebriefWaiting, RunningMission, TodaySheet
from carnet.domain.warmth import DEFAULT_CADENCE_DAYS, Level
from carnet.journal import agenda, due
from carnet.journal.core import Core
from carnet.journal.people import scores, visible
from carnet.store import quick
from carnet.store import tables as t

_FACT = t.contact_fact.c
_FALLS = (
    (_FACT.hot_until, Level.HOT, Level.WARM),
    (_FACT.warm_until, Level.WARM, Level.COOL),
    (_FACT.cool_until, Level.COOL, Level.COLD),
)
_COUNTS = """
SELECT (SELECT count(*) FROM contact_fact),
       (SELECT count(*) FROM contact_fact WHERE hidden = 1),
       (SELECT count(*) FROM contact_fact WHERE ? AND hidden = 0 AND sphere = 'personal')
"""
_COOLING_DAYS = 14
_SHOWN_COOLING = 3
_LATEST_FALLS = 50
_SHOWN_EVENTS = 3
_BIRTHDAY_DAYS = 7
_FOLLOW_UPS = 100


class Today:
    """What the day asks for."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def counts(self) -> Counts:
        """Return what the rail shows; called after every change."""
        core = self._core
        with core.reading() as connection:
            total, _late = due.totals(connection, core)
            waits = agenda.waiting(connection, core.clock.now(), core.clock.today())
        return Counts(total, 0 if waits is None else 1)

    def sheet(self) -> TodaySheet:
        """Return all that the page shows, as of now."""
        core = self._core
        today = core.clock.today()
        with core.reading() as connection:
            total, late = due.totals(connection, core)
            cooling, cooling_total = _cooling(connection, core, today)
            return TodaySheet(
                day=today,
                debrief=_debrief(connection, core),
                follow_ups=due.lines(connection, core, _FOLLOW_UPS),
                follow_ups_total=total,
                late_total=late,
                cooling=cooling,
                cooling_total=cooling_total,
                events=agenda.upcoming(connection, core.clock.now(), _SHOWN_EVENTS),
                birthdays=_birthdays(connection, core, today),
                missions=_missions(connection),
                contacts_total=_contacts(connection, core),
            )


def _debrief(connection: sa.Connection, core: Core) -> DebriefWaiting | None:
    row = agenda.waiting(connection, core.clock.now(), core.clock.today())
    if row is None:
        return None
    seen = t.attendance.c
    people = sa.select(sa.func.count()).where(seen.event_id == row.id, seen.met.is_(True))
    goals = sa.select(sa.func.count()).where(t.event_goal.c.event_id == row.id)
    return DebriefWaiting(
        event_id=row.id,
        title=row.title,
        ended_at=row.ended_at,
        tz=row.tz,
        people=int(connection.execute(people).scalar_one()),
        goals=int(connection.execute(goals).scalar_one()),
    )


def _cooling(connection: sa.Connection, core: Core, today: date) -> tuple[tuple[CoolingLine, ...], int]:
    """Return the worst of the relations that fell a level within the last fortnight, and how many did."""
    fallen = sorted(_fallen(connection, core, today), key=partial(_worst_first, today))[:_SHOWN_COOLING]
    warm = scores(connection, [row.contact_id for row, _from, _to in fallen], today)
    lines = tuple(_line(row, levels, warm[row.contact_id][0], today) for row, *levels in fallen)
    return lines, _fallen_total(connection, core, today)


def _fell(column: sa.Column[date], today: date) -> sa.ColumnElement[bool]:
    # A level that ended on the day of the exchange never began.
    since = today - timedelta(days=_COOLING_DAYS)
    return sa.and_(column > since, column <= today, column > _FACT.last_exchange_on)


def _fallen_total(connection: sa.Connection, core: Core, today: date) -> int:
    any_fall = sa.or_(*(_fell(column, today) for column, _before, _after in _FALLS))
    query = sa.select(sa.func.count()).select_from(t.contact_fact).where(any_fall, visible(core.options.work_mode))
    return int(connection.execute(query).scalar_one())


def _fallen(connection: sa.Connection, core: Core, today: date) -> list[tuple[Any, Level, Level]]:
    """Return the latest falls to each level, a handful at most; one that fell twice counts from where it stood."""
    found: dict[int, tuple[Any, Level, Level]] = {}
    columns = (_FACT.display_name, _FACT.organisation, _FACT.last_exchange_on, _FACT.cadence_days, _FACT.email)
    for column, before, after in _FALLS:
        query = sa.select(_FACT.contact_id, *columns, _FACT.phone).where(
            _fell(column, today), visible(core.options.work_mode)
        )
        for row in connection.execute(query.order_by(column.desc(), _FACT.contact_id).limit(_LATEST_FALLS)):
            earlier = found.get(row.contact_id)
            found[row.contact_id] = (row, earlier[1] if earlier else before, after)
    return list(found.values())


def _worst_first(today: date, fall: tuple[Any, Level, Level]) -> tuple[int, float, str]:
    """The furthest fallen first, then those whose silence is the longest in cadences."""
    row, before, after = fall
    order = list(Level)
    silence = (today - row.last_exchange_on).days / (row.cadence_days or DEFAULT_CADENCE_DAYS)
    return order.index(before) - order.index(after), -silence, row.display_name


def _line(row: Any, levels: list[Level], score: int | None, today: date) -> CoolingLine:
    silent = (today - row.last_exchange_on).days
    return CoolingLine(
        contact_id=row.contact_id,
        contact=row.display_name,
        organisation=row.organisation,
        from_level=levels[0].value,
        to_level=levels[1].value,
        days_since_last=silent,
        cadence_days=row.cadence_days or DEFAULT_CADENCE_DAYS,
        gesture=_gesture(row, levels[1]),
        score=score or 0,
        email=row.email,
        phone=row.phone,
    )


def _gesture(row: Any, level: Level) -> str:
    """Propose the lightest thing that the sheet allows: a coffee while it is warm, else a call, else a message."""
    if level is Level.WARM:
        return "coffee"
    if row.phone:
        return "call"
    return "email" if row.email else "coffee"


def _birthdays(connection: sa.Connection, core: Core, today: date) -> tuple[BirthdayLine, ...]:
    days = {f"{day:%m-%d}": day for day in (today + timedelta(days=ahead) for ahead in range(_BIRTHDAY_DAYS + 1))}
    if "03-01" in days and "02-29" not in days:
        days["02-29"] = days["03-01"]
    query = (
        sa.select(_FACT.contact_id, _FACT.display_name, _FACT.birthday_md, t.contact.c.birthday)
        .join_from(t.contact_fact, t.contact, t.contact.c.id == _FACT.contact_id)
        .where(_FACT.birthday_md.in_(days), visible(core.options.work_mode))
    )
    lines = [
        BirthdayLine(key, name, days[md], None if birthday.year is None else days[md].year - birthday.year)
        for key, name, md, birthday in connection.execute(query)
    ]
    return tuple(sorted(lines, key=_by_day))


def _by_day(line: BirthdayLine) -> tuple[date, str]:
    return line.on, line.contact


def _missions(connection: sa.Connection) -> tuple[RunningMission, ...]:
    row = t.mission.c
    query = (
        sa.select(row.id, row.title, sa.func.coalesce(t.organisation.c.name, ""), row.stage)
        .add_columns(row.day_rate_cents, row.currency, row.days_sold_half, row.days_worked_half)
        .select_from(t.mission.outerjoin(t.organisation, t.organisation.c.id == row.client_id))
        .where(row.stage.in_((Stage.WON, Stage.RUNNING)), row.deleted_at.is_(None))
        .order_by(row.stage, row.ends_on, row.id)
    )
    return tuple(
        RunningMission(key, title, client, stage.value, value_cents(rate, sold, worked, stage), currency, sold, worked)
        for key, title, client, stage, rate, currency, sold, worked in connection.execute(query)
    )


def _contacts(connection: sa.Connection, core: Core) -> int:
    """Return how many people are shown: all but the few that are not, which costs nothing at any size."""
    total, hidden, private = quick.rows(connection, _COUNTS, (core.options.work_mode,))[0]
    return int(total) - int(hidden) - int(private)
