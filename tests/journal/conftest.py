"""Fixtures: a journal in a real file, and its whole content as comparable values."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from carnet.journal import FixedClock, Journal
from carnet.store.tables import metadata

TODAY = date(2026, 11, 20)
Dump = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(day=TODAY)


@pytest.fixture
def journal(tmp_path: Path, clock: FixedClock) -> Iterator[Journal]:
    opened = Journal(tmp_path / "carnet.carnet", clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def dump() -> Callable[[Journal], Dump]:
    """Return what a journal holds, table by table, history and drafts apart; what is derived included."""

    def read(journal: Journal) -> Dump:
        found: Dump = {}
        with journal.core.reading() as connection:
            for name in [*metadata.tables, "name_token"]:
                if name not in {"deed", "deed_row", "deed_span", "draft"}:
                    rows = connection.exec_driver_sql(f'SELECT * FROM "{name}"')
                    found[name] = sorted(map(tuple, rows), key=repr)
            found["words"] = [tuple(row) for row in connection.exec_driver_sql("SELECT rowid FROM words ORDER BY 1")]
        return found

    return read
