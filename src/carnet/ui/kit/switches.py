"""The switch: on or off, in effect at once; apart from the other choices, which the first paint does without."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from carnet.ui.kit.painting import draw_ground
from carnet.ui.kit.theme import color, metric, notifier


class Switch(QCheckBox):
    """On or off; the place of the knob says it, the colour only repeats it."""

    ring_radius_px = 9

    def __init__(self, name: str, small: bool = False) -> None:
        super().__init__()
        self._small = small
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        notifier().changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        """Return 32 × 18, or 28 × 16 in the rail."""
        return QSize(metric(28), metric(16)) if self._small else QSize(metric(32), metric(18))

    def minimumSizeHint(self) -> QSize:
        """Never clip the knob."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """Take a click anywhere on the track."""
        return 0 <= pos.x() < self.width() and 0 <= pos.y() < self.height()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint track and knob."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, area = self.isChecked(), QRectF(self.rect())
        border = "border-control" if self.isEnabled() else "border"
        draw_ground(painter, area, area.height() / 2, "accent" if on else "surface", None if on else border, width=1.5)
        knob = metric(12 if on else 10) / 2
        x = area.right() - area.height() / 2 if on else area.left() + area.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("on-accent" if on else border))
        painter.drawEllipse(QPointF(x, area.center().y()), knob, knob)
        painter.end()

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
