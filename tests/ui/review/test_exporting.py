"""« Exporter »: every table by key, as CSV and XLSX; the paper of a year."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from application_fixtures import Answers
from carnet.domain.review import ReviewQuestion
from carnet.journal import Journal
from carnet.ui.kit.signals import AppSignals
from carnet.ui.review import ReviewPage
from pdf_text import pages
from workbooks import sheets

TABLES = ("ranking", "missions", "organisers", "kinds", "introductions", "sentences")


def entries(page: ReviewPage) -> dict[object, str]:
    page.export.open_menu()
    found = {action.data(): action.text() for action in page.export.menu.actions() if action.text()}
    page.export.menu.hide()
    return found


def choose(page: ReviewPage, what: object) -> None:
    page.export.open_menu()
    action = next(action for action in page.export.menu.actions() if action.text() and action.data() == what)
    page.export.menu.setActiveAction(action)
    QTest.keyClick(page.export.menu, Qt.Key.Key_Return)


def test_the_menu_offers_the_latest_years_and_every_table(page: ReviewPage) -> None:
    assert list(entries(page)) == [2026, 2025, 2024, "", *TABLES]


@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_each_table_is_written_under_the_name_chosen(
    page: ReviewPage, answers: Answers, tmp_path: Path, qtbot: QtBot, *, kind: str, suffix: str
) -> None:
    answers.path = tmp_path / f"out.{suffix}"
    choose(page, kind)

    qtbot.waitUntil(answers.path.exists)
    data = answers.path.read_bytes()
    lines = data.decode("utf-8-sig").splitlines() if suffix == "csv" else next(iter(sheets(data).values()))
    assert len(lines) > 1


def test_a_comparison_is_exported_as_it_is_shown(
    page: ReviewPage, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    page.period.choose("year")
    page.period.chosen.emit("year")
    page.comparing.toggle()
    answers.path = tmp_path / "a.csv"

    choose(page, "ranking")

    qtbot.waitUntil(answers.path.exists)
    head = answers.path.read_text("utf-8-sig").splitlines()[0]
    for said in (
        "CA, Équilibré 30-30-30-10, 2026, EUR",
        "CA, Équilibré 30-30-30-10, 2025, EUR",
        "CA, Origine, 2026, EUR",
    ):
        assert said in head


def test_all_tables_go_into_one_workbook_and_a_name_without_ending_gets_one(
    page: ReviewPage, answers: Answers, signals: AppSignals, tmp_path: Path, qtbot: QtBot
) -> None:
    said: list[str] = []
    signals.toast_asked.connect(lambda text, _action: said.append(text))
    answers.path = tmp_path / "bilan"
    choose(page, "")

    qtbot.waitUntil((tmp_path / "bilan.xlsx").exists)
    assert len(sheets((tmp_path / "bilan.xlsx").read_bytes())) == 6
    qtbot.waitUntil(lambda: bool(said))
    assert "bilan.xlsx" in said[0]


def test_giving_up_writes_nothing(page: ReviewPage, answers: Answers, tmp_path: Path) -> None:
    answers.path = None
    choose(page, "ranking")
    choose(page, 2026)
    assert list(tmp_path.glob("*.csv")) == []


def test_the_paper_of_a_year_by_key(
    page: ReviewPage, answers: Answers, journal: Journal, tmp_path: Path, qtbot: QtBot
) -> None:
    answers.path = tmp_path / "bilan.pdf"
    page.export.button.setFocus()
    QTest.keyClick(page.export.button, Qt.Key.Key_Space)
    QTest.keyClick(page.export.menu, Qt.Key.Key_Return)  # the year is the first entry

    qtbot.waitUntil(answers.path.exists)
    text = "\n".join(pages(answers.path.read_bytes())).replace("\u202f", " ")
    assert "Bilan réseau 2026" in text
    count = sum(mission.signed_on.year == 2026 for mission in journal.review.ask(ReviewQuestion()).missions)
    assert f"attribution Équilibré 30-30-30-10 · {count} missions" in text
