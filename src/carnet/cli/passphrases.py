"""Asking for a passphrase: on the terminal, without showing it, or from a descriptor; never among the words."""

import os
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

from carnet.errors import Refused
from carnet.words import _

DESCRIPTOR = "CARNET_PASSPHRASE_FD"


def asked(path: Path) -> str:
    """Return the passphrase of a journal."""
    return _given() if are_given() else _typed(_("Passphrase of {name}: ").format(name=path.name))


def chosen() -> str:
    """Return a new passphrase, typed twice.

    Raises:
        Refused: "passphrases_differ".
    """
    if are_given():
        return _given()
    first = _typed(_("New passphrase: "))
    if first != _typed(_("Once more: ")):
        raise Refused("passphrases_differ")
    return first


def are_given() -> bool:
    """Tell whether a script gives passphrases."""
    return DESCRIPTOR in os.environ


def _given() -> str:
    """Return the next line of the descriptor that the environment names, where scripts put it.

    Raises:
        Refused: "no_passphrase", it says no more.
    """
    try:
        line = _lines().pop(0)
    except (IndexError, ValueError, OSError):
        raise Refused("no_passphrase") from None
    return line


@cache
def _lines() -> list[str]:
    with os.fdopen(int(os.environ[DESCRIPTOR]), encoding="utf-8", errors="strict") as file:
        return file.read(65_536).splitlines()


def _typed(prompt: str) -> str:
    """Return what is typed on the terminal, even where stdin is something else.

    Raises:
        Refused: "no_terminal", nobody can be asked.
    """
    from getpass import GetPassWarning, getpass
    from warnings import catch_warnings, simplefilter

    with catch_warnings():
        simplefilter("error", GetPassWarning)  # rather than show what is typed
        with suppress(GetPassWarning, EOFError, OSError):
            if _has_terminal():
                return getpass(prompt)
    raise Refused("no_terminal")


def _has_terminal() -> bool:
    if os.name == "nt":
        return sys.stdin is not None and sys.stdin.isatty()
    try:
        os.close(os.open("/dev/tty", os.O_RDWR))
    except OSError:
        return False
    return True
