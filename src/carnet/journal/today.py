"""The one read behind « Aujourd'hui »; each part of it goes through an index, so that it costs the same at any size."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any, NamedTuple

from carnet.domain.cadence import priority
from carnet.domain.dates import PartialDate
from carnet.domain.events import EventStatus, Occurrence, OccurrenceRef, Planned
from carnet.domain.missions import Stage, value_cents
from carnet.domain.today import (
    COUNTED,
    SHOWN,
    BirthdayLine,
    CoolingLine,
    Counts,
    DebriefWaiting,
    Digest,
    Proposals,
    RunningMission,
    TodaySheet,
)
from carnet.domain.warmth import DEFAULT_CADENCE_DAYS, Level
from carnet.domain.zones import local_day
from carnet.journal import agenda, due
from carnet.journal.core import Core
from carnet.journal.people import ACTIVE, became_due, cooling, fell, in_sight, scores, visible
from carnet.store import quick
from carnet.store.quick import Connected, marks

_FALLS = (
    ("hot_until", Level.HOT, Level.WARM),
    ("warm_until", Level.WARM, Level.COOL),
    ("cool_until", Level.COOL, Level.COLD),
)
_COOLING = (
    "SELECT contact_id, display_name, organisation, last_exchange_on, cadence_days, email, phone FROM contact_fact "
    # The planner would skip through the index that lists sort by, and sort all that it finds: 37 ms at 100,000.
    f"INDEXED BY ix_contact_fact_{{column}} WHERE {{condition}} AND {ACTIVE} AND {{visible}} "
    "ORDER BY {column} DESC, contact_id LIMIT ?"
)
_COOLING_TOTAL = "SELECT count(*) FROM (SELECT 1 FROM contact_fact WHERE {cooling} AND {visible} LIMIT ?)"
_DEBRIEF = """
SELECT (SELECT count(*) FROM attendance WHERE event_id = :event AND met),
       (SELECT count(*) FROM event_goal WHERE event_id = :event)
"""
_BIRTHDAYS = """
SELECT contact_fact.contact_id, display_name, birthday_md, birthday
FROM contact_fact JOIN contact ON contact.id = contact_fact.contact_id WHERE birthday_md IN ({marks}) AND {visible}
"""
_MISSIONS = f"""
SELECT mission.id, title, coalesce(organisation.name, ''), stage, day_rate_cents, currency, days_sold_half,
       days_worked_half
FROM mission LEFT JOIN organisation ON organisation.id = mission.client_id
WHERE stage IN ('{Stage.WON.value}', '{Stage.RUNNING.value}') AND mission.deleted_at IS NULL
ORDER BY stage, ends_on, mission.id LIMIT {SHOWN + 1}
"""
_SHOWN_COOLING = 3
_LATEST_FALLS = 50
_LATEST_DUE = 50
_BIRTHDAY_DAYS = 7
_FOLLOW_UPS = 100
_DIGEST = 3
_TO_COME = (EventStatus.PLANNED, EventStatus.REGISTERED)


class Today:
    """What the day asks for."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def counts(self) -> Counts:
        """Return what the rail shows; called after every change."""
        core = self._core
        with core.glancing() as connection:
            total, _late = due.totals(connection, core)
            waits = _waiting(connection, core, series=True)
        return Counts(total, 0 if waits is None else 1)

    def proposals(self) -> Proposals:
        """Return whom to see without being asked to; for another thread than the window's."""
        from carnet.journal import proposals

        return proposals.read(self._core)

    def digest(self) -> Digest:
        """Return what the notification of the morning tells."""
        core = self._core
        today = core.clock.today()
        with core.glancing() as connection:
            born = _birthdays(connection, core, today)
            return Digest(
                *due.totals(connection, core),
                due.lines(connection, core, _DIGEST, warmth=False),
                tuple(line.contact for line in born if line.on == today),
                _ahead(connection, core, today),
                _ahead(connection, core, today + timedelta(days=1)),
            )

    def sheet(self, *, series: bool = True) -> TodaySheet:
        """Return all that the page shows, as of now.

        Without `series` their occurrences without a row are left out: the library of their rules costs the first paint
        25 ms.
        """
        core = self._core
        today = core.clock.today()
        with core.glancing() as connection:
            total, late = due.totals(connection, core)
            cooling, cooling_total = _cooling(connection, core, today)
            return TodaySheet(
                day=today,
                debrief=_debrief(connection, core, series=series),
                follow_ups=due.lines(connection, core, _FOLLOW_UPS),
                follow_ups_total=total,
                late_total=late,
                cooling=cooling,
                cooling_total=cooling_total,
                events=_upcoming(connection, core, series=series),
                birthdays=_birthdays(connection, core, today),
                missions=_missions(connection),
                contacts_total=in_sight(connection, work_mode=core.options.work_mode),
                series_left_out=not series and agenda.has_series(connection),
            )


def _ahead(connection: Connected, core: Core, day: date) -> tuple[Occurrence, ...]:
    """Return the events of a day that she means to go to and that have not begun."""
    from carnet.journal import occurrences

    now = core.clock.now()
    found = occurrences.between(connection, day, day)
    return tuple(
        each
        for each in found
        if each.status in _TO_COME
        and (each.starts_at > now or each.all_day)
        and local_day(each.starts_at, each.tz) == day
    )


