"""How the tables of figures are dressed: one ground for a line, columns that go where there is no room, Enter opens."""

from abc import abstractmethod
from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from carnet.formats.csv_write import neutralised
from carnet.ui.kit.announce import announce
from carnet.ui.kit.delegates import RowState, paint_row_ground
from carnet.ui.kit.painting import draw_ground
from carnet.ui.kit.rows_table import dress_rows
from carnet.ui.kit.theme import color, font, metric, notifier, set_font
from carnet.words import _

Index = QModelIndex | QPersistentModelIndex
ROW_PX = 34
HEAD_PX = 42
_LEAST_PX = 150
_OPENS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class CellDelegate(QStyledItemDelegate):
    """Paints a cell on the ground of its line; each table paints what it says."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a line."""
        return QSize(metric(40), metric(ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, rule and cell."""
        view = option.widget
        if not isinstance(view, FigureTable):
            return
        painter.save()
        area = QRectF(option.rect)
        painter.setClipRect(area)
        line, row = QRectF(0, area.top(), view.viewport().width(), area.height()), index.row()
        state = RowState(
            selected=bool(option.state & QStyle.StateFlag.State_Selected),
            hovered=view.hovered_row() == row,
            focused=view.currentIndex().row() == row and view.hasFocus(),
        )
        paint_row_ground(painter, line, state, 0)
        painter.fillRect(QRectF(line.left(), line.bottom() - 1, line.width(), 1), color("border"))
        self.paint_cell(painter, area.adjusted(metric(8), 0, -metric(8), 0), index)
        painter.restore()

    @abstractmethod
    def paint_cell(self, painter: QPainter, area: QRectF, index: Index) -> None:
        """Paint what a cell says; each table has its own."""


class FigureTable(QTableView):
    """Names at left, figures under their heads.

    Args:
        name: what a screen reader calls it.
        widths: of all columns but the first, which has what they leave.
        spare: the columns that go where there is no room, the first to go first.
        header: whether it has heads of its own.
    """

    def __init__(self, name: str, widths: Mapping[int, int], spare: Sequence[int], *, header: bool = True) -> None:
        super().__init__()
        self._widths = widths
        self._spare = spare
        self._unasked: frozenset[int] = frozenset()
        self._hovered = -1
        self.setAccessibleName(name)
        self.setProperty("ground", "surface")
        dress_rows(self)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setVisible(header)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(metric(20))
        notifier().changed.connect(self.restyle)

    def hovered_row(self) -> int:
        """Return the row under the pointer, -1 for none."""
        return self._hovered

    def leave_out(self, columns: Collection[int]) -> None:
        """Show no column of these, whatever room there is."""
        self._unasked = frozenset(columns)
        self.fit_columns()

    def open_current(self) -> None:
        """Open what the current line stands for; each table has its own."""

    def copy(self) -> None:
        """Copy what is shown, for a spreadsheet: a line a row, tabs between, nothing that it would compute."""
        lines = self.model()
        shown = [column for column in range(lines.columnCount()) if not self.isColumnHidden(column)]
        heads = [str(lines.headerData(column, Qt.Orientation.Horizontal) or "") for column in shown]
        rows = [[str(lines.index(row, column).data() or "") for column in shown] for row in range(lines.rowCount())]
        text = "\n".join("\t".join(neutralised(" ".join(cell.split())) for cell in row) for row in (heads, *rows))
        QGuiApplication.clipboard().setText(text)
        announce(self, _("Copied"))

    def fit_columns(self) -> None:
        """Give the names what the figures leave; figures that have no room go."""
        widths = {column: metric(width) for column, width in self._widths.items()}
        left = self.viewport().width() - sum(width for column, width in widths.items() if column not in self._unasked)
        gone = set(self._unasked)
        for column in self._spare:
            if left >= metric(_LEAST_PX):
                break
            if column not in gone:
                gone.add(column)
                left += widths[column]
        for column, width in widths.items():
            self.setColumnHidden(column, column in gone)
            self.setColumnWidth(column, width)
        self.setColumnWidth(0, max(metric(80), left))

    def restyle(self) -> None:
        """Take the sizes of the theme."""
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(metric(ROW_PX))
        set_font(self.horizontalHeader(), font("caption_strong"))
        self.horizontalHeader().setFixedHeight(metric(HEAD_PX))
        self.fit_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, copy with Ctrl+C."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in _OPENS and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.open_current()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the line."""
        super().mouseDoubleClickEvent(event)
        self.open_current()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(int(event.position().y())))

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the pointer."""
        self._hover(-1)
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the focus around the whole while it is on no line."""
        super().paintEvent(event)
        if self.hasFocus() and not self.currentIndex().isValid():
            painter = QPainter(self.viewport())
            area = QRectF(self.viewport().rect()).adjusted(2, 2, -2, -2)
            draw_ground(painter, area, metric(7), None, "focus", width=2)
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns."""
        super().resizeEvent(event)
        self.fit_columns()

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()
