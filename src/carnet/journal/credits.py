"""Counted missions with their touches, those of a period or all, kept until a row they rest on changes."""

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from carnet.domain.attribution import Model, credit, shares
from carnet.domain.changes import Changes
from carnet.domain.contacts import Channel, Sphere
from carnet.domain.dates import PartialDate
from carnet.domain.events import EventKind
from carnet.domain.ids import CircleId, ContactId, EventId, MissionId, OrganisationId
from carnet.domain.missions import Stage, TouchKind, counted_half_days, credited_contact, value_cents
from carnet.domain.review import Grouping
from carnet.domain.rollup import CreditedTouch
from carnet.journal.core import Core
from carnet.journal.review_labels import RowLabels
from carnet.store import quick

_TABLES = frozenset(
    {"mission", "mission_stage", "touch", "contact", "contact_circle", "circle", "event", "organisation"}
)
_COUNTED = "m.deleted_at IS NULL AND m.stage IN ('won', 'running', 'completed') AND m.signed_on BETWEEN ? AND ?"
_MISSIONS = (
    "SELECT m.id, m.title, coalesce(o.name, ''), m.stage, m.signed_on, m.day_rate_cents, m.days_sold_half, "
    "m.days_worked_half, m.currency, m.renewal_of_id FROM mission m LEFT JOIN organisation o ON o.id = m.client_id "
    f"WHERE {_COUNTED} ORDER BY m.signed_on DESC, m.id DESC"
)
_TOUCHES = (
    "SELECT t.mission_id, t.kind, t.occurred_on, t.contact_id, t.introducer_id, t.event_id, t.channel, "
    f"t.is_decisive, t.manual_share_bp FROM mission m JOIN touch t ON t.mission_id = m.id WHERE {_COUNTED} "
    "ORDER BY t.mission_id, t.rank, t.id"
)
_EVENTS = f"SELECT id, series_id, organiser_id, kind FROM event WHERE id IN {quick.LISTED}"
_YEARS = (  # all rows are read: in their order, not in that of the days
    "SELECT substr(m.signed_on, 1, 4), m.currency, count(*) FROM mission m "
    f"WHERE {_COUNTED.replace('m.signed_on', '+m.signed_on')} GROUP BY 1, 2"
)
_CIRCLES = (
    f"SELECT contact_id, circle_id FROM contact_circle WHERE contact_id IN {quick.LISTED} "
    "ORDER BY contact_id, circle_id"
)
_ALL = ("", "9999-12-31")


class SlimTouch(NamedTuple):
    """What models and groupings need of a touch; the contact is the credited one."""

    kind: TouchKind
    occurred_on: PartialDate | None
    is_decisive: bool
    manual_share_bp: int | None
    contact_id: ContactId | None
    sphere: Sphere | None
    circle_ids: tuple[CircleId, ...]
    event_id: EventId | None
    series_id: EventId | None
    organiser_id: OrganisationId | None
    event_kind: EventKind | None
    channel: Channel


class Counted(NamedTuple):
    """A counted mission; `delay_days` from the first dated touch, None without one and for a renewal."""

    id: MissionId
    title: str
    client: str
    signed_on: date
    value_cents: int
    half_days: int
    currency: str
    delay_days: int | None
    month: str
    touches: tuple[SlimTouch, ...]


class Credited(NamedTuple):
    """The cents of a mission's touches under one model."""

    cents: tuple[int, ...]
    is_fallback: bool


CreditedMission = tuple[Counted, Credited]
_UNATTRIBUTED = (SlimTouch(TouchKind.NONE, None, False, None, None, None, (), None, None, None, None, Channel.NONE),)


class Credits:
    """Reads counted missions once, and shares each one's value once per model."""

    def __init__(self, core: Core, labels: RowLabels) -> None:
        self._core = core
        self._labels = labels
        self._missions: dict[tuple[str, str], tuple[Counted, ...]] = {}
        self._years: tuple[tuple[int, str, int], ...] | None = None
        self._credited: dict[tuple[Model, Model, int], dict[MissionId, CreditedMission]] = {}
        self._changes = 0
        core.listen(self._on_changes, first=True)

    def missions(
        self, connection: sa.Connection, start: date | None = None, end: date | None = None
    ) -> tuple[Counted, ...]:
        """Return the counted missions signed from a day on and until another, the latest signed first.

        Those of a period are read alone until all are: « Bilan » opens with one.
        """
        period = (start.isoformat() if start else _ALL[0], end.isoformat() if end else _ALL[1])
        if (missions := self._missions.get(period)) is None:
            before, everything = self._changes, self._missions.get(_ALL)
            if everything is None:
                missions = tuple(_read(connection, period, self._labels))
            else:
                first, last = start or date.min, end or date.max
                missions = tuple(each for each in everything if first <= each.signed_on <= last)
            if before == self._changes:  # what was read beside the window may be of yesterday
                self._missions[period] = missions
        return missions

    def years(self, connection: sa.Connection) -> tuple[tuple[int, str, int], ...]:
        """Return how many missions were signed in each year and currency."""
        if (years := self._years) is None:
            before = self._changes
            years = tuple((int(year), code, count) for year, code, count in quick.rows(connection, _YEARS, _ALL))
            if before == self._changes:
                self._years = years
        return years

    def of(self, missions: Iterable[Counted], model: Model, half_life_days: int) -> list[CreditedMission]:
        """Return missions with their credits under a model."""
        default = Model(self._core.options.default_model)
        known = self._credited.setdefault((model, default, half_life_days), {})
        pairs = []
        for mission in missions:
            found = known.get(mission.id)
            if found is None or found[0] is not mission:  # worked out beside the window, of what stood there before
                found = known[mission.id] = mission, _credited(mission, model, half_life_days, default)
            pairs.append(found)
        return pairs

    def let_go(self) -> None:
        """Keep no mission."""
        self._missions = {}
        self._credited = {}

    def _on_changes(self, changes: Changes) -> None:
        if changes.everything or changes.tables & _TABLES:
            self._changes += 1
            self._missions.clear()
            self._years = None
            self._credited.clear()


