"""Which contacts a list shows, in which order, and their rows; all of it SQL over `contact_fact`."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import Any

import sqlalchemy as sa

from carnet.domain import phones
from carnet.domain.contacts import Channel, ContactFilter, ContactRow, PaperRow, Sphere
from carnet.domain.ids import ContactId
from carnet.domain.query import Field
from carnet.domain.text import clean
from carnet.journal.contact_conditions import LEVELS, meaning
from carnet.journal.core import Core
from carnet.journal.people import first_text, scores
from carnet.journal.search import Scope, contact_ids, found_contacts, scope
from carnet.store import quick
from carnet.store.quick import Connected, chunks, marks


class Order(StrEnum):
    """What the list is sorted by; while words are typed the best match comes first instead."""

    NAME = "name"
    LAST_EXCHANGE = "last_exchange"
    DUE = "due"


_BY_NAME = "ORDER BY f.sort_key, f.contact_id"
_STATEMENTS = {
    Order.NAME: (("1", _BY_NAME),),
    Order.LAST_EXCHANGE: (
        ("f.last_exchange_on IS NOT NULL", "ORDER BY f.last_exchange_on DESC, f.contact_id DESC"),
        ("f.last_exchange_on IS NULL", _BY_NAME),
    ),
    Order.DUE: (
        ("f.due_on IS NOT NULL", "ORDER BY f.due_on, f.contact_id"),
        ("f.due_on IS NULL", _BY_NAME),
    ),
}


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


def ids(connection: sa.Connection, core: Core, chosen: ContactFilter, limit: int | None) -> list[int]:
    """Return the contacts of a filter in order, at most `limit`."""
    within = conditions(connection, core, chosen)
    if chosen.text.strip():
        return contact_ids(connection, clean(chosen.text), within, core.options.country, limit)
    found: list[int] = []
    for sql in _statements(within, chosen.order):
        left = -1 if limit is None else limit - len(found)
        if left == 0:
            break
        found += connection.exec_driver_sql(f"{sql} LIMIT ?", (*within.parameters, left)).scalars()
    return found


def pages(connection: sa.Connection, core: Core, chosen: ContactFilter, size: int) -> Iterator[list[int]]:
    """Yield the contacts of a filter in order, `size` at a time."""
    within = conditions(connection, core, chosen)
    if chosen.text.strip():
        found = found_contacts(connection, clean(chosen.text), within, core.options.country)
        while part := list(islice(found, size)):
            yield part
        return
    for sql in _statements(within, chosen.order):
        for run in connection.exec_driver_sql(sql, within.parameters).scalars().partitions(size):
            yield list(run)


def _statements(within: Scope, order: str) -> Iterator[str]:
    for condition, sorting in _STATEMENTS[Order(order)]:
        yield f"SELECT f.contact_id FROM contact_fact f WHERE {condition} AND {within.sql} {sorting}"


def count(connection: sa.Connection, core: Core, chosen: ContactFilter) -> int:
    """Return how many contacts a filter holds."""
    if chosen.text.strip():
        return len(ids(connection, core, chosen, None))
    within = conditions(connection, core, chosen)
    sql = f"SELECT count(*) FROM contact_fact f WHERE {within.sql}"
    return int(connection.exec_driver_sql(sql, within.parameters).scalar_one())


def level_counts(connection: sa.Connection, core: Core) -> dict[str, int]:
    """Return how many contacts stand at each level of warmth today."""
    today = core.clock.today().isoformat()
    sums = ", ".join(f"sum({sql})" for sql, _times in LEVELS.values())
    query = f"SELECT {sums} FROM contact_fact f WHERE {scope(core.options.work_mode)} AND {_STAYS_IN_LISTS}"
    found = connection.exec_driver_sql(query, (today,) * sum(times for _sql, times in LEVELS.values())).one()
    return {level.value: int(number or 0) for level, number in zip(LEVELS, found, strict=True)}


def column_counts(connection: sa.Connection, core: Core, column: str) -> dict[str, int]:
    """Return how many contacts have each value of a list column: "origin" or "sphere"."""
    shown = scope(core.options.work_mode, ordered=True)
    query = f"SELECT f.{column}, count(*) FROM contact_fact f WHERE {shown} AND {_STAYS_IN_LISTS} GROUP BY f.{column}"
    return {str(key): int(number) for key, number in connection.exec_driver_sql(query)}


PHOTO = "(SELECT max(p.id) || '.' || length(p.data) FROM photo p WHERE p.contact_id = {})"
"""Names the picture of a contact: another one has another id or another length."""
_ROWS = (
    "SELECT f.contact_id, f.display_name, f.title, f.organisation, f.last_exchange_on, f.missions, f.origin, f.sphere, "
    "c.starred, c.to_complete, "
    + PHOTO.format("f.contact_id")
    + " FROM contact_fact f JOIN contact c ON c.id = f.contact_id WHERE f.contact_id IN ({})"
)


def rows(connection: sa.Connection, keys: Sequence[int], today: date) -> dict[int, ContactRow]:
    """Return the lines of these contacts."""
    warm = scores(connection, keys, today)
    return {
        line[0]: _row(line, *warm[line[0]])
        for run in chunks(keys)
        for line in quick.rows(connection, _ROWS.format(marks(run)), run)
    }


def _row(line: tuple[Any, ...], points: int | None, level: str | None) -> ContactRow:
    key, name, title, organisation, last, missions, origin, sphere, starred, partial, photo = line
    return ContactRow(
        ContactId(key),
        name,
        title,
        organisation,
        None if last is None else date.fromisoformat(last),
        missions,
        Channel(origin),
        Sphere(sphere),
        bool(starred),
        bool(partial),
        points,
        level,
        photo or "",
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


def exchanges_since(connection: sa.Connection, contact_id: int, since: date) -> int:
    """Return how many real exchanges a contact had since a day."""
    sql = (
        "SELECT count(*) FROM participation p CROSS JOIN interaction i ON i.id = p.interaction_id "
        "WHERE p.contact_id = ? AND i.occurred_on >= ? AND i.kind <> 'note' AND i.deleted_at IS NULL"
    )
    return int(connection.exec_driver_sql(sql, (contact_id, first_text(since))).scalar_one())
