"""The page of a profile as it is copied from a browser, and what the address of one says by itself."""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import unquote

from carnet.domain import profiles
from carnet.domain.capture_points import find_points
from carnet.domain.capture_values import SpanKind
from carnet.domain.clips import Pasted
from carnet.domain.contacts import Network
from carnet.domain.signatures import looks_like_name, split_role
from carnet.domain.text import fold

_DEGREE = re.compile(r"(?:^|(?<=[·•]))\s*(?:niveau\s*:?\s*)?(?:1er|1re|2e|3e|1st|2nd|3rd)\b.*$", re.IGNORECASE)
_CONTACT = re.compile(r"\s*[·•]?\s*(?:coordonnées|contact info)\s*$", re.IGNORECASE)
_COUNTED = re.compile(
    r"(?:\+ de )?\d[\d\s\u00a0\u202f.,]*\+?\s*(?:relations?|connections?|abonnés?|followers?)", re.IGNORECASE
)
_TITLE = re.compile(r"^(?:\(\d+\+?\)\s*)?(.{3,80}?)\s*\|\s*LinkedIn\s*$", re.IGNORECASE)
_OF = re.compile(r"^(?:profil de|le profil de)\s+(.+)$|^(.+?)[’']s profile$", re.IGNORECASE)
_NOISE = re.compile(
    r"\(?(?:elle|il|iel|she|he|they)(?:\s*/\s*\w+)?\)?|vérifiée?|verified|en ligne|online|premium|"
    r"image d.arrière-plan|photo de profil.*|message|plus|more|suivre|follow|se connecter|connect|modifier.*",
    re.IGNORECASE,
)
_OLD_SITES = re.compile(r"\bviadeo\b|copains d.avant|copainsdavant", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s+[|•·]\s+")
_NUMBER = re.compile(r"\d")
_WORDED = frozenset({Network.LINKEDIN, Network.VIADEO, Network.COPAINS_DAVANT, Network.XING})
_ABOVE, _BELOW, _TOP = 6, 8, 40
_FEWEST_LINES, _MOST_LINES = 2, 200


def name_of_address(address: str) -> str:
    """Return the name that the address of a profile spells ("…/in/claire-dupont-4a2b"), "" where it spells none."""
    profile = profiles.recognise(address)
    if profile is None or profile.network not in _WORDED:
        return ""
    words = [word for word in re.split(r"[-._]", unquote(profile.slug)) if word and not _NUMBER.search(word)]
    spelt = 1 < len(words) <= 4 and all(word.isalpha() for word in words) and sum(map(len, words)) > 4
    return " ".join(word.capitalize() for word in words) if spelt else ""


def read(text: str, links: Sequence[str] = (), country: str = "FR") -> Pasted | None:
    """Return the person of a page of LinkedIn, told by what stands around its head; None for any other text."""
    lines = _lines(text)
    place = _anchor(lines)
    return None if place is None else _linkedin(lines, *place, links, country)


def read_named(text: str, links: Sequence[str] = (), country: str = "FR") -> Pasted | None:
    """Return the person of a page that names its site and whose profile it is; the rest of it is the note."""
    lines = _lines(text)
    name = _told_name(lines)
    if not name and _OLD_SITES.search(" ".join([text, *links])):
        name = next((line for line in lines[:_TOP] if looks_like_name(line)), "")
    if not name or not _FEWEST_LINES <= len(lines) <= _MOST_LINES:
        return None
    rest = [line for line in lines if name not in line and not _OLD_SITES.search(line) and not _is_reach(line, country)]
    return _reached(Pasted(name, note="\n".join(rest)), lines, links, country)


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _is_reach(line: str, country: str) -> bool:
    return any(span.start == 0 and span.end == len(line) for span in find_points(line, country))


def _anchor(lines: Sequence[str]) -> tuple[int, int] | None:
    """Return where the name stands, and where its head ends."""
    end = next((at for at, line in enumerate(lines) if _CONTACT.search(line)), None)
    degree = next((at for at, line in enumerate(lines) if _DEGREE.search(line)), None)
    counted = next((at for at, line in enumerate(lines) if _COUNTED.match(line)), None)
    if degree is not None and (end is not None or counted is not None):
        own = _DEGREE.sub("", lines[degree]).strip(" ·•")
        start = degree if looks_like_name(own) else max(0, degree - 1)
        last = end if end is not None and end > start else counted
        return (start, last) if last is not None and start < last <= start + 2 * _BELOW else None
    last = end if end is not None else counted
    if last is None:
        return None
    above = [at for at in range(max(0, last - _ABOVE), last) if looks_like_name(lines[at])]
    return (above[0], last) if above else None


def _linkedin(lines: Sequence[str], start: int, end: int, links: Sequence[str], country: str) -> Pasted:
    name = _DEGREE.sub("", lines[start]).strip(" ·•")
    head: list[str] = []
    for line in lines[start + 1 : end + 1]:
        said = _CONTACT.sub("", _DEGREE.sub("", line)).strip(" ·•")
        if said and said != name and not _NOISE.fullmatch(said) and not _COUNTED.match(said) and said not in head:
            head.append(said)
    where = head.pop() if len(head) > 1 else ""
    first, *more = _SEPARATOR.split(head[0]) if head else [""]
    title, organisation = split_role(first)
    companies = _SEPARATOR.split(head[1]) if len(head) > 1 else []
    if not organisation and companies:
        organisation = companies[0]
    others = [*more, *(each for each in companies if each != organisation), *head[2:], where]
    person = Pasted(name, title, organisation, note="\n".join(filter(None, others)))
    return _reached(person, lines, links, country)


def _told_name(lines: Sequence[str]) -> str:
    """Return whom a title of the browser or of the page names: « Claire Dupont | LinkedIn », « Profil de … »."""
    for line in lines[:_TOP]:
        told = _TITLE.match(line) or _OF.match(line)
        name = next(filter(None, told.groups()), "").partition(" - ")[0].strip() if told else ""
        if looks_like_name(name):
            return name
    return ""


def _reached(person: Pasted, lines: Sequence[str], links: Sequence[str], country: str) -> Pasted:
    """Return the person with what the page tells of how to reach her."""
    found = [(span.kind, line[span.start : span.end]) for line in lines for span in find_points(line, country)]
    points = [text for kind, text in found if kind in {SpanKind.EMAIL, SpanKind.PHONE}]
    addresses = [text for kind, text in found if kind is SpanKind.URL] + list(links)
    own = _own(person.name, addresses)
    return person._replace(reach=tuple(dict.fromkeys([*points, *own])))


def _own(name: str, addresses: Iterable[str]) -> list[str]:
    """Return the addresses of the person's own profiles: those of others whom the page shows are left out."""
    found = {}
    for address in addresses:
        profile = profiles.recognise(address.split()[-1])
        if profile is not None:
            tidy = profiles.tidied(profile)
            found[tidy.network, tidy.slug] = tidy
    words = set(fold(name).split())
    named = [each for each in found.values() if words & set(fold(each.slug).split())]
    chosen = named or (list(found.values()) if len(found) == 1 else [])
    return [each.url for each in {each.network: each for each in reversed(chosen)}.values()]
