"""What one may do with missions: sign, freeze, edit the path, renew, repair; and undo it all."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from mission_world import Example, build, evening, exchange, person, presented, signed

from carnet.domain.changes import Deed
from carnet.domain.contacts import Channel, Sphere
from carnet.domain.dates import PartialDate
from carnet.domain.events import EventKind
from carnet.domain.interactions import InteractionKind
from carnet.domain.mission_sheets import Mission
from carnet.domain.missions import MissionRole, Stage, Touch, TouchKind
from carnet.domain.review import MissionPath
from carnet.errors import Refused
from carnet.journal import FixedClock, Journal, Options, paths
from carnet.journal.missions import Missions
from carnet.store import tables as t

SIGNED = date(2026, 7, 1)
TODAY = date(2026, 11, 20)
Dumping = Callable[[Journal], dict[str, list[Any]]]


@pytest.fixture
def missions(journal: Journal) -> Missions:
    return Missions(journal.core)


@pytest.fixture
def example(journal: Journal) -> Example:
    return build(journal)


def kinds(missions: Missions, key: int) -> list[str]:
    return [touch.kind for touch in missions.path(key).touches]


def a_mission(**fields: Any) -> Mission:
    values = {"title": "Audit", "client": "Acme", "day_rate_cents": 60_000, "days_sold_half": 40, **fields}
    return Mission(**values)


def test_a_saved_mission_reads_back_with_its_people_and_organisations(journal: Journal, missions: Missions) -> None:
    claire = person(journal, "Claire")
    value = a_mission(
        intermediary="Free-Lance Info",
        portage_company="Escale Portage",
        starts_on=date(2026, 9, 1),
        ends_on=date(2026, 12, 1),
        management_fee_bp=800,
        referral_commission_cents=50_000,
        notes="Two sites",
        people=((claire, MissionRole.PRESCRIBER), (claire, MissionRole.BUYER)),
    )

    key = missions.save(value)

    found = missions.get(key)
    assert replace(found, id=None, uid="") == value
    sheet = missions.sheet(key)
    assert (sheet.value_cents, sheet.net_cents) == (1_200_000, 1_104_000)
    assert [(role.name, role.role) for role in sheet.people] == [
        ("Claire", MissionRole.PRESCRIBER),
        ("Claire", MissionRole.BUYER),
    ]
    assert [entry[1:] for entry in sheet.stages] == [(Stage.LEAD, date(2026, 11, 20))]
    assert not sheet.path.frozen


def test_signing_freezes_the_path_that_the_rule_gives(missions: Missions, example: Example) -> None:
    path = missions.path(example.mission)

    assert path.frozen
    assert path.delay_days == 111
    assert [(touch.kind, touch.contact, touch.introducer, touch.channel) for touch in path.touches] == [
        ("origin_meeting", "Sophie", "", "event"),
        ("introduction", "Karim", "Sophie", "introduction"),
        ("introduction", "Claire", "Karim", "introduction"),
        ("key_encounter", "Claire", "", "event"),
        ("converting", "Claire", "", "direct"),
    ]
    assert [touch.credit_cents for touch in path.touches] == [1_674_000, 279_000, 1_674_000, 279_000, 1_674_000]
    assert path.touches[0].event == "Afterwork E1"
    assert path.touches[4].interaction_kind == "call"
    for model in ("first", "last", "linear", "position", "decay", "w", "manual"):
        assert sum(touch.weights[model] for touch in path.touches) == pytest.approx(1)


def test_a_frozen_path_does_not_follow_later_exchanges(journal: Journal, missions: Missions, example: Example) -> None:
    before = missions.path(example.mission).touches
    exchange(journal, InteractionKind.VIDEO, "2026-06-28", example.claire)

    assert missions.path(example.mission).touches == before

    missions.derive_again(example.mission)
    after = missions.path(example.mission).touches
    assert [touch.kind for touch in after] == [touch.kind for touch in before]
    assert after[4].occurred_on == "2026-06-28"


def test_a_path_that_changed_while_it_was_read_is_read_again(
    missions: Missions, example: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    describe = paths.describe

    def beside(*asked: Any) -> MissionPath:
        found = describe(*asked)
        missions.edit(example.mission, title="Refonte du socle")  # by the window, while a job reads
        return found

    with monkeypatch.context() as patched:
        patched.setattr(paths, "describe", beside)
        missions.path(example.mission)
    assert missions.path(example.mission).mission == "Refonte du socle"


def test_a_preview_is_given_before_the_signature(journal: Journal, missions: Missions, example: Example) -> None:
    key = missions.save(a_mission(signing_contact_id=example.karim, stage=Stage.PROPOSAL))

    path = missions.path(key)

    assert not path.frozen
    assert [touch.id for touch in path.touches] == [0, 0, 0]
    assert path.delay_days is None


def test_the_offer_named_is_the_converting_touch(journal: Journal, missions: Missions) -> None:
    claire = person(journal, "Claire")
    exchange(journal, InteractionKind.COFFEE, "2026-01-10", claire)
    offer = exchange(journal, InteractionKind.LUNCH, "2026-02-10", claire)
    exchange(journal, InteractionKind.CALL, "2026-03-10", claire)
    key = missions.save(a_mission())

    missions.sign(key, contact_id=claire, signed_on=date(2026, 4, 1), offer_interaction_id=offer)

    last = missions.path(key).touches[-1]
    assert (last.interaction_id, last.channel, last.source) == (offer, "break", "confirmed")
    assert "offer_assumed" not in [gap.reason for gap in missions.path(key).gaps]


def test_nobody_as_answer_makes_one_manual_touch_with_its_channel(missions: Missions) -> None:
    key = missions.save(a_mission())

    missions.sign(key, channel=Channel.PLATFORM, signed_on=SIGNED)

    (touch,) = missions.path(key).touches
    assert (touch.kind, touch.channel, touch.contact_id) == ("manual", "platform", None)
    missions.derive_again(key)
    assert kinds(missions, key) == ["manual"]


def test_no_answer_leaves_the_mission_unattributed_and_says_so(missions: Missions) -> None:
    key = missions.save(a_mission(stage=Stage.WON, signed_on=SIGNED))

    path = missions.path(key)

    assert [touch.kind for touch in path.touches] == ["none"]
    assert [gap.reason for gap in path.gaps] == ["no_answer"]


@pytest.mark.parametrize("stage", [Stage.WON, Stage.RUNNING, Stage.COMPLETED])
def test_a_signature_date_is_required_from_won_on(missions: Missions, stage: Stage) -> None:
    key = missions.save(a_mission())

    with pytest.raises(Refused) as refusal:
        missions.move(key, stage)

    assert (refusal.value.reason, refusal.value.field) == ("signed_on_required", "signed_on")
    assert missions.get(key).stage is Stage.LEAD


@pytest.mark.parametrize(
    ("fields", "reason", "field"),
    [
        ({"title": " ", "client": ""}, "empty", "title"),
        ({"starts_on": date(2026, 2, 1), "ends_on": date(2026, 1, 1)}, "ends_before_start", "ends_on"),
        ({"day_rate_cents": -1}, "negative", "day_rate_cents"),
        ({"days_worked_half": -2}, "negative", "days_worked_half"),
        ({"renewal_of_id": 99}, "not_found", ""),
    ],
)
def test_what_cannot_be_is_refused(missions: Missions, fields: dict[str, object], reason: str, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        missions.save(a_mission(**fields))

    assert (refusal.value.reason, refusal.value.field) == (reason, field)
    assert missions.rows() == ()


def test_a_mission_is_no_renewal_of_itself(missions: Missions) -> None:
    first = missions.save(a_mission())
    second = missions.save(a_mission(renewal_of_id=first))

    with pytest.raises(Refused, match="renewal_of_itself"):
        missions.edit(first, renewal_of_id=second)


def test_an_unknown_mission_is_refused(missions: Missions) -> None:
    with pytest.raises(Refused, match="not_found"):
        missions.sheet(12)


def test_moving_dates_each_stage(missions: Missions) -> None:
    key = missions.save(a_mission(starts_on=date(2026, 10, 5), ends_on=date(2027, 1, 5)))
    missions.move(key, Stage.PROPOSAL, on=date(2026, 8, 1))
    missions.move(key, Stage.WON, signed_on=date(2026, 9, 20))
    missions.move(key, Stage.RUNNING)
    missions.move(key, Stage.COMPLETED)

    assert tuple(entry[1:] for entry in missions.sheet(key).stages) == (
        (Stage.PROPOSAL, date(2026, 8, 1)),
        (Stage.WON, date(2026, 9, 20)),
        (Stage.RUNNING, date(2026, 10, 5)),
        (Stage.LEAD, date(2026, 11, 20)),
        (Stage.COMPLETED, date(2026, 11, 20)),
    )


def test_a_corrected_signature_takes_the_date_of_won_along(missions: Missions) -> None:
    key = missions.save(a_mission())
    missions.move(key, Stage.WON, signed_on=date(2026, 9, 20))

    missions.edit(key, signed_on=date(2026, 9, 2))

    assert missions.sheet(key).stages[0][1:] == (Stage.WON, date(2026, 9, 2))


def test_a_lost_mission_keeps_its_reason(missions: Missions) -> None:
    key = missions.save(a_mission())

    missions.move(key, Stage.LOST, lost_reason="Budget frozen")

    assert missions.get(key).lost_reason == "Budget frozen"


def test_signing_a_running_mission_again_keeps_its_stage(missions: Missions, example: Example) -> None:
    missions.move(example.mission, Stage.RUNNING)

    missions.sign(example.mission, contact_id=example.karim)

    assert missions.get(example.mission).stage is Stage.RUNNING
    assert kinds(missions, example.mission)[0] == "origin_meeting"
    assert missions.sheet(example.mission).signing_contact == "Karim"


def test_changing_the_signing_contact_in_the_form_derives_anew(missions: Missions, example: Example) -> None:
    missions.edit(example.mission, signing_contact_id=example.sophie)

    assert {touch.contact for touch in missions.path(example.mission).touches} == {"Sophie"}


def test_a_renewal_copies_its_parent_and_is_offered_later_edits(
    journal: Journal, missions: Missions, example: Example
) -> None:
    renewal = signed(journal, None, on=date(2026, 10, 1), renewal_of_id=example.mission)
    again = signed(journal, None, on=date(2026, 11, 1), renewal_of_id=renewal)
    parent = missions.path(example.mission)
    copied = missions.path(again)

    assert [touch.contact for touch in copied.touches] == [touch.contact for touch in parent.touches]
    assert (copied.inherited_from, copied.parent_differs) == (renewal, False)

    missions.mark_decisive(example.mission, parent.touches[3].id)
    assert not missions.path(renewal).touches[3].is_decisive
    assert missions.path(renewal).parent_differs

    missions.derive_again(renewal)
    assert missions.path(renewal).touches[3].is_decisive
    assert not missions.path(renewal).parent_differs
    assert [link.id for link in missions.sheet(example.mission).chain] == [example.mission, renewal, again]


def test_a_renewal_with_an_answer_of_its_own_starts_its_own_path(
    journal: Journal, missions: Missions, example: Example
) -> None:
    renewal = signed(journal, example.sophie, on=date(2026, 10, 1), renewal_of_id=example.mission)
    tender = signed(journal, None, on=date(2026, 10, 2), renewal_of_id=example.mission)
    missions.sign(tender, channel=Channel.COLD)

    assert missions.path(renewal).inherited_from is None
    assert {touch.contact for touch in missions.path(renewal).touches} == {"Sophie"}
    assert (missions.path(tender).inherited_from, missions.path(tender).parent_differs) == (None, False)


def test_a_renewal_of_a_tender_inherits_the_tender(journal: Journal, missions: Missions) -> None:
    tender = missions.save(a_mission())
    missions.sign(tender, channel=Channel.PLATFORM, signed_on=SIGNED)
    renewal = signed(journal, None, on=date(2026, 10, 2), renewal_of_id=tender)

    path = missions.path(renewal)

    assert [(touch.kind, touch.channel) for touch in path.touches] == [("manual", "platform")]
    assert (path.inherited_from, path.parent_differs) == (tender, False)


def test_only_encounters_on_the_way_can_be_key(journal: Journal, missions: Missions, example: Example) -> None:
    assert [meeting.interaction_id for meeting in missions.key_candidates(example.mission)] == [example.met_claire]
    with pytest.raises(Refused, match="not_a_key_encounter"):
        missions.mark_key(example.mission, example.call)

    missions.mark_key(example.mission, example.met_claire, marked=False)
    assert "key_encounter" not in kinds(missions, example.mission)

    missions.mark_key(example.mission, example.met_claire)
    assert kinds(missions, example.mission)[3] == "key_encounter"


def test_the_path_of_a_mission_not_signed_has_no_marks(missions: Missions) -> None:
    key = missions.save(a_mission())

    with pytest.raises(Refused, match="mission_not_signed"):
        missions.mark_decisive(key, 1)
    assert missions.key_candidates(key) == ()
    assert missions.offer_candidates(key) == ()


def test_one_touch_in_the_middle_can_be_decisive(missions: Missions, example: Example) -> None:
    ids = [touch.id for touch in missions.path(example.mission).touches]

    missions.mark_decisive(example.mission, ids[1])
    missions.mark_decisive(example.mission, ids[3])

    assert [touch.is_decisive for touch in missions.path(example.mission).touches] == [False] * 3 + [True, False]
    with pytest.raises(Refused, match="decisive_at_the_end"):
        missions.mark_decisive(example.mission, ids[4])
    missions.mark_decisive(example.mission, None)
    assert not any(touch.is_decisive for touch in missions.path(example.mission).touches)


def test_touches_can_be_added_changed_reordered_and_removed(missions: Missions, example: Example) -> None:
    missions.add_touch(
        example.mission,
        Touch(rank=2, kind=TouchKind.MANUAL, channel=Channel.LINKEDIN, contact_id=example.sophie),
    )
    touches = missions.path(example.mission).touches
    assert [touch.rank for touch in touches] == [1, 2, 3, 4, 5, 6]
    assert (touches[1].kind, touches[1].source) == ("manual", "manual")

    missions.set_touch(example.mission, touches[1].id, occurred_on=PartialDate("2026-03"))
    assert missions.path(example.mission).touches[1].occurred_on == "2026-03"

    missions.reorder(example.mission, [touch.id for touch in reversed(touches)])
    assert [touch.id for touch in missions.path(example.mission).touches] == [t.id for t in reversed(touches)]

    for touch in touches:
        missions.remove_touch(example.mission, missions.path(example.mission).touches[0].id)
        assert touch.rank
    assert kinds(missions, example.mission) == ["none"]

    missions.add_touch(example.mission, Touch(rank=1, kind=TouchKind.MANUAL, channel=Channel.COLD))
    assert kinds(missions, example.mission) == ["manual"]


def test_touches_of_another_mission_are_refused(journal: Journal, missions: Missions, example: Example) -> None:
    other = signed(journal, None, on=SIGNED)
    touch = missions.path(other).touches[0]

    with pytest.raises(Refused, match="other_touches"):
        missions.remove_touch(example.mission, touch.id)
    with pytest.raises(Refused, match="other_touches"):
        missions.reorder(example.mission, [touch.id])


def test_shares_must_make_a_whole(missions: Missions, example: Example) -> None:
    ids = [touch.id for touch in missions.path(example.mission).touches]

    with pytest.raises(Refused, match="shares_not_whole"):
        missions.set_manual_shares(example.mission, {ids[0]: 9_999})
    missions.set_manual_shares(example.mission, dict.fromkeys(ids, 2_000))
    assert {touch.manual_share_bp for touch in missions.path(example.mission).touches} == {2_000}
    missions.set_manual_shares(example.mission, {})
    assert {touch.manual_share_bp for touch in missions.path(example.mission).touches} == {None}


def test_a_missing_introducer_is_repaired_on_the_spot(journal: Journal, missions: Missions) -> None:
    anne, claire = person(journal, "Anne"), person(journal, "Claire")
    exchange(journal, InteractionKind.COFFEE, "2026-01-10", anne)
    exchange(journal, InteractionKind.CALL, "2026-03-10", claire)
    key = signed(journal, claire, on=SIGNED)
    missions.repair_origin(key, claire, channel=Channel.INTRODUCTION)
    assert "introducer_unknown" in [gap.reason for gap in missions.path(key).gaps]

    missions.repair_introducer(key, claire, anne, occurred_on=PartialDate("2026-02"))

    path = missions.path(key)
    assert [(touch.kind, touch.contact) for touch in path.touches] == [
        ("origin_meeting", "Anne"),
        ("introduction", "Claire"),
        ("converting", "Claire"),
    ]
    assert "introducer_unknown" not in [gap.reason for gap in path.gaps]


def test_an_unknown_origin_is_repaired_on_the_spot(journal: Journal, missions: Missions) -> None:
    claire = person(journal, "Claire")
    key = signed(journal, claire, on=TODAY)
    assert [gap.reason for gap in missions.path(key).gaps] == [
        "origin_unknown",
        "origin_date_assumed",
        "offer_unknown",
    ]

    missions.repair_origin(key, claire, channel=Channel.LINKEDIN, met_on=PartialDate("2024"))
    call = exchange(journal, InteractionKind.CALL, "2026-06-10", claire)
    assert [meeting.interaction_id for meeting in missions.offer_candidates(key)] == [call]
    missions.name_offer(key, call)

    path = missions.path(key)
    assert path.gaps == ()
    assert [(touch.channel, touch.occurred_on) for touch in path.touches] == [
        ("linkedin", "2024"),
        ("direct", "2026-06-10"),
    ]


def test_an_undated_introduction_is_dated_on_the_spot(journal: Journal, missions: Missions) -> None:
    anne, claire = person(journal, "Anne"), person(journal, "Claire")
    introduction = presented(journal, anne, claire, None)
    key = signed(journal, claire, on=SIGNED)
    gaps = {gap.reason: gap for gap in missions.path(key).gaps}
    assert gaps["introduction_undated"].introduction_id == introduction

    missions.repair_introduction(key, introduction, PartialDate("2026-05-01"))

    assert "introduction_undated" not in [gap.reason for gap in missions.path(key).gaps]


def test_repairs_before_the_signature_leave_nothing_frozen(journal: Journal, missions: Missions) -> None:
    claire = person(journal, "Claire")
    key = missions.save(a_mission(signing_contact_id=claire))

    missions.repair_origin(key, claire, channel=Channel.COLD)

    path = missions.path(key)
    assert not path.frozen
    assert path.touches[0].channel == "cold"


def test_an_introducer_cannot_have_presented_herself(journal: Journal, missions: Missions) -> None:
    claire = person(journal, "Claire")
    key = signed(journal, claire, on=SIGNED)

    with pytest.raises(Refused, match="introduction_of_oneself"):
        missions.repair_introducer(key, claire, claire)


def test_a_cycle_of_introductions_is_a_gap_and_no_crash(journal: Journal, missions: Missions) -> None:
    anne, claire = person(journal, "Anne"), person(journal, "Claire")
    presented(journal, anne, claire, "2026-01-01")
    presented(journal, claire, anne, "2026-01-02")
    key = signed(journal, claire, on=TODAY)

    path = missions.path(key)

    assert {touch.kind for touch in path.touches} == {"origin_meeting", "introduction", "converting"}
    assert "introduction_cycle" in [gap.reason for gap in path.gaps]


def test_work_mode_takes_personal_people_out_of_the_path(journal: Journal, missions: Missions) -> None:
    paul, claire = person(journal, "Paul", sphere=Sphere.PERSONAL), person(journal, "Claire")
    exchange(journal, InteractionKind.COFFEE, "2026-01-10", paul)
    presented(journal, paul, claire, "2026-02-10")
    key = missions.save(a_mission(people=((paul, MissionRole.INTRODUCER),)))
    missions.sign(key, contact_id=claire, signed_on=SIGNED)
    assert missions.path(key).touches[0].contact == "Paul"

    journal.options = Options(work_mode=True)

    first, second, _ = missions.path(key).touches
    assert (first.contact_id, first.contact, first.contact_hidden) == (None, "", True)
    assert (second.introducer_id, second.introducer_hidden, second.credited_contact_id) == (None, True, None)
    assert second.contact == "Claire"
    assert missions.sheet(key).people == ()
    assert [face.name for face in missions.rows()[0].faces] == ["Claire"]


def test_work_mode_hides_a_personal_signing_contact(journal: Journal, missions: Missions) -> None:
    paul = person(journal, "Paul", sphere=Sphere.PERSONAL)
    key = signed(journal, paul, on=SIGNED)
    journal.options = Options(work_mode=True)

    assert missions.sheet(key).signing_contact == ""
    assert missions.path(key).gaps[0].contact == ""


def test_someone_in_the_trash_has_an_id_and_no_name(journal: Journal, missions: Missions, example: Example) -> None:
    with journal.core.writing(Deed.DELETE_CONTACT) as recorder:
        recorder.update(t.contact, example.karim, deleted_at=journal.clock.now())

    touch = missions.path(example.mission).touches[2]

    assert (touch.introducer_id, touch.introducer, touch.introducer_hidden) == (example.karim, "", False)


def test_the_board_adds_up_by_stage(journal: Journal, missions: Missions, example: Example) -> None:
    claire = example.claire
    missions.save(a_mission(title="Lead", people=((claire, MissionRole.INTRODUCER),)))
    missions.save(a_mission(title="Proposal", stage=Stage.PROPOSAL, probability_bp=8_000))
    lost = missions.save(a_mission(title="Lost"))
    missions.move(lost, Stage.LOST, on=date(2025, 1, 1), lost_reason="Budget")
    old = signed(journal, None, on=date(2024, 1, 1), title="Old", days_worked_half=100, ends_on=date(2024, 5, 1))
    missions.move(old, Stage.COMPLETED)
    foreign = missions.save(a_mission(title="Swiss", currency="CHF"))

    board = missions.board()

    assert [row.title for row in board.rows] == ["Lead", "Swiss", "Proposal", "Data platform", "Old", "Lost"]
    assert (board.signed_cents, board.pending_cents) == (5_580_000 + 3_100_000, 2_400_000)
    assert board.weighted_cents == 240_000 + 960_000
    assert board.win_rate_bp == 6_667
    assert [(total.missions, total.value_cents) for total in board.totals] == [
        (2, 1_200_000),
        (1, 1_200_000),
        (1, 5_580_000),
        (0, 0),
        (1, 3_100_000),
        (1, 1_200_000),
    ]
    faces = {row.title: [face.name for face in row.faces] for row in board.rows}
    assert (faces["Lead"], faces["Data platform"]) == (["Claire"], ["Sophie", "Karim", "Claire"])
    recent = missions.board(since=date(2026, 1, 1))
    assert [row.title for row in recent.rows] == ["Lead", "Swiss", "Proposal", "Data platform"]
    hers = missions.board(contact_id=claire)
    assert [row.title for row in hers.rows] == ["Lead", "Data platform"]
    missions.delete(foreign)
    assert len(missions.rows()) == 5


def test_a_follow_up_shows_on_the_card(journal: Journal, missions: Missions) -> None:
    claire = person(journal, "Claire")
    key = missions.save(a_mission())
    with journal.core.writing(Deed.SAVE_FOLLOW_UP) as recorder:
        recorder.insert(t.follow_up, uid="f", contact_id=claire, mission_id=key, due_on=date(2026, 11, 25), text="call")

    assert missions.rows()[0].next_follow_up == date(2026, 11, 25)


def test_missions_are_found_by_id_title_and_client(missions: Missions, example: Example) -> None:
    assert [row.id for row in missions.find(example.mission)] == [example.mission]
    assert [row.id for row in missions.find("acmé PLAT")] == [example.mission]
    assert missions.find("") == []
    assert missions.find("nowhere") == []


Verb = Callable[[Missions, Example], object]


def _touch(missions: Missions, example: Example, rank: int) -> int:
    return missions.path(example.mission).touches[rank - 1].id


VERBS: dict[str, Verb] = {
    "save": lambda m, e: m.save(a_mission(client="New client", people=((e.karim, MissionRole.BUYER),))),
    "save signed": lambda m, e: m.save(a_mission(stage=Stage.WON, signed_on=SIGNED, signing_contact_id=e.karim)),
    "edit": lambda m, e: m.edit(e.mission, title="Renamed", portage_company="Escale", people=()),
    "edit signer": lambda m, e: m.edit(e.mission, signing_contact_id=e.sophie),
    "move": lambda m, e: m.move(e.mission, Stage.LOST, lost_reason="Budget"),
    "sign": lambda m, e: m.sign(e.mission, channel=Channel.COLD, signed_on=date(2026, 7, 2)),
    "sign renewal": lambda m, e: m.save(a_mission(renewal_of_id=e.mission, stage=Stage.WON, signed_on=SIGNED)),
    "delete": lambda m, e: m.delete(e.mission),
    "mark key": lambda m, e: m.mark_key(e.mission, e.met_claire, marked=False),
    "mark decisive": lambda m, e: m.mark_decisive(e.mission, _touch(m, e, 2)),
    "set touch": lambda m, e: m.set_touch(e.mission, _touch(m, e, 1), channel=Channel.LINKEDIN),
    "add touch": lambda m, e: m.add_touch(e.mission, Touch(rank=2, kind=TouchKind.MANUAL, channel=Channel.COLD)),
    "remove touch": lambda m, e: m.remove_touch(e.mission, _touch(m, e, 2)),
    "reorder": lambda m, e: m.reorder(e.mission, [touch.id for touch in reversed(m.path(e.mission).touches)]),
    "shares": lambda m, e: m.set_manual_shares(e.mission, {_touch(m, e, 1): 10_000}),
    "derive again": lambda m, e: (m.remove_touch(e.mission, _touch(m, e, 2)), m.derive_again(e.mission)),
    "repair origin": lambda m, e: m.repair_origin(e.mission, e.sophie, channel=Channel.LINKEDIN),
    "repair introducer": lambda m, e: m.repair_introducer(e.mission, e.sophie, e.claire),
    "repair introduction": lambda m, e: m.repair_introduction(
        e.mission,
        next(touch.introduction_id for touch in m.path(e.mission).touches if touch.introduction_id),
        PartialDate("2025"),
    ),
    "restore": lambda m, e: (m.delete(e.mission), m.restore(e.mission), m.edit(e.mission, title="Back")),
    "name offer": lambda m, e: m.name_offer(e.mission, e.met_claire),
}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_undone_and_redone_to_the_row(
    journal: Journal, missions: Missions, example: Example, dump: Dumping, verb: str
) -> None:
    before = dump(journal)
    first = journal.core.last_deed

    VERBS[verb](missions, example)

    after = dump(journal)
    assert after != before
    undone = 0
    while dump(journal) != before:
        journal.history.undo()
        undone += 1
    assert undone <= 3
    assert first is not None
    for _ in range(undone):
        journal.history.redo()
    assert dump(journal) == after


def test_a_second_process_undoes_the_signature(
    journal: Journal, missions: Missions, example: Example, dump: Dumping
) -> None:
    missions.sign(example.mission, contact_id=example.karim)
    after = dump(journal)
    before_titles = kinds(missions, example.mission)
    journal.close()

    other = Journal(journal.path, clock=FixedClock(day=date(2026, 11, 20)))
    other.history.undo()
    assert kinds(Missions(other.core), example.mission) != before_titles
    other.history.redo()
    assert dump(other) == after
    other.close()


def test_an_edit_that_changes_nothing_leaves_no_deed(journal: Journal, missions: Missions, example: Example) -> None:
    deed = journal.core.last_deed

    missions.edit(example.mission, title="Data platform")
    missions.derive_again(example.mission)

    assert journal.core.last_deed == deed


def test_an_event_of_training_or_break_gives_its_channel(journal: Journal, missions: Missions) -> None:
    lea = person(journal, "Léa")
    course = evening(journal, "Course", EventKind.TRAINING, date(2026, 1, 6))
    pause = evening(journal, "Coffee machine", EventKind.BREAK, date(2026, 2, 6))
    exchange(journal, InteractionKind.ENCOUNTER, "2026-01-06", lea, event=course)
    exchange(journal, InteractionKind.ENCOUNTER, "2026-02-06", lea, event=pause)
    key = signed(journal, lea, on=SIGNED)

    assert [touch.channel for touch in missions.path(key).touches] == ["training", "break"]


def test_what_an_exchange_may_belong_to_is_under_way_or_ended_lately(missions: Missions, example: Example) -> None:
    since = date(2026, 1, 1)
    lost = missions.save(Mission(title="Perdue", client="Nova", stage=Stage.LOST))
    open_one = missions.save(Mission(title="Piste", client="Nova", stage=Stage.LEAD))

    found = missions.lately(since)

    assert {key for key, _title, _client in found} == {row.id for row in missions.board(since=since).rows}
    assert {lost, open_one} <= {key for key, _title, _client in found}
    ended = {row.id for row in missions.rows() if row.stage in {Stage.COMPLETED, Stage.LOST}}
    are_ended = [key in ended for key, _title, _client in found]
    assert are_ended == sorted(are_ended)
