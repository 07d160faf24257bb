"""What no check of SQLite's sees: values that their columns do not know, looked for once something could not be read.

Nobody looks at values as they are read, by the hundred thousand. Where a reading ends in an error that would be a bug,
the file is gone through (seconds at a million exchanges): it is damaged, or it is one.
"""

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from carnet.domain.changes import Deed
from carnet.domain.privacy import Basis
from carnet.store import quick
from carnet.store.quick import Connected

if TYPE_CHECKING:
    import sqlalchemy as sa
    from sqlcipher3 import dbapi2

_GOOD = {
    "Day": '"{0}" IS date("{0}")',
    "SomeDay": '"{0}" IS date("{0}")',
    "Instant": 'substr("{0}", 1, 19) IS strftime(\'%Y-%m-%dT%H:%M:%S\', substr("{0}", 1, 19))'
    " AND substr(\"{0}\", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z'",
    "Choice": "0",
}
"""What SQLite can say of the values of a type; the others are looked at one by one."""

_TEXTS: dict[str, tuple[str, Callable[[str], object]]] = {
    "deed.kind": ("0", Deed),
    "deed_row.before": ('json_valid("{0}")', json.loads),
    "deed_row.after": ('json_valid("{0}")', json.loads),
    "privacy_record.legal_basis": ("\"{0}\" = ''", lambda text: text and Basis(text)),
}
"""Columns of text that hold more than that: the same of them, and what reads them."""


def find(connection: "dbapi2.Connection") -> str:
    """Return the first thing that is not as Carnet writes it, "" where all is."""
    return next(_findings(connection), "")


def values(connection: "dbapi2.Connection") -> Iterator[str]:
    """Yield each column that holds a value that it does not know, with what is said of that."""
    from carnet.store.tables import metadata

    for table in metadata.tables.values():
        there = {row[1] for row in connection.execute(f'PRAGMA table_info("{table.name}")')}
        for column in table.columns:
            if column.name in there and (found := _spoilt(connection, column)):
                yield f"{table.name}.{column.name}: {found}"


def references(connection: Connected) -> list[str]:
    """Return what refers to nothing."""
    return [f"{row[0]} {row[1]} → {row[2]}" for row in quick.rows(connection, "PRAGMA foreign_key_check")]


def pages(connection: Connected, check: str) -> list[str]:
    """Return what a check of SQLite's finds wrong, on a connection that sees one state of the file."""
    # Without a search first, FTS5 (SQLite 3.53) checks the segments that this connection knew before others wrote.
    quick.first(connection, "SELECT rowid FROM words WHERE words MATCH 'a' LIMIT 1")
    return [line for line in quick.column(connection, f"PRAGMA {check}") if line != "ok"]


def reason(column: "sa.Column[Any]", value: Any) -> str:
    """Return why a column does not know a value, "" where it does."""
    reading = _reading(column)
    try:
        if reading is not None and value is not None:
            reading[1](value)
    except (ValueError, TypeError) as error:
        return str(error) or type(error).__name__
    return ""


def _reading(column: "sa.Column[Any]") -> tuple[str, Callable[[Any], object]] | None:
    """Return what SQLite can say of a value of a column, and what reads the others; None where it takes any."""
    kind: Any = column.type
    own = _TEXTS.get(f"{column.table.name}.{column.name}")
    if own is None and (good := _GOOD.get(type(kind).__name__)):
        return good, lambda value: kind.process_result_value(value, None)
    return own


def _findings(connection: "dbapi2.Connection") -> Iterator[str]:
    yield from values(connection)
    yield from references(connection)
    yield from pages(connection, "integrity_check(1)")  # not the quick one, which compares no index with its rows


def _spoilt(connection: "dbapi2.Connection", column: "sa.Column[Any]") -> str:
    reading = _reading(column)
    if reading is None:
        return ""
    name, table = column.name, column.table.name
    bad = f'"{name}" IS NOT NULL AND NOT ({reading[0].format(name)})'
    sql = f'SELECT DISTINCT "{name}" FROM "{table}" NOT INDEXED WHERE {bad}'  # an index may hold what the row did
    return next(filter(None, (reason(column, value) for (value,) in connection.execute(sql))), "")
