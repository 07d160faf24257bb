"""What one may do with missions: create, edit, move along the stages, sign; the path itself is in `paths`."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from carnet.domain.changes import Changes, Deed
from carnet.domain.contacts import Channel, OrganisationKind
from carnet.domain.ids import ContactId, InteractionId, MissionId
from carnet.domain.mission_boards import BoardFilter
from carnet.domain.mission_boards import board as board_of
from carnet.domain.mission_sheets import Board, Mission, MissionExchange, MissionRow, MissionSheet, following
from carnet.domain.missions import COUNTED, MissionRole, Stage
from carnet.domain.review import MissionPath
from carnet.domain.text import clean, fold
from carnet.errors import Reason, Refused
from carnet.journal import interactions, mission_boards, mission_reads, organisations, path_edits, paths
from carnet.journal.core import Core, Options
from carnet.journal.mission_documents import Documents
from carnet.store import quick
from carnet.store import tables as t
from carnet.store.recorder import Recorder

_ORGANISATIONS = {
    "client": OrganisationKind.END_CLIENT,
    "intermediary": OrganisationKind.OTHER,
    "portage_company": OrganisationKind.PORTAGE_COMPANY,
}
_NOT_COLUMNS = {"id", "uid", "people", *_ORGANISATIONS}
_SCALARS = tuple(field.name for field in fields(Mission) if field.name not in _NOT_COLUMNS)


class Missions(path_edits.PathEdits, Documents):
    """The missions of a journal."""

    def __init__(self, core: Core) -> None:
        super().__init__(core)
        self._path: tuple[tuple[int, Options, date], MissionPath] | None = None
        self._changes = 0
        core.listen(self._on_changes, first=True)

    def _on_changes(self, _changes: Changes) -> None:
        self._path = None
        self._changes += 1

    def board(
        self, *, since: date | None = None, contact_id: int | None = None, organisation_id: int | None = None
    ) -> Board:
        """Return the missions by stage; those completed or lost only `since` a day.

        If asked those of one contact, or those that an organisation bought, carried or passed on.
        """
        wanted = BoardFilter(since, contact_id, organisation_id)
        return board_of(self.every(), wanted, self._core.options.currency)

    def every(self) -> tuple[MissionRow, ...]:
        """Return every mission that is not in the trash, in no order: what filters and orders leave is `domain`."""
        with self._core.reading() as connection:
            return tuple(mission_boards.rows(connection, work_mode=self._core.options.work_mode))

    def are_many(self) -> bool:
        """Tell whether there are so many that reading them all takes long."""
        with self._core.reading() as connection:
            return mission_boards.are_many(connection)

    def rows(self) -> tuple[MissionRow, ...]:
        """Return every mission that is not in the trash, as the board has them."""
        return self.board().rows

    def lately(self, since: date) -> list[tuple[MissionId, str, str]]:
        """Return id, title and client of the missions under way, then of those ended since a day; the latest first."""
        with self._core.reading() as connection:
            found = quick.rows(connection, mission_boards.LATELY, (since.isoformat(),) * 2)
        return [(MissionId(key), title, client) for key, title, client in found]

    def renewable(self, mission_id: int) -> list[tuple[MissionId, str, str]]:
        """Return id, title and client of every other mission that is not in the trash, the latest first."""
        with self._core.reading() as connection:
            found = quick.rows(connection, mission_boards.OTHERS, (mission_id,))
        return [(MissionId(key), title, client) for key, title, client in found]

    def get(self, mission_id: int) -> Mission:
        """Return what the form edits."""
        with self._core.reading() as connection:
            return mission_reads.mission(connection, mission_id)

    def sheet(self, mission_id: int) -> MissionSheet:
        """Return all that the sheet of a mission shows."""
        with self._core.reading() as connection:
            return mission_reads.sheet(connection, self._core, mission_id)

    def path(self, mission_id: int) -> MissionPath:
        """Return the path of a mission: frozen once signed, a preview before; the last one is kept at hand."""
        asked = mission_id, self._core.options, self._core.clock.today()
        kept, before = self._path, self._changes
        if kept is None or kept[0] != asked:
            with self._core.reading() as connection:
                kept = asked, paths.describe(connection, self._core, mission_id)
            if before == self._changes:  # what was read beside the window may be of yesterday
                self._path = kept
        return kept[1]

    def find(self, text_or_id: str | int) -> list[MissionRow]:
        """Return the missions of an id, or whose title or client holds the words."""
        rows = self.rows()
        asked = str(text_or_id).strip()
        by_id = [row for row in rows if str(row.id) == asked]
        words = fold(asked).split()
        found = [row for row in rows if words and all(word in fold(f"{row.title} {row.client}") for word in words)]
        return by_id or found

    def save(self, mission: Mission) -> MissionId:
        """Create or update a mission with its people; organisations go by name and are created as needed."""
        with self._core.writing(Deed.SAVE_MISSION, subject=mission.title) as recorder:
            return put(recorder, self._core, mission)

    def edit(self, mission_id: int, **changes: Any) -> None:
        """Change some fields of `Mission`."""
        with self._core.writing(Deed.SAVE_MISSION, subject=self._title(mission_id)) as recorder:
            before = mission_reads.mission(recorder.connection, mission_id)
            put(recorder, self._core, replace(before, **changes))

    def move(
        self,
        mission_id: int,
        stage: Stage,
        *,
        on: date | None = None,
        signed_on: date | None = None,
        lost_reason: str = "",
    ) -> None:
        """Put a mission at another stage; `on` is the day it came there, today or its own date by default."""
        with self._core.writing(Deed.MOVE_MISSION, subject=self._title(mission_id)) as recorder:
            before = mission_reads.mission(recorder.connection, mission_id)
            after = replace(
                before,
                stage=stage,
                signed_on=signed_on or before.signed_on,
                lost_reason=lost_reason or before.lost_reason,
            )
            put(recorder, self._core, after, on=on)

    def sign(
        self,
        mission_id: int,
        *,
        contact_id: int | None = None,
        channel: Channel | None = None,
        signed_on: date | None = None,
        offer_interaction_id: int | None = None,
        stage: Stage = Stage.WON,
    ) -> None:
        """Sign a mission with the answer to « Qui vous a proposé la mission ? » and freeze its path.

        A contact, or nobody with a channel, or no answer: both None. A mission signed already keeps its stage.
        """
        with self._core.writing(Deed.SIGN_MISSION, subject=self._title(mission_id)) as recorder:
            before = mission_reads.mission(recorder.connection, mission_id)
            after = replace(
                before,
                stage=before.stage if before.stage in COUNTED else stage,
                signed_on=signed_on or before.signed_on,
                signing_contact_id=None if contact_id is None else ContactId(contact_id),
                offer_interaction_id=None if offer_interaction_id is None else InteractionId(offer_interaction_id),
            )
            put(recorder, self._core, after, freeze=False)
            path_edits.derive_path(recorder, self._core, mission_id, nobody_by=channel)

    def arrange(self, mission_ids: Sequence[int]) -> None:
        """Put cards of one column into this order, before those that stand by their dates."""
        with self._core.writing(Deed.MOVE_MISSION, subject=self._title(mission_ids[0])) as recorder:
            column = t.board_place.c
            known = dict(recorder.connection.execute(sa.select(column.mission_id, column.id)).all())
            for place, key in enumerate(dict.fromkeys(mission_ids), 1):
                paths.row_of(recorder.connection, key)
                if key in known:
                    recorder.update(t.board_place, known[key], place=place)
                else:
                    recorder.insert(t.board_place, mission_id=key, place=place)

    def date_stage(self, entry_id: int, on: date) -> None:
        """Correct the day on which a mission came to a stage; that of « gagnée » is the signature's."""
        with self._core.reading() as connection:
            query = sa.select(t.mission_stage).where(t.mission_stage.c.id == entry_id)
            entry = connection.execute(query).mappings().first()
        if entry is None:
            raise Refused(Reason.NOT_FOUND, kind="mission_stage", id=entry_id)
        with self._core.writing(Deed.MOVE_MISSION, subject=self._title(entry["mission_id"])) as recorder:
            recorder.update(t.mission_stage, entry_id, entered_on=on)

    def renew(self, mission_id: int) -> MissionId:
        """Propose the mission that follows one: the same client, price and people, after its end, and its path."""
        with self._core.writing(Deed.SAVE_MISSION, subject=self._title(mission_id)) as recorder:
            before = mission_reads.mission(recorder.connection, mission_id)
            return put(recorder, self._core, following(before))

    def linkable(self, mission_id: int, most: int = 12) -> tuple[MissionExchange, ...]:
        """Return the latest exchanges with the people of a mission that belong to none yet."""
        work_mode = self._core.options.work_mode
        values = {"key": mission_id}
        with self._core.reading() as connection:
            return mission_reads.exchanges(connection, mission_reads.LINKABLE, values, work_mode=work_mode, most=most)

    def link_exchange(self, interaction_id: int, mission_id: int | None) -> None:
        """Say that an exchange belongs to a mission, None for none."""
        with self._core.reading() as connection:
            named = mission_id or interactions.read(connection, interaction_id).mission_id
        with self._core.writing(Deed.SAVE_MISSION, subject=self._title(named) if named else "") as recorder:
            recorder.update(t.interaction, interaction_id, mission_id=mission_id)

    def delete(self, mission_id: int) -> None:
        """Put a mission in the trash."""
        with self._core.writing(Deed.DELETE_MISSION, subject=self._title(mission_id)) as recorder:
            recorder.update(t.mission, mission_id, deleted_at=self._core.clock.now())

    def restore(self, mission_id: int) -> None:
        """Bring a mission back from the trash."""
        with self._core.writing(Deed.SAVE_MISSION, subject=self._title(mission_id)) as recorder:
            recorder.update(t.mission, mission_id, deleted_at=None)


