"""The head of the quick add: its name, the event that people were met at, and the way out."""

from datetime import date

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from carnet.domain.events import EventRef, Planned
from carnet.domain.zones import local_day
from carnet.journal import Journal
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.choices import Combo
from carnet.ui.kit.labels import IconLabel, label
from carnet.ui.kit.theme import metric
from carnet.words import _
from carnet.words.formats import tiny_day

_PAST = 12
_COMING = 4


class _Events(Combo):
    """Says when its list closes, with Échap too."""

    left = Signal()

    def showPopup(self) -> None:
        self.view().installEventFilter(self)
        super().showPopup()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Hide:
            self.left.emit()
        return super().eventFilter(watched, event)


class Head(QWidget):
    """Title, event and ✕.

    Signals:
        event_chosen: the `EventRef` of the event, None for none.
        closed: the panel is to close.
        events_left: the list of events closed, whatever was chosen.
    """

    event_chosen = Signal(object)
    closed = Signal()
    events_left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[EventRef, Planned] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metric(12))
        row.addWidget(IconLabel("user-plus", 20, "accent-text"))
        row.addWidget(label(_("Quick add"), "section"))
        self.events = _Events(_("Event where people were met"), "ticket")
        row.addWidget(self.events, 0)
        row.addStretch(1)
        close = Button(_("Close the quick add"), "x", "bare")
        row.addWidget(close)
        self.events.currentIndexChanged.connect(self._on_chosen)
        self.events.left.connect(self.events_left)
        close.clicked.connect(self.closed)

    def show_events(self, journal: Journal, chosen: EventRef | None) -> None:
        """Offer the events lately and soon, and select one."""
        rows = journal.events.likely(_PAST, _COMING)
        if chosen is not None and chosen not in {row.ref for row in rows}:
            rows += journal.events.lines([chosen]).values()
        self._rows = {row.ref: row for row in rows}
        blocked = self.events.blockSignals(True)
        self.events.clear()
        self.events.add(_("No event"), None)
        for row in rows:
            self.events.add(_titled(row, journal.clock.today()), self._key(row.ref))
        self.events.blockSignals(blocked)
        self.events.choose(self._key(chosen) if chosen is not None and chosen in self._rows else None)

    def row_of(self, event: EventRef | None) -> Planned | None:
        """Return an event among those offered."""
        return None if event is None else self._rows.get(event)

    def _key(self, ref: EventRef) -> int:
        """Return what the list keeps: an id, or a number below zero; of an occurrence Qt would make a list."""
        return ref if isinstance(ref, int) else -1 - list(self._rows).index(ref)

    @Slot()
    def _on_chosen(self) -> None:
        key = self.events.currentData()
        self.event_chosen.emit(next((ref for ref in self._rows if self._key(ref) == key), None))


def _titled(row: Planned, today: date) -> str:
    if row.starts_at is None:
        return row.title
    return f"{row.title} – {tiny_day(local_day(row.starts_at, row.tz), today)}"
