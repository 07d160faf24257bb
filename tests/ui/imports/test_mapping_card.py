"""Saying what the columns of a table hold, by key, and seeing at once what that brings."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from carnet.domain.contacts import Sphere
from carnet.journal import FixedClock, Journal
from carnet.ui.imports import ImportsPage
from carnet.ui.kit.choices import Combo
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.tasks import Tasks

CHECK, SUM_UP = 1, 2
TEXT = "Qui,Courriel,Taille,Né le\nHélène Vasseur,h.vasseur@alize.example,42,03/04/1975\nZoé Ba,z@ba.example,38,\n"


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened = Journal(tmp_path / "carnet.carnet", clock=FixedClock(day=date(2026, 11, 20)))
    yield opened
    opened.close()


@pytest.fixture
def page(qtbot: QtBot, journal: Journal) -> Iterator[ImportsPage]:
    tasks = Tasks()
    made = ImportsPage(journal, AppSignals(), None, tasks)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(1200, 900)
    made.show()
    yield made
    tasks.wait()


@pytest.fixture
def look(qtbot: QtBot, page: ImportsPage, tmp_path: Path) -> Callable[..., None]:
    def wait(text: str = TEXT, encoding: str = "utf-8", name: str = "adhérents.csv") -> None:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        page.open_files([path])
        qtbot.waitUntil(lambda: page.stack.currentIndex() == CHECK, timeout=10_000)

    return wait


def _rows(page: ImportsPage) -> list[str]:
    assert page.checking.decisions is not None
    return [row.name for row in page.checking.decisions.rows.values()]


def _columns(page: ImportsPage) -> list[tuple[str, str]]:
    return [(combo.accessibleName(), combo.currentText()) for combo in page.checking.mapping.combos.values()]


def _choose(qtbot: QtBot, combo: Combo, text: str) -> None:
    """Type the beginning of a choice, as one does in a list."""
    combo.setFocus()
    qtbot.keyClicks(combo, text)


def _read_again(qtbot: QtBot, page: ImportsPage) -> None:
    qtbot.waitUntil(lambda: page._progress is None, timeout=10_000)


def test_columns_are_guessed_and_told(page: ImportsPage, look: Callable[..., None]):
    look()
    mapping = page.checking.mapping
    assert mapping.isVisible()
    assert mapping.told.text() == "Colonnes devinées"
    assert mapping.fold.isChecked()
    assert _columns(page) == [
        ("Champ pour Qui", "Nom complet"),
        ("Champ pour Courriel", "E-mail"),
        ("Champ pour Taille", "Champ à part"),
        ("Champ pour Né le", "Anniversaire"),
    ]
    assert (mapping.encoding.currentText(), mapping.delimiter.currentText()) == ("UTF-8", "virgule")
    assert not mapping.sheet.isVisible()
    assert _rows(page) == ["Hélène Vasseur", "Zoé Ba"]


def test_a_column_is_given_another_field_by_key(
    qtbot: QtBot, page: ImportsPage, look: Callable[..., None], journal: Journal
):
    look()
    taille = page.checking.mapping.combos[2]
    _choose(qtbot, taille, "Ne pas")
    _read_again(qtbot, page)
    mapping = page.checking.mapping
    assert mapping.combos[2] is taille
    assert page.focusWidget() is taille
    assert (taille.currentText(), mapping.told.text()) == ("Ne pas importer", "Colonnes comme vous les avez choisies")
    page.go.click()
    qtbot.waitUntil(lambda: page.stack.currentIndex() == SUM_UP, timeout=10_000)
    helene = journal.contacts.get(1)
    assert (helene.last_name, helene.custom_fields, helene.birthday) == ("Vasseur", (), "1975-04-03")


def test_the_next_table_of_these_columns_comes_as_the_last_one_did(
    qtbot: QtBot, page: ImportsPage, look: Callable[..., None]
):
    look()
    _choose(qtbot, page.checking.mapping.combos[2], "Poste")
    _read_again(qtbot, page)
    page.go.click()
    qtbot.waitUntil(lambda: page.stack.currentIndex() == SUM_UP, timeout=10_000)
    look("Qui;Courriel;Taille;Né le\nAna Ruiz;a@x.example;40;\n", name="autres.csv")
    mapping = page.checking.mapping
    assert mapping.told.text() == "Colonnes comme vous les aviez choisies la dernière fois"
    assert mapping.combos[2].currentText() == "Poste"
    mapping.header.link.setFocus()
    qtbot.keyClick(mapping.header.link, Qt.Key.Key_Space)
    _read_again(qtbot, page)
    assert (mapping.told.text(), mapping.combos[2].currentText()) == ("Colonnes devinées", "Champ à part")


def test_encoding_and_delimiter_can_be_changed(qtbot: QtBot, page: ImportsPage, look: Callable[..., None]):
    look("Nom,Mail\nLefèvre,l@x.example\n", "mac_roman")
    mapping = page.checking.mapping
    assert mapping.encoding.currentText() == "Mac Roman"
    _choose(qtbot, mapping.encoding, "Win")
    _read_again(qtbot, page)
    assert _rows(page) != ["Lefèvre"]
    qtbot.keyClick(mapping.encoding, Qt.Key.Key_Down)
    _read_again(qtbot, page)
    assert _rows(page) == ["Lefèvre"]
    _choose(qtbot, mapping.delimiter, "point")
    _read_again(qtbot, page)
    assert len(mapping.combos) == 1


def test_days_can_be_read_the_other_way(qtbot: QtBot, page: ImportsPage, look: Callable[..., None]):
    look()
    mapping = page.checking.mapping
    assert "03/04/1975" in mapping.day.text()
    mapping.turn.setFocus()
    qtbot.keyClick(mapping.turn, Qt.Key.Key_Space)
    _read_again(qtbot, page)
    assert "mois/jour/année" in mapping.day.text()
    assert "jour/mois/année" in mapping.turn.text()


def test_a_table_that_names_nobody_waits_until_a_column_does(
    qtbot: QtBot, page: ImportsPage, look: Callable[..., None]
):
    look("Alias,Points\nhélène,12\nzoé,7\n")
    mapping = page.checking.mapping
    assert mapping.wrong.isVisible()
    assert not page.go.isEnabled()
    assert page.focusProxy() is mapping.combos[0]
    _choose(qtbot, mapping.combos[0], "Pr")
    _read_again(qtbot, page)
    assert mapping.combos[0].currentText() == "Prénom"
    assert not mapping.wrong.isVisible()
    assert page.go.isEnabled()
    assert _rows(page) == ["hélène", "zoé"]


def test_columns_of_a_known_program_are_folded(qtbot: QtBot, page: ImportsPage, look: Callable[..., None]):
    look("Prénom,Nom,Société,Adresse de messagerie,Recommandé par\nZoé,Ba,Acme,z@x.example,\n")
    mapping = page.checking.mapping
    assert mapping.told.text() == "Colonnes d’Outlook"
    assert mapping.combos == {}
    mapping.fold.setFocus()
    qtbot.keyClick(mapping.fold, Qt.Key.Key_Space)
    assert [text for _name, text in _columns(page)] == ["Prénom", "Nom", "Organisation", "E-mail"]


def test_a_sheet_is_chosen_where_there_are_several(qtbot: QtBot, page: ImportsPage, tmp_path: Path):
    book = openpyxl.Workbook()
    for name, person in (("Clients", "Zoé Ba"), ("Anciens", "Ana Ruiz")):
        sheet = book.create_sheet(name)
        sheet.append(["Nom complet", "E-mail"])
        sheet.append([person, ""])
    book.active.title = "Vide"
    path = tmp_path / "a.xlsx"
    book.save(path)
    page.open_files([path])
    qtbot.waitUntil(lambda: page.stack.currentIndex() == CHECK, timeout=10_000)
    mapping = page.checking.mapping
    assert not mapping.encoding.isVisible()
    assert (mapping.sheet.currentText(), _rows(page)) == ("Clients", ["Zoé Ba"])
    _choose(qtbot, mapping.sheet, "Anc")
    _read_again(qtbot, page)
    assert _rows(page) == ["Ana Ruiz"]
    qtbot.keyClick(mapping.sheet, Qt.Key.Key_Home)
    _read_again(qtbot, page)
    assert "ne contient aucun contact" in mapping.wrong.text()
    assert (mapping.sheet.currentText(), _rows(page)) == ("Anciens", ["Ana Ruiz"])
    assert page.go.isEnabled()


def test_a_file_of_another_kind_shows_no_columns(page: ImportsPage, look: Callable[..., None]):
    look("BEGIN:VCARD\nVERSION:3.0\nFN:Zoé Ba\nEND:VCARD\n", name="a.vcf")
    assert not page.checking.mapping.isVisible()


def test_what_was_decided_stays_when_a_column_changes(
    qtbot: QtBot, page: ImportsPage, look: Callable[..., None], journal: Journal
):
    look()
    page.go.click()
    qtbot.waitUntil(lambda: page.stack.currentIndex() == SUM_UP, timeout=10_000)
    look(TEXT + "Ana Ruiz,a@x.example,1,\n", name="b.csv")
    page.checking.duplicates.decide("skip")
    page.checking.assigned.tags.set_text("salon")
    assert page.checking.coming() == 2
    _choose(qtbot, page.checking.mapping.combos[2], "Ne pas")
    _read_again(qtbot, page)
    assert page.checking.coming() == 2
    assert page.checking.assigned.tags.text() == "salon"


SPHERES = "display_name,contact_points,sphere\nAna Luz,a@luz.example,personal\nZoé Ba,z@ba.example,both\n"


def test_people_come_into_the_spheres_that_a_table_says(page: ImportsPage, journal: Journal, look: Callable[..., None]):
    look(SPHERES)
    assert page.checking.assigned.sphere.currentText() == "Comme le dit le fichier"
    page.run_import()
    page._tasks.wait()
    assert [journal.contacts.get(key).sphere for key in (1, 2)] == [Sphere.PERSONAL, Sphere.BOTH]


def test_people_are_professional_once_their_spheres_are_left_out(
    qtbot: QtBot, page: ImportsPage, look: Callable[..., None]
):
    look(SPHERES)
    page.checking.mapping.fold.click()
    _choose(qtbot, page.checking.mapping.combos[2], "Ne pas")
    _read_again(qtbot, page)
    assert page.checking.assigned.given().sphere is Sphere.PROFESSIONAL


def test_a_sphere_that_the_user_chose_stays_when_the_table_is_read_otherwise(
    qtbot: QtBot, page: ImportsPage, look: Callable[..., None]
):
    look(SPHERES)
    page.checking.assigned.sphere.choose(Sphere.PERSONAL.value)
    page.checking.mapping.fold.click()
    _choose(qtbot, page.checking.mapping.combos[2], "Ne pas")
    _read_again(qtbot, page)
    assert page.checking.assigned.given().sphere is Sphere.PERSONAL


def test_the_encoding_of_linkedins_connections_is_shown_and_can_be_changed(
    page: ImportsPage, qtbot: QtBot, look: Callable[..., None]
):
    header = "First Name;Last Name;URL;Email Address;Company;Position;Connected On\n"
    look(header + "Zoé;Müller;;;Crédit Alizé;DSI;18 Jun 2025\n", "cp1252", "Connections.csv")
    card = page.checking.mapping
    assert card.isVisible()
    assert (card.encoding.currentText(), card.delimiter.currentText()) == ("Windows-1252", "point-virgule")
    assert card.fold.isHidden()
    assert card.combos == {}
    assert _rows(page) == ["Zoé Müller"]
    card.encoding.setFocus()
    qtbot.keyClick(card.encoding, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: _rows(page) != ["Zoé Müller"], timeout=10_000)
    card.delimiter.choose(",")
    card.delimiter.activated.emit(0)
    qtbot.waitUntil(lambda: bool(card.wrong.text()), timeout=10_000)
    assert "LinkedIn" in card.wrong.text()
    assert card.delimiter.currentText() == "point-virgule"
