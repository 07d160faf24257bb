"""What is said of an export of people before it is written, and its table as a workbook."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, Protocol

from carnet.domain.contacts import Channel, Sphere
from carnet.domain.exports import ExportFormat, Kept
from carnet.domain.import_tables import Field, Target
from carnet.formats import point_columns
from carnet.formats.sheets import Cell, Sheet
from carnet.words import contacts, formats, import_tables
from carnet.words.catalogue import _, ngettext


def name(wanted: ExportFormat) -> str:
    """Return how a format is offered."""
    match wanted:
        case ExportFormat.VCARD:
            return _("vCard 3.0, for phones and mail programs")
        case ExportFormat.VCARD4:
            return _("vCard 4.0")
        case ExportFormat.GOOGLE:
            return _("CSV for Google Contacts")
        case ExportFormat.CSV:
            return _("CSV in Carnet’s columns")
        case ExportFormat.XLSX:
            return _("Excel workbook")
        case ExportFormat.JSON:
            return _("JSON, for programs")


def left_behind(wanted: ExportFormat, counts: Mapping[Kept, int]) -> str:
    """Return the sentence that tells what a format has no place for; "" where it holds all."""
    things = [_count(kind, n) for kind, n in counts.items()]
    if not things:
        return ""
    listed = things[-1]
    if len(things) > 1:
        listed = _("{names} and {last}").format(names=", ".join(things[:-1]), last=things[-1])
    text = ngettext("{things} does not go into {format}.", "{things} do not go into {format}.", sum(counts.values()))
    return text.format(things=listed[:1].upper() + listed[1:], format=_place(wanted))


def _place(wanted: ExportFormat) -> str:
    match wanted:
        case ExportFormat.VCARD | ExportFormat.VCARD4:
            return _("a vCard")
        case ExportFormat.GOOGLE:
            return _("Google’s columns")
        case ExportFormat.CSV | ExportFormat.XLSX:
            return _("this table")
        case ExportFormat.JSON:
            return _("this JSON")


def _count(kind: Kept, count: int) -> str:
    match kind:
        case Kept.EXCHANGE:
            text = ngettext("{n} exchange", "{n} exchanges", count)
        case Kept.FOLLOW_UP:
            text = ngettext("{n} follow-up", "{n} follow-ups", count)
        case Kept.MISSION:
            text = ngettext("{n} mission", "{n} missions", count)
        case Kept.EVENT:
            text = ngettext("{n} event", "{n} events", count)
        case Kept.POSITION:
            text = ngettext("{n} other position", "{n} other positions", count)
        case Kept.CUSTOM_FIELD:
            text = ngettext("{n} field of your own", "{n} fields of your own", count)
        case Kept.CADENCE:
            text = ngettext("{n} cadence", "{n} cadences", count)
        case Kept.PHOTO:
            text = ngettext("{n} photo", "{n} photos", count)
        case Kept.ALIAS:
            text = ngettext("{n} other name", "{n} other names", count)
        case Kept.MET:
            text = ngettext("{n} day of meeting", "{n} days of meeting", count)
        case _:
            text = _detail(kind, count)
    return text.format(n=formats.number(count))


def _detail(kind: Kept, count: int) -> str:
    match kind:
        case Kept.RELATIONSHIP:
            return ngettext("{n} relation", "{n} relations", count)
        case Kept.FAVOURITE:
            return ngettext("{n} favourite", "{n} favourites", count)
        case Kept.PLACE:
            return ngettext("{n} place of meeting", "{n} places of meeting", count)
        case Kept.SPHERE:
            return ngettext("{n} sphere", "{n} spheres", count)
        case Kept.ORIGIN:
            return ngettext("{n} origin", "{n} origins", count)
        case Kept.CIRCLE:
            return ngettext("{n} circle, which becomes a label", "{n} circles, which become labels", count)
        case Kept.CONNECTION:
            return ngettext("{n} date of connection", "{n} dates of connection", count)
        case Kept.LONG_NOTE:
            return ngettext("the end of {n} very long note", "the end of {n} very long notes", count)
        case _:
            return ngettext("{n} line of other programs", "{n} lines of other programs", count)


class Exports(Protocol):
    """What takes people out; the journal's own verbs."""

    def contacts(
        self,
        file_format: str = "vcard",
        *,
        version: Literal["3.0", "4.0"] = "3.0",
        ids: Sequence[int] | None = None,
        with_personal: bool = False,
    ) -> bytes:
        """Return contacts in a format."""
        ...

    def contact_records(self, ids: Sequence[int] | None = None, *, with_personal: bool) -> list[dict[str, Any]]:
        """Return a plain record per contact."""
        ...


def write(exports: Exports, wanted: ExportFormat, ids: Sequence[int] | None, *, with_personal: bool) -> bytes:
    """Return people in a format; of a workbook the heads are in the user's language."""
    if wanted is ExportFormat.XLSX:
        from carnet.formats import xlsx_write

        return xlsx_write.write([people(exports.contact_records(ids, with_personal=with_personal))])
    if wanted is ExportFormat.VCARD4:
        return exports.contacts("vcard", version="4.0", ids=ids, with_personal=with_personal)
    return exports.contacts(wanted.value, ids=ids, with_personal=with_personal)


def people(records: Sequence[Mapping[str, Any]]) -> Sheet:
    """Return the table of plain records of contacts, in words."""
    points = point_columns.lay_out(record["contact_points"] for record in records)
    heads = (
        _("Last name"),
        _("First name"),
        _("Middle name"),
        _("Nickname"),
        _("Title (Mr, Ms…)"),
        _("Organisation"),
        _("Role"),
        *map(_head, points.columns),
        _("Profiles"),
        _("City"),
        _("Tags"),
        _("Circles"),
        _("Sphere"),
        _("Origin"),
        _("Introduced by"),
        _("Met on"),
        _("Birthday"),
        _("Notes"),
    )
    rows = zip(records, points.rows, strict=True)
    return Sheet(_("Contacts"), heads, [_row(record, _points(points.columns, told)) for record, told in rows])


def _head(column: point_columns.Column) -> str:
    name = contacts.point_kind(column.kind)
    if column.field is Field.LABEL:
        name = _("{name}: label").format(name=name)
    elif column.field in point_columns.PARTS:
        name = import_tables.target(Target(column.field))
    return f"{name} {column.number}" if column.number > 1 else name


def _points(columns: Iterable[point_columns.Column], told: Iterable[str]) -> Iterator[str]:
    for column, text in zip(columns, told, strict=True):
        yield contacts.point_label(text) if column.field is Field.LABEL else text


def _row(record: Mapping[str, Any], points: Iterable[str]) -> list[Cell]:
    names = ("first_name", "middle_name", "nickname", "prefix", "organisation", "title")
    # Who has no name is told by what she is found by, which would come back as her name; by another name where alone.
    is_told = any(record[each] for each in ("last_name", *names[:3], "organisation", "contact_points"))
    return [
        str(record["last_name"] if is_told else record["display_name"]),
        *(str(record[each]) for each in names),
        *points,
        _joined(record["profiles"]),
        str(record["city"]),
        _joined(record["tags"]),
        _joined(record["circles"]),
        contacts.sphere(Sphere(str(record["sphere"]))),
        contacts.channel(Channel(str(record["origin_channel"]))),
        str(record["introduced_by"] or ""),
        str(record["met_on"] or ""),
        str(record["birthday"] or ""),
        str(record["about"]),
    ]


def _joined(values: Iterable[Any]) -> str:
    """Return values of a record in one cell."""
    return "; ".join(str(value["value"] if isinstance(value, dict) else value) for value in values)
