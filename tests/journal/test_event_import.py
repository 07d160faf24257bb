"""Calendars coming in: new and changed events, series, cancellations, whom they name; one deed, undone as one."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from undoing import Dump, proves_undo

from carnet.domain.contacts import Contact, ContactPoint, PointKind
from carnet.domain.events import EventKind, EventStatus, NetworkingEvent
from carnet.domain.imports import Choice, Clipping, Decision, ImportReport
from carnet.errors import Unreadable
from carnet.journal import Journal, files

PARIS = ZoneInfo("Europe/Paris")
INVITATION = """BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VEVENT
UID:afterwork-1
SEQUENCE:1
SUMMARY:Afterwork des indépendants
DTSTART;TZID=Romance Standard Time:20261124T183000
DTEND;TZID=Romance Standard Time:20261124T203000
LOCATION:La Verrière
DESCRIPTION:Tour de table
ORGANIZER;CN=Escale Portage:mailto:clubs@escale.example
ATTENDEE;PARTSTAT=ACCEPTED;CN=Moi:mailto:moi@carnet.example
ATTENDEE;CN="Vasseur, Hélène":mailto:h.vasseur@alize.example
ATTENDEE;CN=Karim Belkacem:mailto:karim@nova.example
END:VEVENT
END:VCALENDAR
"""
SERIES = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:club
SUMMARY:Club du mardi
DTSTART;TZID=Europe/Paris:20260113T183000
DTEND;TZID=Europe/Paris:20260113T203000
RRULE:FREQ=MONTHLY;BYDAY=2TU
EXDATE;VALUE=DATE:20270112
END:VEVENT
BEGIN:VEVENT
UID:club
RECURRENCE-ID;TZID=Europe/Paris:20261208T183000
SUMMARY:Club du mercredi
DTSTART;TZID=Europe/Paris:20261209T120000
DTEND;TZID=Europe/Paris:20261209T140000
END:VEVENT
BEGIN:VEVENT
UID:club
RECURRENCE-ID;TZID=Europe/Paris:20270209T183000
STATUS:CANCELLED
END:VEVENT
END:VCALENDAR
"""


class Desk:
    """Imports texts as files."""

    def __init__(self, journal: Journal, folder: Path) -> None:
        self.journal = journal
        self._file = folder / "agenda.ics"

    def run(self, text: str, **asked: Any) -> ImportReport:
        self._file.write_bytes(text.replace("\n", "\r\n").encode())
        return self.journal.imports.run(self._file, again=True, **asked)

    def look(self, text: str) -> ImportReport:
        self._file.write_bytes(text.encode())
        return self.journal.imports.dry_run(self._file)

    def shown(self) -> list[tuple[str, str, str]]:
        rows = self.journal.events.occurrences(date(2026, 11, 1), date(2027, 4, 1))
        return [(f"{row.starts_at.astimezone(PARIS):%m-%d %H:%M}", row.title, row.status.value) for row in rows]

    def only(self) -> NetworkingEvent:
        (row,) = self.journal.events.occurrences(date(2026, 11, 1), date(2027, 4, 1))
        return self.journal.events.get(row.ref)


@pytest.fixture
def desk(journal: Journal, tmp_path: Path) -> Desk:
    mail = ContactPoint(kind=PointKind.EMAIL, value="moi@carnet.example")
    journal.contacts.save(Contact(first_name="Zoé", is_me=True, points=(mail,)))
    return Desk(journal, tmp_path)


def person(journal: Journal, first: str, last: str, mail: str) -> int:
    point = ContactPoint(kind=PointKind.EMAIL, value=mail)
    return journal.contacts.save(Contact(first_name=first, last_name=last, points=(point,)))


def told(report: ImportReport) -> list[tuple[str, str]]:
    return [(row.verdict.value, row.reason) for row in report.rows]


def test_the_kind_is_guessed_from_the_title_and_what_she_says_instead_stays(desk: Desk) -> None:
    (row,) = desk.look(INVITATION).rows
    assert dict(row.told)["kind"] == "afterwork"
    desk.run(INVITATION)
    assert desk.only().kind is EventKind.AFTERWORK
    desk.journal.events.edit(desk.only().ref, kind=EventKind.THEMED_MEETING)

    desk.run(INVITATION.replace("SEQUENCE:1", "SEQUENCE:2").replace("La Verrière", "Le Quai"))

    assert (desk.only().kind, desk.only().venue) == (EventKind.THEMED_MEETING, "Le Quai")


