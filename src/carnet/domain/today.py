"""What the day asks for: the value that « Aujourd'hui » shows."""

from datetime import date, datetime
from typing import NamedTuple

from carnet.domain.events import EventRef, Occurrence, Planned


class FollowUpLine(NamedTuple):
    """A follow-up due, with the person it is for and what was said last."""

    id: int
    contact_id: int
    contact: str
    title: str
    organisation: str
    text: str
    reason: str
    due_on: date
    days_late: int
    email: str
    phone: str
    score: int | None
    level: str | None
    last_note: str = ""


class CoolingLine(NamedTuple):
    """A relation that fell a level lately, or whose cadence is over, `from_level` "" where only that is so.

    `gesture` is "coffee", "call" or "email".
    """

    contact_id: int
    contact: str
    organisation: str
    from_level: str
    to_level: str
    days_since_last: int
    cadence_days: int
    gesture: str
    score: int
    email: str
    phone: str


class BirthdayLine(NamedTuple):
    """A birthday within seven days; `age` None where the year is unknown."""

    contact_id: int
    contact: str
    on: date
    age: int | None


class RunningMission(NamedTuple):
    """A mission won or running."""

    id: int
    title: str
    client: str
    stage: str
    value_cents: int
    currency: str
    days_sold_half: int
    days_worked_half: int | None


class DebriefWaiting(NamedTuple):
    """An event that ended and is not debriefed, its row there or not."""

    event: EventRef
    title: str
    ended_at: datetime
    tz: str
    people: int
    goals: int


COUNTED = 100
"""Where the count of cooling relations ends: past it the number says nothing."""

SHOWN = 3
"""How many events and missions the page shows of those there are."""


class TodaySheet(NamedTuple):
    """One read for the whole page; `cooling_total` counts to COUNTED, `missions` are the first SHOWN and one more.

    `series_left_out` tells that there are series, whose occurrences without a row were not read.
    """

    day: date
    debrief: DebriefWaiting | None
    follow_ups: tuple[FollowUpLine, ...]
    follow_ups_total: int
    late_total: int
    cooling: tuple[CoolingLine, ...]
    cooling_total: int
    events: tuple[Planned, ...]
    birthdays: tuple[BirthdayLine, ...]
    missions: tuple[RunningMission, ...]
    contacts_total: int
    series_left_out: bool = False


class Counts(NamedTuple):
    """How many follow-ups are due and how many debriefs wait: what the rail shows."""

    follow_ups: int
    debriefs: int


class Digest(NamedTuple):
    """What the notification of the morning tells: follow-ups due, the first of them, today's birthdays, and events.

    `events` are those that she goes to today, `tomorrow` those of the day after.
    """

    total: int
    late: int
    first: tuple[FollowUpLine, ...]
    birthdays: tuple[str, ...]
    events: tuple[Occurrence, ...] = ()
    tomorrow: tuple[Occurrence, ...] = ()

    @property
    def only_person(self) -> int | None:
        """Return the one person that all of it is about, None for several or nobody."""
        alone = self.total == 1 and not self.birthdays and not self.events and not self.tomorrow
        return self.first[0].contact_id if alone else None

    @property
    def only_event(self) -> EventRef | None:
        """Return the one event that all of it is about, None for several or none."""
        ahead = self.events + self.tomorrow
        alone = len(ahead) == 1 and not self.total and not self.birthdays
        return ahead[0].ref if alone else None


class CoffeeLine(NamedTuple):
    """Somebody worth ten minutes this week, with what was said last; `reason` is one of `coffee.CoffeeReason`."""

    contact_id: int
    contact: str
    title: str
    organisation: str
    reason: str
    last_on: date | None
    last_kind: str
    last_note: str
    email: str
    phone: str
    score: int | None
    level: str | None


class LeadLine(NamedTuple):
    """Somebody who may bring the next mission; `lead` is a `between_missions.Lead`, `introduced` counts missions."""

    contact_id: int
    contact: str
    title: str
    organisation: str
    lead: str
    introduced: int
    last_on: date | None
    email: str
    phone: str
    score: int | None
    level: str | None


class Ending(NamedTuple):
    """The running mission that ends next, and whom to reactivate before."""

    mission_id: int
    title: str
    ends_on: date
    people: tuple[LeadLine, ...]


class Proposals(NamedTuple):
    """Whom to see without being asked to: read after the page is painted.

    `coffee` are those of the week that are still to be seen, of `coffee_total` proposed.
    """

    day: date
    coffee: tuple[CoffeeLine, ...]
    coffee_total: int
    ending: Ending | None
