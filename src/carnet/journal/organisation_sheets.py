"""The sheet of one organisation: people, missions and events, in one read."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from carnet.domain.contacts import OrganisationKind
from carnet.domain.dates import PartialDate
from carnet.domain.events import GONE_TO, EventStatus
from carnet.domain.ids import ContactId, EventId, MissionId, OrganisationId
from carnet.domain.missions import COUNTED, Stage, value_cents
from carnet.domain.organisations import (
    CAPTION_MONTHS,
    MissionsFigure,
    OrganisationEvent,
    OrganisationMission,
    OrganisationPerson,
    OrganisationSheet,
)
from carnet.errors import Reason, Refused
from carnet.journal.core import Core
from carnet.journal.people import scores
from carnet.journal.search import scope
from carnet.store import quick
from carnet.store.quick import Connected

_MOST_PEOPLE = 60
_MOST = 20
_ALIASES = "SELECT name FROM organisation_alias WHERE organisation_id = ? ORDER BY id"
_ROLES = ("client", "portage_company", "intermediary")

_SIGNED = ", ".join(f"'{stage.value}'" for stage in sorted(COUNTED))

_PLACES = (
    "SELECT a.contact_id, a.title, a.starts_on, a.ends_on, a.is_current, f.display_name, f.last_exchange_on, "
    "row_number() OVER (PARTITION BY a.contact_id ORDER BY a.is_current DESC, a.starts_on DESC, a.id DESC) AS place "
    "FROM affiliation a CROSS JOIN contact_fact f ON f.contact_id = a.contact_id "
    "WHERE a.organisation_id = ? AND {scope}"
)
_PEOPLE = (
    "SELECT contact_id, title, starts_on, ends_on, display_name, last_exchange_on FROM ({places}) "
    "WHERE place = 1 AND is_current = ? ORDER BY last_exchange_on IS NULL, last_exchange_on DESC, contact_id LIMIT ?"
)
_COUNTS = "SELECT is_current, count(*) FROM ({places}) WHERE place = 1 GROUP BY is_current"
_NOW = (
    "SELECT a.contact_id, coalesce(o.name, ''), o.id, a.title FROM affiliation a "
    "LEFT JOIN organisation o ON o.id = a.organisation_id "
    "WHERE a.is_current = 1 AND a.contact_id IN ({}) ORDER BY a.starts_on, a.id"
)
_MISSIONS = (
    "SELECT m.id, m.title, coalesce(c.name, ''), m.client_id, m.portage_company_id, m.intermediary_id, m.stage, "
    "m.signed_on, m.day_rate_cents, m.days_sold_half, m.days_worked_half, m.currency, m.management_fee_bp "
    "FROM mission m LEFT JOIN organisation c ON c.id = m.client_id WHERE m.id IN ("
    + " UNION ".join(f"SELECT id FROM mission WHERE {role}_id = ?" for role in _ROLES)
    + f") AND m.deleted_at IS NULL ORDER BY m.stage NOT IN ({_SIGNED}), m.stage = 'lost', "
    "coalesce(m.signed_on, substr(m.created_at, 1, 10)) DESC, m.id DESC"
)
_EVENTS = (
    "SELECT e.id, e.title, e.starts_at, coalesce(e.ends_at, e.starts_at), e.tz, e.status, e.debriefed_at IS NOT NULL, "
    "(SELECT count(*) FROM attendance x CROSS JOIN contact_fact f ON f.contact_id = x.contact_id "
    "WHERE x.event_id = e.id AND x.met = 1 AND {scope}), "
    "(SELECT count(*) FROM attendance x CROSS JOIN contact_fact f ON f.contact_id = x.contact_id "
    "WHERE x.event_id = e.id AND x.expected = 1 AND {scope}) FROM event e "
    "WHERE e.organiser_id = ? AND e.deleted_at IS NULL AND e.rrule = '' "
    "ORDER BY e.starts_at IS NULL, e.starts_at DESC, e.id DESC"
)
_BORN = (
    "SELECT DISTINCT m.id, m.title FROM event e CROSS JOIN touch t ON t.event_id = e.id "
    "CROSS JOIN mission m ON m.id = t.mission_id "
    "WHERE e.organiser_id = ? AND e.deleted_at IS NULL AND m.deleted_at IS NULL ORDER BY m.signed_on DESC, m.id DESC"
)


def sheet(connection: sa.Connection, core: Core, organisation_id: int) -> OrganisationSheet:
    """Return all that the sheet of an organisation shows; refused where there is none of this id."""
    head = quick.first(
        connection, "SELECT name, kind, city, website FROM organisation WHERE id = ?", (organisation_id,)
    )
    if head is None:
        raise Refused(Reason.NOT_FOUND, kind="organisation", id=organisation_id)
    name, kind, city, website = head
    places = _PLACES.format(scope=scope(core.options.work_mode))
    counts = dict(quick.rows(connection, _COUNTS.format(places=places), (organisation_id,)))
    missions = _missions(connection, organisation_id)
    events = _events(connection, core, organisation_id)
    mine = {mission.id for mission in missions}
    born = quick.rows(connection, _BORN, (organisation_id,)) if events else []
    return OrganisationSheet(
        id=OrganisationId(organisation_id),
        name=name,
        kind=OrganisationKind(kind),
        city=city,
        website=website,
        people_now=_people(connection, core, places, organisation_id, current=True),
        people_before=_people(connection, core, places, organisation_id, current=False),
        now_count=counts.get(1, 0),
        before_count=counts.get(0, 0),
        missions=missions[:_MOST],
        missions_count=len(missions),
        figure=_figure(missions, core),
        events=events[:_MOST],
        events_count=len(events),
        met_count=sum(event.people for event in events),
        born=tuple(title for key, title in born if key in mine),
        aliases=tuple(name for (name,) in quick.rows(connection, _ALIASES, (organisation_id,))),
    )


def ties(connection: Connected, organisation_id: int) -> tuple[int, int]:
    """Return how many missions and events refer to an organisation, those in the trash too."""
    roles = " UNION ".join(f"SELECT id FROM mission WHERE {role}_id = ?" for role in _ROLES)
    missions = quick.first(connection, f"SELECT count(*) FROM ({roles})", (organisation_id,) * len(_ROLES))
    events = quick.first(connection, "SELECT count(*) FROM event WHERE organiser_id = ?", (organisation_id,))
    return int(missions[0]) if missions else 0, int(events[0]) if events else 0


def _people(
    connection: sa.Connection, core: Core, places: str, organisation_id: int, *, current: bool
) -> tuple[OrganisationPerson, ...]:
    sql = _PEOPLE.format(places=places)
    rows = quick.rows(connection, sql, (organisation_id, int(current), _MOST_PEOPLE))
    keys = [row[0] for row in rows]
    warm = scores(connection, keys, core.clock.today())
    now = {} if current else _now_at(connection, keys)
    return tuple(
        OrganisationPerson(
            ContactId(key),
            name,
            title,
            _partial(start),
            _partial(end),
            current,
            None if last is None else date.fromisoformat(last),
            *warm.get(key, (None, None)),
            *now.get(key, ("", None)),
        )
        for key, title, start, end, name, last in rows
    )


def _now_at(connection: sa.Connection, keys: list[int]) -> dict[int, tuple[str, int | None]]:
    """Return where people are today, their title where that is of no organisation; the latest position counts."""
    rows = quick.rows(connection, _NOW.format(quick.marks(keys)), keys)
    return {key: (name or title, organisation) for key, name, organisation, title in rows}


def _partial(text: str | None) -> PartialDate | None:
    return None if text is None else PartialDate(text)


def _missions(connection: sa.Connection, organisation_id: int) -> tuple[OrganisationMission, ...]:
    return tuple(_mission(row, organisation_id) for row in quick.rows(connection, _MISSIONS, (organisation_id,) * 3))


def _mission(row: tuple[Any, ...], organisation_id: int) -> OrganisationMission:
    key, title, client, *holders, stage_text, signed, rate, sold, worked, currency, fee = row
    stage = Stage(stage_text)
    role = _ROLES[holders.index(organisation_id)]
    return OrganisationMission(
        id=MissionId(key),
        title=title,
        client="" if role == "client" else client,
        role=role,
        stage=stage,
        signed_on=None if signed is None else date.fromisoformat(signed),
        value_cents=value_cents(rate, sold, worked, stage),
        currency=currency,
        management_fee_bp=fee,
    )


def _figure(missions: tuple[OrganisationMission, ...], core: Core) -> MissionsFigure | None:
    """Sum the missions signed lately; all of them where none was, so that an old client is not shown as nobody."""
    counted = [mission for mission in missions if mission.stage in COUNTED]
    if not counted:
        return None
    today = core.clock.today()
    since = date(today.year - CAPTION_MONTHS // 12, today.month, min(today.day, 28))
    recent = [mission for mission in counted if mission.signed_on is not None and mission.signed_on >= since]
    taken = recent or counted
    currency = core.options.currency
    return MissionsFigure(
        missions=len(taken),
        cents=sum(mission.value_cents for mission in taken if mission.currency == currency),
        currency=currency,
        months=CAPTION_MONTHS if recent else None,
        roles=tuple(role for role in _ROLES if any(mission.role == role for mission in taken)),
    )


def _events(connection: sa.Connection, core: Core, organisation_id: int) -> tuple[OrganisationEvent, ...]:
    sql = _EVENTS.format(scope=scope(core.options.work_mode))
    now = core.clock.now()
    return tuple(_event(row, now) for row in quick.rows(connection, sql, (organisation_id,)))


def _event(row: tuple[Any, ...], now: datetime) -> OrganisationEvent:
    key, title, starts, ends, tz, status, debriefed, people, expected = row
    starts_at, ends_at = quick.instant(starts), quick.instant(ends)
    return OrganisationEvent(
        id=EventId(key),
        title=title,
        starts_at=starts_at,
        tz=tz or "Europe/Paris",
        people=people,
        expected=expected,
        debriefed=bool(debriefed),
        attended=EventStatus(status) in GONE_TO,
        over=ends_at is not None and ends_at < now,
    )
