"""What each contact brought: the credits of their touches under the default model, in the currency of the options.

Read without whatever else statistics group by, and kept until a mission, a touch or the model is another one.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType
from typing import Any, NamedTuple

from carnet.domain.attribution import Model, credit, shares
from carnet.domain.changes import Changes
from carnet.domain.dates import PartialDate
from carnet.domain.missions import Stage, TouchKind, credited_contact, value_cents
from carnet.journal.core import Core
from carnet.store import quick
from carnet.store.quick import Connected

_TABLES = frozenset({"mission", "touch"})
_TOUCHES = (
    "SELECT m.id, m.day_rate_cents, m.days_sold_half, m.days_worked_half, m.stage, m.signed_on, "
    "t.kind, t.occurred_on, t.contact_id, t.introducer_id, t.is_decisive, t.manual_share_bp "
    "FROM touch t JOIN mission m ON m.id = t.mission_id WHERE m.deleted_at IS NULL AND m.signed_on IS NOT NULL "
    "AND m.stage IN ('won', 'running', 'completed') AND m.currency = ? ORDER BY t.mission_id, t.rank, t.id"
)
_KINDS = {kind.value: kind for kind in TouchKind}
_STAGES = {stage.value: stage for stage in Stage}


class _Touch(NamedTuple):
    """What a model needs to know of a touch."""

    kind: TouchKind
    occurred_on: PartialDate | None
    is_decisive: bool
    manual_share_bp: int | None


class Brought:
    """Cents by contact, worked out when they are first asked for."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._of: tuple[str, int, str] | None = None
        self._cents: Mapping[int, int] = MappingProxyType({})
        self._changes = 0
        core.listen(self._on_changes, first=True)

    def cents(self, connection: Connected) -> Mapping[int, int]:
        """Return the cents of everybody who brought any, the most first."""
        options = self._core.options
        wanted = (options.default_model, options.half_life_days, options.currency)
        if self._of == wanted:
            return self._cents
        before = self._changes
        found = MappingProxyType(_read(connection, Model(wanted[0]), wanted[1], wanted[2]))
        if before == self._changes:  # else it is of missions that were: a job may read while the window writes
            self._cents, self._of = found, wanted
        return found

    def ranked(self, connection: Connected) -> list[int]:
        """Return everybody who brought any, the most first."""
        return list(self.cents(connection))

    def _on_changes(self, changes: Changes) -> None:
        if changes.everything or changes.tables & _TABLES:
            self._of = None
            self._changes += 1


def _read(connection: Connected, model: Model, half_life_days: int, currency: str) -> dict[int, int]:
    found: Counter[int] = Counter()
    dated = model is Model.DECAY  # reading a date costs more than all the rest
    for _mission, rows in groupby(quick.rows(connection, _TOUCHES, (currency,)), itemgetter(0)):
        path = list(rows)
        _key, rate, sold, worked, stage, signed_on = path[0][:6]
        touches = [touch_of(row, dated=dated) for row in path]
        parts = shares(touches, model, date.fromisoformat(signed_on), half_life_days=half_life_days).parts
        cents = credit(value_cents(rate, sold, worked, _STAGES[stage]), parts)
        for row, part in zip(path, cents, strict=True):
            contact_id = credited_contact(_KINDS[row[6]], row[8], row[9])
            if part and contact_id is not None:
                found[contact_id] += part
    return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))


def touch_of(row: tuple[Any, ...], *, dated: bool) -> _Touch:
    """Return the touch of a row: from its seventh column on kind, day, contact, introducer, decisive, share."""
    return _Touch(_KINDS[row[6]], PartialDate(row[7]) if dated and row[7] else None, bool(row[10]), row[11])
