"""What everybody in the file is given: a circle, tags, a sphere, an event."""

from contextlib import suppress
from typing import NamedTuple

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QGridLayout

from carnet.domain.contacts import Sphere
from carnet.domain.events import EventRef, OccurrenceRef
from carnet.domain.ids import EventId
from carnet.domain.zones import local_day
from carnet.errors import CarnetError
from carnet.journal import Journal
from carnet.journal.drafts import form_of_panel
from carnet.ui.kit.cards import Card, SectionHeader
from carnet.ui.kit.choices import Combo
from carnet.ui.kit.fields import TextField
from carnet.ui.kit.labels import label
from carnet.ui.kit.theme import metric
from carnet.words import _, contacts, formats

_EVENTS, _COMING = 60, 12
_SAVE_MS = 250


class Given(NamedTuple):
    """What the user gives to everybody in the file."""

    tags: tuple[str, ...]
    circles: tuple[str, ...]
    sphere: Sphere | None
    event_id: EventRef | None


class AssignedCard(Card):
    """The fields « for everybody »."""

    def __init__(self, journal: Journal) -> None:
        super().__init__(16, 8)
        self._journal = journal
        self._said: str | None = None
        self._dates: list[OccurrenceRef] = []
        self.circle = Combo(_("Circle"))
        self.sphere = Combo(_("Sphere"))
        self.meeting = Combo(_("Event"))
        self.tags = TextField("", _("salon, cloud"), name=_("Tags"))
        self._form = ""
        self._pause = QTimer(self, interval=_SAVE_MS, singleShot=True)
        self._pause.timeout.connect(self._keep)
        self.tags.typed.connect(self._pause.start)
        self.body.addWidget(SectionHeader(_("For everybody in the file")))
        grid = QGridLayout()
        grid.setHorizontalSpacing(metric(12))
        grid.setVerticalSpacing(metric(8))
        fields = (
            (_("Circle"), self.circle),
            (_("Tags"), self.tags),
            (_("Sphere"), self.sphere),
            (_("Event"), self.meeting),
        )
        for at, (name, field) in enumerate(fields):
            row, column = divmod(at, 2)
            grid.addWidget(label(name, "secondary_medium", "text2"), 2 * row, column)
            grid.addWidget(field, 2 * row + 1, column)
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)
        text = _("The tags typed before are back. Clear them if they are not meant for this file.")
        self.back = label(text, "secondary", "text2", wrap=True)
        self.body.addWidget(self.back)

    def reload(self, file: str) -> None:
        """Offer the circles and events that there are; of a file that was not brought in, the tags are there again."""
        self.circle.clear()
        self.circle.add(_("No circle"), None)
        for circle in self._journal.labels.circles():
            self.circle.add(circle.name, circle.name)
        self.sphere.clear()
        self._said = None
        self.meeting.clear()
        events = self._journal.events.occasions(_EVENTS, _COMING)
        self.meeting.add(_("No event"), None)
        self._dates = [event.ref for event in events if isinstance(event.ref, OccurrenceRef)]
        for event in events:
            day = formats.short_day(local_day(event.starts_at, event.tz)) if event.starts_at else ""
            self.meeting.add(f"{event.title}, {day}" if day else event.title, self._key(event.ref))
        for combo in (self.circle, self.meeting):
            combo.setCurrentIndex(0)
        self._pause.stop()
        self._form = form_of_panel(f"import:{file}")
        self.tags.set_text(self._journal.drafts.load(self._form))
        self.back.setVisible(bool(self.tags.text()))  # else a hundred people are given them unawares

    def show_said(self, sphere: Sphere | None) -> None:
        """Choose the sphere that a file gives everybody, None where it tells them apart, unless the user chose."""
        said, chosen = "" if sphere is None else sphere.value, self.sphere.currentData()
        wanted = said if chosen == self._said else chosen
        self._said = said
        self.sphere.clear()
        if not said:
            self.sphere.add(_("As the file says"), said)
        for each in Sphere:
            self.sphere.add(contacts.sphere(each), each.value)
        self.sphere.setCurrentIndex(max(self.sphere.findData(wanted), 0))

    def given(self) -> Given:
        """Return what is given to everybody."""
        tags = tuple(tag for part in self.tags.text().split(",") if (tag := part.strip().lstrip("#").strip()))
        circle, event = self.circle.currentData(), self.meeting.currentData()
        sphere = self.sphere.currentData()
        return Given(
            tags,
            (circle,) if isinstance(circle, str) else (),
            Sphere(sphere) if sphere else None,
            self._ref(event) if isinstance(event, int) else None,
        )

    def forget(self) -> None:
        """Keep the tags no more: they are given."""
        self._pause.stop()
        with suppress(CarnetError):
            self._journal.drafts.clear(self._form)

    @Slot()
    def _keep(self) -> None:
        with suppress(CarnetError):  # the import itself says why where the disk refuses
            self._journal.drafts.save(self._form, self.tags.text())

    def _key(self, ref: EventRef) -> int:
        """Return what the list keeps: an id, or a number below zero for a date of a series: Qt would make it a list."""
        return -1 - self._dates.index(ref) if isinstance(ref, OccurrenceRef) else ref

    def _ref(self, key: int) -> EventRef:
        return self._dates[-1 - key] if key < 0 else EventId(key)
