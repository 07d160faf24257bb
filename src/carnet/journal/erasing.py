"""Erasing for good: what lies in the trash, and what history, drafts and the index of words keep of it.

Money and totals stay: an empty row is left behind, for the paths, missions and events that name it (« Contact supprimé
n° k »). An exchange with others stays theirs.
"""

import json
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from carnet.domain.changes import Row, RowChange
from carnet.domain.contacts import ContactStatus, Relationship
from carnet.domain.events import OccurrenceRef
from carnet.domain.missions import Stage
from carnet.domain.text import tokens
from carnet.domain.trash import TrashKind
from carnet.journal.drafts import form_of_line, form_of_note
from carnet.store import tables as t
from carnet.store.images import unpack, whole
from carnet.store.quick import chunks, marks
from carnet.store.recorder import Recorder, owned_by

TABLES = {TrashKind.CONTACT: t.contact, TrashKind.EVENT: t.event, TrashKind.MISSION: t.mission}
_STAY = {
    TrashKind.CONTACT: {"attendance", "mission_contact", "contact_circle"},
    TrashKind.EVENT: set[str](),
    TrashKind.MISSION: set[str](),
}
"""What an empty row still owns, since totals rest on it."""
_EMPTY: dict[TrashKind, dict[str, Any]] = {
    TrashKind.CONTACT: {
        **dict.fromkeys(("prefix", "first_name", "middle_name", "last_name", "nickname"), ""),
        **dict.fromkeys(("city", "about", "met_where"), ""),
        **dict.fromkeys(("birthday", "met_on", "cadence_days", "origin_channel")),
        **dict.fromkeys(("starred", "is_me", "to_complete"), False),
        "relationship": Relationship.OTHER,
        "status": ContactStatus.ANONYMISED,
    },
    TrashKind.EVENT: {
        **dict.fromkeys(("title", "venue", "city", "url", "briefing", "debrief", "description"), ""),
        **dict.fromkeys(("ics_uid", "ics_digest", "rrule", "rdates", "exdates"), ""),
    },
    TrashKind.MISSION: {
        **dict.fromkeys(("title", "lost_reason", "notes"), ""),
        **dict.fromkeys(("client_id", "intermediary_id", "portage_company_id", "signing_contact_id")),
        **dict.fromkeys(("renewal_of_id", "offer_interaction_id", "signed_on", "starts_on", "ends_on")),
        **dict.fromkeys(("days_worked_half", "management_fee_bp", "probability_bp", "referral_commission_cents")),
        **dict.fromkeys(("day_rate_cents", "days_sold_half"), 0),
        "stage": Stage.LEAD,
    },
}
_ALONE = (
    "SELECT p.interaction_id FROM participation p WHERE p.contact_id = ? AND NOT EXISTS "
    "(SELECT 1 FROM participation o WHERE o.interaction_id = p.interaction_id AND o.contact_id <> p.contact_id)"
)
_WORDED = {
    "introduction": (("introducer_id", "introduced_id", "beneficiary_id"), ("note", "outcome")),
    "attendance": (("contact_id",), ("note",)),
}
"""Rows that stay, by the columns that name a person, and the words in them that go."""

_OWNER = """coalesce(json_extract("after", '$.{0}'), json_extract("before", '$.{0}'))"""
"""What a row of the history says, or said, of whose it is."""


def erase(recorder: Recorder, items: Iterable[tuple[TrashKind, int]], new_uid: Callable[[], str]) -> None:
    """Empty the rows of things in the trash and delete what is theirs alone."""
    for kind, key in items:
        if kind is TrashKind.CONTACT:
            _let_go_of_words(recorder, key)
        for child, column in owned_by(TABLES[kind]):
            if child.name not in _STAY[kind]:
                recorder.delete_where(child, **{column: key})
        recorder.update(TABLES[kind], key, uid=new_uid(), **_EMPTY[kind])


def _let_go_of_words(recorder: Recorder, contact_id: int) -> None:
    """Delete the exchanges with nobody else, and the words of rows that stay."""
    for key in _scalars(recorder.connection, _ALONE, (contact_id,)):
        recorder.delete(t.interaction, key)
    for name, (columns, words) in _WORDED.items():
        named = " OR ".join(f"{column} = ?" for column in columns)
        sql = f"SELECT id FROM {name} WHERE {named}"
        for key in _scalars(recorder.connection, sql, (contact_id,) * len(columns)):
            recorder.update(t.metadata.tables[name], key, **dict.fromkeys(words, ""))


