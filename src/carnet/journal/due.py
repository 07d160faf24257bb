"""What is due: follow-ups read for « Aujourd'hui », the command line, and the verbs that put them off."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from carnet.domain.today import FollowUpLine
from carnet.journal.core import Core
from carnet.journal.people import scores, visible
from carnet.store import quick
from carnet.store.quick import Connected

TO_DO = "follow_up.state IN ('open', 'snoozed')"
"""Spelt as the partial index has it: with bound values SQLite would not use it."""

_DUE = (
    "FROM follow_up JOIN contact_fact ON contact_fact.contact_id = follow_up.contact_id "
    f"WHERE {TO_DO} AND follow_up.scheduled_on <= :today AND "
)
_LAST_NOTE = (
    "(SELECT substr(coalesce(nullif(personal_note, ''), summary), 1, 200) FROM participation JOIN interaction "
    "ON interaction.id = participation.interaction_id WHERE participation.contact_id = follow_up.contact_id "
    "AND deleted_at IS NULL AND (personal_note <> '' OR summary <> '') "
    "ORDER BY occurred_on DESC, interaction.id DESC LIMIT 1)"
)
_LINES = (
    "SELECT follow_up.id, follow_up.contact_id, follow_up.text, follow_up.reason, follow_up.due_on, "
    "follow_up.scheduled_on, contact_fact.display_name, contact_fact.title, contact_fact.organisation, "
    f"contact_fact.email, contact_fact.phone, {_LAST_NOTE} AS last_note {_DUE}"
)
_TOTALS = "SELECT count(*), count(iif(follow_up.scheduled_on < :today AND follow_up.due_on < :today, 1, NULL)) " + _DUE


def lines(connection: Connected, core: Core, limit: int, *, warmth: bool = True) -> tuple[FollowUpLine, ...]:
    """Return the follow-ups due, the longest waiting first; a negative limit returns all."""
    today = core.clock.today()
    sql = f"{_LINES}{visible(core.options.work_mode)} ORDER BY follow_up.scheduled_on, follow_up.id LIMIT :limit"
    rows = quick.mappings(connection, sql, {"today": today.isoformat(), "limit": limit})
    warm = scores(connection, [row["contact_id"] for row in rows], today) if warmth else {}
    return tuple(_line(row, today, warm.get(row["contact_id"], (None, None))) for row in rows)


def totals(connection: Connected, core: Core) -> tuple[int, int]:
    """Return how many follow-ups are due, and how many of those are late."""
    today = core.clock.today().isoformat()
    ((total, late),) = quick.rows(connection, _TOTALS + visible(core.options.work_mode), {"today": today})
    return int(total), int(late)


def _line(row: Mapping[str, Any], today: date, warm: tuple[int | None, str | None]) -> FollowUpLine:
    scheduled = date.fromisoformat(row["scheduled_on"])
    due = scheduled if row["due_on"] is None else date.fromisoformat(row["due_on"])
    return FollowUpLine(
        id=row["id"],
        contact_id=row["contact_id"],
        contact=row["display_name"],
        title=row["title"],
        organisation=row["organisation"],
        text=row["text"],
        reason=row["reason"],
        due_on=due,
        days_late=max(0, (today - max(due, scheduled)).days),
        email=row["email"],
        phone=row["phone"],
        score=warm[0],
        level=warm[1],
        last_note=" ".join((row["last_note"] or "").split()),
    )
