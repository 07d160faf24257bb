"""The periods of « Bilan »: sliding months, years, everything; and those that one may be compared with."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from carnet.words import _, formats


class Period(NamedTuple):
    """A choice of the period switch; None as an end means no bound."""

    key: str
    label: str
    start: date | None
    end: date | None

    @property
    def short(self) -> str:
        """Return what stands over a column: "2025", or "20 nov. 2024 –"."""
        if self.start is None or self.end is None or self.key in {"12", "24"}:
            return self.label
        return str(self.start.year) if _is_year(self.start, self.end) else formats.month_year(self.start)

    @property
    def words(self) -> str:
        """Return the two ends in words, "" for everything."""
        if self.start is None or self.end is None:
            return ""
        return f"{formats.full_day(self.start)} – {formats.full_day(self.end)}"


def months_before(day: date, months: int) -> date:
    """Return the same day some months earlier, the last of the month where there is no such day."""
    number = day.year * 12 + day.month - 1 - months
    year, month = divmod(number, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise ValueError(day)


def periods(today: date) -> tuple[Period, ...]:
    """Return the choices as of a day."""
    return (
        Period("12", _("12 months"), months_before(today, 12), today),
        Period("24", _("24 months"), months_before(today, 24), today),
        Period("year", str(today.year), date(today.year, 1, 1), date(today.year, 12, 31)),
        Period("last", str(today.year - 1), date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
        Period("all", _("All"), None, None),
    )


def _is_year(start: date, end: date) -> bool:
    return (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year


def whole_year(year: int) -> Period:
    """Return a calendar year."""
    return Period(f"y{year}", str(year), date(year, 1, 1), date(year, 12, 31))


def compared_with(period: Period, today: date, years: Sequence[int]) -> list[Period]:
    """Return what a period may be compared with: what came just before it, then every other year."""
    found = []
    if period.start is not None and period.end is not None and not _is_year(period.start, period.end):
        months = int(period.key)
        start, end = months_before(today, 2 * months), period.start - timedelta(days=1)
        found.append(Period(f"before{months}", _("{n} months before").format(n=months), start, end))
    own = period.start.year if period.start is not None and not found else None
    last = [] if own is None else [own - 1]
    found += [whole_year(year) for year in dict.fromkeys((*last, *years)) if year != own]
    return found
