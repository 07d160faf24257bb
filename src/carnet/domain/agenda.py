"""What the agenda holds, and what it is narrowed to."""

from collections.abc import Mapping
from typing import NamedTuple

from carnet.domain.events import EventRef, Occurrence, OccurrenceRef, Planned


class EventFilter(NamedTuple):
    """What the agenda is narrowed to; an empty set narrows nothing. A place is a city, else a venue."""

    kinds: frozenset[str] = frozenset()
    organisers: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()

    def holds(self, kind: str, organiser: str, status: str, place: str) -> bool:
        """Tell whether an event is shown."""
        told = zip(self, (kind, organiser, status, place), strict=True)
        return all(not wanted or value in wanted for wanted, value in told)

    def holds_row(self, row: Planned) -> bool:
        """Tell whether a line is shown."""
        return self.holds(row.kind, row.organiser, row.status, row.city or row.venue)


class Agenda(NamedTuple):
    """Events in order, as ids to fetch by window and as occurrences without a row, which are whole.

    `refs` are the ids of the rows that occurrences have; `waiting` is the latest that she has not debriefed;
    `in_series` tells whether there are series, whose dates go on past the days read.
    """

    coming: tuple[int | Occurrence, ...]
    past: tuple[int | Occurrence, ...]
    refs: Mapping[OccurrenceRef, int]
    waiting: EventRef | None
    in_series: bool
