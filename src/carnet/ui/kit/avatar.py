"""Faces and warmth: initials in a tinted disc, the arc around them, the four bars, the gauge."""

import hashlib
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPaintEngine, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap, QPixmapCache
from PySide6.QtWidgets import QSizePolicy, QWidget

from carnet.ui.kit.painting import draw_ground, draw_text
from carnet.ui.kit.theme import color, metric, notifier, sized_font, text_scale

LEVELS = ("cold", "cool", "warm", "hot")
HEAT = {"cold": "heat1", "cool": "heat2", "warm": "heat3", "hot": "heat4"}
_TINTS = 6
_PARTICLES = frozenset({"de", "du", "des", "d", "la", "le", "les", "van", "von", "der", "et", "&"})


@lru_cache(maxsize=2_048)
def initials(name: str) -> str:
    """Return one or two capitals of a name; "?" where it has no letter."""
    words = [word for word in name.replace("’", " ").replace("'", " ").split() if word[0].isalnum()]
    kept = [word for word in words if word.casefold() not in _PARTICLES] or words
    if not kept:
        return "?"
    return (kept[0][0] + (kept[-1][0] if len(kept) > 1 else "")).upper()


@lru_cache(maxsize=2_048)
def tint_of(name: str) -> int:
    """Return the tint of a name, 0 to 5, the same at each start."""
    return hashlib.blake2b(name.casefold().encode(), digest_size=2).digest()[0] % _TINTS


def paint_avatar(
    painter: QPainter,
    rect: QRect | QRectF,
    name: str,
    score: int | None = None,
    level: str | None = None,
    *,
    square: bool = False,
    photo: str = "",
    load: Callable[[], bytes | None] | None = None,
) -> None:
    """Paint a face in the square `rect`: the arc of warmth from 12 o'clock, clockwise, where a score is known.

    Args:
        painter: painter on the device.
        rect: whole square, arc included.
        name: name that gives initials and tint.
        score: warmth, 0 to 100; None draws no arc and the disc fills `rect`.
        level: "hot", "warm", "cool" or "cold", the colour of the arc.
        square: paint an organisation: rounded square, no arc.
        photo: names the photo and its version, "" for initials.
        load: reads the photo; asked only where its face is not in the cache.
    """
    face = _Face(initials(name), tint_of(name), score, level or "cold", square, photo)
    if painter.paintEngine().type() is not QPaintEngine.Type.Raster:
        _paint_face(painter, QRectF(rect), face, load)  # print stays sharp
        return
    corner = QPointF(round(rect.x()), round(rect.y()))
    painter.drawPixmap(corner, _face_pixmap(face, round(rect.width()), painter.device().devicePixelRatioF(), load))


class _Face(NamedTuple):
    """All that a face shows."""

    letters: str
    tint: int
    score: int | None
    level: str
    square: bool
    photo: str = ""


def _face_pixmap(face: _Face, side: int, dpr: float, load: Callable[[], bytes | None] | None) -> QPixmap:
    """Return a face from Qt's cache, which is capped: painting it takes as long as the rest of a row."""
    key = f"face {face} {side} {dpr} {color('surface').rgba():x} {text_scale()}"
    found = QPixmap()
    if not QPixmapCache.find(key, found):
        found = QPixmap(round(side * dpr), round(side * dpr))
        found.setDevicePixelRatio(dpr)
        found.fill(Qt.GlobalColor.transparent)
        painter = QPainter(found)
        _paint_face(painter, QRectF(0, 0, side, side), face, load)
        painter.end()
        QPixmapCache.insert(key, found)
    return found


def _paint_face(painter: QPainter, area: QRectF, face: _Face, load: Callable[[], bytes | None] | None = None) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = max(metric(6), area.width() / 5)
    if not face.square:
        if face.score is not None:
            area = _paint_arc(painter, area, face.score, face.level)
        radius = area.width() / 2
    if face.photo and load is not None and _paint_photo(painter, area, load):
        painter.restore()
        return
    draw_ground(painter, area, radius, f"tint{face.tint}-ground")
    letters = sized_font(max(7.0, area.width() / text_scale() * 0.37), QFont.Weight.DemiBold)
    draw_text(painter, area, face.letters, letters, f"tint{face.tint}-ink", align=Qt.AlignmentFlag.AlignCenter)
    painter.restore()


def _paint_photo(painter: QPainter, area: QRectF, load: Callable[[], bytes | None]) -> bool:
    """Paint a photo in the disc; tell whether it could be decoded."""
    from carnet.errors import Refused
    from carnet.ui.kit.photos import square

    data = load()
    try:
        image = (
            None if data is None else square(data, max(1, round(area.width() * painter.device().devicePixelRatioF())))
        )
    except Refused:
        image = None
    if image is None:
        return False
    disc = QPainterPath()
    disc.addEllipse(area)
    painter.setClipPath(disc)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(area, image)
    return True


