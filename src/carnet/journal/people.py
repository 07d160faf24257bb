"""What verbs of other nouns need to know of people: that they exist, their names, how warm they are today."""

from collections.abc import Sequence
from datetime import date

from carnet.domain.warmth import Level, level_of, score
from carnet.errors import Reason, Refused
from carnet.store import facts, quick
from carnet.store.quick import Connected, chunks, marks


def name_of(connection: Connected, contact_id: int) -> str:
    """Return the name a person is shown by; refused where nobody has this id."""
    found = quick.first(connection, "SELECT display_name FROM contact_fact WHERE contact_id = ?", (contact_id,))
    if found is None:
        raise Refused(Reason.NOT_FOUND, kind="contact", id=contact_id)
    return str(found[0])


def scores(connection: Connected, ids: Sequence[int], today: date) -> dict[int, tuple[int | None, str | None]]:
    """Return warmth and level of each person on a day; both None without an exchange."""
    found: dict[int, tuple[int | None, str | None]] = {}
    for run in chunks(ids):
        sql = f"SELECT contact_id, cadence_days FROM contact_fact WHERE contact_id IN ({marks(run)})"
        cadences = dict(quick.rows(connection, sql, run))
        for key, person in facts.people(connection, run).items():
            points = score(today, person.exchanges, person.inbound, cadences.get(key))
            level = level_of(points)
            found[key] = (points, None if level is Level.NONE else level.value)
    return found


def visible(work_mode: bool) -> str:
    """Return the condition on contact_fact that leaves out the trash and, in work mode, private life."""
    # The plus keeps SQLite from walking the index of all that is not hidden, which is nearly everybody.
    shown = "+contact_fact.hidden = 0"
    return f"{shown} AND contact_fact.sphere <> 'personal'" if work_mode else shown
