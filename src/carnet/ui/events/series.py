"""A series as one thing: its rule, the dates to come and those left out, what came of the past ones, its end."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carnet.domain.changes import Changes
from carnet.domain.events import EventRef, EventRow, EventStatus, OccurrenceRef, SeriesSheet
from carnet.domain.ids import EventId
from carnet.domain.recurrence import ended
from carnet.domain.zones import local_day
from carnet.errors import CarnetError, Refused
from carnet.journal import Journal
from carnet.ui.events.when import hours, read_date, rhythm
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import heading
from carnet.ui.kit.fields import DateField
from carnet.ui.kit.labels import LinkLabel, label
from carnet.ui.kit.overlay import Overlay
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.theme import metric
from carnet.words import _, ngettext
from carnet.words.errors import sentence
from carnet.words.events import status_label
from carnet.words.formats import long_day, short_day

_TO_COME = 5
_PAST = 50


class _Date(NamedTuple):
    """A date of the series, in the order of days."""

    day: date
    ref: EventRef
    detail: str = ""


class _Line(QWidget):
    """One date: a click opens it, the button leaves it out or takes it back.

    Signals:
        opened: the date.
        acted: the date whose button was pressed.
    """

    opened = Signal(object)
    acted = Signal(object)

    def __init__(self, at: _Date, action: str = "", icon_name: str = "", *, opens: bool = True) -> None:
        super().__init__()
        self._at = at
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        if opens:
            link = LinkLabel(long_day(at.day), role="body", tint="text")
            link.activated.connect(self._on_opened)
            row.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            row.addWidget(label(long_day(at.day), "body", "text3"))
        row.addStretch(1)
        row.addWidget(label(at.detail, "secondary", "text2"))
        self.button = Button(action.format(day=short_day(at.day)), icon_name, "bare", small=True) if action else None
        if self.button is not None:
            self.button.clicked.connect(self._on_acted)
            row.addWidget(self.button)
        self.setMinimumHeight(metric(28))

    @Slot()
    def _on_opened(self) -> None:
        self.opened.emit(self._at)

    @Slot()
    def _on_acted(self) -> None:
        self.acted.emit(self._at)


class SeriesPanel(Overlay):
    """Shows a series.

    Signals:
        event_opened: the `EventRef` of a date.
        edit_asked: id of the series, whose form is wanted.
    """

    event_opened = Signal(object)
    edit_asked = Signal(int)

    def __init__(self, journal: Journal, signals: AppSignals, window: QWidget, series_id: int) -> None:
        self._journal = journal
        self._signals = signals
        self._series_id = series_id
        self._sheet: SeriesSheet = journal.events.series(series_id, _TO_COME)
        super().__init__(window, self._sheet.event.title, 560, scrolls=True)
        self._rhythm = label("", "body", "text2", wrap=True)
        self._figures = label("", "secondary", "text2", wrap=True)
        self._lists = {key: QVBoxLayout() for key in ("to_come", "left_out", "past")}
        self._heads = {
            "to_come": heading(_("Next dates")),
            "left_out": heading(_("Dates left out")),
            "past": heading(_("Past dates")),
        }
        self.last = DateField(_("Last date"), self._day, _said, _("31/12, end of June"))
        self.end = Button(_("End the series"))
        self._build()
        signals.changed.connect(self._on_changed, Qt.ConnectionType.QueuedConnection)
        self._show()

    def _build(self) -> None:
        self.content.addWidget(self._rhythm)
        self.content.addWidget(self._figures)
        for key, lines in self._lists.items():
            self.content.addWidget(self._heads[key])
            self.content.addLayout(lines)
        ending = QHBoxLayout()
        ending.addWidget(self.last, 1)
        ending.addWidget(self.end, 0, Qt.AlignmentFlag.AlignBottom)
        self.content.addLayout(ending)
        self.content.addStretch(1)
        self.add_action(_("Move the series to the bin")).clicked.connect(self._on_delete)
        self.add_action(_("Edit the series…"), "primary").clicked.connect(self._on_edit)
        self.end.clicked.connect(self._on_end)
        self.last.submitted.connect(self._on_end)

    def _show(self) -> None:
        event = self._sheet.event
        told = (rhythm(event), hours(event), event.organiser)
        self._rhythm.set_text(" · ".join(part for part in told if part))
        self._figures.set_text(_figures(self._sheet.rows))
        today = self._journal.clock.today()
        rows = [_of_row(row) for row in self._sheet.rows if row.starts_at is not None]
        coming = [*(_of_ref(ref, event.tz) for ref in self._sheet.to_come), *(at for at in rows if at.day >= today)]
        coming.sort(key=_by_day)
        left_out = [_of_ref(OccurrenceRef(EventId(self._series_id), at), event.tz) for at in event.exdates]
        self._fill("to_come", coming[:_TO_COME], _("Skip {day}"), "x", self._on_skip)
        self._fill(
            "left_out", [at for at in left_out if at.day >= today], _("Take {day} back"), "rotate-ccw", self._on_back
        )
        self._fill("past", [at for at in rows if at.day < today][:_PAST])

    def _fill(
        self, key: str, dates: Sequence[_Date], action: str = "", icon_name: str = "", act: object = None
    ) -> None:
        lines = self._lists[key]
        while (item := lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for at in dates:
            line = _Line(at, action, icon_name, opens=key != "left_out")
            line.opened.connect(self._on_opened)
            line.acted.connect(act) if act is not None else None
            lines.addWidget(line)
        self._heads[key].setVisible(bool(dates))

    def _day(self, text: str) -> date | None:
        return read_date(text, self._journal.clock.today())

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if self.isVisible() and (changes.everything or "event" in changes.tables):
            self._read()

    def _read(self) -> None:
        try:
            self._sheet = self._journal.events.series(self._series_id, _TO_COME)
        except Refused:
            self.close_overlay()
        else:
            self._show()

    @Slot(object)
    def _on_opened(self, at: _Date) -> None:
        self.close_overlay()
        self.event_opened.emit(at.ref)

    @Slot(object)
    def _on_skip(self, at: _Date) -> None:
        self._do(partial(self._journal.events.skip, at.ref))

    @Slot(object)
    def _on_back(self, at: _Date) -> None:
        if isinstance(at.ref, OccurrenceRef):
            self._do(partial(self._journal.events.take_back, at.ref))

    def _do(self, deed: Callable[[], None]) -> None:
        """Do it, show what it made, and leave the keys in the panel: the button pressed is gone."""
        try:
            deed()
        except CarnetError as error:
            self._signals.error_raised.emit(error)
        self._read()
        self._focus_first()

    @Slot()
    def _on_end(self) -> None:
        self.last.set_error("")
        day = self.last.value()
        if not self.last.check():
            return
        if not isinstance(day, date):
            self.last.set_error(_("Write the day of the last date."))
            return
        try:
            self._journal.events.edit(self._series_id, rrule=ended(self._sheet.event.rrule, day))
        except Refused as error:
            self.last.set_error(sentence(error))
            return
        self.last.set_text("")
        self._read()

    @Slot()
    def _on_delete(self) -> None:
        self.close_overlay()
        self._journal.events.delete(self._series_id)

    @Slot()
    def _on_edit(self) -> None:
        self.close_overlay()
        self.edit_asked.emit(self._series_id)


def _said(day: object) -> str:
    assert isinstance(day, date)
    return short_day(day)


def _by_day(at: _Date) -> date:
    return at.day


def _of_ref(ref: OccurrenceRef, tz: str) -> _Date:
    return _Date(local_day(ref.recurrence_id, tz), ref)


def _of_row(row: EventRow) -> _Date:
    assert row.starts_at is not None
    people = ngettext("{n} person met", "{n} people met", row.people).format(n=row.people) if row.people else ""
    status = "" if row.status in {EventStatus.PLANNED, EventStatus.ATTENDED} else status_label(row.status)
    return _Date(local_day(row.starts_at, row.tz), row.id, " · ".join(part for part in (status, people) if part))


def _figures(rows: Sequence[EventRow]) -> str:
    """Return how often she went and whom that brought."""
    went = [row for row in rows if row.status is EventStatus.ATTENDED]
    if not went:
        return ""
    times = ngettext("Attended {n} time", "Attended {n} times", len(went)).format(n=len(went))
    met = sum(row.people for row in went)
    people = ngettext("{n} person met", "{n} people met", met).format(n=met)
    return f"{times}, {people}"
