"""A page that is one list: a title with a sentence, what narrows the list, the count, what one does, the rows."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import ClassVar

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from carnet.ui.kit.announce import Announcer
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import Card
from carnet.ui.kit.delegates import RowDelegate
from carnet.ui.kit.fields import SearchField
from carnet.ui.kit.icons import icon
from carnet.ui.kit.labels import label
from carnet.ui.kit.list_pane import RowsStack
from carnet.ui.kit.page import Page
from carnet.ui.kit.rows_model import RowsModel
from carnet.ui.kit.rows_table import RowsTable
from carnet.ui.kit.theme import metric, notifier, text_scale


class ListPage(Page):
    """One list; `reload` is the page's own and ends with `show_ids`.

    Args:
        title: heading and name of the page.
        text: what the list is, in one sentence.
        search: the search field.
        table: the rows.
        delegate: paints them.
        narrowing: what stands beside the search.
        actions: buttons at the right of the count, also offered by the menu of a row.
    """

    one_line_from: ClassVar[int] = 640

    def __init__(
        self,
        title: str,
        text: str,
        *,
        search: SearchField,
        table: RowsTable,
        delegate: RowDelegate,
        narrowing: Sequence[QWidget] = (),
        actions: Sequence[Button] = (),
    ) -> None:
        super().__init__(title)
        self.search, self.table, self.delegate = search, table, delegate
        self.count = label("", "secondary", "text2", digits=True)
        self.model = RowsModel(self.rows, self.spoken, self)
        table.setModel(self.model)
        table.setItemDelegate(delegate)
        self.stack = RowsStack(table)
        self.empty = self.stack.empty
        self._announcer = Announcer(self)
        self._offered = tuple(actions)
        self._row_before = 0
        self._build(title, text, narrowing)
        self._connect()
        self._restyle()
        self.setFocusProxy(table)

    @abstractmethod
    def rows(self, ids: list[int]) -> Mapping[int, object]:
        """Return the rows of some ids; each page has its own."""

    @abstractmethod
    def spoken(self, row: object) -> str:
        """Return what a screen reader says of a row; each page has its own."""

    @abstractmethod
    def show_actions(self) -> None:
        """Say what may be done with what is selected; each page has its own."""

    def show_ids(self, ids: Sequence[int], counted: str, empty: tuple[str, str]) -> None:
        """Show these rows; selection and scroll stay, and where nobody is current a neighbour is."""
        self.model.set_ids(ids)
        self.count.set_text(counted)
        self.stack.show_rows(len(ids))
        self.empty.show_state(*empty)
        if ids and self.table.current_id() is None:
            self.table.select_id(self.model.id_at(min(self._row_before, len(ids) - 1)))
        self.show_actions()

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
        self.adapt()

    def adapt(self) -> bool:
        """Lay the head out for the width; tell whether there is little."""
        narrow = self.width() / text_scale() < self.one_line_from
        ways = QBoxLayout.Direction
        self._head.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        return narrow

    def _build(self, title: str, text: str, narrowing: Sequence[QWidget]) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(title, "title"))
        words.addWidget(label(text, "secondary", "text2", wrap=True))
        self._filters, self._acts = QHBoxLayout(), QHBoxLayout()
        self._filters.addWidget(self.search, 1)
        for each in narrowing:
            self._filters.addWidget(each)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.addLayout(words, 1)
        self._head.addLayout(self._filters)
        self._acts.addWidget(self.count)
        self._acts.addStretch(1)
        for action in self._offered:
            self._acts.addWidget(action)
        card = Card(pad=0)
        card.body.addWidget(self.stack, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addLayout(self._acts)
        self._column.addWidget(card, 1)

    def _connect(self) -> None:
        notifier().changed.connect(self._restyle)
        self.search.searched.connect(self._on_filtered)
        self.search.moved_down.connect(self._on_moved_down)
        self.search.entered.connect(self._on_moved_down)
        self.empty.acted.connect(self._on_cleared)
        self.table.current_changed.connect(self._on_current)
        self.table.selection_changed.connect(self._on_selection)
        self.table.menu_asked.connect(self._on_menu)

    @Slot()
    def _restyle(self) -> None:
        side = metric(28)
        self._column.setContentsMargins(side, metric(20), side, metric(16))
        self._column.setSpacing(metric(12))
        self._head.setSpacing(metric(12))
        self._filters.setSpacing(metric(8))
        self._acts.setSpacing(metric(8))
        self.search.setMinimumWidth(metric(220))
        self.adapt()

    def clear(self) -> None:
        """Take away what narrows the list."""
        self.search.clear()

    @Slot()
    def _on_filtered(self) -> None:
        self._row_before = 0
        self.reload()
        self._announcer.say(self.count.text())
        self.table.scrollToTop()

    @Slot()
    def _on_cleared(self) -> None:
        self.clear()

    @Slot()
    def _on_moved_down(self) -> None:
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(int)
    def _on_current(self, key: int) -> None:
        if (row := self.model.row_of(key)) is not None:
            self._row_before = row
        self.show_actions()

    @Slot()
    def _on_selection(self) -> None:
        self.show_actions()

    @Slot(int, object)
    def _on_menu(self, key: int, place: QPoint) -> None:
        if key not in self.table.selected_ids():
            self.table.select_id(key)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in self._offered:
            menu.addAction(icon(button.icon_name()), button.text()).triggered.connect(button.click)
        menu.popup(place)
