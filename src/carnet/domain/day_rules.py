"""How each way of writing a day is read: one pattern over flat text, and the day that it names."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cache

from carnet.domain import day_words as words

Reading = Callable[[re.Match[str], date, bool], date | None]


def _either(names: Iterable[str]) -> str:
    """Return the alternatives of a pattern, longest first."""
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


_WEEKDAY = _either(words.WEEKDAYS)
_MONTH = _either(words.MONTHS)
_ON_WEEKDAY = rf"(?:(?:{_WEEKDAY})\s+(?:le\s+|the\s+)?)?"


def _word(match: re.Match[str], today: date, _past: bool) -> date:
    return today + timedelta(days=words.RELATIVE[match[0]])


def _weekday(match: re.Match[str], today: date, past: bool) -> date:
    """« mardi », "next tuesday", « mardi en huit », « mardi dernier »."""
    ahead = (words.WEEKDAYS[match["weekday"]] - today.weekday() - 1) % 7 + 1
    around = f"{match['before'] or ''} {match['after'] or ''}"
    if "last" in around or "dernier" in around or (past and not around.strip()):
        return today + timedelta(days=ahead - 7 if ahead < 7 else -7)
    weeks = 1 if "huit" in around else 2 if "quinze" in around else 0
    return today + timedelta(days=ahead + 7 * weeks)


def _iso(match: re.Match[str], _today: date, _past: bool) -> date:
    return date.fromisoformat(match["iso"])


def _numeric(match: re.Match[str], today: date, past: bool) -> date | None:
    """Day first; month first only where nothing else makes sense (12/25)."""
    day, month = int(match["day"]), int(match["month"])
    if month > 12 >= day:
        day, month = month, day
    return _dated(day, month, match["year"], today, past)


def _day_and_month(match: re.Match[str], today: date, past: bool) -> date | None:
    return _dated(int(match["day"]), words.MONTHS[match["month"]], match["year"], today, past)


def _dated(day: int, month: int, year: str | None, today: date, past: bool) -> date | None:
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    step = -1 if past else 1
    for each in range(today.year, today.year + 9 * step, step):
        if day <= monthrange(each, month)[1]:
            found = date(each, month, day)
            if (found <= today) if past else (found >= today):
                return found
    return None


def _part_of_month(match: re.Match[str], today: date, past: bool) -> date | None:
    """« en septembre », « fin septembre », "mid September", « septembre 2027 »."""
    if past:
        return None
    part, month = words.PARTS.get(match["part"] or "", "start"), words.MONTHS[match["month"]]
    if match["year"]:
        return _within_month(int(match["year"]), month, part)
    found = _within_month(today.year, month, part)
    is_ahead = found > today or (found == today and part == "end")
    return found if is_ahead else _within_month(today.year + 1, month, part)


def _within_month(year: int, month: int, part: str) -> date:
    return date(year, month, {"start": 1, "middle": 15, "end": monthrange(year, month)[1]}[part])


def _count(match: re.Match[str], today: date, _past: bool) -> date | None:
    """« 3 j », "in two weeks", « il y a 3 jours »; « un jour » alone is no day."""
    if match["number"] in {"un", "one", "a"} and match["unit"] in {"jour", "day"} and not match["within"]:
        return None
    number = int(words.NUMBERS.get(match["number"], match["number"]))
    if match["ago"] or match["since"]:
        number = -number
    unit = words.UNITS[match["unit"]]
    if unit in {"day", "week"}:
        return today + timedelta(days=number * (7 if unit == "week" else 1))
    return _months_later(today, number * (12 if unit == "year" else 1))


def _months_later(today: date, months: int) -> date:
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _days_plus(match: re.Match[str], today: date, _past: bool) -> date:
    return today + timedelta(days=int(match["number"]))


def _end_of_period(match: re.Match[str], today: date, _past: bool) -> date:
    period, is_next = words.PERIODS[match["period"]], bool(match["next"] or match["after"])
    if period == "week":
        friday = today + timedelta(days=4 - today.weekday() + (7 if is_next else 0))
        return friday if friday >= today else friday + timedelta(days=7)
    if period == "year":
        return date(today.year + is_next, 12, 31)
    later = _months_later(today.replace(day=1), int(is_next))
    return _within_month(later.year, later.month, "end")


def _next_period(match: re.Match[str], today: date, _past: bool) -> date:
    """The first day of the next week, month or year."""
    period = words.PERIODS[match["french"] or match["english"]]
    if period == "week":
        return today + timedelta(days=7 - today.weekday())
    return date(today.year + 1, 1, 1) if period == "year" else _months_later(today.replace(day=1), 1)


def _weekend(_match: re.Match[str], today: date, past: bool) -> date | None:
    return None if past else today + timedelta(days=(5 - today.weekday() - 1) % 7 + 1)


def _day_of_month(match: re.Match[str], today: date, past: bool) -> date | None:
    """« le 15 », "on the 15th", « lundi 23 »: the nearest month that has this day."""
    day, first = int(match["day"]), today.replace(day=1)
    for months in range(4):
        month = _months_later(first, -months if past else months)
        if 1 <= day <= monthrange(month.year, month.month)[1]:
            found = month.replace(day=day)
            if (found <= today) if past else (found >= today):
                return found
    return None


_PATTERNS: tuple[tuple[str, Reading], ...] = (
    (rf"\b(?:{_either(words.RELATIVE)})\b", _word),
    (
        (
            rf"\b(?:(?P<before>next|last|this|ce)\s+)?(?P<weekday>{_WEEKDAY})\b"
            r"(?:\s+(?P<after>prochain|dernier|en\s+huit|en\s+quinze)\b)?"
        ),
        _weekday,
    ),
    (rf"\b{_ON_WEEKDAY}(?P<iso>\d{{4}}-\d\d-\d\d)\b", _iso),
    (
        (
            rf"(?<![\w/.+-]){_ON_WEEKDAY}(?!24/7)(?P<day>\d\d?)(?:/(?P<month>\d\d?)"
            r"(?:/(?P<year>\d{4}|\d\d))?)(?![/.-]?\d)(?!\s*(?:journee|heure|h\b|day|hour|j\b))"
        ),
        _numeric,
    ),
    (
        (
            rf"(?<![\w/.+-]){_ON_WEEKDAY}(?P<day>\d\d?)(?P<mark>[.-])(?P<month>\d\d?)"
            r"(?P=mark)(?P<year>\d{4}|\d\d)(?![/.-]?\d)"
        ),
        _numeric,
    ),
    (
        (
            rf"(?<![\w/.-]){_ON_WEEKDAY}(?P<day>\d\d?)(?:er|st|nd|rd|th)?\s+(?:of\s+)?"
            rf"(?P<month>{_MONTH})\b\.?(?:\s+(?P<year>\d{{4}})\b)?"
        ),
        _day_and_month,
    ),
    (
        rf"\b{_ON_WEEKDAY}(?P<month>{_MONTH})\b\.?\s+(?P<day>\d\d?)(?:st|nd|rd|th)?\b(?:,?\s+(?P<year>\d{{4}})\b)?",
        _day_and_month,
    ),
    (
        (
            rf"\b(?P<part>{_either(words.PARTS)})[\s-]+(?:de\s+|d'|du\s+mois\s+de\s+)?"
            rf"(?P<month>{_MONTH})\b\.?(?:\s+(?P<year>\d{{4}})\b)?"
        ),
        _part_of_month,
    ),
    (
        (
            rf"\b(?P<part>)(?P<month>{_either([name for name in words.MONTHS if name not in words.NOT_ALONE])})\b"
            r"(?:\s+(?P<year>\d{4})\b)?"
        ),
        _part_of_month,
    ),
    (
        (
            r"\b(?:(?P<ago>il\s+y\s+a)\s+)?(?:(?P<within>dans|d'ici|sous|in|within)\s+)?"
            rf"(?P<number>\b\d{{1,3}}(?=\s*(?:{_either(words.UNITS)})\b)"
            rf"|\b(?:{_either(words.NUMBERS)})(?=\s+(?:{_either(words.LONG_UNITS)})\b))"
            rf"\s*(?P<unit>{_either(words.UNITS)})\b(?!')(?:\s+(?P<since>ago|plus\s+tot|earlier)\b)?"
        ),
        _count,
    ),
    (r"\bj\s?\+\s?(?P<number>\d{1,3})\b", _days_plus),
    (
        (
            r"\b(?:fin\s+(?:de\s+la\s+|de\s+l'|de\s+|du\s+|d'|l'|la\s+)?|end\s+of\s+(?:the\s+)?)(?P<next>next\s+)?"
            rf"(?P<period>{_either(words.PERIODS)})\b(?:\s+(?P<after>prochaine?)\b)?"
        ),
        _end_of_period,
    ),
    (
        (
            r"\b(?:(?:la\s+|le\s+|l')?"
            rf"(?P<french>{_either(words.PERIODS)})\s+prochaine?|next\s+(?P<english>{_either(words.PERIODS)}))\b"
        ),
        _next_period,
    ),
    (r"\b(?:(?:ce|this|le|next)\s+)?week[\s-]?end(?:\s+prochain)?\b", _weekend),
    (
        (
            rf"\b(?:(?:{_WEEKDAY})\s+(?:le\s+)?|le\s+|on\s+the\s+)(?P<day>\d\d?)(?:er|st|nd|rd|th)?"
            r"(?=\s*(?:$|[,.;:)!?]|du\s+mois\b|of\s+the\s+month\b))"
        ),
        _day_of_month,
    ),
)


@cache
def rules() -> tuple[tuple[re.Pattern[str], Reading], ...]:
    """Return the patterns with their readings, compiled at the first day read: start-up needs none."""
    return tuple((re.compile(pattern), reading) for pattern, reading in _PATTERNS)
