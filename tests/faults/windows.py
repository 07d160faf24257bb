"""A whole window in a child, without a screen; what it presents is kept."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from carnet import paths
from carnet.app import Application, dress
from carnet.settings import Settings
from carnet.ui.shell.instance import Instance
from carnet.words import install

_PATIENCE_S = 20


def breathe(milliseconds: int = 5) -> None:
    """Let the window live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(done: Callable[[], object], seconds: float = _PATIENCE_S) -> bool:
    """Let the window live until something is so; tell whether it came to be."""
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            return False
        breathe()
    return True


def opened(path: Path, claim: Instance | None = None) -> Application:
    """Return the application on a journal, once all is shown."""
    chosen = Settings(language="fr", theme="light", reduce_motion=True)
    install(paths.locale(), chosen.language)
    qt = QApplication.instance() or QApplication([])
    assert isinstance(qt, QApplication)
    dress(qt, chosen)
    state = QSettings(str(path.parent / "window.ini"), QSettings.Format.IniFormat)
    application = Application(qt, chosen, path, state)
    sys.excepthook = application.on_uncaught
    if claim is not None:
        application.take(claim)
    application.show()
    if not until(lambda: application.settled and application.journal is not None):
        raise RuntimeError("the window did not settle")
    return application
