"""Verbs on several people at once, each one deed, and what those people have in common."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from carnet.domain.changes import Deed
from carnet.domain.contacts import ContactStatus, SelectionSummary, Sphere
from carnet.domain.followups import FollowUp
from carnet.domain.ids import ContactId
from carnet.errors import Reason, Refused
from carnet.journal import scheduling
from carnet.journal.contact_writing import change
from carnet.journal.core import Core
from carnet.store import quick
from carnet.store.quick import chunks, marks

_FIELDS = frozenset({"sphere", "status", "cadence_days", "starred"})
_LABELS = {
    "tags": "SELECT x.name FROM contact_tag l JOIN tag x ON x.id = l.tag_id WHERE l.contact_id IN ({})",
    "circles": "SELECT x.name FROM contact_circle l JOIN circle x ON x.id = l.circle_id WHERE l.contact_id IN ({})",
}
_FACTS = "SELECT sphere, status, cadence_days, starred FROM contact WHERE id IN ({})"


class Selections:
    """Several people."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def summary(self, contact_ids: Sequence[int]) -> SelectionSummary:
        """Return what these people wear and are, counted."""
        with self._core.reading() as connection:
            runs = list(chunks(contact_ids))
            facts = [row for run in runs for row in quick.rows(connection, _FACTS.format(marks(run)), run)]
            worn = {
                name: Counter(text for run in runs for (text,) in quick.rows(connection, sql.format(marks(run)), run))
                for name, sql in _LABELS.items()
            }
            return SelectionSummary(
                len(facts),
                dict(worn["tags"]),
                dict(worn["circles"]),
                frozenset(Sphere(row[0]) for row in facts),
                frozenset(row[2] for row in facts),
                sum(row[1] == ContactStatus.ARCHIVED for row in facts),
                sum(bool(row[3]) for row in facts),
            )

    def edit(self, contact_ids: Iterable[int], **fields: Any) -> None:
        """Change sphere, status, cadence or star of several people.

        Raises:
            Refused: a cadence of no days.
        """
        if unknown := fields.keys() - _FIELDS:
            raise TypeError(sorted(unknown))
        cadence = fields.get("cadence_days")
        if cadence is not None and cadence < 1:
            raise Refused("bad_cadence", field="cadence_days")
        keys = tuple(dict.fromkeys(contact_ids))
        with self._core.writing(Deed.EDIT_CONTACTS, subject=str(len(keys))) as recorder:
            for key in keys:
                change(recorder, self._core, ContactId(key), fields)

    def plan(self, contact_ids: Iterable[int], due_on: date) -> None:
        """Plan a follow-up for each, spread over the days around as levelling asks."""
        keys = tuple(dict.fromkeys(contact_ids))
        if not keys:
            raise Refused(Reason.EMPTY)
        with self._core.writing(Deed.PLAN_FOLLOW_UPS, subject=str(len(keys))) as recorder:
            for key in keys:
                scheduling.put(recorder, self._core, FollowUp(contact_id=ContactId(key), due_on=due_on))
