"""The first step: choosing a file, or dropping one; also what is said while it is read, and when it cannot be."""

from PySide6.QtCore import Qt, Signal
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
        resume_asked: the user goes on with the check that was left.

    Attributes:
        stop: where the focus belongs.
    """

    file_asked = Signal()
    cancel_asked = Signal()
    again_asked = Signal()
    resume_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.message = Banner("", "", "danger", "circle-alert")
        self.known = Banner("", "", "info", "history")
        self.again = self.known.add_action(_("Import anyway"))
        self.paused = Banner("", "", "info", "file-text")
        self.resume = self.paused.add_action(_("Resume the check"))
        self.choose = Button(_("Choose a file"), "folder-open", "primary")
        self.working = label("", "body", "text2")
        self.bar = ProgressLine(0, 1, 320)
        self.cancel = Button(_("Cancel"), name=_("Stop the import"))
        self._work = QWidget()
        self.stop: QWidget = self.choose
        self._build()
        self.choose.clicked.connect(self.file_asked)
        self.cancel.clicked.connect(self.cancel_asked)
        self.again.clicked.connect(self.again_asked)
        self.resume.clicked.connect(self.resume_asked)
        self.show_idle()

    def show_idle(self) -> None:
        """Offer to choose a file."""
        for part in (self.message, self.known, self.paused, self._work):
            part.hide()
        self._card.show()
        self.stop = self.choose

    def show_working(self, text: str) -> None:
        """Say what is being done, with a way to stop it."""
        self.show_idle()
        self._card.hide()
        self._work.show()
        self.working.set_text(text)
        self.bar.show_progress(0, 1)
        self.cancel.setEnabled(True)
        self.stop = self.cancel

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

    def show_known(self, title: str, text: str) -> None:
        """Say that a file has been imported already."""
        self.show_idle()
        self.known.show_message(title, text)
        self.known.show()
        self.stop = self.again

    def show_paused(self, title: str) -> None:
        """Say that the check of a file waits with the decisions made."""
        self.show_idle()
        self.paused.show_message(title, _("Your decisions are kept."))
        self.paused.show()
        self.stop = self.resume

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metric(12))
        column.addWidget(self.message)
        column.addWidget(self.known)
        column.addWidget(self.paused)
        self._card = Card(28, 12)
        self._card.body.addWidget(IconTile("import", size=44), 0, Qt.AlignmentFlag.AlignHCenter)
        for text, role, tint in (
            (_("Drop a vCard file or LinkedIn’s « Connections » here"), "section", "text"),
            (_("Also the ZIP archives of LinkedIn and Facebook, and what Monica or Carnet exported."), "body", "text2"),
            (_("A table, too: from Google, Outlook, Thunderbird, or your own (CSV, XLSX)."), "body", "text2"),
            (_("Events: a calendar (.ics), as a file, dropped or pasted."), "body", "text2"),
        ):
            line = label(text, role, tint, wrap=True)
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._card.body.addWidget(line)
        self._card.body.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignHCenter)
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
