"""The register of processing on paper: its sections, each a heading with lines."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QFont, QPainter

from carnet.ui.kit.paper import draw_line, draw_rule, face, pt, wrapped
from carnet.words import _

_LINE_PT, _HEAD_PT, _GAP_PT, _TITLE_PT = 14, 20, 8, 34
_STRONG = QFont.Weight.DemiBold


class _Block(NamedTuple):
    """A section with its lines as they fit."""

    title: str
    lines: list[tuple[str, str]]

    @property
    def height(self) -> int:
        """Return the room that it takes."""
        return pt(_HEAD_PT) + len(self.lines) * pt(_LINE_PT) + pt(_GAP_PT)


class RegisterContent:
    """Sections of (name, text); no section is split across pages."""

    def __init__(self, sections: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> None:
        self._sections = sections
        self._width = 0.0
        self._pages: list[list[_Block]] = []

    def lay(self, room: QSizeF) -> int:
        """Fill page after page; return their number."""
        self._width = room.width()
        self._pages = [[]]
        used = pt(_TITLE_PT)
        for title, lines in self._sections:
            block = _Block(title, [each for line in lines for each in self._wrapped(*line)])
            if used + block.height > room.height() and self._pages[-1]:
                self._pages.append([])
                used = 0
            self._pages[-1].append(block)
            used += block.height
        return len(self._pages)

    def paint(self, painter: QPainter, page: int) -> None:
        """Paint the sections of one page."""
        y = 0.0
        if page == 0:
            title = QRectF(0, 0, self._width, pt(26))
            draw_line(painter, title, _("Register of processing"), face(22, _STRONG))
            y = pt(_TITLE_PT)
        for block in self._pages[page]:
            draw_line(painter, QRectF(0, y, self._width, pt(_HEAD_PT)), block.title, face(12.5, _STRONG))
            y += pt(_HEAD_PT)
            draw_rule(painter, y, self._width)
            for name, text in block.lines:
                draw_line(painter, QRectF(0, y, self._left() - pt(8), pt(_LINE_PT)), name, face(8.6), "text2")
                draw_line(painter, QRectF(self._left(), y, self._width - self._left(), pt(_LINE_PT)), text, face(9.6))
                y += pt(_LINE_PT)
            y += pt(_GAP_PT)

    def _left(self) -> float:
        return self._width * 0.3

    def _wrapped(self, name: str, text: str) -> list[tuple[str, str]]:
        lines = wrapped(text, face(9.6), self._width - self._left()) or [""]
        return [(name if at == 0 else "", line) for at, line in enumerate(lines)]
