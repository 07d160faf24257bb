"""What the window shows while its journal is written anew: how far that is, and the way back."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import ProgressLine
from carnet.ui.kit.labels import label
from carnet.ui.kit.page import Page
from carnet.ui.kit.theme import metric
from carnet.words import _
from carnet.words.formats import percent_bp


class WorkingPage(Page):
    """A line that grows.

    Signals:
        cancel_asked: the work shall stop, and leave all as it was.
    """

    cancel_asked = Signal()

    def __init__(self, text: str) -> None:
        title = _("One moment…")
        super().__init__(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(metric(28), metric(28), metric(28), metric(28))
        column.setSpacing(metric(12))
        column.addStretch(1)
        column.addWidget(label(title, "title"))
        self.told = label(text, "body", "text2", wrap=True)
        column.addWidget(self.told)
        column.addWidget(self._bar())
        self.cancel = Button(_("Cancel"), name=_("Cancel: the journal stays as it was"))
        self.cancel.clicked.connect(self._on_cancel)
        row = QHBoxLayout()
        row.addWidget(self.cancel)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
        self.setFocusProxy(self.cancel)

    def _bar(self) -> QWidget:
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metric(12))
        self.line = ProgressLine(0, 1, 320)
        self.share = label(percent_bp(0), "secondary", "text2", digits=True)
        row.addWidget(self.line)
        row.addWidget(self.share)
        row.addStretch(1)
        return bar

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the work is."""
        self.line.show_progress(done, max(total, 1))
        self.share.set_text(percent_bp(100 * (100 * done // max(total, 1))))

    @Slot()
    def _on_cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.told.set_text(_("Stopping…"))
        self.cancel_asked.emit()
