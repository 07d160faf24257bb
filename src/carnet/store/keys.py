"""The keys of encrypted files: worked out of a passphrase, told apart from damage, and kept while the process runs.

A file is SQLCipher's own (version 4, as it comes): its first sixteen bytes are the salt, every page carries its HMAC.
A copy made with the same key has the same salt, so that one passphrase opens a journal and what was copied of it.
"""

import os
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from carnet.errors import Reason, Trouble

MAGIC = b"SQLite format 3\x00"
PAGE = 4096
_SALT = 16
_HMAC = 64
_ROUNDS = 256_000  # SQLCipher 4's own, as all numbers here
_HMAC_ROUNDS = 2
_MASK = 0x3A
_RANDOM = 240  # different bytes, of 256, in a page: cipher text has all but never fewer, words and zeros do
_ASKED = 64  # pages, before a passphrase is said to be wrong


class Key:
    """What opens a file; it never shows itself."""

    __slots__ = ("_bytes", "salt")

    def __init__(self, raw: bytes, salt: bytes) -> None:
        self._bytes = raw
        self.salt = salt

    def __repr__(self) -> str:
        return "Key(…)"

    def literal(self) -> str:
        """Return the key as `PRAGMA key` and `ATTACH … KEY` take it."""
        return f"x'{self._bytes.hex()}{self.salt.hex()}'"

    def is_of(self, passphrase: str) -> bool:
        """Tell whether it is the key of a passphrase, without the file; an open one must not be opened again."""
        import hmac

        return hmac.compare_digest(self.literal(), derive(passphrase, self.salt).literal())

    def fits(self, page: bytes, number: int) -> bool:
        """Tell whether a page, counted from 1, was written with this key and is as it was written."""
        import hashlib
        import hmac

        salt = bytes(byte ^ _MASK for byte in self.salt)
        secret = hashlib.pbkdf2_hmac("sha512", self._bytes, salt, _HMAC_ROUNDS, 32)
        signed = page[_SALT if number == 1 else 0 : PAGE - _HMAC] + number.to_bytes(4, "little")
        return hmac.compare_digest(hmac.digest(secret, signed, "sha512"), page[PAGE - _HMAC :])


_known: dict[bytes, Key] = {}


class _Ahead:
    """A key that is worked out before it is asked for."""

    def __init__(self, passphrase: str, salt: bytes) -> None:
        self.of = passphrase, salt
        self.key: Key | None = None
        self.done = threading.Event()


_ahead: list[_Ahead] = []  # the latest, where there is one


def foresee(path: Path, passphrase: str) -> None:
    """Work out the key of what is being typed, which opens nothing yet; whoever types hesitates for as long."""
    mine = _Ahead(passphrase, salt_of(path))
    _ahead[:] = [mine]
    try:
        mine.key = _worked_out(*mine.of)
    finally:
        mine.done.set()


def derive(passphrase: str, salt: bytes | None = None) -> Key:
    """Return the key of a passphrase, however its accents are composed; a new one without a salt (0.15 s)."""
    for ahead in tuple(_ahead):
        if ahead.of == (passphrase, salt):
            ahead.done.wait()
            if ahead.key is not None:
                return ahead.key
    return _worked_out(passphrase, salt or os.urandom(_SALT))


def _worked_out(passphrase: str, salt: bytes) -> Key:
    import hashlib
    import unicodedata

    spelt = unicodedata.normalize("NFC", passphrase).encode()
    return Key(hashlib.pbkdf2_hmac("sha512", spelt, salt, _ROUNDS, 32), salt)


def remember(key: Key) -> None:
    """Let files of this key be opened until it is forgotten."""
    _known[key.salt] = key
    _ahead.clear()


def forget() -> None:
    """Forget all keys: what is encrypted asks for its passphrase again."""
    _known.clear()
    _ahead.clear()


_OTHERS = (b"PK\x03\x04", b"%PDF-", b"\x89PNG\r\n", b"7z\xbc\xaf\x27\x1c")
"""How files begin that look like nothing, too; a salt of one in four thousand millions does."""


def is_sealed(head: bytes) -> bool:
    """Tell whether the first page of a file looks like nothing: an encrypted one."""
    return len(head) >= PAGE and not head.startswith((MAGIC, *_OTHERS)) and len(set(head[:PAGE])) > _RANDOM


def unlock(path: Path, passphrase: str, salts: Iterable[bytes] = ()) -> None:
    """Remember the key of an encrypted file; of a damaged one too, if any of its pages knows the key.

    Of a file whose first bytes are damaged, its salt, only copies tell what they were: `salts`, tried in turn.

    Raises:
        Trouble: "wrong_passphrase", or the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            pages = [file.read(PAGE) for _page in range(_ASKED)]
    except OSError as error:
        raise Trouble(Reason.CANNOT_OPEN, path=str(path), detail=str(error)) from error
    own = pages[0][:_SALT]
    for salt in dict.fromkeys((own, *salts)):
        key = derive(passphrase, salt)
        if any(len(page) == PAGE and key.fits(page, number) for number, page in enumerate(pages, 1)):
            remember(key)
            _known[own] = key
            return
    raise Trouble(Reason.WRONG_KEY, path=str(path))


def salt_of(path: Path) -> bytes:
    """Return how a file begins; b"" where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(_SALT)
    except OSError:
        return b""


def of(path: Path) -> Key | None:
    """Return the key of a file; None for a plain one, and for one that is not there.

    Never while this process holds a lock on the file: closing what is read here would let go of it.

    Raises:
        Trouble: "sealed", its passphrase was not given.
    """
    try:
        with path.open("rb") as file:
            head = file.read(PAGE)
    except OSError:  # SQLite will say it better
        return None
    key = _known.get(head[:_SALT])
    if key is None and is_sealed(head):
        raise Trouble(Reason.SEALED, path=str(path))
    return key


def _as_it_is(value: None) -> None:
    return value


# Without it the driver asks each None that it binds for two methods that adapt it: 1 µs, the interpreter held.
dbapi2.register_adapter(type(None), _as_it_is)


def connect(name: str, key: Key | None = None) -> Any:
    """Open a file by the driver, with its key: the one door to it."""
    raw = dbapi2.connect(name, isolation_level=None, check_same_thread=False, uri=name.startswith("file:"))
    if key is not None:
        raw.execute("PRAGMA cipher_log_level=NONE")  # it would tell stderr of every damaged page
        raw.execute(f'PRAGMA key="{key.literal()}"')
    return raw
