"""Reading all missions for the board and the list: cards, people at their source, stages gone through."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from carnet.domain.ids import MissionId
from carnet.domain.mission_boards import OPEN
from carnet.domain.mission_sheets import MissionFace, MissionRow
from carnet.domain.missions import COUNTED, Stage, counted_half_days, value_cents
from carnet.domain.money import half_up
from carnet.domain.stages import course, stays
from carnet.domain.text import fold, sort_key
from carnet.store import quick

_MANY = 500
_USUAL_BP = {Stage.LEAD: 2_000, Stage.PROPOSAL: 5_000, Stage.LOST: 0, **dict.fromkeys(COUNTED, 10_000)}
_STAGES = {stage.value: stage for stage in Stage}
OTHERS = (
    "SELECT m.id, m.title, coalesce(o.name, '') FROM mission m LEFT JOIN organisation o ON o.id = m.client_id "
    "WHERE m.id <> ? AND m.deleted_at IS NULL ORDER BY coalesce(m.signed_on, m.created_at) DESC, m.id DESC"
)
LATELY = (
    "SELECT m.id, m.title, coalesce(o.name, '') FROM mission m LEFT JOIN organisation o ON o.id = m.client_id "
    "WHERE m.deleted_at IS NULL AND (m.stage NOT IN ('completed', 'lost') "
    "OR (m.stage = 'completed' AND (m.signed_on IS NULL OR m.signed_on >= ?)) "
    "OR (m.stage = 'lost' AND EXISTS "
    "(SELECT 1 FROM mission_stage s WHERE s.mission_id = m.id AND s.stage = 'lost' AND s.entered_on >= ?))) "
    "ORDER BY m.stage IN ('completed', 'lost'), coalesce(m.signed_on, m.created_at) DESC, m.id DESC"
)
_MISSIONS = (
    "SELECT m.id, m.title, m.stage, m.signed_on, m.starts_on, m.ends_on, m.day_rate_cents, m.days_sold_half, "
    "m.days_worked_half, m.currency, m.probability_bp, m.lost_reason, m.renewal_of_id, m.signing_contact_id, "
    "m.client_id, m.intermediary_id, m.portage_company_id, coalesce(p.place, 0) "
    "FROM mission m LEFT JOIN board_place p ON p.mission_id = m.id WHERE m.deleted_at IS NULL"
)
_NAMES = (
    "SELECT contact_id, display_name FROM contact_fact WHERE hidden = 0 AND (? = 0 OR sphere <> 'personal') "
    "AND contact_id IN (SELECT contact_id FROM touch UNION SELECT introducer_id FROM touch "
    "UNION SELECT contact_id FROM mission_contact UNION SELECT signing_contact_id FROM mission)"
)
_ORGANISATIONS = (
    "SELECT id, name FROM organisation WHERE id IN (SELECT client_id FROM mission "
    "UNION SELECT intermediary_id FROM mission UNION SELECT portage_company_id FROM mission)"
)
_CREDITED = "SELECT mission_id, kind, contact_id, introducer_id FROM touch ORDER BY mission_id, rank"
_ROLES = "SELECT mission_id, role, contact_id FROM mission_contact ORDER BY id"
_STAGE_DATES = "SELECT mission_id, stage, entered_on FROM mission_stage ORDER BY id"
_NEXT = (
    "SELECT mission_id, min(coalesce(scheduled_on, due_on)) FROM follow_up "
    "WHERE mission_id IS NOT NULL AND state IN ('open', 'snoozed') GROUP BY mission_id"
)


class _Raw(NamedTuple):
    """What `_MISSIONS` reads; the three organisations and the place come last."""

    key: int
    title: str
    stage: str
    signed: str | None
    starts: str | None
    ends: str | None
    rate: int
    sold: int
    worked: int | None
    currency: str
    probability: int | None
    lost_reason: str
    renewal_of: int | None
    signer: int | None
    client: int | None
    intermediary: int | None
    portage: int | None
    place: int


def rows(connection: sa.Connection, *, work_mode: bool) -> list[MissionRow]:
    """Return every mission that is not in the trash, in no order."""
    around = _Around(connection, work_mode=work_mode)
    return [around.card(_Raw(*row)) for row in quick.rows(connection, _MISSIONS)]


class _Around:
    """What the cards show besides the columns of a mission, read in a few sets."""

    def __init__(self, connection: sa.Connection, *, work_mode: bool) -> None:
        self._names = dict(quick.rows(connection, _NAMES, (int(work_mode),)))
        self._organisations = dict(quick.rows(connection, _ORGANISATIONS))
        self._source: defaultdict[int, list[int | None]] = defaultdict(list)
        self._all: defaultdict[int, set[int | None]] = defaultdict(set)
        self._read_people(connection)
        self._stages: defaultdict[int, list[tuple[Stage, date]]] = defaultdict(list)
        for key, stage, on in quick.rows(connection, _STAGE_DATES):
            self._stages[key].append((_STAGES[stage], _day(on)))
        self._next = {key: _day(on) for key, on in quick.rows(connection, _NEXT) if on is not None}

    def _read_people(self, connection: sa.Connection) -> None:
        """Read who is at the source: the credited people of the path, before it is frozen the introducers."""
        for key, kind, contact, introducer in quick.rows(connection, _CREDITED):
            self._source[key].append(introducer if kind == "introduction" else contact)
            self._all[key].update((contact, introducer))
        signed = set(self._source)
        for key, role, contact in quick.rows(connection, _ROLES):
            self._all[key].add(contact)
            if role == "introducer" and key not in signed:
                self._source[key].append(contact)

    def card(self, row: _Raw) -> MissionRow:
        """Return one card."""
        key, stage = row.key, _STAGES[row.stage]
        asked = _USUAL_BP[stage] if row.probability is None or stage not in OPEN else row.probability
        value = value_cents(row.rate, row.sold, row.worked, stage)
        faces = self._people([*self._source[key], row.signer])
        gone_through = course(self._stages[key], stage)
        organisations = [each for each in row[-4:-1] if each is not None]
        client = "" if row.client is None else self._organisations[row.client]
        searched = [row.title, *(self._organisations[each] for each in organisations), *(face.name for face in faces)]
        return MissionRow(
            id=MissionId(key),
            title=row.title,
            client=client,
            stage=stage,
            value_cents=value,
            currency=row.currency,
            day_rate_cents=row.rate,
            days_sold_half=row.sold,
            days_worked_half=row.worked,
            signed_on=_some_day(row.signed),
            starts_on=_some_day(row.starts),
            ends_on=_some_day(row.ends),
            stage_since=gone_through[-1][1] if gone_through and gone_through[-1][0] is stage else None,
            probability_bp=asked,
            lost_reason=row.lost_reason,
            faces=faces,
            next_follow_up=self._next.get(key),
            renewal_of_id=row.renewal_of,
            counted_half=counted_half_days(row.sold, row.worked, stage),
            weighted_cents=half_up(value * asked, 10_000),
            place=row.place,
            organisation_ids=tuple(organisations),
            contact_ids=frozenset(each for each in (*self._all[key], row.signer) if each is not None),
            stays=stays(gone_through),
            title_key=_key(row.title or client),
            client_key=_key(client),
            people_key=_key(faces[0].name) if faces else "",
            folded=" ".join(map(_folded, searched)),
        )

    def _people(self, ids: Iterable[int | None]) -> tuple[MissionFace, ...]:
        kept = dict.fromkeys(key for key in ids if key is not None and key in self._names)
        return tuple(MissionFace(key, self._names[key]) for key in kept)


_day = lru_cache(8_000)(date.fromisoformat)
_key = lru_cache(20_000)(sort_key)
_folded = lru_cache(20_000)(fold)


def _some_day(text: Any) -> date | None:
    return None if text is None else _day(text)


def are_many(connection: sa.Connection) -> bool:
    """Tell whether there are so many missions that reading them all takes long."""
    return bool(quick.rows(connection, "SELECT count(*) > ? FROM mission", (_MANY,))[0][0])
