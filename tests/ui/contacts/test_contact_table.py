"""The contacts as a table: columns chosen by key, sorted by their heads, kept from run to run."""

import threading
from pathlib import Path

import pytest
from contacts_desk import Desk, set_up, type_keys
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from carnet.domain.contacts import ContactFilter
from carnet.journal import Journal
from carnet.ui.kit.columns import ColumnHeads

Key = Qt.Key
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def tabled(desk: Desk, qtbot: QtBot) -> ColumnHeads:
    table = desk.page.list.table
    desk.page.activateWindow()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    qtbot.keyClick(table, Key.Key_L, CTRL | SHIFT)
    assert desk.page.list.rows_table.tabled
    return desk.page.list.rows_table.heads


def titles(desk: Desk) -> list[str]:
    heads = desk.page.list.rows_table.heads
    model = desk.page.list.model
    places = [heads.logicalIndex(at) for at in range(heads.count())]
    return [str(model.headerData(at, Qt.Orientation.Horizontal)) for at in places if not heads.isSectionHidden(at)]


def section(desk: Desk, title: str) -> int:
    columns = desk.page.list.rows_table.columns
    return next(at for at, column in enumerate(columns) if column.title == title)


def test_a_key_shows_cards_as_a_table_and_what_is_current_selected_and_in_sight_stays(qtbot: QtBot, desk: Desk) -> None:
    table = desk.page.list.table
    table.setFocus()
    for _turn in range(40):
        qtbot.keyClick(table, Key.Key_Down)
    qtbot.keyClick(table, Key.Key_Down, SHIFT)
    current, chosen = table.current_id(), table.selected_ids()
    assert len(chosen) == 2

    tabled(desk, qtbot)
    for _switch in range(2):
        assert (table.current_id(), table.selected_ids()) == (current, chosen)
        assert table.viewport().rect().intersects(table.visualRect(table.currentIndex()))
        qtbot.keyClick(table, Key.Key_L, CTRL | SHIFT)

    assert desk.page.list.rows_table.tabled
    desk.journal.contacts.edit(current, city="Ailleurs")
    assert (table.current_id(), table.selected_ids()) == (current, chosen)


def test_a_table_takes_all_the_width_enter_opens_the_sheet_and_back_returns(qtbot: QtBot, desk: Desk) -> None:
    table = desk.page.list.table
    table.setFocus()
    tabled(desk, qtbot)
    assert not desk.page.sheet.isVisible()
    qtbot.waitUntil(lambda: table.width() > 1000)

    qtbot.keyClick(table, Key.Key_Down)
    key = table.current_id()
    qtbot.keyClick(table, Key.Key_Return)
    assert desk.page.sheet.isVisible()
    assert desk.page.sheet.contact_id() == key
    assert not desk.page.list.isVisible()
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Escape)

    assert desk.page.list.isVisible()
    assert table.hasFocus()
    assert table.current_id() == key
    qtbot.keyClick(table, Key.Key_L, CTRL | SHIFT)
    assert desk.page.list.isVisible()
    assert desk.page.sheet.isVisible()


def test_heads_sort_and_turn_round_by_mouse_and_by_key(qtbot: QtBot, desk: Desk) -> None:
    heads = tabled(desk, qtbot)
    contacts, table = desk.journal.contacts, desk.page.list.table

    heads.sectionClicked.emit(section(desk, "CA apporté"))
    assert list(desk.page.list.model.ids()) == contacts.ids(ContactFilter(order="brought"))
    assert "CA apporté ↓" in titles(desk)
    assert desk.page.list.order.text() == "CA apporté"

    table.setFocus()
    table.setCurrentIndex(desk.page.list.model.index(0, section(desk, "Nom")))
    qtbot.keyClick(table, Key.Key_Return, SHIFT)
    assert list(desk.page.list.model.ids()) == contacts.ids(ContactFilter(order="name"))
    assert titles(desk)[0] == "Nom ↑"
    qtbot.keyClick(table, Key.Key_Return, SHIFT)

    assert list(desk.page.list.model.ids()) == contacts.ids(ContactFilter(order="-name"))
    assert titles(desk)[0] == "Nom ↓"


