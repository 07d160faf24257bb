"""The small chips of exchanges: what was understood, each a button that corrects it or takes it out."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent

from carnet.domain.capture_values import Span
from carnet.domain.mentions import Mention
from carnet.ui.kit.labels import chip_size, paint_chip
from carnet.ui.kit.painting import draw_ground
from carnet.ui.kit.plain_button import PlainButton
from carnet.ui.kit.theme import metric

_REMOVE = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


class ChipAction(PlainButton):
    """A small chip that opens the correction of what it says.

    Signals:
        removed: Suppr was pressed.
    """

    removed = Signal()
    ring_radius_px = 10

    def __init__(self, text: str, icon_name: str = "", tone: str = "plain") -> None:
        self._icon_name = icon_name
        self._tone = tone
        super().__init__(text)

    def show_chip(self, text: str, icon_name: str, tone: str = "plain") -> None:
        """Change what the chip says."""
        self._icon_name = icon_name
        self._tone = tone
        self.setText(text)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of icon and text."""
        return chip_size(self._text, self._icon_name, small=True)

    def minimumSizeHint(self) -> QSize:
        """Elide a long sentence where the line is narrow."""
        return QSize(metric(40), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the part out with Suppr."""
        if event.key() in _REMOVE:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chip, outlined under the pointer."""
        painter = QPainter(self)
        area = QRectF(self.rect())
        paint_chip(painter, area, self._text, self._icon_name, self._tone, small=True)
        if self.hovered():
            draw_ground(painter, area, area.height() / 2, None, "border-control")
        painter.end()


class PartChip(ChipAction):
    """A chip of a part of the line that only some lines have: somebody, a place, the time spent, an event, a mission.

    Attributes:
        span: where the part stands in the line.
        mention: who or what is named, None for place and time spent.
    """

    def __init__(self, span: Span, mention: Mention | None = None) -> None:
        self.span = span
        self.mention = mention
        super().__init__("")
