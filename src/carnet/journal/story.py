"""What is told beside the figures of « Bilan »: findings, the survey, introductions received and given."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from carnet.domain.attribution import Model
from carnet.domain.contacts import Channel, ChannelGroup, Sphere, group_of
from carnet.domain.findings import Balance, CameBy, Known, Opened, Story, StoryFacts, Weighed, findings
from carnet.domain.introductions import Reciprocity
from carnet.domain.missions import TouchKind
from carnet.domain.returns import ReturnRow, Spent
from carnet.domain.review import ReviewQuestion
from carnet.domain.survey import OwnFigure, SurveyLine
from carnet.domain.zones import HOME, local_day
from carnet.journal import event_returns
from carnet.journal.credits import Counted, Credits
from carnet.store import quick
from carnet.store.quick import chunks, marks

_ORIGINS = "SELECT origin, sphere, count(*) FROM contact_fact WHERE hidden = 0 GROUP BY origin, sphere"
_FRIENDS = "SELECT id FROM contact WHERE relationship = 'friend'"
_BALANCES = (
    "WITH part(who, received, given) AS (SELECT introducer_id, 1, 0 FROM introduction "
    "WHERE introducer_id IS NOT NULL AND beneficiary_id IS NULL "
    "UNION ALL SELECT introduced_id, 0, 1 FROM introduction WHERE introducer_id IS NULL "
    "UNION ALL SELECT beneficiary_id, 0, 1 FROM introduction "
    "WHERE introducer_id IS NULL AND beneficiary_id IS NOT NULL) "
    "SELECT p.who, f.display_name, f.sphere, f.last_exchange_on, sum(p.received), sum(p.given) FROM part p "
    "JOIN contact_fact f ON f.contact_id = p.who AND +f.hidden = 0 GROUP BY p.who"
)
_NAMES = "SELECT contact_id, display_name, sphere FROM contact_fact WHERE +hidden = 0 AND contact_id IN ({})"
_EVENT = (
    "SELECT id, title, starts_at, ends_at, tz, all_day, cost_cents, minutes_spent, travel_minutes "
    "FROM event WHERE id = ?"
)


class Asked(NamedTuple):
    """What a period is told from: the question, its counted missions, and evenings by kind; `hide` private life."""

    question: ReviewQuestion
    missions: Sequence[Counted]
    kinds: Sequence[ReturnRow]
    hide: bool


def read(connection: sa.Connection, known: Credits, asked: Asked) -> Story:
    """Return what is told of a period."""
    balances = _balances(connection, asked)
    facts = _facts(connection, known, asked)._replace(balances=balances)
    return Story(findings(facts), _survey(connection, asked), balances)


def _facts(connection: sa.Connection, known: Credits, asked: Asked) -> StoryFacts:
    question = asked.question
    other = Model.LAST if question.model is Model.FIRST else Model.FIRST
    own, beside = (_by_person(known, asked, model) for model in (question.model, other))
    roots = {mission.touches[0].contact_id for mission in asked.missions}
    people = _people(connection, {*own, *roots} - {None}, hide=asked.hide)
    return StoryFacts(
        question.model,
        other,
        question.currency,
        missions=[_came_by(mission, people) for mission in asked.missions],
        people=[
            Weighed(people[key], cents, beside.get(key, (0, ()))[0], frozenset(missions))
            for key, (cents, missions) in own.items()
            if key in people
        ],
        events=_events(connection, known, asked),
        kinds=asked.kinds,
    )


def _by_person(known: Credits, asked: Asked, model: Model) -> dict[int, tuple[int, set[int]]]:
    """Return what each person is credited with, and for which missions."""
    found: defaultdict[int, tuple[int, set[int]]] = defaultdict(lambda: (0, set()))
    for mission, credited in known.of(asked.missions, model, asked.question.half_life_days):
        for touch, cents in zip(mission.touches, credited.cents, strict=True):
            if cents and touch.contact_id is not None:
                before, missions = found[touch.contact_id]
                missions.add(mission.id)
                found[touch.contact_id] = before + cents, missions
    return dict(found)


def _came_by(mission: Counted, people: Mapping[Any, Known]) -> CameBy:
    first = mission.touches[0]
    return CameBy(
        mission.id,
        mission.value_cents,
        None if first.channel in {Channel.NONE, Channel.DIRECT} else ChannelGroup(group_of(first.channel)),
        people.get(first.contact_id),
        any(touch.kind is TouchKind.INTRODUCTION for touch in mission.touches),
        mission.delay_days,
    )


def _people(connection: sa.Connection, keys: Collection[Any], *, hide: bool) -> dict[int, Known]:
    """Return who people are; those of private life, where it is hidden, are nobody in particular."""
    found: dict[int, Known] = {}
    for run in chunks(sorted(keys)):
        for key, name, sphere in quick.rows(connection, _NAMES.format(marks(run)), run):
            private = hide and sphere == Sphere.PERSONAL.value
            found[key] = Known() if private else Known(key, name)
    return found


def _events(connection: sa.Connection, known: Credits, asked: Asked) -> list[Opened]:
    """Return the event where most of the turnover began, with what it took; [] where none did."""
    cents: defaultdict[int, int] = defaultdict(int)
    missions: defaultdict[int, set[int]] = defaultdict(set)
    for mission, credited in known.of(asked.missions, Model.FIRST, asked.question.half_life_days):
        key = mission.touches[0].event_id
        if key is not None and mission.value_cents:
            cents[key] += credited.cents[0]
            missions[key].add(mission.id)
    if not cents:
        return []
    best = max(cents, key=lambda key: (cents[key], -key))
    ((_id, title, starts, ends, tz, all_day, cost, minutes, travel),) = quick.rows(connection, _EVENT, (best,))
    starts_at = quick.instant(starts)
    day = None if starts_at is None else local_day(starts_at, tz or HOME)
    took = event_returns.took(starts_at, quick.instant(ends), minutes, travel, all_day=bool(all_day))
    return [Opened(best, title, day, cents[best], frozenset(missions[best]), Spent(1, took, cost))]


def _survey(connection: sa.Connection, asked: Asked) -> tuple[OwnFigure, ...]:
    counts = [
        (group_of(Channel(origin)), sphere, count)
        for origin, sphere, count in quick.rows(connection, _ORIGINS)
        if not (asked.hide and sphere == Sphere.PERSONAL.value)
    ]
    total = sum(count for _group, _sphere, count in counts)

    def of_group(wanted: ChannelGroup) -> int:
        return sum(count for group, _sphere, count in counts if group is wanted)

    both = sum(count for _group, sphere, count in counts if sphere == Sphere.BOTH.value)
    friends = {key for (key,) in quick.rows(connection, _FRIENDS)}
    through = sum(any(touch.contact_id in friends for touch in mission.touches) for mission in asked.missions)
    return (
        OwnFigure(SurveyLine.BREAKS, of_group(ChannelGroup.BREAK), total),
        OwnFigure(SurveyLine.NETWORKS, of_group(ChannelGroup.NETWORK), total),
        OwnFigure(SurveyLine.BOTH, both, total),
        OwnFigure(SurveyLine.FRIENDS, through, len(asked.missions)),
    )


def _balances(connection: sa.Connection, asked: Asked) -> tuple[Balance, ...]:
    """Return who introduced or was introduced, whom to thank and whom most is owed to first."""
    missions, signed = _led_to(asked.missions)
    found = []
    for key, name, sphere, last, received, given in quick.rows(connection, _BALANCES):
        if asked.hide and sphere == Sphere.PERSONAL.value:
            continue
        latest = signed.get(key)
        waits = latest is not None and (last is None or date.fromisoformat(last) < latest)
        found.append(Balance(Known(key, name), Reciprocity(received, given), missions.get(key, 0), waits))
    return tuple(sorted(found, key=_rank))


def _rank(balance: Balance) -> tuple[bool, int, int, str]:
    return not balance.to_thank, -balance.reciprocity.owed, -balance.missions, balance.person.name


def _led_to(missions: Iterable[Counted]) -> tuple[dict[int, int], dict[int, date]]:
    """Return to how many missions the introductions of each person led, and when the latest was signed."""
    counts: defaultdict[int, int] = defaultdict(int)
    latest: dict[int, date] = {}
    for mission in missions:
        by = {touch.contact_id for touch in mission.touches if touch.kind is TouchKind.INTRODUCTION}
        for key in by:
            if key is None:
                continue
            counts[key] += 1
            latest[key] = max(latest.get(key, mission.signed_on), mission.signed_on)
    return counts, latest
