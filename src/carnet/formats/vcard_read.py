"""From the properties of one card to a draft: what each property means to Carnet."""

import re
from collections.abc import Callable
from dataclasses import replace

from carnet.domain import emails, phones
from carnet.domain.contacts import ORIGINS, Channel, PointKind, SocialProfile
from carnet.errors import Problem
from carnet.formats import vcard_points as points
from carnet.formats.drafts import ContactDraft, has_identity
from carnet.formats.vcard_card import SUFFIX, Card
from carnet.formats.vcard_dates import is_no_date, read_date
from carnet.formats.vcard_frames import Frame, Group, Property
from carnet.formats.vcard_lines import LONGEST_LINE
from carnet.formats.vcard_photo import Photo, read_photo
from carnet.formats.vcard_text import Head, quoted_printable, split_escaped, unescape

MOST_PROPERTIES = 2000

# By name, as in `domain.points`.
_PHONE, _EMAIL, _URL = PointKind.PHONE, PointKind.EMAIL, PointKind.URL
_MESSAGING, _ADDRESS = PointKind.MESSAGING, PointKind.ADDRESS
_REFERENCE = re.compile(r"urn:uuid:|mailto:", re.IGNORECASE)
_UUID = re.compile(r"urn:uuid:", re.IGNORECASE)
# Google's name for the list of all contacts.
_NO_TAGS = frozenset({"mycontacts"})


def read_card(frame: Frame, country: str) -> tuple[ContactDraft | None, list[Problem]]:
    """Return the draft of a card and remarks on it; no draft for groups and for cards that name nobody."""
    card = Card(frame, country)
    if len(frame.properties) > MOST_PROPERTIES:
        frame.remark("too_many_properties", most=MOST_PROPERTIES)
        del frame.properties[MOST_PROPERTIES:]
    of_text_by_name = _OF_TEXT.get
    for item in frame.properties:
        head, value = item
        if len(value) > LONGEST_LINE:
            frame.remark("line_too_long", line=f"{head.foreign}:{value[:40]}"[:80])
        elif of_text := of_text_by_name(head.name):
            text = _text(item) if head.encoding or "\\" in value else value.strip()
            if text:
                of_text(card, text, item)
        else:
            _OTHERS.get(head.name, _keep_foreign)(card, item)
    if card.is_group:
        frame.group = Group(card.formatted or " ".join(filter(None, card.names)), frozenset(card.members))
        return None, [Problem(reason="group_card", row=frame.row)]
    draft = card.draft()
    if has_identity(draft):
        return draft, frame.problems
    return None, [Problem(reason="no_identity", row=frame.row)]


def known_as(reference: str) -> str:
    """Return what a card is named by in a group: its UID, else its e-mail address; Apple adds its kind to the first."""
    return _REFERENCE.sub("", reference.strip(), count=1).lower().removesuffix(":abperson")


def _text(item: Property) -> str:
    """Return the plain text of a property."""
    head, value = item
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


def _on_name(card: Card, item: Property) -> None:
    if any(card.names):
        card.keep_foreign(item)
        return
    value, quoted = _raw(item)
    if not quoted and "\\" not in value and "," not in value and value.count(";") == 4 and value.endswith(";"):
        card.names = [part.strip() for part in value.split(";")][:4]
        return
    parts = split_escaped(value, ";")
    if len(parts) == 1 and " " in value.strip():
        _on_formatted(card, unescape(value, from_quoted=quoted).strip(), item)  # as makers of QR codes write it
        return
    if "," in value and not _is_old(card.frame):
        parts = [" ".join(piece.strip() for piece in split_escaped(part, ",")) for part in parts]
    texts = [unescape(part, from_quoted=quoted).strip() for part in parts] + [""] * 5
    card.names = texts[:4]
    if texts[4]:
        card.foreign.insert(0, ("", SUFFIX, f"{SUFFIX}:{_one_line(texts[4])}"))


def _is_old(frame: Frame) -> bool:
    """Return whether a card is of vCard 2.1, where commas separate nothing; the version may come last."""
    return any(head.name == "VERSION" and value.strip() == "2.1" for head, value in frame.properties)


