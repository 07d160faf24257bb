"""Rows in columns: chosen, moved and widened by mouse and by key, sorted by their heads, kept from run to run."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QByteArray, QPoint, QRectF, QSettings, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QMenu, QStyle, QStyleOptionViewItem, QTableView, QWidget

from carnet.ui.kit.delegates import RowDelegate, RowState, draw_text, paint_row_ground
from carnet.ui.kit.icons import icon
from carnet.ui.kit.rows_model import Index, RowsModel
from carnet.ui.kit.theme import color, font, metric, notifier, set_font
from carnet.words import _

ROW_PX = 34
_PAD_PX = 8
_STEP_PX = 24
_LEAST_PX = 48
_KEEP_MS = 300
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_SELECTED = QStyle.StateFlag.State_Selected
_ARROWS = {False: " ↑", True: " ↓"}


class Column(NamedTuple):
    """One column.

    Attributes:
        key: what it is called for itself.
        title: what it is called for the user.
        width_px: how wide it is at first.
        text: what it says of a row.
        sort: the order that its head asks for, "" for none; "-" before it turns it round.
        down: whether that order puts the largest first.
        right: whether its texts end at the right.
        shown: whether it is shown at first.
    """

    key: str
    title: str
    width_px: int
    text: Callable[[object], str]
    sort: str = ""
    down: bool = False
    right: bool = False
    shown: bool = True


class CellDelegate(RowDelegate):
    """Paints a cell on the ground of its row; the first cell may be painted otherwise."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__(ROW_PX)
        self._columns = columns

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the part of the row that the cell is."""
        # Over a hundred cells a frame: nothing is asked of Qt that is not needed.
        view, place = option.widget, index.row()
        model = index.model()
        row = model.row_at(place) if isinstance(model, RowsModel) else None
        if not isinstance(view, QTableView) or row is None:
            return
        area = QRectF(option.rect)
        if option.state & _SELECTED:
            self._paint_selected(painter, area, view, index)
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), color("border"))
        pad = metric(_PAD_PX)
        self.paint_cell(painter, area.adjusted(pad, 0, -pad, 0), row, self._columns[index.column()])

    def _paint_selected(self, painter: QPainter, area: QRectF, view: QTableView, index: Index) -> None:
        painter.save()
        painter.setClipRect(area)
        whole = QRectF(0, area.top(), view.viewport().width(), area.height())
        paint_row_ground(painter, whole, RowState(selected=True), 0)
        if view.currentIndex() == index and view.hasFocus():
            paint_row_ground(painter, area, RowState(focused=True), 0)
        painter.restore()

    def paint_cell(self, painter: QPainter, area: QRectF, row: object, column: Column) -> None:
        """Paint what a column says of a row."""
        text = column.text(row)
        if text and column.right:
            draw_text(painter, area, text, "body+", "text", align=_RIGHT)
        elif text:
            draw_text(painter, area, text)

    def tip(self, _row: object) -> str:
        """Return no tip: columns are widened instead."""
        return ""


class ColumnHeads(QHeaderView):
    """The heads of a table of columns.

    Signals:
        sorted_by: the order that a head asks for.
    """

    sorted_by = Signal(str)

    def __init__(self, columns: Sequence[Column], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns = tuple(columns)
        self._order = ""
        self._state: QSettings | None = None
        self._key = ""
        self._kept: object = None
        self._on = False
        self._keep = QTimer(self, interval=_KEEP_MS, singleShot=True)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu_asked)
        self.sectionClicked.connect(self.sort)
        self.sectionResized.connect(self._on_changed)
        self.sectionMoved.connect(self._on_changed)
        self._keep.timeout.connect(self._on_keep)
        self._restyle()
        notifier().changed.connect(self._restyle)

    def titles(self) -> list[str]:
        """Return what stands over the columns, the way of the order among it."""
        plain, turned = self._order.removeprefix("-"), self._order.startswith("-")
        return [
            f"{column.title}{_ARROWS[column.down is not turned]}" if column.sort == plain and plain else column.title
            for column in self._columns
        ]

    def show_order(self, order: str) -> None:
        """Say by which column the rows are sorted."""
        if order != self._order:
            self._order = order
            model = self.model()
            assert isinstance(model, RowsModel)
            model.set_titles(self.titles())

    def remember(self, state: QSettings, key: str) -> None:
        """Take widths, places and choice of columns from what was kept under a key, and keep them there."""
        self._state, self._key = state, key
        self._kept = state.value(key)

    def set_on(self, on: bool) -> None:
        """Show the columns as they were left, or the first one alone, over the whole width and without a head."""
        if not on:
            self._kept = self.saveState() if self._on else self._kept
            self._on = False
            self.moveSection(self.visualIndex(0), 0)
            for at in range(1, len(self._columns)):
                self.setSectionHidden(at, True)
            self.setSectionResizeMode(self.ResizeMode.Stretch)
        else:
            self.setSectionResizeMode(self.ResizeMode.Interactive)
            if not (isinstance(self._kept, QByteArray) and self.restoreState(self._kept)):
                self.reset_columns()
            self._on = True
        self.setVisible(on)
        self._restyle()

    @Slot()
    def reset_columns(self) -> None:
        """Show the usual columns in their usual places and widths."""
        for at, column in enumerate(self._columns):
            self.moveSection(self.visualIndex(at), at)
            self.resizeSection(at, metric(column.width_px))
            self.setSectionHidden(at, not column.shown)
        self._on_changed()

    @Slot(int)
    def sort(self, section: int) -> None:
        """Ask for the order of a column, turned round where it is the present one."""
        order = self._columns[section].sort
        if order:
            self.sorted_by.emit(f"-{order}" if self._order == order else order)

    def open_menu(self, section: int, place: QPoint) -> None:
        """Offer what may be done with the columns, those of one among it."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for at, column in enumerate(self._columns):
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(not self.isSectionHidden(at))
            action.setEnabled(at > 0)  # the first one says who it is
            action.setData(("show", at))
        menu.addSeparator()
        part = menu.addMenu(_("Column “{name}”").format(name=self._columns[section].title))
        for what, symbol, text in (
            ("left", "arrow-left", _("Further left")),
            ("right", "arrow-right", _("Further right")),
            ("wider", "plus", _("Wider")),
            ("narrower", "minus", _("Narrower")),
        ):
            part.addAction(icon(symbol), text).setData((what, section))
        menu.addAction(icon("rotate-ccw"), _("Usual columns")).setData(("reset", section))
        menu.triggered.connect(self._on_chosen)
        menu.popup(place)

    def change(self, what: str, section: int) -> None:
        """Show or hide a column, move it one place, widen or narrow it, or reset all."""
        place = self.visualIndex(section)
        if what == "show":
            self.setSectionHidden(section, not self.isSectionHidden(section))
        elif what == "reset":
            self.reset_columns()
        elif what in {"left", "right"}:
            step = -1 if what == "left" else 1
            target = place + step
            while 0 <= target < self.count() and self.isSectionHidden(self.logicalIndex(target)):
                target += step
            if 0 <= target < self.count():
                self.moveSection(place, target)
        else:
            step = metric(_STEP_PX if what == "wider" else -_STEP_PX)
            self.resizeSection(section, max(metric(_LEAST_PX), self.sectionSize(section) + step))
        self._on_changed()

    @Slot()
    def _restyle(self) -> None:
        set_font(self, font("caption_strong"))
        self.setMinimumSectionSize(metric(_LEAST_PX))
        self.setFixedHeight(metric(ROW_PX))

    @Slot(QPoint)
    def _on_menu_asked(self, place: QPoint) -> None:
        self.open_menu(max(0, self.logicalIndexAt(place)), self.mapToGlobal(place))

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        what, section = action.data()
        self.change(what, section)

    @Slot()
    def _on_changed(self) -> None:
        if self._on and self._state is not None:
            self._keep.start()

    @Slot()
    def _on_keep(self) -> None:
        if self._on and self._state is not None:
            self._state.setValue(self._key, self.saveState())


def sorts_here(event: QKeyEvent) -> bool:
    """Tell whether a key asks to sort by the current column: Maj+Entrée."""
    shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
    return bool(shift) and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
