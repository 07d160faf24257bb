"""What is kept of people, counted before they are exported in a format that may have no place for it."""

import json
from collections.abc import Sequence

import sqlalchemy as sa

from carnet.domain.exports import LONGEST_CELL, Counts, Kept, Weighed
from carnet.store import quick

_PEOPLE = (
    "WITH person(id) AS (SELECT contact_id FROM contact_fact WHERE +hidden = 0 {sphere} "
    "AND contact_id IN (SELECT value FROM json_each(?))) "
)
_ALL = "SELECT count(*) FROM person"
_NOT_PERSONAL = "AND sphere <> 'personal'"
_THEIRS = "contact_id IN (SELECT id FROM person)"
_OF_CONTACTS = "SELECT count(*) FROM contact WHERE {} AND id IN (SELECT id FROM person)"
_SQL = {
    Kept.EXCHANGE: "SELECT count(DISTINCT p.interaction_id) FROM participation p "
    f"JOIN interaction i ON i.id = p.interaction_id WHERE i.deleted_at IS NULL AND p.{_THEIRS}",
    Kept.FOLLOW_UP: f"SELECT count(*) FROM follow_up WHERE state IN ('open', 'snoozed') AND {_THEIRS}",
    Kept.MISSION: "SELECT count(*) FROM mission WHERE deleted_at IS NULL AND ("
    "signing_contact_id IN (SELECT id FROM person) "
    f"OR id IN (SELECT mission_id FROM mission_contact WHERE {_THEIRS}) "
    f"OR id IN (SELECT mission_id FROM touch WHERE {_THEIRS} OR introducer_id IN (SELECT id FROM person)))",
    Kept.EVENT: "SELECT count(DISTINCT a.event_id) FROM attendance a "
    f"JOIN event e ON e.id = a.event_id WHERE e.deleted_at IS NULL AND a.{_THEIRS}",
    Kept.POSITION: f"SELECT count(*) - count(DISTINCT contact_id) FROM affiliation WHERE {_THEIRS}",
    Kept.CUSTOM_FIELD: f"SELECT count(*) FROM custom_field WHERE {_THEIRS}",
    Kept.CADENCE: _OF_CONTACTS.format("cadence_days IS NOT NULL"),
    Kept.PHOTO: f"SELECT count(*) FROM photo WHERE {_THEIRS}",
    Kept.ALIAS: f"SELECT count(*) FROM alias WHERE {_THEIRS}",
    Kept.MET: _OF_CONTACTS.format("met_on IS NOT NULL"),
    Kept.RELATIONSHIP: _OF_CONTACTS.format("relationship <> 'other'"),
    Kept.FAVOURITE: _OF_CONTACTS.format("starred = 1"),
    Kept.PLACE: _OF_CONTACTS.format("met_where <> ''"),
    Kept.SPHERE: _OF_CONTACTS.format("sphere <> 'professional'"),
    Kept.ORIGIN: _OF_CONTACTS.format("origin_channel <> 'unknown'"),
    Kept.CIRCLE: f"SELECT count(DISTINCT circle_id) FROM contact_circle WHERE {_THEIRS}",
    Kept.CONNECTION: f"SELECT count(*) FROM social_profile WHERE connected_on IS NOT NULL AND {_THEIRS}",
    Kept.LONG_NOTE: _OF_CONTACTS.format(f"length(about) > {LONGEST_CELL}"),
    Kept.FOREIGN: f"SELECT count(*) FROM foreign_property WHERE {_THEIRS}",
}


def weigh(connection: sa.Connection, ids: Sequence[int]) -> Weighed:
    """Return what is kept of people, with and without those of private life alone."""
    keys = json.dumps(list(ids))
    people = _number(connection, "", _ALL, keys)
    personal = people - _number(connection, _NOT_PERSONAL, _ALL, keys)
    without = _counts(connection, _NOT_PERSONAL, keys)
    return Weighed(people, personal, without, _counts(connection, "", keys) if personal else without)


def _counts(connection: sa.Connection, sphere: str, keys: str) -> Counts:
    return {kind: _number(connection, sphere, sql, keys) for kind, sql in _SQL.items()}


def _number(connection: sa.Connection, sphere: str, sql: str, keys: str) -> int:
    found = quick.first(connection, _PEOPLE.format(sphere=sphere) + sql, (keys,))
    return int(found[0]) if found else 0
