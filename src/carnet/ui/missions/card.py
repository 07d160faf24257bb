"""One mission as a card of the board: client, title, value, progress, people, what comes next."""

from datetime import date
from functools import lru_cache

from PySide6.QtCore import QMimeData, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QApplication, QSizePolicy

from carnet.domain.mission_sheets import MissionRow
from carnet.domain.missions import Stage
from carnet.ui.kit.avatar import paint_stack, stack_width
from carnet.ui.kit.cards import paint_progress
from carnet.ui.kit.painting import RIGHT, draw_ground, draw_text, line_height, set_tip, text_width
from carnet.ui.kit.plain_button import PlainButton
from carnet.ui.kit.theme import font, metric
from carnet.words import _, formats
from carnet.words.missions import stage_label

MIME = "application/x-carnet-mission"
_PAD_PX = 11
_FACES = 3
_MOVES = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


def price(row: MissionRow) -> str:
    """Return "700 €/j · 20 j"."""
    rate = formats.money(row.day_rate_cents, row.currency)
    return _("{rate}/d · {days} d").format(rate=rate, days=formats.days_half(row.days_sold_half))


def next_words(row: MissionRow, today: date) -> str:
    """Return what comes next, or when it was, in a few words."""
    if row.stage is Stage.LOST:
        return row.lost_reason
    if row.stage is Stage.COMPLETED:
        day = row.ends_on or row.signed_on or today
        return f"{formats.month(day.month, short=True)} {day.year}"
    if row.stage is Stage.RUNNING and row.days_worked_half is not None:
        done = formats.days_half(row.days_worked_half)
        return _("{done} of {total} d").format(done=done, total=formats.days_half(row.days_sold_half))
    if row.stage is Stage.WON and row.starts_on:
        return _("starts {day}").format(day=formats.tiny_day(row.starts_on, today))
    if row.next_follow_up:
        return _("follow up {day}").format(day=formats.near_day(row.next_follow_up, today))
    return _("since {day}").format(day=formats.tiny_day(row.stage_since, today)) if row.stage_since else ""


def spoken(row: MissionRow, today: date) -> str:
    """Return what a screen reader says of a mission."""
    amount = formats.money(row.value_cents, row.currency)
    parts = (row.title, row.client, stage_label(row.stage), amount, next_words(row, today))
    return ", ".join(part for part in parts if part)


