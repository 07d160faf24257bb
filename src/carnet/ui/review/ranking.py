"""The ranking: whom, or what, the turnover came from, with bars; special rows and the total always in view."""

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
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

from carnet.domain.contacts import Channel, ChannelGroup, group_of
from carnet.domain.review import Grouping, Review, ReviewRow
from carnet.domain.text import sort_key
from carnet.ui.kit.cards import Rule
from carnet.ui.kit.delegates import RowDelegate, paint_row_ground
from carnet.ui.kit.icons import draw_icon
from carnet.ui.kit.origins import origin_mark
from carnet.ui.kit.painting import draw_ground, draw_text, text_width
from carnet.ui.kit.theme import color, font, metric, notifier, tabular
from carnet.words import _, formats, ngettext
from carnet.words.reviews import column_label, delay, mission_count, model_label, row_label

_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_ROW_PX = 34
LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class Column(IntEnum):
    """The columns, left to right."""

    LABEL = 0
    MISSIONS = 1
    DAYS = 2
    CREDIT = 3
    SHARE = 4
    DELAY = 5


_WIDTHS_PX = {Column.MISSIONS: 72, Column.DAYS: 60, Column.CREDIT: 112, Column.SHARE: 120, Column.DELAY: 68}
_SPARE = (Column.DELAY, Column.DAYS, Column.SHARE)


class Line(NamedTuple):
    """A row as it is painted; `key` "" is the total, `share` from 0 to 1 of the total, `scale` of the largest row."""

    key: str
    label: str
    credit_cents: int
    missions: int
    days_half: int
    delay_days: int | None
    share: float
    scale: float
    icon: str
    tint: str
    strong: bool
    currency: str
    exact: bool
    mission_ids: tuple[int, ...] = ()

    def text(self, column: int) -> str:
        """Return what a column says."""
        match column:
            case Column.LABEL:
                return self.label
            case Column.MISSIONS:
                return formats.number(self.missions)
            case Column.DAYS:
                return formats.days_half(self.days_half)
            case Column.CREDIT:
                return formats.money(self.credit_cents, self.currency, exact=self.exact)
            case Column.SHARE:
                return formats.percent_bp(round(self.share * 100) * 100)
            case _:
                return delay(self.delay_days)

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ", ".join((self.label, self.text(Column.CREDIT), mission_count(self.missions)))


class Scale(NamedTuple):
    """What the lines of an answer are worded and measured by."""

    by: Grouping
    total_cents: int
    most_cents: int
    currency: str
    exact: bool


def scale_of(review: Review) -> Scale:
    """Return what the lines of an answer are measured by."""
    most = max((row.credit_cents for row in review.rows), default=0)
    question = review.question
    return Scale(question.by, review.total_cents, most, question.currency, _shows_cents(review))


def _shows_cents(review: Review) -> bool:
    """Tell whether amounts show their cents: all do where one has some, so that they stand in a column."""
    return any(row.credit_cents % 100 for row in review.rows)


def total_line(review: Review) -> Line:
    """Return the total of an answer."""
    ordinary = sum(not row.is_special for row in review.rows)
    label = ngettext("Total, {n} line", "Total, {n} lines", ordinary).format(n=formats.number(ordinary))
    share = 1.0 if review.total_cents else 0.0
    return Line(
        "",
        label,
        review.total_cents,
        len(review.missions),
        review.days_half,
        review.median_delay_days,
        share,
        0.0,
        "",
        "",
        strong=True,
        currency=review.question.currency,
        exact=_shows_cents(review),
    )


def line_of(row: ReviewRow, scale: Scale) -> Line:
    """Return a row as it is painted."""
    icon, tint = _mark(row, scale.by)
    return Line(
        row.key,
        row_label(row, scale.by),
        row.credit_cents,
        row.missions,
        row.days_half,
        row.delay_days,
        row.credit_cents / scale.total_cents if scale.total_cents else 0.0,
        row.credit_cents / scale.most_cents if scale.most_cents else 0.0,
        icon,
        tint,
        strong=False,
        currency=scale.currency,
        exact=scale.exact,
        mission_ids=row.mission_ids,
    )


_ICONS = {
    Grouping.EVENT: "ticket",
    Grouping.SERIES: "calendar-days",
    Grouping.ORGANISER: "building-2",
    Grouping.KIND: "ticket",
    Grouping.CIRCLE: "users",
    Grouping.SPHERE: "user",
    Grouping.MONTH: "calendar",
}
_OF_GROUP = {ChannelGroup(group_of(channel)): channel for channel in reversed(tuple(Channel)[:15])}


def _mark(row: ReviewRow, by: Grouping) -> tuple[str, str]:
    if row.is_special:
        return ("eye-off" if row.key == "hidden" else "circle-help" if row.key == "unattributed" else "minus"), "text3"
    if by is Grouping.CHANNEL:
        return origin_mark(Channel(row.key))
    if row.origin:
        return origin_mark(_OF_GROUP[ChannelGroup(row.origin)])
    return _ICONS.get(by, "user"), "text2"


