"""A panel that asks for one row of a list: search as one types, Enter takes the one that is current."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from carnet.ui.kit.delegates import RowDelegate
from carnet.ui.kit.fields import SearchField
from carnet.ui.kit.labels import label
from carnet.ui.kit.overlay import Overlay
from carnet.ui.kit.rows_model import RowsModel
from carnet.ui.kit.rows_table import RowsTable
from carnet.ui.kit.theme import metric
from carnet.words import _


class Picker(Overlay):
    """Asks for one row.

    Args:
        window: what to cover.
        title: what the row is wanted for.
        text: what will happen, in one sentence; "" for nothing.
        search: what the search field says while it is empty.
        take: what the button says.
        table: the list, not yet filled.
        delegate: paints its rows.
        find: returns the ids for what is typed.
        rows: returns the rows of some ids.
        spoken: what a screen reader says of a row.

    Signals:
        picked: id of the row chosen; the panel is closed by then.
    """

    picked = Signal(int)

    def __init__(
        self,
        window: QWidget,
        title: str,
        text: str,
        *,
        search: str,
        take: str,
        table: RowsTable,
        delegate: RowDelegate,
        find: Callable[[str], Iterable[int]],
        rows: Callable[[list[int]], Mapping[int, object]],
        spoken: Callable[[object], str],
    ) -> None:
        super().__init__(window, title, 560)
        self._find = find
        self._delegate = delegate
        self.search = SearchField(search)
        self.model = RowsModel(rows, spoken, self)
        self.table = table
        table.setModel(self.model)
        table.setItemDelegate(delegate)
        if text:
            self.content.addWidget(label(text, "body", "text2", wrap=True))
        self.content.addWidget(self.search)
        self.content.addWidget(table, 1)
        self.add_action(_("Cancel")).clicked.connect(self.close_overlay)
        self.add_action(take, "primary").clicked.connect(self._on_take)
        self.search.searched.connect(self._on_searched)
        self.search.moved_down.connect(self._on_moved_down)
        self.search.entered.connect(self._on_take)
        table.row_opened.connect(self._on_opened)
        self._on_searched("")

    def ask(self) -> None:
        """Open with the cursor in the search."""
        self.open()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def fit(self) -> None:
        """Leave the list five rows, fewer where the window is low: the buttons stay in sight."""
        row = self.table.verticalHeader().defaultSectionSize()
        listed = max(self.table.sizeHint().height(), self.table.minimumHeight())
        others = self._wanted_height() - listed
        room = self.height() - 2 * metric(16) - others
        self.table.setMinimumHeight(max(row, min(5 * row, room)))

    @Slot(str)
    def _on_searched(self, text: str) -> None:
        self.model.set_ids(self._find(text.strip()))
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
