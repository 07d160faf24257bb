"""Where the header of a table is, which program wrote it, and what its columns hold by that."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from carnet.domain.import_tables import Field, Origin, Target
from carnet.domain.text import fold
from carnet.formats import carnet_csv, google_csv, outlook_csv, table_guess, thunderbird_csv

_SURE = 2  # cells that name a column of an address book
_PROGRAMS = (
    (Origin.CARNET, carnet_csv),
    (Origin.GOOGLE, google_csv),
    (Origin.THUNDERBIRD, thunderbird_csv),
    (Origin.OUTLOOK, outlook_csv),
)


class Header(NamedTuple):
    """The columns of a table and how many of its rows stand above the first of the data."""

    names: list[str]
    above: int
    origin: Origin

    @property
    def signature(self) -> str:
        """What tells tables of the same columns."""
        return hashlib.sha256("\x1f".join(map(fold, self.names)).encode()).hexdigest()[:24]


def known(row: Sequence[str]) -> Origin | None:
    """Return whose header a row is; None for nobody's."""
    names = set(map(fold, row))
    return next((origin for origin, program in _PROGRAMS if program.is_header(names)), None)


def is_headed(top: Sequence[Sequence[str]]) -> bool:
    """Tell whether a row names the columns of an address book."""
    return any(known(row) or _named(row) >= _SURE for row in top)


def find(top: Sequence[Sequence[str]]) -> Header:
    """Return the header among the top rows; where there is none, columns are called as in a spreadsheet."""
    rows = [(at, row) for at, row in enumerate(top) if row]
    for at, row in rows:
        if origin := known(row):
            return Header(_trimmed(row), at + 1, origin)
    width = Counter(len(row) for _, row in rows).most_common(1)[0][0] if rows else 0
    best = max(rows, key=lambda found: (_named(found[1]), -found[0]), default=None)
    if best is not None and _named(best[1]) >= min(_SURE, width):
        return Header(_trimmed(best[1]), best[0] + 1, Origin.GUESSED)
    for at, row in rows:
        if len(row) == width and all(row) and not any(map(table_guess.is_value, row)) and len(rows) > 1:
            return Header(_trimmed(row), at + 1, Origin.GUESSED)
    widest = max((len(row) for _, row in rows), default=0)
    return Header([_letters(at) for at in range(widest)], 0, Origin.GUESSED)


def _named(row: Sequence[str]) -> int:
    """Return how many cells name a column of an address book; none where one holds a value."""
    if any(cell and table_guess.is_value(cell) for cell in row):
        return 0
    return sum(table_guess.by_name(cell) is not None and len(cell) < 60 for cell in row)


def _trimmed(row: Sequence[str]) -> list[str]:
    names = [" ".join(name.split()) for name in row]
    while names and not names[-1]:
        names.pop()
    return [name or _letters(at) for at, name in enumerate(names)]


def _letters(at: int) -> str:
    """Return how a spreadsheet calls a column: A to Z, then AA."""
    return (_letters(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)


def targets(header: Header) -> tuple[Target, ...]:
    """Return what the columns of a known program hold; what it is not known to write is kept as it is."""
    program = dict(_PROGRAMS)[header.origin]
    seen: Counter[str] = Counter()
    found = []
    for name in map(fold, header.names):
        found.append(program.target(name, seen[name]) or Target(Field.OTHER))
        seen[name] += 1
    return tuple(found)
