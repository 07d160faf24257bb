"""Verbs and reads of contacts; writing, merging, lists and sheets each live in a module of their own."""

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

import sqlalchemy as sa

from carnet.domain.capture import parse
from carnet.domain.changes import Changes, Deed
from carnet.domain.contacts import (
    Channel,
    Contact,
    ContactFilter,
    ContactRow,
    ContactSheet,
    Network,
    OriginSource,
    PaperRow,
    Person,
    PointKind,
    Sphere,
    TimelineItem,
    TimelineKey,
)
from carnet.domain.ids import ContactId, id_of
from carnet.domain.matching import Candidate, Likeness, MatchReason, compare
from carnet.domain.merging import Choices, MergeSheet
from carnet.domain.points import normalise
from carnet.domain.text import clean, fold
from carnet.errors import Reason, Refused
from carnet.formats.vcard_photo import LARGEST_PHOTO
from carnet.formats.vcard_photo import media_type as media_type_of
from carnet.journal import contact_lists, contact_loading, contact_sheets, contact_writing, merge_sheets, merging
from carnet.journal.brought import Brought
from carnet.journal.contact_conditions import cities
from carnet.journal.contact_writing import change, fill, put
from carnet.journal.core import Core, Options
from carnet.journal.matches import matches
from carnet.journal.people import name_of
from carnet.journal.scattered import scattered_contacts
from carnet.journal.search import Scope as _Scope
from carnet.journal.search import Seeker, found_contacts, scope
from carnet.store import tables as t
from carnet.store.quick import chunks, marks

__all__ = ["Contacts", "candidate", "change", "duplicates", "fill", "put"]

Duplicate = tuple[ContactId, Likeness, tuple[MatchReason, ...]]


class _Asked(NamedTuple):
    """All that the beginning of a sheet depends on besides the file."""

    contact_id: int
    timeline_limit: int
    today: date
    options: Options


