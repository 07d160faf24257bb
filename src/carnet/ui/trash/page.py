"""The page of the trash: a search, the list, and the ways out: back to where it was, or erased for good."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar, final

from PySide6.QtCore import Slot

from carnet.domain.trash import KEPT_DAYS, TrashItem, TrashKind
from carnet.errors import CarnetError
from carnet.journal import Journal
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.fields import SearchField
from carnet.ui.kit.list_page import ListPage
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.rows_table import RowsTable
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.tasks import Progress, Tasks
from carnet.ui.trash.item_delegate import ROW_PX, ItemDelegate
from carnet.words import _, formats, ngettext, trash


@final
class TrashPage(ListPage):
    """What was put into the trash, the latest first; one or several are restored as one deed, or erased for good."""

    watches: ClassVar[frozenset[str]] = frozenset({"contact", "event", "mission", "organisation", "affiliation"})

    def __init__(self, journal: Journal, signals: AppSignals, prompts: Prompts, tasks: Tasks) -> None:
        self._journal = journal
        self._signals = signals
        self._prompts = prompts
        self._tasks = tasks
        self._erasing = False
        self._told = ""
        self._items: dict[int, TrashItem] = {}
        self.restore = Button(_("Restore"), "undo-2", keys=(_("Enter"),))
        self.erase = Button(_("Erase now"), "trash-2", keys=(_("Del"),))
        self.empty_all = Button(_("Empty the bin"))
        kept = _("Contacts, events and missions stay here for {n} days at least; nothing goes by itself.")
        table = RowsTable(_("In the bin"), ROW_PX, multi=True, ground="surface")
        super().__init__(
            _("Bin"),
            kept.format(n=KEPT_DAYS),
            search=SearchField(_("Search the bin"), _("Search the bin")),
            table=table,
            delegate=ItemDelegate(journal.clock.today),
            actions=(self.restore, self.erase, self.empty_all),
        )
        table.row_opened.connect(self._on_restore)
        table.delete_asked.connect(self._on_erase)
        self.restore.clicked.connect(self._on_restore)
        self.erase.clicked.connect(self._on_erase)
        self.empty_all.clicked.connect(self._on_empty_all)

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
        """Offer to restore and to erase what is selected."""
        count = len(self.table.selected_ids())
        free = not self._erasing
        self.restore.setEnabled(count > 0 and free)
        self.erase.setEnabled(count > 0 and free)
        self.empty_all.setEnabled((bool(self._items) or bool(self.search.text())) and free)
        many = ngettext("Restore {n} item", "Restore {n} items", count).format(n=count)
        self.restore.setText(many if count > 1 else _("Restore"))
        many = ngettext("Erase {n} item now", "Erase {n} items now", count).format(n=count)
        self.erase.setText(many if count > 1 else _("Erase now"))

    def _chosen(self) -> list[TrashItem]:
        return [self._items[key] for key in self.table.selected_ids() if key in self._items]

    @Slot()
    def _on_restore(self) -> None:
        try:
            self._journal.trash.restore((item.kind, item.id) for item in self._chosen())
        except CarnetError as error:
            self._signals.error_raised.emit(error)

    @Slot()
    def _on_erase(self) -> None:
        self._ask_to_erase(self._chosen())

    @Slot()
    def _on_empty_all(self) -> None:
        self._ask_to_erase(self._journal.trash.items())

    def _ask_to_erase(self, items: Sequence[TrashItem]) -> None:
        """Erase things beside the window once the user has said so: there is no way back."""
        if not items or self._erasing:
            return
        question, warning = trash.erase_question(items), trash.erase_warning(items)
        if self._prompts.confirm(question, warning, _("Erase for good"), _("Keep in the bin"), danger=True):
            self._erasing = True
            self.show_actions()
            wanted = [(item.kind, item.id) for item in items]
            self._told = trash.erased(items)
            self._tasks.run(partial(self._erase, wanted), self._on_erased, self._on_refused)

    def _erase(self, wanted: Sequence[tuple[TrashKind, int]], _progress: Progress) -> None:
        self._journal.trash.erase(wanted)

    def _on_erased(self, _nothing: None) -> None:
        self._erasing = False
        self.show_actions()
        self._signals.toast_asked.emit(self._told, "")

    def _on_refused(self, error: BaseException) -> None:
        self._erasing = False
        self.reload()
        self._signals.error_raised.emit(error)
