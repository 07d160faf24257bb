"""List and sheet of organisations, and what they tell each other."""

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from carnet.errors import CarnetError
from carnet.journal import Journal
from carnet.ui.contacts.organisation_list import OrganisationList
from carnet.ui.contacts.organisation_sheet import OrganisationPane
from carnet.ui.kit.outside import Opener
from carnet.ui.kit.page import tab_after, tab_stops
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.signals import AppSignals
from carnet.words import _


class OrganisationDesk(QObject):
    """The side of the page that is about organisations; built when it is first asked for.

    Signals:
        sheet_asked: the sheet is wanted where only one of both is shown.
    """

    sheet_asked = Signal()

    def __init__(self, journal: Journal, signals: AppSignals, prompts: Prompts, opener: Opener) -> None:
        super().__init__()
        self._journal = journal
        self._signals = signals
        self._prompts = prompts
        self._row_before = 0
        self.list = OrganisationList(journal)
        self.sheet = OrganisationPane(journal, signals, prompts, opener)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self._on_opened)
        self.list.new_asked.connect(self.new_item)
        self.list.rested.connect(self._on_rested)
        self.list.table.edit_asked.connect(self._on_edit)
        self.list.table.delete_asked.connect(self.sheet.delete)
        self.list.table.clicked.connect(self._on_clicked)
        self.sheet.organisation_opened.connect(self.open)

    def reload(self) -> None:
        """Read the list and the sheet again; selection and scroll stay."""
        self.list.load()
        self._show(self.sheet.organisation_id())
        if self.sheet.organisation_id() is None:
            self._show(self._neighbour())

    @Slot(int)
    def open(self, organisation_id: int) -> None:
        """Show the sheet of an organisation, and its line where need be without the filters."""
        if self.list.model.row_of(organisation_id) is None:
            self.list.show_all()
        self._show(organisation_id)

    def panes(self) -> tuple[QWidget, ...]:
        """Return the panes that F6 steps through."""
        shown: list[QWidget] = [rows for rows in self.sheet.lists() if rows.isVisible()]
        return (self.list.table, *(shown or [self.sheet.name]))

    def current_contact(self) -> int | None:
        """Return the person that the focus is on."""
        for rows in (self.sheet.now, self.sheet.before):
            if rows.hasFocus():
                return rows.current_id()
        return None

    def order_tabs(self) -> None:
        """Let Tab go from the list to people, events and missions; the head of the sheet comes last."""
        rows = self.sheet.lists()
        rest = [stop for stop in tab_stops(self.sheet) if stop not in rows]
        tab_after(self.list.table, [*rows, *rest])

    @Slot()
    def new_item(self) -> None:
        """Ask for the name of a new organisation."""
        name = self._prompts.ask_text(_("New organisation"), _("Name"), _("Add"))
        if name is None:
            return
        try:
            key = self._journal.organisations.add(name)
        except CarnetError as error:
            self._signals.error_raised.emit(error)
            return
        self.list.load()
        self.open(int(key))
        self.sheet_asked.emit()

    def _show(self, organisation_id: int | None) -> None:
        self.sheet.show_organisation(organisation_id)
        if organisation_id is not None and self.sheet.organisation_id() is not None:
            self.list.select(organisation_id)
            self._row_before = self.list.model.row_of(organisation_id) or 0

    def _neighbour(self) -> int | None:
        """Return what stands where the organisation shown before stood."""
        rows = self.list.model.rowCount()
        return self.list.model.id_at(min(self._row_before, rows - 1)) if rows else None

    @Slot(int)
    def _on_chosen(self, key: int) -> None:
        self.sheet.show_organisation(key)
        self._row_before = self.list.model.row_of(key) or 0

    @Slot(int)
    def _on_opened(self, key: int) -> None:
        self._show(key)
        self.sheet_asked.emit()
        self.sheet.focus_first()

    @Slot()
    def _on_rested(self) -> None:
        """Show one of the list, now that it is another one."""
        if self.list.model.row_of(self.sheet.organisation_id()) is None:
            self._show(self.list.first_id())

    @Slot()
    def _on_edit(self) -> None:
        self.sheet_asked.emit()
        self.sheet.edit_name()

    @Slot()
    def _on_clicked(self) -> None:
        """Open the sheet with a click where it would not be seen beside the list."""
        key = self.list.table.current_id()
        if not self.sheet.isVisible() and key is not None and not QGuiApplication.keyboardModifiers():
            self._show(key)
            self.sheet_asked.emit()
            self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)
