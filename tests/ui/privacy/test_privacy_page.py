"""« Confidentialité » by keyboard: who is at term, the four choices, what is noted, the list of oppositions, the paper."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

import pdf_text
from application_fixtures import Answers, type_text
from carnet.app import Application
from carnet.domain.changes import Deed
from carnet.domain.contacts import ContactStatus
from carnet.domain.privacy import Basis, Standing
from carnet.journal import Journal
from carnet.store import quick
from carnet.store import tables as t
from carnet.ui.contacts import ContactsPage
from carnet.ui.kit.outside import Outside
from carnet.ui.palette import Palette
from carnet.ui.privacy import PrivacyPage
from carnet.ui.privacy.opposition_panel import OppositionPanel

KEYS = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SILENT = ("Hélène Vasseur", "Karim Ouali")


def _journal(application: Application) -> Journal:
    assert application.journal is not None
    return application.journal


def _silence(journal: Journal, name: str) -> int:
    """Let somebody have been collected long ago and have said nothing since; return whom."""
    key = int(journal.contacts.find(name)[0].id)
    then = datetime(2020, 5, 1, 12, tzinfo=UTC)
    with journal.core.writing(Deed.IMPORT) as recorder:
        sql = "SELECT interaction_id FROM participation WHERE contact_id = ?"
        for (exchange,) in quick.rows(recorder.connection, sql, (key,)):
            recorder.delete(t.interaction, exchange)
        for (mission,) in quick.rows(recorder.connection, "SELECT id FROM mission"):
            recorder.update(t.mission, mission, signing_contact_id=None)
        recorder.delete_where(t.mission_contact, contact_id=key)
        recorder.update(t.contact, key, created_at=then, met_on=None)
    return key


@pytest.fixture
def page(application: Application, qtbot: QtBot) -> PrivacyPage:
    """The page with two people at term, opened by the palette."""
    for name in SILENT:
        _silence(_journal(application), name)
    qtbot.keyClick(application.window, KEYS.Key_K, CTRL)
    palette = application.window.findChild(Palette)
    qtbot.keyClicks(palette.field, ">confidentialite")
    qtbot.keyClick(palette.field, KEYS.Key_Return)
    qtbot.waitUntil(lambda: application.window.key == "privacy")
    shown = application.window.current_page()
    assert isinstance(shown, PrivacyPage)
    qtbot.waitUntil(lambda: shown.model.rowCount() == 2)
    shown.table.setFocus()
    qtbot.waitUntil(shown.table.hasFocus)
    return shown


@pytest.fixture
def mails(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that mail programs are opened on."""
    opened: list[str] = []
    monkeypatch.setattr(Outside, "mail", lambda _self, to, _url: bool(opened.append(to)) or True)
    return opened


def _said(page: PrivacyPage) -> list[str]:
    role = Qt.ItemDataRole.AccessibleTextRole
    return [page.model.index(at, 0).data(role) for at in range(page.model.rowCount())]


def _toasts(application: Application) -> list[str]:
    return [toast.message.text() for toast in application.window.toasts.shown()]


def _press(page: PrivacyPage, qtbot: QtBot, letter: str) -> None:
    qtbot.keyClicks(page.table, letter)


def test_the_page_lists_who_is_at_term_and_sums_to_the_register(page: PrivacyPage, application: Application) -> None:
    said = _said(page)
    assert all("Terme le 1er mai 2023, dépassé de" in line for line in said)
    assert any(line.startswith("Hélène Vasseur, ") for line in said)
    assert page.count.text() == "2 personnes"
    register = _journal(application).privacy.register()
    assert page.kept.text().startswith(f"{len(register)} fiches professionnelles.")
    assert "2 à terme" in page.bar.accessibleDescription()
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_r_writes_the_letter_and_waits_for_the_answer(
    page: PrivacyPage, application: Application, mails: list[str], qtbot: QtBot
) -> None:
    row = page.chosen()[0]
    _press(page, qtbot, "r")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert mails == ([row.email] if row.email else [])
    assert any(text.startswith("Une réponse est attendue jusqu’au") for text in _toasts(application))
    page.filter.choose("waiting")
    page._on_filtered()
    assert page.model.rowCount() == 1

    qtbot.keyClick(page.table, KEYS.Key_Z, CTRL)
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)


