"""Verbs of exchanges: logging one from a line, saving one from its form, and the trash."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from carnet.domain.capture import split_name
from carnet.domain.changes import Deed
from carnet.domain.composer import ExchangeDraft, parse
from carnet.domain.contacts import Contact
from carnet.domain.events import EventRef, OccurrenceRef
from carnet.domain.followups import FollowUp
from carnet.domain.ids import ContactId, EventId, InteractionId, MissionId
from carnet.domain.interactions import Interaction, Participation
from carnet.domain.mentions import Answered
from carnet.domain.text import clean, fold
from carnet.errors import Reason, Refused
from carnet.journal import contact_writing, scheduling, series
from carnet.journal.core import Core
from carnet.journal.mentions import Mentions
from carnet.journal.people import name_of
from carnet.store import tables as t
from carnet.store.recorder import Recorder

_COLUMNS = ("id", "uid", "kind", "occurred_on", "direction", "summary", "event_id", "mission_id")
_SELF = t.interaction.c
_PART = t.participation.c


def put(recorder: Recorder, core: Core, interaction: Interaction) -> InteractionId:
    """Write a new exchange and its participants inside a verb."""
    key = recorder.insert(t.interaction, uid=interaction.uid or core.new_uid(), **_values(interaction))
    for part in interaction.participants:
        recorder.insert(t.participation, interaction_id=key, **_part_values(part))
    on = None if interaction.occurred_on is None else interaction.occurred_on.first_day
    if on is not None:
        people = [part.contact_id for part in interaction.participants]
        scheduling.restart(recorder, people, key, interaction.kind, on)
    return InteractionId(key)


def put_draft(
    recorder: Recorder,
    core: Core,
    contact_ids: Sequence[int],
    draft: ExchangeDraft,
    *,
    event_id: EventRef | None = None,
    mission_id: int | None = None,
) -> InteractionId:
    """Write what a line of the composer says inside a verb: the exchange, and a follow-up for each person.

    People named in the line take part too; those without a sheet get one, to be completed.
    """
    event = event_id or (None if draft.event is None else draft.event.event)
    mission = mission_id or (None if draft.mission is None else draft.mission.key)
    exchange = Interaction(
        kind=draft.kind,
        occurred_on=draft.occurred_on,
        direction=draft.direction,
        summary=draft.summary,
        event_id=_owned(recorder, core, event),
        mission_id=None if mission is None else MissionId(mission),
        participants=_participants(recorder, core, contact_ids, draft),
    )
    for key in _addressed(recorder.connection, exchange.participants, draft):
        wanted = FollowUp(
            contact_id=key,
            text=draft.follow_up.text if draft.follow_up else "",
            due_on=draft.due_on,
            event_id=exchange.event_id,
            mission_id=exchange.mission_id,
        )
        scheduling.put(recorder, core, wanted)
    return put(recorder, core, exchange)


def _owned(recorder: Recorder, core: Core, event: EventRef | None) -> EventId | None:
    """Return the row of an event; an occurrence that an exchange belongs to gets its own."""
    return None if event is None else EventId(series.owned(recorder, core, event))


def _participants(
    recorder: Recorder, core: Core, contact_ids: Sequence[int], draft: ExchangeDraft
) -> tuple[Participation, ...]:
    mentioned = draft.linked
    for mention in draft.created:
        first_name, last_name = split_name(clean(mention.name))
        person = Contact(first_name=first_name, last_name=last_name, to_complete=True)
        mentioned[contact_writing.put(recorder, core, person)] = mention
    return tuple(
        Participation(
            contact_id=ContactId(key),
            personal_note=mentioned[key].personal_note if key in mentioned else "",
            promised=mentioned[key].promised if key in mentioned else "",
        )
        for key in dict.fromkeys((*contact_ids, *mentioned))
    )


def _addressed(connection: sa.Connection, parts: Sequence[Participation], draft: ExchangeDraft) -> Sequence[ContactId]:
    """Return whom the follow-up is for: those it names, else everybody."""
    if draft.follow_up is None:
        return ()
    everybody = [part.contact_id for part in parts]
    words = set(fold(draft.follow_up.text).split())
    named = [key for key in everybody if words & set(fold(name_of(connection, key)).split())]
    return named or everybody


class Interactions:
    """Exchanges with people."""

    def __init__(self, core: Core) -> None:
        self._core = core

    @cached_property
    def known(self) -> Mentions:
        """What names in a line mean."""
        return Mentions(self._core)

    def read(self, line: str, subject: int | None = None) -> ExchangeDraft:
        """Return what a line says of an exchange with somebody, the names in it looked up."""
        known = Answered(self.known)
        known.subject = subject
        return parse(line, self._core.clock.today(), known)

    def log(
        self,
        contact_ids: Sequence[int],
        draft: ExchangeDraft,
        *,
        event_id: EventRef | None = None,
        mission_id: int | None = None,
    ) -> InteractionId:
        """Log an exchange with people, those named in its line too, and the follow-up that it asks for."""
        everybody = tuple(dict.fromkeys((*contact_ids, *draft.linked)))
        if not everybody and not draft.created:
            raise Refused(Reason.EMPTY, field="participants")
        subject = ", ".join((self._names(everybody), *(clean(each.name) for each in draft.created))).strip(", ")
        with self._core.writing(Deed.LOG, subject=subject) as recorder:
            return put_draft(recorder, self._core, contact_ids, draft, event_id=event_id, mission_id=mission_id)

    def get(self, interaction_id: int) -> Interaction:
        """Return one exchange with its participants."""
        with self._core.reading() as connection:
            return read(connection, interaction_id)

    def save(self, interaction: Interaction, at: OccurrenceRef | None = None) -> InteractionId:
        """Create or change an exchange and who took part in it; `at` a date of a series that has no row yet."""
        if not interaction.participants:
            raise Refused(Reason.EMPTY, field="participants")
        subject = self._names([part.contact_id for part in interaction.participants])
        with self._core.writing(Deed.SAVE_INTERACTION, subject=subject) as recorder:
            if at is not None:
                interaction = replace(interaction, event_id=_owned(recorder, self._core, at))
            if interaction.id is None:
                return put(recorder, self._core, interaction)
            read(recorder.connection, interaction.id)
            recorder.update(t.interaction, interaction.id, **_values(interaction))
            _change_parts(recorder, interaction.id, interaction.participants)
            return interaction.id

    def move(self, interaction_id: int, contact_id: int, to_id: int) -> None:
        """Say that an exchange was with another person, who takes over what was noted of the first."""
        exchange = self.get(interaction_id)
        others = {part.contact_id for part in exchange.participants} - {contact_id}
        parts = [
            replace(part, contact_id=ContactId(to_id)) if part.contact_id == contact_id else part
            for part in exchange.participants
            if part.contact_id != contact_id or to_id not in others
        ]
        self.save(replace(exchange, participants=tuple(parts)))

    def delete(self, interaction_id: int) -> None:
        """Put an exchange into the trash."""
        self._trash(interaction_id, Deed.DELETE_INTERACTION, deleted_at=self._core.clock.now())

    def restore(self, interaction_id: int) -> None:
        """Take an exchange out of the trash."""
        self._trash(interaction_id, Deed.SAVE_INTERACTION, deleted_at=None)

    def _trash(self, interaction_id: int, deed: Deed, **values: Any) -> None:
        subject = ", ".join(part.name for part in self.get(interaction_id).participants)
        with self._core.writing(deed, subject=subject) as recorder:
            recorder.update(t.interaction, interaction_id, **values)

    def _names(self, contact_ids: Sequence[int]) -> str:
        with self._core.reading() as connection:
            return ", ".join(name_of(connection, contact_id) for contact_id in contact_ids)


def read(connection: sa.Connection, interaction_id: int) -> Interaction:
    """Return one exchange with its participants."""
    query = sa.select(*(t.interaction.c[name] for name in _COLUMNS)).where(_SELF.id == interaction_id)
    row = connection.execute(query).mappings().first()
    if row is None:
        raise Refused(Reason.NOT_FOUND, kind="interaction", id=interaction_id)
    parts = connection.execute(
        sa.select(
            _PART.contact_id,
            t.contact_fact.c.display_name.label("name"),
            _PART.personal_note,
            _PART.promised,
            _PART.is_first_meeting,
        )
        .join_from(t.participation, t.contact_fact, t.contact_fact.c.contact_id == _PART.contact_id)
        .where(_PART.interaction_id == interaction_id)
        .order_by(_PART.id)
    ).mappings()
    return Interaction(**row, participants=tuple(Participation(**part) for part in parts))


def _values(interaction: Interaction) -> dict[str, Any]:
    return {
        "kind": interaction.kind,
        "occurred_on": interaction.occurred_on,
        "direction": interaction.direction,
        "summary": clean(interaction.summary).strip(),
        "event_id": interaction.event_id,
        "mission_id": interaction.mission_id,
    }


def _part_values(part: Participation) -> dict[str, Any]:
    return {
        "contact_id": part.contact_id,
        "personal_note": clean(part.personal_note).strip(),
        "promised": clean(part.promised).strip(),
        "is_first_meeting": part.is_first_meeting,
    }


def _change_parts(recorder: Recorder, interaction_id: int, parts: Sequence[Participation]) -> None:
    query = sa.select(_PART.contact_id, _PART.id).where(_PART.interaction_id == interaction_id)
    old: Mapping[int, int] = dict(recorder.connection.execute(query).all())
    for part in parts:
        if part.contact_id in old:
            recorder.update(t.participation, old[part.contact_id], **_part_values(part))
        else:
            recorder.insert(t.participation, interaction_id=interaction_id, **_part_values(part))
    kept = {part.contact_id for part in parts}
    for contact_id, key in old.items():
        if contact_id not in kept:
            recorder.delete(t.participation, key)
