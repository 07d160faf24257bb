"""« Bilan »: what the signed missions of a period came from, under a model, by a grouping, to the cent."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from statistics import median
from typing import Any

import sqlalchemy as sa

from carnet.domain.contacts import Channel, group_of
from carnet.domain.money import half_up
from carnet.domain.review import Grouping, Review, ReviewMission, ReviewQuestion, ReviewRow
from carnet.domain.rollup import CreditedTouch, Row, SpecialRow, roll_up, through_relations
from carnet.domain.text import sort_key
from carnet.journal.core import Core
from carnet.journal.credits import Counted, Credits
from carnet.journal.people import visible
from carnet.store import tables as t

_SPECIAL = frozenset(SpecialRow)
_NAMED = {
    Grouping.EVENT: (t.event.c.id, t.event.c.title),
    Grouping.SERIES: (t.event.c.id, t.event.c.title),
    Grouping.ORGANISER: (t.organisation.c.id, t.organisation.c.name),
    Grouping.CIRCLE: (t.circle.c.id, t.circle.c.name),
}


class Reviews:
    """The figures of a journal."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._credits = Credits(core)

    def ask(self, question: ReviewQuestion) -> Review:
        """Return figures and rows; the rows sum to the turnover exactly."""
        with self._core.reading() as connection:
            return self._answer(connection, question)

    def currencies(self) -> tuple[str, ...]:
        """Return the currencies of the counted missions, the most used first."""
        with self._core.reading() as connection:
            return tuple(code for code, _ in Counter(m.currency for m in self._missions(connection)).most_common())

    def years(self) -> tuple[int, ...]:
        """Return the years in which missions were signed, the latest first."""
        with self._core.reading() as connection:
            return tuple(sorted({mission.signed_on.year for mission in self._missions(connection)}, reverse=True))

    def _missions(self, connection: sa.Connection) -> tuple[Counted, ...]:
        return self._credits.missions(connection)

    def _answer(self, connection: sa.Connection, question: ReviewQuestion) -> Review:
        signed = [mission for mission in self._missions(connection) if _within(mission.signed_on, question)]
        missions = [mission for mission in signed if mission.currency == question.currency]
        credited = [self._credits.of(mission, question.model, question.half_life_days) for mission in missions]
        touches = [touch for mission in credited for touch in mission.touches]
        total = sum(mission.value_cents for mission in missions)
        half_days = sum(mission.half_days for mission in missions)
        by_contact = roll_up(touches, Grouping.CONTACT)
        delays = [mission.delay_days for mission in missions if mission.delay_days is not None]
        won, lost = _won_and_lost(connection, question)
        return Review(
            question=question,
            total_cents=total,
            other_currencies=_others(signed, question.currency),
            fallback_missions=sum(mission.is_fallback for mission in credited),
            rows=self._rows(connection, question, touches, missions),
            missions=tuple(ReviewMission(m.id, m.title, m.client, m.signed_on, m.value_cents) for m in missions),
            days_half=half_days,
            average_rate_cents=half_up(total * 2, half_days) if half_days else None,
            median_delay_days=_median(delays),
            delays_counted=len(delays),
            origin_contacts=sum(row.key not in _SPECIAL for row in by_contact),
            contacts_total=_people(connection, work_mode=self._core.options.work_mode),
            relations_bp=half_up(through_relations(by_contact) * 10_000, total) if total else None,
            win_rate_bp=half_up(won * 10_000, won + lost) if won + lost else None,
            won=won,
            lost=lost,
        )

    def _rows(
        self,
        connection: sa.Connection,
        question: ReviewQuestion,
        touches: Iterable[CreditedTouch],
        missions: Sequence[Counted],
    ) -> tuple[ReviewRow, ...]:
        hide = self._core.options.work_mode or not question.with_personal
        rows = roll_up(touches, question.by, hide_personal=hide)
        labels = _labels(connection, question.by, rows)
        origins = _origins(connection, rows) if question.by is Grouping.CONTACT else {}
        days = {mission.id: mission.half_days for mission in missions}
        delays = {mission.id: mission.delay_days for mission in missions}
        found = [
            ReviewRow(
                key=str(row.key),
                label=labels.get(row.key, ""),
                credit_cents=row.credit_cents,
                missions=row.missions,
                days_half=sum(days[key] for key in row.mission_ids),
                delay_days=_median([delay for key in row.mission_ids if (delay := delays[key]) is not None]),
                origin=origins.get(row.key, ""),
                is_special=row.key in _SPECIAL,
            )
            for row in rows
        ]
        return tuple(sorted(found, key=_rank))


