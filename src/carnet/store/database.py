"""Opening the file: one driver, its pragmas, who may read, who may write, and what its errors mean."""

import errno
import os
import stat
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sqlcipher3 import dbapi2

from carnet.errors import CarnetError, Reason, Refused, Trouble
from carnet.store import keys, parts
from carnet.store.quick import SpoiltError

if TYPE_CHECKING:
    import sqlalchemy as sa

APPLICATION_ID = 0x4361726E  # "Carn"
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "secure_delete=ON",
    "cell_size_check=ON",
    "busy_timeout=1000",
    "temp_store=MEMORY",
    "cache_size=-1000",
)
_WAL_RESET_FIXED = (3, 51, 3)
_SEALED_CACHE = -28_000  # KiB, where lists and searches read: pages read again would be decrypted again
_SEALED_ASIDE = -6_000  # KiB, of the other connections
_LONG_LOG = 2_000_000  # bytes
_FEW_PAGES = 64
_MOST_PAGES = 16_000  # of the log, before a write folds it all the same
_WRITE = "carnet_write"
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class _Composable:
    """The writing connection in its transaction: the driver's, and SQLAlchemy's for whoever composes on it."""

    def __init__(self, database: "Database") -> None:
        self.database = database

    @property
    def connection(self) -> "_Composable":
        return self

    @property
    def driver_connection(self) -> Any:
        return self.database.as_opened

    def __getattr__(self, name: str) -> Any:
        return getattr(self.database.composing, name)


