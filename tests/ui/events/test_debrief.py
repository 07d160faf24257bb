"""The débriefing on the sheet: the banner, thanks in one go, the note that a crash does not lose, all of it back."""

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from carnet.app import Application
from carnet.domain.contacts import Contact
from carnet.domain.events import EventGoal, NetworkingEvent
from carnet.ui.events import EventsPage

SAID = "Revenir en janvier"


@pytest.fixture
def page(application: Application) -> EventsPage:
    """The page on an afterwork of last night at which one person was met and another was expected."""
    journal = application.journal
    assert journal is not None
    ended = datetime.now().astimezone() - timedelta(hours=10)
    event = journal.events.save(
        NetworkingEvent(
            title="Afterwork d’essai",
            starts_at=ended - timedelta(hours=2),
            ends_at=ended,
            goals=(EventGoal(text="Trouver un binôme"),),
        )
    )
    nadia, bruno = (journal.contacts.save(Contact(first_name=name)) for name in ("Nadia", "Bruno"))
    journal.events.expect(event, [nadia])
    journal.debriefs.set_met(event, bruno, True)
    application.open_event(event)
    found = application.window.current_page()
    assert isinstance(found, EventsPage)
    return found


def test_the_banner_says_what_is_left_until_it_is_finished(page: EventsPage, qtbot: QtBot) -> None:
    assert page.sheet.banner.isVisible()
    assert page.sheet.banner.text.text() == (
        "1 personne attendue à pointer, 1 objectif à cocher, 1 personne à remercier."
    )

    page.sheet.after.finish.click()

    qtbot.waitUntil(lambda: not page.sheet.banner.isVisible())


def test_those_without_a_follow_up_are_thanked_in_one_go(page: EventsPage, qtbot: QtBot) -> None:
    thank = page.sheet.after.thank
    assert thank.isVisible()

    qtbot.keyClick(thank, Qt.Key.Key_Space)

    qtbot.waitUntil(lambda: not thank.isVisible())
    assert page._current is not None
    (planned,) = page._journal.events.sheet(page._current).follow_ups
    assert (planned.contact, planned.text) == ("Bruno", "Remercier")


def test_the_note_being_typed_is_there_after_a_crash(page: EventsPage, application: Application, qtbot: QtBot) -> None:
    journal, event = page._journal, page._current
    area = page.sheet.after.debrief.area
    area.setFocus()
    qtbot.keyClicks(area, SAID)
    qtbot.waitUntil(lambda: journal.drafts.load(f"debrief:{event}") == SAID)
    assert event is not None
    assert journal.events.get(event).debrief == ""

    # Nothing is left in order: the same journal is shown by another sheet.
    page.sheet.after._sheet = None
    page.reload()

    assert page.sheet.after.debrief.text() == SAID
    area.setFocus()
    page.sheet.after.finish.setFocus()
    assert journal.events.get(event).debrief == SAID
    assert journal.drafts.load(f"debrief:{event}") == ""


def test_the_whole_of_it_is_taken_back_from_the_menu(page: EventsPage, qtbot: QtBot) -> None:
    page.sheet.after.thank.click()
    page.sheet.after.finish.click()
    event = page._current
    assert event is not None

    page.sheet.more.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text() == "Annuler tout le débriefing").trigger()

    sheet = page._journal.events.sheet(event)
    assert sheet.event.debriefed_at is None
    assert [(person.name, person.expected, person.met) for person in sheet.attendees] == [("Nadia", True, False)]
    assert sheet.follow_ups == ()
    menu.close()
