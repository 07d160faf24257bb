"""From the figures to the story by keyboard only: the drawing, its table, the network, and a picture to keep."""

from pathlib import Path

from hands import CTRL, Hands, Key
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from application_fixtures import Answers
from carnet.app import Application
from carnet.domain.flows import Column
from carnet.ui.review import ReviewPage


def test_from_an_origin_to_the_path_and_to_a_picture(
    application: Application, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    journal = application.journal
    assert journal is not None
    hands = Hands(application, qtbot)
    hands.press(Key.Key_5, CTRL)
    page = application.window.current_page()
    assert isinstance(page, ReviewPage)
    qtbot.waitUntil(lambda: bool(page.chart.spots()))

    hands.tab_to("Dessin")
    hands.tab_to("Enregistrer l’image")
    hands.press(Key.Key_Tab)  # into the drawing
    assert hands.name().startswith(page.chart.spots()[0].name)
    hands.press(Key.Key_Right)
    who = hands.name().split(", relation")[0]
    assert who in page.flows.told.text()
    hands.press(Key.Key_Return)
    assert page.ranking.chosen().label == who
    hands.press(Key.Key_Right)
    assert page.chart.focused_key()[0] is Column.MISSION
    hands.press(Key.Key_Return)
    path = page.path.path
    assert path is not None
    assert str(path.mission_id) == page.chart.chosen()[1]

    answers.path = tmp_path / "bilan.png"
    hands.press(Key.Key_S, CTRL)
    assert not QImage(str(answers.path)).isNull()

    hands.press(Key.Key_V)
    assert page.view.current() == "table"
    hands.press(Key.Key_V)
    assert page.view.current() == "drawing"

    page.show_view("network")
    hands.tab_to("Chaînes")
    hands.press(Key.Key_Home)
    chain = page.network.chart.chosen()
    assert page.path.path.mission_id in chain.missions
    hands.press(Key.Key_Return)
    assert application.window.key == "missions"


def test_the_view_is_the_one_that_was_left(application: Application) -> None:
    page = application.window.show_page("review")
    assert isinstance(page, ReviewPage)
    page.show_view("network")

    again = ReviewPage(application.journal, application.signals, application.prompts, application.tasks)
    assert page._state is not None
    again.use_state(page._state)
    assert again.view.current() == "network"
    again.deleteLater()
