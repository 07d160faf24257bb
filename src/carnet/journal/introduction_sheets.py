"""What a sheet says of introductions: received, given, who owes whom, the chain to the root, and what may be wrong."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from carnet.domain.contacts import ChainStep, Channel, ContactSheet, IntroductionDoubt, IntroductionLine, Person
from carnet.domain.dates import PartialDate
from carnet.domain.ids import ContactId
from carnet.domain.introductions import Edge, Reciprocity, reciprocity, to_root, warnings
from carnet.domain.origin import known_since
from carnet.errors import Reason, Refused
from carnet.journal.core import Core
from carnet.journal.search import scope
from carnet.store import facts, quick
from carnet.store.quick import Connected, marks


class Told(NamedTuple):
    """What follows from the introductions of a person."""

    reciprocity: Reciprocity
    chain: tuple[ChainStep, ...]
    doubts: tuple[IntroductionDoubt, ...]


Lines = tuple[IntroductionLine, ...]


def read(connection: sa.Connection, core: Core, begun: ContactSheet) -> Told:
    """Return what follows from the introductions on a sheet."""
    contact_id = ContactId(begun.contact.id or 0)
    received, given = begun.introductions_received, begun.introductions_given
    return Told(
        reciprocity(contact_id, [_party(line) for line in (*received, *given, *begun.introductions_to)]),
        _chain(connection, core, contact_id),
        _doubts(connection, core, contact_id, [*received, *given]),
    )


def lines(connection: Connected, core: Core, contact_id: int) -> tuple[Lines, Lines, Lines]:
    """Return the introductions of a person: received, given, and those in which somebody was presented to her."""
    received, given, to = (
        _lines(connection, core, side, contact_id)
        for side in ("x.introduced_id", "x.introducer_id", "x.beneficiary_id")
    )
    return received, given, to


def _party(line: IntroductionLine) -> tuple[ContactId | None, ContactId, ContactId | None]:
    introducer, beneficiary = (None if who is None else who.id for who in (line.introducer, line.beneficiary))
    return introducer, line.introduced.id, beneficiary


def _lines(connection: Connected, core: Core, column: str, contact_id: int) -> tuple[IntroductionLine, ...]:
    sql = (
        "SELECT x.id, x.introducer_id, a.display_name, x.introduced_id, b.display_name, x.beneficiary_id, "
        "c.display_name, x.occurred_on, x.event_id, e.title, x.note, a.sphere, b.sphere, c.sphere "
        "FROM introduction x LEFT JOIN contact_fact a ON a.contact_id = x.introducer_id "
        "LEFT JOIN contact_fact b ON b.contact_id = x.introduced_id "
        "LEFT JOIN contact_fact c ON c.contact_id = x.beneficiary_id LEFT JOIN event e ON e.id = x.event_id "
        f"WHERE {column} = ? ORDER BY x.occurred_on IS NULL, x.occurred_on, x.uid"
    )
    lines = []
    for row in quick.rows(connection, sql, (contact_id,)):
        if core.options.work_mode and _is_private(row, contact_id):
            continue
        introduced = _person(row[3], row[4])
        if introduced is not None:
            lines.append(
                IntroductionLine(
                    id=row[0],
                    introducer=_person(row[1], row[2]),
                    introduced=introduced,
                    beneficiary=_person(row[5], row[6]),
                    occurred_on=partial_date(row[7]),
                    event_id=row[8],
                    event=row[9] or "",
                    note=row[10],
                )
            )
    return tuple(lines)


def _is_private(row: Any, contact_id: int) -> bool:
    people = ((row[1], row[11]), (row[3], row[12]), (row[5], row[13]))
    return any(key != contact_id and sphere == "personal" for key, sphere in people)


def _person(key: int | None, name: str | None) -> Person | None:
    return None if key is None else Person(ContactId(key), name or "")


def partial_date(text: str | None) -> PartialDate | None:
    """Return a date as the file keeps it."""
    return None if text is None else PartialDate(text)


_STEP = (
    "SELECT f.display_name, f.origin, f.introduced_by_id, f.first_met_on, ? AND f.sphere = 'personal' "
    "FROM contact_fact f WHERE f.contact_id = ?"
)
_PRESENTED = (
    "SELECT x.occurred_on, e.title FROM introduction x LEFT JOIN event e ON e.id = x.event_id "
    "WHERE x.introduced_id = ? AND x.introducer_id = ? AND x.beneficiary_id IS NULL "
    "ORDER BY x.occurred_on IS NULL, x.occurred_on, x.uid LIMIT 1"
)


def _chain(connection: sa.Connection, core: Core, contact_id: int) -> tuple[ChainStep, ...]:
    """Return the people from the first acquaintance to a person; () where nobody introduced her."""
    known: dict[int, Any] = {}

    def introducer_of(key: ContactId) -> ContactId | None:
        known[key] = connection.exec_driver_sql(_STEP, (core.options.work_mode, key)).first()
        if known[key] is None:
            raise Refused(Reason.NOT_FOUND, kind="contact", id=key)
        return None if known[key][2] is None else ContactId(known[key][2])

    people = to_root(ContactId(contact_id), introducer_of)
    if len(people) < 2:
        return ()
    return tuple(
        _step(connection, key, known[key], before) for before, key in zip((None, *people), people, strict=False)
    )


def _step(connection: sa.Connection, key: ContactId, row: Any, before: ContactId | None) -> ChainStep:
    person = None if row[4] else Person(key, row[0])
    if before is None:
        return ChainStep(person, partial_date(row[3]), Channel(row[1]))
    told: Any = connection.exec_driver_sql(_PRESENTED, (key, before)).first() or (None, None)
    return ChainStep(person, partial_date(told[0]), Channel.INTRODUCTION, told[1] or "")


_AFTER = (
    "WITH RECURSIVE after(id) AS (SELECT ? UNION SELECT x.introduced_id FROM after a "
    "JOIN introduction x ON x.introducer_id = a.id WHERE x.beneficiary_id IS NULL) "
    "SELECT x.id, x.introducer_id, x.introduced_id, x.occurred_on FROM after a "
    "CROSS JOIN introduction x ON x.introducer_id = a.id WHERE x.beneficiary_id IS NULL"
)


def edges_after(connection: sa.Connection, contact_id: int) -> Mapping[int, Edge]:
    """Return, by id, the introductions to the user that lead on from a person: no circle through her has others."""
    rows = quick.rows(connection, _AFTER, (contact_id,))
    return {int(key): Edge(ContactId(by), ContactId(of), partial_date(on)) for key, by, of, on in rows}


def _doubts(
    connection: sa.Connection, core: Core, contact_id: int, lines: Sequence[IntroductionLine]
) -> tuple[IntroductionDoubt, ...]:
    """Return what may be wrong with the introductions to the user in which a person had a part."""
    own = {
        line.id: Edge(line.introducer.id, line.introduced.id, line.occurred_on)
        for line in lines
        if line.introducer is not None and line.beneficiary is None
    }
    if not own:
        return ()
    after = edges_after(connection, contact_id)
    people = facts.people(connection, sorted({edge.introducer_id for edge in own.values()}), first_only=True)
    found = [
        (key, warning)
        for key, edge in own.items()
        for warning in warnings(
            edge,
            (other for at, other in after.items() if at != key),
            known_since(people[edge.introducer_id].facts),
        )
    ]
    names = _names(connection, core, {person for _key, warning in found for person in warning.people})
    told = {
        # One circle is told once, whichever of its introductions it is met by.
        (warning.kind, frozenset(warning.people)): IntroductionDoubt(
            key, warning.kind, tuple(names[person] for person in warning.people)
        )
        for key, warning in found
        if names.keys() >= set(warning.people)
    }
    return tuple(told.values())


def _names(connection: sa.Connection, core: Core, ids: Iterable[ContactId]) -> Mapping[ContactId, Person]:
    keys = sorted(ids)
    sql = (
        f"SELECT f.contact_id, f.display_name FROM contact_fact f WHERE f.contact_id IN ({marks(keys)}) "
        f"AND {scope(core.options.work_mode)}"
    )
    return {ContactId(key): Person(ContactId(key), name) for key, name in quick.rows(connection, sql, keys)}
