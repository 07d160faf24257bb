"""A table on its way into a file: a name, heads, and cells of the few kinds that spreadsheets know."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from carnet.formats import csv_write

Cell = str | int | Decimal | date | None
"""Words, a count, an amount of money, a day, or nothing."""


class Sheet(NamedTuple):
    """A table with its heads."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def money(cents: int) -> Decimal:
    """Return cents as the amount that a cell holds."""
    return Decimal(cents) / 100


def csv(sheet: Sheet) -> bytes:
    """Return a table as CSV, formulas neutralised; amounts and days as programs read them, whatever the language."""
    return csv_write.write(sheet.heads, ([_text(cell) for cell in row] for row in sheet.rows))


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:.2f}"
    return cell.isoformat() if isinstance(cell, date) else str(cell)