def test_dates_of_a_series_are_of_its_kind(desk: Desk) -> None:
    desk.run(SERIES)
    rows = desk.journal.events.occurrences(date(2026, 11, 1), date(2027, 4, 1))
    assert {row.kind for row in rows} == {EventKind.CLUB}


def test_a_preview_says_what_would_come_and_writes_nothing(desk: Desk, dump: Callable[[Journal], Any]):
    before = dump(desk.journal)
    report = desk.look(INVITATION)
    assert (report.format, report.read, report.created, report.dry_run) == ("ics", 1, 1, True)
    assert [(row.name, row.detail) for row in report.rows] == [("Afterwork des indépendants", "2026-11-24 18:30")]
    assert [(guest.name, guest.contact_id) for guest in report.guests] == [
        ("Vasseur, Hélène", None),
        ("Karim Belkacem", None),
        ("Escale Portage", None),
    ]
    assert dump(desk.journal) == before


def test_an_invitation_becomes_an_event_with_those_who_are_known(desk: Desk):
    journal = desk.journal
    helene = person(journal, "Hélène", "Vasseur", "H.Vasseur@alize.example")
    journal.organisations.add("Escale Portage")
    desk.run(INVITATION)
    event = desk.only()
    assert (event.title, event.organiser, event.venue) == (
        "Afterwork des indépendants",
        "Escale Portage",
        "La Verrière",
    )
    assert (event.description, event.briefing, event.status) == ("Tour de table", "", EventStatus.REGISTERED)
    assert (event.starts_at, event.tz) == (datetime(2026, 11, 24, 17, 30, tzinfo=UTC), "Europe/Paris")
    assert [one.contact_id for one in journal.events.sheet(event.id or 0).attendees] == [helene]


def test_those_asked_for_become_contacts(desk: Desk):
    desk.run(INVITATION, people=("karim@nova.example",))
    (attendee,) = desk.journal.events.sheet(desk.only().id or 0).attendees
    assert (attendee.name, attendee.expected) == ("Karim Belkacem", True)
    assert desk.journal.contacts.total() == 1


def test_an_import_is_one_deed(desk: Desk, journal: Journal, dump: Dump):
    person(journal, "Hélène", "Vasseur", "h.vasseur@alize.example")
    proves_undo(journal, dump, lambda: desk.run(INVITATION, people=("karim@nova.example",)))
    proves_undo(journal, dump, lambda: desk.run(SERIES))
    later = SERIES.replace("T183000", "T190000").replace("UID:club", "UID:club\nSEQUENCE:3")
    proves_undo(journal, dump, lambda: desk.run(later))


def test_an_update_brings_what_the_calendar_says_and_keeps_what_she_noted(desk: Desk):
    desk.run(INVITATION)
    event_id = desk.only().id or 0
    desk.journal.events.edit(event_id, briefing="Voir Karim", cost_cents=1200)
    later = INVITATION.replace("SEQUENCE:1", "SEQUENCE:2").replace("La Verrière", "Le Quai").replace("T1830", "T1900")
    assert told(desk.run(later)) == [("merged", "event_changed")]
    event = desk.only()
    assert (event.id, event.venue, event.briefing, event.cost_cents) == (event_id, "Le Quai", "Voir Karim", 1200)
    assert event.starts_at == datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
    assert told(desk.run(INVITATION)) == [("skipped", "event_older")]
    assert told(desk.run(later)) == [("skipped", "event_unchanged")]


def test_what_she_changed_stays_until_the_calendar_changes(desk: Desk):
    desk.run(INVITATION)
    desk.journal.events.edit(desk.only().id or 0, title="Mon afterwork")
    desk.run(INVITATION)
    assert desk.only().title == "Mon afterwork"


