"""Guards the Qt that Carnet runs on."""

import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


def test_void_qt_calls_leave_the_references_of_none_alone(qtbot: QtBot) -> None:
    """PySide6 6.12.0 on Python 3.11 loses one reference to None at each such call, and dies after some 5,000."""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)

    for _turn in range(1_000):
        label.setText("x")

    assert abs(sys.getrefcount(None) - before) < 50
