"""The ranking: whom, or what, the turnover came from, with bars; special rows and the total always in view."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import final

from PySide6.QtCore import QModelIndex, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carnet.domain.comparisons import Comparison
from carnet.domain.review import ReviewRows
from carnet.journal import Journal
from carnet.ui.kit.cards import Rule
from carnet.ui.kit.icons import draw_icon
from carnet.ui.kit.labels import label
from carnet.ui.kit.painting import RIGHT, draw_ground, draw_text, text_width
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.tasks import Tasks
from carnet.ui.kit.theme import color, metric
from carnet.ui.review.figure_table import ROW_PX, CellDelegate, FigureTable, Index
from carnet.ui.review.ranking_lines import DETAILED, Column, Detailing, Details, Line, Lines, heads_of
from carnet.ui.review.ranking_model import LINE_ROLE, RankingModel
from carnet.words import _
from carnet.words.reviews import in_order

_MONEY_PX, _CHANGE_PX = 104, 116
_WIDTHS_PX: dict[int, int] = {
    Column.MISSIONS: 72,
    Column.DAYS: 60,
    Column.CREDIT: 112,
    Column.SHARE: 120,
    Column.PERIOD: _MONEY_PX,
    Column.PERIOD_CHANGE: _CHANGE_PX,
    Column.MODEL: _MONEY_PX,
    Column.MODEL_CHANGE: _CHANGE_PX,
    Column.INFLUENCE: _MONEY_PX,
    Column.DELAY: 68,
    Column.LAST: 84,
    Column.YEARS: 96,
}
_SPARE = (
    Column.INFLUENCE,
    Column.YEARS,
    Column.LAST,
    Column.DELAY,
    Column.DAYS,
    Column.SHARE,
    Column.MODEL_CHANGE,
    Column.PERIOD_CHANGE,
)
_OF_PERIOD = frozenset({Column.PERIOD, Column.PERIOD_CHANGE})
_OF_MODEL = frozenset({Column.MODEL, Column.MODEL_CHANGE})
_QUIET = frozenset({Column.DELAY, Column.DAYS, Column.PERIOD, Column.INFLUENCE, Column.LAST})
_TYPING_MS = 1_000
_BAR_PX, _GAP_PX, _BARS_PX = 8, 4, 20


@final
class _CellDelegate(CellDelegate):
    """Paints the cells of a line; asks for what it tells beside its credit where that has a column."""

    def paint_cell(self, painter: QPainter, area: QRectF, index: Index) -> None:
        line = index.data(LINE_ROLE)
        model = index.model()
        if not isinstance(line, Line) or not isinstance(model, RankingModel):
            return
        column = Column(index.column())
        if column in DETAILED:
            model.want_details(line.key)
        self._paint_cell(painter, area, line, column)

    def _paint_cell(self, painter: QPainter, area: QRectF, line: Line, column: Column) -> None:
        if column is Column.LABEL:
            self._paint_label(painter, area, line)
        elif column is Column.SHARE:
            _paint_share(painter, area, line)
        elif column is Column.YEARS:
            _paint_years(painter, area, () if line.detail is None else line.detail.years)
        else:
            strong = (line.strong and column is not Column.INFLUENCE) or column is Column.CREDIT
            face = "emphasis+" if strong else "body+"
            tint = "text2" if column in _QUIET and not strong else "text"
            draw_text(painter, area, line.text(column), face, tint, align=RIGHT)

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
    draw_text(painter, area, text, "secondary+", "text2", align=RIGHT)
    if line.strong:
        return
    track = QRectF(area.left(), area.center().y() - metric(4), area.width() - room, metric(8))
    draw_ground(painter, track, metric(4), "fill")
    filled = max(track.width() * line.scale, metric(3))
    draw_ground(painter, QRectF(track.left(), track.top(), filled, track.height()), metric(4), _bar(line.tint))


def _bar(tint: str) -> str:
    return "border-control" if tint in {"text3", ""} else "accent" if tint == "text2" else tint


def _paint_years(painter: QPainter, area: QRectF, cents: Sequence[int]) -> None:
    """Paint a bar a year, the tallest as high as there is room; the last stands out, one without a cent is a rule."""
    most = max(cents, default=0)
    foot, room = area.center().y() + metric(_BARS_PX) / 2, metric(_BARS_PX)
    x = area.right() - len(cents) * metric(_BAR_PX) - (len(cents) - 1) * metric(_GAP_PX)
    for at, each in enumerate(cents):
        tint = "border-strong" if not each else "accent" if at == len(cents) - 1 else "border-control"
        height = max(metric(1.5), room * each / most) if each else metric(1.5)
        painter.fillRect(QRectF(x, foot - height, metric(_BAR_PX), height), color(tint))
        x += metric(_BAR_PX) + metric(_GAP_PX)


class RankingTable(FigureTable):
    """The table of lines.

    Signals:
        line_chosen: key of the line that became current.
        line_opened: key of the line opened with Enter or a double click.
        compare_asked: the user wants to compare, or no more.
    """

    line_chosen = Signal(str)
    line_opened = Signal(str)
    compare_asked = Signal()

    def __init__(self, name: str, *, header: bool = True) -> None:
        super().__init__(name, _WIDTHS_PX, _SPARE, header=header)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self.lines = RankingModel(self)
        self.setModel(self.lines)
        self._in_sight = False
        self.lines.layoutAboutToBeChanged.connect(self._on_about_to_be_arranged)
        self.lines.layoutChanged.connect(self._on_arranged)
        self.setItemDelegate(_CellDelegate(self))
        self.horizontalHeader().setSectionsClickable(header)
        self.horizontalHeader().setStyleSheet("QHeaderView::up-arrow, QHeaderView::down-arrow { width: 0; height: 0; }")
        if header:
            self.setSortingEnabled(True)
            self.horizontalHeader().setSortIndicator(Column.CREDIT, Qt.SortOrder.DescendingOrder)
        self.restyle()

    def show_rows(self, rows: ReviewRows, shown: Lines, detailing: Detailing, *, with_total: bool = False) -> None:
        """Show other rows; the chosen one stays chosen where it is still listed."""
        kept = self.current_key()
        blocked = self.blockSignals(True)
        self.lines.show_rows(rows, shown, detailing, with_total=with_total)
        header, gone = self.horizontalHeader(), _left_out(shown.comparison)
        if header.sortIndicatorSection() in gone:
            header.setSortIndicator(Column.CREDIT, Qt.SortOrder.DescendingOrder)
        usual = header.sortIndicatorSection() == Column.CREDIT
        if self.isSortingEnabled() and not (usual and header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder):
            self.lines.sort(header.sortIndicatorSection(), header.sortIndicatorOrder())
        self.leave_out(gone)
        self.executeDelayedItemsLayout()  # now, or it would paint all once more in the next turn
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Sort with Maj+Enter, let go with Échap, compare with C where no name is being typed."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_letter = held in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier} and bool(event.text())
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and held == Qt.KeyboardModifier.ShiftModifier:
            self._sort_here()
        elif event.key() == Qt.Key.Key_Escape and self.current_key() is not None:
            self.choose(None)
        elif is_letter and event.text().lower() == "c" and not self._typing.isActive():
            self.compare_asked.emit()
        else:
            if is_letter and event.text().isprintable():
                self._typing.start(_TYPING_MS)
            super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which line is current; Qt calls it."""
        super().currentChanged(current, previous)
        self.viewport().update()
        line = self.lines.line(current.row()) if current.isValid() else None
        self.line_chosen.emit("" if line is None else line.key)

    def open_current(self) -> None:
        """Open the line."""
        if key := self.current_key():
            self.line_opened.emit(key)

    @Slot()
    def _on_about_to_be_arranged(self) -> None:
        self._in_sight = self.visualRect(self.currentIndex()).intersects(self.viewport().rect())

    @Slot()
    def _on_arranged(self) -> None:
        """Keep the chosen line in sight, as the order comes once it is read."""
        if self._in_sight and self.currentIndex().isValid():
            self.scrollTo(self.currentIndex(), self.ScrollHint.PositionAtCenter)

    def _sort_here(self) -> None:
        header = self.horizontalHeader()
        column = max(0, self.currentIndex().column())
        same = header.sortIndicatorSection() == column and header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        self.sortByColumn(column, Qt.SortOrder.AscendingOrder if same else Qt.SortOrder.DescendingOrder)


