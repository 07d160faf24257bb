"""Reading one mission: what its form edits, and all that its sheet shows."""

from collections import defaultdict
from dataclasses import fields
from datetime import date
from typing import Any

import sqlalchemy as sa

from carnet.domain.dates import PartialDate
from carnet.domain.mission_sheets import (
    ChainLink,
    Mission,
    MissionDocument,
    MissionExchange,
    MissionPerson,
    MissionSheet,
    StageEntry,
)
from carnet.domain.missions import MissionRole, Stage, net_cents, value_cents
from carnet.journal import paths
from carnet.journal.core import Core
from carnet.store import quick
from carnet.store import tables as t

_NAMED = ("client", "intermediary", "portage_company")
_SCALARS = tuple(field.name for field in fields(Mission) if field.name not in {*_NAMED, "people"})
_ROLES = tuple(MissionRole)


def mission(connection: sa.Connection, mission_id: int) -> Mission:
    """Return what the form of a mission edits."""
    row = paths.row_of(connection, mission_id)
    names: dict[str, Any] = {name: _organisation(connection, row[f"{name}_id"]) for name in _NAMED}
    role = t.mission_contact.c
    people = connection.execute(
        sa.select(role.contact_id, role.role).where(role.mission_id == mission_id).order_by(role.id)
    )
    values: dict[str, Any] = {name: row[name] for name in _SCALARS}
    return Mission(**values, **names, people=tuple((row.contact_id, row.role) for row in people))


def sheet(connection: sa.Connection, core: Core, mission_id: int) -> MissionSheet:
    """Return all that the sheet of a mission shows."""
    row = paths.row_of(connection, mission_id)
    cents = value_cents(row["day_rate_cents"], row["days_sold_half"], row["days_worked_half"], row["stage"])
    fee = row["management_fee_bp"]
    shown = _people(connection, mission_id, work_mode=core.options.work_mode)
    return MissionSheet(
        mission=mission(connection, mission_id),
        value_cents=cents,
        net_cents=None if fee is None else net_cents(cents, fee),
        people=shown,
        signing_contact=_signer(connection, row["signing_contact_id"], work_mode=core.options.work_mode),
        path=paths.describe(connection, core, mission_id),
        stages=_stages(connection, mission_id),
        chain=_chain(connection, mission_id),
        documents=_documents(connection, mission_id),
        exchanges=exchanges(connection, _LINKED, (mission_id,), work_mode=core.options.work_mode),
        deleted=row["deleted_at"] is not None,
    )


def _organisation(connection: sa.Connection, key: int | None) -> str:
    if key is None:
        return ""
    return str(connection.execute(sa.select(t.organisation.c.name).where(t.organisation.c.id == key)).scalar_one())


def _people(connection: sa.Connection, mission_id: int, *, work_mode: bool) -> tuple[MissionPerson, ...]:
    role, fact = t.mission_contact.c, t.contact_fact.c
    query = (
        sa.select(role.contact_id, fact.display_name, fact.organisation, role.role)
        .join(t.contact_fact, fact.contact_id == role.contact_id)
        .where(role.mission_id == mission_id, fact.hidden.is_(False))
    )
    if work_mode:
        query = query.where(fact.sphere != "personal")
    found = [MissionPerson(*row) for row in connection.execute(query)]
    return tuple(sorted(found, key=_by_role))


def _by_role(person: MissionPerson) -> tuple[int, str]:
    return _ROLES.index(person.role), person.name


def _signer(connection: sa.Connection, key: int | None, *, work_mode: bool) -> str:
    fact = t.contact_fact.c
    query = sa.select(fact.display_name).where(fact.contact_id == key, fact.hidden.is_(False))
    if work_mode:
        query = query.where(fact.sphere != "personal")
    return connection.execute(query).scalar() or ""


def _stages(connection: sa.Connection, mission_id: int) -> tuple[StageEntry, ...]:
    column = t.mission_stage.c
    query = sa.select(column.id, column.stage, column.entered_on).where(column.mission_id == mission_id)
    return tuple(StageEntry(*row) for row in connection.execute(query.order_by(column.entered_on, column.id)))


