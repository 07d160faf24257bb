"""An evening by keyboard only: follow a calendar, read the briefing, debrief twelve people, undo, redo, export."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hands import CTRL, SHIFT, Hands, Key
from pytestqt.qtbot import QtBot

from application_fixtures import Answers
from calendar_server import HEAD, TAIL, CalendarServer, event, served
from carnet.app import Application
from carnet.ui.events import EventsPage
from carnet.ui.events.briefing import BriefingPanel
from carnet.ui.imports import ImportsPage

TWELVE = (
    "Zélie Montclar, DSI chez Aéro-Garonne, zelie@garonne.example > relancer mardi",
    "Ulysse Delaunay-Roy, architecte @ Banque Cévenole, 06 39 98 50 02",
    "Wassila Ferhat, responsable data chez Ville de Montclar, via Zélie Montclar",
    "Octave PRUD’HOMME, juriste ; octave@cabinet.example",
    "Xénia de la Tour, #portage, consultante en transition",
    "Yann Le Bihan, yann.lebihan@example.org",
    "Blandine Okafor, formatrice chez Escale Portage",
    "Quitterie Lanusse, acheteuse chez Mutuelle Alizé",
    "Ismaël Bonnafous, 06 39 98 50 09",
    "Gwenola Perec, besoin data en septembre",
    "Thibault Sarrazin, chef de projet chez Datafilature",
    "Joëlle Vidalenc, joelle@vidalenc.example",
)


@pytest.fixture
def server() -> Iterator[CalendarServer]:
    """A calendar with last night's afterwork and tomorrow's."""
    now = datetime.now().astimezone()
    with served() as found:
        day = "%Y%m%d"
        place = "LOCATION:Toulouse"
        found.body = (
            HEAD
            + event("hier", "Afterwork passé", f"{now - timedelta(days=1):{day}}", "DURATION:PT2H", place)
            + event("demain", "Afterwork prochain", f"{now + timedelta(days=1):{day}}", "DURATION:PT2H", place)
            + TAIL
        ).encode()
        yield found


def look_up(hands: Hands, text: str) -> None:
    """Go where the palette leads."""
    hands.press(Key.Key_K, CTRL)
    hands.type(text)
    hands.press(Key.Key_Return)


def test_from_the_calendar_to_the_export(
    application: Application, answers: Answers, server: CalendarServer, qtbot: QtBot, tmp_path: Path
) -> None:
    journal = application.journal
    assert journal is not None
    hands = Hands(application, qtbot)

    look_up(hands, "Suivre un agenda")
    hands.tab_to("Adresse d’un agenda")
    hands.type(server.url)
    hands.tab_to("Nom")
    hands.type("Escale Portage")
    hands.press(Key.Key_Return)
    qtbot.waitUntil(lambda: application.window.key == "imports")
    imports = application.window.current_page()
    assert isinstance(imports, ImportsPage)
    qtbot.waitUntil(imports.checking.isVisible)
    hands.press(Key.Key_Return, CTRL)
    qtbot.waitUntil(imports.summary.isVisible)

    look_up(hands, "Afterwork prochain")
    hands.press(Key.Key_B, CTRL | SHIFT)
    qtbot.waitUntil(lambda: any(panel.isVisible() for panel in application.window.findChildren(BriefingPanel)))
    hands.press(Key.Key_Escape)

    look_up(hands, "Afterwork passé")
    page = application.window.current_page()
    assert isinstance(page, EventsPage)
    past = page._current
    assert past is not None
    assert journal.events.get(past).title == "Afterwork passé"
    before = journal.exports.everything()
    hands.press(Key.Key_D, CTRL)
    qtbot.waitUntil(lambda: application._panel is not None and application._panel.isVisible())
    for line in TWELVE:
        hands.type(line)
        if application._panel is not None and application._panel.composer.suggesting:
            hands.press(Key.Key_Escape)
        hands.press(Key.Key_Return)
    hands.press(Key.Key_Escape)
    qtbot.waitUntil(page.sheet.after.thank.isVisible)
    hands.tab_to("Remercier 11 personnes")
    hands.press(Key.Key_Space)
    hands.tab_to("Terminer le débriefing")
    hands.press(Key.Key_Space)

    sheet = journal.events.sheet(past)
    assert sum(person.met for person in sheet.attendees) == 12
    assert len(sheet.follow_ups) == 12
    assert sheet.event.debriefed_at is not None
    done = journal.exports.everything()

    deeds = 14  # twelve people, thanks, the end
    hands.press(Key.Key_Z, CTRL, times=deeds)
    assert journal.exports.everything() == before
    hands.press(Key.Key_Z, CTRL | SHIFT, times=deeds)
    assert journal.exports.everything() == done

    answers.path = tmp_path / "soiree.ics"
    hands.tab_to("Autres actions")
    hands.press(Key.Key_Space)
    hands.choose("Exporter l’évènement")
    qtbot.waitUntil(answers.path.exists)
    assert "SUMMARY:Afterwork passé" in answers.path.read_text(encoding="utf-8")
