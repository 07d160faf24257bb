"""From the properties of one card to a draft: what Carnet keeps, and the lines it keeps for others."""

import re
from collections.abc import Callable

from carnet.domain.contacts import ORIGINS, Channel, ContactPoint, PointKind, SocialProfile
from carnet.domain.dates import PartialDate
from carnet.errors import Problem
from carnet.formats import vcard_points as points
from carnet.formats.drafts import ContactDraft, has_identity
from carnet.formats.names import split_name
from carnet.formats.vcard_dates import is_no_date, read_date
from carnet.formats.vcard_frames import Frame, Property
from carnet.formats.vcard_photo import Photo, read_photo
from carnet.formats.vcard_text import Head, quoted_printable, split_escaped, unescape

SUFFIX = "X-CARNET-NAME-SUFFIX"

_LARGEST_FOREIGN = 1_000_000
_WORDS = re.compile(r"\w+")
_UUID = re.compile(r"urn:uuid:", re.IGNORECASE)
# Google's name for the list of all contacts.
_NO_TAGS = frozenset({"mycontacts"})


def read_card(frame: Frame, country: str) -> tuple[ContactDraft | None, list[Problem]]:
    """Return the draft of a card and remarks on it; no draft for groups and for cards that name nobody."""
    card = _Card(frame, country)
    for item in frame.properties:
        handler = _HANDLERS.get(item.head.name)
        if handler is None:
            card.keep_foreign(item)
        else:
            handler(card, item)
    if card.is_group:
        return None, [Problem(reason="group_card", row=frame.row)]
    draft = card.draft()
    if has_identity(draft):
        return draft, frame.problems
    return None, [Problem(reason="no_identity", row=frame.row)]


