"""Copies of the journal that are known to be good before they get their name, and the way back from one."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

from carnet.errors import Reason, Trouble
from carnet.store import keys, parts
from carnet.store.database import Database, new_file, read_only_name, translated

_PATIENCE_S = 5.0
_BUSY = {5, 6}  # SQLITE_BUSY, SQLITE_LOCKED


def copy(database: Database, target: Path) -> None:
    """Write a verified copy of the file to `target`, mode 0600, all or nothing."""
    with new_file(target, replace=True) as part, translated(target):
        with database.apart() as source:
            _copy(source, part, database.key)
        verify(part)


def copy_displaced(database: Database, target: Path) -> None:
    """Write a verified copy of an open file that lost its name to another."""
    with new_file(target, replace=True) as part, translated(target):
        _copy(database.as_opened, part, database.key)
        verify(part)


def copy_file(source: Path, target: Path) -> None:
    """Write a verified copy of a backup, which nobody writes to, all or nothing."""
    with new_file(target, replace=True) as part, translated(target):
        copy_into(source, part)
        verify(part)


def copy_into(source: Path, part: Path) -> None:
    """Copy a file that nobody writes to into another, page by page."""
    with translated(source), closing(_reading(source)) as opened:
        _copy(opened, part, keys.of(source))


def verify(path: Path) -> None:
    """Read a whole file.

    Raises:
        Trouble: it is damaged.
    """
    with translated(path), closing(_reading(path)) as connection:
        connection.execute("PRAGMA cache_size=64")  # read once, from beginning to end
        verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if verdict != "ok" or broken is not None:
        raise Trouble(Reason.CORRUPT, path=str(path), detail=str(verdict))


def restore(database: Database, source: Path) -> None:
    """Make the open file hold what a backup does, in one transaction that others see whole or not at all.

    Raises:
        Trouble: others write for more than a few seconds, or the disk says no.
    """
    with ExitStack() as stack:
        key = keys.of(source)
        if (key is None) != (database.key is None):  # one of the two is encrypted: pages differ
            part = stack.enter_context(parts.part_of(database.path.resolve()))
            with translated(source), closing(keys.connect(str(source), key)) as opened:
                export(opened, part, database.key)
            source = part
        target = stack.enter_context(database.rewriting())
        opened = stack.enter_context(closing(_reading(source)))
        opened.backup(target, pages=-1, progress=_Patience(database.path))


def export(source: Any, part: Path, key: keys.Key | None) -> None:
    """Write what a connection reads, row by row, into an empty file of another key; None for a plain one."""
    source.execute("ATTACH ? AS made KEY ?", (str(part), key.literal() if key else ""))
    source.execute("PRAGMA made.journal_mode=OFF")  # what fails is thrown away,
    source.execute("PRAGMA made.synchronous=OFF")  # and it is flushed once, as a whole
    source.execute("SELECT sqlcipher_export('made')").fetchone()
    for name in ("application_id", "user_version"):
        (value,) = source.execute(f"PRAGMA main.{name}").fetchone()
        source.execute(f"PRAGMA made.{name}={value}")
    source.execute("DETACH made")


@contextmanager
def at_head(path: Path) -> Iterator[Database]:
    """Yield a backup as this Carnet reads it; one of an older Carnet is brought up to date in a copy thrown away.

    Raises:
        Trouble: it is no journal, damaged, or of a newer Carnet.
    """
    from carnet.store import migrate

    opened = Database(path, only_reads=True)
    try:
        older = migrate.is_older(path, opened)
        if not older:
            yield opened
    finally:
        opened.close()
    if older:
        with parts.part_of(path) as part:
            copy_into(path, part)
            migrate.upgrade_file(part)
            newer = Database(part, only_reads=True)
            try:
                yield newer
            finally:
                newer.close()


def _reading(path: Path) -> Any:
    return keys.connect(read_only_name(path), keys.of(path))


def _copy(source: Any, part: Path, key: keys.Key | None) -> None:
    with closing(keys.connect(str(part), key)) as destination:
        source.backup(destination, pages=-1, progress=_Patience(part))
        destination.execute("PRAGMA journal_mode=DELETE")


class _Patience:
    """Told of each step of a copy, which the driver would try for ever where others hold the file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._until = monotonic() + _PATIENCE_S

    def __call__(self, status: int, _remaining: int, _total: int) -> None:
        if status in _BUSY and monotonic() > self._until:
            raise Trouble(Reason.LOCKED, path=str(self._path))