def forget(connection: sa.Connection, items: Collection[tuple[TrashKind, int]], rows: Sequence[RowChange]) -> None:
    """Empty the history, the drafts and the index of words of what was erased.

    Args:
        connection: an open write transaction.
        items: what was erased.
        rows: what became of each row.
    """
    keys = {kind: [key for each, key in items if each is kind] for kind in TABLES}
    people, merges = _with_merged(connection, keys[TrashKind.CONTACT])
    keys[TrashKind.CONTACT] = people
    known = [row.before for row in rows if row.table == "contact" and row.before] + _images(connection, people)
    named = {_name(image) for image in known}
    named |= {str(row.before["value"]) for row in rows if row.table == "contact_point" and row.before}
    gone = _undone_exchanges(connection, people)
    deeds = _settle(connection, rows)
    for merge in sorted(merges, reverse=True):
        deeds |= _settle(connection, _standing(connection, merge), merge)
    deeds |= _drop(connection, "deed_id", merges) | _drop(connection, "row_id", gone, "interaction")
    for kind, table in TABLES.items():
        deeds |= _drop(connection, "row_id", keys[kind], table.name)
        for child, column in owned_by(table):
            if child.name not in _STAY[kind]:
                deeds |= _drop(connection, _OWNER.format(column), keys[kind], child.name)
    _empty_words(connection, people)
    _empty_subjects(connection, named)
    _drop_notes(connection, named, keys[TrashKind.EVENT])
    for run in chunks(sorted(deeds)):
        kept = " UNION ALL ".join(f"SELECT 1 FROM {name} WHERE deed_id = deed.id" for name in ("deed_row", "deed_span"))
        bare = f"id IN ({marks(run)}) AND NOT EXISTS ({kept})"
        connection.exec_driver_sql(f"DELETE FROM deed WHERE {bare}", run)
    lines = [(form_of_line(str(image["uid"])),) for image in known]
    if lines:
        connection.exec_driver_sql("DELETE FROM draft WHERE form = ?", lines)
    connection.exec_driver_sql("DELETE FROM draft WHERE form LIKE 'form:%'")  # left by a crash, whoever they name
    # Words of deleted rows stand in the file until their part of the index is written anew.
    connection.exec_driver_sql("INSERT INTO words(words) VALUES('optimize')")


def _drop(connection: sa.Connection, column: str, keys: Sequence[int], table: str = "") -> set[int]:
    """Delete rows of the history; return the deeds that they were of."""
    where = f"table_name = '{table}' AND {column}" if table else column
    found: set[int] = set()
    for run in chunks(keys):
        sql = f"DELETE FROM deed_row WHERE {where} IN ({marks(run)}) RETURNING deed_id"
        found.update(connection.exec_driver_sql(sql, run).scalars())
    return found


