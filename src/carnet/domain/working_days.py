"""Working days: those of the week on which one works, without the public holidays of where one works."""

from datetime import date, timedelta
from typing import NamedTuple

_FURTHEST_DAYS = 31


class WorkingDays(NamedTuple):
    """The calendar of one person; `weekdays` count from Monday, 0, and `region` is one of `public_holidays.REGIONS`."""

    weekdays: frozenset[int] = frozenset(range(5))
    region: str = "FR"

    def includes(self, day: date) -> bool:
        """Tell whether one works on a day."""
        if day.weekday() not in self.weekdays:
            return False
        from carnet.domain.public_holidays import public_holidays

        return day not in public_holidays(self.region, day.year)

    def first_from(self, day: date) -> date:
        """Return the day, else the first working day after it; the day itself for whoever never works."""
        following = (day + timedelta(days=number) for number in range(_FURTHEST_DAYS))
        return next(filter(self.includes, following), day)


USUAL = WorkingDays()
"""Monday to Friday, in France."""