def _upcoming(connection: Connected, core: Core, *, series: bool) -> tuple[Planned, ...]:
    if not series:
        return agenda.upcoming(connection, core.clock.now(), SHOWN + 1)
    from carnet.journal import planning

    return tuple(planning.upcoming(connection, core.clock.now(), core.clock.today(), SHOWN + 1))


def _waiting(connection: Connected, core: Core, *, series: bool) -> agenda.Waiting | None:
    if not series:
        return agenda.waiting(connection, core.clock.now(), core.clock.today())
    from carnet.journal import planning

    return planning.waiting(connection, core.clock.now(), core.clock.today())


def _debrief(connection: Connected, core: Core, *, series: bool) -> DebriefWaiting | None:
    row = _waiting(connection, core, series=series)
    if row is None:
        return None
    if isinstance(row.ref, OccurrenceRef):
        return DebriefWaiting(*row, 0, 0)
    counts = quick.first(connection, _DEBRIEF, {"event": row.ref})
    assert counts is not None
    return DebriefWaiting(*row, *counts)


class _Cooling(NamedTuple):
    """A relation that cools, from which level to which; both None where only its cadence says so."""

    row: Mapping[str, Any]
    before: Level | None = None
    after: Level | None = None


def _cooling(connection: Connected, core: Core, today: date) -> tuple[tuple[CoolingLine, ...], int]:
    """Return the most urgent of the relations that cool, and how many do."""
    found = sorted(_candidates(connection, core, today), key=partial(_most_urgent_first, today))[:_SHOWN_COOLING]
    warm = scores(connection, [one.row["contact_id"] for one in found], today)
    lines = tuple(_line(one, warm[one.row["contact_id"]], today) for one in found)
    sql = _COOLING_TOTAL.format(cooling=cooling(today), visible=visible(core.options.work_mode))
    ((total,),) = quick.rows(connection, sql, (COUNTED,))
    return lines, int(total)


def _candidates(connection: Connected, core: Core, today: date) -> list[_Cooling]:
    """Return those whose cadence ended last and the latest falls to each level, a handful each.

    One that fell twice counts from where it stood.
    """
    shown = visible(core.options.work_mode)
    sql = _COOLING.format(condition=became_due(today), visible=shown, column="due_on")
    found = {row["contact_id"]: _Cooling(row) for row in quick.mappings(connection, sql, (_LATEST_DUE,))}
    for column, before, after in _FALLS:
        sql = _COOLING.format(condition=fell(column, today), visible=shown, column=column)
        for row in quick.mappings(connection, sql, (_LATEST_FALLS,)):
            earlier = found.get(row["contact_id"])
            found[row["contact_id"]] = _Cooling(row, (earlier and earlier.before) or before, after)
    return list(found.values())


def _most_urgent_first(today: date, one: _Cooling) -> tuple[float, str]:
    """Order by the priority of `cadence`; the silence of a relation without cadence is measured as warmth does."""
    cadence = one.row["cadence_days"] or DEFAULT_CADENCE_DAYS
    due = date.fromisoformat(one.row["last_exchange_on"]) + timedelta(days=cadence)
    return -priority(today, due, cadence), one.row["display_name"]


def _line(one: _Cooling, warmth: tuple[int | None, str | None], today: date) -> CoolingLine:
    row, (score, level) = one.row, warmth
    now = one.after or Level(level or Level.COLD)
    return CoolingLine(
        contact_id=row["contact_id"],
        contact=row["display_name"],
        organisation=row["organisation"],
        from_level=one.before.value if one.before else "",
        to_level=now.value,
        days_since_last=(today - date.fromisoformat(row["last_exchange_on"])).days,
        cadence_days=row["cadence_days"] or DEFAULT_CADENCE_DAYS,
        gesture=_gesture(row, now),
        score=score or 0,
        email=row["email"],
        phone=row["phone"],
    )


def _gesture(row: Mapping[str, Any], level: Level) -> str:
    """Propose the lightest thing that the sheet allows: a coffee while it is warm, else a call, else a message."""
    if level is Level.WARM:
        return "coffee"
    if row["phone"]:
        return "call"
    return "email" if row["email"] else "coffee"


def _birthdays(connection: Connected, core: Core, today: date) -> tuple[BirthdayLine, ...]:
    days = {f"{day:%m-%d}": day for day in (today + timedelta(days=ahead) for ahead in range(_BIRTHDAY_DAYS + 1))}
    if "03-01" in days and "02-29" not in days:
        days["02-29"] = days["03-01"]
    sql = _BIRTHDAYS.format(marks=marks(days), visible=visible(core.options.work_mode))
    lines = [
        BirthdayLine(key, name, days[md], None if (born := PartialDate(on).year) is None else days[md].year - born)
        for key, name, md, on in quick.rows(connection, sql, tuple(days))
    ]
    return tuple(sorted(lines, key=_by_day))


def _by_day(line: BirthdayLine) -> tuple[date, str]:
    return line.on, line.contact


def _missions(connection: Connected) -> tuple[RunningMission, ...]:
    return tuple(
        RunningMission(key, title, client, stage, value_cents(rate, sold, worked, Stage(stage)), currency, sold, worked)
        for key, title, client, stage, rate, currency, sold, worked in quick.rows(connection, _MISSIONS)
    )
