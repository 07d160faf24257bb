"""Levelling: spreading follow-ups over the days so that none gets more than a handful."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

PER_DAY = 5
_SHARE_OF_DELAY = 5  # at most one fifth of the delay away


def schedule(
    due_on: date,
    today: date,
    load: Callable[[date], int],
    *,
    per_day: int = PER_DAY,
    is_exempt: bool = False,
) -> date:
    """Return the nearest day to the due one, before rather than after, that has room for a follow-up.

    `load` tells how many follow-ups a day has already. A day is at most a fifth of the delay away and never past; where
    none has room, or for an exempt follow-up (thanks after an event), it is the due day itself.
    """
    if is_exempt:
        return due_on
    for day in _nearest(due_on, today):
        if load(day) < per_day:
            return day
    return due_on


def _nearest(due_on: date, today: date) -> Iterator[date]:
    yield due_on
    reach = max(0, (due_on - today).days // _SHARE_OF_DELAY)
    for distance in range(1, reach + 1):
        yield due_on - timedelta(days=distance)
        yield due_on + timedelta(days=distance)