class Database:
    """One journal file: connections for glancing, for reading and for writing.

    SQLAlchemy is imported for the first verb that composes; glancing, and writing what is text, do without.

    Attributes:
        path: the file.
        only_reads: whether nothing is ever written to it, as to a backup that is looked into.

    A file that is to be made encrypted is given its key; one that is there has it by `keys`.
    """

    def __init__(
        self, path: Path, *, foreign_keys: bool = True, only_reads: bool = False, key: keys.Key | None = None
    ) -> None:
        if dbapi2.sqlite_version_info < _WAL_RESET_FIXED:
            raise Trouble(Reason.CANNOT_OPEN, path=str(path), sqlite=dbapi2.sqlite_version)
        self.path = path
        self.only_reads = only_reads
        self._key = key
        self._foreign_keys = foreign_keys
        self._lock = threading.Lock()
        self._glance_lock = threading.RLock()
        self._folds = True

    @property
    def engine(self) -> "sa.Engine":
        """The SQLAlchemy engine; disposed by `close()`."""
        return self._composing[0]

    @cached_property
    def key(self) -> "keys.Key | None":
        """What opens the file; None for a plain one. Read before the first connection, which may hold locks."""
        return self._key or keys.of(self.path)

    @cached_property
    def _composing(self) -> "tuple[sa.Engine, sa.Connection]":
        """The engine and its first connection, which is the writing one."""
        import sqlalchemy as sa

        first = [self._writing, self._reader()]
        engine = sa.create_engine(
            "sqlite://",
            creator=lambda: first.pop() if first else self._reader(),
            module=dbapi2,
            poolclass=sa.pool.QueuePool,
            pool_use_lifo=True,  # who reads next finds the pages that were read last
            pool_size=2,
            max_overflow=4,
            pool_reset_on_return="rollback",
        )
        sa.event.listen(engine, "begin", _begin)
        with engine.connect():  # SQLAlchemy tries things out on the first one, and rolls back what is open
            return engine, engine.connect().execution_options(**{_WRITE: True})

    @property
    def composing(self) -> "sa.Connection":
        """SQLAlchemy's dressing of the writing connection, inside `writing`."""
        found = self._composing[1]
        if not found.in_transaction():
            found.begin()
        return found

    @property
    def _writing(self) -> Any:
        """The driver's connection through which this process writes."""
        return self._writer[0]

    @cached_property
    def _writer(self) -> tuple[Any, Reason | None]:
        """The same, and why it only reads: kept as one, since another thread may open it anew meanwhile."""
        connection, reason = self._connected()
        _known = self._file
        if not self._folds:
            connection.execute(f"PRAGMA wal_autocheckpoint={_MOST_PAGES}")
        return connection, reason

    @cached_property
    def _file(self) -> tuple[int, int] | None:
        """Which file this is, whatever its name may come to mean; None where the system does not say."""
        return _identity(self.path)

    def is_displaced(self) -> bool:
        """Tell whether the name of the open file has come to mean another one, or none."""
        return "_file" in self.__dict__ and self._file != _identity(self.path)

    @contextmanager
    def apart(self) -> "Iterator[dbapi2.Connection]":
        """Yield a connection of its own for reading the whole file once, which leaves no pages in memory."""
        with translated(self.path):
            connection = self._connect()
            try:
                connection.execute(f"PRAGMA cache_size={_FEW_PAGES}")
                yield connection
            finally:
                connection.close()

    @property
    def as_opened(self) -> "dbapi2.Connection":
        """The driver's connection to the very file that was opened, whatever its name means by now; to read from."""
        return self._writing

    @cached_property
    def _folding(self) -> Any:
        return self._connect()

    @cached_property
    def _glance(self) -> Any:
        connection = self._connect()
        connection.execute(f"PRAGMA cache_size={_SEALED_ASIDE if self.key else -1000}")
        return connection

    def _connect(self) -> Any:
        return self._connected()[0]

    def _reader(self) -> Any:
        connection = self._connect()
        if self.key:
            connection.execute(f"PRAGMA cache_size={_SEALED_CACHE}")
        return connection

    def warm(self) -> None:
        """Decrypt ahead what each key of a search looks up, all over the file: each write makes readers forget it."""
        if self.key:
            with suppress(Trouble), self.reading() as connection:
                connection.exec_driver_sql("SELECT max(sort_key) FROM contact_fact NOT INDEXED")

    def _connected(self) -> tuple[Any, Reason | None]:
        """Return a connection, and why it only reads; that of writes is opened anew at the next write then."""
        if self.is_displaced():  # SQLite would make an empty file of that name, or read another one
            raise Trouble(Reason.REPLACED, path=str(self.path))
        if self.only_reads or not _is_writable(self.path):
            return self._opened(read_only_name(self.path), _PRAGMAS[1:]), Reason.READ_ONLY
        try:
            return self._opened(str(self.path), _PRAGMAS), None
        except dbapi2.DatabaseError as error:
            reason = _reason_of(error)
            if reason not in _WITHOUT_ROOM or not _is_folded(self.path):
                raise
            reason = Reason.DISK_FULL if _is_full(self.path.parent) else reason
            return self._opened(read_only_name(self.path), _PRAGMAS[1:]), reason

    def _opened(self, name: str, pragmas: tuple[str, ...]) -> Any:
        raw = keys.connect(name, self.key)
        try:
            for pragma in pragmas:
                raw.execute(f"PRAGMA {pragma}")
            if self.key:
                raw.execute(f"PRAGMA cache_size={_SEALED_ASIDE}")
            if not self._foreign_keys:
                raw.execute("PRAGMA foreign_keys=OFF")
        except (dbapi2.DatabaseError, UnicodeDecodeError):
            raw.close()
            raise
        return raw

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what the driver says into a `Trouble`, and so what comes of a value that its column does not know."""
        with translated(self.path):
            try:
                yield
            except (CarnetError, SpoiltError):
                raise
            except unexpected() as error:
                if _reason_of(_said(error)) or is_conflict(error):
                    raise
                self._raise_if_spoilt(error)
                raise

    def _raise_if_spoilt(self, error: Exception) -> None:
        from carnet.store import spoilt

        with self.apart() as connection:
            connection.execute("BEGIN")  # one state of the file: others may write meanwhile
            if found := spoilt.find(connection):
                raise SpoiltError(found) from error

    @contextmanager
    def glancing(self) -> Iterator[dbapi2.Connection]:
        """Yield a connection of the driver that sees one state of the file, for statements of `store.quick`."""
        with self._told(), self._glance_lock:
            connection = self._glance
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.execute("ROLLBACK")

    @contextmanager
    def reading(self) -> "Iterator[sa.Connection]":
        """Yield a connection that sees one state of the file."""
        with self._told(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def beside(self) -> Iterator[dbapi2.Connection]:
        """Yield a connection of the driver of its own that sees one state of the file, for as long as it takes."""
        with self._told():
            connection = self._reader()
            try:
                connection.execute("BEGIN")
                yield connection
            finally:
                connection.close()

    @contextmanager
    def writing(self) -> "Iterator[sa.Connection]":
        """Yield a connection in one write transaction, committed at the end, rolled back on any error.

        All writes of the process go through one connection, so that `data_version` tells those of others.

        Raises:
            Trouble: another thread or process holds the file for more than a second.
        """
        with self._held(), self._told():
            if "_writer" in self.__dict__ and self._writer[1]:
                self.close()
            raw, reason = self._writer
            if reason is not None:
                raise Trouble(reason, path=str(self.path))
            _make_private(self.path)
            raw.execute("BEGIN IMMEDIATE")
            try:
                yield cast("sa.Connection", _Composable(self))
                raw.commit()
            finally:
                if raw.in_transaction:  # a commit that fails leaves its transaction open
                    raw.rollback()
                if "_composing" in self.__dict__:
                    self._composing[1].rollback()  # what it knew of is over

    @contextmanager
    def rewriting(self) -> "Iterator[dbapi2.Connection]":
        """Yield the driver's writing connection, outside a transaction, for what replaces the whole content.

        Raises:
            Trouble: another thread or process holds the file for more than a second.
        """
        with self._held(), translated(self.path):
            _make_private(self.path)
            yield self._writing

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Hold what lets one thread write.

        Raises:
            Refused: nothing is written to what is only looked into.
            Trouble: another thread writes for more than a second.
        """
        if self.only_reads:
            raise Refused(Reason.ONLY_LOOKED_INTO)
        if not self._lock.acquire(timeout=1):
            raise Trouble(Reason.LOCKED, path=str(self.path))
        try:
            if self.is_displaced():
                raise Trouble(Reason.REPLACED, path=str(self.path))
            yield
        finally:
            self._lock.release()

    def data_version(self) -> int | None:
        """Return a number that changes when another process has written; None while this one writes."""
        if not self._lock.acquire(blocking=False):
            return None
        try:
            with translated(self.path):
                return int(self._writing.execute("PRAGMA data_version").fetchone()[0])
        finally:
            self._lock.release()

    def leave_folding(self) -> None:
        """Let no write wait until the log is folded into the file: before the first one, for who calls `fold_some`."""
        self._folds = False

    def fold_some(self) -> None:
        """Fold what nobody reads of a long log; from any thread, and as well later where it cannot be now."""
        with suppress(OSError, dbapi2.DatabaseError):
            log = self.path.resolve()
            if log.with_name(log.name + "-wal").stat().st_size > _LONG_LOG:
                self._folding.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()

    def fold(self) -> None:
        """Fold the write-ahead log into the file, which then holds all of it.

        Raises:
            Trouble: the disk says no.
        """
        with translated(self.path):
            self._writing.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def close(self) -> None:
        """Fold the write-ahead log into the file and let go of it; the next use opens it again."""
        opened = self.__dict__
        if "_writer" in opened and not self.only_reads and not self.is_displaced():
            with suppress(Trouble, dbapi2.DatabaseError):  # another process writes: it will fold the log in its turn
                self.fold()
        if "_composing" in opened:
            engine, writer = opened.pop("_composing")
            writer.close()
            engine.dispose()
        if "_writer" in opened:
            opened.pop("_writer")[0].close()
        with self._glance_lock:  # another thread may be reading through it
            for name in ("_glance", "_folding"):
                if name in opened:
                    opened.pop(name).close()
        for known in ("_file", "key"):
            opened.pop(known, None)


