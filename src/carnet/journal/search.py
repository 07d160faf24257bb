"""Finding people and things by what is typed: names first, then the words of everything, then spellings that are near.

All comes from ordered indexes that are read no further than asked, the words index too: ranking would touch every
match. Near spellings are never looked for between two keys.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, NamedTuple

import sqlalchemy as sa

from carnet.domain import phones
from carnet.domain.dates import PartialDate
from carnet.domain.markdown import first_line
from carnet.domain.search import Found
from carnet.domain.text import clean, fold, tokens
from carnet.journal.core import Core
from carnet.store.derived import KINDS

_LAST = "\U0010ffff"
_RUN = 50  # what is sought at once: a screenful, so that the first one comes soon
_MOST_WORDS = 400
_MOST_THINGS = 200
_INDEXED = 3
_MOST_BEGUN = 32
_SAMPLE = 2000
_LITTLE = 3
_LEAST_DIGITS = 6
_RANKED = 100
"""So many people of a name are sorted by warmth; more come as the index has them."""
_NAMES = {number: name for name, number in KINDS.items()}
_POINT_CHARACTERS = frozenset("+0123456789 .-()/\u00a0\u202f")


class Scope(NamedTuple):
    """A condition on `contact_fact f` with its parameters."""

    sql: str
    parameters: tuple[Any, ...] = ()


def scope(work_mode: bool, *, ordered: bool = False) -> str:
    """Return the condition on `contact_fact f` that leaves out the trash and, in work mode, private life.

    Unless the list is read in an order of the table's own, a plus keeps SQLite from walking a whole index for it.
    """
    shown = "f.hidden = 0" if ordered else "+f.hidden = 0"
    return f"{shown} AND f.sphere <> 'personal'" if work_mode else shown


class Seeker(NamedTuple):
    """How people are sought: among whom, where numbers are read, and on which day they are as warm as they are.

    `told` takes, for people found by an exchange, which one speaks of the words; None leaves exchanges out.
    """

    within: Scope
    country: str
    today: str
    told: dict[int, int] | None

    @classmethod
    def of(cls, core: Core, within: Scope, told: dict[int, int] | None) -> "Seeker":
        """Return the one of the present options and day."""
        return cls(within, core.options.country, core.clock.today().isoformat(), told)


def found_contacts(connection: sa.Connection, text: str, seeker: Seeker) -> Iterator[int]:
    """Yield the contacts that a text finds, each once, as `found_runs` has them."""
    return chain.from_iterable(found_runs(connection, text, seeker))


def found_runs(connection: sa.Connection, text: str, seeker: Seeker) -> Iterator[list[int]]:
    """Yield the contacts that a text finds, each once: by contact point, by name, by the other words of their sheet.

    Those of whose exchanges it speaks follow. Whole words come before begun ones. They come a few at a time, none where
    all of these were found before.
    """
    within = seeker.within
    sources = [_by_point(connection, text, within, seeker.country), _by_name(connection, text, seeker)]
    for match in filter(None, dict.fromkeys((match_of(connection, text, whole=True), match_of(connection, text)))):
        sources.append(_by_sheet(connection, match, within))
        if seeker.told is not None:
            sources.append(_by_exchange(connection, match, within, seeker.told))
    seen: set[int] = set()
    for source in sources:
        while run := list(islice(source, _RUN)):
            fresh = [key for key in dict.fromkeys(run) if key not in seen]
            seen.update(fresh)
            yield fresh


def match_of(connection: sa.Connection, text: str, *, whole: bool = False) -> str:
    """Return the query of the words index, "" where it finds nothing or no word is long enough.

    Each word may go on; with `whole` only the last one, which is still being typed. Words stand quoted, NUL never gets
    here.
    """
    words = [word for word in fold(text).split() if len(word) > 1]
    if not any(len(word) > 2 for word in words):
        return ""
    parts = [f'"{word}"' if whole and word is not words[-1] else begun(connection, word) for word in words]
    return " AND ".join(parts) if all(parts) else ""


_BEGUN = (
    "WITH RECURSIVE begun (word) AS (SELECT (SELECT term FROM known_word WHERE term >= ?1 LIMIT 1) UNION ALL "
    "SELECT (SELECT term FROM known_word WHERE term >= word || char(1) LIMIT 1) FROM begun WHERE word < ?2 LIMIT ?3) "
    "SELECT word FROM begun WHERE word < ?2"
)


def begun(connection: sa.Connection, word: str) -> str:
    """Return what matches the words that begin so, "" where there is none.

    The index holds beginnings of two and three letters. For longer ones it would first gather every place of all the
    words that begin so; naming these it goes through their places only as far as it is asked.
    """
    if len(word) <= _INDEXED:
        return f'"{word}"*'
    known = connection.exec_driver_sql(_BEGUN, (word, word + _LAST, _MOST_BEGUN + 1)).scalars().all()
    if len(known) > _MOST_BEGUN:
        return f'"{word}"*'
    either = " OR ".join(f'"{each}"' for each in known)
    return f"({either})" if known else ""


def _by_point(connection: sa.Connection, text: str, within: Scope, country: str) -> Iterator[int]:
    kind, start = _point(text, country)
    if not kind:
        return
    sql = (
        "SELECT p.contact_id FROM contact_point p CROSS JOIN contact_fact f ON f.contact_id = p.contact_id "
        f"WHERE p.kind = '{kind}' AND p.normalised >= ? AND p.normalised < ? AND {within.sql} ORDER BY p.normalised"
    )
    found = False
    for key in connection.exec_driver_sql(sql, (start, start + _LAST, *within.parameters)).scalars():
        found = True
        yield key
    digits = "".join(char for char in text if char.isdigit()).lstrip("0")
    if not found and kind == "phone" and len(digits) >= _LEAST_DIGITS:
        # The spelling of another country, or a piece of a number: nothing but reading all numbers finds those.
        sql = (
            "SELECT p.contact_id FROM contact_point p CROSS JOIN contact_fact f ON f.contact_id = p.contact_id "
            f"WHERE p.kind = 'phone' AND p.normalised LIKE ? AND {within.sql} ORDER BY p.normalised"
        )
        yield from connection.exec_driver_sql(sql, (f"%{digits}%", *within.parameters)).scalars()


def _point(text: str, country: str) -> tuple[str, str]:
    """Return the kind of contact point that a text begins to spell, with its normalised beginning."""
    typed = text.strip()
    if "@" in typed[1:]:
        return "email", typed.lower()
    digits = "".join(char for char in typed if char.isdigit())
    if len(digits) < 4 or not _POINT_CHARACTERS.issuperset(typed):
        return "", ""
    whole = phones.normalise(typed, country)
    return "phone", whole or phones.beginning(typed, country)


def _by_name(connection: sa.Connection, text: str, seeker: Seeker) -> Iterator[int]:
    """Yield the people of a name as it is written, then those who have the words among all their names."""
    words = tokens(text) if len(text.split()) == 1 else tuple(dict.fromkeys(fold(text).split()))
    if not words:
        return
    (lead, number), *others = _rarest_first(connection, words)
    if not number:
        return
    # What an entry of the index itself says is there already; other entries of the same person lie all over the file.
    written = " AND ".join(["instr(' ' || n.sort_key, ?)"] * len(others)) or "1"
    beginnings = [f" {word}" for word, _number in others]
    yield from _named(connection, seeker, lead, Scope(written, tuple(beginnings)))
    if not others:
        return
    few = _few_with(connection, text) if number > _RANKED else None
    among = "" if few is None else " AND +n.contact_id IN (SELECT value FROM json_each(?))"
    has = " AND EXISTS (SELECT 1 FROM name_token o WHERE o.contact_id = n.contact_id AND o.token >= ? AND o.token < ?)"
    bounds = [bound for word, _number in others for bound in (word, word + _LAST)]
    parameters = (*beginnings, *(() if few is None else (json.dumps(few),)), *bounds)
    yield from _named(connection, seeker, lead, Scope(f"NOT ({written}){among}{has * len(others)}", parameters))


def _named(connection: sa.Connection, seeker: Seeker, lead: str, entries: Scope) -> Iterator[int]:
    """Yield those of entries `name_token n` that begin with a word.

    The warmest come first, then the latest seen, as long as they are not too many to sort.
    """
    # LIMIT keeps SQLite from joining before it has looked for the other words: of thousands few have them.
    named = f"SELECT n.contact_id, n.token FROM name_token n WHERE n.token >= ? AND n.token < ? AND {entries.sql}"
    sql = (
        "SELECT n.contact_id, n.token <> ?, (f.hot_until > ?) + (f.warm_until > ?) + (f.cool_until > ?), "
        f"f.last_exchange_on FROM ({named} ORDER BY n.token, n.sort_key LIMIT -1) n "
        f"CROSS JOIN contact_fact f ON f.contact_id = n.contact_id WHERE {seeker.within.sql}"
    )
    led = (lead, *[seeker.today] * 3, lead, lead + _LAST)
    rows = connection.exec_driver_sql(sql, (*led, *entries.parameters, *seeker.within.parameters))
    first = rows.fetchmany(_RANKED)
    if len(first) < _RANKED:
        first = sorted(first, key=lambda row: row[3] or "", reverse=True)
        first.sort(key=lambda row: (row[1], -(row[2] or 0)))
    yield from (row[0] for row in first)
    for run in rows.scalars().partitions(_RUN):
        yield from run


def _few_with(connection: sa.Connection, text: str) -> list[int] | None:
    """Return the people on whose sheets the words are, None where these are many or the index does not tell.

    To ask it first spares looking for the second word of each that has the first, which lies all over the file.
    """
    match = match_of(connection, text)
    if not match:
        return None
    found = list(islice(_on_sheets(connection, match), _SAMPLE // 2))
    return found if len(found) < _SAMPLE // 2 else None


def _rarest_first(connection: sa.Connection, words: Sequence[str]) -> list[tuple[str, int]]:
    """Return words with how many names they begin, as far as that is worth counting."""
    sql = "SELECT count(*) FROM (SELECT 1 FROM name_token WHERE token >= ? AND token < ? LIMIT ?)"

    def count(word: str) -> int:
        return int(connection.exec_driver_sql(sql, (word, word + _LAST, _SAMPLE if len(words) > 1 else 1)).scalar_one())

    return sorted(((word, count(word)) for word in words), key=lambda each: each[1])


def _by_sheet(connection: sa.Connection, match: str, within: Scope) -> Iterator[int]:
    keys = _on_sheets(connection, match)
    while run := list(islice(keys, _RUN)):
        yield from visible(connection, run, within)


def _on_sheets(connection: sa.Connection, match: str) -> Iterator[int]:
    """Yield the people whose sheets match, the eldest first."""
    newest = connection.exec_driver_sql("SELECT max(contact_id) FROM contact_fact").scalar() or 0
    sql = f"SELECT rowid / 8 FROM words WHERE words MATCH ? AND rowid <= ? AND rowid % 8 = {KINDS['contact']}"
    return connection.exec_driver_sql(sql, (match, newest * 8)).scalars()


def _by_exchange(connection: sa.Connection, match: str, within: Scope, told: dict[int, int]) -> Iterator[int]:
    """Yield the people of the exchanges that match, the latest first, and note which one speaks."""
    hits = connection.exec_driver_sql("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC", (match,))
    for run in _runs(hits.scalars(), KINDS["interaction"]):
        sql = f"SELECT interaction_id, contact_id FROM participation WHERE interaction_id IN ({_marks(run)})"
        there: dict[int, list[int]] = {}
        for interaction_id, contact_id in connection.exec_driver_sql(sql, tuple(run)):
            there.setdefault(interaction_id, []).append(contact_id)
            told.setdefault(contact_id, interaction_id)
        yield from visible(connection, [each for key in run for each in there.get(key, ())], within)


def _runs(rowids: Iterable[int], kind: int) -> Iterator[list[int]]:
    """Yield the ids of one kind among what the words index holds, a few at a time."""
    keys = (rowid // 8 for rowid in rowids if rowid % 8 == kind)
    while run := list(islice(keys, _RUN)):
        yield run


def visible(connection: sa.Connection, keys: Sequence[int], within: Scope) -> Iterator[int]:
    """Return those of some people who are within a condition, in their order."""
    sql = f"SELECT f.contact_id FROM contact_fact f WHERE f.contact_id IN ({_marks(keys)}) AND {within.sql}"
    shown = set(connection.exec_driver_sql(sql, (*keys, *within.parameters)).scalars())
    return (key for key in dict.fromkeys(keys) if key in shown)


def _hits(connection: sa.Connection, match: str) -> list[tuple[str, int]]:
    rowids = connection.exec_driver_sql("SELECT rowid FROM words WHERE words MATCH ? LIMIT ?", (match, _MOST_WORDS))
    return [(_NAMES[rowid % 8], rowid // 8) for rowid in rowids.scalars()]


def _marks(keys: Sequence[object]) -> str:
    return ",".join("?" * len(keys))


class Search:
    """What the palette, the list of contacts and the command line find."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._words: dict[str, str] | None = None
        core.listen(self._forget)

    def find(self, query: str, limit: int = 20, *, tolerant: bool = True) -> tuple[Found, ...]:
        """Return contacts by name first, then whatever holds the words; near spellings where little is found.

        Between two keys ask with `tolerant=False`, and for `similar()` once the hands rest.
        """
        text = clean(query)
        with self._core.reading() as connection:
            within = self._scope()
            people = list(islice(found_contacts(connection, text, Seeker.of(self._core, within, None)), limit))
            things = self._things(connection, text, limit)
            # However many people hold the words, half of the answer is left to what else does.
            found = _contacts(connection, people[: max(limit - len(things), (limit + 1) // 2)])
            found += things
        if tolerant and len(found) < limit:
            found += self._scattered(text, limit - len(found), {each.id for each in found if each.kind == "contact"})
        if tolerant and len(found) < _LITTLE:
            known = {(each.kind, each.id) for each in found}
            found += [each for each in self.similar(text, limit) if (each.kind, each.id) not in known]
        return tuple(found[:limit])

    def similar(self, query: str, limit: int = 8) -> tuple[Found, ...]:
        """Return the contacts whose names are spelt almost so; may take some tens of milliseconds."""
        return self.people(self.similar_ids(query, limit))

    def similar_ids(self, query: str, limit: int = 8, within: Scope | None = None) -> list[int]:
        """Return the ids of the contacts, all or those within a condition, whose names are spelt almost so, by name."""
        from carnet.domain.matching import similar

        with self._core.reading() as connection:
            words = self._vocabulary(connection)
            near = [[key for key, _points in similar(word, words, 12)] for word in fold(query).split()]
            if not near or not all(near):
                return []
            within = within or self._scope()
            named = "".join(
                f" AND f.contact_id IN (SELECT contact_id FROM name_token WHERE token IN ({_marks(group)}))"
                for group in near
            )
            sql = f"SELECT f.contact_id FROM contact_fact f WHERE {within.sql}{named} ORDER BY f.sort_key LIMIT ?"
            parameters = (*within.parameters, *(word for group in near for word in group), limit)
            return list(connection.exec_driver_sql(sql, parameters).scalars())

    def people(self, ids: Sequence[int]) -> tuple[Found, ...]:
        """Return contacts as answers, in the order given."""
        with self._core.reading() as connection:
            return tuple(_contacts(connection, ids))

    def _scattered(self, text: str, limit: int, known: Collection[int]) -> Sequence[Found]:
        from carnet.journal.scattered import scattered_contacts

        with self._core.reading() as connection:
            keys = scattered_contacts(connection, text, Seeker.of(self._core, self._scope(), None), limit + len(known))
        return self.people([key for key in keys if key not in known][:limit])

    def _scope(self) -> Scope:
        return Scope(scope(self._core.options.work_mode))

    def _forget(self, _changes: object) -> None:
        self._words = None

    def _vocabulary(self, connection: sa.Connection) -> dict[str, str]:
        if self._words is None:
            words = connection.exec_driver_sql("SELECT DISTINCT token FROM name_token").scalars()
            self._words = {word: word for word in words}
        return self._words

    def _things(self, connection: sa.Connection, text: str, limit: int) -> list[Found]:
        match = match_of(connection, text)
        if not match:
            return []
        by_kind: dict[str, list[int]] = {}
        for kind, key in _hits(connection, match):
            by_kind.setdefault(kind, []).append(key)
        found: list[Found] = []
        for kind, sql in _THINGS.items():
            keys = by_kind.get(kind, [])[:_MOST_THINGS]
            if keys:
                filled = sql.format(marks=_marks(keys), scope=scope(self._core.options.work_mode))
                rows = connection.exec_driver_sql(filled, (*keys, max(1, limit // 4)))
                found += [Found(kind, int(key), title, _detail(kind, detail)) for key, title, detail in rows]
        return found


_THINGS = {
    "event": "SELECT id, title, coalesce(starts_at, '') FROM event WHERE id IN ({marks}) AND deleted_at IS NULL "
    "ORDER BY +starts_at DESC LIMIT ?",
    "mission": "SELECT m.id, m.title, coalesce(o.name, '') FROM mission m "
    "LEFT JOIN organisation o ON o.id = m.client_id WHERE m.id IN ({marks}) AND m.deleted_at IS NULL "
    "ORDER BY +m.signed_on DESC, m.id LIMIT ?",
    "organisation": "SELECT id, name, city FROM organisation WHERE id IN ({marks}) ORDER BY +folded LIMIT ?",
    "interaction": "SELECT f.contact_id, f.display_name, i.summary FROM interaction i "
    "CROSS JOIN participation p ON p.interaction_id = i.id CROSS JOIN contact_fact f ON f.contact_id = p.contact_id "
    "WHERE i.id IN ({marks}) AND i.deleted_at IS NULL AND {scope} ORDER BY +i.occurred_on DESC LIMIT ?",
}


def _detail(kind: str, detail: str) -> str:
    """Return the day of an event, or the first line of what an exchange says."""
    if kind == "event" and detail:
        return str(PartialDate(detail[:10]))
    return first_line(detail) if kind == "interaction" else detail


def _contacts(connection: sa.Connection, ids: Sequence[int]) -> list[Found]:
    sql = f"SELECT contact_id, display_name, title, organisation FROM contact_fact WHERE contact_id IN ({_marks(ids)})"
    rows = {row[0]: row for row in connection.exec_driver_sql(sql, tuple(ids))}
    return [
        Found("contact", key, rows[key][1], ", ".join(part for part in rows[key][2:] if part))
        for key in ids
        if key in rows
    ]