def put(recorder: Recorder, core: Core, mission: Mission, *, on: date | None = None, freeze: bool = True) -> MissionId:
    """Store a mission inside a verb; one that becomes signed has its path frozen."""
    _check(recorder.connection, mission)
    before = None if mission.id is None else recorder.row(t.mission, mission.id)
    values = _columns(recorder, core, mission)
    if mission.id is None:
        uid = mission.uid or core.new_uid()
        key = MissionId(recorder.insert(t.mission, uid=uid, created_at=core.clock.now(), **values))
    else:
        key = mission.id
        recorder.update(t.mission, key, **values)
    _put_people(recorder, key, mission.people)
    entered = on or _entered_on(mission, core.clock.today())
    _put_stage(recorder, replace(mission, id=key), before, entered)
    if freeze and mission.stage in COUNTED:
        _freeze(recorder, core, key, before)
    return key


def _check(connection: sa.Connection, mission: Mission) -> None:
    if not mission.title.strip() and not mission.client.strip():
        raise Refused(Reason.EMPTY, field="title")
    if mission.stage in COUNTED and mission.signed_on is None:
        raise Refused("signed_on_required", field="signed_on")
    if mission.starts_on and mission.ends_on and mission.ends_on < mission.starts_on:
        raise Refused("ends_before_start", field="ends_on")
    numbers = (mission.day_rate_cents, mission.days_sold_half, mission.days_worked_half or 0)
    names = ("day_rate_cents", "days_sold_half", "days_worked_half")
    for name, number in zip(names, numbers, strict=True):
        if number < 0:
            raise Refused("negative", field=name)
    if mission.id is not None:
        paths.row_of(connection, mission.id)
    _check_renewal(connection, mission)


