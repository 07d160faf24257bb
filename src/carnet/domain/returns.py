"""What events brought for what they took: amounts under a model, per hour and per unit of money spent."""

from typing import NamedTuple

from carnet.domain.money import half_up


class Spent(NamedTuple):
    """What events took: how many there were, minutes with the way there, and money."""

    events: int = 0
    minutes: int = 0
    cost_cents: int = 0

    def plus(self, other: "Spent") -> "Spent":
        """Return both together."""
        return Spent(self.events + other.events, self.minutes + other.minutes, self.cost_cents + other.cost_cents)


class MissionShare(NamedTuple):
    """The part of a mission that came from an event; in its own currency."""

    id: int
    title: str
    cents: int
    value_cents: int
    currency: str


class Return(NamedTuple):
    """What came of events; `missions` is the number of missions that it rests on."""

    spent: Spent
    cents: int
    missions: int

    @property
    def per_hour_cents(self) -> int | None:
        """Cents for each hour; None where no time is noted."""
        return half_up(self.cents * 60, self.spent.minutes) if self.spent.minutes else None

    @property
    def per_unit_cents(self) -> int | None:
        """Cents for each euro, or other unit of money, spent; None where nothing was."""
        return half_up(self.cents * 100, self.spent.cost_cents) if self.spent.cost_cents else None


class EventReturn(NamedTuple):
    """What came of one event under a model, by name; missions in other currencies are listed, not added."""

    model: str
    currency: str
    total: Return
    shares: tuple[MissionShare, ...]


class ReturnRow(NamedTuple):
    """What came of the events of one organiser, or of one kind; `label` is empty where words must word the key."""

    key: str
    label: str
    total: Return


class Evenings(NamedTuple):
    """What evenings brought, by organiser and by kind, and those of portage companies against all others."""

    organisers: tuple[ReturnRow, ...]
    kinds: tuple[ReturnRow, ...]
    portage: Return
    others: Return


def minutes_of(spent: int | None, travel: int | None, lasts: int | None) -> int:
    """Return how long an event took with the way there: what was noted, else how long it lasts."""
    return (spent if spent is not None else lasts or 0) + (travel or 0)
