"""Reading one deed: what each of its rows was and became, in values and names instead of ids."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from carnet.domain.changes import Deed, RowChange
from carnet.domain.deed_sheets import ChangedRow, DeedSheet, FieldChange, Obstacle, RowFate
from carnet.store import quick, spans
from carnet.store import tables as t
from carnet.store.images import unpack
from carnet.store.recorder import default_of

ROWS_SHOWN = 60
_OBSTACLES_SHOWN = 12
_DIALECT = sqlite.dialect()

_NAMES = {
    "contact": "SELECT display_name FROM contact_fact WHERE contact_id = ?",
    "interaction": (
        "SELECT group_concat(f.display_name, ', ') FROM participation p "
        "JOIN contact_fact f ON f.contact_id = p.contact_id WHERE p.interaction_id = ?"
    ),
    "event": "SELECT title FROM event WHERE id = ?",
    "mission": "SELECT title FROM mission WHERE id = ?",
    "organisation": "SELECT name FROM organisation WHERE id = ?",
    "circle": "SELECT name FROM circle WHERE id = ?",
    "tag": "SELECT name FROM tag WHERE id = ?",
    "saved_view": "SELECT name FROM saved_view WHERE id = ?",
    "target": "SELECT year FROM target WHERE id = ?",
    "import_batch": "SELECT file_name FROM import_batch WHERE id = ?",
}
_LATER = (
    "SELECT d.kind, d.subject, d.at FROM deed d WHERE d.id > ?3 AND d.undone_at IS NULL AND d.id IN ("
    "SELECT deed_id FROM deed_row WHERE table_name = ?1 AND row_id = ?2 UNION ALL "
    "SELECT deed_id FROM deed_span WHERE table_name = ?1 AND ?2 BETWEEN first_id AND last_id) "
    "ORDER BY d.id DESC LIMIT 1"
)
# By which of several owners a row is named: the person first.
_OWNERS = ("contact_id", "introduced_id", "event_id", "mission_id", "interaction_id", "batch_id")

# Whom a row of a deed is about. A person's own row is told by its id, the others by the columns that name a person.
_TOUCHES_PRIVATE = """
EXISTS (SELECT 1 FROM deed_row r JOIN contact_fact f ON f.sphere = 'personal' AND (
    (r.table_name = 'contact' AND f.contact_id = r.row_id)
    OR (r.table_name = 'interaction'
        AND f.contact_id IN (SELECT p.contact_id FROM participation p WHERE p.interaction_id = r.row_id))
    OR f.contact_id IN (
        json_extract(coalesce(r."after", r."before"), '$.contact_id'),
        json_extract(coalesce(r."after", r."before"), '$.other_id'),
        json_extract(coalesce(r."after", r."before"), '$.signing_contact_id'),
        json_extract(coalesce(r."after", r."before"), '$.introduced_id'),
        json_extract(coalesce(r."after", r."before"), '$.introducer_id'),
        json_extract(coalesce(r."after", r."before"), '$.beneficiary_id')))
    WHERE r.deed_id = d.id)
