"""The lines of a timeline: its years and its entries, read as they are wanted."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from carnet.domain.contacts import TimelineItem, TimelineKey
from carnet.words import _, sheets

ITEM_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_NO_PARENT = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
_AROUND = 20
Read = Callable[[int, Sequence[TimelineKey]], Sequence[TimelineItem]]


class TimelineModel(QAbstractListModel):
    """All entries of a person by their keys, with the years between them; what they say is read in runs."""

    def __init__(self, read: Read, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self._lines: list[TimelineKey | str] = []
        self._items: dict[tuple[str, int], TimelineItem] = {}
        self._fresh: set[tuple[str, int]] = set()
        self.contact_id = 0

    def show(self, contact_id: int, keys: Sequence[TimelineKey], items: Sequence[TimelineItem]) -> None:
        """Show the entries of a person, of which the first are read; others are read again when they are wanted."""
        self.beginResetModel()
        if contact_id != self.contact_id:
            self._items.clear()
        self.contact_id = contact_id
        self._items.update(((item.what, item.ref_id), item) for item in items)
        self._fresh = {(item.what, item.ref_id) for item in items}
        self._lines = []
        year = None
        for key in keys:
            own = _year(key.occurred_on)
            if own != year:
                self._lines.append(own or _("Undated"))
                year = own
            self._lines.append(key)
        self.endResetModel()

    def renew(self, items: Sequence[TimelineItem]) -> None:
        """Show other words of the same entries; those not given are read again when they are wanted."""
        self._items.update(((item.what, item.ref_id), item) for item in items)
        self._fresh = {(item.what, item.ref_id) for item in items}
        if self._lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, 0))

    def lines(self) -> Sequence[TimelineKey | str]:
        """Return the keys and the years between them."""
        return self._lines

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the item or the year, or what is said of it."""
        if not index.isValid() or role not in {ITEM_ROLE, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        line = self._lines[index.row()]
        shown = line if isinstance(line, str) else self.item_at(index)
        if role == ITEM_ROLE or not isinstance(shown, TimelineItem):
            return shown
        return sheets.spoken_item(shown, self.contact_id)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Leave years out of the selection."""
        if self.key_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def key_at(self, index: _Index) -> TimelineKey | None:
        """Return the key of a line, None for a year."""
        line = self._lines[index.row()] if index.isValid() else None
        return line if isinstance(line, TimelineKey) else None

    def item_at(self, index: _Index) -> TimelineItem | None:
        """Return the item of a line, read with those around it; None for a year."""
        key = self.key_at(index)
        if key is None:
            return None
        if key[:2] not in self._fresh:
            self.read(index.row() - _AROUND, index.row() + _AROUND)
        return self._items.get(key[:2])

    def read(self, first: int, last: int) -> None:
        """Read the lines from one row to before another that are not read since they were shown."""
        lines = self._lines[max(0, first) : last]
        keys = [line for line in lines if isinstance(line, TimelineKey) and line[:2] not in self._fresh]
        if keys:
            self._items.update(((item.what, item.ref_id), item) for item in self._read(self.contact_id, keys))
            self._fresh.update(key[:2] for key in keys)

    def row_of(self, what: str, ref_id: int) -> int | None:
        """Return the row of an entry, None where it is not shown."""
        wanted = (what, ref_id)
        return next((row for row, line in enumerate(self._lines) if line[:2] == wanted), None)

    def ends_year(self, row: int) -> bool:
        """Tell whether nothing of the same year follows."""
        return row + 1 >= len(self._lines) or isinstance(self._lines[row + 1], str)


def _year(occurred_on: str | None) -> str:
    """Return the year of a partial date, "" where it has none."""
    return "" if occurred_on is None or occurred_on.startswith("--") else occurred_on[:4]
