"""« Bilan »: what the signed missions of a period came from, under a model, by a grouping, to the cent."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from statistics import median
from typing import NamedTuple

import sqlalchemy as sa

from carnet.domain.changes import Changes
from carnet.domain.findings import Story
from carnet.domain.flows import Flows, Pair, by_relation
from carnet.domain.money import half_up
from carnet.domain.network import Network
from carnet.domain.returns import Evenings
from carnet.domain.review import (
    YEARS,
    Grouping,
    Review,
    ReviewMission,
    ReviewQuestion,
    ReviewRow,
    ReviewRows,
    RowDetail,
    SpecialRow,
)
from carnet.domain.rollup import CreditedTouch, gathered, keyed
from carnet.domain.targets import Progress, elapsed_bp
from carnet.journal import charts, event_returns, story, targets
from carnet.journal.core import Core
from carnet.journal.credits import Counted, Credits, credited_touches, uncollected
from carnet.journal.people import in_sight
from carnet.journal.review_details import Details
from carnet.journal.review_labels import UNNAMED, Label, RowLabels
from carnet.store import quick

_SPECIAL = frozenset(SpecialRow)
_OUTCOMES = """
SELECT m.stage = 'lost', count(*) FROM mission m
WHERE m.deleted_at IS NULL AND m.stage IN ('won', 'running', 'completed', 'lost') AND m.currency = ?
  AND (? OR coalesce((SELECT max(s.entered_on) FROM mission_stage s WHERE s.mission_id = m.id
                      AND s.stage = iif(m.stage = 'lost', 'lost', 'won')), m.signed_on) BETWEEN ? AND ?)
