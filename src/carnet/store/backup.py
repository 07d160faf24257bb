"""A copy of the journal that is known to be good before it gets its name."""

from pathlib import Path

from carnet.errors import Reason, Trouble
from carnet.store import keys
from carnet.store.database import Database, new_file, translated


def copy(database: Database, target: Path) -> None:
    """Write a verified copy of the file to `target`, mode 0600, all or nothing."""
    with new_file(target, replace=True) as part, translated(target):
        _copy(database, part)
        _verify(part, database.key)


def _copy(database: Database, part: Path) -> None:
    source = database.engine.raw_connection()
    try:
        destination = keys.connect(str(part), database.key)
        try:
            source.driver_connection.backup(destination, pages=-1)  # type: ignore[union-attr]
            destination.execute("PRAGMA journal_mode=DELETE")
        finally:
            destination.close()
    finally:
        source.close()


def _verify(part: Path, key: keys.Key | None) -> None:
    connection = keys.connect(str(part), key)
    try:
        verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    finally:
        connection.close()
    if verdict != "ok" or broken is not None:
        raise Trouble(Reason.CORRUPT, path=str(part), detail=str(verdict))
