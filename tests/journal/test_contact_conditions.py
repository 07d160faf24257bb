"""What is typed into the search as a condition lists the people it speaks of, and only those."""

import pytest
from people_world import World, build

from carnet.domain.contacts import Affiliation, Channel, Contact, ContactFilter
from carnet.domain.query import Field, Term
from carnet.journal import Journal
from carnet.journal.contacts import Contacts


@pytest.fixture
def contacts(journal: Journal) -> Contacts:
    return Contacts(journal.core)


@pytest.fixture
def world(journal: Journal) -> World:
    return build(journal)


def names(contacts: Contacts, *terms: Term, text: str = "") -> set[str]:
    chosen = ContactFilter(text=text, terms=terms)
    keys = contacts.ids(chosen)
    assert contacts.count(chosen) == len(keys)
    return {row.name for row in contacts.rows(keys).values()}


def everybody(contacts: Contacts) -> set[str]:
    return names(contacts)


def test_a_tag_is_found_whole_before_it_is_found_begun(contacts: Contacts, world: World):
    contacts.edit(world.marc, tags=("cloudera",))
    whole = names(contacts, Term(Field.TAG, "Cloud"))

    assert contacts.rows([world.marc])[world.marc].name not in whole
    assert names(contacts, Term(Field.TAG, "clouder")) == {contacts.rows([world.marc])[world.marc].name}
    assert names(contacts, Term(Field.TAG, "rien")) == set()


@pytest.mark.parametrize(
    "term",
    [
        Term(Field.TAG, "cloud"),
        Term(Field.CIRCLE, "proche"),
        Term(Field.ORIGIN, "introduction*"),
        Term(Field.ORGANISATION, "aliz"),
        Term(Field.SEEN, ">5"),
        Term(Field.SEEN, "never"),
        Term(Field.WARMTH, "none"),
        Term(Field.MISSION, "yes"),
        Term(Field.INTRODUCED_BY, "marc"),
        Term(Field.SPHERE, "personal"),
        Term(Field.CITY, "toul"),
        Term(None, "budget 2027"),
    ],
)
def test_a_condition_and_its_contrary_share_everybody_out(contacts: Contacts, world: World, term: Term):
    held, others = names(contacts, term), names(contacts, term._replace(negated=True))

    assert held
    assert others
    assert held | others == everybody(contacts)
    assert not held & others


def test_seen_looks_at_the_last_exchange(contacts: Contacts, world: World):
    today = contacts._core.clock.today()
    last = {row.name: row.last_exchange_on for row in contacts.rows(contacts.ids(ContactFilter())).values()}

    for days in (1, 4, 30, 400):
        long_ago = {name for name, day in last.items() if day is not None and (today - day).days > days}
        assert names(contacts, Term(Field.SEEN, f">{days}")) == long_ago
        lately = {name for name, day in last.items() if day is not None and (today - day).days <= days}
        assert names(contacts, Term(Field.SEEN, f"<{days}")) == lately


def test_a_group_of_origins_holds_each_of_its_origins(contacts: Contacts, world: World):
    zoe = contacts.save(Contact(first_name="Zoé", origin_channel=Channel.VIADEO))
    name = contacts.rows([zoe])[zoe].name

    assert names(contacts, Term(Field.ORIGIN, "network*")) == {name}
    assert names(contacts, Term(Field.ORIGIN, Channel.VIADEO.value)) == {name}


def test_an_organisation_is_found_by_any_of_its_words(contacts: Contacts, world: World):
    zoe = contacts.save(Contact(first_name="Zoé", affiliations=(Affiliation(organisation="Banque Cévenole"),)))
    name = contacts.rows([zoe])[zoe].name

    assert names(contacts, Term(Field.ORGANISATION, "cevenole")) == {name}
    assert names(contacts, Term(Field.ORGANISATION, "evenole")) == set()


def test_a_phrase_keeps_the_order_of_its_words(contacts: Contacts, world: World):
    assert names(contacts, Term(None, "budget 2027"))
    assert names(contacts, Term(None, "2027 budget")) == set()


def test_conditions_narrow_the_words_typed(contacts: Contacts, world: World):
    with_words = names(contacts, text="vasseur")

    assert names(contacts, Term(Field.CITY, "lyon"), text="vasseur") < with_words
