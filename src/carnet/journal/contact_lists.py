"""Which contacts a list shows, in which order, and their rows; all of it SQL over `contact_fact`."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from heapq import merge
from itertools import accumulate, islice, pairwise
from typing import Any, NamedTuple

import sqlalchemy as sa

from carnet.domain import phones
from carnet.domain.contacts import Channel, ContactFilter, ContactRow, PaperRow, Sphere
from carnet.domain.dates import PartialDate
from carnet.domain.ids import ContactId
from carnet.domain.query import Field
from carnet.domain.text import clean
from carnet.domain.warmth import DEFAULT_CADENCE_DAYS
from carnet.journal.brought import Brought
from carnet.journal.contact_conditions import LEVELS, meaning
from carnet.journal.core import Core
from carnet.journal.people import scores
from carnet.journal.search import Scope, Seeker, found_contacts, found_runs, scope
from carnet.store import quick
from carnet.store.quick import Connected, chunks, marks


class Order(StrEnum):
    """What the list is sorted by; while words are typed the best match comes first instead."""

    NAME = "name"
    LAST_EXCHANGE = "last_exchange"
    DUE = "due"
    WARMTH = "warmth"
    MET_ON = "met_on"
    BROUGHT = "brought"
    PRIORITY = "priority"


class _Part(NamedTuple):
    """One statement of an order: those of a condition, by columns that an index has in this order, down or up."""

    condition: str
    columns: tuple[str, ...] = ()
    down: bool = False
    parameters: tuple[Any, ...] = ()

    def turned(self) -> "_Part":
        """Return the same the other way round."""
        return self._replace(down=not self.down)

    def sql(self, within: Scope) -> tuple[str, tuple[Any, ...]]:
        """Return the statement and its parameters; who has nothing to be sorted by stands by name."""
        way = " DESC" if self.down else ""
        sorting = ", ".join(f"{column}{way}" for column in self.columns or _NAME)
        sql = f"SELECT f.contact_id FROM contact_fact f WHERE {self.condition} AND {within.sql} ORDER BY {sorting}"
        return sql, (*self.parameters, *within.parameters)


_NAME = ("f.sort_key", "f.contact_id")
_FALLS = ("f.hot_until", "f.warm_until", "f.cool_until")


def _by(column: str, *more: str, down: bool = False) -> tuple[_Part, ...]:
    return _Part(f"{column} IS NOT NULL", (column, *more), down), _Part(f"{column} IS NULL")


_PARTS = {
    Order.NAME: (_Part("1", _NAME),),
    Order.LAST_EXCHANGE: _by("f.last_exchange_on", "f.contact_id", down=True),
    Order.DUE: _by("f.due_on", "f.contact_id"),
    Order.MET_ON: _by("f.first_met_on", *_NAME, down=True),
}


def _by_warmth(today: str) -> tuple[_Part, ...]:
    """Return the levels from hot to cold, in each whoever stays in it longest first; an index covers all of it."""
    hot, warm, cool = _FALLS
    return (
        _Part(f"{hot} > ?", (*_FALLS, *_NAME[:1]), down=True, parameters=(today,)),
        _Part(f"{hot} <= ? AND {warm} > ?", (warm, *_NAME), down=True, parameters=(today,) * 2),
        _Part(f"{hot} <= ? AND {warm} <= ? AND {cool} > ?", (cool, *_NAME), down=True, parameters=(today,) * 3),
        _Part(f"{hot} <= ? AND {cool} <= ?", (cool, *_NAME), down=True, parameters=(today,) * 2),
        _Part(" AND ".join(f"{each} IS NULL" for each in _FALLS)),
    )


class _Waiting(NamedTuple):
    """Whoever has waited longest for her cadence first, as « À réchauffer » does: `cadence.priority` in SQL.

    An index has those of each cadence in this order, and no more of them is read than asked.
    """

    today: str
    down: bool = False

    def keys(self, connection: sa.Connection, within: Scope) -> Iterator[int]:
        """Yield the contacts."""
        way = " DESC" if self.down else ""
        sql = (
            f"SELECT (julianday(f.last_exchange_on) - julianday(?)) / ?, {', '.join(_NAME)} FROM contact_fact f "
            f"WHERE f.cadence_days IS ? AND f.last_exchange_on IS NOT NULL AND {within.sql} "
            f"ORDER BY f.last_exchange_on{way}, {', '.join(f'{column}{way}' for column in _NAME)}"
        )
        alike = [
            quick.each(connection, sql, (self.today, float(days or DEFAULT_CADENCE_DAYS), days, *within.parameters))
            for days in quick.column(connection, _CADENCES)
        ]
        return (key for _silence, _name, key in merge(*alike, reverse=self.down))


_LEAST = "SELECT min(cadence_days) FROM contact_fact WHERE hidden = 0 AND last_exchange_on IS NOT NULL"
_CADENCES = (
    f"WITH RECURSIVE known (days) AS ({_LEAST} UNION ALL "
    f"SELECT ({_LEAST} AND cadence_days > days) FROM known WHERE days IS NOT NULL) SELECT days FROM known"
)
"""The cadences that there are of those with an exchange, from one to the next, and at the end none."""


class _Ranked(NamedTuple):
    """Those of a list, in its order: no more of it is read than asked, which sorting it again would."""

    keys: Sequence[int]

    def sql(self, within: Scope) -> tuple[str, tuple[Any, ...]]:
        """Return the statement and its parameters."""
        listed = "json_each(?) b CROSS JOIN contact_fact f ON f.contact_id = b.value"
        return f"SELECT f.contact_id FROM {listed} WHERE {within.sql}", (json.dumps(self.keys), *within.parameters)


def _by_brought(ranked: Sequence[int]) -> "tuple[_Ranked, _Part]":
    """Return who brought anything in the order given, then all others."""
    others = "f.contact_id NOT IN (SELECT value FROM json_each(?))"
    return _Ranked(ranked), _Part(others, parameters=(json.dumps(ranked),))


_STAYS_IN_LISTS = (
    "f.contact_id NOT IN (SELECT id FROM contact WHERE status <> 'active' AND status IN ('archived', 'anonymised'))"
)


def conditions(connection: Connected, core: Core, chosen: ContactFilter) -> Scope:
    """Return what a filter, its words left out, means for `contact_fact f`.

    Who is archived is listed where words or a condition on that ask for it, not among the others.
    """
    worded = bool(chosen.text.strip())
    parts = [scope(core.options.work_mode, ordered=not worded)]
    values: list[Any] = []
    if not worded and all(term.field is not Field.STATUS for term in chosen.terms):
        parts.append(_STAYS_IN_LISTS)
    for term in chosen.terms:
        sql, parameters = meaning(connection, core, term)
        parts.append(sql)
        values.extend(parameters)
    return Scope(" AND ".join(parts), tuple(values))


def ids(
    connection: sa.Connection,
    core: Core,
    brought: Brought,
    chosen: ContactFilter,
    limit: int | None,
    *,
    told: dict[int, int] | None = None,
) -> list[int]:
    """Return the contacts of a filter in order, at most `limit`."""
    within = conditions(connection, core, chosen)
    if chosen.text.strip():
        told = {} if told is None else told
        return list(islice(found_contacts(connection, clean(chosen.text), Seeker.of(core, within, told)), limit))
    found: list[int] = []
    for part in _parts(connection, core, brought, chosen.order):
        left = -1 if limit is None else limit - len(found)
        if left == 0:
            break
        if isinstance(part, _Waiting):
            found += islice(part.keys(connection, within), limit)
            continue
        sql, parameters = part.sql(within)
        # One text of all ids: a row of Python for each would take three times as long. What has a LIMIT stays in order.
        one = f"SELECT json_group_array(contact_id) FROM ({sql} LIMIT ?)"
        found += json.loads(quick.rows(connection, one, (*parameters, left))[0][0])
    return found


def pages(
    connection: sa.Connection,
    core: Core,
    brought: Brought,
    chosen: ContactFilter,
    size: int,
    *,
    told: dict[int, int] | None = None,
) -> Iterator[list[int]]:
    """Yield the contacts of a filter in order, about `size` at a time."""
    within = conditions(connection, core, chosen)
    if chosen.text.strip():
        yield from found_runs(connection, clean(chosen.text), Seeker.of(core, within, {} if told is None else told))
        return
    for part in _parts(connection, core, brought, chosen.order):
        if isinstance(part, _Waiting):
            waiting = part.keys(connection, within)
            while keys := list(islice(waiting, size)):
                yield keys
            continue
        sql, parameters = part.sql(within)
        for run in connection.exec_driver_sql(sql, parameters).scalars().partitions(size):
            yield list(run)


def _parts(
    connection: sa.Connection, core: Core, brought: Brought, order: str
) -> "Iterable[_Part | _Ranked | _Waiting]":
    chosen, turns = Order(order.removeprefix("-")), order.startswith("-")
    if chosen is Order.BROUGHT:
        ranked = brought.ranked(connection)
        return _by_brought(ranked[::-1] if turns else ranked)
    today = core.clock.today().isoformat()
    if chosen is Order.PRIORITY:
        return _Waiting(today, turns), _Part("f.last_exchange_on IS NULL")
    parts = _by_warmth(today) if chosen is Order.WARMTH else _PARTS[chosen]
    if not turns:
        return parts
    turned = [part.turned() for part in parts if part.columns]
    return [*reversed(turned), *(part for part in parts if not part.columns)]


def counting(connection: sa.Connection, core: Core, chosen: ContactFilter) -> Iterator[int]:
    """Yield how many contacts a filter holds as far as they are counted, which takes long where words are sought."""
    within = conditions(connection, core, chosen)
    if not chosen.text.strip():
        sql = f"SELECT count(*) FROM contact_fact f WHERE {within.sql}"
        yield int(connection.exec_driver_sql(sql, within.parameters).scalar_one())
        return
    found = found_runs(connection, clean(chosen.text), Seeker.of(core, within, {}))
    yield from accumulate(map(len, found), initial=0)


def level_counts(connection: sa.Connection, core: Core) -> dict[str, int]:
    """Return how many contacts stand at each level of warmth today."""
    today = core.clock.today().isoformat()
    # The three days ascend: who is hot is so much the more not cold.
    sums = ", ".join(f"coalesce(sum({column} > ?), 0)" for column in _FALLS)
    query = f"SELECT {sums}, count({_FALLS[0]}), count(*) FROM contact_fact f WHERE {_listed(core)}"
    reached = (0, *connection.exec_driver_sql(query, (today,) * len(_FALLS)).one())
    return {level.value: more - less for level, (less, more) in zip(LEVELS, pairwise(reached), strict=True)}


def column_counts(connection: sa.Connection, core: Core, column: str) -> dict[str, int]:
    """Return how many contacts have each value of a list column: "origin" or "sphere"."""
    # Grouped as an index has them, and then by one of the two.
    query = f"SELECT {column}, count(*) FROM contact_fact f WHERE {_listed(core)} GROUP BY origin, sphere"
    found: Counter[str] = Counter()
    for key, number in connection.exec_driver_sql(query):
        found[key] += number
    return dict(found)


def _listed(core: Core) -> str:
    return f"{scope(core.options.work_mode, ordered=True)} AND {_STAYS_IN_LISTS}"


PHOTO = "(SELECT max(p.id) || '.' || length(p.data) FROM photo p WHERE p.contact_id = {})"
"""Names the picture of a contact: another one has another id or another length."""
_ROWS = (
    "SELECT f.contact_id, f.display_name, f.title, f.organisation, f.last_exchange_on, f.missions, f.origin, f.sphere, "
    "c.starred, c.to_complete, "
    + PHOTO.format("f.contact_id")
    + ", c.city, f.email, f.phone, f.due_on, f.first_met_on, f.hot_until, f.warm_until, f.cool_until "
    "FROM contact_fact f JOIN contact c ON c.id = f.contact_id WHERE f.contact_id IN ({})"
)


def rows(
    connection: sa.Connection, keys: Sequence[int], today: date, brought: Mapping[int, int] | None = None
) -> dict[int, ContactRow]:
    """Return the lines of these contacts, with what each of them brought where that is given."""
    warm = scores(connection, keys, today)
    return {
        line[0]: _row(line, *warm[line[0]], today, None if brought is None else brought.get(line[0], 0))
        for run in chunks(keys)
        for line in quick.rows(connection, _ROWS.format(marks(run)), run)
    }


def _row(
    line: tuple[Any, ...], points: int | None, level: str | None, today: date, brought_cents: int | None
) -> ContactRow:
    key, name, title, organisation, last, missions, origin, sphere, starred, partial, photo, *more = line
    city, email, phone, due, met, *until = more
    day = today.isoformat()
    falls = next((each for each in until if each is not None and each > day), None)
    return ContactRow(
        ContactId(key),
        name,
        title,
        organisation,
        _day(last),
        missions,
        Channel(origin),
        Sphere(sphere),
        bool(starred),
        bool(partial),
        points,
        level,
        photo or "",
        city,
        email,
        phone,
        _day(due),
        None if met is None else PartialDate(met),
        _day(falls),
        brought_cents,
    )


_PAPER = (
    "SELECT f.contact_id, f.display_name, f.title, f.organisation, f.phone, f.email, f.last_exchange_on, "
    "(SELECT p.normalised FROM contact_point p WHERE p.contact_id = f.contact_id AND p.kind = 'phone' "
    "AND p.value = f.phone LIMIT 1) FROM contact_fact f WHERE f.contact_id IN ({})"
)


def on_paper(connection: sa.Connection, keys: Sequence[int], country: str) -> list[PaperRow]:
    """Return the lines of these contacts as a list on paper has them, in the order given."""
    found: dict[int, PaperRow] = {}
    for run in chunks(keys):
        for key, name, title, organisation, phone, email, last, e164 in quick.rows(
            connection, _PAPER.format(marks(run)), run
        ):
            number = phones.national(e164, country) if e164 else phone
            day = None if last is None else date.fromisoformat(last)
            found[key] = PaperRow(name, title, organisation, number, email, day)
    return [found[key] for key in keys if key in found]


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
