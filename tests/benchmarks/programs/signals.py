"""How a measured program speaks to the one that measures: a line "painted", or one JSON document."""

import json
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

PASSPHRASE = "la cle est sous le pot de thym"
"""What opens the encrypted journals that are measured."""


def painted() -> None:
    """Tell that the window is painted, and leave without ceremony."""
    sys.stdout.write("painted\n")
    sys.stdout.flush()
    os._exit(0)


def answer(document: dict[str, Any]) -> None:
    """Give the figures, and leave without ceremony."""
    sys.stdout.write(json.dumps(document) + "\n")
    sys.stdout.flush()
    os._exit(0)


def measure(tasks: dict[str, Callable[[str], dict[str, Any]]]) -> None:
    """Do the task named on the command line, after the journal's path, in an event loop; leave at the first error."""
    path, task = sys.argv[1:3]
    app = QApplication.instance() or QApplication([])
    sys.excepthook = fail
    unlock(path)
    QTimer.singleShot(0, lambda: answer(tasks[task](path)))
    app.exec()


def unlock(path: str) -> None:
    """Give the passphrase of a journal that is encrypted."""
    from carnet.journal import sealing

    if sealing.is_sealed(Path(path)):
        sealing.unlock(Path(path), PASSPHRASE)


def fail(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Tell of an error that nobody caught, and leave."""
    traceback.print_exception(kind, error, trace)
    os._exit(1)


def resident_mib() -> float:
    """Return the resident memory of this process."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    kib = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
    return int(kib) / 1024


class PaintWatch(QObject):
    """Tells once that a widget was painted, in the turn after."""

    def __init__(self, widget: QWidget, tell: Callable[[], object] = painted) -> None:
        super().__init__(widget)
        self._tell = tell
        widget.installEventFilter(self)
        self._seen = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first paint."""
        if event.type() is QEvent.Type.Paint and not self._seen:
            self._seen = True
            QTimer.singleShot(0, self._tell)
        return super().eventFilter(watched, event)


def settle(milliseconds: int = 30) -> None:
    """Let the window finish what it does in later turns."""
    from PySide6.QtCore import QEventLoop

    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
    QApplication.processEvents()
