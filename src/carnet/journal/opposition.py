"""The list of those who objected: keyed hashes of what they are known by, so that no import brings them back.

The key is a row of its own, so that an export takes it along; it is written outside the history: no undo takes it away.
"""

from collections.abc import Callable, Iterable
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from carnet.domain.matching import Candidate
from carnet.domain.privacy import Opposition, identifiers
from carnet.store import quick
from carnet.store.quick import Connected

if TYPE_CHECKING:
    from carnet.journal.core import Core
    from carnet.store.recorder import Recorder

_KEY = "key"
_KEYS = f"SELECT substr(hash, {len(_KEY) + 2}) FROM suppression WHERE hash LIKE '{_KEY}:%'"
_ENTRIES = f"SELECT id, hash, since FROM suppression WHERE hash NOT LIKE '{_KEY}:%' ORDER BY since DESC, id DESC"
Refuses = Callable[[Candidate], bool]


def entries(connection: Connected) -> list[Opposition]:
    """Return the list, the latest first."""
    rows = [(key, *text.split(":", 1), since) for key, text, since in quick.rows(connection, _ENTRIES)]
    return [
        Opposition(key, kind, digest, date.fromisoformat(since) if since else None) for key, kind, digest, since in rows
    ]


def refuses(connection: Connected) -> Refuses:
    """Return the question whether somebody objected; with nobody on the list it costs nothing."""
    listed = {text for _key, text, _since in quick.rows(connection, _ENTRIES)}
    keys = _keys(connection) if listed else []

    def asked(person: Candidate) -> bool:
        return bool(listed) and any(_hash(key, *each) in listed for each in identifiers(person) for key in keys)

    return asked


def ensure_key(core: "Core") -> None:
    """Draw the key of this journal where there is none."""
    with core.reading() as connection:
        there = bool(_keys(connection))
    if not there:
        import secrets

        with core.unrecorded() as connection:
            quick.write(connection, "INSERT INTO suppression (hash) VALUES (?)", (f"{_KEY}:{secrets.token_hex(32)}",))


def put(recorder: "Recorder", known_by: Iterable[tuple[str, str]], since: date) -> None:
    """Add what somebody is known by, as (kind, text)."""
    from carnet.store import tables as t

    key = _keys(recorder.connection)[0]
    for each in known_by:
        text = _hash(key, *each)
        if not quick.rows(recorder.connection, "SELECT 1 FROM suppression WHERE hash = ?", (text,)):
            recorder.insert(t.suppression, hash=text, since=since)


def take_off(recorder: "Recorder", known_by: Iterable[tuple[str, str]]) -> None:
    """Take what somebody is known by off the list."""
    from carnet.store import tables as t

    keys = _keys(recorder.connection)
    for each in known_by:
        for key in keys:
            recorder.delete_where(t.suppression, hash=_hash(key, *each))


def _keys(connection: Connected) -> list[str]:
    return [key for (key,) in quick.rows(connection, f"{_KEYS} ORDER BY id")]


def _hash(key: str, kind: str, text: str) -> str:
    import hmac

    return f"{kind}:{hmac.new(bytes.fromhex(key), f'{kind}:{text}'.encode(), sha256).hexdigest()}"
