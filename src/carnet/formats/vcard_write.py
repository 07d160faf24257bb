"""From drafts to vCard 3.0 and 4.0: every field that Carnet keeps, and the foreign lines as they came."""

import re
from collections.abc import Iterator

from carnet.domain.contacts import ContactPoint, PointKind, SocialProfile, display_name
from carnet.domain.profiles import recognise
from carnet.formats.drafts import ContactDraft
from carnet.formats.vcard_card import SUFFIX
from carnet.formats.vcard_dates import write_date
from carnet.formats.vcard_photo import Photo, write_photo
from carnet.formats.vcard_points import address_value, city_of
from carnet.formats.vcard_text import escape, quoted, unescape

_WIDTH = 75
_PROPERTY = {
    PointKind.EMAIL: "EMAIL",
    PointKind.PHONE: "TEL",
    PointKind.URL: "URL",
    PointKind.MESSAGING: "IMPP",
    PointKind.ADDRESS: "ADR",
}
# Labels that TYPE may hold; any other goes to X-ABLabel.
_TYPES = frozenset({"home", "work", "cell", "fax", "pager", "car", "isdn", "video", "msg", "main", "other", "school"})
_GROUP = re.compile(r"item([0-9]{1,9})\.", re.IGNORECASE)
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_FRAMING = re.compile(r"\s*(?:[\w-]*\.)?(?:BEGIN|END|VERSION)\s*[;:]", re.IGNORECASE)
_ORGANISATION = re.compile(r"(?:[\w-]*\.)?ORG[;:]", re.IGNORECASE)


def write_card(card: ContactDraft, version: str) -> bytes:
    """Return one card, folded at 75 octets, lines ended by CRLF."""
    lines = ["BEGIN:VCARD", f"VERSION:{version}", *_Writer(card, version).lines(), "END:VCARD"]
    return b"".join(folded(line) for line in lines)


