"""A journal of every older schema opens, is brought to head, and loses no row."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from instants import NOW
from sqlcipher3 import dbapi2

from carnet import paths
from carnet.domain.contacts import ContactFilter
from carnet.journal import Journal, demo, files
from carnet.store import migrate
from carnet.store.database import Database

SAMPLES = sorted((paths.resources() / "trials").glob("revision-*.carnet"))


def _counts(path: Path) -> dict[str, int]:
    connection = dbapi2.connect(str(path))
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    shadows = {f"words_{part}" for part in ("data", "idx", "docsize", "config", "content")}
    names = [name for name in names if not name.startswith("sqlite_")]
    counts = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in set(names) - shadows}
    connection.close()
    return counts


def test_there_is_a_sample_of_the_present_schema() -> None:
    assert SAMPLES[-1].stem == f"revision-{migrate.HEAD}"


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.stem for sample in SAMPLES])
def test_an_old_journal_keeps_every_row(sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "old.carnet"
    shutil.copyfile(sample, path)
    before = _counts(path)
    database = Database(path)

    migrate.prepare(path, database, NOW)

    assert migrate.revision_of(database) == migrate.HEAD
    database.close()
    after = _counts(path)
    assert {name: count for name, count in after.items() if name in before} == before
    assert before["contact"] > 0


def test_my_card_leaves_lists_and_search_of_an_old_journal(tmp_path: Path) -> None:
    path = tmp_path / "old.carnet"
    shutil.copyfile(SAMPLES[0], path)
    connection = dbapi2.connect(str(path))
    (mine,) = connection.execute("SELECT min(id) FROM contact").fetchone()
    connection.execute("UPDATE contact SET is_me = 1 WHERE id = ?", (mine,))
    connection.commit()
    connection.close()

    with closing(Journal(path)) as journal:
        listed = journal.contacts.ids(ContactFilter())
        assert listed
        assert mine not in listed
        assert files.check(journal) == ()


def test_the_warmth_of_an_old_journal_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "old.carnet"
    demo.write(path, NOW.date())
    connection = dbapi2.connect(str(path))
    for table in ("calendar", "mission_document", "board_place", "target", "deed_span"):
        connection.execute(f"DROP TABLE {table}")
    connection.execute("DROP TABLE known_word")
    connection.execute("ALTER TABLE contact_fact DROP COLUMN recent_gaps")
    connection.execute("UPDATE alembic_version SET version_num = '0002'")
    connection.commit()
    connection.close()

    with closing(Journal(path)) as journal:
        assert files.check(journal) == ()
