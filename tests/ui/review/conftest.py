"""A « Bilan » page of its own on the example."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from application_fixtures import Answers
from carnet.journal import FixedClock, Journal, demo
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.tasks import Tasks
from carnet.ui.review import ReviewPage

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("review") / "example.carnet"
    demo.write(path, TODAY)
    return path.read_bytes()


@pytest.fixture
def journal(tmp_path: Path, sample: bytes) -> Iterator[Journal]:
    path = tmp_path / "carnet.carnet"
    path.write_bytes(sample)
    opened = Journal(path, clock=FixedClock(day=TODAY))
    yield opened
    opened.close()


@pytest.fixture
def signals(journal: Journal) -> AppSignals:
    made = AppSignals()
    journal.listen(made.changed.emit)
    return made


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def page(qtbot: QtBot, journal: Journal, signals: AppSignals, answers: Answers) -> Iterator[ReviewPage]:
    window = QWidget()
    qtbot.addWidget(window)
    tasks = Tasks()
    made = ReviewPage(journal, signals, answers, tasks)
    signals.changed.connect(made.on_changed)
    made.view.choose("table")
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(made)
    window.resize(1104, 800)
    window.show()
    qtbot.waitExposed(window)
    yield made
    tasks.wait()
    window.close()
