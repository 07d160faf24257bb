"""Lucide icons drawn in a colour role at any size."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from carnet.ui.kit.theme import color, resources

_STROKE = 'stroke-width="1.75"'


class _Engine(QIconEngine):
    """Draws the icon when asked, in the colours then in force."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        role = "text3" if mode is QIcon.Mode.Disabled else self._role
        draw_icon(painter, QRectF(rect), self._name, role)

    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        role = "text3" if mode is QIcon.Mode.Disabled else self._role
        return pixmap(self._name, min(size.width(), size.height()), role, 1.0)

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._role)


def icon(name: str, role: str = "text2") -> QIcon:
    """Return an icon that follows the theme, for menus and Qt's own widgets."""
    return QIcon(_Engine(name, role))


def pixmap(name: str, size: int, role: str = "text2", dpr: float = 1.0) -> QPixmap:
    """Return the icon as a square pixmap of `size` logical pixels."""
    return _pixmap(name, size, color(role), dpr)


def draw_icon(painter: QPainter, rect: QRect | QRectF, name: str, role: str | QColor = "text2") -> None:
    """Draw the icon centred in `rect`, as large as its shorter side."""
    tint = color(role) if isinstance(role, str) else role
    area = QRectF(rect)
    side = round(min(area.width(), area.height()))
    drawn = _pixmap(name, side, tint, painter.device().devicePixelRatioF())
    corner = area.center() - QPointF(side / 2, side / 2)
    painter.drawPixmap(QPointF(round(corner.x()), round(corner.y())), drawn)


def _pixmap(name: str, size: int, tint: QColor, dpr: float) -> QPixmap:
    key = f"carnet {name} {size} {tint.rgba():x} {dpr}"
    found = QPixmap()
    if QPixmapCache.find(key, found):  # capped by Qt in kilobytes
        return found
    found = _render(name, size, tint, dpr)
    QPixmapCache.insert(key, found)
    return found


def _render(name: str, size: int, tint: QColor, dpr: float) -> QPixmap:
    side = max(1, round(size * dpr))
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    source = _source(name).replace("currentColor", tint.name())
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    made.setDevicePixelRatio(dpr)
    return made


@lru_cache
def _source(name: str) -> str:
    """Return the drawing, its colour left open, its lines as thin as the design has them."""
    return (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8").replace('stroke-width="2"', _STROKE)
