"""« Réseau »: who opened the most doors, the chains that led to missions, and these as a drawing."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from carnet.domain.network import Network, is_named
from carnet.domain.review import Review
from carnet.ui.kit.cards import Card, SectionHeader
from carnet.ui.kit.delegates import RowDelegate, RowState, draw_lines
from carnet.ui.kit.labels import LinkLabel, label
from carnet.ui.kit.painting import RIGHT, draw_text, text_width
from carnet.ui.kit.rows_model import RowsModel
from carnet.ui.kit.rows_table import RowsTable
from carnet.ui.kit.theme import metric, notifier
from carnet.ui.review.chart_card import ChartCard
from carnet.ui.review.network_chart import NetworkChart
from carnet.words import _
from carnet.words.charts import NetworkWords, more_chains, nobody, rests_on

_ROW_PX = 48
_ROWS = 5


class Entry(NamedTuple):
    """One line of a list: what it says, and how much."""

    first: str
    second: str
    amount: str


class _Delegate(RowDelegate):
    """Two lines at left, the amount at right."""

    def __init__(self) -> None:
        super().__init__(_ROW_PX, pad_px=16, rule=True)

    def paint_content(self, painter: QPainter, area: QRectF, row: object, _state: RowState) -> None:
        """Paint one line."""
        if not isinstance(row, Entry):
            return
        face = "emphasis+"
        draw_text(painter, area, row.amount, face, "text", align=RIGHT)
        width = text_width(row.amount, face) + metric(12)
        draw_lines(painter, area.adjusted(0, 0, -width, 0), row.first, row.second, first_role="control")

    def tip(self, row: object) -> str:
        """Return the whole line, which may be elided."""
        return f"{row.first}\n{row.second}" if isinstance(row, Entry) else ""


def _spoken(row: object) -> str:
    return ", ".join(row) if isinstance(row, Entry) else ""


class EntryList(Card):
    """A ranked list in a card, with what its amounts are.

    Signals:
        chosen: place of the line that became current.
        opened: place of the line opened with Enter or a double click.
    """

    chosen = Signal(int)
    opened = Signal(int)

    def __init__(self, title: str) -> None:
        super().__init__(pad=0, spacing=0)
        self._entry: Callable[[int], Entry] | None = None
        self.header = SectionHeader(title)
        self.header.row.setContentsMargins(metric(16), metric(14), metric(16), metric(2))
        self.note = label("", "secondary", "text2", wrap=True)
        self.model = RowsModel(self._fetch, _spoken, self)
        self.table = RowsTable(title, _ROW_PX, ground="surface")
        self._delegate = _Delegate()
        self.table.setModel(self.model)
        self.table.setItemDelegate(self._delegate)
        beneath = QWidget()
        column = QVBoxLayout(beneath)
        column.setContentsMargins(metric(18), 0, metric(16), metric(6))
        column.addWidget(self.note)
        for part in (self.header, beneath):
            self.body.addWidget(part)
        self.body.addWidget(self.table, 1)
        self.table.current_changed.connect(self._on_current_changed)
        self.table.row_opened.connect(self._on_opened)

    def show_entries(self, count: int, entry: Callable[[int], Entry], note: str) -> None:
        """Show other lines, each worded once it is painted."""
        self._entry = entry
        self.header.set_count(count)
        self.note.set_text(note)
        self.model.set_ids(range(1, count + 1))  # ids begin at 1

    def _fetch(self, ids: list[int]) -> dict[int, object]:
        return {} if self._entry is None else {key: self._entry(key - 1) for key in ids}

    @Slot(int)
    def _on_current_changed(self, key: int) -> None:
        if key > 0:
            self.chosen.emit(key - 1)

    @Slot(int)
    def _on_opened(self, key: int) -> None:
        self.opened.emit(key - 1)


class NetworkView(QWidget):
    """Two ranked lists, then the drawing.

    Signals:
        contact_opened: id of the person to show.
        mission_chosen: id of the mission whose path is asked.
        mission_opened: id of the mission to show.
    """

    contact_opened = Signal(int)
    mission_chosen = Signal(int)
    mission_opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._network: Network | None = None
        self.doors = EntryList(_("Who opened the most doors"))
        self.chains = EntryList(_("Chains that led to missions"))
        self.chart = NetworkChart()
        self.card = ChartCard(_("Who brought whom"), self.chart, nobody())
        self.more = LinkLabel("")
        self.card.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._lists = QWidget()
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._lists)
        self._pair.setContentsMargins(0, 0, 0, 0)
        self._pair.addWidget(self.doors, 1)
        self._pair.addWidget(self.chains, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._lists)
        self._column.addWidget(self.card)
        self._column.addStretch(1)
        self.doors.chosen.connect(self._on_door_chosen)
        self.doors.opened.connect(self._on_door_opened)
        self.chains.chosen.connect(self._on_chain_chosen)
        self.chains.opened.connect(self._on_chain_opened)
        self.chart.spot_chosen.connect(self._on_spot_chosen)
        self.chart.table_asked.connect(self.chains.table.setFocus)
        self.more.activated.connect(self._on_more)
        notifier().changed.connect(self._restyle)
        self._restyle()

    def show_network(self, network: Network, review: Review) -> None:
        """Show who brought whom on the way to the missions of an answer."""
        self._network = network
        words = NetworkWords(network, review)
        based = rests_on(review.question, network.missions)

        def door(at: int) -> Entry:
            found = network.doors[at]
            return Entry(words.person(found.key), words.opened(found), words.credit(found))

        def chain(at: int) -> Entry:
            found = network.chains[at]
            return Entry(words.people(found), words.led_to(found), words.value(found))

        credited = _("Credit of their introductions: {based}").format(based=based)
        self.doors.show_entries(len(network.doors), door, credited)
        self.chains.show_entries(len(network.chains), chain, _("Value of the missions they led to, under any model"))
        self._lists.setVisible(bool(network.chains))
        self.chart.show_network(network, review)
        self._show_fold(based)

    def stack(self, *, wide: bool) -> None:
        """Put the lists side by side where there is room."""
        directions = QBoxLayout.Direction
        self._pair.setDirection(directions.LeftToRight if wide else directions.TopToBottom)

    def _show_fold(self, based: str) -> None:
        self.card.show_chart(based, there=bool(self.chart.drawing.chains))
        folded = self.chart.drawing.folded
        self.more.setText(more_chains(folded) if folded else "")
        self.more.setVisible(bool(folded))

    @Slot()
    def _on_more(self) -> None:
        self.chart.show_more()
        self._show_fold(self.card.told.text())

    @Slot(int)
    def _on_door_chosen(self, at: int) -> None:
        if self._network is not None:
            key = self._network.doors[at].key
            self.chart.choose(key if self.chart.button(key) is not None else None)

    @Slot(int)
    def _on_door_opened(self, at: int) -> None:
        if self._network is not None and is_named(self._network.doors[at].key):
            self.contact_opened.emit(int(self._network.doors[at].key))

    @Slot(int)
    def _on_chain_chosen(self, at: int) -> None:
        if self._network is not None:
            chain = self._network.chains[at]
            self.chart.choose(chain if self.chart.button(chain) is not None else None)
            self.mission_chosen.emit(chain.missions[0])

    @Slot(int)
    def _on_chain_opened(self, at: int) -> None:
        if self._network is not None:
            self.mission_opened.emit(self._network.chains[at].missions[0])

    @Slot(object)
    def _on_spot_chosen(self, key: object) -> None:
        """Light up what was clicked; of a chain, ask for the path, too."""
        self.chart.choose(key if isinstance(key, str | tuple) else None)
        if self._network is not None and key in self._network.chains:
            self.chains.table.select_id(self._network.chains.index(key) + 1)

    @Slot()
    def _restyle(self) -> None:
        self._pair.setSpacing(metric(16))
        self._column.setSpacing(metric(16))
        for part in (self.doors, self.chains):
            part.setMinimumHeight(metric(_ROW_PX * _ROWS + 76))
