"""The form of all that identifies a person, for what the sheet does not edit in place."""

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from carnet.domain.contacts import Affiliation, Contact
from carnet.errors import Refused
from carnet.journal import Journal
from carnet.ui.kit.fields import Form, TextField
from carnet.ui.kit.kept import KeptPanel
from carnet.ui.kit.overlay import Overlay
from carnet.words import _, errors

_NAMES = ("prefix", "first_name", "middle_name", "last_name", "nickname")


class IdentityForm(Overlay):
    """Names and present position of one person.

    Signals:
        saved: the sheet was saved.
    """

    saved = Signal()

    def __init__(self, window: QWidget, journal: Journal, contact: Contact) -> None:
        super().__init__(window, _("Edit the sheet"), 620)
        self._journal = journal
        self._contact = contact
        self.fields = {
            "prefix": TextField(_("Title of address"), text=contact.prefix),
            "first_name": TextField(_("First name"), text=contact.first_name),
            "middle_name": TextField(_("Middle name"), text=contact.middle_name),
            "last_name": TextField(_("Last name"), text=contact.last_name),
            "nickname": TextField(_("Nickname"), text=contact.nickname),
            "title": TextField(_("Position"), text=_position(contact).title),
            "organisation": TextField(_("Organisation"), text=_position(contact).organisation),
            "aliases": TextField(_("Other names"), text=", ".join(contact.aliases)),
        }
        self.form = Form()
        lines = (("first_name", "last_name"), ("prefix", "middle_name", "nickname"), ("title", "organisation"))
        for keys in lines:
            self.form.add_line(*((key, self.fields[key], "") for key in keys))
        self.form.add("aliases", self.fields["aliases"])
        self.content.addWidget(self.form)
        KeptPanel(self, journal.drafts, f"identity:{contact.id}")
        cancel = self.add_action(_("Cancel"))
        save = self.add_action(_("Save"), "primary")
        cancel.clicked.connect(self.close_overlay)
        save.clicked.connect(self._on_save)
        for field in self.fields.values():
            field.submitted.connect(self._on_save)

    @Slot()
    def _on_save(self) -> None:
        contact = self._contact
        values: dict[str, object] = {key: self.fields[key].text() for key in _NAMES}
        values["aliases"] = tuple(name.strip() for name in self.fields["aliases"].text().split(",") if name.strip())
        values["affiliations"] = _with_position(
            contact.affiliations, self.fields["title"].text(), self.fields["organisation"].text()
        )
        if contact.to_complete and values["last_name"]:
            values["to_complete"] = False
        self.form.clear_errors()
        try:
            self._journal.contacts.edit(contact.id or 0, **values)
        except Refused as error:
            if not self.form.set_error(error.field, errors.sentence(error)):
                raise
            return
        self.close_overlay()
        self.saved.emit()


def _position(contact: Contact) -> Affiliation:
    return next((each for each in contact.affiliations if each.is_current), Affiliation(organisation=""))


def _with_position(known: tuple[Affiliation, ...], title: str, organisation: str) -> tuple[Affiliation, ...]:
    """Return the positions with the present one as typed; another organisation leaves the old one as a past one."""
    current = next((each for each in known if each.is_current), None)
    if current is None:
        return (Affiliation(organisation=organisation, title=title), *known) if title or organisation else known
    others = tuple(each for each in known if each is not current)
    if organisation and current.organisation and organisation.casefold() != current.organisation.casefold():
        return (Affiliation(organisation=organisation, title=title), replace(current, is_current=False), *others)
    if not title and not organisation:
        return others
    return (replace(current, title=title, organisation=organisation, organisation_id=None), *others)