class Contacts:
    """The people of the journal."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._brought = Brought(core)
        self._told: dict[int, int] = {}  # the exchanges that the words of the last search are in
        self._ahead: tuple[_Asked, ContactSheet] | None = None
        core.listen(self._on_changes, first=True)

    def ids(self, chosen: ContactFilter, limit: int | None = None) -> list[int]:
        """Return the ids of a filter in the order asked, or best match first where words are typed."""
        with self._core.reading() as connection:
            self._told = {}
            return contact_lists.ids(connection, self._core, self._brought, chosen, limit, told=self._told)

    def _on_changes(self, _changes: Changes) -> None:
        self._ahead = None

    def rank(self) -> None:
        """Work out who brought how much, so that a list is soon sorted by that; from whatever thread."""
        with self._core.reading() as connection:
            self._brought.ranked(connection)

    def scattered(self, chosen: ContactFilter, limit: int = 50) -> list[int]:
        """Return who has the words of a filter in different places; may take some tens of milliseconds."""
        with self._core.reading() as connection:
            seeker = Seeker.of(self._core, contact_lists.conditions(connection, self._core, chosen), self._told)
            return scattered_contacts(connection, clean(chosen.text), seeker, limit)

    def pages(self, chosen: ContactFilter, size: int = 2000) -> Iterator[list[int]]:
        """Yield the same ids `size` at a time; close the iterator where the rest is not wanted."""
        with self._core.reading() as connection:
            yield from contact_lists.pages(connection, self._core, self._brought, chosen, size, told=self._told)

    def condition(self, chosen: ContactFilter) -> _Scope:
        """Return what a filter, its words left out, means to a search."""
        with self._core.reading() as connection:
            return contact_lists.conditions(connection, self._core, chosen)

    def rows(self, ids: Sequence[int], *, with_brought: bool = False, found_by: str = "") -> dict[int, ContactRow]:
        """Return the lines of these contacts, with what they brought and why words found them, where that is asked."""
        with self._core.reading() as connection:
            brought = self._brought.cents(connection) if with_brought else None
            found = contact_lists.rows(connection, ids, self._core.clock.today(), brought)
            if found_by.strip():
                why = matches(connection, found, clean(found_by), self._told)
                found |= {key: found[key]._replace(match=text) for key, text in why.items()}
            return found

    def on_paper(self, chosen: ContactFilter) -> list[PaperRow]:
        """Return the lines of a filter in its order, as a list on paper has them."""
        with self._core.reading() as connection:
            keys = contact_lists.ids(connection, self._core, self._brought, chosen, None)
            return contact_lists.on_paper(connection, keys, self._core.options.country)

    def count(self, chosen: ContactFilter) -> int:
        """Return how many contacts a filter holds."""
        return deque(self.counting(chosen), 1)[0]

    def counting(self, chosen: ContactFilter) -> Iterator[int]:
        """Yield how many contacts a filter holds as far as they are counted; the last is the answer."""
        with self._core.reading() as connection:
            yield from contact_lists.counting(connection, self._core, chosen)

    def total(self) -> int:
        """Return how many contacts there are."""
        return self.count(ContactFilter())

    def level_counts(self) -> dict[str, int]:
        """Return how many contacts stand at each level of warmth, "none" among them."""
        with self._core.reading() as connection:
            return contact_lists.level_counts(connection, self._core)

    def origin_counts(self) -> dict[Channel, int]:
        """Return how many contacts came by each origin."""
        with self._core.reading() as connection:
            found = contact_lists.column_counts(connection, self._core, "origin")
            return {Channel(key): number for key, number in found.items()}

    def sphere_counts(self) -> dict[Sphere, int]:
        """Return how many contacts each sphere holds."""
        with self._core.reading() as connection:
            found = contact_lists.column_counts(connection, self._core, "sphere")
            return {Sphere(key): number for key, number in found.items()}

    def cities(self, prefix: str, limit: int = 8) -> list[str]:
        """Return the cities of people that begin so, by name."""
        with self._core.reading() as connection:
            return cities(connection, prefix)[:limit]

    def sheet(self, contact_id: int, *, timeline_limit: int = 200) -> ContactSheet:
        """Return all that the sheet of a person shows."""
        with self._core.reading() as connection:
            return contact_sheets.sheet(connection, self._core, contact_id, timeline_limit)

    def begun(self, contact_id: int, *, timeline_limit: int) -> ContactSheet:
        """Return what head and timeline of a sheet show, the rest of it empty until it is `completed`."""
        asked = _Asked(contact_id, timeline_limit, self._core.clock.today(), self._core.options)
        if self._ahead is not None and self._ahead[0] == asked:
            return self._ahead[1]
        with self._core.glancing() as connection:
            return contact_sheets.begun(connection, self._core, contact_id, timeline_limit)

    def expect(self, contact_id: int, *, timeline_limit: int) -> None:
        """Read ahead what `begun` will soon be asked, kept until something changes; nothing of who is gone."""
        with suppress(Refused):
            sheet = self.begun(contact_id, timeline_limit=timeline_limit)
            asked = _Asked(contact_id, timeline_limit, self._core.clock.today(), self._core.options)
            self._ahead = asked, sheet

    def completed(self, begun: ContactSheet) -> ContactSheet:
        """Return the sheet with what its facts say."""
        with self._core.reading() as connection:
            return contact_sheets.completed(connection, self._core, begun)

    def get(self, contact_id: int) -> Contact:
        """Return a contact as a form edits it."""
        with self._core.reading() as connection:
            return contact_loading.load(connection, contact_id)

    def timeline_keys(self, contact_id: int) -> tuple[TimelineKey, ...]:
        """Return where each entry of a person's timeline stands, the newest first, the undated last."""
        with self._core.reading() as connection:
            return contact_sheets.timeline_keys(connection, self._core, contact_id)

    def timeline(self, contact_id: int, keys: Sequence[TimelineKey]) -> tuple[TimelineItem, ...]:
        """Return entries of a person's timeline, in the order of their keys."""
        with self._core.reading() as connection:
            return contact_sheets.timeline(connection, self._core, contact_id, keys)

    def find(self, text: str, limit: int = 20) -> list[Person]:
        """Return who is meant by an id or a name: those of exactly this name, else those whose name begins so."""
        with self._core.reading() as connection:
            within = _Scope(scope(self._core.options.work_mode))
            key = id_of(text)
            if key is not None and (found := _people(connection, [key], within)):
                return found
            exact = named(connection, text, within)
            return _people(connection, exact or _by_name(connection, text, within, limit), within)

    def suggest(self, prefix: str, limit: int = 8) -> list[ContactRow]:
        """Return the lines of the people found by what is typed so far."""
        keys = self.ids(ContactFilter(text=prefix), limit)
        rows = self.rows(keys)
        return [rows[key] for key in keys if key in rows]

    def save(self, contact: Contact) -> ContactId:
        """Create or update a contact with its children; organisations, tags and circles come by name.

        Raises:
            Refused: nothing to go by, an incomplete e-mail, an impossible cadence.
        """
        before = self.get(contact.id) if contact.id is not None else None
        contact_writing.check(contact, before)
        with self._core.writing(Deed.SAVE_CONTACT, subject=_subject(contact)) as recorder:
            return put(recorder, self._core, contact)

    def edit(self, contact_id: int, **fields: Any) -> None:
        """Change single fields; dates may come as ISO text; choosing an origin marks it as the user's.

        Raises:
            Refused: as `save`; `field` names the field at fault.
        """
        values = _checked(fields)
        with self._core.writing(Deed.SAVE_CONTACT, subject=self.name(contact_id)) as recorder:
            before = contact_loading.load(recorder.connection, contact_id)
            change(recorder, self._core, ContactId(contact_id), values)
            contact_writing.check(contact_loading.load(recorder.connection, contact_id), before)

    def name(self, contact_id: int) -> str:
        """Return the name a person is shown by."""
        with self._core.reading() as connection:
            return name_of(connection, contact_id)

    def is_shown(self, contact_id: int) -> bool:
        """Tell whether a sheet can be shown: neither in the trash nor, in work mode, of private life."""
        sql = (
            "SELECT 1 FROM contact_fact f JOIN contact c ON c.id = f.contact_id WHERE f.contact_id = ? "
            f"AND (({scope(self._core.options.work_mode)}) OR (c.is_me = 1 AND c.deleted_at IS NULL))"
        )
        with self._core.reading() as connection:
            return connection.exec_driver_sql(sql, (contact_id,)).first() is not None

    def my_card(self) -> ContactId | None:
        """Return the user's own card, None where there is none yet."""
        sql = "SELECT id FROM contact WHERE is_me = 1 AND deleted_at IS NULL"
        with self._core.reading() as connection:
            key = connection.exec_driver_sql(sql).scalar()
        return None if key is None else ContactId(key)

    def make_my_card(self, name: str) -> ContactId:
        """Create the user's own card under a name, read as capture reads one."""
        draft = parse(name.replace(",", " "), self._core.clock.today())
        return self.save(Contact(first_name=draft.first_name, last_name=draft.last_name, is_me=True))

    def photo(self, contact_id: int) -> bytes | None:
        """Return the picture of a person."""
        query = sa.select(t.photo.c.data).where(t.photo.c.contact_id == contact_id).order_by(t.photo.c.id.desc())
        with self._core.reading() as connection:
            data = connection.execute(query).scalar()
        return None if data is None else bytes(data)

    def set_photo(self, contact_id: int, data: bytes | None, media_type: str = "") -> None:
        """Give a contact another picture, encoded, or none.

        Raises:
            Refused: it is too large, or no picture that cards can carry.
        """
        if data is not None and (len(data) > LARGEST_PHOTO or media_type_of(data) != media_type):
            raise Refused("photo_unreadable", field="photo")
        with self._core.writing(Deed.SAVE_CONTACT, subject=self.name(contact_id)) as recorder:
            query = sa.select(t.photo.c.id, t.photo.c.data).where(t.photo.c.contact_id == contact_id)
            known = recorder.connection.execute(query).all()
            if [bytes(row.data) for row in known] == ([] if data is None else [data]):
                return
            # The new row comes first, so that its id is another one.
            if data is not None:
                recorder.insert(t.photo, contact_id=contact_id, media_type=media_type, data=data)
            for row in known:
                recorder.delete(t.photo, row.id)
            recorder.update(t.contact, contact_id, updated_at=self._core.clock.now())

    def delete(self, *contact_ids: int) -> None:
        """Put contacts into the trash, several of them as one deed."""
        if not contact_ids:
            return
        one = len(contact_ids) == 1
        deed = Deed.DELETE_CONTACT if one else Deed.DELETE_CONTACTS
        subject = self.name(contact_ids[0]) if one else str(len(contact_ids))
        with self._core.writing(deed, subject=subject) as recorder:
            for contact_id in contact_ids:
                recorder.update(t.contact, contact_id, deleted_at=self._core.clock.now())

    def restore(self, contact_id: int) -> None:
        """Take a contact out of the trash."""
        with self._core.writing(Deed.RESTORE_CONTACT, subject=self.name(contact_id)) as recorder:
            recorder.update(t.contact, contact_id, deleted_at=None)

    def merge_sheet(self, one: int, other: int) -> MergeSheet:
        """Return two sheets side by side, the older one first, with what hangs on each.

        Raises:
            Refused: one of them is not there, or they are one.
        """
        if one == other:
            raise Refused(Reason.EXISTS, field="other")
        with self._core.reading() as connection:
            return merge_sheets.read(connection, self._core, *merge_sheets.in_order(connection, one, other))

    def merge(self, keep_id: int, other_id: int, choices: Choices | None = None) -> None:
        """Make two sheets of one person one; the gaps of the first are filled, nothing of the second is lost.

        `choices` say row by row whose value is taken, Side.A being the sheet that stays; rows left out take the
        default of `domain.merging`.
        """
        if keep_id == other_id:
            raise Refused(Reason.EXISTS, field="other")
        with self._core.writing(Deed.MERGE_CONTACTS, subject=self.name(keep_id)) as recorder:
            merging.merge_into(recorder, self._core, keep_id, other_id, choices)

    def mark_not_same(self, a: int, b: int) -> None:
        """Remember that two contacts that look alike are two people."""
        low, high = sorted((a, b))
        with self._core.writing(Deed.MARK_NOT_SAME, subject=self.name(low)) as recorder:
            table = t.not_same
            known = sa.select(table.c.id).where(table.c.contact_id == low, table.c.other_id == high)
            if recorder.connection.execute(known).first() is None:
                recorder.insert(table, contact_id=low, other_id=high)

    def duplicates_of(self, contact: Contact) -> list[Duplicate]:
        """Return the contacts that may be the same person, the surest first; pairs told apart are left out."""
        with self._core.reading() as connection:
            return duplicates(connection, self._core, contact)


