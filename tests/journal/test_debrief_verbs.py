"""The débriefing of an event: thanks on their days, and all of it taken back at once."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from undoing import proves_undo

from carnet.domain.contacts import Contact
from carnet.domain.events import EventGoal, NetworkingEvent, OccurrenceRef
from carnet.domain.followups import FollowUp
from carnet.journal import Journal

Dump = Callable[[Journal], Any]


@pytest.fixture
def evening(journal: Journal) -> int:
    """An afterwork of the day before."""
    return journal.events.save(NetworkingEvent(title="Afterwork", starts_at=datetime(2026, 11, 19, 17, tzinfo=UTC)))


def people(journal: Journal, event: int, count: int) -> list[int]:
    keys = [journal.contacts.save(Contact(first_name=f"Personne{n}")) for n in range(count)]
    for key in keys:
        journal.debriefs.set_met(event, key, True)
    return keys


def test_thanks_of_twelve_people_stay_within_72_hours(journal: Journal, evening: int) -> None:
    keys = people(journal, evening, 12)

    journal.debriefs.thank(evening, keys, "Remercier")

    days = [follow_up.scheduled_on for follow_up in journal.events.sheet(evening).follow_ups]
    assert days == [date(2026, 11, 21)] * 12


def test_afterwards_levelling_spreads_them(journal: Journal) -> None:
    start = datetime(2026, 11, 10, 17, tzinfo=UTC)
    past = journal.events.save(NetworkingEvent(title="Il y a dix jours", starts_at=start))

    journal.debriefs.thank(past, people(journal, past, 12))

    days = Counter(follow_up.scheduled_on for follow_up in journal.events.sheet(past).follow_ups)
    assert sum(days.values()) == 12
    assert len(days) > 1


def test_thanks_are_one_deed(journal: Journal, evening: int, dump: Dump) -> None:
    keys = people(journal, evening, 3)
    before = dump(journal)

    journal.debriefs.thank(evening, keys)
    journal.history.undo()

    assert dump(journal) == before


def test_the_whole_debriefing_is_taken_back_and_nothing_else(journal: Journal, evening: int, dump: Dump) -> None:
    expected = journal.contacts.save(Contact(first_name="Nadia"))
    journal.events.expect(evening, [expected])
    before = dump(journal)
    other = journal.events.save(NetworkingEvent(title="Autre", starts_at=datetime(2026, 11, 18, 17, tzinfo=UTC)))
    journal.debriefs.set_met(evening, expected, True)
    group = journal.capture.new_group(evening)
    added = journal.capture.add("Bruno Alessandri > relancer mardi", event_id=evening, group=group)
    journal.debriefs.thank(evening, [expected, added.contact_id])
    journal.events.edit(evening, goals=(EventGoal(text="Trouver un binôme", done=True),))
    journal.debriefs.finish(evening, debrief="Revenir en janvier")
    journal.debriefs.set_met(other, expected, True)
    journal.debriefs.set_met(other, expected, False)

    assert journal.debriefs.take_back(evening) == 5

    journal.events.delete(other)
    after = dump(journal)
    assert [row for row in after["attendance"] if row[1] == evening] == before["attendance"]
    assert after["follow_up"] == before["follow_up"]
    event = journal.events.sheet(evening).event
    assert (event.debriefed_at, event.debrief, event.goals) == (None, "", ())
    assert journal.contacts.find("Bruno Alessandri") == []


def test_an_occurrence_whose_first_mark_made_its_row_loses_both(journal: Journal, dump: Dump) -> None:
    start = datetime(2026, 11, 5, 17, tzinfo=UTC)
    series = journal.events.save(NetworkingEvent(title="Club", starts_at=start, rrule="FREQ=WEEKLY"))
    key = journal.contacts.save(Contact(first_name="Nadia"))
    past = OccurrenceRef(series, start + timedelta(days=7))
    before = dump(journal)
    journal.debriefs.set_met(past, key, True)
    row = journal.events.get(past).id
    assert row is not None
    journal.debriefs.finish(row)

    assert journal.debriefs.take_back(row) == 2

    assert dump(journal) == before


@pytest.mark.parametrize(
    "gesture",
    [
        lambda j, past, key: j.debriefs.plan(past, FollowUp(contact_id=key, text="rappeler")),
        lambda j, past, key: j.debriefs.thank(past, [key]),
        lambda j, past, _key: j.capture.add("Bruno Leroy", event_id=past),
        lambda j, past, _key: j.capture.expect("Ana Silva", past),
    ],
)
def test_whatever_is_done_at_a_date_of_a_series_without_a_row_is_one_deed(
    journal: Journal, dump: Dump, gesture: Callable[[Journal, OccurrenceRef, int], object]
) -> None:
    start = datetime(2026, 11, 5, 17, tzinfo=UTC)
    series = journal.events.save(NetworkingEvent(title="Club", starts_at=start, rrule="FREQ=WEEKLY"))
    key = journal.contacts.save(Contact(first_name="Nadia"))
    past = OccurrenceRef(series, start + timedelta(days=7))

    proves_undo(journal, dump, lambda: gesture(journal, past, key))


def test_people_added_at_a_date_of_a_series_are_of_its_debriefing(journal: Journal, dump: Dump) -> None:
    start = datetime(2026, 11, 3, 17, tzinfo=UTC)
    series = journal.events.save(NetworkingEvent(title="Club", starts_at=start, rrule="FREQ=WEEKLY"))
    key = journal.contacts.save(Contact(first_name="Nadia"))
    past = OccurrenceRef(series, start + timedelta(days=7))
    before = dump(journal)
    group = journal.capture.new_group(past)
    journal.capture.add("Bruno Leroy", event_id=past, group=group)
    row = journal.events.get(past).id
    assert row is not None
    journal.capture.add("Ana Silva", event_id=row, group=group)
    journal.debriefs.plan(row, FollowUp(contact_id=key, text="rappeler"))
    used = journal.events.default_for_capture()
    assert used is not None
    assert used.ref == row

    assert journal.debriefs.take_back(row) == 3

    assert dump(journal) == before
