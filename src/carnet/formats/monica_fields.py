"""Single fields of a Monica export: ways to reach somebody, addresses, dates that may lack their year."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple, Self

from carnet.domain import emails, phones
from carnet.domain.contacts import ContactPoint, PointKind, SocialProfile
from carnet.domain.dates import PartialDate
from carnet.domain.profiles import recognise
from carnet.formats.json_text import mapping, text
from carnet.formats.vcard_points import read_address
from carnet.formats.vcard_text import escape

Field = ContactPoint | SocialProfile | None


class Kind(NamedTuple):
    """A kind of contact field: its name, and what its values begin with."""

    name: str
    protocol: str
    sort: str

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """Return the kind of an entry of `contact_field_types`."""
        return cls(text(told.get("name")), text(told.get("protocol")), text(told.get("type")))


_UNKNOWN = Kind("", "", "")


def reach(told: Mapping[str, Any], kinds: Mapping[str, Kind], country: str) -> Field:
    """Return the way to reach somebody that a contact field tells; None where it is empty."""
    value = text(told.get("data"))
    kind = kinds.get(text(told.get("type")), _UNKNOWN)
    if not value:
        return None
    if kind.sort == "email" or kind.protocol == "mailto:" or emails.normalise(value):
        return ContactPoint(kind=PointKind.EMAIL, value=value, normalised=emails.normalise(value))
    if kind.sort == "phone" or kind.protocol == "tel:":
        return ContactPoint(kind=PointKind.PHONE, value=value, normalised=phones.normalise(value, country))
    if profile := recognise(value) or recognise(kind.protocol + value):
        return profile
    is_url = value.lower().startswith(("http://", "https://", "www."))
    return ContactPoint(kind=PointKind.URL if is_url else PointKind.MESSAGING, value=value, label=kind.name)


def address(told: Mapping[str, Any]) -> tuple[ContactPoint, str] | None:
    """Return a postal address and its city; None where nothing of it is known."""
    names = ("street", "city", "province", "postal_code", "country")
    parts = ["", "", *(escape(text(told.get(name))) for name in names)]
    found = read_address(";".join(parts), from_quoted=False)
    if found is None:
        return None
    label = text(told.get("name"))
    return ContactPoint(kind=PointKind.ADDRESS, value=found.text, normalised=found.parts, label=label), found.city


def special_date(given: object) -> PartialDate | None:
    """Return a date that may be known without its year, or but by an age."""
    told = mapping(given)
    day = day_of(told.get("date"))
    if day is None:
        return None
    if told.get("is_year_unknown") is True:
        return PartialDate("-" + day[4:])
    return PartialDate(day[:4]) if told.get("is_age_based") is True else day


def day_of(given: object) -> PartialDate | None:
    """Return the day of an instant, or of a day, as Monica writes them."""
    try:
        return PartialDate.of(datetime.fromisoformat(text(given)).date())
    except ValueError:
        return None
