"""The key ring of the operating system, which hands out a passphrase to whoever has the session open.

A passphrase stands there under the salt of what it opens, so that journals that are moved, and copies, find it.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from carnet.errors import Reason, Trouble

_SERVICE = "Carnet"
_BACK_ENDS = {"darwin": "macOS", "win32": "Windows"}


def passphrase(name: str) -> str | None:
    """Return what is kept under a name, None where nothing is; may wait for the user, who is asked to open it.

    Raises:
        Trouble: "no_key_ring", "key_ring_locked" or "key_ring_refused", as all of these.
    """
    with _asking() as ring:
        found: str | None = ring.get_password(_SERVICE, name)
        return found


def keep(name: str, secret: str) -> None:
    """Keep a passphrase under a name."""
    with _asking() as ring:
        ring.set_password(_SERVICE, name, secret)


def forget(name: str) -> None:
    """Keep nothing under a name any more."""
    with _asking() as ring:
        if ring.get_password(_SERVICE, name) is not None:
            ring.delete_password(_SERVICE, name)


@contextmanager
def _asking() -> Iterator[Any]:
    if sys.platform == "linux":
        from carnet.store.secret_service import SecretService

        yield SecretService()
        return
    try:
        keyring, errors = import_module("keyring"), import_module("keyring.errors")
        import_module(f"keyring.backends.{_BACK_ENDS[sys.platform]}")  # which a frozen program would not find by itself
    except (ImportError, KeyError) as error:
        raise Trouble(Reason.NO_KEY_RING) from error
    try:
        yield keyring.get_keyring()
    except errors.NoKeyringError as error:
        raise Trouble(Reason.NO_KEY_RING) from error
    except errors.KeyringLocked as error:
        raise Trouble(Reason.KEY_RING_LOCKED) from error
    except (errors.KeyringError, OSError, RuntimeError) as error:
        raise Trouble(Reason.KEY_RING_REFUSED, detail=type(error).__name__) from error
