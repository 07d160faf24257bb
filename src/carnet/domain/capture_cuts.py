"""Where one captured line is cut: the grammar « one line, one person », as spans."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from carnet.domain.capture_follow_ups import follow_up_mark
from carnet.domain.capture_points import MASK, find_points, mask
from carnet.domain.capture_values import Span, SpanKind
from carnet.domain.text import fold

_NOTE_MARK = re.compile(r"(?<!\S)//(?!\S)")
# A comma between two digits is a decimal one ("1,5 M€").
_SEPARATOR = re.compile(r"[;\n]|(?<!\d),|,(?!\d)")
_VIA = re.compile(r"(?<![^\s\x00,;])via(?![^\s\x00])", re.IGNORECASE)
_AT = re.compile(r"(?<![^\s\x00,;])(?:(?:chez|at)(?![^\s\x00])|@)", re.IGNORECASE)
_UNFINISHED = re.compile(r"(?<![^\s\x00,;])(?:via|chez|at|@)[\s\x00]*$", re.IGNORECASE)
_KEYWORD = re.compile(r"(?:(?:via|chez|at)(?![^\s\x00])|@)", re.IGNORECASE)
_EDGES = " ,;" + MASK
_DASHES = "-–—•|·:/"
_NOT_PLACES = frozenset(
    {"lui", "elle", "moi", "nous", "vous", "eux", "elles", "toi", "soi"}
    | {"home", "noon", "night", "least", "last", "once", "first", "all"}
)
_NOT_PEOPLE = frozenset(
    {"linkedin", "viadeo", "facebook", "xing", "mastodon", "twitter", "instagram", "copains davant", "copains d avant"}
    | {"whatsapp", "slack", "discord", "meetup", "malt", "teams", "zoom", "visio", "google", "internet"}
    | {"moi", "moi meme", "me", "myself"}
    | {"mail", "email", "e mail", "courriel", "sms", "telephone", "tel", "phone", "newsletter"}
)
_HOUR = re.compile(r"(?:[01]?\d|2[0-4])\s*(?:h\b|h\d|:\d|[ap]\.?m\b|$)", re.IGNORECASE)
_DETERMINERS = re.compile(r"(?:l['’]|(?:les|un|une|mon|ma|mes|son|sa|ses|notre|nos|votre|leur|the|an?|my|our) )")
# Particles of a name that are articles too.
_ARTICLE = re.compile(r"(?:le|la|des|du) +(?=\S)")
_NOT_SURNAMES = frozenset(
    re.findall(
        r"\w+",
        "newsletter liste site web reseau club cercle groupe association asso federation syndicat chambre "
        "ecole fac universite formation conference salon meetup afterwork soiree atelier forum communaute "
        "plateforme boite societe entreprise agence cabinet boss patron patronne chef direction drh dsi rh "
        "compta comptable voisin voisine collegue collegues copain copine amis gens famille cousin cousine "
        "frere soeur pere mere femme mari presse radio tele messagerie standard support portage poste french "
        "mairie banque cantine machine cafe client cliente clients anciens fournisseur prestataire recruteur "
        "recruteuse podcast blog chat",
    )
)
_LONGEST_ACRONYM = 4
_ROLE_WORDS = 4


@dataclass(slots=True)
class _Piece:
    """What is left of a segment once everything recognisable is out."""

    start: int
    end: int
    at_follows: bool


@dataclass(slots=True)
class _Cuts:
    """What has been found so far in the head of a line."""

    text: str
    spans: list[Span] = field(default_factory=list)
    pieces: list[_Piece] = field(default_factory=list)
    kinds: set[SpanKind] = field(default_factory=set)

    def add(self, kind: SpanKind, start: int, end: int) -> None:
        self.spans.append(Span(kind, start, end))
        self.kinds.add(kind)


def cut(line: str, country: str) -> tuple[Span, ...]:
    """Return what each part of a line without control characters is, in the order of the line."""
    note = _NOTE_MARK.search(line)
    body_end = note.start() if note else len(line)
    head_end = follow_up_mark(line[:body_end])
    spans = _cut_head(line[:head_end], country)
    start, end = trimmed(line, head_end + 1, body_end)
    if start < end:
        spans.append(Span(SpanKind.FOLLOW_UP, head_end, end))
    if note:
        spans += _cut_note(line, note.end(), country)
    return in_order(spans)


def in_order(spans: list[Span]) -> tuple[Span, ...]:
    """Return the spans as they stand in the line, an outer one before those inside it."""
    return tuple(sorted(spans, key=_place))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds without the spaces, separators and lone dashes at both ends."""
    while start < end and _falls(text, start, start + 1, end):
        start += 1
    while start < end and _falls(text, end - 1, end - 2, end):
        end -= 1
    return start, end


def _place(span: Span) -> tuple[int, int]:
    return span.start, -span.end


def _is_edge(char: str) -> bool:
    return char in _EDGES or char.isspace()


def _falls(text: str, place: int, beside: int, end: int) -> bool:
    """Tell whether the character at an end goes; a dash does only with a space, or nothing, beside it."""
    if text[place] not in _DASHES:
        return _is_edge(text[place])
    return not 0 <= beside < end or _is_edge(text[beside])


