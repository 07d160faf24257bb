"""Taking back rows that came by the thousand: SQLite compares and deletes them where they are, none is read.

Only what belongs to contacts is taken back so, and only where every row is still what the deed made of it; anything
else is the recorder's, row by row.
"""

import json
from collections.abc import Collection, Sequence

import sqlalchemy as sa

from carnet.store import derived, quick
from carnet.store.images import blank
from carnet.store.quick import Connected
from carnet.store.recorder import children_of
from carnet.store.spans import FEWEST, Span

_MOST_SHAPES = 40
_TABLES = ("contact", "organisation", "tag", "circle", "import_row", "foreign_property", *derived.OF_CONTACT)


def spans(connection: Connected, deed_id: int, untouched: Collection[Span]) -> tuple[Span, ...]:
    """Return the rows that a deed brought and that can be taken back together; none where any is not as it came.

    Of rows that are `untouched` this is known.
    """
    sql = (
        'SELECT table_name, min(row_id), max(row_id), count(*) FROM deed_row WHERE deed_id = ? AND "before" IS NULL '
        f"AND table_name IN ({quick.marks(_TABLES)}) GROUP BY table_name"
    )
    found = tuple(
        Span(table, first, last)
        for table, first, last, count in quick.rows(connection, sql, (deed_id, *_TABLES))
        if count >= FEWEST and last - first + 1 == count
    )
    is_untouched = all(span in untouched or _is_as_it_came(connection, deed_id, span) for span in found)
    return found if is_untouched and not _has_others(connection, deed_id, found) else ()


def take_back(connection: sa.Connection, taken: Sequence[Span]) -> set[int]:
    """Delete these rows and what is derived of them; return the other contacts that had some of them."""
    contacts = next(((span.first, span.last) for span in taken if span.table == "contact"), (0, -1))
    stale: set[int] = set()
    for span in taken:
        if span.table in derived.OF_CONTACT:
            sql = f"SELECT contact_id FROM {span.table} WHERE id BETWEEN ? AND ? AND contact_id NOT BETWEEN ? AND ?"
            stale.update(key for (key,) in quick.rows(connection, sql, (*span[1:], *contacts)))
    for span in sorted(taken, key=_parents_last):
        quick.write(connection, f"DELETE FROM {span.table} WHERE id BETWEEN ? AND ?", span[1:])
        derived.forget_span(connection, *span)
    return stale


def _parents_last(span: Span) -> bool:
    return bool(children_of(span.table))


def _is_as_it_came(connection: Connected, deed_id: int, span: Span) -> bool:
    """Tell whether rows are as the history has them; rows that came in one part have the same columns there."""
    at = span.first
    for _shape in range(_MOST_SHAPES):
        names = _names(connection, deed_id, span.table, at)
        found = quick.first(connection, *_differing(connection, deed_id, span, names, at))
        if found is None:
            return True
        if _names(connection, deed_id, span.table, found[0]) == names:
            return False
        at = int(found[0])
    return False


def _names(connection: Connected, deed_id: int, table: str, row_id: int) -> list[str]:
    sql = 'SELECT "after" FROM deed_row WHERE deed_id = ? AND table_name = ? AND row_id = ? AND "before" IS NULL'
    found = quick.first(connection, sql, (deed_id, table, row_id))
    return [] if found is None else list(json.loads(found[0]))


def _differing(
    connection: Connected, deed_id: int, span: Span, names: Sequence[str], at: int
) -> tuple[str, tuple[object, ...]]:
    """Return the statement that finds the first row that is not what is kept of it, and its parameters."""
    plain = {name: value for name, value in blank(connection, span.table).items() if name not in names}
    packed = ", ".join(f"'{name}', x.\"{name}\"" for name in names)
    others = "".join(f' OR x."{name}" IS NOT ?' for name in plain)
    sql = (
        f'SELECT r.row_id FROM deed_row r LEFT JOIN "{span.table}" x ON x.id = r.row_id WHERE r.table_name = ? '
        f'AND r.row_id BETWEEN ? AND ? AND r.deed_id = ? AND r."before" IS NULL '
        f'AND (r."after" IS NOT json_object({packed}){others}) ORDER BY r.row_id LIMIT 1'
    )
    return sql, (span.table, at, span.last, deed_id, *plain.values())


def _has_others(connection: Connected, deed_id: int, taken: Sequence[Span]) -> bool:
    """Tell whether anything refers to these rows that the deed knows nothing of."""
    spanned = {span.table: (span.first, span.last) for span in taken}
    for span in taken:
        for child, column in children_of(span.table):
            sql = (
                f'SELECT 1 FROM "{child}" c WHERE c."{column}" BETWEEN ? AND ? AND c.id NOT BETWEEN ? AND ? '
                "AND NOT EXISTS (SELECT 1 FROM deed_row r WHERE r.table_name = ? AND r.row_id = c.id "
                "AND r.deed_id = ?) LIMIT 1"
            )
            of_deed = spanned.get(child, (0, -1))
            if quick.first(connection, sql, (span.first, span.last, *of_deed, child, deed_id)):
                return True
    return False
