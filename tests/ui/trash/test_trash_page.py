"""« Corbeille » by keyboard: finding what was deleted and taking it out again."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from application_fixtures import Answers, type_text
from carnet.app import Application
from carnet.domain.trash import TrashKind
from carnet.journal import Journal
from carnet.ui.palette import Palette
from carnet.ui.trash import TrashPage

KEYS = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def _journal(application: Application) -> Journal:
    assert application.journal is not None
    return application.journal


def _show(application: Application, qtbot: QtBot) -> TrashPage:
    """Open the page by the palette."""
    qtbot.keyClick(application.window, KEYS.Key_K, CTRL)
    palette = application.window.findChild(Palette)
    qtbot.keyClicks(palette.field, ">corbeille")
    qtbot.keyClick(palette.field, KEYS.Key_Return)
    qtbot.waitUntil(lambda: application.window.key == "trash")
    page = application.window.current_page()
    assert isinstance(page, TrashPage)
    return page


@pytest.fixture
def page(application: Application, qtbot: QtBot) -> TrashPage:
    """The page with a person, an event and a mission on it."""
    journal = _journal(application)
    journal.contacts.delete(journal.contacts.find("Hélène Vasseur")[0].id)
    journal.events.delete(1)
    journal.missions.delete(1)
    shown = _show(application, qtbot)
    shown.table.setFocus()
    qtbot.waitUntil(shown.table.hasFocus)
    return shown


def _toasts(application: Application) -> list[str]:
    return [toast.message.text() for toast in application.window.toasts.shown()]


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


def test_the_menu_of_a_row_restores_it(page: TrashPage, application: Application, qtbot: QtBot) -> None:
    _menu_entry(application, qtbot, page.table, "Restaurer")
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)


def test_the_trash_lists_all_kinds_with_the_days_left(page: TrashPage) -> None:
    said = [page.model.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(3)]
    assert page.count.text() == "3 éléments"
    assert any(line.startswith("Hélène Vasseur, Contact · ") for line in said)
    assert all(line.endswith("encore 30 j") for line in said)
    assert page.delegate.tip(page.model.row_at(0)) == said[0]


def test_the_model_is_sound(page: TrashPage) -> None:
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.reload()


def test_enter_restores_the_current_one_and_the_message_takes_it_back(
    page: TrashPage, application: Application, qtbot: QtBot
) -> None:
    qtbot.keyClick(page.table, KEYS.Key_End)
    name = getattr(page.model.row_at(2), "name", "")
    qtbot.keyClick(page.table, KEYS.Key_Return)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    assert f"Restauré\u202f: «\u202f{name}\u202f»." in _toasts(application)
    assert page.table.currentIndex().row() == 1

    qtbot.keyClick(page.table, KEYS.Key_Z, CTRL)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)


def test_several_are_restored_as_one_deed(page: TrashPage, application: Application, qtbot: QtBot) -> None:
    qtbot.keyClick(page.table, KEYS.Key_Home)
    qtbot.keyClick(page.table, KEYS.Key_A, CTRL)
    assert page.restore.text() == "Restaurer 3 éléments"
    page.restore.setFocus()
    qtbot.keyClick(page.restore, KEYS.Key_Space)
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    assert "3 éléments restaurés." in _toasts(application)
    assert "La corbeille est vide" in page.empty.sentence.text()
    assert not page.restore.isEnabled()

    qtbot.keyClick(application.window, KEYS.Key_Z, CTRL)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)


def test_suppr_asks_in_one_sentence_and_erases_a_person_for_good(
    page: TrashPage, application: Application, answers: Answers, qtbot: QtBot
) -> None:
    row = next(at for at in range(3) if getattr(page.model.row_at(at), "name", "") == "Hélène Vasseur")
    page.table.select_id(page.model.id_at(row))
    answers.yes = False
    qtbot.keyClick(page.table, KEYS.Key_Delete)
    assert answers.questions[0].startswith("Effacer «\u202fHélène Vasseur\u202f» pour toujours\u202f?")
    assert "les montants et les totaux restent" in answers.questions[0]
    assert page.model.rowCount() == 3

    answers.yes = True
    qtbot.keyClick(page.table, KEYS.Key_Delete)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    qtbot.waitUntil(lambda: "«\u202fHélène Vasseur\u202f» effacé pour toujours." in _toasts(application))
    assert page.erase.isEnabled()


def test_the_bin_is_emptied_whatever_is_sought_in_it(
    page: TrashPage, application: Application, answers: Answers, qtbot: QtBot
) -> None:
    type_text(page.search, "helene")
    assert page.model.rowCount() == 1
    page.empty_all.setFocus()
    qtbot.keyClick(page.empty_all, KEYS.Key_Space)
    assert answers.questions[0].startswith("Effacer 3\xa0éléments pour toujours")
    qtbot.waitUntil(lambda: "3\xa0éléments effacés pour toujours." in _toasts(application))
    qtbot.keyClick(page.search, KEYS.Key_Escape)
    qtbot.waitUntil(lambda: "La corbeille est vide" in page.empty.sentence.text())
    assert not page.empty_all.isEnabled()
    assert _journal(application).trash.items() == ()


def test_the_message_of_what_was_erased_takes_nothing_else_back(
    page: TrashPage, application: Application, qtbot: QtBot
) -> None:
    key = _journal(application).contacts.find("Karim Ouali")[0].id
    _journal(application).contacts.delete(key)
    deed = _journal(application).history.recent(1)[0].id
    _journal(application).trash.erase([(TrashKind.CONTACT, int(key))])
    left = [row.id for row in _journal(application).history.recent() if not row.undone]

    application.history.undo_deed(deed)

    assert [row.id for row in _journal(application).history.recent() if not row.undone] == left


def test_typing_finds_by_name_and_by_kind(page: TrashPage, application: Application, qtbot: QtBot) -> None:
    qtbot.keyClick(application.window, KEYS.Key_F, CTRL)
    qtbot.waitUntil(page.search.hasFocus)
    type_text(page.search, "helene")
    assert page.model.rowCount() == 1
    qtbot.keyClick(page.search, KEYS.Key_Escape)
    type_text(page.search, "evenement")
    assert page.model.rowCount() == 1
    qtbot.keyClick(page.search, KEYS.Key_Down)
    assert page.table.hasFocus()
    type_text(page.search, "zzz")
    assert page.empty.sentence.text() == "Rien ne correspond dans la corbeille."
    page.empty.action.setFocus()
    qtbot.keyClick(page.empty.action, KEYS.Key_Space)
    assert page.model.rowCount() == 3


def test_what_another_window_restored_meanwhile_is_told(
    page: TrashPage, application: Application, qtbot: QtBot
) -> None:
    other = Journal(application.path)
    other.trash.restore([(item.kind, item.id) for item in other.trash.items()])
    other.close()
    qtbot.keyClick(page.table, KEYS.Key_Return)
    qtbot.waitUntil(lambda: any("n’existe plus" in each.text() for each in application.window.findChildren(QLabel)))
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)


def test_the_page_paints_itself_wide_and_narrow(page: TrashPage, application: Application, qtbot: QtBot) -> None:
    assert not page.grab().isNull()
    application.window.resize(500, 600)
    QApplication.processEvents()
    assert not page.grab().isNull()
    assert page.panes() == (page.search, page.table)
