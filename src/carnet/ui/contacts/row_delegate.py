"""How a line of the list of contacts is painted: avatar with its arc, three lines, last exchange, missions, origin."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from carnet.domain.contacts import ContactRow
from carnet.ui.kit.avatar import paint_avatar
from carnet.ui.kit.delegates import RowDelegate, RowState, draw_lines
from carnet.ui.kit.icons import draw_icon
from carnet.ui.kit.origins import origin_mark
from carnet.ui.kit.painting import RIGHT, draw_text, text_width
from carnet.ui.kit.theme import metric
from carnet.words import _, sheets


class ContactDelegate(RowDelegate):
    """Paints a `ContactRow`."""

    def __init__(self, today: Callable[[], date], photo: Callable[[int], bytes | None] | None = None) -> None:
        super().__init__(64, inset_px=6, pad_px=14)
        self._today = today
        self._photo = photo
        self.words: tuple[str, ...] = ()  # what was searched, folded: marked where it stands

    def paint_content(self, painter: QPainter, area: QRectF, row: object, state: RowState) -> None:
        """Paint one contact."""
        if not isinstance(row, ContactRow):
            return
        side = metric(38)
        face = QRectF(area.left(), area.center().y() - side / 2, side, side)
        load = partial(self._photo, row.id) if self._photo is not None and row.photo else None
        paint_avatar(painter, face, row.name, row.score, row.level, photo=row.photo, load=load)
        used = self._paint_right(painter, area, row, state)
        texts = area.adjusted(side + metric(12), 0, -used - metric(8), 0)
        second, third = _lines(row)
        draw_lines(painter, texts, row.name, second, row.match or third, words=self.words)

    def tip(self, row: object) -> str:
        """Return the whole text of a line."""
        if not isinstance(row, ContactRow):
            return ""
        return "\n".join(part for part in (row.name, row.title, row.organisation, row.match) if part)

    def _paint_right(self, painter: QPainter, area: QRectF, row: ContactRow, state: RowState) -> float:
        """Paint what stands at right; return its width."""
        day = "" if row.last_exchange_on is None else sheets.near(row.last_exchange_on, self._today())
        height, middle = metric(16), area.center().y()
        top = QRectF(area.left(), middle - height - metric(1), area.width(), height)
        draw_text(painter, top, day, "secondary", "text" if state.selected else "text2", align=RIGHT)
        marks = self._paint_marks(painter, QRectF(area.left(), middle + metric(2), area.width(), height), row, state)
        return max(text_width(day, "secondary"), marks)

    def _paint_marks(self, painter: QPainter, line: QRectF, row: ContactRow, state: RowState) -> float:
        side, x = metric(15), line.right()
        icon, tint = origin_mark(row.origin)
        box = QRectF(x - side, line.center().y() - side / 2, side, side)
        draw_icon(painter, box, icon, tint if state.plain else "text2")
        x = box.left() - metric(7)
        if row.missions:
            x = self._paint_missions(painter, line, x, row.missions)
        if row.starred:
            small = metric(12)
            draw_icon(painter, QRectF(x - small, line.center().y() - small / 2, small, small), "star", "text2")
            x -= small + metric(7)
        return line.right() - x

    def _paint_missions(self, painter: QPainter, line: QRectF, right: float, missions: int) -> float:
        face, text, side = "caption_strong+", str(missions), metric(13)
        width = text_width(text, face)
        draw_text(painter, QRectF(right - width - 1, line.top(), width + 1, line.height()), text, face, "text")
        left = right - width - metric(4) - side
        draw_icon(painter, QRectF(left, line.center().y() - side / 2, side, side), "briefcase", "text2")
        return left - metric(7)


def _lines(row: ContactRow) -> tuple[str, str]:
    if row.title or not row.to_complete:
        return row.title, row.organisation
    return _("to complete"), row.organisation
