"""The chips above the list of people."""

from collections.abc import Mapping, Sequence
from functools import partial

from carnet.domain.contacts import Channel, ContactFilter, group_of
from carnet.domain.query import NEVER, Field, Term
from carnet.domain.warmth import Level
from carnet.journal import Journal
from carnet.ui.contacts.filters import FilterBar, value_of
from carnet.ui.kit.values_popup import Value
from carnet.words.queries import value_names

_ICONS = {
    Field.WARMTH: "thermometer",
    Field.TAG: "hash",
    Field.CIRCLE: "users",
    Field.ORIGIN: "waypoints",
    Field.SPHERE: "eye-off",
    Field.SEEN: "clock",
    Field.MISSION: "briefcase",
    Field.STATUS: "archive",
    Field.ORGANISATION: "building-2",
    Field.CITY: "map-pin",
    Field.INTRODUCED_BY: "handshake",
}
_ALWAYS = (Field.WARMTH, Field.TAG, Field.CIRCLE, Field.ORIGIN, Field.SPHERE)
_TYPED = (Field.ORGANISATION, Field.CITY, Field.INTRODUCED_BY)
_SEEN = (">30", ">90", ">180", ">365", NEVER)


class PeopleFilters(FilterBar):
    """What narrows the list of people."""

    def __init__(self, journal: Journal) -> None:
        super().__init__(partial(_offered, journal), _ICONS, _ALWAYS, _TYPED)


def _offered(journal: Journal, field: Field) -> Sequence[Value]:
    """Return the values that a field offers, with how many people each has."""
    contacts, labels = journal.contacts, journal.labels
    if field is Field.TAG:
        return [value_of(field, tag.name, tag.contacts) for tag in labels.tags()]
    if field is Field.CIRCLE:
        return [value_of(field, circle.name, circle.contacts) for circle in labels.circles()]
    if field is Field.WARMTH:
        levels = contacts.level_counts()
        return [value_of(field, level.value, levels.get(level, 0)) for level in Level]
    if field is Field.ORIGIN:
        origins = contacts.origin_counts()
        return [value_of(field, key, number) for key in value_names(field) if (number := _of_origin(key, origins))]
    keys = _SEEN if field is Field.SEEN else tuple(value_names(field))
    chosen = (ContactFilter(terms=(Term(field, (key,)),)) for key in keys)
    return [value_of(field, key, contacts.count(each)) for key, each in zip(keys, chosen, strict=True)]


def _of_origin(key: str, counts: Mapping[Channel, int]) -> int:
    """Return how many people an origin has, or all those of a group."""
    return sum(n for channel, n in counts.items() if key in {channel.value, f"{group_of(channel).value}*"})