@pytest.mark.parametrize("most", [2, 20])
def test_what_is_painted_again_is_what_would_be_painted_anew(qtbot: QtBot, desk: Desk, most: int) -> None:
    """With few columns, beside which there is room, and with so many that they scroll."""
    heads = tabled(desk, qtbot)
    desk.page.resize(760, 600)
    for at in range(most, heads.count()):
        heads.setSectionHidden(at, True)
    table = desk.page.list.rows_table
    across = table.horizontalScrollBar()
    qtbot.keyClick(table, Key.Key_Home)

    def seen() -> QImage:
        whole = table.screen().grabWindow(table.window().winId())
        assert not whole.isNull()
        viewport = table.viewport()
        return whole.copy(viewport.rect().translated(viewport.mapTo(table.window(), QPoint(0, 0)))).toImage()

    for act in (
        lambda: qtbot.keyClick(table, Key.Key_Down),
        lambda: qtbot.keyClick(table, Key.Key_A, CTRL),
        lambda: qtbot.keyClick(table, Key.Key_Escape),
        lambda: across.setValue(2),
        lambda: across.setValue(across.maximum()),
        lambda: across.setValue(1),
    ):
        act()
        qtbot.wait(20)
        kept = seen()
        table.viewport().repaint()
        assert seen() == kept


def test_cells_say_what_the_row_holds(qtbot: QtBot, desk: Desk) -> None:
    tabled(desk, qtbot)
    model = desk.page.list.model
    row = model.row_of(desk.contact("Hélène Vasseur"))
    assert row is not None

    def said(title: str) -> object:
        return model.index(row, section(desk, title)).data(Qt.ItemDataRole.AccessibleTextRole)

    assert said("Organisation") == "Mutuelle Alizé"
    assert str(said("Chaleur")).startswith("Chaude jusqu’au ")
    assert str(said("CA apporté")).endswith("€")
    assert "Hélène Vasseur" in str(said("Nom"))


def test_columns_are_chosen_moved_and_widened_by_key_and_kept(qtbot: QtBot, journal: Journal, tmp_path: Path) -> None:
    state = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    desk = set_up(qtbot, journal)
    desk.page.use_state(state)
    heads = tabled(desk, qtbot)
    assert "Ville" not in titles(desk)
    desk.page.list.table.setFocus()
    desk.page.list.table.setCurrentIndex(desk.page.list.model.index(0, section(desk, "Organisation")))

    for words in (
        ("Ville",),
        ("Colonne « Organisation »", "Plus à gauche"),
        ("Colonne « Organisation »", "Plus large"),
    ):
        qtbot.keyClick(desk.page.list.columns, Key.Key_Space)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        for word in words:
            action = next(each for each in menu.actions() if each.text().replace("\u202f", " ") == word)
            menu = action.menu() or menu
        action.trigger()
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()

    assert "Ville" in titles(desk)
    assert titles(desk)[:3] == ["Nom", "Organisation", "Poste"]
    width = heads.sectionSize(section(desk, "Organisation"))
    assert width > desk.page.list.rows_table.columns[section(desk, "Organisation")].width_px
    desk.page.list.set_order("warmth")
    qtbot.waitUntil(lambda: state.value("contacts/columns") is not None)
    qtbot.wait(400)

    again = set_up(qtbot, journal)
    again.page.use_state(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    assert again.page.list.rows_table.tabled
    assert again.page.list.sorted_by == "warmth"
    assert titles(again)[:3] == ["Nom", "Organisation", "Poste"]
    assert "Ville" in titles(again)
    assert again.page.list.rows_table.heads.sectionSize(section(again, "Organisation")) == width


def test_while_words_are_typed_no_head_claims_the_order(qtbot: QtBot, desk: Desk) -> None:
    tabled(desk, qtbot)
    assert "Dernier échange ↓" in titles(desk)

    type_keys(desk.page.list.search, "vasseur")

    assert not any("↓" in title or "↑" in title for title in titles(desk))


def test_who_brought_how_much_waits_for_no_backup(qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    backed_up, ranked = threading.Event(), threading.Event()
    monkeypatch.setattr(desk.journal.contacts, "rank", ranked.set)
    desk.page._tasks.run(lambda _progress: backed_up.wait(20), lambda _done: None, pytest.fail)

    desk.page.list.order.activated.emit()
    try:
        qtbot.waitUntil(ranked.is_set)
        assert not backed_up.is_set()
    finally:
        backed_up.set()
        if (menu := QApplication.activePopupWidget()) is not None:
            menu.close()
        desk.page._tasks.wait()
