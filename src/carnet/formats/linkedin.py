"""LinkedIn's `Connections.csv`, alone or in the archive that LinkedIn sends."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

from carnet.domain import emails
from carnet.domain.contacts import Channel, ContactPoint, PointKind, SocialProfile
from carnet.domain.import_tables import Field, Origin, Seen, TableChoice, TableSeen, Target
from carnet.domain.profiles import recognise
from carnet.domain.text import fold
from carnet.errors import Problem, Refused, Unreadable
from carnet.formats import linkedin_exchanges
from carnet.formats.archives import is_archive, read_member
from carnet.formats.collector import paused
from carnet.formats.drafts import ContactDraft, Reading
from carnet.formats.table_dates import DateReader
from carnet.formats.tables import Row, Sheet, encoding_of, find_header

LARGEST_FILE = 200_000_000
MOST_FIELDS = 150_000
"""Cells of columns that are not LinkedIn's, each a row of the journal."""
# Names that the file may have in the archive: LinkedIn translates them, not the columns.
MEMBERS = frozenset({"connections.csv", "relations.csv", "connexions.csv", "kontakte.csv", "conexiones.csv"})

# In English, as everywhere so far, and in what LinkedIn may write one day: French, German, Spanish.
_COLUMNS = {
    "first": ("first name", "prenom", "vorname", "nombre"),
    "last": ("last name", "nom", "nom de famille", "nachname", "apellidos"),
    "url": ("url", "profile url", "url du profil"),
    "email": (
        "email address",
        "e mail address",
        "adresse e mail",
        "email",
        "e mail adresse",
        "direccion de correo electronico",
    ),
    "company": ("company", "entreprise", "societe", "unternehmen", "empresa"),
    "position": ("position", "poste", "cargo"),
    "connected": ("connected on", "date de connexion", "connecte le", "verknupft am", "conectado el"),
}
_FIELDS = {
    "first": Field.FIRST_NAME,
    "last": Field.LAST_NAME,
    "url": Field.URL,
    "email": Field.EMAIL,
    "company": Field.ORGANISATION,
    "position": Field.TITLE,
    "connected": Field.OTHER,
}
_SAMPLE, _SHOWN = 200, 3
_FIRST_SERIAL, _LAST_SERIAL = 37_000, 60_000
"""Of the days on which somebody may have connected, as spreadsheets count them."""
_CHECK_EVERY = 500


def read(
    data: bytes,
    *,
    country: str = "FR",
    cancelled: Callable[[], bool] | None = None,
    choice: TableChoice | None = None,
) -> Reading:
    """Return the connections of a CSV or of an archive; `country` is there for the sake of likeness (no phones).

    `choice` says how the user wants the text read; what the columns hold is known.

    Raises:
        Unreadable: "too_large", "bad_archive", "no_connections" (archive without the file), "no_header",
            "exchanges_alone" (its messages or invitations).
        Refused: "cancelled".
    """
    del country
    if is_archive(data):
        data = read_member(data, MEMBERS)
    if len(data) > LARGEST_FILE:
        raise Unreadable("too_large", size=len(data), most=LARGEST_FILE)
    with paused():
        return _read(data, choice or TableChoice(), cancelled)


def _read(data: bytes, choice: TableChoice, cancelled: Callable[[], bool] | None) -> Reading:
    encoding = choice.encoding or encoding_of(data)
    sheet = find_header(data, encoding, is_header, choice.delimiter)
    if sheet is None:
        alone = find_header(data, encoding, linkedin_exchanges.is_header, choice.delimiter) is not None
        raise Unreadable("exchanges_alone" if alone else "no_header")
    reader = _RowReader(sheet, choice.day_first)
    drafts: list[ContactDraft] = []
    for number, row in enumerate(reader.rows, start=1):
        if cancelled and number % _CHECK_EVERY == 0 and cancelled():
            raise Refused("cancelled")
        draft = reader.draft(number, row)
        if draft is not None:
            drafts.append(draft)
    return Reading(
        drafts=tuple(drafts),
        problems=tuple(reader.problems),
        units_read=len(reader.rows),
        encoding=encoding,
        dialect=sheet.delimiter,
        table=reader.seen(encoding, sheet.delimiter),
    )


def is_header(row: Sequence[str]) -> bool:
    """Return whether a row is the header: it has a first name and the date of connection."""
    names = set(map(fold, row))
    return not names.isdisjoint(_COLUMNS["first"]) and not names.isdisjoint(_COLUMNS["connected"])


