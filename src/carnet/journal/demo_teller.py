"""What every part of the example shares: the recorder, the dice, the calendar and who is who so far."""

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from carnet.domain.zones import HOME, zone
from carnet.journal.core import Core
from carnet.store.recorder import Recorder

ZONE = zone(HOME)


@dataclass(frozen=True, slots=True)
class Someone:
    """A person of the example: known since `since` days ago, last heard of `last` days ago."""

    id: int
    name: str
    since: int
    last: int
    is_personal: bool = False
    weight: float = 1.0


@dataclass(slots=True)
class Teller:
    """Tells the story with fixed dice.

    Attributes:
        people: everybody by name.
        events: ids by key.
    """

    recorder: Recorder
    core: Core
    today: date
    dice: random.Random
    people: dict[str, Someone] = field(default_factory=dict)
    events: dict[str, int] = field(default_factory=dict)

    def ago(self, days: int) -> date:
        """Return the day `days` before the day of the example."""
        return self.today - timedelta(days=days)

    def workday(self, days: int) -> date:
        """Return the same, a weekend's day moved to the Friday before."""
        day = self.ago(days)
        return day - timedelta(days=max(0, day.weekday() - 4))

    def meeting_day(self, days: int) -> date:
        """Return the day of an event: last night's as it is, any other on the nearest day of the week."""
        day = self.ago(days)
        weekend = {5: -1, 6: 1}.get(day.weekday(), 0)
        return day if days == 1 else day + timedelta(days=weekend)

    def club_day(self, days: int) -> date:
        """Return the second Tuesday of a month nearest to a day."""
        day = self.ago(days)
        firsts = [(day + timedelta(days=30 * months)).replace(day=1) for months in (-1, 0, 1)]
        tuesdays = [first + timedelta(days=7 + (1 - first.weekday()) % 7) for first in firsts]
        return min(tuesdays, key=lambda tuesday: abs(tuesday - day))

    def noon(self, days: int) -> datetime:
        """Return noon of a day gone by."""
        day = self.ago(days)
        return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)

    def at(self, day: date, hour: int, minute: int) -> datetime:
        """Return an hour in France of a day, in UTC."""
        return datetime.combine(day, time(hour, minute), ZONE).astimezone(UTC)

    def phone(self) -> str:
        """Return a number of the range kept for fiction."""
        digits = f"{self.dice.randrange(10_000):04}"
        return f"06 39 98 {digits[:2]} {digits[2:]}"
