"""Finding, in a journal of any size, whom a new sheet may be: only those who share something are compared."""

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa

from carnet.domain.contacts import Contact
from carnet.domain.matching import Candidate, Likeness, compare
from carnet.domain.text import fold, tokens
from carnet.journal.contact_loading import load
from carnet.journal.contacts import candidate
from carnet.store import quick

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
    people = _with_tokens(connection, tokens(name))
    exact = [key for key, full in people if fold(full) == fold(name)]
    return exact or [key for key, _full in people]


def _surest_first(like: Like) -> tuple[int, int, int]:
    return (-int(like.likeness), -len(like.reasons), like.contact_id)


_POINTS = "SELECT contact_id FROM contact_point WHERE kind = '{kind}' AND normalised IN ({marks})"
_LINKEDIN = "SELECT contact_id FROM social_profile WHERE network = 'linkedin' AND slug IN ({marks})"
_STANDING = (
    "SELECT c.contact_id FROM ({sql}) c CROSS JOIN contact_fact f ON f.contact_id = c.contact_id WHERE +f.hidden = 0"
)
_COLLEAGUES = (
    "SELECT a.contact_id FROM organisation o CROSS JOIN affiliation a ON a.organisation_id = o.id "
    "WHERE (o.folded = ? OR (o.folded > ? AND o.folded < ?)) "
    "AND EXISTS (SELECT 1 FROM name_token n WHERE n.contact_id = a.contact_id AND n.token IN ({marks}))"
)


def _marks(count: int) -> str:
    return ",".join("?" * count)


def _by_points(connection: sa.Connection, mine: Candidate) -> list[int]:
    """Return people with the same e-mail, phone number or profile."""
    parts, values = [], []
    for sql, kind, wanted in (
        (_POINTS, "email", mine.emails),
        (_POINTS, "phone", mine.phones),
        (_LINKEDIN, "", mine.linkedin),
    ):
        if wanted:
            parts.append(sql.format(kind=kind, marks=_marks(len(wanted))))
            values += sorted(wanted)
    return _standing(connection, " UNION ".join(parts), values) if parts else []


def _colleagues(connection: sa.Connection, mine: Candidate, contact: Contact) -> list[int]:
    """Return people of the same organisation who share a word of the name."""
    words = tokens(f"{contact.first_name} {contact.last_name}")
    found: list[int] = []
    for name in sorted(fold(organisation) for organisation in mine.organisations):
        if name and words:
            # « Acme SAS » too, whose folded name goes on after a space.
            bounds = (name, f"{name} ", f"{name} {_LAST}")
            found += _standing(connection, _COLLEAGUES.format(marks=_marks(len(words))), (*bounds, *words))
    return found


def _namesakes(connection: sa.Connection, contact: Contact) -> list[int]:
    """Return people whose name is the same, first name and surname, in whatever order and case."""
    if not contact.first_name or not contact.last_name:
        return []
    full = f"{contact.first_name} {contact.last_name}"
    wanted = sorted(fold(full).split())
    return [key for key, name in _with_tokens(connection, tokens(full)) if sorted(fold(name).split()) == wanted]


def _with_tokens(connection: sa.Connection, words: Sequence[str]) -> list[tuple[int, str]]:
    """Return a handful of people, by name, whose names have all these words."""
    if not words:
        return []
    # Thousands may have one of the words: those who have all of them come out of the index alone.
    each = " INTERSECT ".join(["SELECT sort_key, contact_id FROM name_token WHERE token = ?"] * len(words))
    sql = (
        f"SELECT n.contact_id, f.display_name FROM ({each}) n CROSS JOIN contact_fact f ON f.contact_id = n.contact_id "
        f"WHERE +f.hidden = 0 ORDER BY n.sort_key LIMIT {_MOST}"
    )
    return [(int(key), str(name)) for key, name in quick.rows(connection, sql, words)]


def _standing(connection: sa.Connection, sql: str, values: Sequence[str]) -> list[int]:
    """Return the ids that a statement finds, those in the trash left out, a handful at most."""
    found = quick.rows(connection, f"{_STANDING.format(sql=sql)} LIMIT {_MOST}", values)
    return [int(key) for (key,) in found]
