"""Steps put into a path by hand, and what sets a path apart from the derived one."""

from typing import Any

import pytest

from carnet.domain.contacts import Channel
from carnet.domain.events import EventKind
from carnet.domain.ids import ContactId
from carnet.domain.missions import Touch, TouchKind, TouchSource
from carnet.domain.path import Difference, difference
from carnet.domain.steps import by_hand, settled
from carnet.errors import Refused


def step(contact: int, kind: TouchKind = TouchKind.CONVERTING, **fields: Any) -> Touch:
    return Touch(rank=1, kind=kind, contact_id=ContactId(contact), **fields)


@pytest.mark.parametrize(
    ("kind", "event", "channel"),
    [
        (TouchKind.INTRODUCTION, EventKind.AFTERWORK, Channel.INTRODUCTION),
        (TouchKind.KEY_ENCOUNTER, None, Channel.DIRECT),
        (TouchKind.KEY_ENCOUNTER, EventKind.TRAINING, Channel.TRAINING),
        (TouchKind.CONVERTING, EventKind.BREAK, Channel.BREAK),
        (TouchKind.ORIGIN_MEETING, EventKind.CLUB, Channel.EVENT),
        (TouchKind.ORIGIN_MEETING, None, Channel.LINKEDIN),
        (TouchKind.MANUAL, EventKind.CLUB, Channel.LINKEDIN),
    ],
)
def test_the_channel_follows_from_what_the_step_is(kind: TouchKind, event: EventKind | None, channel: Channel) -> None:
    made = by_hand(
        kind,
        contact_id=1,
        introducer_id=2,
        event_id=None if event is None else 5,
        event_kind=event,
        channel=Channel.LINKEDIN,
    )
    assert (made.channel, made.source) == (channel, TouchSource.MANUAL)
    assert made.introducer_id == (2 if kind is TouchKind.INTRODUCTION else None)


@pytest.mark.parametrize(
    ("contact", "introducer", "field"), [(None, 2, "contact_id"), (1, None, "introducer_id"), (1, 1, "introducer_id")]
)
def test_an_introduction_needs_two_people(contact: int | None, introducer: int | None, field: str) -> None:
    with pytest.raises(Refused) as caught:
        by_hand(TouchKind.INTRODUCTION, contact_id=contact, introducer_id=introducer)
    assert caught.value.field == field


def test_neither_end_of_a_path_stays_decisive() -> None:
    touches = [step(key, is_decisive=True) for key in (1, 2, 3)]
    assert [touch.is_decisive for touch in settled(touches)] == [False, True, False]


def test_a_path_tells_what_sets_it_apart() -> None:
    one, two, three = (step(key) for key in (1, 2, 3))
    assert difference([one, two], [one, two]) == Difference()
    assert difference([one, three], [one, two]) == Difference(added=1, missing=1)
    assert difference([two, one], [one, two]) == Difference(moved=True)
    assert difference([one], [one, two, three]) == Difference(missing=2)
