"""What the history knows of rows that came by the thousand is what it would know of each."""

import random
from typing import Any

import pytest
import sqlalchemy as sa

from carnet.domain.changes import Deed
from carnet.store import spans
from carnet.store import tables as t
from carnet.store.database import Database
from carnet.store.images import blank, unpack
from carnet.store.recorder import Recorder, keep

_NAMES = ("id", "uid", "name", "folded")
_COUNT = 300


def _came(database: Database) -> int:
    """Let tags come with a deed of their own; return its id."""
    with database.writing() as connection:
        recorder = Recorder(connection)
        with recorder.in_bulk("tag"):
            rows = [(at, f"u{at}", f"Étiquette {at}", f"etiquette {at}") for at in range(1, _COUNT + 1)]
            recorder.come("tag", _NAMES, rows)
        deed_id = _deed(connection)
        keep(connection, deed_id, recorder.changes(), recorder.runs())
    return deed_id


def _deed(connection: sa.Connection) -> int:
    sql = "INSERT INTO deed (at, kind) VALUES ('x', ?) RETURNING id"
    return int(connection.exec_driver_sql(sql, (Deed.IMPORT.value,)).scalar_one())


def _kept(connection: sa.Connection, deed_id: int) -> dict[int, dict[str, Any] | None]:
    sql = 'SELECT row_id, "after" FROM deed_row WHERE deed_id = ?'
    return {key: unpack(after) for key, after in connection.exec_driver_sql(sql, (deed_id,))}


@pytest.mark.parametrize("seed", range(4))
def test_rows_that_changed_since_are_kept_as_they_came(database: Database, seed: int) -> None:
    deed_id = _came(database)
    rng = random.Random(seed)

    with database.writing() as connection:
        recorder = Recorder(connection)
        for key in rng.sample([1, 2, _COUNT, *range(3, _COUNT)], 60):
            if rng.random() < 0.5:
                recorder.update(t.tag, key, name="autre")
            else:
                recorder.delete(t.tag, key)
        assert spans.count(connection, deed_id) == _COUNT - 60
        spans.unfold(connection, deed_id)
        found = _kept(connection, deed_id)
        plain = {name: value for name, value in blank(connection, "tag").items() if name not in _NAMES}

    assert spans.FEWEST <= _COUNT
    whole = {at: {"id": at, "uid": f"u{at}", "name": f"Étiquette {at}", "folded": f"etiquette {at}"} for at in found}
    assert {key: {**plain, **(row or {})} for key, row in found.items()} == {
        key: {**plain, **row} for key, row in whole.items()
    }
    assert sorted(found) == list(range(1, _COUNT + 1))


def test_a_row_after_the_last_that_came_is_no_affair_of_the_deed(database: Database) -> None:
    deed_id = _came(database)
    with database.writing() as connection:
        recorder = Recorder(connection)
        key = recorder.insert(t.tag, uid="new", name="neuve", folded="neuve")
        recorder.update(t.tag, key, name="autre")

        assert spans.count(connection, deed_id) == _COUNT
        assert _kept(connection, deed_id) == {}
