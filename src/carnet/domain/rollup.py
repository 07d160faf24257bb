"""Roll-ups of credits: the same cents by contact, event, channel and so on, each adding up to the turnover."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from carnet.domain.contacts import Channel, Sphere
from carnet.domain.events import EventKind
from carnet.domain.ids import CircleId, ContactId, EventId, MissionId, OrganisationId
from carnet.domain.missions import TouchKind
from carnet.domain.review import Grouping, SpecialRow

K = TypeVar("K")

# Looked up once: these are compared for each touch of each mission.
_NONE = TouchKind.NONE.value
_PERSONAL = Sphere.PERSONAL.value
_UNATTRIBUTED = SpecialRow.UNATTRIBUTED.value
_OUTSIDE_EVENTS = SpecialRow.OUTSIDE_EVENTS.value
_NO_CIRCLE = SpecialRow.NO_CIRCLE.value


class CreditedTouch(NamedTuple):
    """The cents of one touch and all that they may be grouped by.

    Sphere and circles are those, today, of the credited contact; circle ids ascend; `month` is that of the signature
    ("YYYY-MM").
    """

    mission_id: MissionId
    cents: int
    kind: TouchKind
    contact_id: ContactId | None = None
    sphere: Sphere | None = None
    circle_ids: tuple[CircleId, ...] = ()
    event_id: EventId | None = None
    series_id: EventId | None = None
    organiser_id: OrganisationId | None = None
    event_kind: EventKind | None = None
    channel: Channel = Channel.NONE
    month: str = ""


class Row(NamedTuple):
    """One line of a ranking; `key` is an id or an identifier as text, `mission_ids` those with a credit in it."""

    key: str
    credit_cents: int
    mission_ids: frozenset[int]

    @property
    def missions(self) -> int:
        """How many missions the credit rests on."""
        return len(self.mission_ids)


def roll_up(touches: Iterable[CreditedTouch], by: Grouping, *, hide_personal: bool = False) -> tuple[Row, ...]:
    """Return the rows of a grouping by credit descending, then key; rows without a cent are left out.

    `hide_personal` gathers the credits of personal contacts in one row, by contact only: the other groupings show
    nobody.
    """
    found = gathered(keyed(touches, by, hide_personal=hide_personal))
    rows = [Row(str(key), sum(parts.values()), frozenset(parts)) for key, parts in found.items()]
    return tuple(sorted(rows, key=_rank))


def keyed(
    touches: Iterable[CreditedTouch], by: Grouping, *, hide_personal: bool = False
) -> Iterable[tuple[MissionId, int | str, int]]:
    """Return mission, key of its row and cents of each touch; of a touch in several circles, of each of them."""
    if by is Grouping.CIRCLE:
        return _by_circle(touches)
    key = _hiding if by is Grouping.CONTACT and hide_personal else _KEYS[by]
    return [(touch[0], key(touch), touch[1]) for touch in touches]


def gathered(parts: Iterable[tuple[int, K, int]]) -> dict[K, dict[int, int]]:
    """Return the cents of parts by key and mission; what has no cents is left out."""
    found: dict[K, dict[int, int]] = {}
    for mission, key, cents in parts:
        if not cents:
            continue
        if (of_key := found.get(key)) is None:
            found[key] = {mission: cents}
        else:
            of_key[mission] = of_key.get(mission, 0) + cents
    return found


def even_split(cents: int, ways: int) -> tuple[int, ...]:
    """Share cents evenly by largest remainder, ties to the first."""
    each, left = divmod(cents, ways)
    return (each + 1,) * left + (each,) * (ways - left)


def through_relations(rows_by_contact: Sequence[Row]) -> int:
    """Return the cents credited to somebody, hidden people among them."""
    nobody = {SpecialRow.UNATTRIBUTED, SpecialRow.NO_CONTACT}
    return sum(row.credit_cents for row in rows_by_contact if row.key not in nobody)


def _rank(row: Row) -> tuple[int, str]:
    return -row.credit_cents, row.key


def _by_circle(touches: Iterable[CreditedTouch]) -> Iterator[tuple[MissionId, int | str, int]]:
    for touch in touches:
        circles = touch.circle_ids
        if touch.kind == _NONE or touch.contact_id is None or not circles:
            yield touch.mission_id, _without_circle(touch), touch.cents
        elif len(circles) == 1:
            yield touch.mission_id, circles[0], touch.cents
        else:
            for circle, cents in zip(sorted(circles), even_split(touch.cents, len(circles)), strict=True):
                yield touch.mission_id, circle, cents


def _without_circle(touch: CreditedTouch) -> int | str:
    if touch.kind == _NONE:
        return _UNATTRIBUTED
    return SpecialRow.NO_CONTACT if touch.contact_id is None else _NO_CIRCLE


def _contact(touch: CreditedTouch) -> int | str:
    if touch.kind == _NONE:
        return _UNATTRIBUTED
    return SpecialRow.NO_CONTACT if touch.contact_id is None else touch.contact_id


def _hiding(touch: CreditedTouch) -> int | str:
    hidden = touch.sphere == _PERSONAL and touch.contact_id is not None
    return SpecialRow.HIDDEN if hidden and touch.kind != _NONE else _contact(touch)


def _event(touch: CreditedTouch) -> int | str:
    return _of_event(touch, touch.event_id, SpecialRow.OUTSIDE_EVENTS)


def _series(touch: CreditedTouch) -> int | str:
    return _of_event(touch, touch.series_id, SpecialRow.NO_SERIES)


def _organiser(touch: CreditedTouch) -> int | str:
    return _of_event(touch, touch.organiser_id, SpecialRow.NO_ORGANISER)


def _kind(touch: CreditedTouch) -> int | str:
    return _of_event(touch, touch.event_kind and str(touch.event_kind), EventKind.OTHER)


def _of_event(touch: CreditedTouch, found: int | str | None, missing: str) -> int | str:
    if touch.kind == _NONE:
        return _UNATTRIBUTED
    if touch.event_id is None:
        return _OUTSIDE_EVENTS
    return missing if found is None else found


def _channel(touch: CreditedTouch) -> str:
    return _UNATTRIBUTED if touch.kind == _NONE else str(touch.channel)


def _sphere(touch: CreditedTouch) -> str:
    if touch.kind == _NONE:
        return _UNATTRIBUTED
    if touch.contact_id is None or touch.sphere is None:
        return SpecialRow.NO_CONTACT
    return str(touch.sphere)


def _month(touch: CreditedTouch) -> str:
    return touch.month


_KEYS: dict[Grouping, Callable[[CreditedTouch], int | str]] = {
    Grouping.CONTACT: _contact,
    Grouping.EVENT: _event,
    Grouping.SERIES: _series,
    Grouping.ORGANISER: _organiser,
    Grouping.KIND: _kind,
    Grouping.CHANNEL: _channel,
    Grouping.SPHERE: _sphere,
    Grouping.MONTH: _month,
}
