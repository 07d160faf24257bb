"""Statements on the hot path (each Entrée of the quick add, each key): SQL as text, straight to the driver.

SQLAlchemy's dressing of one small statement costs ten times the statement; the connection and its transaction are its.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa


def rows(connection: sa.Connection, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Return all rows of a statement, values as the file holds them."""
    driver: Any = connection.connection.driver_connection
    found: list[tuple[Any, ...]] = driver.execute(sql, tuple(parameters)).fetchall()
    return found


def first(connection: sa.Connection, sql: str, parameters: Sequence[Any] = ()) -> tuple[Any, ...] | None:
    """Return the first row of a statement, None where there is none."""
    driver: Any = connection.connection.driver_connection
    found: tuple[Any, ...] | None = driver.execute(sql, tuple(parameters)).fetchone()
    return found


def mapping(connection: sa.Connection, sql: str, parameters: Sequence[Any] = ()) -> dict[str, Any] | None:
    """Return the first row of a statement by the names of its columns, None where there is none."""
    found = mappings(connection, sql, parameters)
    return found[0] if found else None


def mappings(connection: sa.Connection, sql: str, parameters: Sequence[Any] = ()) -> list[dict[str, Any]]:
    """Return all rows of a statement by the names of its columns."""
    driver: Any = connection.connection.driver_connection
    cursor = driver.execute(sql, tuple(parameters))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
