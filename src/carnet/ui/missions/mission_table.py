"""The missions as a table: searched and filtered as one types, sorted by any column, with what they come to."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QSettings, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from carnet.domain.mission_boards import OPEN, ORDERS, Sum, arranged, searched, summed
from carnet.domain.mission_sheets import Board, MissionRow
from carnet.domain.missions import COUNTED, Stage
from carnet.ui.kit.announce import Announcer
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import Card, EmptyState
from carnet.ui.kit.choices import Combo
from carnet.ui.kit.columns import ColumnTable
from carnet.ui.kit.fields import SearchField
from carnet.ui.kit.labels import label
from carnet.ui.kit.rows_model import RowsModel
from carnet.ui.kit.theme import metric
from carnet.ui.kit.turns import Turn
from carnet.ui.missions.card import spoken
from carnet.ui.missions.mission_columns import MissionCells, mission_columns
from carnet.words import _, formats, ngettext
from carnet.words.missions import stage_label, stage_times_words

_SEARCH_PX = 260
_LOW_PX = 300


class MissionTable(QWidget):
    """Search, choice of a stage, the table, and its totals.

    Signals:
        mission_opened: id of the mission.
        delete_asked: id of the mission.
        menu_asked: id of the mission and global place.
    """

    mission_opened = Signal(int)
    delete_asked = Signal(int)
    menu_asked = Signal(int, object)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._board: Board | None = None
        self._rows: dict[int, MissionRow] = {}
        self._found: list[MissionRow] | None = None
        self._order = ""
        self._state: QSettings | None = None
        self._announcer = Announcer(self)
        self.search = SearchField(_("Search the missions"), _("Search the missions"))
        self.stage = Combo(_("Stage"), "briefcase")
        self.columns = Button(_("Columns"), "columns-3", "icon")
        self.model = RowsModel(self._fetch, self._spoken, self)
        self.table = ColumnTable(_("Missions"), mission_columns(today), MissionCells(), ground="surface")
        self.table.setModel(self.model)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.table.heads.set_on(True)
        self.table.heads.setStretchLastSection(True)
        self.nothing = EmptyState(_("No mission is like this."), _("Clear the filters"))
        self.totals = label("", "body", "text", wrap=True, digits=True)
        self.times = label("", "secondary", "text2", wrap=True)
        self._summing = Turn(self)
        self._fill_stages()
        self._build()
        self._connect()

    def use_state(self, state: QSettings) -> None:
        """Take order and columns from what was kept, and keep them there."""
        self._state = state
        self.table.heads.remember(state, "missions/columns")
        self.table.heads.set_on(True)
        order = str(state.value("missions/order", ""))
        if order.removeprefix("-") in ORDERS:
            self.set_order(order)

    def show_board(self, board: Board) -> None:
        """Show missions as the board has them, until another order is asked for."""
        self._board = board
        self._found = None
        self._rows = {int(row.id): row for row in board.rows}
        self._fill()

    def set_order(self, order: str) -> None:
        """Sort by one of the orders; "-" before it turns it round."""
        self._order = order
        self.table.heads.show_order(order)
        if self._state is not None:
            self._state.setValue("missions/order", order)
        self._fill()
        self.table.scrollToTop()

    def stages(self) -> frozenset[Stage]:
        """Return the stages chosen; none for all."""
        chosen = self.stage.currentData()
        return chosen if isinstance(chosen, frozenset) else frozenset()

    def _fill(self) -> None:
        if self._board is None:
            return
        found = searched(self._board.rows, self.search.text(), self.stages())
        if self._order:
            found = arranged(found, self._order)
        if found == self._found:
            return  # one more letter that all of them hold
        self._found = found
        self.model.set_ids([row.id for row in found])
        self._stack.setCurrentIndex(0 if found or not self.is_filtered() else 1)
        self._summing.start()

    @Slot()
    def _show_totals(self) -> None:
        """Sum up what the list shows, in the turn after its rows are painted."""
        if self._board is not None and self._found is not None:
            self.totals.set_text(_total_words(summed(self._found)))
            self.times.set_text(stage_times_words(self._board.times))
            self._show_times()

    def is_filtered(self) -> bool:
        """Tell whether search or stage leave anything out."""
        return bool(self.search.text().strip() or self.stages())

    def focus_rows(self) -> None:
        """Put the focus on the rows, the first of them where none is current."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.table.current_id() is None:
            self.table.select_id(self.model.id_at(0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the rows where there is little; the times are told by the board, too."""
        super().resizeEvent(event)
        self._show_times()

    def _show_times(self) -> None:
        self.times.setVisible(bool(self.times.text()) and self.height() >= metric(_LOW_PX))

    def _fill_stages(self) -> None:
        self.stage.add(_("All stages"), None)
        for text, stages in ((_("Under discussion"), OPEN), (_("Signed"), COUNTED)):
            self.stage.add(text, stages)
        for stage in Stage:
            self.stage.add(stage_label(stage), frozenset({stage}))

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(metric(8))
        self.search.setMaximumWidth(metric(_SEARCH_PX))
        head.addWidget(self.search, 1)
        head.addWidget(self.stage)
        head.addStretch(1)
        head.addWidget(self.columns)
        card = Card(pad=0)
        card.body.setContentsMargins(1, metric(2), 1, metric(6))
        inner = QWidget()
        self._stack = QStackedLayout(inner)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.nothing)
        card.body.addWidget(inner, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metric(8))
        column.addLayout(head)
        column.addWidget(card, 1)
        column.addWidget(self.totals)
        column.addWidget(self.times)

    def _connect(self) -> None:
        self._summing.come.connect(self._show_totals)
        self.search.searched.connect(self._on_filter)
        self.search.moved_down.connect(self.focus_rows)
        self.search.entered.connect(self.focus_rows)
        self.stage.currentIndexChanged.connect(self._on_filter)
        self.columns.clicked.connect(self._on_columns)
        self.nothing.acted.connect(self._on_clear)
        self.table.heads.sorted_by.connect(self.set_order)
        self.table.row_opened.connect(self.mission_opened)
        self.table.delete_asked.connect(self._on_delete_asked)
        self.table.menu_asked.connect(self.menu_asked)

    def _fetch(self, ids: list[int]) -> dict[int, object]:
        return {key: self._rows[key] for key in ids if key in self._rows}

    def _spoken(self, row: object) -> str:
        return spoken(row, self._today()) if isinstance(row, MissionRow) else ""

    @Slot()
    def _on_filter(self) -> None:
        self._fill()
        self.table.scrollToTop()
        self._announcer.say(self.totals.text())

    @Slot()
    def _on_clear(self) -> None:
        self.stage.choose(None)
        self.search.clear()
        self._fill()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_columns(self) -> None:
        section = max(0, self.table.currentIndex().column())
        self.table.heads.open_menu(section, self.columns.mapToGlobal(self.columns.rect().bottomLeft()))

    @Slot()
    def _on_delete_asked(self) -> None:
        key = self.table.current_id()
        if key is not None:
            self.delete_asked.emit(key)


def _total_words(found: Sum) -> str:
    """Return "12 missions · 340,5 j · 203 510 € · 150 000 € pondérés", each currency apart."""
    count = ngettext("{n} mission", "{n} missions", found.missions).format(n=formats.number(found.missions))
    said = [count]
    if found.days_half:
        said.append(_("{days} d").format(days=formats.days_half(found.days_half)))
    for (code, cents), (_code, weighted) in zip(found.value_cents, found.weighted_cents, strict=True):
        if not cents:
            continue
        said.append(formats.money(cents, code))
        said.append(_("{amount} weighted").format(amount=formats.money(weighted, code)))
    return " · ".join(said)
