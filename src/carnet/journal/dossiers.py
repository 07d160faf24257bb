"""All that the journal knows of one person, as she may ask to have it (GDPR, article 15): plain records.

Whoever else took part in an exchange is counted, not named: what is known of others is theirs to ask for.
"""

import base64

import sqlalchemy as sa

from carnet.errors import Reason, Refused
from carnet.journal.records import Record
from carnet.store import quick

FORMAT = "carnet-person"
VERSION = 1

_NAME = "SELECT display_name FROM contact_fact WHERE contact_id = {}"
_PARTS = {
    "points": "SELECT kind, label, value, is_primary FROM contact_point WHERE contact_id = :id ORDER BY id",
    "profiles": "SELECT network, url, slug, connected_on FROM social_profile WHERE contact_id = :id ORDER BY id",
    "positions": "SELECT o.name AS organisation, a.title, a.starts_on, a.ends_on, a.is_current FROM affiliation a "
    "LEFT JOIN organisation o ON o.id = a.organisation_id WHERE a.contact_id = :id ORDER BY a.is_current DESC, a.id",
    "custom_fields": "SELECT name, value FROM custom_field WHERE contact_id = :id ORDER BY id",
    "exchanges": "SELECT i.kind, i.occurred_on, i.direction, i.summary, p.personal_note, p.promised, "
    "p.is_first_meeting, e.title AS event, m.title AS mission, "
    "(SELECT count(*) - 1 FROM participation q WHERE q.interaction_id = i.id) AS others_present "
    "FROM participation p JOIN interaction i ON i.id = p.interaction_id LEFT JOIN event e ON e.id = i.event_id "
    "LEFT JOIN mission m ON m.id = i.mission_id WHERE p.contact_id = :id AND i.deleted_at IS NULL "
    "ORDER BY i.occurred_on, i.id",
    "follow_ups": "SELECT reason, due_on, scheduled_on, text, state FROM follow_up WHERE contact_id = :id "
    "ORDER BY coalesce(scheduled_on, due_on), id",
    "introductions": "SELECT CASE WHEN i.introduced_id = :id THEN 'introduced' WHEN i.introducer_id = :id "
    f"THEN 'introducer' ELSE 'beneficiary' END AS role, ({_NAME.format('i.introducer_id')}) AS introducer, "
    f"({_NAME.format('i.introduced_id')}) AS introduced, ({_NAME.format('i.beneficiary_id')}) AS beneficiary, "
    "i.occurred_on, i.means, i.note, i.outcome, e.title AS event FROM introduction i "
    "LEFT JOIN event e ON e.id = i.event_id "
    "WHERE :id IN (i.introduced_id, i.introducer_id, i.beneficiary_id) ORDER BY i.occurred_on, i.id",
    "events": "SELECT e.title, e.starts_at, a.expected, a.met, a.note FROM attendance a "
    "JOIN event e ON e.id = a.event_id WHERE a.contact_id = :id AND e.deleted_at IS NULL ORDER BY e.starts_at, e.id",
    "imports": "SELECT b.file_name, b.source, b.imported_at, r.row, r.verdict FROM import_row r "
    "JOIN import_batch b ON b.id = r.batch_id WHERE r.contact_id = :id ORDER BY b.imported_at, r.id",
    "privacy": "SELECT informed_on, legal_basis, opposed_on FROM privacy_record WHERE contact_id = :id",
}
_LISTS = {
    "aliases": "SELECT name FROM alias WHERE contact_id = :id ORDER BY id",
    "tags": "SELECT t.name FROM contact_tag x JOIN tag t ON t.id = x.tag_id WHERE x.contact_id = :id ORDER BY t.name",
    "circles": "SELECT c.name FROM contact_circle x JOIN circle c ON c.id = x.circle_id "
    "WHERE x.contact_id = :id ORDER BY c.name",
    "other_lines": "SELECT line FROM foreign_property WHERE contact_id = :id ORDER BY position, id",
}
_MISSIONS = (
    "SELECT m.id, m.title, o.name AS client, m.stage, m.signed_on, m.signing_contact_id = :id AS is_signing "
    "FROM mission m LEFT JOIN organisation o ON o.id = m.client_id WHERE m.deleted_at IS NULL AND ("
    "m.signing_contact_id = :id OR m.id IN (SELECT mission_id FROM mission_contact WHERE contact_id = :id) "
    "OR m.id IN (SELECT mission_id FROM touch WHERE :id IN (contact_id, introducer_id))) ORDER BY m.signed_on, m.id"
)
_ROLES = "SELECT role FROM mission_contact WHERE mission_id = ? AND contact_id = ? ORDER BY id"
_STEPS = (
    "SELECT kind, occurred_on, channel FROM touch "
    "WHERE mission_id = ? AND ? IN (contact_id, introducer_id) ORDER BY rank"
)
_FILES = "SELECT name, added_on FROM mission_document WHERE mission_id = ? ORDER BY id"
_INTERNAL = frozenset({"id", "deleted_at"})
_FLAGS = frozenset(
    {"is_primary", "is_current", "is_first_meeting", "expected", "met", "starred", "is_me", "to_complete"}
)


def read(connection: sa.Connection, contact_id: int, today: str) -> Record:
    """Return all that is known of a person; refused where nobody has this id."""
    row = quick.mapping(connection, "SELECT * FROM contact WHERE id = ?", (contact_id,))
    if row is None:
        raise Refused(Reason.NOT_FOUND, kind="contact", id=contact_id)
    whose = {"id": contact_id}
    found: Record = {"format": FORMAT, "version": VERSION, "made_on": today, "contact": _plain(row)}
    found |= {name: [_plain(each) for each in quick.mappings(connection, sql, whose)] for name, sql in _PARTS.items()}
    found |= {name: [text for (text,) in quick.rows(connection, sql, whose)] for name, sql in _LISTS.items()}
    found["missions"] = [
        _mission(connection, each, contact_id) for each in quick.mappings(connection, _MISSIONS, whose)
    ]
    photo = quick.first(connection, "SELECT media_type, data FROM photo WHERE contact_id = ?", (contact_id,))
    found["photo"] = photo and {"media_type": photo[0], "data": base64.b64encode(photo[1]).decode("ascii")}
    return found


def _plain(row: Record) -> Record:
    return {name: bool(value) if name in _FLAGS else value for name, value in row.items() if name not in _INTERNAL}


def _mission(connection: sa.Connection, row: Record, contact_id: int) -> Record:
    key = row.pop("id")
    return {
        **row,
        "is_signing": bool(row["is_signing"]),
        "roles": [role for (role,) in quick.rows(connection, _ROLES, (key, contact_id))],
        "steps": quick.mappings(connection, _STEPS, (key, contact_id)),
        "files": quick.mappings(connection, _FILES, (key,)),
    }
