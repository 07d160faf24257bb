"""Existing people offered while a name is typed."""

from typing import final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from carnet.domain.contacts import ContactRow
from carnet.ui.kit.avatar import paint_avatar
from carnet.ui.kit.offers import Offers, draw_cap
from carnet.ui.kit.painting import draw_ground, draw_text
from carnet.ui.kit.theme import metric
from carnet.words import _, captures


@final
class Suggestions(Offers[ContactRow]):
    """People of the name typed; nobody is highlighted until the arrows are used, and then Entrée takes her.

    Args:
        key: what takes the first person while none is highlighted, as the cap beside her says.
    """

    row_px = 40

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(_("People of that name"), parent)
        self._key = key

    def people(self) -> tuple[ContactRow, ...]:
        """Return the people offered."""
        return self.rows

    def move_by(self, step: int) -> None:
        """Highlight the first person, or the last, then go up or down, round the ends."""
        if not self.steered:
            self.at = -1 if step > 0 else 0
        super().move_by(step)

    def paint_row(self, painter: QPainter, area: QRectF, row: ContactRow, *, current: bool) -> None:
        """Paint face, name and position."""
        if current and (self.steered or self.underMouse()):
            draw_ground(painter, area, metric(6), "selected" if self.steered else "hover")
        side = metric(26)
        box = QRectF(area.left() + metric(8), area.center().y() - side / 2, side, side)
        paint_avatar(painter, box, row.name, None, None)
        room = QRectF(box.right() + metric(10), area.top(), area.right() - box.right() - metric(18), area.height())
        if current:
            room = draw_cap(painter, room, _("Enter") if self.steered else self._key)
        drawn = draw_text(painter, room, row.name, "emphasis")
        room.setLeft(room.left() + drawn + metric(10))
        draw_text(painter, room, captures.position(row.title, row.organisation), "secondary", "text2")

    def spoken(self, row: ContactRow) -> str:
        """Return who it is, and what takes her."""
        text = _("{name}, {detail}, already there. {key} takes it.")
        key = _("Enter") if self.steered else self._key
        return text.format(name=row.name, detail=captures.position(row.title, row.organisation), key=key)
