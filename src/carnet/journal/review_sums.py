"""What signed missions come to: of a whole period in memory, or joined of its months, each kept in a few bytes."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from statistics import median
from typing import NamedTuple

from carnet.domain.flows import Bands, Pair
from carnet.domain.money import half_up
from carnet.domain.review import ReviewMission, ReviewQuestion
from carnet.domain.rollup import CreditedTouch, gathered
from carnet.journal import charts, event_returns
from carnet.journal.credits import Counted, Credits, credited_touches
from carnet.journal.frozen import frozen, thawed
from carnet.journal.review_labels import UNNAMED, Label

Worked = tuple[int, int | None]
"""Half days of a mission, and its delay in days."""
Labelled = Callable[[Iterable[int]], Mapping[str, Label]]
"""Finds people by id."""
_PART = timedelta(days=30)
"""So much of a period is read at once ahead: some sixty missions of five thousand, whose objects hardly show."""


class Facts:
    """What missions come to whatever the model: a line of each, half days and delay by id, other currencies."""

    def __init__(
        self, lines: tuple[ReviewMission, ...], worked: Mapping[int, Worked], others: Mapping[str, int]
    ) -> None:
        self.lines = lines
        self.worked = worked
        self.others = others
        self.total_cents = sum(line.value_cents for line in lines)
        self.half_days = sum(half_days for half_days, _delay in worked.values())
        delays = [delay for _half_days, delay in worked.values() if delay is not None]
        self.delays, self.median_delay = len(delays), middle(delays)


class Relations(NamedTuple):
    """What missions come to relation by relation under a model.

    Attributes:
        facts: whatever the model.
        fallbacks: how many missions have no shares of their own.
        people: who has a credit.
        cents: what is credited to somebody.
        bands: cents by origin, relation and mission.
        labels: of the people in the bands, at least.
        ranked: the relations in the order of their names.
        names: of those that have one.
    """

    facts: Facts
    fallbacks: int
    people: frozenset[int]
    cents: int
    bands: Bands
    labels: Mapping[str, Label]
    ranked: Sequence[str]
    names: Mapping[str, str]


class Ends(NamedTuple):
    """What the touches of a period flow through, whatever the model: of each touch, then by name."""

    hide: bool
    of_touches: list[Pair]
    labels: Mapping[str, Label]
    ranked: list[str]
    names: dict[str, str]


class Signed:
    """The missions of a period, and what they come to whatever the model."""

    def __init__(self, of: Sequence[Counted], currency: str) -> None:
        self.of = of
        self.missions = missions = [mission for mission in of if mission.currency == currency]
        self.facts = Facts(
            tuple(ReviewMission(m.id, m.title, m.client, m.signed_on, m.value_cents) for m in missions),
            {mission.id: (mission.half_days, mission.delay_days) for mission in missions},
            _others(of, currency),
        )
        # Of every touch of all of them, one after the other, what is the same under every model.
        self.touches = [touch for mission in missions for touch in mission.touches]
        self.of_touches: list[int] = [mission.id for mission in missions for _touch in mission.touches]
        self.people = [touch.contact_id for touch in self.touches]
        self.ends: Ends | None = None
        self.met: charts.Met | None = None
        self.past: event_returns.Past | None = None

    def flow(self, labelled: Labelled, *, hide: bool) -> Ends:
        """Return what the touches flow through; people of the personal sphere have no name where they are hidden."""
        if self.ends is None or self.ends.hide != hide:
            labels = labelled(filter(None, self.people))
            found = charts.ends(self.touches, labels, hide_personal=hide)
            keys = {key for _origin, key in found}
            self.ends = Ends(hide, found, labels, ranked(keys, labels), charts.names(keys, labels))
        return self.ends


class Shared:
    """The missions of a period with their credits under a model."""

    def __init__(self, signed: Signed, question: ReviewQuestion, default: str, credits_: Credits) -> None:
        self.signed = signed
        self.missions = signed.missions
        self.question = question
        self.default = default
        self.credited = credits_.of(self.missions, question.model, question.half_life_days)
        self.cents = [cents for _mission, found in self.credited for cents in found.cents]
        self._relations: tuple[Ends, Relations] | None = None

    @cached_property
    def touches(self) -> list[CreditedTouch]:
        """The touches that have a credit."""
        return [touch for pair in self.credited for touch in credited_touches(*pair)]

    def relations(self, ends: Ends) -> Relations:
        """Return what the missions come to relation by relation."""
        if self._relations is None or self._relations[0] is not ends:
            signed = self.signed
            credited = [(who, cents) for who, cents in zip(signed.people, self.cents, strict=True) if who and cents]
            found = Relations(
                signed.facts,
                sum(found.is_fallback for _mission, found in self.credited),
                frozenset(who for who, _cents in credited),
                sum(cents for _who, cents in credited),
                gathered(zip(signed.of_touches, ends.of_touches, self.cents, strict=True)),
                ends.labels,
                ends.ranked,
                ends.names,
            )
            self._relations = ends, found
        return self._relations[1]


class Ahead:
    """The relations of a period that nobody has asked for yet, read month by month from its end.

    They are kept in bytes: as objects they take ten times the memory, and leave as much behind when they go.
    """

    def __init__(self, of: object, start: date, end: date) -> None:
        self.of = of
        self._start, self._end = start, end
        self._parts: list[bytes] = []

    @property
    def is_whole(self) -> bool:
        """Tell whether all of the period is there."""
        return self._end < self._start

    def next(self) -> tuple[date, date]:
        """Return the month to be read next."""
        return max(self._start, self._end - _PART), self._end

    def keep(self, found: Relations, since: date) -> None:
        """Keep what the month from a day on comes to."""
        facts = found.facts
        labels = {key: found.labels[key] for _origin, key in found.bands if key in found.labels}
        part = facts.lines, facts.worked, facts.others, *found[1:5], labels
        self._parts.append(frozen(part))
        self._end = since - timedelta(days=1)

    def joined(self) -> Relations:
        """Return what the period comes to; no mission is of two months."""
        lines: list[ReviewMission] = []
        worked: dict[int, Worked] = {}
        others: defaultdict[str, int] = defaultdict(int)
        people: set[int] = set()
        bands: dict[Pair, dict[int, int]] = {}
        labels: dict[str, Label] = {}
        fallbacks = cents = 0
        for part in self._parts:
            its_lines, its_worked, its_others, *counts, its_bands, its_labels = thawed(part)
            lines += its_lines
            worked |= its_worked
            for currency, value in its_others.items():
                others[currency] += value
            fallbacks, people, cents = fallbacks + counts[0], people | counts[1], cents + counts[2]
            for pair, of_pair in its_bands.items():
                if (known := bands.setdefault(pair, of_pair)) is not of_pair:
                    known |= of_pair
            labels |= its_labels
        facts = Facts(tuple(lines), worked, others)
        keys = {key for _origin, key in bands}
        names = ranked(keys, labels), charts.names(keys, labels)
        return Relations(facts, fallbacks, frozenset(people), cents, bands, labels, *names)


def ranked(keys: Iterable[str], labels: Mapping[str, Label]) -> list[str]:
    """Return keys in the order of their names."""
    return sorted(keys, key=lambda key: (labels.get(key, UNNAMED).order, key))


def middle(delays: Sequence[int]) -> int | None:
    """Return the median of delays in whole days, None of none."""
    return half_up(int(median(delays) * 2), 2) if delays else None


def _others(missions: Iterable[Counted], currency: str) -> Mapping[str, int]:
    totals: defaultdict[str, int] = defaultdict(int)
    for mission in missions:
        if mission.currency != currency:
            totals[mission.currency] += mission.value_cents
    return totals
