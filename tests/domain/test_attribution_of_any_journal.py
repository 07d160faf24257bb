"""Whatever people, introductions and missions there are, every model and grouping adds up, in any order of reading."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from carnet.domain.attribution import Model, credit, shares
from carnet.domain.contacts import Channel, Sphere
from carnet.domain.events import EventKind
from carnet.domain.ids import CircleId, ContactId, EventId, InteractionId, MissionId, OrganisationId
from carnet.domain.interactions import InteractionKind
from carnet.domain.missions import Touch
from carnet.domain.origin import PersonFacts
from carnet.domain.path import Answer, derive, ranked
from carnet.domain.review import Grouping
from carnet.domain.rollup import CreditedTouch, roll_up
from domain.worked_example import SIGNED, meeting, received

PEOPLE = tuple(map(ContactId, range(1, 7)))
EVENTS = tuple(map(EventId, range(1, 4)))
People = dict[ContactId, PersonFacts]


class Signed(NamedTuple):
    """A mission signed: what it is worth, when, and the path that led to it."""

    id: MissionId
    value: int
    on: date
    touches: tuple[Touch, ...]


class World(NamedTuple):
    """People who introduced one another, in circles perhaps, and the missions that came of it."""

    people: People
    missions: tuple[Signed, ...]


# Few days, so that many are equal; partial ones and none among them.
days = st.sampled_from([None, "2025", "2026-02", "--03-04", "2026-03-01", "2026-03-01", "2026-03-02", "2026-08-01"])
people_ids = st.sampled_from(PEOPLE)


@st.composite
def a_person(draw: st.DrawFn, key: ContactId) -> PersonFacts:
    met = draw(
        st.lists(st.tuples(days, st.sampled_from(InteractionKind), st.sampled_from((None, *EVENTS))), max_size=3)
    )
    by = draw(st.lists(st.tuples(people_ids.filter(lambda other: other != key), days), max_size=2))
    return PersonFacts(
        meetings=tuple(
            meeting(key * 10 + at, day, kind, event_id=event, event_kind=event and EventKind.AFTERWORK)
            for at, (day, kind, event) in enumerate(met)
        ),
        introductions=tuple(received(key * 10 + at, who, day) for at, (who, day) in enumerate(by)),
        origin_channel=draw(st.sampled_from([Channel.UNKNOWN, Channel.LINKEDIN])),
        created_on=date(2026, 1, 1),
    )


@st.composite
def a_mission(draw: st.DrawFn, key: int, people: People, before: Sequence[Signed]) -> Signed:
    """A mission by its own answer, or a renewal, of a renewal perhaps, that inherits the path."""
    on = SIGNED + timedelta(days=draw(st.integers(0, 60)))
    answer = Answer(
        signing_contact=draw(st.one_of(st.none(), people_ids)),
        nobody_by=draw(st.sampled_from([None, Channel.PLATFORM])),
        key_encounters=frozenset(map(InteractionId, range(60))) if draw(st.booleans()) else frozenset(),
    )
    parent = draw(st.sampled_from([(), *(mission.touches for mission in before)]))
    touches = derive(answer, people, on, parent=parent)
    if draw(st.booleans()):  # edited after the signature
        touches = ranked([replace(touch, is_decisive=touch.rank == 2, manual_share_bp=5_000) for touch in touches])
    return Signed(MissionId(key), draw(st.sampled_from([0, 1, 99, 5_580_001])), on, touches)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    people: People = {key: draw(a_person(key)) for key in draw(st.sets(people_ids))}
    missions: list[Signed] = []
    for key in range(draw(st.integers(1, 4))):
        missions.append(draw(a_mission(key, people, missions)))
    return World(people, tuple(missions))


def known_of(key: ContactId) -> dict[str, Any]:
    spheres = (Sphere.PROFESSIONAL, Sphere.PERSONAL, Sphere.BOTH)
    return {"sphere": spheres[key % 3], "circle_ids": tuple(map(CircleId, range(1, key % 4 + 1)))}


def credited(mission: Signed, model: Model) -> list[CreditedTouch]:
    cents = credit(mission.value, shares(mission.touches, model, mission.on).parts)
    return [
        CreditedTouch(
            mission.id,
            each,
            touch.kind,
            who := touch.credited_contact_id,
            event_id=touch.event_id,
            series_id=None if touch.event_id is None else EventId(touch.event_id % 2),
            organiser_id=None if touch.event_id is None else OrganisationId(touch.event_id % 2 + 1),
            event_kind=None if touch.event_id is None else EventKind.AFTERWORK,
            channel=touch.channel,
            month=f"{mission.on:%Y-%m}",
            **({} if who is None else known_of(who)),
        )
        for touch, each in zip(mission.touches, cents, strict=True)
    ]


def rows(
    missions: Sequence[Signed], model: Model, by: Grouping, *, hide: bool = False
) -> Mapping[str, tuple[int, int]]:
    touches = [touch for mission in missions for touch in credited(mission, model)]
    return {row.key: (row.credit_cents, row.missions) for row in roll_up(touches, by, hide_personal=hide)}


def total(missions: Sequence[Signed]) -> int:
    return sum(mission.value for mission in missions)


@given(worlds())
def test_every_model_and_grouping_sums_to_the_turnover(world: World):
    for model in Model:
        for by in Grouping:
            for hide in (False, True):
                found = rows(world.missions, model, by, hide=hide)
                assert sum(cents for cents, _missions in found.values()) == total(world.missions), (model, by, hide)


@given(worlds(), st.randoms(use_true_random=False), st.sampled_from(Model), st.sampled_from(Grouping))
def test_the_order_in_which_things_are_read_changes_nothing(world: World, chance: Any, model: Model, by: Grouping):
    def shuffled(items: Any) -> Any:
        mixed = list(items)
        chance.shuffle(mixed)
        return mixed

    people = {
        key: facts._replace(
            meetings=tuple(shuffled(facts.meetings)), introductions=tuple(shuffled(facts.introductions))
        )
        for key, facts in shuffled(world.people.items())
    }
    for key in PEOPLE:
        answer = Answer(signing_contact=key)
        assert derive(answer, people, SIGNED) == derive(answer, world.people, SIGNED)
    touches = [touch for mission in world.missions for touch in credited(mission, model)]
    assert roll_up(shuffled(touches), by) == roll_up(touches, by)


@given(worlds(), people_ids, people_ids, st.sampled_from(Model))
def test_two_people_who_become_one_take_the_credit_of_both(
    world: World, kept: ContactId, gone: ContactId, model: Model
):
    def merged(who: ContactId | None) -> ContactId | None:
        return kept if who == gone else who

    missions = [
        mission._replace(
            touches=tuple(
                replace(touch, contact_id=merged(touch.contact_id), introducer_id=merged(touch.introducer_id))
                for touch in mission.touches
            )
        )
        for mission in world.missions
    ]
    before, after = (rows(each, model, Grouping.CONTACT) for each in (world.missions, missions))

    assert sum(cents for cents, _missions in after.values()) == total(world.missions)
    both = sum(before.get(str(who), (0, 0))[0] for who in {kept, gone})
    assert after.get(str(kept), (0, 0))[0] == both
    for by in set(Grouping) - {Grouping.CONTACT, Grouping.CIRCLE, Grouping.SPHERE}:
        assert rows(missions, model, by) == rows(world.missions, model, by)


@given(worlds(), people_ids, st.sampled_from(Model))
def test_somebody_who_is_nobody_any_more_moves_no_cent_of_others(world: World, gone: ContactId, model: Model):
    def kept(who: ContactId | None) -> ContactId | None:
        return None if who == gone else who

    missions = [
        mission._replace(
            touches=tuple(
                replace(touch, contact_id=kept(touch.contact_id), introducer_id=kept(touch.introducer_id))
                for touch in mission.touches
            )
        )
        for mission in world.missions
    ]
    before, after = (rows(each, model, Grouping.CONTACT) for each in (world.missions, missions))

    moved = after.get("no_contact", (0, 0))[0] - before.get("no_contact", (0, 0))[0]
    assert moved == before.get(str(gone), (0, 0))[0]
    others = before.keys() - {str(gone), "no_contact"}
    assert {key: after[key] for key in others} == {key: before[key] for key in others}
    for by in set(Grouping) - {Grouping.CONTACT, Grouping.CIRCLE, Grouping.SPHERE}:
        assert rows(missions, model, by) == rows(world.missions, model, by)


@given(worlds(), st.sampled_from(Model), st.sampled_from(Grouping))
def test_a_mission_more_adds_its_value_and_nothing_else(world: World, model: Model, by: Grouping):
    *others, last = world.missions
    whole, rest = rows(world.missions, model, by), rows(others, model, by)

    more = {key: cents - rest.get(key, (0, 0))[0] for key, (cents, _missions) in whole.items()}

    assert sum(more.values()) == last.value
    assert min(more.values(), default=0) >= 0
