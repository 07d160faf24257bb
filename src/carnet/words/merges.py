"""What the rows of a merge say: fields, values, badges, and the row as a screen reader says it."""

from datetime import date
from typing import Any

from carnet.domain.contacts import Network
from carnet.domain.dates import PartialDate, Precision
from carnet.domain.merging import Badge, MergeField, MergeRow, MergeSide, Side
from carnet.words import contacts, formats
from carnet.words.catalogue import _


def field(row: MergeRow) -> str:
    """Return the name of the field of a row."""
    match row.field:
        case MergeField.NAME:
            return _("Name")
        case MergeField.NICKNAME:
            return _("Nickname")
        case MergeField.TITLE:
            return _("Position")
        case MergeField.ORGANISATION:
            return _("Company")
        case MergeField.EMAILS:
            return _("E-mail")
        case MergeField.PHONES:
            return _("Phone")
        case MergeField.OTHER_POINTS:
            return _("Addresses")
        case MergeField.PROFILES:
            return _profiles(row)
        case MergeField.ORIGIN:
            return _("Origin")
        case MergeField.BIRTHDAY:
            return _("Birthday")
        case MergeField.CITY:
            return _("City")
        case MergeField.RELATIONSHIP:
            return _("Relationship")
        case MergeField.SPHERE:
            return _("Sphere")
        case MergeField.TAGS:
            return _("Tags")
        case MergeField.CIRCLES:
            return _("Circles")
        case MergeField.CADENCE:
            return _("Cadence")
        case MergeField.NOTES:
            return _("Notes")


def _profiles(row: MergeRow) -> str:
    networks = {profile.network for profile in (*row.a, *row.b)}
    if networks == {Network.LINKEDIN}:
        return _("LinkedIn profile")
    return _("Profiles")


def value(field_: MergeField, said: Any) -> str:
    """Return what a sheet says of a field, on one line; "" where it says nothing."""
    if not said:
        return ""
    match field_:
        case MergeField.EMAILS | MergeField.PHONES | MergeField.OTHER_POINTS:
            return ", ".join(point.value for point in said)
        case MergeField.PROFILES:
            return ", ".join(profile.slug or profile.url for profile in said)
        case MergeField.TAGS:
            return " ".join(f"#{name}" for name in said)
        case MergeField.CIRCLES:
            return ", ".join(said)
        case MergeField.NOTES:
            return " ".join(" ".join(said).split())
        case MergeField.ORIGIN:
            channel, on = said
            return ", ".join(part for part in (contacts.channel(channel), _day(on)) if part)
        case MergeField.BIRTHDAY:
            return formats.partial(said)
        case MergeField.RELATIONSHIP:
            return contacts.relationship(said)
        case MergeField.SPHERE:
            return contacts.sphere(said)
        case MergeField.CADENCE:
            return contacts.cadence(said)
        case _:
            return str(said)


def badge(row: MergeRow, taken: Side, *, decided: bool) -> tuple[Badge, str]:
    """Return how a row stands, and the word for it, once the user has `decided` or before."""
    found = row.badge
    if decided and row.is_open:
        found = Badge.COMBINED if taken is Side.BOTH else Badge.CHOSEN
    match found:
        case Badge.CHOSEN:
            return found, _("chosen")
        case Badge.EARLIER:
            return found, _("earlier")
        case Badge.SAME:
            return found, _("same")
        case Badge.FILLED:
            return found, _("filled in")
        case Badge.COMBINED:
            return found, _("combined")
        case Badge.TO_CHECK:
            return found, _("to check")


def spoken(row: MergeRow, taken: Side, word: str) -> str:
    """Return a row as a screen reader says it."""
    if row.badge is Badge.SAME:
        return f"{field(row)}, {word}. {value(row.field, row.a)}"
    sides = ((Side.A, _("Sheet A: {value}"), row.a), (Side.B, _("Sheet B: {value}"), row.b))
    parts, chosen = [f"{field(row)}, {word}"], _("chosen")
    for side, text, said in sides:
        told = text.format(value=value(row.field, said) or _("empty"))
        parts.append(f"{told}, {chosen}" if taken in {side, Side.BOTH} else told)
    return ". ".join(parts)


def _day(on: PartialDate | None) -> str:
    """Return "12 mars 2024", the month short and the year always told."""
    if on is None or on.precision is not Precision.DAY:
        return formats.partial(on)
    return formats.near_day(date.fromisoformat(on), date.min)


def since(side: MergeSide) -> str:
    """Return how and when a sheet came into the journal."""
    made = side.contact.created_at
    if made is None:
        return ""
    day = _day(PartialDate.of(made.astimezone().date()))
    return (_("imported on {day}") if side.imported else _("entered on {day}")).format(day=day)
