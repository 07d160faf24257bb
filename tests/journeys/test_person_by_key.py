"""A person kept up to date by keyboard alone: ways to reach, positions, fields of one's own, and the photo."""

import pytest
from hands import CTRL, Hands, Key
from PySide6.QtGui import QColor, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from carnet.app import Application
from carnet.journal import Journal
from carnet.ui.kit.lines import ErrorLine


@pytest.fixture
def hands(application: Application, qtbot: QtBot) -> Hands:
    """Hands on the sheet of Hélène Vasseur, found by the palette."""
    found = Hands(application, qtbot)
    found.press(Key.Key_K, CTRL)
    found.type("Hélène Vasseur")
    found.press(Key.Key_Return)
    qtbot.waitUntil(lambda: application.window.key == "contacts")
    return found


@pytest.fixture
def journal(application: Application) -> Journal:
    assert application.journal is not None
    return application.journal


def helene(journal: Journal) -> int:
    return int(journal.contacts.find("Hélène Vasseur")[0].id)


def below(application: Application) -> str:
    """Return what is said under the fields of the facts."""
    lines = application.window.pages["contacts"].findChildren(ErrorLine)
    return " ".join(line.text() for line in lines if line.isVisible())


def test_ways_to_reach_are_added_refused_under_the_field_and_made_first(
    application: Application, hands: Hands, journal: Journal
) -> None:
    key = helene(journal)
    hands.tab_to("Ajouter une coordonnée")
    hands.press(Key.Key_Space)
    hands.type("helene@")
    hands.press(Key.Key_Return)
    assert "helene@" in hands.focus().text()
    assert below(application)

    hands.write("helene@perso.example")
    hands.press(Key.Key_Return)
    assert not below(application)
    hands.tab_to("Modifier helene@perso.example")
    hands.press(Key.Key_Space)
    hands.choose("Utiliser en premier")
    assert "helene@perso.example" in {point.value for point in journal.contacts.get(key).points if point.is_primary}

    hands.tab_to("Modifier 06 39 98 41 07")
    hands.press(Key.Key_Space)
    hands.choose("Modifier")
    hands.write("+33 6 39 98 41 08")
    hands.press(Key.Key_Return)
    assert "+33639984108" in {point.normalised for point in journal.contacts.get(key).points}

    hands.press(Key.Key_Z, CTRL, times=3)
    assert {point.value for point in journal.contacts.get(key).points} >= {"h.vasseur@alize.example", "06 39 98 41 07"}
    assert len(journal.contacts.get(key).points) == 2


def test_a_birthday_that_cannot_be_is_told_under_its_field(
    application: Application, hands: Hands, journal: Journal
) -> None:
    key = helene(journal)
    hands.tab_to("Anniversaire")
    hands.press(Key.Key_F2)
    hands.write("31/02/1980")
    hands.press(Key.Key_Return)
    assert below(application)

    hands.write("3 mars")
    hands.press(Key.Key_Return)
    assert str(journal.contacts.get(key).birthday) == "--03-03"
    assert not below(application)


def test_a_position_ends_and_another_begins(hands: Hands, journal: Journal) -> None:
    key = helene(journal)
    hands.tab_to("Autres actions pour Directrice des opérations")
    hands.press(Key.Key_Space)
    hands.choose("Il est terminé")
    hands.tab_to("Ajouter un poste")
    hands.press(Key.Key_Space)
    hands.type("Directrice générale")
    hands.press(Key.Key_Tab)
    hands.type("Alizé Santé")
    hands.press(Key.Key_Tab)
    hands.type("bientôt")
    hands.press(Key.Key_Return)
    assert len(journal.contacts.get(key).affiliations) == 2

    hands.write("novembre 2026")
    hands.press(Key.Key_Return)
    positions = {each.organisation: each for each in journal.contacts.get(key).affiliations}
    assert positions["Alizé Santé"].is_current
    assert positions["Alizé Santé"].title == "Directrice générale"
    assert str(positions["Alizé Santé"].starts_on) == "2026-11"
    assert not positions["Mutuelle Alizé"].is_current


def test_a_field_of_ones_own_is_added_and_taken_back(application: Application, hands: Hands, journal: Journal) -> None:
    key = helene(journal)
    hands.tab_to("Nouveau champ")
    hands.press(Key.Key_F2)
    hands.type("chien")
    hands.press(Key.Key_Return)
    assert below(application)

    hands.write("Chien : Rex")
    hands.press(Key.Key_Return)
    assert ("Chien", "Rex") in journal.contacts.get(key).custom_fields
    hands.press(Key.Key_Z, CTRL)
    assert ("Chien", "Rex") not in journal.contacts.get(key).custom_fields


def test_a_photo_is_pasted_on_the_face_and_removed_from_its_menu(hands: Hands, journal: Journal) -> None:
    key = helene(journal)
    picture = QImage(900, 700, QImage.Format.Format_RGB32)
    picture.fill(QColor("teal"))
    QGuiApplication.clipboard().setImage(picture)

    hands.tab_to("Ajouter une photo de Hélène Vasseur", back=True)
    hands.press(Key.Key_V, CTRL)
    kept = QImage.fromData(journal.contacts.photo(key) or b"")
    assert max(kept.width(), kept.height()) == 512
    assert hands.name() == "Photo de Hélène Vasseur"

    hands.press(Key.Key_Space)
    hands.choose("Retirer la photo")
    assert journal.contacts.photo(key) is None
    hands.press(Key.Key_Z, CTRL)
    assert journal.contacts.photo(key) is not None
