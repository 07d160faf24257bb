"""Contact points in columns of their own: each value in one, beside it its label and, of an address, its parts."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from carnet.domain.contacts import ContactPoint, PointKind
from carnet.domain.import_tables import Field
from carnet.formats.vcard_points import address_value
from carnet.formats.vcard_text import split_escaped, unescape

PARTS = (Field.BOX, Field.EXTENDED, Field.STREET, Field.TOWN, Field.REGION, Field.POSTAL_CODE, Field.COUNTRY)
"""The parts of an address in the order of vCards."""
_FIELDS = {kind: Field(kind.value) for kind in PointKind}
_IN_ORDER = (*_FIELDS.values(), Field.LABEL, *PARTS)
_KINDS = tuple(PointKind)


class Column(NamedTuple):
    """What a column holds: of the `number`th point of a kind, from 1, the value itself, its label or a part of it."""

    kind: PointKind
    number: int
    field: Field

    @property
    def name(self) -> str:
        """What programs know the column by: "email", "email_label", "address_town_2"."""
        part = "" if self.field is _FIELDS[self.kind] else f"_{self.field}"
        return self.kind + part + (f"_{self.number}" if self.number > 1 else "")


class Laid(NamedTuple):
    """The contact points of people, a row each."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]


def lay_out(people: Iterable[Iterable[Mapping[str, str]]]) -> Laid:
    """Return the points of people in the columns that somebody needs, one of each kind at least."""
    told = [_cells(points) for points in people]
    used = {Column(kind, 1, field) for kind, field in _FIELDS.items()}.union(*told)
    columns = sorted(used, key=lambda each: (_KINDS.index(each.kind), each.number, _IN_ORDER.index(each.field)))
    return Laid(columns, [[cells.get(column, "") for column in columns] for cells in told])


def _cells(points: Iterable[Mapping[str, str]]) -> dict[Column, str]:
    found: dict[Column, str] = {}
    numbers = Counter[PointKind]()
    for point in points:
        kind, value = PointKind(point["kind"]), point["value"]
        numbers[kind] += 1
        said = {_FIELDS[kind]: value, Field.LABEL: point["label"]}
        if kind is PointKind.ADDRESS:
            said |= _parts(ContactPoint(kind=kind, value=value, normalised=point["normalised"]))
        found |= {Column(kind, numbers[kind], field): text for field, text in said.items() if text}
    return found


def _parts(address: ContactPoint) -> dict[Field, str]:
    """Return the parts of an address; none where it is but one text."""
    parts = dict(zip(PARTS, map(unescape, split_escaped(address_value(address), ";")), strict=True))
    return {} if parts[Field.STREET] == address.value else parts
