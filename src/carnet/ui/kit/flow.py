"""A layout that sets its items in lines and wraps, for chips."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

from carnet.ui.kit.theme import metric


class FlowLayout(QLayout):
    """Items from left to right, then on a new line; centred on their line."""

    def __init__(self, parent: QWidget | None = None, gap: int = 6) -> None:
        super().__init__(parent) if parent is not None else super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._heights: dict[tuple[int, int], int] = {}
        self.setContentsMargins(0, 0, 0, 0)
        if parent is not None:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            parent.setSizePolicy(policy)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item; Qt calls it."""
        self._items.append(item)

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove an item and return it, None past the end."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def clear(self) -> None:
        """Remove and delete every widget."""
        while self._items:
            widget = self._items.pop().widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.invalidate()

    def set_widgets(self, widgets: Iterable[QWidget]) -> None:
        """Lay out these widgets in this order; those that were here before stay what they are."""
        wanted = list(widgets)
        if [item.widget() for item in self._items] == wanted:
            self.invalidate()
            return
        while self._items:
            self.takeAt(0)
        for widget in wanted:
            self.addWidget(widget)
        self.invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        """Take no more room than needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Grow in height when narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at this width; Qt asks some thirty times for each change of a page."""
        key = width, metric(self._gap)
        if key not in self._heights:
            self._heights[key] = self._lay(QRect(0, 0, width, 0), place=False)
        return self._heights[key]

    def invalidate(self) -> None:
        """Measure anew; Qt calls it when an item changed."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._lay(rect, place=True)

    def sizeHint(self) -> QSize:
        """Return the size on one line."""
        gap, hints = metric(self._gap), [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() for hint in hints) + gap * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """Return the size of the largest item."""
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size

    def _lay(self, rect: QRect, *, place: bool) -> int:
        """Return the height of the lines, and place the items on them."""
        gap, y = metric(self._gap), rect.y()
        lines = self._lines(rect.width(), gap)
        for line in lines:
            tallest = max(hint.height() for _, hint in line)
            if place:
                self._place(line, rect.x(), y, tallest)
            y += tallest + gap
        return y - rect.y() - (gap if lines else 0)

    def _lines(self, room: int, gap: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        x = 0
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint()
            hint.setWidth(min(hint.width(), room))
            if not lines or (x and x + hint.width() > room):
                lines.append([])
                x = 0
            lines[-1].append((item, hint))
            x += hint.width() + gap
        return lines

    def _place(self, line: list[tuple[QLayoutItem, QSize]], x: int, y: int, tallest: int) -> None:
        for item, hint in line:
            item.setGeometry(QRect(QPoint(x, y + (tallest - hint.height()) // 2), hint))
            x += hint.width() + metric(self._gap)
