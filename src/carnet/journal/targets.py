"""The verb on targets: what one wants to sign in a year, in a currency."""

import sqlalchemy as sa

from carnet.domain.changes import Deed
from carnet.journal.core import Core
from carnet.store import tables as t

_ROW = t.target.c


def of(connection: sa.Connection, year: int, currency: str) -> int:
    """Return the cents to be signed in a year, 0 where no target is set."""
    found = connection.execute(_chosen(year, currency)).first()
    return 0 if found is None else int(found.amount_cents)


class Targets:
    """One amount a year and currency; none where nothing was set."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def of(self, year: int, currency: str) -> int:
        """Return the cents to be signed in a year, 0 where no target is set."""
        with self._core.reading() as connection:
            return of(connection, year, currency)

    def set(self, year: int, cents: int, currency: str) -> None:
        """Set what is to be signed in a year; 0 takes the target away."""
        with self._core.writing(Deed.SET_TARGET, subject=str(year)) as recorder:
            there = recorder.connection.execute(_chosen(year, currency)).first()
            if there is None and cents:
                recorder.insert(t.target, uid=self._core.new_uid(), year=year, currency=currency, amount_cents=cents)
            elif there is not None and cents:
                recorder.update(t.target, there.id, amount_cents=cents)
            elif there is not None:
                recorder.delete(t.target, there.id)


def _chosen(year: int, currency: str) -> sa.Select[tuple[int, int]]:
    query = sa.select(_ROW.id, _ROW.amount_cents).where(_ROW.year == year, _ROW.currency == currency)
    return query.order_by(_ROW.id).limit(1)  # an import may bring a second one; the first stays the one that counts
