"""The form of one exchange: kind, day, direction, what was said, and the note kept for one person."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from carnet.domain.dates import PartialDate, Precision
from carnet.domain.days import read_day
from carnet.domain.interactions import Direction, Interaction, InteractionKind
from carnet.journal import Journal
from carnet.ui.interactions.icons import kind_icon
from carnet.ui.kit.choices import Combo
from carnet.ui.kit.fields import DateField, Form, TextArea
from carnet.ui.kit.overlay import Overlay
from carnet.words import _, formats, interactions


class ExchangeForm(Overlay):
    """A panel that edits one stored exchange, seen from one of its participants."""

    def __init__(self, window: QWidget, journal: Journal, interaction_id: int, contact_id: int) -> None:
        super().__init__(window, _("Edit the exchange"), 560, scrolls=True)
        self._journal = journal
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
        self.note = TextArea(_("Note on this person alone"), lines=2)
        self.note.set_text(self._part("personal_note"))
        self.promised = TextArea(_("What was promised"), lines=1)
        self.promised.set_text(self._part("promised"))
        form = Form()
        form.add_line(("kind", self.kind, _("Kind")), ("direction", self.direction, _("Direction")))
        for key, widget in (("day", self.day), ("summary", self.summary), ("note", self.note)):
            form.add(key, widget)
        form.add("promised", self.promised)
        self.content.addWidget(form)
        cancel = self.add_action(_("Cancel"))
        save = self.add_action(_("Save"), "primary")
        cancel.clicked.connect(self.close_overlay)
        save.clicked.connect(self._on_save)

    def _part(self, field: str) -> str:
        part = next((part for part in self._exchange.participants if part.contact_id == self._contact_id), None)
        return "" if part is None else str(getattr(part, field))

    def _read_day(self, text: str) -> PartialDate | None:
        if text == formats.partial(self._exchange.occurred_on):
            return self._exchange.occurred_on
        return read_partial(text, self._journal.clock.today())

    @Slot()
    def _on_save(self) -> None:
        if not self.day.check():
            return
        day = self.day.value()
        parts = tuple(
            replace(part, personal_note=self.note.text(), promised=self.promised.text())
            if part.contact_id == self._contact_id
            else part
            for part in self._exchange.participants
        )
        changed: Interaction = replace(
            self._exchange,
            kind=InteractionKind(self.kind.currentData()),
            direction=Direction(self.direction.currentData()),
            occurred_on=day if isinstance(day, PartialDate) else None,
            summary=self.summary.text(),
            participants=parts,
        )
        self.close_overlay()
        if changed != self._exchange:
            self._journal.interactions.save(changed)


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
