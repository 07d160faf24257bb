"""Capture: one line, one person, one deed."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from undoing import Dump, proves_undo

from carnet.domain.captures import CaptureDefaults
from carnet.domain.changes import Deed
from carnet.domain.contacts import Channel, OriginSource, Sphere
from carnet.domain.dates import PartialDate
from carnet.domain.events import EventKind, EventStatus, NetworkingEvent
from carnet.domain.followups import FollowUp, FollowUpReason
from carnet.domain.ids import ContactId
from carnet.domain.interactions import InteractionKind
from carnet.errors import Refused
from carnet.journal import Journal, Options
from carnet.journal.capture import Capture
from carnet.journal.contact_loading import load
from carnet.journal.contacts import Contacts
from carnet.journal.events import Events
from carnet.journal.followups import FollowUps
from carnet.journal.interactions import Interactions
from carnet.store import tables as t

CLAIRE = (
    "Claire Dupont, DSI chez Acme, claire@acme.fr, 06 12 34 56 78, #data, "
    "via Karim, a besoin d'aide en septembre > relancer mardi"
)
TONIGHT = datetime(2026, 11, 19, 17, 30, tzinfo=UTC)


@pytest.fixture
def capture(journal: Journal) -> Capture:
    return Capture(journal.core)


@pytest.fixture
def afterwork(journal: Journal) -> int:
    return Events(journal.core).save(
        NetworkingEvent(
            title="Afterwork Portage",
            kind=EventKind.AFTERWORK,
            organiser="Escale Portage",
            starts_at=TONIGHT,
            ends_at=datetime(2026, 11, 19, 20, tzinfo=UTC),
            status=EventStatus.REGISTERED,
        )
    )


def rows(journal: Journal, table: sa.Table, **equal: object):
    query = table.select().where(*(table.c[name] == value for name, value in equal.items())).order_by(table.c.id)
    with journal.core.reading() as connection:
        return connection.execute(query).mappings().all()


def contact(journal: Journal, contact_id: int):
    with journal.core.reading() as connection:
        return load(connection, contact_id)


def origin(journal: Journal, contact_id: int) -> Channel:
    fact = t.contact_fact.c
    with journal.core.reading() as connection:
        return connection.scalar(sa.select(fact.origin).where(fact.contact_id == contact_id))


def test_one_line_becomes_contact_encounter_introduction_and_follow_up_in_one_deed(
    journal: Journal, capture: Capture, afterwork: int
):
    group = capture.new_group(afterwork)
    before = len(journal.history.recent())

    claire = capture.add(CLAIRE, event_id=afterwork, group=group)

    assert claire.created
    assert claire.name == "Claire Dupont"
    assert len(journal.history.recent()) == before + 1
    assert journal.history.next_undo().kind is Deed.CAPTURE
    assert journal.history.next_undo().id == claire.deed_id
    sheet = contact(journal, claire.contact_id)
    assert [(a.title, a.organisation) for a in sheet.affiliations] == [("DSI", "Acme")]
    assert {point.normalised for point in sheet.points} == {"claire@acme.fr", "+33612345678"}
    assert sheet.tags == ("data",)
    meeting = Interactions(journal.core).get(claire.interaction_id)
    assert meeting.kind is InteractionKind.ENCOUNTER
    assert meeting.occurred_on == PartialDate("2026-11-19")
    assert meeting.event_id == afterwork
    assert meeting.summary == "a besoin d'aide en septembre"
    assert [part.is_first_meeting for part in meeting.participants] == [True]
    attendance = rows(journal, t.attendance, event_id=afterwork)
    assert [(row["contact_id"], row["met"]) for row in attendance] == [(claire.contact_id, True)]
    introduction = rows(journal, t.introduction, introduced_id=claire.contact_id)[0]
    karim = contact(journal, introduction["introducer_id"])
    assert (karim.first_name, karim.to_complete) == ("Karim", True)
    assert introduction["beneficiary_id"] is None
    assert introduction["event_id"] == afterwork
    assert introduction["occurred_on"] == "2026-11-19"
    follow_up = FollowUps(journal.core).for_contact(claire.contact_id)[0]
    assert (follow_up.reason, follow_up.due_on) == (FollowUpReason.POST_EVENT, date(2026, 11, 24))
    assert follow_up.text == "relancer mardi"
    assert origin(journal, claire.contact_id) is Channel.INTRODUCTION


def test_what_was_understood_is_told_in_the_shape_of_the_command_line(capture: Capture):
    claire = capture.add(CLAIRE)
    assert claire.understood == {
        "first_name": "Claire",
        "last_name": "Dupont",
        "title": "DSI",
        "organisation": "Acme",
        "points": [
            {"kind": "email", "value": "claire@acme.fr", "normalised": "claire@acme.fr"},
            {"kind": "phone", "value": "06 12 34 56 78", "normalised": "+33612345678"},
        ],
        "tags": ["data"],
        "via": "Karim",
        "follow_up": {"text": "relancer mardi", "due_on": "2026-11-24"},
    }


def test_capture_can_be_undone_and_redone(journal: Journal, capture: Capture, afterwork: int, dump: Dump):
    proves_undo(journal, dump, lambda: capture.add(CLAIRE, event_id=afterwork))


def test_capture_of_somebody_known_can_be_undone_and_redone(
    journal: Journal, capture: Capture, afterwork: int, dump: Dump
):
    capture.add("Claire Dupont, claire@acme.fr")
    proves_undo(journal, dump, lambda: capture.add(CLAIRE, event_id=afterwork))


def test_a_sure_match_is_linked_and_its_gaps_filled_never_overwritten(
    journal: Journal, capture: Capture, afterwork: int
):
    known = capture.add("Claire Dupont, Directrice chez Acme, claire@acme.fr // vue en mars")

    again = capture.add(CLAIRE, event_id=afterwork)

    assert (again.contact_id, again.created) == (known.contact_id, False)
    sheet = contact(journal, known.contact_id)
    assert {a.title for a in sheet.affiliations} == {"Directrice", "DSI"}
    assert sheet.about == "vue en mars"
    assert {point.normalised for point in sheet.points} == {"claire@acme.fr", "+33612345678"}
    assert not Interactions(journal.core).get(again.interaction_id).participants[0].is_first_meeting


def test_a_role_completes_the_position_that_lacked_one(journal: Journal, capture: Capture):
    known = capture.add("Claire Dupont, chez Acme, claire@acme.fr")
    capture.add("Claire, DSI chez ACME, claire@acme.fr")
    sheet = contact(journal, known.contact_id)
    assert [(a.title, a.organisation) for a in sheet.affiliations] == [("DSI", "Acme")]
    assert sheet.aliases == ()


@pytest.mark.parametrize(("first", "second"), [("C++ Corp", "C Corp"), ("EA & Co", "EA Co"), ("F# Lab", "f lab")])
def test_signs_tell_organisations_apart(capture: Capture, first: str, second: str):
    capture.add(f"Hal Huit chez {first}")
    other = capture.add(f"Ian Neuf chez {second}")
    same = capture.add(f"Jo Dix chez {second.upper()}")

    assert (other.organisation, same.organisation) == (second, second)


def test_a_sign_makes_another_position_and_another_tag(journal: Journal, capture: Capture):
    capture.add("Hal Huit, dev C chez C Corp, h@x.fr, #c")
    capture.add("Hal Huit, dev C++ chez C++ Corp, h@x.fr", defaults=CaptureDefaults(tags=("C++",)))

    hal = contact(journal, 1)
    assert {(each.title, each.organisation) for each in hal.affiliations} == {
        ("dev C", "C Corp"),
        ("dev C++", "C++ Corp"),
    }
    assert hal.tags == ("c", "C++")


def test_the_same_name_at_the_same_company_is_a_suggestion_only(capture: Capture):
    known = capture.add("Claire Dupont, DSI chez Acme")

    preview = capture.preview("Claire Dupont, chez Acme")
    other = capture.add("Claire Dupont, chez Acme")

    assert [(match.contact_id, match.verdict) for match in preview.matches] == [(known.contact_id, "possible")]
    assert other.created
    assert [match.contact_id for match in other.doubles] == [known.contact_id]


def test_a_switchboard_number_under_another_name_is_no_sure_match(capture: Capture):
    capture.add("Claire Dupont, 05 61 00 00 00")
    paul = capture.add("Paul Martin, 05 61 00 00 00")
    assert paul.created
    assert [match.reasons for match in paul.doubles] == [("same_phone_other_name",)]


def test_a_person_chosen_by_the_user_is_linked(capture: Capture):
    known = capture.add("Claire Dupont, DSI chez Acme")
    linked = capture.add("Claire Dupont, 06 12 34 56 78", contact_id=known.contact_id)
    assert (linked.contact_id, linked.created) == (known.contact_id, False)


def test_via_somebody_known_links_and_creates_nobody(journal: Journal, capture: Capture, afterwork: int):
    karim = capture.add("Karim Ouali, consultant")
    claire = capture.add("Claire Dupont, via Karim", event_id=afterwork)
    assert rows(journal, t.introduction, introduced_id=claire.contact_id)[0]["introducer_id"] == karim.contact_id
    assert len(rows(journal, t.contact)) == 2


def test_via_a_name_that_several_have_stays_in_the_note_and_is_told(journal: Journal, capture: Capture):
    capture.add("Karim Ouali")
    capture.add("Karim Said")
    claire = capture.add("Claire Dupont, via Karim // parle vite")
    assert {person.name for person in claire.ambiguous} == {"Karim Ouali", "Karim Said"}
    assert claire.note == "parle vite\nvia Karim"
    assert contact(journal, claire.contact_id).about == claire.note
    assert rows(journal, t.introduction) == []


def test_via_a_name_that_several_have_is_linked_to_the_one_chosen(journal: Journal, capture: Capture):
    capture.add("Karim Ouali")
    said = capture.add("Karim Said")
    claire = capture.add("Claire Dupont, via Karim", via_id=said.contact_id)
    assert rows(journal, t.introduction)[0]["introducer_id"] == said.contact_id
    assert claire.ambiguous == ()
    assert claire.note == ""


def test_a_whole_name_wins_over_longer_ones(journal: Journal, capture: Capture):
    capture.add("Karim Ouali Benali")
    ouali = capture.add("Karim Ouali")
    capture.add("Claire Dupont, via Karim Ouali")
    assert rows(journal, t.introduction)[0]["introducer_id"] == ouali.contact_id


def test_a_later_line_of_the_same_panel_completes_the_person_of_via(journal: Journal, capture: Capture, afterwork: int):
    group = capture.new_group(afterwork)
    claire = capture.add("Claire Dupont, via Karim", event_id=afterwork, group=group)

    karim = capture.add("Karim Ouali, architecte chez Beta", event_id=afterwork, group=group)

    introducer = rows(journal, t.introduction, introduced_id=claire.contact_id)[0]["introducer_id"]
    assert karim.contact_id == introducer
    sheet = contact(journal, karim.contact_id)
    assert (sheet.first_name, sheet.last_name, sheet.to_complete) == ("Karim", "Ouali", False)
    assert len(rows(journal, t.contact)) == 2


def test_a_line_of_another_panel_completes_nobody(journal: Journal, capture: Capture, afterwork: int):
    capture.add("Claire Dupont, via Karim", event_id=afterwork, group=capture.new_group(afterwork))
    karim = capture.add("Karim Ouali", event_id=afterwork, group=capture.new_group(afterwork))
    assert karim.created
    assert len(rows(journal, t.contact)) == 3


def test_nobody_introduces_herself(journal: Journal, capture: Capture):
    claire = capture.add("Claire Dupont, claire@acme.fr")
    capture.add("Claire Dupont, claire@acme.fr, via Claire Dupont")
    assert rows(journal, t.introduction) == []
    assert len(rows(journal, t.contact)) == 1
    assert contact(journal, claire.contact_id).first_name == "Claire"


@pytest.mark.parametrize("line", ["Paul Six, via paul SIX", "Paul Six, p@x.fr, via Paul", "Paul Six, via Kim Blum"])
def test_who_cannot_have_introduced_stays_in_the_note(journal: Journal, capture: Capture, line: str):
    capture.add("Kim Blum")
    journal.contacts.edit(1, is_me=True)
    capture.add("Paul Six, p@x.fr")

    paul = capture.add(line)

    assert paul.note == line[line.index("via") :]
    assert {person.first_name for person in rows(journal, t.contact)} == {"Kim", "Paul"}
    assert rows(journal, t.introduction) == []


def test_the_day_of_an_event_is_that_of_its_own_zone(journal: Journal, capture: Capture):
    late = datetime(2026, 11, 20, 1, tzinfo=UTC)
    montreal = Events(journal.core).save(
        NetworkingEvent(title="5 à 7", starts_at=late, ends_at=late, tz="America/Toronto")
    )
    person = capture.add("Luc Roy", event_id=montreal)
    assert Interactions(journal.core).get(person.interaction_id).occurred_on == "2026-11-19"


def test_without_event_nobody_was_met_unless_a_day_is_given(journal: Journal, capture: Capture):
    nobody = capture.add("Luc Roy // vu sur un forum")
    assert nobody.interaction_id is None
    assert contact(journal, nobody.contact_id).about == "vu sur un forum"
    met = capture.add("Ana Silva // au café", defaults=CaptureDefaults(day=date(2026, 11, 18)))
    meeting = Interactions(journal.core).get(met.interaction_id)
    assert (meeting.occurred_on, meeting.summary, meeting.event_id) == ("2026-11-18", "au café", None)


def test_the_batch_gives_its_tags_and_its_origin(journal: Journal, capture: Capture, afterwork: int):
    defaults = CaptureDefaults(tags=("portage", "data"), origin=Channel.LINKEDIN)
    luc = capture.add("Luc Roy, #Data", event_id=afterwork, defaults=defaults)
    sheet = contact(journal, luc.contact_id)
    assert {tag.casefold() for tag in sheet.tags} == {"portage", "data"}
    assert sheet.origin_source is OriginSource.USER
    assert origin(journal, luc.contact_id) is Channel.LINKEDIN


def test_an_origin_without_event_is_the_channel_the_person_came_in_by(journal: Journal, capture: Capture):
    luc = capture.add("Luc Roy", defaults=CaptureDefaults(origin=Channel.LINKEDIN))
    assert contact(journal, luc.contact_id).origin_source is OriginSource.DERIVED
    assert origin(journal, luc.contact_id) is Channel.LINKEDIN


def test_the_origin_of_an_event_needs_no_choice(journal: Journal, capture: Capture, afterwork: int):
    luc = capture.add("Luc Roy", event_id=afterwork, defaults=CaptureDefaults(origin=Channel.EVENT))
    assert contact(journal, luc.contact_id).origin_channel is None
    assert origin(journal, luc.contact_id) is Channel.EVENT


def test_the_batch_never_changes_the_origin_of_somebody_known(journal: Journal, capture: Capture, afterwork: int):
    luc = capture.add("Luc Roy, luc@roy.ca", defaults=CaptureDefaults(origin=Channel.PLATFORM))
    capture.add("Luc Roy, luc@roy.ca", event_id=afterwork, defaults=CaptureDefaults(origin=Channel.LINKEDIN))
    assert contact(journal, luc.contact_id).origin_channel is Channel.PLATFORM


def test_a_follow_up_without_a_day_is_due_three_days_after_and_keeps_its_text(
    journal: Journal, capture: Capture, afterwork: int
):
    luc = capture.add("Luc Roy > envoyer la plaquette", event_id=afterwork)
    follow_up = FollowUps(journal.core).for_contact(luc.contact_id)[0]
    assert (follow_up.text, follow_up.due_on) == ("envoyer la plaquette", date(2026, 11, 22))
    assert luc.follow_up_on == date(2026, 11, 22)


def test_thanks_after_an_event_are_not_levelled_away(journal: Journal, capture: Capture, afterwork: int):
    busy = capture.add("Ana Silva")
    for _ in range(6):
        wanted = FollowUp(contact_id=ContactId(busy.contact_id), due_on=date(2026, 11, 22), text="x")
        FollowUps(journal.core).save(wanted)
    assert capture.add("Luc Roy > merci", event_id=afterwork).follow_up_on == date(2026, 11, 22)


def test_a_promise_is_levelled(journal: Journal, capture: Capture):
    busy = capture.add("Ana Silva")
    for _ in range(5):
        wanted = FollowUp(contact_id=ContactId(busy.contact_id), due_on=date(2026, 12, 22), text="x")
        FollowUps(journal.core).save(wanted)
    luc = capture.add("Luc Roy > rappeler 22/12")
    follow_up = FollowUps(journal.core).for_contact(luc.contact_id)[0]
    assert follow_up.reason is FollowUpReason.PROMISE
    assert follow_up.due_on == date(2026, 12, 22)
    assert follow_up.scheduled_on == date(2026, 12, 21)


def test_added_twice_at_one_event_there_is_one_encounter_with_both_notes(
    journal: Journal, capture: Capture, afterwork: int
):
    first = capture.add("Luc Roy, luc@roy.ca // parle d'un projet", event_id=afterwork)
    second = capture.add("Luc Roy, luc@roy.ca // rappelle en mars", event_id=afterwork)
    assert second.interaction_id == first.interaction_id
    assert Interactions(journal.core).get(first.interaction_id).summary == "parle d'un projet\nrappelle en mars"


def test_a_line_that_tells_nothing_new_leaves_no_deed(journal: Journal, capture: Capture):
    capture.add("Luc Roy, luc@roy.ca")
    assert capture.add("Luc Roy, luc@roy.ca").deed_id is None


def test_a_line_without_anything_to_go_by_is_refused(capture: Capture):
    with pytest.raises(Refused) as refusal:
        capture.add("#data > demain")
    assert refusal.value.reason == "no_identity"
    assert capture.preview("#data").matches == ()


def test_the_preview_writes_nothing_and_knows_the_company(journal: Journal, capture: Capture, dump: Dump):
    capture.add("Julien Castaing, chez Aéro-Garonne")
    before = dump(journal)
    preview = capture.preview("Nadia Benali, DSI chez Aero-Garonne, via Julien")
    assert preview.organisation_exists
    assert preview.organisation_people == ("Julien Castaing",)
    assert [person.name for person in preview.via_matches] == ["Julien Castaing"]
    assert dump(journal) == before


def test_private_people_are_not_suggested_in_work_mode(journal: Journal, capture: Capture):
    julien = capture.add("Julien Castaing, chez Aéro-Garonne")
    Contacts(journal.core).edit(julien.contact_id, sphere=Sphere.PERSONAL)
    journal.options = Options(work_mode=True)
    preview = capture.preview("Julien Castaing, chez Aéro-Garonne")
    assert preview.matches == ()
    assert preview.organisation_people == ()


def test_the_people_of_a_panel_are_found_again(journal: Journal, capture: Capture, afterwork: int):
    group = capture.new_group(afterwork)
    known = capture.add("Ana Silva, ana@silva.pt")
    claire = capture.add(CLAIRE, event_id=afterwork, group=group)
    capture.add("Ana Silva, ana@silva.pt", event_id=afterwork, group=group)
    luc = capture.add("Luc Roy", event_id=afterwork, group=group)
    journal.history.undo(luc.deed_id)

    found = capture.session(group)

    assert [(one.name, one.created) for one in found] == [("Claire Dupont", True), ("Ana Silva", False)]
    assert found[0].deed_id == claire.deed_id
    assert (found[0].follow_up_on, found[0].tags) == (date(2026, 11, 24), ("data",))
    assert found[1].contact_id == known.contact_id
    assert capture.session("") == ()


def test_a_whole_debriefing_is_taken_back_person_by_person_in_reverse(
    journal: Journal, capture: Capture, afterwork: int, dump: Dump
):
    before = dump(journal)
    group = capture.new_group(afterwork)
    capture.add("Claire Dupont, via Karim", event_id=afterwork, group=group)
    capture.add("Karim Ouali, chez Beta > demain", event_id=afterwork, group=group)
    assert capture.undo_session(group) == 2
    assert dump(journal) == before
    assert capture.session(group) == ()


def test_the_event_used_last_is_offered_where_none_is_recent(journal: Journal, capture: Capture, afterwork: int):
    events = Events(journal.core)
    spring = events.save(NetworkingEvent(title="Salon", starts_at=datetime(2026, 3, 2, 9, tzinfo=UTC), ends_at=None))
    assert events.default_for_capture().id == afterwork
    events.edit(afterwork, starts_at=datetime(2026, 1, 5, 18, tzinfo=UTC), ends_at=None)
    assert events.default_for_capture() is None
    capture.add("Luc Roy", event_id=spring, group=capture.new_group(spring))
    assert events.default_for_capture().id == spring
    capture.add("Ana Silva", group=capture.new_group(None))
    assert events.default_for_capture().id == spring
