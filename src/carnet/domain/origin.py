"""Where a relation came from: first encounter, received introduction, or the channel the contact came in by."""

from collections.abc import Iterable
from datetime import date, datetime
from math import inf
from typing import NamedTuple

from carnet.domain.contacts import Channel, OriginSource
from carnet.domain.dates import PartialDate
from carnet.domain.events import EventKind
from carnet.domain.ids import ContactId, EventId, InteractionId, IntroductionId
from carnet.domain.interactions import BREAKS, ENCOUNTERS, InteractionKind


class Meeting(NamedTuple):
    """An exchange as one person had it; `instant` is known where the exchange has an hour."""

    interaction_id: InteractionId
    occurred_on: PartialDate | None
    kind: InteractionKind
    uid: str = ""
    instant: datetime | None = None
    is_first_meeting: bool = False
    event_id: EventId | None = None
    event_kind: EventKind | None = None

    @property
    def day(self) -> date | None:
        """The day it counts for: of a partial date its first."""
        return None if self.occurred_on is None else self.occurred_on.first_day

    @property
    def is_real(self) -> bool:
        """Any kind but a note: only these make touches, warmth and cadence."""
        return self.kind is not InteractionKind.NOTE

    @property
    def is_encounter(self) -> bool:
        """A real exchange face to face, or one marked as the first meeting."""
        return self.kind in ENCOUNTERS or (self.is_first_meeting and self.is_real)

    @property
    def order(self) -> tuple[float, float, str]:
        """What sorts exchanges: day, instant where known, uid; an undated one comes last."""
        day = self.day
        return (
            inf if day is None else day.toordinal(),
            inf if self.instant is None else self.instant.timestamp(),
            self.uid,
        )


class ReceivedIntroduction(NamedTuple):
    """An introduction of the person to the user."""

    introduction_id: IntroductionId
    introducer_id: ContactId
    occurred_on: PartialDate | None = None
    uid: str = ""
    event_id: EventId | None = None
    event_kind: EventKind | None = None

    @property
    def day(self) -> date | None:
        """The day it counts for: of a partial date its first."""
        return None if self.occurred_on is None else self.occurred_on.first_day

    @property
    def order(self) -> tuple[float, str]:
        """What sorts introductions: the day, then the uid; an undated one comes last."""
        day = self.day
        return inf if day is None else day.toordinal(), self.uid


class PersonFacts(NamedTuple):
    """What the journal knows of how one person came: all that origin and path are derived from.

    `origin_channel` is the channel the contact came in by, or the user's choice where `origin_source` is USER.
    """

    meetings: tuple[Meeting, ...] = ()
    introductions: tuple[ReceivedIntroduction, ...] = ()
    origin_channel: Channel | None = None
    origin_source: OriginSource = OriginSource.DERIVED
    met_on: PartialDate | None = None
    connected_on: date | None = None
    created_on: date | None = None


class Origin(NamedTuple):
    """The effective origin: an introduction, else an encounter, else a channel with the best date known for it."""

    channel: Channel
    introduction_id: IntroductionId | None = None
    introducer_id: ContactId | None = None
    interaction_id: InteractionId | None = None
    event_id: EventId | None = None
    occurred_on: PartialDate | None = None


def first_encounter(meetings: Iterable[Meeting]) -> Meeting | None:
    """Return the encounter marked as the first meeting, else the earliest one."""
    encounters = [meeting for meeting in meetings if meeting.is_encounter]
    marked = [meeting for meeting in encounters if meeting.is_first_meeting]
    return min(marked or encounters, key=_order, default=None)


def first_introduction(introductions: Iterable[ReceivedIntroduction]) -> ReceivedIntroduction | None:
    """Return the earliest introduction received, of two on one day that of the smaller uid."""
    return min(introductions, key=_order, default=None)


def came_on(facts: PersonFacts) -> PartialDate | None:
    """Return the best date known without an encounter: met on, else connected on, else created on."""
    if facts.met_on is not None and facts.met_on.first_day is not None:
        return facts.met_on
    day = facts.connected_on or facts.created_on
    return None if day is None else PartialDate.of(day)


def known_since(facts: PersonFacts) -> date | None:
    """Return the first day on which the user can have known the person; None where nothing dated tells it."""
    days = [meeting.day for meeting in facts.meetings if meeting.is_encounter]
    days += [introduction.day for introduction in facts.introductions]
    days += [None if facts.met_on is None else facts.met_on.first_day, facts.connected_on]
    return min((day for day in days if day is not None), default=None)


def origin_of(facts: PersonFacts) -> Origin:
    """Return the origin of a person: the user's choice, else the earlier of introduction and first encounter."""
    encounter = first_encounter(facts.meetings)
    introduction = first_introduction(facts.introductions)
    if facts.origin_source is OriginSource.USER and facts.origin_channel is not None:
        return _chosen(facts, facts.origin_channel, encounter, introduction)
    if introduction is not None and _comes_first(introduction, encounter):
        return _introduced(introduction)
    if encounter is None:
        return Origin(facts.origin_channel or Channel.UNKNOWN, occurred_on=came_on(facts))
    return _met(encounter, channel_of_encounter(encounter, facts.origin_channel))


def channel_of_event(kind: EventKind | None) -> Channel:
    """Return the channel that an event of a kind stands for."""
    if kind is EventKind.TRAINING:
        return Channel.TRAINING
    return Channel.BREAK if kind is EventKind.BREAK else Channel.EVENT


def channel_of_encounter(encounter: Meeting, came_in_by: Channel | None) -> Channel:
    """Return the origin that a first encounter stands for."""
    if encounter.event_id is not None:
        return channel_of_event(encounter.event_kind)
    if encounter.kind in BREAKS:
        return Channel.BREAK
    return came_in_by or Channel.UNKNOWN


def _chosen(
    facts: PersonFacts, channel: Channel, encounter: Meeting | None, introduction: ReceivedIntroduction | None
) -> Origin:
    if channel is Channel.INTRODUCTION and introduction is not None:
        return _introduced(introduction)
    if encounter is not None:
        return _met(encounter, channel)
    return Origin(channel, occurred_on=came_on(facts))


def _comes_first(introduction: ReceivedIntroduction, encounter: Meeting | None) -> bool:
    if encounter is None:
        return True
    if introduction.day is None:
        return False
    return encounter.day is None or introduction.day <= encounter.day


def _introduced(introduction: ReceivedIntroduction) -> Origin:
    return Origin(
        Channel.INTRODUCTION,
        introduction_id=introduction.introduction_id,
        introducer_id=introduction.introducer_id,
        event_id=introduction.event_id,
        occurred_on=introduction.occurred_on,
    )


def _met(encounter: Meeting, channel: Channel) -> Origin:
    return Origin(
        channel,
        interaction_id=encounter.interaction_id,
        event_id=encounter.event_id,
        occurred_on=encounter.occurred_on,
    )


def _order(entry: Meeting | ReceivedIntroduction) -> tuple[object, ...]:
    return entry.order
