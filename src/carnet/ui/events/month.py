"""A month: each day a cell, a filled dot for what is to come, a ring for what is past; what is there can be moved."""

from calendar import Calendar
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
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
        self._titles: Mapping[date, Sequence[str]] = {}
        self._grabbed: tuple[date, QPointF] | None = None
        self._target: date | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._say()
        notifier().changed.connect(self.updateGeometry)

    def show_month(self, shown: date, titles: Mapping[date, Sequence[str]]) -> None:
        """Show a month with the titles of the events of each day."""
        self.shown = shown
        self._titles = titles
        self._say()
        self.updateGeometry()
        self.update()

    def set_current(self, day: date) -> None:
        """Mark a day."""
        self.current = day
        self._say()
        self.update()

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
            self._grabbed = (day, event.position()) if self._titles.get(day) else None
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
            number = self.cell_of(row, 0)
            gutter = QRectF(0, number.top() + metric(4), metric(_WEEK_PX), metric(19))
            draw_text(painter, gutter, str(week[0].isocalendar().week), "caption", "text3", align=_CENTRE)
            for column, day in enumerate(week):
                self._paint_day(painter, self.cell_of(row, column), day)
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
        count = min(len(self._titles.get(day, ())), 3)
        radius, gap = metric(2), metric(7)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        past = day < self.today
        painter.setPen(QPen(color("accent"), 1.2) if past else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if past else color("accent"))
        left = cell.center().x() - gap * (count - 1) / 2
        for at in range(count):
            painter.drawEllipse(QPointF(left + at * gap, cell.bottom() - metric(6)), radius, radius)

    def _say(self) -> None:
        day = ", ".join((long_day(self.current), *self._titles.get(self.current, ())))
        self.setAccessibleName(_("Calendar, {day}").format(day=day))
        self.setAccessibleDescription(_("Enter adds an event; Ctrl and an arrow moves the one of this day."))


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
        """Turn to a month; what takes place in it comes with `show_titles`."""
        self.grid.shown = first
        self._title.set_text(month_year(first))
        weeks = weeks_of(first)
        self.month_shown.emit(weeks[0][0], weeks[-1][-1])

    def show_titles(self, titles: Mapping[date, Sequence[str]]) -> None:
        """Show what takes place on each day."""
        self.grid.show_month(self.grid.shown, titles)

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
