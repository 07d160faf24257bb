"""What stands before an encrypted journal: its passphrase is asked, or another journal is opened."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carnet.ui.kit.buttons import Button
from carnet.ui.kit.labels import label
from carnet.ui.kit.page import Page
from carnet.ui.kit.secrets import SecretField
from carnet.ui.kit.theme import metric
from carnet.words import _

_REST_MS = 130  # longer than from key to key, shorter than from the last one to Enter


class LockPage(Page):
    """A field for the passphrase.

    Signals:
        unlock_asked: the passphrase typed.
        hesitated: what is typed so far, once the hands rest for a moment.
        other_asked: another journal is wanted.
    """

    unlock_asked = Signal(str)
    hesitated = Signal(str)
    other_asked = Signal()

    def __init__(self, name: str, *, locked: bool = False) -> None:
        title = _("Carnet is locked") if locked else _("This journal is encrypted")
        super().__init__(title)
        whole = QHBoxLayout(self)
        column = QVBoxLayout()
        column.setSpacing(metric(12))
        whole.addStretch(1)
        whole.addLayout(column)
        whole.addStretch(1)
        column.addStretch(1)
        column.addWidget(label(title, "title"))
        told = _("{name} opens by its passphrase. What was typed is still there.") if locked else ""
        told = told or _("{name} opens by its passphrase. Nobody can open it without, not even Carnet’s authors.")
        column.addWidget(label(told.format(name=name), "body", "text2", wrap=True))
        self.field = SecretField(_("Passphrase"))
        self.field.setMinimumWidth(metric(420))
        self.field.submitted.connect(self._on_submitted)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._on_rest)
        self.field.typed.connect(self._rest.start)
        column.addWidget(self.field)
        row = QHBoxLayout()
        self.open_button = Button(_("Open"), kind="primary")
        self.open_button.clicked.connect(self._on_submitted)
        row.addWidget(self.open_button)
        self.other = Button(_("Open another journal…"))
        self.other.clicked.connect(self.other_asked)
        self.other.setVisible(not locked)
        row.addWidget(self.other)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
        self.setFocusProxy(self.field)

    def wait(self) -> None:
        """Take nothing more while the passphrase is tried."""
        self.open_button.setEnabled(False)
        self.field.line.setReadOnly(True)

    def refuse(self, text: str) -> None:
        """Say what is wrong; what was typed stays, selected."""
        self.open_button.setEnabled(True)
        self.field.line.setReadOnly(False)
        self.field.set_error(text)
        self.field.line.selectAll()

    @Slot()
    def _on_rest(self) -> None:
        if self.open_button.isEnabled() and self.field.secret():
            self.hesitated.emit(self.field.secret())

    @Slot()
    def _on_submitted(self) -> None:
        if self.open_button.isEnabled():
            self.unlock_asked.emit(self.field.secret())


class LockWindow(QWidget):
    """Stands in for the window while Carnet is locked: behind it everything stays as it was, and cannot be reached.

    Signals:
        closing: the window is about to go, by its frame.
    """

    closing = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.page = LockPage(name, locked=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(metric(28), metric(28), metric(28), metric(28))
        column.addWidget(self.page)
        self.setWindowTitle(_("Carnet is locked"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusProxy(self.page.field)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that the user wants to leave."""
        event.ignore()
        self.closing.emit()
