"""A list of rows: a table with fixed sections, which keeps selection and scroll by id."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QHeaderView, QTableView

from carnet.ui.kit.rows_model import ID_ROLE, Index, RowsModel
from carnet.ui.kit.theme import metric, notifier
from carnet.ui.kit.turns import Unhurried

_FLAGS = QItemSelectionModel.SelectionFlag
_ALONE = _FLAGS.ClearAndSelect | _FLAGS.Rows
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_PAGES = frozenset({Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


def dress_rows(view: QTableView) -> None:
    """Make a table a list of rows: one is selected whole, nothing is edited in place, nothing is ruled or framed."""
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setShowGrid(False)
    view.setTabKeyNavigation(False)
    view.setCornerButtonEnabled(False)
    view.setMouseTracking(True)


class _Following(Unhurried):
    """Tells of the row that a page key came to; of one that the next page key leaves before, nothing is told."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let page keys of the table by."""
        if isinstance(event, QKeyEvent) and event.key() in _PAGES and self.parent() is QApplication.focusWidget():
            return False
        return super().eventFilter(watched, event)


class RowsTable(QTableView):
    """Shows a `RowsModel`; a `QListView` lays 100,000 rows out in 180 ms, this in 2.

    Signals:
        row_opened: id of the row opened with Enter or a double click.
        current_changed: id of the row that became current; -1 for none.
        selection_changed: the selected rows are others.
        typed: letters typed ahead.
        delete_asked: Suppr was pressed.
        edit_asked: F2 was pressed.
        menu_asked: id of the row and global place of the context menu (mouse, Menu key or Maj+F10).
    """

    row_opened = Signal(int)
    current_changed = Signal(int)
    selection_changed = Signal()
    typed = Signal(str)
    delete_asked = Signal()
    edit_asked = Signal()
    menu_asked = Signal(int, object)

    def __init__(self, name: str, row_height_px: int = 64, *, multi: bool = False, ground: str = "list") -> None:
        super().__init__()
        self._row_height_px = row_height_px
        self._column = 0  # the one that the keys are in, which a reset would forget
        self._pages = False  # while a page key moves
        self._follow = _Following(self)
        self._kept: tuple[int | None, list[int], int | None, int] = (None, [], None, 0)
        self.setAccessibleName(name)
        self.setProperty("ground", ground)
        self._dress(multi=multi)
        self._restyle()
        notifier().changed.connect(self._restyle)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a model; once."""
        super().setModel(model)
        if model is not None:
            model.modelAboutToBeReset.connect(self._on_about_to_be_reset)
            model.modelReset.connect(self._on_reset)

    def rows_model(self) -> RowsModel:
        """Return the model shown."""
        model = self.model()
        if not isinstance(model, RowsModel):
            raise TypeError("RowsTable shows a RowsModel")
        return model

    def current_id(self) -> int | None:
        """Return the id of the current row."""
        return self._id_of(self.currentIndex())

    def selected_rows(self) -> list[int]:
        """Return the numbers of the selected rows, in order."""
        chosen = self.selectionModel().selection()
        runs = [chosen.at(place) for place in range(chosen.count())]
        return sorted({row for run in runs for row in range(run.top(), run.bottom() + 1)})

    def selected_ids(self) -> list[int]:
        """Return the ids of the selected rows, in order."""
        return [key for row in self.selected_rows() if (key := self.rows_model().id_at(row)) is not None]

    def select_id(self, key: int | None, *, scroll: bool = True) -> bool:
        """Make a row current and selected; tell whether it is listed."""
        row = self.rows_model().row_of(key)
        if row is None:
            return False
        index = self.model().index(row, self._column)
        self.selectionModel().setCurrentIndex(index, _ALONE)
        if scroll:
            self.scrollTo(index)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter; tell of Suppr and F2; keep one row only with Échap."""
        if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.edit_asked.emit()
        elif event.key() == Qt.Key.Key_Escape and len(self.selected_rows()) > 1:
            self.select_id(self.current_id(), scroll=False)
        elif event.key() == Qt.Key.Key_Home:
            self._go(0)
        elif event.key() == Qt.Key.Key_End:
            self._go(self.model().rowCount() - 1)
        else:
            self._pages = event.key() in _PAGES
            super().keyPressEvent(event)
            self._pages = False

    def keyboardSearch(self, search: str) -> None:
        """Leave type-ahead to the page, which knows the names."""
        self.typed.emit(search)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the row."""
        super().mouseDoubleClickEvent(event)
        self._open(self.indexAt(event.position().toPoint()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the row, at the row for the keyboard."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        key = self._id_of(index)
        if key is not None:
            place = event.globalPos() if by_mouse else self.viewport().mapToGlobal(self.visualRect(index).center())
            self.menu_asked.emit(key, place)

    def viewportEvent(self, event: QEvent) -> bool:
        """Forget the hover when the pointer leaves."""
        if event.type() is QEvent.Type.Leave:
            self.viewport().update()
        return super().viewportEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row is current; Qt calls it."""
        super().currentChanged(current, previous)
        if current.isValid():
            self._column = current.column()
        key = self._id_of(current)
        told = partial(self.current_changed.emit, -1 if key is None else key)
        if self._pages:  # the rows first: what opens beside them follows
            self._follow.instead(told)
        else:
            self._follow.finish()
            told()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell that the selection is another; Qt calls it."""
        super().selectionChanged(selected, deselected)
        self.selection_changed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Be seen."""
        self._fill_ground()
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fetch rows by as many as there is room for."""
        super().resizeEvent(event)
        self._fit_window()

    def set_row_height(self, height_px: int) -> None:
        """Change the height of rows, at 100 %, as the density of lists is another."""
        self._row_height_px = height_px
        self._restyle()

    def fit_height(self) -> None:
        """Be as tall as all rows, for short lists in cards."""
        rows = self.model().rowCount() if self.model() is not None else 0
        self.setFixedHeight(rows * self.verticalHeader().defaultSectionSize())
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _dress(self, *, multi: bool) -> None:
        dress_rows(self)
        if multi:
            self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.verticalHeader().hide()
        self.horizontalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def _restyle(self) -> None:
        height = metric(self._row_height_px)
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalScrollBar().setSingleStep(max(1, height // 2))
        self._fill_ground()
        self._fit_window()

    def _fit_window(self) -> None:
        if isinstance(model := self.model(), RowsModel):
            # Rows that are cut at both edges make one more than fit.
            model.window = max(4, self.viewport().height() // self.verticalHeader().defaultSectionSize() + 2)

    def _fill_ground(self) -> None:
        """Let Qt move what is painted when the list scrolls, which it does only over an opaque ground."""
        # The style sheet paints the same ground, and takes this back each time it is put on.
        self.viewport().setAutoFillBackground(True)

    def _id_of(self, index: Index) -> int | None:
        key = index.data(ID_ROLE) if index.isValid() else None
        return key if isinstance(key, int) else None

    def _open(self, index: QModelIndex) -> None:
        key = self._id_of(index)
        if key is not None:
            self.row_opened.emit(key)

    def _go(self, row: int) -> None:
        if 0 <= row < self.model().rowCount():
            self.setCurrentIndex(self.model().index(row, self._column))

    @Slot()
    def _on_about_to_be_reset(self) -> None:
        self._follow.finish()
        top = self.rowAt(0)
        top_id = self.rows_model().id_at(top)
        self._kept = (self.current_id(), self.selected_ids(), top_id, self.rowViewportPosition(top) if top >= 0 else 0)

    @Slot()
    def _on_reset(self) -> None:
        current, selected, top_id, offset = self._kept
        blocked = self.blockSignals(True)
        kept = self.select_id(current, scroll=False)
        if len(selected) > 1:
            self._add_to_selection(selected)
        self.blockSignals(blocked)
        top = self.rows_model().row_of(top_id)
        if top is not None:
            self.verticalScrollBar().setValue(top * self.verticalHeader().defaultSectionSize() - offset)
        if current is not None and not kept:
            self.current_changed.emit(-1)

    def _add_to_selection(self, keys: Iterable[int]) -> None:
        """Select rows besides those that are, run by run: thousands of them one by one would take seconds."""
        wanted = set(keys)
        rows = [row for row, key in enumerate(self.rows_model().ids()) if key in wanted]
        found, start = QItemSelection(), 0
        for at, row in enumerate(rows):
            if at + 1 == len(rows) or rows[at + 1] != row + 1:
                found.select(self.model().index(rows[start], 0), self.model().index(row, 0))
                start = at + 1
        self.selectionModel().select(found, _FLAGS.Select | _FLAGS.Rows)
