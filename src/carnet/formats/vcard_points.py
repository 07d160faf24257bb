"""Contact points as vCards write them: TEL, EMAIL, URL, ADR, IMPP and the older messaging properties."""

from dataclasses import dataclass

from carnet.domain import emails, phones, profiles
from carnet.domain.contacts import ContactPoint, Network, PointKind, SocialProfile
from carnet.formats.vcard_text import Head, escape, split_escaped, unescape

# Older messaging properties and the scheme of their address.
MESSAGING = {
    "X-JABBER": "xmpp",
    "X-SKYPE": "skype",
    "X-SKYPE-USERNAME": "skype",
    "X-MSN": "msnim",
    "X-AIM": "aim",
    "X-ICQ": "icq",
    "X-YAHOO": "ymsgr",
    "X-GTALK": "gtalk",
    "X-GOOGLE-TALK": "gtalk",
    "X-QQ": "qq",
    "X-WHATSAPP": "whatsapp",
    "X-SIGNAL": "signal",
    "X-TELEGRAM": "telegram",
    "X-MATRIX": "matrix",
}
_ADDRESS_PARTS = 7
_STREET, _CITY = 2, 3
_PROFILE_SITES = ("linkedin", "viadeo", "facebook", "fb.com", "copainsdavant", "xing", "@", "/users/")


@dataclass(slots=True)
class Found:
    """A contact point whose label may still come from an X-ABLabel of its group, and whose rivals are not known."""

    kind: PointKind
    value: str
    normalised: str
    label: str
    rank: int
    group: str


def phone(head: Head, value: str, country: str) -> Found:
    """Return the phone of a TEL value, `tel:` URIs included."""
    value = value[4:] if value[:4].lower() == "tel:" else value
    return Found(PointKind.PHONE, value, phones.normalise(value, country), head.label, head.rank, head.group)


def email(head: Head, value: str) -> Found:
    """Return the e-mail of an EMAIL value."""
    value = value[7:] if value[:7].lower() == "mailto:" else value
    return Found(PointKind.EMAIL, value, emails.normalise(value), head.label, head.rank, head.group)


def url(head: Head, value: str) -> Found:
    """Return the address of a URL value."""
    return Found(PointKind.URL, value, "", head.label, head.rank, head.group)


def messaging(head: Head, value: str) -> Found:
    """Return the handle of an IMPP or older messaging value as a URI."""
    scheme = MESSAGING.get(head.name, "")
    value = f"{scheme}:{value}" if scheme and ":" not in value else value
    label = head.label or head.params.get("X-SERVICE-TYPE", "") or head.params.get("SERVICE-TYPE", "")
    return Found(PointKind.MESSAGING, value, "", label, head.rank, head.group)


def address(head: Head, value: str, *, from_quoted: bool) -> tuple[Found, str] | None:
    """Return the address of an ADR value and its city; None where all its parts are empty.

    The point's value is the address as read on an envelope; `normalised` keeps its parts, as ADR holds them.
    """
    parts = [unescape(part, from_quoted=from_quoted).strip() for part in split_escaped(value, ";")]
    parts = [*parts[: _ADDRESS_PARTS - 1], " ".join(parts[_ADDRESS_PARTS - 1 :]).strip()]
    parts += [""] * (_ADDRESS_PARTS - len(parts))
    if not any(parts):
        return None
    only_street = not any(parts[:_STREET] + parts[_STREET + 1 :])
    normalised = "" if only_street else ";".join(escape(part) for part in parts)
    return Found(PointKind.ADDRESS, _envelope(parts), normalised, head.label, head.rank, head.group), parts[_CITY]


def _envelope(parts: list[str]) -> str:
    box, extended, street, city, region, code, country = parts
    town = f"{code} {city}".strip()
    return "\n".join(part for part in (box, extended, street, town, region, country) if part)


def address_value(point: ContactPoint) -> str:
    """Return the ADR value of an address: its parts where they still say the same as its text, else all as street."""
    parts = [unescape(part) for part in split_escaped(point.normalised, ";")]
    if len(parts) == _ADDRESS_PARTS and _envelope(parts) == point.value:
        return point.normalised
    return f";;{escape(point.value)};;;;"


def city_of(point: ContactPoint) -> str:
    """Return the city of an address whose parts are known."""
    parts = split_escaped(point.normalised, ";")
    return unescape(parts[_CITY]) if len(parts) == _ADDRESS_PARTS else ""


def profile_of_url(value: str) -> SocialProfile | None:
    """Return the profile that a URL points to, if it is one."""
    lowered = value.lower()
    return profiles.recognise(value) if any(site in lowered for site in _PROFILE_SITES) else None


def social_profile(head: Head, value: str) -> SocialProfile:
    """Return the profile of an X-SOCIALPROFILE or SOCIALPROFILE value, whatever its network."""
    known = profiles.recognise(value)
    named = head.params.get("SERVICE-TYPE", "").lower() or head.label
    network = _network(named, known)
    slug = head.params.get("X-CARNET-SLUG")
    if slug is None:
        slug = known.slug if known and known.network is network else head.params.get("X-USER", "")
    return SocialProfile(network=network, url=value, slug=slug)


def _network(named: str, known: SocialProfile | None) -> Network:
    for word in named.replace("'", "_").split():
        if word in Network.__members__.values():
            return Network(word)
    return known.network if known else Network.OTHER
