"""Calendars going out: one event, some, all; brought into another journal they are what they were."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest

from carnet.domain.contacts import Contact, Sphere
from carnet.domain.events import EventKind, EventStatus, NetworkingEvent, OccurrenceRef
from carnet.domain.followups import FollowUp
from carnet.domain.imports import Clipping
from carnet.journal import FixedClock, Journal

PARIS = ZoneInfo("Europe/Paris")
WINDOW = (date(2026, 1, 1), date(2027, 3, 31))
NOTED = {"id": None, "uid": "", "series_id": None, "ics_uid": "", "sequence": 0, "calendar_id": None, "briefing": ""}
NOTED |= {"cost_cents": 0, "status": EventStatus.PLANNED}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Journal]:
    opened = Journal(tmp_path / "other.carnet", clock=FixedClock(day=date(2026, 11, 20)))
    yield opened
    opened.close()


@pytest.fixture
def club(journal: Journal) -> int:
    events = journal.events
    club = events.save(
        NetworkingEvent(
            title="Club du mardi",
            kind=EventKind.CLUB,
            organiser="Escale Portage",
            starts_at=at("2026-01-13T18:30"),
            ends_at=at("2026-01-13T20:30"),
            rrule="FREQ=MONTHLY;BYDAY=2TU;UNTIL=20270228",
            rdates=(at("2026-05-19T12:00"),),
            venue="La Verrière",
            city="Toulouse",
            description="Tour de table,\npuis apéritif ; venez à l’heure",
            url="https://escale.example/club",
            briefing="À moi seule",
            cost_cents=1200,
        )
    )
    events.move(OccurrenceRef(club, at("2026-12-08T18:30")), at("2026-12-09T12:00"))
    events.skip(OccurrenceRef(club, at("2026-03-10T18:30")))
    events.edit(OccurrenceRef(club, at("2027-01-12T18:30")), status=EventStatus.CANCELLED)
    april = OccurrenceRef(club, at("2026-04-14T18:30"))
    events.edit(april, briefing="Voir Karim")
    events.delete(april)
    return club


def taking_place(journal: Journal) -> list[NetworkingEvent]:
    rows = journal.events.occurrences(*WINDOW)
    cancelled = EventStatus.CANCELLED
    return [
        replace(
            journal.events.get(row.ref),
            **{**NOTED, "status": cancelled if row.status is cancelled else EventStatus.PLANNED},
        )
        for row in rows
    ]


def test_a_calendar_brought_into_another_journal_is_what_it_was(journal: Journal, other: Journal, club: int):
    journal.events.save(NetworkingEvent(title="Salon", all_day=True, starts_at=at("2026-10-25T00:00"), venue="Parc"))
    journal.events.save(NetworkingEvent(title="Appel", tz="America/Montreal", starts_at=at("2026-11-01T07:30")))
    other.imports.run(Clipping("carnet.ics", journal.exports.events("ics")))
    assert taking_place(other) == taking_place(journal)
    assert len(taking_place(other)) == 15


def test_ones_own_calendar_brings_nothing_new(journal: Journal, club: int):
    report = journal.imports.run(Clipping("carnet.ics", journal.exports.events("ics")))
    assert {row.reason for row in report.rows} == {"event_unchanged"}


def test_what_she_noted_for_herself_stays_in_the_journal(journal: Journal, club: int):
    data = journal.exports.events("ics").decode()
    assert "À moi seule" not in data
    assert "COST" not in data.upper()


def test_a_series_is_named_alike_each_time_and_counts_its_changes(journal: Journal, club: int):
    def told() -> tuple[str, int]:
        (first, *_others) = icalendar.Calendar.from_ical(journal.exports.calendar([club])).walk("VEVENT")
        return str(first["UID"]), int(first["SEQUENCE"])

    uid, sequence = told()
    journal.events.edit(club, venue="Le Quai")
    assert told() == (uid, sequence + 1)


def test_one_occurrence_is_an_event_of_its_own(journal: Journal, club: int):
    refs = [OccurrenceRef(club, at("2026-06-09T18:30")), OccurrenceRef(club, at("2026-12-08T18:30"))]
    events = icalendar.Calendar.from_ical(journal.exports.calendar(refs)).walk("VEVENT")
    assert [event["DTSTART"].dt.astimezone(UTC) for event in events] == [at("2026-06-09T18:30"), at("2026-12-09T12:00")]
    assert len({str(event["UID"]) for event in events}) == 2
    assert not any("RRULE" in event or "RECURRENCE-ID" in event for event in events)


def test_follow_ups_are_tasks_and_private_ones_stay_private(journal: Journal):
    for name, sphere in (("Hélène", Sphere.PROFESSIONAL), ("Maman", Sphere.PERSONAL)):
        person = journal.contacts.save(Contact(first_name=name, sphere=sphere))
        journal.follow_ups.save(FollowUp(contact_id=person, due_on=date(2026, 12, 1), text="rappeler"))
    tasks = icalendar.Calendar.from_ical(journal.exports.follow_ups()).walk("VTODO")
    assert [str(task["SUMMARY"]) for task in tasks] == ["Hélène, rappeler"]
    days = icalendar.Calendar.from_ical(journal.exports.follow_ups("event", with_personal=True)).walk("VEVENT")
    assert len(days) == 2