def composed(connection: "sa.Connection") -> "sa.Connection":
    """Return SQLAlchemy's own connection behind the one that `writing` yields, for who looks what it is."""
    found: sa.Connection | _Composable = connection
    return found.database.composing if isinstance(found, _Composable) else found


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _is_writable(path: Path) -> bool:
    return not path.exists() or (os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK))


def read_only_name(path: Path) -> str:
    """Return how to open a file that cannot be written, or shall not.

    Where SQLite cannot make the index of its log, it refuses unless told that nobody writes.
    """
    mode = "mode=ro&immutable=1" if _is_folded(path) else "mode=ro"
    return f"{path.absolute().as_uri()}?{mode}"


def _is_full(folder: Path) -> bool:
    import shutil

    return shutil.disk_usage(folder).free < _ROOM


def _is_folded(path: Path) -> bool:
    """Tell whether a file is there and holds all that was written to it."""
    real = path.resolve()  # where SQLite keeps the log of a file reached by a link
    log = real.with_name(real.name + "-wal")
    return path.exists() and not (log.exists() and log.stat().st_size)


def _make_private(path: Path) -> None:
    """Take the file away from others, where the system lets us: it may have come by mail or from a stick."""
    with suppress(OSError):
        if path.stat().st_mode & _OTHERS:
            for file in (*parts.beside(path.resolve()), path):
                with suppress(FileNotFoundError):
                    file.chmod(stat.S_IRUSR | stat.S_IWUSR)


def _begin(connection: "sa.Connection") -> None:
    if not connection.get_execution_options().get(_WRITE):  # `writing` began that one
        connection.exec_driver_sql("BEGIN")


_REASONS = {
    "SQLITE_FULL": Reason.DISK_FULL,
    "SQLITE_READONLY": Reason.READ_ONLY,
    "SQLITE_BUSY": Reason.LOCKED,
    "SQLITE_LOCKED": Reason.LOCKED,
    "SQLITE_CORRUPT": Reason.CORRUPT,
    "SQLITE_NOTADB": Reason.CORRUPT,
    "SQLITE_CANTOPEN": Reason.CANNOT_OPEN,
    "SQLITE_IOERR": Reason.IO_ERROR,
}


