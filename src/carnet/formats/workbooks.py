"""Workbooks (XLSX) as rows of text, with limits against bombs; formulas count as what they last came to."""

import io
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any, NamedTuple

from carnet.errors import Unreadable
from carnet.formats.archives import BROKEN, opened

MOST_PARTS = 2_000
LARGEST_PART = 30_000_000
LARGEST_TOTAL = 60_000_000
MOST_ROWS = 50_000
MOST_CELLS = 2_000_000
_PART = "xl/workbook.xml"


class Book(NamedTuple):
    """The rows of one sheet that have a cell, and what the sheets that hold some are called."""

    rows: list[list[str]]
    sheet: str
    sheets: tuple[str, ...]


def is_workbook(data: bytes) -> bool:
    """Return whether a zip archive is a workbook."""
    try:
        with opened(data) as archive:
            return _PART in archive.namelist()
    except BROKEN:
        return False


def read(data: bytes, wanted: str = "") -> Book:
    """Return the rows of the sheet of a name, or of the first that has any.

    Raises:
        Unreadable: "bad_workbook" for one that is damaged, "too_large" for bombs.
    """
    try:
        _weigh(data)
        return _read(data, wanted)
    except (*BROKEN, AttributeError, TypeError, IndexError, SyntaxError) as error:
        raise Unreadable("bad_workbook") from error


def _weigh(data: bytes) -> None:
    """Refuse what would unfold to more than any address book."""
    with opened(data) as archive:
        sizes = [member.file_size for member in archive.infolist()]
    if len(sizes) > MOST_PARTS or sum(sizes) > LARGEST_TOTAL or max(sizes, default=0) > LARGEST_PART:
        raise Unreadable("too_large", most=LARGEST_TOTAL)


def _read(data: bytes, wanted: str) -> Book:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        names = tuple(sheet.title for sheet in book.worksheets)
        chosen = [wanted] if wanted in names else list(names)
        for name in chosen:
            if rows := _rows(book[name]):
                return Book(rows, name, names)
    finally:
        book.close()
    return Book([], chosen[0] if chosen else "", names)


def _rows(sheet: Any) -> list[list[str]]:
    """Return the rows that have a cell; how large the sheet says that it is is not believed."""
    rows: list[list[str]] = []
    cells = 0
    sheet.reset_dimensions()
    for row in sheet.iter_rows(values_only=True):
        cells += len(row)
        if len(rows) > MOST_ROWS or cells > MOST_CELLS:
            raise Unreadable("too_large", most=MOST_ROWS)
        if texts := _texts(row):
            rows.append(texts)
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
