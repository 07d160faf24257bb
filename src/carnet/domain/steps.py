"""A step of a path put in by hand: its channel follows from what it is, as that of a derived one does."""

from collections.abc import Sequence
from dataclasses import replace

from carnet.domain.contacts import Channel
from carnet.domain.dates import PartialDate
from carnet.domain.events import EventKind
from carnet.domain.ids import ContactId, EventId
from carnet.domain.missions import Touch, TouchKind, TouchSource
from carnet.domain.origin import channel_of_event
from carnet.errors import Reason, Refused

BY_HAND = (
    TouchKind.ORIGIN_MEETING,
    TouchKind.INTRODUCTION,
    TouchKind.KEY_ENCOUNTER,
    TouchKind.CONVERTING,
    TouchKind.MANUAL,
)
CHOOSES_CHANNEL = frozenset({TouchKind.ORIGIN_MEETING, TouchKind.MANUAL})
"""Steps whose channel is the user's to say, where no event says it."""


def by_hand(
    kind: TouchKind,
    *,
    contact_id: int | None = None,
    introducer_id: int | None = None,
    event_id: int | None = None,
    event_kind: EventKind | None = None,
    occurred_on: PartialDate | None = None,
    channel: Channel = Channel.UNKNOWN,
    rank: int = 1,
) -> Touch:
    """Return a step as the user says it was.

    Raises:
        Refused: it names nobody where it must, or somebody who introduces themselves.
    """
    introduces = kind is TouchKind.INTRODUCTION
    if contact_id is None and kind is not TouchKind.MANUAL:
        raise Refused(Reason.EMPTY, field="contact_id")
    if introduces and introducer_id is None:
        raise Refused(Reason.EMPTY, field="introducer_id")
    if introduces and introducer_id == contact_id:
        raise Refused("introduction_of_oneself", field="introducer_id")
    return Touch(
        rank=rank,
        kind=kind,
        occurred_on=occurred_on,
        contact_id=None if contact_id is None else ContactId(contact_id),
        introducer_id=ContactId(introducer_id) if introduces and introducer_id is not None else None,
        event_id=None if event_id is None else EventId(event_id),
        channel=_channel(kind, None if event_id is None else event_kind, channel),
        source=TouchSource.MANUAL,
    )


def _channel(kind: TouchKind, event_kind: EventKind | None, chosen: Channel) -> Channel:
    if kind is TouchKind.INTRODUCTION:
        return Channel.INTRODUCTION
    if kind is TouchKind.MANUAL:
        return chosen
    if event_kind is not None:
        return channel_of_event(event_kind)
    return chosen if kind in CHOOSES_CHANNEL else Channel.DIRECT


def settled(touches: Sequence[Touch]) -> list[Touch]:
    """Return touches without a decisive mark on the first or the last, which none may be."""
    last = len(touches) - 1
    return [
        replace(touch, is_decisive=False) if touch.is_decisive and place in {0, last} else touch
        for place, touch in enumerate(touches)
    ]
