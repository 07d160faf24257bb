"""What a line of « Bilan » tells beside its credit, on the worked example."""

from datetime import date

import pytest
from mission_world import Example, build, exchange, signed

from carnet.domain.attribution import Model
from carnet.domain.comparisons import Beside, Comparison
from carnet.domain.interactions import InteractionKind
from carnet.domain.review import Grouping, ReviewQuestion
from carnet.journal import Journal

WHOLE = 5_580_000


@pytest.fixture
def example(journal: Journal) -> Example:
    return build(journal)


def test_who_had_any_part_contributed_to_the_whole_mission_once(journal: Journal, example: Example) -> None:
    question = ReviewQuestion(model=Model.FIRST)

    found = journal.review.details(question, [str(example.karim), str(example.claire), "", "404"])

    assert found[str(example.karim)].influence_cents == WHOLE
    assert found[str(example.claire)].influence_cents == WHOLE  # two touches, one mission
    assert found[str(example.karim)].years == (0, 0, 0, 0, 0)  # no cent under this model
    assert found[""].years == (0, 0, 0, 0, WHOLE)
    assert "404" not in found


def test_years_follow_the_model_and_influence_the_period(journal: Journal, example: Example) -> None:
    signed(journal, None, on=date(2025, 10, 1), halves=20, renewal_of_id=example.mission)
    question = ReviewQuestion(model=Model.FIRST, start=date(2026, 1, 1), end=date(2026, 12, 31))

    sophie = journal.review.details(question, [str(example.sophie)])[str(example.sophie)]

    assert sophie.years == (0, 0, 0, 620_000, WHOLE)
    assert sophie.influence_cents == WHOLE
    assert list(journal.review.detail_years(question)) == [2022, 2023, 2024, 2025, 2026]


def test_the_last_exchange_of_a_line_is_with_anybody_credited_there(journal: Journal, example: Example) -> None:
    exchange(journal, InteractionKind.CALL, "2026-11-02", example.sophie)

    def last(by: Grouping, key: str) -> date | None:
        return journal.review.details(ReviewQuestion(by=by), [key])[key].last_exchange_on

    assert last(Grouping.CONTACT, str(example.sophie)) == date(2026, 11, 2)
    assert last(Grouping.EVENT, str(example.afterwork)) == date(2026, 11, 2)
    assert last(Grouping.EVENT, str(example.themed)) != date(2026, 11, 2)
    assert last(Grouping.EVENT, "outside_events") is None


def test_what_is_kept_of_the_lines_is_read_again_after_a_change(journal: Journal, example: Example) -> None:
    key = str(example.sophie)
    assert journal.review.details(ReviewQuestion(), [key])[key].influence_cents == WHOLE

    journal.missions.edit(example.mission, days_sold_half=100)

    assert journal.review.details(ReviewQuestion(), [key])[key].influence_cents == 3_100_000


def test_a_comparison_has_the_lines_of_all_and_changes_no_total(journal: Journal, example: Example) -> None:
    question = ReviewQuestion(model=Model.FIRST)
    review, last = journal.review.ask(question), journal.review.ask(question._replace(model=Model.LAST))
    empty = journal.review.ask(question._replace(end=date(2025, 12, 31)))

    found = Comparison(review, empty, last)

    assert {row.key: row.credit_cents for row in found.rows} == {str(example.sophie): WHOLE, str(example.claire): 0}
    assert found.beside[str(example.claire)] == Beside(0, WHOLE)
    assert found.beside[str(example.sophie)] == Beside(0, 0)
    assert found.total == Beside(0, WHOLE)
    assert Comparison(review).rows == review.rows
    assert Comparison(review).beside == {}
