"""Rows to CSV that a spreadsheet opens as text: cells that would be formulas are neutralised."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence

_BOM = "\ufeff"
# What spreadsheets take for the start of a formula, full-width forms included (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_CONTROL = ("\t", "\r", "\n", "\0")


def write(
    header: Sequence[str], rows: Iterable[Sequence[str]], *, is_safe: Callable[[str], bool] | None = None
) -> bytes:
    """Return the CSV of a header and rows: commas, CRLF, UTF-8 with its mark, formulas led by an apostrophe.

    Cells that `is_safe` knows stay as they are, whatever they begin with.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(list(map(neutralised, header)))
    for row in rows:
        writer.writerow([cell if is_safe and is_safe(cell) else neutralised(cell) for cell in row])
    return (_BOM + out.getvalue()).encode("utf-8", errors="replace")


def neutralised(cell: str) -> str:
    """Return a cell that no spreadsheet computes; one apostrophe taken away from it gives the cell back."""
    if cell.startswith(_CONTROL) or cell.lstrip("' \u00a0\u202f\u3000").startswith(_FORMULA + _CONTROL):
        return "'" + cell.replace("\0", "")
    return cell.replace("\0", "")
