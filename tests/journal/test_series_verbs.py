"""Series: what takes place in a window, one occurrence moved, skipped or annotated, the rule changed; undone each."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from undoing import Dump, proves_undo

from carnet.domain.contacts import Contact
from carnet.domain.events import EventGoal, EventKind, EventStatus, NetworkingEvent, Occurrence, OccurrenceRef
from carnet.domain.recurrence import ended
from carnet.errors import Refused
from carnet.journal import Journal
from carnet.journal.events import Events

PARIS = ZoneInfo("Europe/Paris")
DUMP = Callable[[Journal], Any]


def at(text: str, tz: ZoneInfo = PARIS) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=tz).astimezone(UTC)


@pytest.fixture
def events(journal: Journal) -> Events:
    return journal.events


@pytest.fixture
def club(events: Events) -> int:
    """Return the id of a club that meets every second Tuesday at half past six."""
    return events.save(
        NetworkingEvent(
            title="Club du mardi",
            kind=EventKind.CLUB,
            organiser="Escale Portage",
            starts_at=at("2026-01-13T18:30"),
            ends_at=at("2026-01-13T20:30"),
            rrule="FREQ=MONTHLY;BYDAY=2TU",
            venue="La Verrière",
            cost_cents=1200,
        )
    )


def shown(rows: Iterator[Occurrence] | tuple[Occurrence, ...]) -> list[str]:
    return [f"{row.starts_at.astimezone(ZoneInfo(row.tz)):%Y-%m-%d %H:%M} {row.title}" for row in rows]


def year(events: Events) -> list[str]:
    return shown(events.occurrences(date(2026, 11, 1), date(2027, 4, 30)))


def ref(club: int, text: str = "2026-12-08T18:30") -> OccurrenceRef:
    return OccurrenceRef(club, at(text))


def test_a_series_takes_place_in_its_occurrences_alone(events: Events, club: int):
    (first,) = events.occurrences(date(2026, 12, 1), date(2026, 12, 31))
    assert first == Occurrence(
        ref=ref(club),
        series_id=club,
        recurrence_id=at("2026-12-08T18:30"),
        title="Club du mardi",
        kind=EventKind.CLUB,
        organiser="Escale Portage",
        starts_at=at("2026-12-08T18:30"),
        ends_at=at("2026-12-08T20:30"),
        tz="Europe/Paris",
        all_day=False,
        venue="La Verrière",
        city="",
        status=EventStatus.PLANNED,
        cost_cents=1200,
    )
    assert first.event_id is None
    assert events.upcoming() == events.past() == ()
    assert year(events)[-1] == "2027-04-13 18:30 Club du mardi"


def test_opening_an_occurrence_writes_nothing(events: Events, club: int, journal: Journal, dump: DUMP):
    before = dump(journal)
    assert events.get(ref(club)).starts_at == at("2026-12-08T18:30")
    sheet = events.sheet(ref(club))
    assert (sheet.event.id, sheet.event.series_id, sheet.attendees) == (None, club, ())
    assert dump(journal) == before


def test_what_is_attached_gives_an_occurrence_a_row_of_its_own(events: Events, club: int, journal: Journal):
    person = journal.contacts.save(Contact(first_name="Hélène", last_name="Vasseur"))
    events.expect(ref(club), [person])
    (row,) = events.occurrences(date(2026, 12, 1), date(2026, 12, 31))
    assert row.event_id is not None
    assert (row.series_id, row.expected, row.starts_at) == (club, 1, at("2026-12-08T18:30"))
    assert events.get(ref(club)).id == row.event_id
    assert [one.title for one in events.series(club).rows] == ["Club du mardi"]
    assert events.sheet(ref(club)).attendees[0].name == "Hélène Vasseur"


@pytest.mark.parametrize(
    "deed",
    [
        lambda journal, one: journal.events.edit(one, briefing="Voir Karim", goals=(EventGoal(text="2 contacts"),)),
        lambda journal, one: journal.events.move(one, at("2026-12-09T12:00")),
        lambda journal, one: journal.events.skip(one),
        lambda journal, one: journal.events.delete(one),
        lambda journal, one: journal.debriefs.finish(one, debrief="Trop de monde"),
        lambda journal, one: journal.events.edit(
            one.series_id, starts_at=at("2026-01-13T19:00"), ends_at=at("2026-01-13T21:00")
        ),
        lambda journal, one: journal.events.edit(
            one.series_id, rrule=ended("FREQ=MONTHLY;BYDAY=2TU", date(2026, 12, 31))
        ),
        lambda journal, one: journal.events.delete(one.series_id),
    ],
)
def test_every_verb_is_one_deed(
    events: Events, club: int, journal: Journal, dump: Dump, deed: Callable[[Journal, OccurrenceRef], None]
):
    events.edit(ref(club, "2027-01-12T18:30"), briefing="Voir Hélène")
    proves_undo(journal, dump, lambda: deed(journal, ref(club)))


def test_one_occurrence_is_moved_without_breaking_the_series(events: Events, club: int):
    events.move(ref(club), at("2026-12-09T12:00"))
    assert year(events)[:3] == [
        "2026-11-10 18:30 Club du mardi",
        "2026-12-09 12:00 Club du mardi",
        "2027-01-12 18:30 Club du mardi",
    ]
    moved = events.get(ref(club))
    assert (moved.recurrence_id, moved.ends_at) == (at("2026-12-08T18:30"), at("2026-12-09T14:00"))


def test_one_occurrence_is_skipped_and_taken_back(events: Events, club: int):
    events.skip(ref(club))
    assert "2026-12-08 18:30 Club du mardi" not in year(events)
    with pytest.raises(Refused, match="not_found"):
        events.get(ref(club))
    events.take_back(ref(club))
    assert "2026-12-08 18:30 Club du mardi" in year(events)
    events.edit(ref(club), briefing="Voir Karim")
    events.skip(ref(club))
    assert "2026-12-08 18:30 Club du mardi" not in year(events)
    events.take_back(ref(club))
    assert events.get(ref(club)).briefing == "Voir Karim"


def test_a_new_hour_takes_along_what_is_to_come_and_leaves_what_is_over(events: Events, club: int, journal: Journal):
    journal.debriefs.finish(ref(club, "2026-11-10T18:30"), debrief="Retenu")
    events.edit(ref(club), briefing="Voir Karim")
    events.move(ref(club, "2027-01-12T18:30"), at("2027-01-13T08:00"))
    events.skip(ref(club, "2027-02-09T18:30"))
    events.move(club, at("2026-01-13T19:00"))
    assert year(events) == [
        "2026-11-10 18:30 Club du mardi",
        "2026-12-08 19:00 Club du mardi",
        "2027-01-13 08:00 Club du mardi",
        "2027-03-09 19:00 Club du mardi",
        "2027-04-13 19:00 Club du mardi",
    ]
    assert events.get(ref(club, "2026-12-08T19:00")).briefing == "Voir Karim"


def test_a_series_ends(events: Events, club: int):
    events.edit(club, rrule=ended(events.get(club).rrule, date(2026, 12, 31)))
    assert year(events) == ["2026-11-10 18:30 Club du mardi", "2026-12-08 18:30 Club du mardi"]
    assert events.get(club).rrule == "FREQ=MONTHLY;UNTIL=20261231;BYDAY=2TU"


def test_an_event_that_comes_to_repeat_stays_the_first_of_its_series(events: Events, journal: Journal):
    person = journal.contacts.save(Contact(first_name="Karim"))
    lunch = events.save(
        NetworkingEvent(title="Déjeuner", starts_at=at("2026-11-03T12:00"), ends_at=at("2026-11-03T13:00"))
    )
    journal.debriefs.set_met(lunch, person, True)
    events.edit(lunch, rrule="FREQ=WEEKLY;INTERVAL=2")
    rows = events.occurrences(date(2026, 11, 1), date(2026, 11, 30))
    assert shown(rows) == ["2026-11-03 12:00 Déjeuner", "2026-11-17 12:00 Déjeuner"]
    assert (rows[0].ref, rows[0].people) == (lunch, 1)
    assert rows[0].series_id == rows[1].series_id


def test_a_series_of_whole_days_keeps_to_days_through_the_nights_of_the_clocks(events: Events):
    events.save(
        NetworkingEvent(
            title="Salon",
            all_day=True,
            starts_at=at("2026-03-21T00:00"),
            ends_at=at("2026-03-22T00:00"),
            rrule="FREQ=DAILY",
        )
    )
    (sunday,) = events.occurrences(date(2026, 3, 29), date(2026, 3, 29))
    assert sunday.ends_at is not None
    assert sunday.ends_at - sunday.starts_at == timedelta(hours=23)


def test_a_series_of_elsewhere_is_read_on_its_own_wall(events: Events):
    montreal = ZoneInfo("America/Montreal")
    events.save(
        NetworkingEvent(
            title="Appel",
            tz="America/Montreal",
            starts_at=at("2026-03-02T22:00", montreal),
            ends_at=at("2026-03-02T23:00", montreal),
            rrule="FREQ=WEEKLY",
        )
    )
    monday = date(2026, 3, 9)
    assert shown(events.occurrences(monday, monday)) == ["2026-03-09 22:00 Appel"]
    assert events.occurrences(monday, monday)[0].starts_at == datetime(2026, 3, 10, 2, tzinfo=UTC)
    assert events.occurrences(date(2026, 3, 10), date(2026, 3, 10)) == ()


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"rrule": "FREQ=HOURLY"}, "rule_too_frequent"),
        ({"rrule": "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"}, "rule_without_occurrence"),
        ({"rrule": "n’importe quoi"}, "bad_rule"),
        ({"rrule": "FREQ=DAILY", "starts_at": None}, "series_without_start"),
    ],
)
def test_a_rule_that_is_none_is_refused(events: Events, fields: dict[str, Any], reason: str):
    with pytest.raises(Refused) as caught:
        events.save(NetworkingEvent(**{"title": "Club", "starts_at": at("2026-11-03T12:00"), **fields}))
    assert caught.value.reason == reason


def test_what_happens_happens_in_an_occurrence(events: Events, club: int, journal: Journal):
    person = journal.contacts.save(Contact(first_name="Karim"))
    with pytest.raises(Refused, match="event_is_a_series"):
        journal.debriefs.set_met(club, person, True)
    with pytest.raises(Refused, match="not_found"):
        events.expect(ref(club, "2026-12-09T18:30"), [person])
    events.expect(ref(club), [person])
    with pytest.raises(Refused, match="series_has_occurrences"):
        events.edit(club, rrule="")
    with pytest.raises(Refused, match="occurrence_repeats"):
        events.edit(ref(club), rrule="FREQ=DAILY")


def test_deleting_a_series_keeps_what_was_attended(events: Events, club: int, journal: Journal):
    journal.debriefs.finish(ref(club, "2026-11-10T18:30"), debrief="Retenu")
    events.edit(ref(club), briefing="Voir Karim")
    events.delete(club)
    assert year(events) == ["2026-11-10 18:30 Club du mardi"]


def test_the_next_dates_of_a_series_are_told(events: Events, club: int):
    events.skip(ref(club))
    events.edit(ref(club, "2027-01-12T18:30"), briefing="Voir Karim")
    sheet = events.series(club, 2)
    assert [one.recurrence_id for one in sheet.to_come] == [at("2027-02-09T18:30"), at("2027-03-09T18:30")]
    assert sheet.event.exdates == (at("2026-12-08T18:30"),)


def test_the_sequence_counts_what_calendars_must_hear_of(events: Events, club: int):
    assert events.get(club).sequence == 0
    events.edit(club, briefing="À moi seule")
    assert events.get(club).sequence == 0
    events.edit(club, venue="Le Quai")
    assert events.get(club).sequence == 1


def test_what_is_gone_is_refused(events: Events, club: int, journal: Journal):
    with pytest.raises(Refused, match="not_found"):
        events.take_back(OccurrenceRef(999, at("2026-12-08T18:30")))
    with pytest.raises(Refused, match="not_found"):
        journal.debriefs.finish(999)
    events.edit(ref(club), briefing="Voir Karim")
    events.skip(ref(club))
    with pytest.raises(Refused, match="not_found"):
        journal.debriefs.finish(ref(club))
    events.delete(club)
    with pytest.raises(Refused, match="not_found"):
        events.edit(ref(club, "2027-01-12T18:30"), briefing="Voir Karim")


def test_an_event_without_a_date_cannot_come_to_repeat(events: Events):
    one_day = events.save(NetworkingEvent(title="Un jour"))
    with pytest.raises(Refused, match="series_without_start"):
        events.edit(one_day, rrule="FREQ=DAILY")


def test_an_occurrence_is_saved_by_its_form(events: Events, club: int):
    from dataclasses import replace

    key = events.save(replace(events.get(ref(club)), venue="Le Quai"))
    (row,) = events.occurrences(date(2026, 12, 1), date(2026, 12, 31))
    assert (row.event_id, row.venue, row.series_id) == (key, "Le Quai", club)


def test_what_ended_long_ago_no_longer_waits_for_its_debriefing(events: Events, journal: Journal):
    events.save(NetworkingEvent(title="Ancien", starts_at=at("2026-09-01T18:00"), ends_at=at("2026-09-01T20:00")))
    assert journal.today.sheet().debrief is None
    events.save(NetworkingEvent(title="Hier", starts_at=at("2026-11-19T18:00"), ends_at=at("2026-11-19T20:00")))
    waiting = journal.today.sheet().debrief
    assert waiting is not None
    assert waiting.title == "Hier"
