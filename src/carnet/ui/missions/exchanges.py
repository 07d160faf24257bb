"""The exchanges linked to a mission: opened, edited, logged, linked and let go."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from carnet.domain.interactions import InteractionKind
from carnet.domain.mission_sheets import MissionExchange, MissionSheet
from carnet.journal import Journal
from carnet.ui.interactions.exchange_form import ExchangeForm
from carnet.ui.interactions.icons import kind_icon
from carnet.ui.interactions.log_panel import LogPanel
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import Card, SectionHeader
from carnet.ui.kit.flow import FlowLayout
from carnet.ui.kit.icons import icon
from carnet.ui.kit.labels import ElidedLabel, IconLabel, LinkLabel, label
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.theme import metric
from carnet.words import _, formats, interactions, ngettext

_SHOWN = 5


def exchange_title(exchange: MissionExchange) -> str:
    """Return "Café avec Karim Ouali, 12 mai 2025"."""
    kind, when = interactions.kind(InteractionKind(exchange.kind)), formats.partial(exchange.occurred_on)
    said = _("{kind} with {people}").format(kind=kind, people=exchange.people) if exchange.people else kind
    return f"{said}, {when}" if when else said


class _Row(QWidget):
    """One exchange: what it was, what was said, and the button that lets it go.

    Signals:
        edited: this exchange is to be edited.
        let_go: this exchange belongs to the mission no more.
    """

    edited = Signal(object)
    let_go = Signal(object)

    def __init__(self, exchange: MissionExchange) -> None:
        super().__init__()
        self.exchange = exchange
        title = exchange_title(exchange)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, metric(3), 0, metric(3))
        row.setSpacing(metric(8))
        name = LinkLabel(title)
        name.setAccessibleName(_("Edit: {exchange}").format(exchange=title))
        row.addWidget(IconLabel(kind_icon(InteractionKind(exchange.kind)), 15, "text2"))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(name)
        if exchange.summary:
            texts.addWidget(ElidedLabel(exchange.summary.splitlines()[0], "secondary", "text2"))
        row.addLayout(texts, 1)
        away = Button(_("Unlink: {exchange}").format(exchange=title), "x", "bare", small=True)
        row.addWidget(away)
        name.activated.connect(self._on_edited)
        away.clicked.connect(self._on_let_go)

    def _on_edited(self) -> None:
        self.edited.emit(self.exchange)

    def _on_let_go(self) -> None:
        self.let_go.emit(self.exchange)


class ExchangesCard(Card):
    """The card of the exchanges; `attempt` calls a verb and tells what goes wrong."""

    def __init__(self, journal: Journal, signals: AppSignals, attempt: Callable[..., None]) -> None:
        super().__init__(pad=16, spacing=4)
        self._journal = journal
        self._signals = signals
        self._attempt = attempt
        self._mission_id = 0
        self._all = False
        self._found: tuple[MissionExchange, ...] = ()
        self.rows: list[_Row] = []
        self.header = SectionHeader(_("Exchanges"))
        self.none = label(_("No exchange is linked to this mission yet."), "secondary", "text2", wrap=True)
        self.more = LinkLabel("")
        self.log = Button(_("Log an exchange"), "plus", "ghost", small=True)
        self.link = Button(_("Link an exchange"), "link", "ghost", small=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        acts = QWidget()
        flow = FlowLayout(acts, 6)
        flow.addWidget(self.log)
        flow.addWidget(self.link)
        self.body.addWidget(self.header)
        self.body.addWidget(self.none)
        self.body.addLayout(self._list)
        self.body.addWidget(self.more)
        self.body.addWidget(acts)
        self.more.activated.connect(self._on_more)
        self.log.clicked.connect(self._on_log)
        self.link.clicked.connect(self._on_link)

    def show_sheet(self, sheet: MissionSheet) -> None:
        """Show the exchanges of a mission, the latest first."""
        key = int(sheet.mission.id or 0)
        if key != self._mission_id:
            self._mission_id, self._all = key, False
        elif sheet.exchanges == self._found:
            return
        self._found = sheet.exchanges
        self._fill()

    def _fill(self) -> None:
        for row in self.rows:
            row.hide()
            row.deleteLater()
        shown = self._found if self._all else self._found[:_SHOWN]
        self.rows = [_Row(exchange) for exchange in shown]
        for row in self.rows:
            self._list.addWidget(row)
            row.edited.connect(self._on_edited)
            row.let_go.connect(self._on_let_go)
        left = len(self._found) - len(shown)
        self.header.set_count(len(self._found) or None)
        self.none.setVisible(not self._found)
        self.more.setText(ngettext("{n} older", "{n} older", left).format(n=formats.number(left)))
        self.more.setVisible(left > 0)

    @Slot()
    def _on_more(self) -> None:
        self._all = True
        self._fill()

    @Slot()
    def _on_log(self) -> None:
        panel = LogPanel(self.window(), self._journal, self._signals.error_raised.emit, mission_id=self._mission_id)
        panel.ask()

    @Slot()
    def _on_link(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for exchange in self._journal.missions.linkable(self._mission_id):
            text = exchange_title(exchange).replace("&", "&&")
            menu.addAction(icon(kind_icon(InteractionKind(exchange.kind))), text).setData(exchange.id)
        if not menu.actions():
            told = _("No exchange with the people of this mission is left to link.")
            menu.addAction(told).setEnabled(False)
        menu.triggered.connect(self._on_chosen)
        menu.popup(self.link.mapToGlobal(QPoint(0, self.link.height())))

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        self._attempt(self._journal.missions.link_exchange, int(action.data()), self._mission_id)

    @Slot(object)
    def _on_edited(self, exchange: MissionExchange) -> None:
        present = self._signals.error_raised.emit
        form = ExchangeForm(self.window(), self._journal, exchange.id, exchange.contact_id or 0, present)
        form.open()

    @Slot(object)
    def _on_let_go(self, exchange: MissionExchange) -> None:
        self._attempt(self._journal.missions.link_exchange, exchange.id, None)
