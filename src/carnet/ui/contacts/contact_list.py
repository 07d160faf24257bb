"""The list of contacts: what it holds, how it words that, views kept of it, and several people selected in it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import final

from PySide6.QtCore import QPoint, QSettings, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from carnet.domain.contacts import ContactFilter, ContactRow
from carnet.domain.query import PEOPLE, Term
from carnet.domain.text import fold
from carnet.journal import Journal
from carnet.ui.contacts.contact_table import ContactTable
from carnet.ui.contacts.people_filters import PeopleFilters
from carnet.ui.contacts.query_field import QueryField
from carnet.ui.contacts.scope import scope_switch
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.lines import ErrorLine
from carnet.ui.kit.list_pane import ListPane
from carnet.ui.kit.page import tab_before
from carnet.ui.kit.selection_bar import SelectionBar
from carnet.words import _, formats, ngettext, queries, sheets

_FIRST_FOUND = 50  # some screenfuls: what is sought for a key, before it is painted
_FEW = 3
_NEAR_MS = 40  # keys of a burst come sooner; the next one waits no longer than the search takes, some 10 ms


@final
class ContactList(ListPane):
    """The list of contacts.

    Signals:
        delete_asked: ids to put into the trash.
        menu_asked: id of a contact and global place of its menu.
        keep_asked: the `ContactFilter` shown is to be kept as a view.
        selection_menu_asked: global place of the menu of the people selected.
        dressed: cards became a table, or a table cards.
    """

    delete_asked = Signal(list)
    menu_asked = Signal(int, object)
    keep_asked = Signal(object)
    dressed = Signal()
    selection_menu_asked = Signal(QPoint)

    def __init__(self, journal: Journal, parent: QWidget | None = None) -> None:
        self._journal = journal
        self._filter = ContactFilter()
        self._state: QSettings | None = None
        self.chips = PeopleFilters(journal)
        self.mistake = ErrorLine()
        self.keep = Button(_("Save the view"), "save", "bare", small=True)
        self.selection = SelectionBar("users", _selected)
        self.rows_table = ContactTable(journal)
        self.query = QueryField(journal, _("Search for a contact"), PEOPLE)
        super().__init__(
            search=self.query,
            scope=scope_switch("people"),
            filters=self.chips,
            add=_("Add a contact"),
            table=self.rows_table,
            orders=order_names(),
            sorted_by="last_exchange",
            parent=parent,
        )
        self._near = QTimer(self, interval=_NEAR_MS, singleShot=True)
        self.query.draw_on(self)
        self.head.insertWidget(1, self.mistake)
        self.count_line.addWidget(self.selection, 1)
        self._near.timeout.connect(self._look_further)
        self.columns = Button(_("Columns"), "columns-3", "bare", small=True)
        self.dress = Button(_("Show as a table"), "table-2", "bare", small=True)
        self.scope_line.addWidget(self.keep)
        self.scope_line.addWidget(self.columns)
        self.scope_line.addWidget(self.dress)
        self.columns.hide()
        tab_before(self.table, [self.keep, self.columns, self.dress])
        self.columns.clicked.connect(self._on_columns)
        self.dress.clicked.connect(self.switch_dress)
        self.rows_table.heads.sorted_by.connect(self.set_order)
        self.chips.changed.connect(self._on_terms)
        self.chips.field_asked.connect(self.query.begin)
        self.keep.clicked.connect(self._on_keep)
        self.table.delete_asked.connect(self._on_delete)
        self.table.menu_asked.connect(self._on_menu_asked)
        self.table.selection_changed.connect(self._show_selection)
        self.selection.menu_asked.connect(self.selection_menu_asked)
        self.selection.cleared.connect(self._on_selection_cleared)

    def use_state(self, state: QSettings) -> None:
        """Take order, columns and dress from what was kept, and keep them there."""
        self._state = state
        self.rows_table.heads.remember(state, "contacts/columns")
        order = str(state.value("contacts/order", self.sorted_by))
        if order.removeprefix("-") in order_names():
            self.sorted_by = order
            self.order.setText(self.order_name())
        if state.value("contacts/dress") == "table":
            self.switch_dress()

    @Slot()
    def switch_dress(self) -> None:
        """Show cards as a table, or the table as cards; selection and scroll stay."""
        tabled = not self.rows_table.tabled
        self.rows_table.set_tabled(tabled)
        self.columns.setVisible(tabled)
        self.dress.set_icon("list" if tabled else "table-2")
        self.dress.set_name(_("Show as cards") if tabled else _("Show as a table"))
        if tabled:
            self.model.refresh()  # columns may say more than cards
        self._keep_state("dress", "table" if tabled else "cards")
        self._show_order()
        self.dressed.emit()

    def set_order(self, order: str) -> None:
        """Sort by one of the orders, and say so over its column."""
        super().set_order(order)
        self._keep_state("order", order)
        self._show_order()

    def filter(self) -> ContactFilter:
        """Return what the list shows."""
        return self._filter._replace(order=self.sorted_by)

    def show_filter(self, chosen: ContactFilter) -> None:
        """Show another filter, as when a view or an organisation is opened; in its own order where it has one."""
        if chosen.order != ContactFilter().order:
            self.sorted_by = chosen.order
            self.order.setText(self.order_name())
        self.search.blockSignals(True)
        self.search.setText(queries.begun(chosen.text, chosen.terms))
        self.search.blockSignals(False)
        self.take_search(self.search.text())
        self.show_others()

    # -- what the list holds ------------------------------------------------------------------------------------

    def ids(self, most: int | None) -> list[int]:
        """Return the contacts in order, the best match first where words are typed."""
        return self._journal.contacts.ids(self.filter(), most)

    def pages(self, size: int) -> Iterator[list[int]]:
        """Yield all of them, some at a time."""
        return self._journal.contacts.pages(self.filter(), size)

    def rows(self, ids: list[int]) -> Mapping[int, object]:
        """Return the lines of some contacts."""
        brought = self.rows_table.shows_brought()
        return self._journal.contacts.rows(ids, with_brought=brought, found_by=self._filter.text)

    def spoken(self, row: object) -> str:
        """Return what a screen reader says of a line."""
        return ", ".join(filter(None, (sheets.row(row), row.match))) if isinstance(row, ContactRow) else ""

    def total(self) -> int:
        """Return how many contacts there are."""
        return self._journal.contacts.total()

    def beginning(self, letters: str) -> int | None:
        """Return the first contact of the list whose name begins so."""
        return next(iter(self._journal.contacts.ids(self.filter()._replace(text=letters), 1)), None)

    def is_filtered(self) -> bool:
        """Tell whether the search leaves anybody out."""
        return self._filter != ContactFilter()

    def is_there(self, key: int) -> bool:
        """Tell whether a contact is to be seen anywhere."""
        return self._journal.contacts.is_shown(key)

    def words_typed(self) -> str:
        """Return the plain words of the search."""
        return self._filter.text

    def first_run(self) -> int:
        """Return how many are sought before anything is painted: words cost more."""
        return _FIRST_FOUND if self._filter.text else super().first_run()

    # -- in words -----------------------------------------------------------------------------------------------

    def worded_count(self, shown: int, total: int) -> str:
        """Return the count line: "38 of 164 contacts"."""
        if self.is_filtered():
            text = ngettext("{n} of {total} contacts", "{n} of {total} contacts", shown)  # one form in English alone
            return text.format(n=formats.number(shown), total=formats.number(total))
        return ngettext("{n} contact", "{n} contacts", total).format(n=formats.number(total))

    def worded_empty(self) -> tuple[str, str]:
        """Return what is said where there is nobody, and what to do."""
        if self.is_filtered():
            return _("No contact matches."), _("Clear the filters")
        return _("The people you meet will stand here, with all that was said."), _("Add a contact")

    # -- gestures -----------------------------------------------------------------------------------------------

    def take_search(self, text: str) -> None:
        """Follow words and conditions, the chips too; say what is no condition."""
        query = queries.read(text)
        self.mistake.say(" ".join(map(queries.problem, query.problems)))
        self._filter = ContactFilter(text=query.words, terms=query.terms)
        self.rows_table.mark(tuple(fold(query.words).split()))
        self.chips.show_terms(query.terms)
        self._show_order()

    def clear_filters(self) -> None:
        """Take words and conditions away."""
        self.search.clear()

    def say_count(self) -> None:
        """Write the count line, and what the selection leaves of it."""
        super().say_count()
        self._show_selection()

    def fill(self, first: int = 0, kept: Sequence[int] = ()) -> None:
        """Show what is wanted now; near spellings of what was wanted before are not."""
        self._near.stop()
        super().fill(first, kept)

    def finish(self) -> None:
        """Look further where little was found, once a burst of keys is over."""
        super().finish()
        if self._filter.text.strip() and self.model.rowCount() < _FIRST_FOUND:
            self._near.start()

    @Slot()
    def _look_further(self) -> None:
        """Add who has the words in different places and, where there are still few, names spelt almost so."""
        if self.is_filling():
            return
        contacts, chosen = self._journal.contacts, self.filter()
        self._add(contacts.scattered(chosen))
        if self.model.rowCount() < _FEW:
            self._add(self._journal.search.similar_ids(chosen.text, within=contacts.condition(chosen)))

    def _add(self, keys: Sequence[int]) -> None:
        known = set(self.model.ids())
        if found := [key for key in keys if key not in known]:
            self.model.append_ids(found)
            self.say_count()
            self.stack.show_rows(self.model.rowCount())

    @Slot()
    def _show_selection(self) -> None:
        chosen = len(self.table.selected_rows())
        for each in (self.count, self.order):
            each.setVisible(chosen < 2)
        self.keep.setVisible(chosen < 2 and self.is_filtered())
        self.selection.show_count(chosen)

    @Slot(object)
    def _on_terms(self, terms: tuple[Term, ...]) -> None:
        """Write the conditions of the chips into the search, which is what counts."""
        self.search.setText(queries.begun(self._filter.text, terms))

    @Slot()
    def _on_keep(self) -> None:
        self.keep_asked.emit(self._filter)

    @Slot()
    def _on_columns(self) -> None:
        section = max(0, self.table.currentIndex().column())
        self.rows_table.heads.open_menu(section, self.columns.mapToGlobal(QPoint(0, self.columns.height())))

    def _show_order(self) -> None:
        """Say over the columns what they are sorted by: the best match first where words are typed."""
        self.rows_table.heads.show_order("" if self.words_typed() else self.sorted_by)

    def _keep_state(self, name: str, value: str) -> None:
        if self._state is not None:
            self._state.setValue(f"contacts/{name}", value)

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


def _selected(count: int) -> str:
    return ngettext("{n} selected", "{n} selected", count).format(n=formats.number(count))


def order_names() -> dict[str, str]:
    """Return what the list can be sorted by, in words."""
    return {
        "name": _("Name"),
        "last_exchange": _("Last exchange"),
        "due": _("Next due"),
        "warmth": _("Warmth"),
        "met_on": _("Met on"),
        "brought": _("Turnover brought"),
        "priority": _("Priority"),
    }
