"""« Bilan »: what the signed missions of a period came from, under a model, by a grouping, to the cent."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

import sqlalchemy as sa

from carnet.domain.changes import Changes
from carnet.domain.findings import Story
from carnet.domain.flows import Flows, by_relation
from carnet.domain.money import half_up
from carnet.domain.network import Network, credited
from carnet.domain.returns import Evenings
from carnet.domain.review import (
    YEARS,
    Grouping,
    Review,
    ReviewQuestion,
    ReviewRow,
    ReviewRows,
    RowDetail,
    SpecialRow,
)
from carnet.domain.rollup import gathered, keyed
from carnet.domain.targets import Progress, elapsed_bp
from carnet.journal import charts, event_returns, story, targets
from carnet.journal.core import Core
from carnet.journal.credits import Credits, uncollected
from carnet.journal.people import in_sight
from carnet.journal.review_details import Details
from carnet.journal.review_labels import UNNAMED, Label, RowLabels
from carnet.journal.review_sums import Ahead, Relations, Shared, Signed, Worked, middle, ranked
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
        self._kept: Shared | None = None
        self._signed: dict[_Of, Signed] = {}
        self._ahead: Ahead | None = None
        self._joined: tuple[object, Relations] | None = None
        self._outcomes_of: dict[_Of, tuple[int, int]] = {}
        self._pairs: dict[bool, dict[int, list[charts.Pair]]] = {}
        self._network: tuple[object, Network] | None = None
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
            return self._evenings(connection, question, self._shared(connection, question))

    def _evenings(self, connection: sa.Connection, question: ReviewQuestion, shared: Shared) -> Evenings:
        signed = shared.signed
        past = signed.past = event_returns.past(connection, self._core, question, signed.past)
        return event_returns.evenings(past, shared.credited)

    def flows(self, question: ReviewQuestion) -> Flows:
        """Return where the turnover of the period flowed from; the bands sum to it exactly."""
        with self._core.reading() as connection, uncollected():
            found = self._relations(connection, question)
            return Flows(question, found.bands, found.names)

    def network(self, question: ReviewQuestion) -> Network:
        """Return who brought whom on the paths of the period's missions, and what that led to."""
        known = self._network
        if known is not None and known[0] == self._of(question):
            return known[1]._replace(question=question)
        with self._core.reading() as connection, uncollected():
            return self._drawn(connection, question)

    def _drawn(self, connection: sa.Connection, question: ReviewQuestion) -> Network:
        shared = self._shared(connection, question)
        hide = self._hides(question)
        before, pairs = self._changes, self._pairs.get(hide)
        if pairs is None:
            pairs = charts.pairs_by_mission(connection, hide_personal=hide)
            if before == self._changes:  # what was read beside the window may be of yesterday
                self._pairs[hide] = pairs
        met = shared.signed.met
        if met is None or met.pairs is not pairs:
            labelled = partial(self._labels.of, connection, Grouping.CONTACT)
            met = shared.signed.met = charts.met(shared.missions, pairs, labelled)
        doors = credited(met.doors, ((door, shared.cents[place]) for place, door in met.introducers))
        return Network(question, doors, met.chains, met.names, len(shared.missions))

    def _shared(self, connection: sa.Connection, question: ReviewQuestion) -> Shared:
        """Return the missions that a question is about with their credits, the same for every grouping."""
        bare = _bare(question)
        found = self._credits.missions(connection, question.start, question.end)
        kept, default = self._kept, self._core.options.default_model
        if kept is None or kept.signed.of is not found or (kept.question, kept.default) != (bare, default):
            of = question.start, question.end, question.currency
            signed = self._signed.get(of)
            if signed is None or signed.of is not found:
                signed = Signed(found, question.currency)
                self._signed = dict((*self._signed.items(), (of, signed))[-_PERIODS:])
            kept = self._kept = Shared(signed, bare, default, self._credits)
        return kept

    def _relations(self, connection: sa.Connection, question: ReviewQuestion) -> Relations:
        """Return what a period comes to relation by relation: joined of what was read ahead, where that is there."""
        of, before, ahead, joined = self._of(question), self._changes, self._ahead, self._joined
        if joined is not None and joined[0] == of:
            return joined[1]
        if ahead is not None and ahead.of == of and ahead.is_whole:
            found = ahead.joined()
            if before == self._changes:
                self._ahead, self._joined = None, (of, found)
            return found
        self._joined = None
        shared = self._shared(connection, question)
        labelled = partial(self._labels.of, connection, Grouping.CONTACT)
        return shared.relations(shared.signed.flow(labelled, hide=self._hides(question)))

    def _of(self, question: ReviewQuestion) -> tuple[object, ...]:
        """Return what relations rest on."""
        return _bare(question), self._core.options.default_model, self._hides(question)

    def story(self, question: ReviewQuestion) -> Story:
        """Return what is told beside the figures: findings, the survey, introductions received and given."""
        with self._core.reading() as connection, uncollected():
            shared = self._shared(connection, question)
            kinds = self._evenings(connection, question, shared).kinds
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

    def read_ahead(self, question: ReviewQuestion, *, with_network: bool = False) -> bool:
        """Have one more month of a period at hand, in little memory; tell whether all is that is asked first."""
        of, before = self._of(question), self._changes
        with self._core.reading() as connection, uncollected():
            ahead = self._ahead
            if question.start is None or question.end is None or (self._joined is not None and self._joined[0] == of):
                return True
            if ahead is None or ahead.of != of:
                ahead = self._ahead = Ahead(of, question.start, question.end)
            if not ahead.is_whole:
                start, end = ahead.next()
                ahead.keep(self._relations(connection, question._replace(start=start, end=end)), start)
                self._let_go()
            if ahead.is_whole:
                self._credits.years(connection)
                self._people(connection)
                self._outcomes(connection, question)
                if with_network:
                    found = self._drawn(connection, question)
                    if before == self._changes:
                        self._network = of, found
                    self._let_go()
            return ahead.is_whole

    def _let_go(self) -> None:
        """Keep nothing of a month that was read ahead."""
        self._kept, self._signed = None, {}
        self._credits.let_go()
        self._labels.let_go()

    def read_all(self) -> None:
        """Read the missions of all periods, so that the next question about another one need not wait for them."""
        with self._core.reading() as connection, uncollected():
            self._credits.missions(connection)

    def _answer(self, connection: sa.Connection, question: ReviewQuestion) -> Review:
        relations = self._relations(connection, question)
        facts, total = relations.facts, relations.facts.total_cents
        won, lost = self._outcomes(connection, question)
        rows, exact = self._rows(connection, question, relations)
        return Review(
            question=question,
            total_cents=total,
            other_currencies=tuple(sorted(facts.others.items())),
            fallback_missions=relations.fallbacks,
            rows=rows,
            shows_cents=exact,
            missions=facts.lines,
            days_half=facts.half_days,
            average_rate_cents=half_up(total * 2, facts.half_days) if facts.half_days else None,
            median_delay_days=facts.median_delay,
            delays_counted=facts.delays,
            origin_contacts=len(relations.people),
            contacts_total=self._people(connection),
            relations_bp=half_up(relations.cents * 10_000, total) if total else None,
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

    def _outcomes(self, connection: sa.Connection, question: ReviewQuestion) -> tuple[int, int]:
        """Return how many missions were won and lost in a period, counted once until something changes."""
        of, before = (question.start, question.end, question.currency), self._changes
        counts = self._outcomes_of.get(of)
        if counts is None:
            counts = _won_and_lost(connection, question)
            if before == self._changes:
                self._outcomes_of[of] = counts
        return counts

    def _on_changes(self, changes: Changes) -> None:
        self._changes += 1
        self._kept, self._signed, self._pairs, self._outcomes_of = None, {}, {}, {}
        self._ahead = self._joined = self._network = None
        if changes.everything or "contact" in changes.tables:
            self._people_counts = {}

    def _rows(
        self, connection: sa.Connection, question: ReviewQuestion, relations: Relations
    ) -> tuple[ReviewRows, bool]:
        """Return the rows, and whether any of them has cents."""
        by, of = question.by, relations.facts.worked
        if by is Grouping.CONTACT:
            parts, labels, order = by_relation(relations.bands), relations.labels, relations.ranked
        else:
            touches = self._shared(connection, question).touches
            found = gathered(keyed(touches, by, hide_personal=self._hides(question)))
            parts = {str(key): of_key for key, of_key in found.items()}
            labels = self._labels.of(connection, by, ())
            order = ranked(parts, labels)
        cents = {key: sum(parts[key].values()) for key in order if key in parts}

        def line(key: str) -> ReviewRow:
            return _line(key, cents[key], tuple(parts[key]), of, labels.get(key, UNNAMED))

        keys = sorted(cents, key=cents.__getitem__, reverse=True)  # names decide among equals
        return ReviewRows(keys, line), any(each % 100 for each in cents.values())


def _bare(question: ReviewQuestion) -> ReviewQuestion:
    """Return a question without what changes no credit."""
    return question._replace(by=Grouping.CONTACT, with_personal=False)


def _line(key: str, cents: int, ids: tuple[int, ...], of: Mapping[int, Worked], label: Label) -> ReviewRow:
    if len(ids) == 1:
        half_days, delay = of[ids[0]]
    else:
        half_days = sum(of[each][0] for each in ids)
        delay = middle([days for each in ids if (days := of[each][1]) is not None])
    return ReviewRow(key, label.text, cents, len(ids), half_days, delay, label.origin, key in _SPECIAL, ids)


def _won_and_lost(connection: sa.Connection, question: ReviewQuestion) -> tuple[int, int]:
    """Count the missions won and lost in the period; one whose day is not known counts only where all do."""
    unbounded = question.start is None and question.end is None
    period = question.start or date.min, question.end or date.max
    asked = question.currency, unbounded, *(day.isoformat() for day in period)
    counts = dict(quick.rows(connection, _OUTCOMES, asked))
    return counts.get(0, 0), counts.get(1, 0)
