"""Whom to see without being asked to: « Pause-café » and « Intercontrat », read beside the window."""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from carnet.domain.between_missions import AHEAD_DAYS, Source, lead_of, ranked
from carnet.domain.coffee import (
    CLOSE_FROM,
    MET_DAYS,
    SILENT_DAYS,
    Candidate,
    CoffeeReason,
    Pick,
    choose,
    monday_of,
)
from carnet.domain.today import CoffeeLine, Ending, LeadLine, Proposals
from carnet.domain.warmth import Level
from carnet.errors import Trouble
from carnet.journal.core import Core
from carnet.journal.drafts import Drafts
from carnet.journal.people import ACTIVE, cooling, overdue, scores, visible
from carnet.store import quick
from carnet.store.quick import Connected

_FORM = "coffee"
_POOL = 60
_LEADS = 5
_SHOWN = "contact_id, display_name AS contact, title, organisation, last_exchange_on, email, phone"
_FREE = (
    "NOT EXISTS (SELECT 1 FROM follow_up WHERE follow_up.contact_id = contact_fact.contact_id "
    "AND (state IN ('open', 'snoozed') OR (state = 'dropped' AND reason = :reason AND due_on >= :since)))"
)
"""Nobody who is planned already, nor who was left out since a day."""
_CANDIDATES = (
    f"SELECT contact_id, (SELECT uid FROM contact WHERE contact.id = contact_id) FROM contact_fact WHERE {{condition}} "
    f"AND {ACTIVE} AND {_FREE} AND {{visible}} LIMIT {_POOL}"
)
_SEEN = "last_exchange_on > '{after}' AND last_exchange_on <= '{until}' AND hidden = 0"
_OPEN = f"SELECT {_SHOWN} FROM contact_fact WHERE contact_id IN ({{marks}}) AND {{visible}}"
_LAST_SAID = """
SELECT interaction.occurred_on, kind, coalesce(nullif(personal_note, ''), summary)
FROM participation JOIN interaction ON interaction.id = participation.interaction_id
WHERE participation.contact_id = ? AND deleted_at IS NULL ORDER BY occurred_on DESC, interaction.id DESC LIMIT 1
"""
_ENDING = """
SELECT id, title, ends_on FROM mission
WHERE stage = 'running' AND deleted_at IS NULL AND ends_on BETWEEN ? AND ? AND NOT EXISTS (
  SELECT 1 FROM mission later WHERE later.renewal_of_id = mission.id AND later.deleted_at IS NULL
  AND later.stage IN ('won', 'running'))
ORDER BY ends_on, id LIMIT 1
"""
_COUNTED = "stage IN ('won', 'running', 'completed') AND mission.deleted_at IS NULL"
_BROUGHT = f"""
SELECT who, count(*) FROM (
  SELECT introducer_id AS who, mission_id FROM touch JOIN mission ON mission.id = mission_id
  WHERE kind = 'introduction' AND introducer_id IS NOT NULL AND {_COUNTED}
  UNION SELECT contact_id, mission_id FROM mission_contact JOIN mission ON mission.id = mission_id
  WHERE role = 'introducer' AND {_COUNTED})
GROUP BY who
"""
_CLIENTS = f"""
SELECT signing_contact_id FROM mission WHERE signing_contact_id IS NOT NULL AND {_COUNTED}
UNION SELECT contact_id FROM mission_contact JOIN mission ON mission.id = mission_id
WHERE role <> 'introducer' AND {_COUNTED}
UNION SELECT id FROM contact WHERE relationship = 'client' AND deleted_at IS NULL
"""
_SOURCES = f"SELECT {_SHOWN} FROM contact_fact WHERE contact_id IN ({{who}}) AND {ACTIVE} AND {_FREE} AND {{visible}}"


def read(core: Core) -> Proposals:
    """Return whom to see; the people of the week are chosen once and kept."""
    today = core.clock.today()
    with core.reading() as connection:
        picks, is_new = _picks(connection, core, monday_of(today))
        coffee = _coffee(connection, core, picks, today)
        ending = _ending(connection, core, today)
    if is_new and picks:
        _keep(core, monday_of(today), picks)
    return Proposals(today, coffee, len(picks), ending)


def _picks(connection: Connected, core: Core, monday: date) -> tuple[tuple[Pick, ...], bool]:
    """Return those proposed for the week, and whether they are chosen only now."""
    kept = quick.first(connection, "SELECT text FROM draft WHERE form = ?", (_FORM,))
    with suppress(ValueError, LookupError, TypeError):  # a text that nothing can be made of: people are chosen anew
        week = json.loads("{}" if kept is None else kept[0])
        if week.get("monday") == monday.isoformat():
            return tuple(Pick(int(key), CoffeeReason(reason)) for key, reason in week["people"]), False
    return choose(_candidates(connection, core, monday), monday), True


