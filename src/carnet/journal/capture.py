"""Verbs of capture: one line, one person, one deed, with the encounter, introduction and follow-up it tells of."""

from collections.abc import Sequence

import sqlalchemy as sa

from carnet.domain.capture import parse
from carnet.domain.capture_values import PersonDraft
from carnet.domain.captures import SAME_EVENT, Captured, CaptureDefaults, CapturePreview, LikePerson
from carnet.domain.changes import Deed
from carnet.domain.clips import Clip
from carnet.domain.contacts import Contact, Person
from carnet.domain.events import EventRef, OccurrenceRef
from carnet.domain.ids import ContactId
from carnet.domain.matching import Likeness
from carnet.domain.text import fold, tokens
from carnet.errors import Refused
from carnet.journal import capture_sessions, likeness, opposition, organisations, series
from carnet.journal.attendance import attend
from carnet.journal.capture_sheets import contact_of, settle
from carnet.journal.capture_traces import Scene, encounter, follow_up, introduce, scene_of, understood
from carnet.journal.contact_loading import load
from carnet.journal.contact_writing import put
from carnet.journal.contacts import candidate, told_apart
from carnet.journal.core import Core
from carnet.journal.history import History, batch_group
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

    def new_group(self, event_id: EventRef | None = None) -> str:
        """Return a key under which the people of one panel, or one command, are kept together."""
        return batch_group(event_id, self._core.new_uid())

    def understand(self, text: str, html: str = "") -> Clip:
        """Return what a text copied elsewhere is; `html` is the form in which it was copied, too."""
        from carnet.formats import clips

        return clips.understand(text, html, self._core.clock.today(), self._core.options.country)

    def understand_codes(self, texts: Sequence[str]) -> Clip:
        """Return what the codes of one picture say."""
        from carnet.formats import clips

        return clips.understand_codes(texts, self._core.clock.today(), self._core.options.country)

    def understand_card(self, text: str) -> Clip:
        """Return the one person of the words on a business card."""
        from carnet.formats import clips

        return clips.understand_card(text, self._core.clock.today(), self._core.options.country)

    def preview(self, line: str | PersonDraft, *, event_id: EventRef | None = None, group: str = "") -> CapturePreview:
        """Return what a line would do, without doing it."""
        draft = self._read(line)
        if not draft.has_identity:
            return CapturePreview(draft)
        contact = contact_of(draft)
        with self._core.reading() as connection:
            promised = capture_sessions.placeholder(connection, group, draft)
            matches = _matches(connection, draft, contact, self._core, _row_of(connection, event_id))
            known = organisations.find(connection, draft.organisation) if draft.organisation else None
            return CapturePreview(
                draft,
                tuple(match for match in matches if match.contact_id != promised),
                _people(connection, likeness.named(connection, draft.via), self._core) if draft.via else (),
                known is not None,
                () if known is None else _members(connection, known, self._core),
                opposition.refuses(connection)(candidate(contact, self._core.options.country)),
            )

    def add(
        self,
        line: str | PersonDraft,
        *,
        event_id: EventRef | None = None,
        contact_id: int | None = None,
        via_id: int | None = None,
        group: str = "",
        defaults: CaptureDefaults = _NOTHING,
    ) -> Captured:
        """Enter the person of a line in one deed, all or nothing.

        Args:
            line: as typed, or its draft where chips were corrected.
            event_id: where she was met; an occurrence of a series gets its row in the same deed.
            contact_id: whom to link to, 0 for somebody new; without one a sure match is linked, anybody else is new.
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
            here = None if event_id is None else series.owned(recorder, self._core, event_id)
            entry = _Entry(recorder, self._core, draft, group, scene_of(recorder.connection, here, defaults))
            captured = entry.write(contact_id, via_id)
        return self._finished(captured, before)

    def expect(self, line: str, event: EventRef) -> Captured:
        """Enter the person of a line as somebody to meet at an event, in one deed.

        Raises:
            Refused: "no_identity" where there is no name, contact point or profile to know somebody by.
        """
        draft = self._read(line)
        if not draft.has_identity:
            raise Refused("no_identity", field="first_name")
        before = self._core.last_deed
        with self._core.writing(Deed.EXPECT, subject=_subject(draft)) as recorder:
            entry = _Entry(recorder, self._core, draft, "", scene_of(recorder.connection, None, _NOTHING))
            captured = entry.write(None, None)
            attend(recorder, series.owned(recorder, self._core, event), captured.contact_id, expected=True)
        return self._finished(captured, before)

    def add_all(self, lines: Sequence[str], *, event_id: EventRef | None = None) -> tuple[Captured, ...]:
        """Enter the people of several lines as one batch, each in her own deed; blank lines say nothing.

        All are read before any is written.

        Raises:
            Refused: "no_identity" with the lines, by their number from 1, that nobody can be known by.
        """
        drafts = {number: self._read(line) for number, line in enumerate(lines, 1) if line.strip()}
        nobody = {number: draft.raw.strip() for number, draft in drafts.items() if not draft.has_identity}
        if nobody:
            raise Refused("no_identity", field="first_name", lines=nobody)
        group = self.new_group(event_id)
        return tuple(self.add(draft, event_id=event_id, group=group) for draft in drafts.values())

    def session(self, group: str) -> tuple[Captured, ...]:
        """Return the people of a batch that stand, in the order they came."""
        with self._core.reading() as connection:
            return tuple(self._doubted(connection, person) for person in capture_sessions.people(connection, group))

    def undo_session(self, group: str) -> int:
        """Take back a whole batch, the last person first, all or none; return how many deeds."""
        return History(self._core).undo_group(group)

    def _read(self, line: str | PersonDraft) -> PersonDraft:
        if isinstance(line, PersonDraft):
            return line
        return parse(line, self._core.clock.today(), self._core.options.country)

    def _doubted(self, connection: sa.Connection, person: Captured) -> Captured:
        """Return a person with those she may be: what a line met when it was entered is kept nowhere."""
        if not person.created:
            return person
        apart = told_apart(connection, person.contact_id)
        likely = _like_people(connection, load(connection, person.contact_id), self._core, hide=False)
        return person._replace(doubles=tuple(match for match in likely if match.contact_id not in apart))

    def _finished(self, captured: Captured, before: int | None) -> Captured:
        with self._core.reading() as connection:
            told = quick.first(connection, capture_sessions.NAMED, (captured.contact_id,))
            name, title, organisation = told or ("", "", "")
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
        matches = self._matches(contact) if contact_id is None else ()
        promised = capture_sessions.placeholder(connection, self._group, self._draft) if contact_id is None else None
        linked = contact_id or promised or _sure(matches)
        via, ambiguous = self._introducer(via_id, linked)
        note = self._note(via)
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

    def _matches(self, contact: Contact) -> tuple[LikePerson, ...]:
        connection, at = self._recorder.connection, self._scene.event_id
        return _matches(connection, self._draft, contact, self._core, at, hide=False)

    def _settle(self, linked: int | None, contact: Contact, note: str) -> int:
        about = "" if self._scene.day is not None else note
        if linked is not None:
            name_of(self._recorder.connection, linked)
            settle(self._recorder, self._core, linked, contact, about)
            return linked
        return put(self._recorder, self._core, self._scene.arriving(contact, about))

    def _introducer(self, via_id: int | None, linked: int | None) -> tuple[int | str | None, tuple[Person, ...]]:
        """Return whom `via` means (an id, or a name nobody has yet), and the people among whom it is not clear.

        The user and the person of the line herself introduce nobody.
        """
        connection = self._recorder.connection
        if via_id is not None:
            return (None if via_id == linked or _is_me(connection, via_id) else via_id), ()
        name = self._draft.via
        if not name or fold(name) == fold(f"{self._draft.first_name} {self._draft.last_name}"):
            return None, ()
        known = likeness.named(connection, name)
        others = [key for key in known if key != linked]
        if len(others) > 1:
            return None, _people(connection, others, self._core)
        if others:
            return others[0], ()
        return (None if known or _names_me(connection, name) else name), ()

    def _note(self, via: int | str | None) -> str:
        left_over = f"via {self._draft.via}" if self._draft.via and via is None else ""
        return "\n".join(part for part in (self._draft.note, left_over) if part)


def _is_me(connection: sa.Connection, contact_id: int) -> bool:
    query = sa.select(t.contact.c.id).where(t.contact.c.id == contact_id, t.contact.c.is_me.is_(True))
    return connection.execute(query).first() is not None


def _names_me(connection: sa.Connection, name: str) -> bool:
    """Tell whether a name is that of the user, whose own card is found by no name."""
    query = sa.select(_FACT.display_name).join(t.contact, t.contact.c.id == _FACT.contact_id)
    mine = connection.execute(query.where(t.contact.c.is_me.is_(True))).scalar()
    return mine is not None and set(tokens(name)) <= set(tokens(mine))


def _row_of(connection: sa.Connection, event: EventRef | None) -> int | None:
    """Return the row of an event, None for one that has none yet."""
    if not isinstance(event, OccurrenceRef):
        return event
    found = series.row_of(connection, event)
    return None if found is None else found[0]


def _matches(
    connection: sa.Connection,
    draft: PersonDraft,
    contact: Contact,
    core: Core,
    event_id: int | None,
    *,
    hide: bool = True,
) -> tuple[LikePerson, ...]:
    """Return whom a line may describe; whoever of the event bears just that name is surely meant."""
    likely = _like_people(connection, contact, core, hide=hide)
    shown = visible(core.options.work_mode and hide)
    here = None if event_id is None else capture_sessions.attendee(connection, event_id, draft, shown)
    if here is None:
        return likely
    found = [LikePerson(here.id, here.name, here.detail, "sure", (SAME_EVENT,))]
    return (*found, *(match for match in likely if match.contact_id != here.id))


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
