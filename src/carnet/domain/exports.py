"""In which formats people leave, and what each of them has no place for."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class ExportFormat(StrEnum):
    """A format that people are exported in."""

    VCARD = "vcard"
    VCARD4 = "vcard4"
    GOOGLE = "google"
    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


class Kept(StrEnum):
    """What the journal keeps of people beside the fields that every format has."""

    EXCHANGE = "exchange"
    FOLLOW_UP = "follow_up"
    MISSION = "mission"
    EVENT = "event"
    POSITION = "position"
    CUSTOM_FIELD = "custom_field"
    CADENCE = "cadence"
    PHOTO = "photo"
    ALIAS = "alias"
    MET = "met"
    RELATIONSHIP = "relationship"
    FAVOURITE = "favourite"
    PLACE = "place"
    SPHERE = "sphere"
    ORIGIN = "origin"
    CIRCLE = "circle"
    CONNECTION = "connection"
    FOREIGN = "foreign"
    LONG_NOTE = "long_note"


LONGEST_CELL = 32_767
"""As many characters a cell of a workbook holds."""
_EVERYWHERE = (*tuple(Kept)[:7], Kept.RELATIONSHIP, Kept.FAVOURITE, Kept.PLACE)
_OF_CARDS = (Kept.PHOTO, Kept.ALIAS, Kept.CONNECTION, Kept.FOREIGN)
_STAYS = {
    **dict.fromkeys((ExportFormat.VCARD, ExportFormat.VCARD4), (*_EVERYWHERE, Kept.SPHERE)),
    ExportFormat.GOOGLE: tuple(kind for kind in Kept if kind is not Kept.LONG_NOTE),
    **dict.fromkeys((ExportFormat.CSV, ExportFormat.JSON), (*_EVERYWHERE, *_OF_CARDS)),
    ExportFormat.XLSX: (*_EVERYWHERE, *_OF_CARDS, Kept.LONG_NOTE),
}
"""Circles go to Google as labels, which are no circles when they come back."""

Counts = Mapping[Kept, int]


class Weighed(NamedTuple):
    """Who is to be exported: how many, how many of private life alone, what is kept of them without and with these."""

    people: int
    personal: int
    without_personal: Counts
    with_personal: Counts


def left_behind(wanted: ExportFormat, counts: Counts) -> dict[Kept, int]:
    """Return what a format has no place for, in order, as many as there are."""
    return {kind: counts[kind] for kind in Kept if kind in _STAYS[wanted] and counts.get(kind)}
