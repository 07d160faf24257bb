"""A month: each day a cell, a filled dot for what is to come, a ring for what is past; what is there can be moved.

What takes several days is a bar over all of them.
"""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from carnet.ui.kit.buttons import Button
from carnet.ui.kit.labels import label
from carnet.ui.kit.painting import draw_ground, draw_text
from carnet.ui.kit.plain_button import LinkButton
from carnet.ui.kit.theme import color, metric, notifier
from carnet.words import _
from carnet.words.formats import long_day, month_year, weekday

_CELL_PX = 34
_HEAD_PX = 24
_WEEK_PX = 24
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}
_CENTRE = Qt.AlignmentFlag.AlignCenter


def weeks_of(day: date) -> list[list[date]]:
    """Return the weeks, from Monday, that a month touches."""
    return Calendar().monthdatescalendar(day.year, day.month)


def month_before(day: date) -> date:
    """Return the first day of the month before."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def month_after(day: date) -> date:
    """Return the first day of the month after."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


class Mark(NamedTuple):
    """What takes place, from its first day to its last."""

    title: str
    first: date
    last: date

    def days(self, start: date, end: date) -> Iterator[date]:
        """Yield its days within others, both included."""
        for number in range((min(self.last, end) - max(self.first, start)).days + 1):
            yield max(self.first, start) + timedelta(days=number)

    def told(self, day: date) -> str:
        """Return what is said of one of its days."""
        count = (self.last - self.first).days + 1
        if count == 1:
            return self.title
        return _("{title}, day {n} of {count}").format(title=self.title, n=(day - self.first).days + 1, count=count)


