"""Reading a file to import: which format it is, and the people it tells of."""

import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from carnet.errors import Problem, Unreadable
from carnet.formats.drafts import ContactDraft, Reading
from carnet.formats.vcard_lines import pieces

if TYPE_CHECKING:
    from carnet.journal.import_ahead import Ahead

Part = tuple[Sequence[ContactDraft], Sequence[Problem]]

VCARD = "vcard"
LINKEDIN = "linkedin"
FACEBOOK = "facebook"
MONICA = "monica"
CONTACTS = "contacts"
CARNET = "carnet"
ICS = "ics"
CSV = "csv"
XLSX = "xlsx"
FORMATS = (VCARD, LINKEDIN, CSV, XLSX, FACEBOOK, MONICA, CONTACTS, CARNET, ICS)
TABLES = frozenset({CSV, XLSX})
LARGEST_FILE = 40_000_000
"""Of what is read as a whole, in bytes: contacts, of a journal a line, of cards what stands between two of them."""
LARGEST_CARDS = 100_000_000
MOST_CARDS = 120_000
MOST_LINES = 800_000
_PART = 1_000


def recognise(data: bytes, name: str) -> str:
    """Return the format of a file.

    Raises:
        Unreadable: "no_rows" or, of a calendar, "no_event" for an empty file, "unknown_format" for one that Carnet does
            not know.
    """
    from carnet.formats.detect import detect

    found = detect(name, data)
    if not data.strip(b"\xef\xbb\xbf \r\n\t\0"):
        raise Unreadable("no_event" if found == ICS else "no_rows", path=name)
    if found is None:
        raise Unreadable("unknown_format", path=name)
    return found


def needed(archive: Path) -> bytes:
    """Return of a large archive what is imported, as an archive of its own; films and photos are not read.

    Raises:
        Unreadable: "bad_archive", "too_large".
    """
    from carnet.formats import archives, facebook, linkedin, linkedin_exchanges

    return archives.needed(archive, linkedin.MEMBERS | linkedin_exchanges.MEMBERS | facebook.MEMBERS)


class Parts(ABC):
    """The people of a file part after part, with what is wrong with rows of the same part.

    Attributes:
        known: what is known of the file before its people are taken; None where that is nothing.
        total: how many people there are, or nearly.
    """

    known: Reading | None = None
    total = 0

    @abstractmethod
    def __iter__(self) -> Iterator[Part]: ...

    @abstractmethod
    def reading(self) -> Reading:
        """Return what there is to say of the file once all parts are taken, without its people."""


class _Whole(Parts):
    """A file that was read as a whole."""

    def __init__(self, reading: Reading) -> None:
        self.known = replace(reading, drafts=())
        self.total = reading.units_read
        self._drafts = list(reading.drafts)

    def __iter__(self) -> Iterator[Part]:
        of_rows = {draft.row for draft in self._drafts}
        problems: dict[int, list[Problem]] = {}
        for problem in self.reading().problems:
            problems.setdefault(problem.row if problem.row in of_rows else 0, []).append(problem)
        self._drafts.reverse()
        while self._drafts:
            part = self._drafts[: -_PART - 1 : -1]
            del self._drafts[-_PART:]
            yield part, [problem for draft in part for problem in problems.get(draft.row, ())]
        yield (), problems.get(0, ())

    def reading(self) -> Reading:
        assert self.known is not None
        return self.known


class Cards(Parts):
    """A vCard file, of which only a part is ever held."""

    def __init__(self, data: bytes, country: str, cancelled: Callable[[], bool] | None = None) -> None:
        from carnet.formats import vcard

        self.total = data.count(b"BEGIN:VCARD")
        self._cards = vcard.Cards(data, country, cancelled)

    def __iter__(self) -> Iterator[Part]:
        try:
            yield from self._cards
        except Unreadable as error:
            if error.reason == "no_card":
                raise Unreadable("no_rows") from error
            raise

    def reading(self) -> Reading:
        """Return what there is to say of the file, as far as its parts were taken."""
        return self._cards.reading()


def are_too_many(data: bytes) -> bool:
    """Tell of more cards than any address book has, or of one that takes more to read than memory should hold."""
    return data.count(b"BEGIN:VCARD") > MOST_CARDS or any(map(_is_thick, pieces(data)))


def _is_thick(piece: bytes) -> bool:
    return len(piece) > LARGEST_FILE or max(piece.count(b"\n"), piece.count(b"\r")) > MOST_LINES // 4


def begun(path: Path, kind: str, country: str) -> "AbstractContextManager[Ahead | None]":
    """Let a long file of cards be read beside what else is done, where that can be; `run` takes what comes of it."""
    is_of_cards = kind == VCARD or (not kind and path.suffix.lower() in {".vcf", ".vcard"})
    if sys.platform == "linux" and is_of_cards:
        from carnet.journal import import_ahead

        return import_ahead.begun(path, kind, country)
    return nullcontext()


def parts(data: bytes, kind: str, country: str, cancelled: Callable[[], bool], **how: object) -> Parts:
    """Return what a file of contacts holds, to be taken once; `how` is for tables alone.

    Raises:
        Unreadable: "no_rows" where it holds nobody, or what its format says; of vCards only as they are taken.
    """
    if kind == VCARD:
        return Cards(data, country, cancelled)
    reading = _reader(kind)(data, country=country, cancelled=cancelled, **how)
    if not reading.units_read:
        raise Unreadable("no_rows", problems=reading.problems)
    return _Whole(reading)


def _reader(kind: str) -> Callable[..., Reading]:
    if kind == LINKEDIN:
        from carnet.formats import linkedin

        return linkedin.read
    if kind == FACEBOOK:
        from carnet.formats import facebook

        return facebook.read
    if kind == MONICA:
        from carnet.formats import monica

        return monica.read
    if kind == CONTACTS:
        from carnet.formats import contact_records

        return contact_records.read
    if kind in TABLES:
        from carnet.formats import table_files

        return table_files.read
    raise Unreadable("unknown_format", format=kind)
