"""Changing the path of a signed mission by hand: marks, touches, shares, and repairs of what it was derived from."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from carnet.domain.attribution import WHOLE_BP
from carnet.domain.changes import Deed
from carnet.domain.contacts import Channel, OriginSource
from carnet.domain.dates import PartialDate
from carnet.domain.ids import InteractionId
from carnet.domain.missions import Touch, TouchKind, TouchSource
from carnet.domain.origin import Meeting
from carnet.domain.path import days, key_candidates
from carnet.domain.steps import settled
from carnet.errors import Refused
from carnet.journal import introductions, paths
from carnet.journal.core import Core
from carnet.store import tables as t
from carnet.store.recorder import Recorder


class PathEdits:
    """Verbs on the path of a mission; each leaves a path of at least one touch."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def derive_again(self, mission_id: int) -> None:
        """Derive the path anew from what is known today; marks on touches that stay are kept."""
        with self._editing(mission_id) as recorder:
            derive_path(recorder, self._core, mission_id, nobody_by=_channel(recorder.connection, mission_id))

    def mark_key(self, mission_id: int, interaction_id: int, marked: bool = True) -> None:
        """Mark an encounter with the signing contact as having counted, or take the mark off."""
        with self._editing(mission_id) as recorder:
            mark_key(recorder, self._core, mission_id, InteractionId(interaction_id), marked=marked)

    def mark_decisive(self, mission_id: int, touch_id: int | None) -> None:
        """Mark one touch as the decisive one, neither the first nor the last; None takes the mark off."""
        with self._editing(mission_id) as recorder:
            found = paths.own_path(recorder.connection, mission_id)
            ends = {found[0].id, found[-1].id}
            if touch_id in ends:
                raise Refused("decisive_at_the_end", touch=touch_id)
            for entry in found:
                recorder.update(t.touch, entry.id, is_decisive=entry.id == touch_id)

    def set_touch(self, mission_id: int, touch_id: int, **changes: Any) -> None:
        """Change fields of one touch by hand."""
        with self._editing(mission_id) as recorder:
            _there(recorder.connection, mission_id, touch_id)
            recorder.update(t.touch, touch_id, **{"source": TouchSource.MANUAL, **changes})

    def add_touch(self, mission_id: int, touch: Touch) -> None:
        """Put one more touch at its rank, the following ones moving on; a path « Non attribué » becomes this one."""
        with self._editing(mission_id) as recorder:
            there = paths.touches_of(paths.own_path(recorder.connection, mission_id))
            kept = [other for other in there if other.kind is not TouchKind.NONE]
            kept.insert(touch.rank - 1, replace(touch, source=TouchSource.MANUAL))
            paths.freeze(recorder, self._core, mission_id, settled(kept))

    def remove_touch(self, mission_id: int, touch_id: int) -> None:
        """Take one touch out; the last one leaves the mission « Non attribué »."""
        with self._editing(mission_id) as recorder:
            _there(recorder.connection, mission_id, touch_id)
            found = paths.own_path(recorder.connection, mission_id)
            kept = [entry.touch for entry in found if entry.id != touch_id]
            paths.freeze(recorder, self._core, mission_id, settled(kept) or [Touch(rank=1, kind=TouchKind.NONE)])

    def reorder(self, mission_id: int, touch_ids: Sequence[int]) -> None:
        """Put the touches in this order."""
        with self._editing(mission_id) as recorder:
            found = {entry.id for entry in paths.own_path(recorder.connection, mission_id)}
            if found != set(touch_ids) or len(found) != len(touch_ids):
                raise Refused("other_touches", mission=mission_id)
            ends = {touch_ids[0], touch_ids[-1]}
            for rank, key in enumerate(touch_ids, 1):
                recorder.update(t.touch, key, rank=rank, **({"is_decisive": False} if key in ends else {}))

    def set_manual_shares(self, mission_id: int, shares_bp: Mapping[int, int]) -> None:
        """Give each touch its share in basis points, together 10,000; an empty mapping takes the shares away."""
        with self._editing(mission_id) as recorder:
            found = paths.own_path(recorder.connection, mission_id)
            total = sum(shares_bp.get(entry.id, 0) for entry in found)
            if shares_bp and (total != WHOLE_BP or min(shares_bp.values()) < 0):
                raise Refused("shares_not_whole", total_bp=total)
            for entry in found:
                recorder.update(t.touch, entry.id, manual_share_bp=shares_bp.get(entry.id, 0) if shares_bp else None)

    def key_candidates(self, mission_id: int) -> tuple[Meeting, ...]:
        """Return the encounters with the signing contact that may be marked as having counted."""
        with self._core.reading() as connection:
            row = paths.row_of(connection, mission_id)
            if row["signing_contact_id"] is None:
                return ()
            signed_on = row["signed_on"] or self._core.clock.today()
            return key_candidates(
                row["signing_contact_id"], paths.Facts(connection), signed_on, row["offer_interaction_id"]
            )

    def offer_candidates(self, mission_id: int) -> tuple[Meeting, ...]:
        """Return the real exchanges with the signing contact, latest first, one of which may be the offer."""
        with self._core.reading() as connection:
            signer = paths.row_of(connection, mission_id)["signing_contact_id"]
            facts = None if signer is None else paths.Facts(connection).get(signer)
            real = [] if facts is None else [meeting for meeting in facts.meetings if meeting.is_real]
            return tuple(sorted(real, key=_order, reverse=True))

    def repair_origin(
        self, mission_id: int, contact_id: int, *, channel: Channel | None = None, met_on: PartialDate | None = None
    ) -> None:
        """Say how, or when, the first person of the path was met, and derive the path anew."""
        with self._editing(mission_id) as recorder:
            if channel is not None:
                recorder.update(t.contact, contact_id, origin_channel=channel, origin_source=OriginSource.USER)
            if met_on is not None:
                recorder.update(t.contact, contact_id, met_on=met_on)
            self._rederive(recorder, mission_id)

    def repair_introducer(
        self, mission_id: int, contact_id: int, introducer_id: int, *, occurred_on: PartialDate | None = None
    ) -> None:
        """Say who presented somebody of the path, and derive the path anew."""
        with self._editing(mission_id) as recorder:
            introductions.put(recorder, self._core, introducer_id, contact_id, occurred_on=occurred_on)
            self._rederive(recorder, mission_id)

    def repair_introduction(self, mission_id: int, introduction_id: int, occurred_on: PartialDate) -> None:
        """Say when an introduction of the path took place, and derive the path anew."""
        with self._editing(mission_id) as recorder:
            recorder.update(t.introduction, introduction_id, occurred_on=occurred_on)
            self._rederive(recorder, mission_id)

    def name_offer(self, mission_id: int, interaction_id: int) -> None:
        """Name the exchange in which the mission was offered, and derive the path anew."""
        with self._editing(mission_id) as recorder:
            recorder.update(t.mission, mission_id, offer_interaction_id=interaction_id)
            self._rederive(recorder, mission_id)

    def _rederive(self, recorder: Recorder, mission_id: int) -> None:
        if paths.stored(recorder.connection, mission_id):
            derive_path(recorder, self._core, mission_id)

    def _editing(self, mission_id: int) -> AbstractContextManager[Recorder]:
        return self._core.writing(Deed.EDIT_PATH, subject=self._title(mission_id))

    def _title(self, mission_id: int) -> str:
        with self._core.reading() as connection:
            return str(paths.row_of(connection, mission_id)["title"])