class RankingModel(QAbstractTableModel):
    """Rows under their columns, worded as they are painted; `sort` orders them, a total stays last."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ReviewRow] = []
        self._scale = Scale(Grouping.CONTACT, 0, 0, "", exact=False)
        self._total: Line | None = None
        self._lines: dict[str, Line] = {}
        self._heads: dict[int, str] = {}
        self._model_name = ""
        self._sorted = (int(Column.CREDIT), Qt.SortOrder.DescendingOrder)

    def show_rows(self, rows: Sequence[ReviewRow], review: Review, *, with_total: bool = False) -> None:
        """Show other rows of an answer."""
        self.beginResetModel()
        self._rows = list(rows)
        self._scale = scale_of(review)
        self._total = total_line(review) if with_total else None
        self._lines = {}
        self._model_name = model_label(review.question.model)
        self._heads = {
            Column.LABEL: column_label(review.question.by),
            Column.MISSIONS: _("Missions"),
            Column.DAYS: _("Days"),
            Column.CREDIT: _("Turnover"),
            Column.SHARE: _("Share"),
            Column.DELAY: _("Delay"),
        }
        self.endResetModel()

    def line(self, row: int) -> Line | None:
        """Return the line at a row number, None past the end."""
        if not 0 <= row < len(self._rows):
            return self._total if row == len(self._rows) else None
        found = self._rows[row]
        if found.key not in self._lines:
            self._lines[found.key] = line_of(found, self._scale)
        return self._lines[found.key]

    def row_of(self, key: str) -> int | None:
        """Return the row number of a key, None where it is not listed."""
        return next((at for at, row in enumerate(self._rows) if row.key == key), None)

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self._rows) + (self._total is not None)

    def columnCount(self, parent: _Index = _NO_PARENT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the text of a cell, its line, or what is said of it."""
        if not index.isValid():
            return None
        line = self.line(index.row())
        if line is None or role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.text(index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken if index.column() == Column.LABEL else line.text(index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the head of a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            column, order = self._sorted
            arrow = " ↓" if order is Qt.SortOrder.DescendingOrder else " ↑"
            return self._heads.get(section, "") + (arrow if section == column else "")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._heads.get(section, '')}, {self._model_name}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if section == Column.LABEL else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the lines by a column; equal ones keep their order."""
        self._sorted = (column, order)
        self.layoutAboutToBeChanged.emit()
        down = order is Qt.SortOrder.DescendingOrder
        self._rows.sort(key=self._by_label if column == Column.LABEL else _KEYS[Column(column)], reverse=down)
        self.layoutChanged.emit()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    def _by_label(self, row: ReviewRow) -> str:
        return sort_key(row_label(row, self._scale.by))


def _by_missions(row: ReviewRow) -> int:
    return row.missions


def _by_days(row: ReviewRow) -> int:
    return row.days_half


def _by_credit(row: ReviewRow) -> int:
    return row.credit_cents


def _by_delay(row: ReviewRow) -> int:
    return -1 if row.delay_days is None else row.delay_days


_KEYS: dict[Column, Callable[[ReviewRow], Any]] = {
    Column.MISSIONS: _by_missions,
    Column.DAYS: _by_days,
    Column.CREDIT: _by_credit,
    Column.SHARE: _by_credit,
    Column.DELAY: _by_delay,
}


class _CellDelegate(QStyledItemDelegate):
    """Paints a cell on the ground of its row."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._states = RowDelegate()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(metric(40), metric(_ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
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

    def leaveEvent(self, event: object) -> None:
        """Forget the pointer."""
        self._hover(-1)
        super().leaveEvent(event)  # type: ignore[arg-type]  # PySide types it QEvent, Qt calls it so

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns."""
        super().resizeEvent(event)
        self.fit_columns()

    def currentChanged(self, current: _Index, previous: _Index) -> None:
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
        self.horizontalHeader().setFont(font("caption_strong"))
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
        column.addWidget(Rule(role="border-strong"))
        self._gutter = QWidget()
        self._gutter.setFixedWidth(0)
        foot = QHBoxLayout()
        foot.setSpacing(0)
        foot.addWidget(self.pinned, 1)
        foot.addWidget(self._gutter)
        column.addLayout(foot)
        self.table.line_chosen.connect(self._on_chosen)
        self.pinned.line_chosen.connect(self._on_pinned_chosen)
        self.table.line_opened.connect(self.line_opened)
        self.pinned.line_opened.connect(self.line_opened)
        self.table.verticalScrollBar().rangeChanged.connect(self._on_range_changed)

    def show_review(self, review: Review) -> None:
        """Show the rows of an answer."""
        self.table.show_rows([row for row in review.rows if not row.is_special], review)
        self.pinned.show_rows([row for row in review.rows if row.is_special], review, with_total=True)
        self.pinned.setFixedHeight(self.pinned.lines.rowCount() * metric(_ROW_PX))

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
