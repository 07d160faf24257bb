"""How a deed is painted: its day in the margin, what it was, about what, when, by whom, and whether it still stands."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from carnet.domain.changes import Cause
from carnet.journal.history import DeedRow
from carnet.ui.kit.delegates import RowDelegate, RowState, draw_lines, paint_row_ground
from carnet.ui.kit.icons import draw_icon
from carnet.ui.kit.painting import RIGHT, draw_text, text_width
from carnet.ui.kit.rows_model import ROW_ROLE
from carnet.ui.kit.theme import color, font, metric
from carnet.words import _, changes, deeds, formats

ROW_PX = 48
_DAY_PX, _NARROW_DAY_PX, _TIME_PX = 112, 84, 64
_NARROW_PX = 560
_ICONS = {
    "contacts": "users",
    "interactions": "message-circle",
    "follow_ups": "alarm-clock",
    "events": "calendar-days",
    "missions": "briefcase",
    "labels": "tag",
    "imports": "import",
    "other": "pencil",
}
_Index = QModelIndex | QPersistentModelIndex


class DeedDelegate(RowDelegate):
    """Paints a `DeedRow`; the day stands beside the first deed of it, and beside the first one in sight."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(ROW_PX, pad_px=0)
        self._today = today

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the margin, then the ground beside it, then the deed."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, DeedRow):
            return
        state, area = self.state_of(option, index), QRectF(option.rect)
        margin = metric(_NARROW_DAY_PX if area.width() < metric(_NARROW_PX) else _DAY_PX)
        begins = self._begins_day(index, row)
        painter.save()
        if index.row() > 0:
            left = area.left() if begins else area.left() + margin
            painter.fillRect(QRectF(left, area.top(), area.right() - left, 1), color("border"))
        paint_row_ground(painter, area.adjusted(margin, 1, 0, 0), state, 0)
        if begins or area.top() <= 0:
            place = QRectF(area.left() + metric(16), max(area.top(), 0), margin - metric(20), metric(ROW_PX))
            draw_text(painter, place, changes.day(day_of(row), self._today()), "secondary_strong", "text2")
        self.paint_content(painter, area.adjusted(margin + metric(12), 0, -metric(16), 0), row, state)
        painter.restore()

    def paint_content(self, painter: QPainter, area: QRectF, row: object, state: RowState) -> None:
        """Paint one deed."""
        if not isinstance(row, DeedRow):
            return
        time = formats.local_time(row.at)
        wide = metric(_TIME_PX)
        at = QRectF(area.left(), area.top(), wide, area.height())
        draw_text(painter, at, time, "secondary+", "text2")
        side, x = metric(16), area.left() + wide
        icon = "undo-2" if row.undone else _ICONS[changes.family(row.kind)]
        draw_icon(
            painter, QRectF(x, area.center().y() - side / 2, side, side), icon, "text3" if row.undone else "text2"
        )
        right = self._paint_state(painter, area, row)
        texts = QRectF(x + side + metric(12), area.top(), 0, area.height())
        texts.setRight(right - metric(12))
        if row.undone:
            face = QFont(font("body"))
            face.setStrikeOut(True)
            line = deeds.name(row.kind, row.subject)
            draw_text(painter, texts, capital(line), face, "text3")
        else:
            draw_lines(painter, texts, capital(deeds.name(row.kind)), row.subject, first_role="control")

    def tip(self, row: object) -> str:
        """Return the whole of a deed."""
        return spoken(row, self._today())

    def _paint_state(self, painter: QPainter, area: QRectF, row: DeedRow) -> float:
        """Paint at right that a deed is undone, or who did it; return where that begins."""
        text = _("undone") if row.undone else changes.cause(row.cause)
        tint = "text2" if row.undone or row.cause is not Cause.USER else "text3"
        draw_text(painter, area, text, "secondary", tint, align=RIGHT)
        return area.right() - text_width(text, "secondary")

    def _begins_day(self, index: _Index, row: DeedRow) -> bool:
        if index.row() == 0:
            return True
        above = index.sibling(index.row() - 1, 0).data(ROW_ROLE)
        return not isinstance(above, DeedRow) or day_of(above) != day_of(row)


def day_of(row: DeedRow) -> date:
    """Return the day of a deed where the user is."""
    return row.at.astimezone().date()


def capital(text: str) -> str:
    """Return a text with its first letter large."""
    return text[:1].upper() + text[1:]


def spoken(row: object, today: date) -> str:
    """Return a deed in one sentence."""
    if not isinstance(row, DeedRow):
        return ""
    parts = [capital(deeds.name(row.kind, row.subject)), changes.moment(row.at, today)]
    parts.append(_("undone") if row.undone else _("by {whom}").format(whom=changes.cause(row.cause)))
    return ", ".join(parts)
