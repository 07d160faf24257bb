"""Calendars as Outlook, Apple, Google and Thunderbird write them, to drafts of events."""

from datetime import UTC, datetime, timedelta

import pytest

from carnet.errors import Refused, Unreadable
from carnet.formats import ics
from carnet.formats.event_drafts import EventDraft, Going
from carnet.formats.ics_times import duration
from carnet.formats.ics_zones import zone_name

OUTLOOK = """BEGIN:VCALENDAR
METHOD:REQUEST
PRODID:Microsoft Exchange Server 2010
BEGIN:VTIMEZONE
TZID:Romance Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
ORGANIZER;CN=Escale Portage:MAILTO:clubs@escale.example
ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN="Vasseur, Hélène":MAILTO:
 h.vasseur@alize.example
ATTENDEE;CUTYPE=RESOURCE;CN=Salle Garonne:mailto:salle@escale.example
DESCRIPTION;LANGUAGE=fr-FR:Tour de table\\, puis apéritif.\\nPensez aux cartes.
SUMMARY;LANGUAGE=fr-FR:Afterwork des
  indépendants
DTSTART;TZID=Romance Standard Time:20261124T183000
DTEND;TZID=Romance Standard Time:20261124T203000
UID:040000008200E00074C5
CATEGORIES:Réseau,Portage
SEQUENCE:2
LOCATION;LANGUAGE=fr-FR:Café des Arts\\, Toulouse
BEGIN:VALARM
DESCRIPTION:REMINDER
TRIGGER;RELATED=START:-PT15M
END:VALARM
END:VEVENT
END:VCALENDAR
"""


def one(text: str) -> EventDraft:
    reading = ics.read(text.encode())
    assert len(reading.drafts) == 1
    return reading.drafts[0]


def event(*lines: str, head: str = "") -> EventDraft:
    body = "\r\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT"))
    return one(f"BEGIN:VCALENDAR\r\n{head}{body}\r\nEND:VCALENDAR\r\n")


def test_an_invitation_of_outlook_is_read_whole():
    draft = one(OUTLOOK)
    assert draft.title == "Afterwork des indépendants"
    assert draft.starts is not None
    assert draft.ends is not None
    assert draft.starts.at == datetime(2026, 11, 24, 17, 30, tzinfo=UTC)
    assert draft.starts.tz == "Europe/Paris"
    assert draft.ends.at - draft.starts.at == timedelta(hours=2)
    assert draft.venue == "Café des Arts, Toulouse"
    assert draft.description == "Tour de table, puis apéritif.\nPensez aux cartes."
    assert (draft.uid, draft.sequence) == ("040000008200E00074C5", 2)
    assert draft.categories == ("Réseau", "Portage")
    assert draft.organiser is not None
    assert draft.organiser.name == "Escale Portage"
    (guest,) = draft.attendees
    assert (guest.name, guest.email, guest.going) == ("Vasseur, Hélène", "h.vasseur@alize.example", Going.ACCEPTED)


def test_an_all_day_event_ends_with_its_day():
    draft = event("SUMMARY:Salon", "DTSTART;VALUE=DATE:20260329", head="X-WR-TIMEZONE:Europe/Paris\r\n")
    assert draft.starts is not None
    assert draft.ends is not None
    assert draft.starts.all_day
    # The night on which the clocks change: the day has 23 hours.
    assert draft.ends.at - draft.starts.at == timedelta(hours=23)


@pytest.mark.parametrize("ending", ["DTEND;VALUE=DATE:20260329", "DTEND;VALUE=DATE:20260328"])
def test_an_all_day_event_that_ends_before_it_starts_lasts_a_day(ending: str):
    draft = event("SUMMARY:Salon", "DTSTART;VALUE=DATE:20260329", ending)
    assert draft.starts is not None
    assert draft.ends is not None
    assert draft.ends.local() - draft.starts.local() == timedelta(days=1)


def test_an_instant_in_utc_is_shown_at_home():
    draft = event("SUMMARY:Point", "DTSTART:20261124T173000Z")
    assert draft.starts is not None
    assert draft.starts.tz == "Europe/Paris"
    assert draft.starts.local() == datetime(2026, 11, 24, 18, 30)  # noqa: DTZ001  (time on the wall)


def test_a_duration_gives_the_end():
    draft = event("SUMMARY:Point", "DTSTART:20261124T173000Z", "DURATION:PT1H30M")
    assert draft.starts is not None
    assert draft.ends is not None
    assert draft.ends.at - draft.starts.at == timedelta(minutes=90)


def test_a_zone_of_an_unknown_name_is_told_by_its_offsets():
    head = (
        "BEGIN:VTIMEZONE\r\nTZID:Notre fuseau\r\nBEGIN:STANDARD\r\nTZOFFSETTO:-0500\r\nEND:STANDARD\r\n"
        "BEGIN:DAYLIGHT\r\nTZOFFSETTO:-0400\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"
    )
    draft = event("SUMMARY:Call", "DTSTART;TZID=Notre fuseau:20260701T090000", head=head)
    assert draft.starts is not None
    assert draft.starts.at == datetime(2026, 7, 1, 13, tzinfo=UTC)


