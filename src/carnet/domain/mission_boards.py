"""The missions page over rows already read: whom a filter leaves, cards in order, totals; sorted and searched lists."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from carnet.domain.mission_sheets import Board, MissionRow, StageTotal
from carnet.domain.missions import COUNTED, Stage
from carnet.domain.stages import rate_bp, stage_times
from carnet.domain.text import fold

OPEN = frozenset({Stage.LEAD, Stage.PROPOSAL})
_PAST = frozenset({Stage.COMPLETED, Stage.LOST})
_ORDER = {stage: place for place, stage in enumerate(Stage)}


class BoardFilter(NamedTuple):
    """Whose missions, and since when those completed or lost."""

    since: date | None = None
    contact_id: int | None = None
    organisation_id: int | None = None


def board(rows: Iterable[MissionRow], wanted: BoardFilter, currency: str) -> Board:
    """Return the cards that a filter leaves in order of stage, with totals in one currency."""
    kept = sorted((row for row in rows if _is_wanted(row, wanted)), key=_place)
    totals = _totals(kept, currency)
    pending = [total for total in totals if total.stage in OPEN]
    won = sum(1 for row in kept if row.stage in COUNTED and _within(row.signed_on, wanted.since))
    lost = sum(1 for row in kept if row.stage is Stage.LOST)
    return Board(
        rows=tuple(kept),
        totals=totals,
        signed_cents=sum(total.value_cents for total in totals if total.stage in COUNTED),
        pending_cents=sum(total.value_cents for total in pending),
        weighted_cents=sum(total.weighted_cents for total in pending),
        win_rate_bp=rate_bp(won, lost),
        currency=currency,
        decided=won + lost,
        times=stage_times(row.stays for row in kept),
        others=_others(kept, currency),
    )


def _is_wanted(row: MissionRow, wanted: BoardFilter) -> bool:
    since, contact, organisation = wanted
    if contact is not None and contact not in row.contact_ids:
        return False
    if organisation is not None and organisation not in row.organisation_ids:
        return False
    if since is None or row.stage not in _PAST:
        return True
    return _within(row.signed_on if row.stage is Stage.COMPLETED else row.stage_since, since)


def _within(day: date | None, since: date | None) -> bool:
    return since is None or day is None or day >= since


def _place(card: MissionRow) -> tuple[int, int, float, int, int]:
    """Those put in place by hand, then open ones by what comes next, past ones the latest first, then by value."""
    if card.place:
        return _ORDER[card.stage], card.place - 1_000_000, 0, 0, card.id
    match card.stage:
        case Stage.WON:
            day = card.starts_on
        case Stage.RUNNING:
            day = card.ends_on
        case Stage.COMPLETED:
            day = card.ends_on or card.signed_on
        case Stage.LOST:
            day = card.stage_since
        case _:
            day = card.next_follow_up
    number = float("inf") if day is None else float(day.toordinal())
    past = card.stage in _PAST
    return _ORDER[card.stage], 0, -number if past and day else number, -card.value_cents, card.id


def _totals(rows: Sequence[MissionRow], currency: str) -> tuple[StageTotal, ...]:
    missions = Counter(row.stage for row in rows)
    value: Counter[Stage] = Counter()
    weighted: Counter[Stage] = Counter()
    for row in rows:
        if row.currency == currency:
            value[row.stage] += row.value_cents
            weighted[row.stage] += row.weighted_cents
    return tuple(StageTotal(stage, missions[stage], value[stage], weighted[stage]) for stage in Stage)


def _others(rows: Sequence[MissionRow], currency: str) -> tuple[tuple[str, int], ...]:
    signed: Counter[str] = Counter()
    for row in rows:
        if row.stage in COUNTED and row.currency != currency:
            signed[row.currency] += row.value_cents
    return tuple(sorted(signed.items()))


class Sum(NamedTuple):
    """What the missions of a list come to; amounts by currency, the largest first."""

    missions: int
    days_half: int
    value_cents: tuple[tuple[str, int], ...]
    weighted_cents: tuple[tuple[str, int], ...]


def searched(rows: Iterable[MissionRow], text: str, stages: frozenset[Stage] = frozenset()) -> list[MissionRow]:
    """Return the rows that hold every word of a text, at some stages only where there are any named."""
    found = [row for row in rows if row.stage in stages] if stages else list(rows)
    for word in fold(text).split():
        found = [row for row in found if word in row.folded]
    return found


def arranged(rows: Iterable[MissionRow], order: str) -> list[MissionRow]:
    """Return rows by one of `ORDERS`, turned round with "-" before it; what is empty stands last either way."""
    name = order.removeprefix("-")
    key, down = ORDERS[name]
    filled = [row for row in rows if (found := key(row)) is not None and found != ""]
    empty = [row for row in rows if (found := key(row)) is None or found == ""]
    filled.sort(key=key, reverse=down is not order.startswith("-"))
    return filled + empty


def summed(rows: Sequence[MissionRow]) -> Sum:
    """Return what missions come to, as they are and weighted by their probability."""
    by_currency = {code: [row for row in rows if row.currency == code] for code in {row.currency for row in rows}}
    value = {code: sum(map(_VALUE, kept)) for code, kept in by_currency.items()}
    weighted = {code: sum(map(_WEIGHTED, kept)) for code, kept in by_currency.items()}
    order = sorted(value, key=lambda code: (-value[code], code))
    amounts = tuple((code, value[code]) for code in order)
    return Sum(len(rows), sum(map(_DAYS, rows)), amounts, tuple((code, weighted[code]) for code in order))


_VALUE, _WEIGHTED, _DAYS = attrgetter("value_cents"), attrgetter("weighted_cents"), attrgetter("counted_half")
ORDERS: dict[str, tuple[Callable[[MissionRow], Any], bool]] = {
    "title": (lambda row: row.title_key, False),
    "client": (lambda row: row.client_key, False),
    "stage": (lambda row: _ORDER[row.stage], False),
    "rate": (lambda row: row.day_rate_cents or None, True),
    "days": (lambda row: row.counted_half or None, True),
    "value": (lambda row: row.value_cents or None, True),
    "weighted": (lambda row: row.weighted_cents or None, True),
    "signed": (lambda row: row.signed_on, True),
    "starts": (lambda row: row.starts_on, True),
    "ends": (lambda row: row.ends_on, True),
    "since": (lambda row: row.stage_since, True),
    "next": (lambda row: row.next_follow_up, False),
    "people": (lambda row: row.people_key, False),
}
"""What a list may be sorted by, and whether the largest comes first."""
