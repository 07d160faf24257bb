"""The first step: choosing a file, or dropping one; also what is said while it is read, and when it cannot be."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import Banner, Card, IconTile, ProgressLine
from carnet.ui.kit.labels import label
from carnet.ui.kit.theme import metric
from carnet.words import _


class Choosing(QWidget):
    """Where a file comes from.

    Signals:
        file_asked: the user wants to choose a file.
        cancel_asked: the user wants the reading to stop.
        again_asked: the user wants a file that was imported already.
    """

    file_asked = Signal()
    cancel_asked = Signal()
    again_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.message = Banner("", "", "danger", "circle-alert")
        self.known = Banner("", "", "info", "history")
        self.again = self.known.add_action(_("Import anyway"))
        self.choose = Button(_("Choose a file"), "folder-open", "primary")
        self.working = label("", "body", "text2")
        self.bar = ProgressLine(0, 1, 320)
        self.cancel = Button(_("Cancel"), name=_("Stop the import"))
        self._work = QWidget()
        self._build()
        self.choose.clicked.connect(self.file_asked)
        self.cancel.clicked.connect(self.cancel_asked)
        self.again.clicked.connect(self._on_again)
        self.show_idle()

    def show_idle(self) -> None:
        """Offer to choose a file."""
        self.message.hide()
        self.known.hide()
        self._work.hide()
        self._card.show()

    def show_working(self, text: str) -> None:
        """Say what is being done, with a way to stop it."""
        self.show_idle()
        self._card.hide()
        self._work.show()
        self.working.set_text(text)
        self.bar.show_progress(0, 1)
        self.cancel.setEnabled(True)
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the work is."""
        self.bar.show_progress(done, max(total, 1))

    def show_stopping(self) -> None:
        """Say that the work is about to stop."""
        self.working.set_text(_("Stopping…"))
        self.cancel.setEnabled(False)

    def show_error(self, title: str, text: str) -> None:
        """Say why a file cannot be imported."""
        self.show_idle()
        self.message.show_message(title, text)
        self.message.show()
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_known(self, title: str, text: str) -> None:
        """Say that a file has been imported already."""
        self.show_idle()
        self.known.show_message(title, text)
        self.known.show()
        self.again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metric(12))
        column.addWidget(self.message)
        column.addWidget(self.known)
        self._card = Card(40, 12)
        for widget in (
            IconTile("import", size=44),
            label(_("Drop a vCard file or LinkedIn’s « Connections » here"), "section"),
            label(_("Also the ZIP archive as LinkedIn sends it, or a journal exported from Carnet."), "body", "text2"),
            self.choose,
        ):
            self._card.body.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._card)
        self._build_work()
        column.addWidget(self._work)
        column.addStretch(1)

    def _build_work(self) -> None:
        inside = Card(28, 12)
        inside.body.addWidget(self.working)
        inside.body.addWidget(self.bar)
        row = QHBoxLayout()
        row.addWidget(self.cancel)
        row.addStretch(1)
        inside.body.addLayout(row)
        outer = QVBoxLayout(self._work)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(inside)

    @Slot()
    def _on_again(self) -> None:
        self.again_asked.emit()
