"""The form of one exchange: what, when, what was said, what it belongs to, and a note and a promise for each person."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from carnet.domain.dates import PartialDate, Precision
from carnet.domain.days import read_day
from carnet.domain.events import OccurrenceRef
from carnet.domain.ids import EventId, MissionId
from carnet.domain.interactions import Direction, Interaction, InteractionKind, Participation
from carnet.errors import CarnetError
from carnet.journal import Journal
from carnet.ui.interactions.attaching import EventCombo, mission_combo
from carnet.ui.interactions.icons import kind_icon
from carnet.ui.interactions.participants import Participants
from carnet.ui.kit.choices import Combo
from carnet.ui.kit.fields import DateField, Form, TextArea
from carnet.ui.kit.kept import KeptPanel
from carnet.ui.kit.overlay import Overlay
from carnet.words import _, formats, interactions


class ExchangeForm(Overlay):
    """A panel that edits one stored exchange, seen from one of its participants."""

    def __init__(
        self,
        window: QWidget,
        journal: Journal,
        interaction_id: int,
        contact_id: int,
        present: Callable[[BaseException], object],
    ) -> None:
        super().__init__(window, _("Edit the exchange"), 640, scrolls=True)
        self._journal = journal
        self._present = present
        self._exchange = journal.interactions.get(interaction_id)
        self._contact_id = contact_id
        self.kind = Combo(_("Kind"))
        for kind in InteractionKind:
            self.kind.add(interactions.kind(kind), kind.value, kind_icon(kind))
        self.kind.choose(self._exchange.kind.value)
        self.direction = Combo(_("Direction"))
        for direction in Direction:
            self.direction.add(interactions.direction(direction), direction.value)
        self.direction.choose(self._exchange.direction.value)
        self.day = DateField(_("Day"), self._read_day, _say)
        self.day.set_text(formats.partial(self._exchange.occurred_on))
        self.summary = TextArea(_("What was said"), lines=3)
        self.summary.set_text(self._exchange.summary)
        first_day = None if self._exchange.occurred_on is None else self._exchange.occurred_on.first_day
        self.at_event = EventCombo(journal, first_day, self._exchange.event_id)
        self.for_mission = mission_combo(journal, self._exchange.mission_id)
        # Whoever the exchange is seen from comes first.
        parts = sorted(self._exchange.participants, key=self._is_other)
        self.people = Participants(journal, parts)
        form = Form()
        form.add_line(("kind", self.kind, _("Kind")), ("direction", self.direction, _("Direction")))
        form.add("day", self.day)
        form.add("summary", self.summary)
        form.add_line(("event", self.at_event, _("Event")), ("mission", self.for_mission, _("Mission")))
        form.add("people", self.people, _("People"))
        self.content.addWidget(form)
        KeptPanel(self, journal.drafts, f"exchange:{interaction_id}")
        cancel = self.add_action(_("Cancel"))
        save = self.add_action(_("Save"), "primary")
        cancel.clicked.connect(self.close_overlay)
        save.clicked.connect(self._on_save)

    def _is_other(self, part: Participation) -> bool:
        return part.contact_id != self._contact_id

    def _read_day(self, text: str) -> PartialDate | None:
        if text == formats.partial(self._exchange.occurred_on):
            return self._exchange.occurred_on
        return read_partial(text, self._journal.clock.today())

    @Slot()
    def _on_save(self) -> None:
        if not self.day.check() or not self.people.check():
            return
        day = self.day.value()
        event, mission = self.at_event.chosen(), self.for_mission.currentData()
        at = event if isinstance(event, OccurrenceRef) else None
        changed: Interaction = replace(
            self._exchange,
            kind=InteractionKind(self.kind.currentData()),
            direction=Direction(self.direction.currentData()),
            occurred_on=day if isinstance(day, PartialDate) else None,
            summary=self.summary.text(),
            event_id=None if event is None or isinstance(event, OccurrenceRef) else EventId(event),
            mission_id=None if mission is None else MissionId(mission),
            participants=self.people.parts(),
        )
        if at is not None or changed != self._exchange:
            try:
                self._journal.interactions.save(changed, at)
            except CarnetError as error:
                self._present(error)  # the form stays, with what was typed
                return
        self.close_overlay()


def read_partial(text: str, today: date, *, past: bool = True) -> PartialDate | None:
    """Return what a text says of a date: ISO text, a year, or a day in words; None where it says nothing."""
    try:
        return PartialDate(text.strip())
    except ValueError:
        day = read_day(text, today, past=past)
        return None if day is None else PartialDate.of(day)


def _say(value: object) -> str:
    if isinstance(value, PartialDate):
        return formats.partial(value) if value.precision is not Precision.MONTH_DAY else str(value)
    return str(value)
