"""What the window remembers of itself: its size, orders of lists, what was told."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QSettings

_INI = QSettings.Format.IniFormat


class WindowState(QSettings):
    """Kept in a file, which is written beside the window.

    `QSettings` by itself writes in the event loop, and waits there until the disk has it: two milliseconds for each
    order chosen in a list, and half a second where the disk is busy.

    Args:
        path: the file.
        beside: runs a job beside the window.
    """

    def __init__(self, path: Path, beside: Callable[[Callable[[], None]], object]) -> None:
        super().__init__(str(path), _INI)
        self._beside = beside

    def event(self, event: QEvent) -> bool:
        """Write beside the window what Qt asks to be written now."""
        if event.type() is QEvent.Type.UpdateRequest:
            self._beside(partial(_write, self.fileName()))
            return True
        return super().event(event)


def _write(path: str) -> None:
    QSettings(path, _INI).sync()  # all that are of one file write what any of them has changed