def _left_out(comparison: Comparison) -> frozenset[Column]:
    """Return the columns that say nothing of an answer and what stands beside it."""
    compared = comparison.period is not None or comparison.model is not None
    period = frozenset() if comparison.period else _OF_PERIOD
    return period | (frozenset() if comparison.model else _OF_MODEL) | ({Column.SHARE} if compared else frozenset())


class Ranking(QWidget):
    """The ranking with its special rows and total pinned below.

    Signals:
        line_chosen: key of the line chosen, "" for none.
        line_opened: key of the line opened.
        compare_asked: the user wants to compare, or no more.
    """

    line_chosen = Signal(str)
    line_opened = Signal(str)
    compare_asked = Signal()

    def __init__(self, journal: Journal, signals: AppSignals, tasks: Tasks) -> None:
        super().__init__()
        self._journal, self._signals, self._tasks = journal, signals, tasks
        self._comparison: Comparison | None = None
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
        self.table.compare_asked.connect(self.compare_asked)
        self.pinned.compare_asked.connect(self.compare_asked)
        self.table.verticalScrollBar().rangeChanged.connect(self._on_range_changed)

    def show_comparison(self, comparison: Comparison, names: tuple[str, str]) -> None:
        """Show the rows of an answer and what stands beside it, under the names of the two periods."""
        self._comparison = comparison
        reviews, question = self._journal.review, comparison.review.question
        followed = reviews.detail_years(question)
        shown = Lines(comparison, heads_of(comparison, followed, names), followed, self._journal.clock.today())
        rows = in_order(comparison.rows, question.by)
        ordinary, special = rows.apart()
        self.table.show_rows(ordinary, shown, self._detail)
        self.pinned.show_rows(special, shown, self._detail, with_total=True)
        self.pinned.setFixedHeight(self.pinned.lines.rowCount() * metric(ROW_PX))
        self.nothing.setVisible(not self.table.lines.rowCount())
        self._fit()

    def _detail(self, keys: Sequence[str], done: Callable[[Details], object]) -> None:
        """Read what lines tell beside their credit; of a great many missions beside the window."""
        if self._comparison is None:
            return
        job = partial(self._journal.review.details, self._comparison.review.question, keys)
        if self._journal.missions.are_many():
            self._tasks.read(job, done, self._signals.error_raised.emit)
        else:
            done(job())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show whole rows only."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        head, row = self.table.horizontalHeader().height(), metric(ROW_PX)
        room = self.height() - metric(7) - self.pinned.height() - head
        self.table.setMaximumHeight(head + max(0, min(self.table.lines.rowCount(), room // row)) * row)

    def chosen(self) -> Line | None:
        """Return the line chosen, None for none."""
        found = self.table.current_line() or self.pinned.current_line()
        return found if found is not None and found.key else None

    def choose(self, key: str | None) -> None:
        """Choose a line, None or one that is not listed for none."""
        self.table.choose(key)
        self.pinned.choose(key)

    def clear_choice(self) -> None:
        """Let go of the chosen line."""
        self.choose(None)

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
