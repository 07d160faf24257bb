"""The people an import may meet: those already in the journal as drafts and candidates, found by what they share."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from carnet.domain.contacts import Channel, ContactPoint, Network, PointKind, SocialProfile, Sphere
from carnet.domain.dates import PartialDate
from carnet.domain.matching import Candidate, Likeness, Match, compare, keys, organisation_key, organisation_keys
from carnet.domain.text import fold, tokens
from carnet.formats.drafts import ContactDraft
from carnet.store.quick import chunks, mappings, marks, rows

_LOOKUPS = (
    ("SELECT contact_id FROM contact_point WHERE kind = 'email' AND normalised IN ({})", "emails"),
    ("SELECT contact_id FROM contact_point WHERE kind = 'phone' AND normalised IN ({})", "phones"),
    ("SELECT contact_id FROM social_profile WHERE network = 'linkedin' AND slug IN ({})", "linkedin"),
)


def candidate(draft: ContactDraft, organisations: Iterable[str] = ()) -> Candidate:
    """Return what is compared of a draft, whose points are normalised already."""
    points = defaultdict(set)
    for point in draft.points:
        if point.normalised:
            points[point.kind].add(point.normalised)
    names = {draft.organisation, *organisations} - {""}
    return Candidate(
        first_name=draft.first_name,
        last_name=draft.last_name,
        nickname=draft.nickname,
        aliases=draft.aliases,
        emails=frozenset(points[PointKind.EMAIL]),
        phones=frozenset(points[PointKind.PHONE]),
        linkedin=frozenset(p.slug for p in draft.profiles if p.network is Network.LINKEDIN and p.slug),
        organisations=frozenset(names),
    )


class Directory:
    """Candidates by what they share, so that each draft is compared with the few it may be.

    Keys above zero are contact ids, those below zero new people of the same file.
    """

    def __init__(self) -> None:
        self._people: dict[int, Candidate] = {}
        self._latest: tuple[Candidate, list[str]] = (Candidate(), [])
        self._by_key: defaultdict[str, set[int]] = defaultdict(set)

    def add(self, key: int, person: Candidate) -> None:
        """Add a person, or what has been learnt of one."""
        self._people[key] = person
        for shared in self._keys(person):
            self._by_key[shared].add(key)

    def matches(self, person: Candidate) -> list[tuple[int, Match]]:
        """Return the people that a candidate surely or possibly is, the likeliest first."""
        near = {key for shared in self._keys(person) for key in self._by_key.get(shared, ())}
        found = [(key, match) for key in near if (match := compare(person, self._people[key])).likeness]
        return sorted(found, key=_likeliest_first)

    def _keys(self, person: Candidate) -> list[str]:
        """Return what a person is found by; whoever was looked for last is often added next."""
        if self._latest[0] is not person:
            self._latest = (person, list(keys(person)))
        return self._latest[1]

    def __getitem__(self, key: int) -> Candidate:
        return self._people[key]

    def __contains__(self, key: int) -> bool:
        return key in self._people


def _likeliest_first(found: tuple[int, Match]) -> tuple[int, int, bool, int]:
    key, match = found
    sure = match.likeness is Likeness.SURE
    return (-int(match.likeness), -len(match.reasons) if sure else 0, key < 0, abs(key))


def reachable(connection: sa.Connection, people: Sequence[Candidate]) -> list[int]:
    """Return the contacts that share an address, a number, a profile, or a firm and a word of the name with someone."""
    wanted: dict[str, set[str]] = {"emails": set(), "phones": set(), "linkedin": set()}
    for person in people:
        wanted["emails"] |= person.emails
        wanted["phones"] |= person.phones
        wanted["linkedin"] |= person.linkedin
    found = _namesakes(connection, people)
    for sql, name in _LOOKUPS:
        for run in chunks(sorted(wanted[name])):
            found.update(connection.exec_driver_sql(sql.format(marks(run)), run).scalars())
    return sorted(found)


def _namesakes(connection: sa.Connection, people: Sequence[Candidate]) -> set[int]:
    """Return who shares both a word of the name and an organisation with someone: many are called Hélène elsewhere."""
    firms: defaultdict[str, set[str]] = defaultdict(set)
    for person in people:
        for firm in organisation_keys(person):
            for word in tokens(f"{person.first_name} {person.last_name} {person.nickname}"):
                firms[word].add(firm)
    if not firms:
        return set()
    members = _members(connection, set().union(*firms.values()))
    sql = "SELECT token, contact_id FROM name_token WHERE token IN ({})"
    return {
        key
        for run in chunks(sorted(firms))
        for word, key in rows(connection, sql.format(marks(run)), run)
        if not firms[word].isdisjoint(members.get(key, ()))
    }


def _members(connection: sa.Connection, firms: Container[str]) -> Mapping[int, set[str]]:
    """Return the organisations, of those wanted, that each contact has or had a position at."""
    named = rows(connection, "SELECT id, name FROM organisation")
    there = {key: firm for key, name in named if (firm := organisation_key(name)) in firms}
    members: defaultdict[int, set[str]] = defaultdict(set)
    for run in chunks(sorted(there)):
        sql = f"SELECT contact_id, organisation_id FROM affiliation WHERE organisation_id IN ({marks(run)})"
        for contact_id, organisation_id in rows(connection, sql, run):
            members[contact_id].add(there[organisation_id])
    return members


class Known:
    """Contacts of the journal, out of the trash and but for the user's own card, as drafts.

    Attributes:
        drafts: what is known of each contact.
        organisations: for each contact its organisations, with the id and title of the position.
        personal: those of the personal sphere.
    """

    def __init__(self, connection: sa.Connection, ids: Sequence[int]) -> None:
        self.drafts: dict[int, ContactDraft] = {}
        self.organisations: dict[int, dict[str, tuple[int, str]]] = {}
        self.personal: set[int] = set()
        for run in chunks(ids):
            self._load(connection, run)

    def _load(self, connection: sa.Connection, run: tuple[int, ...]) -> None:
        sql = f"SELECT * FROM contact WHERE deleted_at IS NULL AND is_me = 0 AND id IN ({marks(run)})"
        children = _Children(connection, run)
        for row in mappings(connection, sql, run):
            key = int(row["id"])
            self.drafts[key] = _draft(row, children, key)
            if row["sphere"] == Sphere.PERSONAL:
                self.personal.add(key)
            self.organisations[key] = {name: (at, title) for name, at, title in children.organisations[key]}


class _Children:
    """Rows around a run of contacts, by contact id."""

    def __init__(self, connection: sa.Connection, run: tuple[int, ...]) -> None:
        self._connection = connection
        self._run = run
        self.points = self._group("SELECT contact_id, kind, value, normalised, label FROM contact_point", "id")
        self.profiles = self._group("SELECT contact_id, id, network, url, slug, connected_on FROM social_profile", "id")
        self.organisations = self._group(
            "SELECT a.contact_id, o.name, a.id, a.title FROM affiliation a "
            "JOIN organisation o ON o.id = a.organisation_id",
            "a.is_current DESC, a.id DESC",
        )
        self.tags = self._group(
            "SELECT x.contact_id, t.name FROM contact_tag x JOIN tag t ON t.id = x.tag_id", "t.name"
        )
        self.circles = self._group(
            "SELECT x.contact_id, c.name FROM contact_circle x JOIN circle c ON c.id = x.circle_id", "c.name"
        )
        self.aliases = self._group("SELECT contact_id, name FROM alias", "id")
        self.foreign = self._group("SELECT contact_id, line FROM foreign_property", "position, id")
        self.fields = self._group("SELECT contact_id, name, value FROM custom_field", "id")
        self.photos = self._group("SELECT contact_id, media_type, data FROM photo", "id")

    def _group(self, sql: str, order: str) -> defaultdict[int, list[Any]]:
        found: defaultdict[int, list[Any]] = defaultdict(list)
        query = f"{sql} WHERE contact_id IN ({marks(self._run)}) ORDER BY {order}"
        for row in rows(self._connection, query, self._run):
            found[row[0]].append(row[1:])
        return found


def _draft(row: Mapping[str, Any], children: _Children, key: int) -> ContactDraft:
    organisation, _at, title = next(iter(children.organisations[key]), ("", 0, ""))
    media_type, photo = next(iter(children.photos[key]), ("", None))
    birthday, met_on, channel = row["birthday"], row["met_on"], row["origin_channel"]
    return ContactDraft(
        uid=row["uid"],
        prefix=row["prefix"],
        first_name=row["first_name"],
        middle_name=row["middle_name"],
        last_name=row["last_name"],
        nickname=row["nickname"],
        birthday=PartialDate(birthday) if birthday else None,
        city=row["city"],
        about=row["about"],
        organisation=organisation,
        title=title,
        points=tuple(
            ContactPoint(kind=PointKind(kind), value=value, normalised=normal, label=label)
            for kind, value, normal, label in children.points[key]
        ),
        profiles=tuple(
            SocialProfile(id=at, network=Network(network), url=url, slug=slug, connected_on=_day(connected))
            for at, network, url, slug, connected in children.profiles[key]
        ),
        tags=tuple(name for (name,) in children.tags[key]),
        circles=tuple(name for (name,) in children.circles[key]),
        aliases=tuple(name for (name,) in children.aliases[key]),
        photo=photo,
        photo_type=media_type,
        foreign=tuple(line for (line,) in children.foreign[key]),
        fields=tuple((name, value) for name, value in children.fields[key]),
        origin_channel=Channel(channel) if channel else None,
        met_on=PartialDate(met_on) if met_on else None,
    )


def spellings(first: str, last: str) -> set[str]:
    """Return how a name may be written, folded: either part of it first."""
    return {fold(f"{first} {last}"), fold(f"{last} {first}")}


def names_of(connection: sa.Connection) -> dict[str, list[int]]:
    """Return who goes by each name, however written."""
    found: dict[str, list[int]] = {}
    for key, first, last in rows(connection, "SELECT id, first_name, last_name FROM contact WHERE deleted_at IS NULL"):
        for name in spellings(first, last):
            found.setdefault(name, []).append(key)
    return found


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
