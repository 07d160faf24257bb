"""Full names in one piece, as FN and some exports have them: which words are the surname."""

_PARTICLES = frozenset({"de", "du", "des", "d'", "d’", "van", "von", "el", "ben", "le", "la"})


def split_name(full: str) -> tuple[str, str]:
    """Return first and last name: capitals are the surname, else the last word with the particles before it."""
    family, comma, given = full.partition(",")
    if comma and "," not in given and given.strip():
        return " ".join(given.split()), " ".join(family.split())
    words = full.split()
    if len(words) < 2:
        return full.strip(), ""
    capitals = [word for word in words if _is_capitals(word)]
    if capitals and len(capitals) < len(words):
        return " ".join(word for word in words if word not in capitals), " ".join(capitals)
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in _PARTICLES:
        at -= 1
    return " ".join(words[:at]), " ".join(words[at:])


def _is_capitals(word: str) -> bool:
    letters = [char for char in word if char.isalpha()]
    return len(letters) > 1 and word == word.upper() and word != word.lower()