class MonthGrid(QWidget):
    """The days.

    Signals:
        day_chosen: the day that became current.
        day_opened: a day was double-clicked or opened with Enter.
        month_asked: first day of another month.
        move_asked: what takes place on one day is to take place on another: dragged, or Ctrl and an arrow.
    """

    ring_radius_px = 7
    day_chosen = Signal(object)
    day_opened = Signal(object)
    month_asked = Signal(object)
    move_asked = Signal(object, object)

    def __init__(self, today: date) -> None:
        super().__init__()
        self.today = today
        self.current = today
        self.shown = today
        self._folded = False
        self._marks: dict[date, list[Mark]] = {}
        self._bars: list[tuple[Mark, int]] = []
        self._grabbed: tuple[date, QPointF] | None = None
        self._target: date | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._say()
        notifier().changed.connect(self.updateGeometry)

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Show what takes place in the month, in the order of starts."""
        weeks = weeks_of(self.shown)
        days: defaultdict[date, list[Mark]] = defaultdict(list)
        for mark in marks:
            for day in mark.days(weeks[0][0], weeks[-1][-1]):
                days[day].append(mark)
        self._marks, self._bars = dict(days), _in_lanes(marks)
        self._say()
        self.updateGeometry()
        self.update()

    def set_current(self, day: date) -> None:
        """Mark a day; only the weeks of this one and of the one before are painted."""
        before, self.current = self.current, day
        self._say()
        if self._folded:
            self.update()
            return
        for row, week in enumerate(self.weeks()):
            if before in week or day in week:
                self.update(self._band_of(row))

    def set_folded(self, folded: bool) -> None:
        """Show the week of the current day alone."""
        self._folded = folded
        self.updateGeometry()
        self.update()

    def weeks(self) -> list[list[date]]:
        """Return the weeks shown."""
        weeks = weeks_of(self.shown)
        if not self._folded:
            return weeks
        return [next((week for week in weeks if self.current in week), weeks[0])]

    def sizeHint(self) -> QSize:
        """Return the height of the weeks shown."""
        return QSize(metric(7 * 40), metric(_HEAD_PX + _CELL_PX * len(self.weeks())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by day, month, or to today."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.move_asked.emit(self.current, self.current + timedelta(days=step))
        elif step is not None:
            self.choose(self.current + timedelta(days=step))
        elif event.key() == Qt.Key.Key_PageUp:
            self.choose(month_before(self.current))
        elif event.key() == Qt.Key.Key_PageDown:
            self.choose(month_after(self.current))
        elif event.key() == Qt.Key.Key_T:
            self.choose(self.today)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.day_opened.emit(self.current)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the day under the pointer."""
        day = self.day_at(event.position())
        if day is not None:
            self._grabbed = (day, event.position()) if self._marks.get(day) else None
            self.choose(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what takes place on the day that was pressed."""
        if self._grabbed is None:
            return
        day, start = self._grabbed
        far = (event.position() - start).manhattanLength() >= QApplication.startDragDistance()
        if self._target is None and not far:
            return
        self._target = self.day_at(event.position()) or day
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop it on the day under the pointer; outside of the days it stays where it was."""
        grabbed, self._grabbed, self._target = self._grabbed, None, None
        self.unsetCursor()
        self.update()
        day = self.day_at(event.position())
        if grabbed is not None and day is not None and day != grabbed[0]:
            self.move_asked.emit(grabbed[0], day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the day under the pointer."""
        day = self.day_at(event.position())
        if day is not None:
            self.day_opened.emit(day)

    def choose(self, day: date) -> None:
        """Make a day current, turning the page where it is in another month."""
        self.set_current(day)
        if (day.year, day.month) != (self.shown.year, self.shown.month):
            self.month_asked.emit(day.replace(day=1))
        self.day_chosen.emit(day)

    def day_at(self, at: QPointF) -> date | None:
        """Return the day of a point."""
        row = int((at.y() - metric(_HEAD_PX)) // metric(_CELL_PX))
        column = int((at.x() - metric(_WEEK_PX)) // self._cell_width())
        weeks = self.weeks()
        return weeks[row][column] if 0 <= row < len(weeks) and 0 <= column < 7 else None

    def cell_of(self, row: int, column: int) -> QRectF:
        """Return where a cell is."""
        width = self._cell_width()
        return QRectF(
            metric(_WEEK_PX) + column * width, metric(_HEAD_PX) + row * metric(_CELL_PX), width, metric(_CELL_PX)
        )

    def _band_of(self, row: int) -> QRect:
        """Return all that a week takes, its number too."""
        return QRectF(0, self.cell_of(row, 0).top(), self.width(), metric(_CELL_PX)).toAlignedRect()

    def _cell_width(self) -> float:
        return (self.width() - metric(_WEEK_PX)) / 7

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint names of days, numbers of weeks, then the cells."""
        painter = QPainter(self)
        weeks = self.weeks()
        for column, day in enumerate(weeks[0]):
            head = QRectF(self.cell_of(0, column).left(), 0, self._cell_width(), metric(_HEAD_PX))
            draw_text(painter, head, weekday(day)[:1].upper(), "caption_strong", "text3", align=_CENTRE)
        for row, week in enumerate(weeks):
            if not self._band_of(row).intersects(event.rect()):
                continue
            number = self.cell_of(row, 0)
            gutter = QRectF(0, number.top() + metric(4), metric(_WEEK_PX), metric(19))
            draw_text(painter, gutter, str(week[0].isocalendar().week), "caption", "text3", align=_CENTRE)
            for column, day in enumerate(week):
                self._paint_day(painter, self.cell_of(row, column), day)
            self._paint_bars(painter, row, week)
        painter.end()

    def _paint_day(self, painter: QPainter, cell: QRectF, day: date) -> None:
        ink, face = ("text" if day.month == self.shown.month else "text3"), "body"
        number = QRectF(cell.left(), cell.top() + metric(4), cell.width(), metric(19))
        if day == self.current:
            ring = "focus" if self.hasFocus() else "accent"
            draw_ground(
                painter, cell.adjusted(2, 1, -2, -1), metric(7), "selected", ring, width=2 if self.hasFocus() else 1
            )
        if day == self._target:
            draw_ground(painter, cell.adjusted(2, 1, -2, -1), metric(7), "accent-soft", "accent", width=2)
        if day == self.today:
            pill = QRectF(0, 0, metric(24), metric(20))
            pill.moveCenter(number.center())
            draw_ground(painter, pill, metric(10), "accent")
            ink, face = "on-accent", "emphasis"
        draw_text(painter, number, str(day.day), face, ink, align=_CENTRE)
        self._paint_dots(painter, cell, day)

    def _paint_dots(self, painter: QPainter, cell: QRectF, day: date) -> None:
        """Paint a dot for each event of this day alone, above the bars of others."""
        marks = self._marks.get(day, [])
        alone = sum(mark.first == mark.last for mark in marks)
        count = min(alone, 3)
        radius, gap = metric(2), metric(7)
        self._dress(painter, past=day < self.today)
        left = cell.center().x() - gap * (count - 1) / 2
        y = cell.bottom() - metric(6 if alone == len(marks) else 11)
        for at in range(count):
            painter.drawEllipse(QPointF(left + at * gap, y), radius, radius)

    def _paint_bars(self, painter: QPainter, row: int, week: Sequence[date]) -> None:
        """Paint what takes several days: round where it begins and ends, cut where the week does."""
        line = self.cell_of(row, 0).united(self.cell_of(row, 6))
        height = metric(3)
        painter.save()
        painter.setClipRect(line)
        for mark, lane in self._bars:
            if mark.first <= week[-1] and mark.last >= week[0]:
                left = line.left() + (mark.first - week[0]).days * self._cell_width() + metric(5)
                right = line.left() + ((mark.last - week[0]).days + 1) * self._cell_width() - metric(5)
                self._dress(painter, past=mark.last < self.today)
                bar = QRectF(left, line.bottom() - metric(8 - 5 * lane), right - left, height)
                painter.drawRoundedRect(bar, height / 2, height / 2)
        painter.restore()

    def _dress(self, painter: QPainter, *, past: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color("accent"), 1.2) if past else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if past else color("accent"))

    def _say(self) -> None:
        told = (mark.told(self.current) for mark in self._marks.get(self.current, ()))
        day = ", ".join((long_day(self.current), *told))
        self.setAccessibleName(_("Calendar, {day}").format(day=day))
        self.setAccessibleDescription(_("Enter adds an event; Ctrl and an arrow moves the one of this day."))


def _in_lanes(marks: Sequence[Mark]) -> list[tuple[Mark, int]]:
    """Return what takes several days, each in a lane where nothing else is on them: two lanes have room."""
    free = [date.min, date.min]
    found = []
    for mark in marks:
        lane = next((at for at, day in enumerate(free) if day < mark.first), None)
        if mark.last > mark.first and lane is not None:
            free[lane] = mark.last
            found.append((mark, lane))
    return found


class MonthView(QWidget):
    """The days under the name of the month and its arrows.

    Signals:
        month_shown: first and last day on the page, to read the events of.
    """

    month_shown = Signal(object, object)

    def __init__(self, today: date) -> None:
        super().__init__()
        self.grid = MonthGrid(today)
        self._title = label("", "emphasis")
        self.back_to_today = LinkButton(_("Today"))
        self.before = Button(_("Previous month"), "chevron-left", "icon", small=True)
        self.after = Button(_("Next month"), "chevron-right", "icon", small=True)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        for part in (self.back_to_today, self.before, self.after):
            head.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metric(4))
        column.addLayout(head)
        column.addWidget(self.grid)
        self.before.clicked.connect(self._on_before)
        self.after.clicked.connect(self._on_after)
        self.back_to_today.clicked.connect(self._on_today)
        self.grid.month_asked.connect(self.show_month)

    @Slot(object)
    def show_month(self, first: date) -> None:
        """Turn to a month; what takes place in it comes with `show_marks`."""
        self.grid.shown = first
        self._title.set_text(month_year(first))
        weeks = weeks_of(first)
        self.month_shown.emit(weeks[0][0], weeks[-1][-1])

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Show what takes place in the month."""
        self.grid.show_marks(marks)

    @Slot()
    def _on_before(self) -> None:
        self.show_month(month_before(self.grid.shown))

    @Slot()
    def _on_after(self) -> None:
        self.show_month(month_after(self.grid.shown))

    @Slot()
    def _on_today(self) -> None:
        self.grid.choose(self.grid.today)
        self.show_month(self.grid.today.replace(day=1))
