"""A copy of the journal that is known to be good before it gets its name."""

import os
from contextlib import suppress
from pathlib import Path

from sqlcipher3 import dbapi2

from carnet.errors import Reason, Trouble
from carnet.store.database import Database, make_private, translated


def copy(database: Database, target: Path) -> None:
    """Write a verified copy of the file to `target`, mode 0600, all or nothing."""
    part = target.with_name(target.name + ".part")
    try:
        part.unlink(missing_ok=True)
        make_private(part)
        with translated(target):
            _copy(database, part)
            _verify(part)
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        raise Trouble(Reason.IO_ERROR, path=str(target), detail=str(error)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _copy(database: Database, part: Path) -> None:
    source = database.engine.raw_connection()
    try:
        destination = dbapi2.connect(str(part))
        try:
            source.driver_connection.backup(destination, pages=-1)  # type: ignore[union-attr]
            destination.execute("PRAGMA journal_mode=DELETE")
        finally:
            destination.close()
    finally:
        source.close()


def _verify(part: Path) -> None:
    connection = dbapi2.connect(str(part))
    try:
        verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    finally:
        connection.close()
    if verdict != "ok" or broken is not None:
        raise Trouble(Reason.CORRUPT, path=str(part), detail=str(verdict))
