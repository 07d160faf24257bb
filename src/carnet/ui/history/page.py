"""The page of the history: a search, a choice of kinds, the list, and what one does with a deed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QStackedLayout, QVBoxLayout, QWidget

from carnet.domain.changes import Changes
from carnet.errors import CarnetError, Reason
from carnet.journal import Journal
from carnet.journal.history import KEPT_DAYS, DeedRow
from carnet.ui.history.changes_panel import ChangesPanel, ObstaclesPanel
from carnet.ui.history.deed_delegate import DeedDelegate, spoken
from carnet.ui.history.deed_table import DeedTable
from carnet.ui.kit.announce import Announcer
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import Card, EmptyState
from carnet.ui.kit.choices import Combo
from carnet.ui.kit.fields import SearchField
from carnet.ui.kit.icons import icon
from carnet.ui.kit.labels import label
from carnet.ui.kit.page import Announced, Page
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.rows_model import RowsModel
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.tasks import Tasks
from carnet.ui.kit.theme import metric, notifier, text_scale
from carnet.words import _, changes, deeds, formats, ngettext

_ONE_LINE_FROM = 760


class HistoryPage(Page):
    """The deeds of thirty days, newest first; each can be looked into, undone and done again."""

    def __init__(self, journal: Journal, signals: AppSignals, _prompts: Prompts, tasks: Tasks) -> None:
        super().__init__(_("History"))
        self._journal = journal
        self._signals = signals
        self._tasks = tasks
        self.search = SearchField(_("Find a deed"), _("Find a deed"))
        self.kinds = Combo(_("Kind of deed"))
        for key, text in changes.families():
            self.kinds.add(text, key)
        self.count = label("", "secondary", "text2", digits=True)
        self._announcer = Announcer(self)
        self.model = RowsModel(self._rows, self._spoken, self)
        self.table = DeedTable()
        self.delegate = DeedDelegate(journal.clock.today)
        self.table.setModel(self.model)
        self.table.setItemDelegate(self.delegate)
        self.empty = EmptyState("")
        self.look = Button(_("See what changed"), "eye", keys=(_("Enter"),))
        self.switch = Button(_("Undo this deed"), "undo-2", keys=(_("Space"),))
        self._build()
        self._connect()
        self._restyle()
        self.setFocusProxy(self.table)

    def on_changed(self, _changes: Announced) -> None:
        """Read again after every deed: each one is a row here."""
        self._stale = True
        if self.isVisible():
            self.activate()

    def activate(self) -> None:
        """Read again where something changed, and have a current row."""
        super().activate()
        if self.table.current_id() is None:
            self.table.select_id(self.model.id_at(0))

    def reload(self) -> None:
        """Read the list again; selection and scroll stay."""
        text, kinds = self.search.text(), changes.kinds_of(str(self.kinds.currentData() or ""))
        self.model.set_ids(self._journal.history.ids(kinds, text, deeds.name))
        shown = self.model.rowCount()
        self.count.set_text(ngettext("{n} deed", "{n} deeds", shown).format(n=formats.number(shown)))
        self._stack.setCurrentIndex(0 if shown else 1)
        filtered = bool(text.strip()) or kinds is not None
        if not shown and filtered:
            self.empty.show_state(_("No deed matches."), _("Clear the filters"))
        elif not shown:
            self.empty.show_state(_("What you do will stand here for 30 days, each deed undoable."))
        self._show_actions()

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def panes(self) -> Sequence[QWidget]:
        """Return the panes that F6 steps through."""
        return (self.search, self.table)

    def current(self) -> DeedRow | None:
        """Return the current deed."""
        key = self.table.current_id()
        return None if key is None else self._journal.history.find(key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put search and kinds on a line of their own where there is no room."""
        super().resizeEvent(event)
        self._adapt()

    # -- building -----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(_("History"), "title"))
        kept = _("The deeds of the last {n} days; each can be undone.").format(n=KEPT_DAYS)
        words.addWidget(label(kept, "secondary", "text2", wrap=True))
        self._filters = QHBoxLayout()
        self._filters.addWidget(self.search, 1)
        self._filters.addWidget(self.kinds)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.addLayout(words, 1)
        self._head.addLayout(self._filters)
        card = Card(pad=0)
        self._stack = QStackedLayout()
        holder = QWidget()
        holder.setLayout(self._stack)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        card.body.addWidget(holder, 1)
        self._acts = QHBoxLayout()
        self._acts.addWidget(self.count)
        self._acts.addStretch(1)
        self._acts.addWidget(self.look)
        self._acts.addWidget(self.switch)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addLayout(self._acts)
        self._column.addWidget(card, 1)

    def _connect(self) -> None:
        notifier().changed.connect(self._restyle)
        self.search.searched.connect(self._on_filtered)
        self.search.moved_down.connect(self._on_moved_down)
        self.search.entered.connect(self._on_moved_down)
        self.kinds.currentIndexChanged.connect(self._on_filtered)
        self.empty.acted.connect(self._on_cleared)
        self.table.current_changed.connect(self._on_current)
        self.table.row_opened.connect(self._on_opened)
        self.table.switch_asked.connect(self._on_switch)
        self.table.undo_asked.connect(self._on_undo)
        self.table.redo_asked.connect(self._on_redo)
        self.table.menu_asked.connect(self._on_menu)
        self.look.clicked.connect(self._on_look)
        self.switch.clicked.connect(self._on_switch)

    @Slot()
    def _restyle(self) -> None:
        side = metric(28)
        self._column.setContentsMargins(side, metric(20), side, metric(16))
        self._column.setSpacing(metric(12))
        self._head.setSpacing(metric(12))
        self._filters.setSpacing(metric(8))
        self._acts.setSpacing(metric(8))
        self.search.setMinimumWidth(metric(180))
        self._adapt()

    def _adapt(self) -> None:
        narrow = self.width() / text_scale() < _ONE_LINE_FROM
        ways = QBoxLayout.Direction
        self._head.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        self.look.setVisible(not narrow)

    # -- reading ------------------------------------------------------------------------------------------------

    def _rows(self, ids: list[int]) -> dict[int, object]:
        return dict(self._journal.history.rows(ids))

    def _spoken(self, row: object) -> str:
        return spoken(row, self._journal.clock.today())

    def _show_actions(self) -> None:
        row = self.current()
        self.look.setEnabled(row is not None)
        self.switch.setEnabled(row is not None)
        undone = row is not None and row.undone
        self.switch.setText(_("Do again") if undone else _("Undo this deed"))
        self.switch.set_icon("redo-2" if undone else "undo-2")

    # -- gestures -----------------------------------------------------------------------------------------------

    @Slot()
    def _on_filtered(self) -> None:
        self.reload()
        self._announcer.say(self.count.text())
        self.table.scrollToTop()
        if self.table.current_id() is None:
            self.table.select_id(self.model.id_at(0))

    @Slot()
    def _on_cleared(self) -> None:
        self.kinds.choose("")
        self.search.clear()
        self.reload()
        self.activate()

    @Slot()
    def _on_moved_down(self) -> None:
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(int)
    def _on_current(self, _key: int) -> None:
        self._show_actions()

    @Slot(int)
    def _on_opened(self, _key: int) -> None:
        self._on_look()

    @Slot()
    def _on_look(self) -> None:
        row = self.current()
        if row is not None:
            sheet = self._journal.history.sheet(row.id)
            panel = ChangesPanel(self.window(), row, sheet, self._journal.clock.today())
            panel.switched.connect(self._on_switch)
            panel.open()

    @Slot(int, object)
    def _on_menu(self, key: int, place: QPoint) -> None:
        self.table.select_id(key)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icon("eye"), _("See what changed")).triggered.connect(self._on_look)
        menu.addAction(icon(self.switch.icon_name()), self.switch.text()).triggered.connect(self._on_switch)
        menu.popup(place)

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
