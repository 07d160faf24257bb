"""E-mails, phones, addresses of sites and tags inside a captured text."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from carnet.domain import emails, phones, profiles
from carnet.domain.capture_values import Span, SpanKind
from carnet.domain.contacts import SocialProfile
from carnet.domain.text import fold

MASK = "\x00"
"""Stands for each character of a point that was read, so that places stay true."""

_TLDS = "fr|com|net|org|eu|io|dev|co|be|ch|ca|uk|de|es|it|lu|app|tech|paris|bzh|info|biz|me|ai|pro|us"
_URL = re.compile(
    r"(?<!\w)(?:https?://|www\.)[^\s,;<>\"«»\x00]+"
    r"|(?<![^\s,;(\x00])@[\w.-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w@./'’-])(?:[a-z0-9-]+\.)+[a-z]{2,}/[^\s,;<>\"«»\x00]*",
    re.IGNORECASE,
)
# A bare domain is an address only where it is all that stands between two separators: "chez Booking.com" is a name.
_DOMAIN = re.compile(rf"(?<=[,;\n])\s*((?:[a-z0-9-]+\.)+(?:{_TLDS}))\s*(?=[,;\n]|$)", re.IGNORECASE)
_TAG = re.compile(r"(?<![\w#&/.])#(?=[\w+'’.&-]*[^\W\d_])\w[\w+-]*(?:[.'’&]\w[\w+-]*)*(?:#+(?![\w#]))?")
_SCHEME = re.compile(r"(?:(?<!\w)mailto:)?$", re.IGNORECASE)
_ANY_LABEL = r"pro|perso|work|home"
_LABELS = {
    SpanKind.PHONE: rf"t[ée]l(?:[ée]phone)?|mob(?:ile)?|portable|port|gsm|fixe|bureau|standard|cell|phone|{_ANY_LABEL}",
    SpanKind.EMAIL: rf"(?:e-?)?mail|m[ée]l|courriel|{_ANY_LABEL}",
    SpanKind.URL: rf"site(?: web)?|web|blog|{_ANY_LABEL}",
}
_LONGEST_LABEL = 30
_BETWEEN = re.compile(r"[^,;\n]+")
_FEWEST_DIGITS = 7


def find_points(text: str, country: str) -> list[Span]:
    """Return the spans of all points in a text that holds no NUL; they never overlap."""
    found: list[Span] = []
    masked = text
    for kind, places in (
        (SpanKind.URL, _urls),
        (SpanKind.EMAIL, _emails),
        (SpanKind.PHONE, lambda masked: _phones(masked, country)),
        (SpanKind.TAG, _tags),
    ):
        spans = [Span(kind, _label_start(masked, kind, start, end), end) for start, end in places(masked)]
        masked = mask(masked, spans)
        found += spans
    return found


def split_label(kind: SpanKind, text: str) -> tuple[str, str]:
    """Return the label in front of a point, and the point: "tél. : 06 …" gives "tél" and "06 …"."""
    match = _label_patterns(_LABELS[kind])[1].fullmatch(text)
    return (match[1].rstrip(" .:"), match[2]) if match else ("", text)


def recognised(text: str) -> SocialProfile | None:
    """Return the profile that an address, with or without its network's name before it, points to."""
    before, _, address = text.rpartition(" ")
    profile = profiles.recognise(address)
    return profile if profile and fold(before) in {"", profile.network} else None


def _label_start(text: str, kind: SpanKind, start: int, end: int) -> int:
    """Return where the words begin that say what the point is; a profile's is the name of its network alone."""
    if kind is SpanKind.TAG:
        return start
    profile = profiles.recognise(text[start:end]) if kind is SpanKind.URL else None
    before = _label_patterns(profile.network.value if profile else _LABELS[kind])[0]
    match = before.search(text, max(0, start - _LONGEST_LABEL), start)
    return match.start() if match else start


@cache
def _label_patterns(labels: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return how labels end a text, and how they start a point."""
    each = rf"(?:(?:{labels})(?:\.?\s*:\s*|\.?\s+))"
    return (
        re.compile(rf"(?<![^\s,;(\x00]){each}+$", re.IGNORECASE),
        re.compile(rf"({each}+)(.+)", re.IGNORECASE),
    )


def mask(text: str, spans: list[Span]) -> str:
    """Return the text, of the same length, with the characters of these spans masked."""
    for span in spans:
        text = text[: span.start] + MASK * (span.end - span.start) + text[span.end :]
    return text


def _urls(text: str) -> Iterator[tuple[int, int]]:
    if "." not in text:
        return
    for match in _URL.finditer(text):
        url = match[0].rstrip(".:!?'’]»")
        yield match.start(), match.start() + len(url if "(" in url else url.rstrip(").:!?"))
    for match in _DOMAIN.finditer(text):
        yield match.span(1)


def _emails(text: str) -> Iterator[tuple[int, int]]:
    """The brackets and the scheme of an address belong to it: « Claire <mailto:claire@acme.fr> »."""
    for found, end, _ in emails.find(text):
        scheme = _SCHEME.search(text, max(0, found - len("mailto:")), found)
        start = scheme.start() if scheme else found
        bracketed = text[start - 1 : start] == "<" and text[end : end + 1] == ">"
        yield (start - 1, end + 1) if bracketed else (start, end)


def _phones(text: str, country: str) -> Iterator[tuple[int, int]]:
    for part in _BETWEEN.finditer(text):
        if sum(char.isdigit() for char in part[0]) >= _FEWEST_DIGITS:
            for start, end in _phones_between(part[0], country):
                yield part.start() + start, part.start() + end


@lru_cache(maxsize=256)
def _phones_between(text: str, country: str) -> tuple[tuple[int, int], ...]:
    """Cached: the line is read again at each key, and the library is slow on foreign numbers."""
    return tuple((start, end) for start, end, _ in phones.find(text, country))


def _tags(text: str) -> Iterator[tuple[int, int]]:
    for match in _TAG.finditer(text):
        yield match.start(), match.start() + len(match[0].rstrip("-"))
