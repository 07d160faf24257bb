"""Exchanges, introductions and drafts: logging, changing, taking back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from mission_world import evening
from undoing import Dump, proves_undo

from carnet.domain.composer import parse
from carnet.domain.contacts import Affiliation, Contact, Sphere
from carnet.domain.dates import PartialDate
from carnet.domain.events import EventKind, NetworkingEvent, OccurrenceRef
from carnet.domain.interactions import Interaction, InteractionKind, Participation
from carnet.domain.introductions import Means, WarningKind
from carnet.domain.mentions import NEW_PERSON, Answered
from carnet.domain.mission_sheets import Mission
from carnet.domain.text import fold
from carnet.errors import Refused
from carnet.journal import Journal
from carnet.journal.contacts import Contacts
from carnet.journal.drafts import Drafts
from carnet.journal.followups import FollowUps
from carnet.journal.interactions import Interactions
from carnet.journal.introductions import Introductions

TODAY = date(2026, 11, 20)


@pytest.fixture
def contacts(journal: Journal) -> Contacts:
    return Contacts(journal.core)


@pytest.fixture
def exchanges(journal: Journal) -> Interactions:
    return Interactions(journal.core)


@pytest.fixture
def introductions(journal: Journal) -> Introductions:
    return Introductions(journal.core)


@pytest.fixture
def people(contacts: Contacts) -> tuple[int, ...]:
    return tuple(contacts.save(Contact(first_name=name)) for name in ("Claire", "Karim", "Sophie"))


def test_a_line_logs_a_call_and_a_follow_up_in_one_deed(
    exchanges: Interactions, people: tuple[int, ...], journal: Journal, dump: Dump
):
    line = parse("appel, budget voté > relancer lundi", TODAY)
    proves_undo(journal, dump, lambda: exchanges.log([people[0]], line))
    follow_up = FollowUps(journal.core).for_contact(people[0])[0]
    assert (follow_up.text, follow_up.due_on) == ("relancer lundi", date(2026, 11, 23))
    assert journal.history.next_undo().subject == "Claire"


def test_an_exchange_at_a_date_of_a_series_gives_that_date_its_row(
    exchanges: Interactions, people: tuple[int, ...], journal: Journal, dump: Dump
):
    start = datetime(2026, 11, 3, 17, 30, tzinfo=UTC)
    series = journal.events.save(
        NetworkingEvent(title="Club du mardi", starts_at=start, rrule="FREQ=WEEKLY;BYDAY=TU", kind=EventKind.CLUB)
    )
    line = exchanges.read("café le 10/11, évènement Club du mardi, le budget est voté", people[0])
    assert line.event is not None
    assert line.event.event == OccurrenceRef(series, start + timedelta(days=7))
    assert journal.events.series(series).rows == ()  # reading a line attaches nothing

    proves_undo(journal, dump, lambda: exchanges.log([people[0]], line))

    (row,) = journal.events.series(series).rows
    assert row.starts_at == start + timedelta(days=7)
    (key,) = (item.ref_id for item in journal.contacts.sheet(people[0]).timeline if item.event_id == row.id)

    # Changed in its form, it may go to another date that has none yet.
    exchange = exchanges.get(key)
    other = OccurrenceRef(series, start + timedelta(days=14))
    proves_undo(journal, dump, lambda: exchanges.save(exchange, other))
    dates = {each.starts_at: each.id for each in journal.events.series(series).rows}
    assert exchanges.get(key).event_id == dates[start + timedelta(days=14)]


def test_an_exchange_with_several_is_one_exchange(exchanges: Interactions, people: tuple[int, ...], contacts: Contacts):
    key = exchanges.log(people[:2], parse("déjeuner hier, projet commun > demain", TODAY))
    logged = exchanges.get(key)
    assert (logged.kind, logged.summary, logged.occurred_on) == (InteractionKind.LUNCH, "projet commun", "2026-11-19")
    assert [part.name for part in logged.participants] == ["Claire", "Karim"]
    assert contacts.rows(people)[people[1]].last_exchange_on == date(2026, 11, 19)


def test_a_backdated_entry_never_moves_the_last_exchange_backwards(
    exchanges: Interactions, people: tuple[int, ...], contacts: Contacts
):
    exchanges.log([people[0]], parse("appel", TODAY))
    exchanges.log([people[0]], parse("café avant-hier", TODAY))
    assert contacts.rows(people)[people[0]].last_exchange_on == TODAY


def test_a_note_is_no_exchange(exchanges: Interactions, people: tuple[int, ...], contacts: Contacts):
    exchanges.log([people[0]], parse("penser à son anniversaire", TODAY))
    assert contacts.rows(people)[people[0]].last_exchange_on is None


def test_those_named_in_a_line_take_part_each_with_a_note_and_a_promise(
    exchanges: Interactions, people: tuple[int, ...], journal: Journal, dump: Dump
):
    line = exchanges.read("café avec Karim (cherche un poste) et sophie (promis : le devis), budget", people[0])
    proves_undo(journal, dump, lambda: exchanges.log([people[0]], line))
    logged = exchanges.get(1)
    assert logged.summary == "budget"
    assert [(part.name, part.personal_note, part.promised) for part in logged.participants] == [
        ("Claire", "", ""),
        ("Karim", "cherche un poste", ""),
        ("Sophie", "", "le devis"),
    ]
    assert journal.history.next_undo().subject == "Claire, Karim, Sophie"


def test_a_follow_up_is_for_whom_it_names_else_for_everybody(
    exchanges: Interactions, people: tuple[int, ...], journal: Journal
):
    for line in ("café avec Karim > rappeler karim", "café avec Karim > envoyer le devis"):
        exchanges.log([people[0]], exchanges.read(line))
    follow_ups = FollowUps(journal.core)
    assert [each.text for each in follow_ups.for_contact(people[0])] == ["envoyer le devis"]
    assert {each.text for each in follow_ups.for_contact(people[1])} == {"envoyer le devis", "rappeler karim"}


def test_somebody_new_gets_a_sheet_with_the_exchange(
    exchanges: Interactions, contacts: Contacts, people: tuple[int, ...], journal: Journal, dump: Dump
):
    known = Answered(exchanges.known)
    known.answers[fold("Inès de la Tour")] = NEW_PERSON
    line = parse("visio avec Inès de la Tour, besoin data", TODAY, known)
    proves_undo(journal, dump, lambda: exchanges.log([], line))
    ines = contacts.get(contacts.find("Inès de la Tour")[0].id)
    assert (ines.first_name, ines.last_name, ines.to_complete) == ("Inès", "de la Tour", True)


def test_the_journal_knows_people_by_any_word_of_their_names(
    exchanges: Interactions, contacts: Contacts, people: tuple[int, ...], journal: Journal
):
    me = contacts.save(Contact(first_name="Karim", last_name="Moi", is_me=True))
    contacts.save(Contact(first_name="Karim", last_name="Privé", sphere=Sphere.PERSONAL))
    contacts.save(Contact(first_name="Zoé", affiliations=(Affiliation(organisation="Acme"),)))
    known = exchanges.known

    assert [each.name for each in known.people("zoe") or ()] == ["Zoé"]
    assert me not in [each.id for each in known.people("Karim") or ()]
    assert [each.name for each in known.people("prive") or ()] == ["Karim Privé"]
    assert known.people("Acme") is None
    assert known.people("Inconnue") == ()
    journal.options = replace(journal.options, work_mode=True)
    assert not known.people("prive")
    contacts.save(Contact(first_name="Zoé", last_name="Bis"))
    assert len(known.people("Zoé") or ()) == 1  # of exactly this name there is one


def test_an_event_is_that_of_the_day_and_a_mission_may_be_named_by_its_client(
    exchanges: Interactions, people: tuple[int, ...], journal: Journal
):
    first, second = (
        evening(journal, "Afterwork Portage", EventKind.AFTERWORK, day, "Escale")
        for day in (date(2026, 10, 15), date(2026, 11, 19))
    )
    mission = journal.missions.save(Mission(title="Plateforme data", client="Acme"))
    lines = {
        "rencontre à l’afterwork portage, budget": (second, None),
        "rencontre le 15/10 à l’afterwork portage, budget": (first, None),
        "appel, mission acme, budget": (None, mission),
        "appel, mission plateforme data, budget": (None, mission),
    }
    for line, wanted in lines.items():
        exchange = exchanges.get(exchanges.log([people[0]], exchanges.read(line)))
        assert (exchange.event_id, exchange.mission_id) == wanted


def test_an_exchange_moves_to_another_person_with_what_was_noted(
    exchanges: Interactions, people: tuple[int, ...], journal: Journal, dump: Dump
):
    key = exchanges.log(people[:1], exchanges.read("café avec Karim (pressé), budget"))
    proves_undo(journal, dump, lambda: exchanges.move(key, people[1], people[2]))
    assert {part.name: part.personal_note for part in exchanges.get(key).participants} == {
        "Claire": "",
        "Sophie": "pressé",
    }
    exchanges.move(key, people[0], people[2])
    assert [part.name for part in exchanges.get(key).participants] == ["Sophie"]


def test_an_exchange_with_nobody_is_refused(exchanges: Interactions):
    for verb in (lambda: exchanges.log([], parse("appel", TODAY)), lambda: exchanges.save(Interaction())):
        with pytest.raises(Refused) as refusal:
            verb()
        assert refusal.value.reason == "empty"
    with pytest.raises(Refused) as refusal:
        exchanges.log([77], parse("appel", TODAY))
    assert refusal.value.reason == "not_found"


def test_every_participant_keeps_a_note_of_her_own(
    exchanges: Interactions, people: tuple[int, ...], journal: Journal, dump: Dump
):
    parts = (
        Participation(contact_id=people[0], personal_note="veut un devis", is_first_meeting=True),
        Participation(contact_id=people[1], promised="une intro"),
    )
    meeting = Interaction(kind=InteractionKind.COFFEE, occurred_on=PartialDate("2026-11"), participants=parts)
    proves_undo(journal, dump, lambda: exchanges.save(meeting))
    key = exchanges.log([people[2]], parse("appel", TODAY)) - 1
    changed = Interaction(
        id=key,
        kind=InteractionKind.LUNCH,
        summary="au marché",
        participants=(parts[1], Participation(contact_id=people[2])),
    )
    proves_undo(journal, dump, lambda: exchanges.save(changed))
    found = exchanges.get(key)
    assert {part.name: part.promised for part in found.participants} == {"Karim": "une intro", "Sophie": ""}
    assert (found.kind, found.occurred_on) == (InteractionKind.LUNCH, None)
    with pytest.raises(Refused):
        exchanges.save(Interaction(id=99, participants=parts))


def test_a_deleted_exchange_counts_no_more_until_it_is_restored(
    exchanges: Interactions, people: tuple[int, ...], contacts: Contacts, journal: Journal, dump: Dump
):
    key = exchanges.log([people[0]], parse("appel", TODAY))
    proves_undo(journal, dump, lambda: exchanges.delete(key))
    assert contacts.rows(people)[people[0]].last_exchange_on is None
    proves_undo(journal, dump, lambda: exchanges.restore(key))
    assert contacts.rows(people)[people[0]].last_exchange_on == TODAY


def test_an_introduction_is_saved_changed_and_taken_back(
    introductions: Introductions, people: tuple[int, ...], journal: Journal, dump: Dump
):
    claire, karim, sophie = people
    proves_undo(
        journal,
        dump,
        lambda: introductions.save(
            karim, claire, occurred_on=PartialDate("2026-05"), means=Means.EMAIL, note="par mail"
        ),
    )
    key = introductions.save(None, claire, beneficiary_id=sophie)
    proves_undo(journal, dump, lambda: introductions.edit(key, outcome="rendez-vous pris"))
    assert introductions.get(key).outcome == "rendez-vous pris"
    proves_undo(journal, dump, lambda: introductions.delete(key))
    with pytest.raises(Refused):
        introductions.get(key)


def test_an_introduction_of_oneself_or_of_nobody_is_refused(introductions: Introductions, people: tuple[int, ...]):
    for introducer, introduced, beneficiary in ((people[0], people[0], None), (None, people[0], None)):
        with pytest.raises(Refused):
            introductions.save(introducer, introduced, beneficiary_id=beneficiary)
    key = introductions.save(people[1], people[0])
    with pytest.raises(Refused) as refusal:
        introductions.edit(key, introducer_id=people[0])
    assert refusal.value.reason == "introduction_of_oneself"
    with pytest.raises(Refused):
        introductions.save(people[0], 99)


def test_a_circle_and_a_date_before_the_meeting_are_warnings(
    introductions: Introductions, exchanges: Interactions, people: tuple[int, ...]
):
    claire, karim, sophie = people
    introductions.save(karim, claire)
    introductions.save(sophie, karim)
    circle = introductions.save(claire, sophie)
    assert [warning.kind for warning in introductions.warnings(circle)] == [WarningKind.CYCLE]
    exchanges.log([karim], parse("café", TODAY))
    early = introductions.save(karim, sophie, occurred_on=PartialDate("2020"))
    assert WarningKind.BEFORE_MET in [warning.kind for warning in introductions.warnings(early)]
    given = introductions.save(None, claire, beneficiary_id=sophie)
    assert introductions.warnings(given) == ()


def test_a_draft_survives_and_is_no_deed(journal: Journal):
    drafts = Drafts(journal.core)
    drafts.save("quick_add", "Claire Dup")
    drafts.save("quick_add", "Claire Dupont")
    other = Journal(journal.path, clock=journal.clock)
    assert Drafts(other.core).load("quick_add") == "Claire Dupont"
    other.close()
    assert journal.history.next_undo() is None
    drafts.save("quick_add", "")
    assert drafts.load("quick_add") == ""


def test_what_is_noted_of_one_person_is_found_once_it_is_changed(journal: Journal) -> None:
    claire = journal.contacts.save(Contact(first_name="Claire"))
    key = journal.interactions.save(
        Interaction(kind=InteractionKind.CALL, participants=(Participation(contact_id=claire, personal_note="vélo"),))
    )
    told = journal.interactions.get(key)

    journal.interactions.save(replace(told, participants=(replace(told.participants[0], personal_note="escalade"),)))

    assert [found.id for found in journal.search.find("escalade")] == [claire]
    assert journal.search.find("vélo") == ()
    journal.history.undo()
    assert [found.id for found in journal.search.find("vélo")] == [claire]
