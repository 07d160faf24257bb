"""An e-mail signature, or the text of a business card: who it says this is, and how to reach her.

Names of roles and of kinds of companies are known in French and English. What is neither name, role, company nor way to
reach the person is the note; only greetings, advertisements of mail programs and disclaimers are left out.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from carnet.domain import signature_words as words
from carnet.domain.capture_names import is_particle
from carnet.domain.capture_points import find_points
from carnet.domain.capture_values import POINT_KINDS, SpanKind
from carnet.domain.clips import Pasted
from carnet.domain.text import fold

_PARTS = re.compile(r"\s+[|•·–—/-]\s+|\s*[|•·\t]\s*")
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?")
_HOST = re.compile(r"(?:@|https?://(?:www\.)?|www\.)([\w.-]+)\.[a-z]{2,}", re.IGNORECASE)
_LOCAL = re.compile(r"(?:.*\s)?<?(?:mailto:)?([^\W\d_]{2,})[._]([^\W\d_]{2,})@.*")
_FEWEST, _MOST_LINES, _MOST_WORDS, _LONGEST_COMPANY, _LONGEST_ROLE, _LONGEST_NAME = 2, 60, 4, 6, 120, 60


@dataclass(slots=True)
class _Told:
    """What the lines of a signature say, apart from each other."""

    reach: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)


def is_signature(text: str, country: str = "FR") -> bool:
    """Tell a signature of several lines from a list of people: a line of it holds ways to reach somebody alone."""
    lines = kept(text)
    if not _FEWEST <= len(lines) <= _MOST_LINES:
        return False
    told = _told(lines, country)
    mails = {fold(each) for each in told.reach if "@" in each}
    alone = [line for line in lines if _is_reach(line, country)]
    return bool(alone) and len(mails) <= _FEWEST and bool(told.words or mails)


def blocks(text: str, country: str = "FR") -> list[str]:
    """Return the signatures below each other, apart by empty lines, each with its own e-mail; else the text."""
    parts = [part for part in re.split(r"\n[ \t\r]*\n", text) if part.strip()]
    if not 1 < len(parts) <= _MOST_LINES or text.count("\n") > _MOST_LINES * _MOST_WORDS:
        return [text]
    mails = [{fold(each) for each in _told(kept(part), country).reach if "@" in each} for part in parts]
    alone = all(mails) and len(set().union(*mails)) == sum(map(len, mails))
    named = all(any(map(looks_like_name, kept(part)[:2])) for part in parts)
    return parts if alone and named else [text]


def read(text: str, country: str = "FR") -> Pasted:
    """Return the person of a signature; every e-mail and phone of what is no disclaimer is kept."""
    told = _told(kept(text), country)
    name = _take(told.words, _named(told))
    title, organisation = _position(told, after=bool(name))
    if not name:
        name = _name_of_mail(told.reach)
    return Pasted(name, title, organisation, tuple(dict.fromkeys(told.reach)), "\n".join([*told.words, *told.rest]))


def split_role(text: str) -> tuple[str, str]:
    """Return role and company of « DSI chez Acme »; the company is "" where none is named."""
    parts = words.AT.split(text.strip(), maxsplit=1)
    return (parts[0].strip(), parts[1].strip()) if len(parts) == _FEWEST else (text.strip(), "")


def kept(text: str) -> list[str]:
    """Return the lines of a text that say something: without greetings, advertisements, disclaimers and older mails."""
    lines: list[str] = []
    hushed = False
    for line in text.splitlines():
        if lines and words.QUOTED.match(line):
            break
        hushed = bool(line.strip()) and (hushed or words.DISCLAIMER.match(line) is not None)
        empty = not line.strip() or any(
            pattern.fullmatch(line) if pattern in {words.DELIMITER, words.GREETING} else pattern.match(line)
            for pattern in (words.DELIMITER, words.GREETING, words.ADVERTISEMENT, words.ECOLOGY)
        )
        if not hushed and not empty:
            lines.append(line.strip())
    return lines


def _told(lines: Iterable[str], country: str) -> _Told:
    told = _Told()
    for line in lines:
        _read_line(line, country, told)
    return told


def _read_line(line: str, country: str, told: _Told) -> None:
    """Take the ways to reach somebody out of a line, and part what is left."""
    spans = [span for span in find_points(line, country) if span.kind in POINT_KINDS - {SpanKind.TAG}]
    left, end = "", 0
    for span in sorted(spans, key=_start):
        before = line[end : span.start]
        label = words.SHORT_LABEL.search(before) if span.kind is SpanKind.PHONE else None
        if label:
            before = before[: label.start()]
        said = words.LABELS.get(label[1].lower(), "") if label else ""
        if span.kind is SpanKind.PHONE and words.FAX.search(before):
            told.rest.append(f"Fax {line[span.start : span.end]}")
            before = words.FAX.sub("", before)
        else:
            told.reach.append(f"{said} {line[span.start : span.end]}".strip())
        left += before + " | "
        end = span.end
    for part in _PARTS.split(left + line[end:]):
        said = part.strip(" ,;:|<>()[]*_") if not part.endswith(")") or "(" not in part else part.strip()
        if said and not words.LABEL.fullmatch(said):
            told.words.append(said)


def _start(span: object) -> int:
    return int(getattr(span, "start", 0))


def _is_reach(line: str, country: str) -> bool:
    told = _told([line], country)
    return bool(told.reach) and not told.words


def _named(told: _Told) -> tuple[int, str] | None:
    """Return which of the words are a name, and the name; one that an e-mail spells comes first."""
    spelt = {word for each in told.reach if "@" in each for word in fold(each.partition("@")[0]).split()}
    found = None
    for place, said in enumerate(told.words):
        name, *others = (part.strip() for part in said.split(",", 1))
        bare = words.AFTER_NAME.sub("", words.CIVILITY.sub("", name))
        if not looks_like_name(bare):
            continue
        if set(fold(bare).split()) & spelt:
            found = place, bare, others
            break
        found = found or (place, bare, others)
    if found is None:
        return None
    place, bare, others = found
    if others and not words.AFTER_NAME.fullmatch(f", {others[0]}"):
        told.words.insert(place + 1, others[0])
    return place, bare


def looks_like_name(text: str) -> bool:
    """Tell whether a text may be the name of a person: two to four capitalised words, of no role and no company."""
    said = text.split()
    plain = [word for word in said if not is_particle(word)]
    if not _FEWEST <= len(said) <= _MOST_WORDS + 1 or not _FEWEST <= len(plain) <= _MOST_WORDS:
        return False
    if len(text) > _LONGEST_NAME:
        return False
    capital = all(_NAME_WORD.fullmatch(word) and word[0].isupper() for word in plain)
    others = (words.ROLE, words.COMPANY, words.ADDRESS, words.AT)
    return capital and not any(pattern.search(text) for pattern in others)


def _take(parts: list[str], found: tuple[int, str] | None) -> str:
    if found is None:
        return ""
    place, said = found
    # What stands before the name is a greeting of one's own, or the letter: it belongs to the note.
    del parts[place]
    return said


def _position(told: _Told, *, after: bool) -> tuple[str, str]:
    """Take role and company out of what is left."""
    title, organisation = "", ""
    for place, said in enumerate(told.words):
        role, company = split_role(said)
        if words.ROLE.search(role) and not words.ADDRESS.search(said) and len(said) < _LONGEST_ROLE:
            title, organisation = role, company
            del told.words[place]
            break
    if not organisation:
        organisation = _company(told, after=after, titled=bool(title))
    if not title and not organisation and after and told.words and _may_be_said(told.words[0]):
        organisation = told.words.pop(0)
    return title, organisation


def _company(told: _Told, *, after: bool, titled: bool) -> str:
    hosts = _hosts(told.reach)
    candidates = [said for said in told.words if _may_be_said(said)]
    for wanted in (_is_of(hosts), words.COMPANY.search):
        for said in candidates:
            if wanted(said):
                told.words.remove(said)
                return said.strip()
    first = told.words[0] if told.words else ""
    if after and titled and first and _may_be_said(first):
        told.words.remove(first)
        return first
    return ""


def _may_be_said(said: str) -> bool:
    """Tell whether words may be the name of a company: no address, and no sentence."""
    sentence = said.endswith((".", "!", "?")) and not words.COMPANY.search(said.rsplit(maxsplit=1)[-1])
    return not words.ADDRESS.search(said) and len(said.split()) <= _LONGEST_COMPANY and not sentence


def _is_of(hosts: Sequence[str]) -> Callable[[str], object]:
    def asks(said: str) -> bool:
        plain = fold(said).replace(" ", "")
        return any(len(host) > 2 and (host in plain or (len(plain) > 2 and plain in host)) for host in hosts)

    return asks


def _hosts(reach: Iterable[str]) -> list[str]:
    """Return the names of the sites that somebody writes from, without those that give everybody an address."""
    found = []
    for each in reach:
        match = _HOST.search(each)
        name = match[1].lower().split(".")[-1] if match else ""
        if name and name not in words.FREE_MAIL | words.NETWORKS:
            found.append(fold(name).replace(" ", ""))
    return found


def _name_of_mail(reach: Iterable[str]) -> str:
    spelt = next(filter(None, map(_LOCAL.fullmatch, reach)), None)
    return f"{spelt[1].capitalize()} {spelt[2].capitalize()}" if spelt else ""
