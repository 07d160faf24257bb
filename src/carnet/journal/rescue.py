"""A journal that cannot be opened: what is wrong with it, the way back from a backup, and what can be saved of it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from carnet.domain.backups import Stamp
from carnet.errors import Reason, Trouble
from carnet.journal import sealing
from carnet.journal.core import Options
from carnet.journal.journal import Journal
from carnet.store import backup, parts, salvage, shelf, spoilt
from carnet.store.database import look, new_file

DAMAGES = frozenset({Reason.CORRUPT, Reason.NOT_A_JOURNAL, Reason.EMPTIED, Reason.GONE, Reason.CUT_SHORT})
"""What a backup helps with, put in the place of the file."""
REPAIRABLE = frozenset({Reason.CORRUPT, Reason.CUT_SHORT})
"""What something may be saved of."""


class Saved(NamedTuple):
    """What was saved of a damaged journal.

    Attributes:
        kept: where the damaged file is.
        rows: how many rows were saved, by table.
        lost: tables of which some could not be read.
    """

    kept: Path
    rows: dict[str, int]
    lost: tuple[str, ...]


def told_apart(journal: Path, trouble: Trouble) -> Trouble:
    """Return what is wrong with a file, as closely as can be told."""
    if trouble.reason == Reason.SEALED and sealing.looks_sealed(journal):
        return Trouble(Reason.CORRUPT, path=str(journal))
    try:
        short = trouble.reason == Reason.CORRUPT and salvage.is_cut_short(journal)
    except OSError:
        short = False
    return Trouble(Reason.CUT_SHORT, path=str(journal)) if short else trouble


def folder_of(journal: Path) -> Path:
    """Return the folder in which the backups of a journal stand."""
    return shelf.folder_of(journal)


def last_good(journal: Path) -> Stamp | None:
    """Return the latest backup of a journal that can be read whole, None where there is none."""
    folder = shelf.folder_of(journal)
    for stamp in sorted(shelf.stamps(folder), key=lambda stamp: stamp.at, reverse=True):
        try:
            with backup.at_head(folder / stamp.name) as found:
                backup.verify(found.path)
                with found.apart() as connection:
                    if any(spoilt.values(connection)):
                        continue
        except Trouble:
            continue
        return stamp
    return None


def looked_into(backup_path: Path, folder: Path, options: Options) -> Journal:
    """Open a backup to read only; one of an older Carnet as a copy in `folder`, brought up to date.

    Raises:
        Trouble: it is no journal, damaged or of a newer Carnet.
    """
    target = backup_path
    with backup.at_head(backup_path) as found:
        if found.path != backup_path:
            target = folder / "looked-into.carnet"
            backup.copy_file(found.path, target)
    return Journal(target, options=options, only_reads=True)


def keep_displaced(journal: Journal) -> Path | None:
    """Keep an open journal whose file lost its name to another, beside that; None where its name means nothing now.

    Raises:
        Trouble: the disk says no.
    """
    if look(journal.path) == "missing":
        return None
    kept = _aside(journal.path, "displaced")
    backup.copy_displaced(journal.core.database, kept)
    return kept


def restore(journal: Path, source: Path, options: Options) -> Path | None:
    """Make a journal what a backup holds, whatever state it is in; return where what it was is kept.

    Raises:
        Trouble: the backup is damaged, no journal or of a newer Carnet; or the disk says no.
    """
    try:
        opened = Journal(journal, options=options)
    except Trouble as trouble:
        if told_apart(journal, trouble).reason not in DAMAGES:
            raise
        return _put_in_place(journal, source)
    try:
        made = opened.backups.restore(source)
    except Trouble as trouble:
        if trouble.reason != Reason.CORRUPT or not _is_whole(source):
            raise
    else:
        return None if made is None else made.path
    finally:
        opened.close()
    return _put_in_place(journal, source)


def repair(journal: Path) -> Saved:
    """Save what can be read of a damaged journal into a new file in its place; the damaged one is kept beside it.

    Raises:
        Trouble: nothing of it can be read, or the disk says no.
    """
    kept, good = _aside(journal), last_good(journal)
    donor = shelf.folder_of(journal) / good.name if good is not None else None
    with new_file(journal, replace=True) as part:
        rows, lost = salvage.save(journal, part, donor)
        backup.verify(part)
        _keep_aside(journal, kept)
    return Saved(kept, rows, lost)


def _is_whole(source: Path) -> bool:
    try:
        backup.verify(source)
    except Trouble:
        return False
    return True


def _put_in_place(journal: Path, source: Path) -> Path | None:
    """Put a backup in the place of a journal that cannot be opened, which gets another name."""
    kept = _aside(journal)
    with backup.at_head(source) as found, new_file(journal, replace=True) as part:
        backup.copy_into(found.path, part)
        backup.verify(part)
        return _keep_aside(journal, kept)


def _aside(journal: Path, why: str = "damaged") -> Path:
    """Return the name under which another file is kept beside a journal; `resolve` so that a link stays one."""
    real = journal.resolve()
    now = datetime.now(UTC)
    return real.with_name(f"{real.stem}.{why}-{now:%Y%m%dT%H%M%S}{real.suffix}")


def _keep_aside(journal: Path, kept: Path) -> Path | None:
    """Give a damaged journal, with its log, a second name, right before a good one takes its first."""
    real = journal.resolve()
    if look(real) == "missing":
        return None
    parts.set_aside(real, kept)
    return kept
