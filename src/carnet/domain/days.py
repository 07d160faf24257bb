"""Days as people write them, in French and English: "mardi", "in 3 days", "12/12", "fin de mois"."""

from collections.abc import Iterator
from datetime import date

from carnet.domain import day_words as words
from carnet.domain.day_rules import rules
from carnet.domain.text import flatten
from carnet.domain.typos import nearest


def read_day(text: str, today: date, *, past: bool = False) -> date | None:
    """Return the day that the whole text names ("le 12 décembre", "tuesday"), None where it says anything else.

    `past` looks back for days without a year ("lundi", "12/11"), as for something that happened.
    """
    found = find_day(text, today, past=past)
    if found is None:
        return None
    before, after = flatten(text[: found[0]])[0], flatten(text[found[1] :])[0]
    return found[2] if words.BEFORE.fullmatch(before) and words.AFTER.fullmatch(after) else None


def find_day(text: str, today: date, *, past: bool = False) -> tuple[int, int, date] | None:
    """Return the first day named in a text, as (start, end, day); of two that start together the longer one.

    A week day is the next one strictly after `today`; a date without year may be `today`.
    """
    flat, places = flatten(text)
    found = list(_readings(flat, today, past))
    if not found:
        return None
    start, end, day = min(found, key=_leftmost_longest)
    return places[start], places[end], day


def suggest_day(word: str) -> str | None:
    """Return the day word that a misspelt one most likely stands for ("mardy" gives "mardi"), None for other words."""
    flat = flatten(word)[0].strip()
    if len(flat) < 4 or flat in words.SUGGESTED:
        return None
    alike = [known for known in words.SUGGESTED if known[0] == flat[0]]
    index = nearest(flat, alike, most=1 if len(flat) < 8 else 2)
    return None if index is None else words.SUGGESTED[alike[index]]


def _leftmost_longest(found: tuple[int, int, date]) -> tuple[int, int]:
    return found[0], -found[1]


def _readings(flat: str, today: date, past: bool) -> Iterator[tuple[int, int, date]]:
    for pattern, reading in rules():
        for match in pattern.finditer(flat):
            try:
                day = reading(match, today, past)
            except (ValueError, OverflowError):
                continue
            if day is not None:
                yield *match.span(), day
                break
