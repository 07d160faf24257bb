"""Copying out of a damaged file what can still be read, table by table, row by row where a table breaks off.

The driver is built without SQLite's own recovery. Rows are read by their id, up and down from both ends of a stretch
that cannot be read, so that one bad page costs what stands on it. What is derived is worked out anew, and references
to what is lost are emptied, or the row that means nothing without it left out.
"""

from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlcipher3 import dbapi2

from carnet.errors import Reason, Trouble
from carnet.store import derived, keys, parts, spoilt
from carnet.store import tables as t
from carnet.store.database import Database, translated
from carnet.store.keys import MAGIC
from carnet.store.migrate import HEAD
from carnet.store.quick import instant_text
from carnet.store.recorder import default_of
from carnet.store.schema import create
from carnet.store.types import Day

_HISTORY = {
    "deed",
    "deed_row",
    "deed_span",
}  # of which nothing is better than a part: what is undone must be what was done
_STEP = 256
_PAGE = 4096


def save(damaged: Path, part: Path, donor: Path | None = None) -> tuple[dict[str, int], tuple[str, ...]]:
    """Write what can be read of a damaged journal into an empty file; return the rows by table, and what lost some.

    Where its first page cannot be read, that of `donor`, the latest good backup, says where the tables are.

    Raises:
        Trouble: nothing can be read of it.
    """
    try:
        return _saved(damaged, part)
    except Trouble as trouble:
        if trouble.reason not in {Reason.CORRUPT, Reason.SEALED}:
            raise
    for lender in (damaged, donor):
        if lender is not None and not _has_key(damaged):  # of an encrypted one, the first page is all or nothing
            with suppress(Trouble), parts.part_of(part) as patched:
                _patch(damaged, patched, lender)
                part.write_bytes(b"")
                return _saved(patched, part)
    raise Trouble(Reason.CORRUPT, path=str(damaged))


def _has_key(damaged: Path) -> bool:
    try:
        return keys.of(damaged) is not None
    except Trouble:  # it only looks encrypted, or nobody would ask
        return False


def _saved(damaged: Path, part: Path) -> tuple[dict[str, int], tuple[str, ...]]:
    made = Database(part, foreign_keys=False, key=keys.of(damaged))
    try:
        with translated(damaged), closing(_opened(damaged)) as source, made.writing() as connection:
            create(connection, HEAD)
            counts, lost = _copy(source, connection)
            if not any(counts.values()):
                raise Trouble(Reason.CORRUPT, path=str(damaged))
            _mend(connection)
            derived.rebuild(connection)
        made.fold()
    finally:
        made.close()
    with closing(keys.connect(str(part), keys.of(part))) as opened:
        opened.execute("PRAGMA journal_mode=DELETE")
    return counts, lost


def _patch(damaged: Path, patched: Path, lender: Path) -> None:
    """Copy a damaged file, its first page that of the lender with a head that can only be so."""
    import shutil

    shutil.copyfile(damaged, patched)
    with lender.open("rb") as file:
        first = bytearray(file.read(_PAGE))
    if len(first) < _PAGE or patched.stat().st_size < _PAGE:
        raise Trouble(Reason.CORRUPT, path=str(damaged))
    first[:24] = MAGIC + _PAGE.to_bytes(2, "big") + bytes((1, 1, 0, 64, 32, 32))
    first[24:40] = (1).to_bytes(4, "big") + bytes(12)  # of no known length, with no free pages
    first[44:48] = (4).to_bytes(4, "big")  # the schema's own format
    first[52:68] = bytes(4) + (1).to_bytes(4, "big") + bytes(8)  # UTF-8, nothing else set
    first[72:96] = bytes(24)
    with patched.open("rb+") as file:
        file.write(first)


def is_cut_short(path: Path) -> bool:
    """Tell whether a file ends before the length that its head says."""
    with path.open("rb") as file:
        head = file.read(_PAGE)
    size = path.stat().st_size
    if keys.is_sealed(head):
        return bool(size % _PAGE)
    return head.startswith(MAGIC) and len(head) >= 100 and int.from_bytes(head[28:32], "big") * _PAGE > size


def _opened(path: Path) -> Any:
    """Open a damaged file; its log is read along where it is there and sound."""
    connection = keys.connect(f"{path.absolute().as_uri()}?mode=ro", keys.of(path))
    connection.execute("PRAGMA writable_schema=ON")  # a schema that is not quite sound is read all the same
    return connection


