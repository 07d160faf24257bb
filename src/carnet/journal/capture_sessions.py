"""The people entered through one panel, found again in the history by its group key."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from carnet.domain.capture_values import PersonDraft
from carnet.domain.captures import Captured
from carnet.domain.changes import Deed
from carnet.domain.contacts import Person
from carnet.domain.ids import ContactId
from carnet.domain.text import fold, tokens
from carnet.store import quick
from carnet.store import tables as t
from carnet.store.images import unpack

_DEED = t.deed.c


def people(connection: sa.Connection, group: str) -> tuple[Captured, ...]:
    """Return the people of a group whose deeds stand, in the order they came."""
    if not group:
        return ()
    query = sa.select(_DEED.id).where(
        _DEED.group_key == group, _DEED.kind == Deed.CAPTURE.value, _DEED.undone_at.is_(None)
    )
    deeds = connection.execute(query.order_by(_DEED.id)).scalars().all()
    return tuple(found for deed_id in deeds if (found := _captured(connection, deed_id)) is not None)


def placeholder(connection: sa.Connection, group: str, draft: PersonDraft) -> int | None:
    """Return the contact that an earlier « via » of the group created and that a draft now gives its whole name."""
    words = set(tokens(f"{draft.first_name} {draft.last_name}"))
    for key, first_name, last_name in quick.rows(connection, _PROMISED, (group,)) if group and words else ():
        own = set(tokens(f"{first_name} {last_name}"))
        if own and own <= words:
            return int(key)
    return None


# Forced along the history, which is short: the planner would rather look at everybody.
_PROMISED = """
SELECT c.id, c.first_name, c.last_name FROM deed d
CROSS JOIN deed_row r ON r.deed_id = d.id AND r.table_name = 'contact' AND r."before" IS NULL
CROSS JOIN contact c ON c.id = r.row_id AND c.to_complete = 1 AND c.deleted_at IS NULL
WHERE d.group_key = ? AND d.undone_at IS NULL ORDER BY c.id
"""


def attendee(connection: sa.Connection, event_id: int, draft: PersonDraft, where: str = "1") -> Person | None:
    """Return the one person expected or met at an event who bears just the name of a draft."""
    wanted = sorted(fold(f"{draft.first_name} {draft.last_name}").split())
    if not wanted:
        return None
    rows = quick.rows(connection, f"{_ATTENDEES} AND {where}", (event_id,))
    found = [row for row in rows if sorted(fold(row[1]).split()) == wanted]
    if len(found) != 1:
        return None
    key, name, title, organisation = found[0]
    return Person(ContactId(key), name, ", ".join(filter(None, (title, organisation))))


_ATTENDEES = """
SELECT contact_fact.contact_id, display_name, title, organisation FROM attendance
CROSS JOIN contact_fact ON contact_fact.contact_id = attendance.contact_id WHERE attendance.event_id = ?
"""


NAMED = "SELECT display_name, title, organisation FROM contact_fact WHERE contact_id = ?"
"""Whom a line entered, as she is told of."""
_ROWS = 'SELECT table_name, "before", "after" FROM deed_row WHERE deed_id = ? AND "after" IS NOT NULL ORDER BY id'


def _captured(connection: sa.Connection, deed_id: int) -> Captured | None:
    rows = _rows(connection, deed_id)
    contact_id = next(_contacts(rows), None)
    fact = quick.first(connection, NAMED, (contact_id,))
    if contact_id is None or fact is None:
        return None
    name, title, organisation = fact
    created = any(table == "contact" and before is None and after["id"] == contact_id for table, before, after in rows)
    meetings = [after for table, _before, after in rows if table == "interaction"]
    return Captured(
        contact_id=contact_id,
        created=created,
        name=name,
        title=title,
        organisation=organisation,
        note=meetings[0]["summary"] if meetings else "",
        deed_id=deed_id,
        interaction_id=meetings[0]["id"] if meetings else None,
        follow_up_on=_follow_up_on(rows),
        tags=_tags(connection, rows),
    )


def _rows(connection: sa.Connection, deed_id: int) -> list[tuple[str, Any, Any]]:
    found = quick.rows(connection, _ROWS, (deed_id,))
    return [(table, unpack(before), unpack(after)) for table, before, after in found]


def _contacts(rows: Sequence[tuple[str, Any, Any]]) -> Iterator[int]:
    """Yield the contacts of a deed in the order they were touched: the person first, whom `via` names last."""
    for table, _before, after in rows:
        if table == "contact" and not after["to_complete"]:
            yield after["id"]
        elif table == "introduction":
            yield after["introduced_id"]
        elif table != "contact" and after.get("contact_id"):
            yield after["contact_id"]


def _follow_up_on(rows: Sequence[tuple[str, Any, Any]]) -> date | None:
    days = [after["scheduled_on"] for table, _before, after in rows if table == "follow_up"]
    return date.fromisoformat(days[0]) if days and days[0] else None


def _tags(connection: sa.Connection, rows: Sequence[tuple[str, Any, Any]]) -> tuple[str, ...]:
    keys = [after["tag_id"] for table, _before, after in rows if table == "contact_tag"]
    names = dict(quick.rows(connection, f"SELECT id, name FROM tag WHERE id IN ({quick.marks(keys)})", keys))
    return tuple(names[key] for key in keys if key in names)
