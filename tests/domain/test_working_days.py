"""Working days: the week as it is chosen, without the public holidays of where one works."""

from datetime import date

import pytest

from carnet.domain.public_holidays import REGIONS, public_holidays
from carnet.domain.working_days import WorkingDays


def test_france_has_eleven_public_holidays():
    assert sorted(f"{day:%d/%m}" for day in public_holidays("FR", 2026)) == [
        "01/01",
        "01/05",
        "01/11",
        "06/04",
        "08/05",
        "11/11",
        "14/05",
        "14/07",
        "15/08",
        "25/05",
        "25/12",
    ]


@pytest.mark.parametrize(
    ("region", "more"),
    [
        ("FR-57", {date(2027, 3, 26), date(2027, 12, 26)}),
        ("FR-971", {date(2027, 5, 27)}),
        ("FR-974", {date(2027, 12, 20)}),
    ],
)
def test_parts_of_france_have_days_of_their_own(region: str, more: set[date]):
    assert more <= public_holidays(region, 2027) - public_holidays("FR", 2027)


def test_every_region_offered_is_known_to_the_library():
    assert all(len(public_holidays(region, 2026)) >= 11 for region in REGIONS)
    assert public_holidays("", 2026) == frozenset()


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 11, 25), date(2026, 11, 25)),
        (date(2026, 11, 28), date(2026, 11, 30)),
        (date(2026, 5, 14), date(2026, 5, 15)),
        (date(2027, 1, 1), date(2027, 1, 4)),
    ],
)
def test_the_first_working_day_skips_weekends_and_public_holidays(day: date, first: date):
    assert WorkingDays().first_from(day) == first


def test_the_days_of_the_week_are_the_user_s():
    saturdays = WorkingDays(frozenset({5}), "FR")
    assert saturdays.first_from(date(2026, 8, 10)) == date(2026, 8, 22)
    assert WorkingDays(frozenset(), "").first_from(date(2026, 8, 10)) == date(2026, 8, 10)
