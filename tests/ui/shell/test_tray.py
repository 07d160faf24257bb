"""Life in the notification area, and the digest of the morning; the area itself is the desktop's."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from application_fixtures import Launch, type_text
from carnet import autostart
from carnet.app import Application
from carnet.domain.followups import FollowUp
from carnet.ui.interactions.log_panel import LogPanel
from carnet.ui.kit.overlay import Overlay
from carnet.ui.shell import tray as shell_tray
from carnet.ui.shell.small_window import SmallWindow

# What Qt says of its X11 tray where there is no X11.
pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)

FRIDAY = date(2026, 11, 20)


class Desktop:
    """The notification area of a desktop: whether there is one, and what it was asked to show."""

    def __init__(self) -> None:
        self.has_area = True
        self.shown: list[tuple[str, str]] = []


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> Desktop:
    made = Desktop()
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: made.has_area)
    monkeypatch.setattr(
        QSystemTrayIcon, "showMessage", lambda _self, title, text, *_more: made.shown.append((title, text))
    )
    return made


class Clock:
    """A clock that the test sets."""

    def __init__(self, day: date, at: str) -> None:
        self.set(day, at)

    def set(self, day: date, at: str) -> None:
        self._now = datetime.combine(day, time.fromisoformat(at)).astimezone()

    def now(self) -> datetime:
        return self._now.astimezone(UTC)

    def today(self) -> date:
        return self._now.date()


@pytest.fixture
def application(desktop: Desktop, launch: Launch, tmp_path: Path) -> Application:
    return launch(tmp_path / "vide.carnet")


@pytest.fixture
def clock(application: Application) -> Clock:
    """Friday, a minute before the digest; nothing was told that day."""
    made = Clock(FRIDAY, "08:44")
    assert application.journal is not None
    application.journal.core.clock = made
    application._state.remove("reminders/told_on")
    return made


def plan(application: Application, *names: str) -> list[int]:
    journal = application.journal
    assert journal is not None
    keys = [int(journal.capture.add(name).contact_id) for name in names]
    for key in keys:
        journal.follow_ups.save(FollowUp(contact_id=key, due_on=FRIDAY, text="rappeler"))
    return keys


def entry(application: Application, text: str) -> Any:
    tray = application.reminders.tray
    assert tray is not None
    return next(action for action in tray.menu.actions() if action.text() == text)


def test_one_digest_is_given_in_the_morning(application: Application, clock: Clock, desktop: Desktop) -> None:
    plan(application, "Ana Silva", "Luc Roy")
    application.reminders.look()
    assert desktop.shown == []
    clock.set(FRIDAY, "08:45")
    application.reminders.look()
    application.reminders.look()
    clock.set(FRIDAY, "11:00")
    application.reminders.look()
    assert desktop.shown == [("2 relances", "Ana Silva et Luc Roy")]
    clock.set(date(2026, 11, 21), "09:00")
    application.reminders.look()
    assert len(desktop.shown) == 1


def test_a_click_on_it_opens_the_one_person(application: Application, clock: Clock, desktop: Desktop) -> None:
    (ana,) = plan(application, "Ana Silva")
    clock.set(FRIDAY, "09:00")
    application.reminders.look()
    application.window.hide()
    application.reminders.tray.message_clicked.emit()
    assert desktop.shown[0][0] == "Relancer Ana Silva"
    assert application.window.isVisible()
    assert application.window.key == "contacts"
    assert application.window.current_page().sheet.contact_id() == ana


def test_a_click_on_the_icon_answers_the_digest_once(application: Application, clock: Clock) -> None:
    (ana,) = plan(application, "Ana Silva")
    clock.set(FRIDAY, "09:00")
    application.reminders.look()
    application.reminders.tray.opened.emit()
    assert application.window.current_page().sheet.contact_id() == ana
    application.window.show_page("missions")
    application.reminders.tray.opened.emit()
    assert application.window.key == "missions"


def test_a_click_on_one_about_several_opens_the_day(application: Application, clock: Clock) -> None:
    plan(application, "Ana Silva", "Luc Roy")
    clock.set(FRIDAY, "09:00")
    application.window.show_page("missions")
    application.reminders.look()
    application.reminders.tray.message_clicked.emit()
    assert application.window.key == "today"


def test_whoever_opens_the_window_after_the_hour_reads_the_day_there(
    application: Application, clock: Clock, desktop: Desktop
) -> None:
    plan(application, "Ana Silva")
    clock.set(FRIDAY, "10:00")
    application.reminders.start(hidden=False)
    assert desktop.shown == []
    application._state.remove("reminders/told_on")
    application.reminders.start(hidden=True)
    assert len(desktop.shown) == 1


def test_without_a_digest_and_without_the_session_there_is_no_icon(application: Application) -> None:
    page: Any = application.window.show_page("preferences")
    page.reminders.digest.setCurrentIndex(0)
    assert application.settings.digest_at == ""
    assert application.reminders.tray is None
    page.session.click()
    assert autostart.is_on()
    assert application.reminders.tray is not None
    page.session.click()
    assert not autostart.is_on()
    assert application.reminders.tray is None


def test_a_closed_window_stays_in_the_area_where_carnet_starts_with_the_session(
    application: Application, qtbot: QtBot
) -> None:
    autostart.switch(True)
    application.reminders.look()
    application.window.close()
    assert application.journal is not None
    assert not application.window.isVisible()

    entry(application, "Ouvrir Carnet").trigger()
    assert application.window.isVisible()

    with qtbot.waitSignal(application.ended):
        entry(application, "Quitter").trigger()
    assert application.journal is None
    assert application.reminders.tray is None


def test_without_the_session_closing_ends_it(application: Application, qtbot: QtBot) -> None:
    with qtbot.waitSignal(application.ended):
        application.window.close()
    assert application.journal is None


def test_the_menu_adds_and_logs(application: Application) -> None:
    application.window.hide()
    entry(application, "Noter un échange").trigger()
    assert application.window.isVisible()
    panel = application.window.findChild(LogPanel)
    assert panel is not None
    assert panel.isVisible()
    panel.close_overlay()
    entry(application, "Ajout rapide").trigger()
    assert application._panel is not None
    assert application._panel.isVisible()


def test_the_menu_adds_in_a_small_window_where_the_window_is_not_shown(application: Application, qtbot: QtBot) -> None:
    application.window.hide()
    entry(application, "Ajout rapide").trigger()
    (small,) = small_windows()
    assert not application.window.isVisible()
    qtbot.waitUntil(small.panel.composer.hasFocus)
    type_text(small.panel.composer, "Ana Silva")
    qtbot.keyClick(small.panel.composer, Qt.Key.Key_Return)
    assert application.journal is not None
    assert [person.name for person in application.journal.contacts.find("Silva")] == ["Ana Silva"]
    qtbot.keyClick(small.panel.composer, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not application.journal.contacts.find("Silva")
    qtbot.keyClick(small.panel.composer, Qt.Key.Key_Escape)
    assert not small.isVisible()


def test_the_icon_may_be_wanted_for_its_own_sake(application: Application, qtbot: QtBot) -> None:
    page: Any = application.window.show_page("preferences")
    page.reminders.digest.setCurrentIndex(0)
    assert application.reminders.tray is None
    page.tray.setFocus()
    qtbot.keyClick(page.tray, Qt.Key.Key_Space)
    assert application.settings.tray
    assert application.reminders.tray is not None
    # Closing the window ends Carnet nevertheless: it does not start with the session.
    assert not application.window.stays


def test_a_second_launch_of_the_quick_add_leaves_the_hidden_window_hidden(application: Application) -> None:
    application.window.hide()
    application._on_called(["--quick-add"])
    (small,) = small_windows()
    assert small.isVisible()
    assert not application.window.isVisible()


def test_both_quick_adds_share_one_draft(application: Application) -> None:
    application.show_small_window()
    (small,) = small_windows()
    type_text(small.panel.composer, "Ana Sil")
    application.quick_add()
    assert not small.isVisible()
    assert application._panel is not None
    assert application._panel.composer.text() == "Ana Sil"
    application.show_small_window()
    assert not application._panel.isVisible()
    assert small.panel.composer.text() == "Ana Sil"


def test_the_small_window_stays_above_and_comes_back_where_it_was(application: Application, qtbot: QtBot) -> None:
    application.commands.actions["small"].trigger()
    (small,) = small_windows()
    assert small.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    small.setGeometry(40, 60, 500, 380)
    small.close()
    state = application._state
    again = SmallWindow(application.journal, application.signals, state)
    qtbot.addWidget(again)
    assert (again.x(), again.y(), again.width(), again.height()) == (40, 60, 500, 380)


def test_a_sheet_opened_from_the_small_window_is_shown_by_the_window(application: Application) -> None:
    application.window.hide()
    application.show_small_window()
    (small,) = small_windows()
    small.panel.line.show("Ana Silva")
    small.panel.line.entered.emit()
    small.panel.added.rows()[0].opened.emit(small.panel.added.people()[0].contact_id)
    assert application.window.isVisible()
    assert application.window.key == "contacts"
    assert not small.isVisible()


def small_windows() -> list[SmallWindow]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, SmallWindow)]


def test_a_click_on_the_icon_brings_the_window_back(application: Application) -> None:
    application.window.hide()
    assert application.reminders.tray is not None
    application.reminders.tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert application.window.isVisible()


def test_the_icon_speaks_the_language_chosen(application: Application, qtbot: QtBot) -> None:
    page: Any = application.window.show_page("preferences")
    page.language.setCurrentIndex(page.language.findData("en"))
    qtbot.waitUntil(lambda: application.window.windowTitle().startswith("Settings"))
    entry(application, "Open Carnet").trigger()
    assert application.window.isVisible()


def test_a_second_launch_at_the_login_leaves_the_window_alone(application: Application) -> None:
    application.window.hide()
    application._on_called(["--tray"])
    assert not application.window.isVisible()
    application._on_called([])
    assert application.window.isVisible()


def test_where_there_is_no_area_the_settings_say_so(application: Application, desktop: Desktop, clock: Clock) -> None:
    desktop.has_area = False
    page: Any = application.window.show_page("preferences")
    assert shell_tray.no_tray() in {line.hint.text() for line in page.groups[0].lines}
    assert not page.session.isEnabled()
    plan(application, "Ana Silva")
    clock.set(FRIDAY, "09:00")
    application.reminders.look()
    assert desktop.shown == []

    desktop.has_area = True
    page.activate()
    application.reminders.look()
    assert page.session.isEnabled()
    assert len(desktop.shown) == 1


def test_a_window_that_no_area_can_bring_back_comes_by_itself(application: Application, desktop: Desktop) -> None:
    application.window.hide()
    desktop.has_area = False
    for _look in range(7):
        application.reminders.look()
    assert application.window.isVisible()


def test_an_entry_that_cannot_be_written_is_told(application: Application, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "config").write_text("")
    page: Any = application.window.show_page("preferences")
    page.session.setFocus()
    qtbot.keyClick(page.session, Qt.Key.Key_Space)
    assert not page.session.isChecked()
    assert application.window.findChild(Overlay) is not None
