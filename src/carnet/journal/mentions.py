"""What the journal knows by name, asked at each key of the composer: people, events, missions."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from carnet.domain.events import local_day
from carnet.domain.mentions import Meant
from carnet.domain.text import fold
from carnet.journal import likeness, organisations
from carnet.journal.core import Core
from carnet.journal.people import visible
from carnet.journal.search import match_of
from carnet.store.derived import KINDS
from carnet.store.quick import marks

_MOST = 400
_PEOPLE = (
    "SELECT contact_fact.contact_id, display_name, title, organisation FROM contact_fact "
    "JOIN contact ON contact.id = contact_fact.contact_id "
    "WHERE contact_fact.contact_id IN ({marks}) AND contact.is_me = 0 AND {shown} "
    "ORDER BY last_exchange_on IS NULL, last_exchange_on DESC, contact_fact.sort_key"
)
_EVENTS = "SELECT id, title, starts_at, tz FROM event WHERE id IN ({marks}) AND deleted_at IS NULL AND rrule = ''"
_MISSIONS = (
    "SELECT m.id, m.title, coalesce(o.name, '') FROM mission m LEFT JOIN organisation o ON o.id = m.client_id "
    "WHERE m.id IN ({marks}) AND m.deleted_at IS NULL ORDER BY m.signed_on IS NULL, m.signed_on DESC, m.id"
)


class Mentions:
    """Answers what a name means, each name once until something changes."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._found: dict[tuple[str, str], Sequence[Meant] | None] = {}
        core.listen(self._forget, first=True)

    def people(self, name: str) -> Sequence[Meant] | None:
        """Return who has all the words of a name, whoever was seen last first; None where it is an organisation's."""
        return self._once("people", name, self._people)

    def events(self, title: str) -> Sequence[Meant]:
        """Return the events of this title, and those whose title begins so."""
        return self._once("events", title, self._events) or ()

    def missions(self, title: str) -> Sequence[Meant]:
        """Return the missions of this title or of this client, the latest first."""
        return self._once("missions", title, self._missions) or ()

    def _once(
        self, what: str, name: str, ask: Callable[[sa.Connection, str], Sequence[Meant] | None]
    ) -> Sequence[Meant] | None:
        key = what, fold(name)
        if key not in self._found:
            with self._core.reading() as connection:
                self._found[key] = ask(connection, key[1])
        return self._found[key]

    def _forget(self, _changes: object) -> None:
        self._found.clear()

    def _people(self, connection: sa.Connection, name: str) -> Sequence[Meant] | None:
        keys = likeness.named(connection, name)
        if keys:
            sql = _PEOPLE.format(marks=marks(keys), shown=visible(self._core.options.work_mode))
            rows = connection.exec_driver_sql(sql, tuple(keys))
            return [Meant(int(row[0]), row[1], ", ".join(part for part in row[2:] if part)) for row in rows]
        return None if organisations.find(connection, name) is not None else ()

    def _events(self, connection: sa.Connection, title: str) -> Sequence[Meant]:
        rows = _found(connection, title, "event", _EVENTS)
        return [
            Meant(int(key), name, "", None if at is None else local_day(datetime.fromisoformat(at), tz))
            for key, name, at, tz in rows
            if f"{fold(name)} ".startswith(f"{title} ")
        ]

    def _missions(self, connection: sa.Connection, title: str) -> Sequence[Meant]:
        rows = _found(connection, title, "mission", _MISSIONS)
        return [Meant(int(key), name, client) for key, name, client in rows if title in {fold(name), fold(client)}]


def _found(connection: sa.Connection, title: str, kind: str, sql: str) -> Sequence[Any]:
    """Return the rows of a kind whose words hold all the words of a title."""
    match = match_of(title, whole=True)
    if not match:
        return ()
    hits = connection.exec_driver_sql("SELECT rowid FROM words WHERE words MATCH ? LIMIT ?", (match, _MOST * 8))
    keys = [rowid // 8 for rowid in hits.scalars() if rowid % 8 == KINDS[kind]][:_MOST]
    return connection.exec_driver_sql(sql.format(marks=marks(keys)), tuple(keys)).all() if keys else ()
