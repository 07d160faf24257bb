"""Backups: made, thinned, listed, looked into, and the ways back: the whole journal, or one person."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from carnet.domain.backups import (
    BackupKind,
    BackupPerson,
    BackupRow,
    Span,
    Stamp,
    is_due,
    spans,
    superfluous,
)
from carnet.domain.changes import Cause, Changes, Deed
from carnet.domain.text import fold
from carnet.errors import CarnetError, Reason, Refused, Trouble
from carnet.journal import opposition
from carnet.journal.core import Core
from carnet.store import backup, quick, shelf
from carnet.store.database import Database, reason_of

if TYPE_CHECKING:
    import sqlalchemy as sa

_COUNTS = (
    "SELECT (SELECT count(*) FROM contact WHERE deleted_at IS NULL AND NOT is_me), "
    "(SELECT count(*) FROM interaction WHERE deleted_at IS NULL), "
    "(SELECT count(*) FROM mission WHERE deleted_at IS NULL)"
)
_STATE = "SELECT max(id), count(undone_at) FROM deed"
_HOLDS = (
    "SELECT (SELECT count(*) FROM contact_point WHERE contact_id = ?1)"
    " + (SELECT count(*) FROM participation WHERE contact_id = ?1)"
    " + (SELECT count(*) FROM affiliation WHERE contact_id = ?1)"
)
_THINGS = ("contact", "event", "mission", "organisation")
_SHOWN = 30


class Made(NamedTuple):
    """A backup just made; `trouble` is why there is none in the second folder."""

    path: Path
    trouble: CarnetError | None


class Backups:
    """Verified copies of the journal, in a folder beside it and in a second one of the user's choice."""

    def __init__(self, core: Core) -> None:
        self._core = core

    @property
    def folder(self) -> Path:
        """The folder beside the journal; it need not be there."""
        return shelf.folder_of(self._core.database.path)

    @property
    def second(self) -> Path | None:
        """The folder in the second one, None where the user chose none."""
        chosen = self._core.options.backup_folder
        return shelf.folder_in(Path(chosen), self._core.database.path) if chosen else None

    @property
    def second_is_there(self) -> bool:
        """Tell whether the folder that the user chose is there; its disk may not be."""
        chosen = self._core.options.backup_folder
        with suppress(OSError):
            return bool(chosen) and Path(chosen).is_dir()
        return False

    def make(self, kind: BackupKind = BackupKind.ASKED) -> Made:
        """Make a backup, then let go of those that are kept no longer; from any thread.

        Raises:
            Trouble: the disk says no, the journal is damaged, or another program took it away.
        """
        database = self._core.database
        if database.is_displaced():  # its folder would be made anew, in the way of the one that comes back
            raise Trouble(Reason.REPLACED, path=str(database.path))
        path = shelf.new_name(self.folder, database.path.stem, self._core.clock.now(), kind)
        backup.copy(database, path)
        trouble = self._trouble_of_second(path.name)
        self._thin(self.folder)
        return Made(path, trouble)

    def make_if_due(self) -> Made | None:
        """Make the automatic backup where the latest one is a day old; an empty journal has none.

        Where none is due, the second folder still gets what was made when it could not be asked, as before a migration.
        """
        latest = max(shelf.stamps(self.folder), key=lambda stamp: stamp.at, default=None)
        if is_due(latest and latest.at, self._core.clock.now()) and self._holds_anything():
            return self.make(BackupKind.AUTOMATIC)
        if latest is None or not self.second_is_there:
            return None
        trouble = self._trouble_of_second(latest.name)
        return None if trouble is None else Made(self.folder / latest.name, trouble)

    def make_before(self, kind: BackupKind) -> Made | None:
        """Make a backup before a great change, unless the latest one already holds all that was done."""
        if not self._holds_anything() or self._state() == self._state_of_latest():
            return None
        return self.make(kind)

    def rows(self) -> tuple[BackupRow, ...]:
        """Return the backups of both folders, the latest first; reads each of them, so from any thread."""
        here = {stamp.name: stamp for stamp in shelf.stamps(self.folder)}
        second = self.second if self.second_is_there else None
        there = {stamp.name: stamp for stamp in (shelf.stamps(second) if second else ())}
        every = {**there, **here}
        kept = spans(every.values())
        rows = [self._row(stamp, kept.get(stamp.name), here, there) for stamp in every.values()]
        return tuple(sorted(rows, key=lambda row: (row.at, row.name), reverse=True))

    def counts(self) -> tuple[int, int, int]:
        """Return how many people, exchanges and missions the journal holds now."""
        with self._core.reading() as connection:
            return _counted(connection)

    def find(self, name: str) -> Path:
        """Return where a backup of the list stands.

        Raises:
            Refused: "not_found", it is gone.
        """
        for folder in (self.folder, self.second):
            if folder is not None and (folder / name).is_file():
                return folder / name
        raise Refused(Reason.NOT_FOUND, kind="backup", text=name)

    def restore(self, path: Path) -> Made | None:
        """Make the journal what a backup holds; what it was is kept as a backup first.

        Everything that reads the journal, other processes too, sees the one state or the other.

        Raises:
            Trouble: the backup is damaged, no journal or of a newer Carnet; or the disk says no.
        """
        with backup.at_head(path) as source:
            backup.verify(source.path)
            kept = self.make(BackupKind.RESTORE) if self._holds_anything() else None
            backup.restore(self._core.database, source.path)
        self._core.announce(Changes(None, Cause.SYNC, everything=True))
        return kept

    def purge(self) -> int:
        """Delete every backup made before a new one, so that nobody erased is left in any; return how many went.

        Raises:
            Trouble: the new one could not be made; or the second folder is not there, and keeps its own.
        """
        made = self.make()
        folders = [self.folder, *([self.second] if self.second is not None and self.second_is_there else [])]
        names = {stamp.name for folder in folders for stamp in shelf.stamps(folder)} - {made.path.name}
        for folder in folders:
            for name in names:
                try:
                    (folder / name).unlink(missing_ok=True)
                except OSError as error:
                    raise Trouble(reason_of(error), path=str(folder / name), detail=str(error)) from error
        if made.trouble is not None:
            raise made.trouble
        return len(names)

    def people(self, path: Path, text: str) -> tuple[BackupPerson, ...]:
        """Return the people of a backup whose names hold every word, each compared with this journal."""
        words = fold(text).split()
        with backup.at_head(path) as source, source.reading() as there, self._core.reading() as here:
            found = [row for row in there.exec_driver_sql(_PEOPLE) if _holds(f"{row[2]} {row[3]}", words)]
            return tuple(_compared(there, here, row) for row in found[:_SHOWN])

    def bring_back(self, path: Path, contact_id: int) -> int:
        """Bring one person of a backup back as one deed, with all that is theirs and still makes sense; return whom.

        Of somebody who is here, gaps are filled and what is missing comes back; whoever is in the trash leaves it.

        Raises:
            Refused: "person_is_here", the journal lacks nothing of this person; "opposed"; "not_found".
        """
        from carnet.journal.bringing_back import content_of
        from carnet.journal.contact_loading import load
        from carnet.journal.contacts import candidate
        from carnet.journal.journal_merge import Merge
        from carnet.store import tables as t

        with backup.at_head(path) as source, source.reading() as there:
            name = there.exec_driver_sql(
                "SELECT display_name FROM contact_fact WHERE contact_id = ?", (contact_id,)
            ).scalar()
            if name is None:
                raise Refused(Reason.NOT_FOUND, kind="contact", text=str(contact_id))
            person = candidate(load(there, contact_id), self._core.options.country)
            with self._core.writing(Deed.BRING_BACK, subject=str(name)) as recorder:
                if opposition.refuses(recorder.connection)(person):
                    raise Refused("opposed")
                content = content_of(there, recorder.connection, contact_id)
                uid = _uid(there, contact_id)
                known = {row["uid"]: _id(recorder.connection, row["uid"]) for row in content["contact"]}
                own = known[uid]
                if own is not None:
                    recorder.update(t.contact, own, deleted_at=None)
                merge = Merge(recorder, content, {each: key for each, key in known.items() if key is not None})
                merge.write()
                if own is not None:
                    merge.fill_gaps(self._core, own, next(row for row in content["contact"] if row["uid"] == uid))
                if not recorder.changes():
                    raise Refused(Reason.PERSON_IS_HERE)
        return merge.ids["contact"][uid]

    def _trouble_of_second(self, name: str) -> CarnetError | None:
        """Let the second folder have a backup, and those made since its own latest; return why it could not."""
        if (target := self.second) is None:
            return None
        if not self.second_is_there:
            return Trouble(Reason.NO_BACKUP_FOLDER, path=self._core.options.backup_folder)
        shelf.sweep(target)
        there = {stamp.name: stamp.at for stamp in shelf.stamps(target)}
        since = max(there.values(), default=None)
        for stamp in sorted(shelf.stamps(self.folder), key=lambda stamp: stamp.at):
            if stamp.name not in there and (stamp.name == name or (since is not None and stamp.at > since)):
                try:
                    backup.copy_file(self.folder / stamp.name, target / stamp.name)
                except CarnetError as error:
                    if error.reason != Reason.SEALED or stamp.name == name:  # else one under another passphrase
                        return error
        self._thin(target)
        return None

    def _thin(self, folder: Path) -> None:
        for stamp in superfluous(shelf.stamps(folder), self._core.options.backup_bytes):
            with suppress(OSError):  # looked into by somebody; the next backup tries again
                (folder / stamp.name).unlink(missing_ok=True)

    def _holds_anything(self) -> bool:
        with self._core.glancing() as connection:
            return any(quick.first(connection, f"SELECT 1 FROM {name} LIMIT 1") for name in _THINGS)

    def _state(self) -> tuple[Any, ...]:
        with self._core.reading() as connection:
            return tuple(connection.exec_driver_sql(_STATE).one())

    def _state_of_latest(self) -> tuple[Any, ...] | None:
        latest = max(shelf.stamps(self.folder), key=lambda stamp: stamp.at, default=None)
        if latest is None:
            return None
        with suppress(CarnetError), _opened(self.folder / latest.name) as connection:
            return tuple(connection.exec_driver_sql(_STATE).one())
        return None

    def _row(self, stamp: Stamp, span: Span | None, here: dict[str, Stamp], there: dict[str, Stamp]) -> BackupRow:
        contacts = interactions = missions = None
        sealed = False
        try:
            with _opened(self.find(stamp.name)) as connection:
                contacts, interactions, missions = _counted(connection)
        except CarnetError as error:  # told as what it is
            sealed = error.reason == Reason.SEALED
        where = stamp.name in here, stamp.name in there
        return BackupRow(*stamp, span or Span.DAY, contacts, interactions, missions, *where, sealed)


