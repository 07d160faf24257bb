"""Pages on paper: head, foot and page numbers around what is to be read; as a PDF, or on any device that pages.

All lengths are in dots of 1/300 inch, whatever the device.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Protocol

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QTextLayout,
    QTextOption,
)

from carnet.ui.kit.mark import paint_mark
from carnet.ui.kit.theme import Theme, font, load_theme, resources
from carnet.words import _

DPI = 300
_BLANKS = re.compile(r"[ \t\r\n]+")  # spaces that must not break stay what they are
_MM = DPI / 25.4
_SIDE_MM, _TOP_MM, _FOOT_MM = 20, 15, 20


def pt(points: float) -> int:
    """Return a length given in points."""
    return round(points * DPI / 72)


@lru_cache(maxsize=1)
def _light() -> Theme:
    return load_theme("light", resources())


def ink(role: str = "text") -> QColor:
    """Return the colour of a role on white paper, whatever the theme of the window."""
    return _light().colors[role]


@lru_cache(maxsize=32)
def face(points: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the window's font at a size on paper; do not change it in place."""
    made = QFont()
    made.setFamilies(font("body").families())
    made.setPixelSize(pt(points))
    made.setWeight(weight)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # A letter in a shape that its neighbours ask for would be copied out of a PDF as another letter.
    for feature in ("calt", "liga", "clig"):
        made.setFeature(QFont.Tag(feature), 0)
    return made


def draw_line(
    painter: QPainter, area: QRectF, text: str, style: QFont, role: str = "text", *, right: bool = False
) -> None:
    """Draw one plain line, elided where it does not fit."""
    metrics = QFontMetricsF(style)
    shown = text
    if metrics.horizontalAdvance(text) > area.width():
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.setFont(style)
    painter.setPen(ink(role))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(area, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)


def wrapped(text: str, style: QFont, width: float, most: int | None = None) -> list[str]:
    """Return a text in lines of a width; the last of `most` holds what is left, which is elided as it is drawn."""
    flat = " ".join(_BLANKS.split(text)).strip()
    layout = QTextLayout(flat, style)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    found: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        end = len(flat) if most is not None and len(found) == most - 1 else line.textStart() + line.textLength()
        found.append(flat[line.textStart() : end].strip())
        if end == len(flat):
            break
    layout.endLayout()
    return found


def draw_rule(painter: QPainter, y: float, width: float, role: str = "text", points: float = 0.7) -> None:
    """Draw a rule from edge to edge."""
    painter.setPen(QPen(ink(role), points * DPI / 72))
    painter.drawLine(0, round(y), round(width), round(y))


class Content(Protocol):
    """What is to be read."""

    def lay(self, room: QSizeF) -> int:
        """Lay everything out for pages with so much room; return their number."""
        ...

    def paint(self, painter: QPainter, page: int) -> None:
        """Paint one page, from 0, its room beginning at the origin."""
        ...


def pdf(content: Content, title: str, foot: str, turned: Callable[[int, int], bool] | None = None) -> bytes:
    """Return a PDF, A4; as `paint`."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DPI)
    writer.setTitle(title)
    writer.setCreator("Carnet")
    settle(writer)
    paint(writer, content, title, foot, turned)
    return bytes(buffer.data().data())


def settle(device: QPagedPaintDevice) -> None:
    """Give a device A4 paper, of which we keep the margins ourselves."""
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    device.setPageLayout(layout)


def paint(
    device: QPagedPaintDevice,
    content: Content,
    title: str,
    foot: str,
    turned: Callable[[int, int], bool] | None = None,
) -> bool:
    """Paint all pages; tell whether the device took them.

    `turned` hears of each page with their number, and False from it stops.
    """
    painter = QPainter()
    if not painter.begin(device):
        return False
    scale = device.logicalDpiX() / DPI
    painter.scale(scale, scale)
    whole = QSizeF(device.width() / scale, device.height() / scale)
    side, top, bottom = _SIDE_MM * _MM, (_TOP_MM + 12) * _MM, (_FOOT_MM + 4) * _MM
    room = QSizeF(whole.width() - 2 * side, whole.height() - top - bottom)
    count = content.lay(room)
    for page in range(count):
        if turned is not None and not turned(page, count):
            break
        if page:
            device.newPage()
        painter.save()
        painter.translate(side, _TOP_MM * _MM)
        _paint_head(painter, room.width(), title)
        painter.translate(0, 12 * _MM)
        painter.save()
        content.paint(painter, page)
        painter.restore()
        painter.translate(0, room.height() + 4 * _MM)
        _paint_foot(painter, room.width(), foot, page + 1, count)
        painter.restore()
    painter.end()
    return True


def _paint_head(painter: QPainter, width: float, title: str) -> None:
    height = 6 * _MM
    paint_mark(painter, QRectF(0, 0, height, height), ink)
    style = face(8.6, QFont.Weight.DemiBold)
    draw_line(painter, QRectF(height + pt(5), 0, pt(60), height), "Carnet", style)
    draw_line(painter, QRectF(pt(90), 0, width - pt(90), height), title, face(8.6), "text2", right=True)


def _paint_foot(painter: QPainter, width: float, foot: str, page: int, count: int) -> None:
    draw_rule(painter, 0, width)
    area = QRectF(0, pt(3), width, pt(14))
    number = _("Page {n} of {count}").format(n=page, count=count)
    draw_line(painter, area.adjusted(0, 0, -pt(90), 0), foot, face(8.2), "text2")
    draw_line(painter, area, number, face(8.2), "text2", right=True)
