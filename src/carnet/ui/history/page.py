"""The page of the history: a search, a choice of kinds, the list, and what one does with a deed."""

from collections.abc import Callable, Mapping
from typing import final

from PySide6.QtCore import Slot

from carnet.domain.changes import Changes
from carnet.errors import CarnetError, Reason
from carnet.journal import Journal
from carnet.journal.history import KEPT_DAYS, DeedRow
from carnet.ui.history.changes_panel import ChangesPanel, ObstaclesPanel
from carnet.ui.history.deed_delegate import DeedDelegate, spoken
from carnet.ui.history.deed_table import DeedTable
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.choices import Combo
from carnet.ui.kit.fields import SearchField
from carnet.ui.kit.list_page import ListPage
from carnet.ui.kit.page import Announced
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.tasks import Tasks
from carnet.words import _, changes, deeds, formats, ngettext


@final
class HistoryPage(ListPage):
    """The deeds of thirty days, newest first; each can be looked into, undone and done again."""

    one_line_from = 760

    def __init__(self, journal: Journal, signals: AppSignals, _prompts: Prompts, tasks: Tasks) -> None:
        self._journal = journal
        self._signals = signals
        self._tasks = tasks
        self.kinds = Combo(_("Kind of deed"))
        for key, text in changes.families():
            self.kinds.add(text, key)
        self.look = Button(_("See what changed"), "eye", keys=(_("Enter"),))
        self.switch = Button(_("Undo this deed"), "undo-2", keys=(_("Space"),))
        kept = _("The deeds of the last {n} days; each can be undone.").format(n=KEPT_DAYS)
        table = DeedTable()
        super().__init__(
            _("History"),
            kept,
            search=SearchField(_("Find a deed"), _("Find a deed")),
            table=table,
            delegate=DeedDelegate(journal.clock.today),
            narrowing=(self.kinds,),
            actions=(self.look, self.switch),
        )
        self.kinds.currentIndexChanged.connect(self._on_filtered)
        table.row_opened.connect(self._on_look)
        table.switch_asked.connect(self._on_switch)
        table.undo_asked.connect(self._on_undo)
        table.redo_asked.connect(self._on_redo)
        self.look.clicked.connect(self._on_look)
        self.switch.clicked.connect(self._on_switch)

    def outdated_by(self, _changes: Announced) -> bool:
        """Read again after every deed: each one is a row here."""
        self._stale = True
        return self.isVisible()

    def reload(self) -> None:
        """Read the list again; selection and scroll stay."""
        text, kinds = self.search.text(), changes.kinds_of(str(self.kinds.currentData() or ""))
        found = self._journal.history.ids(kinds, text, deeds.name)
        counted = ngettext("{n} deed", "{n} deeds", len(found)).format(n=formats.number(len(found)))
        filtered = bool(text.strip()) or kinds is not None
        none = _("What you do will stand here for 30 days, each deed undoable.")
        self.show_ids(found, counted, (_("No deed matches."), _("Clear the filters")) if filtered else (none, ""))

    def current(self) -> DeedRow | None:
        """Return the current deed."""
        key = self.table.current_id()
        return None if key is None else self._journal.history.find(key)

    def adapt(self) -> bool:
        """Leave looking to Enter and the menu where there is no room for the button."""
        narrow = super().adapt()
        self.look.setVisible(not narrow)
        return narrow

    # -- reading ------------------------------------------------------------------------------------------------

    def rows(self, ids: list[int]) -> Mapping[int, object]:
        """Return the lines of some deeds."""
        return self._journal.history.rows(ids)

    def spoken(self, row: object) -> str:
        """Return what a screen reader says of a deed."""
        return spoken(row, self._journal.clock.today())

    def show_actions(self) -> None:
        """Offer to undo or to do again."""
        row = self.current()
        self.look.setEnabled(row is not None)
        self.switch.setEnabled(row is not None)
        undone = row is not None and row.undone
        self.switch.setText(_("Do again") if undone else _("Undo this deed"))
        self.switch.set_icon("redo-2" if undone else "undo-2")

    # -- gestures -----------------------------------------------------------------------------------------------

    def clear(self) -> None:
        """Take search and kind away."""
        self.kinds.choose("")
        self.search.clear()
        self.reload()

    @Slot()
    def _on_look(self) -> None:
        row = self.current()
        if row is not None:
            sheet = self._journal.history.sheet(row.id)
            panel = ChangesPanel(self.window(), row, sheet, self._journal.clock.today())
            panel.switched.connect(self._on_switch)
            panel.open()

    @Slot()
    def _on_switch(self) -> None:
        row = self.current()
        if row is not None:
            self._play(row, undo=not row.undone)

    @Slot()
    def _on_undo(self) -> None:
        row = self.current()
        if row is not None:
            self._play(row, undo=True)

    @Slot()
    def _on_redo(self) -> None:
        row = self.current()
        if row is not None:
            self._play(row, undo=False)

    def _play(self, row: DeedRow, *, undo: bool) -> None:
        play = self._journal.history.undo if undo else self._journal.history.redo
        if self._journal.history.is_long(row.id):
            # Beside the window, which must not freeze.
            self._tasks.run(_Playing(play, row.id), _nothing, self._on_failed)
            return
        try:
            play(row.id)
        except CarnetError as error:
            self._on_failed(error)

    def _on_failed(self, error: BaseException) -> None:
        """Tell what stands in the way by name, any other refusal as everywhere."""
        rows, deed = getattr(error, "data", {}).get("rows"), getattr(error, "data", {}).get("deed")
        row = self._journal.history.find(deed) if isinstance(deed, int) else None
        if getattr(error, "reason", "") != Reason.CHANGED_SINCE or row is None or not isinstance(rows, list):
            self._signals.error_raised.emit(error)
            return
        found = self._journal.history.obstacles(row.id, rows)
        ObstaclesPanel(self.window(), row, found, len(rows), self._journal.clock.today()).open()


class _Playing:
    """The undo or redo of one deed, as a job."""

    def __init__(self, play: Callable[[int | None], Changes], deed_id: int) -> None:
        self._play = play
        self._deed_id = deed_id

    def __call__(self, _progress: object) -> object:
        return self._play(self._deed_id)


def _nothing(_changes: object) -> None:
    """Leave the telling to the window, which hears of every change."""
