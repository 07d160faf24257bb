"""What refers to itself is collected by the window's thread alone.

A collection that a job's thread began would take widgets apart there, and end the process.
"""

import gc

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import delete, isValid

_REST_MS = 1_000
_BUSY_MS = 100
_MANY = 20_000
"""So many objects came since the last look: a job is at work, whose garbage is collected often and little at a time."""


class _Collector(QTimer):
    def timerEvent(self, _event: object) -> None:
        """Collect as the interpreter would have, by its own thresholds."""
        young, middle, old = gc.get_count()
        most_young, most_middle, most_old = gc.get_threshold()
        busy = young > _MANY
        self.setInterval(_BUSY_MS if busy else _REST_MS)
        if busy:
            gc.collect(0)
        elif young > most_young:
            gc.collect(2 if old > most_old else 1 if middle > most_middle else 0)


def end_widgets(application: QApplication) -> None:
    """Take all windows apart while all is there: the interpreter's end empties objects first that Qt still calls."""
    for widget in application.topLevelWidgets():
        if isValid(widget):
            delete(widget)


def collect_here() -> None:
    """Collect on this thread from now on, and on no other."""
    gc.disable()
    application = QCoreApplication.instance()
    if application is not None and application.findChild(_Collector) is None:
        _Collector(application).start(_REST_MS)
