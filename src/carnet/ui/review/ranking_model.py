"""The rows of the ranking as a model: worded when asked for, sorted, their details read once they were painted."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, QTimer, Slot
from shiboken6 import isValid

from carnet.domain.comparisons import Beside
from carnet.domain.review import Grouping, ReviewRow, ReviewRows, RowDetail
from carnet.domain.text import sort_key
from carnet.ui.review.figure_table import Index
from carnet.ui.review.ranking_lines import (
    DETAILED,
    Column,
    Detailing,
    Details,
    Line,
    Lines,
    Scale,
    line_of,
    scale_of,
    total_line,
)
from carnet.words.reviews import model_label, row_label

_NO_PARENT = QModelIndex()
LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1


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
        self._rows = ReviewRows.of(())
        self._scale = Scale(Grouping.CONTACT, 0, 0, "", exact=False)
        self._total: Line | None = None
        self._lines: dict[str, Line] = {}
        self._heads: dict[int, str] = {}
        self._model_name = ""
        self._sorted = (int(Column.CREDIT), Qt.SortOrder.DescendingOrder)

    def show_rows(self, rows: ReviewRows, shown: Lines, detailing: Detailing, *, with_total: bool = False) -> None:
        """Show other rows of an answer."""
        review = shown.comparison.review
        self.beginResetModel()
        self._rows = rows
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
        key = self._rows.keys[row]
        if key not in self._lines:
            self._lines[key] = line_of(self._rows[row], self._scale)
        return self._whole(self._lines[key])

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
        self._wanted = {}
        if wanted:  # else another answer came meanwhile
            self._read(wanted, self._on_painted_read)

    def _read(self, keys: Sequence[str], then: Callable[[], object]) -> None:
        """Read what lines tell beside their credit; then do something, unless another answer is shown meanwhile."""
        shown = self._shown

        def on_read(found: Details) -> None:
            if isValid(self) and shown is self._shown:
                self._details |= {key: found.get(key, RowDetail()) for key in keys}
                then()

        if self._detailing is not None:
            self._detailing(keys, on_read)

    def _on_painted_read(self) -> None:
        last = self.index(self.rowCount() - 1, len(Column) - 1)
        self.dataChanged.emit(self.index(0, int(Column.INFLUENCE)), last)

    def row_of(self, key: str) -> int | None:
        """Return the row number of a key, None where it is not listed."""
        return self._rows.keys.index(key) if key in self._rows.keys else None

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
        """Order the lines by a column, once what it tells is read; equal ones keep their order."""
        self._sorted = (column, order)
        if column in DETAILED and (missing := [key for key in self._rows.keys if key not in self._details]):
            self._read(missing, self._arrange)
        else:
            self._arrange()

    def _arrange(self) -> None:
        column, order = self._sorted
        if column in DETAILED and any(key not in self._details for key in self._rows.keys):
            return  # another sort waits for them
        self.layoutAboutToBeChanged.emit()
        chosen = self.persistentIndexList()
        keys = [self._rows.keys[each.row()] if each.row() < len(self._rows) else None for each in chosen]
        down = order is Qt.SortOrder.DescendingOrder
        self._rows = ReviewRows.of(sorted(self._rows, key=self._key_of(Column(column)), reverse=down))
        places = (len(self._rows) if key is None else self._rows.keys.index(key) for key in keys)
        moved = [self.index(place, each.column()) for place, each in zip(places, chosen, strict=True)]
        self.changePersistentIndexList(chosen, moved)
        self.layoutChanged.emit()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    def _key_of(self, column: Column) -> Callable[[ReviewRow], Any]:
        if column is Column.LABEL:
            return self._by_label
        if column in _KEYS:
            return _KEYS[column]
        return self._by_detail if column in DETAILED else self._by_other

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
