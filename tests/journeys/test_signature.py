"""From the offer to the turnover: a mission is signed in the window and read on « Bilan » to the cent, under every model."""

from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from application_fixtures import Launch, type_text
from carnet.app import Application
from carnet.domain.attribution import Model
from carnet.domain.events import EventKind
from carnet.domain.interactions import InteractionKind
from carnet.domain.mission_sheets import Mission
from carnet.domain.missions import Stage
from carnet.domain.review import Grouping
from carnet.ui.missions.signing import SigningPanel
from carnet.words.reviews import row_label
from journal.mission_world import evening, exchange, person, presented

CTRL = Qt.KeyboardModifier.ControlModifier

# The table of the rule book: credits in cents by person and by event, for the mission of 55 800 €.
BY_PERSON = {
    "first": {"Sophie": 5_580_000},
    "last": {"Claire": 5_580_000},
    "linear": {"Sophie": 2_232_000, "Karim": 1_116_000, "Claire": 2_232_000},
    "position": {"Sophie": 2_604_000, "Karim": 372_000, "Claire": 2_604_000},
    "decay": {"Sophie": 1_885_765, "Karim": 1_177_787, "Claire": 2_516_448},
    "w": {"Sophie": 1_953_000, "Karim": 1_674_000, "Claire": 1_953_000},
}
BY_EVENT = {
    "first": {"Afterwork E1": 5_580_000},
    "last": {"Hors évènement": 5_580_000},
    "linear": {"Afterwork E1": 1_116_000, "Rencontre E2": 1_116_000, "Hors évènement": 3_348_000},
    "position": {"Afterwork E1": 2_232_000, "Rencontre E2": 372_000, "Hors évènement": 2_976_000},
    "decay": {"Afterwork E1": 902_967, "Rencontre E2": 1_214_635, "Hors évènement": 3_462_398},
    "w": {"Afterwork E1": 1_674_000, "Rencontre E2": 279_000, "Hors évènement": 3_627_000},
}
BY_CHANNEL = {"Évènement": 2_232_000, "Mise en relation": 2_232_000, "Échange direct": 1_116_000}


class Signed(NamedTuple):
    application: Application
    mission: int


@pytest.fixture
def signed(launch: Launch, tmp_path: Path, qtbot: QtBot) -> Signed:
    """A journal with the worked example, whose mission is signed through the window."""
    application = launch(tmp_path / "exemple.carnet")
    journal = application.journal
    assert journal is not None
    sophie, karim, claire = (person(journal, name) for name in ("Sophie", "Karim", "Claire"))
    afterwork = evening(journal, "Afterwork E1", EventKind.AFTERWORK, date(2026, 3, 12), "Escale Portage")
    themed = evening(journal, "Rencontre E2", EventKind.THEMED_MEETING, date(2026, 5, 28), "Club Data")
    exchange(journal, InteractionKind.ENCOUNTER, "2026-03-12", sophie, event=afterwork)
    exchange(journal, InteractionKind.LUNCH, "2026-04-03", sophie, karim)
    presented(journal, sophie, karim, "2026-04-03")
    presented(journal, karim, claire, "2026-05-20")
    talk = exchange(journal, InteractionKind.ENCOUNTER, "2026-05-28", claire, event=themed)
    exchange(journal, InteractionKind.CALL, "2026-06-15", claire)
    values: dict[str, Any] = {"client": "Acme", "stage": Stage.PROPOSAL, "day_rate_cents": 62_000}
    mission = journal.missions.save(Mission(title="Plateforme data", days_sold_half=180, **values))
    _sign(application, qtbot, mission, "Claire", "01/07/2026")
    journal.missions.mark_key(mission, talk)
    return Signed(application, mission)


def _sign(application: Application, qtbot: QtBot, mission: int, name: str, day: str) -> None:
    """Move the card to « Gagnée » by key, and answer the two questions by key."""
    page: Any = application.window.show_page("missions")
    page.board.focus_mission(mission)
    qtbot.keyClick(application.window.focusWidget(), Qt.Key.Key_Right, CTRL)
    panel = application.window.findChild(SigningPanel)
    assert panel is not None
    panel.day.line.selectAll()
    type_text(panel.day.line, day)
    qtbot.keyClick(panel.day.line, Qt.Key.Key_Tab)
    type_text(panel.person.line, name)
    qtbot.keyClick(panel.person.line, Qt.Key.Key_Down)
    qtbot.keyClick(panel.focusWidget() or panel.person.line, Qt.Key.Key_Return)
    panel.sign.setFocus()
    qtbot.keyClick(panel.sign, Qt.Key.Key_Space)


def _read(signed: Signed, by: Grouping, model: str) -> dict[str, int]:
    """Return the credits that « Bilan » shows, by label."""
    page: Any = signed.application.window.show_page("review")
    page.period.choose("all")
    page.by.choose(by.value)
    page.model.choose(model)
    page.reload()
    return {row_label(row, by): row.credit_cents for row in page.review.rows}


def test_the_path_reads_as_one_sentence(signed: Signed) -> None:
    from carnet.words.missions import path_sentence

    journal = signed.application.journal
    assert journal is not None
    path = journal.missions.path(signed.mission)

    assert len(path.touches) == 5
    assert path.frozen
    assert path.signed_on == date(2026, 7, 1)
    sentence = path_sentence(path)
    assert sentence.index("Sophie") < sentence.index("Karim") < sentence.index("Claire")
    assert "Escale Portage" in sentence


@pytest.mark.parametrize("model", sorted(BY_PERSON))
def test_every_model_gives_its_credits_to_the_cent(signed: Signed, model: str) -> None:
    assert _read(signed, Grouping.CONTACT, model) == BY_PERSON[model]
    assert _read(signed, Grouping.EVENT, model) == BY_EVENT[model]


def test_the_channels_are_those_of_the_touches(signed: Signed) -> None:
    assert _read(signed, Grouping.CHANNEL, "linear") == BY_CHANNEL


def test_shares_by_hand_give_what_was_said(signed: Signed) -> None:
    journal = signed.application.journal
    assert journal is not None
    touches = journal.missions.path(signed.mission).touches
    shares = dict(zip((touch.id for touch in touches), (5_000, 2_000, 2_000, 500, 500), strict=True))
    journal.missions.set_manual_shares(signed.mission, shares)

    found = _read(signed, Grouping.CONTACT, Model.MANUAL.value)

    value = 5_580_000
    assert found == {"Sophie": value * 70 // 100, "Karim": value * 20 // 100, "Claire": value * 10 // 100}


def test_a_renewal_inherits_the_path(signed: Signed, qtbot: QtBot) -> None:
    journal = signed.application.journal
    assert journal is not None
    renewal = journal.missions.save(
        Mission(
            title="Plateforme data, suite",
            client="Acme",
            stage=Stage.PROPOSAL,
            day_rate_cents=62_000,
            days_sold_half=120,
            renewal_of_id=signed.mission,
        )
    )
    journal.missions.sign(renewal, contact_id=None, channel=None, signed_on=date(2026, 10, 1))

    assert _read(signed, Grouping.EVENT, "first") == {"Afterwork E1": 9_300_000}
    page: Any = signed.application.window.pages["review"]
    assert page.ranking.isVisibleTo(page)


def test_signing_is_one_step_back(signed: Signed) -> None:
    journal = signed.application.journal
    assert journal is not None
    signed.application.history.undo()  # the marking of the talk
    signed.application.history.undo()

    assert journal.missions.get(signed.mission).stage is Stage.PROPOSAL
    signed.application.history.redo()
    assert journal.missions.get(signed.mission).stage is Stage.WON