def _keep(core: Core, monday: date, picks: Sequence[Pick]) -> None:
    week = {"monday": monday.isoformat(), "people": [[pick.contact_id, pick.reason.value] for pick in picks]}
    try:
        Drafts(core).save(_FORM, json.dumps(week))
    except Trouble:
        return  # a journal that cannot be written, or is being written, is asked again at the next reading


def _candidates(connection: Connected, core: Core, monday: date) -> Iterator[Candidate]:
    met_once = f"{_between(monday, MET_DAYS)} AND exchanges = 1"
    conditions = {
        # Of one met once that says more than that it cools already.
        CoffeeReason.FADING: f"({overdue(monday)} OR {cooling(monday)}) AND last_exchange_on < '{monday}' "
        f"AND NOT ({met_once})",
        CoffeeReason.SILENT: f"{_between(monday, SILENT_DAYS)} AND exchanges >= {CLOSE_FROM}",
        CoffeeReason.MET_ONCE: met_once,
    }
    values = {"reason": "cadence", "since": (monday - timedelta(days=28)).isoformat()}
    for reason, condition in conditions.items():
        sql = _CANDIDATES.format(condition=condition, visible=visible(core.options.work_mode))
        yield from (Candidate(key, uid, reason) for key, uid in quick.rows(connection, sql, values))


def _between(day: date, ago: tuple[int, int]) -> str:
    return _SEEN.format(after=day - timedelta(days=ago[1]), until=day - timedelta(days=ago[0]))


def _coffee(connection: Connected, core: Core, picks: Sequence[Pick], today: date) -> tuple[CoffeeLine, ...]:
    """Return those of the week who were not seen since, nor planned, nor left out."""
    monday = monday_of(today)
    reasons = {pick.contact_id: pick.reason for pick in picks}
    open_ = f"{_OPEN} AND {ACTIVE} AND {_FREE} AND coalesce(last_exchange_on, '') < :since"
    sql = open_.format(marks=",".join(map(str, reasons)), visible=visible(core.options.work_mode))
    rows = quick.mappings(connection, sql, {"reason": "cadence", "since": monday.isoformat()})
    warm = scores(connection, list(reasons), today)
    by_id = {row["contact_id"]: row for row in rows}
    return tuple(
        _coffee_line(connection, by_id[key], reason, warm[key]) for key, reason in reasons.items() if key in by_id
    )


def _coffee_line(
    connection: Connected, row: dict[str, Any], reason: CoffeeReason, warmth: tuple[int | None, str | None]
) -> CoffeeLine:
    last = row.pop("last_exchange_on")
    said = quick.first(connection, _LAST_SAID, (row["contact_id"],)) or (None, "", "")
    return CoffeeLine(
        **row,
        reason=reason.value,
        last_on=None if last is None else date.fromisoformat(last),
        last_kind=said[1],
        last_note=said[2],
        score=warmth[0],
        level=warmth[1],
    )


def _ending(connection: Connected, core: Core, today: date) -> Ending | None:
    until = today + timedelta(days=AHEAD_DAYS)
    mission = quick.first(connection, _ENDING, (today.isoformat(), until.isoformat()))
    if mission is None:
        return None
    key, title, ends_on = mission
    return Ending(key, title, date.fromisoformat(ends_on), _leads(connection, core, today))


def _leads(connection: Connected, core: Core, today: date) -> tuple[LeadLine, ...]:
    brought = dict(quick.rows(connection, _BROUGHT))
    clients = {key for (key,) in quick.rows(connection, _CLIENTS)}
    rows = {row["contact_id"]: row for row in _sources(connection, core, list(clients | set(brought)), today)}
    warm = scores(connection, list(rows), today)
    people = [
        Source(
            key,
            brought.get(key, 0),
            warm[key][0],
            Level(warm[key][1] or Level.NONE),
            None if row["last_exchange_on"] is None else date.fromisoformat(row["last_exchange_on"]),
        )
        for key, row in rows.items()
    ]
    return tuple(_lead_line(rows[source.contact_id], source) for source in ranked(people)[:_LEADS])


def _sources(connection: Connected, core: Core, ids: Sequence[int], today: date) -> Iterator[dict[str, Any]]:
    values = {"reason": "mission_ending", "since": (today - timedelta(days=AHEAD_DAYS)).isoformat()}
    for run in quick.chunks(ids):
        sql = _SOURCES.format(who=",".join(map(str, run)), visible=visible(core.options.work_mode))
        yield from quick.mappings(connection, sql, values)


def _lead_line(row: dict[str, Any], source: Source) -> LeadLine:
    shown = {name: row[name] for name in ("contact_id", "contact", "title", "organisation", "email", "phone")}
    level = None if source.level is Level.NONE else source.level.value
    return LeadLine(
        **shown,
        lead=lead_of(source).value,
        introduced=source.introduced,
        last_on=source.last_exchange_on,
        score=source.score,
        level=level,
    )
