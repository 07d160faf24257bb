"""Pages of profiles as a browser copies them: LinkedIn in French and English, Viadeo, Copains d'avant, and addresses."""

import pytest

from carnet.domain.profile_pages import name_of_address, read, read_named

FRENCH = """Passer au contenu principal
Accueil
Réseau
Image d’arrière-plan
Claire Dupont
Claire Dupont
 · 1er
(Elle)
DSI chez Acme | Transformation numérique
Acme
Université Paris-Dauphine
Paris et périphérie · Coordonnées
500+ relations
Message
Plus
Luc Roy, Ana Silva et 12 autres relations en commun
"""

ENGLISH = """John Smith
1st
CIO at Globex
Greater London, England
Contact info
512 followers
500+ connections
"""


def test_a_french_page_gives_name_headline_company_and_place() -> None:
    found = read(
        FRENCH, ["https://www.linkedin.com/in/luc-roy/", "https://www.linkedin.com/in/claire-dupont-4a2b?trk=x"]
    )

    assert found is not None
    assert (found.name, found.title, found.organisation) == ("Claire Dupont", "DSI", "Acme")
    assert found.reach == ("https://www.linkedin.com/in/claire-dupont-4a2b",)
    assert found.note.splitlines() == ["Transformation numérique", "Université Paris-Dauphine", "Paris et périphérie"]


def test_an_english_page() -> None:
    found = read(ENGLISH)

    assert found is not None
    assert (found.name, found.title, found.organisation) == ("John Smith", "CIO", "Globex")
    assert found.note == "Greater London, England"


def test_a_page_of_copains_davant_and_of_viadeo() -> None:
    copains = read_named(
        "Copains d'avant\nProfil de Claire Dupont\nVit à Lyon",
        ["https://copainsdavant.linternaute.com/p/claire-dupont-123"],
    )
    viadeo = read_named("Viadeo\nLuc Roy\nConsultant\nhttp://www.viadeo.com/fr/profile/luc.roy")

    assert copains is not None
    assert (copains.name, copains.note) == ("Claire Dupont", "Vit à Lyon")
    assert copains.reach == ("https://copainsdavant.linternaute.com/p/claire-dupont-123",)
    assert viadeo is not None
    assert (viadeo.name, viadeo.reach) == ("Luc Roy", ("https://www.viadeo.com/fr/profile/luc.roy",))
    assert viadeo.note == "Consultant"


@pytest.mark.parametrize(
    "text", ["", "Claire Dupont", "Claire Dupont\nLuc Roy", "500+ relations", "Coordonnées", "· 1er\n"]
)
def test_other_texts_are_no_page(text: str) -> None:
    assert read(text) is None
    assert read_named(text) is None


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.linkedin.com/in/claire-dupont-4a2b6", "Claire Dupont"),
        ("https://www.linkedin.com/in/h%C3%A9l%C3%A8ne-vasseur", "Hélène Vasseur"),
        ("https://copainsdavant.linternaute.com/p/luc-roy-1234567", "Luc Roy"),
        ("https://www.linkedin.com/in/cdupont", ""),
        ("https://www.facebook.com/claire.dupont.77", ""),
        ("https://acme.example/team/claire-dupont", ""),
    ],
)
def test_the_name_that_an_address_spells(address: str, name: str) -> None:
    assert name_of_address(address) == name
