"""What lies in the trash, and taking it out again: one deed, undoable."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from undoing import proves_undo

from carnet.domain.changes import Deed
from carnet.domain.contacts import Affiliation, Contact, Sphere
from carnet.domain.events import NetworkingEvent
from carnet.domain.mission_sheets import Mission
from carnet.domain.trash import TrashItem, TrashKind
from carnet.errors import Reason, Refused
from carnet.journal import FixedClock, Journal

Dump = Callable[[Journal], Any]
TODAY = date(2026, 11, 20)


@pytest.fixture
def full(journal: Journal) -> Journal:
    """A journal with one thing of each kind in the trash, the mission last."""
    roy = Contact(first_name="Hélène", last_name="Roy", affiliations=(Affiliation(organisation="Alizé"),))
    journal.contacts.delete(journal.contacts.save(roy))
    start = datetime(2026, 11, 19, 23, 30, tzinfo=UTC)
    event = NetworkingEvent(title="Afterwork", starts_at=start, ends_at=start, tz="Europe/Paris", organiser="Portéo")
    journal.events.delete(journal.events.save(event))
    journal.missions.delete(journal.missions.save(Mission(title="", client="Brocéliande")))
    return journal


def _items(journal: Journal, text: str = "") -> dict[TrashKind, TrashItem]:
    return {item.kind: item for item in journal.trash.items(text)}


def test_contacts_events_and_missions_lie_there_with_what_tells_them_apart(full: Journal) -> None:
    items = _items(full)

    assert (items[TrashKind.CONTACT].name, items[TrashKind.CONTACT].detail) == ("Hélène Roy", "Alizé")
    assert (items[TrashKind.EVENT].detail, items[TrashKind.EVENT].day) == ("Portéo", TODAY)
    assert (items[TrashKind.MISSION].name, items[TrashKind.MISSION].detail) == ("Brocéliande", "")
    assert len({item.key for item in items.values()}) == 3


def test_the_latest_lies_on_top(journal: Journal) -> None:
    old, new = (journal.contacts.save(Contact(first_name=name)) for name in ("Anne", "Zoé"))
    journal.contacts.delete(old)
    later = Journal(journal.path, clock=FixedClock(day=TODAY + timedelta(days=1)))
    later.contacts.delete(new)

    assert [item.name for item in later.trash.items()] == ["Zoé", "Anne"]
    later.close()


def test_words_are_sought_in_name_detail_and_kind(full: Journal) -> None:
    assert set(_items(full, "helene alize")) == {TrashKind.CONTACT}
    assert set(_items(full, "event")) == {TrashKind.EVENT}
    assert _items(full, "karim") == {}


def test_a_thing_is_sure_to_stay_thirty_days(full: Journal) -> None:
    item = _items(full)[TrashKind.CONTACT]

    assert item.days_left(TODAY) == 30
    assert item.days_left(TODAY + timedelta(days=12)) == 18
    assert item.days_left(TODAY + timedelta(days=45)) == 0


def test_work_mode_hides_people_of_private_life(journal: Journal) -> None:
    journal.contacts.delete(journal.contacts.save(Contact(first_name="Jeanne", sphere=Sphere.PERSONAL)))
    assert len(journal.trash.items()) == 1

    journal.options = replace(journal.options, work_mode=True)

    assert journal.trash.items() == ()


def test_restoring_several_is_one_deed_that_can_be_undone(full: Journal, dump: Dump) -> None:
    wanted = [(item.kind, item.id) for item in full.trash.items()]

    proves_undo(full, dump, lambda: full.trash.restore(wanted))

    assert full.trash.items() == ()
    deed = full.history.recent(1)[0]
    assert (deed.kind, deed.subject) == (Deed.RESTORE_SEVERAL, "3")


@pytest.mark.parametrize(
    ("kind", "deed", "subject"),
    [
        (TrashKind.CONTACT, Deed.RESTORE_CONTACT, "Hélène Roy"),
        (TrashKind.EVENT, Deed.RESTORE, "Afterwork"),
        (TrashKind.MISSION, Deed.RESTORE, "Brocéliande"),
    ],
)
def test_restoring_one_is_told_by_its_name(
    full: Journal, dump: Dump, kind: TrashKind, deed: Deed, subject: str
) -> None:
    item = _items(full)[kind]

    proves_undo(full, dump, lambda: full.trash.restore([(kind, item.id)]))

    assert kind not in _items(full)
    done = full.history.recent(1)[0]
    assert (done.kind, done.subject) == (deed, subject)


def test_restoring_a_person_brings_her_back_to_lists_and_search(full: Journal) -> None:
    item = _items(full)[TrashKind.CONTACT]
    assert full.contacts.find("Hélène Roy") == []

    full.trash.restore([(TrashKind.CONTACT, item.id)])

    assert [person.id for person in full.contacts.find("Hélène Roy")] == [item.id]


def test_restoring_nothing_does_nothing(full: Journal, dump: Dump) -> None:
    before = dump(full)
    full.trash.restore([])
    assert dump(full) == before


def test_what_is_no_longer_there_is_refused_and_the_rest_stays(full: Journal, dump: Dump) -> None:
    before = dump(full)

    with pytest.raises(Refused) as caught:
        full.trash.restore([(TrashKind.CONTACT, _items(full)[TrashKind.CONTACT].id), (TrashKind.EVENT, 99)])

    assert caught.value.reason == Reason.NOT_FOUND
    assert dump(full) == before
