"""The delegate under all rows: hover, selection and focus; pages paint the content."""

from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from carnet.ui.kit.marked import draw_marked
from carnet.ui.kit.painting import draw_ground, draw_text, line_height, plain_tip
from carnet.ui.kit.rows_model import ROW_ROLE
from carnet.ui.kit.theme import color, metric

__all__ = ["RowDelegate", "RowState", "TwoLineDelegate", "draw_text", "paint_row_ground"]

_Index = QModelIndex | QPersistentModelIndex


class RowState(NamedTuple):
    """How a row stands when it is painted."""

    selected: bool = False
    hovered: bool = False
    focused: bool = False

    @property
    def plain(self) -> bool:
        """Tell whether the row lies on its own ground, where origin colours are allowed."""
        return not (self.selected or self.hovered)


def paint_row_ground(painter: QPainter, area: QRectF, state: RowState, radius: float) -> None:
    """Paint selection with its accent bar, hover, and the focus ring inside."""
    if state.selected:
        draw_ground(painter, area, radius, "selected")
        bar = QRectF(area.left(), area.top() + metric(8), metric(3), area.height() - 2 * metric(8))
        draw_ground(painter, bar, metric(1.5), "accent")
    elif state.hovered:
        draw_ground(painter, area, radius, "hover")
    if state.focused:
        draw_ground(painter, area.adjusted(2, 2, -2, -2), metric(7), None, "focus", width=2)


class RowDelegate(QStyledItemDelegate):
    """Paints the ground of a row and leaves its content to `paint_content`.

    Args:
        height_px: height at 100 %; pass the same to `RowsTable`.
        inset_px: room left and right of the ground, as in the list of contacts; 0 in cards.
        pad_px: room between the ground and the content.
        rule: draw a 1 px rule under each row but the last, as in cards.
    """

    def __init__(self, height_px: int = 64, *, inset_px: int = 0, pad_px: int = 14, rule: bool = False) -> None:
        super().__init__()
        self._height_px = height_px
        self._inset_px = inset_px
        self._pad_px = pad_px
        self._rule = rule

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Return the height at the text scale."""
        return QSize(metric(160), metric(self._height_px))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint ground, then content."""
        row = index.data(ROW_ROLE)
        state = self.state_of(option, index)
        inset = metric(self._inset_px)
        area = QRectF(option.rect).adjusted(inset, 0, -inset, 0)
        painter.save()
        if self._rule and index.row() < index.model().rowCount() - 1:
            painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), color("border"))
        paint_row_ground(painter, area, state, metric(8) if inset else 0)
        if row is not None:
            pad = metric(self._pad_px)
            self.paint_content(painter, area.adjusted(pad, 0, -pad, 0), row, state)
        painter.restore()

    def paint_content(self, painter: QPainter, area: QRectF, row: object, state: RowState) -> None:
        """Paint what the row says; each page has its own."""

    def tip(self, _row: object) -> str:
        """Return the tool tip of a row, "" for none."""
        return ""

    def state_of(self, option: QStyleOptionViewItem, index: _Index) -> RowState:
        """Return how the row stands."""
        flags = option.state
        view = option.widget
        current = isinstance(view, QAbstractItemView) and view.currentIndex() == index
        return RowState(
            selected=bool(flags & QStyle.StateFlag.State_Selected),
            hovered=bool(flags & QStyle.StateFlag.State_MouseOver),
            focused=current and view.hasFocus(),
        )

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, _option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        """Show the tool tip of the row, as plain text."""
        row = index.data(ROW_ROLE) if index.isValid() else None
        text = self.tip(row) if row is not None else ""
        QToolTip.showText(event.globalPos(), plain_tip(text), view)
        return bool(text)


class TwoLineDelegate(RowDelegate):
    """A row of a strong line and a quiet one; override `lines`."""

    def lines(self, row: object) -> tuple[str, str]:
        """Return the two lines of a row."""
        return str(row), ""

    def paint_content(self, painter: QPainter, area: QRectF, row: object, _state: RowState) -> None:
        """Paint the two lines, centred in height."""
        draw_lines(painter, area, *self.lines(row))


def draw_lines(
    painter: QPainter,
    area: QRectF | QRect,
    first: str,
    second: str = "",
    third: str = "",
    *,
    first_role: str = "emphasis",
    words: tuple[str, ...] = (),
) -> None:
    """Draw a strong line with one or two quiet ones under it, centred in height, each elided, some words marked."""
    texts = [(first, first_role, "text"), (second, "secondary", "text2"), (third, "secondary", "text3")]
    shown = [(text, role, tint) for text, role, tint in texts if text]
    gap = metric(1)
    total = sum(line_height(role) for _, role, _ in shown) + gap * (len(shown) - 1)
    box = QRectF(area)
    y = box.top() + (box.height() - total) / 2
    for text, role, tint in shown:
        height = line_height(role)
        line = QRectF(box.left(), y, box.width(), height)
        if words:
            draw_marked(painter, line, text, words, role)
        else:
            draw_text(painter, line, text, role, tint)
        y += height + gap
