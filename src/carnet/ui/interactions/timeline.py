"""The timeline of a person: exchanges, introductions and signatures by year, as tall as all it holds.

The page around it scrolls. Lines in sight are read and measured before they are painted, the others in later turns,
so that thousands cost no more at once than a screenful.
"""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QMoveEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QSizePolicy, QTableView

from carnet.domain.contacts import TimelineItem, TimelineKey
from carnet.ui.interactions.timeline_delegate import TimelineDelegate
from carnet.ui.interactions.timeline_model import Read, TimelineModel
from carnet.ui.kit.theme import metric, notifier
from carnet.ui.kit.turns import Turn
from carnet.words import _

_Index = QModelIndex | QPersistentModelIndex
_USUAL_PX = 66
_RUN = 60
_SCREENFUL = 12


class TimelineView(QTableView):
    """Shows a timeline at its whole height, so that the page around it scrolls.

    Signals:
        opened: the item opened with Enter or a double click.
        delete_asked: the item for which Suppr was pressed.
        menu_asked: an item and the global place of its menu.
        moved: place of the current item, for the page to keep it in sight.
        grown_above: by how many pixels what stands above what is seen has grown.
    """

    opened = Signal(object)
    delete_asked = Signal(object)
    menu_asked = Signal(object, object)
    moved = Signal(QRect)
    grown_above = Signal(int)

    def __init__(self, read: Read) -> None:
        super().__init__()
        self._items = TimelineModel(read, self)
        self._painter = TimelineDelegate(self._items)
        self._heights: dict[tuple[str, int], int] = {}
        self._measured: set[int] = set()
        self._next = 0
        self._turn = Turn(self)
        self._turn.come.connect(self._on_turn)
        self._dress()
        self.setModel(self._items)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(_("Timeline"))
        notifier().changed.connect(self._on_theme)

    def show_items(self, contact_id: int, keys: Sequence[TimelineKey], items: Sequence[TimelineItem]) -> None:
        """Show the entries of a person; the current one stays current where it is still there."""
        kept = self._items.key_at(self.currentIndex())
        same = contact_id == self._items.contact_id
        if same and list(keys) == [line for line in self._items.lines() if isinstance(line, TimelineKey)]:
            self._items.renew(items)
            self._measure_again()
            return
        if not same:
            self._heights.clear()
        self._items.show(contact_id, keys, items)
        self.executeDelayedItemsLayout()  # now, or it would paint all once more in the next turn
        self._measure_anew()
        if same and kept is not None and (row := self._items.row_of(kept.what, kept.ref_id)) is not None:
            self.setCurrentIndex(self._items.index(row, 0))

    def contact_id(self) -> int:
        """Return whose timeline is shown."""
        return self._items.contact_id

    def current_item(self) -> TimelineItem | None:
        """Return the current item."""
        return self._items.item_at(self.currentIndex())

    def select_first(self) -> None:
        """Make the newest item current."""
        self._go(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter; delete with Suppr; move by screens and to the ends."""
        item, row = self.current_item(), self.currentIndex().row()
        steps = {
            Qt.Key.Key_Home: 1,
            Qt.Key.Key_End: self._items.rowCount() - 1,
            Qt.Key.Key_PageUp: max(1, row - self._screenful()),
            Qt.Key.Key_PageDown: min(self._items.rowCount() - 1, row + self._screenful()),
        }
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2} and item is not None:
            self.opened.emit(item)
        elif event.key() == Qt.Key.Key_Delete and item is not None:
            self.delete_asked.emit(item)
        elif Qt.Key(event.key()) in steps:
            self._go(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the item, where the first click was on it too and not on the list that gave way to the sheet."""
        before = self.currentIndex()
        super().mouseDoubleClickEvent(event)
        index = self.indexAt(event.position().toPoint())
        item = self._items.item_at(index)
        if item is not None and index == before:
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
            self._measure(current.row() - _SCREENFUL, current.row() + _SCREENFUL)
            self.moved.emit(self.visualRect(self.currentIndex()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as tall as the items at this width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.viewport().update()
            self._measure_again()

    def moveEvent(self, event: QMoveEvent) -> None:
        """Measure what comes into sight as the page scrolls."""
        super().moveEvent(event)
        self._measure_seen()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is in sight, once it is measured."""
        self._measure_seen()
        super().paintEvent(event)

    # -- heights ------------------------------------------------------------------------------------------------

    def _measure_anew(self) -> None:
        """Give each line the height it had, or a usual one, before all are measured."""
        header, heights = self.verticalHeader(), self._heights
        header.setDefaultSectionSize(metric(_USUAL_PX))
        for row, line in enumerate(self._items.lines()) if heights else ():
            if isinstance(line, TimelineKey) and (height := heights.get(line[:2])) is not None:
                header.resizeSection(row, height)
        self._measure_again()

    def _measure_again(self) -> None:
        """Measure: a screenful now, the others in turns."""
        self._measured.clear()
        self._measure(0, _SCREENFUL)
        self._measure_seen()
        self._next = 0
        self._turn.start()

    @Slot()
    def _on_turn(self) -> None:
        """Read and measure the next lines; whoever sees lines below them does not see them move."""
        rows = self._items.rowCount()
        if self._next >= rows:
            return
        self._turn.start()
        top, before = self.visibleRegion().boundingRect().top(), self.height()
        first, self._next = self._next, min(rows, self._next + _RUN)
        seen = top > 0 and self.rowAt(top) >= self._next
        self._measure(first, self._next)
        if seen and self.height() != before:
            self.grown_above.emit(self.height() - before)

    def _measure_seen(self) -> None:
        area = self.visibleRegion().boundingRect()
        if not area.isEmpty() and self._items.rowCount():
            last = self.rowAt(area.bottom())
            self._measure(max(0, self.rowAt(area.top())), (self._items.rowCount() if last < 0 else last) + 1)

    def _measure(self, first: int, last: int) -> None:
        rows = [row for row in range(max(0, first), min(last, self._items.rowCount())) if row not in self._measured]
        if not rows:
            return
        self._items.read(rows[0], rows[-1] + 1)
        moved = self._resize(rows)
        self._measured.update(rows)
        if moved is not None and moved <= self.visibleRegion().boundingRect().bottom():
            self.viewport().update()
        length = self.verticalHeader().length()
        if length != self.height():
            self.setFixedHeight(length)

    def _resize(self, rows: Sequence[int]) -> int | None:
        """Give each row the height of what it says; return the place from which on others stand elsewhere."""
        header, width, moved = self.verticalHeader(), self.width(), None
        blocked = header.blockSignals(True)  # the view would paint all of itself in a later turn, for each turn of rows
        for row in rows:
            index = self._items.index(row, 0)
            height = self._painter.measure(index, width)
            if (key := self._items.key_at(index)) is not None:
                self._heights[key[:2]] = height
            if header.sectionSize(row) != height:
                header.resizeSection(row, height)
                moved = header.sectionPosition(row) if moved is None else moved
        header.blockSignals(blocked)
        return moved

    def _screenful(self) -> int:
        return max(1, self.visibleRegion().boundingRect().height() // metric(_USUAL_PX) - 1)

    def _go(self, row: int) -> None:
        """Make the entry at a row current, the one after it where a year stands there."""
        for place in (row, row + 1):
            if self._items.key_at(self._items.index(place, 0)) is not None:
                self.setCurrentIndex(self._items.index(place, 0))
                return

    def _dress(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("ground", "clear")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)  # the current item has a frame of its own
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_StaticContents)  # growing at its foot paints only that
        for header in (self.verticalHeader(), self.horizontalHeader()):
            header.hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    @Slot()
    def _on_theme(self) -> None:
        self._measure_again()
        self.viewport().update()
