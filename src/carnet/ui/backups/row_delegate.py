"""How a backup is painted: date, reason, counts, size, where it stands, whether it can be read; and the head above."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from carnet.domain.backups import BackupRow
from carnet.ui.kit.delegates import RowDelegate, RowState
from carnet.ui.kit.icons import draw_icon
from carnet.ui.kit.painting import RIGHT, draw_text, text_width
from carnet.ui.kit.theme import color, metric, notifier
from carnet.words import _, backups, formats

ROW_PX = 37
_PAD_PX = 16
_WIDTHS = (("contacts", 76), ("interactions", 80), ("size", 76), ("where", 56), ("state", 96))
_NARROW_PX, _TINY_PX = 620, 440
_DATE_PX = 166


def columns(area: QRectF) -> dict[str, QRectF]:
    """Return the place of each column that there is room for."""
    left_out: set[str] = set()
    if area.width() < metric(_NARROW_PX):
        left_out = {"interactions", "where"}
    if area.width() < metric(_TINY_PX):
        left_out |= {"contacts", "size"}
    found: dict[str, QRectF] = {}
    right = area.right()
    for name, width in reversed([each for each in _WIDTHS if each[0] not in left_out]):
        found[name] = QRectF(right - metric(width), area.top(), metric(width), area.height())
        right -= metric(width)
    found["date"] = QRectF(area.left(), area.top(), metric(_DATE_PX), area.height())
    found["reason"] = QRectF(found["date"].right(), area.top(), max(0.0, right - found["date"].right()), area.height())
    return found


class BackupDelegate(RowDelegate):
    """Paints a `BackupRow`."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(ROW_PX, pad_px=_PAD_PX, rule=True)
        self._today = today

    def paint_content(self, painter: QPainter, area: QRectF, row: object, _state: RowState) -> None:
        """Paint one backup."""
        if not isinstance(row, BackupRow):
            return
        at = columns(area)
        figures = "body+"
        day = backups.day(row.at, self._today())
        draw_text(painter, at["date"], day, figures)
        rest = at["date"].adjusted(text_width(day, figures), 0, 0, 0)
        draw_text(painter, rest, f", {formats.local_time(row.at)}", figures, "text2")
        draw_text(painter, at["reason"], backups.reason(row), "body", "text2")
        for name, value in (("contacts", row.contacts), ("interactions", row.interactions)):
            if name in at:
                text = "–" if value is None else formats.number(value)
                draw_text(painter, at[name], text, figures, align=RIGHT)
        if "size" in at:
            draw_text(painter, at["size"], backups.size(row.size), figures, align=RIGHT)
        if "where" in at:
            self._paint_places(painter, at["where"], row)
        self._paint_state(painter, at["state"], row)

    def tip(self, row: object) -> str:
        """Return the whole of a backup."""
        return backups.spoken(row) if isinstance(row, BackupRow) else ""

    def _paint_places(self, painter: QPainter, area: QRectF, row: BackupRow) -> None:
        side = metric(14)
        for place, (there, name) in enumerate(((row.here, "hard-drive"), (row.elsewhere, "copy"))):
            if there:
                x = area.left() + metric(14) + place * (side + metric(5))
                draw_icon(painter, QRectF(x, area.center().y() - side / 2, side, side), name, "text2")

    def _paint_state(self, painter: QPainter, area: QRectF, row: BackupRow) -> None:
        text, good = backups.state(row), row.contacts is not None
        tint = "success" if good else "warning" if row.sealed else "danger"
        draw_text(painter, area, text, "secondary_medium", tint, align=RIGHT)
        side = metric(12)
        x = area.right() - text_width(text, "secondary_medium") - side - metric(5)
        icon = "check" if good else "lock" if row.sealed else "triangle-alert"
        draw_icon(painter, QRectF(x, area.center().y() - side / 2, side, side), icon, tint)


class BackupHead(QWidget):
    """The names of the columns."""

    def __init__(self) -> None:
        super().__init__()
        self._restyle()
        notifier().changed.connect(self._restyle)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the names over their columns."""
        names = {
            "date": _("Date"),
            "reason": _("Reason"),
            "contacts": _("Contacts"),
            "interactions": _("Exchanges"),
            "size": _("Size"),
            "where": _("Where"),
            "state": _("State"),
        }
        painter = QPainter(self)
        area = QRectF(self.rect())
        painter.fillRect(QRectF(0, area.bottom() - 1, area.width(), 1), color("border"))
        pad = metric(_PAD_PX)
        for name, place in columns(area.adjusted(pad, 0, -pad, 0)).items():
            left = name in {"date", "reason"}
            align = (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) if left else RIGHT
            draw_text(painter, place, names[name], "secondary_medium", "text2", align=align)
        painter.end()

    def _restyle(self) -> None:
        self.setFixedHeight(metric(34))
