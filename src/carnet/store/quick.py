"""Statements on the hot path (the first page, each Entrée of the quick add, each key): SQL as text, to the driver.

SQLAlchemy's dressing of one small statement costs ten times the statement, and its import more than the whole window.
What is here takes either connection: SQLAlchemy's, inside a verb, or the driver's own, of `Database.glancing()`.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from sqlcipher3 import dbapi2

if TYPE_CHECKING:
    import sqlalchemy as sa

Connected: TypeAlias = "sa.Connection | dbapi2.Connection"

Parameters: TypeAlias = Sequence[Any] | Mapping[str, Any]

Key = TypeVar("Key")


class SpoiltError(ValueError):
    """What stands in the file is no value of its column, as after a damage that SQLite cannot see."""


def _driver(connection: Connected) -> Any:
    return connection if isinstance(connection, dbapi2.Connection) else connection.connection.driver_connection


def rows(connection: Connected, sql: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
    """Return all rows of a statement, values as the file holds them."""
    found: list[tuple[Any, ...]] = _driver(connection).execute(sql, parameters).fetchall()
    return found


def each(connection: Connected, sql: str, parameters: Parameters = ()) -> Iterator[tuple[Any, ...]]:
    """Return the rows of a statement, read as far as they are taken."""
    found: Iterator[tuple[Any, ...]] = _driver(connection).execute(sql, parameters)
    return found


def column(connection: Connected, sql: str, parameters: Parameters = ()) -> list[Any]:
    """Return the first value of each row of a statement."""
    return [value for (value, *_others) in _driver(connection).execute(sql, parameters)]


def first(connection: Connected, sql: str, parameters: Parameters = ()) -> tuple[Any, ...] | None:
    """Return the first row of a statement, None where there is none."""
    found: tuple[Any, ...] | None = _driver(connection).execute(sql, parameters).fetchone()
    return found


def write(connection: Connected, sql: str, parameters: Parameters = ()) -> None:
    """Run a statement that returns nothing."""
    _driver(connection).execute(sql, parameters)


def write_many(connection: Connected, sql: str, parameters: Iterable[Parameters]) -> None:
    """Run a statement once for each of the parameters, taken one by one, so that they need not all stand in memory."""
    _driver(connection).executemany(sql, parameters)


def mapping(connection: Connected, sql: str, parameters: Parameters = ()) -> dict[str, Any] | None:
    """Return the first row of a statement by the names of its columns, None where there is none."""
    found = mappings(connection, sql, parameters)
    return found[0] if found else None


def mappings(connection: Connected, sql: str, parameters: Parameters = ()) -> list[dict[str, Any]]:
    """Return all rows of a statement by the names of its columns."""
    cursor = _driver(connection).execute(sql, parameters)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


LISTED = "(SELECT value FROM json_each(?))"
"""An IN list of any length, whose one parameter `listed` gives."""


def listed(keys: Iterable[int]) -> tuple[str]:
    """Return the parameter of `LISTED`."""
    return (f"[{','.join(map(str, sorted(keys)))}]",)


def marks(keys: Collection[object]) -> str:
    """Return the placeholders of an IN list."""
    return ",".join("?" * len(keys))


def chunks(keys: Sequence[Key], size: int = 400) -> Iterator[tuple[Key, ...]]:
    """Yield keys in runs that fit into one statement."""
    for start in range(0, len(keys), size):
        yield tuple(keys[start : start + size])


def instant_text(value: datetime) -> str:
    """Return the stored text of an aware instant, "YYYY-MM-DDTHH:MM:SS.ffffffZ"; a naive one is a bug."""
    if value.tzinfo is None:
        raise ValueError(value)
    return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def instant(text: str | None) -> datetime | None:
    """Return the instant of a stored text."""
    return None if text is None else datetime.fromisoformat(text)