_ROOM = 65_536  # bytes, of the index of a log and some
_WITHOUT_ROOM = {Reason.DISK_FULL, Reason.READ_ONLY, Reason.CANNOT_OPEN, Reason.IO_ERROR}


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what the driver says about the machine into a `Trouble`; anything else is a bug and passes."""
    try:
        yield
    except (SpoiltError, UnicodeDecodeError) as error:  # the driver's message names what is spoilt in the schema
        raise Trouble(Reason.CORRUPT, path=str(path), detail=str(error)) from error
    except driver_errors() as error:
        said = _said(error)
        reason = _reason_of(said)
        if reason is None:
            raise
        raise Trouble(reason, path=str(path), detail=str(said)) from error


def driver_errors() -> tuple[type[Exception], ...]:
    """Return what may be raised where the driver says no: SQLAlchemy, where it is imported, wraps its errors."""
    composing = sys.modules.get("sqlalchemy.exc")
    return (dbapi2.DatabaseError, *((composing.DBAPIError,) if composing else ()))


def unexpected() -> tuple[type[Exception], ...]:
    """Return what comes of a file that holds what nobody expects, or of a bug."""
    composing = sys.modules.get("sqlalchemy.exc")
    own = (ValueError, LookupError, ArithmeticError, TypeError, AttributeError, dbapi2.DatabaseError)
    return (*own, *((composing.SQLAlchemyError,) if composing else ()))


def is_conflict(error: Exception) -> bool:
    """Tell whether an error is the driver's word that rows would not fit together."""
    return isinstance(_said(error), dbapi2.IntegrityError)


def _said(error: Exception) -> BaseException:
    """Return the error of the driver that SQLAlchemy may have wrapped."""
    found: BaseException = getattr(error, "orig", None) or error
    return found


def _reason_of(error: BaseException | None) -> Reason | None:
    name = str(getattr(error, "sqlite_errorname", ""))
    for prefix, reason in _REASONS.items():
        if name.startswith(prefix):
            return reason
    text = str(error)
    for words, reason in (
        ("database or disk is full", Reason.DISK_FULL),
        ("readonly database", Reason.READ_ONLY),
        ("database is locked", Reason.LOCKED),
        ("malformed", Reason.CORRUPT),
        ("not a database", Reason.CORRUPT),
        ("unsupported file format", Reason.CORRUPT),  # a head that no SQLite writes
        ("unable to open", Reason.CANNOT_OPEN),
        ("disk I/O error", Reason.IO_ERROR),
        ("Could not decode to UTF-8", Reason.CORRUPT),
    ):
        if words in text:
            return reason
    return None


def look(path: Path) -> str:
    """Return what is at `path` before any SQL touches it: "missing", "empty", "journal", "sealed" or "foreign"."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):  # reading a pipe or a device may never end
            raise Trouble(Reason.CANNOT_OPEN, path=str(path))
        with path.open("rb") as file:
            head = file.read(keys.PAGE)
    except FileNotFoundError:
        return "missing"
    except OSError as error:
        raise Trouble(Reason.CANNOT_OPEN, path=str(path), detail=str(error)) from error
    if not head:
        return "empty"
    if not head.startswith(keys.MAGIC) or len(head) < 100:
        return "sealed" if keys.is_sealed(head) else "foreign"
    return "journal" if int.from_bytes(head[68:72], "big") == APPLICATION_ID else "foreign"


@contextmanager
def new_file(path: Path, *, replace: bool = False) -> Iterator[Path]:
    """Yield the name under which to write a file, in a folder that is made; it is given its own at the end.

    A file that is there by then stays, unless it is empty or `replace` is set.

    Raises:
        Trouble: the disk says no.
    """
    try:
        target = path.resolve()
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with parts.part_of(target) as part:
            yield part
            if replace:
                parts.replace(part, target)
            else:
                parts.name(part, target)
    except OSError as error:
        raise Trouble(reason_of(error), path=str(path), detail=str(error)) from error


def is_there(path: Path) -> bool:
    """Tell whether there is anything at a path.

    Raises:
        Trouble: the folder says no.
    """
    try:
        return path.exists()
    except OSError as error:
        raise Trouble(Reason.CANNOT_OPEN, path=str(path), detail=str(error)) from error


def reason_of(error: OSError) -> Reason:
    """Return what an error of the file system means."""
    return _ERRNOS.get(error.errno or 0, Reason.CANNOT_OPEN)


_ERRNOS = {
    errno.ENOSPC: Reason.DISK_FULL,
    errno.EDQUOT: Reason.DISK_FULL,
    errno.EROFS: Reason.READ_ONLY,
    errno.EACCES: Reason.READ_ONLY,
    errno.EPERM: Reason.READ_ONLY,
    errno.EIO: Reason.IO_ERROR,
}
