"""Qt without a window, for the commands that draw: on the offscreen platform, in the light theme, saying nothing."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from carnet import paths

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext, QtMsgType


@contextmanager
def painting() -> Iterator[None]:
    """Let Qt draw in the block."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    from carnet.ui.kit.theme import apply_theme

    before = qInstallMessageHandler(_unheard)
    qt = QApplication.instance() or QApplication([])
    assert isinstance(qt, QApplication)
    apply_theme(qt, "light", paths.resources(), controls=False)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _unheard(_kind: "QtMsgType", _context: "QMessageLogContext", _text: str) -> None:
    """Say nothing of what the offscreen platform cannot do; what is written says whether it worked."""
