"""What verbs of other nouns need to know of people: that they exist, their names, how warm they are today."""

from collections.abc import Sequence
from datetime import date, timedelta

from carnet.domain.warmth import level_of, score
from carnet.errors import Reason, Refused
from carnet.store import quick
from carnet.store.quick import Connected, chunks, marks

_WARMTH = (
    "SELECT contact_id, last_exchange_on, recent_gaps, last_inbound_on, cadence_days FROM contact_fact "
    "WHERE contact_id IN ({})"
)
_COUNTS = """
SELECT (SELECT count(*) FROM contact_fact),
       (SELECT count(*) FROM contact_fact WHERE hidden = 1),
       (SELECT count(*) FROM contact_fact WHERE ? AND hidden = 0 AND sphere = 'personal')
"""


def name_of(connection: Connected, contact_id: int) -> str:
    """Return the name a person is shown by; refused where nobody has this id."""
    found = quick.first(connection, "SELECT display_name FROM contact_fact WHERE contact_id = ?", (contact_id,))
    if found is None:
        raise Refused(Reason.NOT_FOUND, kind="contact", id=contact_id)
    return str(found[0])


def in_sight(connection: Connected, *, work_mode: bool) -> int:
    """Return how many people are shown: all but the few that are not, which costs nothing at any size."""
    total, hidden, private = quick.rows(connection, _COUNTS, (work_mode,))[0]
    return int(total) - int(hidden) - int(private)


def scores(connection: Connected, ids: Sequence[int], today: date) -> dict[int, tuple[int | None, str | None]]:
    """Return warmth and level of each person on a day; both None without an exchange."""
    found: dict[int, tuple[int | None, str | None]] = {}
    for run in chunks(ids):
        ahead: list[int] = []
        for key, last, gaps, heard, cadence in quick.rows(connection, _WARMTH.format(marks(run)), run):
            if max(last or "", heard or "") > today.isoformat():
                ahead.append(key)
                continue
            days = [] if last is None else _days(date.fromisoformat(last), gaps)
            found[key] = _warmth(score(today, days, [] if heard is None else [date.fromisoformat(heard)], cadence))
        found |= _closer(connection, ahead, today)
    return found


def _days(last: date, gaps: str) -> list[date]:
    return [last, *(last - timedelta(days=int(gap)) for gap in gaps.split())]


def _closer(connection: Connected, ids: Sequence[int], today: date) -> dict[int, tuple[int | None, str | None]]:
    """Do the same from all days of people with an exchange dated in the future, who are rare."""
    if not ids:
        return {}
    from carnet.store import facts

    cadences = dict(
        quick.rows(
            connection, f"SELECT contact_id, cadence_days FROM contact_fact WHERE contact_id IN ({marks(ids)})", ids
        )
    )
    people = facts.people(connection, ids)
    return {
        key: _warmth(score(today, facts.exchanges(person.facts), person.inbound, cadences[key]))
        for key, person in people.items()
    }


def _warmth(points: int | None) -> tuple[int | None, str | None]:
    return points, None if points is None else level_of(points).value


def first_text(day: date) -> str:
    """Return the least text of a partial date whose first day is `day` or later."""
    text = day.isoformat()
    if day.day > 1:
        return text
    return text[:7] if day.month > 1 else text[:4]


_FALLS = ("hot_until", "warm_until", "cool_until")
COOLING_DAYS = 14
"""How long ago a relation fell a level that is still told of."""


def fell(column: str, today: date) -> str:
    """Return the condition on contact_fact that a level ended within the last fortnight, kept in this column."""
    since = today - timedelta(days=COOLING_DAYS)
    # A level that ended on the day of the exchange never began.
    return f"({column} > '{since}' AND {column} <= '{today}' AND {column} > last_exchange_on)"


def overdue(today: date) -> str:
    """Return the condition on contact_fact that the cadence of a relation asks for an exchange."""
    return f"(hidden = 0 AND due_on <= '{today}')"


def became_due(today: date) -> str:
    """Return the condition on contact_fact that it asks for one since a fortnight at most."""
    return f"({overdue(today)} AND due_on > '{today - timedelta(days=COOLING_DAYS)}')"


ACTIVE = (
    "EXISTS (SELECT 1 FROM contact WHERE contact.id = contact_id AND contact.status = 'active' AND NOT contact.is_me)"
)
"""The condition on contact_fact that a relation is one to be kept warm."""


def cooling(today: date) -> str:
    """Return the condition that a relation cools: its cadence or one of its levels ended within the last fortnight."""
    arms = [became_due(today), *(fell(column, today) for column in _FALLS)]
    return f"(({' OR '.join(arms)}) AND {ACTIVE})"


TOLD_NAME = (
    "iif(hidden AND contact_id NOT IN (SELECT id FROM contact WHERE status <> 'active' AND status = 'anonymised'), "
    "'', display_name)"
)
"""The name on contact_fact that paths and rankings say: nobody's in the trash; of who is anonymised, the number."""


def visible(work_mode: bool) -> str:
    """Return the condition on contact_fact that leaves out the trash and, in work mode, private life."""
    # The plus keeps SQLite from walking the index of all that is not hidden, which is nearly everybody.
    shown = "+contact_fact.hidden = 0"
    return f"{shown} AND contact_fact.sphere <> 'personal'" if work_mode else shown
