"""Reading a contact with its children as the value that forms edit."""

from collections.abc import Sequence

import sqlalchemy as sa

from carnet.domain.contacts import Affiliation, Contact, ContactPoint, SocialProfile
from carnet.domain.ids import OrganisationId
from carnet.domain.text import fold
from carnet.errors import Reason, Refused
from carnet.store import tables as t

TEXTS = ("prefix", "first_name", "middle_name", "last_name", "nickname", "city", "about", "met_where")
SCALARS = (
    *TEXTS,
    "sphere",
    "relationship",
    "birthday",
    "starred",
    "status",
    "origin_channel",
    "origin_source",
    "met_on",
    "cadence_days",
    "is_me",
    "to_complete",
)


def load(connection: sa.Connection, contact_id: int) -> Contact:
    """Return a contact with its children, in the trash or not; refused where nobody has this id."""
    row = connection.execute(sa.select(t.contact).where(t.contact.c.id == contact_id)).mappings().first()
    if row is None:
        raise Refused(Reason.NOT_FOUND, kind="contact", id=contact_id)
    values = {name: row[name] for name in ("id", "uid", *SCALARS, "created_at", "updated_at")}
    return Contact(
        **values,
        points=_points(connection, contact_id),
        profiles=_profiles(connection, contact_id),
        affiliations=_affiliations(connection, contact_id),
        tags=_names(connection, t.tag, t.contact_tag, "tag_id", contact_id),
        circles=_names(connection, t.circle, t.contact_circle, "circle_id", contact_id),
        aliases=tuple(row["name"] for row in children(connection, t.alias, contact_id)),
        custom_fields=tuple((row["name"], row["value"]) for row in children(connection, t.custom_field, contact_id)),
    )


def children(connection: sa.Connection, table: sa.Table, contact_id: int) -> Sequence[sa.RowMapping]:
    """Return the rows of a child table that belong to a contact."""
    query = sa.select(table).where(table.c.contact_id == contact_id).order_by(table.c.id)
    return connection.execute(query).mappings().all()


def _points(connection: sa.Connection, contact_id: int) -> tuple[ContactPoint, ...]:
    names = ("kind", "value", "normalised", "label", "is_primary", "id")
    rows = children(connection, t.contact_point, contact_id)
    return tuple(ContactPoint(**{name: row[name] for name in names}) for row in rows)


def _profiles(connection: sa.Connection, contact_id: int) -> tuple[SocialProfile, ...]:
    names = ("network", "url", "slug", "connected_on", "id")
    rows = children(connection, t.social_profile, contact_id)
    return tuple(SocialProfile(**{name: row[name] for name in names}) for row in rows)


def _affiliations(connection: sa.Connection, contact_id: int) -> tuple[Affiliation, ...]:
    row = t.affiliation.c
    query = (
        sa.select(
            row.id, row.title, row.starts_on, row.ends_on, row.is_current, row.organisation_id, t.organisation.c.name
        )
        .outerjoin(t.organisation, t.organisation.c.id == row.organisation_id)
        .where(row.contact_id == contact_id)
        .order_by(row.is_current.desc(), row.starts_on.desc(), row.id.desc())
    )
    return tuple(
        Affiliation(
            id=found.id,
            organisation=found.name or "",
            title=found.title,
            starts_on=found.starts_on,
            ends_on=found.ends_on,
            is_current=found.is_current,
            organisation_id=None if found.organisation_id is None else OrganisationId(found.organisation_id),
        )
        for found in connection.execute(query)
    )


def _names(connection: sa.Connection, table: sa.Table, link: sa.Table, column: str, contact_id: int) -> tuple[str, ...]:
    query = sa.select(table.c.name).join(link, link.c[column] == table.c.id).where(link.c.contact_id == contact_id)
    return tuple(sorted(connection.execute(query).scalars(), key=fold))
