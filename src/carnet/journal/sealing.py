"""A journal that opens by a passphrase: opening it, encrypting it, changing the passphrase, and decrypting it.

What was copied of a journal (backups, what a repair kept beside it) goes with it: all open by the same passphrase, or
without one. The journal itself must be closed for it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from carnet.errors import CarnetError, Reason, Refused, Trouble
from carnet.store import keys, sealing, shelf
from carnet.store.database import look
from carnet.store.keys import Key


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
        Trouble: "wrong_passphrase", or the file cannot be read.
    """
    keys.unlock(path, passphrase)


def lock() -> None:
    """Ask for passphrases again from now on."""
    keys.forget()


def encrypt(path: Path, passphrase: str, second: str = "") -> Rewritten:
    """Encrypt a journal and its copies; one that is encrypted already keeps its key, and copies left plain get it.

    Raises:
        Refused: "no_passphrase", or "already_encrypted" with all of its copies.
        Trouble: the file is in use, damaged, or the disk says no; it is as it was.
    """
    if not passphrase:
        raise Refused("no_passphrase")
    if (found := look(path)) not in {"journal", "sealed"}:
        raise Trouble(Reason.NOT_A_JOURNAL, path=str(path))
    if found == "journal":
        return _rewrite(path, keys.derive(passphrase), second)
    keys.unlock(path, passphrase)
    done = _rewrite_copies(path, keys.of(path), second)
    if done == Rewritten(0, ()):
        raise Refused("already_encrypted", path=str(path))
    return done


def rekey(path: Path, old: str, new: str, second: str = "") -> Rewritten:
    """Give a journal and its copies another passphrase.

    Raises:
        Refused: "not_encrypted" or "no_passphrase".
        Trouble: "wrong_passphrase"; or as for `encrypt`.
    """
    _open_sealed(path, old)
    if not new:
        raise Refused("no_passphrase")
    return _rewrite(path, keys.derive(new), second)


def decrypt(path: Path, passphrase: str, second: str = "") -> Rewritten:
    """Make a journal and its copies plain files again.

    Raises:
        Refused: "not_encrypted".
        Trouble: "wrong_passphrase"; or as for `encrypt`.
    """
    _open_sealed(path, passphrase)
    return _rewrite(path, None, second)


def _open_sealed(path: Path, passphrase: str) -> None:
    if not is_sealed(path):
        raise Refused("not_encrypted", path=str(path))
    keys.unlock(path, passphrase)


def _rewrite(path: Path, key: Key | None, second: str) -> Rewritten:
    sealing.rewrite(path, key)
    return _rewrite_copies(path, key, second)


def _rewrite_copies(path: Path, key: Key | None, second: str) -> Rewritten:
    done, left = 0, []
    for copy in _copies(path, second):
        try:
            before = keys.of(copy)
            if (before and before.salt) != (key and key.salt):
                sealing.rewrite(copy, key)
                done += 1
        except CarnetError as error:
            if error.reason != Reason.NOT_A_JOURNAL:
                left.append(copy)
    return Rewritten(done, tuple(left))


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
