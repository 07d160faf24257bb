"""Who took part in an exchange: for each a note of her own and what was promised; people are added and taken out."""

from collections.abc import Iterable
from contextlib import suppress

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from carnet.domain.ids import ContactId
from carnet.domain.interactions import Participation
from carnet.errors import CarnetError
from carnet.journal import Journal
from carnet.ui.interactions.person_field import PersonField
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.fields import TextArea
from carnet.ui.kit.labels import label
from carnet.ui.kit.lines import ErrorLine
from carnet.ui.kit.page import tab_before
from carnet.ui.kit.theme import metric
from carnet.words import _


class ParticipantRow(QWidget):
    """One person, her note and her promise.

    Signals:
        removed: she did not take part.
    """

    removed = Signal()

    def __init__(self, part: Participation) -> None:
        super().__init__()
        self.part = part
        self.remove = Button(_("Take {name} out").format(name=part.name), "x", "bare", small=True)
        self.remove.clicked.connect(self.removed)
        self.note = TextArea(
            placeholder=_("Note on this person alone"), name=_("Note on {name} alone").format(name=part.name), lines=1
        )
        self.note.set_text(part.personal_note)
        self.promised = TextArea(
            placeholder=_("What was promised"), name=_("Promised to {name}").format(name=part.name), lines=1
        )
        self.promised.set_text(part.promised)
        head = QHBoxLayout()
        head.addWidget(label(part.name, "emphasis"), 1)
        head.addWidget(self.remove)
        fields = QHBoxLayout()
        fields.setSpacing(metric(12))
        for field in (self.note, self.promised):
            fields.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metric(2))
        column.addLayout(head)
        column.addLayout(fields)

    def value(self) -> Participation:
        """Return the part as edited."""
        return Participation(
            contact_id=self.part.contact_id,
            name=self.part.name,
            personal_note=self.note.text(),
            promised=self.promised.text(),
            is_first_meeting=self.part.is_first_meeting,
        )


class Participants(QWidget):
    """The rows of all who took part, and the field that adds somebody."""

    def __init__(self, journal: Journal, parts: Iterable[Participation]) -> None:
        super().__init__()
        self._journal = journal
        self.rows: list[ParticipantRow] = []
        self.add = PersonField(journal, _("Add somebody who took part"), _("Add somebody who took part"))
        self.error = ErrorLine()
        self._who = QLineEdit(self)  # never seen: by it a draft of the form knows whose notes it holds
        self._who.setAccessibleName("participants")
        self._who.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(metric(10))
        self._column.addWidget(self.add)
        self._column.addWidget(self.error)
        for part in parts:
            self._add_row(part)
        self.add.picked.connect(self._on_picked)
        self._who.textEdited.connect(self._on_drafted)
        self._note_who()

    def parts(self) -> tuple[Participation, ...]:
        """Return who took part, as edited."""
        return tuple(row.value() for row in self.rows)

    def check(self) -> bool:
        """Say where nobody is left; tell whether somebody is."""
        self.error.say("" if self.rows else _("An exchange is with somebody: add who took part."))
        if not self.rows:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(self.rows)

    def _add_row(self, part: Participation) -> None:
        row = ParticipantRow(part)
        row.removed.connect(self._on_removed)
        self._column.insertWidget(len(self.rows), row)
        tab_before(self.add.line, [row.remove, row.note.area, row.promised.area])
        self.rows.append(row)

    @Slot(int)
    def _on_picked(self, contact_id: int) -> None:
        self.add.choose(None)
        self.error.say("")
        if all(row.part.contact_id != contact_id for row in self.rows):
            name = self._journal.contacts.name(contact_id)
            self._add_row(Participation(contact_id=ContactId(contact_id), name=name))
            self._note_who()

    @Slot(str)
    def _on_drafted(self, who: str) -> None:
        """Add those of a draft."""
        for contact_id in map(int, filter(str.isdecimal, who.split())):
            with suppress(CarnetError):  # gone meanwhile
                self._on_picked(contact_id)

    def _note_who(self) -> None:
        self._who.setText(" ".join(str(row.part.contact_id) for row in self.rows))

    @Slot()
    def _on_removed(self) -> None:
        row = self.sender()
        if isinstance(row, ParticipantRow):
            self.rows.remove(row)
            self._note_who()
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)
