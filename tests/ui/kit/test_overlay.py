"""The panel over the window: what lies below is painted once, and shown as it is where it changes."""

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from carnet.ui.kit.overlay import Overlay


class Paints(QObject):
    """Counts the paint events of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.number = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count, and let through."""
        self.number += event.type() is QEvent.Type.Paint
        return super().eventFilter(watched, event)


class Scene:
    """A window with a page that has a spot of colour, and a panel over it with a field."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(600, 400)
        self.page = QLabel("page", self.window)
        self.page.resize(600, 400)
        self.spot = QLabel(self.window)
        self.spot.setGeometry(10, 10, 40, 40)
        self.spot.setAutoFillBackground(True)
        palette = self.spot.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor("red"))
        self.spot.setPalette(palette)
        self.overlay = Overlay(self.window, "Panel", 300)
        self.field = QLineEdit()
        self.overlay.content.addWidget(self.field)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.overlay.open()
        qtbot.wait(20)

    def is_red(self) -> bool:
        """Tell whether the spot is seen through the scrim."""
        seen = QColor(self.window.grab().toImage().pixel(QPoint(30, 30)))
        return seen.red() > 2 * seen.green()


@pytest.fixture
def scene(qtbot: QtBot) -> Scene:
    return Scene(qtbot)


def test_typing_above_paints_nothing_below(scene: Scene, qtbot: QtBot) -> None:
    below, above = Paints(scene.page), Paints(scene.field)
    qtbot.keyClicks(scene.field, "abc")
    qtbot.wait(20)
    assert above.number
    assert not below.number
    assert scene.is_red()


def test_what_goes_below_is_gone(scene: Scene, qtbot: QtBot) -> None:
    scene.spot.hide()
    qtbot.wait(20)
    assert not scene.is_red()


def test_a_resized_window_is_covered_whole(scene: Scene, qtbot: QtBot) -> None:
    scene.spot.move(560, 10)
    scene.window.resize(800, 500)
    qtbot.wait(20)
    assert scene.overlay.size() == scene.window.size()
    seen = QColor(scene.window.grab().toImage().pixel(QPoint(580, 30)))
    assert seen.red() > 2 * seen.green()


def test_the_page_is_live_again_once_the_panel_is_closed(scene: Scene, qtbot: QtBot) -> None:
    scene.overlay.close_overlay()
    below = Paints(scene.page)
    scene.page.setText("other")
    qtbot.wait(20)
    assert below.number