class _RowReader:
    """Reads the rows of one sheet by the names of its columns."""

    def __init__(self, sheet: Sheet, day_first: bool | None) -> None:
        self.rows = list(sheet.rows)
        self.problems: list[Problem] = []
        names = [fold(name) for name in sheet.header]
        self._header = [name.strip() for name in sheet.header]
        self._at = {
            column: next((names.index(spelling) for spelling in spellings if spelling in names), len(names))
            for column, spellings in _COLUMNS.items()
        }
        self._others = [at for at, name in enumerate(names) if name and at not in self._at.values()]
        self._fields = 0
        self._width = len(names) + 1
        self._first = "first name" not in names or sheet.delimiter == ";" if day_first is None else day_first
        connected = self._at["connected"]
        written = [row[connected] for row in self.rows if len(row) > connected]
        self._dates = DateReader(written, day_first=self._first)

    def seen(self, encoding: str, delimiter: str) -> TableSeen:
        """Return how the sheet was read, with first values of the columns that a field of Carnet stands for."""
        targets = {at: Target(_FIELDS[column]) for column, at in self._at.items()}
        connected = self._at["connected"]
        columns = (
            Seen(name, tuple(self._values(at)) if at != connected else (), targets.get(at, Target(Field.OTHER)))
            for at, name in enumerate(self._header)
        )
        return TableSeen(
            columns=tuple(columns),
            origin=Origin.LINKEDIN,
            signature="",
            encoding=encoding,
            delimiter=delimiter,
            day_first=self._first if self._dates.unclear else None,
            unclear=self._dates.unclear,
            lines=tuple(row.line for row in self.rows),
        )

    def _values(self, at: int) -> Iterator[str]:
        """Yield the first values of a column."""
        cells = (row[at].strip() for row in self.rows[:_SAMPLE] if at < len(row))
        return islice(filter(None, cells), _SHOWN)

    def draft(self, number: int, row: Row) -> ContactDraft | None:
        """Return the person of a row; None, and a problem, where it names nobody."""
        if not row:
            self.problems.append(Problem(reason="bad_row", row=number))
            return None
        cells = row + [""] * (self._width - len(row))
        at = self._at
        first, last = cells[at["first"]].strip(), cells[at["last"]].strip()
        url, email = cells[at["url"]].strip(), cells[at["email"]].strip()
        if not (first or last or url or email):
            self.problems.append(Problem(reason="no_identity", row=number))
            return None
        connected = cells[at["connected"]].strip()
        connected_on = self._connected_on(number, connected)
        profile = _profile(url, connected_on)
        # A day that no profile can hold, or that does not exist, stays as it was written.
        kept = bool(connected) and (profile is None or connected_on is None)
        return ContactDraft(
            row=number,
            first_name=first,
            last_name=last,
            organisation=cells[at["company"]].strip(),
            title=cells[at["position"]].strip(),
            about=f"{self._header[at['connected']]}: {connected}" if kept else "",
            points=_points(email, "" if profile else url),
            profiles=(profile,) if profile else (),
            origin_channel=Channel.LINKEDIN,
            fields=self._own(cells),
        )

    def _own(self, cells: list[str]) -> tuple[tuple[str, str], ...]:
        """Return what stands in columns that LinkedIn does not write: whoever saved the file again put them there."""
        found = tuple((self._header[at], cells[at].strip()) for at in self._others if cells[at].strip())
        self._fields += len(found)
        if self._fields > MOST_FIELDS:
            raise Unreadable("too_large", most=MOST_FIELDS)
        return found

    def _connected_on(self, number: int, text: str) -> date | None:
        day = _of_serial(text) if text.isascii() and text.isdecimal() else self._dates.read(text)
        if text and day is None:
            self.problems.append(Problem(reason="bad_date", row=number, data={"value": text[:40]}))
        return day


def _of_serial(text: str) -> date | None:
    """Return the day that a spreadsheet counts from the end of 1899."""
    return date(1899, 12, 30) + timedelta(days=int(text)) if _FIRST_SERIAL < int(text[:6]) < _LAST_SERIAL else None


def _profile(url: str, connected_on: date | None) -> SocialProfile | None:
    profile = recognise(url)
    return replace(profile, connected_on=connected_on) if profile else None


def _points(email: str, url: str) -> tuple[ContactPoint, ...]:
    points = []
    if email:
        points.append(ContactPoint(kind=PointKind.EMAIL, value=email, normalised=emails.normalise(email)))
    if url:
        points.append(ContactPoint(kind=PointKind.URL, value=url))
    return tuple(points)
