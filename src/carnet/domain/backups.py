"""Backups: why they were made, what their names say, and which of them are kept."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

SUFFIX = ".carnet"
DAYS, WEEKS, MONTHS = 7, 4, 12
DAY = timedelta(days=1)
_STAMP = "%Y%m%dT%H%M%SZ"
_WHOLE_DAYS = 2


class BackupKind(StrEnum):
    """Why a backup was made."""

    AUTOMATIC = "automatic"
    ASKED = "asked"
    MIGRATION = "migration"
    IMPORT = "import"
    RESTORE = "restore"
    ENCRYPTION = "encryption"


class Span(StrEnum):
    """What a backup is kept as."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Stamp(NamedTuple):
    """What the name and the size of a backup say."""

    name: str
    at: datetime
    kind: BackupKind
    size: int


class BackupRow(NamedTuple):
    """A backup in the list; counts are None where it cannot be read any more.

    Attributes:
        name: of its file.
        at: when it was made, aware UTC.
        kind: why.
        size: in bytes.
        span: what it is kept as.
        contacts: people in it, those in the trash apart.
        interactions: exchanges in it.
        missions: missions in it.
        here: whether it stands in the folder of the journal.
        elsewhere: whether it stands in the second folder.
        sealed: whether it opens by a passphrase that was not given, as one of before a change.
    """

    name: str
    at: datetime
    kind: BackupKind
    size: int
    span: Span
    contacts: int | None
    interactions: int | None
    missions: int | None
    here: bool
    elsewhere: bool
    sealed: bool = False


class BackupPerson(NamedTuple):
    """Somebody in a backup; `state` compares with the journal: "absent", "bin", "same" or "less" (it holds less)."""

    id: int
    uid: str
    name: str
    detail: str
    state: str


def name_of(stem: str, at: datetime, kind: BackupKind) -> str:
    """Return the name of a backup; names of one journal sort as they were made."""
    return f"{stem}-{at.astimezone(UTC):{_STAMP}}-{kind}{SUFFIX}"


def read_name(name: str, size: int) -> Stamp | None:
    """Return what the name of a backup says, None where it is the name of something else."""
    parts = name.removesuffix(SUFFIX).rsplit("-", 2)
    if not name.endswith(SUFFIX) or len(parts) != 3:
        return None
    try:
        at = datetime.strptime(parts[1], _STAMP).replace(tzinfo=UTC)
        return Stamp(name, at, BackupKind(parts[2]), size)
    except ValueError:
        return None


def is_due(latest: datetime | None, now: datetime) -> bool:
    """Tell whether a day has passed since the latest backup; one of a day to come was made by a wrong clock."""
    return latest is None or abs(now - latest) >= DAY


def spans(backups: Iterable[Stamp]) -> dict[str, Span]:
    """Return what each backup that is kept is kept as, by name.

    All of the two latest days stay, the last of each of the seven latest days, of four weeks and of twelve months.
    Days, weeks and months without a backup do not count, nor does the present day: a clock set wrong costs nothing.
    """
    latest_first = sorted(backups, key=_when, reverse=True)
    found: dict[str, Span] = {}
    for span, most in ((Span.DAY, DAYS), (Span.WEEK, WEEKS), (Span.MONTH, MONTHS)):
        seen: dict[tuple[int, ...], str] = {}
        for backup in latest_first:
            period = _period(backup.at, span)
            whole = span is Span.DAY and period in list(seen)[:_WHOLE_DAYS]
            if whole or (period not in seen and len(seen) < most):
                seen.setdefault(period, backup.name)
                found.setdefault(backup.name, span)
    return found


def superfluous(backups: Iterable[Stamp], most_bytes: int) -> tuple[Stamp, ...]:
    """Return the backups that go: those kept as nothing, then the oldest until the others fit; the latest stays."""
    latest_first = sorted(backups, key=_when, reverse=True)
    kept = spans(latest_first)
    going = [backup for backup in latest_first if backup.name not in kept]
    total, full = 0, False
    for place, backup in enumerate(each for each in latest_first if each.name in kept):
        total += backup.size
        full = full or (total > most_bytes and place > 0)
        if full:
            going.append(backup)
    return tuple(going)


def _when(backup: Stamp) -> tuple[datetime, str]:
    return backup.at, backup.name


def _period(at: datetime, span: Span) -> tuple[int, ...]:
    if span is Span.DAY:
        return at.year, at.month, at.day
    return tuple(at.isocalendar()[:2]) if span is Span.WEEK else (at.year, at.month)
