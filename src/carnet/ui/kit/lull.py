"""A lull: the window's thread has next to nothing to do, as nobody types, points or waits for a page."""

import time

from PySide6.QtCore import QObject, QTimer, Signal, Slot

_LULL_MS = 800
_NEXT_MS = 20
_BUSY = 0.02
"""The part of the time that a cursor and the clocks of the window take at most."""


class Lull(QObject):
    """Gives what can wait its times, one after the other, as long as the window rests.

    Signals:
        come: there is time to do one thing that takes some milliseconds.
    """

    come = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._since = 0.0
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_time)

    def start(self) -> None:
        """Wait for a lull anew."""
        self._wait(_LULL_MS)

    def go_on(self) -> None:
        """Ask for the next time of this lull, or of another where it ends meanwhile."""
        self._wait(_NEXT_MS)

    def _wait(self, for_ms: int) -> None:
        self._since = time.thread_time()
        self._timer.start(for_ms)

    @Slot()
    def _on_time(self) -> None:
        busy_ms = (time.thread_time() - self._since) * 1_000
        if busy_ms > _BUSY * self._timer.interval() + 1:
            self.start()
        else:
            self.come.emit()
