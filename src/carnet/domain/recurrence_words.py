"""Rules of series as people say them, in both languages: "tous les 2ᵉ mardis du mois", "every 2 weeks on Monday"."""

import re
from collections.abc import Callable
from datetime import date

from carnet.domain.days import read_day
from carnet.domain.text import flatten

_DAYS = (
    ("lundi", "monday"),
    ("mardi", "tuesday"),
    ("mercredi", "wednesday"),
    ("jeudi", "thursday"),
    ("vendredi", "friday"),
    ("samedi", "saturday"),
    ("dimanche", "sunday"),
)
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_OF_DAY = {word: _CODES[at] for at, words in enumerate(_DAYS) for word in words}
_MONTHS = (
    ("janvier", "january"),
    ("fevrier", "february"),
    ("mars", "march"),
    ("avril", "april"),
    ("mai", "may"),
    ("juin", "june"),
    ("juillet", "july"),
    ("aout", "august"),
    ("septembre", "september"),
    ("octobre", "october"),
    ("novembre", "november"),
    ("decembre", "december"),
)
_OF_MONTH = {word: at for at, words in enumerate(_MONTHS, 1) for word in words}
_NUMBERS = {"deux": 2, "two": 2, "other": 2, "trois": 3, "three": 3, "quatre": 4, "four": 4, "six": 6}
_RANKS = {
    "premier": 1,
    "first": 1,
    "deuxieme": 2,
    "second": 2,
    "troisieme": 3,
    "third": 3,
    "quatrieme": 4,
    "fourth": 4,
    "cinquieme": 5,
    "fifth": 5,
    "dernier": -1,
    "last": -1,
}
_UNITS = {
    "jour": "DAILY",
    "day": "DAILY",
    "semaine": "WEEKLY",
    "week": "WEEKLY",
    "mois": "MONTHLY",
    "month": "MONTHLY",
    "an": "YEARLY",
    "annee": "YEARLY",
    "year": "YEARLY",
}
_DAY = "|".join(_OF_DAY)
_MONTH = "|".join(_OF_MONTH)
_N = rf"\d{{1,3}}|{'|'.join(_NUMBERS)}"
_RANK = rf"(?:\d(?:er|re|e|eme|st|nd|rd|th)?|{'|'.join(_RANKS)})s?"
_OF_EACH = r" (?:du|de chaque|of the|of each|of every) (?:mois|month)"
_AND = r"(?:,| et | and |/)"
_EVERY = r"(?:chaque|tous les|toutes les|every|each|le|the)"
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))

_COUNT = re.compile(r"[,;]?\s*(?:pendant |for )?(\d{1,4}) (?:fois|times)$")
_UNTIL = re.compile(r"[,;]?\s*(?:jusqu'?\s?(?:au|a|en)|until|till)\s+(?:le )?(.+)$")
_PLAIN = re.compile(rf"(?:{_EVERY} )?(?:({_N}) )?({_UNIT})s?")
_ON_DAYS = re.compile(rf"{_EVERY} ((?:{_DAY})s?(?:\s*{_AND}\s*(?:(?:le|the|on) )?(?:{_DAY})s?)*)")
_RANKED = re.compile(rf"{_EVERY} ({_RANK}(?:\s*{_AND}\s*{_RANK})*) ({_DAY})s?(?:{_OF_EACH})?")
_NTH_DAY = r"(?:(?:le|on the|the) )?(\d{1,2}|dernier jour|last day)(?:er|e|st|nd|rd|th)?"
_MONTH_DAY = re.compile(rf"{_NTH_DAY}(?:{_OF_EACH})?")
_EACH_MONTH_DAY = re.compile(_NTH_DAY + _OF_EACH)
_YEAR_DAY = re.compile(
    rf"(?:le |on |the )?(\d{{1,2}})(?:er|st|nd|rd|th)?(?: of)? ({_MONTH})|(?:le |on )?({_MONTH}) (\d{{1,2}})"
)
_WORKING = re.compile(
    r"(?:chaque|tous les|every|each) (?:jours? (?:de semaine|ouvres?|ouvrables?)|weekdays?|working days?)"
)


