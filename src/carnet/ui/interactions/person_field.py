"""A field that names one person of the journal: suggestions as one types, Enter takes the first."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from carnet.domain.contacts import ContactRow
from carnet.journal import Journal
from carnet.ui.kit.delegates import TwoLineDelegate
from carnet.ui.kit.lines import LineEdit
from carnet.ui.kit.rows_model import RowsModel
from carnet.ui.kit.rows_table import RowsTable
from carnet.ui.kit.theme import metric
from carnet.words import _

_ROW_PX = 40
_SHOWN = 5


class _Delegate(TwoLineDelegate):
    """Name, then title and organisation."""

    def __init__(self) -> None:
        super().__init__(_ROW_PX, pad_px=12)

    def lines(self, row: object) -> tuple[str, str]:
        """Return the two lines of a person."""
        if not isinstance(row, ContactRow):
            return "", ""
        return row.name, ", ".join(part for part in (row.title, row.organisation) if part)


class _Line(LineEdit):
    """The line: the arrows and Enter go to the suggestions."""

    down = Signal()
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class PersonField(QWidget):
    """Holds the id of one person, None while nobody is chosen.

    Signals:
        picked: id of the person chosen.
        confirmed: Enter was pressed with somebody chosen.
    """

    picked = Signal(int)
    confirmed = Signal()

    def __init__(self, journal: Journal, name: str, placeholder: str = "") -> None:
        super().__init__()
        self._journal = journal
        self._chosen: int | None = None
        self._rows: dict[int, ContactRow] = {}
        self.line = _Line(name, placeholder or _("Name of a contact"), icon_name="user")
        self.model = RowsModel(self._fetch, self._spoken, self)
        self.list = RowsTable(_("Suggestions"), _ROW_PX, ground="surface")
        self._delegate = _Delegate()
        self.list.setModel(self.model)
        self.list.setItemDelegate(self._delegate)
        self.list.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metric(4))
        column.addWidget(self.line)
        column.addWidget(self.list)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._on_edited)
        self.line.down.connect(self._on_down)
        self.line.entered.connect(self._on_entered)
        self.list.row_opened.connect(self._on_opened)
        self.list.clicked.connect(self._on_clicked)

    def contact_id(self) -> int | None:
        """Return the id of the person chosen."""
        return self._chosen

    def choose(self, contact_id: int | None, name: str = "") -> None:
        """Show somebody, None for nobody, without a signal."""
        self._chosen = contact_id
        self.line.setText(name if contact_id is not None else "")
        self.line.selectAll()  # what is typed next names somebody else
        self._suggest([])

    def typed(self) -> str:
        """Return what was typed."""
        return self.line.text().strip()

    def _fetch(self, ids: list[int]) -> dict[int, object]:
        return {key: self._rows[key] for key in ids if key in self._rows}

    def _spoken(self, row: object) -> str:
        return ", ".join(part for part in self._delegate.lines(row) if part)

    def _suggest(self, rows: list[ContactRow]) -> None:
        self._rows = {int(row.id): row for row in rows}
        self.model.set_ids(self._rows)
        self.list.setVisible(bool(rows))
        self.list.fit_height()
        if rows:
            self.list.select_id(int(rows[0].id))

    def _take(self, key: int) -> None:
        row = self._rows.get(key)
        if row is not None:
            self.choose(key, row.name)
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self.picked.emit(key)

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        self._chosen = None
        self._suggest(list(self._journal.contacts.suggest(text, _SHOWN)) if text.strip() else [])

    @Slot()
    def _on_down(self) -> None:
        if not self.list.isHidden():
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _on_entered(self) -> None:
        key = self.list.current_id() if not self.list.isHidden() else None
        if key is not None:
            self._take(key)
        elif self._chosen is not None:
            self.confirmed.emit()

    @Slot(int)
    def _on_opened(self, key: int) -> None:
        self._take(key)

    @Slot()
    def _on_clicked(self) -> None:
        self._on_entered()
