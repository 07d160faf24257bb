"""The list of deeds: keys of its own, and a day that stays in sight."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from carnet.ui.history.deed_delegate import ROW_PX
from carnet.ui.kit.rows_table import RowsTable
from carnet.words import _

_UNDO, _REDO = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo


class DeedTable(RowsTable):
    """A list of deeds.

    Signals:
        switch_asked: Espace, the current deed is to be undone or done again.
        undo_asked, redo_asked: Ctrl+Z and Ctrl+Maj+Z, which mean the current deed here.
    """

    switch_asked = Signal()
    undo_asked = Signal()
    redo_asked = Signal()

    def __init__(self) -> None:
        super().__init__(_("Deeds"), ROW_PX, ground="surface")
        self.verticalScrollBar().valueChanged.connect(self.viewport().update)  # scrolling only moves what is painted

    def event(self, event: QEvent) -> bool:
        """Claim undo and redo before the window takes them."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _wish(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo and redo the current deed; Espace does whichever is possible."""
        wish = _wish(event)
        if wish == "undo":
            self.undo_asked.emit()
        elif wish == "redo":
            self.redo_asked.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.switch_asked.emit()
        else:
            super().keyPressEvent(event)


def _wish(event: QKeyEvent) -> str:
    if event.matches(_UNDO):
        return "undo"
    control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    return "redo" if event.matches(_REDO) or (control and event.key() == Qt.Key.Key_Y) else ""
