"""Follow-ups spread over the days near their due one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.domain.levelling import schedule
from carnet.domain.working_days import WorkingDays

TODAY = date(2026, 7, 1)
DUE = TODAY + timedelta(days=20)


def load(**per_offset: int):
    taken = {DUE + timedelta(days=int(name[1:]) * (-1 if name[0] == "m" else 1)): n for name, n in per_offset.items()}

    def of(day: date) -> int:
        return taken.get(day, 0)

    return of


@pytest.mark.parametrize(
    ("taken", "offset"),
    [
        ({"p0": 4}, 0),
        ({"p0": 5}, -1),
        ({"p0": 5, "m1": 5}, 1),
        ({"p0": 5, "m1": 5, "p1": 7}, -2),
        ({f"{side}{n}": 5 for side in "mp" for n in range(5)}, 0),
    ],
)
def test_a_follow_up_goes_to_the_nearest_day_with_room(taken: dict[str, int], offset: int):
    assert schedule(DUE, TODAY, load(**taken)) == DUE + timedelta(days=offset)


def test_thanks_after_an_event_stay_where_they_are():
    assert schedule(DUE, TODAY, load(p0=50), is_exempt=True) == DUE


def test_the_number_of_a_day_is_a_setting():
    assert schedule(DUE, TODAY, load(p0=2), per_day=2) == DUE - timedelta(days=1)


@pytest.mark.parametrize("delay", [-3, 0, 4])
def test_a_short_or_past_delay_leaves_no_choice(delay: int):
    due = TODAY + timedelta(days=delay)

    def full(day: date) -> int:
        return 9

    assert schedule(due, TODAY, full) == due


@pytest.mark.parametrize(
    ("due", "taken", "expected"),
    [
        (date(2026, 7, 25), {}, date(2026, 7, 24)),
        (date(2026, 7, 26), {}, date(2026, 7, 27)),
        (date(2026, 7, 14), {}, date(2026, 7, 13)),
        (date(2026, 7, 4), {}, date(2026, 7, 6)),
        (date(2026, 7, 26), {27: 5, 24: 5}, date(2026, 7, 28)),
    ],
)
def test_a_follow_up_falls_on_a_working_day(due: date, taken: dict[int, int], expected: date):
    def of(day: date) -> int:
        return taken.get(day.day, 0)

    assert schedule(due, TODAY, of, working=WorkingDays()) == expected


def test_thanks_keep_their_day_and_so_does_what_is_for_today():
    saturday = date(2026, 7, 4)
    assert schedule(saturday, TODAY, load(), is_exempt=True, working=WorkingDays()) == saturday
    assert schedule(saturday, saturday, load(), working=WorkingDays()) == saturday


@given(st.integers(0, 400), st.sets(st.integers(0, 500)))
def test_a_day_is_never_more_than_a_fifth_of_the_delay_away_nor_past(delay: int, full_days: set[int]):
    due = TODAY + timedelta(days=delay)

    def taken(day: date) -> int:
        return 5 if (day - TODAY).days in full_days else 0

    day = schedule(due, TODAY, taken)

    assert abs((day - due).days) * 5 <= delay
    assert day >= TODAY
