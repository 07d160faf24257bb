"""What a captured line leaves beside the sheet: the encounter, the introduction, the follow-up."""

from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from carnet.domain.capture import split_name
from carnet.domain.capture_follow_ups import usual_day
from carnet.domain.capture_values import PersonDraft
from carnet.domain.captures import CaptureDefaults
from carnet.domain.contacts import Channel, Contact, OriginSource
from carnet.domain.dates import PartialDate
from carnet.domain.followups import FollowUp, FollowUpReason
from carnet.domain.ids import ContactId, EventId, InteractionId
from carnet.domain.interactions import Interaction, InteractionKind, Participation
from carnet.domain.introductions import Means
from carnet.domain.origin import channel_of_event
from carnet.domain.text import clean
from carnet.journal import interactions, introductions, scheduling
from carnet.journal.attendance import encounters, place_of
from carnet.journal.contact_writing import put
from carnet.journal.core import Core
from carnet.store import tables as t
from carnet.store.recorder import Recorder


class Scene(NamedTuple):
    """Where and when people are met: `day` is None where nothing says that they were."""

    event_id: EventId | None
    channel: Channel | None
    day: date | None
    defaults: CaptureDefaults

    def arriving(self, contact: Contact, about: str) -> Contact:
        """Return a new contact with the origin that the batch gives it."""
        origin = self.defaults.origin
        if origin is None or origin is self.channel:
            return replace(contact, about=about)
        # Beside an encounter only a choice of the user's says otherwise.
        source = OriginSource.DERIVED if self.day is None else OriginSource.USER
        return replace(contact, about=about, origin_channel=origin, origin_source=source)


def scene_of(connection: sa.Connection, event_id: int | None, defaults: CaptureDefaults) -> Scene:
    """Return where and when the people of a batch are met."""
    if event_id is None:
        return Scene(None, None, defaults.day, defaults)
    kind, day = place_of(connection, event_id)
    return Scene(EventId(event_id), channel_of_event(kind), defaults.day or day, defaults)


def encounter(
    recorder: Recorder, core: Core, scene: Scene, contact_id: int, *, note: str, is_first: bool, is_new: bool
) -> InteractionId | None:
    """Write the encounter with its note, or add the note to the one there is; None where nobody was met."""
    if scene.day is None and scene.event_id is None:
        return None
    seen = scene.event_id is not None and not is_new
    known = encounters(recorder.connection, scene.event_id, contact_id) if scene.event_id and seen else []
    if known:
        _add_note(recorder, known[0], note)
        return InteractionId(known[0])
    day = scene.day or core.clock.today()
    part = Participation(contact_id=ContactId(contact_id), is_first_meeting=is_first)
    return interactions.put(
        recorder,
        core,
        Interaction(
            kind=InteractionKind.ENCOUNTER,
            occurred_on=PartialDate.of(day),
            summary=note,
            event_id=scene.event_id,
            participants=(part,),
        ),
    )


def _add_note(recorder: Recorder, interaction_id: int, note: str) -> None:
    row = recorder.row(t.interaction, interaction_id)
    if row is not None and note and note not in row["summary"]:
        summary = "\n".join(part for part in (row["summary"], clean(note)) if part)
        recorder.update(t.interaction, interaction_id, summary=summary)


def introduce(
    recorder: Recorder,
    core: Core,
    scene: Scene,
    contact_id: int,
    *,
    via: int | str,
    interaction_id: InteractionId | None,
) -> None:
    """Write that somebody presented a person to the user; a name nobody has becomes a contact to complete."""
    introducer = _placeholder(recorder, core, via) if isinstance(via, str) else via
    if introducer == contact_id or _is_known(recorder.connection, introducer, contact_id, scene.event_id):
        return
    introductions.put(
        recorder,
        core,
        introducer,
        contact_id,
        event_id=scene.event_id,
        interaction_id=interaction_id,
        occurred_on=PartialDate.of(scene.day or core.clock.today()),
        means=Means.OTHER if scene.event_id is None else Means.IN_PERSON,
    )


def _placeholder(recorder: Recorder, core: Core, name: str) -> int:
    first_name, last_name = split_name(clean(name))
    return put(recorder, core, Contact(first_name=first_name, last_name=last_name, to_complete=True))


def _is_known(connection: sa.Connection, introducer: int, introduced: int, event_id: int | None) -> bool:
    row = t.introduction.c
    query = sa.select(row.id).where(
        row.introducer_id == introducer,
        row.introduced_id == introduced,
        row.beneficiary_id.is_(None),
        row.event_id.is_not_distinct_from(event_id),
    )
    return connection.execute(query).first() is not None


def follow_up(recorder: Recorder, core: Core, scene: Scene, contact_id: int, draft: PersonDraft) -> FollowUp | None:
    """Write the follow-up of a line on its levelled day; where no day can be read, three days after the meeting."""
    if draft.follow_up is None:
        return None
    today = core.clock.today()
    usual = usual_day(scene.day or today, today)
    due_on = draft.follow_up.due_on or usual
    wanted = FollowUp(
        contact_id=ContactId(contact_id),
        reason=FollowUpReason.PROMISE if scene.event_id is None else FollowUpReason.POST_EVENT,
        due_on=due_on,
        text=draft.follow_up.text,
        event_id=scene.event_id,
    )
    # Thanks after an event are due within 72 hours, however many there are.
    is_thanks = scene.event_id is not None and due_on <= usual
    scheduled = scheduling.levelled(recorder.connection, core, due_on, wanted.reason, is_thanks)
    scheduling.put(recorder, core, replace(wanted, scheduled_on=scheduled))
    return replace(wanted, scheduled_on=scheduled)


def understood(draft: PersonDraft, due_on: date | None) -> dict[str, Any]:
    """Return what a line was understood as, in the shape that `--json` shows."""
    points = [
        {"kind": point.kind.value, "value": point.value, "normalised": point.normalised} for point in draft.points
    ]
    points += [{"kind": "url", "value": profile.url, "normalised": profile.slug} for profile in draft.profiles]
    return {
        "first_name": draft.first_name,
        "last_name": draft.last_name,
        "title": draft.title,
        "organisation": draft.organisation,
        "points": points,
        "tags": list(draft.tags),
        "via": draft.via,
        "follow_up": None
        if draft.follow_up is None
        else {"text": draft.follow_up.text, "due_on": None if due_on is None else due_on.isoformat()},
    }
