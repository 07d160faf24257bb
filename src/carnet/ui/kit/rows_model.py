"""A model over ids in order, of one column or several, which fetches rows by window as they are painted."""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
ID_ROLE = int(Qt.ItemDataRole.UserRole) + 2
_WINDOW = 16
_CACHE_CAP = 512
_NO_PARENT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class RowsModel(QAbstractTableModel):
    """Ids known at once, rows on demand.

    Args:
        fetch: returns the rows of some ids; an id that is gone is left out.
        spoken: what a screen reader says of a row.

    Attributes:
        window: how many rows are fetched at once: those of one screenful, that a frame asks but once.
    """

    def __init__(
        self,
        fetch: Callable[[list[int]], Mapping[int, object]],
        spoken: Callable[[object], str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self.window = _WINDOW
        self._spoken = spoken
        self._ids = array("q")  # eight bytes each, where a list of objects takes forty
        self._rows: dict[int, object] = {}
        self._titles: list[str] = [""]
        self._cells: Sequence[Callable[[object], str]] = ()

    def set_columns(self, titles: Sequence[str], cells: Sequence[Callable[[object], str]]) -> None:
        """Say the rows in columns too; the first one stays the whole row for screen readers. Once, while empty."""
        self._titles, self._cells = list(titles), cells

    def set_titles(self, titles: Sequence[str]) -> None:
        """Call the columns otherwise, as when another one is sorted by."""
        self._titles = list(titles)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._titles) - 1)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the title of a column."""
        titled = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._titles[section] if titled and section < len(self._titles) else None

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return the number of ids."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """Return 1, or the number of columns."""
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the row (`ROW_ROLE`), its id (`ID_ROLE`) or what is said of it."""
        if not index.isValid():
            return None
        if role == ROW_ROLE:
            return self.row_at(index.row())
        if role == ID_ROLE:
            return self._ids[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole and self._spoken is not None:
            row = self.row_at(index.row())
            if row is not None and index.column():
                return self._cells[index.column()](row)
            return "" if row is None else self._spoken(row)
        return None

    def ids(self) -> Sequence[int]:
        """Return the ids in order."""
        return self._ids

    def id_at(self, row: int) -> int | None:
        """Return the id of a row number, None past the end."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, key: int | None) -> int | None:
        """Return the row number of an id, None where it is not listed."""
        try:
            return self._ids.index(key) if key is not None else None
        except ValueError:
            return None

    def row_at(self, at: int) -> object | None:
        """Return the row at a row number, fetching the window from it on; None where it is gone."""
        key = self._ids[at]
        if key not in self._rows:
            self._fetch_from(at)
        return self._rows.get(key)

    def set_ids(self, ids: Iterable[int]) -> None:
        """Show other ids; the rows are read again."""
        self.beginResetModel()
        self._ids = array("q", ids)
        self._rows.clear()
        self.endResetModel()

    def append_ids(self, ids: Sequence[int]) -> None:
        """Add ids at the end, as a long list arrives in turns."""
        if not ids:
            return
        first = len(self._ids)
        self.beginInsertRows(_NO_PARENT, first, first + len(ids) - 1)
        self._ids.extend(ids)
        self.endInsertRows()

    def refresh(self, ids: Iterable[int] | None = None) -> None:
        """Read some rows again, all of them for None, the order unchanged."""
        if ids is None:
            self._rows.clear()
        else:
            for key in ids:
                self._rows.pop(key, None)
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self._titles) - 1))

    def _fetch_from(self, at: int) -> None:
        if len(self._rows) > _CACHE_CAP:
            self._rows.clear()
        # Rows are painted from the top: those above are there, or not seen.
        wanted = [key for key in self._ids[at : at + self.window] if key not in self._rows]
        self._rows.update(self._fetch(wanted))
