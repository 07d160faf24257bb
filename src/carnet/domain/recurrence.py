"""Series: their rules (RFC 5545, section 3.3.10), and when they take place; the one door to `dateutil`'s rules.

The library counts from the start of a series and searches without end where nothing matches. So what is asked of it
always starts near the window, and a rule is tried first where the calendar ends soon: in the last years before 9999.
"""

import calendar
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from carnet.domain.zones import instant_of, wall
from carnet.errors import Refused

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
MOST = 10_000
"""Of one series at once."""
_TOO_FREQUENT = ("HOURLY", "MINUTELY", "SECONDLY")
_WEEKDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?")
_LIMITS = {
    "BYMONTH": (1, 12, False),
    "BYMONTHDAY": (1, 31, True),
    "BYYEARDAY": (1, 366, True),
    "BYWEEKNO": (1, 53, True),
    "BYSETPOS": (1, 366, True),
    "BYHOUR": (0, 23, False),
    "BYMINUTE": (0, 59, False),
    "BYSECOND": (0, 59, False),
}
_LONGEST = 2_000
_CYCLE = 28
"""Years after which days of the week and leap years come back."""


class RuleReason:
    """Why a rule is none."""

    BAD = "bad_rule"
    TOO_FREQUENT = "rule_too_frequent"
    NEVER = "rule_without_occurrence"


class Weekday(NamedTuple):
    """A day of the week, 0 for Monday; `nth` of the month or year, from its end below zero, None for each."""

    day: int
    nth: int | None = None

    def __str__(self) -> str:
        return f"{self.nth or ''}{DAYS[self.day]}"


