"""Every grouping adds up to the same turnover, with the special rows of the rule."""

import time
from collections.abc import Callable, Iterable
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.domain.attribution import Model, credit, shares
from carnet.domain.contacts import Channel, Sphere
from carnet.domain.events import EventKind
from carnet.domain.ids import CircleId, ContactId, EventId, MissionId, OrganisationId
from carnet.domain.missions import TouchKind
from carnet.domain.returns import Return, Spent
from carnet.domain.review import Grouping
from carnet.domain.rollup import CreditedTouch, even_split, roll_up, through_relations
from domain.worked_example import CLAIRE, E1, E2, KARIM, SIGNED, SOPHIE, TOUCHES, VALUE

M1, M2 = MissionId(1), MissionId(2)


def credited(
    cents: int = 100, kind: TouchKind = TouchKind.CONVERTING, mission: MissionId = M1, **more: Any
) -> CreditedTouch:
    return CreditedTouch(mission, cents, kind, **more)


def rows_of(touches: Iterable[CreditedTouch], by: Grouping, **more: Any) -> dict[str, tuple[int, int]]:
    return {row.key: (row.credit_cents, row.missions) for row in roll_up(touches, by, **more)}


def worked_example(model: Model, mission: MissionId = M1, value: int = VALUE):
    cents = credit(value, shares(TOUCHES, model, SIGNED).parts)
    return [
        CreditedTouch(
            mission, c, t.kind, t.credited_contact_id, Sphere.PROFESSIONAL, event_id=t.event_id, channel=t.channel
        )
        for t, c in zip(TOUCHES, cents, strict=True)
    ]


def test_the_worked_example_by_contact_and_by_event():
    touches = worked_example(Model.W)

    assert rows_of(touches, Grouping.CONTACT) == {
        str(SOPHIE): (1_953_000, 1),
        str(CLAIRE): (1_953_000, 1),
        str(KARIM): (1_674_000, 1),
    }
    assert rows_of(touches, Grouping.EVENT) == {
        str(E1): (1_674_000, 1),
        str(E2): (279_000, 1),
        "outside_events": (3_627_000, 1),
    }


def test_the_worked_example_by_channel_under_the_equal_model():
    assert rows_of(worked_example(Model.LINEAR), Grouping.CHANNEL) == {
        "event": (2_232_000, 1),
        "introduction": (2_232_000, 1),
        "direct": (1_116_000, 1),
    }


def test_a_renewal_adds_to_the_first_event_and_counts_as_a_second_mission():
    touches = worked_example(Model.FIRST) + worked_example(Model.FIRST, M2, 3_720_000)

    assert rows_of(touches, Grouping.EVENT) == {str(E1): (9_300_000, 2)}


@pytest.mark.parametrize(("model", "an_hour"), [(Model.FIRST, 3_100_000), (Model.POSITION, 1_240_000)])
def test_what_the_first_event_brings_an_hour_depends_on_the_model(model: Model, an_hour: int):
    touches = worked_example(model) + worked_example(model, M2, 3_720_000)
    cents, missions = rows_of(touches, Grouping.EVENT)[str(E1)]

    brought = Return(Spent(1, 180, 1_500), cents, missions)

    assert (brought.per_hour_cents, brought.missions) == (an_hour, 2)


def test_rows_come_by_credit_descending_then_key():
    touches = [
        credited(5, contact_id=ContactId(2)),
        credited(5, contact_id=ContactId(1)),
        credited(9, contact_id=ContactId(3)),
    ]

    assert [row.key for row in roll_up(touches, Grouping.CONTACT)] == ["3", "1", "2"]


@pytest.mark.parametrize("by", [by for by in Grouping if by is not Grouping.MONTH])
def test_a_touch_of_no_kind_is_unattributed_everywhere_but_by_month(by: Grouping):
    assert rows_of([credited(kind=TouchKind.NONE, month="2026-07")], by) == {"unattributed": (100, 1)}


def test_by_month_everything_has_its_month():
    touches = [credited(kind=TouchKind.NONE, month="2026-07"), credited(month="2026-06")]

    assert rows_of(touches, Grouping.MONTH) == {"2026-06": (100, 1), "2026-07": (100, 1)}


@pytest.mark.parametrize("by", [Grouping.CONTACT, Grouping.CIRCLE, Grouping.SPHERE])
def test_a_touch_without_contact_has_its_row(by: Grouping):
    assert rows_of([credited(kind=TouchKind.MANUAL, channel=Channel.PLATFORM)], by) == {"no_contact": (100, 1)}


@pytest.mark.parametrize("by", [Grouping.EVENT, Grouping.SERIES, Grouping.ORGANISER, Grouping.KIND])
def test_a_touch_without_event_is_outside_events(by: Grouping):
    assert rows_of([credited(contact_id=ContactId(1))], by) == {"outside_events": (100, 1)}


@pytest.mark.parametrize(
    ("by", "key"),
    [(Grouping.SERIES, "no_series"), (Grouping.ORGANISER, "no_organiser"), (Grouping.KIND, "other")],
)
def test_an_event_may_lack_series_organiser_and_kind(by: Grouping, key: str):
    assert rows_of([credited(event_id=EventId(3))], by) == {key: (100, 1)}


