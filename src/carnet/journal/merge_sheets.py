"""Reading two sheets side by side before they are merged: both people, how they came, and what hangs on each."""

from collections.abc import Callable

import sqlalchemy as sa

from carnet.domain.merging import MergeCount, MergeSheet, MergeSide
from carnet.errors import Reason, Refused
from carnet.journal import people
from carnet.journal.contact_loading import load
from carnet.journal.core import Core
from carnet.store import facts, quick
from carnet.store.quick import Connected

_EXCHANGES = (
    "SELECT i.id FROM participation p JOIN interaction i ON i.id = p.interaction_id "
    "WHERE p.contact_id = ? AND i.deleted_at IS NULL"
)
_EVENTS = (
    "SELECT e.id FROM attendance a JOIN event e ON e.id = a.event_id WHERE a.contact_id = ? AND e.deleted_at IS NULL"
)
_MISSIONS = (
    "SELECT m.id FROM mission m WHERE m.deleted_at IS NULL AND (m.signing_contact_id = :key "
    "OR m.id IN (SELECT mission_id FROM mission_contact WHERE contact_id = :key) "
    "OR m.id IN (SELECT mission_id FROM touch WHERE contact_id = :key OR introducer_id = :key))"
)
_LOST = "SELECT id FROM mission WHERE stage = 'lost'"
_FOLLOW_UPS = "SELECT id FROM follow_up WHERE contact_id = ? AND state IN ('open', 'snoozed')"
_INTRODUCTIONS = (
    "SELECT id, introducer_id, introduced_id, beneficiary_id FROM introduction "
    "WHERE introducer_id = :key OR introduced_id = :key OR beneficiary_id = :key"
)
_IMPORTED = "SELECT 1 FROM import_row WHERE contact_id = ? AND verdict = 'created'"


def in_order(connection: sa.Connection, one: int, other: int) -> tuple[int, int]:
    """Return two contacts, the older sheet first; refused where one of them is not there."""
    rows = quick.rows(connection, "SELECT id FROM contact WHERE id IN (?, ?) ORDER BY created_at, id", (one, other))
    found = [int(key) for (key,) in rows]
    if len(found) < 2:
        missing = next((key for key in (one, other) if key not in found), one)
        raise Refused(Reason.NOT_FOUND, kind="contact", id=missing)
    return found[0], found[1]


def read(connection: sa.Connection, core: Core, a: int, b: int) -> MergeSheet:
    """Return two sheets side by side in this order."""
    known = facts.people(connection, (a, b))
    warmth = people.scores(connection, (a, b), core.clock.today())

    def side(key: int) -> MergeSide:
        imported = quick.first(connection, _IMPORTED, (key,)) is not None
        name = people.name_of(connection, key)
        return MergeSide(load(connection, key), name, known[key].facts, imported, *warmth[key])

    missions = [_ids(connection, _MISSIONS, {"key": key}) for key in (a, b)]
    lost = {int(key) for (key,) in quick.rows(connection, _LOST)} & (missions[0] | missions[1])
    return MergeSheet(
        a=side(a),
        b=side(b),
        exchanges=_count(lambda key: _ids(connection, _EXCHANGES, (key,)), a, b),
        events=_count(lambda key: _ids(connection, _EVENTS, (key,)), a, b),
        introductions=_count(lambda key: _introductions(connection, key, {a, b}), a, b),
        missions=_count(lambda key: missions[key == b], a, b),
        missions_lost=len(lost),
        follow_ups=_count(lambda key: _ids(connection, _FOLLOW_UPS, (key,)), a, b),
    )


def _ids(connection: Connected, sql: str, values: quick.Parameters) -> set[int]:
    return {int(row[0]) for row in quick.rows(connection, sql, values)}


def _introductions(connection: Connected, key: int, both: set[int]) -> set[int]:
    """Return the introductions of a person; one that would tell of a person and himself goes with the merge."""
    rows = quick.rows(connection, _INTRODUCTIONS, {"key": key})
    return {int(row[0]) for row in rows if len(both.intersection(row[1:])) < len(both)}


def _count(ids_of: Callable[[int], set[int]], a: int, b: int) -> MergeCount:
    first, second = ids_of(a), ids_of(b)
    return MergeCount(len(first), len(second), len(first & second))