class Until(NamedTuple):
    """The last instant of a rule: on the wall of the series, or in UTC; or its last day."""

    at: datetime
    is_utc: bool = False
    is_day: bool = False

    def __str__(self) -> str:
        return f"{self.at:%Y%m%d}" if self.is_day else f"{self.at:%Y%m%dT%H%M%S}{'Z' if self.is_utc else ''}"

    def on_wall(self, tz: str) -> datetime:
        """Return the last time on the wall of a zone."""
        if self.is_day:
            return datetime.combine(self.at.date(), time.max)
        return wall(self.at.replace(tzinfo=UTC), tz) if self.is_utc else self.at


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule in its parts; `numbers` are the lists of numbers by their names ("BYMONTH")."""

    frequency: str
    interval: int = 1
    count: int | None = None
    until: Until | None = None
    days: tuple[Weekday, ...] = ()
    numbers: tuple[tuple[str, tuple[int, ...]], ...] = ()
    week_start: int = 0

    def __str__(self) -> str:
        parts = [f"FREQ={self.frequency}"]
        parts += [f"INTERVAL={self.interval}"] * (self.interval > 1)
        parts += [f"COUNT={self.count}"] * (self.count is not None)
        parts += [f"UNTIL={self.until}"] * (self.until is not None)
        parts += [f"BYDAY={','.join(map(str, self.days))}"] * bool(self.days)
        parts += [f"{name}={','.join(map(str, values))}" for name, values in self.numbers]
        parts += [f"WKST={DAYS[self.week_start]}"] * bool(self.week_start)
        return ";".join(parts)

    def by(self, name: str) -> tuple[int, ...]:
        """Return a list of numbers of the rule, empty where it has none of this name."""
        return dict(self.numbers).get(name, ())


def parse(text: str) -> Rule:
    """Return the parts of a rule ("FREQ=MONTHLY;BYDAY=2TU").

    Raises:
        Refused: "bad_rule", or "rule_too_frequent" for one that comes back within a day.
    """
    try:
        return _parse(text)
    except (ValueError, KeyError) as error:
        raise Refused(RuleReason.BAD, field="rrule", rule=text[:80]) from error


@lru_cache(maxsize=1024)
def _parse(text: str) -> Rule:
    if len(text) > _LONGEST:
        raise ValueError(len(text))
    parts = dict(_named(part) for part in text.strip().removeprefix("RRULE:").split(";") if part.strip())
    frequency = parts.pop("FREQ")
    if frequency in _TOO_FREQUENT:
        raise Refused(RuleReason.TOO_FREQUENT, field="rrule")
    if frequency not in FREQUENCIES:
        raise ValueError(frequency)
    until, count = parts.pop("UNTIL", ""), parts.pop("COUNT", "")
    rule = Rule(
        frequency=frequency,
        interval=_positive(parts.pop("INTERVAL", "1")),
        count=_positive(count) if count else None,
        until=_until(until) if until else None,
        days=tuple(_weekday(day, frequency) for day in parts.pop("BYDAY", "").split(",") if day),
        week_start=DAYS.index(parts.pop("WKST", "MO")),
        numbers=tuple((name, _numbers(name, parts.pop(name))) for name in _LIMITS if parts.get(name)),
    )
    if any(not name.startswith("X-") for name in parts):
        raise ValueError(text)
    if any(len(rule.by(name)) > 1 for name in ("BYHOUR", "BYMINUTE", "BYSECOND")):
        raise Refused(RuleReason.TOO_FREQUENT, field="rrule")
    return rule


def _named(part: str) -> tuple[str, str]:
    name, _, value = part.upper().replace(" ", "").partition("=")
    return name, value


def _positive(text: str) -> int:
    number = int(text)
    if not 0 < number <= 100_000:
        raise ValueError(text)
    return number


def _until(text: str) -> Until:
    match = _UNTIL.fullmatch(text)
    if match is None:
        raise ValueError(text)
    day = datetime.combine(date(int(match[1]), int(match[2]), int(match[3])), time.min)
    if match[4] is None:
        return Until(day, is_day=True)
    return Until(day.replace(hour=int(match[4]), minute=int(match[5]), second=int(match[6])), is_utc=match[7] == "Z")


def _weekday(text: str, frequency: str) -> Weekday:
    match = _WEEKDAY.fullmatch(text)
    if match is None:
        raise ValueError(text)
    nth = int(match[1]) if match[1] and frequency in {"MONTHLY", "YEARLY"} else None
    if nth is not None and not 0 < abs(nth) <= 53:
        raise ValueError(text)
    return Weekday(DAYS.index(match[2]), nth)


def _numbers(name: str, text: str) -> tuple[int, ...]:
    least, most, both_ways = _LIMITS[name]
    found = tuple(dict.fromkeys(int(part) for part in text.split(",")))
    if not all(least <= (abs(number) if both_ways else number) <= most for number in found):
        raise ValueError(text)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """When a series takes place; instants are aware UTC.

    Attributes:
        starts_at: of the first occurrence, which takes place whatever the rule says.
        tz: on whose wall the rule is read.
        rdates: starts besides those of the rule.
        exdates: starts that are left out.
    """

    rrule: str
    starts_at: datetime
    tz: str
    rdates: tuple[datetime, ...] = ()
    exdates: tuple[datetime, ...] = ()


def checked(rrule: str, starts_at: datetime, tz: str) -> str:
    """Return a rule as it is kept.

    Raises:
        Refused: "bad_rule", "rule_too_frequent", or "rule_without_occurrence" for a day that never comes.
    """
    rule = parse(rrule)
    if not _comes(str(replace(rule, count=None, until=None)), wall(starts_at, tz)):
        raise Refused(RuleReason.NEVER, field="rrule")
    return str(replace(rule, until=_by_day(rule.until, tz)))


def _by_day(until: Until | None, tz: str) -> Until | None:
    """Return the end of a rule as a day, where it is the last second of one, as calendars must write it."""
    if until is None or until.is_day or until.on_wall(tz).time() != time(23, 59, 59):
        return until
    return Until(datetime.combine(until.on_wall(tz).date(), time.min), is_day=True)


def ended(rrule: str, last: date) -> str:
    """Return a rule that ends with a day."""
    until = Until(datetime.combine(last, time.min), is_day=True)
    return str(replace(parse(rrule), count=None, until=until))


def moved(rrule: str, first: date, before: date, after: date) -> tuple[str, date] | None:
    """Return a rule and its first day once what took place on one day does on another; None where that has no words.

    A rank in the month goes with the day: the 2nd Tuesday becomes the 2nd Wednesday, or the 3rd one.
    """
    rule = parse(rrule)
    names = {name for name, _values in rule.numbers}
    if rule.frequency in {"DAILY", "WEEKLY"}:
        if names or len(rule.days) > (rule.frequency == "WEEKLY"):
            return None
        days = (Weekday(after.weekday()),) * len(rule.days)
        return str(replace(rule, days=days)), first + (after - before)
    months = (after.year - before.year) * 12 + after.month - before.month
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    if rule.frequency == "MONTHLY" and not names and len(rule.days) == 1 and rule.days[0].nth:
        nth = _rank_of(after, from_end=rule.days[0].nth < 0)
        return str(replace(rule, days=(Weekday(after.weekday(), nth),))), _ranked(year, month + 1, after.weekday(), nth)
    if rule.days or names - {"BYMONTH", "BYMONTHDAY"} or any(len(values) > 1 for _name, values in rule.numbers):
        return None
    numbers: list[tuple[str, tuple[int, ...]]] = [("BYMONTHDAY", (after.day,))]
    if rule.frequency == "YEARLY":
        numbers, month = [("BYMONTH", (after.month,)), *numbers], after.month - 1
    elif "BYMONTH" in names:
        return None
    last = calendar.monthrange(year, month + 1)[1]
    return str(replace(rule, numbers=tuple(numbers))), date(year, month + 1, min(after.day, last))


def fewer(rrule: str, gone: int) -> str:
    """Return a rule that tells how often without the times that are over; one that does not as it is."""
    rule = parse(rrule)
    return rrule if rule.count is None else str(replace(rule, count=max(1, rule.count - gone)))


def _rank_of(day: date, *, from_end: bool) -> int:
    last = calendar.monthrange(day.year, day.month)[1]
    return -1 if from_end and day.day > last - 7 else (day.day - 1) // 7 + 1


def _ranked(year: int, month: int, weekday: int, nth: int) -> date:
    days = [day for day, at in calendar.Calendar().itermonthdays2(year, month) if day and at == weekday]
    return date(year, month, days[-1] if nth < 0 else days[min(nth, len(days)) - 1])


def starts(series: Series, start: datetime, end: datetime) -> list[datetime]:
    """Return when a series takes place from an instant to another, both included, in order: at most `MOST` times."""
    ruled = _ruled(series, start, end)
    besides = (at for at in (series.starts_at, *series.rdates) if start <= at <= end)
    left_out = frozenset(series.exdates)
    return sorted({*ruled, *besides} - left_out)[:MOST]


def _ruled(series: Series, start: datetime, end: datetime) -> Iterator[datetime]:
    first = wall(series.starts_at, series.tz)
    # A wall clock stands still or jumps in two nights a year: what is near the edges is asked for and then compared.
    low, high = (_shifted(wall(at, series.tz), by) for at, by in ((start, -1), (end, 1)))
    for local in _locals(series.rrule, first, series.tz, low, high):
        at = instant_of(local, series.tz)
        if start <= at <= end:
            yield at


def _shifted(local: datetime, days: int) -> datetime:
    try:
        return local + timedelta(days=days)
    except OverflowError:
        return local


def _locals(rrule: str, first: datetime, tz: str, low: datetime, high: datetime) -> list[datetime]:
    """Return the times on the wall at which a rule takes place between two others."""
    try:
        rule = parse(rrule)
    except Refused:  # written past Carnet
        return []
    if not _comes(str(replace(rule, count=None, until=None)), first):
        return []
    last = min(high, rule.until.on_wall(tz) if rule.until else high)
    if rule.count is not None:
        last = min(last, _last_counted(str(rule), first))
    anchor = _anchor(rule, first, low)
    if last < max(low, first):
        return []
    found: list[datetime] = []
    for at in _library(rule, first, anchor):
        if at > last or len(found) >= MOST:
            break
        if at >= max(low, first):
            found.append(at)
    return found


def _anchor(rule: Rule, first: datetime, low: datetime) -> datetime:
    """Return a start in step with the rule, a few of its periods before a window."""
    if low <= first:
        return first
    if rule.frequency in {"DAILY", "WEEKLY"}:
        length = timedelta(days=rule.interval * (7 if rule.frequency == "WEEKLY" else 1))
        return first + max(0, (low - first) // length - 2) * length
    months = rule.interval * (12 if rule.frequency == "YEARLY" else 1)
    since = (low.year - first.year) * 12 + low.month - first.month
    gone = max(0, since // months - 2) * months
    year, month = divmod(first.year * 12 + first.month - 1 + gone, 12)
    return datetime.combine(date(year, month + 1, 1), first.time()) if gone else first


def _library(rule: Rule, first: datetime, anchor: datetime) -> Iterator[datetime]:
    """Return the library's rule from an anchor on; what a start leaves to be understood is said by the true one."""
    from dateutil import rrule as library

    told: dict[str, object] = {name.lower(): values for name, values in rule.numbers}
    if rule.days:
        told["byweekday"] = [library.weekday(day.day, day.nth) for day in rule.days]
        told.pop("byday", None)
    told |= _understood(rule, first)
    frequency = getattr(library, rule.frequency)
    return iter(library.rrule(frequency, dtstart=anchor, interval=rule.interval, wkst=rule.week_start, **told))


