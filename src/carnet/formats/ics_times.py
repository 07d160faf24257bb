"""Days, instants and durations as calendars write them, and the zone each is told in.

Source: RFC 5545, sections 3.3.4 to 3.3.6 and 3.6.5.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from carnet.domain.zones import HOME, instant_of, wall, zone
from carnet.formats.ics_frames import Component, Property
from carnet.formats.ics_zones import zone_name
from carnet.formats.vcard_text import unescape

_STAMP = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2})(?::?(\d{2}))?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?[T\"]?)?",
    re.IGNORECASE,
)
_DURATION = re.compile(r"([+-])?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", re.IGNORECASE)
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})")
_MOST_DAYS = 36_600
# Tried where a file explains a zone by its offsets alone, the likeliest at the desk of a French consultant first.
_LIKELY = (
    HOME,
    "Europe/London",
    "Europe/Athens",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "Europe/Moscow",
    "Asia/Kolkata",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Africa/Algiers",
    "UTC",
)


class Moment(NamedTuple):
    """A day or an instant of a calendar.

    Attributes:
        at: aware UTC; of a whole day the midnight, in `tz`, at which it starts.
        tz: name in the tz database.
        all_day: whether the file tells a day alone.
    """

    at: datetime
    tz: str
    all_day: bool

    def local(self) -> datetime:
        """Return the naive time on the wall."""
        return wall(self.at, self.tz)

    def shifted(self, by: timedelta) -> "Moment":
        """Return the moment so much later, whole days on the wall."""
        if self.all_day:
            return of_wall(self.local() + by, self.tz, all_day=True)
        return self._replace(at=self.at + by)


def of_wall(local: datetime, tz: str, *, all_day: bool = False) -> Moment:
    """Return the moment of a naive time on the wall of a zone; of a time that a DST night skips, the hour after."""
    return Moment(instant_of(local, tz), tz, all_day)


class Times:
    """Reads the moments of one file.

    Args:
        zones: the VTIMEZONE components of the file, by name.
        home: zone of the user, for times that have none.
    """

    def __init__(self, zones: Mapping[str, Component], home: str) -> None:
        # Exchange escapes the name of a zone where it tells of it, and does not where it uses it.
        self._zones = {**{unescape(name): told for name, told in zones.items()}, **zones}
        self.home = home
        self._names: dict[str, str] = {}

    def home_of(self, calendar: Component | None) -> str:
        """Return the zone of times without one in a calendar."""
        told = calendar.value("X-WR-TIMEZONE").strip() if calendar else ""
        return zone_name(told) or self.home

    def moment(self, found: Property, home: str) -> Moment | None:
        """Return the moment that a property tells, None where it tells none."""
        return self.stamp(found[1], found[0].params.get("TZID", ""), home)

    def moments(self, found: Property, home: str) -> list[Moment]:
        """Return the moments of a list (EXDATE, RDATE); of a period its start."""
        tzid = found[0].params.get("TZID", "")
        parts = (self.stamp(part.partition("/")[0], tzid, home) for part in found[1].split(","))
        return [part for part in parts if part is not None]

    def stamp(self, text: str, tzid: str, home: str) -> Moment | None:
        """Return the moment of "20261124T183000Z", "20261124T183000" or "20261124"."""
        match = _STAMP.fullmatch(text.strip())
        if match is None:
            return None
        year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
        all_day = match[4] is None
        try:
            local = datetime.combine(date(year, month, day), time(hour, minute, min(second, 59)))
            name = "UTC" if match[7] and not tzid else self._zone(tzid, date(year, month, day))
            if match[7]:
                at = local - timedelta(minutes=_minutes(match[7]) or 0)
                return Moment(at.replace(tzinfo=UTC), home if name in {"UTC", ""} else name, all_day)
            if not name and not all_day and (offset := self._offset(tzid)) is not None:
                return Moment((local - offset).replace(tzinfo=UTC), home, all_day)
            return of_wall(local, name or home, all_day=all_day)
        except (ValueError, OverflowError):
            return None

    def _zone(self, tzid: str, day: date) -> str:
        """Return the zone that a file calls so: by its name, else by the offsets that the file tells of it."""
        if not tzid:
            return ""
        if tzid not in self._names:
            told = self._zones.get(tzid)
            location = told.value("X-LIC-LOCATION") if told else ""
            self._names[tzid] = zone_name(tzid) or zone_name(location) or _by_offsets(told, day, self.home)
        return self._names[tzid]

    def _offset(self, tzid: str) -> timedelta | None:
        """Return how far a zone that no database has is from UTC, in winter, by what the file tells of it."""
        told = self._zones.get(tzid)
        parts = told.parts if told else ()
        minutes = [found for part in parts if (found := _minutes(part.value("TZOFFSETTO"))) is not None]
        return timedelta(minutes=min(minutes)) if minutes else None

    def knows(self, tzid: str) -> bool:
        """Tell whether a zone is one of the database, or told by the file."""
        return bool(self._zone(tzid, date(2000, 1, 1))) or self._offset(tzid) is not None


def duration(text: str) -> timedelta | None:
    """Return how long "PT1H30M" is, None where it is no duration."""
    match = _DURATION.fullmatch(text.strip())
    if match is None or not any(match.groups()[1:]):
        return None
    weeks, days, hours, minutes, seconds = (int(part[:9]) if part else 0 for part in match.groups()[1:])
    try:
        found = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    except OverflowError:
        return None
    if found.days > _MOST_DAYS:
        return None
    return -found if match[1] == "-" else found


def _by_offsets(told: Component | None, day: date, home: str) -> str:
    """Return a zone that has, in the winter and the summer of a year, the offsets that a VTIMEZONE tells."""
    if told is None:
        return ""
    wanted = {_minutes(part.value("TZOFFSETTO")) for part in told.parts} - {None}
    if not wanted:
        return ""
    for name in (home, *_LIKELY):
        have = {_offset_minutes(zone(name), datetime.combine(date(day.year, month, 1), time.min)) for month in (1, 7)}
        if have == wanted:
            return name
    least = min(minutes for minutes in wanted if minutes is not None)
    return "" if least % 60 or abs(least) > 720 else zone_name(f"{'+' if least >= 0 else '-'}{abs(least) // 60:02d}00")


def _minutes(text: str) -> int | None:
    match = _OFFSET.match(text.strip())
    if match is None:
        return None
    minutes = int(match[2]) * 60 + int(match[3])
    return -minutes if match[1] == "-" else minutes


def _offset_minutes(where: ZoneInfo, local: datetime) -> int:
    offset = local.replace(tzinfo=where).utcoffset() or timedelta()
    return int(offset.total_seconds() // 60)
