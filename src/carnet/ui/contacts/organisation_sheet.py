"""The right pane of organisations: the sheet of one, filled from the journal, and what each gesture on it does."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu

from carnet.domain.contacts import Affiliation, OrganisationKind
from carnet.domain.events import EventKind, NetworkingEvent
from carnet.errors import CarnetError, Refused
from carnet.journal import Journal
from carnet.journal.drafts import form_of_panel
from carnet.ui.contacts.new_contact import NewContact
from carnet.ui.contacts.organisation_frame import OrganisationFrame
from carnet.ui.contacts.organisation_picker import OrganisationPicker
from carnet.ui.events.form import EventForm
from carnet.ui.kit import outside
from carnet.ui.kit.icons import icon
from carnet.ui.kit.kept import KeptFacts
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.theme import metric
from carnet.words import _, errors


class OrganisationPane(OrganisationFrame):
    """The sheet of one organisation.

    Signals:
        back_asked: the list is wanted, where only one of both is shown.
        person_opened: id of a person.
        organisation_opened: id of another organisation.
        people_asked: id of the organisation whose people are to be listed.
    """

    back_asked = Signal()
    person_opened = Signal(int)
    organisation_opened = Signal(int)
    people_asked = Signal(int)

    def __init__(
        self,
        journal: Journal,
        signals: AppSignals,
        prompts: Prompts,
        opener: outside.Opener = outside.system_opener,
    ) -> None:
        super().__init__(journal.clock.today)
        self._journal = journal
        self._signals = signals
        self._prompts = prompts
        self._outside = outside.Outside(signals, opener)
        self._connect()
        lines = (self.name, self.city, self.website)
        self._kept = KeptFacts(self, journal.drafts, lambda: lines, lines)

    def organisation_id(self) -> int | None:
        """Return which one is shown."""
        return None if self._sheet is None else int(self._sheet.id)

    def show_organisation(self, organisation_id: int | None) -> None:
        """Show an organisation, from the top where it is another one; None shows none."""
        other = organisation_id != self.organisation_id()
        if other:
            self._kept.leave()
        sheet = None
        if organisation_id is not None:
            try:
                sheet = self._journal.organisations.sheet(organisation_id)
            except Refused:
                sheet = None  # merged away, or its creation undone
        self._sheet = sheet
        self._stack.setCurrentWidget(self._scroll if sheet is not None else self.empty)
        if sheet is not None:
            self._fill(sheet, other=other)
            self._kept.show(form_of_panel(f"organisation:{sheet.id}"))
            if other:
                self._scroll.verticalScrollBar().setValue(0)

    def edit_name(self) -> None:
        """Edit the name in the heading."""
        if self._sheet is not None:
            self.name.edit()

    def focus_first(self) -> None:
        """Put the focus on the first list that holds something, else on the name."""
        shown = next((rows for rows in self.lists() if rows.isVisible()), None)
        (shown or self.name).setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns one under the other where two do not fit."""
        super().resizeEvent(event)
        self._adapt()

    def _connect(self) -> None:
        self.back.activated.connect(self.back_asked)
        self.name.edited.connect(self._on_name)
        self.merge_namesake.clicked.connect(self._on_merge_namesake)
        self.kind.activated.connect(self._on_kind)
        self.city.edited.connect(self._on_city)
        self.website.edited.connect(self._on_website)
        self.open_website.clicked.connect(self._on_open_website)
        self.add_person.clicked.connect(self.ask_person)
        self.add_event.clicked.connect(self._on_add_event)
        self.more.clicked.connect(self._on_more)
        for asked in (self.figures.people_asked, self.people.link_activated):
            asked.connect(self._on_people_asked)
        for asked in (self.figures.missions_asked, self.missions.link_activated):
            asked.connect(self._on_missions_asked)
        for asked in (self.figures.events_asked, self.events.link_activated):
            asked.connect(self._on_events_asked)
        for people in (self.now, self.before):
            people.row_opened.connect(self.person_opened)
            people.organisation_opened.connect(self.organisation_opened)
        self.event_rows.row_opened.connect(self._signals.event_opened.emit)
        self.mission_rows.row_opened.connect(self._signals.mission_opened)
        for rows in self.lists():
            rows.current_changed.connect(self._on_row)

    # -- editing ------------------------------------------------------------------------------------------------

    def _edit(self, **fields: Any) -> CarnetError | None:
        """Change single fields; return what was refused."""
        key = self.organisation_id()
        return None if key is None else self._attempt(partial(self._journal.organisations.edit, key, **fields))

    def _attempt(self, verb: Callable[[], object]) -> CarnetError | None:
        try:
            verb()
        except CarnetError as error:
            return error
        return None

    @Slot(str)
    def _on_name(self, text: str) -> None:
        refused = self._edit(name=text)
        if refused is None:
            self._say_name_error("")
            return
        self.name.keep_unsaved()
        if isinstance(refused, Refused) and refused.field == "name":
            other = refused.data.get("id")
            self._say_name_error(errors.sentence(refused), other if isinstance(other, int) else None)
        else:
            self._signals.error_raised.emit(refused)

    @Slot()
    def _on_merge_namesake(self) -> None:
        other = self.merge_namesake.property("other")
        if isinstance(other, int):
            # The one that has the name stays: this is how the user just wanted this one to be called.
            self._merge(other, self.organisation_id())

    @Slot()
    def _on_kind(self) -> None:
        menu = self._menu()
        for key, text in self._kinds():
            action = menu.addAction(text)
            action.setData(key)
            action.setCheckable(True)
            action.setChecked(self._sheet is not None and self._sheet.kind == key)
        menu.triggered.connect(self._on_kind_chosen)
        menu.popup(self._under(self.kind))

    @Slot(QAction)
    def _on_kind_chosen(self, action: QAction) -> None:
        self._present(self._edit(kind=OrganisationKind(action.data())))

    @Slot(str)
    def _on_city(self, text: str) -> None:
        refused = self._edit(city=text)
        if refused is not None:
            self.city.set_error(errors.sentence(refused))

    @Slot(str)
    def _on_website(self, text: str) -> None:
        refused = self._edit(website=text)
        if refused is not None:
            self.website.set_error(errors.sentence(refused))

    def _present(self, refused: CarnetError | None) -> None:
        if refused is not None:
            self._signals.error_raised.emit(refused)

    @Slot()
    def _on_open_website(self) -> None:
        if self._sheet is not None:
            self._outside.page(self._sheet.website)

    # -- merging ------------------------------------------------------------------------------------------------

    @Slot()
    def _on_more(self) -> None:
        menu = self._menu()
        for key, icon_name, text in (
            ("rename", "pencil", _("Rename")),
            ("merge", "merge", _("Merge with another organisation…")),
            ("delete", "trash-2", _("Delete")),
        ):
            menu.addAction(icon(icon_name), text).setData(key)
        menu.triggered.connect(self._on_more_chosen)
        menu.popup(self._under(self.more))

    @Slot(QAction)
    def _on_more_chosen(self, action: QAction) -> None:
        gestures = {"rename": self.edit_name, "merge": self.ask_merge, "delete": self.delete}
        gestures[str(action.data())]()

    @Slot()
    def delete(self) -> None:
        """Delete the organisation; what refers to it may stand in the way."""
        key = self.organisation_id()
        refused = None if key is None else self._attempt(partial(self._journal.organisations.delete, key))
        if refused is not None:
            self._signals.error_raised.emit(refused)

    def ask_merge(self) -> None:
        """Ask with which organisation this one is to be merged, those of near names first."""
        if self._sheet is None:
            return
        picker = OrganisationPicker(self.window(), self._journal, int(self._sheet.id), self._sheet.name)
        picker.picked.connect(self._on_merged_with)
        picker.closed.connect(picker.deleteLater)
        picker.ask()

    @Slot(int)
    def _on_merged_with(self, other: int) -> None:
        self._merge(self.organisation_id(), other)

    def _merge(self, keep: int | None, other: int | None) -> None:
        if keep is None or other is None:
            return
        refused = self._attempt(partial(self._journal.organisations.merge, keep, other))
        self._present(refused)
        if refused is None and keep != self.organisation_id():
            self.organisation_opened.emit(keep)

    # -- adding -------------------------------------------------------------------------------------------------

    @Slot()
    def ask_person(self) -> None:
        """Ask for somebody who is here."""
        if self._sheet is None:
            return
        name = self._sheet.name
        panel = NewContact(self.window(), self._journal, "" if _is_cut(name) else _(", at {name}").format(name=name))
        panel.created.connect(self._on_person_created)
        panel.closed.connect(panel.deleteLater)
        panel.ask()
        panel.line.line.setCursorPosition(0)

    @Slot(int)
    def _on_person_created(self, contact_id: int) -> None:
        """Stay where the new person is listed; show who was there already."""
        sheet = self._sheet
        if sheet is None:
            return
        known = self._journal.contacts.get(contact_id).affiliations
        if _is_cut(sheet.name) and not known:
            position = (Affiliation(organisation=sheet.name),)
            self._present(self._attempt(partial(self._journal.contacts.edit, contact_id, affiliations=position)))
            known = position
        if not any(position.organisation == sheet.name and position.is_current for position in known):
            self.person_opened.emit(contact_id)

    @Slot()
    def _on_add_event(self) -> None:
        if self._sheet is None:
            return
        event = NetworkingEvent(kind=EventKind.AFTERWORK, organiser=self._sheet.name, city=self._sheet.city)
        form = EventForm(self._journal, self.window(), event, self._prompts)
        form.closed.connect(form.deleteLater)
        form.open()
        form.focus_field("")

    # -- going elsewhere ----------------------------------------------------------------------------------------

    @Slot()
    def _on_people_asked(self) -> None:
        if self._sheet is not None:
            self.people_asked.emit(int(self._sheet.id))

    @Slot()
    def _on_missions_asked(self) -> None:
        if self._sheet is not None:
            self._signals.missions_asked.emit(int(self._sheet.id))

    @Slot()
    def _on_events_asked(self) -> None:
        if self._sheet is not None:
            self._signals.events_asked.emit(int(self._sheet.id))

    @Slot(int)
    def _on_row(self, key: int) -> None:
        """Keep the current row in sight of the pane that scrolls."""
        rows = self.sender()
        for each in self.lists():
            if each is rows and key >= 0:
                place = each.visualRect(each.currentIndex())
                corner = each.viewport().mapTo(self._content, place.center())
                self._scroll.ensureVisible(corner.x(), corner.y(), 0, place.height() // 2 + metric(20))

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu


def _is_cut(name: str) -> bool:
    """Tell whether the line of a new contact would end the name before its end."""
    return any(sign in name for sign in (",", ";", ">", "//", "#"))
