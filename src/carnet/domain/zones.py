"""Time zones: the one door to the tz database, that of the package, so that every machine knows the same rules."""

import zoneinfo
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import tzdata

HOME = "Europe/Paris"
"""Zone of events that are not said to take place elsewhere."""

OVERNIGHT = timedelta(hours=18)
"""How long something may last beyond midnight and still be of the day on which it began."""

zoneinfo.reset_tzpath([str(Path(tzdata.__file__).absolute().parent / "zoneinfo")])


def zone(name: str) -> ZoneInfo:
    """Return a zone of the tz database, UTC where there is no name.

    Raises:
        ValueError: there is none of this name.
    """
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, OSError) as error:
        raise ValueError(name) from error


@cache
def names() -> tuple[str, ...]:
    """Return the names of all zones that people speak of: those of a region, and UTC."""
    listed = (Path(tzdata.__file__).absolute().parent / "zones").read_text("utf-8").split()
    return tuple(name for name in listed if name == "UTC" or ("/" in name and not name.startswith("Etc/")))


def wall(instant: datetime, tz: str) -> datetime:
    """Return the naive time on the wall of a zone; of an hour that a night repeats, it does not tell which."""
    return instant.astimezone(zone(tz)).replace(tzinfo=None, fold=0)


def instant_of(local: datetime, tz: str) -> datetime:
    """Return the instant, in UTC, of a naive time on the wall; of one that a DST night skips, the hour after."""
    return local.replace(tzinfo=zone(tz)).astimezone(UTC)


def midnight(day: date, tz: str) -> datetime:
    """Return the instant, in UTC, at which a day starts in a zone."""
    return instant_of(datetime.combine(day, time.min), tz)


def days_of(starts_at: datetime, ends_at: datetime | None, tz: str) -> tuple[date, date]:
    """Return the first and last day of what takes place then; an evening that ends after midnight is of its day."""
    first = local_day(starts_at, tz)
    if ends_at is None or ends_at - starts_at <= OVERNIGHT:
        return first, first
    # An end at midnight belongs to the day before.
    return first, max(first, local_day(ends_at - timedelta(microseconds=1), tz))


def local_day(instant: datetime, tz: str) -> date:
    """Return the day of an instant in an IANA zone, in UTC where there is none."""
    return instant.astimezone(zone(tz)).date()
