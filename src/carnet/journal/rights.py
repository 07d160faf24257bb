"""Who else of this computer may read what Carnet keeps: nobody, and where that cannot be, it is told."""

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from carnet.store import parts, shelf

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def mend(journal: Path, folders: Iterable[Path]) -> tuple[Path, ...]:
    """Take a journal, its logs and backups, and Carnet's own folders away from others; return what they keep.

    The folder of a journal that the user put elsewhere is the user's: it is left as it is.
    """
    if os.name == "nt":  # where rights are those of the user's folder
        return ()
    real, backups = journal.resolve(), shelf.folder_of(journal)
    files = [real, *parts.beside(real), *(backups / stamp.name for stamp in shelf.stamps(backups))]
    kept = [*(path for path in (*folders, backups) if not _is_private(path, 0o700))]
    return tuple(kept + [path for path in files if not _is_private(path, 0o600)])


def _is_private(path: Path, mode: int) -> bool:
    with suppress(OSError):
        if path.stat().st_mode & _OTHERS:
            path.chmod(mode)
    try:
        return not path.stat().st_mode & _OTHERS
    except OSError:
        return True  # not there
