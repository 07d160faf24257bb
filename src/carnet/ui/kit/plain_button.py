"""The button under all painted buttons: plain text, hover, theme; and the link."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from carnet.ui.kit.icons import draw_icon
from carnet.ui.kit.painting import draw_text, plain_tip, set_tip, text_width
from carnet.ui.kit.theme import color, font, metric, notifier


class PlainButton(QPushButton):
    """A push button whose text is shown as written ("&" makes no shortcut) and which repaints on hover and theme."""

    ring_radius_px = 7

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setText(text)
        notifier().changed.connect(self._restyle)

    def text(self) -> str:
        """Return the text as given."""
        return self._text

    def setText(self, text: str) -> None:
        """Show a text; also the accessible name."""
        self._text = text
        super().setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.updateGeometry()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Repaint with the hover treatment."""
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Repaint without the hover treatment."""
        self.update()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act with Enter as with the space bar, everywhere and not only in dialogs; Ctrl+Enter is the page's."""
        bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and bare and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Never clip the text."""
        return self.sizeHint()

    def hovered(self) -> bool:
        """Tell whether the pointer is on the enabled button."""
        return self.isEnabled() and self.underMouse()

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


class LinkButton(PlainButton):
    """A link in the text: accent colour, underlined on hover, a button for the keyboard and for screen readers."""

    ring_radius_px = 4

    def __init__(
        self, text: str, icon_name: str = "", role: str = "control", tint: str = "accent-text", after: bool = False
    ) -> None:
        self._icon_name = icon_name
        self._role = role
        self._tint = tint
        self._after = after
        super().__init__(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of the text and of the icon."""
        icon_room = metric(14) + metric(4) if self._icon_name else 0
        return QSize(text_width(self._text, self._role) + icon_room + 2, metric(22))

    def minimumSizeHint(self) -> QSize:
        """Elide where there is no room."""
        return QSize(min(self.sizeHint().width(), metric(40)), metric(22))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the tool tip where the text does not fit."""
        super().resizeEvent(event)
        fits = self.width() >= self.sizeHint().width()
        if not fits or self.toolTip() == plain_tip(self._text):
            set_tip(self, "" if fits else self._text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the text, underlined on hover, and the icon before or after it."""
        painter = QPainter(self)
        tint = self._tint if self.isEnabled() else "text3"
        area = QRectF(self.rect())
        side, gap = metric(14), metric(4)
        text_area = QRectF(area)
        if self._icon_name and not self._after:
            draw_icon(painter, QRectF(0, (area.height() - side) / 2, side, side), self._icon_name, tint)
            text_area.setLeft(side + gap)
        elif self._icon_name:
            text_area.setRight(area.right() - side - gap)
        width = draw_text(painter, text_area, self._text, self._role, tint)
        if self._icon_name and self._after:
            corner = QRectF(text_area.left() + width + gap, (area.height() - side) / 2, side, side)
            draw_icon(painter, corner, self._icon_name, tint)
        if self.hovered():
            self._underline(painter, text_area, width, tint)
        painter.end()

    def _underline(self, painter: QPainter, area: QRectF, width: float, tint: str) -> None:
        y = round(area.center().y() + font(self._role).pixelSize() * 0.5) + 0.5
        painter.setPen(color(tint))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.left() + width, y))
