"""Small painting helpers: elided text, rounded grounds, key caps, plain tool tips."""

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QRegion, QStaticText, QTransform
from PySide6.QtWidgets import QWidget

from carnet.ui.kit.theme import color, font, metric, metrics_of, text_scale

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_SIDE, _MIDDLE = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_SPACES = str.maketrans("\n\r\t\u2028\u2029", " " * 5)


def plain_tip(text: str) -> str:
    """Return a tool tip that Qt shows as written, whatever it holds."""
    if "<" not in text and "&" not in text:
        return text
    from html import escape  # 2 ms of entities, for names that hold such a sign

    return f"<qt>{escape(text)}</qt>"


def set_tip(widget: QWidget, text: str) -> None:
    """Give a widget a plain-text tool tip."""
    widget.setToolTip(plain_tip(text))


def draw_text(
    painter: QPainter,
    rect: QRect | QRectF,
    text: str,
    role: str | QFont = "body",
    tint: str | QColor = "text",
    *,
    align: Qt.AlignmentFlag = _LEFT,
) -> float:
    """Draw one line half way down, elided at the right where it does not fit; return the width drawn."""
    area = QRectF(rect)
    laid = _laid_out(text, role)
    size, room = laid.size(), area.width() + 1  # to measure it as well would be to lay it out twice
    if size.width() > room:
        laid = _laid_out(_measured(role)[1].elidedText(text, Qt.TextElideMode.ElideRight, int(room)), role)
        size = laid.size()
    painter.setFont(_measured(role)[0])
    painter.setPen(_tint(tint))
    painter.drawStaticText(_corner(area, size, align), laid)
    return size.width()


def _corner(area: QRectF, size: QSizeF, align: Qt.AlignmentFlag) -> QPointF:
    down = (area.height() - size.height()) / 2
    if align is _LEFT:  # most are, and Python takes long over the flags of Qt
        return QPointF(area.left(), area.top() + down)
    across = area.width() - size.width()
    along = across if align is RIGHT or align & _SIDE else across / 2 if align & _MIDDLE else 0
    return QPointF(area.left() + along, area.top() + down)


def _laid_out(text: str, role: str | QFont) -> QStaticText:
    return _kept(text, role, text_scale()) if isinstance(role, str) else _static(text, role)


@lru_cache(maxsize=512)  # what is painted again and again is laid out once: that takes more than half of drawing it
def _kept(text: str, role: str, _scale: float) -> QStaticText:
    return _static(text, font(role))


def _static(text: str, face: QFont) -> QStaticText:
    laid = QStaticText(text.translate(_SPACES))
    laid.setTextFormat(Qt.TextFormat.PlainText)
    laid.prepare(QTransform(), face)
    return laid


def _measured(role: str | QFont) -> tuple[QFont, QFontMetrics]:
    """Return font and metrics, kept by role: building them for each line costs more than measuring."""
    if isinstance(role, str):
        return font(role), metrics_of(role)
    return role, QFontMetrics(role)


def text_width(text: str, role: str | QFont = "body") -> int:
    """Return the width of a line in a font role."""
    return _width(text, role, text_scale()) if isinstance(role, str) else QFontMetrics(role).horizontalAdvance(text)


@lru_cache(maxsize=2_048)  # lines are painted again and again, and to measure one takes half as long as to draw it
def _width(text: str, role: str, _scale: float) -> int:
    return metrics_of(role).horizontalAdvance(text)


def line_height(role: str | QFont = "body") -> int:
    """Return the height of a line in a font role."""
    return _measured(role)[1].height()


def draw_ground(
    painter: QPainter,
    rect: QRect | QRectF,
    radius: float,
    fill: str | QColor | None,
    border: str | QColor | None = None,
    *,
    width: float = 1.0,
) -> None:
    """Draw a rounded rectangle with its border inside `rect`; leaves the painter smooth, with its pen and brush."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    area = QRectF(rect)
    if border is not None:
        area = area.adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.setPen(QPen(_tint(border), width))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush if fill is None else _tint(fill))
    painter.drawRoundedRect(area, radius, radius)


def draw_shadow(painter: QPainter, rect: QRect | QRectF, radius: float, spread: int) -> None:
    """Draw the soft shadow of a floating panel around `rect`, without blur: thin layers, `spread` px wide.

    What the panel covers is left out: it would be most of the area, a dozen times over.
    """
    inner, wide = round(radius), 2 * spread
    area = QRectF(rect).toAlignedRect()
    painter.save()
    around = QRegion(area.adjusted(-wide, -wide, wide, wide)) - QRegion(area.adjusted(inner, inner, -inner, -inner))
    painter.setClipRegion(around, Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(25, 22, 15, max(2, 120 // spread)))
    for step in range(spread, 0, -2):
        layer = QRectF(rect).adjusted(-step, -step * 0.6, step, step * 1.2)
        painter.drawRoundedRect(layer, radius + step, radius + step)
    painter.restore()


def keys_size(keys: Sequence[str]) -> tuple[int, int]:
    """Return width and height of a row of key caps."""
    face = font("caption_medium")
    widths = [text_width(key, face) + metric(8) for key in keys]
    return sum(widths) + metric(2) * max(0, len(keys) - 1), QFontMetrics(face).height() + metric(1)


def draw_keys(
    painter: QPainter, corner: QPointF, keys: Sequence[str], ink: str = "text3", outline: bool = False
) -> None:
    """Draw key caps from `corner`: filled, or outlined on an accent ground."""
    face = font("caption_medium")
    x, height = corner.x(), keys_size(keys)[1]
    for key in keys:
        cap = QRectF(x, corner.y(), text_width(key, face) + metric(8), height)
        draw_ground(painter, cap, metric(3), None if outline else "fill", ink if outline else None)
        draw_text(painter, cap, key, face, ink, align=Qt.AlignmentFlag.AlignCenter)
        x = cap.right() + metric(2)


def _tint(value: str | QColor) -> QColor:
    return color(value) if isinstance(value, str) else value