def test_a_cancellation_cancels_and_an_unknown_one_is_left_out(desk: Desk):
    cancelled = INVITATION.replace("METHOD:REQUEST", "METHOD:CANCEL").replace("SEQUENCE:1", "SEQUENCE:2")
    assert told(desk.run(cancelled)) == [("skipped", "event_cancelled_unknown")]
    desk.run(INVITATION)
    assert told(desk.run(cancelled)) == [("merged", "event_cancelled")]
    assert desk.only().status is EventStatus.CANCELLED
    desk.run(INVITATION.replace("SEQUENCE:1", "SEQUENCE:3"))
    assert desk.only().status is EventStatus.REGISTERED


def test_what_lies_in_the_trash_stays_there(desk: Desk):
    desk.run(INVITATION)
    desk.journal.events.delete(desk.only().id or 0)
    later = INVITATION.replace("SEQUENCE:1", "SEQUENCE:2")
    assert told(desk.run(later)) == [("skipped", "event_in_trash")]
    assert desk.shown() == []


def test_a_series_comes_with_its_exceptions(desk: Desk):
    assert told(desk.run(SERIES)) == [
        ("created", "new_event"),
        ("created", "new_event"),
        ("created", "event_cancelled"),
    ]
    assert desk.shown() == [
        ("11-10 18:30", "Club du mardi", "planned"),
        ("12-09 12:00", "Club du mercredi", "planned"),
        ("02-09 18:30", "Club du mardi", "cancelled"),
        ("03-09 18:30", "Club du mardi", "planned"),
    ]
    assert told(desk.run(SERIES)) == [("skipped", "event_unchanged")] * 3


def test_a_series_that_moves_takes_what_hangs_on_it_along(desk: Desk):
    desk.run(SERIES)
    march = desk.journal.events.occurrences(date(2027, 3, 9), date(2027, 3, 9))[0]
    desk.journal.events.edit(march.ref, briefing="Voir Karim")
    later = (
        SERIES.split("BEGIN:VEVENT\nUID:club\nRECURRENCE-ID", maxsplit=1)[0].replace("T183000", "T190000")
        + "END:VCALENDAR\n"
    )
    desk.run(later.replace("UID:club", "UID:club\nSEQUENCE:1"))
    assert [row for row in desk.shown() if row[0].startswith(("11", "03"))] == [
        ("11-10 19:00", "Club du mardi", "planned"),
        ("03-09 19:00", "Club du mardi", "planned"),
    ]


def test_an_event_that_comes_to_repeat_becomes_a_series_with_its_exceptions(desk: Desk):
    first, moved, _cancelled = SERIES.split("BEGIN:VEVENT\n")[1:]
    once = "BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + first.replace("RRULE:FREQ=MONTHLY;BYDAY=2TU\n", "") + "END:VCALENDAR\n"
    desk.run(once)
    again = "BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + first + "BEGIN:VEVENT\n" + moved + "END:VCALENDAR\n"
    again = again.replace("UID:club", "UID:club\nSEQUENCE:1")
    assert told(desk.run(again)) == [("merged", "event_changed"), ("created", "new_event")]
    assert [when for when, _title, _status in desk.shown()] == [
        "11-10 18:30",
        "12-09 12:00",
        "02-09 18:30",
        "03-09 18:30",
    ]
    assert told(desk.run(again)) == [("skipped", "event_unchanged")] * 2