def candidate(contact: Contact, country: str) -> Candidate:
    """Return what is compared of a contact, its points normalised."""

    def normals(kind: PointKind) -> frozenset[str]:
        points = (point for point in contact.points if point.kind is kind)
        return frozenset(text for point in points if (text := normalise(point, country)))

    return Candidate(
        first_name=contact.first_name,
        last_name=contact.last_name,
        nickname=contact.nickname,
        aliases=contact.aliases,
        emails=normals(PointKind.EMAIL),
        phones=normals(PointKind.PHONE),
        linkedin=frozenset(p.slug for p in contact.profiles if p.network is Network.LINKEDIN and p.slug),
        organisations=frozenset(position.organisation for position in contact.affiliations if position.organisation),
    )


def duplicates(connection: sa.Connection, core: Core, contact: Contact) -> list[Duplicate]:
    """Return the contacts that may be the same person as a draft or a stored one, inside a read or a verb."""
    country = core.options.country
    mine = candidate(contact, country)
    apart = told_apart(connection, contact.id)
    found: list[Duplicate] = []
    for key in _lookalikes(connection, mine):
        if key == contact.id or key in apart:
            continue
        match = compare(mine, candidate(contact_loading.load(connection, key), country))
        if match.likeness is not Likeness.NONE:
            found.append((ContactId(key), match.likeness, match.reasons))
    return sorted(found, key=lambda each: (-each[1], each[0]))


