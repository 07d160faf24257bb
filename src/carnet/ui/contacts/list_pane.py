"""The left pane: search as one types, filters, the count, the order, and the list itself."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedLayout, QVBoxLayout, QWidget

from carnet.domain.contacts import ContactFilter, ContactRow
from carnet.journal import Journal
from carnet.ui.contacts.filters import FilterBar
from carnet.ui.contacts.query_field import QueryField
from carnet.ui.contacts.row_delegate import ContactDelegate
from carnet.ui.contacts.scope import scope_switch
from carnet.ui.contacts.selection_bar import SelectionBar
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import EmptyState, Ground
from carnet.ui.kit.labels import LinkLabel, label
from carnet.ui.kit.lines import ErrorLine
from carnet.ui.kit.rows_model import RowsModel
from carnet.ui.kit.rows_table import RowsTable
from carnet.ui.kit.theme import metric, notifier
from carnet.words import _, formats, ngettext, queries, sheets

_FIRST = 200
_FIRST_FOUND = 50  # some screenfuls: what is sought for a key, before it is painted
_TURN = 1000
_TYPE_AHEAD_MS = 900
_FEW = 3
_NEAR_MS = 40  # keys of a burst come sooner; the next one waits no longer than the search takes, some 10 ms
_REST_MS = 250


class ListPane(Ground):
    """The list of contacts.

    Signals:
        contact_chosen: id of the contact that became current.
        contact_opened: id of the contact opened with Enter or a double click.
        new_asked: a new contact is wanted.
        delete_asked: ids to put into the trash.
        menu_asked: id of a contact and global place of its menu.
        keep_asked: the `ContactFilter` shown is to be kept as a view.
        selection_menu_asked: global place of the menu of the people selected.
        rested: the list follows what was typed or filtered, and the hands rest.
    """

    contact_chosen = Signal(int)
    contact_opened = Signal(int)
    new_asked = Signal()
    delete_asked = Signal(list)
    menu_asked = Signal(int, object)
    keep_asked = Signal(object)
    selection_menu_asked = Signal(QPoint)
    rested = Signal()

    def __init__(self, journal: Journal) -> None:
        super().__init__("list")
        self._journal = journal
        self._filter = ContactFilter(order="last_exchange")
        self._turns: Iterator[list[int]] | None = None
        self._skip = 0
        self._total: int | None = None
        self._typed = ""
        self._sought = False
        self.search = QueryField(journal, self)
        self.mistake = ErrorLine()
        self.add = Button(_("Add a contact"), "plus", "icon")
        self.scope = scope_switch("people")
        self.filters = FilterBar(journal)
        self.count = label("", "secondary", "text2", digits=True)
        self.keep = LinkLabel(_("Save the view"), "", "secondary_medium")
        self.order = LinkLabel("", "arrow-down-up", "secondary_medium", "text2")
        self.model = RowsModel(self._rows, self._spoken, self)
        self.table = RowsTable(_("Contacts"), 64, multi=True)
        self.selection = SelectionBar()
        self.delegate = ContactDelegate(journal.clock.today, journal.contacts.photo)
        self.empty = EmptyState("")
        self._turn = QTimer(self, interval=0, singleShot=True)
        self._forget_typed = QTimer(self, interval=_TYPE_AHEAD_MS, singleShot=True)
        self._near = QTimer(self, interval=_NEAR_MS, singleShot=True)
        self._rest = QTimer(self, interval=_REST_MS, singleShot=True)
        self._build()
        self._connect()

    def load(self) -> None:
        """Read again: the list keeps its selection, its scroll and, at once, whatever is in sight.

        Who is current stays listed, too, where the filter holds them no more: what is being done shall not be cut off.
        """
        bottom = self.table.rowAt(max(0, self.table.viewport().height() - 1))
        seen = self.model.rowCount() if bottom < 0 else bottom
        if len(rows := self.table.selected_rows()) > 1:
            seen = max(seen, rows[-1])  # what comes in a later turn would be selected no more
        self._total = None
        self._fill(seen + 50, self.table.current_id())

    def filter(self) -> ContactFilter:
        """Return what the list shows."""
        return self._filter

    def show_filter(self, chosen: ContactFilter) -> None:
        """Show another filter, as when a view or an organisation is opened."""
        self.search.blockSignals(True)
        self.search.setText(queries.say(chosen.text, chosen.terms))
        self.mistake.say("")
        self.search.blockSignals(False)
        self.filters.choose(chosen)
        self._sought = False
        self._filter = chosen._replace(order=self._filter.order)
        self._fill()

    def select(self, contact_id: int) -> None:
        """Make a contact current where it is listed; who is current among several selected ones stays so."""
        if self.table.current_id() == contact_id and len(self.table.selected_rows()) > 1:
            return
        blocked = self.table.blockSignals(True)
        self.table.select_id(contact_id)
        self.table.blockSignals(blocked)

    def first_id(self) -> int | None:
        """Return the first contact of the list."""
        return self.model.id_at(0)

    def counted(self) -> str:
        """Return the count line: "38 of 164 contacts"."""
        return self.count.text()

    # -- building -----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.table.setModel(self.model)
        self.table.setItemDelegate(self.delegate)
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.add)
        line = QHBoxLayout()
        line.addWidget(self.count, 1)
        line.addWidget(self.keep)
        line.addWidget(self.order)
        line.addWidget(self.selection, 1)
        self._head = QVBoxLayout()
        self._head.addLayout(top)
        self._head.addWidget(self.mistake)
        self._head.addWidget(self.scope, 0, Qt.AlignmentFlag.AlignLeft)
        self._head.addWidget(self.filters)
        self._head.addLayout(line)
        self._stack = QStackedLayout()
        holder = QWidget()
        holder.setLayout(self._stack)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(holder, 1)
        self._top, self._line = top, line
        self._restyle()

    def _connect(self) -> None:
        notifier().changed.connect(self._restyle)
        self.search.searched.connect(self._on_searched)
        self.search.moved_down.connect(self._on_moved_down)
        self.search.entered.connect(self._on_moved_down)
        self.add.clicked.connect(self.new_asked)
        self.filters.changed.connect(self._on_filter)
        self.keep.activated.connect(self._on_keep)
        self.order.activated.connect(self._on_order)
        self.table.current_changed.connect(self._on_current)
        self.table.row_opened.connect(self.contact_opened)
        self.table.typed.connect(self._on_typed)
        self.table.delete_asked.connect(self._on_delete)
        self.table.menu_asked.connect(self._on_menu_asked)
        self.table.selection_changed.connect(self._show_selection)
        self.selection.menu_asked.connect(self.selection_menu_asked)
        self.selection.cleared.connect(self._on_selection_cleared)
        self.empty.acted.connect(self._on_empty_acted)
        self._turn.timeout.connect(self._on_turn)
        self._forget_typed.timeout.connect(self._on_typed_forgotten)
        self._near.timeout.connect(self._add_similar)
        self._rest.timeout.connect(self._on_rest)

    @Slot()
    def _restyle(self) -> None:
        side = metric(14)
        self._head.setContentsMargins(side, metric(16), side, metric(8))
        self._head.setSpacing(metric(10))
        self._top.setSpacing(metric(8))
        self._line.setContentsMargins(metric(2), 0, metric(2), 0)
        self.order.setText(_orders()[self._filter.order])

    # -- filling ------------------------------------------------------------------------------------------------

    def _fill(self, first: int = 0, kept: int | None = None) -> None:
        """Show the first contacts at once and leave the rest to later turns of the event loop."""
        first = max(first, _FIRST_FOUND if self._filter.text else _FIRST)
        self._stop()
        self._near.stop()
        self._rest.stop()
        ids = self._journal.contacts.ids(self._filter, first)
        if kept is not None and len(ids) < first and kept not in ids and self._journal.contacts.is_shown(kept):
            ids.insert(min(self.model.row_of(kept) or 0, len(ids)), kept)
        self.model.set_ids(ids)
        self._stack.setCurrentIndex(0)
        if len(ids) == first:
            self._skip = first
            self._turns = self._journal.contacts.pages(self._filter, _TURN)
            self._turn.start()
        else:
            self._finish()

    def _stop(self) -> None:
        self._turn.stop()
        turns, self._turns = self._turns, None
        close = getattr(turns, "close", None)
        if close is not None:
            close()

    @Slot()
    def _on_turn(self) -> None:
        run = next(self._turns, None) if self._turns is not None else None
        if run is None:
            self._turns = None
            self._finish()
            return
        fresh = run[self._skip :]
        self._skip = max(0, self._skip - len(run))
        self.model.append_ids(fresh)
        self._turn.start()

    def _finish(self) -> None:
        self._show_selection()
        shown = self.model.rowCount()
        if self._total is None:
            self._total = shown if not self._is_filtered() else self._journal.contacts.total()
        self._say_count(shown, self._total)
        self._stack.setCurrentIndex(0 if shown else 1)
        if not shown:
            self._show_empty()
        if self._wants_similar():
            self._near.start()
        if self._sought:
            self._rest.start()

    def _say_count(self, shown: int, total: int) -> None:
        self._show_selection()
        if self._is_filtered():
            text = ngettext("{n} of {total} contacts", "{n} of {total} contacts", shown)  # one form in English alone
            self.count.set_text(text.format(n=formats.number(shown), total=formats.number(total)))
        else:
            self.count.set_text(ngettext("{n} contact", "{n} contacts", total).format(n=formats.number(total)))

    def _is_filtered(self) -> bool:
        return self._filter._replace(order="name") != ContactFilter()

    def _show_empty(self) -> None:
        if self._is_filtered():
            self.empty.show_state(_("No contact matches."), _("Clear the filters"))
        else:
            self.empty.show_state(_("The people you meet will stand here, with all that was said."), _("Add a contact"))

    def _rows(self, ids: list[int]) -> dict[int, object]:
        return dict(self._journal.contacts.rows(ids))

    def _spoken(self, row: object) -> str:
        return sheets.row(row) if isinstance(row, ContactRow) else ""

    @Slot()
    def _show_selection(self) -> None:
        chosen = len(self.table.selected_rows())
        for each in (self.count, self.order):
            each.setVisible(chosen < 2)
        self.keep.setVisible(chosen < 2 and self._is_filtered())
        self.selection.show_count(chosen)

    # -- gestures -----------------------------------------------------------------------------------------------

    @Slot(str)
    def _on_searched(self, text: str) -> None:
        query = queries.read(text)
        self.mistake.say(" ".join(map(queries.problem, query.problems)))
        self._filter = self._filter._replace(text=query.words, terms=query.terms)
        self._seek()
        self.table.scrollToTop()

    def _seek(self) -> None:
        self._sought = True
        self._fill()

    def _wants_similar(self) -> bool:
        return bool(self._filter.text.strip()) and self.model.rowCount() < _FEW

    @Slot()
    def _on_rest(self) -> None:
        self._sought = False
        self.rested.emit()

    @Slot()
    def _add_similar(self) -> None:
        """Add people whose names are spelt almost so."""
        text = self._filter.text
        known, within = set(self.model.ids()), self._journal.contacts.condition(self._filter)
        found = [key for key in self._journal.search.similar_ids(text, within=within) if key not in known]
        if found and text == self._filter.text and self._turns is None:
            self.model.append_ids(found)
            self._say_count(self.model.rowCount(), self._total or 0)
            self._stack.setCurrentIndex(0)

    @Slot()
    def _on_moved_down(self) -> None:
        key = self.model.id_at(0)
        if key is not None:
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
            if self.table.current_id() is None or self._filter.text:
                self.table.select_id(key)

    @Slot(object)
    def _on_filter(self, chosen: ContactFilter) -> None:
        held = self._filter
        self._filter = chosen._replace(text=held.text, terms=held.terms, order=held.order)
        self._seek()

    @Slot()
    def _on_keep(self) -> None:
        self.keep_asked.emit(self._filter)

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
        self.set_order(str(action.data()))

    def set_order(self, order: str) -> None:
        """Sort by "name", "last_exchange" or "due"."""
        self._filter = self._filter._replace(order=order)
        self.order.setText(_orders()[order])
        self._fill()
        self.table.scrollToTop()

    @Slot(int)
    def _on_current(self, key: int) -> None:
        if key >= 0:
            self.contact_chosen.emit(key)

    @Slot(str)
    def _on_typed(self, letters: str) -> None:
        """Go to the first contact whose name begins with the letters typed."""
        self._typed += letters
        self._forget_typed.start()
        found = self._journal.contacts.ids(self._filter._replace(text=self._typed), 1)
        if found:
            self.table.select_id(found[0])

    @Slot()
    def _on_typed_forgotten(self) -> None:
        self._typed = ""

    @Slot(int, object)
    def _on_menu_asked(self, key: int, place: QPoint) -> None:
        if len(self.table.selected_rows()) > 1:
            self.selection_menu_asked.emit(place)
        else:
            self.menu_asked.emit(key, place)

    @Slot()
    def _on_selection_cleared(self) -> None:
        """Select the current contact alone."""
        self.table.select_id(self.table.current_id())
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_delete(self) -> None:
        ids = self.table.selected_ids()
        if ids:
            self.delete_asked.emit(ids)

    @Slot()
    def _on_empty_acted(self) -> None:
        if self._is_filtered():
            self.search.clear()
            self.filters.clear()
        else:
            self.new_asked.emit()


def _orders() -> dict[str, str]:
    return {"name": _("Name"), "last_exchange": _("Last exchange"), "due": _("Next due")}
