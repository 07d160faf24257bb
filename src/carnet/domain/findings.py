"""« Ce que dit le réseau »: what the figures say of how missions come, and what is too thin to be said."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import StrEnum
from statistics import median
from typing import NamedTuple

from carnet.domain.attribution import Model
from carnet.domain.contacts import ChannelGroup
from carnet.domain.introductions import Reciprocity
from carnet.domain.returns import ReturnRow, Spent
from carnet.domain.survey import OwnFigure

MOST = 5
"""How many findings are told at most."""
_CASES = 3
_FEW_NAMES = 3


class FindingKind(StrEnum):
    """What a finding is about."""

    ORIGIN = "origin"
    BREAKS = "breaks"
    WEIGHT = "weight"
    OPENED = "opened"
    HOURS = "hours"
    OWED = "owed"
    DELAY = "delay"
    SHARE = "share"


class Known(NamedTuple):
    """Somebody in a finding; without a name somebody of private life who is not to be named, without id too."""

    id: int | None = None
    name: str = ""


class CameBy(NamedTuple):
    """How one signed mission came: the group of its first step, who stands there, whether somebody was presented."""

    id: int
    value_cents: int
    group: ChannelGroup | None
    root: Known | None
    is_introduced: bool
    delay_days: int | None


class Weighed(NamedTuple):
    """What somebody brought under the model and under another one, and the missions that it rests on."""

    person: Known
    cents: int
    other_cents: int
    mission_ids: frozenset[int]


class Opened(NamedTuple):
    """What began at an event, under the model that credits the first step alone."""

    event_id: int
    title: str
    on: date | None
    cents: int
    mission_ids: frozenset[int]
    spent: Spent


class Balance(NamedTuple):
    """What somebody and the user did for each other.

    `missions` are those of the period on whose path she presented somebody; `to_thank` where no exchange followed them.
    """

    person: Known
    reciprocity: Reciprocity
    missions: int = 0
    to_thank: bool = False


class StoryFacts(NamedTuple):
    """All that the findings of a period rest on."""

    model: Model
    other_model: Model
    currency: str
    missions: Sequence[CameBy] = ()
    people: Sequence[Weighed] = ()
    events: Sequence[Opened] = ()
    kinds: Sequence[ReturnRow] = ()
    balances: Sequence[Balance] = ()


class Finding(NamedTuple):
    """One thing that the figures say, with the number of cases it rests on; `mission_ids` are those it counts.

    `cases` of `of`; `other` a second figure to compare with; the rest is whom and what it is about.
    """

    kind: FindingKind
    currency: str
    model: Model
    other_model: Model
    mission_ids: frozenset[int] = frozenset()
    cases: int = 0
    of: int = 0
    other: int = 0
    cents: int = 0
    other_cents: int = 0
    key: str = ""
    people: tuple[Known, ...] = ()
    event_id: int | None = None
    title: str = ""
    on: date | None = None
    spent: Spent = Spent()

    @property
    def missions(self) -> int:
        """How many missions it rests on."""
        return len(self.mission_ids)


def findings(facts: StoryFacts) -> tuple[Finding, ...]:
    """Return what is worth saying, the most telling first, and no more than five."""
    found = [found for rule in _RULES for found in rule(facts)]
    return tuple(found[:MOST])


def _said(facts: StoryFacts, kind: FindingKind) -> Finding:
    return Finding(kind, facts.currency, facts.model, facts.other_model)


def _origin(facts: StoryFacts) -> Iterable[Finding]:
    """Most missions began the same way."""
    if (found := _top_group(facts)) is not None:
        yield _by_group(facts, FindingKind.ORIGIN, found)


def _breaks(facts: StoryFacts) -> Iterable[Finding]:
    """Missions born over a coffee or a meal, where that is not already the first thing said."""
    among = [mission for mission in facts.missions if mission.group is ChannelGroup.BREAK]
    if len(facts.missions) >= _CASES and len(among) >= 2 and _top_group(facts) is not ChannelGroup.BREAK:
        yield _by_group(facts, FindingKind.BREAKS, ChannelGroup.BREAK)


def _top_group(facts: StoryFacts) -> ChannelGroup | None:
    counts = Counter(mission.group for mission in facts.missions if mission.group not in {None, ChannelGroup.OTHER})
    (group, count), *others = [*counts.most_common(), (None, 0)]
    is_alone = not others or others[0][1] < count
    return group if len(facts.missions) >= _CASES and count >= 2 and is_alone else None


def _by_group(facts: StoryFacts, kind: FindingKind, group: ChannelGroup) -> Finding:
    among = [mission for mission in facts.missions if mission.group is group]
    roots = dict.fromkeys(mission.root for mission in among if mission.root is not None and mission.root.name)
    return _said(facts, kind)._replace(
        key=group.value,
        cases=len(among),
        of=len(facts.missions),
        mission_ids=frozenset(mission.id for mission in among),
        people=tuple(roots) if len(roots) <= _FEW_NAMES else (),
    )


def _weight(facts: StoryFacts) -> Iterable[Finding]:
    """Somebody counts twice as much, or more, under another model: money that was signed, so one mission is enough."""
    twice = [each for each in facts.people if each.cents > 0 and each.other_cents >= 2 * each.cents]
    if twice:
        most = max(twice, key=_gain)
        yield _said(facts, FindingKind.WEIGHT)._replace(
            people=(most.person,),
            cents=most.cents,
            other_cents=most.other_cents,
            other=most.other_cents // most.cents,
            mission_ids=most.mission_ids,
        )


def _gain(each: Weighed) -> tuple[int, str]:
    return each.other_cents - each.cents, each.person.name


def _opened(facts: StoryFacts) -> Iterable[Finding]:
    """The event where most of the money began."""
    if facts.events:
        best = max(facts.events, key=_opening)
        yield _said(facts, FindingKind.OPENED)._replace(
            event_id=best.event_id,
            title=best.title,
            on=best.on,
            cents=best.cents,
            mission_ids=best.mission_ids,
            spent=best.spent,
            other_model=Model.FIRST,
        )


def _opening(each: Opened) -> tuple[int, int]:
    return each.cents, -each.event_id


def _hours(facts: StoryFacts) -> Iterable[Finding]:
    """What kind of evening took how long for each mission that it led to."""
    enough = [
        row
        for row in facts.kinds
        if row.total.spent.events >= _CASES and row.total.missions >= 2 and row.total.spent.minutes
    ]
    if enough:
        best = max(enough, key=_led_to)
        yield _said(facts, FindingKind.HOURS)._replace(
            key=best.key,
            cases=best.total.missions,
            of=best.total.spent.events,
            other=round(best.total.spent.minutes / best.total.missions),
            spent=best.total.spent,
        )


def _led_to(row: ReturnRow) -> tuple[int, int]:
    return row.total.missions, row.total.cents


def _owed(facts: StoryFacts) -> Iterable[Finding]:
    """Whom most is owed to."""
    owing = [balance for balance in facts.balances if balance.reciprocity.owed >= 2 and balance.person.name]
    if owing:
        most = max(owing, key=_debt)
        yield _said(facts, FindingKind.OWED)._replace(
            people=(most.person,),
            cases=most.reciprocity.owed,
            of=most.reciprocity.received,
            other=most.reciprocity.given,
        )


def _debt(balance: Balance) -> tuple[int, int]:
    return balance.reciprocity.owed, balance.missions


def _delay(facts: StoryFacts) -> Iterable[Finding]:
    """Whether an introduction makes it quicker, or slower, by a fifth at least."""
    by, without = (
        [each for each in facts.missions if each.is_introduced is wanted and each.delay_days is not None]
        for wanted in (True, False)
    )
    if min(len(by), len(without)) < _CASES:
        return
    first, second = (round(median(each.delay_days or 0 for each in group)) for group in (by, without))
    if abs(first - second) * 5 >= max(first, second, 1):
        yield _said(facts, FindingKind.DELAY)._replace(
            cases=first, other=second, of=len(by), mission_ids=frozenset(each.id for each in (*by, *without))
        )


def _share(facts: StoryFacts) -> Iterable[Finding]:
    """Somebody stands behind two fifths of the turnover, or more."""
    total = sum(mission.value_cents for mission in facts.missions)
    if len(facts.missions) < _CASES or not facts.people or not total:
        return
    most = max(facts.people, key=_brought)
    if most.cents * 5 >= total * 2:
        yield _said(facts, FindingKind.SHARE)._replace(
            people=(most.person,),
            cents=most.cents,
            cases=round(most.cents * 100 / total),
            of=len(facts.missions),
            mission_ids=most.mission_ids,
        )


def _brought(each: Weighed) -> tuple[int, str]:
    return each.cents, each.person.name


_RULES: tuple[Callable[[StoryFacts], Iterable[Finding]], ...] = (
    _origin,
    _breaks,
    _weight,
    _opened,
    _hours,
    _owed,
    _delay,
    _share,
)


class Story(NamedTuple):
    """What is told beside the figures of a period: findings, the user's figures beside the survey, who did what."""

    findings: tuple[Finding, ...]
    survey: tuple[OwnFigure, ...]
    balances: tuple[Balance, ...]
