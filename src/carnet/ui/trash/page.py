"""The page of the trash: a search, the list, and the way out."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QStackedLayout, QVBoxLayout, QWidget

from carnet.domain.trash import KEPT_DAYS, TrashItem
from carnet.errors import CarnetError
from carnet.journal import Journal
from carnet.ui.kit.announce import Announcer
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import Card, EmptyState
from carnet.ui.kit.fields import SearchField
from carnet.ui.kit.icons import icon
from carnet.ui.kit.labels import label
from carnet.ui.kit.page import Page
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.rows_model import RowsModel
from carnet.ui.kit.rows_table import RowsTable
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.tasks import Tasks
from carnet.ui.kit.theme import metric, notifier, text_scale
from carnet.ui.trash.item_delegate import ROW_PX, ItemDelegate
from carnet.words import _, formats, ngettext, trash

_ONE_LINE_FROM = 640


class TrashPage(Page):
    """What was put into the trash, the latest first; one or several are restored as one deed."""

    watches: ClassVar[frozenset[str]] = frozenset({"contact", "event", "mission", "organisation", "affiliation"})

    def __init__(self, journal: Journal, signals: AppSignals, _prompts: Prompts, _tasks: Tasks) -> None:
        super().__init__(_("Bin"))
        self._journal = journal
        self._signals = signals
        self._items: dict[int, TrashItem] = {}
        self._row_before = 0
        self.search = SearchField(_("Search the bin"), _("Search the bin"))
        self.count = label("", "secondary", "text2", digits=True)
        self.restore = Button(_("Restore"), "undo-2", keys=(_("Enter"),))
        self._announcer = Announcer(self)
        self.model = RowsModel(self._rows, self._spoken, self)
        self.table = RowsTable(_("In the bin"), ROW_PX, multi=True, ground="surface")
        self.delegate = ItemDelegate(journal.clock.today)
        self.table.setModel(self.model)
        self.table.setItemDelegate(self.delegate)
        self.empty = EmptyState("")
        self._build()
        self._connect()
        self._restyle()
        self.setFocusProxy(self.table)

    def reload(self) -> None:
        """Read the trash again; what was selected and stays is selected still."""
        text = self.search.text()
        self._items = {item.key: item for item in self._journal.trash.items(text, trash.kind)}
        self.model.set_ids(self._items)
        shown = self.model.rowCount()
        self.count.set_text(ngettext("{n} item", "{n} items", shown).format(n=formats.number(shown)))
        self._stack.setCurrentIndex(0 if shown else 1)
        if text.strip():
            self.empty.show_state(_("Nothing in the bin matches."), _("Clear the search"))
        else:
            self.empty.show_state(_("The bin is empty. What you delete can be restored from here."))
        if shown and self.table.current_id() is None:
            self.table.select_id(self.model.id_at(min(self._row_before, shown - 1)))
        self._show_action()

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def panes(self) -> Sequence[QWidget]:
        """Return the panes that F6 steps through."""
        return (self.search, self.table)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the search on a line of its own where there is no room."""
        super().resizeEvent(event)
        self._adapt()

    # -- building -----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(_("Bin"), "title"))
        kept = _("Contacts, events and missions stay here for {n} days at least; nothing goes by itself.")
        words.addWidget(label(kept.format(n=KEPT_DAYS), "secondary", "text2", wrap=True))
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.addLayout(words, 1)
        self._head.addWidget(self.search)
        self._acts = QHBoxLayout()
        self._acts.addWidget(self.count)
        self._acts.addStretch(1)
        self._acts.addWidget(self.restore)
        card = Card(pad=0)
        self._stack = QStackedLayout()
        holder = QWidget()
        holder.setLayout(self._stack)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        card.body.addWidget(holder, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addLayout(self._acts)
        self._column.addWidget(card, 1)

    def _connect(self) -> None:
        notifier().changed.connect(self._restyle)
        self.search.searched.connect(self._on_searched)
        self.search.moved_down.connect(self._on_moved_down)
        self.search.entered.connect(self._on_moved_down)
        self.empty.acted.connect(self.search.clear)
        self.table.row_opened.connect(self._on_opened)
        self.table.selection_changed.connect(self._show_action)
        self.table.current_changed.connect(self._on_current)
        self.table.menu_asked.connect(self._on_menu)
        self.restore.clicked.connect(self._on_restore)

    @Slot()
    def _restyle(self) -> None:
        side = metric(28)
        self._column.setContentsMargins(side, metric(20), side, metric(16))
        self._column.setSpacing(metric(12))
        self._head.setSpacing(metric(12))
        self.search.setMinimumWidth(metric(264))
        self._adapt()

    def _adapt(self) -> None:
        narrow = self.width() / text_scale() < _ONE_LINE_FROM
        ways = QBoxLayout.Direction
        self._head.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)

    # -- reading ------------------------------------------------------------------------------------------------

    def _rows(self, ids: list[int]) -> dict[int, object]:
        return {key: self._items[key] for key in ids if key in self._items}

    def _spoken(self, row: object) -> str:
        return trash.spoken(row, self._journal.clock.today()) if isinstance(row, TrashItem) else ""

    @Slot()
    def _show_action(self) -> None:
        count = len(self.table.selected_ids())
        self.restore.setEnabled(count > 0)
        many = ngettext("Restore {n} item", "Restore {n} items", count).format(n=count)
        self.restore.setText(many if count > 1 else _("Restore"))

    # -- gestures -----------------------------------------------------------------------------------------------

    @Slot()
    def _on_searched(self) -> None:
        self.reload()
        self._announcer.say(self.count.text())

    @Slot()
    def _on_moved_down(self) -> None:
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(int)
    def _on_current(self, key: int) -> None:
        if (row := self.model.row_of(key)) is not None:
            self._row_before = row

    @Slot(int)
    def _on_opened(self, _key: int) -> None:
        self._on_restore()

    @Slot(int, object)
    def _on_menu(self, _key: int, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icon("undo-2"), self.restore.text()).triggered.connect(self._on_restore)
        menu.popup(place)

    @Slot()
    def _on_restore(self) -> None:
        chosen = [self._items[key] for key in self.table.selected_ids() if key in self._items]
        try:
            self._journal.trash.restore((item.kind, item.id) for item in chosen)
        except CarnetError as error:
            self._signals.error_raised.emit(error)
