"""« Intercontrat »: introducers first, then warm clients, then those not seen."""

from datetime import date, timedelta

from carnet.domain.between_missions import Lead, Source, lead_of, ranked
from carnet.domain.warmth import Level

TODAY = date(2026, 11, 20)


def source(key: int, introduced: int = 0, score: int | None = 10, level: Level = Level.COLD, days: int = 300) -> Source:
    return Source(key, introduced, score, level, TODAY - timedelta(days=days))


def test_introducers_come_first_then_warm_clients_then_those_not_seen():
    once, twice = source(1, introduced=1, score=90, level=Level.HOT), source(2, introduced=2)
    hot, warm = source(3, score=80, level=Level.HOT), source(4, score=55, level=Level.WARM)
    lately, long_ago = source(5, days=200), source(6, days=900)
    never = Source(7, 0, None, Level.NONE, None)
    found = ranked([lately, long_ago, warm, once, hot, twice])
    assert [one.contact_id for one in found] == [2, 1, 3, 4, 6, 5]
    assert [lead_of(one) for one in (twice, hot, lately, never)] == [
        Lead.INTRODUCER,
        Lead.WARM_CLIENT,
        Lead.NOT_SEEN,
        Lead.NOT_SEEN,
    ]
