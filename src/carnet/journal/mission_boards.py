"""Reading all missions for the board: cards, people at their source, totals by stage."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from carnet.domain.ids import MissionId
from carnet.domain.mission_sheets import Board, MissionFace, MissionRow, StageTotal
from carnet.domain.missions import COUNTED, Stage, value_cents
from carnet.domain.money import half_up
from carnet.journal.core import Core
from carnet.store import quick
from carnet.store import tables as t

_USUAL_BP = {Stage.LEAD: 2_000, Stage.PROPOSAL: 5_000, Stage.LOST: 0}
OTHERS = (
    "SELECT m.id, m.title, coalesce(o.name, '') FROM mission m LEFT JOIN organisation o ON o.id = m.client_id "
    "WHERE m.id <> ? AND m.deleted_at IS NULL ORDER BY coalesce(m.signed_on, m.created_at) DESC, m.id DESC"
)
_OPEN = (Stage.LEAD, Stage.PROPOSAL)
_PAST = (Stage.COMPLETED, Stage.LOST)
_MANY = 500


def board(
    connection: sa.Connection,
    core: Core,
    *,
    since: date | None,
    contact_id: int | None,
    organisation_id: int | None = None,
) -> Board:
    """Return the cards in order of stage with their totals in the currency of the options."""
    around = _Around(connection, work_mode=core.options.work_mode)
    wanted = None if contact_id is None else _of_contact(connection, contact_id)
    rows = [
        card
        for row in _missions(connection)
        if (organisation_id is None or organisation_id in _organisations_of(row))
        and (wanted is None or row["id"] in wanted)
        and _recent(card := around.card(row), since)
    ]
    rows.sort(key=_place)
    currency = core.options.currency
    totals = tuple(_total(stage, rows, currency) for stage in Stage)
    won = sum(total.missions for total in totals if total.stage in COUNTED)
    lost = next(total.missions for total in totals if total.stage is Stage.LOST)
    pending = [total for total in totals if total.stage in _OPEN]
    return Board(
        rows=tuple(rows),
        totals=totals,
        signed_cents=sum(total.value_cents for total in totals if total.stage in COUNTED),
        pending_cents=sum(total.value_cents for total in pending),
        weighted_cents=sum(total.weighted_cents for total in pending),
        win_rate_bp=half_up(won * 10_000, won + lost) if won + lost else None,
        currency=currency,
    )


def _missions(connection: sa.Connection) -> Sequence[sa.RowMapping]:
    client = t.organisation.c.name.label("client")
    query = (
        sa.select(t.mission, client)
        .outerjoin(t.organisation, t.organisation.c.id == t.mission.c.client_id)
        .where(t.mission.c.deleted_at.is_(None))
    )
    return connection.execute(query).mappings().all()


def _organisations_of(row: sa.RowMapping) -> tuple[int | None, ...]:
    return row["client_id"], row["portage_company_id"], row["intermediary_id"]


def _of_contact(connection: sa.Connection, contact_id: int) -> set[int]:
    touch, role, mission = t.touch.c, t.mission_contact.c, t.mission.c
    queries = (
        sa.select(touch.mission_id).where(sa.or_(touch.contact_id == contact_id, touch.introducer_id == contact_id)),
        sa.select(role.mission_id).where(role.contact_id == contact_id),
        sa.select(mission.id).where(mission.signing_contact_id == contact_id),
    )
    return {key for query in queries for key in connection.execute(query).scalars()}


class _Around:
    """What the cards show besides the columns of a mission, read in a few sets."""

    def __init__(self, connection: sa.Connection, *, work_mode: bool) -> None:
        self._names = _names(connection, work_mode=work_mode)
        self._faces = _faces(connection)
        self._since = _stage_dates(connection)
        self._next = _next_follow_ups(connection)

    def card(self, row: sa.RowMapping) -> MissionRow:
        """Return one card."""
        key, stage = row["id"], row["stage"]
        usual = 10_000 if stage in COUNTED else _USUAL_BP[stage]
        asked = row["probability_bp"] if stage in _OPEN else None
        return MissionRow(
            id=MissionId(key),
            title=row["title"],
            client=row["client"] or "",
            stage=stage,
            value_cents=value_cents(row["day_rate_cents"], row["days_sold_half"], row["days_worked_half"], stage),
            currency=row["currency"],
            day_rate_cents=row["day_rate_cents"],
            days_sold_half=row["days_sold_half"],
            days_worked_half=row["days_worked_half"],
            signed_on=row["signed_on"],
            starts_on=row["starts_on"],
            ends_on=row["ends_on"],
            stage_since=self._since.get((key, stage)),
            probability_bp=usual if asked is None else asked,
            lost_reason=row["lost_reason"],
            faces=self._people([*self._faces[key], row["signing_contact_id"]]),
            next_follow_up=self._next.get(key),
            renewal_of_id=row["renewal_of_id"],
        )

    def _people(self, ids: Iterable[int | None]) -> tuple[MissionFace, ...]:
        kept = dict.fromkeys(key for key in ids if key is not None and key in self._names)
        return tuple(MissionFace(key, self._names[key]) for key in kept)


def _names(connection: sa.Connection, *, work_mode: bool) -> dict[int, str]:
    sql = (
        "SELECT contact_id, display_name FROM contact_fact WHERE hidden = 0 AND (? = 0 OR sphere <> 'personal') "
        "AND contact_id IN (SELECT contact_id FROM touch UNION SELECT introducer_id FROM touch "
        "UNION SELECT contact_id FROM mission_contact UNION SELECT signing_contact_id FROM mission)"
    )
    return {row[0]: row[1] for row in quick.rows(connection, sql, (int(work_mode),))}


_CREDITED = (
    "SELECT mission_id, CASE kind WHEN 'introduction' THEN introducer_id ELSE contact_id END "
    "FROM touch ORDER BY mission_id, rank"
)
_INTRODUCERS = (
    "SELECT mission_id, contact_id FROM mission_contact WHERE role = 'introducer' "
    "AND mission_id NOT IN (SELECT mission_id FROM touch) ORDER BY id"
)


def _faces(connection: sa.Connection) -> defaultdict[int, list[int]]:
    """Return who is at the source: the credited people of the path, before it is frozen the introducers."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for sql in (_CREDITED, _INTRODUCERS):
        for mission_id, contact_id in quick.rows(connection, sql):
            found[mission_id].append(contact_id)
    return found


