"""What the rows of « Bilan » are called, each name read once until something changes."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import sqlalchemy as sa

from carnet.domain.changes import Changes
from carnet.domain.contacts import Channel, Sphere, group_of
from carnet.domain.review import Grouping
from carnet.domain.text import sort_key
from carnet.journal.core import Core
from carnet.journal.people import TOLD_NAME
from carnet.store import quick

_NAMED = {
    Grouping.EVENT: ("event", "title"),
    Grouping.SERIES: ("event", "title"),
    Grouping.ORGANISER: ("organisation", "name"),
    Grouping.CIRCLE: ("circle", "name"),
}


class Label(NamedTuple):
    """What a row is called, by what it stands among equals, and the group of a person's origin and her sphere."""

    text: str
    order: str = ""
    origin: str = ""
    sphere: Sphere | None = None


UNNAMED = Label("")


class RowLabels:
    """Names of what credits are grouped by, each read once until something changes."""

    def __init__(self, core: Core) -> None:
        self._known: dict[Grouping, dict[str, Label]] = {}
        self._changes = 0
        core.listen(self._on_changes, first=True)

    def of(self, connection: sa.Connection, by: Grouping, people: Iterable[int]) -> Mapping[str, Label]:
        """Return the names of a grouping by key, of people at least some; none for those that words must word."""
        before, known = self._changes, self._known.get(by)
        if by is Grouping.CONTACT:
            known = known or {}
            missing = [key for key in people if str(key) not in known]
            known = known | _people_labels(connection, missing) if missing else known
        elif known is None:
            known = _labels(connection, by)
        if before == self._changes:
            self._known[by] = known
        return known

    def let_go(self) -> None:
        """Keep no name."""
        self._known = {}

    def _on_changes(self, _changes: Changes) -> None:
        self._changes += 1
        self._known.clear()


def _people_labels(connection: sa.Connection, people: Iterable[int]) -> dict[str, Label]:
    sql = (
        f"SELECT contact_id, {TOLD_NAME}, sort_key, origin, sphere FROM contact_fact WHERE contact_id IN {quick.LISTED}"
    )
    groups = {channel.value: group_of(channel).value for channel in Channel}
    found = quick.rows(connection, sql, quick.listed(people))
    spheres = {sphere.value: sphere for sphere in Sphere}
    return {str(key): Label(name, order, groups[of], spheres[sphere]) for key, name, order, of, sphere in found}


def _labels(connection: sa.Connection, by: Grouping) -> dict[str, Label]:
    table, column = _NAMED.get(by, ("", ""))
    if not table:
        return {}
    found = quick.rows(connection, f"SELECT id, {column} FROM {table}")
    return {str(key): Label(name, sort_key(name)) for key, name in found}
