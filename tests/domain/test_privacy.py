"""The clock of the CNIL: three years from the last contact that comes from the person."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.domain.privacy import Basis, Facts, Standing, answer_due, basis_of, runs_from, standing, term, years_after

TODAY = date(2026, 11, 20)
days = st.dates(min_value=date(2000, 1, 1), max_value=date(2040, 12, 31))
maybe = st.none() | days
facts = st.builds(
    Facts,
    collected_on=days,
    last_inbound_on=maybe,
    relation_until=maybe,
    is_client=st.booleans(),
    archived=st.booleans(),
    asked_until=maybe,
)


@dataclass(frozen=True)
class _Case:
    facts: Facts
    expected: Standing


@pytest.mark.parametrize(
    "case",
    [
        _Case(Facts(date(2023, 11, 20)), Standing.DUE),
        _Case(Facts(date(2023, 11, 21)), Standing.SOON),
        _Case(Facts(date(2020, 1, 1), last_inbound_on=date(2025, 1, 1)), Standing.CURRENT),
        _Case(Facts(date(2020, 1, 1), relation_until=date(2024, 1, 1)), Standing.SOON),
        _Case(Facts(date(2010, 1, 1), is_client=True), Standing.CLIENT),
        _Case(Facts(date(2020, 1, 1), asked_until=TODAY + timedelta(days=1)), Standing.WAITING),
        _Case(Facts(date(2020, 1, 1), asked_until=TODAY), Standing.DUE),
        _Case(Facts(date(2020, 1, 1), archived=True), Standing.ARCHIVED),
    ],
)
def test_where_a_person_stands(case: _Case) -> None:
    assert standing(case.facts, TODAY) is case.expected


def test_a_leap_day_ends_on_the_last_of_february() -> None:
    assert years_after(date(2024, 2, 29)) == date(2027, 2, 28)
    assert years_after(date(2024, 2, 29), 4) == date(2028, 2, 29)


@given(facts)
def test_the_term_is_three_years_after_the_latest_of_what_counts(known: Facts) -> None:
    end = term(known)
    if known.is_client:
        assert end is None
        return
    assert end == years_after(runs_from(known))
    assert all(
        end >= years_after(day) for day in (known.collected_on, known.last_inbound_on, known.relation_until) if day
    )


@given(facts, days)
def test_a_contact_from_the_person_never_shortens_the_time(known: Facts, heard: date) -> None:
    later = known._replace(last_inbound_on=max(heard, known.last_inbound_on or heard))
    before, after = term(known), term(later)
    assert before is None or (after is not None and after >= before)


@given(facts, days, days)
def test_who_is_at_term_stays_so_until_somebody_acts(known: Facts, one: date, other: date) -> None:
    first, second = sorted((one, other))
    if standing(known, first) is Standing.DUE:
        assert standing(known._replace(asked_until=None), second) is Standing.DUE


@given(facts, days)
def test_each_stands_somewhere_and_only_at_term_is_a_choice_due(known: Facts, today: date) -> None:
    end, where = term(known), standing(known, today)
    assert (where in {Standing.DUE, Standing.WAITING}) == (not known.archived and end is not None and end <= today)


def test_the_ground_is_the_one_chosen_else_that_of_the_relation() -> None:
    assert basis_of("", Facts(TODAY)) is Basis.LEGITIMATE_INTEREST
    assert basis_of("", Facts(TODAY, is_client=True)) is Basis.CONTRACT
    assert basis_of("consent", Facts(TODAY, is_client=True)) is Basis.CONSENT
    assert basis_of("written by another Carnet", Facts(TODAY)) is Basis.LEGITIMATE_INTEREST


def test_an_answer_is_waited_for_thirty_days() -> None:
    assert answer_due(TODAY) == date(2026, 12, 20)
