"""How a timeline is painted: years, and entries with disc, heading, text and chips."""

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from carnet.domain.contacts import TimelineItem
from carnet.domain.interactions import InteractionKind
from carnet.domain.markdown import is_marked
from carnet.ui.interactions.icons import kind_icon
from carnet.ui.interactions.timeline_model import ITEM_ROLE, TimelineModel
from carnet.ui.kit.icons import draw_icon
from carnet.ui.kit.labels import chip_size, paint_chip
from carnet.ui.kit.markdown import Note
from carnet.ui.kit.painting import RIGHT, draw_ground, draw_text, line_height, text_width
from carnet.ui.kit.theme import color, font, metric, text_scale
from carnet.words import sheets

_Index = QModelIndex | QPersistentModelIndex
_CLEAR_PX = 6
"""At the right, so that the frame of the current item covers no letter."""


class TimelineDelegate(QStyledItemDelegate):
    """Paints years and items, and measures them."""

    def __init__(self, model: TimelineModel) -> None:
        super().__init__()
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one line."""
        line = index.data(ITEM_ROLE)
        painter.save()
        if isinstance(line, str):
            self._paint_year(painter, QRectF(option.rect), line)
        elif isinstance(line, TimelineItem):
            self._paint_item(painter, option, index, line)
        painter.restore()

    def measure(self, index: _Index, width: int) -> int:
        """Return the height of a line at a width."""
        item = self._model.item_at(index)
        if item is None:
            return metric(38) if index.row() else metric(30)
        room = width - metric(40 + _CLEAR_PX)
        height = metric(28)
        if text := sheets.item_text(item):
            height += _text_height(text, room) + metric(2)
        if _chips(item):
            height += self._chips_height(item, room) + metric(6)
        return height + metric(14)

    def _paint_year(self, painter: QPainter, area: QRectF, year: str) -> None:
        top = area.bottom() - metric(30)
        box = QRectF(area.left(), top, area.width(), metric(20))
        width = draw_text(painter, box, year, "caption_strong", "text2")
        y = round(box.center().y()) + 0.5
        painter.setPen(QPen(color("border"), 1))
        painter.drawLine(QPointF(area.left() + width + metric(10), y), QPointF(area.right(), y))

    def _paint_item(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index, item: TimelineItem) -> None:
        area = QRectF(option.rect)
        self._paint_state(painter, option, index)
        disc = QRectF(area.left(), area.top(), metric(28), metric(28))
        _paint_disc(painter, disc, item)
        if not self._model.ends_year(index.row()):
            painter.setPen(QPen(color("border"), 1.5))
            x = disc.center().x()
            painter.drawLine(QPointF(x, disc.bottom() + metric(3)), QPointF(x, area.bottom() - metric(3)))
        left = disc.right() + metric(12)
        head = QRectF(left, area.top(), area.right() - metric(_CLEAR_PX) - left, metric(28))
        day = sheets.when(item.occurred_on)
        draw_text(painter, head, day, "secondary", "text2", align=RIGHT)
        room = head.adjusted(0, 0, -text_width(day, "secondary") - metric(8), 0)
        draw_text(painter, room, sheets.item_title(item, self._model.contact_id), "emphasis", "text")
        self._paint_below(painter, QRectF(left, head.bottom(), head.width(), area.bottom() - head.bottom()), item)

    def _paint_below(self, painter: QPainter, area: QRectF, item: TimelineItem) -> None:
        y = area.top()
        if text := sheets.item_text(item):
            y += _draw_wrapped(painter, area.adjusted(0, -metric(2), 0, 0), text) + metric(4)
        x = area.left()
        for words, icon_name in _chips(item):
            size = chip_size(words, icon_name, small=True)
            width = min(size.width(), area.width())
            if x > area.left() and x + width > area.right():
                x, y = area.left(), y + size.height() + metric(4)
            paint_chip(painter, QRectF(x, y, width, size.height()), words, icon_name, small=True)
            x += width + metric(6)

    def _chips_height(self, item: TimelineItem, room: int) -> int:
        lines, x = 1, 0
        for words, icon_name in _chips(item):
            width = min(chip_size(words, icon_name, small=True).width(), room)
            if x and x + width > room:
                lines, x = lines + 1, 0
            x += width + metric(6)
        return lines * metric(20) + (lines - 1) * metric(4)

    def _paint_state(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        view = option.widget
        current = isinstance(view, QAbstractItemView) and view.currentIndex() == index and view.hasFocus()
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        area = QRectF(option.rect).adjusted(0, -metric(3), 0, -metric(8))
        if hovered:
            draw_ground(painter, area, metric(7), "hover")
        if current:
            draw_ground(painter, area.adjusted(1, 1, -1, -1), metric(7), None, "focus", width=2)


def _chips(item: TimelineItem) -> list[tuple[str, str]]:
    found = [(item.event, "ticket")] if item.event else []
    if item.what == "interaction":
        found += [(item.mission, "briefcase")] if item.mission else []
        found += [(person.name, "user") for person in item.people]
    return found


def _paint_disc(painter: QPainter, disc: QRectF, item: TimelineItem) -> None:
    ground, ink, icon_name = "fill", "text2", "notebook-pen"
    if item.what == "mission":
        ground, ink, icon_name = "success-soft", "success", "briefcase"
    elif item.what == "introduction":
        ground, ink, icon_name = "accent-soft", "accent-text", "handshake"
    else:
        icon_name = kind_icon(InteractionKind(item.kind))
    draw_ground(painter, disc, disc.width() / 2, ground)
    side = metric(14)
    box = QRectF(0, 0, side, side)
    box.moveCenter(disc.center())
    draw_icon(painter, box, icon_name, ink)


@lru_cache(maxsize=64)  # what is measured is painted next, and painted again as the page scrolls
def _layout(text: str, width: float, _scale: float) -> tuple[QTextLayout, float]:
    """Return the text laid out in lines of a width, and its height; it stays plain whatever it holds."""
    layout = QTextLayout(text.replace("\n", "\u2028"), font("body"))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    y, step = 0.0, max(metric(18), line_height())
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y))
        y += step
    layout.endLayout()
    return layout, y


def _text_height(text: str, width: int) -> int:
    if is_marked(text):
        return round(Note(text, width=width).size().height())
    if _is_line(text, width):
        return max(metric(18), line_height())
    return round(_layout(text, width, text_scale())[1])


def _is_line(text: str, width: float) -> bool:
    return "\n" not in text and text_width(text) < width


def _draw_wrapped(painter: QPainter, area: QRectF, text: str) -> int:
    """Draw a text in lines and return its height."""
    if is_marked(text):
        note = Note(text, tint="text2", width=int(area.width()))
        painter.translate(area.topLeft())
        note.drawContents(painter)
        painter.translate(-area.topLeft())
        return round(note.size().height())
    if _is_line(text, area.width()):
        draw_text(painter, QRectF(area.topLeft(), QSizeF(area.width(), line_height())), text, "body", "text2")
        return max(metric(18), line_height())
    painter.setPen(color("text2"))
    layout, height = _layout(text, area.width(), text_scale())
    layout.draw(painter, area.topLeft())
    return round(height)
