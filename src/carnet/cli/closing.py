"""The commands on encryption: encrypt, decrypt, rekey. Ctrl-C stops them as the button of the window does."""

import signal
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from carnet import paths
from carnet.cli import output
from carnet.cli.passphrases import asked as typed
from carnet.cli.passphrases import chosen
from carnet.errors import Reason, Trouble
from carnet.settings import Settings
from carnet.words import _, ngettext

if TYPE_CHECKING:
    from carnet.journal.sealing import Rewritten

_CLEARED = "\r\x1b[K"  # the line on a terminal


def encrypt(asked: Namespace, settings: Settings) -> int:
    """Encrypt a journal, with all copies of it."""
    from carnet.journal import sealing

    path = _path(asked, settings)
    words = (typed(path) if sealing.is_sealed(path) else chosen(),)
    with _watched() as watch:
        done = sealing.encrypt(path, *words, settings.backup_folder, **watch)
    return _told(asked, path, _("Encrypted: {path}"), done)


def decrypt(asked: Namespace, settings: Settings) -> int:
    """Make a journal a plain file again, with all copies of it."""
    from carnet.journal import sealing

    path = _path(asked, settings)
    word = typed(path)
    with _watched() as watch:
        done = sealing.decrypt(path, word, settings.backup_folder, **watch)
    return _told(asked, path, _("Decrypted: {path}"), done)


def rekey(asked: Namespace, settings: Settings) -> int:
    """Give a journal another passphrase, with all copies of it."""
    from carnet.journal import sealing

    path = _path(asked, settings)
    words = typed(path), chosen()
    with _watched() as watch:
        done = sealing.rekey(path, *words, settings.backup_folder, **watch)
    return _told(asked, path, _("Passphrase changed: {path}"), done)


class _Watch(TypedDict):
    """What a long work is given to tell how far it is, and to ask whether to go on."""

    progress: Callable[[int, int], object]
    cancelled: Callable[[], bool]


@contextmanager
def _watched() -> Iterator[_Watch]:
    """Yield what shows on a terminal how much is done, and stops at Ctrl-C, where that leaves all whole."""
    stopped: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _frame: stopped.append(number))
    shown = sys.stderr is not None and sys.stderr.isatty()
    try:
        yield {"progress": _show if shown else _show_nothing, "cancelled": lambda: bool(stopped)}
    finally:
        signal.signal(signal.SIGINT, before)
        if shown:
            sys.stderr.write(_CLEARED)


def _show(done: int, total: int) -> None:
    sys.stderr.write("\r" + _("{percent} % written and read again").format(percent=100 * done // max(total, 1)))
    sys.stderr.flush()


def _show_nothing(_done: int, _total: int) -> None:
    """Tell nobody: what reads this is no person."""


def _path(asked: Namespace, settings: Settings) -> Path:
    from carnet.journal.files import is_missing

    path = paths.journal(asked.carnet, settings.journal)
    if is_missing(path):
        raise Trouble(Reason.CANNOT_OPEN, path=str(path))
    return path


def _told(asked: Namespace, path: Path, pattern: str, done: "Rewritten") -> int:
    """Tell what was written anew; what was not is told on stderr, and is trouble."""
    if asked.json:
        output.document({"file": str(path), "copies": done.copies, "left": [str(copy) for copy in done.left]})
    else:
        output.lines([pattern.format(path=path)])
        if done.copies:
            text = ngettext("{n} copy of it, too.", "{n} copies of it, too.", done.copies)
            output.lines([text.format(n=done.copies)])
    for copy in done.left:
        output.complain(_("{path} could not be written anew, and is as it was.").format(path=copy))
    return output.TROUBLE if done.left else output.DONE
