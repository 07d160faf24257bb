"""« Intercontrat »: whom to reactivate before a mission ends: introducers, warm clients, then those not seen."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from carnet.domain.warmth import Level

AHEAD_DAYS = 60
"""How long before its end a running mission begins to ask for the next one."""

_WARM = frozenset({Level.HOT, Level.WARM})


class Lead(StrEnum):
    """What makes somebody likely to bring the next mission, the likeliest first."""

    INTRODUCER = "introducer"
    WARM_CLIENT = "warm_client"
    NOT_SEEN = "not_seen"


class Source(NamedTuple):
    """Somebody who brought missions, or stood on the side of a client; `introduced` counts missions."""

    contact_id: int
    introduced: int
    score: int | None
    level: Level
    last_exchange_on: date | None


def lead_of(source: Source) -> Lead:
    """Return what somebody is likely to do."""
    if source.introduced:
        return Lead.INTRODUCER
    return Lead.WARM_CLIENT if source.level in _WARM else Lead.NOT_SEEN


def ranked(sources: Iterable[Source]) -> list[Source]:
    """Return past introducers by how many missions they brought, warm clients by warmth, the others by silence."""
    return sorted(sources, key=_rank)


def _rank(source: Source) -> tuple[int, int, int, int]:
    lead = lead_of(source)
    silence = (source.last_exchange_on or date.min).toordinal()
    return list(Lead).index(lead), -source.introduced, -(source.score or 0), silence
