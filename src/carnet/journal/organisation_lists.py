"""Which organisations the list shows, in which order, and their lines."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from carnet.domain.contacts import OrganisationKind
from carnet.domain.ids import OrganisationId
from carnet.domain.organisations import OrganisationFilter, OrganisationLine
from carnet.domain.query import Field
from carnet.domain.text import clean, fold
from carnet.journal.search import match_of, scope
from carnet.store import quick
from carnet.store.derived import KINDS
from carnet.store.quick import chunks, marks

_BY_NAME = "ORDER BY o.folded, o.id"
_BY_PEOPLE = "ORDER BY coalesce(p.people, 0) DESC, o.folded, o.id"
_PEOPLE = (
    "LEFT JOIN (SELECT organisation_id, count(*) AS people FROM affiliation GROUP BY organisation_id) p "
    "ON p.organisation_id = o.id"
)
# Each reference has an index of its own: a union asks three of them, an OR might read all missions.
_MISSION_IDS = (
    "SELECT id FROM mission WHERE client_id = o.id AND deleted_at IS NULL "
    "UNION SELECT id FROM mission WHERE portage_company_id = o.id AND deleted_at IS NULL "
    "UNION SELECT id FROM mission WHERE intermediary_id = o.id AND deleted_at IS NULL"
)


def ids(connection: sa.Connection, chosen: OrganisationFilter, limit: int | None = None) -> list[int]:
    """Return the organisations of a filter in order: those named so first, then those whose other words fit."""
    where, values = _conditions(connection, chosen)
    words = fold(clean(chosen.text)).split()
    named = " AND ".join(["instr(o.folded, ?) > 0"] * len(words)) or "1"
    by_people = chosen.order == "people"
    sorting = _BY_PEOPLE if by_people else _BY_NAME
    sql = f"SELECT o.id FROM organisation o {_PEOPLE if by_people else ''} WHERE {named} AND {where} {sorting} LIMIT ?"
    most = -1 if limit is None else limit
    found: list[int] = list(connection.exec_driver_sql(sql, (*words, *values, most)).scalars())
    if words and (limit is None or len(found) < limit):
        known = set(found)
        found += [key for key in _by_words(connection, chosen.text, where, values) if key not in known]
    return found if limit is None else found[:limit]


def _conditions(connection: sa.Connection, chosen: OrganisationFilter) -> tuple[str, tuple[Any, ...]]:
    parts: list[str] = ["1"]
    values: list[str] = []
    for term in chosen.terms:
        found = [_meaning(connection, term.field, value) for value in term.values]
        parts.append(f"{'NOT ' if term.negated else ''}({' OR '.join(sql for sql, _given in found)})")
        values += [value for _sql, given in found for value in given]
    return " AND ".join(parts), tuple(values)


def _meaning(connection: sa.Connection, field: Field | None, value: str) -> tuple[str, list[str]]:
    if field is Field.KIND:
        return "o.kind = ?", [value]
    if field is Field.MISSION:
        return f"{'' if value == 'yes' else 'NOT '}EXISTS ({_MISSION_IDS})", []
    if field is Field.CITY:
        known = [city for city, _number in counts(connection, "city", -1) if fold(city).startswith(fold(value))]
        return f"o.city IN ({marks(known)})", known
    return "instr(o.folded, ?) > 0", [fold(value)]


def _by_words(connection: sa.Connection, text: str, where: str, values: tuple[Any, ...]) -> list[int]:
    match = match_of(connection, clean(text))
    if not match:
        return []
    kind = KINDS["organisation"]
    newest = connection.exec_driver_sql("SELECT max(id) FROM organisation").scalar() or 0
    # The index holds the words of everything; the bound keeps out most of what is no organisation.
    hits = connection.exec_driver_sql(
        "SELECT rowid FROM words WHERE words MATCH ? AND rowid <= ?", (match, newest * 8 + kind)
    ).scalars()
    found: list[int] = []
    for run in chunks([rowid // 8 for rowid in hits if rowid % 8 == kind]):
        sql = f"SELECT o.id, o.folded FROM organisation o WHERE o.id IN ({marks(run)}) AND {where} {_BY_NAME}"
        found += [key for key, _name in connection.exec_driver_sql(sql, (*run, *values))]
    return found


def lines(connection: sa.Connection, keys: Sequence[int], *, work_mode: bool) -> dict[int, OrganisationLine]:
    """Return the lines of these organisations."""
    shown = scope(work_mode)
    there = (
        "FROM affiliation a CROSS JOIN contact_fact f ON f.contact_id = a.contact_id "
        f"WHERE a.organisation_id = o.id AND a.is_current = 1 AND {shown}"
    )
    sql = (
        f"SELECT o.id, o.name, o.kind, o.city, (SELECT count(DISTINCT a.contact_id) {there}), "
        f"(SELECT count(*) FROM ({_MISSION_IDS})), (SELECT max(f.last_exchange_on) {there}) "
        "FROM organisation o WHERE o.id IN ({})"
    )
    found = (row for run in chunks(keys) for row in quick.rows(connection, sql.format(marks(run)), run))
    return {row[0]: _line(row) for row in found}


def _line(row: tuple[Any, ...]) -> OrganisationLine:
    key, name, kind, city, people, missions, last = row
    day = None if last is None else date.fromisoformat(last)
    return OrganisationLine(OrganisationId(key), name, OrganisationKind(kind), city, people, missions, day)


def counts(connection: sa.Connection, column: str, most: int = 40) -> list[tuple[str, int]]:
    """Return the values of a column, "kind" or "city", with how many organisations have each, the commonest first."""
    sql = (
        f"SELECT {column}, count(*) AS n FROM organisation WHERE {column} <> '' "
        f"GROUP BY {column} ORDER BY n DESC, {column} LIMIT ?"
    )
    return [(str(value), int(number)) for value, number in connection.exec_driver_sql(sql, (most,))]
