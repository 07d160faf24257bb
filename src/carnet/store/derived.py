"""What follows from the rows and is kept beside them: list columns, name tokens and the words index.

`refresh` runs inside every write transaction (verbs, imports, undo and redo alike) for the rows it touched, so nothing
else has to remember to. Dates, not scores, are kept of warmth: `hot_until`, `warm_until` and `cool_until` are the first
days on which, without a new exchange, the score will be below 75, 50 and 25; so no night's passing changes a row.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from carnet.domain.cadence import due_on
from carnet.domain.changes import RowChange
from carnet.domain.contacts import display_name
from carnet.domain.dates import PartialDate
from carnet.domain.origin import PersonFacts, first_encounter, first_introduction, known_since, origin_of
from carnet.domain.text import all_indexed, sort_key
from carnet.domain.warmth import recent_gaps, thresholds
from carnet.store import quick
from carnet.store.facts import Person, exchanges, people
from carnet.store.quick import chunks, marks

if TYPE_CHECKING:
    import sqlalchemy as sa

KINDS = {"contact": 0, "event": 1, "mission": 2, "interaction": 3, "organisation": 4}
"""Numbers of what the words index holds: its rowid is row id * 8 + this."""

OF_CONTACT = (
    "contact_point",
    "social_profile",
    "alias",
    "affiliation",
    "contact_tag",
    "contact_circle",
    "custom_field",
)
_MOST = 1_000
"""Contacts worked out at a time: more take more memory, fewer write more pages twice."""
_COUNTED = "('won', 'running', 'completed')"


def refresh(connection: "sa.Connection", rows: Sequence[RowChange], also: Iterable[int] = ()) -> None:
    """Work out again all that the touched rows decide, and `also` what contacts show."""
    touched: defaultdict[str, set[int]] = defaultdict(set)
    contacts = set(also)
    for row in rows:
        touched[row.table].add(row.key)
        if row.table == "organisation_alias":
            images = [image for image in (row.before, row.after) if image is not None]
            touched["organisation"].update(_number(image["organisation_id"]) for image in images)
        contacts.update(_named_contacts(row))
        if row.table == "participation":  # what is noted of one person is found with the exchange
            images = [image for image in (row.before, row.after) if image is not None]
            touched["interaction"].update(_number(image["interaction_id"]) for image in images)
    contacts |= _reached_contacts(connection, touched)
    for table, sql in _NAMING.items():
        for run in chunks(sorted(touched["organisation"])):
            touched[table].update(quick.column(connection, sql.format(marks(run)), run))
    fresh = {row.key for row in rows if row.table == "contact" and row.before is None}
    refresh_contacts(connection, sorted(contacts), fresh)
    refresh_words(connection, touched)


def rebuild(connection: "sa.Connection") -> None:
    """Work everything out again."""
    quick.write(connection, "DELETE FROM contact_fact")
    quick.write(connection, "DELETE FROM name_token")
    quick.write(connection, "INSERT INTO words(words) VALUES('delete-all')")
    keys = {name: set(quick.column(connection, f"SELECT id FROM {name}")) for name in KINDS}
    refresh_contacts(connection, sorted(keys.pop("contact")))
    refresh_words(connection, keys)


@contextmanager
def recomputed(connection: "sa.Connection") -> Iterator[None]:
    """Keep in the block, beside the derived tables, what they should hold, as temporary tables of the same names.

    Nothing of the file is written, so that it may be read-only, full or held by another.
    """
    names = ("contact_fact", "name_token", "words")
    try:
        for name in names[:2]:
            quick.write(connection, f"CREATE TEMP TABLE {name} AS SELECT * FROM main.{name} WHERE 0")
        quick.write(connection, "CREATE TEMP TABLE words (body TEXT)")
        quick.write(
            connection,
            "CREATE TEMP TRIGGER wordless AFTER INSERT ON words "
            "BEGIN UPDATE words SET body = '' WHERE rowid = new.rowid; END",
        )
        keys = {name: set(quick.column(connection, f"SELECT id FROM {name}")) for name in KINDS}
        refresh_contacts(connection, sorted(keys.pop("contact")))
        refresh_words(connection, keys)
        yield
    finally:
        for name in names:
            quick.write(connection, f"DROP TABLE IF EXISTS temp.{name}")


def _named_contacts(row: RowChange) -> set[int]:
    if row.table == "contact":
        return {row.key}
    images = [image for image in (row.before, row.after) if image is not None]
    if row.table in OF_CONTACT or row.table == "participation":
        return {_number(image["contact_id"]) for image in images}
    if row.table == "introduction":
        return {_number(image["introduced_id"]) for image in images}
    if row.table == "touch":
        found = {image[name] for image in images for name in ("contact_id", "introducer_id")}
        return {_number(key) for key in found if key is not None}
    return set()


def _number(value: object) -> int:
    assert isinstance(value, int)
    return value


_REACH = {
    "interaction": "SELECT contact_id FROM participation WHERE interaction_id IN ({})",
    "organisation": "SELECT contact_id FROM affiliation WHERE organisation_id IN ({})",
    "circle": "SELECT contact_id FROM contact_circle WHERE circle_id IN ({})",
    "tag": "SELECT contact_id FROM contact_tag WHERE tag_id IN ({})",
    "event": (
        "SELECT p.contact_id FROM interaction i JOIN participation p ON p.interaction_id = i.id "
        "WHERE i.event_id IN ({0}) UNION SELECT introduced_id FROM introduction WHERE event_id IN ({0})"
    ),
    "mission": (
        "SELECT contact_id FROM touch WHERE mission_id IN ({0}) AND contact_id IS NOT NULL "
        "UNION SELECT introducer_id FROM touch WHERE mission_id IN ({0}) AND introducer_id IS NOT NULL"
    ),
}

_NAMING = {
    "event": "SELECT id FROM event WHERE organiser_id IN ({})",
    "mission": "SELECT id FROM mission WHERE client_id IN ({})",
}
"""What is found by the name of an organisation."""


def _reached_contacts(connection: "sa.Connection", touched: Mapping[str, set[int]]) -> set[int]:
    found: set[int] = set()
    for table, sql in _REACH.items():
        for run in chunks(sorted(touched.get(table, ()))):
            filled = sql.format(marks(run))
            found.update(quick.column(connection, filled, run * filled.count(f"({marks(run)})")))
    return found


def refresh_contacts(connection: "sa.Connection", ids: Sequence[int], fresh: Collection[int] = frozenset()) -> None:
    """Work out the list columns, tokens and words of these contacts; those deleted lose theirs, `fresh` have none."""
    for run in chunks(ids, _MOST):
        _forget(connection, tuple(key for key in run if key not in fresh))
        extras = _Extras(connection, run)
        sheets = [_sheet(person, extras) for person in people(connection, run).values()]
        for table, names, rows in follow(sheets):
            sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks(names)})"
            quick.write_many(connection, sql, rows)


POINT = ("id", "uid", "contact_id", "kind", "label", "value", "normalised", "is_primary")


class Sheet(NamedTuple):
    """What list columns, tokens and words of a contact are made of, as the file holds it.

    `positions` are (organisation id, its name, title, its other names), that which is shown first; `points` are
    rows of `POINT`, those preferred first; `profiles` are (slug, url); `relation` is what `relation` returns.
    """

    key: int
    first_name: str
    last_name: str
    middle_name: str
    nickname: str
    city: str
    about: str
    met_where: str
    sphere: str
    birthday: str | None
    hidden: bool
    positions: Sequence[tuple[int | None, str | None, str, str | None]]
    points: Sequence[tuple[Any, ...]]
    profiles: Sequence[tuple[str, str]]
    tags: Sequence[str]
    aliases: Sequence[str]
    customs: Sequence[str]
    missions: int
    relation: tuple[Any, ...]


_FACT = (
    *("contact_id", "display_name", "sort_key", "title", "organisation", "organisation_id", "email", "phone"),
    "birthday_md",
)
_MORE = (
    *("sphere", "missions", "hidden"),
    *("origin", "introduced_by_id", "first_met_on", "last_exchange_on", "last_inbound_on", "exchanges"),
    *("cadence_days", "due_on", "hot_until", "warm_until", "cool_until", "recent_gaps"),
)
Rows = tuple[str, tuple[str, ...], Sequence[tuple[Any, ...]]]
"""A table, names of columns, and rows of these."""


def follow(sheets: Iterable[Sheet], *, briefly: bool = False) -> tuple[Rows, ...]:
    """Return what follows from contacts: the rows of the three tables that lists and search are read from.

    With `briefly` those of whom nothing more is known leave half of their columns to the defaults of the table.
    """
    found = list(sheets)
    facts = list(map(_fact, found))
    more = [(sheet.sphere, sheet.missions, int(sheet.hidden), *sheet.relation) for sheet in found]
    brief = [fact for fact, each in zip(facts, more, strict=True) if briefly and each == _NO_MORE]
    whole = [(*fact, *each) for fact, each in zip(facts, more, strict=True) if not briefly or each != _NO_MORE]
    shown = [(sheet, fact) for sheet, fact in zip(found, facts, strict=True) if not sheet.hidden]
    named = all_indexed([_named(sheet, fact[1]) for sheet, fact in shown])
    names = [
        (token, order, key)
        for (_sheet, (key, _name, order, *_others)), text in zip(shown, named, strict=True)
        for token in dict.fromkeys(text.split())
    ]
    words = _words("contact", [(sheet.key, _parts(sheet, fact[1])) for sheet, fact in shown])
    return (
        ("contact_fact", _FACT, brief),
        ("contact_fact", (*_FACT, *_MORE), whole),
        ("name_token", ("token", "sort_key", "contact_id"), names),
        ("words", ("rowid", "body"), words),
    )


def _forget(connection: "sa.Connection", run: tuple[int, ...]) -> None:
    if not run:
        return
    quick.write(connection, f"DELETE FROM contact_fact WHERE contact_id IN ({marks(run)})", run)
    quick.write(connection, f"DELETE FROM name_token WHERE contact_id IN ({marks(run)})", run)
    _forget_words(connection, "contact", run)


def forget_span(connection: "sa.Connection", table: str, first: int, last: int) -> None:
    """Forget what is derived of rows that are deleted, from one id to another."""
    if table == "contact":
        quick.write(connection, "DELETE FROM contact_fact WHERE contact_id BETWEEN ? AND ?", (first, last))
        quick.write(connection, "DELETE FROM name_token WHERE contact_id BETWEEN ? AND ?", (first, last))
    if table in KINDS:
        kind = KINDS[table]
        sql = f"DELETE FROM words WHERE rowid BETWEEN ? AND ? AND rowid % 8 = {kind}"
        quick.write(connection, sql, (first * 8 + kind, last * 8 + kind))


class _Extras:
    """Rows around a run of contacts, by contact id."""

    def __init__(self, connection: "sa.Connection", run: tuple[int, ...]) -> None:
        self._connection = connection
        self._run = run
        self.positions = self._group(
            "SELECT a.contact_id, o.id, o.name, a.title, "
            "(SELECT group_concat(x.name, ' ') FROM organisation_alias x WHERE x.organisation_id = o.id) "
            "FROM affiliation a LEFT JOIN organisation o ON o.id = a.organisation_id WHERE a.contact_id IN ({}) "
            "ORDER BY a.is_current DESC, a.starts_on DESC, a.id DESC"
        )
        self.points = self._group(
            f"SELECT contact_id, {', '.join(POINT)} FROM contact_point WHERE contact_id IN ({{}}) "
            "ORDER BY is_primary DESC, id"
        )
        self.tags = self._group(
            "SELECT x.contact_id, t.name FROM contact_tag x JOIN tag t ON t.id = x.tag_id WHERE x.contact_id IN ({})"
        )
        self.aliases = self._group("SELECT contact_id, name FROM alias WHERE contact_id IN ({})")
        self.profiles = self._group("SELECT contact_id, slug, url FROM social_profile WHERE contact_id IN ({})")
        self.customs = self._group("SELECT contact_id, value FROM custom_field WHERE contact_id IN ({})")
        self.cadences = self._group(
            "SELECT x.contact_id, min(c.default_cadence_days) FROM contact_circle x JOIN circle c "
            "ON c.id = x.circle_id WHERE x.contact_id IN ({}) GROUP BY x.contact_id"
        )
        self.missions = self._group(
            "SELECT contact_id, count(DISTINCT mission_id) FROM ("
            "SELECT CASE WHEN t.kind = 'introduction' THEN t.introducer_id ELSE t.contact_id END contact_id, "
            "t.mission_id FROM touch t JOIN mission m ON m.id = t.mission_id "
            f"WHERE m.stage IN {_COUNTED} AND m.deleted_at IS NULL "
            "AND (t.contact_id IN ({0}) OR t.introducer_id IN ({0}))) GROUP BY contact_id"
        )

    def _group(self, sql: str) -> defaultdict[int, list[Any]]:
        filled = sql.format(marks(self._run))
        found: defaultdict[int, list[Any]] = defaultdict(list)
        for row in quick.rows(self._connection, filled, self._run * (2 if "{0}" in sql else 1)):
            found[row[0]].append(row[1:])
        return found


def _sheet(person: Person, extras: _Extras) -> Sheet:
    row = person.row
    key = int(row["id"])
    missions = extras.missions[key]
    own = row["cadence_days"]
    circles = extras.cadences[key]
    cadence = int(own) if own is not None else circles[0][0] if circles else None
    return Sheet(
        key=key,
        **{name: row[name] for name in _AS_IS},
        hidden=row["deleted_at"] is not None or bool(row["is_me"]) or row["status"] == "anonymised",
        positions=extras.positions[key],
        points=extras.points[key],
        profiles=extras.profiles[key],
        tags=[name for (name,) in extras.tags[key]],
        aliases=[name for (name,) in extras.aliases[key]],
        customs=[value for (value,) in extras.customs[key]],
        missions=missions[0][0] if missions else 0,
        relation=relation(person.facts, person.inbound, cadence),
    )


_AS_IS = (
    *("first_name", "last_name", "middle_name", "nickname", "city", "about", "met_where", "sphere"),
    "birthday",
)


def _fact(sheet: Sheet) -> tuple[Any, ...]:
    organisation_id, organisation, title = sheet.positions[0][:3] if sheet.positions else (None, "", "")
    email = phone = ""
    for point in reversed(sheet.points):
        if point[3] == "email":
            email = point[5]
        elif point[3] == "phone":
            phone = point[5]
    first, last = sheet.first_name, sheet.last_name
    name = (
        f"{first} {last}"
        if first and last and first == first.strip() and last == last.strip()
        else _name(sheet, email or phone)
    )
    return (
        sheet.key,
        name,
        sort_key(f"{last} {first}" if first and last else last or first or name),
        title or "",
        organisation or "",
        organisation_id,
        email,
        phone,
        _birthday(sheet.birthday),
    )


def _name(sheet: Sheet, point: str) -> str:
    point = point or next((each[5] for each in sheet.points), "")
    return display_name(
        sheet.first_name,
        sheet.last_name,
        nickname=sheet.nickname,
        organisation=(sheet.positions[0][1] or "") if sheet.positions else "",
        fallback=point or next((slug or url for slug, url in sheet.profiles), ""),
    )


def relation(facts: PersonFacts, inbound: Sequence[date], cadence: int | None) -> tuple[Any, ...]:
    """Return the columns of a contact that tell of origin and exchanges."""
    origin = origin_of(facts)
    days = exchanges(facts)
    last = max(days, default=None)
    hot, warm, cool = thresholds(days, inbound, cadence) or (None, None, None)
    due = due_on(last, cadence)
    met = first_encounter(facts.meetings)
    introduction = first_introduction(facts.introductions)
    first = met.occurred_on if met is not None else None
    if first is None and introduction is None and (known := known_since(facts)) is not None:
        first = facts.met_on or PartialDate.of(known)
    return (
        origin.channel.value,
        origin.introducer_id,
        None if first is None else str(first),
        _iso(last),
        _iso(max(inbound, default=None)),
        len(days),
        cadence,
        _iso(due),
        _iso(hot),
        _iso(warm),
        _iso(cool),
        " ".join(map(str, recent_gaps(days, cadence))),
    )


def _birthday(text: str | None) -> str | None:
    """Return month and day of the text of a partial date that has both."""
    return text[-5:] if text is not None and (len(text) == len("2026-03-12") or text.startswith("--")) else None


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


_NO_MORE = ("professional", 0, 0, *relation(PersonFacts(), (), None))
"""What `_MORE` holds of somebody of whom nothing else is known: the defaults of these columns."""


def _named(sheet: Sheet, name: str) -> str:
    """Return all that a contact is called, beside its name."""
    others = [other for other in (sheet.nickname, sheet.middle_name, *sheet.aliases) if other]
    return "\n".join((name, *others)) if others else name


def _parts(sheet: Sheet, name: str) -> list[str | None]:
    parts: list[str | None] = [name, sheet.nickname, sheet.middle_name, sheet.city, sheet.about, sheet.met_where]
    for position in sheet.positions:
        parts += position[1:]
    for _id, _uid, _contact, kind, _label, value, normalised, _first in sheet.points:
        parts.append(value)
        if kind != "address" and normalised != value:  # the parts of an address say the same again
            parts.append(normalised)
    for told in (sheet.tags, sheet.aliases, sheet.customs):
        parts += told
    if sheet.profiles:
        parts += [slug for slug, _url in sheet.profiles]
    return parts


_WORDS = {
    "event": "SELECT e.id, e.title, e.venue, e.city, e.briefing, e.debrief, o.name FROM event e "
    "LEFT JOIN organisation o ON o.id = e.organiser_id WHERE e.deleted_at IS NULL AND e.id IN ({})",
    "mission": "SELECT m.id, m.title, m.notes, o.name FROM mission m LEFT JOIN organisation o ON o.id = m.client_id "
    "WHERE m.deleted_at IS NULL AND m.id IN ({})",
    "interaction": "SELECT i.id, i.summary, (SELECT group_concat(personal_note || ' ' || promised, ' ') "
    "FROM participation p WHERE p.interaction_id = i.id) FROM interaction i "
    "WHERE i.deleted_at IS NULL AND i.id IN ({})",
    "organisation": "SELECT o.id, o.name, o.city, o.website, "
    "(SELECT group_concat(a.name, ' ') FROM organisation_alias a WHERE a.organisation_id = o.id) "
    "FROM organisation o WHERE o.id IN ({})",
}


def refresh_words(connection: "sa.Connection", touched: Mapping[str, set[int]]) -> None:
    """Index again the words of the touched events, missions, exchanges and organisations."""
    for kind, sql in _WORDS.items():
        for run in chunks(sorted(touched.get(kind, ()))):
            _forget_words(connection, kind, run)
            rows = quick.rows(connection, sql.format(marks(run)), run)
            _add_words(connection, kind, {row[0]: row[1:] for row in rows})


def _forget_words(connection: "sa.Connection", kind: str, run: Sequence[int]) -> None:
    rowids = tuple(key * 8 + KINDS[kind] for key in run)
    quick.write(connection, f"DELETE FROM words WHERE rowid IN ({marks(rowids)})", rowids)


def _add_words(connection: "sa.Connection", kind: str, texts: Mapping[int, Iterable[str | None]]) -> None:
    quick.write_many(connection, "INSERT INTO words (rowid, body) VALUES (?, ?)", _words(kind, texts.items()))


def _words(kind: str, texts: Iterable[tuple[int, Iterable[str | None]]]) -> list[tuple[int, str]]:
    """Return the rows of the index of words, of texts by what they belong to; none where there are no words."""
    bodies = {key: "\n".join(filter(None, parts)) for key, parts in texts}
    pairs = zip(bodies, all_indexed(list(bodies.values())), strict=True)
    return [(key * 8 + KINDS[kind], body) for key, body in pairs if body and not body.isspace()]


def words_of_organisations(named: Mapping[int, str]) -> Rows:
    """Return the rows of the words of organisations that are but a name, by id."""
    return "words", ("rowid", "body"), _words("organisation", [(key, [name]) for key, name in named.items()])