"""


def about_nobody_private() -> str:
    """Return the condition on a deed "d" that keeps what touches people of private life out, imports apart."""
    return f"(d.kind IN ('import', 'demo') OR NOT {_TOUCHES_PRIVATE})"


def sheet(connection: sa.Connection, deed_id: int, limit: int = ROWS_SHOWN) -> DeedSheet:
    """Return what a deed changed, its first rows in the order they were touched."""
    total = quick.first(connection, "SELECT count(*) FROM deed_row WHERE deed_id = ?", (deed_id,))
    sql = 'SELECT table_name, row_id, "before", "after" FROM deed_row WHERE deed_id = ? ORDER BY id LIMIT ?'
    found: list[Any] = spans.first_rows(connection, deed_id, limit)
    found += quick.rows(connection, sql, (deed_id, limit - len(found)))
    rows = [RowChange(table, key, unpack(before), unpack(after)) for table, key, before, after in found]
    namer = _Namer(connection, rows)
    return DeedSheet(
        tuple(_changed(namer, row) for row in rows), (int(total[0]) if total else 0) + spans.count(connection, deed_id)
    )


def obstacles(connection: sa.Connection, deed_id: int, rows: Sequence[tuple[str, int]]) -> tuple[Obstacle, ...]:
    """Return the rows that stand in the way of undoing or redoing a deed, each with the deed that changed it since."""
    namer = _Namer(connection, ())
    found = []
    for table, key in rows[:_OBSTACLES_SHOWN]:
        later = quick.first(connection, _LATER, (table, key, deed_id))
        raw = quick.mapping(connection, f'SELECT * FROM "{table}" WHERE id = ?', (key,))
        label = namer.label(table, key, raw or {})
        if later is None:
            found.append(Obstacle(table, key, label))
        else:
            found.append(Obstacle(table, key, label, Deed(later[0]), later[1], quick.instant(later[2])))
    return tuple(found)


class _Namer:
    """Finds the names of rows: in the file, else in the deed that took them away."""

    def __init__(self, connection: sa.Connection, rows: Sequence[RowChange]) -> None:
        self._connection = connection
        self._known: dict[tuple[str, int], str] = {}
        self._gone = {(row.table, row.key): row.before or row.after or {} for row in rows}

    def name(self, table: str, key: int) -> str:
        """Return the name of an entity, "" where it has none or is unknown."""
        if table not in _NAMES:
            return ""
        if (table, key) not in self._known:
            row = quick.first(self._connection, _NAMES[table], (key,))
            self._known[table, key] = str(row[0] or "") if row is not None else self._of_gone(table, key)
        return self._known[table, key]

    def label(self, table: str, key: int, raw: Mapping[str, Any]) -> str:
        """Return whom or what a row belongs to."""
        if table in _NAMES:
            return self.name(table, key)
        targets = {column.name: _target(column) for column in t.metadata.tables[table].c}
        for column in _OWNERS:
            if (target := targets.get(column)) is not None and raw.get(column) is not None:
                return self.name(target, raw[column])
        return ""

    def _of_gone(self, table: str, key: int) -> str:
        raw = self._gone.get((table, key), {})
        if table == "contact":
            return " ".join(str(raw[name]) for name in ("first_name", "last_name") if raw.get(name))
        return str(raw.get("title") or raw.get("name") or "")


def _changed(namer: _Namer, row: RowChange) -> ChangedRow:
    fate = RowFate.ADDED if row.before is None else RowFate.REMOVED if row.after is None else RowFate.CHANGED
    before, after = row.before or {}, row.after or {}
    fields = tuple(_fields(namer, t.metadata.tables[row.table], before, after, fate))
    return ChangedRow(row.table, row.key, namer.label(row.table, row.key, after or before), fate, fields)


def _fields(
    namer: _Namer, table: sa.Table, before: Mapping[str, Any], after: Mapping[str, Any], fate: RowFate
) -> list[FieldChange]:
    """Return the columns that differ; of a row that came or went, those that say something."""
    found = []
    for column in table.c:
        was, now = before.get(column.name), after.get(column.name)
        plain = default_of(column) if fate is not RowFate.CHANGED and not _tells(column) else None
        if column.name in {"id", "uid"} or was == now or (plain is not None and plain in {was, now}):
            continue
        found.append(FieldChange(column.name, _value(namer, column, was), _value(namer, column, now)))
    return found


def _tells(column: sa.Column[Any]) -> bool:
    """Tell whether even the default of a column says what the row is: an e-mail, a note, a lead."""
    return column.name in {"kind", "stage", "network", "role"}


def _value(namer: _Namer, column: sa.Column[Any], raw: Any) -> object:
    target = _target(column)
    if raw is None:
        return None
    if target is not None:
        return namer.name(target, int(raw))
    if isinstance(column.type, sa.TypeDecorator):
        return column.type.process_result_value(raw, _DIALECT)
    return None if isinstance(raw, bytes) else raw


def _target(column: sa.Column[Any]) -> str | None:
    return next((key.column.table.name for key in column.foreign_keys), None)