def folded(line: str) -> bytes:
    """Return a line cut at 75 octets, never inside a character."""
    data = line.replace("\0", "").encode("utf-8", errors="replace")
    if len(data) <= _WIDTH:
        return data + b"\r\n"
    pieces = []
    start, width = 0, _WIDTH
    while start < len(data):
        end = min(start + width, len(data))
        while end < len(data) and data[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(data[start:end])
        start, width = end, _WIDTH - 1
    return b"\r\n ".join(pieces) + b"\r\n"


class _Writer:
    """Writes one card; holds the number of its next group."""

    def __init__(self, card: ContactDraft, version: str) -> None:
        self._card = card
        self._version = version
        self._suffix = ""
        self._foreign = [line for line in map(self._foreign_line, card.foreign) if line]
        numbers = [int(match[1]) for line in self._foreign if (match := _GROUP.match(line))]
        self._group = max(numbers, default=0)

    def _foreign_line(self, line: str) -> str:
        """Return a foreign line fit to be written; "" for one that would break the card, or that N takes in."""
        name, _, value = line.partition(":")
        if name.upper() == SUFFIX and not self._suffix:
            self._suffix = unescape(value)
            return ""
        return "" if _FRAMING.match(line) else line.replace("\r", "").replace("\n", "\\n")

    def lines(self) -> Iterator[str]:
        """Yield the properties, unfolded."""
        card = self._card
        yield from self._names()
        yield from self._work()
        for kind, value in (("NICKNAME", card.nickname), ("NOTE", card.about)):
            if value:
                yield f"{kind}:{escape(value)}"
        if card.birthday:
            yield f"BDAY:{write_date(card.birthday, self._version)}"
        for point in card.points:
            yield from self._point(point)
        for profile in card.profiles:
            yield self._profile(profile)
        if card.tags:
            yield "CATEGORIES:" + ",".join(map(escape, card.tags))
        if card.photo and card.photo_type:
            yield write_photo(Photo(card.photo, card.photo_type), self._version)
        yield from self._own()
        yield from self._foreign

    def _names(self) -> Iterator[str]:
        card = self._card
        if card.uid:
            yield f"UID:urn:uuid:{card.uid}" if self._is_uuid() else f"UID:{escape(card.uid)}"
        yield f"FN:{escape(self._full_name())}"
        parts = (card.last_name, card.first_name, card.middle_name, card.prefix, self._suffix)
        yield "N:" + ";".join(map(escape, parts))

    def _is_uuid(self) -> bool:
        return self._version == "4.0" and bool(_UUID.fullmatch(self._card.uid))

    def _full_name(self) -> str:
        card = self._card
        if card.first_name or card.middle_name or card.last_name:
            parts = (card.prefix, card.first_name, card.middle_name, card.last_name, self._suffix)
            return " ".join(" ".join(parts).split())
        values = [point.value for point in card.points] + [profile.url for profile in card.profiles]
        shown = display_name(nickname=card.nickname, organisation=card.organisation, fallback=next(iter(values), ""))
        return " ".join(shown.split())

    def _work(self) -> Iterator[str]:
        card = self._card
        company = escape(card.organisation)
        other = next(filter(_ORGANISATION.match, self._foreign), "")
        if company and not _holds(other, company):
            yield f"ORG:{company}"
        if card.title:
            yield f"TITLE:{escape(card.title)}"

    def _point(self, point: ContactPoint) -> Iterator[str]:
        name = _PROPERTY[point.kind]
        words = point.label.split()
        typed = bool(words) and " ".join(words) == point.label and _TYPES.issuperset(words)
        types = list(words) if typed else []
        types += ["pref"] if point.is_primary and self._version == "3.0" else []
        name += ";TYPE=" + ",".join(types) if types else ""
        name += ";PREF=1" if point.is_primary and self._version == "4.0" else ""
        value = address_value(point) if point.kind is PointKind.ADDRESS else _value(point)
        if point.label and not typed:
            self._group += 1
            yield f"item{self._group}.{name}:{value}"
            yield f"item{self._group}.X-ABLabel:{escape(point.label)}"
        else:
            yield f"{name}:{value}"

    def _profile(self, profile: SocialProfile) -> str:
        known = recognise(profile.url)
        head = f"X-SOCIALPROFILE;TYPE={profile.network.value}"
        if profile.slug != (known.slug if known and known.network is profile.network else ""):
            head += f";X-CARNET-SLUG={quoted(profile.slug)}"
        if profile.connected_on:
            head += f";X-CARNET-CONNECTED-ON={profile.connected_on.isoformat()}"
        return f"{head}:{_uri(profile.url)}"

    def _own(self) -> Iterator[str]:
        """Yield what only Carnet knows of."""
        card = self._card
        if card.introduced_by:
            yield f"X-CARNET-INTRODUCED-BY:{escape(card.introduced_by)}"
        if card.origin_channel:
            yield f"X-CARNET-ORIGIN:{card.origin_channel.value}"
        if card.met_on:
            yield f"X-CARNET-MET-ON:{card.met_on}"
        if card.circles:
            yield "X-CARNET-CIRCLES:" + ",".join(map(escape, card.circles))
        if card.city != next((city for point in card.points if (city := _city(point))), ""):
            yield f"X-CARNET-CITY:{escape(card.city)}"
        for alias in card.aliases:
            yield f"X-CARNET-ALIAS:{escape(alias)}"


def _holds(line: str, company: str) -> bool:
    """Return whether an ORG line gives departments of that organisation."""
    name, _, departments = line.partition(":")[2].partition(company + ";")
    return not name and bool(departments.strip("; \t"))


def _city(point: ContactPoint) -> str:
    return city_of(point) if point.kind is PointKind.ADDRESS and address_value(point) == point.normalised else ""


def _value(point: ContactPoint) -> str:
    return _uri(point.value) if point.kind in {PointKind.URL, PointKind.MESSAGING} else escape(point.value)


def _uri(value: str) -> str:
    """Return an address as a value; commas and semicolons of a URI stand as they are."""
    return value.replace("\\", "\\\\").replace("\r", "").replace("\n", "\\n")