def named(connection: sa.Connection, text: str, within: _Scope) -> list[int]:
    """Return the contacts of exactly this name, alias included, whatever case, accents and order of its words."""
    words = sorted(fold(text).split())
    if not words:
        return []
    sql = (
        "SELECT n.contact_id, f.display_name, a.name FROM name_token n "
        "CROSS JOIN contact_fact f ON f.contact_id = n.contact_id LEFT JOIN alias a ON a.contact_id = n.contact_id "
        f"WHERE n.token = ? AND {within.sql} ORDER BY n.sort_key"
    )
    rows = connection.exec_driver_sql(sql, (max(words, key=len), *within.parameters))
    same = (key for key, *names in rows if any(sorted(fold(name).split()) == words for name in names if name))
    return list(dict.fromkeys(same))


def _by_name(connection: sa.Connection, text: str, within: _Scope, limit: int) -> list[int]:
    keys = islice(found_contacts(connection, text, Seeker(within, "FR", "", {})), limit)
    sql = "SELECT 1 FROM name_token WHERE contact_id = ? AND token >= ? AND token < ?"

    def fits(key: int) -> bool:
        bounds = ((word, word + "\U0010ffff") for word in fold(text).split())
        return all(connection.exec_driver_sql(sql, (key, *pair)).first() is not None for pair in bounds)

    return [key for key in keys if fits(key)]


