"""Who brought whom: doors and chains rest on the introductions of signed missions, and the drawing bears any graph."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from carnet.domain.network import Chain, Door, Hop, Network, chains, credited, door_of, doors, drawing
from carnet.domain.review import ReviewQuestion

SOPHIE, KARIM, CLAIRE = "1", "2", "3"
HOPS = (Hop(SOPHIE, KARIM), Hop(KARIM, CLAIRE))
CREDITS = ((SOPHIE, 2_790), (KARIM, 16_740))


def network_of(paths: list[tuple[int, int, tuple[Hop, ...]]], *credits_: tuple[str, int]) -> Network:
    opened = credited(doors((mission, hops) for mission, _value, hops in paths), credits_)
    return Network(ReviewQuestion(start=date(2026, 1, 1)), opened, chains(paths), {}, len(paths))


def test_a_door_counts_missions_and_people_once():
    opened = doors([(7, HOPS), (8, HOPS), (9, (Hop(SOPHIE, "4"), Hop(SOPHIE, "5")))])

    found = credited(opened, (*CREDITS, *CREDITS, (SOPHIE, 100), (SOPHIE, 1)))

    assert found == (
        Door(SOPHIE, 3, (7, 8, 9), 2 * 2_790 + 101),
        Door(KARIM, 1, (7, 8), 2 * 16_740),
    )


def test_private_life_is_one_door_and_comes_last():
    opened = doors([(1, (Hop("hidden-8", SOPHIE),)), (2, (Hop("hidden-9", SOPHIE),)), (3, HOPS[:1])])

    found = credited(opened, [(door_of("hidden-8"), 500), (door_of("hidden-9"), 500), CREDITS[0]])

    assert [(door.key, len(door.missions)) for door in found] == [(SOPHIE, 1), ("hidden", 2)]


def test_a_renewal_adds_to_its_chain():
    found = chains([(7, 55_800, HOPS), (8, 37_200, HOPS), (9, 10, ())])

    assert found == (Chain((SOPHIE, KARIM, CLAIRE), (7, 8), 93_000),)


def test_a_path_that_was_edited_apart_gives_the_chain_that_led_to_the_mission():
    assert chains([(7, 1, (Hop("8", "9"), *HOPS))])[0].people == (SOPHIE, KARIM, CLAIRE)
    assert chains([(7, 1, (Hop(CLAIRE, SOPHIE), *HOPS))])[0].people == (SOPHIE, KARIM, CLAIRE)


def test_layers_go_from_who_opens_the_door_on_and_thick_lines_are_many_missions():
    paths = [(7, 55_800, HOPS), (8, 37_200, HOPS), (9, 100, (Hop(SOPHIE, "4"),))]

    found = drawing(network_of(paths, *CREDITS, *CREDITS, (SOPHIE, 5)))

    assert [[person.key for person in layer] for layer in found.layers] == [[SOPHIE], [KARIM, "4"], [CLAIRE]]
    assert found.links[SOPHIE, KARIM] == 2
    assert found.layers[0][0].missions == 3
    assert found.layers[0][0].credit_cents == 2 * 2_790 + 5
    assert [chain.missions for chain in found.chains] == [(7, 8), (9,)]


hop = st.tuples(st.integers(1, 9), st.integers(1, 9)).filter(lambda pair: pair[0] != pair[1])
any_paths = st.lists(
    st.tuples(st.integers(1, 20), st.integers(0, 10_000), st.lists(hop, max_size=5)),
    max_size=25,
    unique_by=lambda p: p[0],
)


@given(any_paths, st.integers(1, 30))
def test_any_graph_with_circles_too_is_drawn_whole(paths: list[tuple[int, int, list[tuple[int, int]]]], most: int):
    told = [
        (mission, value, tuple(Hop(str(left), str(right)) for left, right in hops)) for mission, value, hops in paths
    ]
    network = network_of(told, *((door_of(hop.introducer), 1) for _key, _value, hops in told for hop in hops))

    found = drawing(network, most)

    assert len(found.chains) + found.folded == len(network.chains)
    assert sorted(found.chains) == sorted(network.chains[:most])
    people = [person.key for layer in found.layers for person in layer]
    assert sorted(people) == sorted({person for chain in found.chains for person in chain.people})
    assert all(layer for layer in found.layers)
    assert sum(door.credit_cents for door in network.doors) == sum(len(hops) for _key, _value, hops in told)