GROUP BY 1
"""
"""How many missions stand won or lost, each by the day it came to that stage."""
_PERIODS = 6
"""Of so many periods what they come to is kept: who compares goes to and fro."""
_Of = tuple[date | None, date | None, str]


class Reviews:
    """The figures of a journal."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._labels = RowLabels(core)
        self._credits = Credits(core, self._labels)
        self._details = Details(core, self._credits)
        self._kept: _Shared | None = None
        self._signed: dict[_Of, _Signed] = {}
        self._pairs: dict[bool, dict[int, list[charts.Pair]]] = {}
        self._people_counts: dict[bool, int] = {}
        self._changes = 0
        core.listen(self._on_changes, first=True)

    def ask(self, question: ReviewQuestion) -> Review:
        """Return figures and rows; the rows sum to the turnover exactly."""
        with self._core.reading() as connection, uncollected():
            return self._answer(connection, question)

    def details(self, question: ReviewQuestion, keys: Sequence[str]) -> dict[str, RowDetail]:
        """Return what lines tell beside their credit: influence, last exchange, year by year."""
        with self._core.reading() as connection, uncollected():
            return self._details.of(connection, question, keys, hide=self._hides(question))

    def detail_years(self, question: ReviewQuestion) -> range:
        """Return the years over which lines are followed."""
        last = self._details.latest_year(question)
        return range(last - YEARS + 1, last + 1)

    def evenings(self, question: ReviewQuestion) -> Evenings:
        """Return what the events of the period took, and what of its turnover came from events."""
        with self._core.reading() as connection, uncollected():
            return event_returns.evenings(connection, self._core, question, self._shared(connection, question).touches)

    def flows(self, question: ReviewQuestion) -> Flows:
        """Return where the turnover of the period flowed from; the bands sum to it exactly."""
        with self._core.reading() as connection, uncollected():
            return self._flows(connection, question, self._shared(connection, question))

    def network(self, question: ReviewQuestion) -> Network:
        """Return who brought whom on the paths of the period's missions, and what that led to."""
        with self._core.reading() as connection, uncollected():
            shared = self._shared(connection, question)
            hide = self._hides(question)
            before, pairs = self._changes, self._pairs.get(hide)
            if pairs is None:
                pairs = charts.pairs_by_mission(connection, hide_personal=hide)
                if before == self._changes:  # what was read beside the window may be of yesterday
                    self._pairs[hide] = pairs
            people = charts.people(pairs, shared.missions)
            labels = self._labels.of(connection, Grouping.CONTACT, people)
            credited = zip(shared.missions, shared.credited, strict=True)
            return charts.network(credited, pairs, question, labels)

    def _shared(self, connection: sa.Connection, question: ReviewQuestion) -> "_Shared":
        """Return the missions that a question is about with their credits, the same for every grouping."""
        bare = question._replace(by=Grouping.CONTACT, with_personal=False)
        found = self._credits.missions(connection, question.start, question.end)
        kept, default = self._kept, self._core.options.default_model
        if kept is None or kept.signed.of is not found or (kept.question, kept.default) != (bare, default):
            of = question.start, question.end, question.currency
            signed = self._signed.get(of)
            if signed is None or signed.of is not found:
                signed = _Signed(found, bare, _won_and_lost(connection, bare))
                self._signed = dict((*self._signed.items(), (of, signed))[-_PERIODS:])
            kept = self._kept = _Shared(signed, bare, default, self._credits)
        return kept

    def _flows(self, connection: sa.Connection, question: ReviewQuestion, shared: "_Shared") -> Flows:
        signed, hide = shared.signed, self._hides(question)
        if signed.relations is None or signed.relations.hide != hide:
            labels = self._labels.of(connection, Grouping.CONTACT, filter(None, signed.people))
            ends = charts.ends(signed.touches, labels, hide_personal=hide)
            keys = {key for _origin, key in ends}
            signed.relations = _Relations(hide, ends, _ranked(keys, labels), charts.names(keys, labels))
        relations, flows = signed.relations, shared.flows
        if flows is None or flows.names is not relations.names:
            bands = gathered(zip(signed.of_touches, relations.ends, shared.cents, strict=True))
            flows = shared.flows = Flows(question, bands, relations.names)
        return flows

    def story(self, question: ReviewQuestion) -> Story:
        """Return what is told beside the figures: findings, the survey, introductions received and given."""
        with self._core.reading() as connection, uncollected():
            shared = self._shared(connection, question)
            kinds = event_returns.evenings(connection, self._core, question, shared.touches).kinds
            asked = story.Asked(question, shared.missions, kinds, self._hides(question))
            return story.read(connection, self._credits, asked)

    def progress(self, year: int, currency: str) -> Progress:
        """Return how much of the target of a year is signed, and by how many missions."""
        with self._core.reading() as connection:
            found = self._credits.missions(connection, date(year, 1, 1), date(year, 12, 31))
            signed = [mission for mission in found if mission.currency == currency]
            target = targets.of(connection, year, currency)
        total = sum(mission.value_cents for mission in signed)
        return Progress(year, currency, target, total, len(signed), elapsed_bp(year, self._core.clock.today()))

    def currencies(self) -> tuple[str, ...]:
        """Return the currencies of the counted missions, the most used first."""
        found: Counter[str] = Counter()
        with self._core.reading() as connection:
            for _year, code, count in self._credits.years(connection):
                found[code] += count
        return tuple(code for code, _count in found.most_common())

    def years(self) -> tuple[int, ...]:
        """Return the years in which missions were signed, the latest first."""
        with self._core.reading() as connection:
            return tuple(sorted({year for year, _code, _count in self._credits.years(connection)}, reverse=True))

    def read_all(self) -> None:
        """Read the missions of all periods, so that the next question about another one need not wait for them."""
        with self._core.reading() as connection, uncollected():
            self._credits.missions(connection)

    def _answer(self, connection: sa.Connection, question: ReviewQuestion) -> Review:
        shared = self._shared(connection, question)
        signed = shared.signed
        total, half_days, won, lost = signed.total_cents, signed.half_days, signed.won, signed.lost
        credited = [(who, cents) for who, cents in zip(signed.people, shared.cents, strict=True) if who and cents]
        relations = sum(cents for _who, cents in credited)
        rows, exact = self._rows(connection, question, shared)
        return Review(
            question=question,
            total_cents=total,
            other_currencies=signed.others,
            fallback_missions=sum(mission.is_fallback for mission in shared.credited),
            rows=rows,
            shows_cents=exact,
            missions=signed.lines,
            days_half=half_days,
            average_rate_cents=half_up(total * 2, half_days) if half_days else None,
            median_delay_days=signed.median_delay,
            delays_counted=signed.delays,
            origin_contacts=len({who for who, _cents in credited}),
            contacts_total=self._people(connection),
            relations_bp=half_up(relations * 10_000, total) if total else None,
            win_rate_bp=half_up(won * 10_000, won + lost) if won + lost else None,
            won=won,
            lost=lost,
        )

    def _hides(self, question: ReviewQuestion) -> bool:
        return self._core.options.work_mode or not question.with_personal

    def _people(self, connection: sa.Connection) -> int:
        """Return how many people are in sight, counted once until something changes."""
        mode, before = self._core.options.work_mode, self._changes
        count = self._people_counts.get(mode)
        if count is None:
            count = in_sight(connection, work_mode=mode)
            if before == self._changes:
                self._people_counts[mode] = count
        return count

    def _on_changes(self, changes: Changes) -> None:
        self._changes += 1
        self._kept, self._signed, self._pairs = None, {}, {}
        if changes.everything or "contact" in changes.tables:
            self._people_counts = {}

    def _rows(self, connection: sa.Connection, question: ReviewQuestion, shared: "_Shared") -> tuple[ReviewRows, bool]:
        """Return the rows, and whether any of them has cents."""
        by = question.by
        labels = self._labels.of(connection, by, filter(None, shared.signed.people))
        if by is Grouping.CONTACT:
            parts = by_relation(self._flows(connection, question, shared).bands)
            assert shared.signed.relations is not None
            ranked = shared.signed.relations.ranked
        else:
            found = gathered(keyed(shared.touches, by, hide_personal=self._hides(question)))
            parts = {str(key): of_key for key, of_key in found.items()}
            ranked = _ranked(parts, labels)
        of = shared.signed.by_id
        cents = {key: sum(parts[key].values()) for key in ranked if key in parts}

        def line(key: str) -> ReviewRow:
            return _line(key, cents[key], tuple(parts[key]), of, labels.get(key, UNNAMED))

        keys = sorted(cents, key=cents.__getitem__, reverse=True)  # names decide among equals
        return ReviewRows(keys, line), any(each % 100 for each in cents.values())


