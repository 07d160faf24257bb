"""How a person of the register is painted: face and name, the clock of three years, the day it ends, what is noted."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from carnet.domain.privacy import TERM_YEARS, PrivacyRow, Standing, runs_from
from carnet.ui.kit.avatar import paint_avatar
from carnet.ui.kit.delegates import RowDelegate, RowState, draw_lines
from carnet.ui.kit.painting import RIGHT, draw_ground, draw_text, line_height, text_width
from carnet.ui.kit.theme import metric
from carnet.words import privacy

ROW_PX = 50
_FACE_PX = 30
_WIDE_PX, _MIDDLE_PX = 760, 460
_CLOCK_PX, _END_PX = 320, 176
_OVER_DAYS = 60
_YEAR_DAYS = 365


class RegisterDelegate(RowDelegate):
    """Paints a `PrivacyRow`."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(ROW_PX, pad_px=16, rule=True)
        self._today = today

    def paint_content(self, painter: QPainter, area: QRectF, row: object, _state: RowState) -> None:
        """Paint one person."""
        if not isinstance(row, PrivacyRow):
            return
        side = metric(_FACE_PX)
        paint_avatar(painter, QRectF(area.left(), area.center().y() - side / 2, side, side), row.name)
        room = area.adjusted(side + metric(12), 0, 0, 0)
        used = self._paint_end(painter, room, row)
        room.setRight(
            room.right() - (max(used, metric(_END_PX)) if area.width() >= metric(_WIDE_PX) else used) - metric(16)
        )
        if area.width() >= metric(_MIDDLE_PX):
            width = metric(_CLOCK_PX) if area.width() >= metric(_WIDE_PX) else room.width() * 0.45
            clock = QRectF(room.right() - width, room.top(), width, room.height())
            self._paint_clock(painter, clock, row)
            room.setRight(clock.left() - metric(12))
        below = " · ".join(part for part in (row.organisation, privacy.noted(row)) if part)
        draw_lines(painter, room, row.name, below)

    def tip(self, row: object) -> str:
        """Return the whole of a row."""
        return privacy.spoken(row, self._today()) if isinstance(row, PrivacyRow) else ""

    def _paint_end(self, painter: QPainter, area: QRectF, row: PrivacyRow) -> float:
        """Paint the day it ends and by how much; return the width."""
        over, under = privacy.ends(row), privacy.left(row, self._today())
        height, middle = line_height("secondary"), area.center().y()
        first = QRectF(area.left(), middle - height, area.width(), height) if under else area
        draw_text(painter, first, over, "secondary_medium", "text", align=RIGHT)
        tint = "danger" if row.standing is Standing.DUE else "text2"
        if under:
            draw_text(painter, QRectF(area.left(), middle, area.width(), height), under, "secondary", tint, align=RIGHT)
        return max(text_width(over, "secondary_medium"), text_width(under, "secondary"))

    def _paint_clock(self, painter: QPainter, area: QRectF, row: PrivacyRow) -> None:
        """Paint the three years as cells, what ran of them filled, what is over them in red; and from when."""
        middle, height = area.center().y(), line_height("secondary")
        if row.term_on is not None:
            self._paint_cells(painter, QRectF(area.left(), middle - metric(13), area.width(), metric(6)), row)
        line = QRectF(area.left(), middle - metric(2), area.width(), height)
        draw_text(painter, line if row.term_on is not None else area, privacy.heard(row), "secondary", "text2")

    def _paint_cells(self, painter: QPainter, area: QRectF, row: PrivacyRow) -> None:
        over_room, gap = metric(34), metric(2)
        width = (min(area.width(), metric(_CLOCK_PX)) - over_room) / TERM_YEARS
        ran = (self._today() - runs_from(row.facts)).days / _YEAR_DAYS
        for cell in range(TERM_YEARS):
            box = QRectF(area.left() + cell * width, area.top(), width - gap, area.height())
            draw_ground(painter, box, metric(2), "fill")
            part = min(1.0, max(0.0, ran - cell))
            if part:
                tint = "warning" if cell == TERM_YEARS - 1 and row.standing is Standing.SOON else "border-control"
                draw_ground(painter, QRectF(box.left(), box.top(), box.width() * part, box.height()), metric(2), tint)
        end = area.left() + TERM_YEARS * width
        draw_ground(painter, QRectF(end, area.top() - metric(3), metric(2), area.height() + metric(6)), 0, "text")
        days = (self._today() - row.term_on).days if row.term_on is not None else 0
        if days > 0:
            over = max(float(metric(3)), min(1.0, days / _OVER_DAYS) * (over_room - metric(6)))
            draw_ground(painter, QRectF(end + metric(4), area.top(), over, area.height()), metric(2), "danger")
