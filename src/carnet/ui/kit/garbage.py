"""What refers to itself is collected by the window's thread alone while other threads run.

A collection that a job's thread began would take widgets apart there, and end the process.
"""

import gc
from weakref import WeakSet

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import delete, isValid

_REST_MS = 1_000
_BUSY_MS = 20
_MANY = 4_000
"""So many objects came since the last look: a job is at work, whose garbage is looked for often, a little at a time."""
_STILL = 25
"""After so many looks in which there was little, the job is over, or makes nothing that could be garbage."""
_WHOLE = 60
"""At so many looks that found something, all is looked through."""
_holders: WeakSet[QObject] = WeakSet()


class _Collector(QTimer):
    """Collects on its thread what the interpreter is kept from collecting on any."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._looks = 0
        self._still = 0

    def hurry(self) -> None:
        """Look often for a while."""
        self._still = 0
        self.start(_BUSY_MS)

    def timerEvent(self, _event: object) -> None:
        young = gc.get_count()[0]
        if young > _MANY:
            self.hurry()
            gc.collect(1)  # not the youngest alone: what it keeps would be looked through once more
            return
        self._still += 1
        if self._still < _STILL:
            return
        self.setInterval(_REST_MS)
        if not gc.isenabled() and young > gc.get_threshold()[0]:
            self._looks += 1
            gc.collect(1 if self._looks % _WHOLE else 2)


def collect_here(holder: QObject) -> None:
    """Collect on this thread alone from now on, until `holder` lets go: a thread of its own begins a job."""
    gc.disable()
    _holders.add(holder)
    application = QCoreApplication.instance()
    if application is not None:
        found = application.findChild(_Collector)
        (found if isinstance(found, _Collector) else _Collector(application)).hurry()


def let_go(holder: QObject) -> None:
    """Take note that the threads of somebody have ended."""
    _holders.discard(holder)
    collect_anywhere()


def collect_anywhere() -> None:
    """Leave it to the interpreter again when to collect, unless somebody has threads."""
    if not _holders:
        gc.enable()


def end_widgets(application: QApplication) -> None:
    """Take all windows apart while all is there: the interpreter's end empties objects first that Qt still calls."""
    for widget in application.topLevelWidgets():
        if isValid(widget):
            delete(widget)
