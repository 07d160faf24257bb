"""Two sheets side by side: the person just entered and the one she may be."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from carnet.domain.captures import Captured
from carnet.domain.contacts import Contact, display_name
from carnet.journal import Journal
from carnet.ui.kit.labels import label
from carnet.ui.kit.overlay import Overlay
from carnet.ui.kit.theme import metric
from carnet.words import _, captures


class Comparison(Overlay):
    """Asks whether two sheets are one person.

    Signals:
        merged: the user says that they are the same: id to keep, id that goes.
        kept: the user says that they are two: both ids.
    """

    merged = Signal(int, int)
    kept = Signal(int, int)

    def __init__(self, parent: QWidget, journal: Journal, person: Captured) -> None:
        super().__init__(parent, _("Is it the same person?"), 560, scrolls=True)
        self._new_id = person.contact_id
        self._old_id = person.doubles[0].contact_id
        grid = QGridLayout()
        grid.setHorizontalSpacing(metric(20))
        grid.setVerticalSpacing(metric(8))
        for column, (title, contact) in enumerate(
            (
                (_("Already there"), journal.contacts.get(self._old_id)),
                (_("Just added"), journal.contacts.get(self._new_id)),
            )
        ):
            grid.setColumnStretch(column, 1)
            grid.addWidget(label(title, "caption_strong", "text3"), 0, column)
            for row, (text, role) in enumerate(_facts(contact), start=1):
                grid.addWidget(label(text, role, wrap=True), row, column)
        self.content.addLayout(grid)
        self.content.addStretch(1)
        self.keep_button = self.add_action(_("Keep both"))
        self.merge_button = self.add_action(_("Merge"), "primary")
        self.keep_button.clicked.connect(self._on_keep)
        self.merge_button.clicked.connect(self._on_merge)

    @Slot()
    def _on_merge(self) -> None:
        self.close_overlay()
        self.merged.emit(self._old_id, self._new_id)

    @Slot()
    def _on_keep(self) -> None:
        self.close_overlay()
        self.kept.emit(self._old_id, self._new_id)


def _facts(contact: Contact) -> list[tuple[str, str]]:
    positions = (captures.position(each.title, each.organisation) for each in contact.affiliations)
    points = (point.value for point in contact.points)
    tags = " ".join(f"#{tag}" for tag in contact.tags)
    lines = [*positions, *points, *(profile.url for profile in contact.profiles), tags]
    name = display_name(contact.first_name, contact.last_name, nickname=contact.nickname)
    return [(name, "emphasis"), *((line, "body") for line in lines if line)]
