"""Merging two sheets as decisions: one row for each field, what is taken by default and why; writing it is not here."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from carnet.domain.contacts import (
    Affiliation,
    Channel,
    Contact,
    ContactPoint,
    OriginSource,
    PointKind,
    Relationship,
    Sphere,
)
from carnet.domain.dates import PartialDate
from carnet.domain.matching import Candidate, names_agree, organisation_keys
from carnet.domain.origin import Origin, PersonFacts, came_on, origin_of
from carnet.domain.text import fold, name_key


class MergeField(StrEnum):
    """What a merge decides, in the order of the rows."""

    NAME = "name"
    NICKNAME = "nickname"
    TITLE = "title"
    ORGANISATION = "organisation"
    EMAILS = "emails"
    PHONES = "phones"
    OTHER_POINTS = "other_points"
    PROFILES = "profiles"
    ORIGIN = "origin"
    BIRTHDAY = "birthday"
    CITY = "city"
    RELATIONSHIP = "relationship"
    SPHERE = "sphere"
    TAGS = "tags"
    CIRCLES = "circles"
    CADENCE = "cadence"
    NOTES = "notes"


class Side(StrEnum):
    """Whose value is taken: of the first sheet, of the second, or of both where it is a list."""

    A = "a"
    B = "b"
    BOTH = "both"


class Badge(StrEnum):
    """Why a row stands as it does."""

    CHOSEN = "chosen"
    EARLIER = "earlier"
    SAME = "same"
    FILLED = "filled"
    COMBINED = "combined"
    TO_CHECK = "to_check"


Choices = Mapping[MergeField, Side]
Merged = Mapping[MergeField, Any]

POINTS = {
    MergeField.EMAILS: (PointKind.EMAIL,),
    MergeField.PHONES: (PointKind.PHONE,),
    MergeField.OTHER_POINTS: (PointKind.URL, PointKind.MESSAGING, PointKind.ADDRESS),
}
"""The kinds of contact points under each row of them."""


class MergeSide(NamedTuple):
    """One of the two sheets, with what its head tells."""

    contact: Contact
    name: str
    facts: PersonFacts
    imported: bool = False
    score: int | None = None
    level: str | None = None


class MergeCount(NamedTuple):
    """How many of something hang on each sheet, and how many on both at once."""

    a: int
    b: int
    shared: int = 0

    @property
    def total(self) -> int:
        """How many there will be."""
        return self.a + self.b - self.shared


class MergeSheet(NamedTuple):
    """All that the page of a merge shows: both sheets, the older first, and what hangs on them."""

    a: MergeSide
    b: MergeSide
    exchanges: MergeCount = MergeCount(0, 0)
    events: MergeCount = MergeCount(0, 0)
    introductions: MergeCount = MergeCount(0, 0)
    missions: MergeCount = MergeCount(0, 0)
    missions_lost: int = 0
    follow_ups: MergeCount = MergeCount(0, 0)


class MergeRow(NamedTuple):
    """One decision: the value of each sheet (None or empty where it has none), what is taken, and why.

    `several` rows may take both. A row whose badge is SAME or FILLED leaves nothing to decide.
    """

    field: MergeField
    a: Any
    b: Any
    choice: Side
    badge: Badge
    several: bool = False

    @property
    def is_open(self) -> bool:
        """Tell whether there is something to decide."""
        return self.badge not in {Badge.SAME, Badge.FILLED}

    def taken(self, choices: Choices) -> Side:
        """Return the side taken under these choices; one that makes no sense here counts as none."""
        asked = choices.get(self.field, self.choice)
        if not self.is_open or (asked is Side.BOTH and not self.several):
            return self.choice
        return asked


def decisions(sheet: MergeSheet) -> tuple[MergeRow, ...]:
    """Return the rows of a merge with their defaults; fields that neither sheet knows make no row.

    Single values come from the older sheet, of the name the fuller spelling, the earlier origin, and lists are united;
    only real doubts are to check.
    """
    return tuple(_rows(sheet))


def merged(sheet: MergeSheet, choices: Choices) -> Merged:
    """Return what the sheet that stays will say, field by field; None or empty where it says nothing."""
    found: dict[MergeField, Any] = dict.fromkeys(MergeField)
    for row in decisions(sheet):
        side = row.taken(choices)
        found[row.field] = _both(row) if side is Side.BOTH else row.a if side is Side.A else row.b
    return found


def whole_name(contact: Contact) -> str:
    """Return first and last name; "" where there is neither."""
    return " ".join(part for part in (contact.first_name.strip(), contact.last_name.strip()) if part)


def position_of(contact: Contact) -> Affiliation | None:
    """Return the position that a sheet shows: the first one."""
    return contact.affiliations[0] if contact.affiliations else None


def joined_origin(one: PersonFacts, other: PersonFacts) -> tuple[Channel | None, OriginSource]:
    """Return the channel that the sheet that stays came in by: the user's choice, else the earlier one."""
    by_choice = sorted((one, other), key=_chosen_then_early)
    first = next((facts for facts in by_choice if facts.origin_channel is not None), one)
    return first.origin_channel, first.origin_source