def test_a_zone_defined_behind_its_event_counts():
    text = (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Call\r\nDTSTART;TZID=Ici:20260701T090000\r\nEND:VEVENT\r\n"
        "BEGIN:VTIMEZONE\r\nTZID:Ici\r\nX-LIC-LOCATION:Asia/Tokyo\r\nEND:VTIMEZONE\r\nEND:VCALENDAR\r\n"
    )
    draft = one(text)
    assert draft.starts is not None
    assert draft.starts.tz == "Asia/Tokyo"


def test_a_zone_whose_name_is_escaped_where_it_is_told_counts():
    told = "BEGIN:VTIMEZONE\nTZID:Ici\\, ailleurs\nBEGIN:STANDARD\nTZOFFSETTO:-0741\nEND:STANDARD\nEND:VTIMEZONE\n"
    draft = event('DTSTART;TZID="Ici, ailleurs":20261124T100000', "SUMMARY:x", head=told)
    assert draft.starts is not None
    assert draft.starts.at == datetime(2026, 11, 24, 17, 41, tzinfo=UTC)


def test_a_zone_that_nobody_knows_is_told():
    reading = ics.read(b"BEGIN:VEVENT\nSUMMARY:x\nDTSTART;TZID=Heure de Mars:20261124T100000\nEND:VEVENT\n")
    assert [(problem.reason, problem.row) for problem in reading.problems] == [("zone_unknown", 1)]
    assert reading.drafts[0].starts is not None
    assert reading.drafts[0].starts.tz == "Europe/Paris"


@pytest.mark.parametrize(
    "stamp", ["20261124T100000T", '20261124T100000"', "2026-11-24T10:00:00", "2026-11-24T12:00:00+03:00"]
)
def test_a_start_with_something_stuck_to_it_is_one(stamp: str):
    draft = event(f"DTSTART:{stamp}", "SUMMARY:x")
    assert draft.starts is not None
    assert draft.starts.at == datetime(2026, 11, 24, 9, tzinfo=UTC)


def test_a_text_broken_without_an_indent_is_kept_whole():
    draft = event(
        "DESCRIPTION:Bonjour à tous,",
        "",
        "Rejoindre la réunion",
        "https://visio.example/j/12?pwd=3",
        "Meeting ID: 12",
        "+33 6 39 98 12 40,,12#",
        "SUMMARY:Point d’équipe",
        "dtstart:20261124T100000",
    )
    assert draft.description == (
        "Bonjour à tous,\nRejoindre la réunion\nhttps://visio.example/j/12?pwd=3\nMeeting ID: 12\n+33 6 39 98 12 40,,12#"
    )
    assert draft.title == "Point d’équipe"
    assert draft.starts is not None


def test_a_damaged_property_and_endless_prose_stay_out_of_a_text():
    lines = ("DESCRIPTION:Note", 'ORGANIZER="mailto:a@acme.example"', *["bla"] * 400, "SUMMARY:x", "DTSTART:20261124")
    reading = ics.read("\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT")).encode())
    assert reading.drafts[0].description.startswith("Note\nbla")
    assert reading.drafts[0].description.count("bla") == 300
    assert reading.problems[0].reason == "bad_line"


def test_the_rule_of_a_series_and_its_exceptions_are_read():
    draft = event(
        "SUMMARY:Club",
        "DTSTART;TZID=Europe/Paris:20260113T083000",
        "RRULE:FREQ=MONTHLY;BYDAY=2TU;",
        "EXDATE;TZID=Europe/Paris:20260210T083000,20260310T083000",
        "RDATE;VALUE=PERIOD:20260217T073000Z/PT2H",
    )
    assert draft.rrule == "FREQ=MONTHLY;BYDAY=2TU"
    assert [moment.local().day for moment in draft.exdates] == [10, 10]
    assert [moment.local().day for moment in draft.rdates] == [17]


def test_a_moved_occurrence_says_which_one_it_was():
    draft = event("SUMMARY:Club", "RECURRENCE-ID:20260210T073000Z", "DTSTART:20260211T073000Z", "UID:club")
    assert draft.recurrence_id is not None
    assert draft.recurrence_id.at == datetime(2026, 2, 10, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("lines", "head"),
    [(("SUMMARY:Club", "STATUS:CANCELLED"), ""), (("UID:club",), "METHOD:CANCEL\r\n")],
)
def test_a_cancellation_is_one(lines: tuple[str, ...], head: str):
    assert event(*lines, head=head).is_cancelled