def _with_merged(connection: sa.Connection, people: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return people with the sheets merged into theirs, and the deeds that merged them."""
    found, new, merges = set(people), set(people), set[int]()
    while new:
        for run in chunks(sorted(new)):
            merges |= set(_scalars(connection, _MERGES.format(marks(run)), run * 2))
        merged = {key for run in chunks(sorted(merges)) for key in _scalars(connection, _GONE.format(marks(run)), run)}
        new = merged - found
        found |= new
    return sorted(found), sorted(merges)


_MERGES = (
    "SELECT DISTINCT d.id FROM deed_row r JOIN deed d ON d.id = r.deed_id "
    "WHERE d.kind = 'merge_contacts' AND (r.table_name = 'contact' AND r.row_id IN ({0}) "  # the sheet that went
    f"OR r.table_name = 'foreign_property' AND {_OWNER.format('contact_id')} IN ({{0}}))"  # that which stayed
)
_GONE = (
    "SELECT row_id FROM deed_row WHERE deed_id IN ({}) AND table_name = 'contact' AND \"after\" IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM contact WHERE contact.id = row_id)"
)


def _settle(connection: sa.Connection, rows: Iterable[RowChange], before: int = sys.maxsize) -> set[int]:
    """Let what the history will not know of have been so from the beginning; return the deeds that lost rows by it.

    What is older than the deed `before` would else wait for ever for rows as they were, and could not be undone.
    """
    found: set[int] = set()
    for row in rows:
        older = (row.table, row.key, before)
        if row.before is None or row.after is None:
            gone = connection.exec_driver_sql(f"DELETE FROM deed_row {_OLDER} RETURNING deed_id", older)
            found.update(gone.scalars())
            continue
        new = {name: json.dumps(value) for name, value in row.after.items() if value != row.before[name]}
        sets = "".join(f", '$.{name}', json(?)" for name in new)
        for side in ('"before"', '"after"') if new else ():
            sql = f"UPDATE deed_row SET {side} = json_set({side}{sets}) {_OLDER}"
            connection.exec_driver_sql(sql, (*new.values(), *older))
    return found


_OLDER = "WHERE table_name = ? AND row_id = ? AND deed_id < ?"


def _standing(connection: sa.Connection, deed_id: int) -> list[RowChange]:
    """Return what a deed made of rows, unless it was undone."""
    sql = (
        'SELECT table_name, row_id, "before", "after" FROM deed_row WHERE deed_id = ? '
        "AND EXISTS (SELECT 1 FROM deed WHERE id = deed_id AND undone_at IS NULL)"
    )
    return [
        RowChange(table, key, *(whole(connection, table, unpack(image)) for image in images))
        for table, key, *images in connection.exec_driver_sql(sql, (deed_id,)).all()
    ]


def _images(connection: sa.Connection, people: Sequence[int]) -> list[Row]:
    """Return what the history knows of how people's rows were."""
    sql = "SELECT {0} FROM deed_row WHERE table_name = 'contact' AND {0} IS NOT NULL AND row_id IN ({1})"
    texts = {
        str(text)
        for run in chunks(people)
        for side in ('"before"', '"after"')
        for text in _scalars(connection, sql.format(side, marks(run)), run)
    }
    return [image for text in texts if (image := whole(connection, "contact", unpack(text)))]


def _undone_exchanges(connection: sa.Connection, people: Sequence[int]) -> list[int]:
    """Return the exchanges of people that only the history still holds."""
    exchange = _OWNER.format("interaction_id")
    sql = (
        f"SELECT DISTINCT {exchange} FROM deed_row WHERE table_name = 'participation' "
        f"AND {_OWNER.format('contact_id')} IN ({{}}) AND NOT EXISTS (SELECT 1 FROM interaction WHERE id = {exchange})"
    )
    return [int(key) for run in chunks(people) for key in _scalars(connection, sql.format(marks(run)), run)]


def _empty_words(connection: sa.Connection, people: Sequence[int]) -> None:
    for table, (columns, words) in _WORDED.items():
        paths = ", ".join(f"'$.{word}', ''" for word in words)
        for run in chunks(people):
            named = " OR ".join(f"{_OWNER.format(column)} IN ({marks(run)})" for column in columns)
            for side in ('"before"', '"after"'):
                emptied = f"{side} = json_set({side}, {paths})"
                sql = f"UPDATE deed_row SET {emptied} WHERE table_name = '{table}' AND ({named})"
                connection.exec_driver_sql(sql, run * len(columns))


def _empty_subjects(connection: sa.Connection, names: Iterable[str]) -> None:
    """Take the names of people out of what the history says of deeds."""
    for key in _naming(connection, "SELECT id, subject FROM deed WHERE subject <> ''", names):
        connection.exec_driver_sql("UPDATE deed SET subject = '' WHERE id = ?", (key,))


def _drop_notes(connection: sa.Connection, names: Iterable[str], events: Sequence[int]) -> None:
    """Delete what was typed of a débriefing and never saved: where it names people, and that of events."""
    forms = set(_naming(connection, "SELECT form, text FROM draft WHERE form LIKE 'debrief:%'", names))
    for run in chunks(events):
        sql = f"SELECT id, series_id, recurrence_id FROM event WHERE id IN ({marks(run)})"
        for key, series_id, at in connection.exec_driver_sql(sql, run).all():
            ref = key if at is None else OccurrenceRef(series_id, datetime.fromisoformat(at))
            forms |= {form_of_note(ref), f"{form_of_note(key)}@*"}  # of a series, its dates without a row
    for form in forms:
        connection.exec_driver_sql("DELETE FROM draft WHERE form GLOB ?", (form,))


def _naming(connection: sa.Connection, sql: str, names: Iterable[str]) -> Iterator[Any]:
    """Yield the keys of texts, as a query returns both, that hold all the words of a name."""
    sought = [words for name in names if (words := set(tokens(name))) and not "".join(words).isdigit()]
    for key, text in connection.exec_driver_sql(sql).all():
        told = set(tokens(text))
        if any(words <= told for words in sought):
            yield key


def _name(image: Row) -> str:
    return f"{image['first_name']} {image['last_name']}".strip() or str(image["nickname"])


def _scalars(connection: sa.Connection, sql: str, parameters: Sequence[object]) -> Sequence[Any]:
    return connection.exec_driver_sql(sql, tuple(parameters)).scalars().all()
