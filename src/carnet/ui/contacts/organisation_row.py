"""How a line of the list of organisations is painted: tile, name, kind and city; people, missions, last exchange."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from carnet.domain.organisations import OrganisationLine
from carnet.ui.kit.avatar import paint_avatar
from carnet.ui.kit.delegates import RowDelegate, RowState, draw_lines
from carnet.ui.kit.icons import draw_icon
from carnet.ui.kit.painting import RIGHT, draw_text, text_width
from carnet.ui.kit.theme import metric
from carnet.words import formats, organisations, sheets

ROW_PX = 56


class OrganisationDelegate(RowDelegate):
    """Paints an `OrganisationLine`."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(ROW_PX, inset_px=6, pad_px=14)
        self._today = today

    def paint_content(self, painter: QPainter, area: QRectF, row: object, state: RowState) -> None:
        """Paint one organisation."""
        if not isinstance(row, OrganisationLine):
            return
        side = metric(36)
        tile = QRectF(area.left(), area.center().y() - side / 2, side, side)
        paint_avatar(painter, tile, row.name, square=True)
        used = self._paint_right(painter, area, row, state)
        texts = area.adjusted(side + metric(12), 0, -used - metric(8), 0)
        draw_lines(painter, texts, row.name, organisations.kind_and_city(row))

    def tip(self, row: object) -> str:
        """Return the whole text of a line."""
        if not isinstance(row, OrganisationLine):
            return ""
        return "\n".join((row.name, organisations.kind_and_city(row)))

    def _paint_right(self, painter: QPainter, area: QRectF, row: OrganisationLine, state: RowState) -> float:
        """Paint what stands at right; return its width."""
        day = "" if row.last_exchange_on is None else sheets.near(row.last_exchange_on, self._today())
        height, middle = metric(16), area.center().y()
        top = QRectF(area.left(), middle - height - metric(1), area.width(), height)
        draw_text(painter, top, day, "secondary", "text" if state.selected else "text2", align=RIGHT)
        line = QRectF(area.left(), middle + metric(2), area.width(), height)
        left = line.right()
        for icon, number in (("briefcase", row.missions), ("users", row.people)):
            if number:
                left = _paint_number(painter, line, left, icon, number)
        return max(text_width(day, "secondary"), line.right() - left)


def _paint_number(painter: QPainter, line: QRectF, right: float, icon: str, number: int) -> float:
    """Paint an icon with its number; return where what stands left of it ends."""
    face, text, side = "caption_strong+", formats.number(number), metric(13)
    width = text_width(text, face)
    draw_text(painter, QRectF(right - width - 1, line.top(), width + 1, line.height()), text, face, "text")
    left = right - width - metric(4) - side
    draw_icon(painter, QRectF(left, line.center().y() - side / 2, side, side), icon, "text2")
    return left - metric(8)
