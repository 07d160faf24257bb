"""The days that menus propose for a follow-up: working days, each called what it is."""

from datetime import date
from pathlib import Path

import pytest

from carnet.domain.working_days import USUAL, WorkingDays
from carnet.words import followups, formats, install

LOCALE = Path(__file__).parents[2] / "resources" / "locale"


@pytest.fixture(autouse=True)
def french() -> None:
    install(LOCALE, "fr")


@pytest.mark.parametrize(
    ("today", "working", "offered"),
    [
        (date(2026, 11, 25), USUAL, {"Demain": 26, "Lundi": 30, "Dans une semaine (mer. 2 déc.)": 2}),
        (date(2026, 11, 20), USUAL, {"Lundi": 23, "Dans une semaine (ven. 27 nov.)": 27}),
        # The Monday after is Pentecost, which one does not work on.
        (date(2026, 5, 22), USUAL, {"Mardi": 26, "Dans une semaine (ven. 29 mai)": 29}),
        (date(2026, 11, 20), WorkingDays(frozenset(range(6))), {"Demain": 21, "Lundi": 23}),
    ],
)
def test_a_menu_says_the_day_that_it_gives(today: date, working: WorkingDays, offered: dict[str, int]) -> None:
    said = [(text, day.day) for text, day in followups.choices(today, working)]

    assert said[: len(offered)] == list(offered.items())
    assert said[-1][0].startswith("Dans un mois (")
    assert all(working.includes(day) for _text, day in followups.choices(today, working))


def test_a_day_is_named_in_full_with_another_year() -> None:
    assert formats.named_day(date(2026, 12, 1), date(2026, 11, 25)) == "mardi 1er décembre"
    assert formats.named_day(date(2027, 1, 4), date(2026, 12, 28)) == "lundi 4 janvier\xa02027"
