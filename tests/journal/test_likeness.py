"""Whom a new sheet may be, found without looking at everybody; and nothing typed into a capture is ever lost."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carnet.domain.contacts import Affiliation, Contact, ContactPoint, Network, PointKind, SocialProfile
from carnet.domain.matching import Likeness
from carnet.domain.text import clean, fold
from carnet.journal import Journal
from carnet.journal.likeness import SAME_NAME, likes, named


def found(journal: Journal, contact: Contact) -> list[tuple[int, Likeness, tuple[str, ...]]]:
    with journal.core.reading() as connection:
        return [tuple(like) for like in likes(connection, contact, "FR")]


def call(journal: Journal, name: str) -> list[int]:
    with journal.core.reading() as connection:
        return named(connection, name)


def at(organisation: str) -> tuple[Affiliation, ...]:
    return (Affiliation(organisation=organisation),)


def test_the_same_linkedin_profile_is_sure(journal: Journal):
    profile = SocialProfile(
        network=Network.LINKEDIN, url="https://www.linkedin.com/in/claire-dupont", slug="claire-dupont"
    )
    claire = journal.contacts.save(Contact(first_name="Claire", profiles=(profile,)))
    assert found(journal, Contact(first_name="C. D.", profiles=(profile,))) == [
        (claire, Likeness.SURE, ("same_linkedin",))
    ]


def test_the_same_number_written_otherwise_is_sure(journal: Journal):
    def phone(value: str) -> tuple[ContactPoint, ...]:
        return (ContactPoint(kind=PointKind.PHONE, value=value),)

    claire = journal.contacts.save(Contact(first_name="Claire", last_name="Dupont", points=phone("06 39 98 12 40")))
    assert found(journal, Contact(first_name="Claire", points=phone("+33 6 39 98 12 40")))[0][:2] == (
        claire,
        Likeness.SURE,
    )


def test_the_same_name_at_a_company_with_its_legal_form_is_possible(journal: Journal):
    claire = journal.contacts.save(Contact(first_name="Claire", last_name="Dupont", affiliations=at("Acme SAS")))
    journal.contacts.save(Contact(first_name="Claire", last_name="Dupont", affiliations=at("Acmebis")))
    exact = found(journal, Contact(first_name="CLAIRE", last_name="dupont", affiliations=at("acme")))
    assert exact[0] == (claire, Likeness.POSSIBLE, ("same_name_organisation",))
    assert exact[1][2] == (SAME_NAME,)


def test_the_same_whole_name_elsewhere_is_possible(journal: Journal):
    claire = journal.contacts.save(Contact(first_name="Claire", last_name="Dupont", affiliations=at("Acme")))
    assert found(journal, Contact(first_name="Claire", last_name="Dupont")) == [
        (claire, Likeness.POSSIBLE, (SAME_NAME,))
    ]
    assert found(journal, Contact(first_name="Claire")) == []
    assert found(journal, Contact(affiliations=at("Acme"))) == []


def test_nobody_is_like_herself_nor_like_somebody_in_the_trash(journal: Journal):
    claire = journal.contacts.save(Contact(first_name="Claire", last_name="Dupont"))
    assert found(journal, journal.contacts.get(claire)) == []
    journal.contacts.delete(claire)
    assert found(journal, Contact(first_name="Claire", last_name="Dupont")) == []
    assert call(journal, "Claire") == []


def test_people_are_called_by_any_of_their_names(journal: Journal):
    claire = journal.contacts.save(Contact(first_name="Marie-Claire", last_name="Dupont"))
    martin = journal.contacts.save(Contact(first_name="Claire", last_name="Martin"))
    assert call(journal, "claire") == [claire, martin]
    assert call(journal, "Marie-Claire DUPONT") == [claire]
    assert call(journal, "Dupond") == []
    assert call(journal, "  ") == []


_words = st.text(st.sampled_from("abcdéœ ,;>#@/.'-0123456789\nviachez"), min_size=1, max_size=60)


@pytest.fixture
def evening(journal: Journal) -> int:
    from carnet.domain.events import NetworkingEvent

    return journal.events.save(NetworkingEvent(title="Afterwork"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(line=_words)
def test_what_is_put_in_is_found_again_in_fields_or_note(journal: Journal, evening: int, line: str):
    preview = journal.capture.preview(line)
    if not preview.draft.has_identity:
        return
    group = journal.capture.new_group(evening)
    person = journal.capture.add(line, event_id=evening, group=group)
    kept = _kept(journal, person.contact_id, evening)
    journal.capture.undo_session(group)
    for word in fold(clean(line)).split():
        assert word in kept or word in {"via", "chez", "at"}, (line, word, kept)


def _kept(journal: Journal, contact_id: int, event_id: int) -> str:
    """Return, folded, all that the journal holds of a person."""
    sheet = journal.contacts.sheet(contact_id)
    contact = sheet.contact
    parts = [sheet.name, contact.first_name, contact.last_name, contact.about, *contact.tags, *contact.aliases]
    parts += [text for position in contact.affiliations for text in (position.title, position.organisation)]
    parts += [point.value for point in contact.points]
    parts += [profile.url for profile in contact.profiles]
    parts += [item.text + " " + item.note for item in sheet.timeline]
    parts += [follow_up.text for follow_up in journal.follow_ups.for_contact(contact_id)]
    parts += [line.introducer.name for line in sheet.introductions_received if line.introducer]
    return fold(" ".join(parts))


def test_capture_in_the_middle_of_the_year_reads_days_against_the_journals_clock(journal: Journal):
    person = journal.capture.add("Luc Roy > relancer demain")
    assert journal.follow_ups.for_contact(person.contact_id)[0].due_on == date(2026, 11, 21)
