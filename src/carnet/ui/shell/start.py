"""What the window shows where no journal could be opened: what is wrong is told by a dialog, here is the way out."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from carnet.ui.kit.buttons import Button
from carnet.ui.kit.labels import label
from carnet.ui.kit.page import Page
from carnet.ui.kit.theme import metric
from carnet.words import _


class StartPage(Page):
    """Three doors to a journal.

    Signals:
        command_asked: key of a command of the window.
    """

    command_asked = Signal(str)

    def __init__(self, path: str) -> None:
        title = _("No journal is open")
        super().__init__(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(metric(28), metric(28), metric(28), metric(28))
        column.setSpacing(metric(12))
        column.addStretch(1)
        column.addWidget(label(title, "title"))
        told = _("{path} could not be opened. It is left as it is.").format(path=path)
        column.addWidget(label(told, "body", "text2", wrap=True))
        doors = QHBoxLayout()
        self.doors: dict[str, Button] = {}
        for key, text, kind in (
            ("open", _("Open another journal…"), "primary"),
            ("new", _("New journal…"), "secondary"),
            ("demo", _("Open the example"), "secondary"),
        ):
            button = Button(text, kind=kind)
            button.setProperty("command", key)
            button.clicked.connect(self._on_clicked)
            doors.addWidget(button)
            self.doors[key] = button
        doors.addStretch(1)
        column.addLayout(doors)
        column.addStretch(2)

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.command_asked.emit(str(sender.property("command")))
