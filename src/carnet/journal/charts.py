"""What the charts of « Bilan » show: bands of turnover, and the introductions on the paths of signed missions."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from carnet.domain import flows
from carnet.domain.contacts import ChannelGroup, Sphere
from carnet.domain.flows import Sourced
from carnet.domain.missions import TouchKind
from carnet.domain.network import Hop, Network, chains, doors, is_named
from carnet.domain.review import ReviewQuestion
from carnet.journal.credits import Counted, Credited
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


Shared = Iterable[tuple[Counted, Credited]]
Labels = Mapping[str, Labelled]
Pair = tuple[str, str]
"""Who presented whom, by key."""


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


def people(pairs: Mapping[int, Sequence[Pair]], missions: Iterable[Counted]) -> set[int]:
    """Return who is on the paths of missions and may be named."""
    keys = {key for mission in missions for pair in pairs.get(mission.id, ()) for key in pair}
    return {int(key) for key in keys if is_named(key)}


def network(shared: Shared, pairs: Mapping[int, Sequence[Pair]], question: ReviewQuestion, labels: Labels) -> Network:
    """Return the introductions on the paths of missions with their credits; `pairs` tells them by mission."""
    paths = []
    count = 0
    for mission, credited in shared:
        count += 1
        if mission.id not in pairs:
            continue
        cents = (
            part
            for touch, part in zip(mission.touches, credited.cents, strict=True)
            if touch.kind is TouchKind.INTRODUCTION
        )
        hops = [Hop(*pair, part) for pair, part in zip(pairs[mission.id], cents, strict=True) if all(pair)]
        paths.append((mission.id, mission.value_cents, hops))
    found = chains(paths)
    people = {person for chain in found for person in chain.people}
    opened = doors((key, hops) for key, _value, hops in paths)
    named = {key for key in people | {door.key for door in opened} if is_named(key)}
    return Network(question, opened, found, names(named, labels), count)


def _key(person: int | None, sphere: str | None, *, hide_personal: bool) -> str:
    """Return the key of a person, "" for nobody: her id, or one that is none where she is not to be named."""
    if person is None:
        return ""
    return f"hidden-{person}" if hide_personal and sphere == Sphere.PERSONAL.value else str(person)


def names(keys: Iterable[str], labels: Labels) -> dict[str, str]:
    """Return the names of those of some keys that have one."""
    return {key: labels[key].text for key in keys if key in labels}
