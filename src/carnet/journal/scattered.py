"""Finding people of whom one word stands on their sheet and another in an exchange, or in different exchanges.

That touches much more of the file than to find the words together, so it is for when the hands rest.
"""

from collections.abc import Collection, Iterable

import sqlalchemy as sa

from carnet.domain.text import fold
from carnet.journal.search import Seeker, begun, visible
from carnet.store import quick
from carnet.store.derived import KINDS
from carnet.store.quick import chunks, marks

_MOST_HITS = 2_000
_MOST_PEOPLE = 500
_LEAST_LETTERS = 3
_SHEET, _EXCHANGE = KINDS["contact"], KINDS["interaction"]


def scattered_contacts(connection: sa.Connection, text: str, seeker: Seeker, limit: int) -> list[int]:
    """Return the contacts who have all the words of a text somewhere, those that the rarest word finds latest first.

    Words of two letters are left out, and of a very common one what was said last is looked through. `seeker.told`
    takes which exchange speaks of those whose sheet does not.
    """
    words = dict.fromkeys(word for word in fold(text).split() if len(word) >= _LEAST_LETTERS)
    matches = [begun(connection, word) for word in words]
    if len(matches) < 2 or not all(matches):
        return []
    sql = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?"
    hits = {match: [row for (row,) in quick.rows(connection, sql, (match, _MOST_HITS))] for match in matches}
    rarest, *others = sorted(matches, key=lambda match: len(hits[match]))
    told: dict[int, int] = {}
    found = _people(connection, hits[rarest], told)
    for match in others if found else ():
        if len(hits[match]) < _MOST_HITS:
            known = set(_people(connection, hits[match], told))
        else:
            found = found[:_MOST_PEOPLE]
            known = _among(connection, match, found, told)
        found = [key for key in found if key in known]
    shown = [key for run in chunks(found) for key in visible(connection, run, seeker.within)][:limit]
    if seeker.told is not None:
        seeker.told.update((key, told[key]) for key in shown if key in told)
    return shown


def _people(connection: sa.Connection, rowids: Iterable[int], told: dict[int, int]) -> list[int]:
    """Return whom these places in the words index are about."""
    rows = list(rowids)
    found = [row // 8 for row in rows if row % 8 == _SHEET]
    for run in chunks([row // 8 for row in rows if row % 8 == _EXCHANGE]):
        sql = f"SELECT contact_id, interaction_id FROM participation WHERE interaction_id IN ({marks(run)})"
        for key, exchange in quick.rows(connection, sql, run):
            found.append(key)
            told.setdefault(key, exchange)
    return list(dict.fromkeys(found))


def _among(connection: sa.Connection, match: str, people: Collection[int], told: dict[int, int]) -> set[int]:
    """Return those of some people whom a word, which is everywhere, is about."""
    about = {key * 8 + _SHEET: key for key in people}
    for run in chunks(list(people)):
        sql = f"SELECT interaction_id, contact_id FROM participation WHERE contact_id IN ({marks(run)})"
        about |= {exchange * 8 + _EXCHANGE: key for exchange, key in quick.rows(connection, sql, run)}
    found: set[int] = set()
    for (row,) in quick.rows(connection, "SELECT rowid FROM words WHERE words MATCH ?", (match,)):
        if (key := about.get(row)) is not None:
            found.add(key)
            if row % 8 == _EXCHANGE:
                told.setdefault(key, row // 8)
    return found
