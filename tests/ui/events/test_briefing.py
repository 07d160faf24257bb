"""The briefing of an event, by key: on the screen, then on one page."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from application_fixtures import Answers
from carnet.app import Application
from carnet.domain.contacts import Contact
from carnet.domain.events import NetworkingEvent
from carnet.ui.events import EventsPage
from carnet.ui.events.briefing import BriefingPanel
from carnet.ui.kit.labels import LinkLabel
from pdf_text import pages

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(application: Application) -> EventsPage:
    """The page on the next event."""
    assert application.journal is not None
    application.open_event(application.journal.events.upcoming(1)[0].id)
    found = application.window.current_page()
    assert isinstance(found, EventsPage)
    return found


def opened(application: Application, page: EventsPage, qtbot: QtBot) -> BriefingPanel:
    qtbot.keyClick(page.agenda.table, Qt.Key.Key_B, CTRL | SHIFT)
    qtbot.waitUntil(lambda: any(panel.isVisible() for panel in application.window.findChildren(BriefingPanel)))
    return application.window.findChildren(BriefingPanel)[-1]


def test_the_key_opens_it_and_a_name_leads_to_the_sheet(
    application: Application, page: EventsPage, qtbot: QtBot
) -> None:
    panel = opened(application, page, qtbot)
    assert page._current is not None
    first = page._journal.events.briefing(page._current).people[0]
    name = next(link for link in panel.findChildren(LinkLabel) if link.text() == first.name)

    qtbot.keyClick(name, Qt.Key.Key_Return)

    shown = application.window.current_page()
    assert shown is not None
    assert shown.current_contact() == first.contact_id
    assert panel.isHidden()


def test_it_is_one_page_however_many_people(
    page: EventsPage, answers: Answers, qtbot: QtBot, tmp_path: Path, application: Application
) -> None:
    journal = page._journal
    assert page._current is not None
    many = [journal.contacts.save(Contact(first_name=f"Invité{n}", last_name="Nombreux")) for n in range(40)]
    journal.events.expect(page._current, many)
    answers.path = tmp_path / "briefing.pdf"

    panel = opened(application, page, qtbot)
    # The page behind first reads again for each of the forty.
    qtbot.waitUntil(lambda: panel._left == 0, timeout=30_000)
    assert "Invité39 Nombreux" in [link.text() for link in panel.findChildren(LinkLabel)]
    panel.keep.click()

    read = pages(answers.path.read_bytes())
    assert len(read) == 1
    told = journal.events.briefing(page._current)
    for said in (told.event.title, told.people[0].name, "Rencontre faite", "Nouvelles têtes", "autres", "Page 1 sur 1"):
        assert said in read[0]


def test_printing_a_sheet_on_this_page_prints_the_briefing(
    application: Application, page: EventsPage, answers: Answers, tmp_path: Path
) -> None:
    answers.path = tmp_path / "autre.pdf"

    application.commands.actions["keep_sheet"].trigger()

    assert "Briefing" in pages(answers.path.read_bytes())[0]
    assert application.window.current_page() is page


def test_without_anybody_it_says_what_to_do(application: Application, page: EventsPage, qtbot: QtBot) -> None:
    page.open_item(page._journal.events.save(NetworkingEvent(title="Nulle part")))

    panel = opened(application, page, qtbot)

    assert panel.findChildren(LinkLabel) == []
    assert panel.keep.isVisible()


def test_a_date_of_a_series_that_has_no_row_has_a_briefing_on_paper(
    application: Application, page: EventsPage, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    journal = page._journal
    start = datetime.now().astimezone() + timedelta(days=1)
    series = journal.events.save(NetworkingEvent(title="Club de demain", starts_at=start, rrule="FREQ=WEEKLY"))
    application.open_event(journal.events.series(series).to_come[0])
    answers.path = tmp_path / "club.pdf"

    panel = opened(application, page, qtbot)
    panel.keep.click()

    assert "Club de demain" in pages(answers.path.read_bytes())[0]
    assert journal.events.series(series).rows == ()  # reading attaches nothing