def test_a_bad_event_costs_only_itself():
    text = (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:n'importe quoi\r\nEND:VEVENT\r\n"
        "BEGIN:VEVENT\r\nun reste de ligne\r\nSUMMARY:Atelier\r\nDTSTART:20261124T173000Z\r\n"
        "BEGIN:VEVENT\r\nSUMMARY:Sans fin\r\nEND:VCALENDAR\r\n"
    )
    reading = ics.read(text.encode())
    assert [draft.title for draft in reading.drafts] == ["Atelier", "Sans fin"]
    assert {problem.row: problem.reason for problem in reading.problems if problem.row == 1} == {
        1: "event_without_title_and_day"
    }
    assert [(problem.row, problem.reason) for problem in reading.problems if problem.row == 2] == [(2, "bad_line")]


def test_text_is_plain_text():
    draft = event("SUMMARY:<b>Club</b>\\n du  mardi", "X-ALT-DESC;FMTTYPE=text/html:<p>Apportez <b>vos</b> cartes</p>")
    assert draft.title == "<b>Club</b> du mardi"
    assert draft.description == "Apportez vos cartes"


def test_a_description_that_is_a_page_comes_as_words():
    page = 'DESCRIPTION:Bonjour&nbsp\\;à tous<br><a href="https://meet.example/abc">Visio</a><ul><li>un</li></ul>'
    draft = event("SUMMARY:x", "DTSTART:20261124", page)
    assert draft.description == "Bonjour à tous\nVisio https://meet.example/abc\nun"
    ours = event("SUMMARY:x", "DTSTART:20261124", "DESCRIPTION:<br>", head="PRODID:-//Carnet//Carnet//FR\r\n")
    assert ours.description == "<br>"


def test_where_one_joins_an_event_from_afar_is_its_page():
    teams = "X-MICROSOFT-SKYPETEAMSMEETINGURL:https://teams.example/1"
    assert event("SUMMARY:x", "DTSTART:20261124", teams).url == "https://teams.example/1"
    assert event("SUMMARY:x", "DTSTART:20261124", teams, "URL:https://acme.example").url == "https://acme.example"


def test_a_place_of_several_lines_is_one():
    assert (
        event("SUMMARY:x", "DTSTART:20261124", "LOCATION:Chez Luigi\\n3 rue des Arts").venue
        == "Chez Luigi, 3 rue des Arts"
    )


def test_a_day_left_out_is_that_of_the_event_at_its_hour():
    draft = event("SUMMARY:x", "DTSTART:20261103T183000", "RRULE:FREQ=WEEKLY", "EXDATE;VALUE=DATE:20261110")
    assert [moment.local() for moment in draft.exdates] == [datetime(2026, 11, 10, 18, 30)]  # noqa: DTZ001


def test_a_change_of_all_later_dates_is_told():
    text = "BEGIN:VEVENT\nUID:1\nSUMMARY:x\nRECURRENCE-ID;RANGE=THISANDFUTURE:20261110T183000\nEND:VEVENT\n"
    assert [problem.reason for problem in ics.read(text.encode()).problems] == ["range_ignored"]


def test_a_file_without_events_is_refused():
    with pytest.raises(Unreadable, match="no_event"):
        ics.read(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    with pytest.raises(Unreadable, match="tasks_alone"):
        ics.read(b"BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nSUMMARY:x\r\nEND:VTODO\r\nEND:VCALENDAR\r\n")


def test_the_reading_stops_where_the_user_gives_up():
    text = "BEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT\r\n" * 500
    with pytest.raises(Refused, match="cancelled"):
        ics.read(text.encode(), cancelled=lambda: True)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Europe/Paris", "Europe/Paris"),
        ("europe/paris", "Europe/Paris"),
        ('"Romance Standard Time"', "Europe/Paris"),
        ("/mozilla.org/20050126_1/Europe/Paris", "Europe/Paris"),
        ("America/New York", "America/New_York"),
        ("UTC+02:00", "Etc/GMT-2"),
        ("GMT-0500", "Etc/GMT+5"),
        ("(UTC+07:00) Bangkok, Hanoi, Jakarta", "Asia/Bangkok"),
        ("(UTC+01:00) Bruxelles\\, Copenhague\\, Madrid\\, Paris", "Europe/Paris"),
        ("(GMT-05:00) Eastern Time (US & Canada)", "America/New_York"),
        ("(UTC) Coordinated Universal Time", "UTC"),
        ("(GMT +01:00)", "Etc/GMT-1"),
        ("Germany/Berlin", "Europe/Berlin"),
        ("Heure de Mars", ""),
        ("", ""),
    ],
)
def test_names_of_zones_are_understood(written: str, name: str):
    assert zone_name(written) == name


@pytest.mark.parametrize(
    ("written", "length"),
    [
        ("PT15M", timedelta(minutes=15)),
        ("P1W", timedelta(weeks=1)),
        ("P1DT2H", timedelta(days=1, hours=2)),
        ("-PT5M", timedelta(minutes=-5)),
        ("P", None),
        ("15M", None),
        ("P99999999999W", None),
    ],
)
def test_durations_are_understood(written: str, length: timedelta | None):
    assert duration(written) == length
