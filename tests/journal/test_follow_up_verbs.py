"""Follow-ups: due, levelled, done, put off, dropped."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from undoing import Dump, proves_undo

from carnet.domain.composer import parse
from carnet.domain.contacts import Contact, Sphere
from carnet.domain.followups import FollowUp, FollowUpReason, FollowUpState
from carnet.domain.working_days import WorkingDays
from carnet.errors import Refused
from carnet.journal import FixedClock, Journal, Options
from carnet.journal.contacts import Contacts
from carnet.journal.followups import FollowUps

TODAY = date(2026, 11, 20)


@pytest.fixture
def follow_ups(journal: Journal) -> FollowUps:
    return FollowUps(journal.core)


@pytest.fixture
def claire(journal: Journal) -> int:
    return Contacts(journal.core).save(Contact(first_name="Claire"))


def test_what_is_due_comes_in_the_order_it_waits(follow_ups: FollowUps, claire: int):
    for days in (0, -3, 4):
        due = TODAY + timedelta(days=days)
        follow_ups.save(FollowUp(contact_id=claire, due_on=due, scheduled_on=due, text=str(days)))
    assert [(line.text, line.days_late, line.contact) for line in follow_ups.due()] == [
        ("-3", 3, "Claire"),
        ("0", 0, "Claire"),
    ]
    assert len(follow_ups.due(1)) == 1
    assert len(follow_ups.for_contact(claire)) == 3


def test_a_full_day_moves_a_follow_up_and_keeps_when_it_is_due(follow_ups: FollowUps, claire: int, journal: Journal):
    journal.options = Options(follow_ups_a_day=1)
    day = TODAY + timedelta(days=12)
    keys = [follow_ups.save(FollowUp(contact_id=claire, due_on=day)) for _ in range(3)]
    found = [follow_ups.get(key) for key in keys]
    assert [one.due_on for one in found] == [day] * 3
    assert [one.scheduled_on for one in found] == [day, day - timedelta(days=1), day + timedelta(days=1)]


def test_follow_ups_fall_on_working_days(follow_ups: FollowUps, claire: int, journal: Journal):
    christmas, saturday = date(2026, 12, 25), date(2026, 12, 5)
    assert follow_ups.get(follow_ups.save(FollowUp(contact_id=claire, due_on=christmas))).scheduled_on == date(
        2026, 12, 24
    )
    key = follow_ups.save(FollowUp(contact_id=claire, due_on=saturday))
    assert (follow_ups.get(key).due_on, follow_ups.get(key).scheduled_on) == (saturday, date(2026, 12, 4))
    follow_ups.snooze(key, date(2027, 1, 1))
    assert follow_ups.get(key).scheduled_on == date(2027, 1, 4)
    journal.options = Options(working=WorkingDays(frozenset(range(7)), ""))
    follow_ups.snooze(key, date(2027, 1, 1))
    assert follow_ups.get(key).scheduled_on == date(2027, 1, 1)


def test_what_is_asked_for_today_is_for_today_on_a_saturday_too(tmp_path: Path):
    saturday = date(2026, 11, 21)
    journal = Journal(tmp_path / "samedi.carnet", clock=FixedClock(day=saturday))
    key = FollowUps(journal.core).save(FollowUp(contact_id=Contacts(journal.core).save(Contact(first_name="Zoé"))))
    assert FollowUps(journal.core).get(key).scheduled_on == saturday
    journal.close()


def test_thanks_are_never_levelled(follow_ups: FollowUps, claire: int, journal: Journal):
    journal.options = Options(follow_ups_a_day=1)
    day = TODAY + timedelta(days=10)
    for _ in range(2):
        key = follow_ups.save(FollowUp(contact_id=claire, due_on=day, reason=FollowUpReason.THANKS))
    assert follow_ups.get(key).scheduled_on == day


def test_without_a_day_a_follow_up_is_for_today(follow_ups: FollowUps, claire: int):
    assert follow_ups.get(follow_ups.save(FollowUp(contact_id=claire))).scheduled_on == TODAY


def test_another_day_schedules_again_and_another_text_does_not(
    follow_ups: FollowUps, claire: int, journal: Journal, dump: Dump
):
    key = follow_ups.save(FollowUp(contact_id=claire, due_on=TODAY, text="a"))
    later = TODAY + timedelta(days=10)
    proves_undo(journal, dump, lambda: follow_ups.save(FollowUp(contact_id=claire, id=key, due_on=later, text="b")))
    assert follow_ups.get(key).scheduled_on == later
    follow_ups.save(FollowUp(contact_id=claire, id=key, text="c"))
    assert (follow_ups.get(key).due_on, follow_ups.get(key).text) == (later, "c")


def test_done_may_log_the_exchange_in_the_same_deed(follow_ups: FollowUps, claire: int, journal: Journal, dump: Dump):
    key = follow_ups.save(FollowUp(contact_id=claire, due_on=TODAY, text="appeler"))
    proves_undo(journal, dump, lambda: follow_ups.done(key, log=parse("appel, elle signe", TODAY)))
    assert follow_ups.get(key).state is FollowUpState.DONE
    assert Contacts(journal.core).rows([claire])[claire].last_exchange_on == TODAY
    assert follow_ups.due() == ()


def test_every_verb_of_follow_ups_can_be_undone_and_redone(
    follow_ups: FollowUps, claire: int, journal: Journal, dump: Dump
):
    proves_undo(journal, dump, lambda: follow_ups.save(FollowUp(contact_id=claire, due_on=TODAY)))
    key = follow_ups.due()[0].id
    proves_undo(journal, dump, lambda: follow_ups.snooze(key, TODAY + timedelta(days=2)))
    assert follow_ups.due() == ()
    assert follow_ups.for_contact(claire)[0].due_on == TODAY
    proves_undo(journal, dump, lambda: follow_ups.done(key))
    proves_undo(journal, dump, lambda: follow_ups.reopen(key))
    proves_undo(journal, dump, lambda: follow_ups.drop(key))
    assert follow_ups.for_contact(claire) == ()


def test_all_that_is_due_can_be_put_off_at_once(follow_ups: FollowUps, claire: int, journal: Journal, dump: Dump):
    for days in (-1, 0):
        follow_ups.save(FollowUp(contact_id=claire, due_on=TODAY + timedelta(days=days)))
    proves_undo(journal, dump, lambda: follow_ups.snooze_all_due(TODAY + timedelta(days=1)))
    assert follow_ups.due() == ()
    assert follow_ups.snooze_all_due(TODAY) == 0


def test_one_put_off_is_late_from_its_new_day_on(follow_ups: FollowUps, claire: int):
    key = follow_ups.save(FollowUp(contact_id=claire, due_on=TODAY - timedelta(days=9)))
    follow_ups.snooze(key, TODAY - timedelta(days=1))
    assert follow_ups.due()[0].days_late == 1


def test_follow_ups_of_private_life_are_hidden_in_work_mode(follow_ups: FollowUps, claire: int, journal: Journal):
    follow_ups.save(FollowUp(contact_id=claire, due_on=TODAY))
    Contacts(journal.core).edit(claire, sphere=Sphere.PERSONAL)
    journal.options = Options(work_mode=True)
    assert follow_ups.due() == ()


def test_what_is_not_there_is_refused(follow_ups: FollowUps, claire: int):
    for verb in (follow_ups.get, follow_ups.done, follow_ups.drop, follow_ups.reopen):
        with pytest.raises(Refused):
            verb(99)
    with pytest.raises(Refused):
        follow_ups.save(FollowUp(contact_id=99))
