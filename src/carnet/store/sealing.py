"""Encrypting a journal, giving it another key, or decrypting it: by a verified copy that takes its place.

The copy is whole, read again and on the disk before it takes the name; until then the journal is what it was. Nobody
else has the file meanwhile. What it was is overwritten at the end, or by who next finds it left behind.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from carnet.errors import Reason, Refused, Trouble
from carnet.store import keys, parts
from carnet.store.backup import export
from carnet.store.database import new_file, reason_of, translated
from carnet.store.keys import Key

Progress = Callable[[int, int], object]
"""Told how many bytes of how many are done."""

Cancelled = Callable[[], bool]
"""Asked now and then whether to give up."""

_STEPS = 50_000  # of the driver, between two looks: some milliseconds
_READING = 2.2  # steps that reading a file again takes, for one of writing it


def no_progress(_done: int, _total: int) -> None:
    """Tell nobody."""


def never() -> bool:
    """Tell that nobody gives up."""
    return False


class _Watch:
    """Looks at a copy while a long statement works on it: tells how far it is, interrupts what is cancelled."""

    def __init__(self, part: Path, whole: int, progress: Progress, cancelled: Cancelled) -> None:
        self._part, self.whole = part, whole
        self._progress, self._cancelled = progress, cancelled
        self._written = self._read = 0

    def look(self, done: int) -> bool:
        """Tell how many bytes are done, and return whether to give up."""
        self._progress(done, self.whole)
        return self._cancelled()

    def writing(self) -> bool:
        """Take a look while the copy is written: the first half."""
        self._written += 1
        return self.look(min(self._part.stat().st_size, self.whole) // 2)

    def reading(self) -> bool:
        """Take a look while it is read again, which is measured by what writing it took."""
        self._read += 1
        share = min(1.0, self._read / (_READING * max(self._written, 1)))
        return self.look(int(self.whole * (1 + share) / 2))


def rewrite(path: Path, key: Key | None, *, progress: Progress = no_progress, cancelled: Cancelled = never) -> None:
    """Write a file anew with another key, None for a plain one; nobody of this process may have it open.

    Raises:
        Refused: "rewriting_stopped"; it is as it was.
        Trouble: another process has it open, it is damaged, or the disk says no; it is as it was.
    """
    target = path.resolve()
    old = keys.of(target)
    try:
        with _stoppable(), translated(path), parts.part_of(target) as part, _alone(target, old) as source:
            _write(source, part, key, _Watch(part, target.stat().st_size, progress, cancelled))
            if os.name == "nt":  # where no open file gives its name away
                source.close()
            parts.supersede(part, target)
    except OSError as error:
        raise Trouble(reason_of(error), path=str(path), detail=str(error)) from error
    if key is not None:
        keys.remember(key)


def copy(
    path: Path, target: Path, key: Key | None, *, progress: Progress = no_progress, cancelled: Cancelled = never
) -> None:
    """Write a verified copy of a file with another key, or its own; nobody of this process may have it open.

    Raises:
        Refused: "rewriting_stopped"; there is no copy.
        Trouble: as for `rewrite`; there is no copy.
    """
    real = path.resolve()
    old = keys.of(real)
    with _stoppable(), translated(path), new_file(target) as part, _alone(real, old) as source:
        _write(source, part, key, _Watch(part, real.stat().st_size, progress, cancelled))


def _write(source: Any, part: Path, key: Key | None, watch: _Watch) -> None:
    """Write what a connection reads into a part, read that again, and heed who gives up."""
    watch.look(0)
    source.set_progress_handler(watch.writing, _STEPS)
    export(source, part, key)
    source.set_progress_handler(None, 0)
    _verify(source, part, key, watch)
    if watch.look(watch.whole):
        raise Refused("rewriting_stopped")


@contextmanager
def _stoppable() -> Iterator[None]:
    """Say that what was interrupted is cancelled."""
    try:
        yield
    except dbapi2.OperationalError as error:
        if str(error) == "interrupted":
            raise Refused("rewriting_stopped") from None
        raise


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


def _verify(source: Any, part: Path, key: Key | None, watch: _Watch) -> None:
    """Read the copy from the disk, from beginning to end, and compare it with what it was made of."""
    with closing(keys.connect(str(part), key)) as made:
        made.set_progress_handler(watch.reading, _STEPS)
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
