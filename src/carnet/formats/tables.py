"""Delimited text whose encoding and delimiter nobody states: sniffing, and finding the header by its columns."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

DELIMITERS = (",", ";", "\t")
HEADER_WITHIN = 15

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class Sheet(NamedTuple):
    """The rows under a header; an unreadable row is None."""

    header: list[str]
    rows: Iterator[list[str] | None]
    delimiter: str


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of a file and its encoding: by its mark, else strict UTF-8, else cp1252."""
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return data.decode(codec, errors="replace").replace("\0", ""), codec.removesuffix("-sig")
    try:
        return data.decode("utf-8").replace("\0", ""), "utf-8"
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace").replace("\0", ""), "cp1252"


def find_header(text: str, is_header: Callable[[Sequence[str]], bool]) -> Sheet | None:
    """Return the sheet under the first of the top rows that `is_header` knows, whatever the delimiter; None if none."""
    for delimiter in DELIMITERS:
        rows = _rows(text, delimiter)
        for _, row in zip(range(HEADER_WITHIN), rows, strict=False):
            if row and is_header(row):
                return Sheet(row, rows, delimiter)
    return None


def _rows(text: str, delimiter: str) -> Iterator[list[str] | None]:
    """Yield the rows that have a cell; None for one that the csv module refuses."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    while True:
        try:
            row = next(reader, _END)
        except csv.Error:
            yield None
            continue
        if row is _END:
            return
        if any(row):
            yield row


_END: list[str] = []
