"""Saved views: kept by their text, listed as they were when they were kept, each verb undone whole."""

from collections.abc import Callable

import pytest
from people_world import World, build
from undoing import proves_undo

from carnet.domain.contacts import ContactFilter, Sphere
from carnet.domain.query import Field, Term
from carnet.errors import Refused
from carnet.journal import Journal

Dump = Callable[[Journal], dict[str, list[tuple[object, ...]]]]


@pytest.fixture
def world(journal: Journal) -> World:
    return build(journal)


def chips(journal: Journal) -> ContactFilter:
    circle = journal.labels.circles()[0].name
    spheres = Term(Field.SPHERE, tuple(sphere.value for sphere in Sphere))
    levels = Term(Field.WARMTH, ("hot", "warm", "none"))
    return ContactFilter(terms=(Term(Field.TAG, ("cloud",)), Term(Field.CIRCLE, (circle,)), spheres, levels))


def test_a_view_lists_whom_the_list_held_when_it_was_kept(journal: Journal, world: World):
    for chosen in (
        chips(journal),
        ContactFilter(text="vasseur", terms=(Term(Field.CITY, ("toulouse",)),)),
        ContactFilter(terms=(Term(None, ("budget 2027",)), Term(Field.SPHERE, ("personal",), negated=True))),
    ):
        journal.views.save("À revoir", chosen)
        (view,) = journal.views.rows()
        assert set(journal.contacts.ids(view.chosen)) == set(journal.contacts.ids(chosen))


def test_a_name_kept_again_is_the_same_view(journal: Journal, world: World):
    first = journal.views.save("Cloud", chips(journal))

    assert journal.views.save(" Cloud ", ContactFilter(text="cloud")) == first
    assert [view.name for view in journal.views.rows()] == ["Cloud"]
    with pytest.raises(Refused):
        journal.views.save("  ", ContactFilter(text="cloud"))


def test_views_are_renamed_moved_and_forgotten(journal: Journal):
    keys = [journal.views.save(name, ContactFilter(text=name)) for name in ("un", "deux", "trois")]

    journal.views.move(keys[2], -1)
    assert [view.name for view in journal.views.rows()] == ["un", "trois", "deux"]
    journal.views.move(keys[0], -1)
    assert [view.name for view in journal.views.rows()] == ["un", "trois", "deux"]
    journal.views.rename(keys[0], "premier")
    journal.views.delete(keys[1])
    assert [view.name for view in journal.views.rows()] == ["premier", "trois"]
    with pytest.raises(Refused):
        journal.views.delete(keys[1])
    with pytest.raises(Refused):
        journal.views.move(keys[1], 1)


def test_each_verb_on_views_is_taken_back_whole(journal: Journal, dump: Dump):
    keys = [journal.views.save(name, ContactFilter(text=name)) for name in ("un", "deux")]

    proves_undo(journal, dump, lambda: journal.views.save("trois", ContactFilter(text="trois")))
    proves_undo(journal, dump, lambda: journal.views.move(keys[0], 1))
    proves_undo(journal, dump, lambda: journal.views.rename(keys[0], "premier"))
    proves_undo(journal, dump, lambda: journal.views.delete(keys[0]))