def _copy(source: Any, connection: sa.Connection) -> tuple[dict[str, int], tuple[str, ...]]:
    counts: dict[str, int] = {}
    lost: list[str] = []
    for name, table in t.metadata.tables.items():
        if name == "contact_fact" or "id" not in table.c:
            continue
        columns = _columns(source, table)
        rows = _Rows(source, name, columns)
        counts[name] = 0
        spoilt_some = False
        for row in rows:
            raw, is_whole = _raw(table, columns, row)
            spoilt_some |= not is_whole
            if is_whole or name not in _HISTORY:
                counts[name] += _insert(connection, table, raw)
        if rows.broke or spoilt_some or not columns:
            lost.append(name)
    return counts, tuple(lost)


def _columns(source: Any, table: sa.Table) -> list[str]:
    """Return the columns of a table that the damaged file has, too; it may be of an older Carnet."""
    with suppress(dbapi2.DatabaseError):
        there = {row[1] for row in source.execute(f'PRAGMA table_info("{table.name}")')}
        return [column.name for column in table.c if column.name in there]
    return []


class _Rows:
    """The rows of a table that can be read.

    Attributes:
        broke: whether some could not be.
    """

    def __init__(self, source: Any, table: str, columns: list[str]) -> None:
        self.broke = False
        self._source = source
        names = ", ".join(f'"{name}"' for name in columns)
        self._select = f'SELECT id, {names} FROM "{table}" NOT INDEXED WHERE id >= ? AND id <= ? ORDER BY id'
        self._last = f'SELECT max(id) FROM "{table}"'
        self._columns = columns

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        if not self._columns:
            return
        following, last = 0, self._highest()
        while following <= last:
            try:
                for row in self._source.execute(self._select, (following, last)):
                    following = row[0] + 1
                    yield row[1:]
                following = last + 1
            except (dbapi2.DatabaseError, UnicodeDecodeError):
                self.broke = True
                following = self._after(following, last)

    def _highest(self) -> int:
        try:
            return int(self._source.execute(self._last).fetchone()[0] or -1)
        except dbapi2.DatabaseError:
            self.broke = True
            return 1 << 24

    def _after(self, first: int, last: int) -> int:
        """Return the next id that can be read, the step doubled where nothing can."""
        step = 1
        at = first + 1
        while at <= last:
            try:
                row = self._source.execute(self._select, (at, min(last, at + step))).fetchone()
            except (dbapi2.DatabaseError, UnicodeDecodeError):
                at += 1 if step < _STEP else step
                step = min(step * 2, _STEP)
            else:
                if row is not None:
                    return int(row[0])
                at += step + 1
                step = min(step * 2, 1 << 20)
        return last + 1


def _raw(table: sa.Table, columns: list[str], row: tuple[Any, ...]) -> tuple[dict[str, Any], bool]:
    """Return a row, what it lacks or its columns do not know at its default; and whether they know all of it."""
    raw = {column.name: default_of(column) for column in table.c}
    there = dict(zip(columns, row, strict=True))
    known = {name: value for name, value in there.items() if not spoilt.reason(table.c[name], value)}
    needed = {name: _stand_in(table.c[name], known) for name in there.keys() - known.keys() if raw[name] is None}
    return raw | needed | known, len(known) == len(there)


def _stand_in(column: sa.Column[Any], known: dict[str, Any]) -> Any:
    """Return what a column that must hold a day or an instant may hold: another one of its row, else the present."""
    if column.nullable:
        return None
    alike = (known[name] for name in known if type(column.table.c[name].type) is type(column.type))
    now = instant_text(datetime.now(UTC))
    return next(filter(None, alike), now[:10] if isinstance(column.type, Day) else now)


def _insert(connection: sa.Connection, table: sa.Table, raw: dict[str, Any]) -> int:
    """Insert a row; tell whether it could be kept."""
    names = ", ".join(f'"{name}"' for name in raw)
    marks = ", ".join("?" for _name in raw)
    sql = f'INSERT OR IGNORE INTO "{table.name}" ({names}) VALUES ({marks})'
    with suppress(sa.exc.DBAPIError):  # a value of a wrong type: the table takes only what it may hold
        return int(connection.exec_driver_sql(sql, tuple(raw.values())).rowcount)
    return 0


def _mend(connection: sa.Connection) -> None:
    """Empty references to what is lost; leave out rows that mean nothing without it."""
    while broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        for name, key, parent, _place in broken:
            table = t.metadata.tables[name]
            for column in table.c:
                for foreign in column.foreign_keys:
                    if foreign.column.table.name == parent:
                        _let_go(connection, name, key, column, parent)


def _let_go(connection: sa.Connection, name: str, key: int, column: sa.Column[Any], parent: str) -> None:
    gone = f'WHERE id = ? AND "{column.name}" NOT IN (SELECT id FROM "{parent}")'
    act = f'UPDATE "{name}" SET "{column.name}" = NULL' if column.nullable else f'DELETE FROM "{name}"'
    connection.exec_driver_sql(f"{act} {gone}", (key,))
