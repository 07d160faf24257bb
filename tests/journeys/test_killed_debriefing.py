"""A débriefing cut off by a process that is killed: what was done stands, what was being typed is there again."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from killed_window import kill_in
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from application_fixtures import Launch
from carnet.domain.contacts import Contact
from carnet.domain.events import EventGoal, NetworkingEvent
from carnet.journal import Journal
from carnet.journal.drafts import form_of_note
from carnet.ui.events import EventsPage
from carnet.ui.events.before import GoalLine, PersonLine

NOTE = "Revenir en janvier"
ENTERED, TYPED = "Zoe Montclar > relancer mardi", "Nora Lind, DSI chez"
TYPING = """
from carnet.ui.events.before import GoalLine, PersonLine

event = int(sys.argv[2])
application.open_event(event)
page, drafts = window.current_page(), journal.drafts
sheet = page.sheet
until(lambda: len(sheet.before.findChildren(PersonLine)) == 1)  # those of the event shown before are gone
line = sheet.before.findChild(PersonLine)
line.met_changed.emit(line._person.contact_id, True)
until(lambda: journal.events.sheet(event).attendees[0].met)
sheet.before.findChild(GoalLine).box.toggle()
sheet.add_people.click()
until(lambda: application._panel is not None and application._panel.isVisible())
QTest.keyClicks(application._panel.composer, sys.argv[3])
QTest.keyClick(application._panel.composer, Qt.Key.Key_Escape)
application._panel.line.entered.emit()
QTest.keyClicks(application._panel.composer, sys.argv[4])
until(lambda: sys.argv[4] in drafts.load("quick_add"))
application._panel.close_overlay()
area = sheet.after.debrief.area
area.setFocus()
QTest.keyClicks(area, sys.argv[5])
until(lambda: drafts.load(f"debrief:{event}") == sys.argv[5])
"""


@pytest.fixture
def cut_off(example: Path, home: Path, tmp_path: Path) -> tuple[Path, int]:
    """Return a journal whose window was killed in the middle of a débriefing, and the event."""
    path = tmp_path / "coupe.carnet"
    shutil.copyfile(example, path)
    journal = Journal(path)
    ended = datetime.now().astimezone() - timedelta(hours=1)  # later than the afterwork of the example
    event = journal.events.save(
        NetworkingEvent(
            title="Afterwork d’essai",
            starts_at=ended - timedelta(hours=2),
            ends_at=ended,
            goals=(EventGoal(text="Trouver un binôme"),),
        )
    )
    journal.events.expect(event, [journal.contacts.save(Contact(first_name="Nadia"))])
    journal.close()
    kill_in(TYPING, path, str(event), ENTERED, TYPED, NOTE)
    return path, event


def test_a_debriefing_goes_on_where_the_killed_process_left_it(
    cut_off: tuple[Path, int], launch: Launch, qtbot: QtBot
) -> None:
    path, event = cut_off
    application = launch(path)
    journal = application.journal
    assert journal is not None
    waiting = journal.today.sheet().debrief
    assert waiting is not None
    assert waiting.event == event
    application.open_event(event)
    page = application.window.current_page()
    assert isinstance(page, EventsPage)

    assert page.sheet.banner.isVisible()
    assert sorted(person.name for person in journal.events.sheet(event).attendees if person.met) == [
        "Nadia",
        "Zoe Montclar",
    ]
    assert page.sheet.before.findChild(PersonLine)._person.met
    assert page.sheet.before.findChild(GoalLine).box.isChecked()
    assert page.sheet.after.debrief.text() == NOTE
    assert journal.events.get(event).debrief == ""
    page.sheet.add_people.click()
    qtbot.waitUntil(lambda: application._panel is not None and application._panel.isVisible())
    assert application._panel is not None
    assert application._panel.composer.text() == TYPED
    application._panel.close_overlay()

    qtbot.mouseClick(page.sheet.after.finish, Qt.MouseButton.LeftButton)

    assert journal.events.get(event).debrief == NOTE
    assert journal.drafts.load(form_of_note(event)) == ""
    qtbot.waitUntil(lambda: not page.sheet.banner.isVisible())


def test_what_the_killed_process_did_is_taken_back_with_the_rest(cut_off: tuple[Path, int], launch: Launch) -> None:
    path, event = cut_off
    application = launch(path)
    journal = application.journal
    assert journal is not None
    journal.debriefs.finish(event)

    assert journal.debriefs.take_back(event) == 4  # the mark, the goal, the person added, the end

    sheet = journal.events.sheet(event)
    assert [(person.name, person.met) for person in sheet.attendees] == [("Nadia", False)]
    assert not any(goal.done for goal in sheet.event.goals)
    assert sheet.follow_ups == ()
    assert sheet.event.debriefed_at is None
