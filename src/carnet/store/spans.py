"""Rows that came by the thousand, as the history keeps them: where they are, and nothing of what they say.

A span of a deed says of the rows from one id to another that they came with it as they now are. So whoever changes one
of them lets the history keep it by itself first, and who needs to know what they were lets it keep all of them so.
"""

from collections.abc import Container
from typing import NamedTuple

from carnet.store import quick
from carnet.store.images import blank, keeping
from carnet.store.quick import Connected

FEWEST = 200  # rows
_LISTED = "SELECT table_name, first_id, last_id, names FROM deed_span WHERE deed_id = ? ORDER BY id"
_AROUND = (
    "SELECT id, deed_id, first_id, last_id, names FROM deed_span WHERE table_name = ? AND first_id <= ? "
    "ORDER BY first_id DESC LIMIT 1"
)


class Span(NamedTuple):
    """The rows of a table that a deed brought, from one id to another without a gap."""

    table: str
    first: int
    last: int


def keep(connection: Connected, deed_id: int, span: Span, names: Container[str]) -> None:
    """Keep with a deed rows that it brought; `names` are the columns in which they are not at their default."""
    if span.last - span.first + 1 < FEWEST:
        quick.write(connection, *keeping(connection, deed_id, span.table, span[1:], names))
        return
    said = " ".join(name for name in blank(connection, span.table) if name in names)
    _add(connection, deed_id, span, said)


def are_there(connection: Connected) -> bool:
    """Tell whether the history keeps any rows so."""
    return quick.first(connection, "SELECT 1 FROM deed_span LIMIT 1") is not None


def set_apart(connection: Connected, table: str, key: int) -> None:
    """Let the history keep a row by itself, as it is now."""
    found = quick.first(connection, _AROUND, (table, key))
    if found is None or key > found[3]:
        return
    at, deed_id, first, last, names = found
    quick.write(connection, *keeping(connection, deed_id, table, (key, key), names.split()))
    if first == key:
        quick.write(connection, "UPDATE deed_span SET first_id = ? WHERE id = ?", (key + 1, at))
        quick.write(connection, "DELETE FROM deed_span WHERE id = ? AND last_id < first_id", (at,))
        return
    quick.write(connection, "UPDATE deed_span SET last_id = ? WHERE id = ?", (key - 1, at))
    if key < last:
        _add(connection, deed_id, Span(table, key + 1, last), names)


def unfold(connection: Connected, deed_id: int) -> tuple[Span, ...]:
    """Let the history keep by itself each row that a deed brought; return where those were."""
    found = quick.rows(connection, _LISTED, (deed_id,))
    for table, first, last, names in found:
        quick.write(connection, *keeping(connection, deed_id, table, (first, last), names.split()))
    quick.write(connection, "DELETE FROM deed_span WHERE deed_id = ?", (deed_id,))
    return tuple(Span(*row[:3]) for row in found)


def count(connection: Connected, deed_id: int) -> int:
    """Return how many rows of a deed the history keeps so."""
    sql = "SELECT coalesce(sum(last_id - first_id + 1), 0) FROM deed_span WHERE deed_id = ?"
    return int(quick.column(connection, sql, (deed_id,))[0])


def first_rows(connection: Connected, deed_id: int, limit: int) -> list[tuple[str, int, None, str]]:
    """Return as `deed_row` would have them the first rows of a deed that the history keeps so."""
    found: list[tuple[str, int, None, str]] = []
    for table, first, last, names in quick.rows(connection, _LISTED, (deed_id,)):
        packed = ", ".join(f"'{name}', \"{name}\"" for name in names.split())
        sql = f'SELECT ?, id, NULL, json_object({packed}) FROM "{table}" WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?'
        found += quick.rows(connection, sql, (table, first, last, limit - len(found)))
    return found


def _add(connection: Connected, deed_id: int, span: Span, names: str) -> None:
    sql = "INSERT INTO deed_span (deed_id, table_name, first_id, last_id, names) VALUES (?, ?, ?, ?, ?)"
    quick.write(connection, sql, (deed_id, *span, names))
