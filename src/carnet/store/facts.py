"""What the rules need to know of people, read in sets: the one place where rows become `PersonFacts`."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from carnet.domain.contacts import Channel, OriginSource
from carnet.domain.dates import PartialDate
from carnet.domain.events import EventKind
from carnet.domain.ids import ContactId, EventId, InteractionId, IntroductionId
from carnet.domain.interactions import Direction, InteractionKind, from_the_person
from carnet.domain.origin import Meeting, PersonFacts, ReceivedIntroduction
from carnet.store import quick
from carnet.store.quick import Connected, marks


class Person(NamedTuple):
    """One contact row with all that its derived columns are worked out from."""

    row: Mapping[str, Any]
    facts: PersonFacts
    inbound: tuple[date, ...]


def exchanges(facts: PersonFacts) -> tuple[date, ...]:
    """Return the days of the real exchanges of a person."""
    return tuple(day for meeting in facts.meetings if meeting.is_real and (day := meeting.day) is not None)


def people(connection: Connected, ids: Sequence[int], *, first_only: bool = False) -> dict[int, Person]:
    """Return the persons of one run of ids, the trashed among them.

    With `first_only` each has the first encounter alone, of thousands: enough for the day since which one is known.
    """
    rows = quick.mappings(connection, f"SELECT * FROM contact WHERE id IN ({marks(ids)})", ids)
    contacts = {int(row["id"]): row for row in rows}
    meetings, inbound = _meetings(connection, ids, first_only=first_only)
    introductions = _introductions(connection, ids)
    connected = _connected(connection, ids)
    return {
        key: Person(
            row,
            PersonFacts(
                meetings=tuple(meetings[key]),
                introductions=tuple(introductions[key]),
                origin_channel=_member(Channel, row["origin_channel"]),
                origin_source=OriginSource(row["origin_source"]),
                met_on=_partial(row["met_on"]),
                connected_on=connected.get(key),
                created_on=datetime.fromisoformat(row["created_at"]).date(),
            ),
            tuple(inbound[key]),
        )
        for key, row in contacts.items()
    }


_FIRST = (
    " AND (i.kind IN ('encounter', 'coffee', 'lunch', 'video') OR (p.is_first_meeting = 1 AND i.kind <> 'note')) "
    "AND i.occurred_on >= '0' GROUP BY p.contact_id"
)
"""Keeps of each person the encounter of the least date; a day of no year begins with a hyphen."""


def _meetings(
    connection: Connected, ids: Sequence[int], *, first_only: bool
) -> tuple[defaultdict[int, list[Meeting]], defaultdict[int, list[date]]]:
    found: defaultdict[int, list[Meeting]] = defaultdict(list)
    inbound: defaultdict[int, list[date]] = defaultdict(list)
    sql = (
        "SELECT p.contact_id, i.id, i.occurred_on, i.kind, i.uid, p.is_first_meeting, i.event_id, e.kind, "
        "e.starts_at, i.direction{first} FROM participation p JOIN interaction i ON i.id = p.interaction_id "
        "LEFT JOIN event e ON e.id = i.event_id "
        f"WHERE p.contact_id IN ({marks(ids)}) AND i.deleted_at IS NULL"
    )
    # With min() the other columns are those of its row.
    sql = sql.replace("{first}", ", min(i.occurred_on)" if first_only else "") + (_FIRST if first_only else "")
    for row in quick.rows(connection, sql, ids):
        contact_id, key, on, kind, uid, first, event_id, event_kind, starts, direction = row[:10]
        meeting = Meeting(
            InteractionId(key),
            _partial(on),
            InteractionKind(kind),
            uid,
            None if starts is None else datetime.fromisoformat(starts),
            bool(first),
            None if event_id is None else EventId(event_id),
            _member(EventKind, event_kind),
        )
        found[contact_id].append(meeting)
        if meeting.day is not None and from_the_person(meeting.kind, Direction(direction)):
            inbound[contact_id].append(meeting.day)
    return found, inbound


def _introductions(connection: Connected, ids: Sequence[int]) -> defaultdict[int, list[ReceivedIntroduction]]:
    found: defaultdict[int, list[ReceivedIntroduction]] = defaultdict(list)
    sql = (
        "SELECT x.introduced_id, x.id, x.introducer_id, x.occurred_on, x.uid, x.event_id, e.kind "
        "FROM introduction x LEFT JOIN event e ON e.id = x.event_id "
        f"WHERE x.introduced_id IN ({marks(ids)}) AND x.beneficiary_id IS NULL AND x.introducer_id IS NOT NULL"
    )
    for contact_id, key, introducer, on, uid, event_id, event_kind in quick.rows(connection, sql, ids):
        found[contact_id].append(
            ReceivedIntroduction(
                IntroductionId(key),
                ContactId(introducer),
                _partial(on),
                uid,
                None if event_id is None else EventId(event_id),
                _member(EventKind, event_kind),
            )
        )
    return found


def _connected(connection: Connected, ids: Sequence[int]) -> dict[int, date]:
    sql = (
        "SELECT contact_id, min(connected_on) FROM social_profile "
        f"WHERE contact_id IN ({marks(ids)}) AND connected_on IS NOT NULL GROUP BY contact_id"
    )
    return {key: date.fromisoformat(on) for key, on in quick.rows(connection, sql, ids)}


def _partial(text: str | None) -> PartialDate | None:
    return None if text is None else PartialDate(text)


def _member(members: Any, value: str | None) -> Any:
    return None if value is None else members(value)
