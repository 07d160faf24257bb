"""Partial dates as people write them, in French and English: a year, a month of a year, a day with or without one."""

import re

from carnet.domain.dates import PartialDate, Precision
from carnet.domain.day_words import MONTHS
from carnet.domain.text import flatten

_SLASHED = re.compile(r"(?:(\d{1,2})[/.-])?(\d{1,2})[/.-](\d{4})")
_DAY_MONTH = re.compile(r"(\d{1,2})[/.-](\d{1,2})")
_WORD = re.compile(r"[a-z]+|\d+")
_NOISE = frozenset({"le", "en", "depuis", "the", "of", "in", "since", "on", "er", "st", "nd", "rd", "th"})


def read_partial_date(text: str) -> PartialDate | None:
    """Return the date that a text says, as precise as it says it; None where it says none, or none that exists."""
    typed = flatten(text.strip())[0]
    try:
        return _iso(typed) or _slashed(typed) or _worded(typed)
    except ValueError:
        return None


def read_birthday(text: str) -> PartialDate | None:
    """Return a birthday, with its year or without; None where the day is missing, or there is none such."""
    found = read_partial_date(text)
    return found if found is not None and found.precision in {Precision.DAY, Precision.MONTH_DAY} else None


def _iso(text: str) -> PartialDate | None:
    return PartialDate(text) if re.fullmatch(r"\d{4}(-\d{2}){0,2}|--\d{2}-\d{2}", text) else None


def _slashed(text: str) -> PartialDate | None:
    if match := _SLASHED.fullmatch(text):
        return _made(match[1], int(match[2]), match[3])
    if match := _DAY_MONTH.fullmatch(text):
        return _made(match[1], int(match[2]), None)
    return None


def _worded(text: str) -> PartialDate | None:
    words = [word for word in _WORD.findall(text) if word not in _NOISE]
    months = [MONTHS[word] for word in words if word in MONTHS]
    days = [word for word in words if word.isdigit() and len(word) < 3]
    years = [word for word in words if len(word) == 4 and word.isdigit()]
    if len(months) != 1 or len(days) > 1 or len(years) > 1 or len(words) != 1 + len(days) + len(years):
        return None
    return _made(days[0] if days else None, months[0], years[0] if years else None) if days or years else None


def _made(day: str | None, month: int, year: str | None) -> PartialDate:
    start = f"{year}-" if year else "--"
    return PartialDate(f"{start}{month:02}" + (f"-{int(day):02}" if day else ""))
