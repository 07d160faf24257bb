"""The commands on encryption: encrypt, decrypt, rekey."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from carnet import paths
from carnet.cli import output
from carnet.cli.passphrases import asked as typed
from carnet.cli.passphrases import chosen
from carnet.errors import Reason, Trouble
from carnet.settings import Settings
from carnet.words import _, ngettext

if TYPE_CHECKING:
    from carnet.journal.sealing import Rewritten


def encrypt(asked: Namespace, settings: Settings) -> int:
    """Encrypt a journal, with all copies of it."""
    from carnet.journal import sealing

    path = _path(asked, settings)
    words = (typed(path) if sealing.is_sealed(path) else chosen(),)
    return _told(asked, path, _("Encrypted: {path}"), sealing.encrypt(path, *words, settings.backup_folder))


def decrypt(asked: Namespace, settings: Settings) -> int:
    """Make a journal a plain file again, with all copies of it."""
    from carnet.journal import sealing

    path = _path(asked, settings)
    return _told(asked, path, _("Decrypted: {path}"), sealing.decrypt(path, typed(path), settings.backup_folder))


def rekey(asked: Namespace, settings: Settings) -> int:
    """Give a journal another passphrase, with all copies of it."""
    from carnet.journal import sealing

    path = _path(asked, settings)
    done = sealing.rekey(path, typed(path), chosen(), settings.backup_folder)
    return _told(asked, path, _("Passphrase changed: {path}"), done)


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
