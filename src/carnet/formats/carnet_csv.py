"""The columns of Carnet's own table of contacts."""

from collections.abc import Collection

from carnet.domain.import_tables import Field, Target

_COLUMNS = {
    "id": Target(Field.IGNORED),
    "display name": Target(Field.FULL_NAME),
    "first name": Target(Field.FIRST_NAME),
    "last name": Target(Field.LAST_NAME),
    "organisation": Target(Field.ORGANISATION),
    "title": Target(Field.TITLE),
    "contact points": Target(Field.POINTS),
    "tags": Target(Field.TAGS),
    "circles": Target(Field.CIRCLES),
    "sphere": Target(Field.SPHERE),
    "origin channel": Target(Field.ORIGIN),
    "introduced by": Target(Field.INTRODUCED_BY),
    "middle name": Target(Field.MIDDLE_NAME),
    "nickname": Target(Field.NICKNAME),
    "birthday": Target(Field.BIRTHDAY),
    "city": Target(Field.CITY),
    "met on": Target(Field.MET_ON),
    "profiles": Target(Field.POINTS),
    "about": Target(Field.NOTE),
    "uid": Target(Field.IGNORED),
}


def is_header(names: Collection[str]) -> bool:
    """Return whether folded names are those of Carnet's columns."""
    return {"display name", "contact points"} <= set(names)


def target(name: str, _occurrence: int) -> Target | None:
    """Return what a column of a folded name holds; None where Carnet writes no such column."""
    return _COLUMNS.get(name)
