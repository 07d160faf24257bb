"""Cadence: how often one means to be in touch, when that is due, late, and how urgent."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum


class Punctuality(StrEnum):
    """How a relation stands against its cadence; NONE without a cadence or an exchange."""

    NONE = "none"
    ON_TIME = "on_time"
    DUE = "due"
    LATE = "late"


def effective(own_days: int | None, circle_days: Iterable[int | None] = ()) -> int | None:
    """Return the contact's own cadence, else the shortest of its circles', else None."""
    return own_days or min((days for days in circle_days if days), default=None)


def last_exchange(days: Iterable[date | None]) -> date | None:
    """Return the latest of the days of real exchanges: a backdated entry moves nothing."""
    return max((day for day in days if day is not None), default=None)


def due_on(last: date | None, cadence_days: int | None) -> date | None:
    """Return the day on which the next exchange is due."""
    if last is None or not cadence_days:
        return None
    return last + timedelta(days=cadence_days)


def late_on(last: date | None, cadence_days: int | None) -> date | None:
    """Return the first day on which one and a half cadences have passed."""
    if last is None or not cadence_days:
        return None
    return last + timedelta(days=(3 * cadence_days + 1) // 2)


def punctuality(today: date, last: date | None, cadence_days: int | None) -> Punctuality:
    """Return how a relation stands on a day."""
    due, late = due_on(last, cadence_days), late_on(last, cadence_days)
    if due is None or late is None:
        return Punctuality.NONE
    if today >= late:
        return Punctuality.LATE
    return Punctuality.DUE if today >= due else Punctuality.ON_TIME


def stands_on(today: date, due: date, cadence_days: int | None) -> Punctuality:
    """Return how a relation stands on a day, from when its next exchange is due."""
    return punctuality(today, due - timedelta(days=cadence_days or 0), cadence_days)


def priority(today: date, due: date, cadence_days: int) -> float:
    """Return the overdue days over the cadence: 0 on the due day, negative before, 0.5 once late."""
    return (today - due).days / cadence_days
