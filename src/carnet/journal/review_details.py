"""What a line of « Bilan » tells beside its credit: influence, last exchange, year by year; for the lines in sight."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from carnet.domain.changes import Changes
from carnet.domain.review import YEARS, Grouping, ReviewQuestion, RowDetail, SpecialRow
from carnet.domain.rollup import keyed
from carnet.journal.core import Core
from carnet.journal.credits import Counted, Credited, Credits, credited_touches
from carnet.store import quick

TOTAL = ""
"""The key of the line that stands for all."""
_PART = 1_000  # a share to each touch, so that each of its circles has some of it
_SPECIAL = frozenset(SpecialRow)
_LAST = (
    "SELECT contact_id, last_exchange_on FROM contact_fact WHERE last_exchange_on IS NOT NULL AND contact_id IN "
    "(SELECT contact_id FROM touch UNION SELECT introducer_id FROM touch)"
)


class _Behind(NamedTuple):
    """What stands behind a line, whatever the model: missions and people."""

    missions: list[Counted]
    people: set[int]


class Details:
    """Knows by which touches each line of a grouping is reached, until something changes."""

    def __init__(self, core: Core, credit_cache: Credits) -> None:
        self._core = core
        self._credits = credit_cache
        self._behind: dict[tuple[Grouping, bool], dict[str, _Behind]] = {}
        self._last: dict[int, date] | None = None
        self._changes = 0
        core.listen(self._on_changes, first=True)

    def of(
        self, connection: sa.Connection, question: ReviewQuestion, keys: Sequence[str], *, hide: bool
    ) -> dict[str, RowDetail]:
        """Return what lines tell beside their credit."""
        behind = self._behind_lines(connection, question.by, hide)
        known = {key: behind[key] for key in keys if key in behind}
        years = self._years(question, known, hide=hide)
        last = self._last_exchanges(connection)
        found = {
            key: RowDetail(
                sum(mission.value_cents for mission in each.missions if _counts(mission, question)),
                None if key in _SPECIAL else max((last[who] for who in each.people if who in last), default=None),
                tuple(years[key]),
            )
            for key, each in known.items()
        }
        if TOTAL in keys:
            found[TOTAL] = RowDetail(years=self._turnover(connection, question))
        return found

    def _turnover(self, connection: sa.Connection, question: ReviewQuestion) -> tuple[int, ...]:
        first = self.latest_year(question) - YEARS + 1
        found = [0] * YEARS
        for mission in self._credits.missions(connection):
            if mission.currency == question.currency and 0 <= mission.signed_on.year - first < YEARS:
                found[mission.signed_on.year - first] += mission.value_cents
        return tuple(found)

    def latest_year(self, question: ReviewQuestion) -> int:
        """Return the last of the years that lines are followed over."""
        today = self._core.clock.today()
        return min(question.end or today, today).year

    def _years(self, question: ReviewQuestion, behind: dict[str, _Behind], *, hide: bool) -> dict[str, list[int]]:
        first = self.latest_year(question) - YEARS + 1
        found = {key: [0] * YEARS for key in behind}
        missions = {
            mission.id: mission
            for each in behind.values()
            for mission in each.missions
            if 0 <= mission.signed_on.year - first < YEARS and mission.currency == question.currency
        }.values()
        for mission, credited in self._credits.of(missions, question.model, question.half_life_days):
            for _mission, key, cents in keyed(credited_touches(mission, credited), question.by, hide_personal=hide):
                if (name := str(key)) in found:
                    found[name][mission.signed_on.year - first] += cents
        return found

    def _behind_lines(self, connection: sa.Connection, by: Grouping, hide: bool) -> dict[str, _Behind]:
        before, found = self._changes, self._behind.get((by, hide))
        if found is None:
            found = _lines(self._credits.missions(connection), by, hide=hide)
            if before == self._changes:  # what was read beside the window may be of yesterday
                self._behind[by, hide] = found
        return found

    def _last_exchanges(self, connection: sa.Connection) -> dict[int, date]:
        before, found = self._changes, self._last
        if found is None:
            found = {key: date.fromisoformat(day) for key, day in quick.rows(connection, _LAST)}
            if before == self._changes:
                self._last = found
        return found

    def _on_changes(self, _changes: Changes) -> None:
        self._changes += 1
        self._behind = {}
        self._last = None


def _lines(missions: Iterable[Counted], by: Grouping, *, hide: bool) -> dict[str, _Behind]:
    found: defaultdict[str, _Behind] = defaultdict(lambda: _Behind([], set()))
    for mission in missions:
        for touch in credited_touches(mission, Credited((_PART,) * len(mission.touches), is_fallback=False)):
            for _mission, key, _cents in keyed((touch,), by, hide_personal=hide):
                line = found[str(key)]
                if not line.missions or line.missions[-1] is not mission:
                    line.missions.append(mission)
                if touch.contact_id is not None:
                    line.people.add(touch.contact_id)
    return found


def _counts(mission: Counted, question: ReviewQuestion) -> bool:
    return mission.currency == question.currency and question.includes(mission.signed_on)
