"""A journal that opens by a passphrase: opening it, encrypting it, changing the passphrase, and decrypting it.

What was copied of a journal (backups, what a repair kept beside it) goes with it: all open by the same passphrase, or
without one. The journal itself must be closed for it, and is backed up first.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from carnet.domain.backups import BackupKind
from carnet.errors import CarnetError, Reason, Refused, Trouble
from carnet.store import backup, keys, sealing, shelf
from carnet.store.database import look
from carnet.store.keys import Key
from carnet.store.sealing import Cancelled, Progress, never, no_progress

_LATEST = 3  # backups that are asked which salt the journal had


class Rewritten(NamedTuple):
    """What was written anew.

    Attributes:
        copies: how many copies of the journal were, too.
        left: those that could not be, and are as they were.
    """

    copies: int
    left: tuple[Path, ...]


def is_sealed(path: Path) -> bool:
    """Tell whether a file is encrypted."""
    return look(path) == "sealed"


def needs_passphrase(path: Path) -> bool:
    """Tell whether a file is encrypted, and its passphrase was not given yet."""
    try:
        return look(path) == "sealed" and keys.of(path) is None
    except CarnetError:
        return True


def unlock(path: Path, passphrase: str) -> None:
    """Let an encrypted journal, and the copies made of it, be opened from now on.

    Raises:
        Trouble: "wrong_passphrase"; "corrupt" where it only looks encrypted; or the file cannot be read.
    """
    folder = shelf.folder_of(path)
    latest = sorted(shelf.stamps(folder), key=lambda stamp: stamp.at, reverse=True)[:_LATEST]
    try:
        keys.unlock(path, passphrase, (keys.salt_of(folder / stamp.name) for stamp in latest))
    except Trouble as trouble:
        if trouble.reason == Reason.WRONG_KEY and looks_sealed(path):
            raise Trouble(Reason.CORRUPT, path=str(path)) from None
        raise


def foresee(path: Path, passphrase: str) -> None:
    """Work out the key of what is being typed, so that `unlock` waits the less; it opens nothing. From any thread."""
    keys.foresee(path, passphrase)


def looks_sealed(path: Path) -> bool:
    """Tell whether a file is most likely damaged rather than encrypted: it has backups, and none of them is.

    Of a journal that is encrypted its backups are, too; what fills a first page by chance looks like nothing else.
    """
    folder = shelf.folder_of(path)
    copies = [folder / stamp.name for stamp in shelf.stamps(folder)]
    return is_sealed(path) and bool(copies) and not any(map(is_sealed, copies))


def lock() -> None:
    """Ask for passphrases again from now on."""
    keys.forget()


def encrypt(
    path: Path,
    passphrase: str,
    second: str = "",
    *,
    progress: Progress = no_progress,
    cancelled: Cancelled = never,
) -> Rewritten:
    """Encrypt a journal and its copies; one that is encrypted already keeps its key, and copies left plain get it.

    Raises:
        Refused: "no_passphrase", "already_encrypted" with all of its copies, or "rewriting_stopped" at the journal.
        Trouble: the file is in use, damaged, or the disk says no; it is as it was.
    """
    if not passphrase:
        raise Refused("no_passphrase")
    if (found := look(path)) not in {"journal", "sealed"}:
        raise Trouble(Reason.NOT_A_JOURNAL, path=str(path))
    if found == "journal":
        return _rewrite(path, second, keys.derive(passphrase), progress, cancelled)
    keys.unlock(path, passphrase)
    done = _rewrite_copies([*_copies(path, second)], keys.of(path), progress, cancelled)
    if done == Rewritten(0, ()):
        raise Refused("already_encrypted", path=str(path))
    return done


def rekey(
    path: Path,
    old: str,
    new: str,
    second: str = "",
    *,
    progress: Progress = no_progress,
    cancelled: Cancelled = never,
) -> Rewritten:
    """Give a journal and its copies another passphrase.

    Raises:
        Refused: "not_encrypted", "no_passphrase" or "rewriting_stopped" at the journal.
        Trouble: "wrong_passphrase"; or as for `encrypt`.
    """
    _open_sealed(path, old)
    if not new:
        raise Refused("no_passphrase")
    return _rewrite(path, second, keys.derive(new), progress, cancelled)


def decrypt(
    path: Path,
    passphrase: str,
    second: str = "",
    *,
    progress: Progress = no_progress,
    cancelled: Cancelled = never,
) -> Rewritten:
    """Make a journal and its copies plain files again.

    Raises:
        Refused: "not_encrypted" or "rewriting_stopped" at the journal.
        Trouble: "wrong_passphrase"; or as for `encrypt`.
    """
    _open_sealed(path, passphrase)
    return _rewrite(path, second, None, progress, cancelled)


def _open_sealed(path: Path, passphrase: str) -> None:
    if not is_sealed(path):
        raise Refused("not_encrypted", path=str(path))
    keys.unlock(path, passphrase)


def _rewrite(path: Path, second: str, key: Key | None, progress: Progress, cancelled: Cancelled) -> Rewritten:
    """Back a journal up and write it anew, then the copies of it: what fails or is cancelled there leaves these."""
    size, copies = _size(path), [*_copies(path, second)]
    old = keys.of(path)
    again = size if old is not None else 0  # the backup is then one of the copies
    whole = 2 * size + sum(map(_size, copies)) + again
    with _backed_up(path, old or key, _after(0, whole, progress), cancelled) as kept:
        sealing.rewrite(path, key, progress=_after(size, whole, progress), cancelled=cancelled)
    done = _rewrite_copies([*copies, kept], key, progress, cancelled, whole)
    with suppress(CarnetError, OSError):  # the next backup brings it there, or says why not
        if second and Path(second).is_dir():
            backup.copy_file(kept, shelf.folder_in(Path(second), path) / kept.name)
    return done


@contextmanager
def _backed_up(path: Path, key: Key | None, progress: Progress, cancelled: Cancelled) -> Iterator[Path]:
    """Yield a backup of a journal under the key that it has or is to have; it goes where the change comes to nothing.

    Of a plain journal that shall be encrypted no further plain copy is made; and where there is a passphrase already,
    the backup opens by that until the journal does not.
    """
    kept = shelf.new_name(shelf.folder_of(path), path.stem, datetime.now(UTC), BackupKind.ENCRYPTION)
    sealing.copy(path, kept, key, progress=progress, cancelled=cancelled)
    try:
        yield kept
    except CarnetError:
        with suppress(OSError):
            kept.unlink(missing_ok=True)
        raise


def _rewrite_copies(
    copies: list[Path], key: Key | None, progress: Progress, cancelled: Cancelled, whole: int = 0
) -> Rewritten:
    """Write copies anew; they are the last of `whole` bytes, 0 for all of them."""
    done, left = 0, []
    sizes = [_size(copy) for copy in copies]
    whole = whole or sum(sizes)
    for place, copy in enumerate(copies):
        before = whole - sum(sizes[place:])
        try:
            old = keys.of(copy)
            if (old and old.salt) != (key and key.salt):
                if cancelled():
                    raise Refused("rewriting_stopped")
                sealing.rewrite(copy, key, progress=_after(before, whole, progress), cancelled=cancelled)
                done += 1
        except CarnetError as error:
            if error.reason != Reason.NOT_A_JOURNAL:
                left.append(copy)
    return Rewritten(done, tuple(left))


def _after(before: int, whole: int, progress: Progress) -> Progress:
    """Return what tells of a part of a work, of which so much was done before it."""
    return lambda done, _all: progress(before + done, whole)


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0


def _copies(path: Path, second: str) -> Iterator[Path]:
    """Yield what Carnet made of a journal: its backups in both folders, and what stands beside it under its name."""
    real = path.resolve()
    folders = [shelf.folder_of(path), *([shelf.folder_in(Path(second), path)] if second else ())]
    for folder in folders:
        yield from (folder / stamp.name for stamp in shelf.stamps(folder))
    for why in ("before", "damaged", "displaced"):
        yield from sorted(real.parent.glob(f"{_plain(real.stem)}.{why}-*{real.suffix}"))


def _plain(stem: str) -> str:
    """Return a name as a pattern that means nothing but itself."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in stem)
