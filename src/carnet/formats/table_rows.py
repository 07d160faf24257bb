"""The rows of a table as people, once it is known what each column holds."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from carnet.domain import emails
from carnet.domain.contacts import ORIGINS, Channel, ContactPoint, PointKind, SocialProfile, Sphere
from carnet.domain.dates import PartialDate
from carnet.domain.import_tables import Field, Origin, Target
from carnet.domain.text import fold
from carnet.errors import Problem
from carnet.formats import carnet_csv, point_cells
from carnet.formats.csv_write import neutralised
from carnet.formats.drafts import ContactDraft, has_identity
from carnet.formats.names import split_name
from carnet.formats.point_columns import PARTS
from carnet.formats.table_dates import DateReader
from carnet.formats.table_headers import Header
from carnet.formats.tables import MOST_COLUMNS
from carnet.formats.vcard_dates import is_no_date, read_date
from carnet.formats.vcard_points import profile_of_url, read_address
from carnet.formats.vcard_text import escape

_SINGLE = frozenset(
    {
        Field.FIRST_NAME,
        Field.MIDDLE_NAME,
        Field.LAST_NAME,
        Field.FULL_NAME,
        Field.PREFIX,
        Field.SUFFIX,
        Field.NICKNAME,
        Field.ORGANISATION,
        Field.TITLE,
        Field.CITY,
        Field.BIRTHDAY,
        Field.BIRTH_YEAR,
        Field.BIRTH_MONTH,
        Field.BIRTH_DAY,
        Field.SPHERE,
        Field.ORIGIN,
        Field.MET_ON,
        Field.INTRODUCED_BY,
    }
)
_POINTS = {Field.EMAIL: PointKind.EMAIL, Field.PHONE: PointKind.PHONE, Field.MESSAGING: PointKind.MESSAGING}
# What Google and Outlook write into columns that nobody filled in.
_NOTHING = frozenset({"normal", "normale", "unspecified", "non specifie", "smtp", "false", "faux", "0"})
_NO_GROUPS = frozenset({"mycontacts", "my contacts", "othercontacts", "other contacts"})
_REFERRED = frozenset({"referred by", "recommande par", "introduced by", "presente par"})
_LABELS = {"mobile": "cell", "work": "work", "home": "home", "main": "main", "other": "other", "work fax": "work fax"}
_LABELS |= {"home fax": "home fax", "portable": "cell", "travail": "work", "bureau": "work", "domicile": "home"}
_JOINED = " ::: "
_BETWEEN = re.compile(r" ::: |\n|; ")
_BETWEEN_EMAILS = re.compile(r" ::: |\n|[;,]")


class _Table(NamedTuple):
    """What holds for every row: the columns, how their dates and labels are read, whether one of them is the city."""

    names: Sequence[str]
    dates: Mapping[int, DateReader]
    label_of: Callable[[str], str]
    tells_city: bool


class RowReader:
    """Reads the rows of one table.

    Args:
        header: the columns.
        targets: what each of them holds.
        dates: a reader for each column that holds dates.
    """

    def __init__(self, header: Header, targets: Sequence[Target], dates: Mapping[int, DateReader]) -> None:
        self.problems: list[Problem] = []
        label_of = carnet_csv.label if header.origin is Origin.CARNET else _label
        tells_city = any(target.field is Field.CITY for target in targets)
        self._table = _Table([name.strip() for name in header.names], dates, label_of, tells_city)
        taken = [(at, target) for at, target in enumerate(targets) if target.field is not Field.IGNORED]
        labels = {target.group: at for at, target in taken if target.field is Field.LABEL}
        self._columns = [(at, target, labels.get(target.group, -1) if target.group else -1) for at, target in taken]

    def draft(self, number: int, row: Sequence[str]) -> ContactDraft | None:
        """Return the person of a row; None, and a problem, where it names nobody."""
        if not row or len(row) > MOST_COLUMNS:
            self.problems.append(Problem(reason="bad_row", row=number))
            return None
        person = _Person(number, self._table)
        width = len(row)
        for at, target, label in self._columns:
            if at < width and (cell := row[at].strip()):
                person.take(at, target, bare(cell), bare(row[label].strip()) if -1 < label < width else "")
        for at in range(len(self._table.names), width):
            if cell := row[at].strip():
                person.keep("", bare(cell))
        draft = person.draft()
        self.problems += person.problems
        if has_identity(draft):
            return draft
        self.problems.append(Problem(reason="no_identity", row=number))
        return None


def bare(cell: str) -> str:
    """Return a cell without the apostrophe that keeps a spreadsheet from computing it."""
    return cell[1:] if cell.startswith("'") and neutralised(cell[1:]) == cell else cell


def _label(text: str) -> str:
    """Return the label of a point as cards know it, the user's own as it is typed; « * » marks the primary one."""
    plain = text.removeprefix("*").strip()
    return _LABELS.get(fold(plain), plain)


