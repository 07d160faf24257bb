"""Verbs on several people: one deed each, undoable, and what the people have in common."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from undoing import proves_undo

from carnet.domain.changes import Deed
from carnet.domain.contacts import Contact, ContactStatus, Sphere
from carnet.errors import Refused
from carnet.journal import Journal

Dump = Callable[[Journal], Any]
TODAY = date(2026, 11, 20)


@pytest.fixture
def people(journal: Journal) -> list[int]:
    contacts = (
        Contact(first_name="Anne", tags=("cloud", "data"), circles=("Proches",), cadence_days=30),
        Contact(first_name="Bruno", tags=("cloud",), sphere=Sphere.PERSONAL, starred=True),
        Contact(first_name="Claire"),
    )
    return [int(journal.contacts.save(contact)) for contact in contacts]


def test_what_people_wear_and_are_is_counted(journal: Journal, people: list[int]) -> None:
    found = journal.selections.summary(people)

    assert (found.people, found.tags, found.circles) == (3, {"cloud": 2, "data": 1}, {"Proches": 1})
    assert found.spheres == {Sphere.PROFESSIONAL, Sphere.PERSONAL}
    assert found.cadences == {30, None}
    assert (found.archived, found.starred) == (0, 1)


@pytest.mark.parametrize(
    "fields",
    [
        {"sphere": Sphere.BOTH},
        {"sphere": "both"},
        {"cadence_days": 45},
        {"status": ContactStatus.ARCHIVED},
        {"starred": True},
    ],
    ids=str,
)
def test_an_edit_of_several_is_one_deed(
    journal: Journal, people: list[int], dump: Dump, fields: dict[str, Any]
) -> None:
    proves_undo(journal, dump, lambda: journal.selections.edit(people, **fields))

    deed = journal.history.recent(1)[0]
    assert (deed.kind, deed.subject) == (Deed.EDIT_CONTACTS, "3")
    (name, value) = next(iter(fields.items()))
    assert [getattr(journal.contacts.get(key), name) for key in people] == [value] * 3


def test_a_cadence_of_no_days_is_refused(journal: Journal, people: list[int], dump: Dump) -> None:
    before = dump(journal)
    with pytest.raises(Refused) as caught:
        journal.selections.edit(people, cadence_days=0)
    assert caught.value.reason == "bad_cadence"
    assert dump(journal) == before


def test_only_what_people_can_share_is_edited(journal: Journal, people: list[int]) -> None:
    with pytest.raises(TypeError):
        journal.selections.edit(people, first_name="Zoé")


def test_follow_ups_of_several_are_spread_and_one_deed(journal: Journal, people: list[int], dump: Dump) -> None:
    proves_undo(journal, dump, lambda: journal.selections.plan([*people, people[0]], TODAY))

    planned = [journal.follow_ups.for_contact(key) for key in people]
    assert [len(each) for each in planned] == [1, 1, 1]
    deed = journal.history.recent(1)[0]
    assert (deed.kind, deed.subject) == (Deed.PLAN_FOLLOW_UPS, "3")


def test_a_follow_up_for_nobody_is_refused(journal: Journal) -> None:
    with pytest.raises(Refused):
        journal.selections.plan([], TODAY)
