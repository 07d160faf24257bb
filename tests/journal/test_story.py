"""What is told beside the figures of « Bilan »: findings, the survey, who did what for whom."""

from datetime import date

import pytest
from mission_world import Example, build, exchange, person, presented, signed

from carnet.domain.attribution import Model
from carnet.domain.contacts import Relationship, Sphere
from carnet.domain.findings import Balance, FindingKind
from carnet.domain.interactions import InteractionKind
from carnet.domain.review import ReviewQuestion
from carnet.domain.survey import SurveyLine
from carnet.journal import Journal, Options

WHOLE = 5_580_000


@pytest.fixture
def example(journal: Journal) -> Example:
    return build(journal)


ALL = ReviewQuestion()


def balances(journal: Journal, question: ReviewQuestion = ALL) -> dict[str, Balance]:
    return {balance.person.name: balance for balance in journal.review.story(question).balances}


def test_one_mission_tells_where_its_money_began_and_nothing_thinner(journal: Journal, example: Example) -> None:
    found = {each.kind: each for each in journal.review.story(ReviewQuestion()).findings}

    assert set(found) == {FindingKind.WEIGHT, FindingKind.OPENED}
    opened = found[FindingKind.OPENED]
    assert (opened.event_id, opened.cents, opened.spent.events) == (example.afterwork, WHOLE, 1)
    weight = found[FindingKind.WEIGHT]
    assert (weight.people[0].name, weight.cents, weight.other_cents) == ("Sophie", 1_953_000, WHOLE)
    assert weight.mission_ids == {example.mission}


def test_under_the_model_of_origins_it_is_set_against_the_last_step(journal: Journal, example: Example) -> None:
    found = journal.review.story(ReviewQuestion(model=Model.FIRST)).findings

    assert {each.model for each in found} == {Model.FIRST}
    assert FindingKind.WEIGHT not in {each.kind for each in found}  # Claire has nothing under it


def test_who_introduced_is_told_with_the_missions_it_led_to_and_whether_thanks_are_due(
    journal: Journal, example: Example
) -> None:
    found = balances(journal)

    assert (found["Sophie"].reciprocity.received, found["Karim"].reciprocity.received) == (1, 1)
    assert (found["Sophie"].missions, found["Karim"].missions) == (1, 1)
    assert found["Sophie"].to_thank
    exchange(journal, InteractionKind.CALL, "2026-07-02", example.sophie)
    assert not balances(journal)["Sophie"].to_thank
    assert balances(journal, ReviewQuestion(end=date(2025, 12, 31)))["Karim"].missions == 0


def test_an_introduction_given_counts_for_both(journal: Journal, example: Example) -> None:
    journal.introductions.save(None, example.sophie, beneficiary_id=example.claire)

    found = balances(journal)

    assert found["Sophie"].reciprocity == (1, 1)
    assert found["Claire"].reciprocity == (0, 1)


def test_private_life_is_named_only_when_asked_and_never_in_work_mode(journal: Journal) -> None:
    paul = person(journal, "Paul", sphere=Sphere.PERSONAL)
    lea = person(journal, "Léa")
    exchange(journal, InteractionKind.ENCOUNTER, "2026-01-05", paul)
    presented(journal, paul, lea, "2026-01-10")
    exchange(journal, InteractionKind.CALL, "2026-01-20", lea)
    signed(journal, lea, on=date(2026, 2, 1))

    hidden = journal.review.story(ReviewQuestion())
    assert "Paul" not in balances(journal)
    assert all(who.name != "Paul" for each in hidden.findings for who in each.people)
    assert hidden.survey[0].of == 1

    named = ReviewQuestion(with_personal=True)
    assert "Paul" in balances(journal, named)
    assert journal.review.story(named).survey[0].of == 2
    journal.options = Options(work_mode=True)
    assert "Paul" not in balances(journal, named)


def test_a_mission_that_came_through_a_friend_counts_once(journal: Journal, example: Example) -> None:
    journal.contacts.edit(example.sophie, relationship=Relationship.FRIEND)
    journal.contacts.edit(example.karim, relationship=Relationship.FRIEND)

    own = {each.line: each for each in journal.review.story(ReviewQuestion()).survey}

    assert (own[SurveyLine.FRIENDS].cases, own[SurveyLine.FRIENDS].of) == (1, 1)


def test_an_empty_journal_tells_nothing(journal: Journal) -> None:
    found = journal.review.story(ReviewQuestion())

    assert (found.findings, found.balances) == ((), ())
    assert all(own.percent is None for own in found.survey)
