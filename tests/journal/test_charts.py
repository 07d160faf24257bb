"""What the charts read: the same cents as the ranking, and the introductions on the paths of signed missions."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from carnet.domain.attribution import Model
from carnet.domain.contacts import Channel, Contact, Sphere
from carnet.domain.flows import Column, diagram
from carnet.domain.interactions import InteractionKind
from carnet.domain.network import drawing
from carnet.domain.review import Grouping, ReviewQuestion
from carnet.journal import FixedClock, Journal, Options, demo
from journal.mission_world import exchange, person, presented, signed

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("charts") / "example.carnet"
    demo.write(path, TODAY)
    return path.read_bytes()


@pytest.fixture
def example(tmp_path: Path, sample: bytes) -> Iterator[Journal]:
    path = tmp_path / "example.carnet"
    path.write_bytes(sample)
    opened = Journal(path, clock=FixedClock(day=TODAY))
    yield opened
    opened.close()


@pytest.mark.parametrize("model", list(Model))
@pytest.mark.parametrize("with_personal", [False, True])
def test_the_bands_are_the_ranking_to_the_cent(example: Journal, model: Model, with_personal: bool):
    question = ReviewQuestion(model=model, with_personal=with_personal)
    answer, flows = example.review.ask(question), example.review.flows(question)

    shown = diagram(flows.bands, 1_000, 1_000)

    assert {node.key[1]: (node.cents, len(node.missions)) for node in shown.columns[Column.CONTACT]} == {
        row.key: (row.credit_cents, row.missions) for row in answer.rows
    }
    assert {int(node.key[1]): node.cents for node in shown.columns[Column.MISSION]} == {
        mission.id: mission.value_cents for mission in answer.missions if mission.value_cents
    }
    assert sum(node.cents for node in shown.columns[Column.ORIGIN]) == answer.total_cents
    values = {mission.id: mission.value_cents for mission in answer.missions if mission.value_cents}
    assert diagram(flows.bands, values=values) == diagram(flows.bands)
    named = {row.key: row.label for row in answer.rows if not row.is_special}
    assert {key: flows.names[key] for key in named} == named


def test_another_grouping_asks_for_nothing_anew_and_a_change_does(example: Journal):
    question = ReviewQuestion()
    first = example.review.flows(question)

    assert example.review.flows(question._replace(by=Grouping.EVENT)).bands is first.bands
    somebody = next(int(key) for key in first.names)
    example.contacts.edit(somebody, first_name="Zoé")

    assert "Zoé" in example.review.flows(question).names[str(somebody)]


def test_an_origin_that_the_user_chooses_moves_the_band(example: Journal):
    question = ReviewQuestion()
    key = next(contact for _origin, contact in example.review.flows(question).bands if contact.isdigit())

    example.contacts.edit(int(key), origin_channel=Channel.COLD)

    assert {origin for origin, contact in example.review.flows(question).bands if contact == key} == {"prospecting"}


@pytest.fixture
def chain(journal: Journal) -> dict[str, int]:
    """Sophie presents Karim, who presents Claire, who signs; a renewal follows, and a mission of nobody's."""
    found = {name: person(journal, name) for name in ("Sophie", "Karim", "Claire")}
    exchange(journal, InteractionKind.ENCOUNTER, "2026-03-12", found["Sophie"])
    presented(journal, found["Sophie"], found["Karim"], "2026-04-03")
    presented(journal, found["Karim"], found["Claire"], "2026-05-20")
    exchange(journal, InteractionKind.CALL, "2026-06-15", found["Claire"])
    found["mission"] = signed(journal, found["Claire"], on=date(2026, 7, 1))
    found["renewal"] = signed(journal, None, on=date(2026, 10, 1), renewal_of_id=found["mission"])
    return found


def test_the_network_is_that_of_the_paths(journal: Journal, chain: dict[str, int]):
    network = journal.review.network(ReviewQuestion(model=Model.LINEAR))

    people = tuple(str(chain[name]) for name in ("Sophie", "Karim", "Claire"))
    assert [found.people for found in network.chains] == [people]
    assert set(network.chains[0].missions) == {chain["mission"], chain["renewal"]}
    assert network.chains[0].value_cents == 2 * 5_580_000
    assert [(door.key, door.introduced, len(door.missions)) for door in network.doors] == [
        (people[0], 1, 2),
        (people[1], 1, 2),
    ]
    # four touches, each with a quarter of both missions
    assert [door.credit_cents for door in network.doors] == [2 * 1_395_000] * 2
    assert network.names[people[1]] == "Karim"
    assert [[one.key for one in layer] for layer in drawing(network).layers] == [[key] for key in people]


def test_a_period_without_introductions_has_no_network(journal: Journal, chain: dict[str, int]):
    network = journal.review.network(ReviewQuestion(end=date(2026, 1, 1)))

    assert (network.doors, network.chains, network.missions) == ((), (), 0)


def test_private_people_have_no_name_and_no_id_where_they_are_hidden(journal: Journal, chain: dict[str, int]):
    karim = chain["Karim"]
    journal.contacts.edit(karim, sphere=Sphere.PERSONAL)

    hidden = journal.review.network(ReviewQuestion())
    named = journal.review.network(ReviewQuestion(with_personal=True))
    journal.options = Options(work_mode=True)
    at_work = journal.review.network(ReviewQuestion(with_personal=True))

    assert str(karim) in named.chains[0].people
    for network in (hidden, at_work):
        assert str(karim) not in {*network.names, *network.chains[0].people, *(door.key for door in network.doors)}
        assert "Karim" not in str(network)
    assert [door.key for door in hidden.doors] == [str(chain["Sophie"]), "hidden"]


def test_the_example_has_more_than_one_chain(example: Journal):
    network = example.review.network(ReviewQuestion())

    assert len(network.chains) > 2
    assert all(len(found.people) > 1 for found in network.chains)
    assert isinstance(example.contacts.get(int(network.doors[0].key)), Contact)