def default_origin(sheet: MergeSheet) -> Side:
    """Return the sheet whose origin the rules keep: the one that the exchanges of both together lead to."""
    a, b = sheet.a.facts, sheet.b.facts
    channel, source = joined_origin(a, b)
    met = min((on for on in (a.met_on, b.met_on) if on is not None), default=None)
    connected = min((on for on in (a.connected_on, b.connected_on) if on is not None), default=None)
    created = min((on for on in (a.created_on, b.created_on) if on is not None), default=None)
    ids = {sheet.a.contact.id, sheet.b.contact.id}
    introductions = tuple(x for x in (*a.introductions, *b.introductions) if x.introducer_id not in ids)
    joined = PersonFacts((*a.meetings, *b.meetings), introductions, channel, source, met, connected, created)
    natural, first, second = origin_of(joined), origin_of(a), origin_of(b)
    if natural[:5] == first[:5] == second[:5]:
        return Side.A if _day(a, first) <= _day(b, second) else Side.B
    return Side.B if natural[:5] == second[:5] else Side.A


def _chosen_then_early(facts: PersonFacts) -> tuple[bool, str]:
    return facts.origin_source is not OriginSource.USER, came_on(facts) or "9"


def _day(facts: PersonFacts, origin: Origin) -> str:
    return origin.occurred_on or came_on(facts) or "9"


def _rows(sheet: MergeSheet) -> Iterator[MergeRow]:
    a, b = sheet.a.contact, sheet.b.contact
    yield from _name(a, b)
    yield from _single(MergeField.NICKNAME, a.nickname, b.nickname)
    first, second = position_of(a), position_of(b)
    yield from _single(MergeField.TITLE, first.title if first else "", second.title if second else "", name_key)
    yield from _organisation(first.organisation if first else "", second.organisation if second else "")
    for field, kinds in POINTS.items():
        yield from _several(field, _points(a, kinds), _points(b, kinds), _point_key)
    yield from _several(MergeField.PROFILES, a.profiles, b.profiles, _profile_key)
    yield from _origin(sheet)
    yield from _single(MergeField.BIRTHDAY, a.birthday, b.birthday)
    yield from _single(MergeField.CITY, a.city, b.city, fold)
    yield from _single(MergeField.RELATIONSHIP, _relationship(a), _relationship(b))
    if a.sphere is not b.sphere:
        yield MergeRow(MergeField.SPHERE, a.sphere, b.sphere, Side.BOTH, Badge.COMBINED, several=True)
    yield from _several(MergeField.TAGS, a.tags, b.tags, fold)
    yield from _several(MergeField.CIRCLES, a.circles, b.circles, fold)
    yield from _single(MergeField.CADENCE, a.cadence_days, b.cadence_days)
    yield from _several(MergeField.NOTES, _note(a), _note(b))


def _name(a: Contact, b: Contact) -> Iterator[MergeRow]:
    one, other = whole_name(a), whole_name(b)
    for row in _single(MergeField.NAME, one, other):
        if row.is_open and names_agree(_named(a), _named(b)):
            side = Side.B if _fullness(other) > _fullness(one) else Side.A
            yield row._replace(choice=side, badge=Badge.CHOSEN)
        else:
            yield row


