"""Words and names that are nearly another one; the one door to `rapidfuzz`."""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def nearest(word: str, known: Sequence[str], *, most: int) -> int | None:
    """Return where the known word nearest to `word` stands, None where all are more than `most` typing slips away.

    A slip is one letter added, missing, wrong, or two swapped.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extractOne(word, known, scorer=OSA.distance, score_cutoff=most)
    return None if found is None else int(found[2])


def most_alike(text: str, known: Mapping[Key, str], limit: int, *, cutoff: int) -> tuple[tuple[Key, int], ...]:
    """Return the keys of the texts spelt most like one, best first, each with a likeness from `cutoff` to 100."""
    from rapidfuzz import fuzz, process

    found = process.extract(text, known, scorer=fuzz.ratio, limit=limit, score_cutoff=cutoff)
    return tuple((key, round(points)) for _text, points, key in found)


def slips(one: str, other: str, *, most: int) -> int:
    """Return how many typing slips two words are apart; `most` + 1 stands for all that are more."""
    from rapidfuzz.distance import OSA

    return int(OSA.distance(one, other, score_cutoff=most))
