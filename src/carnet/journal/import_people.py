"""The people an import may meet: those already in the journal as drafts and candidates, found by what they share."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from carnet.domain.contacts import Channel, ContactPoint, Network, PointKind, SocialProfile, Sphere
from carnet.domain.dates import PartialDate
from carnet.domain.matching import Candidate, Likeness, Match, compare, keys, organisation_key, organisation_keys
from carnet.domain.matching import spellings as name_spellings
from carnet.domain.text import fold
from carnet.formats.drafts import ContactDraft
from carnet.store.quick import Connected, chunks, mappings, marks, rows

_LOOKUPS = (
    ("SELECT contact_id FROM contact_point WHERE kind = 'email' AND normalised IN ({})", "emails"),
    ("SELECT contact_id FROM contact_point WHERE kind = 'phone' AND normalised IN ({})", "phones"),
    ("SELECT contact_id FROM social_profile WHERE network = 'linkedin' AND slug IN ({})", "linkedin"),
)


_EMAIL, _PHONE = PointKind.EMAIL, PointKind.PHONE  # by name, as in `domain.points`


def candidate(draft: ContactDraft, organisations: Iterable[str] = ()) -> Candidate:
    """Return what is compared of a draft, whose points are normalised already."""
    emails, phones = [], []
    for point in draft.points:
        if point.kind is _EMAIL and point.normalised:
            emails.append(point.normalised)
        elif point.kind is _PHONE and point.normalised:
            phones.append(point.normalised)
    linkedin = [p.slug for p in draft.profiles if p.network is Network.LINKEDIN and p.slug] if draft.profiles else ()
    firms = {draft.organisation, *organisations} - {""} if organisations else (draft.organisation,)
    return Candidate(
        draft.first_name,
        draft.last_name,
        draft.nickname,
        draft.aliases,
        frozenset(emails) if emails else _NONE,
        frozenset(phones) if phones else _NONE,
        frozenset(linkedin) if linkedin else _NONE,
        frozenset(firms) if draft.organisation or organisations else _NONE,
    )


_NONE: frozenset[str] = frozenset()


class Directory:
    """Candidates by what they share, so that each draft is compared with the few it may be.

    Keys above zero are contact ids, those below zero new people of the same file. Of a crowd there is little memory for
    each: what they share is kept as a number, and a set of one as what is in it.
    """

    _latest: tuple[Candidate, list[int]] = (Candidate(), [])

    def __init__(self) -> None:
        self._people: dict[int, tuple[Any, ...]] = {}
        self._texts: dict[str, str] = {}
        self._by_key: dict[int, int | set[int]] = {}

    def add(self, key: int, person: Candidate) -> None:
        """Add a person, or what has been learnt of one."""
        one = self._texts.setdefault
        first, last, nick, others, *sets = person[:8]
        self._people[key] = (one(first, first), one(last, last), nick, others, *map(_packed, sets))
        for shared in self._keys(person):
            there = self._by_key.setdefault(shared, key)
            if isinstance(there, set):
                there.add(key)
            elif there != key:
                self._by_key[shared] = {there, key}

    def matches(self, person: Candidate) -> list[tuple[int, Match]]:
        """Return the people that a candidate surely or possibly is, the likeliest first."""
        near = self.near(person)
        if not near:
            return []
        found = [(key, match) for key in near if (match := compare(person, self[key])).likeness]
        return sorted(found, key=likeliest_first)

    def near(self, person: Candidate) -> set[int]:
        """Return the people that share anything with a candidate."""
        found: set[int] = set()
        for shared in self._keys(person):
            there = self._by_key.get(shared)
            if isinstance(there, set):
                found |= there
            elif there is not None:
                found.add(there)
        return found

    def _keys(self, person: Candidate) -> list[int]:
        """Return what a person is found by; whoever is looked for in one directory is added to another one next."""
        latest = Directory._latest
        if latest[0] is not person:
            Directory._latest = latest = (person, list(map(hash, keys(person))))
        return latest[1]

    def named(self) -> Iterator[tuple[int, str, str]]:
        """Yield everybody's key, first name and last name."""
        return ((key, person[0], person[1]) for key, person in self._people.items())

    def __getitem__(self, key: int) -> Candidate:
        found = self._people[key]
        return Candidate(*found[:4], *map(_unpacked, found[4:]))

    def __bool__(self) -> bool:
        return bool(self._people)

    def __contains__(self, key: int) -> bool:
        return key in self._people


def _packed(texts: frozenset[str]) -> object:
    if len(texts) == 1:
        (only,) = texts
        return only
    return texts or None


def _unpacked(kept: Any) -> frozenset[str]:
    return frozenset((kept,)) if type(kept) is str else kept or _NONE


