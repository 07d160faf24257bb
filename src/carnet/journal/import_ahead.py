"""Cards read by a process of its own, ahead of the one that opens the journal, matches and writes them.

It is a copy of this process, made where the system can, on the command line alone: nothing else runs there. It touches
neither the journal nor what is printed, and ends without taking itself down.
"""

import fcntl
import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import cached_property, partial
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from carnet.domain.contacts import ContactPoint
from carnet.errors import CarnetError, Trouble
from carnet.formats.drafts import ContactDraft, Reading
from carnet.journal.frozen import frozen, thawed
from carnet.journal.import_reading import LARGEST_CARDS, VCARD, Cards, Part, Parts, are_too_many, recognise

_MANY = 500_000  # bytes: of fewer cards are all read before another process has begun
_SIZE = 8  # bytes that tell how many follow
_ROOM = 1 << 20  # bytes on their way, some two parts: who reads waits for who writes
_POINTS = ContactDraft._fields.index("points")
_point = partial(tuple.__new__, ContactPoint)  # what their own `_make` does, without a function of Python for each
_draft = partial(tuple.__new__, ContactDraft)


def is_possible() -> bool:
    """Tell whether this process may be copied: one with a window or another thread may not."""
    return threading.active_count() == 1 and "PySide6" not in sys.modules


class Ahead(Parts):
    """The parts of a file as another process reads them."""

    def __init__(self, coming: BinaryIO) -> None:
        self._coming = coming
        self._reading: Reading | None = None

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of what it reads, "" where it could not begin, these are no cards, or too many."""
        try:
            digest, self.total = _next(self._coming)
        except (CarnetError, OSError):  # who reads the file in its place will meet it, too
            return ""
        return str(digest)

    def __iter__(self) -> Iterator[Part]:
        while said := _next(self._coming):
            columns, problems, self._reading = said
            yield _drafts(columns), problems

    def reading(self) -> Reading:
        """Return what there is to say of the file, as far as its parts were taken."""
        assert self._reading is not None
        return self._reading


@contextmanager
def begun(path: Path, kind: str, country: str) -> Iterator[Ahead | None]:
    """Let another process read a long file of cards as long as the block lasts; yield its parts, None where it cannot.

    What is wrong with the file itself is left for who imports it to find.
    """
    started = None
    with suppress(OSError):  # an administrator, or a limit, allows no second process
        started = _copied(path, kind, country) if _is_long(path) and is_possible() else None
    if started is None:
        yield None
        return
    process, coming = started
    try:
        yield Ahead(coming)
    finally:
        coming.close()
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


def _is_long(path: Path) -> bool:
    return path.is_file() and _MANY < path.stat().st_size <= LARGEST_CARDS


def _copied(path: Path, kind: str, country: str) -> tuple[int, BinaryIO]:
    """Start the other process; return its number, and where what it reads comes from."""
    coming, going = os.pipe()
    with suppress(OSError):  # where less is allowed, the two wait for each other more often
        fcntl.fcntl(going, fcntl.F_SETPIPE_SZ, _ROOM)
    try:
        process = os.fork()
        if not process:
            os.close(coming)
            _hand_over(path, kind, country, going)
    except OSError:
        os.close(coming)
        raise
    finally:
        os.close(going)
    return process, os.fdopen(coming, "rb")


def _hand_over(path: Path, kind: str, country: str, going: int) -> None:
    """Read everything and end this process, in which nothing else goes on."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the other process is told as well, and ends this one
        with os.fdopen(going, "wb") as file, ExitStack() as on_failure:
            on_failure.push(partial(_tell, file))
            data = path.read_bytes()
            if (kind or recognise(data, path.name)) != VCARD or are_too_many(data):
                return
            parts, digest = Cards(data, country), sha256(data).hexdigest()
            del data  # of which the parts keep what they need
            _say(file, (digest, parts.total))
            for drafts, problems in parts:
                _say(file, (_columns(drafts), problems, parts.reading()))
            _say(file, None)
    finally:
        os._exit(0)


def _tell(file: BinaryIO, _kind: object, error: BaseException | None, trace: TracebackType | None) -> None:
    """Let what is raised here be raised there, and its place be known."""
    if isinstance(error, Exception):
        error.add_note("".join(traceback.format_tb(trace)))
        _say(file, error)


def _say(file: BinaryIO, what: object) -> None:
    said = frozen(what)
    file.write(len(said).to_bytes(_SIZE, "little") + said)
    file.flush()


def _next(file: BinaryIO) -> Any:
    """Return what comes next, None at the end.

    Raises:
        Trouble: "reading_stopped", the process was ended by others; or whatever was raised in it.
    """
    size = int.from_bytes(file.read(_SIZE), "little")
    said = file.read(size)
    if not size or len(said) < size:
        raise Trouble("reading_stopped")
    found = thawed(said)
    if isinstance(found, Exception):
        raise found
    return found


def _columns(drafts: Sequence[ContactDraft]) -> list[Sequence[Any]]:
    """Return drafts by the column, and then their points: a few columns go quickly, ten thousands of tuples do not."""
    columns: list[Sequence[Any]] = list(zip(*drafts, strict=True))
    if not columns:
        return []
    points = columns[_POINTS]
    columns[_POINTS] = list(map(len, points))
    return columns + list(zip(*chain.from_iterable(points), strict=True))


def _drafts(columns: Sequence[Sequence[Any]]) -> list[ContactDraft]:
    """Return the drafts of which these are the columns."""
    own = list(columns[: len(ContactDraft._fields)])
    points = map(_point, zip(*columns[len(own) :], strict=True))
    if own:
        own[_POINTS] = [tuple(islice(points, count)) for count in own[_POINTS]]
    return list(map(_draft, zip(*own, strict=True)))