def _people(connection: sa.Connection, keys: Sequence[int], within: _Scope) -> list[Person]:
    sql = (
        "SELECT contact_id, display_name, title, organisation FROM contact_fact f "
        f"WHERE contact_id IN ({marks(keys)}) AND {within.sql}"
    )
    rows = {row[0]: row for row in connection.exec_driver_sql(sql, (*keys, *within.parameters))}
    found = (rows[key] for key in keys if key in rows)
    return [Person(ContactId(row[0]), row[1], ", ".join(part for part in row[2:] if part)) for row in found]


def _lookalikes(connection: sa.Connection, person: Candidate) -> list[int]:
    """Return the contacts outside the trash that share a point, a profile or a whole name with a person."""
    found: set[int] = set()
    for sql, values in (
        ("SELECT contact_id FROM contact_point WHERE kind = 'email' AND normalised IN ({})", person.emails),
        ("SELECT contact_id FROM contact_point WHERE kind = 'phone' AND normalised IN ({})", person.phones),
        ("SELECT contact_id FROM social_profile WHERE network = 'linkedin' AND slug IN ({})", person.linkedin),
    ):
        keys = sorted(values)
        found.update(connection.exec_driver_sql(sql.format(",".join("?" * len(keys))), tuple(keys)).scalars())
    for name in {fold(f"{person.first_name} {person.last_name}"), *(fold(alias) for alias in person.aliases)} - {""}:
        words = name.split()
        sql = "SELECT contact_id FROM name_token WHERE token = ?" + (
            " AND contact_id IN (SELECT contact_id FROM name_token WHERE token = ?)" if len(words) > 1 else ""
        )
        found.update(connection.exec_driver_sql(sql, (words[-1], *words[:1])[: min(len(words), 2)]).scalars())
    visible = (
        connection.exec_driver_sql(
            f"SELECT contact_id FROM contact_fact WHERE +hidden = 0 AND contact_id IN ({marks(run)})",
            run,
        ).scalars()
        for run in chunks(sorted(found))
    )
    return [key for run in visible for key in run]


def told_apart(connection: sa.Connection, contact_id: int | None) -> set[int]:
    """Return the people of whom the user said that they are somebody else."""
    if contact_id is None:
        return set()
    sql = "SELECT other_id FROM not_same WHERE contact_id = ? UNION SELECT contact_id FROM not_same WHERE other_id = ?"
    return set(connection.exec_driver_sql(sql, (contact_id, contact_id)).scalars())


_FIELDS = frozenset({*contact_loading.SCALARS, *contact_writing.CHILDREN})


def _checked(fields: dict[str, Any]) -> dict[str, Any]:
    unknown = fields.keys() - _FIELDS
    if unknown:
        raise TypeError(sorted(unknown))
    values = dict(fields)
    for name in ("birthday", "met_on"):
        if name in values:
            values[name] = contact_writing.partial_date(values[name], name)
    if "origin_channel" in values and "origin_source" not in values:
        chosen = values["origin_channel"] is not None
        values["origin_source"] = OriginSource.USER if chosen else OriginSource.DERIVED
    return values


def _subject(contact: Contact) -> str:
    first = next((position.organisation for position in contact.affiliations), "")
    point = next((point.value for point in contact.points), "")
    return contact_writing.spoken_name(contact) or contact.nickname or first or point
