"""How the history keeps a row: as JSON of what the file holds, columns at their default left out where many came."""

import base64
import json
from collections.abc import Container, Mapping
from typing import Any, NamedTuple

from carnet.store import quick
from carnet.store.quick import Connected

Raw = dict[str, Any]
KEEP = 'INSERT INTO deed_row (deed_id, table_name, row_id, "before", "after")'


def keeping(
    connection: Connected, deed_id: int, table: str, ends: tuple[int, int], names: Container[str]
) -> tuple[str, tuple[object, ...]]:
    """Return the statement that keeps rows that came as `pack` would, from where they are, and its parameters.

    Columns left out are at their default, which `whole` knows.
    """
    packed = ", ".join(f"'{name}', \"{name}\"" for name in blank(connection, table) if name in names)
    came = f'SELECT ?, ?, id, NULL, json_object({packed}) FROM "{table}" WHERE id BETWEEN ? AND ? ORDER BY id'
    return f"{KEEP} {came}", (deed_id, table, *ends)


def pack(raw: Mapping[str, object] | None) -> str | None:
    """Return a recorded row as JSON text, bytes as base64 under "$bytes"."""
    return None if raw is None else _PACKER.encode(dict(raw))


def _pack_bytes(value: object) -> object:
    if isinstance(value, bytes):
        return {"$bytes": base64.b64encode(value).decode("ascii")}
    raise TypeError(value)


_PACKER = json.JSONEncoder(ensure_ascii=False, default=_pack_bytes, separators=(",", ":"))


def unpack(text: str | None) -> Raw | None:
    """Return the row that `pack` wrote."""
    if text is None:
        return None
    raw: Raw = json.loads(text)
    return {name: _unpack_value(value) for name, value in raw.items()} if '"$bytes"' in text else raw


def whole(connection: Connected, table: str, raw: Raw | None) -> Raw | None:
    """Return a recorded row with the columns that its table has gained since, at their defaults."""
    return None if raw is None else blank(connection, table) | raw


def blank(connection: Connected, table: str) -> Raw:
    """Return a row of a table at its defaults; do not change it in place."""
    return _shape(connection, table).plain


class _Shape(NamedTuple):
    """What the file itself says of a table: a row at its defaults, and whether it holds bytes."""

    plain: Raw
    holds_bytes: bool


_SHAPES: dict[str, _Shape] = {}


def _shape(connection: Connected, table: str) -> _Shape:
    if table not in _SHAPES:
        columns = quick.rows(connection, "SELECT name, type, dflt_value FROM pragma_table_info(?)", (table,))
        plain = {name: _meant(default) for name, _type, default in columns}
        _SHAPES[table] = _Shape(plain, any(kind == "BLOB" for _name, kind, _default in columns))
    return _SHAPES[table]


def _meant(default: str | None) -> str | int | None:
    """Return the value of a default as the schema writes it."""
    if default is None:
        return None
    return default[1:-1].replace("''", "'") if default.startswith("'") else int(default)


def holds_bytes(connection: Connected, table: str) -> bool:
    """Tell whether a table has a column of bytes."""
    return _shape(connection, table).holds_bytes


def _unpack_value(value: Any) -> Any:
    return base64.b64decode(value["$bytes"]) if isinstance(value, dict) else value
