"""The rows of the list of contacts, as cards or in columns: the same rows, selected and scrolled to alike."""

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QStyledItemDelegate

from carnet.journal import Journal
from carnet.ui.contacts.contact_columns import BROUGHT, ContactCells, contact_columns
from carnet.ui.contacts.row_delegate import ContactDelegate
from carnet.ui.kit.columns import ROW_PX, ColumnTable
from carnet.words import _

_CARD_PX = 64


class ContactTable(ColumnTable):
    """One table in two dresses."""

    def __init__(self, journal: Journal) -> None:
        self._of_row = ContactCells(journal.contacts.photo)
        super().__init__(_("Contacts"), contact_columns(journal), self._of_row, _CARD_PX, multi=True)
        self._cards = ContactDelegate(journal.clock.today, journal.contacts.photo)
        self._untold = QStyledItemDelegate(self)  # no tip: columns are widened instead

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a model, as cards; once."""
        super().setModel(model)
        self._dress_as(tabled=False)

    @property
    def tabled(self) -> bool:
        """Tell whether it shows columns."""
        return self.heads.is_on

    def set_tabled(self, tabled: bool) -> None:
        """Show cards or columns; what is current, selected and at the top stays so."""
        top, seen = self.rowAt(0), self.visualRect(self.currentIndex()).intersects(self.viewport().rect())
        self._dress_as(tabled=tabled)
        if top >= 0:
            self.verticalScrollBar().setValue(top * self.verticalHeader().defaultSectionSize())
        if seen and self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def mark(self, words: tuple[str, ...]) -> None:
        """Mark words, folded, wherever a row shows them."""
        self._cards.words = self._of_row.words = words

    def shows_brought(self) -> bool:
        """Tell whether the turnover that people brought is on view."""
        places = [at for at, column in enumerate(self.columns) if column.key == BROUGHT]
        return self.tabled and not self.heads.isSectionHidden(places[0])

    def _dress_as(self, *, tabled: bool) -> None:
        self.setItemDelegate(self._untold if tabled else self._cards)
        self.heads.set_on(tabled)
        policies = Qt.ScrollBarPolicy
        self.setHorizontalScrollBarPolicy(policies.ScrollBarAsNeeded if tabled else policies.ScrollBarAlwaysOff)
        self.set_row_height(ROW_PX if tabled else _CARD_PX)