class _Relations(NamedTuple):
    """What the touches of a period flow through, whatever the model: of each touch, then by name, and the names."""

    hide: bool
    ends: list[Pair]
    ranked: list[str]
    names: dict[str, str]


class _Signed:
    """The missions of a period, and what they come to whatever the model."""

    def __init__(self, of: Sequence[Counted], question: ReviewQuestion, outcomes: tuple[int, int]) -> None:
        self.of = of
        self.missions = missions = [mission for mission in of if mission.currency == question.currency]
        self.others = _others(of, question.currency)
        self.lines = tuple(ReviewMission(m.id, m.title, m.client, m.signed_on, m.value_cents) for m in missions)
        self.total_cents = sum(mission.value_cents for mission in missions)
        self.half_days = sum(mission.half_days for mission in missions)
        delays = [mission.delay_days for mission in missions if mission.delay_days is not None]
        self.delays, self.median_delay = len(delays), _median(delays)
        self.won, self.lost = outcomes
        self.by_id: dict[int, Counted] = {mission.id: mission for mission in missions}
        # Of every touch of all of them, one after the other, what is the same under every model.
        self.touches = [touch for mission in missions for touch in mission.touches]
        self.of_touches: list[int] = [mission.id for mission in missions for _touch in mission.touches]
        self.people = [touch.contact_id for touch in self.touches]
        self.relations: _Relations | None = None


class _Shared:
    """The missions of a period with their credits; `flows` once they were asked for."""

    def __init__(self, signed: _Signed, question: ReviewQuestion, default: str, credits_: Credits) -> None:
        self.signed = signed
        self.missions = signed.missions
        self.question = question
        self.default = default
        self.credited = [credits_.of(each, question.model, question.half_life_days) for each in self.missions]
        self.cents = [cents for each in self.credited for cents in each.cents]
        self.flows: Flows | None = None

    @cached_property
    def touches(self) -> list[CreditedTouch]:
        """The touches that have a credit."""
        pairs = zip(self.missions, self.credited, strict=True)
        return [touch for pair in pairs for touch in credited_touches(*pair)]


def _line(key: str, cents: int, ids: tuple[int, ...], of: Mapping[int, Counted], label: Label) -> ReviewRow:
    if len(ids) == 1:
        mission = of[ids[0]]
        half_days, delay = mission.half_days, mission.delay_days
    else:
        missions = [of[key] for key in ids]
        half_days = sum(mission.half_days for mission in missions)
        delay = _median([mission.delay_days for mission in missions if mission.delay_days is not None])
    return ReviewRow(key, label.text, cents, len(ids), half_days, delay, label.origin, key in _SPECIAL, ids)


def _ranked(keys: Iterable[str], labels: Mapping[str, Label]) -> list[str]:
    return sorted(keys, key=lambda key: (labels.get(key, UNNAMED).order, key))


def _others(missions: Iterable[Counted], currency: str) -> tuple[tuple[str, int], ...]:
    totals: defaultdict[str, int] = defaultdict(int)
    for mission in missions:
        if mission.currency != currency:
            totals[mission.currency] += mission.value_cents
    return tuple(sorted(totals.items()))


def _median(delays: Sequence[int]) -> int | None:
    return half_up(int(median(delays) * 2), 2) if delays else None


def _won_and_lost(connection: sa.Connection, question: ReviewQuestion) -> tuple[int, int]:
    """Count the missions won and lost in the period; one whose day is not known counts only where all do."""
    unbounded = question.start is None and question.end is None
    period = question.start or date.min, question.end or date.max
    asked = question.currency, unbounded, *(day.isoformat() for day in period)
    counts = dict(quick.rows(connection, _OUTCOMES, asked))
    return counts.get(0, 0), counts.get(1, 0)