_CHAIN = """
WITH RECURSIVE up(id, above) AS (
    SELECT id, renewal_of_id FROM mission WHERE id = ?
    UNION SELECT m.id, m.renewal_of_id FROM up JOIN mission m ON m.id = up.above AND m.deleted_at IS NULL),
down(id, far) AS (
    SELECT id, 0 FROM up WHERE above IS NULL OR above NOT IN (SELECT id FROM up)
    UNION SELECT m.id, far + 1 FROM down JOIN mission m ON m.renewal_of_id = down.id
        AND m.deleted_at IS NULL AND far < 1000)
SELECT m.id, m.title, m.stage, m.signed_on, m.day_rate_cents, m.days_sold_half, m.days_worked_half, m.currency
FROM down JOIN mission m ON m.id = down.id ORDER BY far, coalesce(m.signed_on, m.created_at), m.id
"""
"""The missions that one renews, up to the first, and all that renew them: siblings, too."""


def _chain(connection: sa.Connection, mission_id: int) -> tuple[ChainLink, ...]:
    found = []
    for key, title, stage_key, signed, rate, sold, worked, currency in quick.rows(connection, _CHAIN, (mission_id,)):
        stage = Stage(stage_key)
        signed_on = None if signed is None else date.fromisoformat(signed)
        found.append(ChainLink(key, title, stage, signed_on, value_cents(rate, sold, worked, stage), currency))
    return tuple(found) if len(found) > 1 else ()


def _documents(connection: sa.Connection, mission_id: int) -> tuple[MissionDocument, ...]:
    column = t.mission_document.c
    query = sa.select(column.id, column.name, column.address, column.added_on).where(column.mission_id == mission_id)
    return tuple(MissionDocument(*row) for row in connection.execute(query.order_by(column.id)))


_LINKED = "i.mission_id = ?"
LINKABLE = (
    "i.mission_id IS NULL AND i.id IN (SELECT p.interaction_id FROM participation p WHERE p.contact_id IN "
    "(SELECT contact_id FROM mission_contact WHERE mission_id = :key "
    "UNION SELECT signing_contact_id FROM mission WHERE id = :key "
    "UNION SELECT contact_id FROM touch WHERE mission_id = :key "
    "UNION SELECT introducer_id FROM touch WHERE mission_id = :key))"
)
"""Exchanges with the people of a mission that belong to none yet."""


def exchanges(
    connection: sa.Connection, where: str, values: quick.Parameters, *, work_mode: bool, most: int = 200
) -> tuple[MissionExchange, ...]:
    """Return exchanges, the latest first, with the people whom work mode shows."""
    sql = (
        f"SELECT i.id, i.kind, i.occurred_on, i.summary FROM interaction i "
        f"WHERE i.deleted_at IS NULL AND {where} ORDER BY i.occurred_on DESC, i.id DESC LIMIT {most}"
    )
    found = quick.rows(connection, sql, values)
    people = _participants(connection, [row[0] for row in found], work_mode=work_mode)
    return tuple(
        MissionExchange(
            key,
            kind,
            None if on is None else PartialDate(on),
            ", ".join(name for _id, name in people[key]),
            people[key][0][0] if people[key] else None,
            summary,
        )
        for key, kind, on, summary in found
        if people[key] or not work_mode
    )


def _participants(
    connection: sa.Connection, keys: list[int], *, work_mode: bool
) -> defaultdict[int, list[tuple[int, str]]]:
    people: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for run in quick.chunks(keys):
        sql = (
            "SELECT p.interaction_id, f.contact_id, f.display_name FROM participation p "
            "JOIN contact_fact f ON f.contact_id = p.contact_id WHERE f.hidden = 0 "
            f"AND (? = 0 OR f.sphere <> 'personal') AND p.interaction_id IN ({quick.marks(run)}) ORDER BY p.id"
        )
        for key, contact_id, name in quick.rows(connection, sql, (int(work_mode), *run)):
            people[key].append((contact_id, name))
    return people
