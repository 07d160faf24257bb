"""What no check of SQLite's sees: values that their columns do not know, looked for once something could not be read.

Nobody looks at values as they are read, by the hundred thousand. Where a reading ends in an error that would be a bug,
the file is gone through (seconds at a million exchanges): it is damaged, or it is one.
"""

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from carnet.domain.changes import Deed
from carnet.domain.privacy import Basis

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
    "privacy_record.legal_basis": ("\"{0}\" = ''", Basis),
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
            if column.name in there and (found := _spoilt(connection, table.name, column)):
                yield f"{table.name}.{column.name}: {found}"


def _findings(connection: "dbapi2.Connection") -> Iterator[str]:
    yield from values(connection)
    for row in connection.execute("PRAGMA foreign_key_check"):
        yield f"{row[0]} {row[1]} → {row[2]}"
    for (line,) in connection.execute("PRAGMA quick_check(1)"):
        if line != "ok":
            yield str(line)


def _spoilt(connection: "dbapi2.Connection", table: str, column: "sa.Column[Any]") -> str:
    kind: Any = column.type
    good, read = _TEXTS.get(f"{table}.{column.name}") or (
        _GOOD.get(type(kind).__name__, "1"),
        lambda value: kind.process_result_value(value, None),
    )
    if good == "1":
        return ""
    name = column.name
    sql = f'SELECT DISTINCT "{name}" FROM "{table}" WHERE "{name}" IS NOT NULL AND NOT ({good.format(name)})'
    for (value,) in connection.execute(sql):
        try:
            read(value)
        except ValueError as error:
            return str(error)
    return ""
