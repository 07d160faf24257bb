"""A passphrase that the key ring of the operating system keeps: opening by it, keeping it, forgetting it."""

from pathlib import Path
from typing import TYPE_CHECKING

from carnet.errors import Refused
from carnet.store import key_ring, keys

if TYPE_CHECKING:
    from carnet.journal.journal import Journal


def name_of(path: Path) -> str:
    """Return under which name the key ring would keep the passphrase of a closed file; "" for none."""
    return keys.salt_of(path).hex()


def unlock(path: Path) -> None:
    """Open an encrypted journal by what the key ring keeps; may wait for the user, who is asked to open it.

    Raises:
        Refused: "key_ring_forgot", it keeps nothing.
        Trouble: the key ring is not there or says no; or "wrong_passphrase".
    """
    found = key_ring.passphrase(name_of(path))
    if found is None:
        raise Refused("key_ring_forgot")
    keys.unlock(path, found)


def keep(journal: "Journal", passphrase: str) -> str:
    """Let the key ring keep the passphrase of an open journal; return under which name.

    Raises:
        Refused: "wrong_passphrase".
        Trouble: the key ring is not there or says no.
    """
    key = journal.core.database.key
    if key is None or not key.is_of(passphrase):
        raise Refused("wrong_passphrase", field="old")
    key_ring.keep(journal.key_name, passphrase)
    return journal.key_name


def forget(name: str) -> None:
    """Let the key ring forget what it keeps under a name.

    Raises:
        Trouble: it is not there or says no.
    """
    key_ring.forget(name)
