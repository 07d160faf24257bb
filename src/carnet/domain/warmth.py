"""Warmth of a relation: a score from 0 to 100, its four levels, and the days on which they change."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

DEFAULT_CADENCE_DAYS = 90
YEAR_DAYS = 365


class Level(StrEnum):
    """How warm a relation is; NONE where there was no exchange."""

    HOT = "hot"
    WARM = "warm"
    COOL = "cool"
    COLD = "cold"
    NONE = "none"


THRESHOLDS = (75, 50, 25)
_LEVELS = (Level.HOT, Level.WARM, Level.COOL, Level.COLD)

Thresholds = tuple[date, date, date]
"""From which days on the score is below 75, 50 and 25 as long as no exchange follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a relation is as warm as it is, and when that will change; `changes_on` None once it is cold."""

    score: int
    level: Level
    days_since_last: int
    exchanges_in_a_year: int
    cadence_days: int
    came_from_the_person: bool
    changes_on: date | None = None
    next_level: Level | None = None


def score(today: date, exchanges: Sequence[date], inbound: Sequence[date], cadence_days: int | None) -> int | None:
    """Return the warmth on a day from the days of real exchanges and of those that came from the person.

    Days after `today` are left out; None where no exchange is left. Without a cadence 90 days serve.
    """
    known = sorted(day.toordinal() for day in exchanges if day <= today)
    if not known:
        return None
    answered = max((day.toordinal() for day in inbound if day <= today), default=None)
    return _Curve(known, answered, cadence_days or DEFAULT_CADENCE_DAYS).at(today.toordinal())


def recent_gaps(exchanges: Sequence[date], cadence_days: int | None) -> tuple[int, ...]:
    """Return by how many days the others precede the last exchange, ascending, as far as a score can count them.

    With the last day they give `score` all that it needs of the exchanges, on that day and on any later one.
    """
    latest = sorted(exchanges, reverse=True)[: -(-YEAR_DAYS // (cadence_days or DEFAULT_CADENCE_DAYS))]
    gaps = ((latest[0] - day).days for day in latest[1:])
    return tuple(gap for gap in gaps if gap <= YEAR_DAYS)


def level_of(score: int | None) -> Level:
    """Return the level of a score."""
    if score is None:
        return Level.NONE
    for threshold, level in zip(THRESHOLDS, _LEVELS, strict=False):
        if score >= threshold:
            return level
    return Level.COLD


def thresholds(exchanges: Sequence[date], inbound: Sequence[date], cadence_days: int | None) -> Thresholds | None:
    """Return the first days, from the last exchange on, on which the score is below 75, 50 and 25.

    They ascend; a score that is below one at the last exchange already has that very day. They hold until an exchange
    is added, so that the level of any day from the last exchange on follows by comparison. None without an exchange.
    """
    if not exchanges:
        return None
    known = sorted([day.toordinal() for day in exchanges])
    answered = max(inbound).toordinal() if inbound else None
    curve = _Curve(known, answered, cadence_days or DEFAULT_CADENCE_DAYS)
    below_75 = curve.first_below(75, known[-1])
    below_50 = curve.first_below(50, below_75)
    below_25 = curve.first_below(25, below_50)
    return date.fromordinal(below_75), date.fromordinal(below_50), date.fromordinal(below_25)


def level_on(today: date, below: Thresholds | None) -> Level:
    """Return the level of a day, at or after the last exchange, from the days kept by `thresholds`."""
    return Level.NONE if below is None else _LEVELS[bisect_right(below, today)]


def explain(today: date, exchanges: Sequence[date], inbound: Sequence[date], cadence_days: int | None) -> Reason | None:
    """Return why the warmth is what it is on a day; None without an exchange."""
    past = [day for day in exchanges if day <= today]
    heard = [day for day in inbound if day <= today]
    below = thresholds(past, heard, cadence_days)
    points = score(today, past, heard, cadence_days)
    if below is None or points is None:
        return None
    cadence = cadence_days or DEFAULT_CADENCE_DAYS
    place = bisect_right(below, today)
    return Reason(
        score=points,
        level=_LEVELS[place],
        days_since_last=(today - max(past)).days,
        exchanges_in_a_year=sum(day >= today - timedelta(days=YEAR_DAYS) for day in past),
        cadence_days=cadence,
        came_from_the_person=any(day >= today - timedelta(days=2 * cadence) for day in heard),
        changes_on=below[place] if place < len(below) else None,
        next_level=_LEVELS[bisect_right(below, below[place])] if place < len(below) else None,
    )


class _Curve:
    """The score of one relation over the days that follow its last exchange; days are ordinals."""

    __slots__ = ("_answered_until", "_cadence", "_known", "_share")

    def __init__(self, known: Sequence[int], answered: int | None, cadence: int) -> None:
        self._known = known
        self._cadence = cadence
        self._share = cadence / YEAR_DAYS
        self._answered_until = 0 if answered is None else answered + 2 * cadence

    def at(self, day: int) -> int:
        """Return the score of a day at or after the last exchange, halves upwards."""
        known = self._known
        recency = 2.0 ** ((known[-1] - day) / self._cadence)
        frequency = min(1.0, (len(known) - bisect_left(known, day - YEAR_DAYS)) * self._share)
        points = 60 * recency + 20 * frequency + (20 if day <= self._answered_until else 0)
        return int(points + 0.5)

    def first_below(self, threshold: int, start: int) -> int:
        """Return the first day from `start` on whose score is below a threshold; the score never rises."""
        last = self._known[-1] + max(YEAR_DAYS, 2 * self._cadence) + 1
        low, high = start, max(start, last)
        while low < high:
            middle = (low + high) // 2
            if self.at(middle) < threshold:
                high = middle
            else:
                low = middle + 1
        return low
