"""What verbs of other nouns need to know of people: that they exist, their names, how warm they are today."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from carnet.domain.warmth import Level, level_of, score
from carnet.errors import Reason, Refused
from carnet.store import facts
from carnet.store import tables as t
from carnet.store.recorder import chunks

_FACT = t.contact_fact.c


def name_of(connection: sa.Connection, contact_id: int) -> str:
    """Return the name a person is shown by; refused where nobody has this id."""
    found = connection.execute(sa.select(_FACT.display_name).where(_FACT.contact_id == contact_id)).scalar()
    if found is None:
        raise Refused(Reason.NOT_FOUND, kind="contact", id=contact_id)
    return str(found)


def scores(connection: sa.Connection, ids: Sequence[int], today: date) -> dict[int, tuple[int | None, str | None]]:
    """Return warmth and level of each person on a day; both None without an exchange."""
    found: dict[int, tuple[int | None, str | None]] = {}
    for run in chunks(ids):
        query = sa.select(_FACT.contact_id, _FACT.cadence_days).where(_FACT.contact_id.in_(run))
        cadences = {row[0]: row[1] for row in connection.execute(query)}
        for key, person in facts.people(connection, run).items():
            points = score(today, person.exchanges, person.inbound, cadences.get(key))
            level = level_of(points)
            found[key] = (points, None if level is Level.NONE else level.value)
    return found


def visible(work_mode: bool) -> sa.TextClause:
    """Return the condition on contact_fact that leaves out the trash and, in work mode, private life."""
    # The plus keeps SQLite from walking the index of all that is not hidden, which is nearly everybody.
    shown = "+contact_fact.hidden = 0"
    return sa.text(f"{shown} AND contact_fact.sphere <> 'personal'" if work_mode else shown)
