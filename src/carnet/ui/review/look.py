"""How a chart is dressed where it is drawn: colours, fonts and sizes of the window, or those of a picture to keep."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from carnet.ui.kit.theme import color, font, is_contrast, is_dark, metric

_PALE = (0.24, 0.18)
_LIT = (0.62, 0.36)
_AROUND = ((-2, 0), (2, 0), (0, -2), (0, 2), (-1.4, -1.4), (1.4, 1.4), (-1.4, 1.4), (1.4, -1.4))
_PATTERNS = (
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.FDiagPattern,
    Qt.BrushStyle.Dense6Pattern,
    Qt.BrushStyle.HorPattern,
    Qt.BrushStyle.CrossPattern,
    Qt.BrushStyle.VerPattern,
    Qt.BrushStyle.DiagCrossPattern,
    Qt.BrushStyle.Dense7Pattern,
)


class Look(NamedTuple):
    """Colours by role, fonts by role, and sizes given at 100 %.

    `plain` draws outlines and patterns, no colour; `kept` is for pictures, where a halo is an outline. On the screen it
    is the text drawn around itself, in a tenth of the time.
    """

    ink: Callable[[str], QColor]
    face: Callable[[str], QFont]
    px: Callable[[float], float]
    dark: bool = False
    plain: bool = False
    kept: bool = False

    def band(self, role: str, at: int, *, lit: bool) -> QBrush:
        """Return the fill of a band; `at` tells bands apart where there is no colour."""
        if self.plain:
            return QBrush(self.ink("text"), Qt.BrushStyle.SolidPattern if lit else _PATTERNS[at % len(_PATTERNS)])
        tint = QColor(self.ink(role))
        tint.setAlphaF((_LIT if lit else _PALE)[self.dark])
        return QBrush(tint)

    def edge(self, role: str) -> QPen:
        """Return the outline of a band, which tells it from its neighbours without colour."""
        tint = QColor(self.ink("text" if self.plain else role))
        if not self.plain:
            tint.setAlphaF(0.45)
        return QPen(tint, self.px(0.75))

    def width(self, text: str, role: str) -> float:
        """Return the width of a line."""
        return QFontMetricsF(self.face(role)).horizontalAdvance(text)

    def height(self, role: str) -> float:
        """Return the height of a line."""
        return QFontMetricsF(self.face(role)).height()

    def text(
        self, painter: QPainter, area: QRectF, text: str, role: str, tint: str = "text", *, halo: bool = False
    ) -> None:
        """Draw one line, elided at its right, in the middle of an area; `halo` keeps it legible on a band."""
        face = self.face(role)
        measured = QFontMetricsF(face)
        shown = text
        if measured.horizontalAdvance(text) > area.width():
            shown = measured.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        foot = QPointF(area.left(), area.center().y() + (measured.ascent() - measured.descent()) / 2)
        if halo:
            self._halo(painter, foot, shown, face)
        painter.setFont(face)
        painter.setPen(self.ink(tint))
        painter.drawText(foot, shown)

    def _halo(self, painter: QPainter, foot: QPointF, text: str, face: QFont) -> None:
        ground = QColor(self.ink("surface"))
        if not self.kept:
            painter.setFont(face)
            painter.setPen(ground)
            for across, down in _AROUND:
                painter.drawText(foot + QPointF(self.px(across), self.px(down)), text)
            return
        outline = QPainterPath()
        outline.addText(foot, face, text)
        ground.setAlphaF(0.8)
        pen = QPen(ground, self.px(4), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(outline, pen)


def on_screen() -> Look:
    """Return the look of the window as it is now."""
    return Look(color, font, metric, is_dark(), is_contrast())


def to_keep() -> Look:
    """Return the look of a picture to keep: dark on white, whatever the theme."""
    from carnet.ui.kit import paper

    return Look(paper.ink, font, metric, kept=True)
