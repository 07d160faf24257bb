"""The table of promises, from the menu."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from carnet.app import Application
from carnet.ui.kit.overlay import Overlay
from carnet.words import promises


def test_the_promises_are_told_read_by_keys_and_closed(application: Application, qtbot: QtBot) -> None:
    application.window.resize(960, 600)
    application.commands.actions["promises"].trigger()
    sheet = next(each for each in application.window.findChildren(Overlay) if each.isVisible())
    shown = {label.text() for label in sheet.findChildren(QLabel)}
    assert {text for row in promises.rows() for text in row} <= shown

    area = sheet.findChild(QScrollArea)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    focus = application.window.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: area.verticalScrollBar().value() > 0)
    qtbot.keyClick(application.window.focusWidget() or sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not sheet.isVisible())