def _stage_dates(connection: sa.Connection) -> dict[tuple[int, Stage], date]:
    sql = "SELECT mission_id, stage, entered_on FROM mission_stage ORDER BY id"
    stages = {stage.value: stage for stage in Stage}
    rows = quick.rows(connection, sql)
    return {(mission_id, stages[stage]): date.fromisoformat(on) for mission_id, stage, on in rows}


def _next_follow_ups(connection: sa.Connection) -> dict[int, date]:
    sql = (
        "SELECT mission_id, min(coalesce(scheduled_on, due_on)) FROM follow_up "
        "WHERE mission_id IS NOT NULL AND state IN ('open', 'snoozed') GROUP BY mission_id"
    )
    rows: Iterable[Any] = connection.exec_driver_sql(sql)
    return {mission_id: date.fromisoformat(on) for mission_id, on in rows if on is not None}


def _recent(card: MissionRow, since: date | None) -> bool:
    if since is None or card.stage not in _PAST:
        return True
    day = card.signed_on if card.stage is Stage.COMPLETED else card.stage_since
    return day is None or day >= since


_ORDER = tuple(Stage)


def _place(card: MissionRow) -> tuple[int, float, int, int]:
    """Open ones by what comes next, past ones the latest first, then by value."""
    day = {
        Stage.WON: card.starts_on,
        Stage.RUNNING: card.ends_on,
        Stage.COMPLETED: card.ends_on or card.signed_on,
        Stage.LOST: card.stage_since,
    }.get(card.stage, card.next_follow_up)
    number = float("inf") if day is None else float(day.toordinal())
    past = card.stage in _PAST
    return _ORDER.index(card.stage), -number if past and day else number, -card.value_cents, card.id


def _total(stage: Stage, rows: Iterable[MissionRow], currency: str) -> StageTotal:
    cards = [card for card in rows if card.stage is stage]
    summed = [card for card in cards if card.currency == currency]
    weighted = sum(half_up(card.value_cents * card.probability_bp, 10_000) for card in summed)
    return StageTotal(stage, len(cards), sum(card.value_cents for card in summed), weighted)


def are_many(connection: sa.Connection) -> bool:
    """Tell whether there are so many missions that reading them all takes long."""
    return bool(quick.rows(connection, "SELECT count(*) > ? FROM mission", (_MANY,))[0][0])