def _credited(mission: Counted, model: Model, half_life_days: int, default: Model) -> Credited:
    found = shares(mission.touches, model, mission.signed_on, half_life_days=half_life_days, default=default)
    return Credited(credit(mission.value_cents, found.parts), found.is_fallback)


def credited_touches(mission: Counted, credited: Credited) -> Iterator[CreditedTouch]:
    """Yield the touches of a mission that have a credit, with all that they may be grouped by."""
    key, month = mission.id, mission.month
    for touch, cents in zip(mission.touches, credited.cents, strict=True):
        if cents:
            yield CreditedTouch(key, cents, touch[0], *touch[4:], month)


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the garbage collector from walking over thousands of rows in the making; none of them is in a cycle."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read(connection: sa.Connection, period: tuple[str, str], labels: RowLabels) -> Iterator[Counted]:
    touches = _touches(connection, period, labels)
    for row in quick.rows(connection, _MISSIONS, period):
        key, title, client, stage_text, signed_text, rate, sold, worked, currency, renewal_of = row
        stage, signed_on = Stage(stage_text), date.fromisoformat(signed_text)
        path = tuple(touches.get(key, ())) or _UNATTRIBUTED
        yield Counted(
            id=MissionId(key),
            title=title,
            client=client,
            signed_on=signed_on,
            value_cents=value_cents(rate, sold, worked, stage),
            half_days=counted_half_days(sold, worked, stage),
            currency=currency,
            delay_days=None if renewal_of is not None else _delay(path, signed_on),
            month=signed_text[:7],
            touches=path,
        )


def _delay(path: Sequence[SlimTouch], signed_on: date) -> int | None:
    for touch in path:
        day = touch.occurred_on.first_day if touch.occurred_on else None
        if day is not None:
            return (signed_on - day).days
    return None


def _touches(
    connection: sa.Connection, period: tuple[str, str], labels: RowLabels
) -> defaultdict[int, list[SlimTouch]]:
    # Looked up, as calling an enum thousands of times takes longer; of dates most stand on several touches.
    kinds, channels = {kind.value: kind for kind in TouchKind}, {channel.value: channel for channel in Channel}
    kind_of = {kind.value: kind for kind in EventKind}
    days: dict[str | None, PartialDate | None] = {None: None}
    rows = quick.rows(connection, _TOUCHES, period)
    credited = [credited_contact(kinds[row[1]], row[3], row[4]) for row in rows]
    people = {key for key in credited if key is not None}
    known = labels.of(connection, Grouping.CONTACT, people)
    spheres = {key: known[name].sphere for key in people if (name := str(key)) in known}
    events: dict[int, tuple[Any, Any, EventKind | None]] = {
        row[0]: (row[1], row[2], kind_of[row[3]])
        for row in quick.rows(connection, _EVENTS, quick.listed({row[5] for row in rows} - {None}))
    }
    circles: dict[int, tuple[CircleId, ...]] = {}
    for contact_id, circle_id in quick.rows(connection, _CIRCLES, quick.listed(people)):
        circles[contact_id] = (*circles.get(contact_id, ()), circle_id)
    found: defaultdict[int, list[SlimTouch]] = defaultdict(list)
    for row, contact in zip(rows, credited, strict=True):
        mission, kind_text, on, _contact, _introducer, event, channel, decisive, share = row
        if on not in days:
            days[on] = PartialDate(str(on))
        series, organiser, event_kind = events.get(event, (None, None, None))
        found[mission].append(
            SlimTouch(
                kinds[kind_text],
                days[on],
                bool(decisive),
                share,
                contact,
                None if contact is None else spheres.get(contact),
                circles.get(contact or 0, ()),
                event,
                series,
                organiser,
                event_kind,
                channels[channel],
            )
        )
    return found
