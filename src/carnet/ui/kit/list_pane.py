"""A list with its head: search as one types, filters, count, order, and the rows or what is said without any."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedLayout, QVBoxLayout, QWidget

from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import EmptyState, Ground
from carnet.ui.kit.choices import Segmented
from carnet.ui.kit.fields import SearchField
from carnet.ui.kit.labels import LinkLabel, label
from carnet.ui.kit.rows_model import RowsModel
from carnet.ui.kit.rows_table import RowsTable
from carnet.ui.kit.theme import metric, notifier
from carnet.ui.kit.turns import Turn, turnful

_TYPE_AHEAD_MS = 900
_REST_MS = 250


class RowsStack(QWidget):
    """The rows, or what is said where there are none."""

    def __init__(self, table: RowsTable) -> None:
        super().__init__()
        self.empty = EmptyState("")
        self._stack = QStackedLayout(self)
        self._stack.addWidget(table)
        self._stack.addWidget(self.empty)

    def show_rows(self, shown: int) -> None:
        """Show the rows where there are some."""
        self._stack.setCurrentIndex(0 if shown else 1)


class ListPane(Ground):
    """The list of a noun, which says in its own class what is held, worded and filtered.

    Args:
        search: the search field.
        scope: the switch under it.
        filters: the chips under that.
        add: what its button adds, in words.
        table: the rows.
        orders: what the list may be sorted by, in words.

    Signals:
        chosen: id of the row that became current.
        opened: id of the row opened with Enter or a double click.
        new_asked: a new one is wanted.
        rested: the list follows what was typed or filtered, and the hands rest.
    """

    chosen = Signal(int)
    opened = Signal(int)
    new_asked = Signal()
    rested = Signal()
    first: ClassVar[int] = 200
    run: ClassVar[int] = 100

    def __init__(
        self,
        *,
        search: SearchField,
        scope: Segmented,
        filters: QWidget,
        add: str,
        table: RowsTable,
        orders: Mapping[str, str],
        sorted_by: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("list", parent)
        self.search, self.scope, self.table = search, scope, table
        self.add = Button(add, "plus", "icon")
        self.count = label("", "secondary", "text2", digits=True)
        self.order = LinkLabel("", "arrow-down-up", "secondary_medium", "text2")
        self.model = RowsModel(self.rows, self.spoken, self)
        self.table.setModel(self.model)
        self.stack = RowsStack(table)
        self.empty = self.stack.empty
        self.sorted_by = sorted_by
        self._orders = orders
        self._turns: Iterator[list[int]] | None = None
        self._skip = 0
        self._total: int | None = None
        self._typed = ""
        self._sought = False
        self._turn = Turn(self)
        self._forget_typed = QTimer(self, interval=_TYPE_AHEAD_MS, singleShot=True)
        self._rest = QTimer(self, interval=_REST_MS, singleShot=True)
        self._build(filters)
        self._connect()

    # -- what each noun has of its own --------------------------------------------------------------------------

    @abstractmethod
    def ids(self, most: int | None) -> list[int]:
        """Return the ids in order, at most so many."""

    @abstractmethod
    def pages(self, size: int) -> Iterator[list[int]]:
        """Yield all the ids in order, some at a time."""

    @abstractmethod
    def rows(self, ids: list[int]) -> Mapping[int, object]:
        """Return the rows of some ids."""

    @abstractmethod
    def spoken(self, row: object) -> str:
        """Return what a screen reader says of a row."""

    @abstractmethod
    def total(self) -> int:
        """Return how many there are without search and filters."""

    @abstractmethod
    def beginning(self, letters: str) -> int | None:
        """Return the first row whose name begins with the letters typed ahead."""

    @abstractmethod
    def is_filtered(self) -> bool:
        """Tell whether search or chips leave anything out."""

    @abstractmethod
    def words_typed(self) -> str:
        """Return the plain words of the search."""

    @abstractmethod
    def worded_count(self, shown: int, total: int) -> str:
        """Return the count line."""

    @abstractmethod
    def worded_empty(self) -> tuple[str, str]:
        """Return what is said where the list is empty, and what to do."""

    @abstractmethod
    def take_search(self, text: str) -> None:
        """Follow what is typed into the search."""

    @abstractmethod
    def clear_filters(self) -> None:
        """Take search and chips away."""

    # -- what the page asks -------------------------------------------------------------------------------------

    def load(self) -> None:
        """Read again: the list keeps its selection, its scroll and, at once, whatever is in sight.

        What is selected stays listed, too, where the filter holds it no more: what is being done shall not be cut off.
        """
        bottom = self.table.rowAt(max(0, self.table.viewport().height() - 1))
        seen = self.model.rowCount() if bottom < 0 else bottom
        if len(rows := self.table.selected_rows()) > 1:
            seen = max(seen, rows[-1])  # what comes in a later turn would be selected no more
        self._total = None
        self.fill(seen + 50, rows)

    def select(self, key: int) -> None:
        """Make a row current where it is listed; the one that is current among several selected ones stays so."""
        if self.table.current_id() == key and len(self.table.selected_rows()) > 1:
            return
        blocked = self.table.blockSignals(True)
        self.table.select_id(key)
        self.table.blockSignals(blocked)

    def first_id(self) -> int | None:
        """Return the first of the list."""
        return self.model.id_at(0)

    def counted(self) -> str:
        """Return the count line: "38 of 164 contacts"."""
        return self.count.text()

    def set_order(self, order: str) -> None:
        """Sort by one of the orders; "-" before it turns it round."""
        self.sorted_by = order
        self.order.setText(self.order_name())
        self.fill()
        self.table.scrollToTop()

    def order_name(self) -> str:
        """Return what the rows are sorted by, in words."""
        return self._orders[self.sorted_by.removeprefix("-")]

    def seek(self) -> None:
        """Show what is wanted now, and tell once the hands rest."""
        self._sought = True
        self.fill()

    def show_others(self) -> None:
        """Show what is wanted now, as when a view is opened: nobody waits for the hands."""
        self._sought = False
        self.fill()

    # -- building -----------------------------------------------------------------------------------------------

    def _build(self, filters: QWidget) -> None:
        self.head_line = QHBoxLayout()
        self.head_line.addWidget(self.search, 1)
        self.head_line.addWidget(self.add)
        self.count_line = QHBoxLayout()
        self.count_line.addWidget(self.count, 1)
        self.count_line.addWidget(self.order)
        self.head = QVBoxLayout()
        self.head.addLayout(self.head_line)
        self.scope_line = QHBoxLayout()
        self.scope_line.addWidget(self.scope)
        self.scope_line.addStretch(1)
        self.head.addLayout(self.scope_line)
        self.head.addWidget(filters)
        self.head.addLayout(self.count_line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.head)
        column.addWidget(self.stack, 1)
        self._restyle()

    def _connect(self) -> None:
        notifier().changed.connect(self._restyle)
        self.search.searched.connect(self._on_searched)
        self.search.moved_down.connect(self._on_moved_down)
        self.search.entered.connect(self._on_moved_down)
        self.add.clicked.connect(self.new_asked)
        self.order.activated.connect(self._on_order)
        self.table.current_changed.connect(self._on_current)
        self.table.row_opened.connect(self.opened)
        self.table.typed.connect(self._on_typed)
        self.empty.acted.connect(self._on_empty_acted)
        self._turn.come.connect(self._on_turn)
        self._forget_typed.timeout.connect(self._on_typed_forgotten)
        self._rest.timeout.connect(self._on_rest)

    @Slot()
    def _restyle(self) -> None:
        side = metric(14)
        self.head.setContentsMargins(side, metric(16), side, metric(8))
        self.head.setSpacing(metric(10))
        self.head_line.setSpacing(metric(8))
        self.count_line.setContentsMargins(metric(2), 0, metric(2), 0)
        self.order.setText(self.order_name())

    # -- filling ------------------------------------------------------------------------------------------------

    def fill(self, first: int = 0, kept: Sequence[int] = ()) -> None:
        """Show what is in sight at once, some rows kept, and leave the rest to later turns of the event loop."""
        first = max(first, self.first_run())
        self._stop()
        self._rest.stop()
        ids = self.ids(first)
        if len(ids) < first:
            held = set(ids)
            for row in kept:
                if (key := self.model.id_at(row)) is not None and key not in held and self.is_there(key):
                    ids.insert(min(row, len(ids)), key)
        self.model.set_ids(ids)
        if len(ids) == first:
            self.stack.show_rows(first)
            self._skip = first
            self._turns = self.pages(self.run)
            self._turn.start()
        else:
            self.finish()

    def first_run(self) -> int:
        """Return how many are read before anything is painted."""
        return self.first

    def is_there(self, _key: int) -> bool:
        """Tell whether a row that is current stays listed though the filter holds it no more."""
        return False

    def is_filling(self) -> bool:
        """Tell whether more rows are still to come."""
        return self._turns is not None

    def _stop(self) -> None:
        self._turn.stop()
        turns, self._turns = self._turns, None
        close = getattr(turns, "close", None)
        if close is not None:
            close()

    @Slot()
    def _on_turn(self) -> None:
        runs = turnful(self._turns) if self._turns is not None else []
        if not runs:
            self._turns = None
            self.finish()
            return
        keys = [key for run in runs for key in run]
        fresh = keys[self._skip :]
        self._skip = max(0, self._skip - len(keys))
        self.model.append_ids(fresh)
        self._turn.start()

    def finish(self) -> None:
        """Say how many there are, or that there are none."""
        shown = self.model.rowCount()
        if self._total is None:
            self._total = self.total() if self.is_filtered() else shown
        self.say_count()
        self.stack.show_rows(shown)
        if not shown:
            self.empty.show_state(*self.worded_empty())
        if self._sought:
            self._rest.start()

    def say_count(self) -> None:
        """Write the count line."""
        shown = self.model.rowCount()
        self.count.set_text(self.worded_count(shown, shown if self._total is None else self._total))

    # -- gestures -----------------------------------------------------------------------------------------------

    @Slot(str)
    def _on_searched(self, text: str) -> None:
        self.take_search(text)
        self.seek()
        self.table.scrollToTop()

    @Slot()
    def _on_rest(self) -> None:
        self._sought = False
        self.rested.emit()

    @Slot()
    def _on_moved_down(self) -> None:
        key = self.model.id_at(0)
        if key is not None:
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
            if self.table.current_id() is None or self.words_typed():
                self.table.select_id(key)

    @Slot()
    def _on_order(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        for key, text in self._orders.items():
            action = menu.addAction(text)
            action.setData(key)
            action.setCheckable(True)
            action.setChecked(key == self.sorted_by.removeprefix("-"))
            group.addAction(action)
        menu.triggered.connect(self._on_order_chosen)
        menu.popup(self.order.mapToGlobal(QPoint(0, self.order.height())))

    @Slot(QAction)
    def _on_order_chosen(self, action: QAction) -> None:
        self.set_order(str(action.data()))

    @Slot(int)
    def _on_current(self, key: int) -> None:
        if key >= 0:
            self.chosen.emit(key)

    @Slot(str)
    def _on_typed(self, letters: str) -> None:
        """Go to the first row whose name begins with the letters typed; others begin anew where none does."""
        self._typed += letters
        self._forget_typed.start()
        found = self.beginning(self._typed)
        if found is not None and not self.table.select_id(found):
            self._on_typed_forgotten()

    @Slot()
    def _on_typed_forgotten(self) -> None:
        self._forget_typed.stop()
        self._typed = ""

    @Slot()
    def _on_empty_acted(self) -> None:
        if self.is_filtered():
            self.clear_filters()
        else:
            self.new_asked.emit()
