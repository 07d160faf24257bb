"""The folder in which the backups of a journal stand: beside it, so that it goes where the journal goes."""

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from carnet.domain.backups import BackupKind, Stamp, name_of, read_name
from carnet.store import parts

FOLDER_SUFFIX = ".backups"
_MOST = 10_000


def folder_of(journal: Path) -> Path:
    """Return the folder for the backups of a journal; it need not be there."""
    real = journal.resolve()
    return real.with_name(real.stem + FOLDER_SUFFIX)


def folder_in(second: Path, journal: Path) -> Path:
    """Return the folder for the backups of a journal in another one, which may hold those of several."""
    import zlib

    real = journal.resolve()
    return second / f"{real.stem}-{zlib.crc32(str(real).encode()):08x}{FOLDER_SUFFIX}"


def new_name(folder: Path, stem: str, now: datetime, kind: BackupKind) -> Path:
    """Return a path for a backup that nothing has yet."""
    moments = (now + timedelta(seconds=seconds) for seconds in range(_MOST))
    return next(path for at in moments if not (path := folder / name_of(stem, at, kind)).exists())


def sweep(folder: Path) -> None:
    """Remove what a kill left in a folder."""
    with suppress(OSError):
        parts.sweep(folder)


def stamps(folder: Path) -> list[Stamp]:
    """Return the backups that stand in a folder; none where there is no folder, or none that can be read."""
    found = []
    with suppress(OSError):  # gone, or going: what is left will be seen the next time
        for path in folder.iterdir():
            with suppress(OSError):
                stamp = read_name(path.name, path.stat().st_size)
                if stamp is not None:
                    found.append(stamp)
    return found
