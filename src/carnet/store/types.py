"""Column types that a STRICT table accepts (Text, Integer, BLOB) with the Python values they stand for."""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import Dialect, Integer, Text, TypeDecorator

from carnet.domain.dates import PartialDate
from carnet.store.quick import SpoiltError, instant_text

T = TypeVar("T")


def _read(read: Callable[[Any], T], value: Any | None) -> T | None:
    try:
        return None if value is None else read(value)
    except (TypeError, ValueError) as error:
        raise SpoiltError(str(error)) from error


class Flag(TypeDecorator[bool]):
    """A truth value kept as 0 or 1."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        """Return 0, 1 or None."""
        return None if value is None else int(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> bool | None:
        """Return the truth value."""
        return None if value is None else bool(value)


class Day(TypeDecorator[date]):
    """A day kept as ISO text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        """Return "YYYY-MM-DD"."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any | None, dialect: Dialect) -> date | None:
        """Return the day."""
        return _read(date.fromisoformat, value)


class SomeDay(TypeDecorator[PartialDate]):
    """A partial date kept as its own text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: PartialDate | None, dialect: Dialect) -> str | None:
        """Return the ISO text."""
        return None if value is None else str(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> PartialDate | None:
        """Return the partial date."""
        return _read(PartialDate, value)


class Instant(TypeDecorator[datetime]):
    """An aware instant kept as UTC text of fixed width, so that it sorts."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Return "YYYY-MM-DDTHH:MM:SS.ffffffZ"; a naive instant is a bug."""
        return None if value is None else instant_text(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Return the instant in UTC."""
        return _read(datetime.fromisoformat, value)


class Choice(TypeDecorator[StrEnum]):
    """A member of an enum kept as its identifier."""

    impl = Text
    cache_ok = True

    def __init__(self, members: type[StrEnum]) -> None:
        super().__init__()
        self.members = members

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        """Return the identifier."""
        return None if value is None else str(self.members(value).value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> StrEnum | None:
        """Return the member."""
        return _read(self.members, value)
