"""Rows in columns: chosen, moved and widened by mouse and by key, sorted by their heads, kept from run to run."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractItemModel, QByteArray, QPoint, QRectF, QSettings, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QStyleOptionHeader, QWidget

from carnet.ui.kit.delegates import RowState, paint_row_ground
from carnet.ui.kit.icons import icon
from carnet.ui.kit.painting import RIGHT, draw_text
from carnet.ui.kit.rows_model import RowsModel
from carnet.ui.kit.rows_table import RowsTable
from carnet.ui.kit.theme import color, font, metric, notifier, set_font
from carnet.words import _

ROW_PX = 34
_PAD_PX = 8
_STEP_PX = 24
_LEAST_PX = 48
_KEEP_MS = 300
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


class Cells:
    """Paints the cells of rows; a table may paint one of them otherwise."""

    def paint_cell(self, painter: QPainter, area: QRectF, row: object, column: Column) -> None:
        """Paint what a column says of a row."""
        text = column.text(row)
        if text and column.right:
            draw_text(painter, area, text, "body+", "text", align=RIGHT)
        elif text:
            draw_text(painter, area, text)


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
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
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

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, section: int) -> None:
        """Put the head of a column where its texts end."""
        super().initStyleOptionForIndex(option, section)
        if self._columns[section].right:
            option.textAlignment = RIGHT

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

    @property
    def is_on(self) -> bool:
        """Tell whether there are columns."""
        return self._on

    def shown(self, left: int, right: int) -> list[tuple[int, int, int]]:
        """Return section, place and width of the columns that are seen between two places, in their order."""
        sections = (self.logicalIndex(place) for place in range(self.count()))
        found = ((each, self.sectionViewportPosition(each), self.sectionSize(each)) for each in sections)
        return [(each, at, width) for each, at, width in found if width and at <= right and at + width > left]

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


class ColumnTable(RowsTable):
    """Rows in columns.

    Attributes:
        columns: all of them, those that are not shown too.
        heads: their heads; while these are off, the rows are painted by the delegate of the table.
        cells: what paints the cells of a row.
    """

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        cells: Cells,
        height_px: int = ROW_PX,
        *,
        multi: bool = False,
        ground: str = "list",
    ) -> None:
        super().__init__(name, height_px, multi=multi, ground=ground)
        self.columns = columns
        self.cells = cells
        self.heads = ColumnHeads(columns, self)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a model; once."""
        if isinstance(model, RowsModel):
            model.set_columns(self.heads.titles(), [column.text for column in self.columns])
        self.setHorizontalHeader(self.heads)  # before the model: it clears the selection at each reset
        super().setModel(model)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Sort by the current column with Maj+Entrée."""
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if self.heads.is_on and shift and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.heads.sort(max(0, self.currentIndex().column()))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint columns row by row: to be asked for each of over a hundred cells costs Qt as much as painting them."""
        if not self.heads.is_on:
            super().paintEvent(event)
            return
        exposed = event.rect()
        first, last = self.rowAt(exposed.top()), self.rowAt(exposed.bottom())
        if first < 0:
            return
        painter = QPainter(self.viewport())
        shown = self.heads.shown(exposed.left(), exposed.right())
        for at in range(first, (last if last >= 0 else self.model().rowCount() - 1) + 1):
            # From the first column to the last, as Qt moves and renews columns, and nothing beside them.
            whole = QRectF(-self.heads.offset(), self.rowViewportPosition(at), self.heads.length(), self.rowHeight(at))
            self._paint_row(painter, at, whole, shown)
        painter.end()

    def _paint_row(self, painter: QPainter, at: int, whole: QRectF, shown: Sequence[tuple[int, int, int]]) -> None:
        top, height = whole.top(), whole.height()
        if self.selectionModel().isSelected(self.model().index(at, 0)):
            paint_row_ground(painter, whole, RowState(selected=True), 0)
        current, pad = self.currentIndex(), metric(_PAD_PX)
        focused = current.column() if current.row() == at and self.hasFocus() else -1
        row = self.rows_model().row_at(at)
        for section, left, width in shown:
            if section == focused:
                paint_row_ground(painter, QRectF(left, top, width, height), RowState(focused=True), 0)
            if row is not None:
                area = QRectF(left + pad, top, width - 2 * pad, height)
                self.cells.paint_cell(painter, area, row, self.columns[section])
        painter.fillRect(QRectF(whole.left(), whole.bottom() - 1, whole.width(), 1), color("border"))
