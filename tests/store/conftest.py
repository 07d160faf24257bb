"""Fixtures: an empty journal file as the store sees it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from instants import NOW

from carnet.store import migrate
from carnet.store.database import Database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "carnet.carnet"
    opened = Database(path)
    migrate.prepare(path, opened, NOW)
    yield opened
    opened.close()
