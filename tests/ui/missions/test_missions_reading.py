"""Where there are a great many missions they are read beside the window, and a sheet is built when it is asked for."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.missions.conftest import Answers

from carnet.domain.missions import Stage
from carnet.journal import Journal
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.tasks import Tasks
from carnet.ui.missions import MissionsPage
from carnet.ui.missions.card import MissionCard


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.stop()


@pytest.fixture(autouse=True)
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("carnet.journal.mission_boards._MANY", 0)


@pytest.fixture
def fresh(qtbot: QtBot, journal: Journal, signals: AppSignals, answers: Answers, tasks: Tasks) -> MissionsPage:
    made = MissionsPage(journal, signals, answers, tasks)
    signals.changed.connect(made.on_changed)
    qtbot.addWidget(made)
    made.resize(1104, 800)
    return made


def _held(page: MissionsPage) -> MissionCard | None:
    focus = QApplication.focusWidget()
    return focus if isinstance(focus, MissionCard) and page.isAncestorOf(focus) else None


def test_the_board_comes_a_moment_later_and_takes_the_focus(qtbot: QtBot, fresh: MissionsPage) -> None:
    fresh.show()
    qtbot.waitExposed(fresh)
    fresh.setFocus()
    assert not fresh.board.columns[Stage.LEAD].cards

    qtbot.waitUntil(lambda: _held(fresh) is not None)
    assert _held(fresh) is fresh.board.columns[Stage.LEAD].cards[0]


def test_a_sheet_is_left_for_its_card_though_the_board_is_read_after(
    qtbot: QtBot, fresh: MissionsPage, journal: Journal
) -> None:
    running = next(row.id for row in journal.missions.rows() if row.stage is Stage.RUNNING)
    fresh.open_item(running)
    fresh.show()
    qtbot.waitUntil(fresh.sheet.isVisible)
    assert fresh.sheet.sheet is not None
    assert fresh.sheet.sheet.mission.id == running

    QTest.keyClick(fresh, Qt.Key.Key_Escape)

    qtbot.waitUntil(lambda: (card := _held(fresh)) is not None and card.row.id == running)


def test_what_is_asked_last_is_shown(qtbot: QtBot, fresh: MissionsPage, journal: Journal) -> None:
    fresh.show()
    qtbot.waitUntil(lambda: fresh.contact.count() > 1)
    fresh.since.choose(None)
    fresh.contact.setCurrentIndex(1)
    fresh.contact.setCurrentIndex(0)
    wanted = {row.id for row in journal.missions.board().rows}

    qtbot.waitUntil(lambda: set(fresh.list.model.ids()) == wanted)