def _cut_note(line: str, start: int, country: str) -> list[Span]:
    """The note keeps the points that are read inside it."""
    start, end = trimmed(line, start, len(line))
    if start == end:
        return []
    inside = [Span(span.kind, start + span.start, start + span.end) for span in find_points(line[start:end], country)]
    return [Span(SpanKind.NOTE, start, end), *inside]


def _cut_head(head: str, country: str) -> list[Span]:
    points = find_points(head, country)
    cuts = _Cuts(mask(head, points))
    for start, end in _segments(cuts.text):
        _cut_segment(cuts, start, end)
    _name_pieces(cuts)
    return points + cuts.spans


def _segments(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SEPARATOR.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _cut_segment(cuts: _Cuts, start: int, end: int) -> None:
    """Take `via NAME` and « chez ORGANISATION » out of a segment; what stands before them is a piece."""
    if unfinished := _UNFINISHED.search(cuts.text[:end], start):
        cuts.add(SpanKind.NOTE, *trimmed(cuts.text, unfinished.start(), end))
        end = unfinished.start()
    rest = end
    if via := _VIA.search(cuts.text, start, end):
        rest = via.start()
        stop = _at(cuts, via.end(), end)
        _add_via(cuts, via, stop[0] if stop else end)
        if stop:
            _add_organisation(cuts, stop[1], end)
    at = _at(cuts, start, rest)
    if at:
        _add_organisation(cuts, at[1], rest)
        rest = at[0]
    start, rest = trimmed(cuts.text, start, rest)
    if start < rest:
        cuts.pieces.append(_Piece(start, rest, at is not None))


def _at(cuts: _Cuts, start: int, end: int) -> tuple[int, int] | None:
    """Return where « chez » and its organisation start, None if one was found before."""
    if SpanKind.ORGANISATION in cuts.kinds:
        return None
    for match in _AT.finditer(cuts.text, start, end):
        first, last = trimmed(cuts.text, match.end(), end)
        if first < last and _is_place(match[0], cuts.text[first:last]):
            return match.start(), first
    return None


def _is_place(keyword: str, name: str) -> bool:
    """« chez elle à Lyon », "at noon Monday", "at 9:30" are no organisations; "at Home Depot" and « chez 42 » are."""
    first, _, rest = name.partition(" ")
    if fold(first) in _NOT_PLACES:
        return first[:1].isupper() and (rest[:1].isupper() or rest[:1].isdigit())
    return fold(keyword) == "chez" or not _HOUR.match(name)


def _add_organisation(cuts: _Cuts, start: int, end: int) -> None:
    cuts.add(SpanKind.ORGANISATION, *trimmed(cuts.text, start, end))


def _add_via(cuts: _Cuts, via: re.Match[str], end: int) -> None:
    """The first person named introduces; « via LinkedIn » and « via la newsletter » are notes."""
    start, last = trimmed(cuts.text, via.end(), end)
    if SpanKind.VIA not in cuts.kinds and _is_person(cuts.text[start:last]):
        cuts.add(SpanKind.VIA, start, last)
    else:
        cuts.add(SpanKind.NOTE, *trimmed(cuts.text, via.start(), end))


def _is_person(name: str) -> bool:
    plain = name.replace(MASK, " ")
    if not _has_letter(plain) or fold(plain) in _NOT_PEOPLE or _DETERMINERS.match(plain):
        return False
    article = _ARTICLE.match(plain)
    return article is None or _is_surname(plain[article.end() :].split())


def _is_surname(words: list[str]) -> bool:
    """After an article « Fontaine » and « goff » are surnames; « CCI », « club », « mari de Zoé » are none."""
    first = words[0]
    if fold(first) in _NOT_SURNAMES or (first.isupper() and len(first) <= _LONGEST_ACRONYM):
        return False
    return first[0].isupper() or len(words) == 1


def _has_letter(text: str) -> bool:
    return any(char.isalpha() for char in text)


def _name_pieces(cuts: _Cuts) -> None:
    """The first piece is the name, a short second one the role, else one before « chez »; all others are notes."""
    counted = [piece for piece in cuts.pieces if _counts(cuts.text, piece)]
    name = counted[0] if counted else None
    before_at = [piece for piece in counted[1:] if piece.at_follows]
    role = next((piece for piece in counted[1:2] + before_at if _may_be_role(cuts.text, piece)), None)
    for piece in cuts.pieces:
        kind = SpanKind.NAME if piece is name else SpanKind.TITLE if piece is role else SpanKind.NOTE
        cuts.add(kind, piece.start, piece.end)


def _counts(text: str, piece: _Piece) -> bool:
    return _has_letter(text[piece.start : piece.end]) and not _KEYWORD.match(text, piece.start)


def _may_be_role(text: str, piece: _Piece) -> bool:
    """A role has four words at most, and no contact point among them."""
    words = text[piece.start : piece.end]
    return MASK not in words and sum(any(map(str.isalnum, word)) for word in words.split()) <= _ROLE_WORDS
