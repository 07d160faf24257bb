"""Rows that come by the thousand: many to a statement, which a thread of its own hands to SQLite.

While SQLite works it lets go of the interpreter, so that reading a file and writing what it says go on side by side.
A statement of a row each would let go and wait for it anew ten thousand times; a few hundred rows to one do so rarely.
"""

import queue
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from carnet.store import quick

if TYPE_CHECKING:
    import sqlalchemy as sa

_VALUES = 4_000  # to a statement
_WAITING = 60  # statements, before who brings rows waits
_TURN = 0.0002  # seconds for which a thread keeps the interpreter that the other one asks for
_CACHE = -16_000  # KiB of pages that are not written twice


class Pipe:
    """Takes rows for tables and writes them in the order of the tables' names, then of the rows."""

    def __init__(self, connection: "sa.Connection") -> None:
        self._connection = connection
        self._rows: dict[tuple[str, tuple[str, ...]], list[Sequence[Any]]] = {}
        self._work: queue.Queue[tuple[str, Sequence[Any]] | None] = queue.Queue(_WAITING)
        self._failed: BaseException | None = None
        self._thread = threading.Thread(target=self._write, name="carnet-bulk", daemon=True)
        self._thread.start()

    def put(self, table: str, names: tuple[str, ...], rows: Iterable[Sequence[Any]]) -> None:
        """Take rows; they are written once there are enough, or by `flush`."""
        waiting = self._rows.setdefault((table, names), [])
        waiting.extend(rows)
        self._hand_over(table, names, waiting, at_least=_most(names))

    def flush(self, *tables: str) -> None:
        """Hand over what waits for these tables; without a name for all, and return once it is written."""
        for (table, names), waiting in self._rows.items():
            if waiting and (not tables or table in tables):
                self._hand_over(table, names, waiting, at_least=1)
        if not tables:
            self._work.join()
            self._raise()

    def waiting(self, table: str) -> int:
        """Return how many rows of a table are not handed over yet."""
        return sum(len(rows) for (name, _names), rows in self._rows.items() if name == table)

    def then(self, sql: str, parameters: tuple[Any, ...]) -> None:
        """Hand over a statement that comes after what was flushed."""
        self._raise()
        self._work.put((sql, parameters))

    def close(self, *, drop: bool = False) -> None:
        """Write, or drop, what is left, and end the thread."""
        try:
            if not drop:
                self.flush()
        finally:
            if drop:
                self._failed = self._failed or InterruptedError()
            self._work.put(None)
            self._thread.join()

    def _hand_over(self, table: str, names: tuple[str, ...], waiting: list[Sequence[Any]], *, at_least: int) -> None:
        self._raise()
        start = 0
        while (left := len(waiting) - start) >= at_least:
            count = min(_most(names), 1 << left.bit_length() - 1)
            rows = waiting[start : start + count]
            self._work.put((_inserting(table, names, count), list(chain.from_iterable(rows))))
            start += count
        del waiting[:start]

    def _raise(self) -> None:
        if self._failed is not None:
            raise self._failed

    def _write(self) -> None:
        while (work := self._work.get()) is not None:
            try:
                if self._failed is None:
                    quick.write(self._connection, *work)
            except BaseException as error:  # noqa: BLE001  (raised where rows are brought)
                self._failed = error
            finally:
                self._work.task_done()


@cache
def _most(names: tuple[str, ...]) -> int:
    """Return how many rows go to a statement, a power of two: each number that occurs is a statement SQLite keeps."""
    return 1 << (_VALUES // len(names)).bit_length() - 1


@cache
def _inserting(table: str, names: tuple[str, ...], count: int) -> str:
    return f'INSERT INTO "{table}" ({", ".join(names)}) VALUES {",".join([f"({quick.marks(names)})"] * count)}'


@contextmanager
def pipe(connection: "sa.Connection") -> Iterator[Pipe]:
    """Yield a pipe into the open transaction; at the end all of it is written, on an error what waits is dropped."""
    ((before,),) = quick.rows(connection, "PRAGMA cache_size")
    turn = sys.getswitchinterval()
    sys.setswitchinterval(min(turn, _TURN))
    quick.write(connection, f"PRAGMA cache_size={min(before, _CACHE)}")
    found = Pipe(connection)
    try:
        yield found
    except BaseException:
        found.close(drop=True)
        raise
    else:
        found.close()
    finally:
        sys.setswitchinterval(turn)
        quick.write(connection, f"PRAGMA cache_size={before}")
