"""How missions go along their stages: how long they stay in each, and how many of those decided were won."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from carnet.domain.missions import Stage
from carnet.domain.money import half_up

_ORDER = {stage: place for place, stage in enumerate(Stage)}

Stay = tuple[Stage, int]
"""A stage that was left, and the days spent in it."""


class StageTime(NamedTuple):
    """Median days in a stage over the missions that left it; None where none did."""

    median_days: int | None
    missions: int


def course(entries: Iterable[tuple[Stage, date]], stage: Stage) -> tuple[tuple[Stage, date], ...]:
    """Return the stages of a mission that stands at `stage`, in the order gone through, each with its day.

    The present stage is the last: what is dated after it was come to (a proposal typed in late) counts as of its day.
    """
    ordered = sorted(entries, key=_when)
    if len(ordered) < 2:
        return tuple(ordered)
    at = max((place for place, entry in enumerate(ordered) if entry[0] is stage), default=None)
    if at is None:
        return tuple(ordered)
    until = ordered[at][1]
    late = sorted(((each, until) for each, _day in ordered[at + 1 :]), key=_when)
    return (*ordered[:at], *late, ordered[at])


def stays(gone_through: Sequence[tuple[Stage, date]]) -> tuple[Stay, ...]:
    """Return the days in each stage that was left, those of several stays together.

    A stage left on the day it was come to, for one before it, was a slip of the hand and counts for nothing.
    """
    days: defaultdict[Stage, int] = defaultdict(int)
    for (stage, since), (following, until) in pairwise(gone_through):
        spent = (until - since).days
        if spent or _ORDER[following] > _ORDER[stage]:
            days[stage] += spent
    return tuple(days.items())


def stage_times(found: Iterable[Sequence[Stay]]) -> dict[Stage, StageTime]:
    """Return the median of each stage over the stays of missions."""
    days: defaultdict[Stage, list[int]] = defaultdict(list)
    for each in found:
        for stage, spent in each:
            days[stage].append(spent)
    return {
        stage: StageTime(half_up(int(median(days[stage]) * 2), 2) if days[stage] else None, len(days[stage]))
        for stage in Stage
    }


def rate_bp(won: int, lost: int) -> int | None:
    """Return the share won of those decided in basis points, None where none was."""
    return half_up(won * 10_000, won + lost) if won + lost else None


def _when(entry: tuple[Stage, date]) -> tuple[date, int]:
    return entry[1], _ORDER[entry[0]]
