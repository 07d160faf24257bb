"""What an introduction is, and the warnings that the graph of introductions deserves."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from carnet.domain.dates import PartialDate, Precision
from carnet.domain.ids import ContactId, EventId, InteractionId, IntroductionId


class Means(StrEnum):
    """How two people were put in touch."""

    IN_PERSON = "in_person"
    EMAIL = "email"
    CALL = "call"
    MESSAGE = "message"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """Somebody presents `introduced_id` to somebody; introducer or beneficiary None means the user (not both)."""

    id: IntroductionId | None = None
    uid: str = ""
    introducer_id: ContactId | None = None
    introduced_id: ContactId
    beneficiary_id: ContactId | None = None
    event_id: EventId | None = None
    interaction_id: InteractionId | None = None
    occurred_on: PartialDate | None = None
    means: Means = Means.OTHER
    note: str = ""
    outcome: str = ""


Party = tuple[ContactId | None, ContactId, ContactId | None]
"""Introducer, introduced and beneficiary; None is the user."""


class IntroductionFault(StrEnum):
    """Why an introduction cannot be: the reasons of a refusal."""

    NOBODY = "introduction_of_nobody"
    SELF = "introduction_of_oneself"


def fault(introducer: ContactId | None, introduced: ContactId, beneficiary: ContactId | None) -> str | None:
    """Return the reason why three people make no introduction, or None where they make one."""
    if introducer is None and beneficiary is None:
        return IntroductionFault.NOBODY
    if introduced in {introducer, beneficiary} or introducer == beneficiary:
        return IntroductionFault.SELF
    return None


class Reciprocity(NamedTuple):
    """How many people somebody presented to the user, and the user to her, or her to somebody."""

    received: int = 0
    given: int = 0

    @property
    def owed(self) -> int:
        """How many introductions the user owes; below zero, how many she is owed."""
        return self.received - self.given


def reciprocity(person: ContactId, introductions: Iterable[Party]) -> Reciprocity:
    """Return what a person and the user did for each other."""
    received = given = 0
    for introducer, introduced, beneficiary in introductions:
        received += introducer == person and beneficiary is None
        given += introducer is None and person in {introduced, beneficiary}
    return Reciprocity(received, given)


def to_root(person: ContactId, introducer_of: Callable[[ContactId], ContactId | None]) -> tuple[ContactId, ...]:
    """Return the people from the first one, whom nobody introduced, to a person; a circle is left where it closes."""
    chain = [person]
    while (before := introducer_of(chain[-1])) is not None and before not in chain:
        chain.append(before)
    return tuple(reversed(chain))


class Edge(NamedTuple):
    """One received introduction: who presented whom to the user, and when."""

    introducer_id: ContactId
    introduced_id: ContactId
    occurred_on: PartialDate | None = None


class WarningKind(StrEnum):
    """What may be wrong with an introduction, to be repaired."""

    CYCLE = "introduction_cycle"
    BEFORE_MET = "introduced_before_met"


class IntroductionWarning(NamedTuple):
    """A warning and the people it is about: the whole circle, or introducer and introduced."""

    kind: WarningKind
    people: tuple[ContactId, ...]


def before_met(occurred_on: PartialDate | None, introducer_known_since: date | None) -> bool:
    """Tell whether an introduction is certainly dated before its introducer was met."""
    if occurred_on is None or introducer_known_since is None:
        return False
    last = _last_day(occurred_on)
    return last is not None and last < introducer_known_since


def cycle_closed_by(edge: Edge, edges: Iterable[Edge]) -> tuple[ContactId, ...]:
    """Return the people of the circle that a new introduction would close, from its introducer on; () for none."""
    graph = _graph(edges)
    trail: dict[ContactId, ContactId] = {edge.introduced_id: edge.introducer_id}
    waiting = [edge.introduced_id]
    while waiting:
        here = waiting.pop()
        if here == edge.introducer_id:
            return _unwind(trail, edge)
        for following in graph.get(here, ()):
            if following not in trail:
                trail[following] = here
                waiting.append(following)
    return ()


def _unwind(trail: dict[ContactId, ContactId], edge: Edge) -> tuple[ContactId, ...]:
    people: list[ContactId] = []
    here = trail[edge.introducer_id]
    while here != edge.introducer_id:
        people.append(here)
        here = trail[here]
    return (edge.introducer_id, *reversed(people))


def warnings(edge: Edge, edges: Iterable[Edge], introducer_known_since: date | None) -> tuple[IntroductionWarning, ...]:
    """Return what deserves a second look in an introduction, given the others and when its introducer was met."""
    found: list[IntroductionWarning] = []
    if circle := cycle_closed_by(edge, edges):
        found.append(IntroductionWarning(WarningKind.CYCLE, circle))
    if before_met(edge.occurred_on, introducer_known_since):
        found.append(IntroductionWarning(WarningKind.BEFORE_MET, (edge.introducer_id, edge.introduced_id)))
    return tuple(found)


def cycles(edges: Iterable[Edge]) -> tuple[tuple[ContactId, ...], ...]:
    """Return circles of introductions that share nobody, at least one per knot of the graph, for a check."""
    graph = {person: set(following) for person, following in _graph(edges).items()}
    found: list[tuple[ContactId, ...]] = []
    while graph := _knots(graph):
        circle = _walk(graph)
        found.append(circle)
        for person in circle:
            del graph[person]
    return tuple(found)


def _knots(graph: dict[ContactId, set[ContactId]]) -> dict[ContactId, set[ContactId]]:
    """Peel off, until none is left, the people from whom no introduction leads on."""
    while True:
        kept = {person: following & graph.keys() for person, following in graph.items()}
        kept = {person: following for person, following in kept.items() if following}
        if len(kept) == len(graph):
            return kept
        graph = kept


def _walk(graph: dict[ContactId, set[ContactId]]) -> tuple[ContactId, ...]:
    """Follow introductions from the smallest id until somebody comes back; everybody in the graph leads on."""
    walked: list[ContactId] = []
    here = min(graph)
    while here not in walked:
        walked.append(here)
        here = min(graph[here])
    return tuple(walked[walked.index(here) :])


def _graph(edges: Iterable[Edge]) -> dict[ContactId, list[ContactId]]:
    graph: dict[ContactId, list[ContactId]] = {}
    for edge in edges:
        graph.setdefault(edge.introducer_id, []).append(edge.introduced_id)
    return graph


def _last_day(when: PartialDate) -> date | None:
    first = when.first_day
    if first is None or when.precision is Precision.DAY:
        return first
    if when.precision is Precision.YEAR or first.month == 12:
        return date(first.year, 12, 31)
    return date(first.year, first.month + 1, 1) - timedelta(days=1)
