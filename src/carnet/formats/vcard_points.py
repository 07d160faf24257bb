"""Contact points as vCards write them: TEL, EMAIL, URL, ADR, IMPP and the older messaging properties."""

from typing import NamedTuple

from carnet.domain import profiles
from carnet.domain.contacts import ContactPoint, Network, SocialProfile
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
    "X-MS-IMADDRESS": "",
    "X-MESSAGING/XMPP-ALL": "xmpp",
    "X-MESSAGING/SKYPE-ALL": "skype",
    "X-MESSAGING/AIM-ALL": "aim",
    "X-MESSAGING/ICQ-ALL": "icq",
    "X-MESSAGING/MSN-ALL": "msnim",
    "X-MESSAGING/YAHOO-ALL": "ymsgr",
    "X-MESSAGING/GADU-ALL": "gg",
    "X-MESSAGING/IRC-ALL": "irc",
    "X-MESSAGING/SMS-ALL": "sms",
}
BETWEEN = "\ue000"
"""What KDE puts between several addresses of one kind."""
_ADDRESS_PARTS = 7
_STREET, _CITY = 2, 3
_PROFILE_SITES = ("linkedin", "viadeo", "facebook", "fb.com", "copainsdavant", "xing", "@", "/users/")


class Address(NamedTuple):
    """An address as read on an envelope, its parts as ADR holds them ("" where it is but one text), its city."""

    text: str
    parts: str
    city: str


def handle(head: Head, value: str) -> tuple[str, str]:
    """Return the handle of an IMPP or older messaging value as a URI, and its label."""
    scheme = MESSAGING.get(head.name, "")
    label = head.label or head.params.get("X-SERVICE-TYPE", "") or head.params.get("SERVICE-TYPE", "")
    return f"{scheme}:{value}" if scheme and ":" not in value else value, label


def read_address(value: str, *, from_quoted: bool) -> Address | None:
    """Return the address of an ADR value; None where all its parts are empty."""
    if "\\" in value:
        parts = [unescape(part, from_quoted=from_quoted).strip() for part in split_escaped(value, ";")]
    else:
        parts = [part.strip() for part in value.split(";")]
    if len(parts) > _ADDRESS_PARTS:
        parts = _of_seven(parts)
    parts += [""] * (_ADDRESS_PARTS - len(parts))
    text = _envelope(parts)
    if not text:
        return None
    if text == parts[_STREET]:
        return Address(text, "", "")
    plain = "\\" not in value and "," not in value and "\n" not in value
    return Address(text, ";".join(parts if plain else map(escape, parts)), parts[_CITY])


def _of_seven(parts: list[str]) -> list[str]:
    """Return the parts that an address has since RFC 2426; what RFC 9554 and Google tell beside them says it again."""
    kept, others = parts[:_ADDRESS_PARTS], parts[_ADDRESS_PARTS:]
    known = set(" ".join(kept).casefold().split())
    new = [part for part in others if not set(part.casefold().split()) <= known]
    kept[-1] = " ".join((kept[-1], *new)).strip()
    return kept


def _envelope(parts: list[str]) -> str:
    box, extended, street, city, region, code, country = parts
    town = f"{code} {city}".strip()
    return "\n".join(filter(None, (box, extended, street, town, region, country)))


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
    for site in _PROFILE_SITES:
        if site in lowered:
            return profiles.recognise(value)
    return None


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
