"""The one way to change rows: every insert, update and delete is recorded with the row before and after.

Rows are recorded as the file holds them, so a replay writes back the very bytes. Deleting takes the rows that belong
to the deleted one along and empties the references of the others, each recorded in its turn.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from carnet.domain.changes import Row, RowChange
from carnet.store import quick, spans
from carnet.store.bulk import Pipe, pipe
from carnet.store.images import KEEP, Raw, blank, holds_bytes, keeping, pack
from carnet.store.quick import chunks, marks

if TYPE_CHECKING:
    import sqlalchemy as sa
    from sqlalchemy import Column, Table

Key = TypeVar("Key", int, str)


class Run:
    """Rows of a table that came with ids one after the other; columns that are not in `names` are at their default."""

    __slots__ = ("first", "last", "names", "table")

    def __init__(self, table: str, first: int) -> None:
        self.table = table
        self.first = first
        self.last = first - 1
        self.names: set[str] = {"id"}


class Recorder:
    """Writes rows in one transaction and remembers what each was and became.

    Attributes:
        stale: contacts whose derived columns do not follow from `changes()` alone.
    """

    def __init__(self, connection: "sa.Connection") -> None:
        self._connection = connection
        # Parents and children may come and go in any order; the commit checks.
        quick.write(connection, "PRAGMA defer_foreign_keys=ON")
        self.stale: set[int] = set()
        self._before: dict[tuple[str, int], Raw] = {}
        self._last: dict[tuple[str, int], Row | None] = {}
        self._runs: dict[str, Run] = {}
        self._pipe: Pipe | None = None
        self._has_spans: bool | None = None

    @property
    def connection(self) -> "sa.Connection":
        """The open write transaction, with all in it that was to be written so far."""
        if self._pipe is not None:
            self._pipe.flush()
        return self._connection

    @contextmanager
    def in_bulk(self, *tables: str) -> Iterator[None]:
        """Let rows of `come` be written many at a time, beside what else is done in the block.

        What must be known of `tables` is asked now: later it would wait for what is being written.
        """
        for table in tables:
            self._run(table)
        with pipe(self._connection) as found:
            self._pipe = found
            try:
                yield
            finally:
                self._pipe = None

    def come(self, table: str, names: tuple[str, ...], rows: Sequence[tuple[Any, ...]], **common: Any) -> None:
        """Insert rows as the file holds them, with the ids that follow `next_of`; only `in_bulk`.

        `common` is what all of them have in common; columns not named are at their default. These rows are in the
        history, but not in `changes()`.
        """
        assert self._pipe is not None
        run = self._run(table)
        assert names[0] == "id"
        assert not rows or rows[0][0] == run.last + 1
        run.last += len(rows)
        run.names.update(names, common)
        self._pipe.put(run.table, names, rows, tuple(common.items()))

    def put(self, table: str, names: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> None:
        """Insert rows of what is derived, which no history knows; only `in_bulk`."""
        assert self._pipe is not None
        self._pipe.put(table, names, rows)

    def flush(self, table: str) -> None:
        """Let the rows that came for a table be written before those that come next; only `in_bulk`."""
        assert self._pipe is not None
        self._pipe.flush(table)

    def next_of(self, table: str) -> int:
        """Return the id that the next row of `come` will have."""
        run = self._runs.get(table)
        return self._next_id(table) if run is None else run.last + 1

    def _run(self, table: str) -> Run:
        if table not in self._runs:
            blank(self.connection, table)
            self._runs[table] = Run(table, self._next_id(table))
        return self._runs[table]

    def runs(self) -> tuple[Run, ...]:
        """Return the rows that came in bulk."""
        return tuple(run for run in self._runs.values() if run.last >= run.first)

    def insert(self, table: "Table", **values: Any) -> int:
        """Insert one row and return its id."""
        raw = _raw_values(table, values)
        columns = ", ".join(f'"{name}"' for name in ("id", *raw))
        values_sql = ", ".join((f"({_next(table.name)})", *"?" * len(raw)))
        sql = f'INSERT INTO "{table.name}" ({columns}) VALUES ({values_sql}) RETURNING *'
        row = self._one(sql, tuple(raw.values()))
        key = int(row["id"])
        self._note(table.name, key, None, row)
        return key

    def insert_many(self, table: "Table", rows: Iterable[Mapping[str, Any]]) -> list[int]:
        """Insert rows in one go and return their ids, in order; columns not named are at their default."""
        binders = _binders(table.name)
        return self.insert_raw(table.name, (_bound(row, binders) for row in rows))

    def insert_raw(self, table: str, rows: Iterable[Mapping[str, Any]]) -> list[int]:
        """Insert rows as the file holds them in one go and return their ids; those without `id` get the next ones."""
        plain = blank(self.connection, table)
        following = self._next_id(table)
        full = [tuple({**plain, "id": at, **row}.values()) for at, row in enumerate(rows, following)]
        columns = ", ".join(f'"{name}"' for name in plain)
        sql = f'INSERT INTO "{table}" ({columns}) VALUES ({marks(plain)})'
        quick.write_many(self.connection, sql, full)
        places = {name: place for place, name in enumerate(plain)}
        keys = [int(row[places["id"]]) for row in full]
        for key, row in zip(keys, full, strict=True):
            self._note(table, key, None, _Came(places, row))
        return keys

    def update(self, table: "Table", key: int, **values: Any) -> bool:
        """Change the given columns of one row; return whether anything differed."""
        return self.update_raw(table.name, key, _raw_values(table, values))

    def update_raw(self, table: str, key: int, values: Mapping[str, Any]) -> bool:
        """Do the same with values as the file holds them."""
        before = self._row(table, key)
        if before is None:
            return False
        raw = {name: value for name, value in values.items() if before[name] != value}
        if not raw:
            return False
        self._set_apart(table, key)
        sets = ", ".join(f'"{name}" = ?' for name in raw)
        sql = f'UPDATE "{table}" SET {sets} WHERE id = ? RETURNING *'
        self._note(table, key, before, self._one(sql, (*raw.values(), key)))
        return True

    def delete(self, table: "Table", key: int) -> bool:
        """Delete one row, the rows it owns, and every reference to it; return whether it was there."""
        before = self.row(table, key)
        if before is None:
            return False
        for child, column, own in _children().get(table.name, ()):
            for child_key in self._keys(child, column, key):
                if own:
                    self.delete(child, child_key)
                else:
                    self.update(child, child_key, **{column: None})
        self._set_apart(table.name, key)
        quick.write(self.connection, f'DELETE FROM "{table.name}" WHERE id = ?', (key,))
        self._note(table.name, key, before, None)
        return True

    def _set_apart(self, table: str, key: int) -> None:
        """Let the history keep a row by itself that it has among many, before it changes."""
        if self._has_spans is None:
            self._has_spans = spans.are_there(self.connection)
        if self._has_spans:
            spans.set_apart(self.connection, table, key)

    def delete_where(self, table: "Table", **equal: Any) -> int:
        """Delete every row whose columns have these values; return how many."""
        raw = _raw_values(table, equal)
        where = " AND ".join(f'"{name}" = ?' for name in raw)
        sql = f'SELECT id FROM "{table.name}" WHERE {where} ORDER BY id'
        return sum(self.delete(table, int(key)) for key in quick.column(self.connection, sql, tuple(raw.values())))

    def row(self, table: "Table", key: int) -> Raw | None:
        """Return a row as the file holds it."""
        return self._row(table.name, key)

    def _row(self, table: str, key: int) -> Raw | None:
        return quick.mapping(self.connection, f'SELECT * FROM "{table}" WHERE id = ?', (key,))

    def changes(self) -> tuple[RowChange, ...]:
        """Return what became of each row, in the order of first touch, without rows that came and went."""
        rows = (RowChange(*which, self._before.get(which), after) for which, after in self._last.items())
        return tuple(row for row in rows if row.before != row.after)

    def replay(self, rows: Sequence[RowChange]) -> None:
        """Make each row what its `after` says: deletions first, then updates, then insertions."""
        for table, keys in _by_table(row for row in rows if row.after is None).items():
            quick.write_many(self.connection, f'DELETE FROM "{table}" WHERE id = ?', [(key,) for key in keys])
        for row in rows:
            if row.before is not None and row.after is not None:
                self._rewrite(row.table, row.key, row.after)
        self._restore([row for row in rows if row.before is None and row.after is not None])

    def changed_since(
        self, rows: Sequence[RowChange], going: Mapping[str, Container[int]] = MappingProxyType({})
    ) -> list[tuple[str, int]]:
        """Return the rows that no longer are what their `before` says, and those that came to hang on them since.

        `going` are rows, by table, that go as well.
        """
        expected = {(row.table, row.key): row.before for row in rows}
        changed: list[tuple[str, int]] = []
        for table, keys in _by_table(rows).items():
            for run in chunks(keys):
                found = self._current(table, run)
                changed += [(table, key) for key in run if found.get(key) != expected[table, key]]
        for table, keys in _by_table(row for row in rows if row.after is None).items():
            for child, column, _own in _children().get(table, ()):
                left = going.get(child.name, ())
                hanging = [key for key in self._hanging(child.name, column, keys) if key not in left]
                changed += [(child.name, key) for key in hanging if (child.name, key) not in expected]
        return changed + missing(self.connection, rows)

    def _current(self, table: str, run: Sequence[int]) -> dict[int, Raw]:
        rows = quick.mappings(self.connection, f'SELECT * FROM "{table}" WHERE id IN ({marks(run)})', run)
        return {row["id"]: row for row in rows}

    def _hanging(self, table: str, column: str, keys: Sequence[int]) -> list[int]:
        found: list[int] = []
        for run in chunks(keys):
            sql = f'SELECT id FROM "{table}" WHERE "{column}" IN ({marks(run)})'
            found += quick.column(self.connection, sql, run)
        return found

    def _rewrite(self, table: str, key: int, raw: Mapping[str, Any]) -> None:
        sets = ", ".join(f'"{name}" = ?' for name in raw)
        quick.write(self.connection, f'UPDATE "{table}" SET {sets} WHERE id = ?', (*raw.values(), key))

    def _restore(self, rows: Sequence[RowChange]) -> None:
        alike: dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]] = {}
        for row in rows:
            after = row.after or {}
            alike.setdefault((row.table, tuple(after)), []).append(tuple(after.values()))
        for (table, names), values in alike.items():
            columns = ", ".join(f'"{name}"' for name in names)
            sql = f'INSERT INTO "{table}" ({columns}) VALUES ({marks(names)})'
            quick.write_many(self.connection, sql, values)

    def _next_id(self, table: str) -> int:
        return int(quick.column(self.connection, _next(table))[0])

    def _one(self, sql: str, parameters: tuple[Any, ...]) -> Raw:
        row = quick.mapping(self.connection, sql, parameters)
        assert row is not None
        return row

    def _keys(self, table: "Table", column: str, value: int) -> list[int]:
        sql = f'SELECT id FROM "{table.name}" WHERE "{column}" = ? ORDER BY id'
        return quick.column(self.connection, sql, (value,))

    def _note(self, table: str, key: int, before: Raw | None, after: Row | None) -> None:
        which = (str(table), key)  # SQLAlchemy's own kind of name costs the driver a question a row
        if before is None and after is not None and (run := self._runs.get(table)) is not None and key > run.last:
            run.last = key
            run.names.update(after)
        if before is not None and which not in self._last:
            self._before[which] = before
        self._last[which] = after


class _Came(Mapping[str, object]):
    """A row that came with many others, in a third of the memory of a dict; `places` of the columns are shared."""

    __slots__ = ("_places", "_values")

    def __init__(self, places: Mapping[str, int], values: tuple[object, ...]) -> None:
        self._places = places
        self._values = values

    def __getitem__(self, name: str) -> object:
        return self._values[self._places[name]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def _next(table: str) -> str:
    """Return a query of the id of the next row: one that no row has, nor had as far as the history goes back.

    What went would come back into the place of another row, or be forgotten with it.
    """
    there = f'SELECT coalesce(max(id), 0) FROM "{table}"'
    known = f"SELECT coalesce(max(row_id), 0) FROM deed_row WHERE table_name = '{table}'"
    return f"SELECT max(({there}), ({known})) + 1"


def missing(connection: "sa.Connection", rows: Sequence[RowChange]) -> list[tuple[str, int]]:
    """Return what rows come to refer to that is neither there nor comes with them."""
    wanted: dict[str, set[int]] = {}
    for row in rows:
        for column, parent in _parents()[row.table]:
            key = None if row.after is None else row.after[column]
            if isinstance(key, int):
                wanted.setdefault(parent, set()).add(key)
    coming = {(row.table, row.key): row.after is not None for row in rows}
    lacking: list[tuple[str, int]] = []
    for parent, keys in wanted.items():
        unseen = sorted(key for key in keys if (parent, key) not in coming)
        there = {key for run in chunks(unseen) for key in _keys_among(connection, parent, run)}
        gone = [key for key in keys if not coming.get((parent, key), key in there)]
        lacking += [(parent, key) for key in sorted(gone)]
    return lacking


def _keys_among(connection: "sa.Connection", table: str, run: Sequence[int]) -> Iterable[int]:
    return quick.column(connection, f'SELECT id FROM "{table}" WHERE id IN ({marks(run)})', tuple(run))


def _by_table(rows: Iterable[RowChange]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for row in rows:
        found.setdefault(row.table, []).append(row.key)
    return found


def default_of(column: "Column[Any]") -> Any:
    """Return what the file holds of a column that an insert does not name."""
    from sqlalchemy import Integer

    from carnet.store.types import Flag

    if column.server_default is None:
        return None
    text = str(getattr(column.server_default, "arg", ""))
    return int(text) if isinstance(column.type, Integer | Flag) else text


def _raw_values(table: "Table", values: Mapping[str, Any]) -> Raw:
    return _bound(values, _binders(table.name))


@cache
def _binders(table: str) -> Mapping[str, Callable[[Any, Any], Any]]:
    """Return what turns values into what the file holds, for the columns that need it."""
    from sqlalchemy import TypeDecorator

    from carnet.store.tables import metadata

    kinds = {column.name: column.type for column in metadata.tables[table].c}
    return {name: kind.process_bind_param for name, kind in kinds.items() if isinstance(kind, TypeDecorator)}


def _bound(row: Mapping[str, Any], binders: Mapping[str, Callable[[Any, Any], Any]]) -> Raw:
    return {name: binders[name](value, None) if name in binders else value for name, value in row.items()}


_FEW = 20


@cache
def _children() -> "dict[str, tuple[tuple[Table, str, bool], ...]]":
    from carnet.store.tables import metadata

    found: dict[str, list[tuple[Table, str, bool]]] = {}
    for table in metadata.tables.values():
        if "id" not in table.c or table.name in {"deed", "deed_row", "deed_span"}:
            continue
        for key in table.foreign_keys:
            found.setdefault(key.column.table.name, []).append((table, key.parent.name, bool(key.info.get("own"))))
    return {parent: tuple(children) for parent, children in found.items()}


@cache
def _parents() -> dict[str, tuple[tuple[str, str], ...]]:
    from carnet.store.tables import metadata

    return {
        table.name: tuple((key.parent.name, key.column.table.name) for key in table.foreign_keys)
        for table in metadata.tables.values()
    }


def children_of(table: str) -> list[tuple[str, str]]:
    """Return the tables whose rows refer to those of this one, each with the column that does."""
    return [(str(child.name), column) for child, column, _own in _children().get(table, ())]


def owned_by(table: "Table") -> "list[tuple[Table, str]]":
    """Return the tables whose rows go with one of this table, each with the column that refers to it."""
    return [(child, column) for child, column, own in _children().get(table.name, ()) if own]


def keep(connection: "sa.Connection", deed_id: int, rows: Sequence[RowChange], runs: Sequence[Run] = ()) -> None:
    """Keep with a deed what became of each row; rows that came in bulk are kept as they now are."""
    came_so = {run.table: range(run.first, run.last + 1) for run in runs}
    changed = {row.table for row in rows if row.key in came_so.get(row.table, ())}
    for run in runs:
        names = blank(connection, run.table) if run.table in changed else run.names
        spans.keep(connection, deed_id, spans.Span(run.table, run.first, run.last), names)
    others = [row for row in rows if row.key not in came_so.get(row.table, ())]
    for (table, came), group in groupby(others, _table_if_it_came):
        alike = list(group)
        first, last = alike[0].key, alike[-1].key
        packs = came and len(alike) > _FEW and not holds_bytes(connection, table)
        if packs and [row.key for row in alike] == list(range(first, last + 1)):
            quick.write(connection, *keeping(connection, deed_id, table, (first, last), blank(connection, table)))
        else:
            values = ((deed_id, table, row.key, pack(row.before), pack(row.after)) for row in alike)
            quick.write_many(connection, f"{KEEP} VALUES (?, ?, ?, ?, ?)", values)


def _table_if_it_came(row: RowChange) -> tuple[str, bool]:
    return row.table, row.before is None
