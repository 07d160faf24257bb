"""Verbs of exchanges: logging one from a line, saving one from its form, and the trash."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from carnet.domain.changes import Deed
from carnet.domain.composer import ExchangeDraft
from carnet.domain.followups import FollowUp
from carnet.domain.ids import ContactId, InteractionId, MissionId
from carnet.domain.interactions import Interaction, Participation
from carnet.domain.text import clean
from carnet.errors import Reason, Refused
from carnet.journal import scheduling
from carnet.journal.core import Core
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
    event_id: int | None = None,
    mission_id: int | None = None,
) -> InteractionId:
    """Write what a line of the composer says inside a verb: the exchange, and a follow-up for each person."""
    values = {
        "uid": core.new_uid(),
        "kind": draft.kind,
        "occurred_on": draft.occurred_on,
        "direction": draft.direction,
        "summary": clean(draft.summary).strip(),
        "event_id": event_id,
        "mission_id": mission_id,
    }
    key = recorder.insert(t.interaction, **values)
    if draft.occurred_on.first_day is not None:
        scheduling.restart(recorder, contact_ids, key, draft.kind, draft.occurred_on.first_day)
    for contact_id in contact_ids:
        recorder.insert(t.participation, interaction_id=key, contact_id=contact_id)
        if draft.follow_up is not None:
            mission = None if mission_id is None else MissionId(mission_id)
            wanted = FollowUp(
                contact_id=ContactId(contact_id),
                text=draft.follow_up.text,
                due_on=draft.due_on,
                mission_id=mission,
            )
            scheduling.put(recorder, core, wanted)
    return InteractionId(key)


class Interactions:
    """Exchanges with people."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def log(
        self,
        contact_ids: Sequence[int],
        draft: ExchangeDraft,
        *,
        event_id: int | None = None,
        mission_id: int | None = None,
    ) -> InteractionId:
        """Log an exchange with people, and the follow-up that its line asks for."""
        if not contact_ids:
            raise Refused(Reason.EMPTY, field="participants")
        with self._core.writing(Deed.LOG, subject=self._names(contact_ids)) as recorder:
            return put_draft(recorder, self._core, contact_ids, draft, event_id=event_id, mission_id=mission_id)

    def get(self, interaction_id: int) -> Interaction:
        """Return one exchange with its participants."""
        with self._core.reading() as connection:
            return read(connection, interaction_id)

    def save(self, interaction: Interaction) -> InteractionId:
        """Create or change an exchange and who took part in it."""
        if not interaction.participants:
            raise Refused(Reason.EMPTY, field="participants")
        subject = self._names([part.contact_id for part in interaction.participants])
        with self._core.writing(Deed.SAVE_INTERACTION, subject=subject) as recorder:
            if interaction.id is None:
                return put(recorder, self._core, interaction)
            read(recorder.connection, interaction.id)
            recorder.update(t.interaction, interaction.id, **_values(interaction))
            _change_parts(recorder, interaction.id, interaction.participants)
            return interaction.id

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