class MissionCard(PlainButton):
    """A card; click or Enter opens, it can be dragged to another column.

    Signals:
        opened: id of the mission.
        step_asked: columns and cards to go by, from this card.
        move_asked: columns to move the mission by.
        order_asked: places to move the card by, in its column.
        menu_asked: id of the mission and global place.
        delete_asked: id of the mission.
    """

    opened = Signal(int)
    step_asked = Signal(int, int)
    move_asked = Signal(int)
    order_asked = Signal(int)
    menu_asked = Signal(int, object)
    delete_asked = Signal(int)
    ring_radius_px = 8

    def __init__(self, row: MissionRow, today: date) -> None:
        self.row = row
        self._today = today
        self._pressed_at: QPointF | None = None
        super().__init__("")
        self._say()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_clicked)

    def show_row(self, row: MissionRow, today: date) -> None:
        """Show another mission, or the same one changed."""
        if (row, today) == (self.row, self._today):
            return
        progress = self._has_progress()
        self.row, self._today = row, today
        self._say()
        if progress is not self._has_progress():
            self.updateGeometry()
        self.update()

    def _say(self) -> None:
        self.setAccessibleName(spoken(self.row, self._today))
        set_tip(self, "\n".join(part for part in (self.row.title, self.row.client) if part))

    def sizeHint(self) -> QSize:
        """Return the height of all lines."""
        running = metric(12) if self._has_progress() else 0
        texts = (
            line_height("caption") + 2 * line_height("emphasis") + line_height("emphasis") + line_height("secondary")
        )
        return QSize(metric(150), texts + running + metric(22) + 2 * metric(_PAD_PX) + metric(14))

    def minimumSizeHint(self) -> QSize:
        """Shrink in width with the column."""
        return QSize(metric(100), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go among cards with the arrows, move the mission with Ctrl, delete with Suppr."""
        step = _MOVES.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit(self.row.id)
        elif step is None:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if step[0]:
                self.move_asked.emit(step[0])
            else:
                self.order_asked.emit(step[1])
        else:
            self.step_asked.emit(*step)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu, under the card for the keyboard."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        place = event.globalPos() if by_mouse else self.mapToGlobal(self.rect().bottomLeft())
        self.menu_asked.emit(self.row.id, place)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag may start."""
        self._pressed_at = event.position()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the card once the pointer has gone far enough."""
        far = QApplication.startDragDistance()
        if self._pressed_at and (event.position() - self._pressed_at).manhattanLength() > far:
            self._pressed_at = None
            self.setDown(False)
            drag = QDrag(self)
            mime = QMimeData()
            mime.setData(MIME, str(self.row.id).encode())
            drag.setMimeData(mime)
            drag.setPixmap(self.grab())
            drag.exec(Qt.DropAction.MoveAction)
        else:
            super().mouseMoveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        painter = QPainter(self)
        border = "border-control" if self.hovered() else "border-strong"
        draw_ground(painter, self.rect(), metric(8), "surface", border)
        pad = metric(_PAD_PX)
        area = QRectF(self.rect()).adjusted(pad, pad, -pad, -pad)
        self._paint_texts(painter, area)
        self._paint_foot(painter, QRectF(area.left(), area.bottom() - metric(22), area.width(), metric(22)))
        painter.end()

    def _paint_texts(self, painter: QPainter, area: QRectF) -> None:
        row = self.row
        y = area.top() + _line(painter, area, row.client, "caption", "text2")
        for text in title_lines(row.title or row.client, int(area.width()), font("emphasis").toString()):
            y += _line(painter, area.adjusted(0, y - area.top(), 0, 0), text, "emphasis", "text")
        y += metric(4)
        tint = "text2" if row.stage is Stage.LOST else "text"
        draw_text(
            painter,
            QRectF(area.left(), y, area.width(), line_height("emphasis")),
            formats.money(row.value_cents, row.currency),
            "emphasis+",
            tint,
        )
        y += line_height("emphasis")
        y += _line(painter, area.adjusted(0, y - area.top(), 0, 0), price(row), "secondary", "text2")
        if self._has_progress():
            bar = QRectF(area.left(), y + metric(6), area.width(), metric(4))
            paint_progress(painter, bar, row.days_worked_half or 0, row.days_sold_half)

    def _paint_foot(self, painter: QPainter, area: QRectF) -> None:
        words = next_words(self.row, self._today)
        faces = faces_beside([face.name for face in self.row.faces[:_FACES]], words, area.width())
        paint_stack(painter, area.topLeft(), faces, 22)
        room = area.adjusted(_stack(faces), 0, 0, 0)
        draw_text(painter, room, words, "caption", "text2", align=RIGHT)

    def _has_progress(self) -> bool:
        return self.row.stage is Stage.RUNNING and self.row.days_worked_half is not None

    def _on_clicked(self) -> None:
        self.opened.emit(self.row.id)


def faces_beside(faces: list[str], words: str, width: float) -> list[str]:
    """Return the faces that there is room for beside what comes next: « 41 sur 55 j » cut short is another figure."""
    room = width - text_width(words, "caption")
    return next((faces[:count] for count in range(len(faces), 0, -1) if _stack(faces[:count]) <= room), [])


def _stack(faces: list[str]) -> float:
    return stack_width(len(faces), 22) + metric(6) if faces else 0.0


def _line(painter: QPainter, area: QRectF, text: str, role: str, tint: str) -> float:
    """Draw a line at the top of an area and return its height."""
    height = line_height(role)
    draw_text(painter, QRectF(area.left(), area.top(), area.width(), height), text, role, tint)
    return height


@lru_cache(maxsize=512)
def title_lines(text: str, width: int, _font: str) -> tuple[str, ...]:
    """Return a title broken into at most two lines of a width; what is left stays on the second, to be elided."""
    layout = QTextLayout(text, font("emphasis"))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(max(1, width))
    end = line.textLength()
    layout.endLayout()
    first, rest = text[:end].rstrip(), text[end:].strip()
    return (first, rest) if rest else (first,)
