"""The evening after an event: eight people entered by keyboard alone, one known, one introduced by another of the eight."""

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from application_fixtures import type_text
from carnet.app import Application
from carnet.domain.events import EventKind, NetworkingEvent
from carnet.ui.capture import CapturePanel

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

KNOWN = "Hélène Vasseur"
LINES = (
    "Zélie Montclar, DSI chez Aéro-Garonne, zelie@garonne.example, 06 39 98 50 01, #cloud > relancer mardi",
    "Ulysse Delaunay-Roy, architecte @ Banque Cévenole, 06 39 98 50 02",
    "Wassila Ferhat, responsable data chez Ville de Montclar, via Zélie Montclar, cherche un binôme",
    "Hélène Vasseur, parle du budget 2027 // à rappeler après le conseil",
    "Octave PRUD’HOMME, juriste ; octave@cabinet.example",
    "Xénia de la Tour, #portage, consultante en transition",
    "Yann Le Bihan, yann.lebihan@example.org, 06 39 98 50 07 > envoyer le plan dans 3 jours",
    "Blandine Okafor, formatrice chez Escale Portage, intéressée par un atelier",
)


@pytest.fixture
def evening(application: Application) -> int:
    """An afterwork that ended an hour ago."""
    assert application.journal is not None
    now = datetime.now().astimezone()
    return application.journal.events.save(
        NetworkingEvent(
            title="Afterwork d’essai",
            kind=EventKind.AFTERWORK,
            organiser="Escale Portage",
            starts_at=now - timedelta(hours=3),
            ends_at=now - timedelta(hours=1),
        )
    )


def _panel(application: Application, qtbot: QtBot) -> CapturePanel:
    qtbot.keyClick(application.window, Qt.Key.Key_A, CTRL | SHIFT)
    qtbot.waitUntil(lambda: application._panel is not None and application._panel.isVisible())
    panel = application._panel
    assert panel is not None
    return panel


def _enter(panel: CapturePanel, qtbot: QtBot, line: str) -> None:
    field: QWidget = panel.composer
    if line.startswith(KNOWN):
        # Somebody known: the first letters, Tab takes the suggestion, and the line goes on.
        type_text(field, KNOWN[:-2])
        qtbot.keyClick(field, Qt.Key.Key_Tab)
        line = line.removeprefix(KNOWN)
    type_text(field, line)
    qtbot.keyClick(field, Qt.Key.Key_Escape) if panel.composer.suggesting else None
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_eight_people_in_a_minute_without_the_mouse(application: Application, qtbot: QtBot, evening: int) -> None:
    journal = application.journal
    assert journal is not None
    before = journal.contacts.total()
    known = journal.contacts.find("Hélène Vasseur")[0]
    panel = _panel(application, qtbot)

    for line in LINES:
        _enter(panel, qtbot, line)

    sheet = journal.events.sheet(evening)
    met = {person.name: person for person in sheet.attendees if person.met}
    assert len(met) == len(LINES)
    assert journal.contacts.total() == before + len(LINES) - 1
    assert met["Hélène Vasseur"].contact_id == known.id
    wassila = journal.contacts.sheet(met["Wassila Ferhat"].contact_id)
    assert wassila.introduced_by is not None
    assert wassila.introduced_by.name == "Zélie Montclar"
    assert {follow_up.contact for follow_up in sheet.follow_ups} == {"Zélie Montclar", "Yann Le Bihan"}
    octave = journal.contacts.get(met["Octave PRUD’HOMME"].contact_id) if "Octave PRUD’HOMME" in met else None
    assert octave is None or octave.last_name == "PRUD’HOMME"
    assert panel.composer.text() == ""


def test_one_person_and_then_all_are_taken_back_and_done_again(
    application: Application, qtbot: QtBot, evening: int
) -> None:
    journal = application.journal
    assert journal is not None
    before = journal.exports.everything()
    panel = _panel(application, qtbot)
    for line in LINES[:3]:
        _enter(panel, qtbot, line)
    three = journal.exports.everything()

    qtbot.keyClick(panel.composer, Qt.Key.Key_Z, CTRL)
    assert len([person for person in journal.events.sheet(evening).attendees if person.met]) == 2
    qtbot.keyClick(panel.composer, Qt.Key.Key_Z, CTRL | SHIFT)
    assert journal.exports.everything() == three

    panel.cancel_all.activated.emit()
    assert journal.exports.everything() == before


def test_the_previous_line_comes_back_with_the_arrow(application: Application, qtbot: QtBot, evening: int) -> None:
    assert application.journal is not None
    panel = _panel(application, qtbot)
    _enter(panel, qtbot, LINES[1])

    qtbot.keyClick(panel.composer, Qt.Key.Key_Up)

    assert panel.composer.text() == LINES[1]
    assert not application.journal.events.sheet(evening).attendees


def test_a_half_typed_line_is_there_again_after_a_crash(
    application: Application, qtbot: QtBot, evening: int, launch: object
) -> None:
    panel = _panel(application, qtbot)
    qtbot.keyClicks(panel.composer, "Nora Lind")
    assert application.journal is not None
    journal = application.journal
    qtbot.waitUntil(lambda: "Nora Lind" in journal.drafts.load("quick_add"))

    # Nothing is closed in order: another window is opened on what the file holds.
    application.close()
    application._panel = None
    assert callable(launch)
    again: Application = launch(application.path)
    again_panel = _panel(again, qtbot)

    assert again_panel.composer.text() == "Nora Lind"


def test_escape_closes_and_keeps_the_draft(application: Application, qtbot: QtBot, evening: int) -> None:
    panel = _panel(application, qtbot)
    qtbot.keyClicks(panel.composer, "Nora Lind")
    qtbot.keyClick(panel.composer, Qt.Key.Key_Escape)
    if panel.isVisible():  # the first Échap only closed the suggestions
        qtbot.keyClick(panel.composer, Qt.Key.Key_Escape)
    assert not panel.isVisible()

    assert _panel(application, qtbot).composer.text() == "Nora Lind"
