"""The ranking: whom, or what, the turnover came from, with bars; special rows and the total always in view."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from carnet.domain.review import Review, ReviewRow
from carnet.ui.kit.cards import Rule
from carnet.ui.kit.delegates import RowDelegate, paint_row_ground
from carnet.ui.kit.icons import draw_icon
from carnet.ui.kit.labels import label
from carnet.ui.kit.painting import draw_ground, draw_text, text_width
from carnet.ui.kit.theme import color, font, metric, notifier, set_font, tabular
from carnet.ui.review.ranking_model import LINE_ROLE, Column, Index, Line, RankingModel
from carnet.words import _
from carnet.words.reviews import in_order

_ROW_PX = 34
_WIDTHS_PX = {Column.MISSIONS: 72, Column.DAYS: 60, Column.CREDIT: 112, Column.SHARE: 120, Column.DELAY: 68}
_SPARE = (Column.DELAY, Column.DAYS, Column.SHARE)


class _CellDelegate(QStyledItemDelegate):
    """Paints a cell on the ground of its row."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._states = RowDelegate()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(metric(40), metric(_ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE_ROLE)
        view = option.widget
        if not isinstance(line, Line) or not isinstance(view, RankingTable):
            return
        painter.save()
        area = QRectF(option.rect)
        painter.setClipRect(area)
        row = QRectF(0, area.top(), view.viewport().width(), area.height())
        current = view.currentIndex()
        state = self._states.state_of(option, index)._replace(
            focused=view.hasFocus() and current.isValid() and current.row() == index.row()
        )
        paint_row_ground(painter, row, state._replace(hovered=view.hovered_row() == index.row()), 0)
        painter.fillRect(QRectF(row.left(), row.bottom() - 1, row.width(), 1), color("border"))
        self._paint_cell(painter, area.adjusted(metric(8), 0, -metric(8), 0), line, Column(index.column()))
        painter.restore()

    def _paint_cell(self, painter: QPainter, area: QRectF, line: Line, column: Column) -> None:
        if column is Column.LABEL:
            self._paint_label(painter, area, line)
        elif column is Column.SHARE:
            _paint_share(painter, area, line)
        else:
            strong = line.strong or column is Column.CREDIT
            face = tabular(font("emphasis" if strong else "body"))
            quiet = column in {Column.DELAY, Column.DAYS} and not line.strong
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            draw_text(painter, area, line.text(column), face, "text2" if quiet else "text", align=right)

    def _paint_label(self, painter: QPainter, area: QRectF, line: Line) -> None:
        x = area.left()
        if line.icon:
            side = metric(15)
            draw_icon(painter, QRectF(x, area.center().y() - side / 2, side, side), line.icon, line.tint)
            x += side + metric(9)
        tint = "text2" if line.tint == "text3" else "text"
        room = QRectF(x, area.top(), area.right() - x, area.height())
        draw_text(painter, room, line.label, "emphasis" if line.strong else "body", tint)


def _paint_share(painter: QPainter, area: QRectF, line: Line) -> None:
    text = line.text(Column.SHARE)
    room = text_width("100 %", "secondary") + metric(8)
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    draw_text(painter, area, text, tabular(font("secondary")), "text2", align=right)
    if line.strong:
        return
    track = QRectF(area.left(), area.center().y() - metric(4), area.width() - room, metric(8))
    draw_ground(painter, track, metric(4), "fill")
    filled = max(track.width() * line.scale, metric(3))
    draw_ground(painter, QRectF(track.left(), track.top(), filled, track.height()), metric(4), _bar(line.tint))


def _bar(tint: str) -> str:
    return "border-control" if tint in {"text3", ""} else "accent" if tint == "text2" else tint


