"""From an organisation to what it counts and back, in the whole window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from carnet.app import Application
from carnet.ui.contacts import ContactsPage
from carnet.ui.events.page import EventsPage
from carnet.ui.missions import MissionsPage

Key = Qt.Key


def shown(application: Application, name: str) -> tuple[ContactsPage, int]:
    assert application.journal is not None
    key = application.journal.organisations.known(name)
    assert key is not None
    application.open_organisation(int(key))
    page = application.window.current_page()
    assert isinstance(page, ContactsPage)
    return page, int(key)


def test_figures_lead_to_filtered_screens_and_names_lead_back(qtbot: QtBot, application: Application) -> None:
    journal = application.journal
    assert journal is not None
    page, key = shown(application, "Escale Portage")
    sheet = page.organisations.sheet

    sheet.figures.missions.click()
    missions = application.window.current_page()
    assert isinstance(missions, MissionsPage)
    assert missions.organisation.text() == "Escale Portage"
    listed = {row.id for row in journal.missions.board(organisation_id=key).rows}
    assert {card.row.id for column in missions.board.columns.values() for card in column.cards} <= listed
    assert len(listed) == journal.organisations.sheet(key).missions_count
    missions.open_item(next(iter(listed)))
    qtbot.waitUntil(missions.sheet.isVisible)
    missions.sheet.facts.links["portage_company"].click()
    assert application.window.current_page() is page
    assert sheet.organisation_id() == key

    application.window.show_page("missions")
    missions.step_back()
    qtbot.keyClick(missions.organisation, Key.Key_Delete)
    assert not missions.organisation.isVisible()

    application.open_organisation(key)
    sheet.figures.events.click()
    events = application.window.current_page()
    assert isinstance(events, EventsPage)
    organiser = events.agenda.filters.chips["organisers"]
    assert organiser.text() == "Escale Portage"
    rows = [event for event in events.agenda.table.rows_model().ids() if event > 0]
    assert len(rows) == journal.organisations.sheet(key).events_count
    events.sheet._on_more()
    menu = next(menu for menu in events.sheet.findChildren(QMenu) if menu.isVisible())
    next(action for action in menu.actions() if "Escale Portage" in action.text()).trigger()
    menu.close()
    assert application.window.current_page() is page

    application.window.show_page("events")
    qtbot.keyClick(organiser, Key.Key_Delete)
    assert not organiser.isChecked()
    assert len(events.agenda.table.rows_model().ids()) > len(rows) + 2


def test_an_event_of_another_organiser_is_shown_all_the_same(application: Application) -> None:
    journal = application.journal
    assert journal is not None
    _page, key = shown(application, "Escale Portage")
    application.open_events_of(key)
    events = application.window.current_page()
    assert isinstance(events, EventsPage)
    other = next(row.id for row in journal.events.past(500) if row.organiser != "Escale Portage")

    application.open_event(other)

    assert application.window.current_page() is events
    assert events._current == other
    assert not events.agenda.filters.chips["organisers"].isChecked()


def test_missions_forget_an_organisation_that_is_gone(application: Application) -> None:
    journal = application.journal
    assert journal is not None
    key = journal.organisations.add("Passagère")
    application.open_missions_of(int(key))
    missions = application.window.current_page()
    assert isinstance(missions, MissionsPage)

    journal.history.undo()
    missions.reload()

    assert not missions.organisation.isVisible()
