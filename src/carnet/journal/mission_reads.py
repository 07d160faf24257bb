"""Reading one mission: what its form edits, and all that its sheet shows."""

from dataclasses import fields
from typing import Any

import sqlalchemy as sa

from carnet.domain.mission_sheets import Mission, MissionPerson, MissionSheet
from carnet.domain.missions import MissionRole, Stage, net_cents, value_cents
from carnet.journal import paths
from carnet.journal.core import Core
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
        renewals=_renewals(connection, mission_id),
        renewal_of=_title(connection, row["renewal_of_id"]),
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


def _stages(connection: sa.Connection, mission_id: int) -> tuple[tuple[Stage, Any], ...]:
    column = t.mission_stage.c
    query = sa.select(column.stage, column.entered_on).where(column.mission_id == mission_id)
    return tuple((stage, on) for stage, on in connection.execute(query.order_by(column.entered_on, column.id)))


def _renewals(connection: sa.Connection, mission_id: int) -> tuple[tuple[int, str], ...]:
    column = t.mission.c
    query = sa.select(column.id, column.title).where(column.renewal_of_id == mission_id, column.deleted_at.is_(None))
    return tuple((key, title) for key, title in connection.execute(query.order_by(column.id)))


def _title(connection: sa.Connection, key: int | None) -> str:
    return connection.execute(sa.select(t.mission.c.title).where(t.mission.c.id == key)).scalar() or ""
