"""The path that led to a mission, derived when it is signed (steps 1 to 5 of the rule), and the links it misses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple, Protocol

from carnet.domain.contacts import Channel
from carnet.domain.dates import PartialDate
from carnet.domain.ids import ContactId, InteractionId, IntroductionId
from carnet.domain.interactions import BREAKS
from carnet.domain.introductions import before_met
from carnet.domain.missions import Touch, TouchKind, TouchSource
from carnet.domain.origin import (
    Meeting,
    Origin,
    PersonFacts,
    came_on,
    channel_of_event,
    first_encounter,
    known_since,
    origin_of,
)


class People(Protocol):
    """Where the facts of a person are read, one at a time; a dict will do."""

    def get(self, contact: ContactId, /) -> PersonFacts | None:
        """Return what is known of a person, None for nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to « Qui vous a proposé la mission ? ».

    A person (`signing_contact`), or nobody with a channel (`nobody_by`), or no answer: both None. `offer` is the
    exchange named as the offer; `key_encounters` are those marked as having counted.
    """

    signing_contact: ContactId | None = None
    nobody_by: Channel | None = None
    offer: InteractionId | None = None
    key_encounters: frozenset[InteractionId] = frozenset()


class Hop(NamedTuple):
    """An introduction on the path: who was presented by whom, and the origin that tells it."""

    introduced_id: ContactId
    introducer_id: ContactId
    origin: Origin


def derive(answer: Answer, people: People, signed_on: date, *, parent: Sequence[Touch] = ()) -> tuple[Touch, ...]:
    """Return the touches of a mission signed on a day; a renewal without an answer of its own copies its parent's."""
    if answer.signing_contact is not None:
        return _from_person(answer.signing_contact, answer, people, signed_on)
    if answer.nobody_by is not None:
        return (Touch(rank=1, kind=TouchKind.MANUAL, channel=answer.nobody_by, source=TouchSource.MANUAL),)
    if parent:
        return ranked(parent)
    return (Touch(rank=1, kind=TouchKind.NONE),)


def ranked(touches: Sequence[Touch]) -> tuple[Touch, ...]:
    """Return touches with ranks counted from 1 in the order given."""
    return tuple(replace(touch, rank=rank) for rank, touch in enumerate(touches, 1))


def days(touches: Sequence[Touch], signed_on: date) -> tuple[date, ...]:
    """Return the day each touch counts for: of a partial date the first, of a missing one the next touch's."""
    found: list[date] = []
    following = signed_on
    for touch in reversed(touches):
        day = touch.occurred_on.first_day if touch.occurred_on else None
        following = day or following
        found.append(following)
    return tuple(reversed(found))


def by_date(touches: Sequence[Touch], signed_on: date) -> tuple[Touch, ...]:
    """Return touches ranked by date; ties and missing dates keep the order given."""
    dated = zip(days(touches, signed_on), touches, strict=True)
    return ranked([touch for _day, touch in sorted(dated, key=_first)])


def hops(contact: ContactId, people: People) -> tuple[Hop, ...]:
    """Return the introductions that lead to a person, nearest first, without one that would close a circle."""
    taken: list[Hop] = []
    visited = {contact}
    here = contact
    while (introducer := (origin := _origin(here, people)).introducer_id) is not None and introducer not in visited:
        taken.append(Hop(here, introducer, origin))
        visited.add(introducer)
        here = introducer
    return tuple(taken)


def key_candidates(
    contact: ContactId, people: People, signed_on: date, offer: InteractionId | None = None
) -> tuple[Meeting, ...]:
    """Return the encounters that may be marked as having counted: strictly between origin and converting touch."""
    return _ends(contact, people, signed_on, offer).between


def _from_person(contact: ContactId, answer: Answer, people: People, signed_on: date) -> tuple[Touch, ...]:
    ends = _ends(contact, people, signed_on, answer.offer)
    if ends.meet:
        return (ends.origin,)
    steps = [
        ends.origin,
        *(_introduction_touch(hop) for hop in reversed(ends.taken)),
        *(
            _exchange_touch(TouchKind.KEY_ENCOUNTER, contact, meeting, TouchSource.CONFIRMED)
            for meeting in ends.between
            if meeting.interaction_id in answer.key_encounters
        ),
        _converting_touch(contact, ends.offer, answer.offer, signed_on),
    ]
    return by_date(steps, signed_on)


class _Ends(NamedTuple):
    """Where a path starts and ends, and the encounters between that may have counted; `meet`: it is one exchange."""

    origin: Touch
    taken: tuple[Hop, ...]
    offer: Meeting | None
    meet: bool
    between: tuple[Meeting, ...]


