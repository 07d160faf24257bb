"""Verbs and reads of organisations; they come into being when a contact, an event or a mission names them."""

from typing import Any, NamedTuple

import sqlalchemy as sa

from carnet.domain.changes import Deed
from carnet.domain.contacts import OrganisationKind
from carnet.domain.ids import OrganisationId
from carnet.domain.text import clean, fold, name_key
from carnet.errors import Reason, Refused
from carnet.journal.core import Core
from carnet.store import tables as t
from carnet.store.recorder import Recorder

_TEXTS = ("name", "city", "website")


class OrganisationRow(NamedTuple):
    """An organisation and how many contacts have or had a position there."""

    id: OrganisationId
    name: str
    kind: OrganisationKind
    city: str
    website: str
    people: int


def find(connection: sa.Connection, name: str) -> OrganisationId | None:
    """Return the organisation of a name, whatever its case and accents."""
    column, wanted = t.organisation.c, name_key(name)
    query = sa.select(column.id, column.name).where(column.folded == fold(name)).order_by(column.id)
    return next((OrganisationId(key) for key, known in connection.execute(query) if name_key(known) == wanted), None)


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

    def name(self, organisation_id: int) -> str:
        """Return the name of an organisation."""
        with self._core.reading() as connection:
            return str(_row(connection, organisation_id)["name"])

    def suggest(self, prefix: str, limit: int = 8) -> list[str]:
        """Return the names that begin so, whatever their case and accents."""
        start = fold(prefix)
        folded = t.organisation.c.folded
        query = sa.select(t.organisation.c.name).where(folded >= start, folded < start + "\U0010ffff")
        with self._core.reading() as connection:
            return list(connection.execute(query.order_by(folded).limit(limit)).scalars())

    def edit(self, organisation_id: int, **fields: Any) -> None:
        """Change single fields: name, kind, city, website."""
        values = {name: clean(value).strip() if name in _TEXTS else value for name, value in fields.items()}
        if "name" in values:
            if not values["name"]:
                raise Refused(Reason.EMPTY, field="name")
            values["folded"] = fold(values["name"])
        with self._core.reading() as connection:
            subject = values.get("name") or _row(connection, organisation_id)["name"]
        with self._core.writing(Deed.SAVE_ORGANISATION, subject=subject) as recorder:
            recorder.update(t.organisation, organisation_id, **values)


def _row(connection: sa.Connection, organisation_id: int) -> sa.RowMapping:
    query = sa.select(t.organisation).where(t.organisation.c.id == organisation_id)
    row = connection.execute(query).mappings().first()
    if row is None:
        raise Refused(Reason.NOT_FOUND, kind="organisation", id=organisation_id)
    return row