def test_several_are_asked_with_the_letter_in_the_clipboard(page: PrivacyPage, mails: list[str], qtbot: QtBot) -> None:
    qtbot.keyClick(page.table, KEYS.Key_A, CTRL)
    _press(page, qtbot, "r")
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    assert "Puis-je conserver vos coordonnées" in QGuiApplication.clipboard().text()
    assert mails == []
    assert "Personne n’est à terme" in page.empty.sentence.text()


def test_a_archives_a_selection_as_one_deed(page: PrivacyPage, application: Application, qtbot: QtBot) -> None:
    journal = _journal(application)
    keys = [row.id for row in page._rows.values()]
    qtbot.keyClick(page.table, KEYS.Key_A, CTRL)
    _press(page, qtbot, "a")
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    assert {journal.contacts.get(key).status for key in keys} == {ContactStatus.ARCHIVED}
    qtbot.keyClick(application.window, KEYS.Key_Z, CTRL)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)


def test_n_anonymises_once_the_question_is_answered(
    page: PrivacyPage, application: Application, answers: Answers, qtbot: QtBot
) -> None:
    row = page.chosen()[0]
    answers.yes = False
    _press(page, qtbot, "n")
    assert f"Anonymiser «\u202f{row.name}\u202f»" in answers.questions[0]
    assert page.model.rowCount() == 2

    answers.yes = True
    _press(page, qtbot, "n")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert _journal(application).contacts.name(row.id) == f"Contact anonymisé n°\xa0{row.id}"
    qtbot.keyClick(page.table, KEYS.Key_Z, CTRL)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)


@pytest.mark.parametrize("erase", ["e", "card", "suppr"])
def test_erasing_says_what_stays_in_backups_and_takes_nothing_back(
    page: PrivacyPage, application: Application, answers: Answers, erase: str, qtbot: QtBot
) -> None:
    row = page.chosen()[0]
    if erase == "card":
        page.choices["erase"].setFocus()
        qtbot.keyClick(page.choices["erase"], KEYS.Key_Space)
    elif erase == "suppr":
        qtbot.keyClick(page.table, KEYS.Key_Delete)
    else:
        _press(page, qtbot, erase)
    assert "Les sauvegardes déjà faites les contiennent" in answers.questions[0]
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    qtbot.waitUntil(lambda: any(row.name in text for text in _toasts(application)))
    assert _journal(application).contacts.find(row.name) == []


def test_o_notes_an_objection_and_the_menu_lifts_it(
    page: PrivacyPage, application: Application, answers: Answers, qtbot: QtBot
) -> None:
    journal, row = _journal(application), page.chosen()[0]
    _press(page, qtbot, "o")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert journal.privacy.oppositions()
    page.filter.choose("opposed")
    page._on_filtered()
    assert "opposition le" in _said(page)[0]

    page.note.setFocus()
    qtbot.keyClick(page.note, KEYS.Key_Space)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    qtbot.keyClick(menu, KEYS.Key_Up)
    qtbot.keyClick(menu, KEYS.Key_Return)
    qtbot.waitUntil(lambda: journal.privacy.oppositions() == [])
    assert journal.privacy.register([row.id])[0].opposed_on is None


def test_i_and_b_note_information_and_legal_basis(
    page: PrivacyPage, application: Application, answers: Answers, mails: list[str], qtbot: QtBot
) -> None:
    journal, row = _journal(application), page.chosen()[0]
    answers.choice, answers.text = 0, "04/03/2024"
    _press(page, qtbot, "i")
    qtbot.waitUntil(lambda: journal.privacy.register([row.id])[0].informed_on == date(2024, 3, 4))
    answers.choice = 3
    _press(page, qtbot, "b")
    qtbot.waitUntil(lambda: journal.privacy.register([row.id])[0].basis is Basis.CONSENT)
    qtbot.waitUntil(lambda: "information donnée le 4 mars 2024 · consentement" in _said(page)[0])
    answers.choice = 1
    _press(page, qtbot, "i")
    qtbot.waitUntil(lambda: journal.privacy.register([row.id])[0].informed_on == journal.clock.today())
    assert mails == ([row.email] if row.email else [])


