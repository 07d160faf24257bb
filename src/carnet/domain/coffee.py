"""« Pause-café »: three people a week who are worth ten minutes, and why; what the coffee machine did for employees."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple
from zlib import crc32

PEOPLE = 3
CLOSE_FROM = 3
"""From how many exchanges on somebody was close."""
SILENT_DAYS = (180, 1_000)
"""How long one who was close is silent: before it is no matter, after it another life."""
MET_DAYS = (14, 120)
"""How long ago one was met whom one exchange does not make an acquaintance of yet."""


class CoffeeReason(StrEnum):
    """Why somebody is worth ten minutes this week, in the order in which they are chosen."""

    FADING = "fading"
    SILENT = "silent"
    MET_ONCE = "met_once"


class Candidate(NamedTuple):
    """Somebody who may be proposed; whoever was seen or is planned already is none."""

    contact_id: int
    uid: str
    reason: CoffeeReason


class Pick(NamedTuple):
    """Somebody proposed for a week."""

    contact_id: int
    reason: CoffeeReason


def monday_of(day: date) -> date:
    """Return the Monday that begins the ISO week of a day."""
    return day - timedelta(days=day.weekday())


def choose(candidates: Iterable[Candidate], monday: date) -> tuple[Pick, ...]:
    """Return the three people of the ISO week that begins on a Monday.

    One for each reason, then round again where a reason has nobody: a week is never all of one kind. Among those of a
    reason the week draws lots, the same at every reading, so that the next week falls on others.
    """
    year, week, _day = monday.isocalendar()
    drawn = sorted(candidates, key=lambda one: crc32(f"{year}-{week}-{one.uid}".encode()))
    by_reason = [[one for one in drawn if one.reason is reason] for reason in CoffeeReason]
    chosen: dict[int, Pick] = {}
    for one in _in_turn(by_reason):
        chosen.setdefault(one.contact_id, Pick(one.contact_id, one.reason))
    return tuple(chosen.values())[:PEOPLE]


def _in_turn(lists: list[list[Candidate]]) -> Iterator[Candidate]:
    for place in range(max(map(len, lists))):
        for people in lists:
            yield from people[place : place + 1]
