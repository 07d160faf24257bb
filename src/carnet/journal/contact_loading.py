"""Reading a contact with its children as the value that forms edit."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

from carnet.domain.contacts import Affiliation, Contact, ContactPoint, SocialProfile
from carnet.domain.ids import OrganisationId
from carnet.domain.text import fold
from carnet.errors import Reason, Refused
from carnet.store import prepared
from carnet.store import tables as t
from carnet.store.prepared import KEY
from carnet.store.quick import Connected

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

_CONTACT = sa.select(t.contact).where(t.contact.c.id == KEY)
_POSITION = t.affiliation.c
_AFFILIATIONS = (
    sa.select(
        _POSITION.id,
        _POSITION.title,
        _POSITION.starts_on,
        _POSITION.ends_on,
        _POSITION.is_current,
        _POSITION.organisation_id,
        t.organisation.c.name,
    )
    .outerjoin(t.organisation, t.organisation.c.id == _POSITION.organisation_id)
    .where(_POSITION.contact_id == KEY)
    .order_by(_POSITION.is_current.desc(), _POSITION.starts_on.desc(), _POSITION.id.desc())
)
_TAGS = (
    sa.select(t.tag.c.name)
    .join(t.contact_tag, t.contact_tag.c.tag_id == t.tag.c.id)
    .where(t.contact_tag.c.contact_id == KEY)
)
_CIRCLES = (
    sa.select(t.circle.c.name)
    .join(t.contact_circle, t.contact_circle.c.circle_id == t.circle.c.id)
    .where(t.contact_circle.c.contact_id == KEY)
)


def load(connection: Connected, contact_id: int) -> Contact:
    """Return a contact with its children, in the trash or not; refused where nobody has this id."""
    row = next(iter(prepared.rows(connection, _CONTACT, contact_id)), None)
    if row is None:
        raise Refused(Reason.NOT_FOUND, kind="contact", id=contact_id)
    values = {name: row[name] for name in ("id", "uid", *SCALARS, "created_at", "updated_at")}
    return Contact(
        **values,
        points=_points(connection, contact_id),
        profiles=_profiles(connection, contact_id),
        affiliations=_affiliations(connection, contact_id),
        tags=_names(connection, _TAGS, contact_id),
        circles=_names(connection, _CIRCLES, contact_id),
        aliases=tuple(row["name"] for row in children(connection, t.alias, contact_id)),
        custom_fields=tuple((row["name"], row["value"]) for row in children(connection, t.custom_field, contact_id)),
    )


def children(connection: Connected, table: sa.Table, contact_id: int) -> Sequence[Mapping[str, Any]]:
    """Return the rows of a child table that belong to a contact."""
    return prepared.rows(connection, _children_of(table), contact_id)


@cache
def _children_of(table: sa.Table) -> sa.Select[Any]:
    return sa.select(table).where(table.c.contact_id == KEY).order_by(table.c.id)


def _points(connection: Connected, contact_id: int) -> tuple[ContactPoint, ...]:
    names = ("kind", "value", "normalised", "label", "is_primary", "id")
    rows = children(connection, t.contact_point, contact_id)
    return tuple(ContactPoint(**{name: row[name] for name in names}) for row in rows)


def _profiles(connection: Connected, contact_id: int) -> tuple[SocialProfile, ...]:
    names = ("network", "url", "slug", "connected_on", "id")
    rows = children(connection, t.social_profile, contact_id)
    return tuple(SocialProfile(**{name: row[name] for name in names}) for row in rows)


def _affiliations(connection: Connected, contact_id: int) -> tuple[Affiliation, ...]:
    return tuple(
        Affiliation(
            id=found["id"],
            organisation=found["name"] or "",
            title=found["title"],
            starts_on=found["starts_on"],
            ends_on=found["ends_on"],
            is_current=found["is_current"],
            organisation_id=None if found["organisation_id"] is None else OrganisationId(found["organisation_id"]),
        )
        for found in prepared.rows(connection, _AFFILIATIONS, contact_id)
    )


def _names(connection: Connected, query: sa.Select[Any], contact_id: int) -> tuple[str, ...]:
    return tuple(sorted((row["name"] for row in prepared.rows(connection, query, contact_id)), key=fold))
