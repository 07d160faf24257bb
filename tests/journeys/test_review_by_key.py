"""From the signature to « Bilan » by keyboard alone: two years compared, the paper of the year, a table kept."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hands import CTRL, Hands, Key
from pytestqt.qtbot import QtBot

from application_fixtures import Answers
from carnet.app import Application
from carnet.domain.mission_sheets import Mission
from carnet.domain.missions import Stage
from carnet.domain.review import ReviewQuestion
from carnet.ui.review import ReviewPage
from pdf_text import pages


@pytest.fixture
def hands(application: Application, qtbot: QtBot) -> Hands:
    return Hands(application, qtbot)


def bilan(application: Application, hands: Hands, qtbot: QtBot) -> ReviewPage:
    """Go to « Bilan » by key, to its table and the whole of this year."""
    hands.press(Key.Key_5, CTRL)
    page = application.window.current_page()
    assert isinstance(page, ReviewPage)
    qtbot.waitUntil(lambda: page.review is not None)
    hands.tab_to("Dessin")
    hands.press(Key.Key_Right)
    hands.tab_to("24 mois")
    hands.press(Key.Key_Right)
    assert page.question().start == date(application.journal.clock.today().year, 1, 1)
    return page


def test_what_is_signed_stands_on_bilan_at_once(application: Application, hands: Hands, qtbot: QtBot) -> None:
    journal: Any = application.journal
    claire = journal.contacts.find("Hélène Vasseur")[0].id
    before = journal.review.ask(ReviewQuestion()).total_cents
    mission = journal.missions.save(
        Mission(title="Cadrage cloud", client="Acme", stage=Stage.PROPOSAL, day_rate_cents=70_000, days_sold_half=20)
    )
    hands.press(Key.Key_4, CTRL)
    missions: Any = application.window.current_page()
    qtbot.waitUntil(lambda: missions.board is not None)
    missions.board.focus_mission(mission)

    hands.press(Key.Key_Right, CTRL)
    hands.tab_to("Qui vous a proposé la mission")
    hands.type("Hélène Vasseur")
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)
    hands.tab_to("Signer")
    hands.press(Key.Key_Space)
    assert journal.missions.get(mission).stage is Stage.WON

    page = bilan(application, hands, qtbot)
    assert journal.review.ask(ReviewQuestion()).total_cents == before + 700_000
    assert "Cadrage cloud" in {each.title for each in page.review.missions}
    assert claire in {int(row.key) for row in page.review.rows if row.key.isdigit()}


def test_two_years_are_compared_and_one_of_them_goes_on_paper(
    application: Application, hands: Hands, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    page = bilan(application, hands, qtbot)
    year = page.question().start.year
    hands.tab_to("Classement")
    hands.press(Key.Key_C)
    assert page.comparing.is_on
    hands.press(Key.Key_Down)
    line = page.ranking.table.current_line()
    assert line is not None
    assert line.beside.period_cents is not None
    total = page.ranking.pinned.lines.line(page.ranking.pinned.lines.rowCount() - 1)
    last = application.journal.review.ask(
        page.question()._replace(start=date(year - 1, 1, 1), end=date(year - 1, 12, 31))
    )
    assert total.beside.period_cents == last.total_cents

    answers.path = tmp_path / "bilan.pdf"
    hands.tab_to("Exporter", back=True)
    hands.press(Key.Key_Space)
    hands.press(Key.Key_Return)  # this year, the first entry
    qtbot.waitUntil(answers.path.exists)
    assert f"Bilan réseau {year}" in pages(answers.path.read_bytes())[0]

    answers.path = tmp_path / "classement.csv"
    hands.tab_to("Exporter")
    hands.press(Key.Key_Space)
    hands.choose("Classement")
    qtbot.waitUntil(answers.path.exists)
    assert str(year - 1) in answers.path.read_text("utf-8-sig").splitlines()[0]
