"""A list of people on paper: two lines a person, the columns named on each page."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QFont, QPainter

from carnet.domain.contacts import PaperRow
from carnet.ui.kit.paper import draw_line, draw_rule, face, pt
from carnet.words import _, formats

_TOP_PT, _HEAD_PT, _ROW_PT = 46, 18, 29


class ListContent:
    """The rows of a list, in its order."""

    def __init__(self, rows: Sequence[PaperRow], title: str, subtitle: str) -> None:
        self._rows = rows
        self._title = title
        self._subtitle = subtitle
        self._width = 0.0
        self._first = self._each = 1

    def lay(self, room: QSizeF) -> int:
        """Return the number of pages; the first one has the title too."""
        self._width = room.width()
        self._each = max(1, int((room.height() - pt(_HEAD_PT)) // pt(_ROW_PT)))
        self._first = max(1, int((room.height() - pt(_HEAD_PT + _TOP_PT)) // pt(_ROW_PT)))
        return 1 + max(0, -(-(len(self._rows) - self._first) // self._each))

    def paint(self, painter: QPainter, page: int) -> None:
        """Paint one page of rows."""
        y = 0.0
        if page == 0:
            draw_line(painter, QRectF(0, 0, self._width, pt(26)), self._title, face(22, QFont.Weight.DemiBold))
            draw_line(painter, QRectF(0, pt(26), self._width, pt(14)), self._subtitle, face(9.6), "text2")
            y = pt(_TOP_PT)
        self._paint_columns(painter, y)
        y += pt(_HEAD_PT)
        start = 0 if page == 0 else self._first + (page - 1) * self._each
        for row in self._rows[start : start + (self._first if page == 0 else self._each)]:
            self._paint_row(painter, y, row)
            y += pt(_ROW_PT)
            draw_rule(painter, y, self._width, "border-strong", 0.5)

    def _areas(self, y: float, height: float) -> tuple[QRectF, QRectF, QRectF]:
        parts = ((0.0, 0.47), (0.48, 0.34), (0.83, 0.17))
        first, second, third = (QRectF(self._width * left, y, self._width * width, height) for left, width in parts)
        return first, second, third

    def _paint_columns(self, painter: QPainter, y: float) -> None:
        names = (_("Name"), _("Contact details"), _("Last exchange"))
        for area, name, right in zip(self._areas(y, pt(_HEAD_PT)), names, (False, False, True), strict=True):
            draw_line(painter, area, name, face(8.2, QFont.Weight.DemiBold), "text2", right=right)
        draw_rule(painter, y + pt(_HEAD_PT), self._width)

    def _paint_row(self, painter: QPainter, y: float, row: PaperRow) -> None:
        name, reach, last = self._areas(y + pt(2), pt(12.5))
        below = pt(12.5)
        draw_line(painter, name, row.name, face(9.6, QFont.Weight.DemiBold))
        what = ", ".join(part for part in (row.title, row.organisation) if part)
        draw_line(painter, name.translated(0, below), what, face(8.6), "text2")
        draw_line(painter, reach, row.phone or row.email, face(8.6))
        if row.phone:
            draw_line(painter, reach.translated(0, below), row.email, face(8.6), "text2")
        if row.last_exchange_on is not None:
            draw_line(painter, last, formats.full_day(row.last_exchange_on), face(8.6), "text2", right=True)