def _paint_arc(painter: QPainter, area: QRectF, score: int, level: str) -> QRectF:
    """Paint track and arc; return the square left for the disc."""
    large = area.width() >= metric(50)
    stroke, gap = (metric(7) / 2, metric(3)) if large else (metric(5) / 2, metric(2))
    ring = area.adjusted(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color("heat-track"), stroke))
    painter.drawEllipse(ring)
    painter.setPen(QPen(color(HEAT[level]), stroke, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    if score > 0:
        painter.drawArc(ring, 90 * 16, -round(360 * 16 * min(score, 100) / 100))
    inside = stroke + gap
    return area.adjusted(inside, inside, -inside, -inside)


def paint_heat_bars(painter: QPainter, rect: QRect | QRectF, level: str) -> None:
    """Paint four growing bars, 1 to 4 of them filled."""
    area = QRectF(rect)
    width, gap = area.width() / 5.2, area.width() / 5.2 * 0.4
    filled = LEVELS.index(level) + 1
    for bar in range(4):
        height = area.height() * (0.34 + 0.22 * bar)
        box = QRectF(area.left() + bar * (width + gap), area.bottom() - height, width, height)
        draw_ground(painter, box, metric(1.5), HEAT[level] if bar < filled else "heat-track")


class _Fixed(QWidget):
    """A painted widget of fixed size that follows the theme; what it shows is said elsewhere."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__()
        self._wanted = (width, height)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        notifier().changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        """Return the size at the text scale."""
        return QSize(metric(self._wanted[0]), metric(self._wanted[1]))

    def minimumSizeHint(self) -> QSize:
        """Never shrink."""
        return self.sizeHint()

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


class Avatar(_Fixed):
    """A person (disc with the arc of warmth) or an organisation (rounded square)."""

    def __init__(self, size: int = 38) -> None:
        super().__init__(size, size)
        self._name = ""
        self._score: int | None = None
        self._level: str | None = None
        self._square = False
        self._photo = ""
        self._load: Callable[[], bytes | None] | None = None

    def show_photo(self, photo: str, load: Callable[[], bytes | None]) -> None:
        """Show a photo in place of the initials, "" for none; `photo` is another text for another picture."""
        self._photo, self._load = photo, load
        self.update()

    def show_person(self, name: str, score: int | None = None, level: str | None = None) -> None:
        """Show a person; without a score there is no arc."""
        self._name, self._score, self._level, self._square = name, score, level, False
        self.update()

    def show_organisation(self, name: str) -> None:
        """Show an organisation."""
        self._name, self._score, self._level, self._square = name, None, None, True
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the face."""
        painter = QPainter(self)
        area = QRectF(self.rect())
        photo, load = self._photo, self._load
        paint_avatar(painter, area, self._name, self._score, self._level, square=self._square, photo=photo, load=load)
        painter.end()


class AvatarStack(QWidget):
    """A few faces side by side, each over the one before; the names are the accessible name."""

    def __init__(self, names: Sequence[str] = (), size: int = 20) -> None:
        super().__init__()
        self._size = size
        self._names: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_people(names)

    def show_people(self, names: Sequence[str]) -> None:
        """Show these people."""
        self._names = tuple(names)
        self.setAccessibleName(", ".join(self._names))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of all faces."""
        return QSize(stack_width(len(self._names), self._size), metric(self._size))

    def minimumSizeHint(self) -> QSize:
        """Never shrink."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the faces."""
        painter = QPainter(self)
        paint_stack(painter, QPointF(0, 0), self._names, self._size)
        painter.end()


def stack_width(count: int, size: int = 20) -> int:
    """Return the width of a stack of faces."""
    return metric(size) + max(0, count - 1) * (metric(size) - metric(4)) if count else 0


def paint_stack(
    painter: QPainter, corner: QPointF, names: Sequence[str], size: int = 20, ground: str = "surface"
) -> None:
    """Paint faces side by side from `corner`, each cut out of the one before in the colour of the ground."""
    for at, name in enumerate(names):
        area = QRectF(corner.x() + at * (metric(size) - metric(4)), corner.y(), metric(size), metric(size))
        if at:
            draw_ground(painter, area.adjusted(-1.5, -1.5, 1.5, 1.5), area.width(), ground)
        paint_avatar(painter, area, name)


class HeatBars(_Fixed):
    """Four bars for a level; the word stands beside them."""

    def __init__(self, level: str = "cold") -> None:
        super().__init__(26, 12)
        self._level = level

    def show_level(self, level: str) -> None:
        """Show a level."""
        self._level = level
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bars."""
        painter = QPainter(self)
        paint_heat_bars(painter, self.rect(), self._level)
        painter.end()


class WarmthGauge(QWidget):
    """Four equal zones and a cursor at the score; the sentence under it says the same."""

    def __init__(self) -> None:
        super().__init__()
        self._score: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        notifier().changed.connect(self._restyle)

    def show_score(self, score: int | None) -> None:
        """Show a score, 0 to 100; None shows no cursor."""
        self._score = score
        self.update()

    def sizeHint(self) -> QSize:
        """Return a thin bar, as wide as it gets."""
        return QSize(metric(160), metric(16))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint zones and cursor."""
        painter = QPainter(self)
        gap = metric(2)
        zone = (self.width() - 3 * gap) / 4
        top, height = (self.height() - metric(8)) / 2, metric(8)
        for at, level in enumerate(LEVELS):
            draw_ground(painter, QRectF(at * (zone + gap), top, zone, height), metric(2), HEAT[level])
        if self._score is not None:
            x = min(max(self.width() * self._score / 100, metric(3)), self.width() - metric(3))
            cursor = QRectF(x - metric(2), 0, metric(4), self.height())
            draw_ground(painter, cursor.adjusted(-2, 0, 2, 0), metric(4), "surface")
            draw_ground(painter, cursor.adjusted(0, 1, 0, -1), metric(2), "text")
        painter.end()

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
