"""Verbs and reads of organisations; most come into being when a contact, an event or a mission names them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from carnet.domain.changes import Deed
from carnet.domain.contacts import OrganisationKind
from carnet.domain.ids import OrganisationId
from carnet.domain.organisations import OrganisationFilter, OrganisationLine, OrganisationSheet
from carnet.domain.text import clean, fold, name_key
from carnet.errors import Reason, Refused
from carnet.journal import organisation_lists, organisation_sheets
from carnet.journal.core import Core
from carnet.store import tables as t
from carnet.store.recorder import Recorder

_TEXTS = ("name", "city", "website")
_NEAR_CUTOFF = 70
_HOLDS = 90


class OrganisationRow(NamedTuple):
    """An organisation and how many contacts have or had a position there."""

    id: OrganisationId
    name: str
    kind: OrganisationKind
    city: str
    website: str
    people: int


def find(connection: sa.Connection, name: str) -> OrganisationId | None:
    """Return the organisation of a name, else the one that took it in a merge, whatever case and accents."""
    own, other, wanted = t.organisation.c, t.organisation_alias.c, name_key(name)
    queries = (
        sa.select(own.id, own.name).where(own.folded == fold(name)).order_by(own.id),
        sa.select(other.organisation_id, other.name).where(other.folded == fold(name)).order_by(other.id),
    )
    found = (row for query in queries for row in connection.execute(query))
    return next((OrganisationId(key) for key, known in found if name_key(known) == wanted), None)


def put(
    recorder: Recorder, core: Core, name: str, kind: OrganisationKind = OrganisationKind.OTHER
) -> OrganisationId | None:
    """Return the organisation of a name inside a verb, created where it is new; None for an empty name."""
    cleaned = " ".join(clean(name).split())
    if not cleaned:
        return None
    known = find(recorder.connection, cleaned)
    if known is not None:
        return known
    key = recorder.insert(t.organisation, uid=core.new_uid(), name=cleaned, kind=kind, folded=fold(cleaned))
    return OrganisationId(key)


class Organisations:
    """Companies, clubs and schools."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def rows(self) -> tuple[OrganisationRow, ...]:
        """Return every organisation by name."""
        people = (
            sa.select(sa.func.count(sa.distinct(t.affiliation.c.contact_id)))
            .join(t.contact, t.contact.c.id == t.affiliation.c.contact_id)
            .where(t.affiliation.c.organisation_id == t.organisation.c.id, t.contact.c.deleted_at.is_(None))
            .scalar_subquery()
        )
        columns = (t.organisation.c[name] for name in ("id", "name", "kind", "city", "website"))
        query = sa.select(*columns, people).order_by(t.organisation.c.folded, t.organisation.c.id)
        with self._core.reading() as connection:
            return tuple(OrganisationRow._make(row) for row in connection.execute(query))

    def ids(self, chosen: OrganisationFilter, limit: int | None = None) -> list[int]:
        """Return the ids of a filter in the order asked; where words are typed those named so come first."""
        with self._core.reading() as connection:
            return organisation_lists.ids(connection, chosen, limit)

    def lines(self, ids: Sequence[int]) -> dict[int, OrganisationLine]:
        """Return the lines of these organisations."""
        with self._core.reading() as connection:
            return organisation_lists.lines(connection, ids, work_mode=self._core.options.work_mode)

    def count(self) -> int:
        """Return how many organisations there are."""
        with self._core.reading() as connection:
            return int(connection.execute(sa.select(sa.func.count()).select_from(t.organisation)).scalar_one())

    def kinds(self) -> list[tuple[OrganisationKind, int]]:
        """Return the kinds there are, with how many organisations each has."""
        with self._core.reading() as connection:
            return [(OrganisationKind(key), n) for key, n in organisation_lists.counts(connection, "kind")]

    def cities(self) -> list[tuple[str, int]]:
        """Return the commonest cities, with how many organisations each has."""
        with self._core.reading() as connection:
            return organisation_lists.counts(connection, "city")

    def sheet(self, organisation_id: int) -> OrganisationSheet:
        """Return all that the sheet of an organisation shows."""
        with self._core.reading() as connection:
            return organisation_sheets.sheet(connection, self._core, organisation_id)

    def near(self, organisation_id: int, limit: int = 8) -> list[int]:
        """Return the organisations whose names are spelt almost so, legal forms left aside, the nearest first."""
        from carnet.domain.matching import organisation_key
        from carnet.domain.typos import most_alike

        with self._core.reading() as connection:
            wanted = organisation_key(str(_row(connection, organisation_id)["name"]))
            columns = t.organisation.c
            names = connection.execute(sa.select(columns.id, columns.name).where(columns.id != organisation_id))
            known = {key: organisation_key(name) for key, name in names}
        alike = {key: _HOLDS for key, name in known.items() if _holds(name, wanted)}
        for key, points in most_alike(wanted, known, limit, cutoff=_NEAR_CUTOFF):
            alike[key] = max(points, alike.get(key, 0))
        return sorted(alike, key=lambda key: (-alike[key], known[key], key))[:limit]

    def name(self, organisation_id: int) -> str:
        """Return the name of an organisation."""
        with self._core.reading() as connection:
            return str(_row(connection, organisation_id)["name"])

    def known(self, name: str) -> OrganisationId | None:
        """Return the organisation of a name, whatever its case and accents; None where there is none."""
        with self._core.reading() as connection:
            return find(connection, name)

    def suggest(self, prefix: str, limit: int = 8) -> list[str]:
        """Return the names that begin so, whatever their case and accents."""
        start = fold(prefix)
        folded = t.organisation.c.folded
        query = sa.select(t.organisation.c.name).where(folded >= start, folded < start + "\U0010ffff")
        with self._core.reading() as connection:
            return list(connection.execute(query.order_by(folded).limit(limit)).scalars())

    def add(self, name: str, kind: OrganisationKind = OrganisationKind.OTHER) -> OrganisationId:
        """Return a new organisation, or the one that has this name already.

        Raises:
            Refused: the name is empty.
        """
        cleaned = " ".join(clean(name).split())
        with self._core.writing(Deed.SAVE_ORGANISATION, subject=cleaned) as recorder:
            key = put(recorder, self._core, cleaned, kind)
            if key is None:
                raise Refused(Reason.EMPTY, field="name")
            return key

    def beginning(self, prefix: str) -> int | None:
        """Return the first organisation whose name begins so, for type-ahead."""
        start = fold(prefix)
        column = t.organisation.c
        query = sa.select(column.id).where(column.folded >= start, column.folded < start + "\U0010ffff")
        with self._core.reading() as connection:
            return connection.execute(query.order_by(column.folded, column.id).limit(1)).scalar()

    def edit(self, organisation_id: int, **fields: Any) -> None:
        """Change single fields: name, kind, city, website.

        Raises:
            Refused: the name is empty, or another organisation has it; `data["id"]` tells which.
        """
        values = {name: " ".join(clean(value).split()) if name in _TEXTS else value for name, value in fields.items()}
        with self._core.reading() as connection:
            subject = values.get("name", _row(connection, organisation_id)["name"])
            if "name" in values:
                if not subject:
                    raise Refused(Reason.EMPTY, field="name")
                namesake = _namesake(connection, organisation_id, subject)
                if namesake is not None:
                    raise Refused("organisation_exists", field="name", name=subject, id=namesake)
                values["folded"] = fold(subject)
        with self._core.writing(Deed.SAVE_ORGANISATION, subject=subject) as recorder:
            recorder.update(t.organisation, organisation_id, **values)

    def delete(self, organisation_id: int) -> None:
        """Delete an organisation; positions with a title stay without it, and undoing brings all of it back.

        Raises:
            Refused: missions or events refer to it; `data` counts them.
        """
        with self._core.writing(Deed.DELETE_ORGANISATION, subject=self.name(organisation_id)) as recorder:
            missions, events = organisation_sheets.ties(recorder.connection, organisation_id)
            if missions or events:
                raise Refused("organisation_in_use", missions=missions, events=events)
            place = t.affiliation.c
            bare = sa.select(place.id).where(place.organisation_id == organisation_id, place.title == "")
            for key in recorder.connection.execute(bare).scalars().all():
                recorder.delete(t.affiliation, key)
            recorder.delete(t.organisation, organisation_id)

    def merge(self, keep_id: int, other_id: int) -> None:
        """Make two organisations one under the name of the first; its gaps are filled, everything of the other moves.

        Raises:
            Refused: it is the same one, or one of them is not there.
        """
        from carnet.journal.organisation_merging import merge_into

        if keep_id == other_id:
            raise Refused(Reason.EXISTS, field="other")
        with self._core.reading() as connection:
            subject = str(_row(connection, keep_id)["name"])
            _row(connection, other_id)
        with self._core.writing(Deed.MERGE_ORGANISATIONS, subject=subject) as recorder:
            merge_into(recorder, keep_id, other_id)


def _holds(name: str, other: str) -> bool:
    """Tell whether all words of one name are words of the other, as of « Alizé » and « Mutuelle Alizé »."""
    mine, theirs = set(name.split()), set(other.split())
    return bool(mine) and bool(theirs) and (mine <= theirs or theirs <= mine)


def _namesake(connection: sa.Connection, organisation_id: int, name: str) -> int | None:
    """Return another organisation of this very name."""
    column, wanted = t.organisation.c, name_key(name)
    query = sa.select(column.id, column.name).where(column.folded == fold(name), column.id != organisation_id)
    return next((key for key, known in connection.execute(query) if name_key(known) == wanted), None)


def _row(connection: sa.Connection, organisation_id: int) -> sa.RowMapping:
    query = sa.select(t.organisation).where(t.organisation.c.id == organisation_id)
    row = connection.execute(query).mappings().first()
    if row is None:
        raise Refused(Reason.NOT_FOUND, kind="organisation", id=organisation_id)
    return row
