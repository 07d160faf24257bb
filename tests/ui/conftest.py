"""The light theme and French for every test of the window."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from carnet.ui.kit.theme import apply_theme
from carnet.words import install

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture(autouse=True)
def themed(qapp: QApplication) -> QApplication:
    install(RESOURCES / "locale", "fr")
    apply_theme(qapp, "light", RESOURCES)
    return qapp
