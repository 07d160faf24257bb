"""Tables to a workbook (XLSX): every text is text, never a formula or a link, and stays so when its cell is edited."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from carnet.domain.exports import LONGEST_CELL
from carnet.formats.csv_write import neutralised
from carnet.formats.sheets import Cell, Sheet

_LONGEST_NAME = 31
_REFUSED = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_WIDEST, _NARROWEST = 60, 9


def write(sheets: Iterable[Sheet]) -> bytes:
    """Return a workbook with one sheet a table, in order."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(out, options)
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "quote_prefix": True}),
        "text": book.add_format({"quote_prefix": True}),
        "money": book.add_format({"num_format": "#,##0.00"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
    }
    names: set[str] = set()
    for sheet in sheets:
        _fill(book.add_worksheet(_name(sheet.name, names)), sheet, formats)
    book.close()
    return out.getvalue()


def _fill(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    page.freeze_panes(1, 1)
    for column, head in enumerate(sheet.heads):
        page.write_string(0, column, _clean(head), formats["head"])
    for number, row in enumerate(sheet.rows, 1):
        for column, cell in enumerate(row):
            _put(page, number, column, cell, formats)
    for column, width in enumerate(_widths(sheet)):
        page.set_column(column, column, width)


def _put(page: Any, row: int, column: int, cell: Cell, formats: dict[str, Any]) -> None:
    if isinstance(cell, str):
        text = _clean(cell)
        # The apostrophe that a spreadsheet hides keeps what would be a formula text when its cell is edited.
        quoted = (formats["text"],) if neutralised(text) != text else ()
        page.write_string(row, column, text, *quoted)
    elif isinstance(cell, Decimal):
        page.write_number(row, column, float(cell), formats["money"])
    elif isinstance(cell, date):
        page.write_datetime(row, column, cell, formats["day"])
    elif cell is not None:
        page.write_number(row, column, cell)


def _clean(text: str) -> str:
    """Return what XML can hold of a text, and a cell."""
    return "".join(char for char in text if char in "\t\n" or char >= " ")[:LONGEST_CELL]


def _name(wanted: str, taken: set[str]) -> str:
    """Return a name that a sheet may have and no other has."""
    bare = " ".join(wanted.translate(_REFUSED).split())[:_LONGEST_NAME] or "1"
    name, number = bare, 1
    while name.lower() in taken:
        number += 1
        name = f"{bare[: _LONGEST_NAME - 4]} {number}"
    taken.add(name.lower())
    return name


def _widths(sheet: Sheet) -> Sequence[int]:
    columns = zip(sheet.heads, *sheet.rows[:200], strict=True)
    return [min(_WIDEST, max(_NARROWEST, *(len(str(cell or "")) + 2 for cell in column))) for column in columns]
