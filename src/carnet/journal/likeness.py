"""Finding, in a journal of any size, whom a new sheet may be: only those who share something are compared."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from carnet.domain.contacts import Contact, Network, PointKind
from carnet.domain.matching import Candidate, Likeness, compare
from carnet.domain.text import fold, tokens
from carnet.journal.contact_loading import load
from carnet.journal.contacts import candidate
from carnet.store import tables as t

SAME_NAME = "same_name"
_MOST = 20
_LAST = "\U0010ffff"


class Like(NamedTuple):
    """Somebody whom a sheet surely or possibly is, and why."""

    contact_id: int
    likeness: Likeness
    reasons: tuple[str, ...]


def likes(connection: sa.Connection, contact: Contact, country: str) -> list[Like]:
    """Return the people that a sheet surely or possibly is, the surest first; one of the same name is possible."""
    mine = candidate(contact, country)
    namesakes = _namesakes(connection, contact)
    found = []
    for key in dict.fromkeys((*_by_points(connection, mine), *_colleagues(connection, mine, contact), *namesakes)):
        if key == contact.id:
            continue
        match = compare(mine, candidate(load(connection, key), country))
        reasons = tuple(reason.value for reason in match.reasons)
        if match.likeness is not Likeness.NONE:
            found.append(Like(key, match.likeness, reasons))
        elif key in namesakes:
            found.append(Like(key, Likeness.POSSIBLE, (SAME_NAME,)))
    return sorted(found, key=_surest_first)


def named(connection: sa.Connection, name: str) -> list[int]:
    """Return who has all the words of a name; where the whole name of some is just that, only those."""
    wanted = tokens(name)
    keys = _with_tokens(connection, wanted)
    fact = t.contact_fact.c
    names = connection.execute(
        sa.select(fact.contact_id, fact.display_name).where(fact.contact_id.in_(keys)).order_by(fact.sort_key)
    ).all()
    exact = [key for key, full in names if fold(full) == fold(name)]
    return exact or [key for key, _full in names]


def _surest_first(like: Like) -> tuple[int, int, int]:
    return (-int(like.likeness), -len(like.reasons), like.contact_id)


def _by_points(connection: sa.Connection, mine: Candidate) -> list[int]:
    point, profile = t.contact_point.c, t.social_profile.c
    shared = [
        sa.select(point.contact_id).where(point.kind == kind, point.normalised.in_(values))
        for kind, values in ((PointKind.EMAIL, mine.emails), (PointKind.PHONE, mine.phones))
        if values
    ]
    if mine.linkedin:
        shared.append(
            sa.select(profile.contact_id).where(profile.network == Network.LINKEDIN, profile.slug.in_(mine.linkedin))
        )
    return [key for query in shared for key in _standing(connection, query)]


def _colleagues(connection: sa.Connection, mine: Candidate, contact: Contact) -> list[int]:
    """Return people of the same organisation who share a word of the name."""
    words = tokens(f"{contact.first_name} {contact.last_name}")
    found: list[int] = []
    for name in sorted(fold(organisation) for organisation in mine.organisations):
        if not name or not words:
            continue
        folded = t.organisation.c.folded
        same = sa.or_(folded == name, sa.and_(folded > name + " ", folded < name + " " + _LAST))
        query = (
            sa.select(t.affiliation.c.contact_id)
            .join(t.organisation, t.organisation.c.id == t.affiliation.c.organisation_id)
            .where(same)
            .where(sa.exists().where(_TOKEN.c.contact_id == t.affiliation.c.contact_id, _TOKEN.c.token.in_(words)))
        )
        found += _standing(connection, query)
    return found


_TOKEN = sa.table("name_token", sa.column("token", sa.Text), sa.column("contact_id", sa.Integer))


def _namesakes(connection: sa.Connection, contact: Contact) -> list[int]:
    """Return people whose name is the same, first name and surname, in whatever order and case."""
    if not contact.first_name or not contact.last_name:
        return []
    full = f"{contact.first_name} {contact.last_name}"
    wanted = sorted(fold(full).split())
    fact = t.contact_fact.c
    keys = _with_tokens(connection, tokens(full))
    names = connection.execute(sa.select(fact.contact_id, fact.display_name).where(fact.contact_id.in_(keys)))
    return [key for key, name in names if sorted(fold(name).split()) == wanted]


def _with_tokens(connection: sa.Connection, words: Sequence[str]) -> list[int]:
    if not words:
        return []
    first, *others = words
    query = sa.select(_TOKEN.c.contact_id).where(_TOKEN.c.token == first)
    for word in others:
        other = _TOKEN.alias()
        query = query.where(sa.exists().where(other.c.contact_id == _TOKEN.c.contact_id, other.c.token == word))
    return _standing(connection, query)


def _standing(connection: sa.Connection, query: sa.Select[Any]) -> list[int]:
    """Return the ids that a query finds, those in the trash left out, a handful at most."""
    standing = sa.exists().where(t.contact.c.id == query.selected_columns[0], t.contact.c.deleted_at.is_(None))
    return list(connection.scalars(query.where(standing).limit(_MOST)))
