"""Signing a mission: its date, and « Qui vous a proposé la mission ? »."""

from datetime import date
from typing import NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from carnet.domain.contacts import ORIGINS, Channel
from carnet.domain.days import read_day
from carnet.domain.mission_sheets import Mission
from carnet.domain.missions import MissionRole
from carnet.journal import Journal
from carnet.ui.interactions.person_field import PersonField
from carnet.ui.kit.choices import Combo, Segmented
from carnet.ui.kit.fields import DateField
from carnet.ui.kit.labels import label
from carnet.ui.kit.overlay import Overlay
from carnet.words import _, contacts, formats

_FIRST = (Channel.PLATFORM, Channel.COLD)


class Answer(NamedTuple):
    """What was answered; neither contact nor channel is no answer, no date is no signature yet."""

    signed_on: date | None
    contact_id: int | None
    channel: Channel | None


class SigningPanel(Overlay):
    """Asks who offered the mission and, where it is being signed, for the date of signature.

    Signals:
        answered: the `Answer`; the panel is closed by then.
    """

    answered = Signal(object)

    def __init__(self, window: QWidget, journal: Journal, mission: Mission, *, signs: bool = True) -> None:
        super().__init__(window, _("Sign the mission") if signs else _("Who offered you the mission?"), 520)
        self._journal = journal
        self._signs = signs
        today = journal.clock.today()
        self.day = DateField(_("Signed on"), self._read, self._say)
        self.day.set_text(formats.full_day(mission.signed_on or today))
        self.kind = Segmented(
            [("person", _("A contact")), ("nobody", _("Nobody")), ("later", _("I will say later"))],
            "person",
            _("Who offered you the mission?"),
        )
        self.person = PersonField(journal, _("Who offered you the mission?"))
        self.channel = Combo(_("Channel"))
        for channel in (*_FIRST, *(channel for channel in ORIGINS if channel not in _FIRST)):
            self.channel.add(contacts.channel(channel), channel.value)
        self.hint = label("", "secondary", "text2", wrap=True)
        self.content.addWidget(label(mission.title or mission.client, "body", "text2", wrap=True))
        if signs:
            self.content.addWidget(label(_("Who offered you the mission?"), "secondary_medium", "text2"))
        for part in (self.kind, self.person, self.channel, self.hint, self.day):
            self.content.addWidget(part)
        # Before the signature there is no path yet that could keep a channel.
        self.kind.setVisible(signs)
        self.day.setVisible(signs)
        self.cancel = self.add_action(_("Cancel"))
        self.sign = self.add_action(_("Sign") if signs else _("Save"), "primary")
        self.person.confirmed.connect(self._on_sign)
        self.day.submitted.connect(self._on_sign)
        self.kind.chosen.connect(self._on_kind_chosen)
        self.cancel.clicked.connect(self.close_overlay)
        self.sign.clicked.connect(self._on_sign)
        self.closed.connect(self.deleteLater)
        self._prefill(mission)
        self._on_kind_chosen(self.kind.current())

    def _prefill(self, mission: Mission) -> None:
        sheet = self._journal.missions.sheet(mission.id or 0)
        likely = next((person for person in sheet.people if person.role is MissionRole.INTRODUCER), None)
        if mission.signing_contact_id is not None:
            self.person.choose(mission.signing_contact_id, sheet.signing_contact)
        elif mission.renewal_of_id is not None and self._signs:
            self.kind.choose("later")
        elif likely is not None:
            self.person.choose(likely.contact_id, likely.name)

    def _read(self, text: str) -> date | None:
        return read_day(text, self._journal.clock.today(), past=True)

    def _say(self, value: object) -> str:
        return formats.full_day(value) if isinstance(value, date) else ""

    @Slot(str)
    def _on_kind_chosen(self, kind: str) -> None:
        self.person.setVisible(kind == "person")
        self.channel.setVisible(kind == "nobody")
        hints = {
            "person": _("The path to this contact is worked out at once; you can mend it afterwards."),
            "nobody": _("A platform, a tender, a cold call: the turnover is credited to no contact."),
            "later": _("The mission stays unattributed, or follows the one it renews, until you answer."),
        }
        self.hint.set_text(hints[kind])

    @Slot()
    def _on_sign(self) -> None:
        if self._signs and not self.day.text():
            self.day.set_error(_("A won mission needs its date of signature."))
            return
        if self._signs and not self.day.check():
            return
        signed_on = self.day.value() if self._signs else None
        kind = self.kind.current()
        contact = self.person.contact_id() if kind == "person" else None
        if kind == "person" and contact is None:
            self.hint.set_text(
                _("Choose somebody in the list, or “Nobody”.") if self._signs else _("Choose somebody in the list.")
            )
            self.person.setFocus()
            return
        channel = Channel(self.channel.currentData()) if kind == "nobody" else None
        self.close_overlay()
        self.answered.emit(Answer(signed_on if isinstance(signed_on, date) else None, contact, channel))
