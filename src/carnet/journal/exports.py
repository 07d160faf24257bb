"""Taking things out: contacts as vCard, CSV or JSON, events and missions as tables, and the whole journal."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

import sqlalchemy as sa

from carnet.domain.contacts import ContactPoint, PointKind
from carnet.domain.events import EventRef
from carnet.domain.exports import Weighed
from carnet.domain.imports import ImportReport
from carnet.errors import Refused
from carnet.formats.drafts import ContactDraft
from carnet.formats.ics_write import TaskKind
from carnet.journal import event_export, journal_import, journal_json, records
from carnet.journal.core import Core
from carnet.journal.import_people import Known
from carnet.journal.records import Record
from carnet.store import quick
from carnet.store import tables as t
from carnet.store.quick import chunks, marks

_CONTACT_HEADER = (
    "id",
    "display_name",
    "first_name",
    "last_name",
    "organisation",
    "title",
    "contact_points",
    "tags",
    "circles",
    "sphere",
    "origin_channel",
    "introduced_by",
    "middle_name",
    "nickname",
    "prefix",
    "birthday",
    "city",
    "met_on",
    "profiles",
    "about",
    "uid",
)
_EVENT_HEADER = (
    "id",
    "title",
    "kind",
    "starts_at",
    "ends_at",
    "all_day",
    "organiser",
    "status",
    "series",
    "recurrence_id",
)
_MISSION_HEADER = (
    "id",
    "title",
    "client",
    "stage",
    "signed_on",
    "value_cents",
    "currency",
    "renewal_of",
    "signing_contact",
)


class Exports:
    """Exports; people of the personal sphere are left out by name unless asked for."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def contact_records(self, ids: Sequence[int] | None = None, *, with_personal: bool) -> list[Record]:
        """Return a plain record per contact; of all of them where no `ids` are given."""
        with self._core.reading() as connection:
            return records.contacts(connection, ids, with_personal=with_personal)

    def weigh(self, ids: Sequence[int]) -> Weighed:
        """Return what is kept of people, for a format to tell what it has no place for."""
        from carnet.journal.weighing import weigh

        with self._core.reading() as connection:
            return weigh(connection, ids)

    def event_records(self, start: date | None = None, end: date | None = None) -> list[Record]:
        """Return a plain record of what takes place between two days, both included; of all that does without them."""
        with self._core.reading() as connection:
            return records.events(connection, self._core.clock.today(), start, end)

    def mission_records(self, *, with_personal: bool) -> list[Record]:
        """Return a plain record per mission."""
        with self._core.reading() as connection:
            return records.missions(connection, with_personal=with_personal)

    def contacts(
        self,
        file_format: str = "vcard",
        *,
        version: Literal["3.0", "4.0"] = "3.0",
        ids: Sequence[int] | None = None,
        with_personal: bool = False,
    ) -> bytes:
        """Return contacts as "vcard", "google" (its CSV), "csv" or "json"; all of them where no `ids` are given.

        Raises:
            Refused: "unknown_format", or "unknown_version" of vCard.
        """
        with self._core.reading() as connection:
            found = records.contacts(connection, ids, with_personal=with_personal)
            if file_format == "vcard":
                return _vcards(connection, found, version)
            if file_format == "google":
                from carnet.formats import google_write

                return google_write.write(_drafts(connection, found))
            if file_format == "csv":
                return _people(found)
            return _table(found, _CONTACT_HEADER, file_format)

    def personal_among(self, ids: Sequence[int]) -> int:
        """Return how many of these people are of the personal sphere alone."""
        sql = "SELECT count(*) FROM contact_fact WHERE +hidden = 0 AND sphere = 'personal' AND contact_id IN ({})"
        with self._core.reading() as connection:
            return sum(quick.rows(connection, sql.format(marks(run)), run)[0][0] for run in chunks(ids))

    def person(self, contact_id: int) -> Record:
        """Return all that is known of a person, as she may ask to have it.

        Raises:
            Refused: nobody has this id.
        """
        from carnet.journal import dossiers

        with self._core.reading() as connection:
            return dossiers.read(connection, contact_id, self._core.clock.today().isoformat())

    def events(self, file_format: str = "json") -> bytes:
        """Return every event as "json", "csv" or "ics"."""
        if file_format == "ics":
            return self.calendar()
        with self._core.reading() as connection:
            return _table(records.events(connection, self._core.clock.today(), None, None), _EVENT_HEADER, file_format)

    def calendar(self, events: Sequence[EventRef] | None = None) -> bytes:
        """Return events as a calendar (iCalendar), all of them where none are named."""
        with self._core.reading() as connection:
            return event_export.events(connection, self._core, events)

    def follow_ups(self, kind: str = "todo", *, with_personal: bool = False) -> bytes:
        """Return what is to do for people as a calendar: of "todo"s, or of days ("event") with a reminder."""
        with self._core.reading() as connection:
            return event_export.follow_ups(connection, self._core, TaskKind(kind), with_personal=with_personal)

    def missions(self, file_format: str = "json", *, with_personal: bool = False) -> bytes:
        """Return every mission as "json" or "csv"."""
        with self._core.reading() as connection:
            return _table(records.missions(connection, with_personal=with_personal), _MISSION_HEADER, file_format)

    def everything(self) -> bytes:
        """Return the whole journal in Carnet's own JSON, the personal sphere among it."""
        with self._core.reading() as connection:
            return journal_json.write(connection)

    def restore(self, data: bytes, name: str = "") -> ImportReport:
        """Bring a whole journal back in: as it was into an empty one, else as an import.

        Raises:
            Unreadable: it is no export, or a damaged one.
        """
        return journal_import.run(self._core, data, name)


