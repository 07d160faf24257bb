"""The application style: the focus ring around controls, boxes and radios; the rest is Fusion and the style sheet."""

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QFocusFrame,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QTabBar,
    QWidget,
)
from shiboken6 import isValid

from carnet.ui.kit.theme import color, metric

_RING_PX = 2
_GAP_PX = 2
RING_ROOM_PX = _RING_PX + _GAP_PX
_RINGED = (QAbstractButton, QComboBox, QTabBar, QAbstractSlider)


class CarnetStyle(QProxyStyle):
    """Fusion with Carnet's check boxes and radios; the focus ring is `FocusRing`, never Qt's dots."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Paint boxes and radios from the theme; leave the focus to the ring."""
        if element is QStyle.PrimitiveElement.PE_FrameFocusRect:
            return
        if element is QStyle.PrimitiveElement.PE_IndicatorCheckBox:
            paint_box(painter, QRectF(option.rect), option.state)
        elif element is QStyle.PrimitiveElement.PE_IndicatorRadioButton:
            paint_radio(painter, QRectF(option.rect), option.state)
        else:
            super().drawPrimitive(element, option, painter, widget)


def paint_box(painter: QPainter, area: QRectF, state: QStyle.StateFlag) -> None:
    """Paint a check box: empty, ticked or partly ticked."""
    full = bool(state & (QStyle.StateFlag.State_On | QStyle.StateFlag.State_NoChange))
    square = _indicator(painter, area)
    painter.setPen(Qt.PenStyle.NoPen if full else QPen(color("border-control"), 1.25))
    painter.setBrush(color("accent" if full else "surface"))
    painter.drawRoundedRect(square, square.width() / 4, square.width() / 4)
    painter.setPen(_pen("on-accent", square.width() / 8))
    if state & QStyle.StateFlag.State_On:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(_tick(square))
    elif full:
        painter.drawLine(_at(square, 0.28, 0.5), _at(square, 0.72, 0.5))
    painter.restore()


def paint_radio(painter: QPainter, area: QRectF, state: QStyle.StateFlag) -> None:
    """Paint a radio button: empty or chosen."""
    on = bool(state & QStyle.StateFlag.State_On)
    square = _indicator(painter, area)
    painter.setPen(QPen(color("accent" if on else "border-control"), 1.5))
    painter.setBrush(color("surface"))
    painter.drawEllipse(square)
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("accent"))
        painter.drawEllipse(square.center(), square.width() * 0.26, square.width() * 0.26)
    painter.restore()


def _indicator(painter: QPainter, area: QRectF) -> QRectF:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = min(area.width(), area.height()) - 1.5
    square = QRectF(0, 0, side, side)
    square.moveCenter(area.center())
    return square


def _tick(square: QRectF) -> QPolygonF:
    return QPolygonF([_at(square, 0.26, 0.52), _at(square, 0.43, 0.68), _at(square, 0.75, 0.34)])


def _at(square: QRectF, x: float, y: float) -> QPointF:
    return QPointF(square.left() + square.width() * x, square.top() + square.height() * y)


def _pen(role: str, width: float) -> QPen:
    return QPen(color(role), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


class _RingStyle(QProxyStyle):
    """Room for the ring around the focused control, above its neighbours."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def pixelMetric(
        self, metric_: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """Leave gap and ring around the control."""
        if metric_ in {QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_FocusFrameVMargin}:
            return RING_ROOM_PX
        return super().pixelMetric(metric_, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        """Draw above the control, without a mask."""
        if hint is QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        if hint is QStyle.StyleHint.SH_FocusFrame_Mask:
            return 0
        return super().styleHint(hint, option, widget, returned)


class FocusRing(QFocusFrame):
    """The 2 px ring, 2 px away from the control that has the focus."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ring with the radius of the control."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color("focus"), _RING_PX))
        inset = _RING_PX / 2
        radius = ring_radius(self.widget()) + _GAP_PX + inset
        painter.drawRoundedRect(QRectF(self._room()).adjusted(inset, inset, -inset, -inset), radius, radius)
        painter.end()

    def _room(self) -> QRect:
        """Return where the ring goes: around the control, over its edge where the pane ends beside it."""
        whole, pane, least = self.rect(), self.parentWidget(), RING_ROOM_PX
        if pane is None:
            return whole
        seen = pane.rect().translated(-self.pos())
        cuts = (seen.left(), seen.top(), seen.right() - whole.right(), seen.bottom() - whole.bottom())
        left, top = (cut if 0 < cut <= least else 0 for cut in cuts[:2])
        right, bottom = (cut if -least <= cut < 0 else 0 for cut in cuts[2:])
        return whole.adjusted(left, top, right, bottom)


def ring_radius(widget: QWidget | None) -> float:
    """Return the corner radius of a control: its `ring_radius_px`, else 5."""
    return metric(float(getattr(widget, "ring_radius_px", 5)))


def takes_ring(widget: QWidget | None) -> bool:
    """Tell whether the ring goes around this widget; fields and rows draw their own focus."""
    return widget is not None and (isinstance(widget, _RINGED) or hasattr(widget, "ring_radius_px"))


class _Rings(QObject):
    """Moves one ring to the control that has the focus."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._style = _RingStyle()
        self._ring: FocusRing | None = None
        app.focusChanged.connect(self._on_focus_changed)

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._ring is not None and isValid(self._ring):  # gone with its page otherwise
            self._ring.hide()
            self._ring.deleteLater()
        self._ring = None
        if new is not None and not new.isWindow() and takes_ring(new):
            self._ring = FocusRing(new.parentWidget())
            self._ring.setStyle(self._style)
            self._ring.setWidget(new)


class _Installed:
    """The style and the ring of the running application."""

    style: CarnetStyle | None = None
    rings: _Rings | None = None


def install_style(app: QApplication) -> None:
    """Give the application its style and its focus ring, once."""
    if _Installed.style is None:
        _Installed.style = CarnetStyle()
        app.setStyle(_Installed.style)
        _Installed.rings = _Rings(app)
