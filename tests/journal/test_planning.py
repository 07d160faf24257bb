"""Occurrences of series without a row, where the day and the agenda are read; a whole series changed from one date."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from undoing import proves_undo

from carnet.domain.agenda import EventFilter
from carnet.domain.events import EventGoal, EventKind, EventStatus, NetworkingEvent, OccurrenceRef
from carnet.domain.zones import wall
from carnet.errors import Refused
from carnet.journal import FixedClock, Journal
from carnet.journal.events import Events

PARIS = ZoneInfo("Europe/Paris")
EVERYTHING = EventFilter()
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


@pytest.fixture
def events(journal: Journal) -> Events:
    """Return the verbs, on 20 November 2026."""
    return journal.events


@pytest.fixture
def journal_at(journal: Journal) -> Iterator[Callable[[date], Journal]]:
    """Return the same journal at noon of other days."""
    opened: list[Journal] = []

    def again(day: date) -> Journal:
        opened.append(Journal(journal.path, clock=FixedClock(day=day)))
        return opened[-1]

    yield again
    for each in opened:
        each.close()


def club(events: Events, rrule: str = "FREQ=WEEKLY;BYDAY=TU", first: str = "2026-11-03T18:30", **fields: Any) -> int:
    start = at(first)
    given = {"title": "Club du mardi", "kind": EventKind.CLUB, "organiser": "Escale Portage", "venue": "La Verrière"}
    return events.save(
        NetworkingEvent(starts_at=start, ends_at=start + timedelta(hours=2), rrule=rrule, **{**given, **fields})
    )


def agenda(events: Events, chosen: EventFilter = EVERYTHING) -> tuple[list[str], list[str]]:
    read = events.agenda(chosen, date(2026, 11, 1), date(2026, 12, 10))
    return _days(events, read.coming), _days(events, read.past)


def _days(events: Events, listed: Any) -> list[str]:
    rows = [events.rows([what])[what] if isinstance(what, int) else what for what in listed]
    return ["–" if row.starts_at is None else f"{wall(row.starts_at, row.tz):%d/%m} {row.title}" for row in rows]


def test_the_agenda_holds_rows_and_dates_without_one_in_order(events: Events):
    series = club(events)
    events.save(NetworkingEvent(title="Salon", starts_at=at("2026-11-26T10:00")))
    events.save(NetworkingEvent(title="Un jour"))
    events.edit(OccurrenceRef(series, at("2026-11-17T18:30")), goals=(EventGoal(text="Nadia"),))

    coming, past = agenda(events)

    assert coming == ["24/11 Club du mardi", "26/11 Salon", "01/12 Club du mardi", "08/12 Club du mardi", "–"]
    assert past == ["17/11 Club du mardi", "10/11 Club du mardi", "03/11 Club du mardi"]


def test_a_filter_narrows_the_agenda_by_each_of_its_fields(events: Events):
    club(events)
    events.save(NetworkingEvent(title="Salon", starts_at=at("2026-11-26T10:00"), city="Lyon", organiser="Sud"))
    events.save(
        NetworkingEvent(title="Manqué", starts_at=at("2026-11-12T10:00"), status=EventStatus.MISSED, city="Lyon")
    )

    assert agenda(events, EventFilter(kinds=frozenset(["club"])))[1][-1] == "03/11 Club du mardi"
    assert agenda(events, EventFilter(organisers=frozenset(["Sud"]))) == (["26/11 Salon"], [])
    assert agenda(events, EventFilter(statuses=frozenset(["missed"]))) == ([], ["12/11 Manqué"])
    assert agenda(events, EventFilter(places=frozenset(["Lyon"]))) == (["26/11 Salon"], ["12/11 Manqué"])
    values = events.agenda_values(date(2026, 11, 1), date(2026, 12, 10))
    assert values["places"] == {"La Verrière": 6, "Lyon": 2}
    assert values["statuses"]["planned"] == 7


def test_the_next_events_of_the_day_are_dates_of_series_too(events: Events, journal: Journal):
    series = club(events)
    events.save(NetworkingEvent(title="Salon", starts_at=at("2026-11-26T10:00")))

    found = journal.today.sheet().events

    assert [row.title for row in found] == ["Club du mardi", "Salon", "Club du mardi", "Club du mardi"]
    assert found[0].ref == OccurrenceRef(series, at("2026-11-24T18:30"))


def test_what_comes_once_a_year_is_among_the_next_events(events: Events, journal: Journal):
    yearly = club(events, "FREQ=YEARLY", "2020-09-01T09:00", title="Rentrée")
    assert [row.ref for row in journal.today.sheet().events] == [OccurrenceRef(yearly, at("2027-09-01T09:00"))]


def test_before_the_first_paint_series_are_left_out_and_it_says_so(events: Events, journal: Journal):
    assert not journal.today.sheet(series=False).series_left_out
    club(events)
    sheet = journal.today.sheet(series=False)
    assert (sheet.events, sheet.debrief, sheet.series_left_out) == ((), None, True)


def test_the_morning_after_asks_for_an_evening_without_a_row_and_putting_it_off_is_heard(
    events: Events, journal: Journal, journal_at: Callable[[date], Journal]
):
    series = club(events)
    morning = journal_at(date(2026, 11, 18))
    ref = OccurrenceRef(series, at("2026-11-17T18:30"))

    waiting = morning.today.sheet().debrief
    assert waiting is not None
    assert (waiting.event, waiting.title, waiting.people) == (ref, "Club du mardi", 0)
    assert morning.today.counts().debriefs == 1

    morning.debriefs.later(ref)
    assert morning.today.sheet().debrief is None
    assert journal_at(date(2026, 11, 23)).today.sheet().debrief.event != ref


def test_the_quick_add_takes_the_evening_that_runs_and_gives_it_its_row(
    events: Events, journal_at: Callable[[date], Journal]
):
    series = club(events, first="2026-11-03T12:30")
    evening = journal_at(date(2026, 11, 24))
    ref = OccurrenceRef(series, at("2026-11-24T12:30"))
    default = evening.events.default_for_capture()
    assert default is not None
    assert default.ref == ref

    group = evening.capture.new_group(ref)
    evening.capture.add("Nadia Benali", event_id=ref, group=group)
    evening.capture.add("Bruno Leroy", event_id=ref, group=group)

    sheet = evening.events.sheet(ref)
    assert [person.name for person in sheet.attendees if person.met] == ["Nadia Benali", "Bruno Leroy"]
    evening.history.undo()
    evening.history.undo()
    assert evening.events.sheet(ref).event.id is None


def test_what_something_may_be_attached_to_has_every_date_of_a_series(events: Events):
    series = club(events, first="2026-10-06T18:30")
    events.save(NetworkingEvent(title="Salon", starts_at=at("2026-11-26T10:00")))
    events.edit(OccurrenceRef(series, at("2026-11-10T18:30")), city="Lyon")
    events.skip(OccurrenceRef(series, at("2026-11-03T18:30")))

    assert [f"{wall(row.starts_at or NOW, row.tz):%d/%m} {row.title}" for row in events.occasions(4, 2)] == [
        "26/11 Salon",
        "24/11 Club du mardi",
        "17/11 Club du mardi",
        "10/11 Club du mardi",
        "27/10 Club du mardi",
        "20/10 Club du mardi",
    ]


def test_a_title_finds_the_date_of_a_series_that_began_last(events: Events):
    series = club(events)
    (found,) = events.find("club du mardi")
    assert found.ref == OccurrenceRef(series, at("2026-11-17T18:30"))
    (later,) = [club(events, first="2026-12-01T18:30", title="Réseau")]
    assert events.find("réseau")[0].ref == OccurrenceRef(later, at("2026-12-01T18:30"))


def starts(events: Events, series: int) -> list[str]:
    rows = events.occurrences(date(2026, 11, 1), date(2027, 1, 31))
    return [f"{wall(row.starts_at, row.tz):%d/%m %H:%M}" for row in rows if row.series_id == series]


def test_a_whole_series_goes_to_another_day_with_what_hangs_on_it(events: Events, journal: Journal, dump: Any):
    series = club(events, "FREQ=MONTHLY;BYDAY=2TU", "2026-11-10T18:30")
    annotated = OccurrenceRef(series, at("2027-01-12T18:30"))
    events.edit(annotated, goals=(EventGoal(text="Nadia"),))
    moved = OccurrenceRef(series, at("2026-12-08T18:30"))

    def act() -> None:
        events.edit_series(moved, starts_at=at("2026-12-09T19:00"), ends_at=at("2026-12-09T21:00"))

    proves_undo(journal, dump, act)
    assert starts(events, series) == ["10/11 19:00", "09/12 19:00", "13/01 19:00"]
    assert events.get(series).rrule == "FREQ=MONTHLY;BYDAY=2WE"
    assert events.get(OccurrenceRef(series, at("2027-01-13T19:00"))).goals[0].text == "Nadia"


def test_a_daily_series_moves_on_though_each_date_has_a_row(events: Events):
    series = club(events, "FREQ=DAILY;COUNT=5", "2026-11-24T09:00")
    for day in (24, 25, 26):
        events.edit(OccurrenceRef(series, at(f"2026-11-{day}T09:00")), briefing="À voir")
    events.edit_series(
        OccurrenceRef(series, at("2026-11-24T09:00")),
        starts_at=at("2026-11-25T09:00"),
        ends_at=at("2026-11-25T11:00"),
    )
    assert starts(events, series) == [f"{day}/11 09:00" for day in (25, 26, 27, 28, 29)]


def test_fields_reach_the_dates_to_come_that_said_the_same(events: Events):
    series = club(events)
    same, other = (OccurrenceRef(series, at(f"2026-{day}T18:30")) for day in ("11-24", "12-01"))
    events.edit(same, briefing="Voir Karim")
    events.edit(other, venue="Ailleurs")

    events.edit_series(same, venue="Le Quai", status=EventStatus.REGISTERED)

    assert (events.get(same).venue, events.get(other).venue, events.get(series).venue) == (
        "Le Quai",
        "Ailleurs",
        "Le Quai",
    )
    assert (events.get(same).status, events.get(series).status) == (EventStatus.REGISTERED, EventStatus.PLANNED)


def test_a_rule_without_a_like_on_another_day_is_refused(events: Events):
    series = club(events, "FREQ=WEEKLY;BYDAY=TU,TH")
    with pytest.raises(Refused, match="rule_cannot_move"):
        events.edit_series(
            OccurrenceRef(series, at("2026-11-24T18:30")),
            starts_at=at("2026-11-25T18:30"),
            ends_at=at("2026-11-25T20:30"),
        )
    assert starts(events, series)[4] == "17/11 18:30"
