"""The chips above the list of organisations: kind, city, with a mission."""

from collections.abc import Sequence
from functools import partial

from carnet.domain.organisations import OrganisationFilter
from carnet.domain.query import Field, Term
from carnet.journal import Journal
from carnet.ui.contacts.filters import FilterBar, value_of
from carnet.ui.kit.values_popup import Value
from carnet.words.queries import value_names

_ICONS = {Field.KIND: "building-2", Field.CITY: "map-pin", Field.MISSION: "briefcase"}


class OrganisationFilters(FilterBar):
    """What narrows the list of organisations."""

    def __init__(self, journal: Journal) -> None:
        super().__init__(partial(_offered, journal), _ICONS, tuple(_ICONS))


def _offered(journal: Journal, field: Field) -> Sequence[Value]:
    """Return the values that a field offers, with how many organisations each has."""
    organisations = journal.organisations
    if field is Field.KIND:
        return [value_of(field, kind.value, number) for kind, number in organisations.kinds()]
    if field is Field.CITY:
        return [value_of(field, city, number) for city, number in organisations.cities()]
    keys = tuple(value_names(field))
    chosen = (OrganisationFilter(terms=(Term(field, (key,)),)) for key in keys)
    numbers = (len(organisations.ids(each)) for each in chosen)
    return [value_of(field, key, number) for key, number in zip(keys, numbers, strict=True)]
