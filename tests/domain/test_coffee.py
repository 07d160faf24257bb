"""« Pause-café »: three people a week, the same all week, not all for one reason."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from carnet.domain.coffee import PEOPLE, Candidate, CoffeeReason, choose, monday_of

MONDAY = date(2026, 11, 16)


def people(reason: CoffeeReason, count: int, start: int = 0) -> list[Candidate]:
    return [Candidate(start + number, f"uid-{start + number}", reason) for number in range(count)]


def test_a_week_has_one_of_each_reason():
    everybody = [
        *people(CoffeeReason.FADING, 9),
        *people(CoffeeReason.SILENT, 9, 100),
        *people(CoffeeReason.MET_ONCE, 9, 200),
    ]
    assert [pick.reason for pick in choose(everybody, MONDAY)] == list(CoffeeReason)


def test_where_a_reason_has_nobody_the_others_fill_in():
    assert len(choose(people(CoffeeReason.SILENT, 5), MONDAY)) == PEOPLE
    assert len(choose(people(CoffeeReason.SILENT, 2), MONDAY)) == 2
    assert choose([], MONDAY) == ()


def test_the_next_weeks_fall_on_others():
    pool = people(CoffeeReason.FADING, 30)
    weeks = [choose(pool, MONDAY + timedelta(weeks=number)) for number in range(6)]
    assert len({pick.contact_id for week in weeks for pick in week}) > 2 * PEOPLE


def test_somebody_with_two_reasons_is_proposed_once():
    twice = [Candidate(1, "a", CoffeeReason.FADING), Candidate(1, "a", CoffeeReason.SILENT)]
    assert [pick.contact_id for pick in choose(twice, MONDAY)] == [1]


@given(st.permutations(range(12)))
def test_the_order_in_which_people_are_read_changes_nothing(order: list[int]):
    pool = people(CoffeeReason.FADING, 6) + people(CoffeeReason.SILENT, 6, 6)
    assert choose([pool[place] for place in order], MONDAY) == choose(pool, MONDAY)


def test_a_week_begins_on_monday():
    assert {monday_of(MONDAY + timedelta(days=number)) for number in range(7)} == {MONDAY}
