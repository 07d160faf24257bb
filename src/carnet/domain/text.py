"""Text as people type it: cleaning, folding for search, tokens for the index, and sortable keys."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

# Letters that no decomposition takes apart.
_LETTERS = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t", "ı": "i"}
_JOINING = "'-’‘ʼ`´‐‑–"
_JOINING_ASCII = "'-`"
_JOINERS = re.compile(f"[{re.escape(_JOINING)}]")
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_UNCLEAN = bytes(char == "\r" or _UNWANTED.match(char) is not None for char in map(chr, range(256)))
_UNEVEN = re.compile("[^\x00-\xff]|[µ¼½¾ÆÞßæþ]")  # what no byte of Latin-1 folds to one of ASCII
_FEW_UNEVEN = 8  # as œ, ’ and – of a French text: more are another script
_SIGNS = str.maketrans({"+": " plus ", "#": " sharp ", "&": " and "})
_QUOTES = {"’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "‐": "-", "‑": "-"}


class _Folding(dict[int, str]):
    """Folded form of each character met so far, filled on demand for `str.translate`."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _folded_character(chr(code))
        return folded


def _folded_character(char: str) -> str:
    if char.isspace():
        return " "
    if unicodedata.category(char) in {"Cc", "Cf", "Cs"}:
        return ""
    # Twice: what casefold makes of a letter may come apart again.
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    return "".join(_kept(letter) for part in parts for letter in _LETTERS.get(part, part))


def _kept(char: str) -> str:
    if unicodedata.category(char).startswith("M"):
        return ""
    return char if char.isalnum() else " "


_FOLDING = _Folding()


@cache
def _latin() -> tuple[bytes, bytes]:
    """Return what the letters of Latin-1 fold to, 0 for those that become several, and those that vanish."""
    folded = [_folded_character(chr(code)) for code in range(256)]
    table = bytes(ord(text) if len(text) == 1 and text.isascii() else 0 for text in folded)
    return table, bytes(code for code, text in enumerate(folded) if not text)


def _folded(text: str) -> str:
    """Return the folded characters of a text; the bytes of French take a twentieth of the time of its characters."""
    table, vanishing = _latin()
    try:
        plain = text.encode("latin-1").translate(table, vanishing)
    except UnicodeEncodeError:
        plain = b"\0"
    return _unevenly_folded(text) if b"\0" in plain else plain.decode("ascii")


def _unevenly_folded(text: str) -> str:
    uneven = {char: _FOLDING[ord(char)] for char in set(_UNEVEN.findall(text))}
    if len(uneven) > _FEW_UNEVEN or not "".join(uneven.values()).isascii():
        return text.translate(_FOLDING)
    for char, plain in uneven.items():
        text = text.replace(char, plain)
    return _folded(text)


def fold(text: str) -> str:
    """Return the text for comparing: lower case, no marks, punctuation as single spaces ("L’Œuvre" gives "l oeuvre").

    Folding a folded text changes nothing; zero-width and control characters vanish.
    """
    return " ".join(_folded(text).split())


def tag_name(text: str) -> str:
    """Return a tag as it is kept: cleaned, without its "#"."""
    return " ".join(clean(text).split()).lstrip("#").strip()


def tag_key(name: str) -> str:
    """Return what tells tags apart: case and accents do not, signs do ("C", "C++", "C#")."""
    return flatten(name)[0]


def name_key(name: str) -> str:
    """Return what tells organisations and roles apart: as `fold`, but "C++ Corp" is not "C Corp"."""
    return fold(name.translate(_SIGNS))


def tokens(text: str) -> tuple[str, ...]:
    """Return the folded words to index; "O'Neil" also gives "oneil", "Marie-Claire" also "marieclaire"."""
    return tuple(dict.fromkeys(indexed(text).split()))


def indexed(text: str) -> str:
    """Return the text whose words, repeated ones too, are `tokens`: what an index takes that splits for itself."""
    return _with_joined(text, _joining(text))


def all_indexed(texts: Sequence[str]) -> list[str]:
    """Return what `indexed` does of each text; the signs that none of them has are looked for but once."""
    signs = _joining("".join(texts))
    return [_with_joined(text, [sign for sign in signs if sign in text]) for text in texts]


def _joining(text: str) -> list[str]:
    return [sign for sign in (_JOINING_ASCII if text.isascii() else _JOINING) if sign in text]


def _with_joined(text: str, signs: list[str]) -> str:
    """Return a folded text and its words that these signs take apart, whole."""
    if not signs:
        return _folded(text)
    words = text.split()
    joined = " ".join(dict.fromkeys([word for sign in signs for word in words if sign in word]))
    return f"{_folded(text)} {_folded(_JOINERS.sub('', joined))}"


@lru_cache(maxsize=8_192)  # the same names are sorted again and again
def sort_key(name: str) -> str:
    """Return a text that sorts as a French directory does: letters first, then accents and punctuation as tie-break.

    A space sorts before letters, so "Le Goff" comes before "Leblanc".
    """
    folded = fold(name)
    exact = unicodedata.normalize("NFD", " ".join(clean(name).casefold().split()))
    # The tab sorts before the space: a name comes before the longer ones that start with it.
    return folded if exact == folded else f"{folded}\t{exact}"


def clean(text: str) -> str:
    """Return the text as typed, in NFC, without NUL, control, bidirectional-override and lone surrogate characters."""
    try:  # of Latin-1 all is in NFC, and its bytes are looked through in a tenth of the time
        is_clean = 1 not in text.encode("latin-1").translate(_UNCLEAN)
    except UnicodeEncodeError:
        is_clean = text.isprintable() and unicodedata.is_normalized("NFC", text)
    if is_clean:
        return text
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNWANTED.sub("", unified))


def flatten(text: str) -> tuple[str, Sequence[int]]:
    """Return the text in lower case without marks, punctuation kept, and where each of its characters stands in `text`.

    The places have one more item, the length of `text`, so that a slice [a:b] of the flat text is
    text[places[a]:places[b]].
    """
    if text.isascii():
        return text.lower(), range(len(text) + 1)
    whole = text.translate(_FLATTENING)
    if _FLATTENING.uneven.isdisjoint(text):
        return whole, range(len(text) + 1)
    flat: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        plain = _FLATTENING[ord(char)]
        flat.append(plain)
        places += [place] * len(plain)
    return "".join(flat), [*places, len(text)]


class _Flattening(dict[int, str]):
    """As `_Folding`, for `flatten`; `uneven` are the characters seen that become none or several."""

    def __init__(self) -> None:
        super().__init__()
        self.uneven: set[str] = set()

    def __missing__(self, code: int) -> str:
        flat = self[code] = _flat_character(chr(code))
        if len(flat) != 1:
            self.uneven.add(chr(code))
        return flat


_FLATTENING = _Flattening()


def _flat_character(char: str) -> str:
    if char.isascii():
        return char.lower()
    if char.isspace():
        return " "
    return _QUOTES.get(char) or (_FOLDING[ord(char)].strip() if char.isalnum() else _unmarked(char))


def _unmarked(char: str) -> str:
    return "" if unicodedata.category(char).startswith("M") else char
