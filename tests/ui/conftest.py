"""The light theme and French for every test of the window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from carnet.ui.kit.theme import apply_theme
from carnet.words import install

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture(autouse=True)
def themed(qapp: QApplication) -> Iterator[QApplication]:
    install(RESOURCES / "locale", "fr")
    apply_theme(qapp, "light", RESOURCES)
    yield qapp
    # Outside an event loop Qt keeps what `deleteLater` was called on; each theme would dress all of it again.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
