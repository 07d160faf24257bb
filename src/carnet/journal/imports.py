"""Bringing files in: what an import would do, doing it as one deed, and the imports done so far."""

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa

from carnet.domain.changes import Cause, Deed
from carnet.domain.contacts import Sphere
from carnet.domain.events import EventRef
from carnet.domain.import_tables import TableChoice
from carnet.domain.imports import BatchRow, Clipping, Decision, ExchangeSource, ImportReport, RowVerdict, Verdict
from carnet.errors import Unreadable
from carnet.formats.collector import paused
from carnet.formats.drafts import Reading, sphere_said
from carnet.journal import (
    event_import,
    import_exchanges,
    import_plan,
    import_tables,
    import_writing,
    journal_import,
    journal_json,
)
from carnet.journal.core import Core
from carnet.journal.import_plan import Asked, Cancelled, Plan, Progress
from carnet.journal.import_reading import (
    CARNET,
    CONTACTS,
    CSV,
    FACEBOOK,
    ICS,
    LINKEDIN,
    MONICA,
    TABLES,
    VCARD,
    needed,
    read_drafts,
    recognise,
)
from carnet.journal.import_writing import Assigned
from carnet.store import tables as t
from carnet.store.recorder import Recorder

LARGEST_FILE = 40_000_000
"""Of contacts, in bytes; of a journal the longest line."""
LARGEST_JOURNAL = 1_000_000_000
MOST_PEOPLE = 40_000
"""In one file of contacts; LinkedIn itself stops at 30,000."""
MOST_LINES = 800_000
_HEAD = 4_096


class Source(NamedTuple):
    """A file as it is imported."""

    name: str
    data: bytes
    sha256: str
    format: str


def _no_progress(_done: int, _total: int) -> None:
    return


def _never() -> bool:
    return False


