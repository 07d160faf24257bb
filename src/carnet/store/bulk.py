"""Rows that come by the thousand: many to a statement, which a thread of its own hands to SQLite.

While SQLite works it lets go of the interpreter, so that reading a file and writing what it says go on side by side.
A statement of a row each would let go and wait for it anew ten thousand times; a few hundred rows to one do so rarely.
"""

import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from carnet.store import quick

if TYPE_CHECKING:
    import sqlalchemy as sa

Common = tuple[tuple[str, Any], ...]
"""Names of columns with the value that all rows of a call have; each value that is handed over costs 0.3 µs."""
_VALUES = 5_000  # to a statement: of larger ones more is left to write once all is read
_WAITING = 20  # statements, before who brings rows waits
_TURN = 0.00005  # seconds for which a thread keeps the interpreter that the other one asks for
_CACHE = -16_000  # KiB of pages that are not written twice


class Pipe:
    """Takes rows for tables and writes them, those of one table in order; what fails is raised where they come."""

    def __init__(self, connection: "sa.Connection", writer: ThreadPoolExecutor) -> None:
        self._connection = connection
        self._writer = writer
        self._rows: dict[tuple[str, tuple[str, ...], Common], list[Sequence[Any]]] = {}
        self._writing: deque[Future[None]] = deque()
        self._is_sound = True

    def put(self, table: str, names: tuple[str, ...], rows: Iterable[Sequence[Any]], common: Common = ()) -> None:
        """Take rows, and what all of them have in common; they are written once there are enough, or by `flush`."""
        waiting = self._rows.setdefault((table, names, common), [])
        waiting.extend(rows)
        self._hand_over(table, names, common, waiting, at_least=_most(names))

    def flush(self, *tables: str) -> None:
        """Hand over what waits for these tables; without a name for all, and return once it is written."""
        for (table, names, common), waiting in self._rows.items():
            if waiting and (not tables or table in tables):
                self._hand_over(table, names, common, waiting, at_least=1)
        while self._writing and not tables:
            self._writing.popleft().result()

    def then(self, sql: str, parameters: Sequence[Any]) -> None:
        """Run a statement after all that was handed over."""
        self._writing.append(self._writer.submit(self._write, sql, parameters))
        if len(self._writing) > _WAITING:
            self._writing.popleft().result()

    def _write(self, sql: str, parameters: Sequence[Any]) -> None:
        """Run a statement, none after one that failed: SQLite may have ended the transaction then."""
        if self._is_sound:
            self._is_sound = False
            quick.write(self._connection, sql, parameters)
            self._is_sound = True

    def _hand_over(
        self, table: str, names: tuple[str, ...], common: Common, waiting: list[Sequence[Any]], *, at_least: int
    ) -> None:
        alike, values = zip(*common, strict=True) if common else ((), ())
        start = 0
        while (left := len(waiting) - start) >= at_least:
            count = min(_most(names), left)
            rows = waiting[start : start + count]
            self.then(_inserting(table, names, alike, count), [*values, *chain.from_iterable(rows)])
            start += count
        del waiting[:start]


def _most(names: tuple[str, ...]) -> int:
    """Return how many rows go to a statement."""
    return _VALUES // len(names)


@lru_cache(maxsize=32)
def _inserting(table: str, names: tuple[str, ...], alike: tuple[str, ...], count: int) -> str:
    row = ",".join((*(f"?{at}" for at in range(1, len(alike) + 1)), quick.marks(names)))  # the first are bound but once
    return f'INSERT INTO "{table}" ({", ".join((*alike, *names))}) VALUES {",".join([f"({row})"] * count)}'


@contextmanager
def pipe(connection: "sa.Connection") -> Iterator[Pipe]:
    """Yield a pipe into the open transaction; at the end all of it is written, on an error what waits is dropped."""
    ((before,),) = quick.rows(connection, "PRAGMA cache_size")
    turn = sys.getswitchinterval()
    sys.setswitchinterval(min(turn, _TURN))
    quick.write(connection, f"PRAGMA cache_size={min(before, _CACHE)}")
    writer = ThreadPoolExecutor(1, "carnet-bulk")
    try:
        found = Pipe(connection, writer)
        yield found
        found.flush()
    finally:
        writer.shutdown(cancel_futures=True)
        sys.setswitchinterval(turn)
        quick.write(connection, f"PRAGMA cache_size={before}")
