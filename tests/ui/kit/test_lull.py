"""What waits for a lull of the window."""

import time

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from carnet.ui.kit.lull import Lull


@pytest.fixture
def lull(qapp: object, monkeypatch: pytest.MonkeyPatch) -> Lull:
    """One that waits 100 ms, of which the window may work for half."""
    monkeypatch.setattr("carnet.ui.kit.lull._LULL_MS", 100)
    monkeypatch.setattr("carnet.ui.kit.lull._BUSY", 0.5)
    return Lull(QTimer(qapp))


def work() -> None:
    until = time.thread_time() + 0.02
    while time.thread_time() < until:
        pass


def test_a_lull_comes_once_the_window_rests(lull: Lull, qtbot: QtBot) -> None:
    came: list[str] = []
    lull.come.connect(lambda: came.append("lull"))
    working = QTimer(lull, interval=0)
    working.timeout.connect(work)

    working.start()
    lull.start()
    qtbot.wait(400)
    assert came == []

    working.stop()
    qtbot.waitUntil(lambda: came == ["lull"])


def test_one_lull_has_time_for_several_things(lull: Lull, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    with qtbot.waitSignal(lull.come):
        lull.start()
    monkeypatch.setattr("carnet.ui.kit.lull._LULL_MS", 60_000)
    with qtbot.waitSignal(lull.come):
        lull.go_on()
