"""A mission by keyboard alone: from lead to signed, a broken path mended, documents, a renewal."""

from pathlib import Path
from typing import Any

import pytest
from hands import CTRL, Hands, Key
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from application_fixtures import Answers
from carnet.app import Application
from carnet.domain.contacts import Contact
from carnet.domain.mission_sheets import Mission
from carnet.domain.missions import Stage
from carnet.journal import Journal


@pytest.fixture
def journal(application: Application) -> Journal:
    assert application.journal is not None
    return application.journal


@pytest.fixture
def hands(application: Application, qtbot: QtBot) -> Hands:
    """Hands on the board of missions."""
    found = Hands(application, qtbot)
    found.press(Key.Key_4, CTRL)
    qtbot.waitUntil(lambda: application.window.key == "missions")
    return found


def _sheet(application: Application) -> Any:
    return application.window.pages["missions"].sheet


def _opened(application: Application, qtbot: QtBot, title: str) -> None:
    qtbot.waitUntil(lambda: _sheet(application).isVisible() and _sheet(application).title.text() == title)


def _find(journal: Journal, title: str) -> Mission:
    return journal.missions.get(next(row.id for row in journal.missions.rows() if row.title == title))


def _open(application: Application, hands: Hands, qtbot: QtBot, title: str) -> None:
    """Find a mission by the list of the page, and open it."""
    page: Any = application.window.pages["missions"]
    page.view.choose("list")
    page.view.chosen.emit("list")
    hands.press(Key.Key_F, CTRL)
    hands.type(title)
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)
    _opened(application, qtbot, title)


def test_a_lead_is_created_proposed_and_signed(
    application: Application, hands: Hands, journal: Journal, qtbot: QtBot
) -> None:
    hands.press(Key.Key_N, CTRL)
    hands.type("Cadrage du portail")
    hands.tab_to("TJM")
    hands.write("640")
    hands.tab_to("Jours vendus")
    hands.write("12,5")
    hands.press(Key.Key_Return)
    _opened(application, qtbot, "Cadrage du portail")
    hands.press(Key.Key_Escape)

    hands.press(Key.Key_Right, CTRL)
    assert _find(journal, "Cadrage du portail").stage is Stage.PROPOSAL
    hands.press(Key.Key_Right, CTRL)
    hands.press(Key.Key_Tab)  # past the choice between a contact, nobody and later
    hands.type("Karim Ouali")
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Return)

    made = _find(journal, "Cadrage du portail")
    assert made.stage is Stage.WON
    assert (made.day_rate_cents, made.days_sold_half) == (64_000, 25)
    assert journal.missions.path(made.id or 0).frozen
    hands.press(Key.Key_Return)
    _opened(application, qtbot, "Cadrage du portail")
    assert _sheet(application).path.sentence.text().startswith("Mission née")

    hands.press(Key.Key_Z, CTRL)
    assert _find(journal, "Cadrage du portail").stage is Stage.PROPOSAL


def test_a_broken_path_is_mended(application: Application, hands: Hands, journal: Journal, qtbot: QtBot) -> None:
    first, second = (journal.contacts.save(Contact(first_name=name, last_name="Lacaze")) for name in ("Zoé", "Hector"))
    journal.introductions.save(first, second)
    key = journal.missions.save(Mission(title="Portail", day_rate_cents=60_000, days_sold_half=20))
    journal.missions.sign(key, contact_id=second, signed_on=journal.clock.today())
    assert len(journal.missions.path(key).gaps) == 4
    _open(application, hands, qtbot, "Portail")

    hands.tab_to("Origine")
    hands.press(Key.Key_Down)
    hands.tab_to("Enregistrer")
    hands.press(Key.Key_Space)
    assert "origin_unknown" not in {gap.reason for gap in journal.missions.path(key).gaps}
    hands.tab_to("Date")
    hands.type("jamais")
    hands.press(Key.Key_Tab)
    hands.press(Key.Key_Space)
    assert "date" in {gap.reason.rpartition("_")[0].rpartition("_")[2] for gap in journal.missions.path(key).gaps}
    hands.tab_to("Date", back=True)
    hands.write("mars 2024")
    hands.press(Key.Key_Tab)
    hands.press(Key.Key_Space)
    hands.tab_to("Date")
    hands.write("12/06/2024")
    hands.press(Key.Key_Tab)
    hands.press(Key.Key_Space)

    path = journal.missions.path(key)
    assert [gap.reason for gap in path.gaps] == ["offer_unknown"]
    assert [touch.occurred_on for touch in path.touches[:2]] == ["2024-03", "2024-06-12"]


