"""Carnet's own JSON: a whole journal as bytes, and back into rows; resources/help/journal-json.md describes it.

The codec is generic over `ENTITIES`: references are the uids of their targets, columns at their default are left out,
and neither ids, the time of the export nor the name of the journal are told; so the same journal gives the same bytes.
"""

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Column, Table
from sqlalchemy.dialects import sqlite

from carnet.domain.text import clean, flatten, fold
from carnet.errors import Problem, Unreadable
from carnet.journal import journal_rules
from carnet.store.recorder import default_of
from carnet.store.tables import ENTITIES, foreign_property
from carnet.store.types import Flag

FORMAT = "carnet-journal"
VERSION = 1
_DERIVED = {("organisation", "folded"), ("organisation_alias", "folded"), ("tag", "folded")}
_LARGEST = 2**63
_MOST_PROBLEMS = 100
_LEAST = {b"{": 60, b"[": 60, b",": 8}
"""Bytes that go with each sign in a journal at the very least, on average: a row names two uids or a uid and a time."""
_SLACK = 100_000

Row = dict[str, Any]
Content = dict[str, list[Row]]
"""Rows by table, as the file holds them, but for references, which are the uids of their targets."""


class JsonReason:
    """Why a journal in JSON cannot be understood."""

    NOT_A_JOURNAL = "not_carnet_json"
    NEWER = "newer_export"
    DAMAGED = "damaged_export"
    ROW_SHAPE = "row_shape"
    UNKNOWN_COLUMN = "unknown_column"
    BAD_VALUE = "bad_value"
    MISSING_VALUE = "missing_value"
    REPEATED = "repeated_row"
    DANGLING = "dangling_reference"
    AGAINST_RULES = "export_against_rules"


def target_of(column: Column[Any]) -> Table | None:
    """Return the table that a column refers to, None for a plain value."""
    return next((key.column.table for key in column.foreign_keys), None)


def columns_of(table: Table) -> list[Column[Any]]:
    """Return the columns that the export holds."""
    return [column for column in table.c if column.name != "id" and (table.name, column.name) not in _DERIVED]


def _json_name(column: Column[Any]) -> str:
    return column.name.removesuffix("_id") if column.foreign_keys else column.name


def write(connection: sa.Connection) -> bytes:
    """Return the whole journal, one row a line."""
    uids = {table.name: _uids(connection, table) for table in ENTITIES if "uid" in table.c}
    parts = [f'{{\n"format": {json.dumps(FORMAT)},\n"version": {VERSION}']
    for table in ENTITIES:
        lines = sorted(_lines(connection, table, uids))
        body = ",\n".join(line for _key, line in lines)
        parts.append(f'"{table.name}": [\n{body}\n]' if body else f'"{table.name}": []')
    return (",\n".join(parts) + "\n}\n").encode()


def _uids(connection: sa.Connection, table: Table) -> dict[int, str]:
    return dict(connection.exec_driver_sql(f'SELECT id, uid FROM "{table.name}"').all())


