"""« Pause-café », « Intercontrat » and the digest, as the journal proposes them."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from mission_world import build, exchange, person, signed
from undoing import Dump, proves_undo

from carnet.domain.coffee import CoffeeReason, monday_of
from carnet.domain.composer import parse
from carnet.domain.contacts import ContactStatus, Sphere
from carnet.domain.dates import PartialDate
from carnet.domain.followups import FollowUp, FollowUpReason, FollowUpState
from carnet.domain.ids import ContactId
from carnet.domain.interactions import InteractionKind
from carnet.domain.missions import Stage
from carnet.journal import FixedClock, Journal, Options

TODAY = date(2026, 11, 20)
MONDAY = monday_of(TODAY)


def seen(journal: Journal, name: str, *days_ago: int, kind: InteractionKind = InteractionKind.CALL) -> ContactId:
    key = person(journal, name)
    for days in days_ago:
        exchange(journal, kind, str(TODAY - timedelta(days=days)), key)
    return key


@pytest.fixture
def people(journal: Journal) -> dict[str, ContactId]:
    fading = seen(journal, "Fanny", 100, 300)
    journal.contacts.edit(fading, cadence_days=60)
    return {
        "fading": fading,
        "silent": seen(journal, "Samir", 400, 500, 600),
        "met": seen(journal, "Mona", 40),
        "fresh": seen(journal, "Fred", 8),
        "gone": seen(journal, "Gil", 5_000),
    }


@pytest.fixture
def next_week(journal: Journal) -> Iterator[Journal]:
    opened = Journal(journal.path, clock=FixedClock(day=TODAY + timedelta(days=7)))
    yield opened
    opened.close()


def test_three_people_are_proposed_each_with_the_reason_and_the_last_note(
    journal: Journal, people: dict[str, ContactId]
):
    journal.interactions.log([people["met"]], parse("note, cherche un DBA", TODAY - timedelta(days=20)))
    lines = {line.contact_id: line for line in journal.today.proposals().coffee}
    assert set(lines) == {people["fading"], people["silent"], people["met"]}
    assert lines[people["silent"]].reason == CoffeeReason.SILENT
    met = lines[people["met"]]
    assert (met.reason, met.last_kind, met.last_note) == ("met_once", "note", "cherche un DBA")
    assert met.last_on == TODAY - timedelta(days=40)


def test_the_three_stay_all_week_whatever_else_happens(journal: Journal, people: dict[str, ContactId]):
    before = journal.today.proposals()
    for number in range(20):
        seen(journal, f"Autre {number}", 30)
    assert journal.today.proposals().coffee == before.coffee


def test_whoever_was_seen_is_done_and_nobody_takes_the_place(journal: Journal, people: dict[str, ContactId]):
    journal.today.proposals()
    journal.interactions.log([people["met"]], parse("café, son projet avance", TODAY))
    found = journal.today.proposals()
    assert people["met"] not in {line.contact_id for line in found.coffee}
    assert (len(found.coffee), found.coffee_total) == (2, 3)
    journal.history.undo()
    assert len(journal.today.proposals().coffee) == 3


def test_whoever_is_left_out_or_planned_leaves_and_comes_back_by_undo(
    journal: Journal, people: dict[str, ContactId], dump: Dump
):
    journal.today.proposals()
    skip = FollowUp(contact_id=people["met"], reason=FollowUpReason.CADENCE, due_on=MONDAY, scheduled_on=MONDAY)
    proves_undo(journal, dump, lambda: journal.follow_ups.leave_out(skip))
    assert {line.contact_id for line in journal.today.proposals().coffee} == {people["fading"], people["silent"]}
    journal.follow_ups.save(FollowUp(contact_id=people["silent"], due_on=TODAY + timedelta(days=3)))
    assert {line.contact_id for line in journal.today.proposals().coffee} == {people["fading"]}
    assert journal.today.counts().follow_ups == 0


def test_the_next_week_leaves_out_whom_this_one_did(journal: Journal, people: dict[str, ContactId], next_week: Journal):
    skip = FollowUp(contact_id=people["met"], reason=FollowUpReason.CADENCE, due_on=MONDAY, scheduled_on=MONDAY)
    journal.follow_ups.leave_out(skip)
    found = {line.contact_id for line in next_week.today.proposals().coffee}
    assert people["met"] not in found
    assert people["silent"] in found


def test_archived_people_and_private_life_in_work_mode_are_not_proposed(journal: Journal, people: dict[str, ContactId]):
    journal.contacts.edit(people["met"], status=ContactStatus.ARCHIVED)
    journal.contacts.edit(people["silent"], sphere=Sphere.PERSONAL)
    journal.options = Options(work_mode=True)
    assert {line.contact_id for line in journal.today.proposals().coffee} == {people["fading"]}


def test_a_journal_without_people_proposes_nobody(journal: Journal):
    found = journal.today.proposals()
    assert (found.coffee, found.coffee_total, found.ending) == ((), 0, None)


def ends(journal: Journal, mission: int, days: int, stage: Stage = Stage.RUNNING) -> None:
    journal.missions.edit(mission, stage=stage, ends_on=TODAY + timedelta(days=days))


def test_a_mission_that_ends_soon_asks_for_the_next_one(journal: Journal):
    known = build(journal)
    ends(journal, known.mission, 48)
    found = journal.today.proposals().ending
    assert found is not None
    assert (found.mission_id, found.title) == (known.mission, "Data platform")
    assert [(line.contact, line.lead, line.introduced) for line in found.people] == [
        ("Sophie", "introducer", 1),
        ("Karim", "introducer", 1),
        ("Claire", "not_seen", 0),
    ]


@pytest.mark.parametrize(("days", "stage"), [(61, Stage.RUNNING), (-1, Stage.RUNNING), (30, Stage.COMPLETED)])
def test_a_mission_that_ends_later_or_did_asks_for_nothing(journal: Journal, days: int, stage: Stage):
    ends(journal, build(journal).mission, days, stage)
    assert journal.today.proposals().ending is None


def test_a_renewal_that_is_signed_ends_the_search(journal: Journal):
    known = build(journal)
    ends(journal, known.mission, 30)
    signed(journal, known.claire, on=TODAY, renewal_of_id=known.mission)
    assert journal.today.proposals().ending is None


def test_warm_clients_come_before_those_not_seen(journal: Journal):
    known = build(journal)
    ends(journal, known.mission, 10)
    lost = seen(journal, "Léo", 900)
    signed(journal, lost, on=date(2024, 6, 1))
    for days in (1, 5, 9, 30):
        exchange(journal, InteractionKind.LUNCH, str(TODAY - timedelta(days=days)), known.claire)
    found = journal.today.proposals().ending
    assert found is not None
    assert [(line.contact, line.lead) for line in found.people][2:] == [("Claire", "warm_client"), ("Léo", "not_seen")]


def test_whoever_is_planned_for_the_ending_mission_leaves_the_list(journal: Journal):
    known = build(journal)
    ends(journal, known.mission, 48)
    wanted = FollowUp(contact_id=known.karim, reason=FollowUpReason.MISSION_ENDING, due_on=TODAY + timedelta(days=3))
    journal.follow_ups.save(wanted)
    found = journal.today.proposals().ending
    assert found is not None
    assert known.karim not in {line.contact_id for line in found.people}


def test_cadence_starts_anew_from_the_last_real_exchange(journal: Journal):
    key = seen(journal, "Clara", 90)
    plan = FollowUp(contact_id=key, reason=FollowUpReason.CADENCE, due_on=TODAY + timedelta(days=3))
    promise = FollowUp(contact_id=key, due_on=TODAY + timedelta(days=3), text="envoyer le devis")
    asked, promised = journal.follow_ups.save(plan), journal.follow_ups.save(promise)

    journal.interactions.log([key], parse("note, à rappeler", TODAY))
    exchange(journal, InteractionKind.CALL, str(TODAY - timedelta(days=200)), key)
    assert journal.follow_ups.get(asked).state is FollowUpState.OPEN

    journal.interactions.log([key], parse("appel, tout va bien", TODAY))
    assert journal.follow_ups.get(asked).state is FollowUpState.DONE
    assert journal.follow_ups.get(promised).state is FollowUpState.OPEN
    journal.history.undo()
    assert journal.follow_ups.get(asked).state is FollowUpState.OPEN


def test_a_relation_whose_cadence_is_over_cools_by_priority(journal: Journal):
    monthly, yearly = seen(journal, "Mina", 40, 41, 42, 43), seen(journal, "Yan", 366)
    journal.contacts.edit(monthly, cadence_days=30)
    journal.contacts.edit(yearly, cadence_days=360)
    lines = journal.today.sheet().cooling
    assert [line.contact for line in lines] == ["Mina", "Yan"]
    journal.contacts.edit(monthly, status=ContactStatus.ARCHIVED)
    assert [line.contact for line in journal.today.sheet().cooling] == ["Yan"]


def test_the_digest_tells_what_is_due_and_whose_birthday_it_is(journal: Journal):
    zoe = person(journal, "Zoé", sphere=Sphere.PERSONAL)
    journal.contacts.edit(zoe, birthday=PartialDate("--11-20"))
    ana = person(journal, "Ana")
    for days in (0, -2):
        journal.follow_ups.save(FollowUp(contact_id=ana, due_on=TODAY + timedelta(days=days)))
    journal.follow_ups.save(FollowUp(contact_id=zoe, due_on=TODAY))

    told = journal.today.digest()
    assert (told.total, told.late, told.birthdays) == (3, 1, ("Zoé",))

    journal.options = Options(work_mode=True)
    told = journal.today.digest()
    assert (told.total, told.birthdays, {line.contact for line in told.first}) == (2, (), {"Ana"})


def test_what_was_chosen_for_a_week_outlives_the_program(journal: Journal, people: dict[str, ContactId]):
    before = journal.today.proposals().coffee
    seen(journal, "Zoé", 60)
    again = Journal(journal.path, clock=FixedClock(day=TODAY + timedelta(days=2)))
    assert [line.contact_id for line in again.today.proposals().coffee] == [line.contact_id for line in before]
    again.close()
