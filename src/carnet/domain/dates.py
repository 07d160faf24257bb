"""Partial dates: what people remember ("met around 2019"), as sortable ISO text."""

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Self

_SHAPE = re.compile(r"(?:([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?|--([0-9]{2})-([0-9]{2}))")


class Precision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    MONTH_DAY = "month_day"


class PartialDate(str):
    """A date known to the day ("2026-03-12"), month ("2026-03"), year ("2026"), or without year ("--03-12").

    A text, so that it stores, compares and sorts as is; a shorter one sorts before the days it covers.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Return the value of an ISO text; ValueError where no such date exists."""
        match = _SHAPE.fullmatch(text)
        if match is None:
            raise ValueError(text)
        year, month, day, only_month, only_day = match.groups()
        date(int(year or 2000), int(month or only_month or 1), int(day or only_day or 1))
        return super().__new__(cls, text)

    def __reduce__(self) -> tuple[Callable[..., Self], tuple[type[Self], str]]:
        """Pickle it as what needs no checking when it comes back."""
        return str.__new__, (type(self), str(self))

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the value of a full day."""
        return cls(day.isoformat())

    @property
    def precision(self) -> Precision:
        """How much is known."""
        if self.startswith("--"):
            return Precision.MONTH_DAY
        return {4: Precision.YEAR, 7: Precision.MONTH}.get(len(self), Precision.DAY)

    @property
    def first_day(self) -> date | None:
        """The first day it may be; None without a year."""
        if self.startswith("--"):
            return None
        return date.fromisoformat((str(self) + "-01-01")[:10])

    @property
    def year(self) -> int | None:
        """The year, where known."""
        return None if self.startswith("--") else int(self[:4])

    @property
    def month_day(self) -> tuple[int, int] | None:
        """Month and day, where both are known."""
        if self.precision not in {Precision.DAY, Precision.MONTH_DAY}:
            return None
        return int(self[-5:-3]), int(self[-2:])
