"""Following a calendar from the window: read beside it, looked through, imported; offline is told where it is."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from calendar_server import HEAD, TAIL, CalendarServer, event, served
from carnet.app import Application
from carnet.ui.imports import ImportsPage
from carnet.ui.shell.calendar_panel import CalendarPanel

DAYS = (date(2026, 11, 1), date(2026, 12, 31))


@pytest.fixture
def server() -> Iterator[CalendarServer]:
    with served() as found:
        yield found


def panel_of(application: Application) -> CalendarPanel:
    application.commands.actions["calendars"].trigger()
    (panel,) = application.window.findChildren(CalendarPanel)
    return panel


def follow(application: Application, server: CalendarServer, qtbot: QtBot) -> ImportsPage:
    panel = panel_of(application)
    panel.url.set_text(server.url)
    panel.name.set_text("Escale Portage")
    qtbot.keyClick(panel.name.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: application.window.key == "imports")
    page = application.window.current_page()
    assert isinstance(page, ImportsPage)
    qtbot.waitUntil(page.checking.isVisible)
    return page


def test_a_calendar_is_looked_through_before_it_is_followed(
    application: Application, server: CalendarServer, qtbot: QtBot
):
    journal = application.journal
    assert journal is not None
    page = follow(application, server, qtbot)
    assert page.go.text() == "Importer 1 évènement"
    assert journal.calendars.rows() == ()
    page.run_import()
    qtbot.waitUntil(page.summary.isVisible)
    assert [row.name for row in journal.calendars.rows()] == ["Escale Portage"]
    panel = panel_of(application)
    (line,) = panel._lines
    assert line.state.text().startswith("127.0.0.1 · 1 évènement · chaque jour · lu le")
    server.etag = '"2"'
    server.body = (HEAD + event("a", "Afterwork déplacé", "20261126") + TAIL).encode()
    line.refresh.click()
    assert panel.working.isVisible()
    qtbot.waitUntil(lambda: not panel.working.isVisible())
    assert "Afterwork déplacé" in [row.title for row in journal.events.occurrences(*DAYS)]
    panel._lines[0].unfollow.click()
    assert journal.calendars.rows() == ()


def test_an_address_that_cannot_be_read_is_told_under_it(
    application: Application, server: CalendarServer, qtbot: QtBot
):
    panel = panel_of(application)
    panel.url.set_text("http://escale.example/agenda.ics")
    panel.follow.click()
    assert "https" in panel.url.error.text()
    server.status, server.etag = 404, ""
    panel.url.set_text(server.url)
    panel.follow.click()
    qtbot.waitUntil(lambda: "127.0.0.1" in panel.url.error.text())
    assert panel.follow.isEnabled()


def test_what_is_due_is_read_by_itself_and_a_failure_waits_in_the_panel(
    application: Application, server: CalendarServer, qtbot: QtBot
):
    journal = application.journal
    assert journal is not None
    follow(application, server, qtbot).run_import()
    qtbot.waitUntil(lambda: len(journal.calendars.rows()) == 1)
    uid = journal.calendars.rows()[0].uid
    qtbot.waitUntil(lambda: bool(journal.drafts.load(f"calendar:{uid}")))
    journal.drafts.save(f"calendar:{uid}", '{"at": "2020-01-01T00:00:00+00:00"}')
    server.status = 500
    application.calendars.look()
    qtbot.waitUntil(lambda: journal.calendars.rows()[0].failure == "feed_failed")
    assert journal.calendars.due() == ()
    panel = panel_of(application)
    assert panel._lines[0].state.text().startswith("127.0.0.1 ne répond pas comme il devrait.")


def test_closing_the_journal_waits_for_no_network(application: Application, server: CalendarServer, qtbot: QtBot):
    server.seconds_between_bytes = 0.05
    panel = panel_of(application)
    panel.url.set_text(server.url)
    panel.follow.click()
    qtbot.waitUntil(lambda: bool(server.asked))
    application.calendars.stop()
    assert application.window.findChildren(CalendarPanel) == [] or not panel.isVisible()
    server.seconds_between_bytes = 0
