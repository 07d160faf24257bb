"""The sentences of « Ce que dit le réseau », in both languages: plural, elision, and the cases they rest on."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from carnet.domain.attribution import Model
from carnet.domain.contacts import ChannelGroup
from carnet.domain.events import EventKind
from carnet.domain.findings import Balance, Finding, FindingKind, Known
from carnet.domain.introductions import Reciprocity
from carnet.domain.returns import Spent
from carnet.domain.survey import OwnFigure, SurveyLine
from carnet.words import findings, install

LOCALE = Path(__file__).parents[2] / "resources" / "locale"
INES, GAELLE, PRIVATE = Known(1, "Inès Fabregas"), Known(2, "Gaëlle Kervadec"), Known()


@pytest.fixture(autouse=True)
def french() -> Iterator[None]:
    install(LOCALE, "fr")
    yield
    install(LOCALE, "fr")


def finding(kind: FindingKind, **more: Any) -> Finding:
    return Finding(kind, "EUR", Model.W, Model.FIRST)._replace(**more)


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def said(found: Finding, language: str = "fr") -> tuple[str, str]:
    install(LOCALE, language)
    return plain(findings.sentence(found)), plain(findings.sample(found))


def test_origins_with_their_people():
    found = finding(FindingKind.ORIGIN, key="network", cases=2, of=4, people=(INES, GAELLE))

    assert said(found) == (
        "2 de vos 4 missions viennent d’un réseau social : Inès Fabregas et Gaëlle Kervadec.",
        "4 missions",
    )
    assert said(found, "en") == (
        "2 of your 4 missions came from social networks: Inès Fabregas and Gaëlle Kervadec.",
        "4 missions",
    )


@pytest.mark.parametrize("group", [group for group in ChannelGroup if group is not ChannelGroup.OTHER])
@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_origin_has_its_sentence(group: ChannelGroup, count: int, language: str):
    sentence, _sample = said(finding(FindingKind.ORIGIN, key=group.value, cases=count, of=7), language)

    assert sentence.startswith(f"{count} ")
    assert sentence.endswith(".")
    assert "  " not in sentence


def test_breaks():
    assert said(finding(FindingKind.BREAKS, key="break", cases=3, of=7)) == (
        "3 de vos 7 missions sont nées d’une pause ou d’un déjeuner.",
        "7 missions",
    )


def test_weights_name_both_models():
    found = finding(
        FindingKind.WEIGHT, people=(GAELLE,), cents=720_000, other_cents=1_440_000, other=2, mission_ids=frozenset({1})
    )

    assert said(found) == (
        "Gaëlle Kervadec pèse deux fois plus en « Origine » (14 400 €) qu’en « Équilibré » (7 200 €).",
        "1 mission",
    )
    assert "twice as much under “Origin” (€14,400) as under “Balanced” (€7,200)" in said(found, "en")[0]
    assert "dix fois" not in said(found._replace(other=12))[0]
    assert "12 fois plus" in said(found._replace(other=12))[0]


def test_somebody_of_private_life_is_not_named():
    found = finding(FindingKind.SHARE, people=(PRIVATE,), cases=45, cents=90_000, mission_ids=frozenset({1, 2}))

    assert said(found) == (
        "Une relation personnelle est à l’origine de 45 % de votre CA en « Équilibré » (900 €).",
        "2 missions",
    )


@pytest.mark.parametrize(
    ("spent", "end"),
    [
        (Spent(1, 150, 1_200), ", pour 12 € et 2 h 30."),
        (Spent(1, 150, 0), ", pour 2 h 30."),
        (Spent(1, 0, 1_200), ", pour 12 €."),
        (Spent(1), " en « Origine »."),
    ],
)
def test_what_an_event_opened(spent: Spent, end: str):
    found = finding(
        FindingKind.OPENED,
        title="Afterwork",
        on=date(2025, 3, 20),
        cents=3_850_000,
        spent=spent,
        mission_ids=frozenset({1}),
    )

    sentence, sample = said(found)

    assert sentence.startswith("« Afterwork » (20 mars 2025) a ouvert 38 500 € en « Origine »")
    assert sentence.endswith(end)
    assert sample == "1 mission"


@pytest.mark.parametrize("kind", list(EventKind))
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_kind_of_evening_has_its_sentence(kind: EventKind, language: str):
    found = finding(FindingKind.HOURS, key=kind.value, other=240, cases=3, of=12)

    sentence, sample = said(found, language)

    assert "4 h" in sentence
    assert ("« Équilibré »" if language == "fr" else "“Balanced”") in sentence
    assert sample == ("12 évènements, 3 missions" if language == "fr" else "12 events, 3 missions")


def test_what_is_owed():
    found = finding(FindingKind.OWED, people=(INES,), cases=2, of=3, other=1)

    assert said(found) == ("Vous devez 2 mises en relation à Inès Fabregas.", "3 reçues, 1 donnée")
    assert said(found, "en") == ("You owe 2 introductions to Inès Fabregas.", "3 received, 1 given")


def test_delays():
    found = finding(FindingKind.DELAY, cases=100, other=1, mission_ids=frozenset(range(6)))

    assert said(found) == (
        "De la rencontre à la signature, il faut 100 jours quand on vous a mis en relation, 1 jour sinon.",
        "6 missions",
    )


def test_no_name_means_nobody_is_joined():
    assert findings.names(()) == ""
    assert findings.names((INES,)) == "Inès Fabregas"


def test_balances_tell_whom_to_thank_before_what_is_owed():
    owing = Balance(INES, Reciprocity(3, 1), missions=2)

    assert plain(findings.balance(owing)) == "3 reçues, 1 donnée, 2 missions"
    assert findings.due(owing) == "vous en devez 2"
    assert findings.due(owing._replace(to_thank=True)) == "à remercier"
    assert findings.due(Balance(INES, Reciprocity(0, 2))) == "vous en doit 2"
    assert findings.due(Balance(INES, Reciprocity(1, 1))) == ""


@pytest.mark.parametrize("line", list(SurveyLine))
def test_survey_lines_name_the_sample(line: SurveyLine):
    assert findings.survey_name(line)
    assert plain(findings.own_name(OwnFigure(line, 23, 145))).endswith("23 sur 145")