def derive_path(recorder: Recorder, core: Core, mission_id: int, *, nobody_by: Channel | None = None) -> None:
    """Freeze what follows today from the answer; touches that stay keep their marks."""
    connection = recorder.connection
    row = paths.row_of(connection, mission_id)
    before = paths.touches_of(paths.stored(connection, mission_id))
    signed_on = paths.signature_of(row)
    after = paths.derived(connection, row, signed_on, nobody_by=nobody_by, keys=paths.keys_of(before))
    copies = row["signing_contact_id"] is None and nobody_by is None
    paths.freeze(recorder, core, mission_id, after if copies else paths.marked_as(after, before))


def mark_key(recorder: Recorder, core: Core, mission_id: int, interaction_id: InteractionId, *, marked: bool) -> None:
    """Put an encounter into the path where its date falls, or take it out."""
    connection = recorder.connection
    row = paths.row_of(connection, mission_id)
    touches = list(paths.touches_of(paths.own_path(connection, mission_id)))
    there = [place for place, touch in enumerate(touches) if _is_key(touch, interaction_id)]
    if there and not marked:
        del touches[there[0]]
    elif marked and not there:
        signed_on = paths.signature_of(row)
        touch = _key_touch(connection, row, interaction_id, signed_on)
        touches.insert(_place(touches, touch, signed_on), touch)
    paths.freeze(recorder, core, mission_id, touches)


def _is_key(touch: Touch, interaction_id: int) -> bool:
    return touch.kind is TouchKind.KEY_ENCOUNTER and touch.interaction_id == interaction_id


def _key_touch(connection: sa.Connection, row: sa.RowMapping, interaction_id: InteractionId, signed_on: date) -> Touch:
    for touch in paths.derived(connection, row, signed_on, keys=frozenset({interaction_id})):
        if _is_key(touch, interaction_id):
            return touch
    raise Refused("not_a_key_encounter", interaction=interaction_id)


def _place(touches: Sequence[Touch], touch: Touch, signed_on: date) -> int:
    """Return where a touch goes by its date: after those of the same day, never first nor last."""
    own = days([touch], signed_on)[0]
    place = 1
    for at, day in enumerate(days(touches, signed_on)[:-1], 1):
        if day <= own:
            place = at
    return place


def _there(connection: sa.Connection, mission_id: int, touch_id: int) -> None:
    if touch_id not in {entry.id for entry in paths.own_path(connection, mission_id)}:
        raise Refused("other_touches", mission=mission_id)


def _channel(connection: sa.Connection, mission_id: int) -> Channel | None:
    row = paths.row_of(connection, mission_id)
    return paths.answered_by_channel(row, paths.touches_of(paths.stored(connection, mission_id)))


def _order(meeting: Meeting) -> tuple[float, float, str]:
    return meeting.order
