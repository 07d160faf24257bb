"""Tables of people: text between delimiters, or a workbook, whatever its columns."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from carnet.domain.import_tables import Field, Origin, Seen, TableChoice, TableSeen, Target
from carnet.domain.text import fold
from carnet.errors import Refused, Unreadable
from carnet.formats import table_guess, table_headers, tables
from carnet.formats.archives import is_archive
from carnet.formats.collector import paused
from carnet.formats.drafts import ContactDraft, Reading
from carnet.formats.table_dates import DateReader
from carnet.formats.table_headers import Header
from carnet.formats.table_rows import RowReader, bare
from carnet.formats.tables import Row

LARGEST_FILE = 25_000_000
"""In bytes, of text: in memory each of its characters may take four."""
MOST_ROWS = 40_000
MOST_FIELDS = 150_000
"""Cells that are kept as fields of their own, each a row of the journal."""
_SAMPLE = 200
_SHOWN = 3
_CHECK_EVERY = 500
_LATEST_BIRTH = 2020
_ENGLISH = frozenset({"first name", "last name", "birthday", "birth date", "e mail address"})

Recall = Callable[[str], tuple[Target, ...] | None]


class Source(NamedTuple):
    """A table whose rows can be read as often as one likes."""

    rows: Callable[[], Iterator[Row]]
    encoding: str
    delimiter: str
    sheet: str = ""
    sheets: tuple[str, ...] = ()


def _never() -> bool:
    return False


def _nothing(_signature: str) -> None:
    return None


def read(
    data: bytes,
    *,
    country: str = "FR",
    cancelled: Callable[[], bool] | None = None,
    choice: TableChoice | None = None,
    recall: Recall = _nothing,
) -> Reading:
    """Return the people of a table.

    Args:
        data: the file.
        country: there for the sake of likeness (phones are normalised later).
        cancelled: asked now and then whether to give up.
        choice: how the user wants it read.
        recall: asked for the targets that tables of the same signature had the last time.

    Raises:
        Unreadable: "too_large", "bad_workbook".
        Refused: "cancelled".
    """
    del country
    with paused():
        return _read(_source(data, choice or TableChoice()), choice or TableChoice(), recall, cancelled or _never)


def _source(data: bytes, choice: TableChoice) -> Source:
    if len(data) > LARGEST_FILE:
        raise Unreadable("too_large", size=len(data), most=LARGEST_FILE)
    if is_archive(data):
        from carnet.formats import workbooks

        book = workbooks.read(data, choice.sheet, table_headers.is_headed)
        return Source(lambda: iter(book.rows), "", "", book.sheet, book.sheets)
    encoding = choice.encoding or tables.encoding_of(data)
    delimiter = choice.delimiter or _delimiter(data, encoding)
    return Source(lambda: tables.rows(data, encoding, delimiter), encoding, delimiter)


def _delimiter(data: bytes, encoding: str) -> str:
    found = tables.find_header(data, encoding, lambda row: table_headers.known(row) is not None)
    return found.delimiter if found else tables.delimiter_of(data, encoding) or ","


def _read(source: Source, choice: TableChoice, recall: Recall, cancelled: Callable[[], bool]) -> Reading:
    header = table_headers.find(list(islice(source.rows(), tables.HEADER_WITHIN)))
    if len(header.names) > tables.MOST_COLUMNS:
        raise Unreadable("too_many_columns", most=tables.MOST_COLUMNS)
    values = _sampled(source, header)
    proposed = _proposed(header, values)
    targets, origin = _settled(header, proposed, choice, recall)
    days = _date_readers(source, header, targets, choice)
    reader = RowReader(header, targets, days)
    drafts, lines = _drafts(source, header, reader, cancelled)
    unclear = next((found.unclear for found in days.values() if found.unclear), "")
    columns = zip(header.names, (values[at][:_SHOWN] for at in range(len(targets))), targets, strict=True)
    seen = TableSeen(
        columns=tuple(Seen(name, tuple(given), target) for name, given, target in columns),
        origin=origin,
        signature=header.signature,
        encoding=source.encoding,
        delimiter=source.delimiter,
        sheet=source.sheet,
        sheets=source.sheets,
        day_first=_day_first(header, source, choice) if unclear else None,
        unclear=unclear,
        lines=lines,
    )
    return Reading(
        drafts=tuple(drafts),
        problems=tuple(reader.problems),
        units_read=len(lines),
        encoding=source.encoding or "utf-8",
        dialect=source.delimiter or source.sheet,
        table=seen,
    )


def _data(source: Source, header: Header) -> Iterator[Row]:
    return islice(source.rows(), header.above, None)


def _sampled(source: Source, header: Header) -> list[list[str]]:
    """Return the first values of each column."""
    values: list[list[str]] = [[] for _name in header.names]
    hungry = list(range(len(values)))
    for number, row in enumerate(_data(source, header)):
        if number > MOST_ROWS or not hungry:
            break
        for at in hungry:
            if at < len(row) and (cell := row[at].strip()):
                values[at].append(bare(cell))
        most = _SAMPLE if number < _SAMPLE else _SHOWN
        hungry = [at for at in hungry if len(values[at]) < most]
    return values


def _proposed(header: Header, values: Sequence[Sequence[str]]) -> tuple[Target, ...]:
    if header.origin is Origin.GUESSED:
        return table_guess.targets(header.names, dict(enumerate(values)))
    return table_headers.targets(header)


def _settled(
    header: Header, proposed: tuple[Target, ...], choice: TableChoice, recall: Recall
) -> tuple[tuple[Target, ...], Origin]:
    """Return where the columns go, and who said so: the user now, the user the last time, or Carnet."""
    if choice.targets is not None and len(choice.targets) == len(proposed):
        return choice.targets, header.origin if choice.targets == proposed else Origin.CHOSEN
    kept = recall(header.signature) if choice.remembered else None
    if kept is not None and len(kept) == len(proposed) and kept != proposed:
        return kept, Origin.REMEMBERED
    return proposed, header.origin


def _day_first(header: Header, source: Source, choice: TableChoice) -> bool:
    if choice.day_first is not None:
        return choice.day_first
    return source.delimiter == ";" or _ENGLISH.isdisjoint(map(fold, header.names))


def _date_readers(
    source: Source, header: Header, targets: Sequence[Target], choice: TableChoice
) -> dict[int, DateReader]:
    columns = {at: target.field for at, target in enumerate(targets) if target.field in {Field.BIRTHDAY, Field.MET_ON}}
    if not columns:
        return {}
    written: dict[int, set[str]] = {at: set() for at in columns}
    for row in islice(_data(source, header), MOST_ROWS):
        for at in columns:
            if at < len(row):
                written[at].add(row[at])
    first = _day_first(header, source, choice)
    latest = {Field.BIRTHDAY: _LATEST_BIRTH}
    return {at: DateReader(written[at], day_first=first, latest=latest.get(columns[at], 2099)) for at in columns}


def _drafts(
    source: Source, header: Header, reader: RowReader, cancelled: Callable[[], bool]
) -> tuple[list[ContactDraft], Sequence[int]]:
    """Return the people, and the line on which each row begins."""
    drafts: list[ContactDraft] = []
    lines = array("i")
    fields = 0
    for number, row in enumerate(_data(source, header), start=1):
        if number > MOST_ROWS:
            raise Unreadable("too_large", most=MOST_ROWS)
        if number % _CHECK_EVERY == 0 and cancelled():
            raise Refused("cancelled")
        lines.append(row.line)
        draft = reader.draft(number, row)
        if draft is not None:
            drafts.append(draft)
            fields += len(draft.fields)
        if fields > MOST_FIELDS:
            raise Unreadable("too_large", most=MOST_FIELDS)
    return drafts, lines
