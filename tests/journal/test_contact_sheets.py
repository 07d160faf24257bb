"""What the sheet of a person tells: warmth, origin, timeline, credits, follow-ups."""

from dataclasses import replace
from datetime import date

import pytest
from people_world import World, build, exchange

from carnet.domain.changes import Deed
from carnet.domain.contacts import Channel, Contact
from carnet.domain.dates import PartialDate
from carnet.domain.events import EventKind
from carnet.domain.ids import ContactId
from carnet.domain.interactions import Interaction, InteractionKind, Participation
from carnet.domain.origin import known_since
from carnet.domain.warmth import explain
from carnet.errors import Refused
from carnet.journal import Journal
from carnet.journal.contacts import Contacts
from carnet.journal.labels import Labels
from carnet.store import facts
from carnet.store import tables as t

TODAY = date(2026, 11, 20)


@pytest.fixture
def contacts(journal: Journal) -> Contacts:
    return Contacts(journal.core)


@pytest.fixture
def world(journal: Journal) -> World:
    return build(journal)


def test_the_header_names_position_and_organisation(contacts: Contacts, world: World) -> None:
    sheet = contacts.sheet(world.helene)

    assert (sheet.name, sheet.title, sheet.organisation) == (
        "Hélène Vasseur",
        "Directrice des opérations",
        "Mutuelle Alizé",
    )
    assert sheet.contact.city == "Toulouse"


def test_warmth_is_explained_as_the_rule_says(journal: Journal, contacts: Contacts, world: World) -> None:
    warmth = contacts.sheet(world.helene).warmth

    with journal.core.reading() as connection:
        person = facts.people(connection, [world.helene])[world.helene]
    reason = explain(TODAY, facts.exchanges(person.facts), person.inbound, None)
    assert reason is not None
    assert warmth.score == reason.score
    assert warmth.level == reason.level
    assert warmth.days_since_last == reason.days_since_last == 4
    assert warmth.exchanges_in_year == reason.exchanges_in_a_year == 2
    assert (warmth.next_change_on, warmth.next_level) == (reason.changes_on, reason.next_level)


def test_without_an_exchange_there_is_no_warmth(contacts: Contacts, world: World) -> None:
    warmth = contacts.sheet(world.marc).warmth

    assert (warmth.score, warmth.level, warmth.next_change_on) == (None, None, None)


def test_the_origin_names_who_introduced(contacts: Contacts, world: World) -> None:
    sheet = contacts.sheet(world.helene)

    assert sheet.origin is Channel.INTRODUCTION
    assert sheet.introduced_by is not None
    assert sheet.introduced_by.name == "Marc Delcourt"


def test_the_origin_names_the_event_of_the_first_encounter(journal: Journal, contacts: Contacts) -> None:
    key = contacts.save(Contact(first_name="Zoé"))
    with journal.core.writing(Deed.LOG) as recorder:
        event = recorder.insert(
            t.event, uid=journal.core.new_uid(), title="Salon Data", kind=EventKind.TRADE_SHOW, tz="Europe/Paris"
        )
        exchange(journal, recorder, [key], "2026-05-02", InteractionKind.ENCOUNTER, event_id=event)
        exchange(journal, recorder, [key], "2026-06-02", InteractionKind.COFFEE)

    sheet = contacts.sheet(key)

    assert (sheet.origin, sheet.origin_event_id, sheet.origin_event) == (Channel.EVENT, event, "Salon Data")
    assert sheet.first_met_on == PartialDate("2026-05-02")


def test_the_timeline_runs_from_the_newest_with_introductions_and_signatures(contacts: Contacts, world: World) -> None:
    sheet = contacts.sheet(world.helene)

    whats = [item.what for item in sheet.timeline]
    assert whats == ["interaction", "mission", "interaction", "introduction", "introduction"]
    assert [person.name for person in sheet.timeline[2].people] == ["Hélène Vasseur-Petit"]
    assert sheet.timeline[2].event == "Afterwork Portage"
    assert sheet.timeline[1].value_cents == 3_850_000
    assert sheet.timeline_total == 5


def test_a_long_timeline_is_cut_and_says_how_long_it_is(journal: Journal, contacts: Contacts) -> None:
    key = contacts.save(Contact(first_name="Zoé"))
    with journal.core.writing(Deed.LOG) as recorder:
        for day in range(1, 29):
            exchange(journal, recorder, [key], f"2026-02-{day:02}")

    sheet = contacts.sheet(key, timeline_limit=10)

    assert (len(sheet.timeline), sheet.timeline_total) == (10, 28)
    assert sheet.timeline[0].occurred_on == PartialDate("2026-02-28")


def test_missions_carry_the_part_credited_under_the_default_model(contacts: Contacts, world: World) -> None:
    both = [contacts.sheet(key) for key in (world.helene, world.double)]

    assert [sheet.missions_total_cents for sheet in both] == [1_925_000, 1_925_000]
    assert both[0].missions[0].client == "Assurances Brocéliande"
    assert contacts.sheet(world.karim).missions == ()


