"""Where the turnover flowed from: bands from origin through relation to mission, and how the small ones fold."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from enum import IntEnum
from heapq import nlargest
from itertools import pairwise
from typing import NamedTuple, Protocol, TypeVar

from carnet.domain.contacts import Channel, ChannelGroup, Sphere, group_of
from carnet.domain.ids import ContactId
from carnet.domain.layers import untangled
from carnet.domain.missions import TouchKind
from carnet.domain.review import ReviewQuestion, SpecialRow
from carnet.domain.rollup import CreditedTouch, gathered

MOST = 12
"""How many bands end in one column before the smallest fold; opening the fold shows as many more."""

REST = "rest"
"""The key of « Autres »: what was folded."""

_NONE = TouchKind.NONE.value
_PERSONAL = Sphere.PERSONAL.value
_UNATTRIBUTED = SpecialRow.UNATTRIBUTED.value
_SPECIAL = frozenset(row.value for row in SpecialRow)
_LAST = frozenset({REST, *_SPECIAL})


class Column(IntEnum):
    """The columns, left to right."""

    ORIGIN = 0
    CONTACT = 1
    MISSION = 2


K = TypeVar("K", str, int)
Key = tuple[Column, str]
Pair = tuple[str, str]
Bands = Mapping[Pair, Mapping[int, int]]
"""Cents by mission, for each pair of origin group and contact."""


class Sourced(Protocol):
    """What a touch says of where its credit flows from; the contact is the credited one."""

    @property
    def kind(self) -> TouchKind:
        """What kind of step it is."""
        ...

    @property
    def contact_id(self) -> ContactId | None:
        """Who is credited."""
        ...

    @property
    def sphere(self) -> Sphere | None:
        """Her sphere today."""
        ...

    @property
    def channel(self) -> Channel:
        """Through what the touch came, where nobody is credited."""
        ...


class Flows(NamedTuple):
    """The bands of an answer, which sum to the turnover.

    An origin is the group of the contact's origin; where nobody is credited, that of the touch's channel. Contacts are
    keyed as in the ranking by relation. `names` holds the names of contacts by key.
    """

    question: ReviewQuestion
    bands: Bands
    names: Mapping[str, str]


class Node(NamedTuple):
    """One end of bands; `folded` counts what stands behind « Autres », 0 for any other."""

    key: Key
    cents: int
    missions: frozenset[int]
    folded: int = 0


class Ribbon(NamedTuple):
    """What flowed from one origin through one relation to one mission, each shown or folded."""

    ends: tuple[Key, Key, Key]
    cents: int


class Diagram(NamedTuple):
    """Nodes by column, top to bottom, and the ribbons between them, in the order in which they leave their origins."""

    columns: tuple[tuple[Node, ...], ...]
    ribbons: tuple[Ribbon, ...]

    def node(self, key: Key) -> Node | None:
        """Return the node of a key, None where it is not shown."""
        return next((node for node in self.columns[key[0]] if node.key == key), None)


def bands(touches: Iterable[CreditedTouch], origin_of: Callable[[str], str], *, hide_personal: bool) -> Bands:
    """Return the cents of touches by origin, contact and mission; `origin_of` gives the origin group of a contact."""
    listed = tuple(touches)
    ends = pairs(listed, origin_of, hide_personal=hide_personal)
    return gathered((touch.mission_id, pair, touch.cents) for touch, pair in zip(listed, ends, strict=True))


def pairs(touches: Iterable["Sourced"], origin_of: Callable[[str], str], *, hide_personal: bool) -> list[Pair]:
    """Return for each touch the origin group and the relation that its credit flows through, whatever the model."""
    found: list[Pair] = []
    known: dict[int, Pair] = {}
    for touch in touches:
        contact = touch.contact_id
        if touch.kind == _NONE:
            pair = _UNATTRIBUTED, _UNATTRIBUTED
        elif contact is None:
            pair = group_of(touch.channel).value, SpecialRow.NO_CONTACT.value
        elif contact in known:
            pair = known[contact]
        else:
            hidden = hide_personal and touch.sphere == _PERSONAL
            key = str(contact)
            pair = known[contact] = origin_of(key), SpecialRow.HIDDEN.value if hidden else key
        found.append(pair)
    return found


def by_relation(flows: Bands) -> dict[str, Mapping[int, int]]:
    """Return the cents of bands by relation and mission, as the ranking by contact has them."""
    found: dict[str, Mapping[int, int]] = {}
    for (_origin, key), parts in flows.items():
        found[key] = _added(found[key], parts) if key in found else parts
    return found


def _added(one: Mapping[int, int], other: Mapping[int, int]) -> dict[int, int]:
    return {key: one.get(key, 0) + other.get(key, 0) for key in (*one, *other)}


def diagram(
    flows: Bands, contacts: int = MOST, missions: int = MOST, *, values: Mapping[int, int] | None = None
) -> Diagram:
    """Fold to so many relations and missions, « Autres » among them, and put what is shown in order.

    `values` spares adding up what each mission with a band is worth, where that is known.
    """
    of_contact: dict[str, int] = {}
    for (_origin, key), parts in flows.items():
        of_contact[key] = of_contact.get(key, 0) + sum(parts.values())
    of_mission = _worth(flows) if values is None else values
    shown, alone = _largest(of_contact, contacts, of_contact.keys() & _SPECIAL), _largest(of_mission, missions, set())
    together: defaultdict[Pair, list[Mapping[int, int]]] = defaultdict(list)
    for (start, key), parts in flows.items():
        together[start, key if key in shown else REST].append(parts)
    ribbons: defaultdict[tuple[Key, Key, Key], int] = defaultdict(int)
    behind: defaultdict[Key, set[int]] = defaultdict(set)
    rest = (Column.MISSION, REST)
    for (start, key), group in together.items():
        first, second = (Column.ORIGIN, start), (Column.CONTACT, key)
        behind[first].update(*group)
        behind[second].update(*group)
        left = sum(sum(parts.values()) for parts in group)
        for parts in group:
            for mission in () if alone.isdisjoint(parts) else alone & parts.keys():
                ribbons[first, second, (Column.MISSION, str(mission))] += parts[mission]
                left -= parts[mission]
        if left:
            ribbons[first, second, rest] += left
    behind.update({(Column.MISSION, str(mission)): {mission} for mission in alone})
    behind[rest] = of_mission.keys() - alone
    folded = {(Column.CONTACT, REST): len(of_contact) - len(shown), rest: len(of_mission) - len(alone)}
    return _ordered(ribbons, behind, folded)


def _worth(flows: Bands) -> dict[int, int]:
    found: dict[int, int] = {}
    for parts in flows.values():
        for mission, cents in parts.items():
            found[mission] = found.get(mission, 0) + cents
    return found


def _largest(totals: Mapping[K, int], most: int, always: set[K]) -> set[K]:
    """Return the keys that stand for themselves: some always, and the largest for which there is room beside a fold."""
    if len(totals) <= most:
        return set(totals)
    room = max(0, most - len(always) - 1)
    others = {key: cents for key, cents in totals.items() if key not in always}
    least = nlargest(room, others.values())[-1] if room and others else 0
    ranked = sorted((-cents, key) for key, cents in others.items() if cents >= least)
    return always | {key for _cents, key in ranked[:room]}


def _ordered(
    folded_ribbons: Mapping[tuple[Key, Key, Key], int], behind: Mapping[Key, set[int]], folded: Mapping[Key, int]
) -> Diagram:
    cents_of: defaultdict[Key, int] = defaultdict(int)
    links: defaultdict[tuple[Key, Key], int] = defaultdict(int)
    for ends, cents in folded_ribbons.items():
        for end in ends:
            cents_of[end] += cents
        for pair in pairwise(ends):
            links[pair] += cents
    nodes = {key: Node(key, cents, frozenset(behind[key]), folded.get(key, 0)) for key, cents in cents_of.items()}
    ranked = sorted(nodes.values(), key=_rank)
    columns = [[node.key for node in ranked if node.key[0] is column] for column in Column]
    placed = untangled(columns, links, last={key for key in nodes if key[1] in _LAST})
    at = {key: place for column in placed for place, key in enumerate(column)}
    ribbons = [Ribbon(ends, cents) for ends, cents in folded_ribbons.items()]
    ribbons.sort(key=lambda ribbon: tuple(at[end] for end in ribbon.ends))
    return Diagram(tuple(tuple(nodes[key] for key in column) for column in placed), tuple(ribbons))


def _rank(node: Node) -> tuple[bool, int, str]:
    return node.key[1] in _LAST or node.key[1] == ChannelGroup.OTHER.value, -node.cents, node.key[1]
