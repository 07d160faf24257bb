"""The one loop of every verb: open, record, derive, keep the deed, commit, announce."""

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from carnet.domain.changes import Cause, Changes, Deed, RowChange
from carnet.domain.working_days import USUAL, WorkingDays
from carnet.errors import Reason, Refused
from carnet.store import quick
from carnet.store.database import Database, driver_errors, is_conflict

if TYPE_CHECKING:
    import sqlalchemy as sa
    from sqlcipher3 import dbapi2

    from carnet.store.recorder import Recorder

Listener = Callable[[Changes], None]


class Clock(Protocol):
    """Where verbs ask for the time."""

    def now(self) -> datetime:
        """Return the present instant, aware UTC."""
        ...

    def today(self) -> date:
        """Return the user's present day."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the present instant, aware UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """Return the present day in the machine's zone."""
        return datetime.now().astimezone().date()


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedClock:
    """A clock that stands at noon UTC of a given day, for the example and for tests."""

    day: date

    def now(self) -> datetime:
        """Return noon UTC of the day."""
        return datetime(self.day.year, self.day.month, self.day.day, 12, tzinfo=UTC)

    def today(self) -> date:
        """Return the day."""
        return self.day


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The settings that rules depend on; everything else of the settings stays in the window.

    Attributes:
        zone: name in the tz database of where the user lives, "" for that of the machine.
        country: ISO code under which national phone numbers are read.
        currency: the one that totals are given in.
        half_life_days: of the model « Récence ».
        follow_ups_a_day: N of levelling.
        work_mode: whether people of the personal sphere are hidden.
        default_model: identifier of the attribution model used where none is asked.
        working: the days on which follow-ups may fall.
        letters: the templates that the user wrote: which letter, its subject, its body.
        backup_folder: a second folder for backups, "" for none.
        backup_bytes: what the backups of a journal may take up in each folder.
    """

    zone: str = ""
    country: str = "FR"
    currency: str = "EUR"
    half_life_days: int = 180
    follow_ups_a_day: int = 5
    work_mode: bool = False
    default_model: str = "w"
    working: WorkingDays = USUAL
    letters: tuple[tuple[str, str, str], ...] = ()
    backup_folder: str = ""
    backup_bytes: int = 500_000_000


class Core:
    """What all verbs share: the file, the clock, the options, and who is told of changes.

    Attributes:
        database: the file.
        clock: where verbs ask for the time.
        options: the settings that rules depend on; replaced as a whole.
        last_deed: id of the last deed written by this process, for a toast's « Annuler ».
    """

    def __init__(self, database: Database, clock: Clock, options: Options) -> None:
        self.database = database
        self.clock = clock
        self.options = options
        self.last_deed: int | None = None
        self._listeners: list[Listener] = []
        self._new_uid: Callable[[], str] = _random_uid
        self._uids_since = time.time()
        self._uids_drawn = 0

    def new_uid(self) -> str:
        """Return a fresh UUID; the example draws them from its seed."""
        return self._new_uid()

    def new_uids(self, count: int) -> list[str]:
        """Return fresh UUIDs for many rows, each greater than the last (version 7): an index takes them at its end."""
        if self._new_uid is not _random_uid:
            return [self._new_uid() for _ in range(count)]
        start = self._uids_drawn
        self._uids_drawn += count
        at = f"{int(self._uids_since * 1000):012x}"
        # Those of one call differ by their number, others by what is drawn.
        head, tail, digits = f"{at[:8]}-{at[8:]}-7", f"-{os.urandom(6).hex()}", _three_digits()
        found: list[str] = []
        while count > 0:
            block = digits[start & 4095 :][:count]
            first = f"{head}{digits[start >> 12 & 4095]}-8"
            found += [first + digit + tail for digit in block]
            start, count = start + len(block), count - len(block)
        return found

    def draw_uids_from(self, source: Callable[[], str]) -> None:
        """Draw uids from `source` from now on."""
        self._new_uid = source

    def listen(self, listener: Listener, *, first: bool = False) -> None:
        """Call `listener` after each commit; `first` is for what is kept of the file, to forget before others read."""
        self._listeners.insert(0 if first else len(self._listeners), listener)

    def announce(self, changes: Changes) -> None:
        """Tell every listener, in the order they came."""
        for listener in tuple(self._listeners):
            listener(changes)

    @contextmanager
    def glancing(self) -> "Iterator[dbapi2.Connection]":
        """Yield a connection of the driver that sees one state of the file; the window's first page needs no more."""
        with self.database.glancing() as connection:
            yield connection

    @contextmanager
    def reading(self) -> "Iterator[sa.Connection]":
        """Yield a connection that sees one state of the file."""
        with self.database.reading() as connection:
            yield connection

    @contextmanager
    def reading_beside(self) -> "Iterator[dbapi2.Connection]":
        """Yield a connection of the driver that sees one state of the file; nobody waits for it."""
        with self.database.beside() as connection:
            yield connection

    @contextmanager
    def writing(
        self, deed: Deed, *, subject: str = "", group: str = "", cause: Cause = Cause.USER
    ) -> "Iterator[Recorder]":
        """Yield a recorder; at the end keep the deed, commit all or nothing, and announce it.

        A verb that changed nothing leaves no deed and announces nothing.

        Raises:
            Refused: "not_found", what was to be written refers to something that is not there.
        """
        from carnet.store import derived
        from carnet.store.recorder import Recorder

        rows: tuple[RowChange, ...] = ()
        deed_id = None
        try:
            with self.database.writing() as connection:
                recorder = Recorder(connection)
                yield recorder
                rows = recorder.changes()
                if rows:
                    derived.refresh(connection, rows, recorder.stale)
                    batch = next((row.key for row in rows if row.table == "import_batch" and row.before is None), None)
                    values = {"kind": deed.value, "cause": cause.value, "subject": subject, "group_key": group}
                    deed_id = self._keep(recorder, {**values, "batch_id": batch}, rows)
        except driver_errors() as error:
            if is_conflict(error):
                self._refuse_if_missing(rows, error)
            raise
        if rows:
            self.last_deed = deed_id
            came = frozenset(run.table for run in recorder.runs())
            self.announce(Changes(deed, cause, rows, deed_id, came=came))

    @contextmanager
    def unrecorded(self) -> "Iterator[sa.Connection]":
        """Yield a write connection for what no undo should touch: drafts."""
        with self.database.writing() as connection:
            yield connection

    def _refuse_if_missing(self, rows: Sequence[RowChange], error: Exception) -> None:
        from carnet.store.recorder import missing

        with self.reading() as connection:
            for table, key in missing(connection, rows)[:1]:
                raise Refused(Reason.NOT_FOUND, kind=table, id=key) from error

    def _keep(self, recorder: "Recorder", values: Mapping[str, object], rows: Sequence[RowChange]) -> int:
        from carnet.store.recorder import keep

        connection = recorder.connection
        raw = {"at": quick.instant_text(self.clock.now()), **values}
        sql = f"INSERT INTO deed ({', '.join(raw)}) VALUES ({quick.marks(raw)}) RETURNING id"
        deed_id = int(quick.column(connection, sql, tuple(raw.values()))[0])
        keep(connection, deed_id, rows, recorder.runs())
        return deed_id


@cache
def _three_digits() -> list[str]:
    return [f"{n:03x}" for n in range(4096)]


def _random_uid() -> str:
    """Return a UUID of version 4, in half the time that `uuid` takes: an import asks for tens of thousands."""
    drawn = os.urandom(16).hex()
    return f"{drawn[:8]}-{drawn[8:12]}-4{drawn[13:16]}-{'89ab'[int(drawn[16], 16) & 3]}{drawn[17:20]}-{drawn[20:]}"


def open_core(path: Path, clock: Clock, options: Options, *, only_reads: bool = False) -> Core:
    """Return the core of the journal at `path`, created or migrated where needed, unless it is only looked into."""
    from carnet.store import migrate

    with ExitStack() as on_failure:
        database = Database(path, only_reads=only_reads)
        on_failure.callback(database.close)
        if not only_reads:
            migrate.prepare(path, database, clock.now())
        on_failure.pop_all()
    return Core(database, clock, options)
