"""People offered while a name is typed behind « avec »: Tab takes the first, the arrows and Enter another."""

from PySide6.QtCore import QObject, QPoint, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from carnet.domain.composer_names import begun
from carnet.domain.contacts import ContactRow
from carnet.domain.text import fold
from carnet.journal import Journal
from carnet.ui.kit.suggestions import Suggestions
from carnet.words import _

_SHOWN = 5


class NameOffers(QObject):
    """The list under a line; it never takes the focus.

    Signals:
        taken: where the name starts and ends in the line, and the row of the person.
    """

    taken = Signal(int, int, object)

    def __init__(self, journal: Journal, under: QWidget) -> None:
        super().__init__(under)
        self._journal = journal
        self._under = under
        self._place = (0, 0)
        self.list: Suggestions | None = None

    def look(self, line: str, place: int) -> None:
        """Offer people for the name being typed at a place of a line, if one is."""
        start = begun(line, place)
        rows = [] if start is None else self._journal.contacts.suggest(line[start:place], _SHOWN)
        if start is None or any(fold(row.name) == fold(line[start:place]) for row in rows) or not rows:
            self.hide()
            return
        self._place = (start, place)
        if self.list is None:
            self.list = Suggestions(_("Tab"), self._under.window())
            self.list.chosen.connect(self._take)
        corner = self._under.mapTo(self._under.window(), QPoint(0, 0))
        self.list.offer(rows)
        self.list.place(QRectF(corner.x(), corner.y(), self._under.width(), self._under.height()))

    @Slot()
    def hide(self) -> None:
        """Offer nobody."""
        if self.list is not None:
            self.list.offer(())

    def takes(self, event: QKeyEvent) -> bool:
        """Use a key of the line where people are offered; tell whether it was used."""
        if self.list is None or self.list.isHidden():
            return False
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        enters = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if step is not None:
            self.list.move_by(step)
        elif event.key() == Qt.Key.Key_Escape:
            self.hide()
        elif event.key() == Qt.Key.Key_Tab or (enters and self.list.steered):
            self._take(self.list.current())
        else:
            return False
        return True

    @Slot(object)
    def _take(self, row: ContactRow | None) -> None:
        self.hide()
        self.taken.emit(*self._place, row)
