"""A zone of the tz database as a VTIMEZONE: its present rules, from the last line of its file (RFC 8536, section 3.3).

Programs that know the zone by its name, as all the great ones do, need no more than the name.
"""

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from carnet.domain.recurrence import DAYS
from carnet.domain.zones import zone

_NAME = r"(?:<([^>]+)>|([A-Za-z]+))"
_OFFSET = r"([+-]?\d{1,3}(?::\d{2}){0,2})"
_DAY = rf",M(\d{{1,2}})\.(\d)\.(\d)(?:/{_OFFSET})?"
_FOOTER = re.compile(rf"{_NAME}{_OFFSET}(?:{_NAME}{_OFFSET}?{_DAY}{_DAY})?")
_FIRST_YEAR = 1970


class _Change(NamedTuple):
    """When clocks change each year: the last (5) or nth day of the week, 0 for Sunday, of a month, at an hour."""

    month: int
    week: int
    weekday: int
    seconds: int


@lru_cache(maxsize=64)
def zone_lines(name: str) -> tuple[str, ...]:
    """Return the lines of the VTIMEZONE of a zone."""
    zone(name)
    footer = files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes().rstrip(b"\n").rpartition(b"\n")[2]
    match = _FOOTER.fullmatch(footer.decode("ascii", errors="replace"))
    lines = [] if match is None else [*_parts(match)]
    return ("BEGIN:VTIMEZONE", f"TZID:{name}", *(lines or _constant(0, 0, "UTC")), "END:VTIMEZONE")


def _parts(match: "re.Match[str]") -> Iterator[str]:
    winter_name, winter = match[1] or match[2], -_seconds(match[3])
    summer_name = match[4] or match[5]
    if summer_name is None:
        yield from _constant(winter, winter, winter_name)
        return
    summer = -_seconds(match[6]) if match[6] else winter + 3600
    changes = (match.group(*range(at, at + 4)) for at in (7, 11))
    to_summer, to_winter = (
        _Change(int(month), int(week), int(weekday), _seconds(hour or "2")) for month, week, weekday, hour in changes
    )
    yield from _rule("DAYLIGHT", to_summer, winter, summer, summer_name)
    yield from _rule("STANDARD", to_winter, summer, winter, winter_name)


def _constant(before: int, after: int, name: str) -> list[str]:
    return ["BEGIN:STANDARD", f"DTSTART:{_FIRST_YEAR}0101T000000", *_offsets(before, after, name), "END:STANDARD"]


def _rule(kind: str, change: _Change, before: int, after: int, name: str) -> Iterator[str]:
    days, seconds = divmod(change.seconds, 86_400)
    first = _day(change, _FIRST_YEAR) + timedelta(days=days)
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{first:%Y%m%d}T{seconds // 3600:02d}{seconds % 3600 // 60:02d}{seconds % 60:02d}"
    yield from _offsets(before, after, name)
    yield f"RRULE:FREQ=YEARLY;BYMONTH={change.month};{_which(change, days)}"
    yield f"END:{kind}"


def _which(change: _Change, days: int) -> str:
    """Return the day of a change: "the last Sunday"; if its hour is of a day beside it, the days that this may be."""
    weekday = DAYS[(change.weekday + 6 + days) % 7]
    if not days:
        return f"BYDAY={-1 if change.week == 5 else change.week}{weekday}"
    length = calendar.monthrange(_FIRST_YEAR, change.month)[1]
    first = length - 6 if change.week == 5 else 7 * (change.week - 1) + 1
    wanted = (first + n + days for n in range(7))
    return f"BYDAY={weekday};BYMONTHDAY={','.join(str(day) for day in wanted if 1 <= day <= length)}"


def _day(change: _Change, year: int) -> date:
    first = date(year, change.month, 1)
    to_weekday = (change.weekday + 6 - first.weekday()) % 7
    day = first + timedelta(days=to_weekday + 7 * (change.week - 1))
    return day if day.month == change.month else day - timedelta(days=7)


def _offsets(before: int, after: int, name: str) -> list[str]:
    return [f"TZOFFSETFROM:{_offset(before)}", f"TZOFFSETTO:{_offset(after)}", f"TZNAME:{name}"]


def _offset(seconds: int) -> str:
    sign, minutes = ("-" if seconds < 0 else "+"), abs(seconds) // 60
    return f"{sign}{minutes // 60:02d}{minutes % 60:02d}"


def _seconds(text: str) -> int:
    """Return the seconds of "-1", "2" or "3:30"."""
    sign = -1 if text.startswith("-") else 1
    parts = [int(part) for part in text.lstrip("+-").split(":")]
    return sign * sum(part * unit for part, unit in zip(parts, (3600, 60, 1), strict=False))
