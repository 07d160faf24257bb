"""Verbs of capture: one line, one person, one deed, with the encounter, introduction and follow-up it tells of."""

from collections.abc import Sequence

import sqlalchemy as sa

from carnet.domain.capture import parse
from carnet.domain.capture_values import PersonDraft
from carnet.domain.captures import Captured, CaptureDefaults, CapturePreview, LikePerson
from carnet.domain.changes import Deed
from carnet.domain.contacts import Contact, Person
from carnet.domain.ids import ContactId
from carnet.domain.matching import Likeness
from carnet.errors import Refused
from carnet.journal import capture_sessions, likeness, organisations
from carnet.journal.capture_sheets import contact_of, settle
from carnet.journal.capture_traces import Scene, encounter, follow_up, introduce, scene_of, understood
from carnet.journal.contact_writing import put
from carnet.journal.core import Core
from carnet.journal.events import attend
from carnet.journal.history import History
from carnet.journal.people import name_of, visible
from carnet.store import quick
from carnet.store import tables as t
from carnet.store.recorder import Recorder

_FACT = t.contact_fact.c
_NOTHING = CaptureDefaults()


class Capture:
    """Adding people by lines of text."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def new_group(self, event_id: int | None = None) -> str:
        """Return a key under which the people of one panel, or one command, are kept together."""
        return f"{event_id or ''}:{self._core.new_uid()}"

    def preview(self, line: str | PersonDraft, *, event_id: int | None = None, group: str = "") -> CapturePreview:
        """Return what a line would do, without doing it."""
        draft = self._read(line)
        if not draft.has_identity:
            return CapturePreview(draft)
        contact = contact_of(draft)
        with self._core.reading() as connection:
            promised = capture_sessions.placeholder(connection, group, draft)
            matches = _like_people(connection, contact, self._core)
            known = organisations.find(connection, draft.organisation) if draft.organisation else None
            return CapturePreview(
                draft,
                tuple(match for match in matches if match.contact_id != promised),
                _people(connection, likeness.named(connection, draft.via), self._core) if draft.via else (),
                known is not None,
                () if known is None else _members(connection, known, self._core),
            )

    def add(
        self,
        line: str | PersonDraft,
        *,
        event_id: int | None = None,
        contact_id: int | None = None,
        via_id: int | None = None,
        group: str = "",
        defaults: CaptureDefaults = _NOTHING,
    ) -> Captured:
        """Enter the person of a line in one deed, all or nothing.

        Args:
            line: as typed, or its draft where chips were corrected.
            event_id: where she was met.
            contact_id: whom to link to; without one a sure match is linked, anybody else is new.
            via_id: whom `via` means, where several have that name; without one such a name stays in the note.
            group: key of the batch, from `new_group`.
            defaults: what everybody of the batch receives.

        Raises:
            Refused: "no_identity" where there is no name, contact point or profile to know somebody by.
        """
        draft = self._read(line)
        if not draft.has_identity and contact_id is None:
            raise Refused("no_identity", field="first_name")
        before = self._core.last_deed
        with self._core.writing(Deed.CAPTURE, subject=_subject(draft), group=group) as recorder:
            entry = _Entry(recorder, self._core, draft, group, scene_of(recorder.connection, event_id, defaults))
            captured = entry.write(contact_id, via_id)
        return self._finished(captured, before)

    def session(self, group: str) -> tuple[Captured, ...]:
        """Return the people of a batch that stand, in the order they came."""
        with self._core.reading() as connection:
            return capture_sessions.people(connection, group)

    def undo_session(self, group: str) -> int:
        """Take back a whole batch, the last person first, all or none; return how many deeds."""
        return History(self._core).undo_group(group)

    def _read(self, line: str | PersonDraft) -> PersonDraft:
        if isinstance(line, PersonDraft):
            return line
        return parse(line, self._core.clock.today(), self._core.options.country)

    def _finished(self, captured: Captured, before: int | None) -> Captured:
        with self._core.reading() as connection:
            sql = "SELECT display_name, title, organisation FROM contact_fact WHERE contact_id = ?"
            name, title, organisation = quick.first(connection, sql, (captured.contact_id,)) or ("", "", "")
        deed_id = self._core.last_deed
        return captured._replace(
            name=name,
            title=title,
            organisation=organisation,
            deed_id=None if deed_id == before else deed_id,
        )


class _Entry:
    """One line on its way into the journal."""

    def __init__(self, recorder: Recorder, core: Core, draft: PersonDraft, group: str, scene: Scene) -> None:
        self._recorder = recorder
        self._core = core
        self._draft = draft
        self._group = group
        self._scene = scene

    def write(self, contact_id: int | None, via_id: int | None) -> Captured:
        connection = self._recorder.connection
        contact = contact_of(self._draft, self._scene.defaults.tags)
        matches = [] if contact_id is not None else _like_people(connection, contact, self._core, hide=False)
        via, ambiguous = self._introducer(via_id, contact_id)
        promised = capture_sessions.placeholder(connection, self._group, self._draft) if contact_id is None else None
        linked = contact_id or promised or _sure(matches)
        note = self._note(via, ambiguous)
        key = self._settle(linked, contact, note)
        is_new = linked is None or linked == promised
        doubles = tuple(match for match in matches if linked is None and match.contact_id != key)
        interaction_id = encounter(
            self._recorder, self._core, self._scene, key, note=note, is_first=is_new, is_new=linked is None
        )
        if self._scene.event_id is not None:
            attend(self._recorder, self._scene.event_id, key, met=True)
        wanted = follow_up(self._recorder, self._core, self._scene, key, self._draft)
        if via is not None:
            introduce(self._recorder, self._core, self._scene, key, via=via, interaction_id=interaction_id)
        return Captured(
            contact_id=key,
            created=linked is None,
            name="",
            title="",
            organisation="",
            note=note,
            ambiguous=ambiguous,
            understood=understood(self._draft, None if wanted is None else wanted.due_on),
            interaction_id=interaction_id,
            follow_up_on=None if wanted is None else wanted.scheduled_on,
            tags=contact.tags,
            doubles=doubles,
        )

    def _settle(self, linked: int | None, contact: Contact, note: str) -> int:
        about = "" if self._scene.day is not None else note
        if linked is not None:
            name_of(self._recorder.connection, linked)
            settle(self._recorder, self._core, linked, contact, about)
            return linked
        return put(self._recorder, self._core, self._scene.arriving(contact, about))

    def _introducer(self, via_id: int | None, contact_id: int | None) -> tuple[int | str | None, tuple[Person, ...]]:
        """Return whom `via` means (an id, or a name nobody has yet), and the people among whom it is not clear."""
        if via_id is not None:
            return (None if via_id == contact_id else via_id), ()
        if not self._draft.via:
            return None, ()
        connection = self._recorder.connection
        found = [key for key in likeness.named(connection, self._draft.via) if key != contact_id]
        if len(found) > 1:
            return None, _people(connection, found, self._core)
        return (found[0] if found else self._draft.via), ()

    def _note(self, via: int | str | None, ambiguous: Sequence[Person]) -> str:
        left_over = f"via {self._draft.via}" if self._draft.via and via is None and ambiguous else ""
        return "\n".join(part for part in (self._draft.note, left_over) if part)


def _sure(matches: Sequence[LikePerson]) -> int | None:
    """Return the one person whom a line surely describes; two sure ones are a choice for the user."""
    sure = [match.contact_id for match in matches if match.verdict == "sure"]
    return sure[0] if len(sure) == 1 else None


def _subject(draft: PersonDraft) -> str:
    name = f"{draft.first_name} {draft.last_name}".strip()
    return name or draft.organisation or next((point.value for point in draft.points), draft.raw)


def _like_people(
    connection: sa.Connection, contact: Contact, core: Core, *, hide: bool = True
) -> tuple[LikePerson, ...]:
    likes = likeness.likes(connection, contact, core.options.country)
    people = _people(connection, [like.contact_id for like in likes], core, hide=hide) if likes else ()
    shown: dict[int, Person] = {person.id: person for person in people}
    return tuple(
        LikePerson(
            like.contact_id,
            shown[like.contact_id].name,
            shown[like.contact_id].detail,
            "sure" if like.likeness is Likeness.SURE else "possible",
            like.reasons,
        )
        for like in likes
        if like.contact_id in shown
    )


def _people(connection: sa.Connection, ids: Sequence[int], core: Core, *, hide: bool = True) -> tuple[Person, ...]:
    query = sa.select(_FACT.contact_id, _FACT.display_name, _FACT.title, _FACT.organisation).where(
        _FACT.contact_id.in_(ids), sa.text(visible(core.options.work_mode and hide))
    )
    rows = {row.contact_id: row for row in connection.execute(query)}
    return tuple(
        Person(
            ContactId(key), rows[key].display_name, ", ".join(filter(None, (rows[key].title, rows[key].organisation)))
        )
        for key in ids
        if key in rows
    )


def _members(connection: sa.Connection, organisation_id: int, core: Core) -> tuple[str, ...]:
    query = sa.select(_FACT.display_name).where(
        _FACT.organisation_id == organisation_id, sa.text(visible(core.options.work_mode))
    )
    return tuple(connection.execute(query.order_by(_FACT.sort_key).limit(3)).scalars())