def _one_line(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def _on_formatted(card: Card, text: str, item: Property) -> None:
    del item
    text = " ".join(text.split())
    if card.formatted and text != card.formatted:
        card.aliases.append(text)
    card.formatted = card.formatted or text


def _on_nickname(card: Card, item: Property) -> None:
    names = _list(item)
    if names and not card.nickname:
        card.nickname = names.pop(0)
    card.aliases += names


def _on_android(card: Card, item: Property) -> None:
    kind, _, value = _raw(item)[0].partition(";")
    name = value.partition(";")[0].strip()
    if kind != "vnd.android.cursor.item/nickname" or not name or card.nickname:
        card.keep_foreign(item)
        return
    card.nickname = name


def _on_organisation(card: Card, item: Property) -> None:
    value, quoted = _raw(item)
    company, *units = [unescape(part, from_quoted=quoted).strip() for part in split_escaped(value, ";")]
    first = bool(company) and not card.organisation
    if first:
        card.organisation = company
    if any(units) or (company and not first):
        card.keep_foreign(item)


def _on_title(card: Card, text: str, item: Property) -> None:
    if card.title:
        card.keep_foreign(item)
    card.title = card.title or text


def _on_note(card: Card, text: str, item: Property) -> None:
    del item
    card.about.append(text)


def _on_birthday(card: Card, text: str, item: Property) -> None:
    day = read_date(text, item[0].params.get("X-APPLE-OMIT-YEAR", ""))
    if day is not None and card.birthday is None:
        card.birthday = day
        return
    card.keep_foreign(item)
    if day is None and not is_no_date(text):
        card.frame.remark("bad_date", value=text[:40])


def _on_categories(card: Card, item: Property) -> None:
    card.tags += [tag for tag in _list(item, ",;") if tag.lower() not in _NO_TAGS]


def _on_uid(card: Card, text: str, item: Property) -> None:
    del item
    card.uid = card.uid or (_UUID.sub("", text, count=1) if ":" in text else text)


def _on_phone(card: Card, text: str, item: Property) -> None:
    value = text[4:].strip() if text[:4].lower() == "tel:" else text
    if value:
        card.add_point(item[0], _PHONE, value, phones.normalise(value, card.country))


def _on_email(card: Card, text: str, item: Property) -> None:
    value = text[7:].strip() if text[:7].lower() == "mailto:" else text
    if value:
        card.add_point(item[0], _EMAIL, value, emails.normalise(value))


def _on_url(card: Card, text: str, item: Property) -> None:
    if profile := points.profile_of_url(text):
        _add_profile(card, profile, item[0])
    else:
        card.add_point(item[0], _URL, text)


def _on_messaging(card: Card, text: str, item: Property) -> None:
    for each in text.split(points.BETWEEN):
        value, label = points.handle(item[0], each)
        card.add_point(item[0], _MESSAGING, value, label=label)


def _on_address(card: Card, item: Property) -> None:
    value, quoted = _raw(item)
    if address := points.read_address(value, from_quoted=quoted):
        card.city = card.city or address.city
        card.add_point(item[0], _ADDRESS, address.text, address.parts)


def _on_social_profile(card: Card, text: str, item: Property) -> None:
    _add_profile(card, points.social_profile(item[0], text), item[0])


def _add_profile(card: Card, profile: SocialProfile, head: Head) -> None:
    if connected := read_date(head.params.get("X-CARNET-CONNECTED-ON", "")):
        profile = replace(profile, connected_on=connected.first_day)
    same = [known for known in card.profiles if (known.network, known.slug) == (profile.network, profile.slug)]
    if profile not in card.profiles and not (profile.slug and any(known.url for known in same)):
        card.profiles.append(profile)
    if head.group:
        card.groups.add(head.group)


def _on_photo(card: Card, item: Property) -> None:
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


def _on_kind(card: Card, item: Property) -> None:
    kind = item[1].strip().lower()
    card.is_group = card.is_group or kind == "group"
    if kind not in {"group", "individual"}:
        card.keep_foreign(item)


def _on_member(card: Card, item: Property) -> None:
    card.members.append(known_as(item[1]))
    card.keep_foreign(item)


def _on_label(card: Card, item: Property) -> None:
    text = _text(item)
    if text.startswith("_$!<") and text.endswith(">!$_"):
        text = text[4:-4]
    card.labels.setdefault(item[0].group, text)
    card.keep_foreign(item)


def _on_introducer(card: Card, text: str, item: Property) -> None:
    del item
    card.introduced_by = card.introduced_by or text


def _on_origin(card: Card, text: str, item: Property) -> None:
    if text in ORIGINS:
        card.origin = Channel(text)
    else:
        card.keep_foreign(item)


def _on_met(card: Card, text: str, item: Property) -> None:
    del item
    card.met_on = read_date(text) or card.met_on


def _on_city(card: Card, item: Property) -> None:
    card.stated_city = _text(item)


def _on_circles(card: Card, item: Property) -> None:
    card.circles += _list(item)


def _on_alias(card: Card, text: str, item: Property) -> None:
    del item
    card.aliases.append(text)


def _keep_foreign(card: Card, item: Property) -> None:
    card.keep_foreign(item)


def _on_version(card: Card, item: Property) -> None:
    card.frame.version = card.frame.version or item[1].strip()


def _ignore(card: Card, item: Property) -> None:
    """Leave out what says nothing of the person."""


_OF_TEXT: dict[str, Callable[[Card, str, Property], None]] = {
    "FN": _on_formatted,
    "TITLE": _on_title,
    "NOTE": _on_note,
    "BDAY": _on_birthday,
    "UID": _on_uid,
    "TEL": _on_phone,
    "EMAIL": _on_email,
    "URL": _on_url,
    "IMPP": _on_messaging,
    **dict.fromkeys(points.MESSAGING, _on_messaging),
    "X-SOCIALPROFILE": _on_social_profile,
    "SOCIALPROFILE": _on_social_profile,
    "X-CARNET-INTRODUCED-BY": _on_introducer,
    "X-CARNET-ORIGIN": _on_origin,
    "X-CARNET-MET-ON": _on_met,
    "X-CARNET-ALIAS": _on_alias,
}
_OTHERS: dict[str, Callable[[Card, Property], None]] = {
    "N": _on_name,
    "NICKNAME": _on_nickname,
    "ORG": _on_organisation,
    "CATEGORIES": _on_categories,
    "ADR": _on_address,
    "PHOTO": _on_photo,
    "KIND": _on_kind,
    "X-ADDRESSBOOKSERVER-KIND": _on_kind,
    "X-ANDROID-CUSTOM": _on_android,
    "MEMBER": _on_member,
    "X-ADDRESSBOOKSERVER-MEMBER": _on_member,
    "X-ABLABEL": _on_label,
    "X-CARNET-CITY": _on_city,
    "X-CARNET-CIRCLES": _on_circles,
    "VERSION": _on_version,
    "PRODID": _ignore,
    "REV": _ignore,
}
