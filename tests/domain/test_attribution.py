"""The models share the worked example to the cent, and any mission exactly."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.domain.attribution import Model, credit, decisive_index, has_manual_shares, shares, weights
from carnet.domain.contacts import Channel
from carnet.domain.dates import PartialDate
from carnet.domain.missions import Touch, TouchKind
from domain.worked_example import CLAIRE, E1, E2, KARIM, SIGNED, SOPHIE, TOUCHES, VALUE

# One line per model: T1 to T5, Sophie, Karim, Claire, E1, E2, outside events.
TABLE = {
    Model.FIRST: (55_800, 0, 0, 0, 0, 55_800, 0, 0, 55_800, 0, 0),
    Model.LAST: (0, 0, 0, 0, 55_800, 0, 0, 55_800, 0, 0, 55_800),
    Model.LINEAR: (11_160, 11_160, 11_160, 11_160, 11_160, 22_320, 11_160, 22_320, 11_160, 11_160, 33_480),
    Model.POSITION: (22_320, 3_720, 3_720, 3_720, 22_320, 26_040, 3_720, 26_040, 22_320, 3_720, 29_760),
    Model.DECAY: (
        9_029.67, 9_827.98, 11_777.87, 12_146.35, 13_018.13, 18_857.65, 11_777.87, 25_164.48, 9_029.67, 12_146.35, 34_623.98,
    ),
    Model.W: (16_740, 2_790, 16_740, 2_790, 16_740, 19_530, 16_740, 19_530, 16_740, 2_790, 36_270),
}  # fmt: skip


def credits_of(
    model: Model, touches: Sequence[Touch] = TOUCHES, signed_on: date = SIGNED, value: int = VALUE
) -> tuple[int, ...]:
    return credit(value, shares(touches, model, signed_on).parts)


def touch(
    kind: TouchKind = TouchKind.KEY_ENCOUNTER, on: str | None = "2026-01-01", rank: int = 1, **more: Any
) -> Touch:
    return Touch(rank=rank, kind=kind, occurred_on=None if on is None else PartialDate(on), **more)


def chain(*kinds: TouchKind) -> list[Touch]:
    return [touch(kind, rank=rank) for rank, kind in enumerate(kinds, 1)]


@pytest.mark.parametrize("model", TABLE)
def test_every_touch_of_the_worked_example_gets_its_credit_to_the_cent(model: Model):
    assert credits_of(model) == tuple(round(euros * 100) for euros in TABLE[model][:5])


@pytest.mark.parametrize("model", TABLE)
def test_people_and_events_of_the_worked_example_get_their_credit_to_the_cent(model: Model):
    cents = list(zip(TOUCHES, credits_of(model), strict=True))

    people = [sum(c for t, c in cents if t.credited_contact_id == person) for person in (SOPHIE, KARIM, CLAIRE)]
    events = [sum(c for t, c in cents if t.event_id == event) for event in (E1, E2, None)]

    assert people + events == [round(euros * 100) for euros in TABLE[model][5:]]


def test_channels_of_the_worked_example_under_the_equal_model():
    cents = zip(TOUCHES, credits_of(Model.LINEAR), strict=True)
    by_channel: dict[Channel, int] = {}
    for t, c in cents:
        by_channel[t.channel] = by_channel.get(t.channel, 0) + c

    assert by_channel == {Channel.EVENT: 2_232_000, Channel.INTRODUCTION: 2_232_000, Channel.DIRECT: 1_116_000}


def test_a_renewal_that_inherits_the_path_adds_its_value_to_the_first_event():
    renewal = credits_of(Model.FIRST, value=3_720_000, signed_on=date(2026, 11, 2))

    assert credits_of(Model.FIRST)[0] + renewal[0] == 9_300_000


def test_the_third_touch_of_the_worked_example_is_decisive():
    assert decisive_index(TOUCHES) == 2


def test_a_touch_marked_decisive_wins_over_the_last_introduction():
    marked = [replace(t, is_decisive=t.rank == 4) for t in TOUCHES]

    assert decisive_index(marked) == 3
    assert weights(marked, Model.W, SIGNED) == tuple(Fraction(n, 20) for n in (6, 1, 1, 6, 6))


@pytest.mark.parametrize("rank", [1, 5])
def test_a_mark_on_the_first_or_last_touch_is_not_decisive(rank: int):
    assert decisive_index([replace(t, is_decisive=t.rank == rank) for t in TOUCHES]) == 2


def test_without_decisive_touch_the_balanced_model_is_the_position_model():
    path = chain(TouchKind.ORIGIN_MEETING, *[TouchKind.KEY_ENCOUNTER] * 3, TouchKind.CONVERTING)

    assert weights(path, Model.W, SIGNED) == weights(path, Model.POSITION, SIGNED)


def test_three_touches_with_a_decisive_one_get_thirds():
    path = chain(TouchKind.ORIGIN_MEETING, TouchKind.INTRODUCTION, TouchKind.CONVERTING)

    assert weights(path, Model.W, SIGNED) == (Fraction(1, 3),) * 3
    assert weights(path, Model.POSITION, SIGNED) == (Fraction(2, 5), Fraction(1, 5), Fraction(2, 5))


@pytest.mark.parametrize("model", list(Model))
def test_a_single_touch_gets_everything(model: Model):
    assert weights(chain(TouchKind.NONE), model, SIGNED) == (1,)


@pytest.mark.parametrize("model", [Model.LINEAR, Model.POSITION, Model.W])
def test_two_touches_share_equally(model: Model):
    assert weights(chain(TouchKind.ORIGIN_MEETING, TouchKind.CONVERTING), model, SIGNED) == (Fraction(1, 2),) * 2


def test_a_cent_that_does_not_divide_goes_to_the_earlier_rank():
    assert credit(100, (1, 1, 1)) == (34, 33, 33)
    assert credit(101, (1, 1, 1)) == (34, 34, 33)
    assert credit(1, (1, 3)) == (0, 1)


def test_credits_may_be_shared_by_exact_weights_too():
    assert credit(VALUE, weights(TOUCHES, Model.W, SIGNED)) == credits_of(Model.W)


def test_a_mission_of_zero_days_credits_nobody():
    assert credits_of(Model.DECAY, value=0) == (0, 0, 0, 0, 0)


def test_manual_shares_are_used_when_they_make_a_whole():
    split = (5_000, None, 2_500, None, 2_500)
    path = [replace(t, manual_share_bp=bp) for t, bp in zip(TOUCHES, split, strict=True)]

    found = shares(path, Model.MANUAL, SIGNED)

    assert not found.is_fallback
    assert has_manual_shares(path)
    assert credit(VALUE, found.parts) == (2_790_000, 0, 1_395_000, 0, 1_395_000)


@pytest.mark.parametrize("split", [(None,) * 5, (5_000, 0, 0, 0, 4_999), (-1_000, 11_000, 0, 0, 0)])
def test_a_mission_without_whole_manual_shares_falls_back_and_says_so(split: tuple[int | None, ...]):
    path = [replace(t, manual_share_bp=bp) for t, bp in zip(TOUCHES, split, strict=True)]

    found = shares(path, Model.MANUAL, SIGNED, default=Model.LINEAR)

    assert found.is_fallback
    assert found.parts == shares(path, Model.LINEAR, SIGNED).parts


def test_the_default_model_cannot_be_the_manual_one_itself():
    assert shares(TOUCHES, Model.MANUAL, SIGNED, default=Model.MANUAL).parts == shares(TOUCHES, Model.W, SIGNED).parts


def test_touches_of_one_date_weigh_the_same_by_recency():
    path = [touch(rank=rank, on="2020-02-29") for rank in (1, 2, 3)]

    assert weights(path, Model.DECAY, SIGNED) == (Fraction(1, 3),) * 3


def test_a_missing_date_weighs_as_the_next_touch_and_a_partial_one_as_its_first_day():
    path = [touch(rank=1, on=None), touch(rank=2, on="2026-05"), touch(rank=3, on="--05-01"), touch(rank=4, on=None)]
    full = [touch(rank=1, on="2026-05-01"), touch(rank=2, on="2026-05-01")]
    full += [touch(rank=rank, on=SIGNED.isoformat()) for rank in (3, 4)]

    assert weights(path, Model.DECAY, SIGNED) == weights(full, Model.DECAY, SIGNED)


def test_a_half_life_halves_the_weight():
    path = [touch(rank=1, on="2026-06-01"), touch(rank=2, on="2026-07-01")]

    first, last = weights(path, Model.DECAY, SIGNED, half_life_days=30)

    assert (first, last) == (Fraction(1, 3), Fraction(2, 3))


def test_very_old_touches_still_share_by_recency():
    path = [touch(rank=1, on="1900-01-01"), touch(rank=2, on="1900-01-01")]

    assert weights(path, Model.DECAY, SIGNED, half_life_days=1) == (Fraction(1, 2),) * 2


dates = st.one_of(
    st.none(),
    st.dates(date(2015, 1, 1), date(2026, 7, 1)).map(PartialDate.of),
    st.dates(date(2015, 1, 1), date(2026, 7, 1)).map(lambda day: PartialDate(day.isoformat()[:7])),
)
any_touch = st.builds(
    Touch,
    rank=st.just(1),
    kind=st.sampled_from(TouchKind),
    occurred_on=dates,
    is_decisive=st.booleans(),
    manual_share_bp=st.one_of(st.none(), st.just(5_000), st.just(10_000)),
)


@given(st.lists(any_touch, min_size=1, max_size=9), st.sampled_from(Model), st.integers(0, 10**12))
def test_credits_of_any_path_are_never_negative_and_sum_to_the_value(
    touches: Sequence[Touch], model: Model, value: int
):
    given_out = credits_of(model, touches, value=value)

    assert sum(given_out) == value
    assert min(given_out) >= 0
    assert sum(weights(touches, model, SIGNED)) == 1
