"""The origin of a relation is the earlier of introduction and first encounter, else the channel."""

from datetime import UTC, date, datetime

import pytest

from carnet.domain.contacts import Channel
from carnet.domain.dates import PartialDate
from carnet.domain.events import EventKind
from carnet.domain.ids import ContactId, EventId
from carnet.domain.interactions import InteractionKind
from carnet.domain.origin import Meeting, PersonFacts, first_encounter, first_introduction, known_since, origin_of
from domain.worked_example import chosen, meeting, received

E = EventId(1)
I1, I2 = ContactId(21), ContactId(22)


@pytest.mark.parametrize(
    ("exchange", "channel"),
    [
        (meeting(1, "2026-01-01", event_id=E, event_kind=EventKind.TRAINING), Channel.TRAINING),
        (meeting(1, "2026-01-01", event_id=E, event_kind=EventKind.BREAK), Channel.BREAK),
        (meeting(1, "2026-01-01", event_id=E, event_kind=EventKind.AFTERWORK), Channel.EVENT),
        (meeting(1, "2026-01-01", InteractionKind.COFFEE), Channel.BREAK),
        (meeting(1, "2026-01-01", InteractionKind.LUNCH), Channel.BREAK),
        (meeting(1, "2026-01-01", InteractionKind.COFFEE, event_id=E, event_kind=EventKind.CLUB), Channel.EVENT),
        (meeting(1, "2026-01-01", InteractionKind.VIDEO), Channel.LINKEDIN),
        (meeting(1, "2026-01-01", InteractionKind.EMAIL, is_first_meeting=True), Channel.LINKEDIN),
        (meeting(1, "2026-01-01", InteractionKind.EMAIL), Channel.LINKEDIN),
    ],
)
def test_the_first_encounter_says_the_origin(exchange: Meeting, channel: Channel):
    assert origin_of(PersonFacts(meetings=(exchange,), origin_channel=Channel.LINKEDIN)).channel is channel


def test_without_any_trace_the_origin_is_unknown():
    assert origin_of(PersonFacts()).channel is Channel.UNKNOWN
    assert origin_of(PersonFacts(meetings=(meeting(1, "2026-01-01"),))).channel is Channel.UNKNOWN


def test_without_encounter_the_channel_stands_on_the_best_date():
    origin = origin_of(PersonFacts(origin_channel=Channel.FORMER_COLLEAGUE, met_on=PartialDate("2019")))

    assert (origin.channel, origin.occurred_on) == (Channel.FORMER_COLLEAGUE, "2019")


@pytest.mark.parametrize(
    ("introduced", "met", "expected"),
    [
        ("2026-01-01", "2026-01-02", Channel.INTRODUCTION),
        ("2026-01-02", "2026-01-02", Channel.INTRODUCTION),
        ("2026-01-03", "2026-01-02", Channel.BREAK),
        ("2026", "2026-01-02", Channel.INTRODUCTION),
        ("2026-01-03", None, Channel.INTRODUCTION),
        (None, "2026-01-02", Channel.BREAK),
        (None, None, Channel.BREAK),
    ],
)
def test_an_introduction_no_later_than_the_first_encounter_is_the_origin(
    introduced: str | None, met: str | None, expected: object
):
    facts = PersonFacts(
        meetings=(meeting(1, met, InteractionKind.LUNCH),), introductions=(received(1, I1, introduced),)
    )

    assert origin_of(facts).channel is expected


def test_an_undated_introduction_counts_where_there_is_no_encounter():
    facts = PersonFacts(
        meetings=(meeting(1, "2026-01-01", InteractionKind.CALL),), introductions=(received(4, I1, None, event_id=E),)
    )

    origin = origin_of(facts)

    assert (origin.introduction_id, origin.introducer_id, origin.event_id, origin.occurred_on) == (4, I1, E, None)


def test_the_choice_of_the_user_overrides_what_is_derived():
    facts = chosen(
        Channel.LINKEDIN,
        meetings=(meeting(1, "2026-01-02", event_id=E),),
        introductions=(received(1, I1, "2026-01-01"),),
    )

    origin = origin_of(facts)

    assert (origin.channel, origin.introduction_id, origin.interaction_id) == (Channel.LINKEDIN, None, 1)


def test_an_introduction_chosen_as_origin_wins_even_undated_or_later():
    facts = chosen(Channel.INTRODUCTION, meetings=(meeting(1, "2026-01-02"),), introductions=(received(1, I1, None),))

    assert origin_of(facts).introducer_id == I1


def test_a_channel_chosen_without_any_trace_keeps_the_best_date():
    assert origin_of(chosen(Channel.COLD, created_on=date(2026, 4, 1))).occurred_on == "2026-04-01"


def test_the_encounter_marked_as_first_is_first():
    marked = meeting(2, "2026-05-01", InteractionKind.CALL, is_first_meeting=True)

    assert first_encounter([meeting(1, "2026-01-01"), marked]) == marked
    assert first_encounter([meeting(3, "2026-01-01", InteractionKind.NOTE, is_first_meeting=True)]) is None


def test_encounters_of_one_day_go_by_hour_then_by_uid():
    late = meeting(1, "2026-01-01", uid="a", instant=datetime(2026, 1, 1, 20, tzinfo=UTC))
    early = meeting(2, "2026-01-01", uid="z", instant=datetime(2026, 1, 1, 8, tzinfo=UTC))
    vague = meeting(3, "2026-01-01", uid="0")
    vaguer = meeting(4, "2026-01-01", uid="1")

    assert first_encounter([vaguer, late, vague, early]) == early
    assert first_encounter([vaguer, vague]) == vague


def test_of_two_introductions_the_earlier_then_the_smaller_uid_counts():
    first, second = received(1, I1, "2026-01-01", uid="b"), received(2, I2, "2026-01-01", uid="a")

    assert first_introduction([received(3, I1, None, uid="0"), first, second]) == second
    assert first_introduction([]) is None


def test_one_is_known_since_the_first_dated_trace():
    facts = PersonFacts(
        meetings=(meeting(1, "2026-05-01"), meeting(2, "2020-01-01", InteractionKind.EMAIL)),
        introductions=(received(1, I1, "2026-04"),),
        connected_on=date(2026, 6, 1),
    )

    assert known_since(facts) == date(2026, 4, 1)
    assert known_since(PersonFacts(created_on=date(2026, 1, 1))) is None
