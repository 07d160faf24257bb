"""The page of the trash: a search, the list, and the way out."""

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import Slot

from carnet.domain.trash import KEPT_DAYS, TrashItem
from carnet.errors import CarnetError
from carnet.journal import Journal
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.fields import SearchField
from carnet.ui.kit.list_page import ListPage
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.rows_table import RowsTable
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.tasks import Tasks
from carnet.ui.trash.item_delegate import ROW_PX, ItemDelegate
from carnet.words import _, formats, ngettext, trash


class TrashPage(ListPage):
    """What was put into the trash, the latest first; one or several are restored as one deed."""

    watches: ClassVar[frozenset[str]] = frozenset({"contact", "event", "mission", "organisation", "affiliation"})

    def __init__(self, journal: Journal, signals: AppSignals, _prompts: Prompts, _tasks: Tasks) -> None:
        self._journal = journal
        self._signals = signals
        self._items: dict[int, TrashItem] = {}
        self.restore = Button(_("Restore"), "undo-2", keys=(_("Enter"),))
        kept = _("Contacts, events and missions stay here for {n} days at least; nothing goes by itself.")
        table = RowsTable(_("In the bin"), ROW_PX, multi=True, ground="surface")
        super().__init__(
            _("Bin"),
            kept.format(n=KEPT_DAYS),
            search=SearchField(_("Search the bin"), _("Search the bin")),
            table=table,
            delegate=ItemDelegate(journal.clock.today),
            actions=(self.restore,),
        )
        table.row_opened.connect(self._on_restore)
        self.restore.clicked.connect(self._on_restore)

    def reload(self) -> None:
        """Read the trash again; what was selected and stays is selected still."""
        text = self.search.text()
        self._items = {item.key: item for item in self._journal.trash.items(text, trash.kind)}
        counted = ngettext("{n} item", "{n} items", len(self._items)).format(n=formats.number(len(self._items)))
        none = _("The bin is empty. What you delete can be restored from here.")
        matching = (_("Nothing in the bin matches."), _("Clear the search"))
        self.show_ids(list(self._items), counted, matching if text.strip() else (none, ""))

    def rows(self, ids: list[int]) -> Mapping[int, object]:
        """Return what lies in the trash under some keys."""
        return {key: self._items[key] for key in ids if key in self._items}

    def spoken(self, row: object) -> str:
        """Return what a screen reader says of an item."""
        return trash.spoken(row, self._journal.clock.today()) if isinstance(row, TrashItem) else ""

    def show_actions(self) -> None:
        """Offer to restore what is selected."""
        count = len(self.table.selected_ids())
        self.restore.setEnabled(count > 0)
        many = ngettext("Restore {n} item", "Restore {n} items", count).format(n=count)
        self.restore.setText(many if count > 1 else _("Restore"))

    @Slot()
    def _on_restore(self) -> None:
        chosen = [self._items[key] for key in self.table.selected_ids() if key in self._items]
        try:
            self._journal.trash.restore((item.kind, item.id) for item in chosen)
        except CarnetError as error:
            self._signals.error_raised.emit(error)
