"""R3, what no check of SQLite's sees: one value of one row that is no value of its column, and all that reads it."""

import random
import traceback
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from carnet.domain.agenda import EventFilter
from carnet.domain.contacts import ContactFilter
from carnet.domain.organisations import OrganisationFilter
from carnet.domain.review import Grouping, ReviewQuestion
from carnet.errors import CarnetError
from carnet.journal import FixedClock, Journal
from carnet.journal.contact_lists import Order

DAY = date(2026, 11, 20)

_UNREAD = {"alembic_version", "sqlite_sequence"}


def value(path: Path, draw: random.Random) -> str:
    """Spoil one value as one bit may: a letter of a text, or a number; return which."""
    connection = dbapi2.connect(str(path), isolation_level=None)
    try:
        sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%STRICT%'"
        tables = [name for (name,) in connection.execute(sql) if name not in _UNREAD]
        while True:
            table = draw.choice(tables)
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if not row[5]]
            if columns and (told := _spoil(connection, table, draw.choice(columns), draw)):
                return told
    finally:
        connection.close()


def _spoil(connection: Any, table: str, column: str, draw: random.Random) -> str:
    where = f'"{column}" IS NOT NULL AND "{column}" <> \'\''
    rows = connection.execute(f'SELECT rowid, "{column}" FROM "{table}" WHERE {where}').fetchall()
    if not rows:
        return ""
    key, old = draw.choice(rows)
    if isinstance(old, int):
        new: Any = old ^ 1 << draw.randrange(40)
    elif isinstance(old, str):
        at = draw.randrange(len(old))
        letter = chr(ord(old[at]) ^ 1 << draw.randrange(5))
        new = old[:at] + letter + old[at + 1 :]
    else:
        return ""
    try:
        connection.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (new, key))
    except dbapi2.IntegrityError:
        return ""
    return f"{table}.{column} {key}: {old!r} -> {new!r}"


def wrong(path: Path) -> list[str]:
    """Read all of a journal; return what ended neither in values nor in a trouble that can be told."""
    found: list[str] = []
    try:
        journal = Journal(path, clock=FixedClock(day=DAY))
    except CarnetError:
        return []
    for name, read in _reads(journal):
        try:
            read()
        except CarnetError:
            continue
        except Exception as error:  # noqa: BLE001  (whatever it is, it is what is sought)
            where = [
                f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}"
                for frame in traceback.extract_tb(error.__traceback__)
            ]
            found.append(f"{name}: {type(error).__name__}: {error} ({' '.join(where[-4:])})")
    journal.close()
    return found


def _reads(journal: Journal) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield every way to read a journal."""
    yield "today", journal.today.sheet
    yield "proposals", journal.today.proposals
    yield "digest", journal.today.digest
    people = _ids(lambda: journal.contacts.ids(ContactFilter()))
    yield "rows", lambda: journal.contacts.rows(people, with_brought=True, found_by="cloud")
    yield "paper", lambda: journal.contacts.on_paper(ContactFilter())
    for order in Order:
        yield f"order {order}", lambda order=order: journal.contacts.ids(ContactFilter(order=order.value))
    yield "level counts", journal.contacts.level_counts
    yield "origin counts", journal.contacts.origin_counts
    yield "sphere counts", journal.contacts.sphere_counts
    for key in people:
        yield f"sheet {key}", lambda key=key: journal.contacts.sheet(key)
    for key in people[::9]:
        yield f"get {key}", lambda key=key: journal.contacts.get(key)
        yield f"person {key}", lambda key=key: journal.exports.person(key)
        yield f"letter {key}", lambda key=key: journal.letters.facts(key)
        yield f"follow-ups {key}", lambda key=key: journal.follow_ups.for_contact(key)
        yield (
            f"merge {key}",
            lambda key=key: journal.contacts.merge_sheet(key, people[0] if key != people[0] else people[1]),
        )
    yield "duplicates", journal.duplicates.find
    yield "apart", journal.duplicates.apart
    yield "circles", journal.labels.circles
    yield "tags", journal.labels.tags
    firms = _ids(lambda: journal.organisations.ids(OrganisationFilter()))
    yield "firms", journal.organisations.rows
    yield "firm lines", lambda: journal.organisations.lines(firms)
    for key in firms:
        yield f"firm {key}", lambda key=key: journal.organisations.sheet(key)
    for words in ("cloud", "mar", "acme", "claire dupont"):
        yield f"find {words}", lambda words=words: journal.search.find(words)
    yield "upcoming", journal.events.upcoming
    yield "past", lambda: journal.events.past(500)
    yield "agenda", lambda: journal.events.agenda(EventFilter(), date(2024, 1, 1), date(2027, 12, 1))
    yield "agenda values", lambda: journal.events.agenda_values(date(2024, 1, 1), date(2027, 12, 1))
    yield "likely", lambda: journal.events.likely(5, 5)
    yield "default", journal.events.default_for_capture
    for key in _ids(lambda: _column(journal, "event")):
        yield f"event {key}", lambda key=key: journal.events.sheet(key)
        yield f"briefing {key}", lambda key=key: journal.events.briefing(key)
    yield "calendars", journal.calendars.rows
    yield "calendars due", journal.calendars.due
    yield "due", journal.follow_ups.due
    yield "views", journal.views.rows
    yield "drafts", journal.drafts.everything
    yield "board", journal.missions.board
    yield "missions", journal.missions.every
    for key in _ids(lambda: _column(journal, "mission")):
        yield f"mission {key}", lambda key=key: journal.missions.sheet(key)
        yield f"path {key}", lambda key=key: journal.missions.path(key)
    for grouping in Grouping:
        question = ReviewQuestion(by=grouping)
        yield f"review {grouping}", lambda question=question: journal.review.ask(question)
        yield f"flows {grouping}", lambda question=question: journal.review.flows(question)
    yield "evenings", lambda: journal.review.evenings(ReviewQuestion())
    yield "network", lambda: journal.review.network(ReviewQuestion())
    yield "story", lambda: journal.review.story(ReviewQuestion())
    yield "progress", lambda: journal.review.progress(2026, "EUR")
    yield "years", journal.review.years
    yield "imports", journal.imports.batches
    deeds = _ids(journal.history.ids)
    yield "deeds", lambda: journal.history.rows(deeds)
    for key in deeds[:8]:
        yield f"deed {key}", lambda key=key: journal.history.sheet(key)
    for kind in ("vcard", "csv", "json", "google"):
        yield f"export {kind}", lambda kind=kind: journal.exports.contacts(kind, with_personal=True)
    for kind in ("json", "csv"):
        yield f"events {kind}", lambda kind=kind: journal.exports.events(kind)
        yield f"missions {kind}", lambda kind=kind: journal.exports.missions(kind)
    yield "calendar", journal.exports.calendar
    yield "todo", journal.exports.follow_ups
    yield "everything", journal.exports.everything
    yield "trash", journal.trash.items
    yield "register", journal.privacy.register
    yield "at term", journal.privacy.at_term
    yield "oppositions", journal.privacy.oppositions


def _ids(read: Callable[[], Any]) -> list[int]:
    try:
        return list(read())
    except CarnetError:
        return []


def _column(journal: Journal, table: str) -> list[int]:
    with journal.core.glancing() as connection:
        return [key for (key,) in connection.execute(f"SELECT id FROM {table} ORDER BY id")]
