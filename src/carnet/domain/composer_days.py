"""The day of an exchange that stands inside the sentence told of it, not at its start."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from carnet.domain.days import find_day
from carnet.domain.text import flatten

_SEPARATOR = re.compile(r"[;\n]|(?<!\d),|,(?!\d)|\s[-–—]\s|[.!?:](?=\s|$)")
_MARK = re.compile(r"(?:^|(?<=\s))(?:le|on|the)\s+$")
_PART_OF_DAY = re.compile(r"\s*(?:matin|midi|soir|apres-midi|morning|noon|afternoon|evening)?\s*")
_COMPANION = re.compile(r"(?:avec|chez|a|au|aux|en|dans|de|par|et|entre|with|to|at|in|by|her|him|them|us)\b|d'")
# What a day after one of these belongs to is something else than the exchange.
_ELSEWHERE = re.compile(
    r"\b(?:qui|que|dont|car|pour|sur|ou|comme|quand|puis|mais|avant|apres|depuis|jusque?|au sujet|a propos)\b|\bqu'"
    r"|\b(?:that|which|who|about|for|because|when|then|but|before|after|since|until|will)\b"
    r"|(?<!avec )(?<!chez )(?<!\ba )(?<!\bde )\b(?:je|tu|il|elle|on|nous|vous|ils|elles|i|you|he|she|we|they)\b"
    r"|\b(?:du|de|des|d'|of|from|by)\s*$"
)
_MONTHS_BACK = timedelta(days=183)


def day_inside(line: str, start: int, end: int, today: date, *, follows_kind: bool) -> tuple[int, int, date] | None:
    """Return the past day that a sentence names at a clear place, as (start, end, day); its words stay in the sentence.

    A clear place is a segment that says nothing else ("…, hier, …"), or the first one where it goes on right behind
    the kind with company or a place ("café avec elle hier matin", "rencontré au salon le 12/11"), unless a word before
    the day gives it to something else ("le devis du 12/11", "elle part lundi"). Without its year a day may lie half a
    year back.
    """
    for place, (first, last) in enumerate(segments(line, start, end)):
        found = _past_day(line, first, last, today)
        goes_on = follows_kind and place == 0
        if found and (_stands_alone(line, first, last, found) or (goes_on and _has_company(line, first, found))):
            return found
    return None


def segments(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where the parts of a sentence stand that commas and the like set apart."""
    for match in _SEPARATOR.finditer(line, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end


def _past_day(line: str, start: int, end: int, today: date) -> tuple[int, int, date] | None:
    found = find_day(line[start:end], today, past=True)
    if found is None or found[2] > today:
        return None
    words = line[start + found[0] : start + found[1]]
    has_year = re.search(r"\d{4}", words) is not None
    is_marked = has_year or not words[0].isdigit() or _MARK.search(_flat(line[start : start + found[0]]))
    if not is_marked or (not has_year and today - found[2] > _MONTHS_BACK):
        return None
    return start + found[0], start + found[1], found[2]


def _stands_alone(line: str, start: int, end: int, found: tuple[int, int, date]) -> bool:
    before, after = _MARK.sub("", _flat(line[start : found[0]])), _flat(line[found[1] : end])
    return not before.strip() and _PART_OF_DAY.fullmatch(after) is not None


def _has_company(line: str, start: int, found: tuple[int, int, date]) -> bool:
    before = _MARK.sub("", _flat(line[start : found[0]])).lstrip()
    is_named = line[start : found[0]].lstrip()[:1].isupper() or _COMPANION.match(before)
    return bool(is_named) and not _ELSEWHERE.search(before)


def _flat(text: str) -> str:
    return flatten(text)[0]
