"""Attribution models: how the value of a mission is shared, to the cent, among the touches of its path."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache
from typing import NamedTuple, Protocol, TypeVar

from carnet.domain.dates import PartialDate
from carnet.domain.missions import TouchKind

HALF_LIFE_DAYS = 180
WHOLE_BP = 10_000
_DECAY_UNIT = 1 << 52  # exact in a float, so that the shares of a recency model are integers like the others


class Model(StrEnum):
    """The visible switch: how credit is shared."""

    FIRST = "first"
    LAST = "last"
    LINEAR = "linear"
    POSITION = "position"
    DECAY = "decay"
    W = "w"
    MANUAL = "manual"


DEFAULT_MODEL = Model.W


class Weighable(Protocol):
    """What a model needs to know of a touch; `Touch` and slim rows both fit."""

    @property
    def kind(self) -> TouchKind:
        """The step of the path."""
        ...

    @property
    def occurred_on(self) -> PartialDate | None:
        """When it was."""
        ...

    @property
    def is_decisive(self) -> bool:
        """Whether the user marked it so."""
        ...

    @property
    def manual_share_bp(self) -> int | None:
        """The share that the user gave it."""
        ...


class Shares(NamedTuple):
    """Relative integer weights in the order of the touches; `is_fallback` where a manual mission had none."""

    parts: tuple[int, ...]
    is_fallback: bool = False


Part = TypeVar("Part", int, Fraction)


def shares(
    touches: Sequence[Weighable],
    model: Model,
    signed_on: date,
    *,
    half_life_days: int = HALF_LIFE_DAYS,
    default: Model = DEFAULT_MODEL,
) -> Shares:
    """Return the shares of touches under a model; `default` serves a manual mission without shares of its own."""
    if model is Model.MANUAL:
        given = _given(touches)
        if given is not None:
            return Shares(given)
        fallback = DEFAULT_MODEL if default is Model.MANUAL else default
        return Shares(shares(touches, fallback, signed_on, half_life_days=half_life_days).parts, is_fallback=True)
    if model is Model.DECAY:
        return Shares(_decay(touches, signed_on, half_life_days))
    decisive = decisive_index(touches) if model is Model.W else None
    return Shares(_pattern(model, len(touches), decisive))


def weights(
    touches: Sequence[Weighable], model: Model, signed_on: date, *, half_life_days: int = HALF_LIFE_DAYS
) -> tuple[Fraction, ...]:
    """Return the weights of touches under a model: exact, summing to 1."""
    parts = shares(touches, model, signed_on, half_life_days=half_life_days).parts
    whole = sum(parts)
    return tuple(Fraction(part, whole) for part in parts)


def credit(value_cents: int, parts: Sequence[Part]) -> tuple[int, ...]:
    """Share a value by largest remainder, ties to the earlier rank: the credits sum to it exactly."""
    whole = sum(parts)
    cents = [int(value_cents * part // whole) for part in parts]
    left = value_cents - sum(cents)
    if left:
        rests = [value_cents * part % whole for part in parts]
        for rank in sorted(range(len(parts)), key=rests.__getitem__, reverse=True)[:left]:
            cents[rank] += 1
    return tuple(cents)


def decisive_index(touches: Sequence[Weighable]) -> int | None:
    """Return the place of the decisive touch, None without one.

    It is the touch marked so, else the last introduction, neither of them first nor last.
    """
    inner = range(1, len(touches) - 1)
    for place in inner:
        if touches[place].is_decisive:
            return place
    for place in reversed(inner):
        if touches[place].kind is TouchKind.INTRODUCTION:
            return place
    return None


def has_manual_shares(touches: Sequence[Weighable]) -> bool:
    """Tell whether the user's shares make a whole."""
    return _given(touches) is not None


def _given(touches: Sequence[Weighable]) -> tuple[int, ...] | None:
    given = tuple(touch.manual_share_bp or 0 for touch in touches)
    return given if sum(given) == WHOLE_BP and min(given) >= 0 else None


@cache
def _pattern(model: Model, count: int, decisive: int | None) -> tuple[int, ...]:
    last = count - 1
    if model is Model.FIRST:
        return tuple(int(place == 0) for place in range(count))
    if model is Model.LAST:
        return tuple(int(place == last) for place in range(count))
    if model is Model.LINEAR or count < 3:
        return (1,) * count
    heads = {0, last} if decisive is None else {0, decisive, last}
    others = count - len(heads)
    if not others:
        return (1,) * count
    head, rest = (2, 1) if decisive is None else (3, 1)
    return tuple(head * others if place in heads else rest for place in range(count))


def _decay(touches: Sequence[Weighable], signed_on: date, half_life_days: int) -> tuple[int, ...]:
    """Halve with each half-life; counted from the latest touch, which changes nothing once normalised."""
    ages: list[int] = []
    age = 0
    for touch in reversed(touches):
        day = touch.occurred_on.first_day if touch.occurred_on else None
        age = age if day is None else (signed_on - day).days
        ages.append(age)
    youngest = min(ages, default=0)
    return tuple(int(2.0 ** ((youngest - age) / half_life_days) * _DECAY_UNIT) for age in reversed(ages))
