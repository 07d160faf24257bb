"""What may go on from what is typed: a short list under a field, steered from the field, which keeps the focus."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from carnet.ui.kit.announce import Announcer
from carnet.ui.kit.painting import draw_ground, draw_keys, draw_shadow, draw_text, keys_size
from carnet.ui.kit.theme import metric
from carnet.words import _

_ROW_PX = 30
_PAD_PX = 5
_SHADOW_PX = 8


class Completions(QWidget):
    """Texts to go on with; Tab or a click takes the current one, ↑ and ↓ move.

    Signals:
        chosen: the text that a click took.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._texts: tuple[str, ...] = ()
        self._current = 0
        self._announcer = Announcer(self)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Ways to go on"))
        self.hide()

    def offer(self, texts: Sequence[str], anchor: QRectF) -> None:
        """Offer texts under `anchor`, in coordinates of the parent; none hides the list."""
        self._texts, self._current = tuple(texts), 0
        shadow = metric(_SHADOW_PX)
        height = len(texts) * metric(_ROW_PX) + 2 * metric(_PAD_PX) + 2 * shadow
        width = int(anchor.width()) + 2 * shadow
        self.setGeometry(int(anchor.left()) - shadow, int(anchor.bottom()) + metric(4) - shadow, width, height)
        self.setVisible(bool(texts))
        if texts:
            self.raise_()
            self.update()
            self._announcer.say(_("{text}, Tab takes it.").format(text=texts[0]))

    def current(self) -> str:
        """Return the text that Tab takes, "" for none."""
        return self._texts[self._current] if self.isVisible() and self._texts else ""

    def texts(self) -> tuple[str, ...]:
        """Return what is offered."""
        return self._texts if self.isVisible() else ()

    def move_by(self, step: int) -> None:
        """Go up or down, round the ends."""
        if self._texts:
            self._current = (self._current + step) % len(self._texts)
            self.update()
            self._announcer.say(self._texts[self._current])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Make the row under the pointer the current one."""
        self._current = self._row_at(event.position())
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the row under the pointer."""
        self.chosen.emit(self._texts[self._row_at(event.position())])

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the list."""
        painter = QPainter(self)
        shadow = metric(_SHADOW_PX)
        area = QRectF(self.rect()).adjusted(shadow, shadow, -shadow, -shadow)
        draw_shadow(painter, area, metric(8), shadow)
        draw_ground(painter, area, metric(8), "surface", "border-strong")
        for number, text in enumerate(self._texts):
            self._paint_row(painter, self._area_of(number), text, current=number == self._current)
        painter.end()

    def _paint_row(self, painter: QPainter, area: QRectF, text: str, *, current: bool) -> None:
        room = area.adjusted(metric(10), 0, -metric(8), 0)
        if current:
            draw_ground(painter, area, metric(6), "selected")
            keys = (_("Tab"),)
            width, height = keys_size(keys)
            draw_keys(painter, QPointF(room.right() - width, room.center().y() - height / 2), keys)
            room.setRight(room.right() - width - metric(8))
        draw_text(painter, room, text)

    def _area_of(self, number: int) -> QRectF:
        edge = metric(_SHADOW_PX) + metric(_PAD_PX)
        return QRectF(edge, edge + number * metric(_ROW_PX), self.width() - 2 * edge, metric(_ROW_PX))

    def _row_at(self, place: QPointF) -> int:
        edge = metric(_SHADOW_PX) + metric(_PAD_PX)
        return max(0, min(len(self._texts) - 1, int(place.y() - edge) // metric(_ROW_PX)))