def likeliest_first(found: tuple[int, Match]) -> tuple[int, int, bool, int]:
    """Return what sorts the likeliest people first."""
    key, match = found
    sure = match.likeness is Likeness.SURE
    return (-int(match.likeness), -len(match.reasons) if sure else 0, key < 0, abs(key))


def reachable(connection: Connected, people: Sequence[Candidate]) -> list[int]:
    """Return the contacts that share an address, a number, a profile, or a firm and a word of the name with someone."""
    return Finder(connection).reachable(people)


class Finder:
    """Finds who of the journal shares something with the people of a file; what it read serves the next ones, too."""

    def __init__(self, connection: Connected) -> None:
        self._connection = connection
        self._bearers: dict[str, set[int]] = {}
        self._members: defaultdict[str, set[int]] = defaultdict(set)
        self._asked: set[str] = set()

    @cached_property
    def _is_empty(self) -> bool:
        return not rows(self._connection, "SELECT 1 FROM contact LIMIT 1")

    @cached_property
    def _firms(self) -> Mapping[str, list[int]]:
        firms: defaultdict[str, list[int]] = defaultdict(list)
        for key, name in rows(self._connection, "SELECT id, name FROM organisation"):
            firms[organisation_key(name)].append(key)
        return firms

    def reachable(self, people: Sequence[Candidate]) -> list[int]:
        """Return the contacts that share an address, a number, a profile, or firm and name with one of these."""
        if self._is_empty:
            return []
        wanted: dict[str, set[str]] = {"emails": set(), "phones": set(), "linkedin": set()}
        for person in people:
            wanted["emails"] |= person.emails
            wanted["phones"] |= person.phones
            wanted["linkedin"] |= person.linkedin
        found = self._namesakes(people)
        for sql, name in _LOOKUPS:
            for run in chunks(sorted(wanted[name])):
                found.update(key for (key,) in rows(self._connection, sql.format(marks(run)), run))
        return sorted(found)

    def _namesakes(self, people: Sequence[Candidate]) -> set[int]:
        """Return who shares both a name and an organisation with someone: many are called Hélène elsewhere."""
        pairs = {
            (word, firm)
            for person in people
            for firm in organisation_keys(person)
            if firm in self._firms
            for word in _leads(person)
        }
        self._learn_words({word for word, _firm in pairs})
        bearing = [(word, firm) for word, firm in pairs if self._bearers[word]]
        self._learn_firms({firm for _word, firm in bearing})
        return {key for word, firm in bearing for key in self._bearers[word] & self._members[firm]}

    def _learn_words(self, words: set[str]) -> None:
        sql = "SELECT token, contact_id FROM name_token WHERE token IN ({})"
        for run in chunks(sorted(words - self._bearers.keys())):
            self._bearers.update((word, set()) for word in run)
            for word, key in rows(self._connection, sql.format(marks(run)), run):
                self._bearers[word].add(key)

    def _learn_firms(self, firms: set[str]) -> None:
        """Read who has or had a position at these organisations."""
        there = {key: firm for firm in firms - self._asked for key in self._firms[firm]}
        self._asked |= firms
        for run in chunks(sorted(there)):
            sql = f"SELECT contact_id, organisation_id FROM affiliation WHERE organisation_id IN ({marks(run)})"
            for contact_id, organisation_id in rows(self._connection, sql, run):
                self._members[there[organisation_id]].add(contact_id)


def _leads(person: Candidate) -> set[str]:
    """Return words of which anybody of the same name bears one."""
    last = fold(person.last_name).split()
    if last and not person.nickname and not person.aliases:
        return {last[0]}
    return {words[0] for words in name_spellings(person)} | set(last[:1])


class Known:
    """Contacts of the journal, out of the trash and but for the user's own card, as drafts.

    Attributes:
        drafts: what is known of each contact.
        organisations: for each contact its organisations, with the id and title of the position.
        personal: those of the personal sphere.
    """

    def __init__(self, connection: Connected, ids: Sequence[int]) -> None:
        self.drafts: dict[int, ContactDraft] = {}
        self.organisations: dict[int, dict[str, tuple[int, str]]] = {}
        self.personal: set[int] = set()
        for run in chunks(ids, 1_000):
            self._load(connection, run)

    def _load(self, connection: Connected, run: tuple[int, ...]) -> None:
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

    def __init__(self, connection: Connected, run: tuple[int, ...]) -> None:
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


def names_of(connection: Connected) -> dict[str, list[int]]:
    """Return who goes by each name, however written."""
    found: dict[str, list[int]] = {}
    for key, first, last in rows(connection, "SELECT id, first_name, last_name FROM contact WHERE deleted_at IS NULL"):
        for name in spellings(first, last):
            found.setdefault(name, []).append(key)
    return found


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