@pytest.mark.parametrize("text", ["hier", "31/02/2024", "01/01/2999"])
def test_a_day_that_is_none_or_to_come_is_refused_in_words(
    page: PrivacyPage, application: Application, answers: Answers, text: str, qtbot: QtBot
) -> None:
    answers.choice, answers.text = 0, text
    key = page.chosen()[0].id
    _press(page, qtbot, "i")
    qtbot.waitUntil(lambda: any("Ce n’est pas un jour passé" in told for told in _toasts(application)))
    assert _journal(application).privacy.register([key])[0].informed_on is None


def test_the_right_of_access_hands_over_what_is_known_of_the_current_person(
    page: PrivacyPage, application: Application, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    row = page.chosen()[0]
    answers.path = tmp_path / "dossier.pdf"
    page._choose("access")
    qtbot.waitUntil(answers.path.exists)
    assert row.name in "\n".join(pdf_text.pages(answers.path.read_bytes()))
    assert json.loads(answers.path.with_suffix(".json").read_text())["privacy"] == []


def test_the_page_filters_and_opens_the_sheet_which_says_where_the_clock_stands(
    page: PrivacyPage, application: Application, qtbot: QtBot
) -> None:
    type_text(page.search, "helene")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    page.table.setFocus()
    qtbot.keyClick(page.table, KEYS.Key_Return)
    qtbot.waitUntil(lambda: application.window.key == "contacts")
    contacts = application.window.current_page()
    assert isinstance(contacts, ContactsPage)
    qtbot.waitUntil(lambda: "conservation" in contacts.sheet.facts.privacy.text())
    assert "à informer · intérêt légitime" in contacts.sheet.facts.privacy.text()


def test_the_list_of_oppositions_takes_an_address_and_says_what_is_none(
    page: PrivacyPage, application: Application, qtbot: QtBot
) -> None:
    page.opposed.setFocus()
    qtbot.keyClick(page.opposed, KEYS.Key_Space)
    panel = application.window.findChild(OppositionPanel)
    assert isinstance(panel, OppositionPanel)
    type_text(panel.field.line, "Claude")
    qtbot.keyClick(panel.field.line, KEYS.Key_Return)
    assert "ni un e-mail ni un numéro" in panel.trouble.text()
    panel.field.set_text("claude@exemple.example")
    panel.add.setFocus()
    qtbot.keyClick(panel.add, KEYS.Key_Space)
    assert len(panel.removes) == 1
    assert panel.removes[0].accessibleName().startswith("Retirer\u202f: E-mail, empreinte ")
    qtbot.keyClick(panel.removes[0], KEYS.Key_Space)
    assert _journal(application).privacy.oppositions() == []


def test_the_register_of_processing_is_kept_as_a_pdf_without_a_name(
    page: PrivacyPage, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    answers.path = tmp_path / "registre.pdf"
    page.keep.setFocus()
    qtbot.keyClick(page.keep, KEYS.Key_Space)
    text = "\n".join(pdf_text.pages(answers.path.read_bytes()))
    for word in ("Registre des traitements", "Finalité", "Base légale", "Délai de conservation", "CNIL"):
        assert word in text
    assert not [name for name in SILENT if name in text]


def test_the_backups_are_purged_once_a_new_one_is_made(
    page: PrivacyPage, application: Application, answers: Answers, qtbot: QtBot
) -> None:
    backups = _journal(application).backups
    backups.make()
    backups.make()
    before = {row.name for row in backups.rows()}
    page.purge.setFocus()
    qtbot.keyClick(page.purge, KEYS.Key_Space)
    qtbot.waitUntil(lambda: any("une nouvelle faite" in text for text in _toasts(application)))
    assert len(backups.rows()) == 1
    assert not before & {row.name for row in backups.rows()}


def test_a_low_window_leaves_the_choices_and_the_list(page: PrivacyPage, application: Application) -> None:
    application.window.resize(960, 600)
    QApplication.processEvents()
    assert page.table.height() > 100
    assert all(choice.isVisible() for choice in page.choices.values())
    page.resize(700, 400)
    page.adapt()
    assert not page.why.isVisible()


def test_nobody_of_private_life_stands_on_the_page(page: PrivacyPage, application: Application) -> None:
    page.clear()
    with _journal(application).core.reading() as connection:
        sql = "SELECT display_name FROM contact_fact WHERE sphere = 'personal'"
        private = {name for (name,) in quick.rows(connection, sql)}
    assert private
    assert not private & {row.name for row in page._rows.values()}
    assert {row.standing for row in page._rows.values()} <= set(Standing)
