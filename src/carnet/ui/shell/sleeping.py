"""Being told by logind that the computer is about to sleep, and having it wait until the journal is locked."""

import os
from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusUnixFileDescriptor

from carnet.words import _

_LOGIND = ("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager")
_ANSWER_MS = 500


class Sleep(QObject):
    """Holds the sleep up until `ready`, five seconds at most; where there is no logind, nothing is ever told.

    Signals:
        coming: the computer is about to sleep.
    """

    coming = Signal()

    def __init__(self, bus: QDBusConnection | None = None) -> None:
        super().__init__()
        self._bus = bus or QDBusConnection.systemBus()
        self._held: int | None = None
        self._asked = False
        slot: Any = SLOT("_on_sleep(bool)")  # text, where the stubs say bytes
        self._bus.connect(*_LOGIND, "PrepareForSleep", self, slot)

    def hold(self) -> None:
        """Have the next sleep wait for `ready`."""
        if self._asked or not self._bus.isConnected():
            return
        self._asked = True  # where logind says no, it is not asked every ten seconds
        call = QDBusMessage.createMethodCall(*_LOGIND, "Inhibit")
        call.setArguments(["sleep", "Carnet", _("The journal is locked before the computer sleeps"), "delay"])
        answer = self._bus.call(call, timeout=_ANSWER_MS).arguments()
        if answer and isinstance(answer[0], QDBusUnixFileDescriptor):
            self._held = os.dup(answer[0].fileDescriptor())

    def ready(self) -> None:
        """Let the computer sleep."""
        if self._held is not None:
            os.close(self._held)
            self._held = None
        self._asked = False

    @Slot(bool)
    def _on_sleep(self, starts: bool) -> None:
        if starts:
            self.coming.emit()
