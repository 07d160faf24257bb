"""Levelling: spreading follow-ups over the working days so that none gets more than a handful."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from carnet.domain.working_days import WorkingDays

PER_DAY = 5
EVERY_DAY = WorkingDays(frozenset(range(7)), "")
_SHARE_OF_DELAY = 5  # at most one fifth of the delay away


def schedule(
    due_on: date,
    today: date,
    load: Callable[[date], int],
    *,
    per_day: int = PER_DAY,
    is_exempt: bool = False,
    working: WorkingDays = EVERY_DAY,
) -> date:
    """Return the nearest working day to the due one, before rather than after, that has room for a follow-up.

    `load` tells how many follow-ups a day has already. A day is at most a fifth of the delay away and never past; where
    none has room it is the due day itself, or the first working day after it. An exempt follow-up stays on its day
    (thanks after an event, which 72 hours bound), and so does one due today or before: whoever asks for it is at work.
    """
    if is_exempt or due_on <= today:
        return due_on
    for day in _nearest(due_on, today):
        if working.includes(day) and load(day) < per_day:
            return day
    return working.first_from(due_on)


def _nearest(due_on: date, today: date) -> Iterator[date]:
    yield due_on
    reach = (due_on - today).days // _SHARE_OF_DELAY
    for distance in range(1, reach + 1):
        yield due_on - timedelta(days=distance)
        yield due_on + timedelta(days=distance)
