"""What an import says of a file and of each of its rows."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from carnet.domain.contacts import Sphere
from carnet.domain.import_tables import TableSeen


class Clipping(NamedTuple):
    """What was copied in another program, or fetched, to be imported as a file is; `name` is what it is called.

    Importing one with a `url` follows the calendar there, asked again every so many hours (0: by hand alone).
    """

    name: str
    data: bytes
    url: str = ""
    every_hours: int = 0
    etag: str = ""


class Verdict(StrEnum):
    """What became, or would become, of a row."""

    CREATED = "created"
    MERGED = "merged"
    SKIPPED = "skipped"
    REJECTED = "rejected"


class Remark(NamedTuple):
    """Something of a row that is not taken as it stands: why, and what it says."""

    reason: str
    value: str


class RowVerdict(NamedTuple):
    """One row of a file: verdict, why, and whom it concerns.

    Of contacts a preview alone has `name`, `detail`, `suggestions` and `told`: nobody reads them once it is done.
    `suggestions` are (contact id, name, reason) of people it may be; the user may ask to merge with one of them.
    `told` is what the row says of someone who is, or may be, known: names of fields ("title", "organisation", "email",
    "phone", "city", "tags") with their text. `remarks` are what the user should know of a row that comes in.
    """

    row: int
    verdict: Verdict
    reason: str
    contact_id: int | None
    name: str
    detail: str
    suggestions: tuple[tuple[int, str, str], ...] = ()
    told: tuple[tuple[str, str], ...] = ()
    remarks: tuple[Remark, ...] = ()


class Guest(NamedTuple):
    """Somebody whom events of a calendar name: the contact that this surely is, None for nobody known.

    `key` is what `run(people=…)` takes to make a contact; `rows` are the events.
    """

    key: str
    name: str
    email: str
    contact_id: int | None
    rows: tuple[int, ...]


class ExchangeSource(StrEnum):
    """What an archive of LinkedIn holds of exchanges."""

    MESSAGES = "messages"
    INVITATIONS = "invitations"


class Offered(NamedTuple):
    """Exchanges that a file could bring beside its people: how many, and with how many people."""

    source: ExchangeSource
    exchanges: int
    people: int


class ImportReport(NamedTuple):
    """What an import did, or would do (`dry_run`).

    `guests` are those whom a calendar names, `table` is how a table of any columns was read, `offered` are exchanges
    that `run(exchanges=…)` would bring, too, `sphere` is that of everybody new; None where the file tells them apart.
    `tasks` is how many of those a calendar holds, which do not come in.
    """

    file: str
    format: str
    encoding: str
    read: int
    created: int
    merged: int
    skipped: int
    rejected: int
    already_imported: datetime | None
    rows: tuple[RowVerdict, ...]
    batch_id: int | None
    dry_run: bool
    guests: tuple[Guest, ...] = ()
    table: TableSeen | None = None
    offered: tuple[Offered, ...] = ()
    sphere: Sphere | None = Sphere.PROFESSIONAL
    tasks: int = 0


class Choice(StrEnum):
    """What the user decided for one row of a file."""

    MERGE = "merge"
    KEEP_BOTH = "keep_both"
    SKIP = "skip"


class Decision(NamedTuple):
    """A decision on one row; `contact_id` says with whom to merge."""

    choice: Choice
    contact_id: int | None = None


class BatchRow(NamedTuple):
    """An import as the history of imports lists it."""

    id: int
    source: str
    file_name: str
    imported_at: datetime
    read: int
    created: int
    merged: int
    skipped: int
    rejected: int
