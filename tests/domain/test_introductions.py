"""Introductions that cannot be are named; circles and early dates are warnings."""

from datetime import date

import pytest

from carnet.domain.dates import PartialDate
from carnet.domain.ids import ContactId
from carnet.domain.introductions import (
    Edge,
    IntroductionFault,
    Reciprocity,
    WarningKind,
    before_met,
    cycle_closed_by,
    cycles,
    fault,
    reciprocity,
    to_root,
    warnings,
)

A, B, C, D = map(ContactId, (1, 2, 3, 4))


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ((A, B, None), None),
        ((None, B, C), None),
        ((A, B, C), None),
        ((None, B, None), IntroductionFault.NOBODY),
        ((B, B, None), IntroductionFault.SELF),
        ((A, B, B), IntroductionFault.SELF),
        ((A, B, A), IntroductionFault.SELF),
    ],
)
def test_an_introduction_takes_people_who_differ(
    people: tuple[ContactId | None, ContactId, ContactId | None], expected: object
):
    assert fault(*people) == expected


def test_a_circle_is_told_from_its_introducer_on():
    edges = [Edge(A, B), Edge(B, C), Edge(B, D), Edge(D, B)]

    assert cycle_closed_by(Edge(C, A), edges) == (C, A, B)
    assert cycle_closed_by(Edge(A, A), []) == (A,)
    assert cycle_closed_by(Edge(D, C), [Edge(A, B), Edge(B, C)]) == ()


def test_the_check_finds_every_knot_of_the_graph():
    ring = [Edge(A, B), Edge(B, C), Edge(C, A)]
    apart = [Edge(ContactId(7), ContactId(8)), Edge(ContactId(8), ContactId(7)), Edge(ContactId(8), ContactId(9))]

    assert sorted(cycles([*ring, *apart, Edge(D, A)])) == [(1, 2, 3), (7, 8)]
    assert cycles([Edge(A, B), Edge(A, C), Edge(B, C)]) == ()


@pytest.mark.parametrize(
    ("introduced", "since", "expected"),
    [
        ("2026-03-01", date(2026, 3, 2), True),
        ("2026-03-02", date(2026, 3, 2), False),
        ("2026-03", date(2026, 3, 31), False),
        ("2026-03", date(2026, 4, 1), True),
        ("2025-12", date(2026, 1, 1), True),
        ("2025", date(2025, 12, 31), False),
        ("2025", date(2026, 1, 1), True),
        ("--03-01", date(2026, 1, 1), False),
        (None, date(2026, 1, 1), False),
        ("2026-03-01", None, False),
    ],
)
def test_only_a_date_that_is_certainly_too_early_is_a_warning(
    introduced: str | None, since: date | None, expected: object
):
    assert before_met(None if introduced is None else PartialDate(introduced), since) is expected


def test_both_warnings_may_meet():
    edge = Edge(C, A, PartialDate("2026-01-01"))

    found = warnings(edge, [Edge(A, C)], date(2026, 2, 1))

    assert found == ((WarningKind.CYCLE, (C, A)), (WarningKind.BEFORE_MET, (C, A)))
    assert warnings(Edge(A, B), [], None) == ()


def test_reciprocity_counts_what_was_done_for_each_other_alone() -> None:
    one, other, third = ContactId(1), ContactId(2), ContactId(3)
    told = [
        (one, other, None),  # she presented somebody to me
        (one, third, None),
        (one, third, other),  # between others: no service to me
        (None, one, third),  # I presented her to somebody
        (None, third, one),  # I presented somebody to her
        (None, third, other),
        (other, one, None),
    ]

    assert reciprocity(one, told) == Reciprocity(2, 2)
    assert reciprocity(one, told[:3]).owed == 2
    assert reciprocity(third, []) == Reciprocity()


def test_the_chain_goes_back_to_whom_nobody_introduced() -> None:
    before = {ContactId(3): ContactId(2), ContactId(2): ContactId(1)}

    assert to_root(ContactId(3), before.get) == (1, 2, 3)
    assert to_root(ContactId(1), before.get) == (1,)


def test_a_circle_is_left_where_it_closes() -> None:
    before = {ContactId(1): ContactId(2), ContactId(2): ContactId(1)}

    assert to_root(ContactId(1), before.get) == (2, 1)
