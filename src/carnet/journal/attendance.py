"""Who is expected and met at an event: rows of attendance and the encounters there, written inside a verb."""

from datetime import date, datetime

import sqlalchemy as sa

from carnet.domain.dates import PartialDate
from carnet.domain.events import EventKind
from carnet.domain.ids import ContactId, EventId
from carnet.domain.interactions import Interaction, InteractionKind, Participation
from carnet.domain.zones import local_day
from carnet.errors import Reason, Refused
from carnet.journal import interactions
from carnet.journal.core import Core
from carnet.store import quick
from carnet.store import tables as t
from carnet.store.recorder import Recorder


def attend(recorder: Recorder, event_id: int, contact_id: int, **flags: bool) -> None:
    """Note inside a verb that a person is expected or met at an event."""
    key = _attendance(recorder.connection, event_id, contact_id)
    if key is None:
        recorder.insert(t.attendance, event_id=event_id, contact_id=contact_id, **flags)
    else:
        recorder.update(t.attendance, key, **flags)


def leave(recorder: Recorder, event_id: int, contact_id: int, **flags: bool) -> None:
    """Note inside a verb that a person is not; a row that says nothing more goes."""
    key = _attendance(recorder.connection, event_id, contact_id)
    if key is None:
        return
    recorder.update(t.attendance, key, **flags)
    row = recorder.row(t.attendance, key)
    if row is not None and not (row["expected"] or row["met"] or row["note"]):
        recorder.delete(t.attendance, key)


def _attendance(connection: sa.Connection, event_id: int, contact_id: int) -> int | None:
    sql = "SELECT id FROM attendance WHERE event_id = ? AND contact_id = ?"
    row = quick.first(connection, sql, (event_id, contact_id))
    return None if row is None else int(row[0])


def encounters(connection: sa.Connection, event_id: int, contact_id: int) -> list[int]:
    """Return the exchanges with a person at an event."""
    sql = (
        "SELECT i.id FROM participation p JOIN interaction i ON i.id = p.interaction_id "
        "WHERE p.contact_id = ? AND i.event_id = ? AND i.deleted_at IS NULL ORDER BY i.id"
    )
    return [int(key) for (key,) in quick.rows(connection, sql, (contact_id, event_id))]


def encounter(recorder: Recorder, core: Core, event_id: int, contact_id: int) -> None:
    """Note inside a verb the encounter that meeting a person at an event is."""
    if encounters(recorder.connection, event_id, contact_id):
        return
    part = Participation(contact_id=ContactId(contact_id))
    day = day_of(recorder.connection, event_id) or core.clock.today()
    met = Interaction(
        kind=InteractionKind.ENCOUNTER,
        occurred_on=PartialDate.of(day),
        event_id=EventId(event_id),
        participants=(part,),
    )
    interactions.put(recorder, core, met)


def drop_bare_encounters(recorder: Recorder, event_id: int, contact_id: int) -> None:
    """Delete inside a verb the encounters with a person at an event of which nothing is told."""
    for key in encounters(recorder.connection, event_id, contact_id):
        interaction = interactions.read(recorder.connection, key)
        said = [interaction.summary, *(part.personal_note + part.promised for part in interaction.participants)]
        if len(interaction.participants) == 1 and not any(said):
            recorder.delete(t.interaction, key)


def day_of(connection: sa.Connection, event_id: int) -> date | None:
    """Return the local day on which an event starts; None where it has no date."""
    return place_of(connection, event_id)[1]


def place_of(connection: sa.Connection, event_id: int) -> tuple[EventKind, date | None]:
    """Return the kind of an event and its local day."""
    row = quick.first(connection, "SELECT kind, starts_at, tz FROM event WHERE id = ?", (event_id,))
    if row is None:
        raise Refused(Reason.NOT_FOUND, kind="event", id=event_id)
    kind, starts_at, tz = row
    return EventKind(kind), None if starts_at is None else local_day(datetime.fromisoformat(starts_at), tz)
