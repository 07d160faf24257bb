"""What letters say in both languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from carnet.domain.dates import PartialDate
from carnet.domain.interactions import InteractionKind
from carnet.domain.letters import Card, Field, Letter, LetterFacts, LetterKind, field_named, unknown_fields
from carnet.words import install, letters

LOCALE = Path(__file__).parents[2] / "resources" / "locale"
CARD = Card("Camille Aubert", "Consultante", "Escale", "+33639981020", "c@aubert.example")
FACTS = LetterFacts(
    "Hélène",
    "Hélène Vasseur",
    "Alizé",
    "h@a.example",
    "Afterwork",
    InteractionKind.CALL,
    PartialDate("2026-11-16"),
    CARD,
)


@pytest.fixture(params=["fr", "en"], autouse=True)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    install(LOCALE, request.param)
    yield request.param
    install(LOCALE, "fr")


def test_every_field_is_understood_under_the_name_it_is_shown_by() -> None:
    assert {field: field_named(letters.field(field)) for field in Field} == {field: field for field in Field}


@pytest.mark.parametrize("kind", list(LetterKind))
def test_no_template_names_what_does_not_exist_or_leaves_a_gap(kind: LetterKind) -> None:
    text = letters.template(kind)

    assert unknown_fields(text.subject) == unknown_fields(text.body) == ()
    written, missing = letters.written(text, FACTS, "FR")
    assert missing == ()
    assert "{" not in written.body
    assert "Hélène" in written.body
    assert written.body.endswith("Camille Aubert\nConsultante, Escale\n06 39 98 10 20\nc@aubert.example")


def test_a_template_is_in_the_language_of_the_window(language: str) -> None:
    told = letters.template(LetterKind.THANKS).body

    assert ("{prénom}" if language == "fr" else "{first name}") in told


@pytest.mark.parametrize(
    ("on", "french", "english"),
    [
        ("2026-11-16", "notre appel du 16 novembre 2026", "our call of 16 November 2026"),
        ("2026-11-01", "notre appel du 1er novembre 2026", "our call of 1 November 2026"),
        ("2026-08", "notre appel (août 2026)", "our call (August 2026)"),
        (None, "notre appel", "our call"),
    ],
)
def test_the_last_exchange_is_told(language: str, on: str | None, french: str, english: str) -> None:
    facts = FACTS._replace(last_on=None if on is None else PartialDate(on))

    written, _missing = letters.written(Letter("", "{last exchange}"), facts, "FR")

    assert written.body == (french if language == "fr" else english)


def test_without_card_or_exchange_the_gaps_are_told() -> None:
    bare = FACTS._replace(last_kind=None, last_on=None, card=None, first_name="")

    written, missing = letters.written(letters.template(LetterKind.FOLLOW_UP), bare, "FR")

    assert missing == (Field.LAST_EXCHANGE, Field.MY_CARD)
    assert "Hélène Vasseur" in written.body
