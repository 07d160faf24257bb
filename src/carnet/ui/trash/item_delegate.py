"""How a thing in the trash is painted: face or icon, name and what it is, since when and for how long."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from carnet.domain.trash import TrashItem, TrashKind
from carnet.ui.kit.avatar import paint_avatar
from carnet.ui.kit.delegates import RowDelegate, RowState, draw_lines
from carnet.ui.kit.icons import draw_icon
from carnet.ui.kit.painting import RIGHT, draw_ground, draw_text, line_height, text_width
from carnet.ui.kit.theme import metric
from carnet.words import _, trash

ROW_PX = 50
_FACE_PX = 30
_NARROW_PX = 480
_ICONS = {TrashKind.EVENT: "calendar-days", TrashKind.MISSION: "briefcase"}


class ItemDelegate(RowDelegate):
    """Paints a `TrashItem`."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(ROW_PX, pad_px=16, rule=True)
        self._today = today

    def paint_content(self, painter: QPainter, area: QRectF, row: object, _state: RowState) -> None:
        """Paint one thing."""
        if not isinstance(row, TrashItem):
            return
        side = metric(_FACE_PX)
        face = QRectF(area.left(), area.center().y() - side / 2, side, side)
        if row.kind is TrashKind.CONTACT:
            paint_avatar(painter, face, row.name)
        else:
            draw_ground(painter, face, metric(7), "fill")
            inside = (side - metric(16)) / 2
            draw_icon(painter, face.adjusted(inside, inside, -inside, -inside), _ICONS[row.kind], "text2")
        used = self._paint_right(painter, area, row)
        draw_lines(painter, area.adjusted(side + metric(12), 0, -used - metric(12), 0), row.name, trash.detail(row))

    def tip(self, row: object) -> str:
        """Return the whole of a thing."""
        return trash.spoken(row, self._today()) if isinstance(row, TrashItem) else ""

    def _paint_right(self, painter: QPainter, area: QRectF, row: TrashItem) -> float:
        """Paint since when and for how long; return the width."""
        since = (
            "" if area.width() < metric(_NARROW_PX) else _("since {when}").format(when=trash.since(row, self._today()))
        )
        left = trash.left(row, self._today())
        height = line_height("secondary")
        middle = area.center().y()
        over = QRectF(area.left(), middle - height, area.width(), height)
        draw_text(painter, over if since else area, left, "secondary_medium", "text2", align=RIGHT)
        if since:
            under = QRectF(area.left(), middle, area.width(), height)
            draw_text(painter, under, since, "secondary", "text3", align=RIGHT)
        return max(text_width(left, "secondary_medium"), text_width(since, "secondary"))