def _ends(contact: ContactId, people: People, signed_on: date, named: InteractionId | None) -> _Ends:
    facts = _facts(contact, people)
    taken = hops(contact, people)
    origin = _origin_touch(_root(contact, taken), people, signed_on)
    offer = _offer(facts, signed_on, named)
    meet = not taken and offer is not None and offer.interaction_id == origin.interaction_id
    found = () if meet else _between(facts, offer, signed_on)
    between = tuple(meeting for meeting in found if meeting.interaction_id != origin.interaction_id)
    return _Ends(origin, taken, offer, meet, between)


def _root(contact: ContactId, taken: Sequence[Hop]) -> ContactId:
    return taken[-1].introducer_id if taken else contact


def _facts(contact: ContactId, people: People) -> PersonFacts:
    return people.get(contact) or PersonFacts()


def _origin(contact: ContactId, people: People) -> Origin:
    return origin_of(_facts(contact, people))


def _origin_touch(root: ContactId, people: People, signed_on: date) -> Touch:
    facts = _facts(root, people)
    encounter = first_encounter(facts.meetings)
    if encounter is None or encounter.event_id is None:
        channel = origin_of(facts).channel
    else:
        channel = channel_of_event(encounter.event_kind)
    return Touch(
        rank=1,
        kind=TouchKind.ORIGIN_MEETING,
        occurred_on=_came_before(facts, signed_on) if encounter is None else encounter.occurred_on,
        contact_id=root,
        event_id=None if encounter is None else encounter.event_id,
        channel=channel,
        interaction_id=None if encounter is None else encounter.interaction_id,
    )


def _came_before(facts: PersonFacts, signed_on: date) -> PartialDate | None:
    """Return the best date known without an encounter; a sheet typed in after the signature tells none."""
    if facts.created_on is not None and facts.created_on > signed_on:
        facts = facts._replace(created_on=None)
    return came_on(facts)


def _introduction_touch(hop: Hop) -> Touch:
    return Touch(
        rank=1,
        kind=TouchKind.INTRODUCTION,
        occurred_on=hop.origin.occurred_on,
        contact_id=hop.introduced_id,
        introducer_id=hop.introducer_id,
        event_id=hop.origin.event_id,
        channel=Channel.INTRODUCTION,
        introduction_id=hop.origin.introduction_id,
    )


def _exchange_touch(kind: TouchKind, contact: ContactId, meeting: Meeting, source: TouchSource) -> Touch:
    return Touch(
        rank=1,
        kind=kind,
        occurred_on=meeting.occurred_on,
        contact_id=contact,
        event_id=meeting.event_id,
        channel=_channel_of_exchange(meeting),
        interaction_id=meeting.interaction_id,
        source=source,
    )


def _converting_touch(contact: ContactId, offer: Meeting | None, named: InteractionId | None, signed_on: date) -> Touch:
    if offer is not None:
        source = TouchSource.CONFIRMED if offer.interaction_id == named else TouchSource.DERIVED
        return _exchange_touch(TouchKind.CONVERTING, contact, offer, source)
    return Touch(
        rank=1,
        kind=TouchKind.CONVERTING,
        occurred_on=PartialDate.of(signed_on),
        contact_id=contact,
        channel=Channel.DIRECT,
    )


def _channel_of_exchange(meeting: Meeting) -> Channel:
    if meeting.event_id is not None:
        return channel_of_event(meeting.event_kind)
    return Channel.BREAK if meeting.kind in BREAKS else Channel.DIRECT


def _offer(facts: PersonFacts, signed_on: date, named: InteractionId | None) -> Meeting | None:
    real = [meeting for meeting in facts.meetings if meeting.is_real]
    for meeting in real:
        if meeting.interaction_id == named:
            return meeting
    dated = [meeting for meeting in real if meeting.day is not None and meeting.day <= signed_on]
    return max(dated, key=_order, default=None)


def _between(facts: PersonFacts, offer: Meeting | None, signed_on: date) -> tuple[Meeting, ...]:
    origin = origin_of(facts)
    start = next((m for m in facts.meetings if m.interaction_id == origin.interaction_id), None)
    ends = {origin.interaction_id, None if offer is None else offer.interaction_id}
    found = [
        meeting
        for meeting in facts.meetings
        if meeting.is_encounter
        and meeting.interaction_id not in ends
        and _follows(meeting, start, origin)
        and _precedes(meeting, offer, signed_on)
    ]
    return tuple(sorted(found, key=_order))


def _follows(meeting: Meeting, start: Meeting | None, origin: Origin) -> bool:
    """Tell whether an exchange is later than the origin; one without a date is given the benefit of the doubt."""
    began = origin.occurred_on.first_day if origin.occurred_on else None
    if meeting.day is None or began is None:
        return True
    return meeting.day > began if start is None else meeting.order > start.order


