"""What the journal knows by name, asked at each key of the composer: people, events, missions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from carnet.domain.events import OccurrenceRef
from carnet.domain.mentions import Meant
from carnet.domain.text import fold
from carnet.domain.zones import local_day
from carnet.journal import likeness, organisations, planning
from carnet.journal.core import Core
from carnet.journal.people import visible
from carnet.store import quick
from carnet.store.quick import marks

_PEOPLE = (
    "SELECT contact_fact.contact_id, display_name, title, organisation FROM contact_fact "
    "JOIN contact ON contact.id = contact_fact.contact_id "
    "WHERE contact_fact.contact_id IN ({marks}) AND contact.is_me = 0 AND {shown} "
    "ORDER BY last_exchange_on IS NULL, last_exchange_on DESC, contact_fact.sort_key"
)
_TITLES = {
    "event": "SELECT id, title, '', starts_at, tz FROM event WHERE deleted_at IS NULL AND rrule = ''",
    "series": "SELECT id, title, '', NULL, '' FROM event WHERE deleted_at IS NULL AND rrule != ''",
    "mission": (
        "SELECT m.id, m.title, coalesce(o.name, ''), NULL, '' FROM mission m LEFT JOIN organisation o "
        "ON o.id = m.client_id WHERE m.deleted_at IS NULL ORDER BY m.signed_on IS NULL, m.signed_on DESC, m.id"
    ),
}


class _Titled(NamedTuple):
    """An event or a mission with its folded title, and that of the client."""

    title: str
    client: str
    row: tuple[Any, ...]

    def meant(self) -> Meant:
        key, name, client, at, tz = self.row
        return Meant(int(key), name, client, None if at is None else local_day(datetime.fromisoformat(at), tz))


class Mentions:
    """Answers what a name means, each name once until something changes."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._found: dict[tuple[str, bool], Sequence[Meant] | None] = {}
        self._titles: dict[str, Sequence[_Titled]] = {}
        self._dates: Sequence[Meant] | None = None
        core.listen(self._forget, first=True)

    def people(self, name: str) -> Sequence[Meant] | None:
        """Return who has all the words of a name, whoever was seen last first; None where it is an organisation's."""
        key = fold(name), self._core.options.work_mode
        if key not in self._found:
            with self._core.reading() as connection:
                self._found[key] = self._people(connection, key[0])
        return self._found[key]

    def events(self, title: str) -> Sequence[Meant]:
        """Return the events of this title, and those whose title begins so; of a series every date of late."""
        wanted = f"{fold(title)} "
        found = [each.meant() for each in self._titled("event") if f"{each.title} ".startswith(wanted)]
        if any(f"{each.title} ".startswith(wanted) for each in self._titled("series")):
            found += [meant for meant in self._dates_of_series if f"{fold(meant.name)} ".startswith(wanted)]
        return found

    def missions(self, title: str) -> Sequence[Meant]:
        """Return the missions of this title or of this client, the latest first."""
        wanted = fold(title)
        return [each.meant() for each in self._titled("mission") if wanted in {each.title, each.client}]

    @property
    def _dates_of_series(self) -> Sequence[Meant]:
        """The dates of series that have no row yet: who writes of one has been there, so it gets its row with that."""
        if self._dates is None:
            with self._core.reading() as connection:
                rows = planning.begun(connection, self._core.clock.now(), planning.REMEMBERED_FOR)
            self._dates = [
                Meant(row.ref.series_id, row.title, "", local_day(row.starts_at, row.tz), row.ref)
                for row in rows
                if isinstance(row.ref, OccurrenceRef)
            ]
        return self._dates

    def _titled(self, what: str) -> Sequence[_Titled]:
        """Return all events or missions: there are few beside people, and a title is asked for word by word."""
        if what not in self._titles:
            with self._core.reading() as connection:
                rows = quick.rows(connection, _TITLES[what])
            self._titles[what] = [_Titled(fold(row[1]), fold(row[2]), row) for row in rows]
        return self._titles[what]

    def _forget(self, _changes: object) -> None:
        self._found.clear()
        self._titles.clear()
        self._dates = None

    def _people(self, connection: sa.Connection, name: str) -> Sequence[Meant] | None:
        keys = likeness.named(connection, name)
        if keys:
            sql = _PEOPLE.format(marks=marks(keys), shown=visible(self._core.options.work_mode))
            rows = connection.exec_driver_sql(sql, tuple(keys))
            return [Meant(int(row[0]), row[1], ", ".join(part for part in row[2:] if part)) for row in rows]
        return None if organisations.find(connection, name) is not None else ()
