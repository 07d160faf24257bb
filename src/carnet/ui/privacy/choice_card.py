"""A choice as a card: icon, verb and key, and below in one or two lines what follows from it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from carnet.ui.kit.buttons import Button
from carnet.ui.kit.icons import draw_icon
from carnet.ui.kit.painting import draw_keys, draw_text, keys_size, line_height, set_tip
from carnet.ui.kit.theme import color, font, metric

_WRAP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


class ChoiceCard(Button):
    """A button that says what it does; `compact` leaves that to its tip."""

    def __init__(self, text: str, icon_name: str, key: str, consequence: str) -> None:
        self._consequence = consequence
        self._compact = False
        super().__init__(text, icon_name, keys=(key,))
        self._key = key
        self.setAccessibleDescription(consequence)
        set_tip(self, consequence)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_compact(self, compact: bool) -> None:
        """Say verb and key only, where there is little room."""
        self._compact = compact
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return a height of three lines, of one where compact."""
        if self._compact:
            return super().sizeHint()
        return QSize(metric(150), metric(26) + line_height("control") + 2 * line_height("secondary"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, verb, key, and what follows."""
        if self._compact:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        self._paint_ground(painter)
        pad, height, side = metric(11), line_height("control"), metric(15)
        ink = self._ink()
        top = QRectF(pad, pad - metric(1), self.width() - 2 * pad, height)
        draw_icon(painter, QRectF(pad, top.center().y() - side / 2, side, side), self.icon_name(), ink)
        draw_text(painter, top.adjusted(side + metric(7), 0, -metric(24), 0), self.text(), "control", ink)
        width, tall = keys_size((self._key,))
        corner = QRectF(self.width() - pad - width, round(top.center().y() - tall / 2), width, tall).topLeft()
        draw_keys(painter, corner, (self._key,), "text3")
        painter.setFont(font("secondary"))
        painter.setPen(color("text2" if self.isEnabled() else "text3"))
        room = QRectF(pad, top.bottom() + metric(4), self.width() - 2 * pad, self.height() - top.bottom() - metric(8))
        painter.drawText(room, int(_WRAP), self._consequence)
        painter.end()
