"""Bringing files in: what an import would do, doing it as one deed, and the imports done so far."""

import hashlib
import re
from collections.abc import Callable, Collection, Generator, Iterable, Mapping, Sequence
from contextlib import closing
from datetime import date, datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from carnet.domain.changes import Cause, Deed
from carnet.domain.contacts import Sphere
from carnet.domain.events import EventRef
from carnet.domain.import_tables import TableChoice
from carnet.domain.imports import BatchRow, Clipping, Decision, ExchangeSource, ImportReport, Offered, RowVerdict
from carnet.errors import Unreadable
from carnet.formats.collector import paused
from carnet.formats.drafts import Reading, sphere_of, sphere_said
from carnet.journal import import_plan, import_tables
from carnet.journal.core import Core
from carnet.journal.import_plan import Asked, Cancelled, Plan, Planner, Progress, Shelf
from carnet.journal.import_reading import (
    CARNET,
    CONTACTS,
    CSV,
    FACEBOOK,
    ICS,
    LARGEST_CARDS,
    LARGEST_FILE,
    LINKEDIN,
    MONICA,
    MOST_CARDS,
    MOST_LINES,
    TABLES,
    VCARD,
    Part,
    Parts,
    are_too_many,
    needed,
    parts,
    recognise,
)
from carnet.journal.import_writing import COMING, Assigned, Writer
from carnet.store import quick
from carnet.store.quick import Connected
from carnet.store.recorder import Recorder

if TYPE_CHECKING:
    from carnet.formats.linkedin_exchanges import MessageDraft
    from carnet.journal.import_ahead import Ahead