def _precedes(meeting: Meeting, offer: Meeting | None, signed_on: date) -> bool:
    if meeting.day is None:
        return True
    if offer is None or offer.day is None:
        return meeting.day < signed_on
    return meeting.order < offer.order


def _first(dated: tuple[date, Touch]) -> date:
    return dated[0]


def _order(meeting: Meeting) -> tuple[float, float, str]:
    return meeting.order


class Difference(NamedTuple):
    """What sets a frozen path apart from the one that would be derived today."""

    added: int = 0
    missing: int = 0
    moved: bool = False


def difference(frozen: Sequence[Touch], derived: Sequence[Touch]) -> Difference:
    """Return how many touches a path has more, how many less, and whether the common ones stand otherwise."""
    here, there = [_identity(touch) for touch in frozen], [_identity(touch) for touch in derived]
    common = set(here) & set(there)
    order = [[each for each in run if each in common] for run in (here, there)]
    return Difference(len(here) - len(order[0]), len(there) - len(order[1]), order[0] != order[1])


def _identity(touch: Touch) -> tuple[object, ...]:
    return touch.kind, touch.contact_id, touch.introducer_id, touch.interaction_id, touch.event_id, touch.channel


class GapReason(StrEnum):
    """Why a link of a path is missing or doubtful, each with something to repair."""

    NO_ANSWER = "no_answer"
    ORIGIN_UNKNOWN = "origin_unknown"
    ORIGIN_DATE_ASSUMED = "origin_date_assumed"
    INTRODUCER_UNKNOWN = "introducer_unknown"
    CYCLE = "introduction_cycle"
    INTRODUCTION_UNDATED = "introduction_undated"
    INTRODUCED_BEFORE_MET = "introduced_before_met"
    OFFER_UNKNOWN = "offer_unknown"
    OFFER_ASSUMED = "offer_assumed"


class Gap(NamedTuple):
    """A link to repair: the touch it is about by rank, and the rows that a repair would open."""

    reason: GapReason
    rank: int
    contact_id: ContactId | None = None
    introducer_id: ContactId | None = None
    introduction_id: IntroductionId | None = None
    interaction_id: InteractionId | None = None


def missing_links(touches: Sequence[Touch], people: People) -> tuple[Gap, ...]:
    """Return what could be repaired in a path, in the order of its touches."""
    on_path = {touch.contact_id for touch in touches} | {touch.introducer_id for touch in touches}
    return tuple(_gap(reason, touch) for touch in touches for reason in _reasons(touch, people, on_path))


def _reasons(touch: Touch, people: People, on_path: set[ContactId | None]) -> Iterator[GapReason]:
    if touch.kind is TouchKind.NONE:
        yield GapReason.NO_ANSWER
    elif touch.kind is TouchKind.ORIGIN_MEETING:
        yield from _origin_gaps(touch, people, on_path)
    elif touch.kind is TouchKind.INTRODUCTION:
        yield from _introduction_gaps(touch, people)
    elif touch.kind is TouchKind.CONVERTING and touch.source is TouchSource.DERIVED:
        yield GapReason.OFFER_UNKNOWN if touch.interaction_id is None else GapReason.OFFER_ASSUMED


def _origin_gaps(touch: Touch, people: People, on_path: set[ContactId | None]) -> Iterator[GapReason]:
    facts = PersonFacts() if touch.contact_id is None else _facts(touch.contact_id, people)
    origin = origin_of(facts)
    if touch.channel is Channel.UNKNOWN:
        yield GapReason.ORIGIN_UNKNOWN
    if origin.introducer_id is not None and origin.introducer_id in on_path:
        yield GapReason.CYCLE
    elif touch.channel is Channel.INTRODUCTION and origin.introducer_id is None:
        yield GapReason.INTRODUCER_UNKNOWN
    if touch.interaction_id is None and facts.met_on is None and facts.connected_on is None:
        yield GapReason.ORIGIN_DATE_ASSUMED


def _introduction_gaps(touch: Touch, people: People) -> Iterator[GapReason]:
    if touch.occurred_on is None or touch.occurred_on.first_day is None:
        yield GapReason.INTRODUCTION_UNDATED
    elif touch.introducer_id is not None:
        since = known_since(_facts(touch.introducer_id, people))
        if before_met(touch.occurred_on, since):
            yield GapReason.INTRODUCED_BEFORE_MET


def _gap(reason: GapReason, touch: Touch) -> Gap:
    return Gap(
        reason=reason,
        rank=touch.rank,
        contact_id=touch.contact_id,
        introducer_id=touch.introducer_id,
        introduction_id=touch.introduction_id,
        interaction_id=touch.interaction_id,
    )
