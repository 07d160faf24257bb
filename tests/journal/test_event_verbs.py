"""Events: agenda, sheet, who is expected and met, goals, the end of a débriefing."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import pytest
from undoing import Dump, proves_undo

from carnet.domain.changes import Deed
from carnet.domain.contacts import Contact, Sphere
from carnet.domain.events import EventGoal, EventKind, EventRow, EventStatus, NetworkingEvent, Usefulness
from carnet.domain.missions import Stage
from carnet.errors import Refused
from carnet.journal import Journal, Options
from carnet.journal.capture import Capture
from carnet.journal.contacts import Contacts
from carnet.journal.events import Events
from carnet.journal.followups import FollowUps
from carnet.journal.interactions import Interactions
from carnet.store import tables as t

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def events(journal: Journal) -> Events:
    return Events(journal.core)


@pytest.fixture
def contacts(journal: Journal) -> Contacts:
    return Contacts(journal.core)


def event(title: str, starts: datetime | None, hours: float = 2, **fields: object) -> NetworkingEvent:
    ends = None if starts is None else starts + timedelta(hours=hours)
    return NetworkingEvent(**{"title": title, "starts_at": starts, "ends_at": ends, **fields})


def titles(rows: Iterable[EventRow]) -> list[str]:
    return [row.title for row in rows]


def test_the_agenda_tells_past_from_to_come_and_keeps_what_runs_now_among_the_latter(events: Events):
    events.save(event("hier", NOW - timedelta(days=1)))
    events.save(event("avant-hier", NOW - timedelta(days=2)))
    events.save(event("en cours", NOW - timedelta(hours=1)))
    events.save(event("demain", NOW + timedelta(days=1)))
    events.save(event("un jour", None))
    assert titles(events.upcoming()) == ["en cours", "demain", "un jour"]
    assert titles(events.upcoming(2)) == ["en cours", "demain"]
    assert titles(events.past()) == ["hier", "avant-hier"]
    assert titles(events.past(1, 1)) == ["avant-hier"]


def test_an_event_that_lasts_days_runs_until_its_end(events: Events):
    events.save(event("salon", NOW - timedelta(days=2), hours=96))
    assert titles(events.upcoming()) == ["salon"]
    assert events.past() == ()


def test_days_of_an_event_are_those_of_its_zone(events: Events):
    late = datetime(2026, 11, 20, 2, tzinfo=UTC)
    events.save(event("5 à 7", late, tz="America/Toronto"))
    events.save(event("petit-déjeuner", datetime(2026, 11, 18, 23, tzinfo=UTC), tz="Asia/Tokyo"))
    midnight = datetime(2026, 11, 18, 23, tzinfo=UTC)
    events.save(event("salon", midnight, hours=48, all_day=True))
    assert titles(events.between(date(2026, 11, 19), date(2026, 11, 19))) == ["petit-déjeuner", "salon", "5 à 7"]
    assert titles(events.between(date(2026, 11, 20), date(2026, 11, 20))) == ["salon"]
    assert events.between(date(2026, 11, 21), date(2026, 11, 30)) == ()


def test_an_all_day_event_without_end_lasts_one_day_of_its_zone(events: Events):
    key = events.save(NetworkingEvent(title="Salon", starts_at=datetime(2026, 10, 24, 22, tzinfo=UTC), all_day=True))
    # Paris leaves summer time on that Sunday: the day has twenty-five hours.
    assert events.get(key).ends_at == datetime(2026, 10, 25, 23, tzinfo=UTC)


def test_an_event_comes_back_as_it_was_saved(events: Events):
    given = event(
        " Afterwork  ",
        NOW,
        kind=EventKind.AFTERWORK,
        organiser="Escale Portage",
        venue="La Verrière",
        city="Toulouse",
        cost_cents=1200,
        minutes_spent=150,
        goals=(EventGoal(text="Rencontrer deux DSI"), EventGoal(text=" ")),
    )
    found = events.get(events.save(given))
    assert (found.title, found.organiser, found.venue, found.cost_cents) == (
        "Afterwork",
        "Escale Portage",
        "La Verrière",
        1200,
    )
    assert [goal.text for goal in found.goals] == ["Rencontrer deux DSI"]
    assert found.starts_at == NOW


def test_goals_are_ticked_moved_added_and_taken_away(events: Events, journal: Journal, dump: Dump):
    key = events.save(event("Salon", NOW, goals=(EventGoal(text="un"), EventGoal(text="deux"))))
    one, two = events.get(key).goals
    wanted = (two, EventGoal(text="trois", done=True))
    proves_undo(journal, dump, lambda: events.edit(key, goals=wanted))
    assert [(goal.text, goal.done) for goal in events.get(key).goals] == [("deux", False), ("trois", True)]
    assert events.get(key).goals[0].id == two.id
    assert one.id not in {goal.id for goal in events.get(key).goals}


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"title": "  "}, "empty"),
        ({"ends_at": NOW - timedelta(hours=1)}, "event_ends_before_start"),
        ({"tz": "Europe/Atlantide"}, "unknown_zone"),
        ({"tz": "../etc/passwd"}, "unknown_zone"),
    ],
)
def test_an_impossible_event_is_refused(events: Events, fields: dict[str, object], reason: str):
    with pytest.raises(Refused) as refusal:
        events.save(_with(fields))
    assert refusal.value.reason == reason


def _with(fields: dict[str, object]) -> NetworkingEvent:
    return NetworkingEvent(**{"title": "Salon", "starts_at": NOW, "ends_at": NOW, **fields})


def test_an_event_that_is_not_there_is_refused(events: Events, journal: Journal):
    for verb in (events.get, events.sheet, events.delete, journal.debriefs.later):
        with pytest.raises(Refused) as refusal:
            verb(99)
        assert refusal.value.reason == "not_found"
    with pytest.raises(Refused):
        events.save(event("Salon", NOW, id=99))


def test_an_event_is_found_by_id_title_or_a_part_of_it(events: Events):
    key = events.save(event("Afterwork Portage", NOW))
    events.save(event("Afterwork Portage d'été", NOW - timedelta(days=100)))
    assert titles(events.find(str(key))) == ["Afterwork Portage"]
    assert titles(events.find("afterwork portage")) == ["Afterwork Portage"]
    assert titles(events.find("ETE")) == ["Afterwork Portage d'été"]
    assert events.find("4242") == []
    assert events.find("") == []


def test_the_sheet_counts_the_events_of_the_same_organiser(events: Events):
    events.save(event("un", NOW - timedelta(days=60), organiser="Escale"))
    events.save(event("annulé", NOW - timedelta(days=40), organiser="Escale", status=EventStatus.CANCELLED))
    second = events.save(event("deux", NOW - timedelta(days=30), organiser="escale"))
    alone = events.save(event("seul", NOW))
    assert events.sheet(second).nth == 2
    assert events.sheet(alone).nth == 0


def test_the_sheet_shows_who_was_expected_met_and_followed_up(events: Events, contacts: Contacts, journal: Journal):
    key = events.save(event("Afterwork", NOW - timedelta(days=1)))
    camille = contacts.save(Contact(first_name="Camille", last_name="Sénéchal"))
    events.expect(key, [camille])
    nadia = Capture(journal.core).add("Nadia Benali, DSI chez Aéro, #cloud > mardi", event_id=key)
    sheet = events.sheet(key)
    assert [(who.name, who.expected, who.met, who.created_here) for who in sheet.attendees] == [
        ("Camille Sénéchal", True, False, False),
        ("Nadia Benali", False, True, True),
    ]
    assert sheet.attendees[1].follow_up_on == date(2026, 11, 24)
    assert sheet.attendees[1].tags == ("cloud",)
    assert sheet.attendees[1].level in {"hot", "warm"}
    assert [(one.contact, one.text, one.done) for one in sheet.follow_ups] == [("Nadia Benali", "mardi", False)]
    FollowUps(journal.core).done(sheet.follow_ups[0].id)
    assert events.sheet(key).follow_ups[0].done
    row = events.rows([key])[key]
    assert (row.people, row.expected, row.prepared, row.debriefed) == (1, 1, False, False)
    assert nadia.created
    assert sheet.needs_debrief


def test_somebody_known_only_by_name_is_new_at_the_event_where_she_was_met(
    events: Events, contacts: Contacts, journal: Journal
):
    key = events.save(event("Afterwork", NOW - timedelta(days=1)))
    camille = contacts.save(Contact(first_name="Camille", last_name="Sénéchal"))
    luc = Capture(journal.core).add("Luc Roy", event_id=events.save(event("Salon", NOW - timedelta(days=9)))).contact_id
    for who in (camille, luc):
        journal.debriefs.set_met(key, who, True)
    assert [(who.name, who.created_here) for who in events.sheet(key).attendees] == [
        ("Camille Sénéchal", True),
        ("Luc Roy", False),
    ]


def test_private_people_are_left_out_in_work_mode(events: Events, contacts: Contacts, journal: Journal):
    key = events.save(event("Afterwork", NOW))
    events.expect(key, [contacts.save(Contact(first_name="Zoé", sphere=Sphere.PERSONAL))])
    journal.options = Options(work_mode=True)
    assert events.sheet(key).attendees == ()


def test_the_sheet_names_the_missions_of_the_event(events: Events, journal: Journal):
    key = events.save(event("Afterwork", NOW))
    with journal.core.writing(Deed.SAVE_MISSION) as recorder:
        mission = recorder.insert(t.mission, uid="m", title="Audit", stage=Stage.LEAD, created_at=NOW)
        recorder.insert(t.touch, uid="t", mission_id=mission, event_id=key)
    assert events.sheet(key).missions == ((mission, "Audit"),)


def test_being_met_is_an_encounter_and_can_be_taken_back(
    events: Events, contacts: Contacts, journal: Journal, dump: Dump
):
    key = events.save(event("Afterwork", NOW - timedelta(days=1)))
    luc = contacts.save(Contact(first_name="Luc"))
    proves_undo(journal, dump, lambda: events.expect(key, [luc]))
    proves_undo(journal, dump, lambda: journal.debriefs.set_met(key, luc, True))
    assert contacts.rows([luc])[luc].last_exchange_on == date(2026, 11, 19)
    journal.debriefs.set_met(key, luc, True)
    proves_undo(journal, dump, lambda: journal.debriefs.set_met(key, luc, False))
    assert contacts.rows([luc])[luc].last_exchange_on is None
    assert [who.expected for who in events.sheet(key).attendees] == [True]
    proves_undo(journal, dump, lambda: events.unexpect(key, luc))
    assert events.sheet(key).attendees == ()
    events.unexpect(key, luc)


def test_an_encounter_with_a_note_is_kept_when_the_tick_is_taken_back(
    events: Events, contacts: Contacts, journal: Journal
):
    key = events.save(event("Afterwork", NOW - timedelta(days=1)))
    luc = Capture(journal.core).add("Luc Roy // parle de reprise", event_id=key)
    journal.debriefs.set_met(key, luc.contact_id, False)
    assert Interactions(journal.core).get(luc.interaction_id).summary == "parle de reprise"
    assert events.sheet(key).attendees == ()


def test_finishing_a_debriefing_says_that_she_was_there(events: Events, journal: Journal, dump: Dump):
    key = events.save(event("Afterwork", NOW - timedelta(days=1), status=EventStatus.REGISTERED))
    assert events.sheet(key).needs_debrief
    proves_undo(journal, dump, lambda: journal.debriefs.finish(key, usefulness=Usefulness.HIGH, debrief="Bon format"))
    found = events.get(key)
    assert (found.status, found.usefulness, found.debrief) == (EventStatus.ATTENDED, Usefulness.HIGH, "Bon format")
    assert found.debriefed_at == NOW
    assert not events.sheet(key).needs_debrief


@pytest.mark.parametrize("status", [EventStatus.MISSED, EventStatus.CANCELLED])
def test_an_event_she_was_not_at_needs_no_debriefing(events: Events, status: EventStatus):
    key = events.save(event("Afterwork", NOW - timedelta(days=1), status=status))
    assert not events.sheet(key).needs_debrief
    assert events.default_for_capture() is None


def test_the_status_after_the_end_is_the_one_the_user_set(events: Events):
    key = events.save(event("Afterwork", NOW - timedelta(days=9), status=EventStatus.PLANNED))
    assert events.rows([key])[key].status is EventStatus.PLANNED


def test_every_verb_of_events_can_be_undone_and_redone(events: Events, journal: Journal, dump: Dump):
    proves_undo(journal, dump, lambda: events.save(event("Salon", NOW, organiser="Escale")))
    key = events.find("Salon")[0].id
    proves_undo(journal, dump, lambda: events.edit(key, organiser="", title="Salon du portage"))
    proves_undo(journal, dump, lambda: journal.debriefs.later(key))
    proves_undo(journal, dump, lambda: events.delete(key))
    assert events.upcoming() == ()
    assert events.sheet(key).deleted
    proves_undo(journal, dump, lambda: events.restore(key))
    assert titles(events.upcoming()) == ["Salon du portage"]


def test_the_event_offered_is_the_one_that_runs_else_the_one_just_over(events: Events):
    assert events.default_for_capture() is None
    events.save(event("il y a trois jours", NOW - timedelta(days=3)))
    assert events.default_for_capture() is None
    events.save(event("hier", NOW - timedelta(days=1)))
    assert events.default_for_capture().title == "hier"
    events.save(event("en cours", NOW - timedelta(hours=1)))
    events.save(event("ce matin", NOW - timedelta(minutes=30), hours=0.1))
    assert events.default_for_capture().title == "en cours"
