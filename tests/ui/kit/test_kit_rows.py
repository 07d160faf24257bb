"""Lists of rows: fetched by window, kept in place by id."""

from typing import NamedTuple

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from carnet.ui.kit.delegates import TwoLineDelegate
from carnet.ui.kit.rows_model import ID_ROLE, ROW_ROLE, RowsModel
from carnet.ui.kit.rows_table import RowsTable
from carnet.ui.kit.theme import apply_theme


class Person(NamedTuple):
    name: str


class Source:
    """Rows of a thousand people, which counts what is asked."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.name = "Personne"

    def rows(self, ids: list[int]) -> dict[int, object]:
        self.asked.extend(ids)
        return {key: Person(f"{self.name} {key}") for key in ids if key != 13}


class Lines(TwoLineDelegate):
    def lines(self, row: object) -> tuple[str, str]:
        return str(getattr(row, "name", "")), "DSI"

    def tip(self, row: object) -> str:
        return str(getattr(row, "name", ""))


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def model(qapp: QApplication, source: Source) -> RowsModel:
    return RowsModel(source.rows, lambda row: getattr(row, "name", ""))


@pytest.fixture
def table(qtbot: QtBot, model: RowsModel) -> RowsTable:
    table = RowsTable("Contacts", 50, multi=True)
    qtbot.addWidget(table)
    model.setParent(table)
    table.setModel(model)
    delegate = Lines(50, rule=True)
    delegate.setParent(table)
    table.setItemDelegate(delegate)
    model.set_ids(range(1, 1001))
    table.resize(300, 500)
    table.show()
    table.activateWindow()
    return table


def test_the_model_keeps_the_contract_of_qt(model: RowsModel):
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_ids([3, 1, 2])
    model.append_ids([9, 8])
    model.append_ids([])
    model.refresh([1])

    assert tester.model() is model
    assert [model.index(row, 0).data(ID_ROLE) for row in range(model.rowCount())] == [3, 1, 2, 9, 8]


def test_rows_are_read_by_window_as_they_are_painted(table: RowsTable, source: Source, qapp: QApplication):
    table.grab()

    assert 10 <= len(source.asked) < 200
    assert len(source.asked) == len(set(source.asked))


def test_a_row_read_again_shows_what_is_new(model: RowsModel, source: Source):
    model.set_ids([1, 2])
    assert model.index(0, 0).data(ROW_ROLE).name == "Personne 1"
    source.name = "Amie"

    model.refresh([1])
    assert [model.row_at(row) for row in range(2)] == [Person("Amie 1"), Person("Personne 2")]

    model.refresh()
    assert model.row_at(1) == Person("Amie 2")


def test_a_row_that_is_gone_is_none_and_says_nothing(model: RowsModel):
    model.set_ids([13])

    assert model.row_at(0) is None
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == ""
    assert model.id_at(1) is None
    assert model.row_of(99) is None


def test_a_screen_reader_hears_the_row(table: RowsTable, model: RowsModel):
    assert model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Personne 2"


def test_selection_and_scroll_stay_with_the_ids(table: RowsTable, model: RowsModel):
    table.select_id(400)
    table.verticalScrollBar().setValue(table.verticalScrollBar().value() + 7)
    before = table.visualRect(table.currentIndex()).top()
    heard: list[int] = []
    table.current_changed.connect(heard.append)

    model.set_ids([5000, 5001, *range(1, 1001)])

    assert table.current_id() == 400
    assert table.selected_ids() == [400]
    assert table.visualRect(table.currentIndex()).top() == before
    assert heard == []


def test_several_selected_rows_stay_selected(table: RowsTable, model: RowsModel):
    table.select_id(3)
    table.selectAll()
    model.set_ids([2, 3])

    assert table.selected_ids() == [2, 3]


def test_a_current_row_that_is_no_longer_listed_is_told(table: RowsTable, model: RowsModel):
    table.select_id(4)
    heard: list[int] = []
    table.current_changed.connect(heard.append)

    model.set_ids([1, 2, 3])

    assert heard == [-1]
    assert table.current_id() is None


def test_the_keyboard_opens_deletes_edits_and_goes_to_both_ends(table: RowsTable, qtbot: QtBot):
    table.select_id(2)
    with qtbot.waitSignal(table.row_opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [2]
    with qtbot.waitSignal(table.delete_asked):
        qtbot.keyClick(table, Qt.Key.Key_Delete)
    with qtbot.waitSignal(table.edit_asked):
        qtbot.keyClick(table, Qt.Key.Key_F2)
    qtbot.keyClick(table, Qt.Key.Key_End)
    assert table.current_id() == 1000
    qtbot.keyClick(table, Qt.Key.Key_Home)
    assert table.current_id() == 1


def test_page_keys_tell_of_the_row_they_come_to_and_any_other_key_finds_it_told(table: RowsTable, qtbot: QtBot):
    table.setFocus()
    table.select_id(1)
    told: list[tuple[str, int]] = []
    table.current_changed.connect(lambda key: told.append(("current", key)))
    table.row_opened.connect(lambda key: told.append(("opened", key)))

    qtbot.keyClick(table, Qt.Key.Key_PageDown)
    qtbot.keyClick(table, Qt.Key.Key_PageDown)
    there = table.current_id()
    qtbot.waitUntil(lambda: bool(told))
    assert told == [("current", there)]

    qtbot.keyClick(table, Qt.Key.Key_PageDown)
    further = table.current_id()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert told[1:] == [("current", further), ("opened", further)]


def test_letters_typed_ahead_are_left_to_the_page(table: RowsTable, qtbot: QtBot):
    with qtbot.waitSignal(table.typed) as typed:
        qtbot.keyClick(table, Qt.Key.Key_N)

    assert typed.args == ["n"]


def test_a_double_click_opens(table: RowsTable, qtbot: QtBot):
    place = table.visualRect(table.model().index(1, 0)).center()
    with qtbot.waitSignal(table.row_opened) as opened:
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert opened.args == [2]


def test_the_menu_key_asks_for_the_menu_of_the_current_row(table: RowsTable, qtbot: QtBot, qapp: QApplication):
    table.select_id(5)
    with qtbot.waitSignal(table.menu_asked) as asked:
        qapp.sendEvent(
            table.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
        )

    assert asked.args is not None
    assert asked.args[0] == 5


def test_a_short_list_is_as_tall_as_its_rows(table: RowsTable, model: RowsModel):
    model.set_ids([1, 2, 3])
    table.fit_height()

    assert table.height() == 150


def test_rows_take_another_height(table: RowsTable, qapp: QApplication):
    table.set_row_height(44)

    assert table.rowHeight(0) == 44
    apply_theme(qapp, "light", scale=1.5)
    assert table.rowHeight(0) == 66
