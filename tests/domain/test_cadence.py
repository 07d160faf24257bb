"""A cadence says when the next exchange is due and when it is late."""

from datetime import date

import pytest

from carnet.domain.cadence import Punctuality, due_on, effective, last_exchange, late_on, priority, punctuality

LAST = date(2026, 1, 1)


def test_the_own_cadence_wins_over_the_shortest_of_the_circles():
    assert effective(60, [30, 90]) == 60
    assert effective(None, [None, 90, 30]) == 30
    assert effective(None, [None]) is None


def test_a_backdated_exchange_moves_nothing():
    assert last_exchange([LAST, date(2025, 5, 5), None]) == LAST
    assert last_exchange([]) is None


def test_due_after_one_cadence_and_late_after_one_and_a_half():
    assert due_on(LAST, 30) == date(2026, 1, 31)
    assert late_on(LAST, 30) == date(2026, 2, 15)
    assert late_on(LAST, 7) == date(2026, 1, 12)


@pytest.mark.parametrize(("last", "cadence"), [(None, 30), (LAST, None), (LAST, 0)])
def test_nothing_is_due_without_exchange_or_cadence(last: date | None, cadence: int | None):
    assert due_on(last, cadence) is None
    assert late_on(last, cadence) is None
    assert punctuality(LAST, last, cadence) is Punctuality.NONE


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 1, 30), Punctuality.ON_TIME),
        (date(2026, 1, 31), Punctuality.DUE),
        (date(2026, 2, 14), Punctuality.DUE),
        (date(2026, 2, 15), Punctuality.LATE),
    ],
)
def test_punctuality_changes_on_the_very_days(today: date, expected: object):
    assert punctuality(today, LAST, 30) is expected


def test_priority_is_the_overdue_part_of_a_cadence():
    assert priority(date(2026, 2, 15), date(2026, 1, 31), 30) == 0.5
    assert priority(date(2026, 1, 31), date(2026, 1, 31), 30) == 0
