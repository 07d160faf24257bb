"""The briefing of an event: who is in it and why, what was promised, what is still to learn."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from carnet.domain.briefings import Ask, BriefedPerson, Gap, Why
from carnet.domain.contacts import Affiliation, Contact, ContactPoint, PointKind, Sphere
from carnet.domain.dates import PartialDate
from carnet.domain.events import NetworkingEvent
from carnet.domain.followups import FollowUp, FollowUpReason
from carnet.domain.ids import ContactId
from carnet.domain.interactions import Interaction, InteractionKind, Participation
from carnet.journal import Journal


def person(journal: Journal, name: str, **fields: object) -> ContactId:
    first, _, last = name.partition(" ")
    return journal.contacts.save(Contact(first_name=first, last_name=last, **fields))


def seen(journal: Journal, contact_id: int, day: str = "2026-10-01", **part: str) -> None:
    participant = Participation(contact_id=ContactId(contact_id), **part)
    journal.interactions.save(
        Interaction(kind=InteractionKind.CALL, occurred_on=PartialDate(day), participants=(participant,))
    )


@pytest.fixture
def evening(journal: Journal) -> int:
    """An afterwork to come, of an organiser who had one before."""
    kept = {"organiser": "Escale Portage", "city": "Toulouse"}
    journal.events.save(
        NetworkingEvent(title="Afterwork d’octobre", starts_at=datetime(2026, 10, 15, 17, tzinfo=UTC), **kept)
    )
    return journal.events.save(
        NetworkingEvent(title="Afterwork de novembre", starts_at=datetime(2026, 11, 26, 17, tzinfo=UTC), **kept)
    )


def briefed(journal: Journal, event: int) -> dict[str, BriefedPerson]:
    return {each.name: each for each in journal.events.briefing(event).people}


def test_people_expected_met_before_and_fitting_each_with_the_reason(journal: Journal, evening: int) -> None:
    expected = person(journal, "Nadia Benali", affiliations=(Affiliation(organisation="Aéro-Garonne"),))
    before = person(journal, "Bruno Alessandri")
    colleague = person(journal, "Julien Castaing", affiliations=(Affiliation(organisation="Aéro-Garonne"),))
    neighbour = person(journal, "Camille Sénéchal", city="Toulouse")
    stranger = person(journal, "Inès Fabregas", city="Toulouse")
    october = journal.events.find("Afterwork d’octobre")[0].id
    journal.events.expect(evening, [expected])
    journal.debriefs.set_met(october, before, True)
    for key in (colleague, neighbour):
        seen(journal, key)

    found = briefed(journal, evening)

    assert [(name, [reason.why for reason in each.reasons]) for name, each in found.items()] == [
        ("Nadia Benali", [Why.EXPECTED]),
        ("Bruno Alessandri", [Why.MET_HERE]),
        ("Julien Castaing", [Why.ORGANISATION]),
        ("Camille Sénéchal", [Why.CITY]),
    ]
    assert found["Bruno Alessandri"].reasons[0].what == "Afterwork d’octobre"
    assert stranger not in {each.contact_id for each in found.values()}  # never spoken to: nothing to go by


def test_a_circle_that_two_of_them_share_brings_its_others(journal: Journal, evening: int) -> None:
    keys = [person(journal, f"Dsi {name}", circles=("DSI",)) for name in ("Un", "Deux", "Trois")]
    journal.events.expect(evening, keys[:2])
    seen(journal, keys[2])

    assert briefed(journal, evening)["Dsi Trois"].reasons[0] == (Why.CIRCLE, "DSI")


def test_what_was_promised_and_said_makes_the_questions_until_it_is_done(journal: Journal, evening: int) -> None:
    key = person(
        journal,
        "Nadia Benali",
        points=(ContactPoint(kind=PointKind.EMAIL, value="nadia@garonne.example"),),
        affiliations=(Affiliation(organisation="Aéro-Garonne", title="DSI"),),
    )
    journal.events.expect(evening, [key])
    seen(journal, key, personal_note="reprend l’hébergement en interne.", promised="un retour d’expérience")
    follow_up = journal.follow_ups.save(
        FollowUp(contact_id=key, reason=FollowUpReason.PROMISE, text="lui présenter Mai-Linh")
    )

    nadia = briefed(journal, evening)["Nadia Benali"]
    assert nadia.promised == ("lui présenter Mai-Linh", "un retour d’expérience")
    assert nadia.last is not None
    assert (nadia.last.on, nadia.last.text) == ("2026-10-01", "reprend l’hébergement en interne")
    assert nadia.gaps == (Gap.PHONE, Gap.CITY, Gap.CIRCLE)
    assert [(each.ask, each.text) for each in nadia.questions] == [
        (Ask.PROMISE, "lui présenter Mai-Linh"),
        (Ask.SAID, "reprend l’hébergement en interne"),
    ]

    journal.follow_ups.done(follow_up)
    assert briefed(journal, evening)["Nadia Benali"].promised == ()


def test_work_mode_keeps_private_life_out(journal: Journal, evening: int) -> None:
    key = person(journal, "Paul Intime", city="Toulouse", sphere=Sphere.PERSONAL)
    seen(journal, key)
    assert "Paul Intime" in briefed(journal, evening)

    journal.core.options = replace(journal.core.options, work_mode=True)

    assert briefed(journal, evening) == {}


def test_an_occurrence_without_a_row_has_a_briefing(journal: Journal) -> None:
    start = datetime(2026, 11, 10, 17, 30, tzinfo=UTC)
    series = journal.events.save(
        NetworkingEvent(title="Club", starts_at=start, rrule="FREQ=WEEKLY", city="Toulouse", organiser="Club")
    )
    key = person(journal, "Camille Sénéchal", city="Toulouse")
    seen(journal, key)
    ref = journal.events.series(series).to_come[0]

    assert [each.name for each in journal.events.briefing(ref).people] == ["Camille Sénéchal"]
    assert journal.events.upcoming() == ()  # reading attaches nothing