class _Card:
    """What has been understood of a card so far."""

    __slots__ = (
        "about", "aliases", "birthday", "circles", "city", "country", "foreign", "formatted", "frame", "groups",
        "introduced_by", "is_group", "labels", "met_on", "names", "nickname", "organisation", "origin", "photo",
        "points", "profiles", "stated_city", "tags", "title", "uid",
    )  # fmt: skip

    def __init__(self, frame: Frame, country: str) -> None:
        self.frame = frame
        self.country = country
        self.uid = self.formatted = self.nickname = self.organisation = self.title = self.introduced_by = ""
        self.names = ["", "", "", ""]
        self.about: list[str] = []
        self.city = ""
        self.stated_city: str | None = None
        self.birthday: PartialDate | None = None
        self.met_on: PartialDate | None = None
        self.origin: Channel | None = None
        self.photo: Photo | None = None
        self.points: list[points.Found] = []
        self.profiles: list[SocialProfile] = []
        self.tags: list[str] = []
        self.circles: list[str] = []
        self.aliases: list[str] = []
        self.foreign: list[tuple[str, str, str]] = []
        self.labels: dict[str, str] = {}
        self.groups: set[str] = set()
        self.is_group = False

    def keep_foreign(self, item: Property) -> None:
        """Keep a line to be written back as it came, quoted-printable and bare parameters excepted."""
        head, value, line = item
        if len(line) > _LARGEST_FOREIGN:
            self.frame.remark("line_too_long", line=line[:80])
            return
        if head.encoding == "Q":
            text = quoted_printable(value, head.params.get("CHARSET", "")).rstrip("\n")
            line = f"{head.foreign}:{text.replace(chr(10), chr(92) + 'n')}"
        elif len(head.foreign) + 1 + len(value) != len(line) or not line.startswith(head.foreign):
            line = f"{head.foreign}:{value}"
        self.foreign.append((head.group, head.name, line))

    def draft(self) -> ContactDraft:
        """Return what was understood, after the lines that depend on one another are settled."""
        self._settle_title()
        self._settle_label_address()
        prefix, first, middle, last = self._settle_names()
        photo = self.photo
        return ContactDraft(
            row=self.frame.row,
            uid=self.uid,
            prefix=prefix,
            first_name=first,
            middle_name=middle,
            last_name=last,
            nickname=self.nickname,
            birthday=self.birthday,
            city=self.city if self.stated_city is None else self.stated_city,
            about="\n\n".join(self.about),
            organisation=self.organisation,
            title=self.title,
            points=self._points(),
            profiles=tuple(self.profiles),
            tags=tuple(dict.fromkeys(self.tags)) if self.tags else (),
            circles=tuple(dict.fromkeys(self.circles)) if self.circles else (),
            aliases=tuple(dict.fromkeys(self.aliases)) if self.aliases else (),
            photo=photo.data if photo else None,
            photo_type=photo.type if photo else "",
            foreign=self._foreign() if self.foreign else (),
            introduced_by=self.introduced_by,
            origin_channel=self.origin,
            met_on=self.met_on,
        )

    def _points(self) -> tuple[ContactPoint, ...]:
        best: dict[PointKind, points.Found] = {}
        for found in self.points:
            if found.rank and (found.kind not in best or found.rank < best[found.kind].rank):
                best[found.kind] = found
        unique = {(found.kind, found.value): found for found in reversed(self.points)}
        kept = reversed(unique.values()) if len(unique) < len(self.points) else self.points
        chosen = {(found.kind, found.value) for found in best.values()}
        return tuple(
            ContactPoint(
                kind=found.kind,
                value=found.value,
                normalised=found.normalised,
                label=self.labels.get(found.group) or found.label if found.group else found.label,
                is_primary=(found.kind, found.value) in chosen,
            )
            for found in kept
        )

    def _foreign(self) -> tuple[str, ...]:
        return tuple(
            line
            for group, name, line in self.foreign
            if not (name == "X-ABLABEL" and (group in self.groups or not self.labels.get(group)))
        )

    def _settle_title(self) -> None:
        """Take the first ROLE as the title where there is no TITLE."""
        if not self.title and (at := self._first_foreign("ROLE")) is not None:
            _, _, line = self.foreign.pop(at)
            self.title = unescape(line.partition(":")[2]).strip()

    def _settle_label_address(self) -> None:
        """Take the first LABEL as an address where there is no ADR."""
        if any(found.kind is PointKind.ADDRESS for found in self.points):
            return
        if (at := self._first_foreign("LABEL")) is not None:
            group, _, line = self.foreign.pop(at)
            value = unescape(line.partition(":")[2]).strip()
            self.points.append(points.Found(PointKind.ADDRESS, value, "", "", 0, group))

    def _first_foreign(self, wanted: str) -> int | None:
        lines = enumerate(self.foreign)
        return next((at for at, (_, name, line) in lines if name == wanted and line.partition(":")[2].strip()), None)

    def _settle_names(self) -> tuple[str, str, str, str]:
        """Return prefix, first, middle and last name; FN gives them, or an alias, where it says more than N."""
        last, first, middle, prefix = self.names
        full = self.formatted
        if not full or full == f"{first} {last}":
            return prefix, first, middle, last
        if first or middle or last:
            if not self._says_nothing_new(full):
                self.aliases.insert(0, full)
        elif full not in self._stand_ins():
            first, last = split_name(full)
        return prefix, first, middle, last

    def _stand_ins(self) -> set[str]:
        """Return what FN holds for lack of a name."""
        values = [self.nickname, self.organisation, "?"]
        values += [found.value for found in self.points]
        values += [profile.url for profile in self.profiles]
        return {" ".join(value.split()) for value in values}

    def _says_nothing_new(self, full: str) -> bool:
        known = " ".join([*self.names, self.nickname, self.organisation, self._suffix()]).casefold()
        return set(_WORDS.findall(full.casefold())) <= set(_WORDS.findall(known)) or full in self.aliases

    def _suffix(self) -> str:
        at = self._first_foreign(SUFFIX)
        return "" if at is None else unescape(self.foreign[at][2].partition(":")[2])


