"""Queries composed once and then run by the driver: to dress a small one each time costs several times the query."""

from collections.abc import Callable
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from carnet.store import quick

KEY: sa.BindParameter[int] = sa.bindparam("key", type_=sa.Integer)
"""The one parameter of such a query."""

_Read = Callable[[Any], Any]


def rows(connection: quick.Connected, query: sa.Select[Any], key: int) -> list[dict[str, Any]]:
    """Return the rows of a kept query for a key, by the names of their columns, as the values these stand for."""
    sql, times, columns = _composed(query)
    return [
        {name: read(value) if read is not None else value for (name, read), value in zip(columns, row, strict=True)}
        for row in quick.rows(connection, sql, (key,) * times)
    ]


@cache
def _composed(query: sa.Select[Any]) -> tuple[str, int, tuple[tuple[str, _Read | None], ...]]:
    dialect = sqlite.dialect()
    sql = str(query.compile(dialect=dialect))
    columns = tuple(
        (str(column.key), column.type.dialect_impl(dialect).result_processor(dialect, None))
        for column in query.selected_columns
    )
    return sql, sql.count("?"), columns
