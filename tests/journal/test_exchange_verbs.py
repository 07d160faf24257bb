"""Exchanges, introductions and drafts: logging, changing, taking back."""

from dataclasses import replace
from datetime import date

import pytest
from undoing import Dump, proves_undo

from carnet.domain.composer import parse
from carnet.domain.contacts import Contact
from carnet.domain.dates import PartialDate
from carnet.domain.interactions import Interaction, InteractionKind, Participation
from carnet.domain.introductions import Means, WarningKind
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