def _text(item: Property) -> str:
    """Return the plain text of a property."""
    head, value, _ = item
    if head.encoding == "Q":
        return unescape(quoted_printable(value, head.params.get("CHARSET", "")), from_quoted=True).strip()
    return (unescape(value) if "\\" in value else value).strip()


def _raw(item: Property) -> tuple[str, bool]:
    """Return the value of a structured property, still escaped, and whether it was quoted-printable."""
    head, value, _ = item
    if head.encoding == "Q":
        return quoted_printable(value, head.params.get("CHARSET", "")), True
    return value, False


def _list(item: Property, separators: str = ",") -> list[str]:
    value, quoted = _raw(item)
    parts = [value]
    for separator in separators:
        parts = [piece for part in parts for piece in split_escaped(part, separator)]
    return [text for part in parts if (text := unescape(part, from_quoted=quoted).strip())]


def _on_name(card: _Card, item: Property) -> None:
    if any(card.names):
        card.keep_foreign(item)
        return
    value, quoted = _raw(item)
    parts = split_escaped(value, ";")
    if "," in value and card.frame.version != "2.1":
        parts = [" ".join(piece.strip() for piece in split_escaped(part, ",")) for part in parts]
    texts = [unescape(part, from_quoted=quoted).strip() for part in parts] + [""] * 5
    card.names = texts[:4]
    if texts[4]:
        card.foreign.append(("", SUFFIX, f"{SUFFIX}:{_one_line(texts[4])}"))


