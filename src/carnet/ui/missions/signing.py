"""Signing a mission: its date, and « Qui vous a proposé la mission ? »."""

from datetime import date
from typing import NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from carnet.domain.contacts import ORIGINS, Channel
from carnet.domain.days import read_day
from carnet.domain.mission_sheets import Mission
from carnet.journal import Journal
from carnet.ui.kit.choices import Combo, Segmented
from carnet.ui.kit.fields import DateField
from carnet.ui.kit.labels import label
from carnet.ui.kit.overlay import Overlay
from carnet.ui.missions.person_field import PersonField
from carnet.words import _, contacts, formats

_FIRST = (Channel.PLATFORM, Channel.COLD)


class Answer(NamedTuple):
    """What was answered; neither contact nor channel is no answer."""

    signed_on: date
    contact_id: int | None
    channel: Channel | None


class SigningPanel(Overlay):
    """Asks for the date of signature and for who offered the mission.

    Signals:
        answered: the `Answer`; the panel is closed by then.
    """

    answered = Signal(object)

    def __init__(self, window: QWidget, journal: Journal, mission: Mission) -> None:
        super().__init__(window, _("Sign the mission"), 520)
        self._journal = journal
        today = journal.clock.today()
        self.day = DateField(_("Signed on"), self._read, self._say)
        self.day.set_text(formats.full_day(mission.signed_on or today))
        self.kind = Segmented(
            [("person", _("A person")), ("nobody", _("Nobody")), ("later", _("I will say later"))],
            "person",
            _("Who offered you the mission?"),
        )
        self.person = PersonField(journal, _("Who offered you the mission?"))
        self.channel = Combo(_("Channel"))
        for channel in (*_FIRST, *(channel for channel in ORIGINS if channel not in _FIRST)):
            self.channel.add(contacts.channel(channel), channel.value)
        self.hint = label("", "secondary", "text2", wrap=True)
        self.content.addWidget(label(mission.title or mission.client, "body", "text2", wrap=True))
        self.content.addWidget(self.day)
        self.content.addWidget(label(_("Who offered you the mission?"), "secondary_medium", "text2"))
        for part in (self.kind, self.person, self.channel, self.hint):
            self.content.addWidget(part)
        self.cancel = self.add_action(_("Cancel"))
        self.sign = self.add_action(_("Sign"), "primary")
        self.kind.chosen.connect(self._on_kind_chosen)
        self.cancel.clicked.connect(self.close_overlay)
        self.sign.clicked.connect(self._on_sign)
        self.closed.connect(self.deleteLater)
        self._prefill(mission)
        self._on_kind_chosen(self.kind.current())

    def _prefill(self, mission: Mission) -> None:
        key = mission.signing_contact_id
        if key is not None:
            self.person.choose(key, self._journal.missions.sheet(mission.id or 0).signing_contact)
        if mission.renewal_of_id is not None and key is None:
            self.kind.choose("later")

    def _read(self, text: str) -> date | None:
        return read_day(text, self._journal.clock.today(), past=True)

    def _say(self, value: object) -> str:
        return formats.full_day(value) if isinstance(value, date) else ""

    @Slot(str)
    def _on_kind_chosen(self, kind: str) -> None:
        self.person.setVisible(kind == "person")
        self.channel.setVisible(kind == "nobody")
        hints = {
            "person": _("The path to this person is worked out at once; you can mend it afterwards."),
            "nobody": _("A platform, a tender, a cold call: the turnover is credited to no contact."),
            "later": _("The mission stays unattributed, or follows the one it renews, until you answer."),
        }
        self.hint.set_text(hints[kind])

    @Slot()
    def _on_sign(self) -> None:
        if not self.day.text():
            self.day.set_error(_("A won mission needs its date of signature."))
            return
        if not self.day.check():
            return
        signed_on = self.day.value()
        kind = self.kind.current()
        contact = self.person.contact_id() if kind == "person" else None
        if kind == "person" and contact is None:
            self.hint.set_text(_("Choose somebody in the list, or “Nobody”."))
            self.person.setFocus()
            return
        channel = Channel(self.channel.currentData()) if kind == "nobody" else None
        self.close_overlay()
        if isinstance(signed_on, date):
            self.answered.emit(Answer(signed_on, contact, channel))
