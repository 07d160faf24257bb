"""The left pane of organisations: search as one types, chips, the count, the order, and the list itself."""

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedLayout, QVBoxLayout, QWidget

from carnet.domain.organisations import OrganisationFilter, OrganisationLine
from carnet.journal import Journal
from carnet.ui.contacts.organisation_filters import OrganisationFilters
from carnet.ui.contacts.organisation_row import ROW_PX, OrganisationDelegate
from carnet.ui.contacts.scope import scope_switch
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import EmptyState, Ground
from carnet.ui.kit.fields import SearchField
from carnet.ui.kit.labels import LinkLabel, label
from carnet.ui.kit.rows_model import RowsModel
from carnet.ui.kit.rows_table import RowsTable
from carnet.ui.kit.theme import metric, notifier
from carnet.words import _, formats, ngettext, organisations

_FIRST = 100
_TURN_MS = 30
_TYPE_AHEAD_MS = 900
_REST_MS = 250


class OrganisationList(Ground):
    """The list of organisations.

    Signals:
        chosen: id of the organisation that became current.
        opened: id of the organisation opened with Enter or a double click.
        new_asked: a new organisation is wanted.
        rested: the list follows what was typed or filtered, and the hands rest.
    """

    chosen = Signal(int)
    opened = Signal(int)
    new_asked = Signal()
    rested = Signal()

    def __init__(self, journal: Journal) -> None:
        super().__init__("list")
        self._journal = journal
        self._filter = OrganisationFilter()
        self._typed = ""
        self.search = SearchField(_("Search for an organisation"))
        self.add = Button(_("Add an organisation"), "plus", "icon")
        self.scope = scope_switch("organisations")
        self.filters = OrganisationFilters(journal)
        self.count = label("", "secondary", "text2", digits=True)
        self.order = LinkLabel("", "arrow-down-up", "secondary_medium", "text2")
        self.model = RowsModel(self._lines, self._spoken, self)
        self.table = RowsTable(_("Organisations"), ROW_PX)
        self.delegate = OrganisationDelegate(journal.clock.today)
        self.empty = EmptyState("")
        # What is in sight comes with the key; the rest of 20,000 follows once it is painted.
        self._turn = QTimer(self, interval=_TURN_MS, singleShot=True)
        self._rest = QTimer(self, interval=_REST_MS, singleShot=True)
        self._forget_typed = QTimer(self, interval=_TYPE_AHEAD_MS, singleShot=True)
        self._build()
        self._connect()

    def load(self) -> None:
        """Read again; selection and scroll stay."""
        self._turn.stop()
        self.model.set_ids(self._journal.organisations.ids(self._filter))
        self._finish()

    def show_all(self) -> None:
        """Take search and chips away, as when an organisation is opened that they would hide."""
        blocked = self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(blocked)
        self.filters.choose(OrganisationFilter())
        self._filter = OrganisationFilter(order=self._filter.order)
        self.load()

    def select(self, organisation_id: int) -> None:
        """Make an organisation current where it is listed."""
        blocked = self.table.blockSignals(True)
        self.table.select_id(organisation_id)
        self.table.blockSignals(blocked)

    def first_id(self) -> int | None:
        """Return the first organisation of the list."""
        return self.model.id_at(0)

    def counted(self) -> str:
        """Return the count line."""
        return self.count.text()

    # -- building -----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.table.setModel(self.model)
        self.table.setItemDelegate(self.delegate)
        self._top, self._line = QHBoxLayout(), QHBoxLayout()
        self._top.addWidget(self.search, 1)
        self._top.addWidget(self.add)
        self._line.addWidget(self.count, 1)
        self._line.addWidget(self.order)
        self._head = QVBoxLayout()
        self._head.addLayout(self._top)
        self._head.addWidget(self.scope, 0, Qt.AlignmentFlag.AlignLeft)
        self._head.addWidget(self.filters)
        self._head.addLayout(self._line)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(holder, 1)
        self._restyle()

    def _connect(self) -> None:
        notifier().changed.connect(self._restyle)
        self.search.searched.connect(self._on_searched)
        self.search.moved_down.connect(self._on_moved_down)
        self.search.entered.connect(self._on_moved_down)
        self.add.clicked.connect(self.new_asked)
        self.filters.changed.connect(self._on_filter)
        self.order.activated.connect(self._on_order)
        self.table.current_changed.connect(self._on_current)
        self.table.row_opened.connect(self.opened)
        self.table.typed.connect(self._on_typed)
        self.empty.acted.connect(self._on_empty_acted)
        self._turn.timeout.connect(self._on_turn)
        self._rest.timeout.connect(self.rested)
        self._forget_typed.timeout.connect(self._on_typed_forgotten)

    @Slot()
    def _restyle(self) -> None:
        side = metric(14)
        self._head.setContentsMargins(side, metric(16), side, metric(8))
        self._head.setSpacing(metric(10))
        self._top.setSpacing(metric(8))
        self._line.setContentsMargins(metric(2), 0, metric(2), 0)
        self.order.setText(_orders()[self._filter.order])

    # -- filling ------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        """Show what is in sight now, and all in the next turn of the event loop."""
        self._turn.stop()
        ids = self._journal.organisations.ids(self._filter, _FIRST)
        self.model.set_ids(ids)
        self.table.scrollToTop()
        if len(ids) == _FIRST:
            self._stack.setCurrentIndex(0)
            self._turn.start()
        else:
            self._finish()

    @Slot()
    def _on_turn(self) -> None:
        """Add what is out of sight; nothing that is seen is painted anew."""
        ids = self._journal.organisations.ids(self._filter)
        self.model.append_ids(ids[self.model.rowCount() :])
        self._finish()

    def _finish(self) -> None:
        shown = self.model.rowCount()
        total = self._journal.organisations.count() if self._is_filtered() else shown
        self._say_count(shown, total)
        self._stack.setCurrentIndex(0 if shown else 1)
        if shown:
            return
        if self._is_filtered():
            self.empty.show_state(_("No organisation matches."), _("Clear the filters"))
        else:
            told = _("The companies, clubs and schools of the people you meet will stand here.")
            self.empty.show_state(told, _("Add an organisation"))

    def _say_count(self, shown: int, total: int) -> None:
        if self._is_filtered():
            text = ngettext("{n} of {total} organisations", "{n} of {total} organisations", shown)
            self.count.set_text(text.format(n=formats.number(shown), total=formats.number(total)))
        else:
            text = ngettext("{n} organisation", "{n} organisations", total)
            self.count.set_text(text.format(n=formats.number(total)))

    def _is_filtered(self) -> bool:
        return self._filter._replace(order="name") != OrganisationFilter()

    def _lines(self, ids: list[int]) -> dict[int, object]:
        return dict(self._journal.organisations.lines(ids))

    def _spoken(self, row: object) -> str:
        return organisations.row(row) if isinstance(row, OrganisationLine) else ""

    # -- gestures -----------------------------------------------------------------------------------------------

    @Slot(str)
    def _on_searched(self, text: str) -> None:
        self._filter = self._filter._replace(text=text.strip())
        self._fill()
        self._rest.start()

    @Slot(object)
    def _on_filter(self, chosen: OrganisationFilter) -> None:
        self._filter = chosen._replace(text=self._filter.text, order=self._filter.order)
        self._fill()
        self._rest.start()

    @Slot()
    def _on_moved_down(self) -> None:
        key = self.model.id_at(0)
        if key is not None:
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
            if self.table.current_id() is None or self._filter.text:
                self.table.select_id(key)

    @Slot()
    def _on_order(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        for key, text in _orders().items():
            action = menu.addAction(text)
            action.setData(key)
            action.setCheckable(True)
            action.setChecked(key == self._filter.order)
            group.addAction(action)
        menu.triggered.connect(self._on_order_chosen)
        menu.popup(self.order.mapToGlobal(QPoint(0, self.order.height())))

    @Slot(QAction)
    def _on_order_chosen(self, action: QAction) -> None:
        self._filter = self._filter._replace(order=str(action.data()))
        self.order.setText(_orders()[self._filter.order])
        self.load()
        self.table.scrollToTop()

    @Slot(int)
    def _on_current(self, key: int) -> None:
        if key >= 0:
            self.chosen.emit(key)

    @Slot(str)
    def _on_typed(self, letters: str) -> None:
        """Go to the first organisation whose name holds the letters typed."""
        self._typed += letters
        self._forget_typed.start()
        found = self._journal.organisations.beginning(self._typed)
        if found is not None and not self.table.select_id(found):
            self._forget_typed.stop()
            self._typed = ""

    @Slot()
    def _on_typed_forgotten(self) -> None:
        self._typed = ""

    @Slot()
    def _on_empty_acted(self) -> None:
        if self._is_filtered():
            self.show_all()
            self.rested.emit()
        else:
            self.new_asked.emit()


def _orders() -> dict[str, str]:
    return {"name": _("Name"), "people": _("People")}