class RankingTable(QTableView):
    """The table of lines.

    Signals:
        line_chosen: key of the line that became current.
        line_opened: key of the line opened with Enter or a double click.
    """

    line_chosen = Signal(str)
    line_opened = Signal(str)

    def __init__(self, name: str, *, header: bool = True) -> None:
        super().__init__()
        self._hovered = -1
        self.lines = RankingModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(_CellDelegate(self))
        self.setAccessibleName(name)
        self.setProperty("ground", "surface")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setVisible(header)
        self.horizontalHeader().setSectionsClickable(header)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(metric(20))
        self.horizontalHeader().setStyleSheet("QHeaderView::up-arrow, QHeaderView::down-arrow { width: 0; height: 0; }")
        if header:
            self.setSortingEnabled(True)
            self.horizontalHeader().setSortIndicator(Column.CREDIT, Qt.SortOrder.DescendingOrder)
        self._restyle()
        notifier().changed.connect(self._restyle)

    def hovered_row(self) -> int:
        """Return the row under the pointer, -1 for none."""
        return self._hovered

    def show_rows(self, rows: Sequence[ReviewRow], review: Review, *, with_total: bool = False) -> None:
        """Show other rows; the chosen one stays chosen where it is still listed."""
        kept = self.current_key()
        blocked = self.blockSignals(True)
        self.lines.show_rows(rows, review, with_total=with_total)
        header = self.horizontalHeader()
        usual = header.sortIndicatorSection() == Column.CREDIT
        if self.isSortingEnabled() and not (usual and header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder):
            self.lines.sort(header.sortIndicatorSection(), header.sortIndicatorOrder())
        self.choose(kept)
        self.blockSignals(blocked)

    def current_line(self) -> Line | None:
        """Return the current line, None for none."""
        return self.lines.line(self.currentIndex().row()) if self.currentIndex().isValid() else None

    def current_key(self) -> str | None:
        """Return the key of the current line, None for none."""
        line = self.current_line()
        return None if line is None else line.key

    def choose(self, key: str | None) -> None:
        """Make a line current, None or an unknown key for none."""
        row = None if key is None else self.lines.row_of(key)
        if row is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        else:
            self.setCurrentIndex(self.lines.index(row, 0))

    def fit_columns(self) -> None:
        """Give the label what the others leave; columns that have no room go."""
        room = self.viewport().width()
        widths = {column: metric(width) for column, width in _WIDTHS_PX.items()}
        left = room - sum(widths.values())
        for column in _SPARE:
            gone = left < metric(150)
            self.setColumnHidden(column, gone)
            left += widths[column] if gone else 0
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        self.setColumnWidth(Column.LABEL, max(metric(80), left))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, sort with Maj+Enter, let go with Échap."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._sort_here()
            else:
                self._open()
        elif event.key() == Qt.Key.Key_Escape and self.current_key() is not None:
            self.choose(None)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the line."""
        super().mouseDoubleClickEvent(event)
        self._open()

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

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which line is current; Qt calls it."""
        super().currentChanged(current, previous)
        self.viewport().update()
        line = self.lines.line(current.row()) if current.isValid() else None
        self.line_chosen.emit("" if line is None else line.key)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()

    def _open(self) -> None:
        key = self.current_key()
        if key:
            self.line_opened.emit(key)

    def _sort_here(self) -> None:
        header = self.horizontalHeader()
        column = max(0, self.currentIndex().column())
        same = header.sortIndicatorSection() == column and header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        self.sortByColumn(column, Qt.SortOrder.AscendingOrder if same else Qt.SortOrder.DescendingOrder)

    def _restyle(self) -> None:
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(metric(_ROW_PX))
        set_font(self.horizontalHeader(), font("caption_strong"))
        self.horizontalHeader().setFixedHeight(metric(34))
        self.fit_columns()


class Ranking(QWidget):
    """The ranking with its special rows and total pinned below.

    Signals:
        line_chosen: key of the line chosen, "" for none.
        line_opened: key of the line opened.
    """

    line_chosen = Signal(str)
    line_opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.table = RankingTable(_("Ranking"))
        self.pinned = RankingTable(_("Special lines and total"), header=False)
        self.pinned.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(metric(8), 0, metric(8), metric(6))
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        self.nothing = label(
            _("Nothing to rank this way: the lines below hold it all."), "secondary", "text2", wrap=True
        )
        self.nothing.setContentsMargins(metric(8), metric(10), metric(8), metric(10))
        column.addWidget(self.nothing)
        column.addWidget(Rule(role="border-strong"))
        self._gutter = QWidget()
        self._gutter.setFixedWidth(0)
        foot = QHBoxLayout()
        foot.setSpacing(0)
        foot.addWidget(self.pinned, 1)
        foot.addWidget(self._gutter)
        column.addLayout(foot)
        column.addStretch(0)
        self.table.line_chosen.connect(self._on_chosen)
        self.pinned.line_chosen.connect(self._on_pinned_chosen)
        self.table.line_opened.connect(self.line_opened)
        self.pinned.line_opened.connect(self.line_opened)
        self.table.verticalScrollBar().rangeChanged.connect(self._on_range_changed)

    def show_review(self, review: Review) -> None:
        """Show the rows of an answer."""
        rows = in_order(review)
        self.table.show_rows([row for row in rows if not row.is_special], review)
        self.pinned.show_rows([row for row in rows if row.is_special], review, with_total=True)
        self.pinned.setFixedHeight(self.pinned.lines.rowCount() * metric(_ROW_PX))
        self.nothing.setVisible(not self.table.lines.rowCount())
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show whole rows only."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        head, row = self.table.horizontalHeader().height(), metric(_ROW_PX)
        room = self.height() - metric(7) - self.pinned.height() - head
        self.table.setMaximumHeight(head + max(0, min(self.table.lines.rowCount(), room // row)) * row)

    def chosen(self) -> Line | None:
        """Return the line chosen, None for none."""
        found = self.table.current_line() or self.pinned.current_line()
        return found if found is not None and found.key else None

    def clear_choice(self) -> None:
        """Let go of the chosen line."""
        self.table.choose(None)
        self.pinned.choose(None)

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        if key:
            self.pinned.choose(None)
        self.line_chosen.emit(key)

    @Slot(str)
    def _on_pinned_chosen(self, key: str) -> None:
        if key:
            self.table.choose(None)
        self.line_chosen.emit(key)

    @Slot()
    def _on_range_changed(self) -> None:
        bar = self.table.verticalScrollBar()
        spare = bar.sizeHint().width() if bar.maximum() > 0 else 0
        self._gutter.setFixedWidth(spare)
