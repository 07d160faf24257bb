"""The rows of the ranking and what each of them says; how they are painted is in `ranking`."""

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from carnet.domain.contacts import Channel, ChannelGroup, group_of
from carnet.domain.review import Grouping, Review, ReviewRow
from carnet.domain.text import sort_key
from carnet.ui.kit.origins import origin_mark
from carnet.words import _, formats, ngettext
from carnet.words.reviews import column_label, delay, mission_count, model_label, row_label

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class Column(IntEnum):
    """The columns, left to right."""

    LABEL = 0
    MISSIONS = 1
    DAYS = 2
    CREDIT = 3
    SHARE = 4
    DELAY = 5


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

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self._rows) + (self._total is not None)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
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
