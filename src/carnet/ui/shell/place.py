"""Where somebody was writing, to go on there once the journal under the window is another file."""

from typing import NamedTuple, Self

from PySide6.QtWidgets import QApplication

from carnet.errors import CarnetError
from carnet.journal import Journal
from carnet.ui.shell.window import MainWindow


class Place(NamedTuple):
    """A page, and the person whose sheet it shows.

    « Aujourd'hui » would take the letters typed on for its keys, which finish follow-ups and write to people.

    Attributes:
        key: of the page.
        contact_id: of the person, None for nobody.
        uid: of the same, which another file may know by another id.
        writes: whether the cursor is in the line that logs an exchange.
    """

    key: str
    contact_id: int | None = None
    uid: str = ""
    writes: bool = False

    @classmethod
    def of(cls, window: MainWindow, journal: Journal) -> Self:
        """Return where the window is; what is typed there is held by the drafts of the journal."""
        from carnet.ui.interactions.composer_line import ComposerLine
        from carnet.ui.interactions.kept_line import KeptLine

        for line in window.findChildren(KeptLine):
            line.hold()
        page = window.current_page()
        contact_id = page.current_contact() if page is not None and window.key == "contacts" else None
        try:
            uid = "" if contact_id is None else journal.contacts.get(contact_id).uid
        except CarnetError:
            contact_id, uid = None, ""
        return cls(window.key, contact_id, uid, isinstance(QApplication.focusWidget(), ComposerLine))

    def show(self, window: MainWindow, journal: Journal) -> None:
        """Go there, as far as it is there."""
        from carnet.ui.contacts import ContactsPage

        page = window.show_page(self.key)
        try:
            is_there = self.contact_id is not None and journal.contacts.get(self.contact_id).uid == self.uid
        except CarnetError:
            return
        if self.contact_id is None or not is_there or not isinstance(page, ContactsPage):
            return
        page.open_item(self.contact_id)
        if self.writes:
            page.log_with(self.contact_id)
