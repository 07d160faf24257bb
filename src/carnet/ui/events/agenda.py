"""The left pane: month, what is to come, what is past; rows by window, dates of series within a reach that grows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carnet.domain.agenda import EventFilter
from carnet.domain.events import (
    ASKED_FOR,
    EventRef,
    EventRow,
    EventStatus,
    NetworkingEvent,
    Occurrence,
    OccurrenceRef,
    Planned,
)
from carnet.domain.zones import days_of
from carnet.journal import Journal
from carnet.ui.events.filters import EventFilters
from carnet.ui.events.month import Mark, MonthView
from carnet.ui.events.when import ago, day_of, days_taken
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.delegates import RowDelegate, RowState, draw_lines
from carnet.ui.kit.icons import draw_icon
from carnet.ui.kit.labels import TONES, label
from carnet.ui.kit.painting import draw_ground, draw_text, text_width
from carnet.ui.kit.rows_model import RowsModel
from carnet.ui.kit.rows_table import RowsTable
from carnet.ui.kit.selection_bar import SelectionBar
from carnet.ui.kit.theme import color, metric, notifier
from carnet.words import _, ngettext
from carnet.words.events import kind_label, status_label
from carnet.words.formats import clock_time, full_day, long_day, month, near_day, number, weekday

_COMING, _PAST, _FURTHER, _EARLIER = -1, -2, -3, -4
_FIRST_KEY = -10
_REACH = timedelta(days=122)
_FURTHER_BY = timedelta(days=366)
_CENTRE = Qt.AlignmentFlag.AlignCenter


class Heading(NamedTuple):
    """A line between events; one that opens reads more of them."""

    text: str
    opens: bool = False


class _Painter(RowDelegate):
    """Day at left, title and detail, how far one is at right; headings between."""

    def __init__(self, today: date) -> None:
        super().__init__(54, inset_px=6, pad_px=8)
        self.today = today

    def paint_content(self, painter: QPainter, area: QRectF, row: object, _state: RowState) -> None:
        """Paint an event or a heading."""
        if isinstance(row, Heading):
            below = area.adjusted(0, 0 if row.opens else metric(18), 0, 0)
            draw_text(painter, below, row.text, "secondary_strong", "accent-text" if row.opens else "text3")
            return
        assert isinstance(row, EventRow | Occurrence)
        leaf = QRectF(area.left(), area.top(), metric(42), area.height())
        self._paint_day(painter, leaf, row)
        right = self._paint_state(painter, area, row)
        room = QRectF(leaf.right() + metric(10), area.top(), right - leaf.right() - metric(18), area.height())
        draw_lines(painter, room, row.title, detail(row, self.today))

    def _paint_day(self, painter: QPainter, leaf: QRectF, row: Planned) -> None:
        day = day_of(row)
        if day is None:
            draw_text(painter, leaf, "–", "section", "text3", align=_CENTRE)
            return
        same_year = day.year == self.today.year
        top = weekday(day, short=True) if same_year else f"{month(day.month, short=True)} {day.year % 100:02}"
        half = leaf.height() / 2
        upper = QRectF(leaf.left(), leaf.top() + metric(7), leaf.width(), half - metric(7))
        draw_text(painter, upper, top, "caption", "text2", align=_CENTRE)
        lower = QRectF(leaf.left(), leaf.top() + half - metric(3), leaf.width(), half - metric(4))
        draw_text(painter, lower, str(day.day), "section", "text", align=_CENTRE)

    def _paint_state(self, painter: QPainter, area: QRectF, row: Planned) -> float:
        text, tone, mark = state_of(row, self.today)
        side = metric(14)
        if not text:
            if mark:
                place = QRectF(area.right() - side, area.center().y() - side / 2, side, side)
                draw_icon(painter, place, mark, "text3" if mark == "repeat" else "success")
            return area.right() - (side if mark else 0)
        width = text_width(text, "caption_medium") + metric(16) + (side if mark else 0)
        badge = QRectF(area.right() - width, area.center().y() - metric(10), width, metric(20))
        ground, ink = TONES[tone]
        draw_ground(painter, badge, metric(10), ground, "border-strong" if tone == "outline" else None)
        words = badge.adjusted(side if mark else 0, 0, 0, 0)
        if mark:
            draw_icon(painter, QRectF(badge.left() + metric(6), badge.center().y() - side / 2, side, side), mark, ink)
        draw_text(painter, words, text, "caption_medium", ink, align=_CENTRE)
        return badge.left()

    def tip(self, row: object) -> str:
        """Return the whole of a row."""
        return spoken(row)


def state_of(row: Planned, today: date) -> tuple[str, str, str]:
    """Return the words of the badge, its tone and its icon."""
    if row.status in {EventStatus.MISSED, EventStatus.CANCELLED}:
        return status_label(row.status), "plain", ""
    taken = days_taken(row)
    if isinstance(row, Occurrence) and row.event_id is None and taken is not None:
        asked = timedelta() < today - taken[1] <= ASKED_FOR
        return (_("to debrief"), "outline", "") if asked else ("", "", "repeat")
    if _is_to_come(row, today) and not row.debriefed:
        return (_("ready"), "ok", "check") if row.prepared else (_("to prepare"), "warn", "")
    return ("", "", "check") if row.debriefed else (_("to debrief"), "outline", "")


def _is_to_come(row: Planned, today: date) -> bool:
    """Tell whether an event has a day from today on, or none yet."""
    taken = days_taken(row)
    return taken is None or taken[1] >= today


def detail(row: Planned, today: date) -> str:
    """Return the second line of a row: what is to come, or what came of it."""
    day = day_of(row)
    if day is None:
        return kind_label(row.kind)
    if _is_to_come(row, today) and not row.debriefed:
        hour = "" if row.all_day or row.starts_at is None else clock_time(row.starts_at, row.tz)
        taken = days_taken(row)
        until = _("until {day}").format(day=near_day(taken[1], today)) if taken is not None and taken[1] > day else ""
        return " · ".join(part for part in (until or hour, row.organiser or row.city or kind_label(row.kind)) if part)
    people = ngettext("{n} person met", "{n} people met", row.people).format(n=row.people) if row.people else ""
    when = ago(day, today) if abs((day - today).days) < 2 else ""
    return " · ".join(part for part in (when, people or row.organiser) if part)


def spoken(row: object) -> str:
    """Return what a screen reader says of a row."""
    if isinstance(row, Heading):
        return row.text
    assert isinstance(row, EventRow | Occurrence)
    day = day_of(row)
    parts = (
        row.title,
        kind_label(row.kind),
        "" if day is None else long_day(day),
        row.organiser,
        status_label(row.status),
        _("of a series") if isinstance(row, Occurrence) else "",
    )
    return ", ".join(part for part in parts if part)


def _selected(count: int) -> str:
    return ngettext("{n} event selected", "{n} events selected", count).format(n=number(count))


class AgendaPane(QWidget):
    """Title, filters, month and agenda, in step.

    Signals:
        event_chosen: the `EventRef` to show.
        event_opened: the `EventRef` to go to.
        new_asked: a day to put a new event on, or None.
        move_asked: the line to move, and by how many days.
        menu_asked: global place of the menu of the event that is current.
        selection_menu_asked: global place of the menu of the events selected.
    """

    event_chosen = Signal(object)
    event_opened = Signal(object)
    new_asked = Signal(object)
    move_asked = Signal(object, int)
    menu_asked = Signal(QPoint)
    selection_menu_asked = Signal(QPoint)

    def __init__(self, journal: Journal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._journal = journal
        today = journal.clock.today()
        self._reach = (today - _REACH, today + _REACH)
        self._whole: dict[int, Heading | Occurrence] = {}
        self._keys: dict[OccurrenceRef, int] = {}
        self._rows_of: Mapping[OccurrenceRef, int] = {}
        self._waiting: EventRef | None = None
        self._days: dict[date, list[Occurrence]] = {}
        self.filters = EventFilters(self._values)
        self.month = MonthView(today)
        self.new = Button(_("New"), "plus", name=_("New event"))
        self.selection = SelectionBar("calendar-days", _selected)
        self.table = RowsTable(_("Agenda"), 54, multi=True)
        self._painter = _Painter(today)
        self._model = RowsModel(self._fetch, spoken, self)
        self.table.setModel(self._model)
        self.table.setItemDelegate(self._painter)
        self._column = QVBoxLayout(self)
        self._head = QHBoxLayout()
        self._head.addWidget(label(_("Events"), "title"), 1)
        self._head.addWidget(self.new)
        self._inset = QVBoxLayout()
        self._inset.addLayout(self._head)
        self._inset.addWidget(self.filters)
        self._inset.addWidget(self.month)
        self._inset.addWidget(self.selection)
        self._column.addLayout(self._inset)
        self._column.addWidget(self.table, 1)
        self._connect()
        notifier().changed.connect(self._restyle)
        self._restyle()

    def reload(self) -> None:
        """Read the agenda and the month again, staying on the event."""
        read = self._journal.events.agenda(self.filters.chosen, *self._reach)
        self._rows_of, self._waiting = read.refs, read.waiting
        self._whole = {_COMING: Heading(_("To come")), _PAST: Heading(_("Past"))}
        coming, past = self._keyed(read.coming), self._keyed(read.past)
        if read.in_series:
            self._whole[_FURTHER] = Heading(_("Dates after {day}").format(day=full_day(self._reach[1])), opens=True)
            self._whole[_EARLIER] = Heading(_("Dates before {day}").format(day=full_day(self._reach[0])), opens=True)
            coming, past = [*coming, _FURTHER], [*past, _EARLIER]
        self._model.set_ids([*([_COMING] * bool(coming)), *coming, *([_PAST] * bool(past)), *past])
        self.month.show_month(self.month.grid.shown.replace(day=1))

    def show_organiser(self, name: str) -> None:
        """Show the events of one organiser alone, all for ""; the caller reads again."""
        self.filters.choose(EventFilter(organisers=frozenset([name] if name else [])))

    def reach(self, event: NetworkingEvent) -> bool:
        """Let the agenda list an event: without filters that leave it out, as far as its day; tell whether it does."""
        if self._key(event) in self._model.ids():
            return True
        self.filters.choose(EventFilter())
        if event.starts_at is not None:
            day = event.starts_at.date()
            self._reach = (min(self._reach[0], day - timedelta(days=7)), max(self._reach[1], day + timedelta(days=7)))
        self.reload()
        return self._key(event) in self._model.ids()

    def select(self, event: NetworkingEvent) -> bool:
        """Make an event current, in the agenda and in the month."""
        if event.starts_at is not None:
            self._turn_to(*days_of(event.starts_at, event.ends_at, event.tz))
        return self.table.select_id(self._key(event))

    def keep(self, event: NetworkingEvent) -> bool:
        """Stay on an event after reading again, others selected beside it; neither the list nor the month moves."""
        key = self._key(event)
        if len(self.table.selected_rows()) > 1 and key == self.table.current_id():
            return True
        return self.table.select_id(key, scroll=False)

    def selected(self) -> list[EventRef]:
        """Return the events selected, in order; headings between them are none."""
        return [ref for key in self.table.selected_ids() if (ref := self._ref(key)) is not None]

    def first(self) -> EventRef | None:
        """Return the event to show first: the latest that is to debrief, else the first listed."""
        events = (ref for key in self._model.ids() if (ref := self._ref(key)) is not None)
        return self._waiting or next(events, None)

    def paintEvent(self, _event: object) -> None:
        """Paint the ground of lists."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("list"))
        painter.end()

    def _connect(self) -> None:
        self.new.clicked.connect(self._on_new)
        self.filters.changed.connect(self.reload)
        self.month.month_shown.connect(self._on_month_shown)
        self.month.grid.day_chosen.connect(self._on_day_chosen)
        self.month.grid.day_opened.connect(self.new_asked)
        self.month.grid.move_asked.connect(self._on_move)
        self.table.current_changed.connect(self._on_current_changed)
        self.table.row_opened.connect(self._on_row_opened)
        self.table.clicked.connect(self._on_clicked)
        self.table.selection_changed.connect(self._on_selection_changed)
        self.table.menu_asked.connect(self._on_menu_asked)
        self._model.modelReset.connect(self._on_selection_changed)
        self.selection.menu_asked.connect(self.selection_menu_asked)
        self.selection.cleared.connect(self._on_selection_cleared)

    def _values(self) -> Mapping[str, Mapping[str, int]]:
        return self._journal.events.agenda_values(*self._reach)

    def _keyed(self, listed: Iterable[int | Occurrence]) -> list[int]:
        """Return the keys of lines: ids of rows, numbers of our own below zero for occurrences without one."""
        keys = []
        for what in listed:
            if isinstance(what, int):
                keys.append(what)
                continue
            assert isinstance(what.ref, OccurrenceRef)
            keys.append(self._keys.setdefault(what.ref, _FIRST_KEY - len(self._keys)))
            self._whole[keys[-1]] = what
        return keys

    def _key(self, event: NetworkingEvent) -> int | None:
        if event.id is not None:
            return event.id
        return self._keys.get(event.ref) if isinstance(event.ref, OccurrenceRef) else None

    def _ref(self, key: int) -> EventRef | None:
        row = self._whole.get(key)
        return key if key > 0 else row.ref if isinstance(row, Occurrence) else None

    def _fetch(self, ids: list[int]) -> Mapping[int, object]:
        rows = self._journal.events.rows([key for key in ids if key > 0])
        return {**rows, **{key: self._whole[key] for key in ids if key in self._whole}}

    def _turn_to(self, day: date, last: date) -> None:
        """Let the month show a day as the current one, unless one is, up to the last."""
        grid = self.month.grid
        if not day <= grid.current <= last:
            grid.set_current(day)
            if (day.year, day.month) != (grid.shown.year, grid.shown.month):
                self.month.show_month(day.replace(day=1))

    def _current_on(self, day: date) -> Occurrence | None:
        """Return what is current of a day, else the first of it."""
        rows = self._days.get(day, [])
        current = self._ref(self.table.current_id() or 0)
        return next((row for row in rows if row.ref == current), next(iter(rows), None))

    @Slot()
    def _on_new(self) -> None:
        self.new_asked.emit(None)

    @Slot(object, object)
    def _on_month_shown(self, first: date, last: date) -> None:
        days: defaultdict[date, list[Occurrence]] = defaultdict(list)
        marks = []
        for row in self._journal.events.occurrences(first, last):
            if self.filters.chosen.holds_row(row):
                mark = Mark(row.title, *days_of(row.starts_at, row.ends_at, row.tz))
                marks.append(mark)
                for day in mark.days(first, last):
                    days[day].append(row)
        self._days = dict(days)
        self.month.show_marks(marks)

    @Slot(object)
    def _on_day_chosen(self, day: date) -> None:
        row = self._current_on(day)
        if row is not None:
            self._choose(row.ref)

    def _choose(self, ref: EventRef) -> None:
        """Make what the month shows current; past the reach of the agenda it is shown alone."""
        key = ref if isinstance(ref, int) else self._keys.get(ref)
        if not self.table.select_id(key):
            self.event_chosen.emit(ref)

    @Slot(object, object)
    def _on_move(self, day: date, target: date) -> None:
        row = self._current_on(day)
        if row is not None:
            self.move_asked.emit(row, (target - day).days)

    @Slot(int)
    def _on_current_changed(self, key: int) -> None:
        row = self._model.row_at(at) if (at := self._model.row_of(key)) is not None else None
        if isinstance(row, EventRow | Occurrence):
            taken = days_taken(row)
            if taken is not None:
                self._turn_to(*taken)
            self.event_chosen.emit(row.ref)

    @Slot(int)
    def _on_row_opened(self, key: int) -> None:
        ref = self._ref(key)
        if ref is not None:
            self.event_opened.emit(ref)
        elif key in {_FURTHER, _EARLIER}:
            self._go_further(key)

    @Slot()
    def _on_clicked(self) -> None:
        key = self.table.current_id()
        if key in {_FURTHER, _EARLIER}:
            self._go_further(key)

    @Slot()
    def _on_selection_changed(self) -> None:
        self.selection.show_count(len(self.selected()))

    @Slot(int, object)
    def _on_menu_asked(self, key: int, place: QPoint) -> None:
        if len(self.selected()) > 1:
            self.selection_menu_asked.emit(place)
        elif self._ref(key) is not None:
            self.menu_asked.emit(place)

    @Slot()
    def _on_selection_cleared(self) -> None:
        """Select the current event alone."""
        self.table.select_id(self.table.current_id())
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_further(self, key: int) -> None:
        start, end = self._reach
        at = self._model.row_of(key)
        self._reach = (start - _FURTHER_BY, end) if key == _EARLIER else (start, end + _FURTHER_BY)
        self.reload()
        if at is not None:
            self.table.select_id(self._model.id_at(at))

    @Slot()
    def _restyle(self) -> None:
        self._column.setContentsMargins(0, metric(20), 0, 0)
        self._column.setSpacing(metric(8))
        self._inset.setContentsMargins(metric(16), 0, metric(16), 0)
        self._inset.setSpacing(metric(10))
