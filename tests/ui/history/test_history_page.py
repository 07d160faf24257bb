"""« Historique » by keyboard: looking for a deed, looking into it, undoing it and doing it again."""

from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from application_fixtures import type_text
from carnet.app import Application
from carnet.domain.contacts import ContactFilter
from carnet.journal import Journal
from carnet.ui.history import HistoryPage
from carnet.ui.history.changes_panel import ChangesPanel, ObstaclesPanel
from carnet.ui.kit.overlay import Overlay
from carnet.ui.kit.plain_button import LinkButton

KEYS = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def _journal(application: Application) -> Journal:
    assert application.journal is not None
    return application.journal


def _person(application: Application, name: str = "Hélène Vasseur") -> int:
    return int(_journal(application).contacts.find(name)[0].id)


@pytest.fixture
def page(application: Application, qtbot: QtBot) -> HistoryPage:
    """The page after three deeds: a city, a tag, a favourite."""
    journal, key = _journal(application), _person(application)
    journal.contacts.edit(key, city="Lyon")
    journal.labels.label([key], add_tags=["à revoir"])
    journal.contacts.edit(_person(application, "Karim Ouali"), nickname="Kim")
    qtbot.keyClick(application.window, KEYS.Key_H, CTRL)
    qtbot.waitUntil(lambda: application.window.key == "history")
    shown = application.window.current_page()
    assert isinstance(shown, HistoryPage)
    qtbot.waitUntil(lambda: shown.model.rowCount() == 3)
    qtbot.waitUntil(shown.table.hasFocus)
    return shown


def _subjects(page: HistoryPage) -> list[str]:
    rows = [page.model.row_at(at) for at in range(page.model.rowCount())]
    return [str(getattr(row, "subject", "")) for row in rows]


def _text(panel: Overlay) -> str:
    return "\n".join(each.text() for each in panel.findChildren(QLabel))


def _menu_entry(application: Application, qtbot: QtBot, table: QWidget, text: str) -> None:
    """Press the Menu key and choose an entry with the arrows."""
    place = QPoint(5, 5)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, table.mapToGlobal(place))
    QApplication.sendEvent(table, event)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    while menu.activeAction() is None or menu.activeAction().text() != text:
        qtbot.keyClick(menu, KEYS.Key_Down)
    qtbot.keyClick(menu, KEYS.Key_Return)


def test_the_menu_of_a_row_looks_into_it_and_undoes_it(
    page: HistoryPage, application: Application, qtbot: QtBot
) -> None:
    qtbot.keyClick(page.table, KEYS.Key_End)
    _menu_entry(application, qtbot, page.table, "Annuler ce geste")
    assert _journal(application).contacts.get(_person(application)).city == "Nantes"
    qtbot.waitUntil(lambda: page.switch.text() == "Rétablir")
    _menu_entry(application, qtbot, page.table, "Voir ce qui a changé")
    assert application.window.findChild(ChangesPanel) is not None


def test_ctrl_h_shows_the_deeds_newest_first_with_the_first_one_current(page: HistoryPage) -> None:
    assert _subjects(page) == ["Karim Ouali", "à revoir", "Hélène Vasseur"]
    assert page.table.currentIndex().row() == 0
    assert page.count.text() == "3 gestes"


def test_the_model_is_sound(page: HistoryPage) -> None:
    model: QAbstractItemModel = page.model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.reload()


def test_a_row_is_spoken_as_a_sentence(page: HistoryPage) -> None:
    said = page.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Modification d’un contact (Karim Ouali), aujourd’hui à ")
    assert said.endswith(", par vous")
    assert page.delegate.tip(page.model.row_at(0)) == said


def test_space_undoes_the_current_deed_and_does_it_again(
    page: HistoryPage, application: Application, qtbot: QtBot
) -> None:
    qtbot.keyClick(page.table, KEYS.Key_Down)
    qtbot.keyClick(page.table, KEYS.Key_Down)
    qtbot.keyClick(page.table, KEYS.Key_Space)
    contacts = _journal(application).contacts
    assert contacts.get(_person(application)).city == "Nantes"
    qtbot.waitUntil(lambda: page.switch.text() == "Rétablir")
    assert page.table.currentIndex().row() == 2

    qtbot.keyClick(page.table, KEYS.Key_Space)
    assert contacts.get(_person(application)).city == "Lyon"
    qtbot.waitUntil(lambda: page.switch.text() == "Annuler ce geste")


