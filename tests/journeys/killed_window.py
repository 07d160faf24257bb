"""A window in a process of its own, which is killed in the middle of typing."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from carnet import paths
from carnet.app import Application, dress
from carnet.settings import Settings
from carnet.words import install

_OPENED = """
import os, sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from killed_window import line_named, opened, until
application = opened(Path(sys.argv[1]))
journal, window = application.journal, application.window
"""
_KILLED = """
print("typed", flush=True)
os.kill(os.getpid(), 9)
"""


def kill_in(typing: str, path: Path, *arguments: str) -> None:
    """Open a window on a journal, type into it, and kill its process.

    Args:
        typing: a program that ends once what it typed is kept; what `_OPENED` names is there.
        path: of the journal.
        arguments: `sys.argv[2:]` of the program.
    """
    command = [sys.executable, "-c", _OPENED + typing + _KILLED, str(path), *arguments]
    here = Path(__file__).parent  # so that the program finds this module
    ended = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120, cwd=here)
    assert (ended.returncode, ended.stdout) == (-9, "typed\n"), ended.stderr


def opened(path: Path) -> Application:
    """Return the application of a process of its own, once its window shows data."""
    settings = Settings(language="fr", theme="light", reduce_motion=True)
    install(paths.locale(), settings.language)
    qt = QApplication([])
    dress(qt, settings)
    state = QSettings(str(path.parent / "killed.ini"), QSettings.Format.IniFormat)
    application = Application(qt, settings, path, state)
    application.show()
    until(lambda: application.settled)
    return application


def until(done: Callable[[], bool]) -> None:
    """Let things happen until something is so."""
    while not done():
        loop = QEventLoop()
        QTimer.singleShot(10, loop.quit)
        loop.exec()


def line_named(page: QWidget, name: str) -> Any:
    """Return what is edited in place on a page under a name."""
    lines = [each for each in page.findChildren(QWidget) if hasattr(each, "unsaved") and each.isVisible()]
    return next(line for line in lines if line.name() == name)  # type: ignore[attr-defined]
