"""Which of all that may be pasted a text is, and the people that it tells of; never refuses, never fetches."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from carnet.domain import profile_pages, profiles, signatures
from carnet.domain.capture import split_lines
from carnet.domain.clips import Clip, ClipKind, ClipLine, Pasted, line_of
from carnet.domain.contacts import ContactPoint, PointKind
from carnet.errors import CarnetError
from carnet.formats import html_text, mecard, pasted_tables, vcard
from carnet.formats.drafts import ContactDraft

_VCARD = re.compile(r"^[ \t]*begin:vcard\s*$", re.IGNORECASE | re.MULTILINE)
_CALENDAR = re.compile(r"^[ \t]*begin:(?:vcalendar|vevent)\s*$", re.IGNORECASE | re.MULTILINE)
_WIFI = re.compile(r"\s*wifi:", re.IGNORECASE)
_REACH = re.compile(r"\s*(mailto|tel|sms|smsto):([^?\s]+)\S*\s*", re.IGNORECASE)
_FITS = frozenset({PointKind.EMAIL, PointKind.PHONE, PointKind.URL, PointKind.ADDRESS})
# What programs write into every card, and says nothing of the person.
_OF_PROGRAMS = re.compile(
    r"(?:[\w-]*\.)?(?:PRODID|REV|X-ABUID|CALSCALE|SOURCE|CLASS|MAILER|LABEL|X-ABLABEL|X-ABADR)[;:]", re.IGNORECASE
)
_MOST = 2_000_000
_MOST_PEOPLE, _LONGEST_LINE = 500, 200


def understand(text: str, html: str, today: date, country: str) -> Clip:
    """Return what a text is, with the HTML that was copied with it ("" for none).

    One person, or lines of people, become lines of quick add; what an import reads becomes its bytes.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if _CALENDAR.search(text):
        return Clip(ClipKind.FILE, data=text.encode("utf-8", errors="replace"))
    if _VCARD.search(text):
        return _cards(text, today, country)
    if len(text) > _MOST:
        return Clip(ClipKind.NOTHING)
    piece = html_text.read(html) if 0 < len(html) <= _MOST else html_text.PieceOfPage((), ())
    return Clip(ClipKind.WIFI) if _WIFI.match(text) else _text(text, piece, today, country)


def understand_codes(texts: Iterable[str], today: date, country: str) -> Clip:
    """Return what the codes of one picture say together; Wi-Fi only where there is nobody."""
    clips = [understand(text, "", today, country) for text in texts]
    lines = {line.text: line for clip in clips for line in clip.lines}
    data = b"\r\n".join(clip.data for clip in clips if clip.data)
    if lines or data:
        return Clip(ClipKind.PEOPLE if lines else ClipKind.FILE, tuple(lines.values()), data)
    return next((clip for clip in clips if clip.kind is ClipKind.WIFI), Clip(ClipKind.NOTHING))


def understand_card(text: str, today: date, country: str) -> Clip:
    """Return the one person that the words on a business card tell of."""
    return Clip(ClipKind.PEOPLE, (line_of(signatures.read(text, country), today, country, text),))


def _text(text: str, piece: html_text.PieceOfPage, today: date, country: str) -> Clip:
    """Return what a text of no format is: a code, a page of a profile, signatures, a table, else a list of people."""
    whole = text.strip()
    links = [link for link in piece.links if profiles.recognise(link)]
    source = whole if "\n" in whole else ""
    if person := _code(whole, country) or profile_pages.read(whole, links, country):
        return Clip(ClipKind.PEOPLE, (line_of(person, today, country, source),))
    if people := _signatures(whole, piece.links, country):
        return Clip(ClipKind.PEOPLE, tuple(line_of(person, today, country, part) for part, person in people))
    if data := _table(text, piece.rows):
        return Clip(ClipKind.FILE, data=data)
    if person := profile_pages.read_named(whole, links, country):
        return Clip(ClipKind.PEOPLE, (line_of(person, today, country, source),))
    lines = split_lines(whole)
    return (
        Clip(ClipKind.PEOPLE, tuple(map(ClipLine, lines))) if lines and not _is_prose(lines) else Clip(ClipKind.NOTHING)
    )