def test_open_follow_ups_are_listed(contacts: Contacts, world: World) -> None:
    assert contacts.sheet(world.double).follow_ups == ((1, "rappeler", date(2026, 11, 25)),)


def test_a_cadence_of_a_circle_says_which(journal: Journal, contacts: Contacts, world: World) -> None:
    circle = next(each for each in Labels(journal.core).circles() if each.name == "Clients")
    Labels(journal.core).save_circle("Clients", "", 45, circle.id)

    sheet = contacts.sheet(world.double)
    assert (sheet.cadence_days, sheet.cadence_from, sheet.due_on) == (45, "Clients", date(2026, 11, 22))

    contacts.edit(world.double, cadence_days=30)
    assert contacts.sheet(world.double).cadence_from == ""


def test_a_picture_is_kept_beside(journal: Journal, contacts: Contacts, world: World) -> None:
    assert contacts.photo(world.marc) is None
    with journal.core.writing(Deed.SAVE_CONTACT) as recorder:
        recorder.insert(t.photo, contact_id=world.marc, media_type="image/png", data=b"\x89PNG")

    assert contacts.sheet(world.marc).has_photo
    assert contacts.photo(world.marc) == b"\x89PNG"


def test_work_mode_leaves_out_introductions_by_people_of_private_life(
    journal: Journal, contacts: Contacts, world: World
) -> None:
    with journal.core.writing(Deed.INTRODUCE) as recorder:
        recorder.insert(
            t.introduction, uid=journal.core.new_uid(), introducer_id=world.personal, introduced_id=world.marc
        )
    assert len(contacts.sheet(world.marc).introductions_received) == 1

    journal.options = replace(journal.options, work_mode=True)

    assert contacts.sheet(world.marc).introductions_received == ()
    assert not contacts.is_shown(world.personal)
    assert contacts.is_shown(world.marc)


def test_a_mission_without_a_path_credits_nobody(journal: Journal, contacts: Contacts, world: World) -> None:
    with journal.core.writing(Deed.SAVE_MISSION) as recorder:
        for signed_on in (None, date(2026, 1, 1)):
            recorder.insert(
                t.mission,
                uid=journal.core.new_uid(),
                title="Sans parcours",
                stage="won",
                signed_on=signed_on,
                signing_contact_id=world.marc,
                created_at=journal.clock.now(),
            )

    sheet = contacts.sheet(world.marc)

    assert sheet.missions == ()
    assert [item.text for item in sheet.timeline if item.what == "mission"] == ["Sans parcours", "Sans parcours"]


def test_the_event_of_an_introduction_is_the_origins(journal: Journal, contacts: Contacts, world: World) -> None:
    key = contacts.save(Contact(first_name="Zoé"))
    with journal.core.writing(Deed.INTRODUCE) as recorder:
        event = recorder.insert(t.event, uid=journal.core.new_uid(), title="Club", tz="Europe/Paris")
        recorder.insert(
            t.introduction,
            uid=journal.core.new_uid(),
            introducer_id=world.marc,
            introduced_id=key,
            event_id=event,
            occurred_on=PartialDate("2026-05"),
        )

    sheet = contacts.sheet(key)

    assert (sheet.origin, sheet.origin_event_id, sheet.origin_event) == (Channel.INTRODUCTION, event, "Club")


def test_the_first_encounter_alone_tells_since_when_somebody_is_known(journal: Journal) -> None:
    key = int(journal.contacts.save(Contact(first_name="Nadia")))
    for kind, day in (("call", "2020-01-01"), ("coffee", "--03-02"), ("lunch", "2024"), ("encounter", "2024-05-06")):
        part = Participation(contact_id=ContactId(key))
        journal.interactions.save(
            Interaction(kind=InteractionKind(kind), occurred_on=PartialDate(day), participants=(part,))
        )

    with journal.core.reading() as connection:
        whole, first = (facts.people(connection, [key], first_only=only)[key].facts for only in (False, True))

    assert len(first.meetings) == 1
    assert known_since(first) == known_since(whole) == date(2024, 1, 1)


def test_what_was_read_ahead_is_what_would_be_read_now(journal: Journal, world: World) -> None:
    contacts = journal.contacts

    def read() -> object:
        return contacts.begun(world.helene, timeline_limit=5)

    before = read()
    contacts.expect(world.helene, timeline_limit=5)
    assert read() == before

    journal.interactions.log([world.helene], journal.interactions.read("appel, budget voté"))
    after = read()
    assert after != before

    contacts.expect(world.helene, timeline_limit=5)
    other = Journal(journal.path)  # another process, as it were
    other.contacts.edit(world.helene, first_name="Zoé")
    other.close()
    assert journal.poll()
    assert "Zoé" in contacts.begun(world.helene, timeline_limit=5).name


def test_nobody_is_read_ahead_who_is_gone(journal: Journal, world: World) -> None:
    journal.contacts.merge(world.helene, world.marc)

    journal.contacts.expect(world.marc, timeline_limit=5)

    with pytest.raises(Refused):
        journal.contacts.begun(world.marc, timeline_limit=5)