def test_a_series_that_its_calendar_repeats_no_more_keeps_its_dates(desk: Desk):
    desk.run(SERIES)
    before = desk.shown()
    first = SERIES.split("BEGIN:VEVENT\n")[1].replace("RRULE:FREQ=MONTHLY;BYDAY=2TU\n", "")
    desk.run("BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + first.replace("UID:club", "UID:club\nSEQUENCE:1") + "END:VCALENDAR\n")
    assert desk.shown() == before


def test_guests_of_a_series_are_expected_at_its_next_date(desk: Desk):
    karim = person(desk.journal, "Karim", "Belkacem", "karim@nova.example")
    desk.run(
        SERIES.replace(
            "SUMMARY:Club du mardi", "SUMMARY:Club du mardi\nATTENDEE;CN=Karim Belkacem:mailto:karim@nova.example"
        )
    )
    expected = [row for row in desk.journal.events.occurrences(date(2026, 11, 1), date(2027, 4, 1)) if row.expected]
    assert [f"{row.starts_at:%m-%d}" for row in expected] == ["12-09"]  # moved meanwhile
    assert desk.journal.events.sheet(expected[0].ref).attendees[0].contact_id == karim


def test_a_rule_that_carnet_cannot_follow_leaves_one_event_and_says_so(desk: Desk):
    report = desk.run(INVITATION.replace("LOCATION", "RRULE:FREQ=HOURLY\nLOCATION"))
    assert [remark.reason for remark in report.rows[0].remarks] == ["rule_dropped", "rule_too_frequent"]
    assert desk.only().rrule == ""


def test_dates_besides_make_a_series(desk: Desk):
    desk.run(INVITATION.replace("LOCATION", "RDATE;TZID=Europe/Paris:20261201T183000,20261215T190000\nLOCATION"))
    assert [when for when, _title, _status in desk.shown()] == ["11-24 18:30", "12-01 18:30", "12-15 19:00"]


def test_an_event_typed_before_its_invitation_came_is_that_event(desk: Desk):
    typed = NetworkingEvent(title="afterwork des INDÉPENDANTS", starts_at=datetime(2026, 11, 24, 17, 30, tzinfo=UTC))
    event_id = desk.journal.events.save(typed)
    assert told(desk.run(INVITATION)) == [("merged", "same_event")]
    assert (desk.only().id, desk.only().ics_uid) == (event_id, "afterwork-1")


def test_an_event_left_out_stays_out(desk: Desk):
    report = desk.run(SERIES, decisions={2: Decision(Choice.SKIP), 3: Decision(Choice.SKIP)})
    assert told(report) == [("created", "new_event"), ("skipped", "chosen"), ("skipped", "chosen")]
    assert "12-08 18:30" in [when for when, _title, _status in desk.shown()]


def test_a_bad_event_is_told_and_costs_only_itself(desk: Desk):
    bad = "BEGIN:VEVENT\nDTSTART:demain\nEND:VEVENT\n"
    report = desk.run(INVITATION.replace("END:VCALENDAR", bad + "END:VCALENDAR"))
    assert told(report) == [("created", "new_event"), ("rejected", "event_without_title_and_day")]


def test_an_occurrence_without_its_series_is_an_event(desk: Desk):
    alone = SERIES.split("BEGIN:VEVENT\n")[2]
    desk.run("BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + alone + "END:VCALENDAR\n")
    assert desk.shown() == [("12-09 12:00", "Club du mercredi", "planned")]


def test_a_calendar_without_events_is_refused(desk: Desk):
    with pytest.raises(Unreadable, match="no_event"):
        desk.run("BEGIN:VCALENDAR\nEND:VCALENDAR\n")


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf\r\n"])
def test_an_empty_file_of_a_calendar_holds_no_event(journal: Journal, data: bytes):
    with pytest.raises(Unreadable, match="no_event"):
        journal.imports.run(Clipping("soirees.ics", data))
    with pytest.raises(Unreadable, match="no_rows"):
        journal.imports.run(Clipping("clients.vcf", data))


_CORPUS = sorted(Path(os.environ["CARNET_CORPUS"]).rglob("*.ics")) if os.environ.get("CARNET_CORPUS") else []


@pytest.mark.skipif(not _CORPUS, reason="CARNET_CORPUS names no folder with calendars")
def test_every_calendar_of_other_programs_comes_in_or_is_refused(journal: Journal):
    left_out = {file.name: why for file in _CORPUS if (why := _outcome(journal, file))}
    assert set(left_out.values()) <= {"no_event", "tasks_alone"}
    for year in (1997, 2012, 2026):
        journal.events.occurrences(date(year, 1, 1), date(year, 12, 31))
    assert files.check(journal) == ()


def _outcome(journal: Journal, file: Path) -> str:
    """Import a file, every event of which is told of; return why it could not be."""
    try:
        report = journal.imports.run(file)
    except Unreadable as refusal:
        return refusal.reason
    counted = report.created + report.merged + report.skipped + report.rejected
    return "" if len(report.rows) == report.read == counted else "an event is told nothing of"
