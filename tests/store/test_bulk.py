"""Rows by the thousand: written in their order beside what brings them, and none after one that failed."""

import pytest
from sqlcipher3 import dbapi2

from carnet.store.bulk import pipe
from carnet.store.database import Database

_TAG = ("id", "uid", "name")


def _names(database: Database) -> list[str]:
    with database.reading() as connection:
        return list(connection.exec_driver_sql("SELECT name FROM tag ORDER BY id").scalars())


@pytest.mark.parametrize("count", [1, 7, 1_000, 5_003])
def test_rows_are_written_in_their_order(database: Database, count: int):
    with database.writing() as connection, pipe(connection) as found:
        for start in range(0, count, 900):
            found.put("tag", _TAG, [(at + 1, f"u{at}", f"n{at}") for at in range(start, min(start + 900, count))])
        found.flush("tag")
    assert _names(database) == [f"n{at}" for at in range(count)]


def test_nothing_is_written_after_a_row_that_cannot_be(database: Database):
    with pytest.raises(dbapi2.IntegrityError), database.writing() as connection, pipe(connection) as found:
        for at in range(9_000):
            found.put("tag", _TAG, [(at + 1, f"u{at % 5_000}", f"n{at}")])
    assert _names(database) == []
    with database.writing() as connection, pipe(connection) as found:
        found.put("tag", _TAG, [(1, "u", "n")])
    assert _names(database) == ["n"]


def test_giving_up_drops_what_waits(database: Database):
    with pytest.raises(KeyboardInterrupt), database.writing() as connection, pipe(connection) as found:
        found.put("tag", _TAG, [(at + 1, f"u{at}", f"n{at}") for at in range(20_000)])
        raise KeyboardInterrupt
    assert _names(database) == []
