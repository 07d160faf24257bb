"""The bar that stands in for the rail where the window is narrow or the text large."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from carnet.ui.kit.buttons import Button
from carnet.ui.kit.labels import label
from carnet.ui.kit.theme import color, metric, notifier
from carnet.words import _


class TopBar(QWidget):
    """Menu, name of the page, search and quick add.

    Signals:
        menu_asked: the rail is wanted.
        search_asked: the palette is wanted.
        quick_add_asked: the quick add is wanted.
    """

    menu_asked = Signal()
    search_asked = Signal()
    quick_add_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._menu = Button(_("Menu"), "list", "icon")
        self._title = label("", "section")
        self._search = Button(_("Search"), "search", "icon")
        self._add = Button(_("Quick add"), "user-plus", "icon")
        for widget in (self._menu, self._title):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        for widget in (self._search, self._add):
            self._row.addWidget(widget)
        self._menu.clicked.connect(self.menu_asked)
        self._search.clicked.connect(self.search_asked)
        self._add.clicked.connect(self.quick_add_asked)
        notifier().changed.connect(self._restyle)
        self._restyle()

    def set_title(self, text: str) -> None:
        """Name the page shown."""
        self._title.set_text(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the rule below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("window"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, color("border"))
        painter.end()

    @Slot()
    def _restyle(self) -> None:
        self._row.setContentsMargins(metric(14), metric(7), metric(14), metric(8))
        self._row.setSpacing(metric(8))
