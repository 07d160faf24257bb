"""One step of a path, put in or changed by hand: what it was, who, where, when."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from carnet.domain.contacts import ORIGINS, Channel
from carnet.domain.dates import PartialDate
from carnet.domain.events import EventKind, OccurrenceRef
from carnet.domain.missions import Touch, TouchKind
from carnet.domain.review import MissionPath, TouchLine
from carnet.domain.steps import BY_HAND, CHOOSES_CHANNEL, by_hand
from carnet.errors import Reason, Refused
from carnet.journal import Journal
from carnet.ui.interactions.attaching import EventCombo
from carnet.ui.interactions.person_field import PersonField
from carnet.ui.kit.choices import Combo
from carnet.ui.kit.fields import Form, TextField
from carnet.ui.kit.kept import KeptPanel
from carnet.ui.kit.overlay import Overlay
from carnet.ui.missions.gaps import read_partial
from carnet.words import _, contacts, formats
from carnet.words.errors import sentence
from carnet.words.missions import step_kind_label, touch_label, touch_people


class StepPanel(Overlay):
    """Asks for a step.

    Args:
        touch: the step to change, None for a new one.

    Signals:
        answered: the `Touch`; the panel is closed by then.
    """

    answered = Signal(object)

    def __init__(self, window: QWidget, journal: Journal, path: MissionPath, touch: TouchLine | None = None) -> None:
        super().__init__(window, _("Add a step") if touch is None else _("Edit the step"), 520, scrolls=True)
        self._journal = journal
        self._touch = touch
        self.kind = Combo(_("Kind of step"))
        for kind in BY_HAND:
            self.kind.add(step_kind_label(kind), kind.value)
        self.person = PersonField(journal, _("Person"))
        self.introducer = PersonField(journal, _("Introduced by"))
        on = None if touch is None or touch.occurred_on is None else PartialDate(touch.occurred_on)
        self.day = TextField(_("Date"), _("12/03/2025, March 2025 or 2025"))
        before = None if touch is None else touch.event_id
        self.at_event = EventCombo(journal, None if on is None else on.first_day, before, owned=True)
        self.channel = Combo(_("Channel"))
        for channel in ORIGINS:
            self.channel.add(contacts.channel(channel), channel.value)
        self.place = Combo(_("Place in the path"))
        self.form = Form()
        self.form.add("kind", self.kind, _("Kind of step"))
        self._introduced_by = self.form.add("introducer_id", self.introducer, _("Introduced by"))
        self.form.add("contact_id", self.person, _("Person"))
        self.form.add("event", self.at_event, _("Event"))
        self._by_channel = self.form.add("channel", self.channel, _("Channel"))
        self.form.add("day", self.day)
        at = self.form.add("place", self.place, _("Place in the path"))
        at.setVisible(touch is None)
        self.content.addWidget(self.form)
        self._fill_places(path)
        cancel = self.add_action(_("Cancel"))
        self.save = self.add_action(_("Add a step") if touch is None else _("Save"), "primary")
        self._prefill(on)
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.at_event.currentIndexChanged.connect(self._on_kind)
        self.day.submitted.connect(self._on_save)
        cancel.clicked.connect(self.close_overlay)
        self.save.clicked.connect(self._on_save)
        self.closed.connect(self.deleteLater)
        self._on_kind()
        KeptPanel(self, journal.drafts, f"step:{path.mission_id}:{0 if touch is None else touch.id}")

    def _fill_places(self, path: MissionPath) -> None:
        steps = [touch for touch in path.touches if touch.kind != TouchKind.NONE]
        self.place.add(_("At the beginning"), 1)
        for touch in steps:
            name = ", ".join(part for part in (touch_label(touch), touch_people(touch)) if part)
            self.place.add(_("After: {step}").format(step=name), touch.rank + 1)
        # Before the offer, where most of what is forgotten belongs.
        self.place.choose(max(1, len(steps)))

    def _prefill(self, on: PartialDate | None) -> None:
        touch = self._touch
        self.kind.choose((TouchKind.INTRODUCTION if touch is None else TouchKind(touch.kind)).value)
        if touch is None:
            return
        if touch.contact_id is not None:
            self.person.choose(touch.contact_id, touch.contact)
        if touch.introducer_id is not None:
            self.introducer.choose(touch.introducer_id, touch.introducer)
        self.channel.choose(touch.channel)
        self.day.set_text(formats.partial(on))

    @Slot()
    def _on_kind(self) -> None:
        kind = TouchKind(self.kind.currentData())
        self._introduced_by.setVisible(kind is TouchKind.INTRODUCTION)
        by_event = self.at_event.chosen() is not None and kind is not TouchKind.MANUAL
        self._by_channel.setVisible(kind in CHOOSES_CHANNEL and not by_event)

    @Slot()
    def _on_save(self) -> None:
        self.form.clear_errors()
        day = self._day()
        if self.day.text() and day is None:
            self.day.set_error(_("This date does not exist."))
            self.day.setFocus()
            return
        try:
            touch = self._made(day)
        except Refused as refused:
            text = _("Choose somebody in the list.") if refused.reason == Reason.EMPTY else sentence(refused)
            self.form.set_error(refused.field, text)
            (self.introducer if refused.field == "introducer_id" else self.person).setFocus()
            return
        self.close_overlay()
        self.answered.emit(touch)

    def _day(self) -> PartialDate | None:
        touch = self._touch
        if touch is not None and touch.occurred_on is not None:
            before = PartialDate(touch.occurred_on)
            if self.day.text() == formats.partial(before):
                return before
        return read_partial(self.day.text(), self._journal.clock.today())

    def _made(self, day: PartialDate | None) -> Touch:
        chosen = self.at_event.chosen()
        event_id = None if isinstance(chosen, OccurrenceRef) else chosen
        return by_hand(
            TouchKind(self.kind.currentData()),
            contact_id=self.person.contact_id(),
            introducer_id=self.introducer.contact_id(),
            event_id=event_id,
            event_kind=self._event_kind(event_id),
            occurred_on=day,
            channel=Channel(self.channel.currentData() or Channel.UNKNOWN),
            rank=int(self.place.currentData()) if self._touch is None else self._touch.rank,
        )

    def _event_kind(self, event_id: int | None) -> EventKind | None:
        return None if event_id is None else self._journal.events.rows([event_id])[event_id].kind
