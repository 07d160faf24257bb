"""The mark of Carnet: an open ring (a C, the arc of warmth) and one warm dot in its opening."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from carnet.ui.kit.theme import color, metric, notifier

_OPENING_DEGREES = 84


def paint_mark(painter: QPainter, rect: QRectF, ink: Callable[[str], QColor] = color) -> None:
    """Paint the mark in the square that fits `rect`; `ink` gives the colour of a role."""
    side = min(rect.width(), rect.height())
    stroke = side * 0.16
    dot = stroke * 0.78
    square = QRectF(0, 0, side - 2 * dot, side - 2 * dot)
    square.moveCenter(rect.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink("accent"), stroke, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawArc(square, _OPENING_DEGREES * 8, (360 - _OPENING_DEGREES) * 16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink("heat4"))
    painter.drawEllipse(QPointF(square.right(), square.center().y()), dot, dot)
    painter.restore()


class Mark(QWidget):
    """The mark as a widget."""

    def __init__(self, size: int = 22, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self._restyle()
        notifier().changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        """Return a square."""
        return QSize(metric(self._size), metric(self._size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the mark."""
        painter = QPainter(self)
        paint_mark(painter, QRectF(self.rect()))
        painter.end()

    def _restyle(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()


def mark_icon() -> QIcon:
    """Return the mark as the icon of the window, in the usual sizes."""
    made = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        image = QPixmap(side, side)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        paint_mark(painter, QRectF(1, 1, side - 2, side - 2))
        painter.end()
        made.addPixmap(image)
    return made
