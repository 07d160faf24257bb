"""« Chaque personne reçoit » : the origin, the day and the tags that a batch gives to everybody, shown and edited."""

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carnet.domain.captures import CaptureDefaults
from carnet.domain.contacts import ORIGINS, Channel
from carnet.domain.days import read_day
from carnet.domain.events import Planned
from carnet.domain.origin import channel_of_event
from carnet.ui.kit.choices import Combo
from carnet.ui.kit.fields import DateField, FieldRow, TextField
from carnet.ui.kit.flow import FlowLayout
from carnet.ui.kit.labels import Chip, LinkLabel, TagLabel, label
from carnet.ui.kit.theme import metric
from carnet.words import _
from carnet.words.contacts import channel
from carnet.words.formats import tiny_day

_CHANNEL_ICONS = {Channel.EVENT: "ticket", Channel.TRAINING: "ticket", Channel.BREAK: "coffee"}


class Batch(QWidget):
    """One line of chips with « Modifier »; the fields open below it.

    Signals:
        changed: what each person receives is something else.
    """

    changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._event: Planned | None = None
        self._event_day: date | None = None
        self._day: date | None = None
        self._origin: Channel | None = None
        self._tags: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metric(8))
        line = QHBoxLayout()
        holder = QWidget()
        self._flow = FlowLayout(holder)
        line.addWidget(holder, 1)
        self.modify = LinkLabel(_("Change"), role="secondary_strong")
        self.modify.setAccessibleName(_("Change what each person receives"))
        line.addWidget(self.modify)
        column.addLayout(line)
        self._fields = self._build_fields()
        column.addWidget(self._fields)
        self.modify.activated.connect(self._on_modify)
        self._show()

    def show_batch(self, event: Planned | None, event_day: date | None, chosen: CaptureDefaults) -> None:
        """Show what the people of an event receive; `chosen` overrides what the event gives by itself."""
        self._event = event
        self._day = chosen.day or event_day
        self._origin = chosen.origin
        self._tags = chosen.tags
        self._event_day = event_day
        self._fields.hide()
        self._show()

    def defaults(self) -> CaptureDefaults:
        """Return what each person receives besides what the event gives by itself."""
        day = None if self._day == self._event_day else self._day
        return CaptureDefaults(tags=self._tags, origin=self._origin, day=day)

    def _own_origin(self) -> Channel | None:
        return None if self._event is None else channel_of_event(self._event.kind)

    def _show(self) -> None:
        self._flow.clear()
        self._flow.addWidget(label(_("Each person receives:"), "secondary", "text2"))
        origin = self._origin or self._own_origin()
        if origin is not None:
            text = _("Origin: {origin}").format(origin=channel(origin).lower())
            self._flow.addWidget(Chip(text, _CHANNEL_ICONS.get(origin, "share-2"), small=True))
        if self._day is not None:
            text = _("Met on {day}").format(day=tiny_day(self._day, self._today))
            self._flow.addWidget(Chip(text, "calendar", small=True))
        for tag in self._tags:
            self._flow.addWidget(TagLabel(tag))
        if origin is None and self._day is None and not self._tags:
            self._flow.addWidget(label(_("nothing more"), "secondary", "text3"))

    def _build_fields(self) -> QWidget:
        fields = QWidget()
        row = QHBoxLayout(fields)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metric(12))
        self.origin = Combo(_("Origin"))
        self.origin.add(_("From the event"), "")
        for each in ORIGINS:
            self.origin.add(channel(each), each.value)
        self.day = DateField(_("Met on"), self._read_day, self._say_day)
        self.tags = TextField(_("Tags"), _("data, cloud"))
        row.addWidget(FieldRow(_("Origin"), self.origin), 2)
        row.addWidget(self.day, 1)
        row.addWidget(self.tags, 2)
        self.origin.currentIndexChanged.connect(self._on_origin)
        self.day.edited.connect(self._on_day)
        self.tags.typed.connect(self._on_tags)  # at each key, so that a crash leaves them in the draft
        fields.hide()
        return fields

    def _read_day(self, text: str) -> object | None:
        return read_day(text, self._today, past=True)

    def _say_day(self, value: object) -> str:
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else ""

    @Slot()
    def _on_modify(self) -> None:
        opening = self._fields.isHidden()
        self._fields.setVisible(opening)
        self.modify.setText(_("Close the fields") if opening else _("Change"))
        if opening:
            self.origin.choose("" if self._origin is None else self._origin.value)
            self.day.set_text(self._say_day(self._day))
            self.tags.set_text(", ".join(self._tags))
            self.origin.setFocus()

    @Slot()
    def _on_origin(self) -> None:
        value = self.origin.currentData()
        self._origin = Channel(value) if value else None
        self._tell()

    @Slot()
    def _on_day(self) -> None:
        day = self.day.value()
        if isinstance(day, date):
            self._day = day
        elif not self.day.text():
            self._day = self._event_day
        self._tell()

    @Slot()
    def _on_tags(self) -> None:
        words = self.tags.text().replace("#", " ").replace(",", " ").split()
        self._tags = tuple(dict.fromkeys(words))
        self._tell()

    def _tell(self) -> None:
        self._show()
        self.changed.emit()
