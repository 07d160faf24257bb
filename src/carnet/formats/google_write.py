"""People as the CSV that Google Contacts takes, in the columns that it writes itself since 2024."""

import re
from collections.abc import Callable, Iterable, Sequence

from carnet.domain.contacts import ContactPoint, PointKind
from carnet.domain.dates import PartialDate, Precision
from carnet.formats import csv_write
from carnet.formats.drafts import ContactDraft
from carnet.formats.vcard_points import address_value
from carnet.formats.vcard_text import split_escaped, unescape

SEPARATOR = " ::: "
_OWN_GROUP = "* myContacts"
_LABELS = {"cell": "Mobile", "work": "Work", "home": "Home", "main": "Main", "other": "Other"}
_LABELS |= {"work fax": "Work Fax", "home fax": "Home Fax"}
_NAMES = (
    "First Name",
    "Middle Name",
    "Last Name",
    "Phonetic First Name",
    "Phonetic Middle Name",
    "Phonetic Last Name",
    "Name Prefix",
    "Name Suffix",
    "Nickname",
    "File As",
    "Organization Name",
    "Organization Title",
    "Organization Department",
    "Birthday",
    "Notes",
    "Photo",
    "Labels",
)
_ADDRESS = ("Formatted", "Street", "City", "PO Box", "Region", "Postal Code", "Country", "Extended Address")
_NO_YEAR = re.compile(r" --[0-9]{2}-[0-9]{2}")
_PHONE = re.compile(r"\+[0-9][0-9 ().\u00a0\u202f-]{4,}")

Cells = list[str]


def write(people: Iterable[ContactDraft]) -> bytes:
    """Return the CSV of people; as many numbered columns as whoever has most needs, one of each at least.

    What a spreadsheet would compute gets an apostrophe, but for phone numbers and birthdays: Google would keep it.
    """
    drafts = list(people)
    parts = {name: [part(draft) for draft in drafts] for name, part in _PARTS.items()}
    header = list(_NAMES)
    for name, columns in _COLUMNS.items():
        header += [f"{name} {n} - {column}" for n in range(1, _most(parts[name]) + 1) for column in columns]
    rows = [_names(draft) for draft in drafts]
    for name, columns in _COLUMNS.items():
        width = _most(parts[name]) * len(columns)
        for row, values in zip(rows, parts[name], strict=True):
            cells = [cell for value in values for cell in value]
            row.extend(cells + [""] * (width - len(cells)))
    return csv_write.write(header, rows, is_safe=_is_google)


def _most(values: Sequence[Sequence[Cells]]) -> int:
    return max([1, *map(len, values)])


def _is_google(cell: str) -> bool:
    return bool(_PHONE.fullmatch(cell) or _NO_YEAR.fullmatch(cell))


def _names(draft: ContactDraft) -> Cells:
    labels = (_OWN_GROUP, *draft.circles, *draft.tags)
    return [
        draft.first_name,
        draft.middle_name,
        draft.last_name,
        "",
        "",
        "",
        draft.prefix,
        "",
        draft.nickname,
        "",
        draft.organisation,
        draft.title,
        "",
        _birthday(draft.birthday),
        draft.about,
        "",
        SEPARATOR.join(dict.fromkeys(labels)),
    ]


def _birthday(day: PartialDate | None) -> str:
    """Return a birthday as Google writes it; a year alone, or a month, has no place."""
    if day is None or day.precision not in {Precision.DAY, Precision.MONTH_DAY}:
        return ""
    return f" {day}" if day.precision is Precision.MONTH_DAY else str(day)


def _labelled(kind: PointKind, plain: str) -> Callable[[ContactDraft], list[Cells]]:
    """Return what writes the points of a kind, `plain` standing where one has no label; a star is on the first used."""

    def cells(draft: ContactDraft) -> list[Cells]:
        return [[_label(point, plain), point.value] for point in draft.points if point.kind is kind]

    return cells


def _label(point: ContactPoint, plain: str) -> str:
    name = _LABELS.get(point.label, point.label) or plain
    return f"* {name}".strip() if point.is_primary else name


def _addresses(draft: ContactDraft) -> list[Cells]:
    return [_address(point) for point in draft.points if point.kind is PointKind.ADDRESS]


def _address(point: ContactPoint) -> Cells:
    box, extended, street, city, region, code, country = map(unescape, split_escaped(address_value(point), ";"))
    return [_label(point, ""), point.value, street, city, box, region, code, country, extended]


def _websites(draft: ContactDraft) -> list[Cells]:
    urls = [[_label(point, ""), point.value] for point in draft.points if point.kind is PointKind.URL]
    return urls + [[profile.network.value, profile.url] for profile in draft.profiles if profile.url]


def _relations(draft: ContactDraft) -> list[Cells]:
    return [["Referred By", draft.introduced_by]] if draft.introduced_by else []


_PARTS: dict[str, Callable[[ContactDraft], list[Cells]]] = {
    "E-mail": _labelled(PointKind.EMAIL, ""),
    "Phone": _labelled(PointKind.PHONE, ""),
    "Address": _addresses,
    "Relation": _relations,
    "Website": _websites,
    "Custom Field": _labelled(PointKind.MESSAGING, "Messaging"),
}
_PAIR = ("Label", "Value")
_COLUMNS = {name: ("Label", *_ADDRESS) if name == "Address" else _PAIR for name in _PARTS}
