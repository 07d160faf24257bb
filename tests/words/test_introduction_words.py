"""Who owes whom, and the way to a person, in both languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from carnet.domain.contacts import ChainStep, Channel, IntroductionDoubt, Person
from carnet.domain.dates import PartialDate
from carnet.domain.ids import ContactId
from carnet.domain.introductions import Reciprocity, WarningKind
from carnet.words import install, introductions

LOCALE = Path(__file__).parents[2] / "resources" / "locale"
MARC, SOPHIE = Person(ContactId(1), "Marc"), Person(ContactId(2), "Sophie")


@pytest.fixture(params=["fr", "en"], autouse=True)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    install(LOCALE, request.param)
    yield request.param
    install(LOCALE, "fr")


@pytest.mark.parametrize(
    ("received", "given", "french", "english"),
    [
        (0, 0, "", ""),
        (1, 0, "Vous lui devez 1 mise en relation.", "You owe Sophie 1 introduction."),
        (3, 1, "Vous lui devez 2 mises en relation.", "You owe Sophie 2 introductions."),
        (0, 1, "Sophie vous doit 1 mise en relation.", "Sophie owes you 1 introduction."),
        (1, 4, "Sophie vous doit 3 mises en relation.", "Sophie owes you 3 introductions."),
        (
            1,
            1,
            "Vous êtes quittes\u202f: 1 mise en relation de chaque côté.",
            "You are quits: 1 introduction each way.",
        ),
        (
            2,
            2,
            "Vous êtes quittes\u202f: 2 mises en relation de chaque côté.",
            "You are quits: 2 introductions each way.",
        ),
    ],
)
def test_reciprocity_is_said_in_one_line(language: str, received: int, given: int, french: str, english: str) -> None:
    told = introductions.reciprocity(Reciprocity(received, given), "Sophie")

    assert told == (french if language == "fr" else english)


def test_the_chain_is_one_sentence(language: str) -> None:
    steps = [
        ChainStep(MARC, PartialDate("2022"), Channel.FORMER_COLLEAGUE),
        ChainStep(None, None, Channel.INTRODUCTION),
        ChainStep(SOPHIE, PartialDate("2024-02-08"), Channel.INTRODUCTION, "Afterwork"),
    ]

    told = introductions.chain(steps)

    assert told == (
        "Au départ\u202f: Marc (Ancien collègue, 2022), qui vous a présenté une relation personnelle, "
        "qui vous a présenté Sophie (Afterwork, 8 février 2024)."
        if language == "fr"
        else "It all starts with Marc (Former colleague, 2022), who introduced you to a personal relation, "
        "who introduced you to Sophie (Afterwork, 8 February 2024)."
    )


def test_without_introduction_there_is_no_chain() -> None:
    assert introductions.chain([ChainStep(MARC, None, Channel.EVENT)]) == ""


def test_a_doubt_names_those_concerned() -> None:
    circle = introductions.doubt(IntroductionDoubt(1, WarningKind.CYCLE, (MARC, SOPHIE)))
    early = introductions.doubt(IntroductionDoubt(1, WarningKind.BEFORE_MET, (MARC, SOPHIE)))

    assert "Marc → Sophie → Marc" in circle
    assert early.startswith("Sophie")
