"""Whom to see, by keyboard only: a follow-up done and logged, put off in words, a break taken, a source reactivated."""

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from application_fixtures import type_text
from carnet.app import Application
from carnet.domain.followups import FollowUpReason
from carnet.domain.missions import Stage
from carnet.domain.working_days import WorkingDays
from carnet.ui.kit.overlay import Overlay
from carnet.ui.kit.prompts import DialogPrompts
from carnet.ui.shell.window import MainWindow
from carnet.ui.today.page import TodayPage

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(application: Application, qtbot: QtBot) -> TodayPage:
    """The day of the example, on which a running mission ends in seven weeks; dialogs are the real ones."""
    journal = application.journal
    assert journal is not None
    running = next(row for row in journal.missions.rows() if row.stage is Stage.RUNNING)
    journal.missions.edit(running.id, ends_on=journal.clock.today() + timedelta(days=49))
    found = application.window.pages["today"]
    assert isinstance(found, TodayPage)
    found._prompts = found.proposals._prompts = DialogPrompts(application.window)
    qtbot.waitUntil(lambda: bool(found.proposals.coffee.people._rows) and bool(found.proposals.ending.people._rows))
    application.window.activateWindow()
    found.follow_ups.setFocus()
    return found


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is: a menu that is open comes first."""
    target: QWidget | None = QApplication.activePopupWidget() or QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, modifier)


def wait_for_days(qtbot: QtBot) -> list[Qt.Key]:
    """Wait for the menu of days, and return the keys of its lines: the days, fewer on a Friday, then another day."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return [Qt.Key(ord(action.text().partition("&")[2][0])) for action in menu.actions()]


class Answering(QObject):
    """Types a line into the dialog that the next key opens, and presses Enter; without a dialog it gives up."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self._looks = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(50)

    def _look(self) -> None:
        self._looks += 1
        windows = [
            window for window in QApplication.topLevelWidgets() if isinstance(window, MainWindow) and window.isVisible()
        ]
        if QApplication.activeWindow() is None:
            windows[-1].activateWindow()  # what a desktop does once a menu has gone; the offscreen platform may not
        field = QApplication.focusWidget()
        if isinstance(field, QLineEdit):
            self._timer.stop()
            type_text(field, self._text)
            press(Qt.Key.Key_Return)
        elif self._looks > 60:
            self._timer.stop()
            for overlay in (each for window in windows for each in window.findChildren(Overlay)):
                overlay.close_overlay()


def tab_to(widget: QWidget) -> None:
    """Press Tab until a widget has the focus."""
    for _step in range(60):
        if QApplication.focusWidget() is widget:
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never reaches {widget.accessibleName()}")


def test_a_follow_up_is_done_with_the_exchange_that_did_it(
    application: Application, page: TodayPage, qtbot: QtBot
) -> None:
    journal = application.journal
    assert journal is not None
    line = journal.today.sheet().follow_ups[0]
    page.follow_ups.select_id(line.id)

    answer = Answering("appel, budget voté > relancer dans 2 semaines")
    press(Qt.Key.Key_N)
    assert not answer._timer.isActive()

    assert line.id not in {one.id for one in journal.today.sheet().follow_ups}
    item = journal.contacts.sheet(line.contact_id).timeline[0]
    assert (item.kind, item.text) == ("call", "budget voté")
    wanted = WorkingDays().first_from(journal.clock.today() + timedelta(days=14))
    assert abs((journal.follow_ups.for_contact(line.contact_id)[-1].scheduled_on - wanted).days) <= 3
    press(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: line.id in {one.id for one in journal.today.sheet().follow_ups})


def test_a_follow_up_is_put_off_to_a_day_in_words(application: Application, page: TodayPage, qtbot: QtBot) -> None:
    journal = application.journal
    assert journal is not None
    key = journal.today.sheet().follow_ups[0].id
    page.follow_ups.select_id(key)

    press(Qt.Key.Key_R)
    another = wait_for_days(qtbot)[-1]
    answer = Answering("2 semaines")
    press(another)
    assert not answer._timer.isActive()

    due = WorkingDays().first_from(journal.clock.today() + timedelta(days=14))
    qtbot.waitUntil(lambda: journal.follow_ups.get(key).scheduled_on == due)


def test_a_break_is_taken_and_another_left_out(application: Application, page: TodayPage, qtbot: QtBot) -> None:
    journal = application.journal
    assert journal is not None
    people = page.proposals.coffee.people
    before = [line.contact_id for line in journal.today.proposals().coffee]
    assert len(before) == 3

    tab_to(people)
    answer = Answering("café, elle cherche un architecte")
    press(Qt.Key.Key_Space)
    assert not answer._timer.isActive()
    qtbot.waitUntil(lambda: len(people._rows) == 2)
    assert journal.contacts.sheet(before[0]).timeline[0].kind == "coffee"

    press(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(people._rows) == 1)
    press(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: len(people._rows) == 2)


def test_a_source_of_missions_is_to_be_reactivated(application: Application, page: TodayPage, qtbot: QtBot) -> None:
    journal = application.journal
    assert journal is not None
    people = page.proposals.ending.people
    first = next(iter(people._rows))

    tab_to(people)
    press(Qt.Key.Key_R)
    press(wait_for_days(qtbot)[0])

    qtbot.waitUntil(lambda: first not in people._rows)
    (wanted,) = [one for one in journal.follow_ups.for_contact(first) if one.reason is FollowUpReason.MISSION_ENDING]
    assert wanted.mission_id is not None
    assert wanted.scheduled_on is not None
    assert WorkingDays().includes(wanted.scheduled_on)


def test_enter_opens_who_is_proposed(application: Application, page: TodayPage) -> None:
    tab_to(page.proposals.coffee.people)
    wanted = page.proposals.coffee.people.current_id()
    press(Qt.Key.Key_Return)
    contacts: Any = application.window.current_page()
    assert application.window.key == "contacts"
    assert contacts.sheet.contact_id() == wanted


def test_the_working_days_and_quiet_hours_are_set_by_key(application: Application, page: TodayPage) -> None:
    press(Qt.Key.Key_Comma, CTRL)
    settings: Any = application.window.current_page()
    tab_to(settings.reminders.quiet_from)
    press(Qt.Key.Key_Down)
    tab_to(settings.reminders.days[5])
    press(Qt.Key.Key_Space)
    assert application.settings.quiet_from == "20:00"
    assert application.settings.weekdays == "123456"
