"""The briefing of an event: whom to look for there, and what the journal knows of each."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from carnet.domain.briefings import (
    BriefedPerson,
    Briefing,
    Gap,
    LastExchange,
    Reason,
    Why,
    gaps_of,
    questions,
    short,
)
from carnet.domain.contacts import Channel
from carnet.domain.dates import PartialDate
from carnet.domain.events import EventSheet
from carnet.journal.core import Core
from carnet.journal.people import ACTIVE, scores, visible
from carnet.store import quick
from carnet.store.quick import Connected, marks

_MOST_EARLIER = 8
_MOST_FITTING = 6
_LOOKED_AT = 40
_MOST_PROMISES = 2
_SORTED_BELOW = 1_000
"""Members of a group that are sorted; of a larger one, everybody is gone through from the last exchange on."""
_WEIGHTS = {Why.ORGANISATION: 4, Why.CIRCLE: 2, Why.CITY: 1}

_ACTIVE = ACTIVE.replace("= contact_id", "= contact_fact.contact_id")
_EARLIER = (
    "SELECT a.contact_id, e.title, max(e.starts_at) FROM event e CROSS JOIN attendance a ON a.event_id = e.id "
    "WHERE {whose} AND e.deleted_at IS NULL AND e.rrule = '' AND e.starts_at < ? AND a.met = 1 "
    "GROUP BY a.contact_id ORDER BY count(*) DESC, max(e.starts_at) DESC, a.contact_id LIMIT ?"
)
_CIRCLES = "SELECT circle_id FROM contact_circle WHERE contact_id IN ({marks}) GROUP BY circle_id HAVING count(*) > 1"
_GROUPS = {
    Why.ORGANISATION: ("contact_fact", "contact_id", "g.organisation_id", "g.organisation"),
    Why.CIRCLE: (
        "contact_circle",
        "contact_id",
        "g.circle_id",
        "(SELECT name FROM circle WHERE circle.id = g.circle_id)",
    ),
    Why.CITY: ("contact", "id", "g.city <> '' AND g.city", "g.city"),
}
"""Where belonging is kept: table, its column of the contact, what belongs to a group, and the name of that."""
_COUNTED = "SELECT count(*) FROM (SELECT 1 FROM {table} g WHERE {group} IN ({marks}) LIMIT {most})"
_FEW_MEMBERS = "{table} g CROSS JOIN contact_fact ON contact_fact.contact_id = g.{key}"
_MANY_MEMBERS = (
    "contact_fact INDEXED BY ix_contact_fact_last_exchange_on "
    "CROSS JOIN {table} g ON g.{key} = contact_fact.contact_id AND contact_fact.hidden = 0"
)
_LAST_SEEN = (
    "SELECT contact_fact.contact_id, {name} FROM {source} WHERE {group} IN ({marks}) AND {seen} "
    "ORDER BY contact_fact.last_exchange_on DESC, contact_fact.contact_id DESC LIMIT ?"
)
_PEOPLE = (
    "SELECT contact_fact.contact_id, display_name, contact_fact.title, contact_fact.organisation, email, phone, "
    "origin, first_met_on, contact.city, "
    "EXISTS (SELECT 1 FROM contact_circle WHERE contact_id = contact.id) AS circled "
    "FROM contact_fact JOIN contact ON contact.id = contact_fact.contact_id "
    "WHERE contact_fact.contact_id IN ({marks}) AND {visible}"
)
_LAST = (
    "SELECT i.occurred_on, i.kind, coalesce(nullif(p.personal_note, ''), i.summary), coalesce(e.title, '') "
    "FROM participation p JOIN interaction i ON i.id = p.interaction_id LEFT JOIN event e ON e.id = i.event_id "
    "WHERE p.contact_id = ? AND i.deleted_at IS NULL AND i.kind <> 'note' "
    "ORDER BY i.occurred_on DESC, i.id DESC LIMIT 1"
)
_SAID = (
    "SELECT coalesce(nullif(p.personal_note, ''), i.summary) "
    "FROM participation p JOIN interaction i ON i.id = p.interaction_id "
    "WHERE p.contact_id = ? AND i.deleted_at IS NULL AND (p.personal_note <> '' OR i.summary <> '') "
    "ORDER BY i.occurred_on DESC, i.id DESC LIMIT 1"
)
_PROMISED = (
    "SELECT text FROM follow_up WHERE contact_id = :who AND state IN ('open', 'snoozed') AND text <> '' "
    "AND reason IN ('promise', 'post_event', 'opportunity') ORDER BY scheduled_on, id LIMIT 2"
)
_TOLD = (
    "SELECT p.promised FROM participation p JOIN interaction i ON i.id = p.interaction_id "
    "WHERE p.contact_id = :who AND p.promised <> '' AND i.deleted_at IS NULL "
    # A promise that was kept since is told by its follow-up, done on or after the day it was made.
    "AND NOT EXISTS (SELECT 1 FROM follow_up f WHERE f.contact_id = p.contact_id AND f.reason = 'promise' "
    "AND f.state = 'done' AND f.due_on >= i.occurred_on) ORDER BY i.occurred_on DESC, i.id DESC LIMIT 2"
)


def briefing(connection: Connected, core: Core, sheet: EventSheet) -> Briefing:
    """Return whom to look for at an event: those expected, those met before, those who fit."""
    expected = [person for person in sheet.attendees if person.expected]
    reasons: dict[int, list[Reason]] = {person.contact_id: [Reason(Why.EXPECTED)] for person in expected}
    earlier = _earlier(connection, sheet)
    people = _rows(connection, core, [*reasons, *earlier])
    for key in [key for key in earlier if key in people][:_MOST_EARLIER]:
        reasons.setdefault(key, []).append(Reason(Why.MET_HERE, earlier[key]))
    for key, found in _fitting(connection, core, sheet, list(reasons), [person.contact_id for person in expected]):
        reasons.setdefault(key, []).extend(found)
    people |= _rows(connection, core, [key for key in reasons if key not in people])
    warm = scores(connection, list(reasons), core.clock.today())
    here = {person.contact_id: person for person in sheet.attendees}
    return Briefing(
        sheet.event,
        sheet.nth,
        tuple(
            _person(
                connection,
                people[key],
                tuple(found),
                warm.get(key, (None, None)),
                met=key in here and here[key].met,
                note=here[key].note if key in here else "",
            )
            for key, found in reasons.items()
            if key in people
        ),
    )


def _earlier(connection: Connected, sheet: EventSheet) -> dict[int, str]:
    """Return those met at earlier events of this organiser, or of this series, with the last of these events."""
    event = sheet.event
    if event.starts_at is None or (sheet.organiser_id is None and event.series_id is None):
        return {}
    whose = "e.organiser_id = ?" if sheet.organiser_id is not None else "e.series_id = ?"
    of = sheet.organiser_id if sheet.organiser_id is not None else event.series_id
    sql = _EARLIER.format(whose=whose)
    rows = quick.rows(connection, sql, (of, quick.instant_text(event.starts_at), _LOOKED_AT))
    return {key: title for key, title, _at in rows}


def _fitting(
    connection: Connected, core: Core, sheet: EventSheet, known: Sequence[int], expected: Sequence[int]
) -> list[tuple[int, list[Reason]]]:
    """Return others with whom there was an exchange, and what of them fits; who fits in most ways comes first."""
    groups: dict[Why, Sequence[Any]] = {
        Why.ORGANISATION: _houses(connection, sheet.organiser_id, expected),
        Why.CIRCLE: [key for (key,) in quick.rows(connection, _CIRCLES.format(marks=marks(known)), known)],
        Why.CITY: [sheet.event.city] if sheet.event.city else [],
    }
    found: defaultdict[int, list[Reason]] = defaultdict(list)
    for why, keys in groups.items():
        for key, what in _members(connection, core, why, keys) if keys else ():
            if key not in known and all(reason.why is not why for reason in found[key]):
                found[key].append(Reason(why, what))
    ranked = sorted(found.items(), key=lambda item: -sum(_WEIGHTS[reason.why] for reason in item[1]))
    return ranked[:_MOST_FITTING]


def _members(connection: Connected, core: Core, why: Why, keys: Sequence[Any]) -> Sequence[tuple[int, str]]:
    """Return those of groups with whom there was an exchange, the latest first, and what each is of."""
    table, key, group, name = _GROUPS[why]
    names = {"table": table, "key": key, "group": group, "marks": marks(keys)}
    ((count,),) = quick.rows(connection, _COUNTED.format(**names, most=_SORTED_BELOW), keys)
    source = (_FEW_MEMBERS if count < _SORTED_BELOW else _MANY_MEMBERS).format(**names)
    seen = f"contact_fact.last_exchange_on IS NOT NULL AND {_ACTIVE} AND {visible(core.options.work_mode)}"
    return quick.rows(connection, _LAST_SEEN.format(**names, source=source, name=name, seen=seen), (*keys, _LOOKED_AT))


def _houses(connection: Connected, organiser_id: int | None, expected: Sequence[int]) -> list[int]:
    """Return the organiser and where those expected work."""
    sql = f"SELECT DISTINCT organisation_id FROM contact_fact WHERE contact_id IN ({marks(expected)})"
    keys = {key for (key,) in quick.rows(connection, sql, expected)} | {organiser_id}
    return sorted(key for key in keys if key is not None)


def _rows(connection: Connected, core: Core, keys: Sequence[int]) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for run in quick.chunks(keys):
        sql = _PEOPLE.format(marks=",".join(map(str, run)), visible=visible(core.options.work_mode))
        found |= {row["contact_id"]: row for row in quick.mappings(connection, sql)}
    return found


def _person(
    connection: Connected,
    row: dict[str, Any],
    reasons: tuple[Reason, ...],
    warmth: tuple[int | None, str | None],
    *,
    met: bool,
    note: str,
) -> BriefedPerson:
    key = row["contact_id"]
    promised = _promised(connection, key)
    gaps = gaps_of(
        {
            Gap.ROLE: bool(row["title"]),
            Gap.ORGANISATION: bool(row["organisation"]),
            Gap.EMAIL: bool(row["email"]),
            Gap.PHONE: bool(row["phone"]),
            Gap.CITY: bool(row["city"]),
            Gap.CIRCLE: bool(row["circled"]),
        }
    )
    said = quick.first(connection, _SAID, (key,))
    return BriefedPerson(
        key,
        row["display_name"],
        row["title"],
        row["organisation"],
        *warmth,
        reasons,
        met,
        note,
        Channel(row["origin"]),
        PartialDate(row["first_met_on"]) if row["first_met_on"] else None,
        _last(connection, key),
        promised,
        gaps,
        questions(promised, short(said[0]) if said else "", gaps),
    )


def _last(connection: Connected, contact_id: int) -> LastExchange | None:
    found = quick.first(connection, _LAST, (contact_id,))
    if found is None:
        return None
    on, kind, text, event = found
    return LastExchange(PartialDate(on) if on else None, kind, short(text), event)


def _promised(connection: Connected, contact_id: int) -> tuple[str, ...]:
    """Return what was promised to a person and is not done: follow-ups first, then what exchanges tell."""
    who = {"who": contact_id}
    rows = [*quick.rows(connection, _PROMISED, who), *quick.rows(connection, _TOLD, who)]
    return tuple(dict.fromkeys(short(text) for (text,) in rows))[:_MOST_PROMISES]
