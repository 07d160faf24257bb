"""The rows of the ranking and what each of them says; how they are painted is in `ranking`."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import IntEnum
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, QTimer, Slot

from carnet.domain.comparisons import Beside, Comparison
from carnet.domain.contacts import Channel, ChannelGroup, group_of
from carnet.domain.review import Grouping, Review, ReviewRow, RowDetail
from carnet.domain.text import sort_key
from carnet.ui.kit.origins import origin_mark
from carnet.ui.review.figure_table import Index
from carnet.words import _, formats, ngettext
from carnet.words.reviews import (
    column_label,
    delay,
    difference,
    mission_count,
    model_label,
    model_name,
    row_label,
    years,
)

_NO_PARENT = QModelIndex()
LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class Column(IntEnum):
    """The columns, left to right."""

    LABEL = 0
    MISSIONS = 1
    DAYS = 2
    CREDIT = 3
    SHARE = 4
    PERIOD = 5
    PERIOD_CHANGE = 6
    MODEL = 7
    MODEL_CHANGE = 8
    INFLUENCE = 9
    DELAY = 10
    LAST = 11
    YEARS = 12


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
    beside: Beside = Beside()
    detail: RowDetail | None = None
    last_year: int = 0
    today: date = date.min

    def text(self, column: int) -> str:
        """Return what a column says."""
        if Column.PERIOD <= column <= Column.MODEL_CHANGE:
            return self._beside_text(column)
        if column in {Column.INFLUENCE, Column.LAST, Column.YEARS}:
            return self._detail_text(column)
        return self._own_text(column)

    def _own_text(self, column: int) -> str:
        match column:
            case Column.LABEL:
                said = self.label
            case Column.MISSIONS:
                said = formats.number(self.missions)
            case Column.DAYS:
                said = formats.days_half(self.days_half)
            case Column.CREDIT:
                said = self._money(self.credit_cents)
            case Column.SHARE:
                said = formats.percent_bp(round(self.share * 100) * 100)
            case _:
                said = delay(self.delay_days)
        return said

    def _beside_text(self, column: int) -> str:
        of_period = column in {Column.PERIOD, Column.PERIOD_CHANGE}
        other = self.beside.period_cents if of_period else self.beside.model_cents
        if other is None:
            return ""
        if column in {Column.PERIOD, Column.MODEL}:
            return self._money(other)
        # Of a period what became of it since, of a model what it would give instead.
        change = self.credit_cents - other if of_period else other - self.credit_cents
        return difference(change, self.currency, exact=self.exact)

    def _detail_text(self, column: int) -> str:
        if column == Column.INFLUENCE and self.strong:
            return _("no total")
        if self.detail is None:
            return ""
        if column == Column.INFLUENCE:
            return formats.money(self.detail.influence_cents, self.currency)
        if column == Column.YEARS:
            return years(self.detail.years, self.last_year, self.currency)
        day = self.detail.last_exchange_on
        return "" if day is None else formats.tiny_day(day, self.today)

    def _money(self, cents: int) -> str:
        return formats.money(cents, self.currency, exact=self.exact)

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


def heads_of(comparison: Comparison, followed: range, names: tuple[str, str]) -> dict[int, str]:
    """Return what stands over the columns; `names` are those of the period and of the one it is compared with."""
    question = comparison.review.question
    model = model_name(question.model)
    other = "" if comparison.model is None else model_name(comparison.model.question.model)
    first, second = (names[0], names[1]) if comparison.period or comparison.model else (_("Turnover"), "")
    return {
        Column.LABEL: column_label(question.by),
        Column.MISSIONS: _("Missions"),
        Column.DAYS: _("Days"),
        Column.CREDIT: f"{model}\n{first}",
        Column.SHARE: _("Share"),
        Column.PERIOD: f"{model}\n{second}",
        Column.PERIOD_CHANGE: _("Change"),
        Column.MODEL: f"{other}\n{first}",
        Column.MODEL_CHANGE: _("Change"),
        Column.INFLUENCE: _("Contributed\nto"),
        Column.DELAY: _("Delay"),
        Column.LAST: _("Last\nexchange"),
        Column.YEARS: f"{followed[0]} – {followed[-1]}",
    }


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


class Lines(NamedTuple):
    """What a table shows: an answer and what stands beside it, when it is read, over which years lines are followed."""

    comparison: Comparison
    heads: Mapping[int, str]
    years: range
    today: date


Detailing = Callable[[Sequence[str]], Mapping[str, RowDetail]]
"""Reads what lines tell beside their credit; "" is the total."""


class RankingModel(QAbstractTableModel):
    """Rows under their columns, worded as they are painted; `sort` orders them, a total stays last.

    What a line tells beside its credit is read once the line was painted, in the next turn.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: Lines | None = None
        self._detailing: Detailing | None = None
        self._details: dict[str, RowDetail] = {}
        self._beside: Mapping[str, Beside] = {}
        self._wanted: dict[str, None] = {}
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._on_turn)
        self._rows: list[ReviewRow] = []
        self._scale = Scale(Grouping.CONTACT, 0, 0, "", exact=False)
        self._total: Line | None = None
        self._lines: dict[str, Line] = {}
        self._heads: dict[int, str] = {}
        self._model_name = ""
        self._sorted = (int(Column.CREDIT), Qt.SortOrder.DescendingOrder)

    def show_rows(
        self, rows: Sequence[ReviewRow], shown: Lines, detailing: Detailing, *, with_total: bool = False
    ) -> None:
        """Show other rows of an answer."""
        review = shown.comparison.review
        self.beginResetModel()
        self._rows = list(rows)
        self._shown, self._detailing = shown, detailing
        self._beside = shown.comparison.beside
        self._scale = scale_of(review)
        total = total_line(review)._replace(beside=shown.comparison.total)
        self._total = total if with_total else None
        self._lines = {}
        self._details = {}
        self._wanted = {}
        self._model_name = model_label(review.question.model)
        self._heads = dict(shown.heads)
        self.endResetModel()

    def line(self, row: int) -> Line | None:
        """Return the line at a row number, None past the end."""
        if not 0 <= row < len(self._rows):
            return self._whole(self._total) if row == len(self._rows) and self._total is not None else None
        found = self._rows[row]
        if found.key not in self._lines:
            self._lines[found.key] = line_of(found, self._scale)
        return self._whole(self._lines[found.key])

    def _whole(self, line: Line) -> Line:
        """Return a line with what it tells beside its credit, as far as it is read."""
        if self._shown is None:
            return line
        detail = self._details.get(line.key)
        beside = line.beside if line.strong else self._beside.get(line.key, Beside())
        return line._replace(detail=detail, beside=beside, last_year=self._shown.years[-1], today=self._shown.today)

    def want_details(self, key: str) -> None:
        """Read what a line tells beside its credit, in the next turn."""
        if key not in self._details:
            self._wanted[key] = None
            if not self._turn.isActive():
                self._turn.start(0)

    @Slot()
    def _on_turn(self) -> None:
        wanted = list(self._wanted)
        if self._detailing is None or not wanted:
            return
        self._wanted = {}
        found = self._detailing(wanted)
        self._details |= {key: found.get(key, RowDetail()) for key in wanted}
        last = self.index(self.rowCount() - 1, len(Column) - 1)
        self.dataChanged.emit(self.index(0, int(Column.INFLUENCE)), last)

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
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == Column.YEARS:
            return line.text(Column.YEARS)
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
            return ", ".join((*self._heads.get(section, "").split("\n"), self._model_name))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if section == Column.LABEL else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the lines by a column; equal ones keep their order."""
        self._sorted = (column, order)
        if column in {Column.INFLUENCE, Column.LAST, Column.YEARS} and self._detailing is not None:
            missing = [row.key for row in self._rows if row.key not in self._details]
            found = self._detailing(missing) if missing else {}
            self._details |= {key: found.get(key, RowDetail()) for key in missing}
        self.layoutAboutToBeChanged.emit()
        down = order is Qt.SortOrder.DescendingOrder
        self._rows.sort(key=self._key_of(Column(column)), reverse=down)
        self.layoutChanged.emit()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    def _key_of(self, column: Column) -> Callable[[ReviewRow], Any]:
        if column is Column.LABEL:
            return self._by_label
        if column in _KEYS:
            return _KEYS[column]
        return self._by_detail if column in {Column.INFLUENCE, Column.LAST, Column.YEARS} else self._by_other

    def _by_label(self, row: ReviewRow) -> str:
        return sort_key(row_label(row, self._scale.by))

    def _by_other(self, row: ReviewRow) -> int:
        beside = self._beside.get(row.key, Beside())
        period, model = beside.period_cents or 0, beside.model_cents or 0
        match self._sorted[0]:
            case Column.PERIOD:
                return period
            case Column.PERIOD_CHANGE:
                return row.credit_cents - period
            case Column.MODEL:
                return model
            case _:
                return model - row.credit_cents

    def _by_detail(self, row: ReviewRow) -> Any:
        detail = self._details.get(row.key, RowDetail())
        match self._sorted[0]:
            case Column.INFLUENCE:
                return detail.influence_cents
            case Column.LAST:
                return detail.last_exchange_on or date.min
            case _:
                return tuple(reversed(detail.years))


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