def _people(found: list[Record]) -> bytes:
    """Return the CSV of people, whose contact points stand in columns of their own."""
    from carnet.formats import csv_write, point_columns

    at = _CONTACT_HEADER.index("contact_points")
    points = point_columns.lay_out(record["contact_points"] for record in found)
    header = [*_CONTACT_HEADER[:at], *(column.name for column in points.columns), *_CONTACT_HEADER[at + 1 :]]
    rows = zip(records.cells(found), points.rows, strict=True)
    return csv_write.write(header, ([*row[:at], *told, *row[at + 1 :]] for row, told in rows))


def _table(found: list[Record], header: Sequence[str], kind: str) -> bytes:
    if kind == "json":
        return (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode()
    if kind == "csv":
        from carnet.formats import csv_write

        return csv_write.write(header, records.cells(found))
    raise Refused("unknown_format", format=kind)


def _vcards(connection: sa.Connection, found: list[Record], version: Literal["3.0", "4.0"]) -> bytes:
    from carnet.formats import vcard

    if version not in {"3.0", "4.0"}:
        raise Refused("unknown_version", version=version)
    return vcard.write(_drafts(connection, found), version)


def _drafts(connection: sa.Connection, found: list[Record]) -> Iterator[ContactDraft]:
    """Yield people as a file tells of them."""
    known = Known(connection, [record["id"] for record in found])
    c = t.contact_point.c
    preferred = connection.execute(sa.select(c.contact_id, c.kind, c.value, c.label).where(c.is_primary))
    primary = {tuple(row) for row in preferred}
    yield from (_card(known.drafts[record["id"]], record, primary) for record in found)


def _card(draft: ContactDraft, record: Record, primary: set[tuple[object, ...]]) -> ContactDraft:
    points = tuple(
        _point(point, is_primary=(record["id"], point.kind, point.value, point.label) in primary)
        for point in draft.points
    )
    return draft._replace(points=points, introduced_by=record["introduced_by"] or "")


def _point(point: ContactPoint, *, is_primary: bool) -> ContactPoint:
    """Return a point as a card tells it; a folded address is not one whose parts are known."""
    parts = point.normalised if point.kind is not PointKind.ADDRESS or ";" in point.normalised else ""
    return point._replace(normalised=parts, is_primary=is_primary)
