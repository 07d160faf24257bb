"""Opening the journal that a command is about; one that is missing is empty to those who only read."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from carnet import paths
from carnet.errors import CarnetError, Reason, Trouble
from carnet.journal import Journal
from carnet.journal.files import is_missing
from carnet.settings import Settings
from carnet.words import _


@contextmanager
def journal(given: str, settings: Settings, *, create: bool) -> Iterator[Journal]:
    """Yield the journal; one that is missing is created, or stood in for by an empty one that is thrown away.

    Raises:
        Trouble: "cannot_open", where one that is asked for by name is missing and not to be created.
    """
    path = paths.journal(given, settings.journal)
    if not create and given and not path.exists():
        raise Trouble(Reason.CANNOT_OPEN, path=str(path))
    if not create and is_missing(path):
        with thrown_away(settings) as stand_in:
            yield stand_in
        return
    with opened(path, settings) as found:
        yield found


@contextmanager
def thrown_away(settings: Settings) -> Iterator[Journal]:
    """Yield an empty journal whose folder goes when it is done."""
    import tempfile

    folder = tempfile.TemporaryDirectory(prefix="carnet-", ignore_cleanup_errors=True)
    with folder as name, opened(Path(name) / paths.JOURNAL_NAME, settings) as stand_in:
        yield stand_in


@contextmanager
def own_folders() -> Iterator[Path]:
    """Yield a folder that stands in for every folder of the user, and goes when it is done."""
    import tempfile

    before = os.environ.get("CARNET_HOME")
    with tempfile.TemporaryDirectory(prefix="carnet-", ignore_cleanup_errors=True) as name:
        os.environ["CARNET_HOME"] = name
        try:
            yield Path(name)
        finally:
            if before is None:
                del os.environ["CARNET_HOME"]
            else:
                os.environ["CARNET_HOME"] = before


def _take_from_others(path: Path) -> None:
    from carnet.cli import output
    from carnet.journal import rights

    for kept in rights.mend(path, paths.folders()):
        output.complain(
            _("Other accounts of this computer may read {path}: move it to a folder of yours.").format(path=kept)
        )


def unlocked(path: Path, settings: Settings) -> None:
    """Ask for the passphrase of an encrypted file, unless what was given before or the key ring opens it.

    Raises:
        Trouble: "wrong_passphrase".
    """
    from carnet.journal import sealing

    if sealing.needs_passphrase(path):
        from carnet.cli import passphrases

        if passphrases.are_given() or not settings.key_ring or not _unlocked_by_ring(path, settings):
            sealing.unlock(path, passphrases.asked(path))


def _unlocked_by_ring(path: Path, settings: Settings) -> bool:
    """Open a file by what the key ring keeps; say why where it cannot be."""
    from carnet.cli import output
    from carnet.journal import key_rings

    if key_rings.name_of(path) not in settings.key_ring:
        return False
    try:
        key_rings.unlock(path)
    except CarnetError as error:
        output.complain(output.described(error)["message"])
        return False
    return True


@contextmanager
def opened(path: Path, settings: Settings) -> Iterator[Journal]:
    """Yield the journal at a path, closed in the end; of an encrypted one the passphrase is asked."""
    unlocked(path, settings)
    _take_from_others(path)
    found = Journal(path, options=settings.options())
    try:
        yield found
    finally:
        found.close()
