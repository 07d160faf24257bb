"""Money is in cents, rounded half up, and read as people type it."""

import pytest

from carnet.domain.missions import Stage, TouchKind, counted_half_days, credited_contact, net_cents, value_cents
from carnet.domain.money import half_up, parse_amount


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"), [(1, 2, 1), (3, 2, 2), (2, 3, 1), (1, 3, 0), (4, 2, 2), (-1, 2, 0)]
)
def test_halves_go_up(numerator: int, denominator: int, expected: object):
    assert half_up(numerator, denominator) == expected


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("620", 62_000),
        ("620,50", 62_050),
        ("620.5", 62_050),
        ("620,", 62_000),
        ("1 200 €", 120_000),
        ("1\u202f200,05\u00a0€", 120_005),
        ("1.234,56", 123_456),
        ("1,234.56", 123_456),
        ("1.200", 120_000),
        ("1.234.567", 123_456_700),
        ("1'200 EUR", 120_000),
        ("€ 620", 62_000),
        ("620 euros", 62_000),
        ("0", 0),
    ],
)
def test_an_amount_is_read_as_typed(typed: str, cents: int):
    assert parse_amount(typed) == cents


@pytest.mark.parametrize("typed", ["", "abc", "-5", "1,2,3", "620/j", "12.3456", "1.234.56", ",50", "1e3"])
def test_what_is_not_an_amount_is_none(typed: str):
    assert parse_amount(typed) is None


def test_half_days_make_the_value_rounded_half_up():
    assert value_cents(62_000, 180, None, Stage.WON) == 5_580_000
    assert value_cents(62_000, 91, None, Stage.WON) == 2_821_000
    assert value_cents(62_001, 1, None, Stage.WON) == 31_001
    assert value_cents(62_000, 0, None, Stage.RUNNING) == 0


@pytest.mark.parametrize(
    ("worked", "stage", "expected"),
    [(90, Stage.COMPLETED, 90), (0, Stage.COMPLETED, 0), (None, Stage.COMPLETED, 100), (90, Stage.RUNNING, 100)],
)
def test_days_worked_count_once_completed_and_set(worked: int | None, stage: Stage, expected: object):
    assert counted_half_days(100, worked, stage) == expected


def test_fees_come_off_the_value():
    assert net_cents(100_005, 500) == 95_005
    assert net_cents(100_000, None) == 100_000


def test_an_introduction_credits_its_introducer_and_any_other_touch_its_contact():
    assert credited_contact(TouchKind.INTRODUCTION, 1, 2) == 2
    assert credited_contact(TouchKind.CONVERTING, 1, None) == 1