def test_the_message_after_undoing_an_older_deed_does_that_very_one_again(
    page: HistoryPage, application: Application, qtbot: QtBot
) -> None:
    qtbot.keyClick(page.table, KEYS.Key_End)
    qtbot.keyClick(page.table, KEYS.Key_Space)
    toasts = application.window.toasts
    qtbot.waitUntil(lambda: any("Annulé" in toast.message.text() for toast in toasts.shown()))
    link = toasts.shown()[-1].findChild(LinkButton)
    link.setFocus()
    qtbot.keyClick(link, KEYS.Key_Space)
    assert _journal(application).contacts.get(_person(application)).city == "Lyon"


def test_ctrl_z_on_a_row_means_that_row(page: HistoryPage, application: Application, qtbot: QtBot) -> None:
    qtbot.keyClick(page.table, KEYS.Key_End)
    qtbot.keyClick(page.table, KEYS.Key_Z, CTRL)
    contacts = _journal(application).contacts
    assert contacts.get(_person(application)).city == "Nantes"
    assert contacts.get(_person(application, "Karim Ouali")).nickname == "Kim"

    qtbot.keyClick(page.table, KEYS.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert contacts.get(_person(application)).city == "Lyon"
    qtbot.keyClick(page.table, KEYS.Key_Z, CTRL)
    qtbot.keyClick(page.table, KEYS.Key_Y, CTRL)
    assert contacts.get(_person(application)).city == "Lyon"


def test_undoing_twice_is_refused_in_words(page: HistoryPage, application: Application, qtbot: QtBot) -> None:
    qtbot.keyClick(page.table, KEYS.Key_Z, CTRL)
    qtbot.waitUntil(lambda: page.switch.text() == "Rétablir")
    qtbot.keyClick(page.table, KEYS.Key_Z, CTRL)
    qtbot.waitUntil(lambda: any("déjà" in text.text() for text in application.window.findChildren(QLabel)))


def test_enter_shows_what_changed_and_the_button_undoes_it(
    page: HistoryPage, application: Application, qtbot: QtBot
) -> None:
    qtbot.keyClick(page.table, KEYS.Key_End)
    qtbot.keyClick(page.table, KEYS.Key_Return)
    panel = application.window.findChild(ChangesPanel)
    assert "Ville\u202f: Nantes → Lyon" in _text(panel)
    assert "Contact · Hélène Vasseur" in _text(panel)
    qtbot.waitUntil(panel.act.hasFocus)

    qtbot.keyClick(panel.act, KEYS.Key_Space)

    assert _journal(application).contacts.get(_person(application)).city == "Nantes"
    qtbot.waitUntil(page.table.hasFocus)


def test_echap_closes_the_panel_and_leaves_the_deed(page: HistoryPage, application: Application, qtbot: QtBot) -> None:
    qtbot.keyClick(page.table, KEYS.Key_Return)
    panel = application.window.findChild(ChangesPanel)
    qtbot.keyClick(panel, KEYS.Key_Escape)
    assert panel.isHidden()
    assert _journal(application).contacts.get(_person(application, "Karim Ouali")).nickname == "Kim"


def test_a_deed_that_touched_little_and_one_that_touched_much_are_told(
    page: HistoryPage, application: Application, qtbot: QtBot
) -> None:
    journal = _journal(application)
    journal.labels.label(journal.contacts.ids(ContactFilter(), 80), add_tags=["beaucoup"])
    qtbot.waitUntil(lambda: page.model.rowCount() == 4)
    qtbot.keyClick(page.table, KEYS.Key_Home)
    qtbot.keyClick(page.table, KEYS.Key_Return)
    panel = application.window.findChild(ChangesPanel)
    assert "et 21 autres lignes" in _text(panel)
    area = panel.findChild(QScrollArea)
    qtbot.keyClick(panel.act, KEYS.Key_Tab)
    while not area.hasFocus():
        qtbot.keyClick(QApplication.focusWidget(), KEYS.Key_Tab)
    qtbot.keyClick(area, KEYS.Key_PageDown)
    assert area.verticalScrollBar().value() > 0


def test_a_refusal_lists_what_changed_since(page: HistoryPage, application: Application, qtbot: QtBot) -> None:
    _journal(application).contacts.edit(_person(application), city="Brest")
    qtbot.waitUntil(lambda: page.model.rowCount() == 4)
    qtbot.keyClick(page.table, KEYS.Key_End)
    qtbot.keyClick(page.table, KEYS.Key_Space)

    panel = application.window.findChild(ObstaclesPanel)
    assert panel.title.text() == "Ce geste ne peut pas être annulé"
    assert "Contact · Hélène Vasseur\u202f: modification d’un contact (Hélène Vasseur), aujourd’hui à" in _text(panel)
    assert _journal(application).contacts.get(_person(application)).city == "Brest"
    qtbot.waitUntil(panel.shut.hasFocus)
    qtbot.keyClick(panel.shut, KEYS.Key_Space)
    assert panel.isHidden()


def test_typing_finds_deeds_by_subject_and_by_kind(page: HistoryPage, application: Application, qtbot: QtBot) -> None:
    qtbot.keyClick(application.window, KEYS.Key_F, CTRL)
    qtbot.waitUntil(page.search.hasFocus)
    type_text(page.search, "helene")
    assert _subjects(page) == ["Hélène Vasseur"]
    qtbot.keyClick(page.search, KEYS.Key_Escape)
    type_text(page.search, "étiquettes")
    assert _subjects(page) == ["à revoir"]
    qtbot.keyClick(page.search, KEYS.Key_Down)
    assert page.table.hasFocus()


def test_kinds_are_chosen_with_the_arrows_and_the_empty_list_offers_a_way_out(
    page: HistoryPage, application: Application, qtbot: QtBot
) -> None:
    page.kinds.setFocus()
    qtbot.keyClick(page.kinds, KEYS.Key_Down)
    assert _subjects(page) == ["Karim Ouali", "Hélène Vasseur"]
    qtbot.keyClick(page.kinds, KEYS.Key_Down)
    assert page.model.rowCount() == 0
    assert page.empty.sentence.text() == "Aucun geste ne correspond."
    assert not page.switch.isEnabled()
    page.empty.action.setFocus()
    qtbot.keyClick(page.empty.action, KEYS.Key_Space)
    assert page.model.rowCount() == 3
    assert page.switch.isEnabled()


def test_the_page_follows_what_is_done_elsewhere_and_keeps_its_place(
    page: HistoryPage, application: Application, qtbot: QtBot
) -> None:
    qtbot.keyClick(page.table, KEYS.Key_Down)
    kept = page.table.current_id()
    _journal(application).labels.save_circle("Proches")
    qtbot.waitUntil(lambda: page.model.rowCount() == 4)
    assert page.table.current_id() == kept
    assert _subjects(page)[0] == "Proches"


def test_a_journal_without_deeds_says_what_will_stand_here(application: Application, qtbot: QtBot) -> None:
    qtbot.keyClick(application.window, KEYS.Key_H, CTRL)
    qtbot.waitUntil(lambda: application.window.key == "history")
    page = application.window.current_page()
    assert isinstance(page, HistoryPage)
    assert "30 jours" in page.empty.sentence.text()
    assert page.current() is None
    for key in (KEYS.Key_Space, KEYS.Key_Return):
        qtbot.keyClick(page.table, key)
    qtbot.keyClick(page.table, KEYS.Key_Z, CTRL)
    qtbot.keyClick(page.table, KEYS.Key_Y, CTRL)
    assert application.window.findChild(ChangesPanel) is None


def test_an_import_is_undone_beside_the_window(application: Application, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "un.vcf"
    file.write_text("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoé Quentin\r\nN:Quentin;Zoé;;;\r\nEND:VCARD\r\n", "utf-8")
    journal = _journal(application)
    journal.imports.run(file)
    qtbot.keyClick(application.window, KEYS.Key_H, CTRL)
    page = application.window.current_page()
    assert isinstance(page, HistoryPage)
    assert page.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole).endswith(", par import")

    qtbot.keyClick(page.table, KEYS.Key_Space)

    qtbot.waitUntil(lambda: page.switch.text() == "Rétablir")
    assert journal.contacts.find("Zoé Quentin") == []


def test_the_page_paints_itself_narrow_and_scrolled(page: HistoryPage, application: Application, qtbot: QtBot) -> None:
    journal = _journal(application)
    for turn in range(30):
        journal.labels.save_circle(f"Cercle {turn}")
    qtbot.waitUntil(lambda: page.model.rowCount() == 33)
    qtbot.keyClick(page.table, KEYS.Key_Home)
    qtbot.keyClick(page.table, KEYS.Key_Space)
    application.window.resize(520, 600)
    qtbot.keyClick(page.table, KEYS.Key_End)
    QApplication.processEvents()
    assert not page.grab().isNull()
    assert page.look.isHidden()
    assert page.panes() == (page.search, page.table)