LARGEST_JOURNAL = 1_000_000_000
MOST_PEOPLE = 40_000
"""In one file that is read as a whole; LinkedIn itself stops at 30,000."""
_HEAD = 4_096
_BATCHES = (
    "SELECT id, source, file_name, imported_at, read, created, merged, skipped, rejected FROM import_batch "
    "ORDER BY imported_at DESC, id DESC"
)
_ALREADY = "SELECT imported_at, read, encoding FROM import_batch WHERE sha256 = ? ORDER BY imported_at DESC LIMIT 1"


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

    def look(self, path: Path, *, file_format: str = "") -> str:
        """Return the format of a file.

        Raises:
            Unreadable: it cannot be read, or is of no format that Carnet knows.
        """
        return _source(path, file_format).format

    def batches(self) -> tuple[BatchRow, ...]:
        """Return the imports done, the latest first."""
        with self._core.glancing() as connection:
            rows = quick.rows(connection, _BATCHES)
            return tuple(BatchRow(*row)._replace(imported_at=datetime.fromisoformat(row[3])) for row in rows)

    @paused()
    def dry_run(
        self,
        path: Path | Clipping,
        *,
        file_format: str = "",
        decisions: Mapping[int, Decision] | None = None,
        progress: Progress = _no_progress,
        cancelled: Cancelled = _never,
        again: bool = False,
        table: TableChoice | None = None,
        untitled: Callable[[date], str] = str,
        ahead: "Ahead | None" = None,
    ) -> ImportReport:
        """Return what `run` would do, and write nothing.

        Args:
            path: the file, or what was copied.
            file_format: "vcard", "linkedin", "csv", "xlsx", "facebook", "monica", "contacts", "carnet" or
                "ics"; found out where empty.
            decisions: what the user decided, by row.
            progress: told now and then how much of how much is done.
            cancelled: asked now and then whether to give up.
            again: import a file even if it has been imported before.
            table: how a table is to be read. Without it, one of which no column names somebody is refused; with it,
                its columns are told all the same.
            untitled: what an event of a calendar without a title is called, by its day.
            ahead: what `import_reading.begun` reads of the file already.

        Raises:
            Unreadable: nothing can be read of it ("no_rows" where it holds no row, "no_columns" where none names
                somebody).
            Refused: "cancelled".
        """
        source = _source(path, file_format, ahead)
        again = again or (isinstance(path, Clipping) and bool(path.url))
        if not again and (known := self._already(source)):
            return known._replace(dry_run=True)
        if source.format == CARNET:
            from carnet.journal import journal_import

            with self._core.reading() as connection:
                return journal_import.preview(connection, source.data, source.name)
        if source.format == ICS:
            from carnet.journal import event_import

            with self._core.reading() as connection:
                events = event_import.read(source.data, cancelled, untitled)
                return event_import.preview(connection, self._core, events, source.name, decisions or {})
        with self._core.reading_beside() as connection:
            asked = self._asked(decisions, progress, cancelled)
            taken = _parts(connection, source, asked, table, ahead)
            if not _is_linkedin(source):
                source = source._replace(data=b"")  # it makes room for what is read of it
            if table is None:
                import_tables.refuse_nameless(taken.known)
            shelf = Shelf()
            planner = Planner(connection, asked, shelf.recall, named=True)
            spheres: set[Sphere] = set()
            with closing(_taken(taken, source, asked)) as coming:
                for drafts, problems in coming:
                    shelf.keep(planner.take(drafts, problems))
                    spheres.update(sphere_of(draft.sphere) for draft in drafts)
            plan = planner.finish()
            found: tuple[Offered, ...] = ()
            if _is_linkedin(source):
                from carnet.journal import import_exchanges

                found = import_exchanges.offered(connection, shelf, source.data, cancelled)
        report = _report(source, plan, taken.reading(), None, dry_run=True)
        return report._replace(offered=found, sphere=sphere_said(spheres))

    @paused()
    def run(
        self,
        path: Path | Clipping,
        *,
        file_format: str = "",
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
        untitled: Callable[[date], str] = str,
        ahead: "Ahead | None" = None,
    ) -> ImportReport:
        """Import a file as one deed; cancelled or failed, it leaves nothing.

        `tags`, `circles`, `sphere` and `event_id` are given to everybody in the file, the sphere to new people only; an
        occurrence of a series gets its row in the same deed.
        `people` are the keys of those guests of a calendar that become contacts, `exchanges` what else of LinkedIn's
        archive comes in. The other arguments, and what it raises, are those of `dry_run`.
        """
        source = _source(path, file_format, ahead)
        again = again or (isinstance(path, Clipping) and bool(path.url))
        if not again and (known := self._already(source)):
            return known
        if source.format == CARNET:
            from carnet.journal import journal_import

            return journal_import.run(self._core, source.data, source.name, source.sha256)
        if source.format == ICS:
            from carnet.journal import event_import

            followed = path if isinstance(path, Clipping) and path.url else None
            report = event_import.run(
                self._core,
                event_import.read(source.data, cancelled, untitled),
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
        asked = self._asked(decisions, progress, cancelled)
        with self._core.reading_beside() as connection:
            taken = _parts(connection, source, asked, table, ahead)
        told = _exchanges(source, exchanges, cancelled)
        source = source._replace(data=b"")  # it makes room for what is read of it
        import_tables.refuse_nameless(taken.known)
        assigned = Assigned(tags, circles, sphere, event_id)
        with closing(_taken(taken, source, asked)) as coming:
            first: Part = next(coming, ((), ()))  # of a small file all of it, before others have to wait
            with self._core.writing(Deed.IMPORT, subject=source.name, cause=Cause.IMPORT) as recorder:
                batch_id = _batch(recorder, self._core, source)
                plan, writer = self._bring_in(recorder, batch_id, chain((first,), coming), asked, assigned)
                if told or taken.reading().exchanges:
                    from carnet.journal import import_exchanges

                    import_exchanges.write_told(recorder, plan, writer.id_of, taken.reading().exchanges)
                    import_exchanges.write(recorder, self._core, told)
                _complete(recorder, batch_id, plan, taken.reading())
                import_plan.stop_if(cancelled)
        progress(len(plan.verdicts), len(plan.verdicts))
        return _report(source, plan, taken.reading(), batch_id, dry_run=False)

    def _already(self, source: Source) -> ImportReport | None:
        """Return the empty report of a file that has been imported before."""
        with self._core.glancing() as connection:
            found = quick.first(connection, _ALREADY, (source.sha256,))
            if found is None:
                return None
            at, read, encoding = datetime.fromisoformat(found[0]), *found[1:]
        return ImportReport(source.name, source.format, encoding, read, 0, 0, 0, 0, at, (), None, dry_run=False)

    def _asked(self, decisions: Mapping[int, Decision] | None, progress: Progress, cancelled: Cancelled) -> Asked:
        options = self._core.options
        return Asked(options.country, decisions or {}, progress, cancelled, options.work_mode)

    def _bring_in(
        self, recorder: Recorder, batch_id: int, parts: Iterable[Part], asked: Asked, assigned: Assigned
    ) -> tuple[Plan, Writer]:
        """Write the people of a file, each part as it is read; matched is against the journal before the import."""
        with self._core.reading_beside() as before, recorder.in_bulk(*COMING, "import_row"):
            writer = Writer(recorder, self._core, assigned)
            planner = Planner(before, asked, writer.recall, writer.id_of)
            for drafts, problems in parts:
                done = len(planner.plan.verdicts)
                writer.write(planner.take(drafts, problems))
                _rows(recorder, batch_id, planner.plan.verdicts[done:])
            plan = planner.finish()
            writer.finish(plan)
        return plan, writer


def _source(path: Path | Clipping, kind: str, ahead: "Ahead | None" = None) -> Source:
    if ahead is not None and ahead.digest:  # whoever reads it a second time may read another file
        return Source(path.name, b"", ahead.digest, VCARD)
    try:
        data = path.data if isinstance(path, Clipping) else _bytes(path)
    except OSError as error:
        raise Unreadable("cannot_read", path=str(path), detail=str(error.strerror or error)) from error
    found = kind or recognise(data, path.name)
    source = Source(path.name, data, hashlib.sha256(data).hexdigest(), found)
    if found not in _IN_JSON and _is_a_crowd(data, found):
        raise Unreadable("too_large", path=str(path), most=MOST_PEOPLE)
    return source


def _exchanges(source: Source, wanted: Collection[ExchangeSource], cancelled: Cancelled) -> "Sequence[MessageDraft]":
    """Return the exchanges of an archive of LinkedIn that the user asked for."""
    if not wanted or not _is_linkedin(source):
        return ()
    from carnet.journal import import_exchanges

    return import_exchanges.asked(source.data, wanted, cancelled)


def _is_linkedin(source: Source) -> bool:
    return source.format == LINKEDIN and source.data.startswith(_ZIP)


def _is_a_crowd(data: bytes, kind: str) -> bool:
    """Tell, before they are read at some 300 bytes a line, of more cards or lines than any address book has."""
    if kind == VCARD:
        return are_too_many(data)
    lines = max(data.count(b"\n"), data.count(b"\r"))
    if len(data) > LARGEST_FILE:
        return True
    if kind == ICS:
        return lines > MOST_LINES or sum(1 for _unit in _UNIT.finditer(data)) > MOST_PEOPLE
    if kind in TABLES:
        return kind == CSV and lines > MOST_LINES
    return lines > 2 * MOST_PEOPLE and not data.startswith(_ZIP)


_IN_JSON = {CARNET, CONTACTS, FACEBOOK, MONICA}
"""Formats that know limits of their own, for their lines say nothing."""
_ZIP = b"PK"
_UNIT = re.compile(rb"begin:vevent", re.IGNORECASE)


def _parts(
    connection: Connected, source: Source, asked: Asked, table: TableChoice | None, ahead: "Ahead | None"
) -> Parts:
    """Return the people of a file."""
    if ahead is not None and ahead.digest:
        return ahead
    how: dict[str, object] = {}
    if source.format == LINKEDIN:
        how = {"choice": table}
    elif source.format in TABLES:
        how = {"choice": table, "recall": partial(import_tables.recall, connection)}
    found = parts(source.data, source.format, asked.country, asked.cancelled, **how)
    if found.known is not None and found.known.units_read > MOST_PEOPLE:
        raise Unreadable("too_large", path=source.name, most=MOST_PEOPLE)
    return found


def _taken(parts: Parts, source: Source, asked: Asked) -> Generator[Part]:
    """Yield the parts of a file, telling how far it is read, as long as nobody gives up."""
    done = 0
    for drafts, problems in parts:
        import_plan.stop_if(asked.cancelled)
        asked.progress(min(done, parts.total), parts.total)
        yield drafts, problems
        done += len(drafts)
        if parts.reading().units_read > MOST_CARDS:
            raise Unreadable("too_large", path=source.name, most=MOST_CARDS)


def _bytes(path: Path) -> bytes:
    """Return what a file holds, unless it is larger than anything of its kind may be; a device or a pipe is no file."""
    if path.exists() and not path.is_file():
        raise Unreadable("cannot_read", path=str(path))
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if head.startswith(_ZIP) and path.stat().st_size > LARGEST_FILE:
            return needed(path)
        most = LARGEST_JOURNAL if _is_journal(head) else LARGEST_CARDS
        file.seek(0)
        parts: list[bytes] = []
        while part := file.read(LARGEST_FILE):  # what a file says of its size is not believed
            parts.append(part)
            endless = len(part) == LARGEST_FILE and b"\n" not in part
            if endless or sum(map(len, parts)) > most:
                raise Unreadable("too_large", path=str(path), most=most)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _is_journal(head: bytes) -> bool:
    if b"{" not in head:
        return False
    from carnet.journal import journal_json

    return journal_json.looks_like(head)


def _batch(recorder: Recorder, core: Core, source: Source) -> int:
    row = {
        "uid": core.new_uid(),
        "source": source.format,
        "file_name": source.name,
        "sha256": source.sha256,
        "imported_at": quick.instant_text(core.clock.now()),
    }
    return recorder.insert_raw("import_batch", [row])[0]


def _complete(recorder: Recorder, batch_id: int, plan: Plan, reading: Reading) -> None:
    """Keep what could be told of a file only once it was read."""
    told = {
        "encoding": reading.encoding,
        "dialect": reading.dialect,
        "mapping": import_tables.mapping(recorder.connection, reading),
        "read": reading.units_read,
    }
    recorder.update_raw("import_batch", batch_id, told | _counts(plan))


def _counts(plan: Plan) -> dict[str, int]:
    return {verdict.value: count for verdict, count in plan.counts.items()}


def _rows(recorder: Recorder, batch_id: int, verdicts: Sequence[RowVerdict]) -> None:
    names = ("id", "row", "verdict", "reason", "contact_id")
    rows = [
        (at, each.row, str(each.verdict), each.reason, each.contact_id)
        for at, each in enumerate(verdicts, recorder.next_of("import_row"))
    ]
    recorder.come("import_row", names, rows, batch_id=batch_id)


def _report(source: Source, plan: Plan, reading: Reading, batch_id: int | None, *, dry_run: bool) -> ImportReport:
    return ImportReport(
        file=source.name,
        format=source.format,
        encoding=reading.encoding,
        read=reading.units_read,
        already_imported=None,
        rows=tuple(plan.verdicts),
        batch_id=batch_id,
        dry_run=dry_run,
        guests=(),
        table=reading.table,
        offered=(),
        sphere=None,
        **_counts(plan),
    )
