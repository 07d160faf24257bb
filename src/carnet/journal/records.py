"""Plain records of contacts, events and missions, as the command line prints them and exports write them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from carnet.domain.events import EventRow, Occurrence
from carnet.domain.missions import value_cents
from carnet.domain.zones import zone
from carnet.journal import agenda, occurrences
from carnet.store import tables as t
from carnet.store.quick import chunks, marks

Record = dict[str, Any]


def contacts(connection: sa.Connection, ids: Sequence[int] | None = None, *, with_personal: bool) -> list[Record]:
    """Return a record per contact out of the trash, in the order of `ids`, else of names."""
    fact = t.contact_fact.c
    if ids is None:
        wanted = sa.select(fact.contact_id).where(fact.hidden.is_(False)).order_by(fact.sort_key, fact.contact_id)
        ids = connection.execute(wanted).scalars().all()
    found: dict[int, Record] = {}
    for run in chunks(ids):
        found |= _contacts(connection, run, with_personal)
    return [found[key] for key in ids if key in found]


def _contacts(connection: sa.Connection, run: tuple[int, ...], with_personal: bool) -> dict[int, Record]:
    fact, c = t.contact_fact, t.contact.c
    other = sa.alias(fact)
    query = (
        sa.select(
            fact.c.contact_id,
            fact.c.display_name,
            c.prefix,
            c.first_name,
            c.middle_name,
            c.last_name,
            c.nickname,
            c.birthday,
            c.city,
            c.met_on,
            c.about,
            c.uid,
            fact.c.organisation,
            fact.c.title,
            fact.c.sphere,
            fact.c.origin,
            other.c.display_name.label("introduced_by"),
            other.c.sphere.label("introducer_sphere"),
        )
        .join_from(fact, t.contact, c.id == fact.c.contact_id)
        .outerjoin(other, (other.c.contact_id == fact.c.introduced_by_id) & other.c.hidden.is_(False))
        .where(fact.c.contact_id.in_(run), fact.c.hidden.is_(False))
    )
    if not with_personal:
        query = query.where(fact.c.sphere != "personal")
    points = _points(connection, run)
    tags = _labels(connection, run, "contact_tag", "tag")
    circles = _labels(connection, run, "contact_circle", "circle")
    profiles = _profiles(connection, run)
    return {
        row.contact_id: {
            "id": row.contact_id,
            "display_name": row.display_name,
            "first_name": row.first_name,
            "last_name": row.last_name,
            "organisation": row.organisation,
            "title": row.title,
            "contact_points": points[row.contact_id],
            "tags": tags[row.contact_id],
            "circles": circles[row.contact_id],
            "sphere": row.sphere.value,
            "origin_channel": row.origin.value,
            "introduced_by": row.introduced_by if with_personal or row.introducer_sphere != "personal" else None,
            "middle_name": row.middle_name,
            "nickname": row.nickname,
            "prefix": row.prefix,
            "birthday": row.birthday,
            "city": row.city,
            "met_on": row.met_on,
            "profiles": profiles[row.contact_id],
            "about": row.about,
            "uid": row.uid,
        }
        for row in connection.execute(query)
    }


def _profiles(connection: sa.Connection, run: tuple[int, ...]) -> defaultdict[int, list[Record]]:
    found: defaultdict[int, list[Record]] = defaultdict(list)
    sql = f"SELECT contact_id, network, url, slug FROM social_profile WHERE contact_id IN ({marks(run)}) ORDER BY id"
    for key, network, url, slug in connection.exec_driver_sql(sql, run):
        found[key].append({"network": network, "value": url or slug})
    return found


def _points(connection: sa.Connection, run: tuple[int, ...]) -> defaultdict[int, list[Record]]:
    found: defaultdict[int, list[Record]] = defaultdict(list)
    sql = (
        "SELECT contact_id, kind, value, normalised, label FROM contact_point "
        f"WHERE contact_id IN ({marks(run)}) ORDER BY is_primary DESC, id"
    )
    for key, kind, value, normalised, label in connection.exec_driver_sql(sql, run):
        found[key].append({"kind": kind, "value": value, "normalised": normalised, "label": label})
    return found


def _labels(connection: sa.Connection, run: tuple[int, ...], link: str, label: str) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    sql = (
        f"SELECT x.contact_id, l.name FROM {link} x JOIN {label} l ON l.id = x.{label}_id "
        f"WHERE x.contact_id IN ({marks(run)}) ORDER BY l.name"
    )
    for key, name in connection.exec_driver_sql(sql, run):
        found[key].append(name)
    return found


def events(connection: sa.Connection, today: date, start: date | None = None, end: date | None = None) -> list[Record]:
    """Return a record of what takes place from one day to another, both included, by its start.

    Without a first day from the earliest event on; without a last one until a year after today, so that a series that
    never ends does. Events without a date come last, where no day is asked for.
    """
    rows = occurrences.between(connection, start or _first_day(connection), end or today + timedelta(days=366))
    if start is None and end is None:
        undated = agenda.undated(connection)
        return [*map(_event, rows), *map(_event, undated)]
    return [_event(row) for row in rows]


def _first_day(connection: sa.Connection) -> date:
    found = connection.execute(sa.select(sa.func.min(t.event.c.starts_at, type_=t.event.c.starts_at.type))).scalar()
    return date.max if found is None else (found - timedelta(days=1)).date()


def _event(row: Occurrence | EventRow) -> Record:
    return {
        "id": row.event_id if isinstance(row, Occurrence) else row.id,
        "title": row.title,
        "kind": row.kind.value,
        "starts_at": _on_wall(row.starts_at, row.tz),
        "ends_at": _on_wall(row.ends_at, row.tz),
        "all_day": row.all_day,
        "organiser": row.organiser,
        "status": row.status.value,
        "series": row.series_id if isinstance(row, Occurrence) else None,
        "recurrence_id": _on_wall(row.recurrence_id, row.tz) if isinstance(row, Occurrence) else None,
    }


def _on_wall(at: datetime | None, tz: str) -> str | None:
    """Return an instant as ISO text with the offset of its zone."""
    return None if at is None else at.astimezone(zone(tz)).isoformat()


def missions(connection: sa.Connection, *, with_personal: bool) -> list[Record]:
    """Return a record per mission out of the trash, the latest signed first, those not signed before them."""
    c, client, fact = t.mission.c, t.organisation.c, t.contact_fact.c
    query = (
        sa.select(t.mission, client.name.label("client"), fact.display_name, fact.sphere)
        .outerjoin_from(t.mission, t.organisation, client.id == c.client_id)
        .outerjoin(t.contact_fact, fact.contact_id == c.signing_contact_id)
        .where(c.deleted_at.is_(None))
        .order_by(c.signed_on.is_not(None), c.signed_on.desc(), c.id)
    )
    return [
        {
            "id": row.id,
            "title": row.title,
            "client": row.client or "",
            "stage": row.stage.value,
            "signed_on": day(row.signed_on),
            "value_cents": value_cents(row.day_rate_cents, row.days_sold_half, row.days_worked_half, row.stage),
            "currency": row.currency,
            "renewal_of": row.renewal_of_id,
            "signing_contact": row.display_name if with_personal or row.sphere != "personal" else None,
        }
        for row in connection.execute(query)
    ]


def moment(at: datetime | None) -> str | None:
    """Return an instant as ISO text in UTC."""
    return None if at is None else at.isoformat().replace("+00:00", "Z")


def day(on: date | None) -> str | None:
    """Return a day as ISO text."""
    return None if on is None else on.isoformat()


def cells(records: Iterable[Record]) -> list[list[str]]:
    """Return the rows of a table that hold records, lists joined."""
    return [[_cell(value) for value in record.values()] for record in records]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(str(item["value"] if isinstance(item, dict) else item) for item in value)
    return str(value)
