"""Choosing a person: search as one types, Enter takes the one that is current."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from carnet.domain.contacts import ContactFilter, ContactRow
from carnet.journal import Journal
from carnet.ui.contacts.row_delegate import ContactDelegate
from carnet.ui.kit.fields import SearchField
from carnet.ui.kit.labels import label
from carnet.ui.kit.overlay import Overlay
from carnet.ui.kit.rows_model import RowsModel
from carnet.ui.kit.rows_table import RowsTable
from carnet.ui.kit.theme import metric
from carnet.words import _, sheets

_SHOWN = 50


class PersonPicker(Overlay):
    """A panel that asks for one person.

    Args:
        window: what to cover.
        title: what the person is wanted for.
        text: what will happen, in one sentence.
        without: who cannot be chosen.
        likely: who probably is meant, listed first as long as nothing is typed.

    Signals:
        picked: id of the person chosen; the panel is closed by then.
    """

    picked = Signal(int)

    def __init__(
        self,
        window: QWidget,
        journal: Journal,
        title: str,
        text: str = "",
        *,
        without: frozenset[int] = frozenset(),
        likely: Sequence[int] = (),
    ) -> None:
        super().__init__(window, title, 560)
        self._journal = journal
        self._without = without
        self._likely = list(likely)
        today: Callable[[], date] = journal.clock.today
        self.search = SearchField(_("Search for a contact"))
        self.model = RowsModel(self._rows, self._spoken, self)
        self.table = RowsTable(_("Contacts"), 64, ground="surface")
        self.table.setModel(self.model)
        self._delegate = ContactDelegate(today, journal.contacts.photo)
        self.table.setItemDelegate(self._delegate)
        self.table.setMinimumHeight(metric(64 * 5))
        if text:
            self.content.addWidget(label(text, "body", "text2", wrap=True))
        self.content.addWidget(self.search)
        self.content.addWidget(self.table, 1)
        cancel = self.add_action(_("Cancel"))
        take = self.add_action(_("Choose"), "primary")
        cancel.clicked.connect(self.close_overlay)
        take.clicked.connect(self._on_take)
        self.search.searched.connect(self._on_searched)
        self.search.moved_down.connect(self._on_moved_down)
        self.search.entered.connect(self._on_take)
        self.table.row_opened.connect(self._on_opened)
        self._on_searched("")

    def ask(self) -> None:
        """Open with the cursor in the search."""
        self.open()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rows(self, ids: list[int]) -> dict[int, object]:
        return dict(self._journal.contacts.rows(ids))

    def _spoken(self, row: object) -> str:
        return sheets.row(row) if isinstance(row, ContactRow) else ""

    @Slot(str)
    def _on_searched(self, text: str) -> None:
        found = self._journal.contacts.ids(ContactFilter(text=text, order="last_exchange"), _SHOWN)
        if not found and text.strip():
            found = self._journal.search.similar_ids(text)
        if not text.strip():
            found = [*self._likely, *(key for key in found if key not in self._likely)]
        self.model.set_ids([key for key in found if key not in self._without])
        self.table.select_id(self.model.id_at(0))

    @Slot()
    def _on_moved_down(self) -> None:
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _on_take(self) -> None:
        key = self.table.current_id()
        if key is not None:
            self._on_opened(key)

    @Slot(int)
    def _on_opened(self, key: int) -> None:
        self.close_overlay()
        self.picked.emit(key)
