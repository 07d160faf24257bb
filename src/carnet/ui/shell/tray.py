"""Carnet in the notification area of the desktop: the icon, its menu, and the messages it gives."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from carnet.ui.kit.mark import mark_icon
from carnet.words import _

_SHOWN_MS = 10_000
_CLICKS = frozenset({QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick})


class Tray(QObject):
    """The icon and its menu.

    Signals:
        opened: the icon was clicked.
        message_clicked: the message given last was clicked.

    Attributes:
        icon: what the desktop shows.
        menu: what a click with the other button opens.
    """

    opened = Signal()
    message_clicked = Signal()

    def __init__(self, entries: tuple[tuple[str, Callable[[], object]], ...]) -> None:
        super().__init__()
        self.icon = QSystemTrayIcon(mark_icon(), self)
        self.icon.setToolTip("Carnet")
        self.menu = QMenu()
        for text, run in entries:
            self.menu.addAction(text.replace("&", "&&")).triggered.connect(run)
        self.menu.insertSeparator(self.menu.actions()[-1])
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._on_activated)
        self.icon.messageClicked.connect(self.message_clicked)

    def say(self, title: str, text: str) -> None:
        """Give a message of the desktop."""
        self.icon.showMessage(title, text, mark_icon(), _SHOWN_MS)

    def take_down(self) -> None:
        """Leave the desktop."""
        self.icon.hide()
        self.menu.deleteLater()
        self.deleteLater()

    @Slot(QSystemTrayIcon.ActivationReason)
    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in _CLICKS:
            self.opened.emit()


def has_tray() -> bool:
    """Tell whether the desktop has a notification area."""
    return QSystemTrayIcon.isSystemTrayAvailable()


def no_tray() -> str:
    """Return the sentence that says so."""
    return _("This desktop has no notification area: Carnet cannot notify you here.")
