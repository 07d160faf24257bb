"""From the properties of one card to a draft: what Carnet keeps, and the lines it keeps for others."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from carnet.domain import emails, phones
from carnet.domain.contacts import ORIGINS, Channel, ContactPoint, PointKind, SocialProfile
from carnet.domain.dates import PartialDate
from carnet.errors import Problem
from carnet.formats import vcard_points as points
from carnet.formats.drafts import ContactDraft, has_identity
from carnet.formats.names import split_name
from carnet.formats.vcard_dates import is_no_date, read_date
from carnet.formats.vcard_frames import Frame, Property
from carnet.formats.vcard_lines import LONGEST_LINE
from carnet.formats.vcard_photo import Photo, read_photo
from carnet.formats.vcard_text import Head, quoted_printable, split_escaped, unescape

SUFFIX = "X-CARNET-NAME-SUFFIX"
MOST_PROPERTIES = 2000

_LARGEST_FOREIGN = 1_000_000
_WORDS = re.compile(r"\w+")
_UUID = re.compile(r"urn:uuid:", re.IGNORECASE)
# Google's name for the list of all contacts.
_NO_TAGS = frozenset({"mycontacts"})


def read_card(frame: Frame, country: str) -> tuple[ContactDraft | None, list[Problem]]:
    """Return the draft of a card and remarks on it; no draft for groups and for cards that name nobody."""
    card = _Card(frame, country)
    if len(frame.properties) > MOST_PROPERTIES:
        frame.remark("too_many_properties", most=MOST_PROPERTIES)
    for item in frame.properties[:MOST_PROPERTIES]:
        handler = _HANDLERS.get(item[0].name, _keep_foreign)
        if len(item[1]) > LONGEST_LINE:
            frame.remark("line_too_long", line=f"{item[0].foreign}:{item[1][:40]}"[:80])
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

    uid = formatted = nickname = organisation = title = introduced_by = city = ""
    names: Sequence[str] = ("", "", "", "")
    stated_city: str | None = None
    birthday: PartialDate | None = None
    met_on: PartialDate | None = None
    origin: Channel | None = None
    photo: Photo | None = None
    is_group = False

    def __init__(self, frame: Frame, country: str) -> None:
        self.frame = frame
        self.country = country
        self.version = frame.version()
        self.about: list[str] = []
        self.points: list[ContactPoint] = []
        self.unsettled: list[tuple[int, Head]] = []
        self.profiles: list[SocialProfile] = []
        self.tags: list[str] = []
        self.circles: list[str] = []
        self.aliases: list[str] = []
        self.foreign: list[tuple[str, str, str]] = []
        self.labels: dict[str, str] = {}
        self.groups: set[str] = set()

    def keep_foreign(self, item: Property) -> None:
        """Keep a line to be written back as it came, quoted-printable and bare parameters excepted."""
        head, value = item
        if head.encoding == "Q":
            text = quoted_printable(value, head.params.get("CHARSET", "")).rstrip("\n")
            value = text.replace("\n", "\\n")
        elif head.encoding == "B":
            value = "".join(value.split())
        line = f"{head.foreign}:{value}"
        if len(line) > _LARGEST_FOREIGN:
            self.frame.remark("line_too_long", line=line[:80])
        else:
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

    def add_point(self, head: Head, kind: PointKind, value: str, normalised: str = "", label: str = "") -> None:
        """Keep a contact point; its label may still come from its group, its primacy depends on its rivals."""
        if head.group or head.rank:
            self.unsettled.append((len(self.points), head))
            self.groups.add(head.group)
        self.points.append(ContactPoint(kind=kind, value=value, normalised=normalised, label=label or head.label))

    def _points(self) -> tuple[ContactPoint, ...]:
        found = self.points
        best: dict[PointKind, tuple[int, int]] = {}
        for at, head in self.unsettled:
            kind = found[at].kind
            if label := self.labels.get(head.group):
                found[at] = replace(found[at], label=label)
            if head.rank:
                best[kind] = min(best.get(kind, (101, 0)), (head.rank, at))
        for _, at in best.values():
            found[at] = replace(found[at], is_primary=True)
        return tuple(found) if len(found) < 2 else _without_twins(found)

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
            _, _, line = self.foreign.pop(at)
            value = unescape(line.partition(":")[2]).strip()
            self.points.append(ContactPoint(kind=PointKind.ADDRESS, value=value))

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


def _without_twins(found: list[ContactPoint]) -> tuple[ContactPoint, ...]:
    """Return the points, of equal ones the primary or the first only."""
    if len({(point.value, point.kind, point.label) for point in found}) == len(found):
        return tuple(found)
    kept: dict[tuple[str, PointKind, str], ContactPoint] = {}
    for point in found:
        key = (point.value, point.kind, point.label)
        if key not in kept or point.is_primary:
            kept[key] = point
    return tuple(kept.values())


def _text(item: Property) -> str:
    """Return the plain text of a property."""
    head, value = item
    if not head.encoding and "\\" not in value:
        return value.strip()
    if head.encoding == "Q":
        return unescape(quoted_printable(value, head.params.get("CHARSET", "")), from_quoted=True).strip()
    return unescape(value).strip()


def _raw(item: Property) -> tuple[str, bool]:
    """Return the value of a structured property, still escaped, and whether it was quoted-printable."""
    head, value = item
    if head.encoding == "Q":
        return quoted_printable(value, head.params.get("CHARSET", "")), True
    return value, False


def _list(item: Property, separators: str = ",") -> list[str]:
    value, quoted = _raw(item)
    if not quoted and "\\" not in value and ";" not in value:
        return [text for part in value.split(",") if (text := part.strip())]
    parts = [value]
    for separator in separators:
        parts = [piece for part in parts for piece in split_escaped(part, separator)]
    return [text for part in parts if (text := unescape(part, from_quoted=quoted).strip())]


def _on_name(card: _Card, item: Property) -> None:
    if any(card.names):
        card.keep_foreign(item)
        return
    value, quoted = _raw(item)
    if not quoted and "\\" not in value and "," not in value and value.count(";") == 4 and value.endswith(";"):
        card.names = [part.strip() for part in value.split(";")][:4]
        return
    parts = split_escaped(value, ";")
    if "," in value and card.version != "2.1":
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
    day = read_date(value, item[0].params.get("X-APPLE-OMIT-YEAR", ""))
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
        value = text[4:] if text[:4].lower() == "tel:" else text
        card.add_point(item[0], PointKind.PHONE, value, phones.normalise(value, card.country))


def _on_email(card: _Card, item: Property) -> None:
    if text := _text(item):
        value = text[7:] if text[:7].lower() == "mailto:" else text
        card.add_point(item[0], PointKind.EMAIL, value, emails.normalise(value))


def _on_url(card: _Card, item: Property) -> None:
    text = _text(item)
    if profile := points.profile_of_url(text):
        _add_profile(card, profile, item[0])
    elif text:
        card.add_point(item[0], PointKind.URL, text)


def _on_messaging(card: _Card, item: Property) -> None:
    if text := _text(item):
        value, label = points.handle(item[0], text)
        card.add_point(item[0], PointKind.MESSAGING, value, label=label)


def _on_address(card: _Card, item: Property) -> None:
    value, quoted = _raw(item)
    if address := points.read_address(value, from_quoted=quoted):
        card.city = card.city or address.city
        card.add_point(item[0], PointKind.ADDRESS, address.text, address.parts)


def _on_social_profile(card: _Card, item: Property) -> None:
    if text := _text(item):
        profile = points.social_profile(item[0], text)
        _add_profile(card, profile, item[0])


def _add_profile(card: _Card, profile: SocialProfile, head: Head) -> None:
    if connected := read_date(head.params.get("X-CARNET-CONNECTED-ON", "")):
        profile = replace(profile, connected_on=connected.first_day)
    if profile not in card.profiles:
        card.profiles.append(profile)
    if head.group:
        card.groups.add(head.group)


def _on_photo(card: _Card, item: Property) -> None:
    if card.photo is not None:
        card.keep_foreign(item)
        return
    photo = read_photo(item[1].strip(), inline=item[0].encoding == "B")
    if isinstance(photo, Photo):
        card.photo = photo
    elif item[1].strip():
        card.keep_foreign(item)
        if photo.reason != "photo_elsewhere":
            card.frame.remark(photo.reason)


def _on_kind(card: _Card, item: Property) -> None:
    kind = item[1].strip().lower()
    card.is_group = card.is_group or kind == "group"
    if kind not in {"group", "individual"}:
        card.keep_foreign(item)


def _on_label(card: _Card, item: Property) -> None:
    text = _text(item)
    if text.startswith("_$!<") and text.endswith(">!$_"):
        text = text[4:-4]
    card.labels.setdefault(item[0].group, text)
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


def _keep_foreign(card: _Card, item: Property) -> None:
    card.keep_foreign(item)


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
