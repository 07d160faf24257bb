"""Beside the list: what the backup selected holds against today, the ways back, and one person brought back."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from carnet.domain.backups import BackupPerson, BackupRow
from carnet.ui.kit.avatar import Avatar
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import Card, Rule
from carnet.ui.kit.fields import SearchField
from carnet.ui.kit.labels import ElidedLabel, label
from carnet.ui.kit.theme import metric
from carnet.words import _, backups

_REST_MS = 200
_MOST = 5


class ChosenCard(Card):
    """The backup selected.

    Signals:
        look_asked: it is to be looked into, or first its passphrase is given.
        restore_asked: the journal is to be what it holds.
    """

    look_asked = Signal()
    restore_asked = Signal()

    def __init__(self) -> None:
        super().__init__(pad=16)
        self.title = label("", "section", wrap=True)
        self.reason = label("", "secondary", "text2", wrap=True)
        self.body.addWidget(self.title)
        self.body.addWidget(self.reason)
        self.body.addWidget(label(_("Against today"), "secondary_strong", "text2"))
        self.figures = [label("", "body", digits=True) for _each in range(3)]
        for name, figure in zip((_("Contacts"), _("Exchanges"), _("Missions")), self.figures, strict=True):
            row = QHBoxLayout()
            row.addWidget(label(name, "body", "text2"), 1)
            row.addWidget(figure)
            self.body.addLayout(row)
        self.look = Button(_("Look inside"), "eye", keys=(_("Enter"),))
        self.restore = Button(_("Restore all…"), "rotate-ccw")
        for button in (self.look, self.restore):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self.body.addWidget(button)
        undone = _("The present journal is backed up first: restoring can be undone.")
        self.body.addWidget(label(undone, "secondary", "text3", wrap=True))
        self.look.clicked.connect(self.look_asked)
        self.restore.clicked.connect(self.restore_asked)

    def show_row(self, row: BackupRow, now: Sequence[int], when: str) -> None:
        """Show a backup against what the journal holds now."""
        self.title.set_text(when)
        told = f"{backups.reason(row)}, {backups.size(row.size)}, {backups.places(row)}"
        self.reason.set_text(told[:1].upper() + told[1:])
        for figure, before, today in zip(
            self.figures, (row.contacts, row.interactions, row.missions), now, strict=True
        ):
            figure.set_text(backups.difference(before, today))
        self.look.setEnabled(row.contacts is not None or row.sealed)
        self.restore.setEnabled(row.contacts is not None)
        self.look.setText(_("Type its passphrase…") if row.sealed else _("Look inside"))
        self.look.set_name(self.look.text())


class PeopleCard(Card):
    """People of the backup selected, to be brought back one by one.

    Signals:
        searched: words to look for among them.
        chosen: id in the backup of whom to bring back.
    """

    searched = Signal(str)
    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__(pad=16)
        self.body.addWidget(label(_("Bring a person back"), "section"))
        self.body.addWidget(label(_("The rest of the journal does not move."), "secondary", "text2", wrap=True))
        self.search = SearchField(_("Name in this copy"), _("Find a person in this copy"))
        self.body.addWidget(self.search)
        self.people = QVBoxLayout()
        self.people.setSpacing(metric(6))
        self.body.addLayout(self.people)
        self.note = label("", "secondary", "text3", wrap=True)
        self.note.hide()
        self.body.addWidget(self.note)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._on_rested)
        self.search.searched.connect(self._on_searched)

    def show_people(self, found: Sequence[BackupPerson]) -> None:
        """Show the first of the people found."""
        self._clear()
        for person in found[:_MOST]:
            self.people.addWidget(Rule())
            self.people.addWidget(self._line(person))
        text = ""
        if not found:
            text = _("Nobody of this name in this copy.")
        elif len(found) > _MOST:
            text = _("More people match: type more of the name.")
        self._say(text)

    def clear(self) -> None:
        """Show nobody."""
        self._clear()
        self._say("")

    def _say(self, text: str) -> None:
        self.note.set_text(text)
        self.note.setVisible(bool(text))

    def _clear(self) -> None:
        while (item := self.people.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _line(self, person: BackupPerson) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metric(10))
        face = Avatar(28)
        face.show_person(person.name)
        row.addWidget(face)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(ElidedLabel(person.name, "emphasis"))
        texts.addWidget(ElidedLabel(backups.person(person), "secondary", "text2"))
        row.addLayout(texts, 1)
        if person.state != "same":
            text = _("Complete") if person.state == "less" else _("Bring back")
            button = Button(text, small=True, name=f"{text}: {person.name}")
            button.setProperty("person", person.id)
            button.clicked.connect(self._on_chosen)
            row.addWidget(button)
        return line

    @Slot(str)
    def _on_searched(self, text: str) -> None:
        if text.strip():
            self._rest.start()
        else:
            self._rest.stop()
            self.clear()

    @Slot()
    def _on_rested(self) -> None:
        self.searched.emit(self.search.text())

    @Slot()
    def _on_chosen(self) -> None:
        sender = self.sender()
        if isinstance(sender, Button):
            sender.setEnabled(False)
            self.chosen.emit(int(sender.property("person")))
