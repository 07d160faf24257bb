"""What the window remembers is written beside it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from carnet.ui.shell.state import WindowState


def test_the_window_does_not_wait_for_the_disk(qtbot: QtBot, tmp_path: Path) -> None:
    path, jobs = tmp_path / "window.ini", list[Callable[[], None]]()
    state = WindowState(path, jobs.append)

    state.setValue("contacts/order", "priority")
    qtbot.waitUntil(lambda: bool(jobs))
    QApplication.processEvents()
    assert not path.exists()

    for job in jobs:
        job()
    assert "priority" in path.read_text()
    assert state.value("contacts/order") == "priority"


def test_what_is_left_is_written_at_the_end(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "window.ini"
    state = WindowState(path, lambda _job: None)
    state.setValue("contacts/order", "priority")

    state.sync()

    assert QSettings(str(path), QSettings.Format.IniFormat).value("contacts/order") == "priority"
    assert "priority" in path.read_text()
