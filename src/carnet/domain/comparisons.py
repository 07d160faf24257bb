"""One answer beside two others: the same lines in another period, and under another model."""

from collections.abc import Iterable
from typing import NamedTuple

from carnet.domain.review import Review, ReviewRow, ReviewRows


class Beside(NamedTuple):
    """The credit of a line in the other answers; None where there is none to compare with."""

    period_cents: int | None = None
    model_cents: int | None = None


class Comparison(NamedTuple):
    """An answer, the same for another period, the same under another model; None where not asked for."""

    review: Review
    period: Review | None = None
    model: Review | None = None

    @property
    def rows(self) -> ReviewRows:
        """The lines of all answers; one that the first does not have stands without a cent."""
        if self.period is None and self.model is None:
            return self.review.rows
        found = {row.key: row for row in self.review.rows}
        for other in self._others():
            for row in other.rows:
                found.setdefault(row.key, _emptied(row))
        return ReviewRows.of(found.values())

    @property
    def beside(self) -> dict[str, Beside]:
        """The credit of each line in the other answers; nothing where there are none."""
        if self.period is None and self.model is None:
            return {}
        period, model = _credits(self.period), _credits(self.model)
        return {
            row.key: Beside(
                None if period is None else period.get(row.key, 0), None if model is None else model.get(row.key, 0)
            )
            for row in self.rows
        }

    @property
    def total(self) -> Beside:
        """The turnover of the other answers."""
        return Beside(
            None if self.period is None else self.period.total_cents,
            None if self.model is None else self.model.total_cents,
        )

    def _others(self) -> Iterable[Review]:
        return (review for review in (self.period, self.model) if review is not None)


def _credits(review: Review | None) -> dict[str, int] | None:
    return None if review is None else {row.key: row.credit_cents for row in review.rows}


def _emptied(row: ReviewRow) -> ReviewRow:
    return row._replace(credit_cents=0, missions=0, days_half=0, delay_days=None, mission_ids=())
