"""Who brought whom: the introductions on the paths of signed missions, who opened doors, and the chains they make."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from carnet.domain.flows import MOST
from carnet.domain.layers import untangled
from carnet.domain.review import ReviewQuestion, SpecialRow


class Hop(NamedTuple):
    """One introduction on the path of a mission: who presented whom, as keys."""

    introducer: str
    introduced: str


class Door(NamedTuple):
    """Somebody who presented people on paths that led to missions; the credit is that of these introductions."""

    key: str
    introduced: int
    missions: tuple[int, ...]
    credit_cents: int


class Chain(NamedTuple):
    """People who presented one another, the last of them the door to missions, with the whole value of these."""

    people: tuple[str, ...]
    missions: tuple[int, ...]
    value_cents: int


class Network(NamedTuple):
    """The introductions that led to the missions of an answer; `names` holds the names of people by key.

    Someone of private life who is not to be named has a key of her own that is no id; as a door all of them are one.
    """

    question: ReviewQuestion
    doors: tuple[Door, ...]
    chains: tuple[Chain, ...]
    names: Mapping[str, str]
    missions: int


class Person(NamedTuple):
    """Somebody in the drawing: her layer, from 0, and the missions and credit behind her."""

    key: str
    layer: int
    missions: int
    credit_cents: int


class Drawing(NamedTuple):
    """Layers of people from those whom nobody presented on; each chain ends in its place of the last column.

    `links` tell how many missions went from one person to the next.
    """

    layers: tuple[tuple[Person, ...], ...]
    links: Mapping[tuple[str, str], int]
    chains: tuple[Chain, ...]
    folded: int


def is_named(key: str) -> bool:
    """Tell whether a key is somebody's id, who may be named and opened."""
    return key.isdigit()


def doors(paths: Iterable[tuple[int, Sequence[Hop]]]) -> tuple[Door, ...]:
    """Return who opened doors, without a credit yet; a path is mission and hops."""
    introduced: defaultdict[str, set[str]] = defaultdict(set)
    missions: defaultdict[str, list[int]] = defaultdict(list)
    for mission, hops in paths:
        for hop in hops:
            key = door_of(hop.introducer)
            introduced[key].add(hop.introduced)
            if mission not in missions[key][-1:]:
                missions[key].append(mission)
    return tuple(Door(key, len(people), tuple(missions[key]), 0) for key, people in introduced.items())


def door_of(introducer: str) -> str:
    """Return the door that somebody is; those who are not to be named are one."""
    return introducer if is_named(introducer) else SpecialRow.HIDDEN.value


def credited(opened: Iterable[Door], credits_: Iterable[tuple[str, int]]) -> tuple[Door, ...]:
    """Give doors their credit, which is told by introduction: by missions, then by credit, the most first.

    Private life, where it hides, comes last.
    """
    cents: defaultdict[str, int] = defaultdict(int)
    for key, part in credits_:
        cents[key] += part
    return tuple(sorted((Door(*door[:3], cents[door.key]) for door in opened), key=_rank))


def _rank(door: Door) -> tuple[bool, int, int, str]:
    return not is_named(door.key), -len(door.missions), -door.credit_cents, door.key


def chains(paths: Iterable[tuple[int, int, Sequence[Hop]]]) -> tuple[Chain, ...]:
    """Return the chains of people with what they led to, the most turnover first; a path is mission, value and hops."""
    missions: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    values: defaultdict[tuple[str, ...], int] = defaultdict(int)
    for mission, value, hops in paths:
        people = _people(hops)
        if people:
            missions[people].append(mission)
            values[people] += value
    found = [Chain(people, tuple(missions[people]), value) for people, value in values.items()]
    return tuple(sorted(found, key=lambda chain: (-chain.value_cents, chain.people)))


def _people(hops: Sequence[Hop]) -> tuple[str, ...]:
    """Return the people of the unbroken chain that ends with the last hop; a path may be edited apart."""
    people: list[str] = []
    for hop in reversed(hops):
        if not people:
            people = [hop.introduced]
        elif hop.introduced != people[-1]:
            break
        if hop.introducer in people:
            break
        people.append(hop.introducer)
    return tuple(reversed(people)) if len(people) > 1 else ()


def drawing(network: Network, most: int = MOST) -> Drawing:
    """Return the drawing of the largest chains, of so many at most."""
    shown = network.chains[:most]
    links: defaultdict[tuple[str, str], int] = defaultdict(int)
    behind: defaultdict[str, set[int]] = defaultdict(set)
    for chain in shown:
        for person in chain.people:
            behind[person].update(chain.missions)
        for pair in zip(chain.people, chain.people[1:], strict=False):
            links[pair] += len(chain.missions)
    layer_of = _layers(shown)
    credit = {door.key: door.credit_cents for door in network.doors}
    columns: list[list[str]] = [[] for _layer in range(max(layer_of.values(), default=-1) + 1)]
    for key, layer in layer_of.items():
        columns[layer].append(key)
    placed = untangled([*columns, list(shown)], _weights(shown, links))
    layers = tuple(
        tuple(Person(str(key), layer, len(behind[str(key)]), credit.get(str(key), 0)) for key in column)
        for layer, column in enumerate(placed[:-1])
    )
    ends = tuple(chain for chain in placed[-1] if isinstance(chain, Chain))
    return Drawing(layers, links, ends, len(network.chains) - len(shown))


def _weights(shown: Sequence[Chain], links: Mapping[tuple[str, str], int]) -> dict[tuple[object, object], float]:
    found: dict[tuple[object, object], float] = dict(links.items())
    found.update({(chain.people[-1], chain): len(chain.missions) for chain in shown})
    return found


def _layers(shown: Sequence[Chain]) -> dict[str, int]:
    """Put everybody right of those who presented her; of people who presented each other, the larger chain wins."""
    before: dict[str, set[str]] = {}
    for chain in shown:
        for person in chain.people:
            before.setdefault(person, set())
        for introducer, introduced in zip(chain.people, chain.people[1:], strict=False):
            if introduced not in _ancestors(introducer, before):
                before[introduced].add(introducer)
    found = dict.fromkeys(before, 0)
    for _round in before:  # as often as the longest chain is long, at most
        for person, others in before.items():
            found[person] = max((found[other] + 1 for other in others), default=0)
    return found


def _ancestors(person: str, before: Mapping[str, set[str]]) -> set[str]:
    found, waiting = {person}, [person]
    while waiting:
        for other in before.get(waiting.pop(), set()) - found:
            found.add(other)
            waiting.append(other)
    return found