class _Person:
    """What has been read of one row."""

    def __init__(self, row: int, table: _Table) -> None:
        self.problems: list[Problem] = []
        self._row = row
        self._table = table
        self._said: dict[Field, str] = {}
        self._days: dict[Field, PartialDate] = {}
        self._points: list[ContactPoint] = []
        self._profiles: list[SocialProfile] = []
        self._addresses: dict[str, dict[Field, str]] = {}
        self._address_labels: dict[str, str] = {}
        self._wholes: dict[str, str] = {}
        self._lists: dict[Field, list[str]] = {Field.TAGS: [], Field.CIRCLES: [], Field.NOTE: []}
        self._kept: list[tuple[str, str]] = []

    def take(self, at: int, target: Target, cell: str, label: str) -> None:
        """Take a cell in; what does not fit is kept under the name of its column."""
        field = target.field
        if field in _SINGLE:
            self._take_single(at, field, cell)
        elif field in _POINTS:
            for value in _values(cell, field):
                self._add(_POINTS[field], value, label, target.label)
        elif field is Field.URL:
            for value in _values(cell, field):
                self._add_url(value, label or target.label)
        elif field is Field.ADDRESS or field in PARTS:
            self._take_address(at, target, cell, label)
        elif field in self._lists:
            self._lists[field] += [cell] if field is Field.NOTE else _list(cell, field)
        elif field is Field.POINTS:
            self._take_points(cell)
        elif field is Field.RELATION and fold(label) in _REFERRED:
            self._take_single(at, Field.INTRODUCED_BY, cell)
        elif field is not Field.LABEL and fold(cell) not in _NOTHING and not is_no_date(cell):
            self.keep(label or self._table.names[at], cell)

    def keep(self, name: str, cell: str) -> None:
        """Keep a cell as a field of the contact's own."""
        self._kept.append((name, cell))

    def _take_single(self, at: int, field: Field, cell: str) -> None:
        if field in {Field.BIRTHDAY, Field.MET_ON}:
            self._take_day(at, field, cell)
        elif field not in self._said:
            self._said[field] = cell
        elif fold(self._said[field]) != fold(cell):
            self.keep(self._table.names[at], cell)

    def _take_day(self, at: int, field: Field, cell: str) -> None:
        if is_no_date(cell):
            return
        day = read_date(cell) or _day_of(self._table.dates[at].read(cell) if at in self._table.dates else None)
        if day is not None and field not in self._days:
            self._days[field] = day
        elif day is None or day != self._days[field]:
            self.keep(self._table.names[at], cell)
            if day is None:
                self.problems.append(Problem(reason="bad_date", row=self._row, data={"value": cell[:40]}))

    def _add(self, kind: PointKind, value: str, label: str, default: str = "") -> None:
        normalised = emails.normalise(value) if kind is PointKind.EMAIL else ""
        first = label.startswith("*") and all(point.kind is not kind for point in self._points)
        name = self._table.label_of(label) or default
        self._points.append(ContactPoint(kind=kind, value=value, normalised=normalised, label=name, is_primary=first))

    def _add_url(self, value: str, label: str) -> None:
        if profile := profile_of_url(value):
            self._profiles.append(profile)
        else:
            self._add(PointKind.URL, value, label)

    def _take_address(self, at: int, target: Target, cell: str, label: str) -> None:
        if target.field is Field.ADDRESS:
            self._wholes[target.group] = self._table.names[at]
        parts = self._addresses.setdefault(target.group, {})
        self._address_labels.setdefault(target.group, self._table.label_of(label) or target.label)
        known = parts.get(target.field)
        parts[target.field] = f"{known}, {cell}" if known else cell

    def _take_points(self, cell: str) -> None:
        for kind, value in point_cells.read(cell):
            if kind is PointKind.URL:
                self._add_url(value, "")
            else:
                self._add(kind, value, "")

    def draft(self) -> ContactDraft:
        """Return what was understood."""
        said = self._said.get
        first, last = said(Field.FIRST_NAME, ""), said(Field.LAST_NAME, "")
        full = said(Field.FULL_NAME, "")
        organisation = said(Field.ORGANISATION, "")
        if full and not (first or last) and fold(full) not in {fold(organisation), *self._written()}:
            first, last = split_name(full)
        city = self._settle_addresses()
        return ContactDraft(
            row=self._row,
            prefix=said(Field.PREFIX, ""),
            first_name=first,
            middle_name=said(Field.MIDDLE_NAME, ""),
            last_name=last,
            nickname=said(Field.NICKNAME, ""),
            birthday=self._birthday(),
            city=said(Field.CITY, "" if self._table.tells_city else city),
            about="\n\n".join(self._lists[Field.NOTE]),
            organisation=organisation,
            title=said(Field.TITLE, ""),
            points=tuple(self._points),
            profiles=tuple(self._profiles),
            tags=tuple(dict.fromkeys(self._lists[Field.TAGS])),
            circles=tuple(dict.fromkeys(self._lists[Field.CIRCLES])),
            aliases=self._aliases(full, first, last),
            foreign=_suffix(said(Field.SUFFIX, "")),
            introduced_by=said(Field.INTRODUCED_BY, ""),
            origin_channel=self._origin(),
            met_on=self._days.get(Field.MET_ON),
            sphere=self._sphere(),
            fields=self._fields(full, first, last),
        )

    def _written(self) -> set[str]:
        return {fold(point.value) for point in self._points}

    def _aliases(self, full: str, first: str, last: str) -> tuple[str, ...]:
        """Return the full name where it says something else than its parts."""
        said = self._said.get
        parts = (Field.PREFIX, Field.MIDDLE_NAME, Field.SUFFIX, Field.NICKNAME)
        known = set(fold(" ".join((first, last, *(said(part, "") for part in parts)))).split())
        others = {fold(said(Field.ORGANISATION, "")), *self._written()}
        return (full,) if set(fold(full).split()) - known and fold(full) not in others else ()

    def _settle_addresses(self) -> str:
        city = ""
        for group, parts in self._addresses.items():
            found = read_address(";".join(escape(parts.get(part, "")) for part in PARTS), from_quoted=False)
            text = parts.get(Field.ADDRESS, "") if found is None else found.text
            normalised = "" if found is None else found.parts
            self._points.append(
                ContactPoint(
                    kind=PointKind.ADDRESS, value=text, normalised=normalised, label=self._address_labels[group]
                )
            )
            whole = parts.get(Field.ADDRESS, "")
            if found is not None and whole and not set(fold(whole).split()) <= set(fold(text).split()):
                self.keep(self._wholes[group], whole)
            city = city or (found.city if found else "")
        return city

    def _birthday(self) -> PartialDate | None:
        if Field.BIRTHDAY in self._days:
            return self._days[Field.BIRTHDAY]
        year, month, day = (self._said.get(part, "") for part in (Field.BIRTH_YEAR, Field.BIRTH_MONTH, Field.BIRTH_DAY))
        if not (year or month or day):
            return None
        known = month.isdecimal() and day.isdecimal()
        text = f"{year.zfill(4) if year else '-'}-{month.zfill(2)}-{day.zfill(2)}" if known else year
        if found := read_date(text):
            return found
        self.keep("", "-".join(part for part in (year, month, day) if part))
        self.problems.append(Problem(reason="bad_date", row=self._row, data={"value": text[:40]}))
        return None

    def _origin(self) -> Channel | None:
        value = self._said.get(Field.ORIGIN, "").lower()
        if told := carnet_csv.ORIGINS.get(fold(value)):
            return told
        return next((channel for channel in ORIGINS if channel.value == value and channel is not Channel.UNKNOWN), None)

    def _sphere(self) -> Sphere | None:
        value = self._said.get(Field.SPHERE, "").lower()
        if told := carnet_csv.SPHERES.get(fold(value)):
            return told
        return next((sphere for sphere in Sphere if sphere.value == value), None)

    def _fields(self, full: str, first: str, last: str) -> tuple[tuple[str, str], ...]:
        """Return what is kept, but for what only says the name or an address once more."""
        names = (full, first, last, f"{first} {last}", f"{last} {first}", self._said.get(Field.ORGANISATION, ""))
        said = {*map(fold, names), *self._written()}
        mails = [point.value.lower() for point in self._points if point.kind is PointKind.EMAIL]
        return tuple(
            (name, value)
            for name, value in self._kept
            if fold(value) not in said and not any(mail in value.lower() for mail in mails)
        )


def _day_of(day: date | None) -> PartialDate | None:
    return None if day is None else PartialDate.of(day)


def _values(cell: str, field: Field) -> Iterable[str]:
    """Return the values that one cell holds."""
    if cell.isalnum():
        return [cell]
    cut = _BETWEEN_EMAILS if field is Field.EMAIL else _BETWEEN
    return [value for part in cut.split(cell) if (value := part.strip())]


def _list(cell: str, field: Field) -> list[str]:
    pieces = cell.split(_JOINED) if _JOINED in cell else re.split(r"[;\n]" if ";" in cell else r"[,\n]", cell)
    names = (piece.strip().removeprefix("* ").removeprefix("#").strip() for piece in pieces)
    return [name for name in names if name and (field is Field.CIRCLES or fold(name) not in _NO_GROUPS)]


def _suffix(text: str) -> tuple[str, ...]:
    return (f"X-CARNET-NAME-SUFFIX:{escape(text)}",) if text else ()
