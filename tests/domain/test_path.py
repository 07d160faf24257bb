"""The path to a mission is derived as the rule says, also from journals full of holes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.domain.contacts import Channel, OriginSource
from carnet.domain.dates import PartialDate
from carnet.domain.events import EventKind
from carnet.domain.ids import ContactId, EventId, InteractionId
from carnet.domain.interactions import InteractionKind
from carnet.domain.missions import Touch, TouchKind, TouchSource
from carnet.domain.origin import PersonFacts
from carnet.domain.path import Answer, GapReason, by_date, days, derive, hops, key_candidates, missing_links
from domain.worked_example import (
    ANSWER,
    CLAIRE,
    E1,
    E2,
    KARIM,
    PEOPLE,
    SIGNED,
    SOPHIE,
    TOUCHES,
    chosen,
    meeting,
    received,
)

K, L, M = ContactId(7), ContactId(8), ContactId(9)


def path_of(facts: PersonFacts, signed_on: date = SIGNED, **answer: Any):
    return derive(Answer(signing_contact=K, **answer), {K: facts}, signed_on)


def kinds(touches: Sequence[Touch]):
    return [touch.kind.value for touch in touches]


def reasons(touches: Sequence[Touch], people: dict[ContactId, PersonFacts]):
    return [gap.reason for gap in missing_links(touches, people)]


def test_the_worked_example_has_five_touches_in_order():
    assert kinds(TOUCHES) == ["origin_meeting", "introduction", "introduction", "key_encounter", "converting"]
    assert [touch.rank for touch in TOUCHES] == [1, 2, 3, 4, 5]
    assert [touch.occurred_on for touch in TOUCHES] == [
        "2026-03-12",
        "2026-04-03",
        "2026-05-20",
        "2026-05-28",
        "2026-06-15",
    ]
    assert [touch.credited_contact_id for touch in TOUCHES] == [SOPHIE, SOPHIE, KARIM, CLAIRE, CLAIRE]
    assert [touch.event_id for touch in TOUCHES] == [E1, None, None, E2, None]
    assert [touch.channel.value for touch in TOUCHES] == ["event", "introduction", "introduction", "event", "direct"]


def test_no_encounter_is_a_key_one_by_default():
    touches = derive(replace(ANSWER, key_encounters=frozenset()), PEOPLE, SIGNED)

    assert kinds(touches) == ["origin_meeting", "introduction", "introduction", "converting"]


def test_the_encounters_that_may_be_marked_lie_between_origin_and_offer():
    assert [m.interaction_id for m in key_candidates(CLAIRE, PEOPLE, SIGNED)] == [3]


def test_the_offer_is_the_last_exchange_before_the_signature_unless_named():
    named = derive(replace(ANSWER, offer=InteractionId(5)), PEOPLE, SIGNED)

    assert (TOUCHES[-1].interaction_id, TOUCHES[-1].source) == (4, TouchSource.DERIVED)
    assert (named[-1].interaction_id, named[-1].source) == (5, TouchSource.CONFIRMED)
    assert named[-1].channel is Channel.BREAK


def test_an_offer_named_that_is_not_an_exchange_with_her_is_left_aside():
    assert derive(replace(ANSWER, offer=InteractionId(99)), PEOPLE, SIGNED) == TOUCHES


def test_a_note_converts_nobody():
    touches = path_of(PersonFacts(meetings=(meeting(1, "2026-02-01"), meeting(2, "2026-06-01", InteractionKind.NOTE))))

    assert kinds(touches) == ["origin_meeting"]


def test_one_exchange_alone_makes_one_touch():
    touches = path_of(PersonFacts(meetings=(meeting(1, "2026-02-01", event_id=E1, event_kind=EventKind.TRAINING),)))

    assert [(t.kind, t.channel, t.interaction_id) for t in touches] == [(TouchKind.ORIGIN_MEETING, Channel.TRAINING, 1)]


def test_one_exchange_after_an_introduction_keeps_every_touch():
    people = {K: PersonFacts(meetings=(meeting(1, "2026-02-02"),), introductions=(received(1, L, "2026-02-02"),))}

    touches = derive(Answer(signing_contact=K), people, SIGNED)

    assert kinds(touches) == ["origin_meeting", "introduction", "converting"]
    assert touches[0].contact_id == L


def test_without_exchange_the_offer_is_the_signature_itself():
    touches = path_of(PersonFacts(origin_channel=Channel.LINKEDIN, connected_on=date(2025, 1, 2)))

    assert [(t.kind.value, t.occurred_on, t.channel.value) for t in touches] == [
        ("origin_meeting", "2025-01-02", "linkedin"),
        ("converting", "2026-07-01", "direct"),
    ]


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"met_on": PartialDate("2019"), "connected_on": date(2018, 1, 1)}, "2019"),
        ({"met_on": PartialDate("--05-03"), "connected_on": date(2018, 1, 1)}, "2018-01-01"),
        ({"created_on": date(2024, 5, 6)}, "2024-05-06"),
        ({"created_on": SIGNED}, "2026-07-01"),
        ({"created_on": date(2026, 7, 2)}, None),
        ({}, None),
    ],
)
def test_without_encounter_the_origin_takes_the_best_date_known(known: dict[str, object], expected: object):
    assert path_of(PersonFacts(origin_channel=Channel.FACEBOOK, **known))[0].occurred_on == expected


def test_a_sheet_typed_in_after_the_signature_does_not_come_last_on_the_path():
    typed_in = date(2026, 11, 22)
    people = {
        K: PersonFacts(
            meetings=(meeting(1, "2026-06-01", InteractionKind.CALL),),
            introductions=(received(1, L, "2026-05-01"),),
            created_on=typed_in,
        ),
        L: PersonFacts(created_on=typed_in),
    }

    touches = derive(Answer(signing_contact=K), people, SIGNED)

    assert kinds(touches) == ["origin_meeting", "introduction", "converting"]
    assert days(touches, SIGNED)[0] == date(2026, 5, 1)
    assert GapReason.ORIGIN_DATE_ASSUMED in reasons(touches, people)


def test_a_person_unknown_to_the_journal_still_gets_a_path():
    touches = derive(Answer(signing_contact=K), {}, SIGNED)

    assert [(t.kind.value, t.channel.value) for t in touches] == [
        ("origin_meeting", "unknown"),
        ("converting", "direct"),
    ]


def test_nobody_makes_one_manual_touch_with_its_channel_and_no_contact():
    (touch,) = derive(Answer(nobody_by=Channel.PLATFORM), {}, SIGNED)

    assert (touch.kind, touch.channel, touch.credited_contact_id) == (TouchKind.MANUAL, Channel.PLATFORM, None)
    assert missing_links((touch,), {}) == ()


def test_no_answer_makes_one_touch_that_credits_nobody():
    (touch,) = derive(Answer(), {}, SIGNED)

    assert (touch.kind, touch.channel, touch.occurred_on) == (TouchKind.NONE, Channel.NONE, None)
    assert reasons((touch,), {}) == [GapReason.NO_ANSWER]


def test_a_renewal_of_a_renewal_copies_the_touches_of_the_first():
    marked = tuple(replace(t, is_decisive=t.rank == 4, manual_share_bp=2_000) for t in TOUCHES)

    renewal = derive(Answer(), PEOPLE, date(2026, 11, 2), parent=marked)
    again = derive(Answer(), PEOPLE, date(2027, 3, 1), parent=renewal)

    assert again == renewal == marked


def test_a_renewal_with_an_answer_of_its_own_starts_its_own_path():
    touches = derive(Answer(nobody_by=Channel.COLD), PEOPLE, SIGNED, parent=TOUCHES)

    assert kinds(touches) == ["manual"]


def test_a_circle_of_introductions_stops_before_it_closes():
    people = {
        K: PersonFacts(introductions=(received(1, L, "2026-03-01"),)),
        L: PersonFacts(introductions=(received(2, M, "2026-02-01"),)),
        M: PersonFacts(introductions=(received(3, K, "2026-01-01"),), created_on=date(2026, 1, 1)),
    }

    touches = derive(Answer(signing_contact=K), people, SIGNED)

    assert [hop.introducer_id for hop in hops(K, people)] == [L, M]
    assert kinds(touches) == ["origin_meeting", "introduction", "introduction", "converting"]
    assert touches[0].contact_id == M
    assert GapReason.CYCLE in reasons(touches, people)


def test_somebody_who_introduced_himself_is_his_own_root():
    people = {K: PersonFacts(introductions=(received(1, K, "2026-03-01"),))}

    assert hops(K, people) == ()


def test_an_introducer_who_was_merged_mid_chain_leads_on_under_his_new_sheet():
    merged = ContactId(40)
    people = {merged: PEOPLE[KARIM], SOPHIE: PEOPLE[SOPHIE]}
    people[CLAIRE] = PEOPLE[CLAIRE]._replace(introductions=(received(2, merged, "2026-05-20"),))

    touches = derive(ANSWER, people, SIGNED)

    assert [t.credited_contact_id for t in touches] == [SOPHIE, SOPHIE, merged, CLAIRE, CLAIRE]


def test_touches_of_one_date_keep_the_order_of_the_rule():
    facts = PersonFacts(
        meetings=(meeting(1, "2026-06-01"), meeting(2, "2026-06-01", InteractionKind.CALL)),
        introductions=(received(1, L, "2026-06-01"),),
    )
    people = {K: facts, L: PersonFacts(meetings=(meeting(9, "2026-06-01"),))}

    assert kinds(derive(Answer(signing_contact=K), people, SIGNED)) == ["origin_meeting", "introduction", "converting"]


def test_exchanges_of_one_day_follow_their_hour():
    def at(hour: int):
        return datetime(2026, 6, 1, hour, tzinfo=UTC)

    facts = PersonFacts(
        meetings=(
            meeting(1, "2026-06-01", InteractionKind.CALL, instant=at(18)),
            meeting(2, "2026-06-01", InteractionKind.LUNCH, instant=at(12)),
            meeting(3, "2026-06-01", InteractionKind.ENCOUNTER, instant=at(9)),
        )
    )
    touches = path_of(facts, key_encounters=frozenset({InteractionId(2)}))

    assert [t.interaction_id for t in touches] == [3, 2, 1]


def test_a_partial_date_counts_as_its_first_day_and_a_missing_one_as_the_next_touch():
    people = {
        K: PersonFacts(
            meetings=(meeting(2, "2026-05-15", InteractionKind.CALL),), introductions=(received(1, L, None),)
        ),
        L: PersonFacts(meetings=(meeting(9, "2026-06"),)),
    }

    touches = derive(Answer(signing_contact=K), people, SIGNED)

    assert [(t.kind.value, t.occurred_on) for t in touches] == [
        ("introduction", None),
        ("converting", "2026-05-15"),
        ("origin_meeting", "2026-06"),
    ]
    assert days(touches, SIGNED) == (date(2026, 5, 15), date(2026, 5, 15), date(2026, 6, 1))


def test_an_undated_key_encounter_keeps_its_place_before_the_offer():
    facts = PersonFacts(
        meetings=(
            meeting(1, "2026-01-01"),
            meeting(2, None, InteractionKind.LUNCH),
            meeting(3, "2026-03-01", InteractionKind.CALL),
        )
    )

    touches = path_of(facts, key_encounters=frozenset({InteractionId(2)}))

    assert [(t.interaction_id, t.channel.value) for t in touches] == [(1, "unknown"), (2, "break"), (3, "direct")]


def test_the_origin_and_the_offer_are_never_key_encounters():
    facts = PersonFacts(meetings=tuple(meeting(n, f"2026-0{n}-01") for n in (1, 2, 3, 4)))

    touches = path_of(facts, offer=InteractionId(3), key_encounters=frozenset(map(InteractionId, range(1, 5))))

    assert [t.interaction_id for t in touches] == [1, 2, 3]


def test_an_undated_lunch_is_not_between_the_ends_of_a_path_of_one_touch():
    facts = PersonFacts(meetings=(meeting(1, "2026-01-05"), meeting(2, None, InteractionKind.LUNCH)))

    assert kinds(path_of(facts, key_encounters=frozenset({InteractionId(2)}))) == ["origin_meeting"]
    assert key_candidates(K, {K: facts}, SIGNED) == ()


def test_the_encounter_at_which_the_root_was_met_too_is_no_key_one():
    shared = meeting(1, "2026-03-12", event_id=E1, event_kind=EventKind.AFTERWORK)
    people = {
        K: PersonFacts(meetings=(shared, meeting(2, "2026-06-01")), introductions=(received(1, L, "2026-03-11"),)),
        L: PersonFacts(meetings=(shared,)),
    }

    assert key_candidates(K, people, SIGNED) == ()


def test_an_encounter_on_the_day_of_the_introduction_is_not_after_it():
    facts = PersonFacts(
        meetings=(meeting(1, "2026-06-01"), meeting(2, "2026-06-02"), meeting(3, "2026-06-03")),
        introductions=(received(1, L, "2026-06-01"),),
    )

    assert [m.interaction_id for m in key_candidates(K, {K: facts}, SIGNED)] == [2]


def test_encounters_before_an_undated_offer_are_those_before_the_signature():
    facts = PersonFacts(
        meetings=(
            meeting(1, "2026-01-01"),
            meeting(2, "2026-02-01"),
            meeting(3, "2026-08-01"),
            meeting(4, None, InteractionKind.CALL),
        )
    )

    assert [m.interaction_id for m in key_candidates(K, {K: facts}, SIGNED, InteractionId(4))] == [2]


def test_an_origin_chosen_by_the_user_takes_no_hop():
    people = {K: chosen(Channel.VIADEO, introductions=(received(1, L, "2026-03-01"),), created_on=date(2026, 1, 1))}

    touches = derive(Answer(signing_contact=K), people, SIGNED)

    assert [(t.kind.value, t.channel.value) for t in touches] == [
        ("origin_meeting", "viadeo"),
        ("converting", "direct"),
    ]


def test_the_touch_takes_the_event_of_its_introduction():
    people = {K: PersonFacts(introductions=(received(1, L, "2026-03-01", event_id=E1),)), L: PersonFacts()}

    touches = derive(Answer(signing_contact=K), people, SIGNED)

    assert [(t.kind.value, t.event_id, t.channel.value) for t in touches][1] == ("introduction", E1, "introduction")


def test_the_worked_example_misses_only_the_name_of_the_offer():
    assert reasons(TOUCHES, PEOPLE) == [GapReason.OFFER_ASSUMED]
    assert reasons(derive(replace(ANSWER, offer=InteractionId(4)), PEOPLE, SIGNED), PEOPLE) == []


def test_every_hole_of_a_poor_path_is_named():
    people = {
        K: PersonFacts(introductions=(received(1, L, None),)),
        L: PersonFacts(created_on=date(2026, 2, 1)),
    }

    touches = derive(Answer(signing_contact=K), people, SIGNED)

    assert reasons(touches, people) == [
        GapReason.ORIGIN_UNKNOWN,
        GapReason.ORIGIN_DATE_ASSUMED,
        GapReason.INTRODUCTION_UNDATED,
        GapReason.OFFER_UNKNOWN,
    ]


def test_an_introduction_before_its_introducer_was_met_is_named_with_its_people():
    people = PEOPLE | {KARIM: PersonFacts(meetings=(meeting(2, "2026-05-21"),))}

    gaps = missing_links(derive(ANSWER, people, SIGNED), people)

    early = next(gap for gap in gaps if gap.reason is GapReason.INTRODUCED_BEFORE_MET)
    assert (early.contact_id, early.introducer_id, early.introduction_id) == (CLAIRE, KARIM, 2)


def test_an_introduction_that_lost_its_introducer_is_no_early_one():
    assert reasons((replace(TOUCHES[1], introducer_id=None),), PEOPLE) == []


def test_an_introduction_chosen_as_origin_without_introducer_is_named():
    people = {K: chosen(Channel.INTRODUCTION, met_on=PartialDate("2026-01"))}

    touches = derive(Answer(signing_contact=K), people, SIGNED)

    assert reasons(touches, people) == [GapReason.INTRODUCER_UNKNOWN, GapReason.OFFER_UNKNOWN]


def test_an_origin_touch_that_lost_its_contact_is_unknown():
    touches = (replace(TOUCHES[0], contact_id=None, interaction_id=None, channel=Channel.UNKNOWN),)

    assert reasons(touches, PEOPLE) == [GapReason.ORIGIN_UNKNOWN, GapReason.ORIGIN_DATE_ASSUMED]


ids = st.integers(1, 4).map(ContactId)
some_dates = st.one_of(
    st.none(), st.sampled_from(["2025", "2026-02", "--03-04", "2026-03-01", "2026-03-02", "2026-08-01"])
)
meetings = st.builds(
    meeting,
    st.integers(1, 30),
    some_dates,
    st.sampled_from(InteractionKind),
    is_first_meeting=st.booleans(),
    event_id=st.one_of(st.none(), st.just(EventId(5))),
)
introductions = st.builds(received, st.integers(1, 30), ids, some_dates)
facts = st.builds(
    PersonFacts,
    meetings=st.lists(meetings, max_size=5, unique_by=lambda m: m.interaction_id).map(tuple),
    introductions=st.lists(introductions, max_size=3).map(tuple),
    origin_channel=st.just(Channel.LINKEDIN),
    origin_source=st.sampled_from(OriginSource),
    met_on=st.none(),
    connected_on=st.none(),
    created_on=st.sampled_from([date(2026, 1, 1), date(2026, 11, 22)]),
)


@given(st.dictionaries(ids, facts), ids, st.frozensets(st.integers(1, 30).map(InteractionId)))
def test_any_journal_gives_a_path_in_order_that_ends_the_search(
    people: dict[ContactId, PersonFacts], signing: ContactId, marked: frozenset[InteractionId]
):
    touches = derive(Answer(signing_contact=signing, key_encounters=marked), people, SIGNED)

    assert [touch.rank for touch in touches] == list(range(1, len(touches) + 1))
    assert kinds(touches).count("origin_meeting") == 1
    assert kinds(touches).count("introduction") <= 3
    assert kinds(touches).count("converting") == (0 if len(touches) == 1 else 1)
    assert list(days(touches, SIGNED)) == sorted(days(touches, SIGNED))
    assert by_date(touches, SIGNED) == touches
    assert all(gap.rank <= len(touches) for gap in missing_links(touches, people))


@given(st.dictionaries(ids, facts), ids)
def test_every_encounter_offered_can_be_marked(people: dict[ContactId, PersonFacts], signing: ContactId):
    offered = frozenset(found.interaction_id for found in key_candidates(signing, people, SIGNED))

    touches = derive(Answer(signing_contact=signing, key_encounters=offered), people, SIGNED)

    assert {touch.interaction_id for touch in touches if touch.kind is TouchKind.KEY_ENCOUNTER} == offered
