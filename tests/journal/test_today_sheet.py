"""« Aujourd'hui » : one read, through indexes only."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from carnet.domain.changes import Deed
from carnet.domain.composer import parse
from carnet.domain.contacts import Contact, ContactPoint, PointKind, Sphere
from carnet.domain.dates import PartialDate
from carnet.domain.events import EventStatus, NetworkingEvent
from carnet.domain.followups import FollowUp
from carnet.domain.interactions import Interaction, InteractionKind, Participation
from carnet.domain.missions import Stage
from carnet.journal import FixedClock, Journal, Options
from carnet.journal.contacts import Contacts
from carnet.journal.events import Events
from carnet.journal.followups import FollowUps
from carnet.journal.interactions import Interactions
from carnet.journal.today import Today
from carnet.store import tables as t

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TODAY = date(2026, 11, 20)


@pytest.fixture
def today(journal: Journal) -> Today:
    return Today(journal.core)


@pytest.fixture
def contacts(journal: Journal) -> Contacts:
    return Contacts(journal.core)


def event(journal: Journal, title: str, starts: datetime, **fields: object) -> int:
    ends = starts + timedelta(hours=2)
    given = {"title": title, "starts_at": starts, "ends_at": ends, **fields}
    return Events(journal.core).save(NetworkingEvent(**given))


def met(journal: Journal, contact_id: int, day: date) -> None:
    parts = (Participation(contact_id=contact_id),)
    Interactions(journal.core).save(
        Interaction(kind=InteractionKind.CALL, occurred_on=PartialDate.of(day), participants=parts)
    )


def test_a_journal_without_anything_asks_for_nothing(today: Today):
    sheet = today.sheet()
    assert (sheet.day, sheet.debrief, sheet.follow_ups, sheet.cooling) == (TODAY, None, (), ())
    assert (sheet.follow_ups_total, sheet.late_total, sheet.cooling_total, sheet.contacts_total) == (0, 0, 0, 0)


def test_follow_ups_due_are_counted_and_the_late_ones_too(journal: Journal, today: Today, contacts: Contacts):
    claire = contacts.save(Contact(first_name="Claire"))
    for days in (-2, 0, 5):
        FollowUps(journal.core).save(FollowUp(contact_id=claire, due_on=TODAY + timedelta(days=days)))
    sheet = today.sheet()
    assert (len(sheet.follow_ups), sheet.follow_ups_total, sheet.late_total) == (2, 2, 1)


def test_a_follow_up_says_what_was_said_last(journal: Journal, today: Today, contacts: Contacts):
    claire, karim = (contacts.save(Contact(first_name=name)) for name in ("Claire", "Karim"))
    both = (Participation(contact_id=claire, personal_note="cherche\nun poste"), Participation(contact_id=karim))
    told = (("2026-11-02", "devis envoyé"), ("2026-11-10", "budget voté"), ("2026-11-12", ""))
    for day, summary in told:
        parts = both if day == "2026-11-10" else (Participation(contact_id=claire), Participation(contact_id=karim))
        Interactions(journal.core).save(
            Interaction(kind=InteractionKind.CALL, occurred_on=PartialDate(day), summary=summary, participants=parts)
        )
    for key in (claire, karim, contacts.save(Contact(first_name="Zoé"))):
        FollowUps(journal.core).save(FollowUp(contact_id=key, due_on=TODAY))

    assert [line.last_note for line in today.sheet().follow_ups] == ["cherche un poste", "budget voté", ""]


def test_the_event_that_ended_last_waits_for_its_debriefing(journal: Journal, today: Today):
    event(journal, "avant-hier", NOW - timedelta(days=2))
    event(journal, "manqué", NOW - timedelta(hours=20), status=EventStatus.MISSED)
    event(journal, "en cours", NOW - timedelta(hours=1))
    key = event(journal, "hier", NOW - timedelta(days=1))
    waiting = today.sheet().debrief
    assert (waiting.event, waiting.title, waiting.people) == (key, "hier", 0)
    journal.debriefs.finish(key)
    assert today.sheet().debrief.title == "avant-hier"


def test_an_event_without_end_is_over_when_it_has_started(journal: Journal, today: Today):
    key = event(journal, "café", NOW - timedelta(hours=3), ends_at=None)
    waiting = today.sheet().debrief
    assert (waiting.event, waiting.ended_at) == (key, NOW - timedelta(hours=3))


def test_a_debriefing_put_off_comes_back_tomorrow(journal: Journal, today: Today):
    key = event(journal, "hier", NOW - timedelta(days=1))
    journal.debriefs.later(key)
    assert today.sheet().debrief is None
    tomorrow = Journal(journal.path, clock=FixedClock(day=TODAY + timedelta(days=1)))
    assert Today(tomorrow.core).sheet().debrief.event == key
    tomorrow.close()


def test_the_next_events_come_with_one_more_than_is_shown(journal: Journal, today: Today):
    for days in (4, 2, 1, 3, -1):
        event(journal, str(days), NOW + timedelta(days=days))
    assert [row.title for row in today.sheet().events] == ["1", "2", "3", "4"]


def test_relations_that_fell_a_level_lately_are_shown_the_worst_first(
    journal: Journal, today: Today, contacts: Contacts
):
    fading = contacts.save(Contact(first_name="Fanny", cadence_days=30))
    steady = contacts.save(Contact(first_name="Sam", cadence_days=365))
    phone = ContactPoint(kind=PointKind.PHONE, value="06 12 34 56 78")
    plunging = contacts.save(Contact(first_name="Paul", cadence_days=10, points=(phone,)))
    met(journal, fading, TODAY - timedelta(days=35))
    met(journal, steady, TODAY - timedelta(days=1))
    met(journal, plunging, TODAY - timedelta(days=15))
    lines = {line.contact: line for line in today.sheet().cooling}
    assert "Sam" not in lines
    assert next(iter(lines)) == "Paul"
    assert (lines["Paul"].gesture, lines["Paul"].days_since_last) == ("call", 15)
    assert today.sheet().cooling_total == len(lines)
    for line in lines.values():
        assert ["hot", "warm", "cool", "cold"].index(line.from_level) < ["hot", "warm", "cool", "cold"].index(
            line.to_level
        )


def test_birthdays_of_the_next_seven_days_are_told_with_the_age_where_known(today: Today, contacts: Contacts):
    for name, birthday in (("A", "1980-11-27"), ("B", "--11-20"), ("C", "--11-28"), ("D", "1990-11")):
        contacts.save(Contact(first_name=name, birthday=PartialDate(birthday)))
    assert [(line.contact, line.on, line.age) for line in today.sheet().birthdays] == [
        ("B", TODAY, None),
        ("A", date(2026, 11, 27), 46),
    ]


def test_a_birthday_on_29_february_is_on_1_march_of_other_years(tmp_path: Path):
    journal = Journal(tmp_path / "j.carnet", clock=FixedClock(day=date(2027, 2, 26)))
    Contacts(journal.core).save(Contact(first_name="A", birthday=PartialDate("2000-02-29")))
    assert [(line.on, line.age) for line in Today(journal.core).sheet().birthdays] == [(date(2027, 3, 1), 27)]
    journal.close()


def test_birthdays_over_the_new_year_are_seen(tmp_path: Path):
    journal = Journal(tmp_path / "j.carnet", clock=FixedClock(day=date(2026, 12, 29)))
    Contacts(journal.core).save(Contact(first_name="A", birthday=PartialDate("2000-01-02")))
    assert [(line.on, line.age) for line in Today(journal.core).sheet().birthdays] == [(date(2027, 1, 2), 27)]
    journal.close()


def test_missions_won_and_running_are_shown(journal: Journal, today: Today):
    with journal.core.writing(Deed.SAVE_MISSION) as recorder:
        for stage in (Stage.RUNNING, Stage.WON, Stage.LEAD):
            recorder.insert(
                t.mission,
                uid=stage.value,
                title=stage.value,
                stage=stage,
                created_at=NOW,
                day_rate_cents=62_000,
                days_sold_half=5,
            )
    assert [(one.title, one.value_cents) for one in today.sheet().missions] == [("running", 155_000), ("won", 155_000)]


def test_work_mode_hides_private_life_everywhere(journal: Journal, today: Today, contacts: Contacts):
    zoe = contacts.save(
        Contact(first_name="Zoé", sphere=Sphere.PERSONAL, birthday=PartialDate("--11-21"), cadence_days=30)
    )
    met(journal, zoe, TODAY - timedelta(days=35))
    FollowUps(journal.core).save(FollowUp(contact_id=zoe, due_on=TODAY))
    Interactions(journal.core).log([zoe], parse("à rappeler", TODAY))
    assert today.sheet().birthdays
    assert today.sheet().cooling
    journal.options = Options(work_mode=True)
    sheet = today.sheet()
    assert (sheet.birthdays, sheet.cooling, sheet.follow_ups, sheet.follow_ups_total) == ((), (), (), 0)
    assert (sheet.cooling_total, sheet.contacts_total) == (0, 0)


def test_no_part_of_the_page_reads_a_whole_table(journal: Journal, today: Today):
    statements: list[str] = []
    with journal.core.glancing() as connection:
        connection.set_trace_callback(statements.append)
    today.sheet()
    connection.set_trace_callback(None)
    statements = [statement for statement in statements if statement.lstrip().startswith("SELECT")]
    assert len(statements) > 8
    with journal.core.reading() as connection:
        for statement in statements:
            plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}")]
            scans = [
                step
                for step in plan
                if step.startswith("SCAN")
                and not any(word in step for word in ("INDEX", "SUBQUERY", "subquery", "CONSTANT ROW"))
            ]
            assert scans == [], statement
            # Nearly everybody is not hidden: an index that starts so and stops there reads them all.
            assert not any("(hidden=?)" in step and "COVERING" not in step for step in plan), statement


def test_the_page_is_read_without_sqlalchemy(journal: Journal):
    code = (
        "import sys\n"
        "sys.modules['sqlalchemy'] = None\n"
        "from pathlib import Path\n"
        "from carnet.journal import Journal\n"
        "print(Journal(Path(sys.argv[1])).today.sheet().contacts_total)\n"
    )
    Contacts(journal.core).save(Contact(first_name="Claire"))
    done = subprocess.run(
        [sys.executable, "-c", code, str(journal.path)], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "1"


def test_the_digest_tells_of_events_today_and_tomorrow(journal: Journal, clock: FixedClock) -> None:
    start = clock.now() + timedelta(hours=2)
    today = journal.events.save(NetworkingEvent(title="Ce soir", starts_at=start))
    journal.events.save(NetworkingEvent(title="Raté", starts_at=start, status=EventStatus.CANCELLED))
    journal.events.save(NetworkingEvent(title="Déjà là", starts_at=clock.now() - timedelta(hours=1)))
    journal.events.save(NetworkingEvent(title="Club", starts_at=start - timedelta(days=6), rrule="FREQ=WEEKLY"))
    journal.events.save(NetworkingEvent(title="Plus tard", starts_at=start + timedelta(days=2)))

    digest = journal.today.digest()

    assert [event.ref for event in digest.events] == [today]
    assert [event.title for event in digest.tomorrow] == ["Club"]