def _one_line(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def _on_formatted(card: _Card, item: Property) -> None:
    if text := " ".join(_text(item).split()):
        if card.formatted and text != card.formatted:
            card.aliases.append(text)
        card.formatted = card.formatted or text


def _on_nickname(card: _Card, item: Property) -> None:
    names = _list(item)
    if names and not card.nickname:
        card.nickname = names.pop(0)
    card.aliases += names


def _on_organisation(card: _Card, item: Property) -> None:
    value, quoted = _raw(item)
    company, *units = [unescape(part, from_quoted=quoted).strip() for part in split_escaped(value, ";")]
    first = bool(company) and not card.organisation
    if first:
        card.organisation = company
    if any(units) or (company and not first):
        card.keep_foreign(item)


def _on_title(card: _Card, item: Property) -> None:
    text = _text(item)
    if text and card.title:
        card.keep_foreign(item)
    card.title = card.title or text


def _on_note(card: _Card, item: Property) -> None:
    if text := _text(item):
        card.about.append(text)


def _on_birthday(card: _Card, item: Property) -> None:
    value = _text(item)
    day = read_date(value, item.head.params.get("X-APPLE-OMIT-YEAR", ""))
    if day is not None and card.birthday is None:
        card.birthday = day
    elif value:
        card.keep_foreign(item)
        if day is None and not is_no_date(value):
            card.frame.remark("bad_date", value=value[:40])


def _on_categories(card: _Card, item: Property) -> None:
    card.tags += [tag for tag in _list(item, ",;") if tag.lower() not in _NO_TAGS]


def _on_uid(card: _Card, item: Property) -> None:
    card.uid = card.uid or _UUID.sub("", _text(item), count=1)


def _on_phone(card: _Card, item: Property) -> None:
    if text := _text(item):
        _add_point(card, points.phone(item.head, text, card.country))


def _on_email(card: _Card, item: Property) -> None:
    if text := _text(item):
        _add_point(card, points.email(item.head, text))


def _on_url(card: _Card, item: Property) -> None:
    text = _text(item)
    profile = points.profile_of_url(text)
    if profile:
        _add_profile(card, profile, item.head)
    elif text:
        _add_point(card, points.url(item.head, text))


def _on_messaging(card: _Card, item: Property) -> None:
    if text := _text(item):
        _add_point(card, points.messaging(item.head, text))


def _on_address(card: _Card, item: Property) -> None:
    value, quoted = _raw(item)
    read = points.address(item.head, value, from_quoted=quoted)
    if read:
        found, city = read
        card.city = card.city or city
        _add_point(card, found)


def _on_social_profile(card: _Card, item: Property) -> None:
    if text := _text(item):
        profile = points.social_profile(item.head, text)
        _add_profile(card, profile, item.head)


def _add_point(card: _Card, found: points.Found) -> None:
    card.points.append(found)
    if found.group:
        card.groups.add(found.group)


def _add_profile(card: _Card, profile: SocialProfile, head: Head) -> None:
    connected = read_date(head.params.get("X-CARNET-CONNECTED-ON", ""))
    day = connected.first_day if connected else None
    profile = SocialProfile(network=profile.network, url=profile.url, slug=profile.slug, connected_on=day)
    if profile not in card.profiles:
        card.profiles.append(profile)
    if head.group:
        card.groups.add(head.group)


def _on_photo(card: _Card, item: Property) -> None:
    if card.photo is not None:
        card.keep_foreign(item)
        return
    photo = read_photo(item.value.strip(), inline=item.head.encoding == "B")
    if isinstance(photo, Photo):
        card.photo = photo
    elif item.value.strip():
        card.keep_foreign(item)
        if photo.reason != "photo_elsewhere":
            card.frame.remark(photo.reason)


def _on_kind(card: _Card, item: Property) -> None:
    kind = item.value.strip().lower()
    card.is_group = card.is_group or kind == "group"
    if kind not in {"group", "individual"}:
        card.keep_foreign(item)


def _on_label(card: _Card, item: Property) -> None:
    text = _text(item)
    if text.startswith("_$!<") and text.endswith(">!$_"):
        text = text[4:-4]
    card.labels.setdefault(item.head.group, text)
    card.keep_foreign(item)


def _on_introducer(card: _Card, item: Property) -> None:
    card.introduced_by = card.introduced_by or _text(item)


def _on_origin(card: _Card, item: Property) -> None:
    text = _text(item)
    if text in ORIGINS:
        card.origin = Channel(text)
    else:
        card.keep_foreign(item)


def _on_met(card: _Card, item: Property) -> None:
    card.met_on = read_date(_text(item)) or card.met_on


def _on_city(card: _Card, item: Property) -> None:
    card.stated_city = _text(item)


def _on_circles(card: _Card, item: Property) -> None:
    card.circles += _list(item)


def _on_alias(card: _Card, item: Property) -> None:
    if text := _text(item):
        card.aliases.append(text)


def _ignore(card: _Card, item: Property) -> None:
    """Leave out what says nothing of the person."""


_HANDLERS: dict[str, Callable[[_Card, Property], None]] = {
    "N": _on_name,
    "FN": _on_formatted,
    "NICKNAME": _on_nickname,
    "ORG": _on_organisation,
    "TITLE": _on_title,
    "NOTE": _on_note,
    "BDAY": _on_birthday,
    "CATEGORIES": _on_categories,
    "UID": _on_uid,
    "TEL": _on_phone,
    "EMAIL": _on_email,
    "URL": _on_url,
    "IMPP": _on_messaging,
    **dict.fromkeys(points.MESSAGING, _on_messaging),
    "ADR": _on_address,
    "X-SOCIALPROFILE": _on_social_profile,
    "SOCIALPROFILE": _on_social_profile,
    "PHOTO": _on_photo,
    "KIND": _on_kind,
    "X-ADDRESSBOOKSERVER-KIND": _on_kind,
    "X-ABLABEL": _on_label,
    "X-CARNET-INTRODUCED-BY": _on_introducer,
    "X-CARNET-ORIGIN": _on_origin,
    "X-CARNET-MET-ON": _on_met,
    "X-CARNET-CITY": _on_city,
    "X-CARNET-CIRCLES": _on_circles,
    "X-CARNET-ALIAS": _on_alias,
    "VERSION": _ignore,
    "PRODID": _ignore,
    "REV": _ignore,
}