_PEOPLE = (
    "SELECT c.id, c.uid, f.display_name, f.organisation FROM contact c JOIN contact_fact f ON f.contact_id = c.id "
    "WHERE c.deleted_at IS NULL AND c.status <> 'anonymised' AND NOT c.is_me ORDER BY f.sort_key, c.id"
)


@contextmanager
def _opened(path: Path) -> "Iterator[sa.Connection]":
    """Yield a connection to a backup as it is, of whatever revision."""
    database = Database(path, only_reads=True)
    try:
        with database.reading() as connection:
            yield connection
    finally:
        database.close()


def _counted(connection: "sa.Connection") -> tuple[int, int, int]:
    contacts, interactions, missions = connection.exec_driver_sql(_COUNTS).one()
    return int(contacts), int(interactions), int(missions)


def _holds(text: str, words: list[str]) -> bool:
    folded = fold(text)
    return all(word in folded for word in words)


def _compared(there: "sa.Connection", here: "sa.Connection", row: Any) -> BackupPerson:
    key, uid, name, detail = row
    own = here.exec_driver_sql("SELECT id, deleted_at FROM contact WHERE uid = ?", (uid,)).first()
    if own is None:
        state = "absent"
    elif own[1] is not None:
        state = "bin"
    else:
        state = "less" if _held(here, own[0]) < _held(there, key) else "same"
    return BackupPerson(key, uid, name, detail, state)


def _held(connection: "sa.Connection", contact_id: int) -> int:
    return int(connection.exec_driver_sql(_HOLDS, (contact_id,)).scalar_one())


def _uid(connection: "sa.Connection", contact_id: int) -> str:
    return str(connection.exec_driver_sql("SELECT uid FROM contact WHERE id = ?", (contact_id,)).scalar_one())


def _id(connection: "sa.Connection", uid: str) -> int | None:
    found: int | None = connection.exec_driver_sql("SELECT id FROM contact WHERE uid = ?", (uid,)).scalar()
    return found
