"""The bar above a list while several rows are selected: how many, what to do with them, the way out."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from carnet.ui.kit.announce import announce
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.labels import label
from carnet.ui.kit.theme import metric, notifier
from carnet.words import _


class SelectionBar(QWidget):
    """Shown while two or more are selected.

    Args:
        icon: of what is listed.
        said: returns how many are selected, in words.

    Signals:
        menu_asked: global place of the menu of the selection.
        cleared: only one shall be selected.
    """

    menu_asked = Signal(QPoint)
    cleared = Signal()

    def __init__(self, icon: str, said: Callable[[int], str]) -> None:
        super().__init__()
        self._count = 0
        self._said = said
        self.count = label("", "emphasis", digits=True)
        self.act = Button(_("Act…"), icon, small=True, name=_("Act on the selection"))
        self.clear = Button(_("Select one only"), "x", "bare", small=True)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.count, 1)
        self._row.addWidget(self.act)
        self._row.addWidget(self.clear)
        self.act.clicked.connect(self._on_act)
        self.clear.clicked.connect(self.cleared)
        notifier().changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def show_count(self, count: int) -> None:
        """Say how many are selected; the bar hides for less than two."""
        if count == self._count:
            return
        self._count = count
        text = self._said(count)
        self.count.set_text(text)
        self.setVisible(count > 1)
        if count > 1:
            announce(self, text)

    @Slot()
    def _on_act(self) -> None:
        self.menu_asked.emit(self.act.mapToGlobal(QPoint(0, self.act.height())))

    @Slot()
    def _restyle(self) -> None:
        self._row.setContentsMargins(metric(2), 0, 0, 0)
        self._row.setSpacing(metric(4))
