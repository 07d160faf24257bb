"""What the conditions typed into the search of contacts mean for `contact_fact f`."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from carnet.domain.contacts import Channel, ChannelGroup, ContactStatus, group_of
from carnet.domain.query import COOLING, NEVER, Field, Term
from carnet.domain.text import fold
from carnet.domain.warmth import Level
from carnet.journal.core import Core
from carnet.journal.people import cooling
from carnet.journal.search import Scope
from carnet.store import quick
from carnet.store.derived import KINDS
from carnet.store.quick import Connected, marks

LEVELS = {
    Level.HOT: ("f.hot_until > ?", 1),
    Level.WARM: ("(f.hot_until <= ? AND f.warm_until > ?)", 2),
    Level.COOL: ("(f.warm_until <= ? AND f.cool_until > ?)", 2),
    Level.COLD: ("+f.cool_until <= ?", 1),
    Level.NONE: ("f.hot_until IS NULL", 0),
}
"""What each level of warmth is today, and how many times the day is asked for.

A plus keeps SQLite from an index that would have to be sorted: the one of the order holds what is asked, too.
"""

_LAST = "\U0010ffff"


def meaning(connection: Connected, core: Core, term: Term) -> Scope:
    """Return the condition of one term."""
    found = [
        _phrase(value) if term.field is None else _CONDITIONS[term.field](connection, core, value)
        for value in term.values
    ]
    sql = " OR ".join(sql for sql, _values in found)
    values = tuple(value for _sql, given in found for value in given)
    return Scope(f"NOT coalesce(({sql}), 0)" if term.negated else f"({sql})", values)


_Found = tuple[str, list[Any]]


def _phrase(words: str) -> _Found:
    """Words that stand so, one after the other, on the sheet or in an exchange."""
    match = f'"{fold(words)}"' if fold(words) else ""
    sql = (
        "f.contact_id IN (SELECT rowid / 8 FROM words WHERE words MATCH ? AND rowid % 8 = {contact} UNION "
        "SELECT p.contact_id FROM participation p WHERE p.interaction_id IN "
        "(SELECT rowid / 8 FROM words WHERE words MATCH ? AND rowid % 8 = {interaction}))"
    )
    return (sql.format(**KINDS), [match, match]) if match else ("1", [])


def _named(table: str) -> Callable[[Connected, Core, str], _Found]:
    def labelled(connection: Connected, _core: Core, name: str) -> _Found:
        wanted = fold(name) or name
        known = quick.rows(connection, f"SELECT id, name FROM {table}")
        exact = [key for key, given in known if (fold(given) or given) == wanted]
        keys = exact or [key for key, given in known if fold(given).startswith(wanted)]
        return f"f.contact_id IN (SELECT contact_id FROM contact_{table} WHERE {table}_id IN ({marks(keys)}))", keys

    return labelled


def _origin(_connection: Connected, _core: Core, value: str) -> _Found:
    if value.endswith("*"):
        group = ChannelGroup(value.removesuffix("*"))
        channels = [channel.value for channel in Channel if group_of(channel) is group]
    else:
        channels = [value]
    return f"+f.origin IN ({marks(channels)})", channels


def _organisation(_connection: Connected, _core: Core, name: str) -> _Found:
    sql = (
        "f.contact_id IN (SELECT a.contact_id FROM affiliation a JOIN organisation o ON o.id = a.organisation_id "
        "WHERE {})"
    )
    if name.startswith("="):
        return sql.format("o.folded = ?"), [fold(name)]
    other = "o.id IN (SELECT organisation_id FROM organisation_alias WHERE ' ' || folded LIKE ?)"
    return sql.format(f"' ' || o.folded LIKE ? OR {other}"), [f"% {fold(name)}%"] * 2


def _seen(_connection: Connected, core: Core, value: str) -> _Found:
    if value == NEVER:
        return "f.last_exchange_on IS NULL", []
    day = core.clock.today() - timedelta(days=int(value[1:]))
    return f"f.last_exchange_on {'<' if value[0] == '>' else '>='} ?", [day.isoformat()]


def _warmth(_connection: Connected, core: Core, value: str) -> _Found:
    if value == COOLING:
        return cooling(core.clock.today()), []
    sql, times = LEVELS[Level(value)]
    return sql, [core.clock.today().isoformat()] * times


def _mission(_connection: Connected, _core: Core, value: str) -> _Found:
    return ("f.missions > 0" if value == "yes" else "f.missions = 0"), []


def _introduced_by(_connection: Connected, _core: Core, name: str) -> _Found:
    words = fold(name).split()
    each = "SELECT contact_id FROM name_token WHERE token >= ? AND token < ?"
    bounds = [bound for word in words for bound in (word, word + _LAST)]
    return (f"f.introduced_by_id IN ({' INTERSECT '.join([each] * len(words))})", bounds) if words else ("0", [])


def _sphere(_connection: Connected, _core: Core, value: str) -> _Found:
    return "f.sphere = ?", [value]


def cities(connection: Connected, beginning: str) -> list[str]:
    """Return the cities of people that begin so, by name."""
    known = (city for (city,) in quick.rows(connection, "SELECT DISTINCT city FROM contact WHERE city <> ''"))
    return sorted((city for city in known if fold(city).startswith(fold(beginning))), key=fold)


def _city(connection: Connected, _core: Core, name: str) -> _Found:
    known = cities(connection, name)
    return f"f.contact_id IN (SELECT id FROM contact WHERE city <> '' AND city IN ({marks(known)}))", known


def _status(_connection: Connected, _core: Core, value: str) -> _Found:
    # Nearly everybody is active: only the others are in an index.
    if value == ContactStatus.ACTIVE:
        return "f.contact_id NOT IN (SELECT id FROM contact WHERE status <> 'active')", []
    return "f.contact_id IN (SELECT id FROM contact WHERE status <> 'active' AND status = ?)", [value]


_CONDITIONS: dict[Field, Callable[[Connected, Core, str], _Found]] = {
    Field.TAG: _named("tag"),
    Field.CIRCLE: _named("circle"),
    Field.ORIGIN: _origin,
    Field.ORGANISATION: _organisation,
    Field.SEEN: _seen,
    Field.WARMTH: _warmth,
    Field.MISSION: _mission,
    Field.INTRODUCED_BY: _introduced_by,
    Field.SPHERE: _sphere,
    Field.CITY: _city,
    Field.STATUS: _status,
}