def _rank(row: ReviewRow) -> tuple[int, str, str]:
    return -row.credit_cents, sort_key(row.label), row.key


def _within(day: date, question: ReviewQuestion) -> bool:
    return (question.start is None or day >= question.start) and (question.end is None or day <= question.end)


def _others(missions: Iterable[Counted], currency: str) -> tuple[tuple[str, int], ...]:
    totals: defaultdict[str, int] = defaultdict(int)
    for mission in missions:
        if mission.currency != currency:
            totals[mission.currency] += mission.value_cents
    return tuple(sorted(totals.items()))


def _median(delays: Sequence[int]) -> int | None:
    return half_up(int(median(delays) * 2), 2) if delays else None


def _won_and_lost(connection: sa.Connection, question: ReviewQuestion) -> tuple[int, int]:
    """Count the missions that stand won or lost, each by the day it came to that stage."""
    sql = (
        "SELECT m.stage = 'lost', coalesce(max(s.entered_on), m.signed_on) FROM mission m "
        "LEFT JOIN mission_stage s ON s.mission_id = m.id AND s.stage = iif(m.stage = 'lost', 'lost', 'won') "
        "WHERE m.deleted_at IS NULL AND m.currency = ? AND m.stage IN ('won', 'running', 'completed', 'lost') "
        "GROUP BY m.id"
    )
    counts = [0, 0]
    unbounded = question.start is None and question.end is None
    for lost, on in connection.exec_driver_sql(sql, (question.currency,)):
        if unbounded or (on is not None and _within(date.fromisoformat(on), question)):
            counts[lost] += 1
    return counts[0], counts[1]


def _people(connection: sa.Connection, *, work_mode: bool) -> int:
    query = sa.select(sa.func.count()).select_from(t.contact_fact).where(visible(work_mode))
    return int(connection.execute(query).scalar_one())


def _labels(connection: sa.Connection, by: Grouping, rows: Iterable[Row]) -> Mapping[str, str]:
    ids = [int(row.key) for row in rows if row.key.isdigit()]
    if by is Grouping.CONTACT:
        fact = t.contact_fact.c
        query = sa.select(fact.contact_id, fact.display_name).where(fact.hidden.is_(False))
        return _by_key(connection, query, fact.contact_id, ids)
    if by in _NAMED:
        key, name = _NAMED[by]
        return _by_key(connection, sa.select(key, name), key, ids)
    return {}


def _origins(connection: sa.Connection, rows: Iterable[Row]) -> Mapping[str, str]:
    fact = t.contact_fact.c
    ids = [int(row.key) for row in rows if row.key.isdigit()]
    found = _by_key(connection, sa.select(fact.contact_id, fact.origin), fact.contact_id, ids)
    return {key: group_of(Channel(origin)).value for key, origin in found.items()}


def _by_key(
    connection: sa.Connection, query: sa.Select[Any], key: sa.ColumnElement[int], ids: Sequence[int]
) -> dict[str, str]:
    """Return texts by id; thousands of ids read quicker as a whole table than as a list."""
    wanted = set(ids)
    rows = connection.execute(query if len(ids) > 500 else query.where(key.in_(ids)))
    return {str(row_id): text for row_id, text in rows if row_id in wanted}
