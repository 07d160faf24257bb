"""The example journal on the missions page, and a window to put it in."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from carnet.journal import FixedClock, Journal, demo
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.tasks import Tasks
from carnet.ui.missions import MissionsPage

TODAY = date(2026, 11, 20)


class Answers:
    """Prompts whose answers the test gives."""

    def __init__(self) -> None:
        self.text: str | None = ""
        self.path: Path | None = None
        self.asked: list[str] = []

    def ask_text(self, title: str, question: str, yes: str, text: str = "") -> str | None:
        self.asked.append(question)
        return self.text

    def open_file(self, title: str, filters: str = "") -> Path | None:
        return self.path

    def save_file(self, title: str, name: str, filters: str = "") -> Path | None:
        return None

    def open_folder(self, title: str) -> Path | None:
        return None

    def confirm(self, title: str, text: str, yes: str, no: str, danger: bool = False) -> bool:
        return False

    def choose(self, title: str, text: str, options: object) -> int | None:
        return None


@pytest.fixture(scope="session")
def example_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("example") / "example.carnet"
    demo.write(path, TODAY)
    return path.read_bytes()


@pytest.fixture
def journal(tmp_path: Path, example_file: bytes) -> Iterator[Journal]:
    path = tmp_path / "carnet.carnet"
    path.write_bytes(example_file)
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
def page(qtbot: QtBot, journal: Journal, signals: AppSignals, answers: Answers) -> Iterator[MissionsPage]:
    window = QWidget()
    qtbot.addWidget(window)
    made = MissionsPage(journal, signals, answers, Tasks())
    signals.changed.connect(made.on_changed)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(made)
    window.resize(1104, 800)
    window.show()
    qtbot.waitExposed(window)
    assert made.sheet  # built at once, so that tests need not wait for it
    yield made
    window.close()
