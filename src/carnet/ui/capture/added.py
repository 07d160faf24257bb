"""The people entered through the panel: one painted line each, put in or taken out without touching the others."""

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from carnet.domain.captures import Captured
from carnet.ui.kit.avatar import paint_avatar
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.icons import draw_icon
from carnet.ui.kit.labels import chip_size, paint_chip, paint_tag, tag_size
from carnet.ui.kit.painting import draw_ground, draw_text, line_height, text_width
from carnet.ui.kit.theme import color, metric, notifier
from carnet.words import _, captures
from carnet.words.formats import near_day

_AVATAR_PX = 30
_TAGS_SHOWN = 2


class AddedRow(QWidget):
    """One person: name, position, tags, follow-up and what became of her; Entrée opens her sheet.

    Signals:
        opened: id of the contact.
        compare_asked: the person is perhaps somebody else's duplicate.
    """

    opened = Signal(int)
    compare_asked = Signal(object)
    ring_radius_px = 7

    def __init__(self, person: Captured, today: date) -> None:
        super().__init__()
        self.person = person
        self._today = today
        self._detail = captures.position(person.title, person.organisation)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(", ".join(part for part in (person.name, self._detail, self.verdict()) if part))
        # Painted whole, so that Qt moves the lines as they are when one comes in above.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._drawn: QPixmap | None = None
        self.compare: Button | None = None
        if person.doubles:
            self.compare = Button(_("Compare"), small=True)
            self.compare.clicked.connect(self._on_compare)
            row = QHBoxLayout(self)
            row.setContentsMargins(0, 0, 0, 0)
            row.addStretch(1)
            row.addWidget(self.compare)
        notifier().changed.connect(self._restyle)

    def verdict(self) -> str:
        """Return what became of the person."""
        return captures.verdict(created=self.person.created, doubtful=bool(self.person.doubles))

    def sizeHint(self) -> QSize:
        """Return the height of two lines."""
        return QSize(metric(320), max(metric(44), line_height("emphasis") + line_height("secondary") + metric(10)))

    def minimumSizeHint(self) -> QSize:
        """Shrink in width only."""
        return QSize(metric(160), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the sheet."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(self.person.contact_id)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Open the sheet."""
        self.opened.emit(self.person.contact_id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Paint the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Paint no ring."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line as it was drawn: all lines move down when one comes in above."""
        if self._drawn is None or self._drawn.size() != self.size() * self.devicePixelRatioF():
            self._drawn = self._draw()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._drawn)
        if self.hasFocus():
            ring = QRectF(self.rect()).adjusted(1, 1, -1, -2)
            draw_ground(painter, ring, metric(7), None, "focus", width=2)
        painter.end()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the picture go."""
        self._drawn = None
        super().hideEvent(event)

    def _draw(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        drawn = QPixmap(self.size() * ratio)
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(color("surface"))
        painter = QPainter(drawn)
        area = QRectF(self.rect())
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), color("border"))
        side = metric(_AVATAR_PX)
        top = (area.height() - side) / 2
        paint_avatar(painter, QRectF(0, top, side, side), self.person.name, None, None)
        end = self._paint_verdict(painter, area)
        start = self._paint_marks(painter, area, end)
        self._paint_name(painter, QRectF(side + metric(12), 0, start - side - metric(20), area.height()))
        painter.end()
        return drawn

    def _paint_verdict(self, painter: QPainter, area: QRectF) -> float:
        doubtful = bool(self.person.doubles)
        role = "warning" if doubtful else "success"
        text, side = self.verdict(), metric(14)
        button = metric(8) + self.compare.width() if self.compare is not None else 0
        x = area.right() - button - text_width(text, "secondary")
        draw_text(painter, QRectF(x - 1, 0, area.right() - x + 1, area.height()), text, "secondary", role)
        x -= side + metric(6)
        box = QRectF(x, (area.height() - side) / 2, side, side)
        draw_icon(painter, box, "triangle-alert" if doubtful else "check", role)
        return x - metric(12)

    def _paint_marks(self, painter: QPainter, area: QRectF, end: float) -> float:
        """Paint tags and follow-up from the middle on, as far as there is room; return where they start."""
        start = max(area.width() * 0.47, metric(180))
        x = start
        for tag in self.person.tags[:_TAGS_SHOWN]:
            size = tag_size(tag)
            if x + size.width() > end:
                return start
            paint_tag(painter, QRectF(x, (area.height() - size.height()) / 2, size.width(), size.height()), tag)
            x += size.width() + metric(6)
        if self.person.follow_up_on is not None:
            text = near_day(self.person.follow_up_on, self._today)
            size = chip_size(text, "alarm-clock", small=True)
            if x + size.width() <= end:
                box = QRectF(x, (area.height() - size.height()) / 2, size.width(), size.height())
                paint_chip(painter, box, text, "alarm-clock", small=True)
                x = box.right() + metric(6)
        return start if x > start else end

    def _paint_name(self, painter: QPainter, room: QRectF) -> None:
        if not self._detail:
            draw_text(painter, room, self.person.name, "emphasis")
            return
        middle, name, detail = room.center().y(), line_height("emphasis"), line_height("secondary")
        upper = QRectF(room.left(), middle - name, room.width(), name)
        lower = QRectF(room.left(), middle + 1, room.width(), detail)
        draw_text(painter, upper, self.person.name, "emphasis")
        draw_text(painter, lower, self._detail, "secondary", "text2")

    @Slot()
    def _on_compare(self) -> None:
        self.compare_asked.emit(self.person)

    def _restyle(self) -> None:
        self._drawn = None
        self.updateGeometry()
        self.update()


class AddedList(QWidget):
    """The lines, the last entered first.

    Attributes:
        before: the widget from which Tab comes to the first line.

    Signals:
        opened: id of a contact.
        compare_asked: a person who is perhaps a duplicate.
    """

    opened = Signal(int)
    compare_asked = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._rows: list[AddedRow] = []
        self.before: QWidget = self
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setAccessibleName(_("People added"))

    def people(self) -> tuple[Captured, ...]:
        """Return the people shown, in the order they were entered."""
        return tuple(row.person for row in reversed(self._rows))

    def rows(self) -> tuple[AddedRow, ...]:
        """Return the lines from the top."""
        return tuple(self._rows)

    def put_in(self, person: Captured) -> None:
        """Show one more person at the top."""
        self._insert(0, person)

    def show_people(self, people: tuple[Captured, ...]) -> None:
        """Show these people and nobody else; lines that stay are not touched."""
        wanted = {person.deed_id for person in people}
        for row in [row for row in self._rows if row.person.deed_id not in wanted]:
            self._rows.remove(row)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        shown = {row.person.deed_id for row in self._rows}
        for person in people:
            if person.deed_id not in shown:
                self.put_in(person)

    def put_again(self, person: Captured) -> None:
        """Show what is now known of a person in the place of the line there is."""
        at = next((place for place, row in enumerate(self._rows) if row.person.deed_id == person.deed_id), None)
        if at is None:
            return
        old = self._rows.pop(at)
        self._column.removeWidget(old)
        old.hide()
        old.deleteLater()
        self._insert(at, person)

    def _insert(self, at: int, person: Captured) -> None:
        row = AddedRow(person, self._today)
        row.opened.connect(self.opened)
        row.compare_asked.connect(self.compare_asked)
        self._column.insertWidget(at, row)
        QWidget.setTabOrder(self._rows[at - 1] if at else self.before, row)
        self._rows.insert(at, row)