def test_a_step_is_put_in_moved_and_taken_out(
    application: Application, hands: Hands, journal: Journal, qtbot: QtBot
) -> None:
    paths = {int(row.id): journal.missions.path(row.id) for row in journal.missions.rows() if row.signed_on}
    key = max(paths, key=lambda each: len(paths[each].touches))
    before = [touch.id for touch in paths[key].touches]
    _open(application, hands, qtbot, paths[key].mission)
    hands.tab_to("Ajouter une étape")
    hands.press(Key.Key_Space)
    hands.tab_to("Présentation par")
    hands.type("Karim Ouali")
    hands.press(Key.Key_Return)
    hands.tab_to("Personne")
    hands.type("Hélène Vasseur")
    hands.press(Key.Key_Return)
    hands.tab_to("Date")
    hands.type("2025")
    hands.press(Key.Key_Return)

    assert len(journal.missions.path(key).touches) == len(before) + 1
    assert hands.name().startswith("Mise en relation, Karim Ouali présente Hélène Vasseur")
    hands.press(Key.Key_Left, CTRL)
    added = next(touch for touch in journal.missions.path(key).touches if touch.source == "manual")
    assert added.rank == len(before) - 1
    hands.press(Key.Key_Space)
    hands.choose("Marquer comme décisive")
    assert next(touch for touch in journal.missions.path(key).touches if touch.is_decisive).id == added.id
    hands.press(Key.Key_Delete)

    assert "manual" not in {touch.source for touch in journal.missions.path(key).touches}
    hands.press(Key.Key_Z, CTRL, times=4)
    assert [touch.id for touch in journal.missions.path(key).touches] == before


def test_a_document_is_linked_renamed_refused_and_opened(
    application: Application, hands: Hands, qtbot: QtBot, answers: Answers, tmp_path: Path
) -> None:
    journal = application.journal
    assert journal is not None
    opened: list[str] = []
    file = tmp_path / "contrat.pdf"
    file.write_text("Contrat")
    key = _find(journal, "Architecture API clients").id or 0
    _open(application, hands, qtbot, "Architecture API clients")
    card = _sheet(application).documents
    card.opener = lambda url: not opened.append(url.toLocalFile())

    hands.tab_to("Adresse d’un document")
    hands.type("ftp://acme.example/contrat.pdf")
    hands.press(Key.Key_Return)
    assert "ftp" in card.address.error.text()
    hands.write(str(file))
    hands.press(Key.Key_Return)
    assert [each.address for each in journal.missions.sheet(key).documents] == [str(file)]
    answers.text = "Contrat signé"
    hands.tab_to("Renommer contrat.pdf", back=True)
    hands.press(Key.Key_Space)
    hands.tab_to("Ouvrir Contrat signé", back=True)
    hands.press(Key.Key_Space)

    assert opened == [str(file)]
    hands.tab_to("Retirer Contrat signé")
    hands.press(Key.Key_Space)
    assert journal.missions.sheet(key).documents == ()
    assert file.exists()


def test_a_mission_is_renewed_and_inherits_the_path(
    application: Application, hands: Hands, journal: Journal, qtbot: QtBot
) -> None:
    parent = _find(journal, "Architecture API clients")
    _open(application, hands, qtbot, "Architecture API clients")
    hands.tab_to("Renouveler la mission")
    hands.press(Key.Key_Space)
    _opened(application, qtbot, "Architecture API clients (2)")
    made = _find(journal, "Architecture API clients (2)")
    assert made.renewal_of_id == parent.id

    hands.tab_to("Étape")
    hands.press(Key.Key_Down)
    hands.tab_to("Signer")
    hands.press(Key.Key_Space)

    signed = journal.missions.path(made.id or 0)
    assert signed.inherited_from == parent.id
    assert [touch.contact for touch in signed.touches] == [
        touch.contact for touch in journal.missions.path(parent.id or 0).touches
    ]
    hands.tab_to("Ouvrir Architecture API clients")
    hands.press(Key.Key_Space)
    _opened(application, qtbot, "Architecture API clients")
    assert QApplication.focusWidget() is not None
