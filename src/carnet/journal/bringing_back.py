"""Bringing one person back from a backup: what is theirs there, as rows to merge into this journal.

Rows name each other by uid. What an exchange or an introduction refers to comes along where this journal has it; a
reference to what it no longer has is emptied, and a row that means nothing without it stays out.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Table

from carnet.journal.journal_json import Content, Row, target_of
from carnet.store import tables as t
from carnet.store.quick import chunks, marks

_OF_ONE = (
    t.contact_point,
    t.social_profile,
    t.alias,
    t.custom_field,
    t.foreign_property,
    t.photo,
    t.affiliation,
    t.contact_circle,
    t.contact_tag,
    t.attendance,
    t.follow_up,
    t.privacy_record,
)
_ENDS = ("introduced_id", "introducer_id", "beneficiary_id")
_COME_ALONG = {"organisation", "circle", "tag"}
"""What is made anew where this journal has nothing of that name."""


def content_of(there: sa.Connection, here: sa.Connection, contact_id: int) -> Content:
    """Return the rows of a person in a backup that make sense in this journal."""
    found: dict[Table, list[Row]] = {table: _rows(there, table, "contact_id", [contact_id]) for table in _OF_ONE}
    found[t.contact] = _rows(there, t.contact, "id", [contact_id])
    own = _rows(there, t.participation, "contact_id", [contact_id])
    exchanges = [row["interaction_id"] for row in own]
    found[t.participation] = _rows(there, t.participation, "interaction_id", exchanges)
    found[t.interaction] = _rows(there, t.interaction, "id", exchanges)
    ties = [row for end in _ENDS for row in _rows(there, t.introduction, end, [contact_id])]
    found[t.introduction] = list({row["id"]: row for row in ties}.values())
    return _Gathering(there, here).content(found)


class _Gathering:
    """Names what rows refer to by uid, as far as this journal has it or it comes along."""

    def __init__(self, there: sa.Connection, here: sa.Connection) -> None:
        self._there = there
        self._here = here

    def content(self, found: Mapping[Table, list[Row]]) -> Content:
        """Return the rows of `found`, and the rows that they refer to."""
        uids: dict[str, dict[int, str]] = defaultdict(dict)
        content: Content = {table.name: [] for table in t.ENTITIES}
        coming = {table.name: {row["id"] for row in rows} for table, rows in found.items()}
        wanted: dict[str, set[int]] = defaultdict(set)
        for table, rows in found.items():
            for row in rows:
                for name, target in _references(table):
                    if row[name] is not None and row[name] not in coming.get(target.name, ()):
                        wanted[target.name].add(row[name])
                if "uid" in row:
                    uids[table.name][row["id"]] = row["uid"]
        for name, keys in wanted.items():
            for row in self._there_and_here(t.metadata.tables[name], keys):
                uids[name][row["id"]] = row["uid"]
                content[name].append(_named(t.metadata.tables[name], row, uids))
        for table, rows in found.items():
            named = (_named(table, row, uids) for row in rows)
            content[table.name] += [row for row, was in zip(named, rows, strict=True) if _stands(table, row, was)]
        return content

    def _there_and_here(self, table: Table, keys: Iterable[int]) -> list[Row]:
        rows = _rows(self._there, table, "id", sorted(keys))
        if table.name in _COME_ALONG:
            return rows
        known = {row["uid"] for row in _rows(self._here, table, "uid", [row["uid"] for row in rows])}
        return [row for row in rows if row["uid"] in known]


def _references(table: Table) -> list[tuple[str, Table]]:
    return [(column.name, target) for column in table.c if (target := target_of(column)) is not None]


def _named(table: Table, row: Row, uids: Mapping[str, Mapping[int, str]]) -> Row:
    """Return a row with uids for its references, as an export has it."""
    named = {name: value for name, value in row.items() if name != "id"}
    for name, target in _references(table):
        named[name] = uids[target.name].get(row[name]) if row[name] is not None else None
    return named


def _stands(table: Table, row: Row, was: Row) -> bool:
    """Tell whether a row means something without what it no longer refers to."""
    if table is t.introduction:
        return all(
            row[end] is not None or was[end] is None for end in ("introducer_id", "beneficiary_id", "introduced_id")
        )
    return all(row[column.name] is not None for column in table.c if column.foreign_keys and not column.nullable)


def _rows(connection: sa.Connection, table: Table, column: str, values: list[Any]) -> list[Row]:
    found: list[Row] = []
    for run in chunks(values):
        sql = f'SELECT * FROM "{table.name}" WHERE "{column}" IN ({marks(run)}) ORDER BY id'
        found += [dict(row) for row in connection.exec_driver_sql(sql, tuple(run)).mappings()]
    return found
