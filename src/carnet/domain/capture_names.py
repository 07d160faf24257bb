"""A person's name as typed in one go, split in first name and surname."""

import re

from carnet.domain.text import flatten

_PARTICLES = frozenset(
    {"de", "la", "du", "des", "d'", "van", "von", "el", "ben", "le"}
    | {"der", "den", "da", "das", "dos", "di", "del", "della", "zu"}
)
_DASHES = re.compile("[-–—|/·•:]+")
_GIVEN_INITIALS = re.compile(r"J[A-Z]")


def split_name(text: str) -> tuple[str, str]:
    """Return first name and surname: words in capitals, else the last word with the particles before it.

    One word is a first name ("Claire"); particles count in any letter case ("Charles de Gaulle", "JEAN DE LA TOUR").
    """
    words = [word for word in text.split() if not _DASHES.fullmatch(word)]
    if len(words) < 2:
        return "".join(words), ""
    surname = _capitals(words) or _last_words(words)
    first = [word for place, word in enumerate(words) if place not in surname]
    return " ".join(first), " ".join(words[place] for place in sorted(surname))


def _capitals(words: list[str]) -> set[int]:
    """Return the places of the words in capitals and of their particles, none where all or no words are in capitals."""
    places = {place for place, word in enumerate(words) if _is_capital(word)}
    if len(places) == len(words) or all(is_particle(words[place]) for place in places):
        return set()
    # « JP Dupont » is Jean-Pierre.
    if places == {0} and _GIVEN_INITIALS.fullmatch(words[0]):
        return set()
    for place in range(len(words) - 1, 0, -1):
        if place in places and is_particle(words[place - 1]):
            places.add(place - 1)
    return set() if len(places) == len(words) else places


def _last_words(words: list[str]) -> set[int]:
    start = len(words) - 1
    while start > 0 and is_particle(words[start - 1]):
        start -= 1
    # « Ben Harper » has a first name; « Le Goff » and « Van Damme » are surnames.
    if start == 0 and flatten(words[0])[0] == "ben":
        start = 1
    return set(range(start, len(words)))


def _is_capital(word: str) -> bool:
    return sum(char.isalpha() for char in word) > 1 and word.isupper()


def is_particle(word: str) -> bool:
    """Tell whether a word is one of those that stand before a surname ("de", "van")."""
    return flatten(word)[0] in _PARTICLES
