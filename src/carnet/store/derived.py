"""What follows from the rows and is kept beside them: list columns, name tokens and the words index.

`refresh` runs inside every write transaction (verbs, imports, undo and redo alike) for the rows it touched, so nothing
else has to remember to. Dates, not scores, are kept of warmth: `hot_until`, `warm_until` and `cool_until` are the first
days on which, without a new exchange, the score will be below 75, 50 and 25; so no night's passing changes a row.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import sqlalchemy as sa

from carnet.domain.cadence import due_on
from carnet.domain.changes import RowChange
from carnet.domain.contacts import display_name
from carnet.domain.dates import PartialDate
from carnet.domain.origin import first_encounter, first_introduction, known_since, origin_of
from carnet.domain.text import sort_key, tokens
from carnet.domain.warmth import recent_gaps, thresholds
from carnet.store import quick
from carnet.store.facts import Person, people
from carnet.store.quick import chunks, marks

KINDS = {"contact": 0, "event": 1, "mission": 2, "interaction": 3, "organisation": 4}
"""Numbers of what the words index holds: its rowid is row id * 8 + this."""

_OF_CONTACT = (
    "contact_point",
    "social_profile",
    "alias",
    "affiliation",
    "contact_tag",
    "contact_circle",
    "custom_field",
)
_COUNTED = "('won', 'running', 'completed')"


def refresh(connection: sa.Connection, rows: Iterable[RowChange]) -> None:
    """Work out again all that the touched rows decide."""
    touched: defaultdict[str, set[int]] = defaultdict(set)
    contacts: set[int] = set()
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
            touched[table].update(connection.exec_driver_sql(sql.format(marks(run)), run).scalars())
    refresh_contacts(connection, sorted(contacts))
    refresh_words(connection, touched)


def rebuild(connection: sa.Connection) -> None:
    """Work everything out again."""
    connection.exec_driver_sql("DELETE FROM contact_fact")
    connection.exec_driver_sql("DELETE FROM name_token")
    connection.exec_driver_sql("INSERT INTO words(words) VALUES('delete-all')")
    keys = {name: set(connection.exec_driver_sql(f"SELECT id FROM {name}").scalars()) for name in KINDS}
    refresh_contacts(connection, sorted(keys.pop("contact")))
    refresh_words(connection, keys)


@contextmanager
def recomputed(connection: sa.Connection) -> Iterator[None]:
    """Keep in the block, beside the derived tables, what they should hold, as temporary tables of the same names.

    Nothing of the file is written, so that it may be read-only, full or held by another.
    """
    names = ("contact_fact", "name_token", "words")
    try:
        for name in names[:2]:
            connection.exec_driver_sql(f"CREATE TEMP TABLE {name} AS SELECT * FROM main.{name} WHERE 0")
        connection.exec_driver_sql("CREATE TEMP TABLE words (body TEXT)")
        connection.exec_driver_sql(
            "CREATE TEMP TRIGGER wordless AFTER INSERT ON words "
            "BEGIN UPDATE words SET body = '' WHERE rowid = new.rowid; END"
        )
        keys = {name: set(connection.exec_driver_sql(f"SELECT id FROM {name}").scalars()) for name in KINDS}
        refresh_contacts(connection, sorted(keys.pop("contact")))
        refresh_words(connection, keys)
        yield
    finally:
        for name in names:
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS temp.{name}")


def _named_contacts(row: RowChange) -> set[int]:
    if row.table == "contact":
        return {row.key}
    images = [image for image in (row.before, row.after) if image is not None]
    if row.table in _OF_CONTACT or row.table == "participation":
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


def _reached_contacts(connection: sa.Connection, touched: Mapping[str, set[int]]) -> set[int]:
    found: set[int] = set()
    for table, sql in _REACH.items():
        for run in chunks(sorted(touched.get(table, ()))):
            filled = sql.format(marks(run))
            found.update(connection.exec_driver_sql(filled, run * filled.count(f"({marks(run)})")).scalars())
    return found


def refresh_contacts(connection: sa.Connection, ids: Sequence[int]) -> None:
    """Work out the list columns, tokens and words of these contacts; those deleted lose theirs."""
    for run in chunks(ids):
        _forget(connection, run)
        persons = people(connection, run)
        extras = _Extras(connection, run)
        facts = [_fact(person, extras) for person in persons.values()]
        if facts:
            names = ", ".join(facts[0])
            sql = f"INSERT INTO contact_fact ({names}) VALUES ({marks(tuple(range(len(facts[0]))))})"
            connection.exec_driver_sql(sql, [tuple(fact.values()) for fact in facts])
        _index_names(connection, persons, facts, extras)
        _index_contacts(connection, persons, facts, extras)


def _forget(connection: sa.Connection, run: tuple[int, ...]) -> None:
    connection.exec_driver_sql(f"DELETE FROM contact_fact WHERE contact_id IN ({marks(run)})", run)
    connection.exec_driver_sql(f"DELETE FROM name_token WHERE contact_id IN ({marks(run)})", run)
    _forget_words(connection, "contact", run)


class _Extras:
    """Rows around a run of contacts, by contact id."""

    def __init__(self, connection: sa.Connection, run: tuple[int, ...]) -> None:
        self._connection = connection
        self._run = run
        self.positions = self._group(
            "SELECT a.contact_id, o.id, o.name, a.title, a.is_current, "
            "(SELECT group_concat(x.name, ' ') FROM organisation_alias x WHERE x.organisation_id = o.id) "
            "FROM affiliation a LEFT JOIN organisation o ON o.id = a.organisation_id WHERE a.contact_id IN ({}) "
            "ORDER BY a.is_current DESC, a.starts_on DESC, a.id DESC"
        )
        self.points = self._group(
            "SELECT contact_id, kind, value, normalised FROM contact_point WHERE contact_id IN ({}) "
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


def _fact(person: Person, extras: _Extras) -> dict[str, Any]:
    row = person.row
    key = int(row["id"])
    organisation_id, organisation, title = next(iter(extras.positions[key]), (None, "", ""))[:3]
    email = _first_point(extras, key, "email")
    phone = _first_point(extras, key, "phone")
    point = email or phone or next((value for _kind, value, _normal in extras.points[key]), "")
    name = display_name(
        row["first_name"],
        row["last_name"],
        nickname=row["nickname"],
        organisation=organisation or "",
        fallback=point or next((slug or url for slug, url in extras.profiles[key]), ""),
    )
    last_first = " ".join(part for part in (row["last_name"], row["first_name"]) if part) or name
    missions = extras.missions[key]
    return {
        "contact_id": key,
        "display_name": name,
        "sort_key": sort_key(last_first),
        "title": title or "",
        "organisation": organisation or "",
        "organisation_id": organisation_id,
        "email": email,
        "phone": phone,
        "sphere": row["sphere"],
        "missions": missions[0][0] if missions else 0,
        "birthday_md": _birthday(row["birthday"]),
        "hidden": int(row["deleted_at"] is not None or bool(row["is_me"]) or row["status"] == "anonymised"),
        **_relation(person, _cadence(row, extras)),
    }


def _relation(person: Person, cadence: int | None) -> dict[str, Any]:
    origin = origin_of(person.facts)
    days = person.exchanges
    last = max(days, default=None)
    hot, warm, cool = thresholds(days, person.inbound, cadence) or (None, None, None)
    due = due_on(last, cadence)
    met = first_encounter(person.facts.meetings)
    introduction = first_introduction(person.facts.introductions)
    first = met.occurred_on if met is not None else None
    if first is None and introduction is None and (known := known_since(person.facts)) is not None:
        first = person.facts.met_on or PartialDate.of(known)
    return {
        "origin": origin.channel.value,
        "introduced_by_id": origin.introducer_id,
        "first_met_on": None if first is None else str(first),
        "last_exchange_on": _iso(last),
        "last_inbound_on": _iso(max(person.inbound, default=None)),
        "exchanges": len(days),
        "cadence_days": cadence,
        "due_on": _iso(due),
        "hot_until": _iso(hot),
        "warm_until": _iso(warm),
        "cool_until": _iso(cool),
        "recent_gaps": " ".join(map(str, recent_gaps(days, cadence))),
    }


def _cadence(row: Any, extras: _Extras) -> int | None:
    own = row["cadence_days"]
    if own is not None:
        return int(own)
    circles = extras.cadences[int(row["id"])]
    return circles[0][0] if circles else None


def _first_point(extras: _Extras, key: int, kind: str) -> str:
    return next((value for its_kind, value, _ in extras.points[key] if its_kind == kind), "")


def _birthday(text: str | None) -> str | None:
    if text is None:
        return None
    parts = PartialDate(text).month_day
    return None if parts is None else f"{parts[0]:02}-{parts[1]:02}"


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _index_names(
    connection: sa.Connection, persons: Mapping[int, Person], facts: Sequence[Mapping[str, Any]], extras: _Extras
) -> None:
    rows = []
    for fact in facts:
        if fact["hidden"]:
            continue
        key = fact["contact_id"]
        row = persons[key].row
        names = [fact["display_name"], row["nickname"], row["middle_name"], *(name for (name,) in extras.aliases[key])]
        found = {token for name in names for token in tokens(name)}
        rows += [(token, fact["sort_key"], key) for token in sorted(found)]
    if rows:
        connection.exec_driver_sql("INSERT INTO name_token (token, sort_key, contact_id) VALUES (?, ?, ?)", rows)


def _index_contacts(
    connection: sa.Connection, persons: Mapping[int, Person], facts: Sequence[Mapping[str, Any]], extras: _Extras
) -> None:
    texts = {}
    for fact in facts:
        if fact["hidden"]:
            continue
        key = fact["contact_id"]
        row = persons[key].row
        parts = [fact["display_name"], row["nickname"], row["middle_name"], row["city"], row["about"], row["met_where"]]
        parts += [part for _i, name, title, _c, other in extras.positions[key] for part in (name, title, other) if part]
        for _kind, value, normalised in extras.points[key]:
            parts += [value, normalised]
        for group in (extras.tags, extras.aliases, extras.customs):
            parts += [name for (name,) in group[key]]
        parts += [slug for slug, _url in extras.profiles[key]]
        texts[key] = parts
    _add_words(connection, "contact", texts)


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


def refresh_words(connection: sa.Connection, touched: Mapping[str, set[int]]) -> None:
    """Index again the words of the touched events, missions, exchanges and organisations."""
    for kind, sql in _WORDS.items():
        for run in chunks(sorted(touched.get(kind, ()))):
            _forget_words(connection, kind, run)
            rows = connection.exec_driver_sql(sql.format(marks(run)), run)
            _add_words(connection, kind, {row[0]: row[1:] for row in rows})


def _forget_words(connection: sa.Connection, kind: str, run: Sequence[int]) -> None:
    rowids = tuple(key * 8 + KINDS[kind] for key in run)
    connection.exec_driver_sql(f"DELETE FROM words WHERE rowid IN ({marks(rowids)})", rowids)


def _add_words(connection: sa.Connection, kind: str, texts: Mapping[int, Iterable[str | None]]) -> None:
    rows = [
        (key * 8 + KINDS[kind], body)
        for key, parts in texts.items()
        if (body := " ".join(" ".join(tokens(part)) for part in dict.fromkeys(parts) if part))
    ]
    if rows:
        connection.exec_driver_sql("INSERT INTO words (rowid, body) VALUES (?, ?)", rows)
