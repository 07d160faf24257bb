"""Drawings in columns: the order that crosses little, and heights that fit the room."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, TypeVar

K = TypeVar("K")

_ROUNDS = 3
_HALVINGS = 40


class Slot(NamedTuple):
    """Where something stands in its column, and the room that it was given there (for its label)."""

    top: float
    height: float
    room_top: float
    room: float

    @property
    def middle(self) -> float:
        """The middle of its height."""
        return self.top + self.height / 2

    @property
    def room_middle(self) -> float:
        """The middle of its room."""
        return self.room_top + self.room / 2


def untangled(
    columns: Sequence[Sequence[K]], links: Mapping[tuple[K, K], float], last: Collection[K] = ()
) -> list[list[K]]:
    """Order all columns but the first by where their neighbours stand, those at left first; `last` stay last."""
    before: defaultdict[K, list[tuple[K, float]]] = defaultdict(list)
    after: defaultdict[K, list[tuple[K, float]]] = defaultdict(list)
    for (left, right), weight in links.items():
        before[right].append((left, weight))
        after[left].append((right, weight))
    placed = [list(column) for column in columns]
    at = {key: place for column in placed for place, key in enumerate(column)}
    for _round in range(_ROUNDS):
        for column in placed[1:]:
            column.sort(key=lambda key: (key in last, _mean(before[key], at), _mean(after[key], at)))
            at.update((key, place) for place, key in enumerate(column))
    return placed


def _mean(neighbours: Sequence[tuple[K, float]], at: Mapping[K, int]) -> float:
    whole = sum(weight for _key, weight in neighbours)
    return sum(at[key] * weight for key, weight in neighbours) / whole if whole else 0.0


def scale_for(columns: Sequence[Sequence[float]], least: Sequence[float], room: float, gap: float) -> float:
    """Return the largest height of one unit with which every column fits the room.

    `least` is the room that each thing of a column has at least.
    """
    whole = max((sum(column) for column in columns), default=0.0)
    if not whole:
        return 0.0
    low, high = 0.0, room / whole
    for _halving in range(_HALVINGS):
        middle = (low + high) / 2
        fits = all(
            sum(max(value * middle, low_most) for value in column) + gap * (len(column) - 1) <= room
            for column, low_most in zip(columns, least, strict=True)
        )
        low, high = (middle, high) if fits else (low, middle)
    return low


def stacked(heights: Sequence[float], least: float, room: float, gap: float, most_gap: float) -> list[Slot]:
    """Spread things over the height of a column, each in the middle of its room."""
    rooms = [max(height, least) for height in heights]
    spare = room - sum(rooms)
    between = max(gap, min(most_gap, spare / (len(rooms) - 1))) if len(rooms) > 1 else 0.0
    y = max(0.0, (spare - between * (len(rooms) - 1)) / 2)
    found = []
    for height, given in zip(heights, rooms, strict=True):
        found.append(Slot(y + (given - height) / 2, height, y, given))
        y += given + between
    return found


def least_room(counts: Sequence[int], least: Sequence[float], gap: float) -> float:
    """Return the height in which every column has its least room."""
    return max(
        (count * low_most + gap * (count - 1) for count, low_most in zip(counts, least, strict=True) if count),
        default=0.0,
    )


def beside(wishes: Sequence[float], pitch: float, room: float) -> list[float]:
    """Return places as near to the wished ones as order, pitch and room allow."""
    placed: list[float] = []
    for wish in wishes:
        placed.append(max(wish, placed[-1] + pitch) if placed else max(0.0, wish))
    last = room - pitch
    for at in range(len(placed) - 1, -1, -1):
        placed[at] = min(placed[at], last)
        last = placed[at] - pitch
    return placed
