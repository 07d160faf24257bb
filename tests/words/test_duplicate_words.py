"""Verdicts, reasons and the rows of a merge, in words."""

from pathlib import Path

import pytest

from carnet.domain.contacts import Channel, Contact, Network, Relationship, SocialProfile, Sphere
from carnet.domain.dates import PartialDate
from carnet.domain.duplicates import Clue, Evidence, Resemblance, Verdict
from carnet.domain.merging import Badge, MergeField, MergeRow, MergeSide, Side
from carnet.domain.origin import PersonFacts
from carnet.words import duplicates, install, merges

NARROW = "\u202f"


@pytest.fixture(autouse=True)
def french() -> None:
    install(Path(__file__).parents[2] / "resources" / "locale", "fr")


def test_every_clue_and_verdict_is_worded() -> None:
    said = duplicates.reasons(
        Resemblance(Verdict.POSSIBLE, 0, tuple(Clue(each, "Saulnier", "Groupe Saulnier") for each in Evidence))
    )
    assert said.startswith("Même profil LinkedIn, même e-mail, même téléphone, ")
    assert said.endswith(f"«{NARROW}Saulnier{NARROW}» contenu dans «{NARROW}Groupe Saulnier{NARROW}».")
    assert len(said.split(", ")) == len(Evidence)
    assert [duplicates.verdict(each) for each in Verdict] == ["Certain", "Très probable", "Possible"]


def test_every_field_of_a_merge_is_named() -> None:
    profile = (SocialProfile(network=Network.VIADEO, url="https://viadeo.example/x"),)
    names = [merges.field(MergeRow(each, profile, (), Side.A, Badge.FILLED)) for each in MergeField]
    assert len(set(names)) == len(MergeField)
    assert names[7] == "Profils"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        (MergeField.ORIGIN, (Channel.EVENT, PartialDate("2026-11-18")), "Évènement, 18 nov. 2026"),
        (MergeField.ORIGIN, (Channel.EVENT, PartialDate("2026-11")), "Évènement, novembre 2026"),
        (MergeField.ORIGIN, (Channel.EVENT, None), "Évènement"),
        (MergeField.RELATIONSHIP, Relationship.CLIENT, "Client"),
        (MergeField.SPHERE, Sphere.BOTH, "Pro et perso"),
        (MergeField.CIRCLES, ("Proche", "Clients"), "Proche, Clients"),
        (MergeField.CADENCE, 90, "90\u00a0jours"),
        (MergeField.CITY, None, ""),
    ],
)
def test_values_are_said_on_one_line(field: MergeField, value: object, said: str) -> None:
    assert merges.value(field, value).lower() == said.lower()


def test_a_sheet_without_a_date_says_nothing_of_it() -> None:
    assert merges.since(MergeSide(Contact(), "A", PersonFacts())) == ""
