"""Creating and migrating: one schema by two ways, a verified backup before, refusal of what is newer or foreign."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from instants import NOW

from carnet.errors import Reason, Trouble
from carnet.store import migrate
from carnet.store.database import Database


def _schema(database: Database) -> dict[str, str]:
    with database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").all()
    return {name: " ".join(sql.replace('"', "").split()) for name, sql in rows if name != "alembic_version"}


def test_the_revisions_make_the_schema_of_the_tables(tmp_path: Path, database: Database) -> None:
    path = tmp_path / "migrated.carnet"
    migrated = Database(path, foreign_keys=False)
    with migrated.writing() as connection:
        migrate.upgrade(connection)

    assert _schema(migrated) == _schema(database)
    assert migrate.revision_of(migrated) == migrate.HEAD
    migrated.close()


def test_head_is_the_head_of_the_revisions() -> None:
    from alembic.script import ScriptDirectory

    assert ScriptDirectory.from_config(migrate._config()).get_current_head() == migrate.HEAD


def test_a_newer_file_is_refused_and_left_as_it_is(database: Database) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    before = database.path.read_bytes()
    again = Database(database.path)

    with pytest.raises(Trouble) as caught:
        migrate.prepare(database.path, again, NOW)
    again.close()

    assert caught.value.reason == Reason.NEWER_FILE
    assert database.path.read_bytes() == before


def test_a_foreign_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.carnet"
    path.write_text("Dear Claire," * 50)
    opened = Database(path)

    with pytest.raises(Trouble) as caught:
        migrate.prepare(path, opened, NOW)
    opened.close()

    assert caught.value.reason == Reason.NOT_A_JOURNAL


def test_a_journal_without_revision_is_refused(database: Database) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql("DROP TABLE alembic_version")
    database.close()
    again = Database(database.path)

    with pytest.raises(Trouble) as caught:
        migrate.prepare(database.path, again, NOW)
    again.close()

    assert caught.value.reason == Reason.NOT_A_JOURNAL


def test_migrating_keeps_the_rows_and_a_verified_backup(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """A journal that stands before head: the revision to come is one that adds a column."""
    with database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO tag (uid, name, folded) VALUES ('u', 'cloud', 'cloud')")
    monkeypatch.setattr(migrate, "HEAD", "9998")
    monkeypatch.setattr(migrate, "upgrade", _add_column)

    migrate.prepare(database.path, database, NOW)

    backups = list((database.path.parent / "carnet.backups").glob("carnet-*-migration.carnet"))
    assert len(backups) == 1
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT name, mood FROM tag").one() == ("cloud", "calm")
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").first() is None


def test_a_migration_that_breaks_a_reference_is_taken_back(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrate, "HEAD", "9998")
    monkeypatch.setattr(migrate, "upgrade", _break_reference)

    with pytest.raises(Trouble) as caught:
        migrate.prepare(database.path, database, NOW)

    assert caught.value.reason == Reason.CORRUPT
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM alias").scalar_one() == 0


def _add_column(connection: sa.Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE tag ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'")


def _break_reference(connection: sa.Connection) -> None:
    connection.exec_driver_sql("INSERT INTO alias (contact_id, name) VALUES (99, 'nobody')")
