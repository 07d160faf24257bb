"""E-mails, phones, addresses of sites and tags inside a captured text."""

import re
from collections.abc import Iterator
from functools import lru_cache

from carnet.domain import emails, phones
from carnet.domain.capture_values import Span, SpanKind

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
_TAG = re.compile(r"(?<![\w#&/.])#(?=[\w+'’.&-]*[^\W\d_])\w[\w+-]*(?:[.'’&]\w[\w+-]*)*")
_LABEL = (
    r"(?:t[ée]l(?:[ée]phone)?|mob(?:ile)?|portable|port|gsm|fixe|bureau|standard|perso|pro|work|home|cell|phone"
    r"|(?:e-?)?mail|m[ée]l|courriel|site(?: web)?|web|linkedin|facebook|xing|viadeo|mastodon|profile?)(?:\.?\s*:\s*|\.?\s+)"
)
_LABELS_BEFORE = re.compile(rf"(?<![^\s,;(\x00])(?:{_LABEL})+$", re.IGNORECASE)
_LABELLED = re.compile(rf"((?:{_LABEL})+)(.+)", re.IGNORECASE)
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
        spans = [Span(kind, _label_start(masked, kind, start), end) for start, end in places(masked)]
        masked = mask(masked, spans)
        found += spans
    return found


def split_label(text: str) -> tuple[str, str]:
    """Return the label in front of a point, and the point: "tél. : 06 …" gives "tél" and "06 …"."""
    match = _LABELLED.fullmatch(text)
    return (match[1].rstrip(" .:"), match[2]) if match else ("", text)


def _label_start(text: str, kind: SpanKind, start: int) -> int:
    if kind is SpanKind.TAG:
        return start
    match = _LABELS_BEFORE.search(text, max(0, start - _LONGEST_LABEL), start)
    return match.start() if match else start


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
    for start, end, _ in emails.find(text):
        yield start, end


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
