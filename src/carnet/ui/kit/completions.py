"""What may go on from what is typed."""

from typing import final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from carnet.ui.kit.offers import Offers, draw_cap
from carnet.ui.kit.painting import draw_ground, draw_text
from carnet.ui.kit.theme import metric
from carnet.words import _


@final
class Completions(Offers[str]):
    """Texts to go on with; Tab takes the current one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_("Ways to go on"), parent)

    def paint_row(self, painter: QPainter, area: QRectF, row: str, *, current: bool) -> None:
        """Paint the text."""
        room = area.adjusted(metric(10), 0, -metric(8), 0)
        if current:
            draw_ground(painter, area, metric(6), "selected")
            room = draw_cap(painter, room, _("Tab"))
        draw_text(painter, room, row)

    def spoken(self, row: str) -> str:
        """Return the text, and what takes it."""
        return _("{text}, Tab takes it.").format(text=row)
