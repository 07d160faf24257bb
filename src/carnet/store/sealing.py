"""Encrypting a journal, giving it another key, or decrypting it: by a verified copy that takes its place.

The copy is whole, read again and on the disk before it takes the name; until then the journal is what it was. Nobody
else has the file meanwhile. What it was is overwritten at the end, or by who next finds it left behind.
"""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from carnet.errors import Reason, Trouble
from carnet.store import keys, parts
from carnet.store.backup import export
from carnet.store.database import reason_of, translated
from carnet.store.keys import Key


def rewrite(path: Path, key: Key | None) -> None:
    """Write a file anew with another key, None for a plain one; nobody of this process may have it open.

    Raises:
        Trouble: another process has it open, it is damaged, or the disk says no; it is as it was.
    """
    target = path.resolve()
    old = keys.of(target)
    try:
        with translated(path), parts.part_of(target) as part, _alone(target, old) as source:
            export(source, part, key)
            _verify(source, part, key)
            if os.name == "nt":  # where no open file gives its name away
                source.close()
            parts.supersede(part, target)
    except OSError as error:
        raise Trouble(reason_of(error), path=str(path), detail=str(error)) from error
    if key is not None:
        keys.remember(key)


@contextmanager
def _alone(path: Path, key: Key | None) -> Iterator[Any]:
    """Yield a connection that nobody else reads or writes beside, the log folded into the file and overwritten."""
    log = path.with_name(path.name + "-wal")
    with closing(keys.connect(str(path), key)) as connection, parts.second_name(log) as spare:
        connection.execute("PRAGMA busy_timeout=1000")
        connection.execute("PRAGMA temp_store=MEMORY")
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        if connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0] != "delete":
            raise Trouble(Reason.LOCKED, path=str(path))
        connection.execute("BEGIN EXCLUSIVE")  # held until the connection closes
        connection.execute("COMMIT")
        if spare is not None and not log.exists():
            parts.shred(spare)
        yield connection


def _verify(source: Any, part: Path, key: Key | None) -> None:
    """Read the copy from the disk, from beginning to end, and compare it with what it was made of."""
    with closing(keys.connect(str(part), key)) as made:
        made.execute("PRAGMA cache_size=-4000")
        verdict = made.execute("PRAGMA integrity_check").fetchone()[0]
        broken = made.execute("PRAGMA foreign_key_check").fetchone()
        if verdict != "ok" or broken is not None or _contents(made) != _contents(source):
            raise Trouble(Reason.CORRUPT, path=str(part), detail=str(verdict))


def _contents(connection: Any) -> list[Any]:
    """Return what a file is made of, and how many rows each table has."""
    heads = [connection.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version")]
    schema = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY 1, 2").fetchall()
    tables = [row[1] for row in schema if row[0] == "table" and not row[3].startswith("CREATE VIRTUAL")]
    counts = [connection.execute(f'SELECT count(*) FROM "{name}"').fetchone() for name in tables]
    return [heads, schema, counts]