def _check_renewal(connection: sa.Connection, mission: Mission) -> None:
    here: int | None = mission.renewal_of_id
    while here is not None:
        if here == mission.id:
            raise Refused("renewal_of_itself", field="renewal_of_id")
        here = paths.row_of(connection, here)["renewal_of_id"]


def _columns(recorder: Recorder, core: Core, mission: Mission) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(mission, name) for name in _SCALARS}
    for name in ("title", "lost_reason", "notes"):
        values[name] = clean(values[name]).strip()
    for name, kind in _ORGANISATIONS.items():
        values[f"{name}_id"] = organisations.put(recorder, core, getattr(mission, name), kind)
    return values


def _put_people(recorder: Recorder, key: int, people: Sequence[tuple[ContactId, MissionRole]]) -> None:
    column = t.mission_contact.c
    query = sa.select(column.contact_id, column.role).where(column.mission_id == key)
    there = {(row.contact_id, row.role) for row in recorder.connection.execute(query)}
    wanted = dict.fromkeys(people)
    for contact_id, role in sorted(there - wanted.keys()):
        recorder.delete_where(t.mission_contact, mission_id=key, contact_id=contact_id, role=role)
    for contact_id, role in (pair for pair in wanted if pair not in there):
        recorder.insert(t.mission_contact, mission_id=key, contact_id=contact_id, role=role)


def _put_stage(recorder: Recorder, mission: Mission, before: Mapping[str, Any] | None, entered: date) -> None:
    """Date the stage that a mission comes to; a corrected signature takes the date of « gagnée » along."""
    if before is None or before["stage"] != mission.stage:
        recorder.delete_where(t.board_place, mission_id=mission.id)
        recorder.insert(t.mission_stage, mission_id=mission.id, stage=mission.stage, entered_on=entered)
    elif mission.signed_on and before["signed_on"] != mission.signed_on.isoformat():
        _move_won(recorder, mission.id, before["signed_on"], mission.signed_on)


def _move_won(recorder: Recorder, key: int | None, old: str | None, new: date) -> None:
    column = t.mission_stage.c
    query = sa.select(column.id, column.entered_on).where(column.mission_id == key, column.stage == Stage.WON)
    for row_id, entered in recorder.connection.execute(query).all():
        if entered.isoformat() == old:
            recorder.update(t.mission_stage, row_id, entered_on=new)


def _entered_on(mission: Mission, today: date) -> date:
    own = {Stage.WON: mission.signed_on, Stage.RUNNING: mission.starts_on, Stage.COMPLETED: mission.ends_on}
    day = own.get(mission.stage)
    return day if day is not None and day <= today else today


def _freeze(recorder: Recorder, core: Core, key: int, before: Mapping[str, Any] | None) -> None:
    """Freeze the path of a mission just signed, or whose answer was changed; any other keeps the one it has."""
    row = paths.row_of(recorder.connection, key)
    answer = ("signing_contact_id", "offer_interaction_id")
    changed = before is not None and any(before[name] != row[name] for name in answer)
    if changed or not paths.stored(recorder.connection, key):
        path_edits.derive_path(recorder, core, key)
