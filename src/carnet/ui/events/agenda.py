"""The left pane: month, what is to come, what is past; rows by window."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carnet.domain.events import EventRow, EventStatus
from carnet.journal import Journal
from carnet.ui.events.month import MonthView
from carnet.ui.events.when import ago, day_of
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.choices import ChipButton
from carnet.ui.kit.delegates import RowDelegate, RowState, draw_lines
from carnet.ui.kit.icons import draw_icon
from carnet.ui.kit.labels import TONES, label
from carnet.ui.kit.painting import draw_ground, draw_text, text_width
from carnet.ui.kit.rows_model import RowsModel
from carnet.ui.kit.rows_table import RowsTable
from carnet.ui.kit.theme import color, metric, notifier
from carnet.words import _, ngettext
from carnet.words.events import kind_label, status_label
from carnet.words.formats import clock_time, long_day, month, weekday

_MOST = 5_000
_COMING, _PAST = -1, -2
_CENTRE = Qt.AlignmentFlag.AlignCenter


class _Painter(RowDelegate):
    """Day at left, title and detail, how far one is at right; headings between."""

    def __init__(self, today: date) -> None:
        super().__init__(54, inset_px=6, pad_px=8)
        self.today = today

    def paint_content(self, painter: QPainter, area: QRectF, row: object, _state: RowState) -> None:
        """Paint an event or a heading."""
        if isinstance(row, str):
            draw_text(painter, area.adjusted(0, metric(18), 0, 0), row, "secondary_strong", "text3")
            return
        assert isinstance(row, EventRow)
        leaf = QRectF(area.left(), area.top(), metric(38), area.height())
        self._paint_day(painter, leaf, row)
        right = self._paint_state(painter, area, row)
        room = QRectF(leaf.right() + metric(10), area.top(), right - leaf.right() - metric(18), area.height())
        draw_lines(painter, room, row.title, detail(row, self.today))

    def _paint_day(self, painter: QPainter, leaf: QRectF, row: EventRow) -> None:
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

    def _paint_state(self, painter: QPainter, area: QRectF, row: EventRow) -> float:
        text, tone, mark = state_of(row, self.today)
        side = metric(14)
        if not text:
            if mark:
                place = QRectF(area.right() - side, area.center().y() - side / 2, side, side)
                draw_icon(painter, place, mark, "success")
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


def state_of(row: EventRow, today: date) -> tuple[str, str, str]:
    """Return the words of the badge, its tone and its icon."""
    if row.status in {EventStatus.MISSED, EventStatus.CANCELLED}:
        return status_label(row.status), "plain", ""
    day = day_of(row)
    if (day is None or day >= today) and not row.debriefed:
        return (_("ready"), "ok", "check") if row.prepared else (_("to prepare"), "warn", "")
    return ("", "", "check") if row.debriefed else (_("to debrief"), "outline", "")


def detail(row: EventRow, today: date) -> str:
    """Return the second line of a row: what is to come, or what came of it."""
    day = day_of(row)
    if day is None:
        return kind_label(row.kind)
    if day >= today and not row.debriefed:
        hour = "" if row.all_day or row.starts_at is None else clock_time(row.starts_at, row.tz)
        return " · ".join(part for part in (hour, row.organiser or row.city or kind_label(row.kind)) if part)
    people = ngettext("{n} person met", "{n} people met", row.people).format(n=row.people) if row.people else ""
    when = ago(day, today) if abs((day - today).days) < 2 else ""
    return " · ".join(part for part in (when, people or row.organiser) if part)


def spoken(row: object) -> str:
    """Return what a screen reader says of a row."""
    if not isinstance(row, EventRow):
        return str(row)
    day = day_of(row)
    parts = (
        row.title,
        kind_label(row.kind),
        "" if day is None else long_day(day),
        row.organiser,
        status_label(row.status),
    )
    return ", ".join(part for part in parts if part)


class AgendaPane(QWidget):
    """Title, month and agenda, in step.

    Signals:
        event_chosen: id of the event to show.
        new_asked: a day to put a new event on, or None.
    """

    event_chosen = Signal(int)
    new_asked = Signal(object)

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal
        today = journal.clock.today()
        self._rows: dict[int, object] = {}
        self._days: dict[date, int] = {}
        self.month = MonthView(today)
        self.new = Button(_("New"), "plus", name=_("New event"))
        self.organiser = ChipButton("", "building-2")
        self.organiser.hide()
        self.table = RowsTable(_("Agenda"), 54)
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
        self._inset.addWidget(self.organiser, 0, Qt.AlignmentFlag.AlignLeft)
        self._inset.addWidget(self.month)
        self._column.addLayout(self._inset)
        self._column.addWidget(self.table, 1)
        self._connect()
        notifier().changed.connect(self._restyle)
        self._restyle()

    def reload(self) -> None:
        """Read the agenda and the month again, staying on the event."""
        coming = self._of_organiser(self._journal.events.upcoming(_MOST))
        past = self._of_organiser(self._journal.events.past(_MOST))
        self._rows = {_COMING: _("To come"), _PAST: _("Past"), **{row.id: row for row in (*coming, *past)}}
        ids = [*([_COMING] if coming else []), *(row.id for row in coming)]
        ids += [*([_PAST] if past else []), *(row.id for row in past)]
        self._days = {day: row.id for row in (*past, *reversed(coming)) if (day := day_of(row)) is not None}
        self._model.set_ids(ids)
        self.month.show_month(self.month.grid.shown.replace(day=1))

    def show_organiser(self, name: str) -> None:
        """Show the events of one organiser alone, all for ""; the caller reads again."""
        self.organiser.set_on(bool(name), name)
        self.organiser.setVisible(bool(name))

    def lists(self, event_id: int) -> bool:
        """Tell whether an event is in the agenda."""
        return event_id in self._rows

    def _of_organiser(self, rows: Sequence[EventRow]) -> Sequence[EventRow]:
        if not self.organiser.isChecked():
            return rows
        return [row for row in rows if row.organiser == self.organiser.text()]

    def select(self, event_id: int) -> bool:
        """Make an event current, in the agenda and in the month."""
        row = self._rows.get(event_id)
        day = day_of(row) if isinstance(row, EventRow) else None
        if day is not None and day != self.month.grid.current:
            self.month.grid.set_current(day)
            self.month.show_month(day.replace(day=1))
        return self.table.select_id(event_id)

    def keep(self, event_id: int) -> bool:
        """Stay on an event after reading again; neither the list nor the month moves."""
        return self.table.select_id(event_id, scroll=False)

    def first(self) -> int | None:
        """Return the event to show first: the latest that is over, else the next."""
        events = [row for row in self._rows.values() if isinstance(row, EventRow)]
        past = [row for row in events if state_of(row, self._painter.today)[0] == _("to debrief")]
        return past[0].id if past else events[0].id if events else None

    def paintEvent(self, _event: object) -> None:
        """Paint the ground of lists."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("list"))
        painter.end()

    def _connect(self) -> None:
        self.new.clicked.connect(self._on_new)
        self.month.month_shown.connect(self._on_month_shown)
        self.month.grid.day_chosen.connect(self._on_day_chosen)
        self.month.grid.day_opened.connect(self.new_asked)
        self.table.current_changed.connect(self._on_current_changed)

    def _fetch(self, ids: list[int]) -> Mapping[int, object]:
        return {key: self._rows[key] for key in ids if key in self._rows}

    @Slot()
    def _on_new(self) -> None:
        self.new_asked.emit(None)

    @Slot(object, object)
    def _on_month_shown(self, first: date, last: date) -> None:
        rows = self._journal.events.between(first, last)
        self.month.show_counts(Counter(day for row in rows if (day := day_of(row)) is not None))

    @Slot(object)
    def _on_day_chosen(self, day: date) -> None:
        event_id = self._days.get(day)
        if event_id is not None:
            self.table.select_id(event_id)

    @Slot(int)
    def _on_current_changed(self, key: int) -> None:
        row = self._rows.get(key)
        if isinstance(row, EventRow):
            day = day_of(row)
            if day is not None and day != self.month.grid.current:
                self.month.grid.set_current(day)
                if (day.year, day.month) != (self.month.grid.shown.year, self.month.grid.shown.month):
                    self.month.show_month(day.replace(day=1))
            self.event_chosen.emit(key)

    @Slot()
    def _restyle(self) -> None:
        self._column.setContentsMargins(0, metric(20), 0, 0)
        self._column.setSpacing(metric(8))
        self._inset.setContentsMargins(metric(16), 0, metric(16), 0)
        self._inset.setSpacing(metric(10))
