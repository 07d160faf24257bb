"""Circles, tags and organisations: naming, merging, deleting, counting, and taking it back."""

from collections.abc import Callable

import pytest
from people_world import World, build

from carnet.domain.contacts import OrganisationKind
from carnet.errors import Refused
from carnet.journal import Journal
from carnet.journal.contacts import Contacts
from carnet.journal.labels import Labels
from carnet.journal.organisations import Organisations

Dump = Callable[[Journal], dict[str, list[tuple[object, ...]]]]


@pytest.fixture
def world(journal: Journal) -> World:
    return build(journal)


@pytest.fixture
def labels(journal: Journal) -> Labels:
    return Labels(journal.core)


@pytest.fixture
def organisations(journal: Journal) -> Organisations:
    return Organisations(journal.core)


def _tag(labels: Labels, name: str) -> int:
    return next(tag.id for tag in labels.tags() if tag.name == name)


def test_labels_are_listed_with_those_who_wear_them(labels: Labels, world: World) -> None:
    assert [(tag.name, tag.contacts) for tag in labels.tags()] == [
        ("assurance", 1),
        ("cloud", 3),
        ("décideuse", 1),
        ("portage", 1),
    ]
    assert [(circle.name, circle.contacts) for circle in labels.circles()] == [("Clients", 1), ("Proche", 2)]


def test_a_tag_renamed_to_another_becomes_one_with_it(
    journal: Journal, labels: Labels, world: World, dump: Dump
) -> None:
    before = dump(journal)

    labels.rename_tag(_tag(labels, "portage"), "#Cloud")

    assert [(tag.name, tag.contacts) for tag in labels.tags()][1] == ("cloud", 4)
    journal.history.undo()
    assert dump(journal) == before


def test_a_tag_can_change_its_case(labels: Labels, world: World) -> None:
    labels.rename_tag(_tag(labels, "cloud"), "Cloud")

    assert [tag.name for tag in labels.tags()] == ["assurance", "Cloud", "décideuse", "portage"]


def test_a_deleted_label_leaves_its_people(journal: Journal, labels: Labels, world: World, dump: Dump) -> None:
    before = dump(journal)

    labels.delete_tag(_tag(labels, "cloud"))
    labels.delete_circle(labels.circles()[0].id)

    assert Contacts(journal.core).get(world.helene).tags == ("assurance",)
    journal.history.undo()
    journal.history.undo()
    assert dump(journal) == before


def test_circles_are_made_changed_and_never_twice(labels: Labels) -> None:
    key = labels.save_circle("Proches", "heat4", 60)
    labels.save_circle("Les proches", "heat3", 30, key)

    assert [circle[1:] for circle in labels.circles()] == [("Les proches", "heat3", 30, 0)]
    with pytest.raises(Refused) as error:
        labels.save_circle("les PROCHES")
    assert error.value.reason == "exists"


@pytest.mark.parametrize("name", ["", "  ", "#"])
def test_a_label_without_a_name_is_refused(labels: Labels, world: World, name: str) -> None:
    with pytest.raises(Refused):
        labels.rename_tag(_tag(labels, "cloud"), name)
    with pytest.raises(Refused):
        labels.save_circle(name.strip("#"))


def test_several_contacts_are_labelled_at_once(journal: Journal, labels: Labels, world: World) -> None:
    labels.label(
        [world.helene, world.karim],
        add_tags=("#neuf", "Cloud"),
        remove_tags=("assurance", "inconnue"),
        add_circles=("Lyon",),
        remove_circles=("Proche",),
    )

    contacts = Contacts(journal.core)
    assert contacts.get(world.helene).tags == ("cloud", "neuf")
    assert contacts.get(world.helene).circles == ("Lyon",)
    assert contacts.get(world.karim).tags == ("cloud", "neuf")


def test_organisations_are_one_whatever_their_spelling(organisations: Organisations, world: World) -> None:
    rows = organisations.rows()

    assert [(row.name, row.people) for row in rows] == [("Assurances Brocéliande", 0), ("Mutuelle Alizé", 2)]
    assert organisations.suggest("MUTUELLE al") == ["Mutuelle Alizé"]
    assert organisations.suggest("x") == []


def test_a_renamed_organisation_is_renamed_everywhere(
    journal: Journal, organisations: Organisations, world: World
) -> None:
    key = organisations.rows()[1].id

    organisations.edit(key, name=" Alizé Santé ", kind=OrganisationKind.END_CLIENT, city="Nantes")

    assert organisations.name(key) == "Alizé Santé"
    assert organisations.rows()[0].city == "Nantes"
    assert Contacts(journal.core).sheet(world.helene).organisation == "Alizé Santé"


def test_an_organisation_keeps_a_name(organisations: Organisations, world: World) -> None:
    with pytest.raises(Refused):
        organisations.edit(organisations.rows()[0].id, name="")
    with pytest.raises(Refused):
        organisations.edit(99, city="Nantes")
