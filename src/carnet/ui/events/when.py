"""Days and hours of an event between what people type, the form, and aware instants."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from carnet.domain.days import read_day
from carnet.domain.events import NetworkingEvent, Planned
from carnet.domain.zones import days_of, instant_of, local_day, zone
from carnet.ui.kit.clocks import machine_zone
from carnet.words import _, recurrence
from carnet.words.formats import clock_time, near_day, short_day, time_of_day

_TIME = re.compile(r"^\s*(\d{1,2})\s*(?:[h:.]\s*(\d{2})?)?\s*$", re.IGNORECASE)


def read_time(text: str) -> time | None:
    """Return the time of day of "18 h 30", "18:30", "18h" or "18"."""
    found = _TIME.match(text.replace("\u00a0", " ").replace("\u202f", " "))
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def read_date(text: str, today: date) -> date | None:
    """Return the day of what was typed; a full date may be past, as "12/10/2025" or "19 nov. 2026"."""
    return read_day(text, today) or read_day(text.split(" ", 1)[-1], today)


def instant(day: date, at: time, tz: str) -> datetime:
    """Return the instant of a local time; of the hour that a DST night repeats, the first."""
    return instant_of(datetime.combine(day, at), tz)


def day_of(row: Planned) -> date | None:
    """Return the day on which an event starts, in its own zone."""
    return None if row.starts_at is None else local_day(row.starts_at, row.tz)


def days_taken(row: Planned) -> tuple[date, date] | None:
    """Return the first and last day of an event, None where it has no date."""
    return None if row.starts_at is None else days_of(row.starts_at, row.ends_at, row.tz)


def hours(event: NetworkingEvent) -> str:
    """Return "18 h 30 à 21 h", "all day", or nothing."""
    if event.starts_at is None:
        return ""
    if event.all_day:
        last = last_day(event)
        first = local_day(event.starts_at, event.tz)
        return _("all day") if last is None or last <= first else _("until {day}").format(day=short_day(last))
    start = clock_time(event.starts_at, event.tz)
    if event.ends_at is None:
        return start
    end = clock_time(event.ends_at, event.tz)
    first, last = days_of(event.starts_at, event.ends_at, event.tz)
    if last > first:
        end = f"{short_day(local_day(event.ends_at, event.tz))}, {end}"
    return _("{start} to {end}").format(start=start, end=end)


def here(event: NetworkingEvent, home: str) -> str:
    """Return when an event starts on the user's clock, "" where that is the hour it is told in.

    Args:
        event: where it takes place and when.
        home: the zone that the user chose to live in, "" for that of the machine.
    """
    at = event.starts_at
    if at is None or event.all_day:
        return ""
    mine = at.astimezone(_zone_of(home))
    if mine.utcoffset() == at.astimezone(zone(event.tz)).utcoffset():
        return ""
    other = "" if mine.date() == local_day(at, event.tz) else f", {short_day(mine.date())}"
    return _("{time} by your clock").format(time=time_of_day(mine.time())) + other


def _zone_of(home: str) -> ZoneInfo | None:
    """Return the user's zone by the package's rules, None for what only the machine's clock knows."""
    name = home or machine_zone()
    return zone(name) if name else None


def rhythm(series: NetworkingEvent) -> str:
    """Return the rule of a series in words, as a sentence begins."""
    assert series.starts_at is not None
    text = recurrence.say(series.rrule, local_day(series.starts_at, series.tz))
    return text[:1].upper() + text[1:]


def last_day(event: NetworkingEvent) -> date | None:
    """Return the last day of an all-day event, whose end is the midnight after it."""
    if event.ends_at is None:
        return None
    return local_day(event.ends_at - timedelta(microseconds=1), event.tz)


def ago(day: date, today: date) -> str:
    """Return "hier", "aujourd'hui" or the day."""
    words = {0: _("today"), -1: _("yesterday"), 1: _("tomorrow")}
    text = words.get((day - today).days) or near_day(day, today)
    return text[:1].upper() + text[1:]
