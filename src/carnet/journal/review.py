"""« Bilan »: what the signed missions of a period came from, under a model, by a grouping, to the cent."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from statistics import median
from typing import NamedTuple

import sqlalchemy as sa

from carnet.domain.changes import Changes
from carnet.domain.contacts import Channel, group_of
from carnet.domain.money import half_up
from carnet.domain.returns import Evenings
from carnet.domain.review import Grouping, Review, ReviewMission, ReviewQuestion, ReviewRow
from carnet.domain.rollup import CreditedTouch, Row, SpecialRow, roll_up
from carnet.domain.text import sort_key
from carnet.journal import event_returns
from carnet.journal.core import Core
from carnet.journal.credits import Counted, Credits, Outcome, credited_touches, uncollected
from carnet.journal.mission_boards import are_many
from carnet.journal.people import visible
from carnet.store import quick

_SPECIAL = frozenset(SpecialRow)
_NAMED = {
    Grouping.EVENT: ("event", "title"),
    Grouping.SERIES: ("event", "title"),
    Grouping.ORGANISER: ("organisation", "name"),
    Grouping.CIRCLE: ("circle", "name"),
}


class Reviews:
    """The figures of a journal."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._credits = Credits(core)
        self._labels = Labels(core)
        self._people_counts: dict[bool, int] = {}
        core.listen(self._on_changes, first=True)

    def ask(self, question: ReviewQuestion) -> Review:
        """Return figures and rows; the rows sum to the turnover exactly."""
        with self._core.reading() as connection, uncollected():
            return self._answer(connection, question)

    def evenings(self, question: ReviewQuestion) -> Evenings:
        """Return what the events of the period took, and what of its turnover came from events."""
        with self._core.reading() as connection, uncollected():
            signed = (mission for mission in self._missions(connection) if _within(mission.signed_on, question))
            missions = [mission for mission in signed if mission.currency == question.currency]
            credited = [self._credits.of(mission, question.model, question.half_life_days) for mission in missions]
            touches = (touch for pair in zip(missions, credited, strict=True) for touch in credited_touches(*pair))
            return event_returns.evenings(connection, self._core, question, touches)

    def takes_long(self) -> bool:
        """Tell whether an answer would first read a great many missions."""
        if self._credits.at_hand:
            return False
        with self._core.reading() as connection:
            return are_many(connection)

    def read(self, question: ReviewQuestion) -> None:
        """Read what the answer to a question rests on, from any thread."""
        with self._core.reading() as connection:
            self._answer(connection, question)

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
        total = sum(mission.value_cents for mission in missions)
        half_days = sum(mission.half_days for mission in missions)
        touches = [touch for pair in zip(missions, credited, strict=True) for touch in credited_touches(*pair)]
        relations = sum(touch.cents for touch in touches if touch.contact_id is not None)
        delays = [mission.delay_days for mission in missions if mission.delay_days is not None]
        won, lost = _won_and_lost(self._credits.outcomes(connection), question)
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
            origin_contacts=len({touch.contact_id for touch in touches} - {None}),
            contacts_total=self._people(connection),
            relations_bp=half_up(relations * 10_000, total) if total else None,
            win_rate_bp=half_up(won * 10_000, won + lost) if won + lost else None,
            won=won,
            lost=lost,
        )

    def _people(self, connection: sa.Connection) -> int:
        """Return how many people are in sight, counted once until something changes."""
        mode, counts = self._core.options.work_mode, self._people_counts
        if mode not in counts:
            sql = f"SELECT count(*) FROM contact_fact WHERE {visible(mode)}"
            counts[mode] = int(quick.rows(connection, sql)[0][0])
        return counts[mode]

    def _on_changes(self, changes: Changes) -> None:
        if changes.everything or "contact" in changes.tables:
            self._people_counts = {}

    def _rows(
        self,
        connection: sa.Connection,
        question: ReviewQuestion,
        touches: Iterable[CreditedTouch],
        missions: Sequence[Counted],
    ) -> tuple[ReviewRow, ...]:
        hide = self._core.options.work_mode or not question.with_personal
        rows = roll_up(touches, question.by, hide_personal=hide)
        labels = self._labels.of(connection, question.by)
        of: dict[int, Counted] = {mission.id: mission for mission in missions}
        alike = Counter(row.credit_cents for row in rows)  # names decide only among equals, and cost much to sort by
        found = [_line(row, of, labels.get(row.key, _UNNAMED), named=alike[row.credit_cents] > 1) for row in rows]
        found.sort(key=_rank)
        return tuple(row for _order, row in found)


class Label(NamedTuple):
    """What a row is called, and the group of a person's origin."""

    text: str
    origin: str = ""


_UNNAMED = Label("")
_Line = tuple[tuple[int, str, str], ReviewRow]


class Labels:
    """Names of what credits are grouped by, read once until something changes."""

    def __init__(self, core: Core) -> None:
        self._known: dict[Grouping, dict[str, Label]] = {}
        self._changes = 0
        core.listen(self._on_changes, first=True)

    def of(self, connection: sa.Connection, by: Grouping) -> Mapping[str, Label]:
        """Return the names of a grouping by key; none for those that words must word."""
        if (known := self._known.get(by)) is None:
            before = self._changes
            known = _people_labels(connection) if by is Grouping.CONTACT else _labels(connection, by)
            if before == self._changes:
                self._known[by] = known
        return known

    def _on_changes(self, _changes: Changes) -> None:
        self._changes += 1
        self._known.clear()


def _line(row: Row, of: Mapping[int, Counted], label: Label, *, named: bool) -> _Line:
    key, cents, ids = row.key, row.credit_cents, tuple(row.mission_ids)
    if len(ids) == 1:
        mission = of[ids[0]]
        half_days, delay = mission.half_days, mission.delay_days
    else:
        missions = [of[key] for key in ids]
        half_days = sum(mission.half_days for mission in missions)
        delay = _median([mission.delay_days for mission in missions if mission.delay_days is not None])
    special = key in _SPECIAL
    line = ReviewRow(key, label.text, cents, len(ids), half_days, delay, label.origin, special, ids)
    return (-cents, sort_key(label.text) if named else "", key), line


def _rank(line: _Line) -> tuple[int, str, str]:
    return line[0]


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


def _won_and_lost(outcomes: Iterable[Outcome], question: ReviewQuestion) -> tuple[int, int]:
    """Count the missions won and lost in the period; one whose day is not known counts only where all do."""
    counts = [0, 0]
    unbounded = question.start is None and question.end is None
    for is_lost, currency, on in outcomes:
        if currency == question.currency and (unbounded or (on is not None and _within(on, question))):
            counts[is_lost] += 1
    return counts[0], counts[1]


def _people_labels(connection: sa.Connection) -> dict[str, Label]:
    sql = (
        "SELECT contact_id, iif(hidden, '', display_name), origin FROM contact_fact "
        "WHERE contact_id IN (SELECT contact_id FROM touch UNION SELECT introducer_id FROM touch)"
    )
    groups = {channel.value: group_of(channel).value for channel in Channel}
    return {str(key): Label(name, groups[origin]) for key, name, origin in quick.rows(connection, sql)}


def _labels(connection: sa.Connection, by: Grouping) -> dict[str, Label]:
    table, column = _NAMED.get(by, ("", ""))
    if not table:
        return {}
    return {str(key): Label(name) for key, name in quick.rows(connection, f"SELECT id, {column} FROM {table}")}
