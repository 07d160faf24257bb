"""Workbooks (XLSX) as rows of text, with limits against bombs; formulas count as what they last came to."""

import io
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any, NamedTuple

from carnet.errors import Unreadable
from carnet.formats.archives import BROKEN, opened
from carnet.formats.tables import HEADER_WITHIN, Row

MOST_PARTS = 2_000
LARGEST_PART = 30_000_000
LARGEST_TOTAL = 60_000_000
MOST_ROWS = 50_000
MOST_CELLS = 2_000_000
MOST_TAGS = 200_000
"""In one row, or between rows: they are read as one tree."""
_PART = "xl/workbook.xml"
_BEGINS = re.compile(rb"<(?:\w+:)?(?:row|si)\b")


class Book(NamedTuple):
    """The rows of one sheet that have a cell, and what the sheets that hold some are called."""

    rows: list[Row]
    sheet: str
    sheets: tuple[str, ...]


def is_workbook(data: bytes) -> bool:
    """Return whether a zip archive is a workbook."""
    try:
        with opened(data) as archive:
            return _PART in archive.namelist()
    except BROKEN:
        return False


def read(data: bytes, wanted: str, is_headed: Callable[[Sequence[Sequence[str]]], bool]) -> Book:
    """Return the rows of the sheet of a name, else of the first whose top rows are headed, else of one that has any.

    Those that are hidden come after the others.

    Raises:
        Unreadable: "bad_workbook" for one that is damaged, "too_large" for bombs.
    """
    try:
        _weigh(data)
        return _read(data, wanted, is_headed)
    except (*BROKEN, AttributeError, TypeError, IndexError, SyntaxError) as error:
        raise Unreadable("bad_workbook") from error


def _weigh(data: bytes) -> None:
    """Refuse what would unfold to more than any address book."""
    with opened(data) as archive:
        members = archive.infolist()
        sizes = [member.file_size for member in members]
        if len(sizes) > MOST_PARTS or sum(sizes) > LARGEST_TOTAL or max(sizes, default=0) > LARGEST_PART:
            raise Unreadable("too_large", most=LARGEST_TOTAL)
        for member in members:
            if member.filename.endswith(".xml") and _most_tags(archive.read(member)) > MOST_TAGS:
                raise Unreadable("too_large", most=MOST_TAGS)


def _most_tags(part: bytes) -> int:
    """Return how many tags the longest row has, what stands before the first one being a row, too."""
    begins = [0, *(found.start() for found in _BEGINS.finditer(part)), len(part)]
    return max(part.count(b"<", start, end) for start, end in pairwise(begins))


def _read(data: bytes, wanted: str, is_headed: Callable[[Sequence[Sequence[str]]], bool]) -> Book:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        names = tuple(sheet.title for sheet in book.worksheets)
        in_sight = sorted(book.worksheets, key=lambda sheet: sheet.sheet_state != "visible")
        chosen = [wanted] if wanted in names else [sheet.title for sheet in in_sight]
        found = Book([], chosen[0] if chosen else "", names)
        for name in chosen:
            rows = _rows(book[name])
            if rows and (name == wanted or is_headed(rows[:HEADER_WITHIN])):
                return Book(rows, name, names)
            found = found if found.rows else Book(rows, name, names)
    finally:
        book.close()
    return found


def _rows(sheet: Any) -> list[Row]:
    """Return the rows that have a cell; how large the sheet says that it is is not believed."""
    rows: list[Row] = []
    cells = 0
    sheet.reset_dimensions()
    for line, row in enumerate(sheet.iter_rows(values_only=True), 1):
        cells += len(row)
        if len(rows) > MOST_ROWS or cells > MOST_CELLS:
            raise Unreadable("too_large", most=MOST_ROWS)
        if texts := _texts(row):
            rows.append(Row(texts, line))
    return rows


def _texts(row: Iterable[object]) -> list[str]:
    texts = [_text(cell) for cell in row]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _text(cell: object) -> str:
    """Return a cell as a table of text would hold it: days in ISO, whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
