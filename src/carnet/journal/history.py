"""The history: every deed can be taken back and done again, in this run or a later one, from window or command line."""

from collections.abc import Callable, Collection, Container, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa

from carnet.domain.changes import Cause, Changes, Deed, RowChange
from carnet.domain.deed_sheets import DeedSheet, Obstacle
from carnet.domain.events import EventRef, OccurrenceRef
from carnet.domain.ids import EventId
from carnet.domain.text import fold
from carnet.errors import Reason, Refused
from carnet.formats.collector import paused
from carnet.journal import deed_sheets
from carnet.journal.core import Core
from carnet.store import derived, quick, spans, withdrawing
from carnet.store import tables as t
from carnet.store.images import unpack, whole
from carnet.store.recorder import Recorder

KEPT_DAYS = 30
LONG = 100  # rows


class DeedRow(NamedTuple):
    """A deed as the history lists it."""

    id: int
    kind: Deed
    at: datetime
    subject: str
    group: str
    undone: bool
    cause: Cause = Cause.USER


class History:
    """Undo and redo of every verb, and the list of deeds."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def recent(self, limit: int = 50) -> tuple[DeedRow, ...]:
        """Return the latest deeds, newest first, undone ones among them."""
        with self._core.reading() as connection:
            return tuple(_deeds(connection, sa.true(), t.deed.c.id.desc(), limit))

    def ids(
        self, kinds: Collection[Deed] | None = None, text: str = "", worded: Callable[[Deed], str] = str
    ) -> list[int]:
        """Return the ids of the deeds of thirty days, newest first; in work mode without those about private life.

        Args:
            kinds: the kinds wanted, None for all.
            text: words that must all stand in the subject or in the words of the kind.
            worded: returns the words of a kind.
        """
        sought = fold(text).split()
        since = quick.instant_text(self._core.clock.now() - timedelta(days=KEPT_DAYS))
        private = deed_sheets.about_nobody_private() if self._core.options.work_mode else "1"
        sql = f"SELECT d.id, d.kind, d.subject FROM deed d WHERE d.at >= ? AND {private} ORDER BY d.id DESC"
        with self._core.reading() as connection:
            found = quick.rows(connection, sql, (since,))
            kept = {kind: Deed(kind) for kind in {kind for _key, kind, _subject in found}}
        names = {kind: fold(worded(deed)) for kind, deed in kept.items()} if sought else {}
        return [
            key
            for key, kind, subject in found
            if (kinds is None or kind in kinds) and (not sought or _holds(f"{names[kind]} {fold(subject)}", sought))
        ]

    def rows(self, ids: Sequence[int]) -> dict[int, DeedRow]:
        """Return these deeds as they are listed."""
        with self._core.reading() as connection:
            return {row.id: row for row in _deeds(connection, t.deed.c.id.in_(ids), t.deed.c.id.desc(), None)}

    def sheet(self, deed_id: int) -> DeedSheet:
        """Return what a deed changed."""
        with self._core.reading() as connection:
            return deed_sheets.sheet(connection, deed_id)

    def obstacles(self, deed_id: int, rows: Sequence[tuple[str, int]]) -> tuple[Obstacle, ...]:
        """Return the rows of a refusal "changed since" by name, each with the deed that changed it."""
        with self._core.reading() as connection:
            return deed_sheets.obstacles(connection, deed_id, rows)

    def next_undo(self) -> DeedRow | None:
        """Return the deed that `undo()` would take back."""
        with self._core.reading() as connection:
            return _latest(connection)

    def next_redo(self) -> DeedRow | None:
        """Return the deed that `redo()` would do again: the one undone last of those after the last that stands."""
        with self._core.reading() as connection:
            return _redoable(connection)

    def find(self, deed_id: int | None) -> DeedRow | None:
        """Return one deed; None where there is none of that id."""
        if deed_id is None:
            return None
        with self._core.reading() as connection:
            return next(iter(_deeds(connection, t.deed.c.id == deed_id, t.deed.c.id.asc(), 1)), None)

    def is_long(self, deed_id: int) -> bool:
        """Tell whether a deed changed so many rows that to play it takes more than a few frames."""
        sql = "SELECT count(*) FROM (SELECT 1 FROM deed_row WHERE deed_id = ? LIMIT ?)"
        with self._core.reading() as connection:
            found = int(connection.exec_driver_sql(sql, (deed_id, LONG)).scalar_one())
            return found + spans.count(connection, deed_id) >= LONG

    @paused()
    def undo(self, deed_id: int | None = None) -> Changes:
        """Take back one deed, the latest by default.

        Raises:
            Refused: there is none, it is undone already, or a row of it has changed since (`data["found"]` says which).
        """
        with self._core.database.writing() as connection:
            deed = _latest(connection) if deed_id is None else _deed(connection, deed_id)
            if deed is None:
                raise Refused(Reason.NOTHING_TO_UNDO)
            if deed.undone:
                raise Refused(Reason.ALREADY_UNDONE, deed=deed.id)
            changes = _play(connection, deed, Cause.UNDO)
            _mark(connection, deed.id, self._core.clock.now())
        self._core.announce(changes)
        return changes

    @paused()
    def redo(self, deed_id: int | None = None) -> Changes:
        """Do an undone deed again, by default the first undone after the last that stands.

        Raises:
            Refused: there is none, or a row of it has changed since.
        """
        with self._core.database.writing() as connection:
            deed = _redoable(connection) if deed_id is None else _deed(connection, deed_id)
            if deed is None or not deed.undone:
                raise Refused(Reason.NOTHING_TO_REDO)
            changes = _play(connection, deed, Cause.REDO)
            _mark(connection, deed.id, None)
        self._core.announce(changes)
        return changes

    def undo_group(self, group: str) -> int:
        """Take back every standing deed of a group, the latest first, all or none; return how many."""
        return self._undo_all(t.deed.c.group_key == group)

    def undo_debrief(self, event_id: int, occurrence: OccurrenceRef | None) -> int:
        """Take back the whole débriefing of an event: people added, marks, thanks, note and end, all or none.

        `occurrence` is what the event was while it had no row.
        """
        group = t.deed.c.group_key
        names: list[EventRef] = [event_id] if occurrence is None else [event_id, occurrence]
        batches = [group.startswith(batch_group(name, ""), autoescape=True) for name in names]
        return self._undo_all(sa.or_(group.in_([debrief_group(name) for name in names]), *batches))

    def _undo_all(self, which: sa.ColumnElement[bool]) -> int:
        rows: list[RowChange] = []
        with self._core.database.writing() as connection:
            standing = which & t.deed.c.undone_at.is_(None)
            deeds = list(_deeds(connection, standing, t.deed.c.id.desc(), None))
            for deed in deeds:
                rows += _play(connection, deed, Cause.UNDO).rows
                _mark(connection, deed.id, self._core.clock.now())
        if rows:
            self._core.announce(Changes(deeds[0].kind, Cause.UNDO, tuple(rows)))
        return len(deeds)

    def redo_all(self, deed_ids: Sequence[int]) -> None:
        """Do undone deeds again in this order, all or none."""
        rows: list[RowChange] = []
        with self._core.database.writing() as connection:
            deeds = [deed for key in deed_ids if (deed := _deed(connection, key)).undone]
            for deed in deeds:
                rows += _play(connection, deed, Cause.REDO).rows
                _mark(connection, deed.id, None)
        if rows:
            self._core.announce(Changes(deeds[0].kind, Cause.REDO, tuple(rows)))

    def forget_old(self) -> None:
        """Drop the deeds older than thirty days."""
        limit = self._core.clock.now() - timedelta(days=KEPT_DAYS)
        with self._core.reading() as connection:
            if connection.scalar(sa.select(t.deed.c.id).where(t.deed.c.at < limit).limit(1)) is None:
                return
        with self._core.unrecorded() as connection:
            old = t.deed.c.at < limit
            was_named = connection.scalar(sa.select(t.deed.c.id).where(old, t.deed.c.kind == Deed.ANONYMISE).limit(1))
            _drop(connection, old)
            if was_named is not None:  # words of deleted rows stand in the file until the index is written anew
                connection.exec_driver_sql("INSERT INTO words(words) VALUES('optimize')")

    def forget_all(self) -> None:
        """Drop the whole history."""
        with self._core.unrecorded() as connection:
            _drop(connection, sa.true())


def debrief_group(event: EventRef) -> str:
    """Return the key of the deeds that make up the débriefing of an event."""
    return f"debrief:{_key(event)}"


def batch_group(event: EventRef | None, serial: str) -> str:
    """Return the key of the people added at an event in one go; the event comes first in it, if there is one."""
    return f"{'' if event is None else _key(event)}:{serial}"


def event_of_batch(group: str) -> EventRef | None:
    """Return the event that the key of a batch begins with."""
    key, _colon, _serial = group.rpartition(":")
    series_id, _at, start = key.partition("@")
    if not series_id.isdigit():
        return None
    return OccurrenceRef(EventId(int(series_id)), datetime.fromisoformat(start)) if start else int(series_id)


def _key(event: EventRef) -> str:
    return f"{event.series_id}@{event.recurrence_id.isoformat()}" if isinstance(event, OccurrenceRef) else str(event)


def _holds(line: str, words: Sequence[str]) -> bool:
    return all(word in line for word in words)


def _drop(connection: sa.Connection, which: sa.ColumnElement[bool]) -> None:
    old = sa.select(t.deed.c.id).where(which)
    for table in (t.deed_row, t.deed_span):
        connection.execute(sa.delete(table).where(table.c.deed_id.in_(old)))
    connection.execute(sa.delete(t.deed).where(which))


def _deeds(
    connection: sa.Connection, where: sa.ColumnElement[bool], order: sa.ColumnElement[int], limit: int | None
) -> Sequence[DeedRow]:
    c = t.deed.c
    query = (
        sa.select(c.id, c.kind, c.at, c.subject, c.group_key, c.undone_at, c.cause)
        .where(where)
        .order_by(order)
        .limit(limit)
    )
    return [
        DeedRow(row.id, Deed(row.kind), row.at, row.subject, row.group_key, row.undone_at is not None, row.cause)
        for row in connection.execute(query)
    ]


def _deed(connection: sa.Connection, deed_id: int) -> DeedRow:
    found = _deeds(connection, t.deed.c.id == deed_id, t.deed.c.id.asc(), 1)
    if not found:
        raise Refused(Reason.NOT_FOUND, deed=deed_id)
    return found[0]


def _latest(connection: sa.Connection) -> DeedRow | None:
    found = _deeds(connection, t.deed.c.undone_at.is_(None), t.deed.c.id.desc(), 1)
    return found[0] if found else None


def _redoable(connection: sa.Connection) -> DeedRow | None:
    latest = _latest(connection)
    after = (t.deed.c.id > (latest.id if latest else 0)) & t.deed.c.undone_at.is_not(None)
    found = connection.execute(
        sa.select(t.deed.c.id).where(after).order_by(t.deed.c.undone_at.desc(), t.deed.c.id.asc()).limit(1)
    ).scalar()
    return None if found is None else _deed(connection, found)


def _mark(connection: sa.Connection, deed_id: int, undone_at: datetime | None) -> None:
    connection.execute(sa.update(t.deed).where(t.deed.c.id == deed_id).values(undone_at=undone_at))


def _play(connection: sa.Connection, deed: DeedRow, cause: Cause) -> Changes:
    whole_spans = spans.unfold(connection, deed.id)
    taken = withdrawing.spans(connection, deed.id, whole_spans) if cause is Cause.UNDO else ()
    rows = _recorded(connection, deed.id, [span.table for span in taken])
    if cause is Cause.UNDO:
        rows = [RowChange(row.table, row.key, row.after, row.before) for row in reversed(rows)]
    recorder = Recorder(connection)
    _refuse_if_changed(recorder, deed, rows, {span.table: range(span.first, span.last + 1) for span in taken})
    stale = withdrawing.take_back(connection, taken)
    recorder.replay(rows)
    _tie_batch(connection, deed, rows)
    derived.refresh(connection, rows, stale)
    return Changes(deed.kind, cause, tuple(rows), deed.id, came=frozenset(span.table for span in taken))


def _tie_batch(connection: sa.Connection, deed: DeedRow, rows: Sequence[RowChange]) -> None:
    """Let the deed of an import name its batch only while that one exists."""
    for row in rows:
        if row.table == "import_batch" and (row.before is None or row.after is None):
            batch = None if row.after is None else row.key
            connection.execute(sa.update(t.deed).where(t.deed.c.id == deed.id).values(batch_id=batch))


def _recorded(connection: sa.Connection, deed_id: int, but_came: Sequence[str] = ()) -> list[RowChange]:
    """Return what a deed did to rows, but for those of some tables that came with it."""
    sql = (
        'SELECT table_name, row_id, "before", "after" FROM deed_row WHERE deed_id = ? '
        f'AND NOT ("before" IS NULL AND table_name IN ({quick.marks(but_came)})) ORDER BY id'
    )
    return [
        RowChange(table, key, whole(connection, table, unpack(before)), whole(connection, table, unpack(after)))
        for table, key, before, after in quick.rows(connection, sql, (deed_id, *but_came))
    ]


def _refuse_if_changed(
    recorder: Recorder, deed: DeedRow, rows: Sequence[RowChange], going: Mapping[str, Container[int]]
) -> None:
    changed = recorder.changed_since(rows, going)
    if changed:
        found = _described(recorder, rows, changed)
        raise Refused(Reason.CHANGED_SINCE, deed=deed.id, subject=deed.subject, rows=changed, found=found)


def _described(
    recorder: Recorder, rows: Sequence[RowChange], changed: Sequence[tuple[str, int]]
) -> list[dict[str, object]]:
    """Return each changed row with the name of the person or thing that it tells of; "" where it has none."""
    images = {(row.table, row.key): row.before or row.after for row in rows}
    found: list[dict[str, object]] = []
    for table, key in changed:
        image = images.get((table, key)) or recorder.row(t.metadata.tables[table], key) or {}
        found.append({"table": table, "id": key, "name": _name(recorder.connection, table, {**image, "id": key})})
    return found


_NAMES = {
    "mission_id": "SELECT title FROM mission WHERE id = ?",
    "introduced_id": "SELECT display_name FROM contact_fact WHERE contact_id = ?",
    "contact_id": "SELECT display_name FROM contact_fact WHERE contact_id = ?",
    "event_id": "SELECT title FROM event WHERE id = ?",
    "interaction_id": (
        "SELECT f.display_name FROM participation p JOIN contact_fact f ON f.contact_id = p.contact_id "
        "WHERE p.interaction_id = ? ORDER BY p.id"
    ),
    "organisation_id": "SELECT name FROM organisation WHERE id = ?",
}
"""How to name what a row refers to, the most telling first."""


def _name(connection: sa.Connection, table: str, image: Mapping[str, object]) -> str:
    for column, sql in ((f"{table}_id", _NAMES.get(f"{table}_id", "")), *_NAMES.items()):
        key = image["id"] if column == f"{table}_id" else image.get(column)
        found = connection.exec_driver_sql(sql, (key,)).scalar() if sql and key is not None else None
        if found:
            return str(found)
    own = (image.get(name) for name in ("title", "name", "first_name", "last_name"))
    return " ".join(str(part) for part in own if part)
