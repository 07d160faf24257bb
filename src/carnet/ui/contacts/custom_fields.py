"""The fields that the user made up: « Nom : valeur » lines, each edited in place."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from carnet.ui.kit.editable import EditableLine
from carnet.ui.kit.page import tab_before, tab_stops
from carnet.words import _

Pairs = tuple[tuple[str, str], ...]


class CustomFields(QWidget):
    """One line a field, and one for a new one.

    Signals:
        changed: all fields after a change.
        typed, closed: those of its lines.
    """

    changed = Signal(object)
    typed = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._pairs: Pairs = ()
        self.lines: list[EditableLine] = []
        self.new = EditableLine("", _("New field"), _("Add a field (name: value)"))
        self._connect(self.new)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.new)

    def show_fields(self, pairs: Pairs) -> None:
        """Show the fields of a person; lines that stay are left as they are."""
        if pairs == self._pairs and not self.new.text():
            return
        self._pairs = pairs
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = []
        for at, (name, value) in enumerate(pairs):
            line = EditableLine(_("{name}: {value}").format(name=name, value=value), name)
            line.setProperty("place", at)
            self._connect(line)
            self._column.insertWidget(at, line)
            tab_before(self.new, tab_stops(line))
            self.lines.append(line)
        self.new.set_text("")

    def _connect(self, line: EditableLine) -> None:
        line.edited.connect(self._on_edited)
        line.typed.connect(self.typed)
        line.closed.connect(self.closed)

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        """Take a line: emptied, it removes the field."""
        line = self.sender()
        if not isinstance(line, EditableLine):
            return
        name, colon, value = (part.strip() for part in text.partition(":"))
        if text and not (name and colon and value):
            line.set_error(_("Write a name, a colon, then the value."))
            return
        place = line.property("place")
        at = len(self._pairs) if place is None else int(place)
        taken = ((name, value),) if text else ()
        self.changed.emit((*self._pairs[:at], *taken, *self._pairs[at + 1 :]))
