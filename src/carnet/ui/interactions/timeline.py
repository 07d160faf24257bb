"""The timeline of a person: exchanges, introductions and signatures by year, as tall as all it holds."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from carnet.domain.contacts import TimelineItem
from carnet.domain.interactions import InteractionKind
from carnet.domain.markdown import is_marked
from carnet.ui.interactions.icons import kind_icon
from carnet.ui.kit.icons import draw_icon
from carnet.ui.kit.labels import chip_size, paint_chip
from carnet.ui.kit.markdown import Note
from carnet.ui.kit.painting import draw_ground, draw_text, line_height, text_width
from carnet.ui.kit.theme import color, font, metric, notifier
from carnet.words import _, sheets

ITEM_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_NO_PARENT = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TimelineModel(QAbstractListModel):
    """Items and the years between them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[TimelineItem | str] = []
        self.contact_id = 0

    def show(self, contact_id: int, items: Sequence[TimelineItem]) -> None:
        """Show the items of a person."""
        self.beginResetModel()
        self.contact_id = contact_id
        self._lines = []
        year = None
        for item in items:
            own = "" if item.occurred_on is None else str(item.occurred_on.year or "")
            if own != year:
                self._lines.append(own or _("Undated"))
                year = own
            self._lines.append(item)
        self.endResetModel()

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the item or the year, or what is said of it."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == ITEM_ROLE:
            return line
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line if isinstance(line, str) else sheets.spoken_item(line, self.contact_id)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Leave years out of the selection."""
        if self.item_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def item_at(self, index: _Index) -> TimelineItem | None:
        """Return the item of a line, None for a year."""
        line = self._lines[index.row()] if index.isValid() else None
        return line if isinstance(line, TimelineItem) else None

    def ends_year(self, row: int) -> bool:
        """Tell whether nothing of the same year follows."""
        return row + 1 >= len(self._lines) or isinstance(self._lines[row + 1], str)


class _Delegate(QStyledItemDelegate):
    """Paints years and items; heights are kept per width."""

    def __init__(self, model: TimelineModel) -> None:
        super().__init__()
        self._model = model
        self._heights: dict[tuple[int, int], int] = {}

    def forget(self) -> None:
        """Measure again, as when the items or the text size changed."""
        self._heights.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        view = option.widget
        width = view.width() if isinstance(view, QAbstractItemView) else option.rect.width()
        key = index.row(), width
        if key not in self._heights:
            self._heights[key] = self._measure(index, width)
        return QSize(width, self._heights[key])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line = index.data(ITEM_ROLE)
        painter.save()
        if isinstance(line, str):
            self._paint_year(painter, QRectF(option.rect), line)
        elif isinstance(line, TimelineItem):
            self._paint_item(painter, option, index, line)
        painter.restore()

    def _measure(self, index: _Index, width: int) -> int:
        item = self._model.item_at(index)
        if item is None:
            return metric(38) if index.row() else metric(30)
        room = width - metric(40)
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
        head = QRectF(left, area.top(), area.right() - left, metric(28))
        day = sheets.when(item.occurred_on)
        draw_text(painter, head, day, "secondary", "text2", align=_RIGHT)
        room = head.adjusted(0, 0, -text_width(day, "secondary") - metric(8), 0)
        draw_text(painter, room, sheets.item_title(item, self._model.contact_id), "emphasis", "text")
        self._paint_below(painter, QRectF(left, head.bottom(), head.width(), area.bottom() - head.bottom()), item)

    def _paint_below(self, painter: QPainter, area: QRectF, item: TimelineItem) -> None:
        y = area.top()
        if text := sheets.item_text(item):
            _draw_wrapped(painter, QRectF(area.left(), y - metric(2), area.width(), area.height()), text)
            y += _text_height(text, int(area.width())) + metric(4)
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


def _layout(text: str, width: float) -> tuple[QTextLayout, float]:
    """Return the text laid out in lines of a width, and its height; it stays plain whatever it holds."""
    layout = QTextLayout(text.replace("\n", "\u2028"), font("body"))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
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
    if "\n" not in text and QFontMetrics(font("body")).horizontalAdvance(text) < width:
        return max(metric(18), line_height())
    return round(_layout(text, width)[1])


def _draw_wrapped(painter: QPainter, area: QRectF, text: str) -> None:
    if is_marked(text):
        painter.translate(area.topLeft())
        Note(text, tint="text2", width=int(area.width())).drawContents(painter)
        painter.translate(-area.topLeft())
        return
    painter.setPen(color("text2"))
    layout, _height = _layout(text, area.width())
    layout.draw(painter, area.topLeft())


class TimelineView(QListView):
    """Shows a timeline at its whole height, so that the page around it scrolls.

    Signals:
        opened: the item opened with Enter or a double click.
        delete_asked: the item for which Suppr was pressed.
        menu_asked: an item and the global place of its menu.
        moved: place of the current item, for the page to keep it in sight.
    """

    opened = Signal(object)
    delete_asked = Signal(object)
    menu_asked = Signal(object, object)
    moved = Signal(QRect)

    def __init__(self) -> None:
        super().__init__()
        self._items = TimelineModel(self)
        self._painter = _Delegate(self._items)
        self.setModel(self._items)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(_("Timeline"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("ground", "clear")
        self.setUniformItemSizes(False)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        notifier().changed.connect(self._on_theme)

    def show_items(self, contact_id: int, items: Sequence[TimelineItem]) -> None:
        """Show the items of a person; the current one stays current where it is still there."""
        kept = self.current_item()
        same = contact_id == self._items.contact_id
        self._painter.forget()
        self._items.show(contact_id, items)
        self._fit()
        if same and kept is not None:
            self._select(kept)

    def current_item(self) -> TimelineItem | None:
        """Return the current item."""
        return self._items.item_at(self.currentIndex())

    def select_first(self) -> None:
        """Make the newest item current."""
        for row in range(self._items.rowCount()):
            index = self._items.index(row, 0)
            if self._items.item_at(index) is not None:
                self.setCurrentIndex(index)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter; delete with Suppr."""
        item = self.current_item()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2} and item is not None:
            self.opened.emit(item)
        elif event.key() == Qt.Key.Key_Delete and item is not None:
            self.delete_asked.emit(item)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the item, where the first click was on it too and not on the list that gave way to the sheet."""
        before = self.current_item()
        super().mouseDoubleClickEvent(event)
        item = self._items.item_at(self.indexAt(event.position().toPoint()))
        if item is not None and item == before:
            self.opened.emit(item)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the item."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        item = self._items.item_at(index)
        if item is not None:
            place = event.globalPos() if by_mouse else self.viewport().mapToGlobal(self.visualRect(index).center())
            self.menu_asked.emit(item, place)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Tell where the current item stands; Qt calls it."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.moved.emit(self.visualRect(self.currentIndex()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as tall as the items at this width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _select(self, item: TimelineItem) -> None:
        for row in range(self._items.rowCount()):
            index = self._items.index(row, 0)
            other = self._items.item_at(index)
            if other is not None and (other.what, other.ref_id) == (item.what, item.ref_id):
                self.setCurrentIndex(index)
                return

    def _fit(self) -> None:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        rows = range(self._items.rowCount())
        height = sum(self._painter.sizeHint(option, self._items.index(row, 0)).height() for row in rows)
        if height != self.height():
            self.setFixedHeight(height)
        self.scheduleDelayedItemsLayout()

    @Slot()
    def _on_theme(self) -> None:
        self._painter.forget()
        self._fit()
        self.viewport().update()