@pytest.mark.parametrize(
    ("by", "key"), [(Grouping.SERIES, "4"), (Grouping.ORGANISER, "5"), (Grouping.KIND, "afterwork")]
)
def test_an_event_gives_its_series_organiser_and_kind(by: Grouping, key: str):
    touch = credited(
        event_id=EventId(3), series_id=EventId(4), organiser_id=OrganisationId(5), event_kind=EventKind.AFTERWORK
    )

    assert rows_of([touch], by) == {key: (100, 1)}


def test_a_contact_without_circle_has_its_row_and_one_circle_takes_all():
    assert rows_of([credited(contact_id=ContactId(1))], Grouping.CIRCLE) == {"no_circle": (100, 1)}
    assert rows_of([credited(contact_id=ContactId(1), circle_ids=(CircleId(4),))], Grouping.CIRCLE) == {"4": (100, 1)}


def test_circles_share_a_credit_with_the_odd_cents_to_the_smaller_ids():
    touch = credited(101, contact_id=ContactId(1), circle_ids=(CircleId(20), CircleId(3), CircleId(7)))

    assert rows_of([touch], Grouping.CIRCLE) == {"3": (34, 1), "7": (34, 1), "20": (33, 1)}


def test_a_circle_without_a_cent_counts_no_mission():
    touch = credited(1, contact_id=ContactId(1), circle_ids=(CircleId(3), CircleId(7)))

    assert rows_of([touch], Grouping.CIRCLE) == {"3": (1, 1)}


def test_touches_without_credit_make_no_row_and_count_no_mission():
    assert rows_of([credited(0, contact_id=ContactId(1)), credited(5, mission=M2)], Grouping.CONTACT) == {
        "no_contact": (5, 1)
    }


def test_personal_contacts_are_hidden_by_contact_only():
    touches = [
        credited(contact_id=ContactId(1), sphere=Sphere.PERSONAL, circle_ids=(CircleId(8),)),
        credited(contact_id=ContactId(2), sphere=Sphere.PERSONAL),
        credited(contact_id=ContactId(3), sphere=Sphere.BOTH),
        credited(kind=TouchKind.NONE, sphere=Sphere.PERSONAL, contact_id=ContactId(1)),
    ]

    assert rows_of(touches, Grouping.CONTACT, hide_personal=True) == {
        "hidden": (200, 1),
        "3": (100, 1),
        "unattributed": (100, 1),
    }
    assert rows_of(touches, Grouping.SPHERE, hide_personal=True) == {
        "personal": (200, 1),
        "both": (100, 1),
        "unattributed": (100, 1),
    }
    assert rows_of(touches, Grouping.CIRCLE, hide_personal=True)["8"] == (100, 1)


def test_what_came_through_relations_is_all_but_nobody():
    touches = [
        credited(kind=TouchKind.NONE),
        credited(kind=TouchKind.MANUAL),
        credited(7, contact_id=ContactId(1), sphere=Sphere.PERSONAL),
        credited(8, contact_id=ContactId(2)),
    ]

    assert through_relations(roll_up(touches, Grouping.CONTACT, hide_personal=True)) == 15


@given(st.integers(0, 10**9), st.integers(1, 12))
def test_an_even_split_sums_to_the_whole(cents: int, ways: int):
    parts = even_split(cents, ways)

    assert sum(parts) == cents
    assert max(parts) - min(parts) <= 1
    assert list(parts) == sorted(parts, reverse=True)


def some(ids: Callable[[int], Any]):
    return st.one_of(st.none(), st.integers(1, 4).map(ids))


credited_touches = st.builds(
    CreditedTouch,
    mission_id=st.integers(1, 5).map(MissionId),
    cents=st.integers(0, 10**7),
    kind=st.sampled_from(TouchKind),
    contact_id=some(ContactId),
    sphere=st.one_of(st.none(), st.sampled_from(Sphere)),
    circle_ids=st.lists(st.integers(1, 5).map(CircleId), unique=True, max_size=4).map(tuple),
    event_id=some(EventId),
    series_id=some(EventId),
    organiser_id=some(OrganisationId),
    event_kind=st.one_of(st.none(), st.sampled_from(EventKind)),
    channel=st.sampled_from(Channel),
    month=st.sampled_from(["2026-06", "2026-07"]),
)


@given(st.lists(credited_touches, max_size=12), st.sampled_from(Grouping), st.booleans())
def test_every_grouping_sums_to_the_value(touches: Iterable[CreditedTouch], by: Grouping, hide: bool):
    rows = roll_up(touches, by, hide_personal=hide)

    assert sum(row.credit_cents for row in rows) == sum(touch.cents for touch in touches)
    assert len({row.key for row in rows}) == len(rows)
    assert all(1 <= row.missions <= 5 for row in rows)


def test_five_thousand_missions_roll_up_in_a_blink():
    chance = Random(1)
    touches = [
        credited(chance.randrange(9_999), mission=MissionId(m), contact_id=ContactId(chance.randrange(2_000)))
        for m in range(5_000)
        for _touch in range(5)
    ]

    began = time.perf_counter()
    roll_up(touches, Grouping.CONTACT, hide_personal=True)

    assert time.perf_counter() - began < 0.5  # a machine at work takes far longer than the 25 ms of an idle one
