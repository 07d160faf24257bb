"""The list of the register: a letter is a choice for whoever is selected."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent

from carnet.ui.kit.rows_table import RowsTable
from carnet.ui.privacy.register_delegate import ROW_PX
from carnet.words import _, privacy


class RegisterTable(RowsTable):
    """People of the register.

    Signals:
        choice_asked: identifier of the choice whose letter was pressed.
    """

    choice_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Register"), ROW_PX, multi=True, ground="surface")
        self._letters = {letter: key for key, _icon, _verb, letter, _told in privacy.choices()}
        self._letters |= {_("I"): "inform", _("B"): "basis", _("O"): "oppose"}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the letters of the choices."""
        choice = self._letters.get(event.text().upper()) if not event.modifiers() else None
        if choice is not None:
            self.choice_asked.emit(choice)
        else:
            super().keyPressEvent(event)