class Imports:
    """Imports of contacts, of calendars, and of whole journals in Carnet's own JSON."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def look(self, path: Path, *, format: str = "") -> str:  # noqa: A002  (the word of the command line)
        """Return the format of a file.

        Raises:
            Unreadable: it cannot be read, or is of no format that Carnet knows.
        """
        return _source(path, format).format

    def batches(self) -> tuple[BatchRow, ...]:
        """Return the imports done, the latest first."""
        c = t.import_batch.c
        columns = (c.id, c.source, c.file_name, c.imported_at, c.read, c.created, c.merged, c.skipped, c.rejected)
        with self._core.reading() as connection:
            rows = connection.execute(sa.select(*columns).order_by(c.imported_at.desc(), c.id.desc()))
            return tuple(BatchRow(*row) for row in rows)

    @paused()
    def dry_run(
        self,
        path: Path | Clipping,
        *,
        format: str = "",  # noqa: A002  (the word of the command line)
        decisions: Mapping[int, Decision] | None = None,
        progress: Progress = _no_progress,
        cancelled: Cancelled = _never,
        again: bool = False,
        table: TableChoice | None = None,
    ) -> ImportReport:
        """Return what `run` would do, and write nothing.

        Args:
            path: the file, or what was copied.
            format: "vcard", "linkedin", "csv", "xlsx", "facebook", "monica", "contacts", "carnet" or "ics"; found out
                where empty.
            decisions: what the user decided, by row.
            progress: told now and then how much of how much is done.
            cancelled: asked now and then whether to give up.
            again: import a file even if it has been imported before.
            table: how a table is to be read. Without it, one of which no column names somebody is refused; with it,
                its columns are told all the same.

        Raises:
            Unreadable: nothing can be read of it ("no_rows" where it holds no row, "no_columns" where none names
                somebody).
            Refused: "cancelled".
        """
        source = _source(path, format)
        again = again or (isinstance(path, Clipping) and bool(path.url))
        with self._core.reading() as connection:
            if not again and (known := _already(connection, source)):
                return known._replace(dry_run=True)
            if source.format == CARNET:
                return journal_import.preview(connection, source.data, source.name)
            if source.format == ICS:
                events = event_import.read(source.data, cancelled)
                return event_import.preview(connection, self._core, events, source.name, decisions or {})
            country = self._core.options.country
            reading = _reading(connection, source, country, cancelled, table)
            if table is None:
                import_tables.refuse_nameless(reading)
            asked = Asked(country, decisions or {}, progress, cancelled, self._core.options.work_mode)
            plan = import_plan.make(connection, reading, asked)
            found = import_exchanges.offered(connection, plan, source.data, cancelled) if _is_linkedin(source) else ()
        report = _report(source, plan, plan.verdicts, None, dry_run=True)
        return report._replace(offered=found, sphere=sphere_said(reading.drafts))

    @paused()
    def run(
        self,
        path: Path | Clipping,
        *,
        format: str = "",  # noqa: A002  (the word of the command line)
        decisions: Mapping[int, Decision] | None = None,
        tags: tuple[str, ...] = (),
        circles: tuple[str, ...] = (),
        sphere: Sphere | None = None,
        event_id: EventRef | None = None,
        people: Collection[str] = (),
        progress: Progress = _no_progress,
        cancelled: Cancelled = _never,
        again: bool = False,
        table: TableChoice | None = None,
        exchanges: Collection[ExchangeSource] = (),
    ) -> ImportReport:
        """Import a file as one deed; cancelled or failed, it leaves nothing.

        `tags`, `circles`, `sphere` and `event_id` are given to everybody in the file, the sphere to new people only; an
        occurrence of a series gets its row in the same deed.
        `people` are the keys of those guests of a calendar that become contacts, `exchanges` what else of LinkedIn's
        archive comes in. The other arguments, and what it raises, are those of `dry_run`.
        """
        source = _source(path, format)
        again = again or (isinstance(path, Clipping) and bool(path.url))
        with self._core.reading() as connection:
            if not again and (known := _already(connection, source)):
                return known
        if source.format == CARNET:
            return journal_import.run(self._core, source.data, source.name, source.sha256)
        if source.format == ICS:
            followed = path if isinstance(path, Clipping) and path.url else None
            report = event_import.run(
                self._core,
                event_import.read(source.data, cancelled),
                source.name,
                source.sha256,
                decisions=decisions,
                people=people,
                followed=followed,
                cancelled=cancelled,
            )
            if followed:
                from carnet.journal.calendars import Calendars

                Calendars(self._core).noted(followed)
            return report
        country = self._core.options.country
        with self._core.reading() as connection:
            reading = _reading(connection, source, country, cancelled, table)
        import_tables.refuse_nameless(reading)
        asked = Asked(country, decisions or {}, progress, cancelled, self._core.options.work_mode)
        drafts = import_exchanges.asked(source.data, exchanges, cancelled) if _is_linkedin(source) else []
        assigned = Assigned(tags, circles, sphere, event_id)
        with self._core.reading() as connection:
            seen = _state(connection)
            plan = import_plan.make(connection, reading, asked)
        with self._core.writing(Deed.IMPORT, subject=source.name, cause=Cause.IMPORT) as recorder:
            if _state(recorder.connection) != seen:
                plan = import_plan.make(recorder.connection, reading, asked)
            # Memory for what comes: of the file, the people of the plan are all that is needed from here on.
            reading = plan.reading = replace(plan.reading, drafts=())
            batch_id = _batch(recorder, self._core, source, plan)
            ids = import_writing.write(recorder, self._core, plan, assigned)
            import_exchanges.write_told(recorder, plan, ids)
            if drafts:
                import_exchanges.write(recorder, self._core, plan, ids, drafts)
            verdicts = [_with_contact(verdict, plan, ids) for verdict in plan.verdicts]
            _rows(recorder, batch_id, verdicts)
            import_plan.stop_if(cancelled)
            plan.people.clear()
        progress(len(verdicts), len(verdicts))
        return _report(source, plan, verdicts, batch_id, dry_run=False)


def _source(path: Path | Clipping, kind: str) -> Source:
    try:
        data = path.data if isinstance(path, Clipping) else _bytes(path)
    except OSError as error:
        raise Unreadable("cannot_read", path=str(path), detail=str(error.strerror or error)) from error
    found = kind or recognise(data, path.name)
    if found not in _IN_JSON and _is_a_crowd(data, found):
        raise Unreadable("too_large", path=str(path), most=MOST_PEOPLE)
    return Source(path.name, data, hashlib.sha256(data).hexdigest(), found)


def _is_linkedin(source: Source) -> bool:
    return source.format == LINKEDIN and source.data.startswith(_ZIP)


def _is_a_crowd(data: bytes, kind: str) -> bool:
    """Tell, before they are read at some 300 bytes a line, of more cards or lines than any address book has."""
    lines = max(data.count(b"\n"), data.count(b"\r"))
    if kind in {VCARD, ICS}:
        return lines > MOST_LINES or sum(1 for _unit in _UNIT.finditer(data)) > MOST_PEOPLE
    if kind in TABLES:
        return kind == CSV and lines > MOST_LINES
    return lines > 2 * MOST_PEOPLE and not data.startswith(_ZIP)


_IN_JSON = {CARNET, CONTACTS, FACEBOOK, MONICA}
"""Formats that know limits of their own, for their lines say nothing."""
_ZIP = b"PK"
_UNIT = re.compile(rb"begin:(?:vcard|vevent)", re.IGNORECASE)


def _reading(
    connection: sa.Connection, source: Source, country: str, cancelled: Cancelled, table: TableChoice | None
) -> Reading:
    """Return the people of a file."""
    how: dict[str, object] = {}
    if source.format == LINKEDIN:
        how = {"choice": table}
    elif source.format in TABLES:
        how = {"choice": table, "recall": partial(import_tables.recall, connection)}
    reading = read_drafts(source.data, source.format, country, cancelled, **how)
    if reading.units_read > MOST_PEOPLE:
        raise Unreadable("too_large", path=source.name, most=MOST_PEOPLE)
    return reading


def _state(connection: sa.Connection) -> tuple[object, ...]:
    """Return what tells whether the journal has changed since a plan was made beside it."""
    query = sa.select(sa.func.max(t.deed.c.id), sa.func.count(t.deed.c.undone_at))
    return tuple(connection.execute(query).one())


def _bytes(path: Path) -> bytes:
    """Return what a file holds, unless it is larger than anything of its kind may be; a device or a pipe is no file."""
    if path.exists() and not path.is_file():
        raise Unreadable("cannot_read", path=str(path))
    with path.open("rb") as file:
        parts = [file.read(_HEAD)]
        if parts[0].startswith(_ZIP) and path.stat().st_size > LARGEST_FILE:
            return needed(path)
        most = LARGEST_JOURNAL if journal_json.looks_like(parts[0]) else LARGEST_FILE
        while part := file.read(LARGEST_FILE):  # what a file says of its size is not believed
            parts.append(part)
            endless = len(part) == LARGEST_FILE and b"\n" not in part
            if endless or sum(map(len, parts)) > most:
                raise Unreadable("too_large", path=str(path), most=most)
    return b"".join(parts)


def _already(connection: sa.Connection, source: Source) -> ImportReport | None:
    """Return the empty report of a file that has been imported before."""
    c = t.import_batch.c
    query = sa.select(c.imported_at, c.read, c.encoding).where(c.sha256 == source.sha256)
    found = connection.execute(query.order_by(c.imported_at.desc()).limit(1)).first()
    if found is None:
        return None
    at: datetime = found.imported_at
    return ImportReport(source.name, source.format, found.encoding, found.read, 0, 0, 0, 0, at, (), None, dry_run=False)


def _counts(plan: Plan) -> dict[str, int]:
    return {verdict.value: plan.count(verdict) for verdict in Verdict}


def _batch(recorder: Recorder, core: Core, source: Source, plan: Plan) -> int:
    return recorder.insert(
        t.import_batch,
        uid=core.new_uid(),
        source=source.format,
        file_name=source.name,
        sha256=source.sha256,
        encoding=plan.reading.encoding,
        dialect=plan.reading.dialect,
        mapping=import_tables.mapping(recorder.connection, plan.reading),
        imported_at=core.clock.now(),
        read=plan.reading.units_read,
        **_counts(plan),
    )


def _with_contact(verdict: RowVerdict, plan: Plan, ids: Mapping[int, int]) -> RowVerdict:
    key = plan.person_of.get(verdict.row)
    return verdict if key is None else verdict._replace(contact_id=ids[key])


def _rows(recorder: Recorder, batch_id: int, verdicts: list[RowVerdict]) -> None:
    recorder.insert_many(
        t.import_row,
        (
            {
                "batch_id": batch_id,
                "row": verdict.row,
                "verdict": verdict.verdict.value,
                "reason": verdict.reason,
                "contact_id": verdict.contact_id,
            }
            for verdict in verdicts
        ),
    )


def _report(
    source: Source, plan: Plan, verdicts: list[RowVerdict], batch_id: int | None, *, dry_run: bool
) -> ImportReport:
    return ImportReport(
        file=source.name,
        format=source.format,
        encoding=plan.reading.encoding,
        read=plan.reading.units_read,
        already_imported=None,
        rows=tuple(verdicts),
        batch_id=batch_id,
        dry_run=dry_run,
        guests=(),
        table=plan.reading.table,
        offered=(),
        sphere=None,
        **_counts(plan),
    )
