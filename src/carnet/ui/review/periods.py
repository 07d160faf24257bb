"""The periods of « Bilan »: sliding months, years, everything."""

from datetime import date
from typing import NamedTuple

from carnet.words import _, formats


class Period(NamedTuple):
    """A choice of the period switch; None as an end means no bound."""

    key: str
    label: str
    start: date | None
    end: date | None

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
