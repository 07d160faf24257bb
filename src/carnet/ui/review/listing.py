"""Lines under one another, a rule between them, that are made anew with each answer; Tab goes through them in place."""

from collections.abc import Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from carnet.ui.kit.cards import Rule
from carnet.ui.kit.labels import LinkLabel
from carnet.ui.kit.page import tab_before
from carnet.ui.kit.theme import metric


class Listing(QWidget):
    """The lines of a card."""

    def __init__(self) -> None:
        super().__init__()
        self._list = QVBoxLayout()
        self._list.setSpacing(metric(7))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._list)
        self._end = QWidget()  # Tab comes to the links, which are made later, before it
        column.addWidget(self._end)

    def links(self) -> list[LinkLabel]:
        """Return the links of the lines, in order."""
        lines = (self._list.itemAt(at) for at in range(self._list.count()))
        widgets = (item.widget() for item in lines if item is not None)
        return [link for line in widgets if line is not None for link in line.findChildren(LinkLabel)]

    def show_lines(self, lines: Iterable[QWidget]) -> None:
        """Show other lines; without any it hides."""
        while (item := self._list.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for line in lines:
            if self._list.count():
                self._list.addWidget(Rule())
            self._list.addWidget(line)
        self.setVisible(bool(self._list.count()))
        tab_before(self._end, self.links())