def _understood(rule: Rule, first: datetime) -> Mapping[str, object]:
    """Return the day that a rule without one means: that of its start."""
    if rule.days or rule.by("BYMONTHDAY") or rule.by("BYYEARDAY") or rule.by("BYWEEKNO"):
        return {}
    if rule.frequency == "YEARLY":
        return {"bymonth": rule.by("BYMONTH") or first.month, "bymonthday": first.day}
    if rule.frequency == "MONTHLY":
        return {"bymonthday": first.day}
    return {"byweekday": first.weekday()} if rule.frequency == "WEEKLY" else {}


@lru_cache(maxsize=1024)
def _comes(rrule: str, first: datetime) -> bool:
    """Tell whether a rule has an occurrence within one cycle of the calendar, without looking for it for ever."""
    years = range(9999 - 2 * _CYCLE, 9999 - _CYCLE)
    twin = next((year for year in years if _alike(year, first.year)), years[0])
    anchor = first.replace(year=twin)
    return next(_library(parse(rrule), anchor, anchor), None) is not None


def _alike(year: int, other: int) -> bool:
    same_weekday = date(year, 1, 1).weekday() == date(other, 1, 1).weekday()
    return same_weekday and (year - other) % 4 == 0 and calendar.isleap(year) == calendar.isleap(other)


@lru_cache(maxsize=1024)
def _last_counted(rrule: str, first: datetime) -> datetime:
    """Return the last time on the wall of a rule that tells how often; counted once."""
    rule = parse(rrule)
    last = first
    for n, at in enumerate(_library(rule, first, first), 1):
        last = at
        if n >= min(rule.count or 1, MOST):
            break
    return last


def instants(texts: str) -> tuple[datetime, ...]:
    """Return the instants of a list as it is kept: ISO texts in UTC, with commas between; what is none is left out."""
    found = (_instant(text) for text in texts.split(","))
    return tuple(at for at in found if at is not None)


def _instant(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def instants_text(given: Sequence[datetime]) -> str:
    """Return the text of a list of instants, in order, none twice."""
    return ",".join(f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" for at in sorted(set(given)))
