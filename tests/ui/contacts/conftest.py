"""The page of contacts on a copy of the example journal."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from contacts_desk import TODAY, Desk, set_up
from pytestqt.qtbot import QtBot

from carnet.journal import FixedClock, Journal, demo


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("example") / "example.carnet"
    demo.write(path, TODAY)
    return path


@pytest.fixture
def journal(tmp_path: Path, example: Path) -> Iterator[Journal]:
    path = tmp_path / "carnet.carnet"
    shutil.copy(example, path)
    opened = Journal(path, clock=FixedClock(day=TODAY))
    yield opened
    opened.close()


@pytest.fixture
def empty_journal(tmp_path: Path) -> Iterator[Journal]:
    opened = Journal(tmp_path / "empty.carnet", clock=FixedClock(day=TODAY))
    yield opened
    opened.close()


@pytest.fixture
def desk(qtbot: QtBot, journal: Journal) -> Desk:
    return set_up(qtbot, journal)