def _named(contact: Contact) -> Candidate:
    return Candidate(contact.first_name, contact.last_name, contact.nickname, contact.aliases)


def _fullness(name: str) -> tuple[int, int, bool]:
    """Return what makes a spelling fuller: its letters, then its accents and signs, then capitals where they belong."""
    folded = fold(name)
    signs = sum(letter not in folded for letter in name.casefold())
    return len(folded.replace(" ", "")), signs, not (name.isupper() or name.islower())


def _organisation(one: str, other: str) -> Iterator[MergeRow]:
    for row in _single(MergeField.ORGANISATION, one, other, name_key):
        first, second = (next(iter(organisation_keys(_at(name))), "") for name in (one, other))
        if row.is_open and (f" {first} " in f" {second} " or f" {second} " in f" {first} "):
            side = Side.B if len(other) > len(one) else Side.A
            yield row._replace(choice=side, badge=Badge.CHOSEN)
        else:
            yield row


def _at(organisation: str) -> Candidate:
    return Candidate(organisations=frozenset({organisation}))


def _origin(sheet: MergeSheet) -> Iterator[MergeRow]:
    one, other = _origin_value(sheet.a.facts), _origin_value(sheet.b.facts)
    for row in _single(MergeField.ORIGIN, one, other):
        badge = Badge.EARLIER if row.is_open else row.badge
        yield row._replace(choice=default_origin(sheet) if row.is_open else row.choice, badge=badge)


def _origin_value(facts: PersonFacts) -> tuple[Channel, PartialDate | None] | None:
    found = origin_of(facts)
    return None if found.channel is Channel.UNKNOWN else (found.channel, found.occurred_on or came_on(facts))


def _itself(value: Any) -> Any:
    return value


def _single(field: MergeField, a: Any, b: Any, key: Callable[[Any], Any] = _itself) -> Iterator[MergeRow]:
    """Yield the row of a value of which there is one; where the sheets say different things the older one holds."""
    if not a and not b:
        return
    if not a or not b:
        yield MergeRow(field, a, b, Side.A if a else Side.B, Badge.FILLED)
    elif key(a) == key(b):
        yield MergeRow(field, a, b, Side.A, Badge.SAME)
    else:
        yield MergeRow(field, a, b, Side.A, Badge.TO_CHECK)


def _several(
    field: MergeField, a: tuple[Any, ...], b: tuple[Any, ...], key: Callable[[Any], Any] = _itself
) -> Iterator[MergeRow]:
    """Yield the row of a list; both are kept."""
    for row in _single(field, a, b, lambda values: {key(value) for value in values}):
        if row.is_open:
            yield row._replace(choice=Side.BOTH, badge=Badge.COMBINED, several=True)
        else:
            yield row._replace(several=True)


def _both(row: MergeRow) -> Any:
    if row.field is MergeField.SPHERE:
        return Sphere.BOTH
    keys = {MergeField.PROFILES: _profile_key, MergeField.TAGS: fold, MergeField.CIRCLES: fold}
    key = _point_key if row.field in POINTS else keys.get(row.field, _itself)
    known: dict[Any, Any] = {}
    for value in (*row.a, *row.b):
        known.setdefault(key(value), value)
    return tuple(known.values())


def _points(contact: Contact, kinds: tuple[PointKind, ...]) -> tuple[ContactPoint, ...]:
    found = [point for point in contact.points if point.kind in kinds]
    return tuple(sorted(found, key=lambda point: not point.is_primary))


def _point_key(point: ContactPoint) -> tuple[PointKind, str]:
    return point.kind, point.normalised or fold(point.value)


def _profile_key(profile: Any) -> tuple[str, str]:
    return profile.network, (profile.slug or profile.url).casefold()


def _relationship(contact: Contact) -> Relationship | None:
    return None if contact.relationship is Relationship.OTHER else contact.relationship


def _note(contact: Contact) -> tuple[str, ...]:
    return (contact.about,) if contact.about.strip() else ()