def read(text: str, today: date) -> str | None:
    """Return the rule that a text says ("chaque semaine le lundi" is "FREQ=WEEKLY;BYDAY=MO"), None where it says none.

    "FREQ=…" itself is understood, too; days of the end without a year come after `today`.
    """
    if text.strip().upper().startswith(("FREQ=", "RRULE:")):
        return text.strip().upper().removeprefix("RRULE:")
    said = " ".join(flatten(text)[0].replace("’", "'").split()).rstrip(" .")
    end = ""
    if match := _COUNT.search(said):
        said, end = said[: match.start()], f";COUNT={int(match[1])}" if int(match[1]) else ""
    elif match := _UNTIL.search(said):
        last = read_day(match[1], today)
        if last is None:
            return None
        said, end = said[: match.start()], f";UNTIL={last:%Y%m%d}"
    rule = _rule(said.strip(" ,;"))
    return None if rule is None else rule + end


def _rule(said: str) -> str | None:
    for pattern, reading in _READINGS:
        if match := pattern.fullmatch(said):
            return reading(match)
    return _with_unit(said)


def _with_unit(said: str) -> str | None:
    """Return the rule of a period and what day of it: "tous les 2 mois, le 2e mardi", "every year on 12 March"."""
    match = _PLAIN.match(said)
    if match is None or not said.startswith(("chaque", "tou", "every", "each")):
        return None
    frequency = f"FREQ={_UNITS[match[2]]}" + _interval(match[1])
    rest = said[match.end() :].strip(" ,;")
    if not rest:
        return frequency
    rest = rest.removeprefix("on ").strip()
    detail = _detail(_UNITS[match[2]], rest if rest.startswith(("le ", "les ", "the ")) else f"le {rest}")
    return None if detail is None else frequency + detail


def _detail(frequency: str, rest: str) -> str | None:
    rest = rest.replace("les ", "le ", 1) if rest.startswith("les ") else rest
    if frequency == "WEEKLY" and (match := _ON_DAYS.fullmatch(rest)):
        return f";BYDAY={_days(match[1])}"
    if frequency == "MONTHLY" and (match := _RANKED.fullmatch(rest)):
        return f";BYDAY={_ranked(match)}"
    if frequency == "MONTHLY" and (match := _MONTH_DAY.fullmatch(rest)):
        return _month_day(match)
    if frequency == "YEARLY" and (match := _YEAR_DAY.fullmatch(rest)):
        return _year_day(match)
    return None


def _interval(number: str | None) -> str:
    n = _NUMBERS.get(number or "") or int(number or 1)
    return f";INTERVAL={n}" if n > 1 else ""


def _days(text: str) -> str:
    found = {_OF_DAY[word] for word in re.findall(_DAY, text)}
    return ",".join(code for code in _CODES if code in found)


def _ranked(match: "re.Match[str]") -> str:
    ranks = [_rank(word) for word in re.findall(_RANK, match[1])]
    return ",".join(f"{rank}{_OF_DAY[match[2]]}" for rank in dict.fromkeys(ranks) if rank)


def _rank(word: str) -> int:
    if word[0].isdigit():
        return int(word[0]) if int(word[0]) <= 5 else 0
    return _RANKS.get(word) or _RANKS[word.removesuffix("s")]


def _month_day(match: "re.Match[str]") -> str | None:
    day = int(match[1]) if match[1].isdigit() else -1
    return f";BYMONTHDAY={day}" if day in {-1, *range(1, 32)} else None


def _year_day(match: "re.Match[str]") -> str:
    month, day = (match[2], match[1]) if match[2] else (match[3], match[4])
    return f";BYMONTH={_OF_MONTH[month]};BYMONTHDAY={int(day)}"


def _on_days(match: "re.Match[str]") -> str:
    return f"FREQ=WEEKLY;BYDAY={_days(match[1])}"


def _on_ranked(match: "re.Match[str]") -> str | None:
    ranked = _ranked(match)
    return f"FREQ=MONTHLY;BYDAY={ranked}" if ranked else None


def _on_month_day(match: "re.Match[str]") -> str | None:
    said = _month_day(match)
    return None if said is None else "FREQ=MONTHLY" + said


def _on_working_days(_match: "re.Match[str]") -> str:
    return "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"


_READINGS: tuple[tuple["re.Pattern[str]", Callable[["re.Match[str]"], str | None]], ...] = (
    (_WORKING, _on_working_days),
    (_ON_DAYS, _on_days),
    (_RANKED, _on_ranked),
    (_EACH_MONTH_DAY, _on_month_day),
)
