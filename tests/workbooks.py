"""What stands in a workbook, read out of its XML: there is no spreadsheet among the tools of the tests."""

import io
import zipfile
from typing import NamedTuple
from xml.etree import ElementTree as ET

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class Cell(NamedTuple):
    """A cell: its kind ("s" for text, "n" for a number), what it says, whether it holds a formula, and its style."""

    kind: str
    text: str
    is_formula: bool
    style: int


def sheets(data: bytes) -> dict[str, list[list[Cell]]]:
    """Return the cells of each sheet, line by line."""
    book = zipfile.ZipFile(io.BytesIO(data))
    shared = [
        "".join(part.text or "" for part in item.iter(f"{_MAIN}t"))
        for item in ET.fromstring(book.read("xl/sharedStrings.xml"))
    ]
    names = [sheet.get("name") or "" for sheet in ET.fromstring(book.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")]
    return {
        name: _rows(ET.fromstring(book.read(f"xl/worksheets/sheet{number}.xml")), shared)
        for number, name in enumerate(names, 1)
    }


def quoted_styles(data: bytes) -> set[int]:
    """Return the styles whose cells stay text when they are edited."""
    found = ET.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("xl/styles.xml")).find(f"{_MAIN}cellXfs")
    assert found is not None
    return {at for at, style in enumerate(found) if style.get("quotePrefix") == "1"}


def _rows(page: ET.Element, shared: list[str]) -> list[list[Cell]]:
    return [[_cell(cell, shared) for cell in row] for row in page.iter(f"{_MAIN}row")]


def _cell(cell: ET.Element, shared: list[str]) -> Cell:
    value = cell.find(f"{_MAIN}v")
    kind, text = cell.get("t") or "n", "" if value is None else value.text or ""
    formula = cell.find(f"{_MAIN}f") is not None
    return Cell(kind, shared[int(text)] if kind == "s" else text, formula, int(cell.get("s") or 0))
