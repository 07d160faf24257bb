"""Words that are nearly another one; the one door to `rapidfuzz` for single words."""

from collections.abc import Sequence


def nearest(word: str, known: Sequence[str], *, most: int) -> int | None:
    """Return where the known word nearest to `word` stands, None where all are more than `most` typing slips away.

    A slip is one letter added, missing, wrong, or two swapped.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extractOne(word, known, scorer=OSA.distance, score_cutoff=most)
    return None if found is None else int(found[2])