def _lines(
    connection: sa.Connection, table: Table, uids: Mapping[str, Mapping[int, str]]
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each row with what sorts it: its uid, or for a link the uids of its ends, then the row itself."""
    columns = columns_of(table)
    references = [_json_name(column) for column in columns if column.foreign_keys]
    selected = ", ".join(f'"{column.name}"' for column in columns)
    plans = [(_json_name(column), default_of(column), _writer(column, uids)) for column in columns]
    for raw in connection.exec_driver_sql(f'SELECT {selected} FROM "{table.name}"'):
        row = {
            name: writer(value) for (name, default, writer), value in zip(plans, raw, strict=True) if value != default
        }
        line = json.dumps(row, ensure_ascii=False, sort_keys=True)
        ends = (row["uid"],) if "uid" in row else tuple(row.get(name, "") for name in references)
        yield (*ends, line), line


def _writer(column: Column[Any], uids: Mapping[str, Mapping[int, str]]) -> Any:
    target = target_of(column)
    if target is not None:
        return uids[target.name].__getitem__
    if isinstance(column.type, Flag):
        return bool
    return _base64 if isinstance(column.type, sa.LargeBinary) else _same


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _same(value: Any) -> Any:
    return value


def looks_like(data: bytes) -> bool:
    """Tell whether bytes start as an export of a journal does."""
    return FORMAT.encode() in data[:200] and data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{")


def read(data: bytes) -> Content:
    """Return the rows of an export, checked: types, uids and references.

    Raises:
        Unreadable: it is no export, one of a newer Carnet, or a damaged one (with its problems).
    """
    document = _document(data)
    problems: list[Problem] = []
    content = {table.name: _rows(table, document.get(table.name, []), problems) for table in ENTITIES}
    if not problems:
        _check_uniqueness(content, problems)
        _check_references(content, problems)
    if not problems:
        problems += journal_rules.broken(content)
        if problems:
            raise Unreadable(JsonReason.AGAINST_RULES, first=problems[0], problems=tuple(problems[:_MOST_PROBLEMS]))
    if problems:
        raise Unreadable(JsonReason.DAMAGED, problems=tuple(problems[:_MOST_PROBLEMS]))
    return content


def _document(data: bytes) -> Mapping[str, Any]:
    if any(data.count(sign) * least > len(data) + _SLACK for sign, least in _LEAST.items()):
        # Read, it would take many times its own size.
        raise Unreadable(JsonReason.DAMAGED if looks_like(data) else JsonReason.NOT_A_JOURNAL)
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unreadable(JsonReason.NOT_A_JOURNAL) from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise Unreadable(JsonReason.NOT_A_JOURNAL)
    version = document.get("version")
    if not isinstance(version, int) or version > VERSION:
        raise Unreadable(JsonReason.NEWER, version=str(version))
    return document


def _rows(table: Table, given: object, problems: list[Problem]) -> list[Row]:
    if not isinstance(given, list):
        problems.append(Problem(reason=JsonReason.ROW_SHAPE, data={"table": table.name}))
        return []
    columns = {_json_name(column): column for column in columns_of(table)}
    found = []
    for number, item in enumerate(given, 1):
        if len(problems) >= _MOST_PROBLEMS:
            break
        if not isinstance(item, dict):
            problems.append(Problem(reason=JsonReason.ROW_SHAPE, row=number, data={"table": table.name}))
        else:
            found.append(_row(table, columns, item, number, problems))
    return found


def _row(
    table: Table, columns: Mapping[str, Column[Any]], item: Mapping[str, Any], number: int, problems: list[Problem]
) -> Row:
    row: Row = {}
    for name in item.keys() - columns.keys():
        data = {"table": table.name, "column": name}
        problems.append(Problem(reason=JsonReason.UNKNOWN_COLUMN, row=number, data=data))
    for name, column in columns.items():
        try:
            row[column.name] = read_value(column, item[name]) if name in item else default_of(column)
        except ValueError:
            data = {"table": table.name, "column": name}
            problems.append(Problem(reason=JsonReason.BAD_VALUE, row=number, data=data))
            continue
        if row[column.name] is None and not column.nullable:
            data = {"table": table.name, "column": name}
            problems.append(Problem(reason=JsonReason.MISSING_VALUE, row=number, data=data))
    if (table.name, "folded") in _DERIVED:
        row["folded"] = folded(table, str(row.get("name", "")))
    return row


def folded(table: Table, name: str) -> str:
    """Return what an organisation or a tag is found by; signs tell tags apart ("C++", "C#")."""
    return flatten(name)[0] if table.name == "tag" else fold(name)


def read_value(column: Column[Any], value: object) -> Any:
    """Return a JSON value as the file holds it; ValueError where the column cannot hold it."""
    if value is None:
        return None
    if isinstance(column.type, Flag):
        return int(_of_type(value, bool))
    if isinstance(column.type, sa.Integer) and not column.foreign_keys:
        return _integer(value)
    text = _of_type(value, str)
    return text if column.foreign_keys else _read_text(column, text)


def _read_text(column: Column[Any], text: str) -> Any:
    if isinstance(column.type, sa.LargeBinary):
        return _bytes(text)
    if isinstance(column.type, sa.TypeDecorator):
        return _typed(column.type, text)
    text.encode()  # a lone surrogate cannot be kept
    return text if column.table is foreign_property else clean(text)


def python_value(column: Column[Any], raw: Any) -> Any:
    """Return the Python value of what the file holds."""
    if isinstance(column.type, sa.TypeDecorator):
        return column.type.process_result_value(raw, _DIALECT)
    return raw


def _of_type(value: object, kind: type[Any]) -> Any:
    if type(value) is not kind:
        raise ValueError(value)
    return value


def _integer(value: object) -> int:
    number: int = _of_type(value, int)
    if not -_LARGEST <= number < _LARGEST:
        raise ValueError(value)
    return number


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(text) from error


def _typed(kind: sa.TypeDecorator[Any], text: str) -> Any:
    return kind.process_bind_param(kind.process_result_value(text, _DIALECT), _DIALECT)


_DIALECT = sqlite.dialect()


def _check_uniqueness(content: Content, problems: list[Problem]) -> None:
    for table in ENTITIES:
        for constraint in table.constraints:
            if isinstance(constraint, sa.UniqueConstraint):
                _check_unique(table, [column.name for column in constraint.columns], content[table.name], problems)


def _check_unique(table: Table, names: list[str], rows: list[Row], problems: list[Problem]) -> None:
    seen = set()
    for number, row in enumerate(rows, 1):
        key = tuple(row[name] for name in names)
        if key in seen and None not in key:
            problems.append(Problem(reason=JsonReason.REPEATED, row=number, data={"table": table.name}))
        seen.add(key)


def _check_references(content: Content, problems: list[Problem]) -> None:
    uids = {table.name: {row["uid"] for row in content[table.name]} for table in ENTITIES if "uid" in table.c}
    for table in ENTITIES:
        targets = [(column.name, target.name) for column in table.c if (target := target_of(column)) is not None]
        for number, row in enumerate(content[table.name], 1):
            for name, target_name in targets:
                if row[name] is not None and row[name] not in uids[target_name]:
                    data = {"table": table.name, "column": name}
                    problems.append(Problem(reason=JsonReason.DANGLING, row=number, data=data))
