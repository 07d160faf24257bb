"""The page of contacts: people or organisations, what list and sheet tell each other, and which of them fits."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint, QSettings, QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSplitter, QStackedWidget, QWidget

from carnet.domain.contacts import ContactFilter
from carnet.domain.query import Field, Term
from carnet.journal import Journal
from carnet.ui.contacts.contact_list import ContactList
from carnet.ui.contacts.new_contact import NewContact
from carnet.ui.contacts.selection_verbs import SelectionVerbs
from carnet.ui.contacts.sheet import SheetPane
from carnet.ui.contacts.sheet_frame import Shape
from carnet.ui.kit.outside import Opener, system_opener
from carnet.ui.kit.page import PartedPage, tab_after, tab_stops
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.tasks import Tasks
from carnet.ui.kit.theme import metric, notifier, text_scale
from carnet.ui.kit.turns import through
from carnet.words import _

if TYPE_CHECKING:
    from carnet.ui.contacts.organisation_desk import OrganisationDesk
    from carnet.ui.contacts.printing import Printing

_WIDE, _TABS, _SINGLE = 1_200, 960, 700


class ContactsPage(PartedPage):
    """Everybody, and one person at a time."""

    has_heading = False
    watches: ClassVar[frozenset[str]] = frozenset(
        {
            "affiliation",
            "alias",
            "attendance",
            "circle",
            "contact",
            "contact_circle",
            "contact_point",
            "contact_tag",
            "custom_field",
            "event",
            "follow_up",
            "interaction",
            "introduction",
            "privacy_record",
            "mission",
            "mission_contact",
            "organisation",
            "participation",
            "photo",
            "social_profile",
            "tag",
            "touch",
        }
    )

    def __init__(
        self,
        journal: Journal,
        signals: AppSignals,
        prompts: Prompts,
        tasks: Tasks,
        opener: Opener = system_opener,
        *,
        at_once: bool = True,
    ) -> None:
        super().__init__(_("Contacts"))
        self._journal = journal
        self._signals = signals
        self._prompts = prompts
        self._opener = opener
        self._tasks = tasks
        self._row_before = 0
        self._goes_up = False
        self._desk: OrganisationDesk | None = None
        self._unread: set[str] = set()
        self._wanted: int | None = None
        self._selection = SelectionVerbs(journal, signals, prompts, tasks)
        self._shape = Shape.WIDE
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        row.addWidget(self._splitter)
        self._lists, self._sheets = QStackedWidget(), QStackedWidget()
        self._splitter.addWidget(self._lists)
        self._splitter.addWidget(self._sheets)
        self._splitter.setStretchFactor(1, 1)
        if at_once:
            through(self.building())

    def building(self) -> Iterator[None]:
        """Build the list of people, then the sheet."""
        self.list = ContactList(self._journal, self._lists)
        self._lists.addWidget(self.list)
        yield
        self.sheet = SheetPane(self._journal, self._signals, self._prompts, self._opener, self._sheets)
        self._sheets.addWidget(self.sheet)
        yield from self.sheet.building()
        self._connect()
        self._bind_keys()
        self._arrange(Shape.WIDE)
        self._order_tabs()
        self.setFocusProxy(self.list.table)

    @property
    def organisations(self) -> "OrganisationDesk":
        """The side of organisations, imported and built when it is first asked for."""
        if self._desk is None:
            from carnet.ui.contacts.organisation_desk import OrganisationDesk

            desk = self._desk = OrganisationDesk(self._journal, self._signals, self._prompts, self._opener)
            self._lists.addWidget(desk.list)
            self._sheets.addWidget(desk.sheet)
            desk.sheet.set_shape(self._shape)
            desk.order_tabs()
            desk.list.scope.chosen.connect(self._on_scope)
            desk.sheet_asked.connect(self._on_sheet_asked)
            desk.sheet.back_asked.connect(self._on_back)
            desk.sheet.person_opened.connect(self.open_item)
            desk.sheet.people_asked.connect(self._on_people_asked)
            self._unread.add("organisations")
        return self._desk

    def build_ahead(self) -> None:
        """Build the side of organisations."""
        _desk = self.organisations

    def use_state(self, state: QSettings) -> None:
        """Take order, columns and dress of the list from what was kept."""
        self.list.use_state(state)

    def reload(self) -> None:
        """Read what is shown again, and the other side when it comes to the front."""
        through(self.reloading())

    def reloading(self) -> Iterator[None]:
        """Do so, the list first, then the sheet."""
        self._unread = {"people", "organisations"}
        if self.scope() == "people":
            self._unread.discard("people")
            yield from self._reading_people()
        else:
            self._read_shown()

    def _read_shown(self) -> None:
        scope = self.scope()
        if scope in self._unread:
            self._unread.discard(scope)
            if scope == "people":
                through(self._reading_people())
            else:
                self.organisations.reload()

    def _reading_people(self) -> Iterator[None]:
        """Read the list and the sheet again; selection and scroll stay."""
        self.list.load()
        yield
        shown = self.sheet.contact_id() if self._wanted is None else self._wanted
        if shown is not None and self.list.model.row_of(shown) is None and not self._journal.contacts.is_shown(shown):
            shown = None
        self._show(self._neighbour() if shown is None else shown)

    def open_item(self, item_id: int) -> None:
        """Show the sheet of a contact, and its line where the list holds it."""
        through(self.opening(item_id))

    def opening(self, item_id: int) -> Iterator[None]:
        """Do so a part at a time; where the page is read anew, with that sheet."""
        anew, self._wanted = self._stale, item_id
        yield from self.activating()
        self._wanted = None
        self.show_scope("people")
        listed = self.list.model.row_of(item_id) is not None
        if not listed:
            self.list.show_filter(ContactFilter())
        yield
        if not (listed and anew and self.sheet.contact_id() == item_id):
            self._show(item_id)
        self._show_side(sheet=True)

    @Slot(int)
    def open_organisation(self, organisation_id: int) -> None:
        """Show the sheet of an organisation."""
        self.activate()
        self.show_scope("organisations")
        self.organisations.open(organisation_id)
        self._show_side(sheet=True)

    def scope(self) -> str:
        """Return what the lists show: "people" or "organisations"."""
        other = self._desk is not None and self._lists.currentWidget() is self._desk.list
        return "organisations" if other else "people"

    def show_scope(self, scope: str) -> None:
        """Show people or organisations; each side keeps its search and its selection."""
        people = scope == "people"
        focus: QWidget | None = self.window().focusWidget()
        desk = None if people else self.organisations
        self._lists.setCurrentWidget(self.list if desk is None else desk.list)
        self._sheets.setCurrentWidget(self.sheet if desk is None else desk.sheet)
        for shortcut in self._people_keys:
            shortcut.setEnabled(people)
        if self.list.rows_table.tabled:
            self._arrange(self._shape)
        self.setFocusProxy(self._table())
        self._read_shown()
        if focus is not None and self.isAncestorOf(focus) and not focus.isVisible():  # it went away with the other side
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_filter(self, chosen: ContactFilter) -> None:
        """List the people of a filter."""
        self.activate()
        self.show_scope("people")
        self.list.show_filter(chosen)
        self._show(self.list.first_id())
        self._show_side(sheet=False)

    def people_listed(self) -> ContactFilter | None:
        """Return whom the list shows, where search or chips leave anybody out."""
        shown = self.scope() == "people" and self.list.is_filtered()
        return self.list.filter() if shown else None

    def focus_composer(self) -> None:
        """Put the cursor into the composer of the person shown."""
        if self.scope() != "people":
            self.show_scope("people")
        self._show_side(sheet=True)
        self.sheet.focus_composer()

    def log_with(self, contact_id: int) -> None:
        """Put the cursor into the composer of a person."""
        if self.sheet.contact_id() != contact_id:
            self.open_item(contact_id)
        self.focus_composer()

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self._show_side(sheet=False)
        search = self.list.search if self.scope() == "people" else self.organisations.list.search
        search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        search.selectAll()

    @Slot()
    def new_item(self) -> None:
        """Ask for a new contact, or a new organisation."""
        if self.scope() == "organisations":
            self.organisations.new_item()
            return
        panel = NewContact(self.window(), self._journal)
        panel.created.connect(self.open_item)
        panel.closed.connect(panel.deleteLater)
        panel.ask()

    def panes(self) -> Sequence[QWidget]:
        """Return the panes that F6 steps through."""
        if self.scope() == "organisations":
            return self.organisations.panes()
        return (self.list.table, self.sheet.composer.line, self.sheet.timeline, self.sheet.facts.points.add)

    def current_contact(self) -> int | None:
        """Return the person whose sheet is shown, or the one of an organisation that the focus is on."""
        return self.organisations.current_contact() if self.scope() == "organisations" else self.sheet.contact_id()

    @cached_property
    def printing(self) -> "Printing":
        """Sheets and lists on paper, imported when it is first asked for."""
        from carnet.ui.contacts.printing import Printing

        return Printing(self._journal, self._signals, self._prompts, self._tasks, self)

    def put_on_paper(self, what: str) -> None:
        """Print or keep: "print_sheet", "keep_sheet", "hand_over", "print_list" or "keep_list"."""
        self.show_scope("people")
        verb: Callable[[object], None] = getattr(self.printing, what)
        subject = self.list.filter() if what.endswith("_list") else self.sheet.contact_id()
        if subject is None:
            self._signals.toast_asked.emit(_("Choose a person first."), "")
        else:
            verb(subject)

    def shape(self) -> Shape:
        """Return how the page is laid out."""
        return self._shape

    def minimumSizeHint(self) -> QSize:
        """Let the window be as narrow as it likes: the page lays itself out anew."""
        return QSize(metric(320), metric(240))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the page out for its width."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Lay the page out for the window it is in."""
        self._fit()
        super().showEvent(event)

    def _connect(self) -> None:
        self.list.chosen.connect(self._on_chosen)
        self.list.order.activated.connect(self._on_orders_opened)
        self.list.opened.connect(self._on_opened)
        self.list.new_asked.connect(self.new_item)
        self.list.delete_asked.connect(self._on_delete)
        self.list.rested.connect(self._on_rested)
        self.list.keep_asked.connect(self._signals.view_asked)
        self.list.dressed.connect(self._on_dressed)
        self.list.table.edit_asked.connect(self._on_edit)
        self.list.table.clicked.connect(self._on_clicked)
        self.list.menu_asked.connect(self._on_menu)
        self.list.selection_menu_asked.connect(self._on_selection_menu)
        self.list.scope.chosen.connect(self._on_scope)
        self.sheet.back_asked.connect(self._on_back)
        self.sheet.organisation_chosen.connect(self.open_organisation)
        self.sheet.person_opened.connect(self.open_item)
        self.sheet.paper_asked.connect(self.put_on_paper)
        self.sheet.settled.connect(self._on_settled)
        self.sheet.composer.left.connect(self._on_composer_left)
        notifier().changed.connect(self._fit)

    def _order_tabs(self) -> None:
        """Let Tab go from the list to composer, journal and facts; the head of the sheet comes last."""
        head = self.sheet.header
        tab_after(self.sheet.facts.notes.area, tab_stops(head))

    def _bind_keys(self) -> None:
        self._people_keys: list[QShortcut] = []
        for keys, slot in (
            ("Ctrl+L", self._on_filters_key),
            ("Ctrl+Shift+P", self._on_add_person_key),
            ("Ctrl+Shift+E", self.sheet.open_letter_menu),
            ("Ctrl+Shift+T", self.sheet.call),
            ("Ctrl+R", self.sheet.open_follow_up_menu),
            ("Ctrl+Shift+L", self.list.switch_dress),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
            if keys not in {"Ctrl+L", "Ctrl+Shift+P"}:
                self._people_keys.append(shortcut)

    # -- layout -------------------------------------------------------------------------------------------------

    @Slot()
    def _fit(self) -> None:
        width = self.window().width() / text_scale()
        shape = Shape.NARROW
        for least, name in ((_WIDE, Shape.WIDE), (_TABS, Shape.TABS), (_SINGLE, Shape.SINGLE)):
            if width >= least:
                shape = name
                break
        if shape is not self._shape:
            self._arrange(shape)

    def _arrange(self, shape: Shape) -> None:
        self._shape = shape
        both = self._both_fit()
        self.sheet.set_shape(shape)
        self.sheet.show_back(not both)
        if self._desk is not None:
            self._desk.sheet.set_shape(shape)
        self.list.chips.set_compact(shape is Shape.TABS)
        self._lists.setMinimumWidth(metric(288) if both else 0)
        self._lists.setMaximumWidth(metric(480) if both else 16_777_215)
        if both:
            self._lists.show()
            self._sheets.show()
            left = metric(344 if shape is Shape.WIDE else 304)
            self._splitter.setSizes([left, max(left, self.width() - left)])
        else:
            self._show_side(sheet=False)

    def _both_fit(self) -> bool:
        """Tell whether list and sheet stand side by side: a table takes all the width."""
        tabled = self.list.rows_table.tabled and self.scope() == "people"
        return self._shape in {Shape.WIDE, Shape.TABS} and not tabled

    def _show_side(self, *, sheet: bool) -> None:
        """Show the list or the sheet where only one of them fits."""
        if self._both_fit():
            return
        self._lists.setVisible(not sheet)
        self._sheets.setVisible(sheet)
        desk = self.organisations if self.scope() == "organisations" else None
        first = self.sheet.composer.line if desk is None else desk.sheet.name
        self.setFocusProxy(first if sheet else self._table())
        self.sheet.set_back(self.list.counted())
        if desk is not None:
            desk.sheet.set_back(desk.list.counted())

    def _table(self) -> QWidget:
        """Return the list that is shown."""
        return self.list.table if self.scope() == "people" else self.organisations.list.table

    # -- what happens -------------------------------------------------------------------------------------------

    def _show(self, contact_id: int | None) -> None:
        self.sheet.show_contact(contact_id)
        if contact_id is not None:
            self.list.select(contact_id)
            row = self.list.model.row_of(contact_id)
            self._row_before = row or 0
            if row is None:
                self.list.table.clearSelection()  # nobody of the list is shown, as with the user's own card

    def _neighbour(self) -> int | None:
        """Return who stands where the contact shown before stood."""
        rows = self.list.model.rowCount()
        return self.list.model.id_at(min(self._row_before, rows - 1)) if rows else None

    @Slot(int)
    def _on_chosen(self, contact_id: int) -> None:
        self.sheet.show_contact(contact_id)
        row = max(0, self.list.table.currentIndex().row())
        self._goes_up = row < self._row_before
        self._row_before = row

    @Slot()
    def _on_settled(self) -> None:
        """Expect whoever comes next in the list, the way it is gone through."""
        key = self.list.model.id_at(self._row_before + (-1 if self._goes_up else 1))
        if key is not None:
            self.sheet.expect(key)

    @Slot(int)
    def _on_opened(self, contact_id: int) -> None:
        self._show(contact_id)
        self._show_side(sheet=True)
        self.sheet.focus_composer()

    @Slot()
    def _on_orders_opened(self) -> None:
        """Have turnover brought worked out while the orders are read, whatever else is at work, as a backup."""
        self._tasks.read(self._journal.contacts.rank, _done, self._signals.error_raised.emit)

    @Slot(list)
    def _on_delete(self, ids: list[int]) -> None:
        self.sheet.trash(ids)

    @Slot()
    def _on_edit(self) -> None:
        """Edit the name on the sheet, which is where a row comes from."""
        if self.sheet.contact_id() is not None:
            self._show_side(sheet=True)
            self.sheet.edit_name()

    @Slot()
    def _on_clicked(self) -> None:
        """Open the sheet with a click where it would not be seen beside the list."""
        key, keys = self.list.table.current_id(), QGuiApplication.keyboardModifiers()
        alone = self._shape in {Shape.SINGLE, Shape.NARROW} and not self.list.rows_table.tabled
        if alone and key is not None and not keys:
            self._on_opened(key)

    @Slot()
    def _on_rested(self) -> None:
        """Show somebody of the list, now that it is another one."""
        shown = self.sheet.contact_id()
        if shown is None or self.list.model.row_of(shown) is None:
            self._show(self.list.first_id())

    @Slot(int, object)
    def _on_menu(self, contact_id: int, place: QPoint) -> None:
        self._show(contact_id)
        self.sheet.header.open_menu(place)

    @Slot(QPoint)
    def _on_selection_menu(self, place: QPoint) -> None:
        menu = self._selection.menu(self, self.list.table.selected_ids())
        menu.chosen.connect(self._on_selection_chosen)
        menu.popup(place)

    @Slot(str, object)
    def _on_selection_chosen(self, what: str, value: object) -> None:
        self._selection.act(self.list.table.selected_ids(), what, value)

    @Slot()
    def _on_dressed(self) -> None:
        self._arrange(self._shape)

    @Slot()
    def _on_back(self) -> None:
        self._show_side(sheet=False)
        self._table().setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_scope(self, scope: str) -> None:
        """Show the other side, the focus on its switch."""
        self.show_scope(scope)
        # The switch that was used goes back to its own side, where it will be seen next.
        self.list.scope.choose("people")
        self.organisations.list.scope.choose("organisations")
        (self.list if scope == "people" else self.organisations.list).scope.focus_current()

    @Slot()
    def _on_sheet_asked(self) -> None:
        self._show_side(sheet=True)

    @Slot(int)
    def _on_people_asked(self, organisation_id: int) -> None:
        name = self._journal.organisations.name(organisation_id)
        self.open_filter(ContactFilter(terms=(Term(Field.ORGANISATION, (f"={name}",)),)))

    @Slot()
    def _on_add_person_key(self) -> None:
        if self.scope() == "organisations":
            self.organisations.sheet.ask_person()

    @Slot()
    def _on_composer_left(self) -> None:
        """Go back to the list; what was typed is kept."""
        if self._both_fit():
            self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._on_back()

    @Slot()
    def _on_filters_key(self) -> None:
        self._show_side(sheet=False)
        (self.list if self.scope() == "people" else self.organisations.list).chips.focus_first()


def _done(_nothing: object) -> None:
    """Leave it at that: the list asks when it is sorted so."""
