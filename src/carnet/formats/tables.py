"""Delimited text whose encoding and delimiter nobody states: sniffing, and finding the header by its columns."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from carnet.domain.import_tables import DELIMITERS
from carnet.errors import Unreadable
from carnet.formats.code_pages import code_page

HEADER_WITHIN = 15
MOST_COLUMNS = 1_000
LONGEST_LINE = 1_000_000
"""In characters: a longer line is refused before it is cut into cells."""

csv.field_size_limit(LONGEST_LINE // 2)  # a note may be longer than what it takes by itself
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CHUNK = 1_000_000
_MOST_STRAYS = 100


class Row(list[str]):
    """The cells of a row, none where it is unreadable, and the line of the file on which it begins."""

    __slots__ = ("line",)

    def __init__(self, cells: Iterable[str], line: int) -> None:
        super().__init__(cells)
        self.line = line


class Sheet(NamedTuple):
    """The rows under a header."""

    header: list[str]
    rows: Iterator[Row]
    delimiter: str


def encoding_of(data: bytes) -> str:
    """Return the encoding of a file, one of those offered: by its mark, else strict UTF-8, else by its accents."""
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return codec
    if data[1:200:2].count(0) > 20:
        return "utf-16"
    return "utf-8" if _is_utf8(data) else code_page(data)


def _is_utf8(data: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _CHUNK):
            decoder.decode(data[start : start + _CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _codec(data: bytes, encoding: str) -> str:
    if encoding == "utf-8":
        return "utf-8-sig"
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return "utf-16-le" if encoding == "utf-16" and not marked else encoding


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of a file and its encoding."""
    encoding = encoding_of(data)
    return data.decode(_codec(data, encoding), errors="replace").replace("\0", ""), encoding


def lines(data: bytes, encoding: str) -> Iterator[str]:
    """Yield the lines of a file, decoded as they come, without NUL.

    Raises:
        Unreadable: "too_large" for a line that no table has.
    """
    text = io.TextIOWrapper(io.BytesIO(data), encoding=_codec(data, encoding), errors="replace", newline="")
    while line := text.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            raise Unreadable("too_large", most=LONGEST_LINE)
        yield line.replace("\0", "")


def rows(data: bytes, encoding: str, delimiter: str) -> Iterator[Row]:
    """Yield the rows that have a cell, or are unreadable. One with too many columns has one too many."""
    source = _Lines(lines(data, encoding))
    reader = csv.reader(source, delimiter=delimiter)
    while True:
        source.taken.clear()
        line = source.count + 1
        row: list[str] | None
        try:
            row = next(reader, _END)
        except csv.Error:
            row = None
        if row is _END:
            return
        if len(source.taken) > 1 and (row is None or source.ended) and source.is_open():
            first = source.give_back()
            row = next(csv.reader([first], delimiter=delimiter, quoting=csv.QUOTE_NONE), [])
            reader = csv.reader(source, delimiter=delimiter)
        if row is None or any(row):
            yield Row((row or ())[: MOST_COLUMNS + 1], line)


class _Lines:
    """The lines of a file; those of the row at hand can be had again where a quote that never closes swallowed them."""

    def __init__(self, found: Iterator[str]) -> None:
        self._found = found
        self._again: list[str] = []
        self._times = 0
        self.count = 0
        self.taken: list[str] = []
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else next(self._found, None)
        if line is None:
            self.ended = True
            raise StopIteration
        self.taken.append(line)
        self.count += 1
        return line

    def is_open(self) -> bool:
        """Tell whether the row opens a quote and no line of it closes that; bombs are full of them."""
        return self._times < _MOST_STRAYS and sum(line.count('"') for line in self.taken) % 2 == 1

    def give_back(self) -> str:
        """Return the first line of the row, and let the others come again."""
        first, *others = self.taken
        self._again += reversed(others)
        self.count -= len(others)
        self._times += 1
        self.ended = False
        return first


_END: list[str] = []


def find_header(
    data: bytes, encoding: str, is_header: Callable[[Sequence[str]], bool], asked: str = ""
) -> Sheet | None:
    """Return the sheet under the first of the top rows that `is_header` knows, by the delimiter asked for or any."""
    for delimiter in (asked,) if asked else DELIMITERS:
        found = rows(data, encoding, delimiter)
        for _, row in zip(range(HEADER_WITHIN), found, strict=False):
            if row and is_header(row):
                return Sheet(row, found, delimiter)
    return None


def delimiter_of(data: bytes, encoding: str) -> str:
    """Return the delimiter under which most of the top rows have the same number of columns, more than one; else ""."""
    best, found = 0, ""
    for delimiter in DELIMITERS:
        top = islice(rows(data, encoding, delimiter), 4 * HEADER_WITHIN)
        widths = Counter(len(row) for row in top if row)
        score = max((count * (width > 1) * min(width, 20) for width, count in widths.items()), default=0)
        if score > best:
            best, found = score, delimiter
    return found
