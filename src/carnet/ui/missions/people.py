"""The people of a mission with their roles."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carnet.domain.contacts import Channel
from carnet.domain.ids import ContactId
from carnet.domain.mission_sheets import MissionPerson, MissionSheet
from carnet.domain.missions import MissionRole, TouchKind
from carnet.journal import Journal
from carnet.ui.interactions.person_field import PersonField
from carnet.ui.kit.avatar import Avatar
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import Card, SectionHeader
from carnet.ui.kit.choices import Combo
from carnet.ui.kit.labels import ElidedLabel, LinkLabel, label
from carnet.ui.kit.theme import metric
from carnet.words import _, contacts
from carnet.words.missions import role_label

People = tuple[tuple[ContactId, MissionRole], ...]


class _Row(QWidget):
    """One person in one role.

    Signals:
        opened: id of the contact.
        removed: this row goes.
    """

    opened = Signal(int)
    removed = Signal()

    def __init__(self, person: MissionPerson) -> None:
        super().__init__()
        self.person = person
        row = QHBoxLayout(self)
        row.setContentsMargins(0, metric(2), 0, metric(2))
        row.setSpacing(metric(8))
        face = Avatar(26)
        face.show_person(person.name)
        name = LinkLabel(person.name)
        name.setAccessibleName(_("Open {name}").format(name=person.name))
        remove = Button(_("Remove {name}").format(name=person.name), "x", "bare", small=True)
        row.addWidget(face)
        row.addWidget(name)
        row.addWidget(ElidedLabel(role_label(person.role), "secondary", "text2"), 1)
        row.addWidget(remove)
        name.activated.connect(self._on_opened)
        remove.clicked.connect(self.removed)

    def _on_opened(self) -> None:
        self.opened.emit(self.person.contact_id)


class PeopleCard(Card):
    """The card of the people.

    Signals:
        contact_opened: id of a contact.
        edited: the people with their roles, as `Mission.people`.
        answer_asked: the user wants to answer who offered the mission.
    """

    contact_opened = Signal(int)
    edited = Signal(object)
    answer_asked = Signal()

    def __init__(self, journal: Journal) -> None:
        super().__init__(pad=16, spacing=6)
        self._people: People = ()
        self._parts: list[QWidget] = []
        self.header = SectionHeader(_("Who brought it"), link=_("Change"))
        self.header.link.setAccessibleName(_("Change who offered the mission"))
        self.signer = label("", "body", "text2", wrap=True)
        self.body.addWidget(self.header)
        self.body.addWidget(self.signer)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)
        self.person = PersonField(journal, _("Add a person"), _("Add a person"))
        self.role = Combo(_("Role"), small=True)
        for role in MissionRole:
            self.role.add(role_label(role), role.value)
        self.body.addWidget(self.role)
        self.body.addWidget(self.person)
        self.header.link_activated.connect(self.answer_asked)
        self.person.picked.connect(self._on_picked)

    def show_sheet(self, sheet: MissionSheet) -> None:
        """Show the people of a mission."""
        self._people = sheet.mission.people
        self.signer.set_text(_offered(sheet))
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts = []
        for person in sheet.people:
            row = _Row(person)
            row.opened.connect(self.contact_opened)
            row.removed.connect(self._on_removed)
            self._rows.addWidget(row)
            self._parts.append(row)

    @Slot()
    def _on_removed(self) -> None:
        row = self.sender()
        if isinstance(row, _Row):
            gone = (row.person.contact_id, row.person.role)
            self.edited.emit(tuple(pair for pair in self._people if pair != gone))

    @Slot(int)
    def _on_picked(self, key: int) -> None:
        pair = (ContactId(key), MissionRole(self.role.currentData()))
        self.person.choose(None)
        if pair not in self._people:
            self.edited.emit((*self._people, pair))


def _offered(sheet: MissionSheet) -> str:
    """Return who offered the mission, or by which channel it came where nobody did."""
    if sheet.signing_contact:
        return _("Offered by {name}").format(name=sheet.signing_contact)
    first = next(iter(sheet.path.touches), None)
    if first is not None and first.kind == TouchKind.MANUAL and first.contact_id is None:
        return _("Offered by nobody: {channel}").format(channel=contacts.channel(Channel(first.channel)))
    return _("Nobody is named as having offered it.")
