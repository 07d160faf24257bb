"""The journal as a file: looking whether it is there, copying it, checking that it is sound."""

import errno
import os
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa

from carnet.errors import Reason, Trouble
from carnet.journal.journal import Journal
from carnet.store import backup, derived, migrate
from carnet.store.database import APPLICATION_ID, Database, look


class Finding(NamedTuple):
    """Something wrong with the file: a reason and where."""

    reason: str
    detail: str


def is_journal(path: Path) -> bool:
    """Tell whether there is a journal at `path`."""
    return look(path) == "journal"


def is_missing(path: Path) -> bool:
    """Tell whether there is nothing at `path` yet, or an empty file."""
    return look(path) in {"missing", "empty"}


def make_by_revisions(path: Path) -> None:
    """Make an empty journal as an old one becomes a new one: revision by revision."""
    database = Database(path, foreign_keys=False)
    try:
        with database.writing() as connection:
            migrate.upgrade(connection)
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    finally:
        database.close()


def save_copy(journal: Journal, target: Path) -> None:
    """Write a verified copy of an open journal to `target`.

    Raises:
        Trouble: the target is the journal itself, or the disk says no.
    """
    if target.resolve() == journal.path.resolve():
        raise Trouble(Reason.EXISTS, path=str(target))
    backup.copy(journal.core.database, target)


def write_private(path: Path, data: bytes) -> None:
    """Write an export, readable by its owner alone, whole or not at all.

    Raises:
        Trouble: the disk says no.
    """
    part = path.with_name(path.name + ".part")
    try:
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise Trouble(_REASONS.get(error.errno or 0, Reason.CANNOT_OPEN), path=str(path), detail=str(error)) from error


_REASONS = {errno.ENOSPC: Reason.DISK_FULL, errno.EACCES: Reason.READ_ONLY, errno.EROFS: Reason.READ_ONLY}


def check(journal: Journal) -> tuple[Finding, ...]:
    """Return what is wrong: pages, references, indexes, and derived columns against a recomputation."""
    with journal.core.reading() as connection:
        found = [*_pages(connection), *_references(connection), *_words(connection)]
    return (*found, *_derived(journal))


def _pages(connection: sa.Connection) -> list[Finding]:
    lines = connection.exec_driver_sql("PRAGMA integrity_check").scalars()
    return [Finding("integrity", line) for line in lines if line != "ok"]


def _references(connection: sa.Connection) -> list[Finding]:
    rows = connection.exec_driver_sql("PRAGMA foreign_key_check")
    return [Finding("foreign_key", f"{row[0]} {row[1]} → {row[2]}") for row in rows]


def _words(connection: sa.Connection) -> list[Finding]:
    expected: set[int] = set()
    for kind, number in derived.KINDS.items():
        where = "" if kind == "organisation" else " WHERE deleted_at IS NULL"
        ids = connection.exec_driver_sql(f'SELECT id FROM "{kind}"{where}').scalars()
        expected.update(key * 8 + number for key in ids)
    indexed = set(connection.exec_driver_sql("SELECT rowid FROM words").scalars())
    return [Finding("index", str(key)) for key in sorted(indexed - expected)]


_DERIVED = ("contact_fact", "name_token")


def _derived(journal: Journal) -> list[Finding]:
    """Compare the derived rows with a recomputation that is rolled back."""
    found: list[Finding] = []
    with journal.core.unrecorded() as connection:
        before = _images(connection)
        point = connection.begin_nested()
        derived.rebuild(connection)
        after = _images(connection)
        point.rollback()
    for name in _DERIVED:
        found += [Finding("derived", f"{name}: {row}") for row in sorted(before[name] ^ after[name], key=repr)[:20]]
    return found


def _images(connection: sa.Connection) -> dict[str, set[tuple[object, ...]]]:
    images = {name: set(map(tuple, connection.exec_driver_sql(f"SELECT * FROM {name}"))) for name in _DERIVED}
    return {name: set(rows) for name, rows in images.items()}
