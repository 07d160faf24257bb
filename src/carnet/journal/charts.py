"""What the charts of « Bilan » show: bands of turnover, and the introductions on the paths of signed missions."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from carnet.domain import flows
from carnet.domain.contacts import ChannelGroup, Sphere
from carnet.domain.flows import Sourced
from carnet.domain.missions import TouchKind
from carnet.domain.network import Chain, Door, Hop, chains, door_of, doors, is_named
from carnet.journal.credits import Counted
from carnet.store import quick
from carnet.store.quick import Connected

_HOPS = (
    "SELECT t.mission_id, t.introducer_id, i.sphere, t.contact_id, c.sphere FROM touch t "
    "LEFT JOIN contact i ON i.id = t.introducer_id LEFT JOIN contact c ON c.id = t.contact_id "
    "WHERE t.kind = 'introduction' ORDER BY t.mission_id, t.rank, t.id"
)


class Labelled(Protocol):
    """The name of a person, and the group of her origin."""

    @property
    def text(self) -> str:
        """Her name."""
        ...

    @property
    def origin(self) -> str:
        """The group."""
        ...


Labels = Mapping[str, Labelled]
Pair = tuple[str, str]
"""Who presented whom, by key."""
Pairs = Mapping[int, Sequence[Pair]]
"""Those on the path of each mission, in order."""


class Met(NamedTuple):
    """The introductions on the paths of missions, whatever the model.

    Attributes:
        pairs: what they were found in.
        doors: who opened doors, without a credit yet.
        introducers: where the touch of each introduction stands among all of the missions, and the door it is of.
        chains: of people who presented one another.
        names: of those who may be named.
    """

    pairs: Pairs
    doors: tuple[Door, ...]
    introducers: list[tuple[int, str]]
    chains: tuple[Chain, ...]
    names: Mapping[str, str]


def ends(touches: Iterable[Sourced], labels: Labels, *, hide_personal: bool) -> list[flows.Pair]:
    """Return for each touch the origin group and the relation that its credit flows through."""

    def origin_of(key: str) -> str:
        found = labels.get(key)
        return found.origin if found is not None else ChannelGroup.OTHER.value

    return flows.pairs(touches, origin_of, hide_personal=hide_personal)


def pairs_by_mission(connection: Connected, *, hide_personal: bool) -> dict[int, list[Pair]]:
    """Return who presented whom on the path of every mission, in order."""
    found: dict[int, list[Pair]] = {}
    for mission, introducer, sphere, introduced, other_sphere in quick.rows(connection, _HOPS):
        by = _key(introducer, sphere, hide_personal=hide_personal)
        found.setdefault(mission, []).append((by, _key(introduced, other_sphere, hide_personal=hide_personal)))
    return found


def met(missions: Iterable[Counted], pairs: Pairs, labelled: Callable[[Iterable[int]], Labels]) -> Met:
    """Return the introductions on the paths of missions; `labelled` finds people by id."""
    place = 0
    paths: list[tuple[int, int, list[Hop]]] = []
    introducers: list[tuple[int, str]] = []
    for mission in missions:
        hops = []
        if mission.id in pairs:
            at = (place + of for of, touch in enumerate(mission.touches) if touch.kind is TouchKind.INTRODUCTION)
            for where, pair in zip(at, pairs[mission.id], strict=True):
                if all(pair):
                    hops.append(Hop(*pair))
                    introducers.append((where, door_of(pair[0])))
        place += len(mission.touches)
        paths.append((mission.id, mission.value_cents, hops))
    found, opened = chains(paths), doors((key, hops) for key, _value, hops in paths)
    keys = {person for chain in found for person in chain.people} | {door.key for door in opened}
    named = set(filter(is_named, keys))
    return Met(pairs, opened, introducers, found, names(named, labelled(map(int, named))))


def _key(person: int | None, sphere: str | None, *, hide_personal: bool) -> str:
    """Return the key of a person, "" for nobody: her id, or one that is none where she is not to be named."""
    if person is None:
        return ""
    return f"hidden-{person}" if hide_personal and sphere == Sphere.PERSONAL.value else str(person)


def names(keys: Iterable[str], labels: Labels) -> dict[str, str]:
    """Return the names of those of some keys that have one."""
    return {key: labels[key].text for key in keys if key in labels}
