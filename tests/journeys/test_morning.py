"""The morning: the window opens on what today asks for, and a follow-up is done, snoozed and taken back by key."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from application_fixtures import Launch
from carnet.app import Application

CTRL = Qt.KeyboardModifier.ControlModifier


def test_the_window_opens_on_today(application: Application) -> None:
    assert application.journal is not None
    sheet = application.journal.today.sheet()

    assert application.window.key == "today"
    assert sheet.follow_ups
    assert sheet.debrief is not None
    assert sheet.events
    assert sheet.cooling
    assert sheet.birthdays
    assert sheet.missions
    assert application.window.rail.buttons["today"]._count == sheet.follow_ups_total


def test_a_follow_up_is_done_by_key_and_taken_back(application: Application, qtbot: QtBot) -> None:
    journal = application.journal
    assert journal is not None
    before = journal.today.sheet().follow_ups_total
    list_ = application.window.pages["today"].follow_ups
    list_.setFocus()

    qtbot.keyClick(list_, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: journal.today.sheet().follow_ups_total == before - 1, timeout=2_000)
    qtbot.keyClick(application.window, Qt.Key.Key_Z, CTRL)

    qtbot.waitUntil(lambda: journal.today.sheet().follow_ups_total == before)


def test_an_empty_journal_opens_its_doors(launch: Launch, tmp_path: Path) -> None:
    application = launch(tmp_path / "vide.carnet")

    assert application.journal is not None
    assert application.journal.today.sheet().contacts_total == 0
    assert application.window.rail.buttons["today"]._count == 0
