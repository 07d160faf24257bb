"""What events brought: the missions of one event, and all events by organiser and kind, for what they took."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from carnet.domain.attribution import Model, credit, shares
from carnet.domain.contacts import OrganisationKind
from carnet.domain.events import GONE_TO, NetworkingEvent
from carnet.domain.missions import Stage, value_cents
from carnet.domain.returns import Evenings, EventReturn, MissionShare, Return, ReturnRow, Spent, minutes_of
from carnet.domain.review import ReviewQuestion
from carnet.domain.zones import HOME, local_day
from carnet.journal.brought import touch_of
from carnet.journal.core import Core
from carnet.journal.credits import CreditedMission
from carnet.store import quick
from carnet.store.quick import Connected

_TOUCHES = (
    "SELECT m.id, m.day_rate_cents, m.days_sold_half, m.days_worked_half, m.stage, m.signed_on, "
    "t.kind, t.occurred_on, t.contact_id, t.introducer_id, t.is_decisive, t.manual_share_bp, "
    "t.event_id, m.title, m.currency "
    "FROM touch t JOIN mission m ON m.id = t.mission_id WHERE m.deleted_at IS NULL AND m.signed_on IS NOT NULL "
    "AND m.stage IN ('won', 'running', 'completed') "
    "AND m.id IN (SELECT mission_id FROM touch WHERE event_id = ?) ORDER BY t.mission_id, t.rank, t.id"
)
_EVENTS = (
    "SELECT e.organiser_id, e.kind, e.starts_at, e.ends_at, e.tz, e.all_day, e.cost_cents, e.minutes_spent, "
    "e.travel_minutes FROM event e "
    "WHERE e.deleted_at IS NULL AND e.rrule = '' AND e.starts_at BETWEEN ? AND ? "
    f"AND e.status IN ({', '.join(repr(each.value) for each in GONE_TO)})"
)
_Of = tuple[int | None, str]
"""Organiser and kind of events."""
_ASIDE = timedelta(days=1)
"""No zone is further from UTC."""
_HOUSES = "SELECT id, name, kind FROM organisation WHERE id IN (SELECT organiser_id FROM event)"


def of_event(connection: Connected, core: Core, event: NetworkingEvent) -> EventReturn:
    """Return what came of an event under the default model, the largest share first."""
    model, half_life = Model(core.options.default_model), core.options.half_life_days
    found = []
    for key, rows in groupby(quick.rows(connection, _TOUCHES, (event.id,)), itemgetter(0)):
        path = list(rows)
        _key, rate, sold, worked, stage, signed_on = path[0][:6]
        touches = [touch_of(row, dated=True) for row in path]
        parts = shares(touches, model, date.fromisoformat(signed_on), half_life_days=half_life).parts
        value = value_cents(rate, sold, worked, Stage(stage))
        cents = sum(part for row, part in zip(path, credit(value, parts), strict=True) if row[12] == event.id)
        found.append(MissionShare(key, path[0][13], cents, value, path[0][14]))
    currency = core.options.currency
    counted = [share.cents for share in found if share.currency == currency and share.cents]
    total = Return(_spent(event), sum(counted), len(counted))
    return EventReturn(model.value, currency, total, tuple(sorted(found, key=lambda share: -share.cents)))


def _spent(event: NetworkingEvent) -> Spent:
    minutes, travel = event.minutes_spent, event.travel_minutes
    return Spent(1, took(event.starts_at, event.ends_at, minutes, travel, all_day=event.all_day), event.cost_cents)


def took(
    starts_at: datetime | None, ends_at: datetime | None, minutes: int | None, travel: int | None, *, all_day: bool
) -> int:
    """Return how many minutes an event took, with the way there."""
    if all_day or starts_at is None or ends_at is None:
        return minutes_of(minutes, travel, None)
    return minutes_of(minutes, travel, int((ends_at - starts_at).total_seconds()) // 60)


class _House(NamedTuple):
    """Who organises."""

    name: str
    is_portage: bool


class Past(NamedTuple):
    """What the events of a period took until a minute, by organiser and kind, whatever the model."""

    until: str
    houses: Mapping[int, _House]
    spent: Mapping[_Of, Spent]


def past(connection: Connected, core: Core, question: ReviewQuestion, known: Past | None) -> Past:
    """Return what the events of a period took, as it is known where that is of this minute."""
    now = quick.instant_text(core.clock.now())
    if known is not None and now.startswith(known.until):
        return known
    houses = {
        key: _House(name, kind == OrganisationKind.PORTAGE_COMPANY.value)
        for key, name, kind in quick.rows(connection, _HOUSES)
    }
    spent: defaultdict[_Of, Spent] = defaultdict(Spent)
    for organiser, kind, each in _past(connection, question, now):
        spent[organiser, kind] = spent[organiser, kind].plus(each)
    return Past(now[: len("YYYY-MM-DDTHH:MM")], houses, spent)


def evenings(of: Past, missions_: Iterable[CreditedMission]) -> Evenings:
    """Return what events took and what was signed thanks to them."""
    houses, spent = of.houses, of.spent
    cents: defaultdict[_Of, int] = defaultdict(int)
    missions: defaultdict[_Of, set[int]] = defaultdict(set)
    for mission, credited in missions_:
        for touch, part in zip(mission.touches, credited.cents, strict=True):
            if part and touch.event_id is not None and touch.event_kind is not None:
                key = touch.organiser_id, touch.event_kind.value
                cents[key] += part
                missions[key].add(mission.id)
    keys = {*spent, *cents}

    def total(of: Iterable[_Of]) -> Return:
        chosen = list(of)
        took = Spent()
        for key in chosen:
            took = took.plus(spent.get(key, Spent()))
        rests_on: set[int] = set().union(*(missions[key] for key in chosen))
        return Return(took, sum(cents[key] for key in chosen), len(rests_on))

    organisers = {key[0] for key in keys if key[0] is not None}
    portage = {key for key in organisers if houses[key].is_portage}
    return Evenings(
        _ranked(
            ReturnRow(str(one), houses[one].name, total(key for key in keys if key[0] == one)) for one in organisers
        ),
        _ranked(ReturnRow(kind, "", total(key for key in keys if key[1] == kind)) for kind in {key[1] for key in keys}),
        total(key for key in keys if key[0] in portage),
        total(key for key in keys if key[0] not in portage),
    )


def _ranked(rows: Iterable[ReturnRow]) -> tuple[ReturnRow, ...]:
    return tuple(sorted(rows, key=lambda row: (-row.total.cents, -row.total.spent.events, row.label, row.key)))


def _past(connection: Connected, question: ReviewQuestion, now: str) -> Iterable[tuple[int | None, str, Spent]]:
    """Yield organiser, kind and cost of each event of the period that she went to."""
    for row in quick.rows(connection, _EVENTS, _around(question, now)):
        organiser, kind, starts, ends, tz, all_day, cost, minutes, travel = row
        starts_at, ends_at = quick.instant(starts), quick.instant(ends)
        if starts_at is None or not question.includes(local_day(starts_at, tz or HOME)):
            continue
        yield organiser, kind, Spent(1, took(starts_at, ends_at, minutes, travel, all_day=bool(all_day)), cost)


def _around(question: ReviewQuestion, now: str) -> tuple[str, str]:
    """Return two instants, as stored, between which a period lies in every zone; none is after now."""
    start, end = question.start or date.min, question.end or date.max
    return str(max(start, date.min + _ASIDE) - _ASIDE), min(now, str(min(end, date.max - 2 * _ASIDE) + 2 * _ASIDE))
