"""Warmth follows the formula, and its three days tell the level of any later one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.domain.warmth import Level, explain, level_of, level_on, recent_gaps, score, thresholds

TODAY = date(2026, 7, 1)


def ago(*days: int) -> list[date]:
    return [TODAY - timedelta(days=n) for n in days]


@pytest.mark.parametrize(
    ("exchanges", "inbound", "cadence", "expected"),
    [
        ([0], [0], 365, 100),
        ([0], [], 365, 80),
        ([0], [], 90, 65),  # 60 + 20 × 90 ÷ 365
        ([0], [0], None, 85),
        ([90], [90], 90, 55),
        ([90], [], 90, 35),
        ([0, 10, 20, 30], [], 90, 80),  # 4 × 90 ÷ 365 and 5 more than fill the year
        ([0, 10, 20, 30, 40], [180], 90, 100),
        ([0, 10, 20, 30, 40], [181], 90, 80),
        ([0, 366], [], 90, 65),
        ([365], [], 365, 50),
        ([366], [], 365, 30),
        ([400], [400], 60, 1),
        ([3000], [], 30, 0),
    ],
)
def test_the_score_follows_the_formula(exchanges: list[int], inbound: list[int], cadence: int | None, expected: object):
    assert score(TODAY, ago(*exchanges), ago(*inbound), cadence) == expected


def test_without_exchange_there_is_no_score():
    assert score(TODAY, [], [], 30) is None
    assert score(TODAY, ago(-3), ago(-3), 30) is None
    assert thresholds([], [], 30) is None
    assert explain(TODAY, [], [], 30) is None
    assert level_of(None) is level_on(TODAY, None) is Level.NONE


def test_an_exchange_to_come_does_not_warm_today():
    assert score(TODAY, ago(90, -1), ago(90, -1), 90) == score(TODAY, ago(90), ago(90), 90)


@pytest.mark.parametrize(
    ("points", "level"),
    [(100, "hot"), (75, "hot"), (74, "warm"), (50, "warm"), (49, "cool"), (25, "cool"), (24, "cold"), (0, "cold")],
)
def test_the_levels_start_at_75_50_and_25(points: int, level: str):
    assert level_of(points) == level


def test_a_score_below_a_threshold_at_the_last_exchange_has_that_day():
    below_75, below_50, _below_25 = thresholds([TODAY], [], 90)

    assert below_75 == TODAY
    assert below_50 > TODAY


def test_the_reason_tells_the_facts_and_the_next_change():
    reason = explain(TODAY, ago(9, 40, 400, -5), ago(40), 30)

    assert (reason.score, reason.level) == (72, Level.WARM)
    assert (reason.days_since_last, reason.exchanges_in_a_year, reason.cadence_days) == (9, 2, 30)
    assert reason.came_from_the_person
    assert reason.next_level is Level.COOL
    assert score(reason.changes_on, ago(9, 40), ago(40), 30) < 50
    assert score(reason.changes_on - timedelta(days=1), ago(9, 40), ago(40), 30) >= 50


def test_a_relation_that_answered_long_ago_only_is_told_so():
    assert not explain(TODAY, ago(0), ago(61), 30).came_from_the_person


def test_a_cold_relation_will_not_change():
    reason = explain(TODAY, ago(900), [], None)

    assert (reason.level, reason.changes_on, reason.next_level, reason.cadence_days) == (Level.COLD, None, None, 90)


@pytest.mark.parametrize("cadence", [1, 7, 90, 365, 1200])
def test_the_next_level_is_the_one_of_that_day(cadence: int | None):
    reason = explain(TODAY, [TODAY], [TODAY], cadence)

    assert level_of(score(reason.changes_on, [TODAY], [TODAY], cadence)) is reason.next_level


back = st.lists(st.integers(0, 900), min_size=1, max_size=12)


@given(back, st.lists(st.integers(0, 900), max_size=4), st.one_of(st.none(), st.integers(1, 800)), st.integers(0, 2000))
def test_the_three_days_tell_the_level_of_any_day_since_the_last_exchange(
    exchanges: list[int], inbound: list[int], cadence: int | None, later: int
):
    known, heard = ago(*exchanges), ago(*inbound)
    heard = [day for day in heard if day <= max(known)]
    day = max(known) + timedelta(days=later)

    below = thresholds(known, heard, cadence)

    assert level_on(day, below) is level_of(score(day, known, heard, cadence))
    assert list(below) == sorted(below)
    assert below[0] >= max(known)


@given(back, st.integers(1, 400), st.integers(0, 800))
def test_the_score_never_rises_without_a_new_exchange(exchanges: list[int], cadence: int | None, later: int):
    known = ago(*exchanges)
    day = TODAY + timedelta(days=later)

    assert 0 <= score(day + timedelta(days=1), known, known, cadence) <= score(day, known, known, cadence) <= 100


@given(
    st.lists(st.integers(0, 800), min_size=1, max_size=60),
    st.lists(st.integers(0, 800), max_size=3),
    st.one_of(st.none(), st.integers(1, 400)),
    st.integers(0, 500),
)
def test_the_last_day_and_its_gaps_give_the_score(before: list[int], heard: list[int], cadence: int | None, later: int):
    exchanges, inbound = ago(*before), ago(*heard)
    last = max(exchanges)
    kept = [last, *(last - timedelta(days=gap) for gap in recent_gaps(exchanges, cadence))]
    day = TODAY + timedelta(days=later)

    assert score(day, kept, inbound, cadence) == score(day, exchanges, inbound, cadence)