def _signatures(text: str, links: Sequence[str], country: str) -> list[tuple[str, Pasted]]:
    """Return the signatures of a text with whom they are of; an address may only be behind a link."""
    parts = signatures.blocks(text, country)
    if len(parts) > 1:
        return [(part, signatures.read(part, country)) for part in parts]
    hidden = [bare for link in links if (bare := _hidden(link)) and bare not in text]
    whole = "\n".join([text, *hidden])
    return [(text, signatures.read(whole, country))] if signatures.is_signature(whole, country) else []


def _is_prose(lines: Sequence[str]) -> bool:
    """Tell an article from a list of people: most of its lines are longer than any line of quick add, or too many."""
    return len(lines) > _MOST_PEOPLE or sum(len(line) > _LONGEST_LINE for line in lines) * 2 > len(lines) > 1


def _code(text: str, country: str) -> Pasted | None:
    """Return the person of what a code holds in one line: a short card, a way to reach her, the page of a profile."""
    if mecard.is_mecard(text):
        draft = mecard.read(text, country)
        return _of_draft(draft) if draft else None
    if reach := _REACH.fullmatch(text):
        return Pasted(reach=(reach[2],))
    profile = profiles.recognise(text) if len(text.split()) == 1 else None
    return Pasted(profile_pages.name_of_address(text), reach=(profiles.tidied(profile).url,)) if profile else None


def _hidden(link: str) -> str:
    """Return the address or number behind a link, which the text need not show."""
    scheme, _, rest = link.partition(":")
    return rest.partition("?")[0] if scheme.lower() in {"mailto", "tel"} else ""


def _cards(text: str, today: date, country: str) -> Clip:
    """One card that a line can hold is a line; more, or what a line would lose, is for an import."""
    data = text.encode("utf-8", errors="replace")
    try:
        reading = vcard.read(data, country=country)
    except CarnetError:
        return Clip(ClipKind.FILE, data=data)
    if len(reading.drafts) == 1 and reading.units_read == 1 and _fits(reading.drafts[0]):
        return Clip(ClipKind.PEOPLE, (line_of(_of_draft(reading.drafts[0]), today, country, text.strip()),))
    return Clip(ClipKind.FILE, data=data)


def _fits(draft: ContactDraft) -> bool:
    """Tell whether a line holds all that a card says."""
    more = (draft.photo, draft.prefix, draft.birthday, draft.aliases, draft.circles, draft.tags, draft.introduced_by)
    return not (
        any(more)
        or draft.origin_channel
        or draft.met_on
        or any(point.kind not in _FITS for point in draft.points)
        or any(not _OF_PROGRAMS.match(line) for line in draft.foreign)
    )


def _of_draft(draft: ContactDraft) -> Pasted:
    """Return the person of a card as a line takes her; what a line has no place for is in the note."""
    name = " ".join(filter(None, (draft.first_name, draft.middle_name, draft.last_name)))
    reach = [f"{_label(point.label)}{point.value}" for point in draft.points if not _is_noted(point)]
    reach += [profile.url for profile in draft.profiles]
    noted = [f"Fax {point.value}" if _is_fax(point) else point.value for point in draft.points if _is_noted(point)]
    city = "" if any(draft.city in text for text in noted) else draft.city
    note = "\n".join(filter(None, [draft.nickname if name else "", draft.about, *noted, city]))
    return Pasted(name or draft.nickname, draft.title, draft.organisation, tuple(reach), note)


def _is_noted(point: ContactPoint) -> bool:
    return point.kind is PointKind.ADDRESS or _is_fax(point)


def _is_fax(point: ContactPoint) -> bool:
    return "fax" in point.label.lower().split()


def _label(label: str) -> str:
    """Return the word of a label that a line knows before a point."""
    known = {"cell": "mobile ", "work": "pro ", "home": "perso "}
    return next((known[word] for word in label.lower().split() if word in known), "")


def _table(text: str, cells: Sequence[Sequence[str]]) -> bytes:
    """Return a table as the import reads it: the text as it is, or that of a page with tabs between its cells."""
    if pasted_tables.is_table(pasted_tables.rows_of(text)):
        return text.encode("utf-8", errors="replace")
    return "\n".join("\t".join(row) for row in cells).encode() if pasted_tables.is_table(cells) else b""
