"""What SQLite's planner is told: the same of every journal, and of indexes that there are."""

from pathlib import Path

import sqlalchemy as sa
from sqlcipher3 import dbapi2

from carnet.store import backup, migrate, planner
from carnet.store.database import Database
from carnet.store.tables import metadata

ASKED = "SELECT tbl, idx, stat FROM sqlite_stat1 ORDER BY tbl, idx"


def _told(connection: sa.Connection) -> list[tuple[str, str, str]]:
    return [tuple(row) for row in connection.exec_driver_sql(ASKED)]


def test_a_new_journal_and_a_migrated_one_are_planned_alike(tmp_path: Path, database: Database) -> None:
    migrated = Database(tmp_path / "migrated.carnet", foreign_keys=False)
    with migrated.writing() as connection:
        migrate.upgrade(connection)

    with database.reading() as one, migrated.reading() as other:
        assert _told(one) == _told(other) != []
    migrated.close()


def test_a_copy_of_another_key_is_planned_alike(tmp_path: Path, database: Database) -> None:
    part = tmp_path / "part"
    part.touch()
    source = dbapi2.connect(str(database.path))
    backup.export(source, part, None)
    told = source.execute(ASKED).fetchall()
    source.close()

    made = dbapi2.connect(str(part))
    assert made.execute(ASKED).fetchall() == told != []
    made.close()


def test_every_index_that_is_told_of_is_there(database: Database) -> None:
    with database.reading() as connection:
        there = set(connection.exec_driver_sql("SELECT tbl_name, name FROM sqlite_master WHERE type = 'index'"))
    told = {(table, index) for table, indexes in planner.STATISTICS.items() for index in indexes}
    told.discard(("name_token", "name_token"))  # is its own index

    assert {tuple(row) for row in there} >= told


def test_every_index_of_a_table_that_is_told_of_is_told_of() -> None:
    """One that the planner knew nothing of would seem the best to it."""
    forgotten = {
        str(index.name)
        for table in metadata.tables.values()
        for index in table.indexes
        if table.name in planner.STATISTICS and index.name not in planner.STATISTICS[table.name]
    }

    assert not forgotten


def test_no_statement_is_prepared_anew_each_time(database: Database) -> None:
    """What samples of rows would make SQLite do."""
    with database.reading() as connection:
        found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE name LIKE 'sqlite_stat%'").scalars()
        assert set(found) == {"sqlite_stat1"}


def test_the_planner_heeds_it(database: Database) -> None:
    """Left to guesses it would read all who are shown, to find those of one birthday."""
    plan = "EXPLAIN QUERY PLAN SELECT contact_id FROM contact_fact WHERE hidden = 0 AND birthday_md = ?"
    connection = dbapi2.connect(str(database.path))
    (line,) = connection.execute(plan, ("03-22",)).fetchall()
    connection.close()

    assert "ix_contact_fact_birthday_md" in line[3]
