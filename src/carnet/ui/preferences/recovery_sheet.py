"""The recovery sheet of an encrypted journal: what it is for, where to keep it, and room for the passphrase."""

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from carnet.ui.kit import paper
from carnet.ui.kit.paper import DPI, draw_line, face, ink, pt, wrapped
from carnet.words import _

_LINES = 3
_LINE = round(14 * DPI / 25.4)


def pdf(name: str, place: str, day: str) -> bytes:
    """Return the sheet of a journal; the passphrase is written on it by hand, so that no file ever holds it."""
    return paper.pdf(_Sheet(name, place), _("Recovery sheet"), _("Printed on {day}").format(day=day))


class _Sheet:
    """One page."""

    def __init__(self, name: str, place: str) -> None:
        self._width = 0.0
        self._texts = (
            _("This journal is encrypted: {name}").format(name=name),
            _("It is in the folder {place}. Its backups are encrypted with the same passphrase.").format(place=place),
            _("Without the passphrase nobody can open it: neither Carnet, nor who repairs your computer."),
            _("Write the passphrase below by hand, letter by letter, capitals and spaces too, then fold the sheet."),
            _("Keep it away from the computer: with your papers, or with somebody you trust. Take no photo of it."),
            _("After a change of the passphrase, destroy this sheet and make another."),
        )

    def lay(self, room: QSizeF) -> int:
        """Take the room; one page holds all."""
        self._width = room.width()
        return 1

    def paint(self, painter: QPainter, _page: int) -> None:
        """Paint what to know, then dotted lines to write on."""
        y = 0.0
        for place, text in enumerate(self._texts):
            style = face(12.5, QFont.Weight.DemiBold) if not place else face(9.6)
            for line in wrapped(text, style, self._width):
                draw_line(painter, QRectF(0, y, self._width, pt(16)), line, style)
                y += pt(16)
            y += pt(6)
        y += pt(10)
        style = face(9.6, QFont.Weight.DemiBold)
        draw_line(painter, QRectF(0, y, self._width, pt(16)), _("Passphrase"), style)
        painter.setPen(QPen(ink("text2"), pt(0.7), Qt.PenStyle.DotLine))
        for _line in range(_LINES):
            y += _LINE
            painter.drawLine(0, round(y), round(self._width), round(y))
