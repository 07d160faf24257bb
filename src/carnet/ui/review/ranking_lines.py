"""The lines of the ranking: what each says under each column, and what stands over the columns."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import IntEnum
from typing import NamedTuple

from carnet.domain.comparisons import Beside, Comparison
from carnet.domain.contacts import Channel, ChannelGroup, group_of
from carnet.domain.review import Grouping, Review, ReviewRow, RowDetail
from carnet.ui.kit.origins import origin_mark
from carnet.words import _, formats, ngettext, pgettext
from carnet.words.reviews import (
    column_label,
    delay,
    difference,
    mission_count,
    model_name,
    row_label,
    years,
)


class Column(IntEnum):
    """The columns, left to right."""

    LABEL = 0
    MISSIONS = 1
    DAYS = 2
    CREDIT = 3
    SHARE = 4
    PERIOD = 5
    PERIOD_CHANGE = 6
    MODEL = 7
    MODEL_CHANGE = 8
    INFLUENCE = 9
    DELAY = 10
    LAST = 11
    YEARS = 12


class Line(NamedTuple):
    """A row as it is painted; `key` "" is the total, `share` from 0 to 1 of the total, `scale` of the largest row."""

    key: str
    label: str
    credit_cents: int
    missions: int
    days_half: int
    delay_days: int | None
    share: float
    scale: float
    icon: str
    tint: str
    strong: bool
    currency: str
    exact: bool
    mission_ids: tuple[int, ...] = ()
    beside: Beside = Beside()
    detail: RowDetail | None = None
    last_year: int = 0
    today: date = date.min

    def text(self, column: int) -> str:
        """Return what a column says."""
        if Column.PERIOD <= column <= Column.MODEL_CHANGE:
            return self._beside_text(column)
        if column in {Column.INFLUENCE, Column.LAST, Column.YEARS}:
            return self._detail_text(column)
        return self._own_text(column)

    def _own_text(self, column: int) -> str:
        match column:
            case Column.LABEL:
                said = self.label
            case Column.MISSIONS:
                said = formats.number(self.missions)
            case Column.DAYS:
                said = formats.days_half(self.days_half)
            case Column.CREDIT:
                said = self._money(self.credit_cents)
            case Column.SHARE:
                said = formats.percent_bp(round(self.share * 100) * 100)
            case _:
                said = delay(self.delay_days)
        return said

    def _beside_text(self, column: int) -> str:
        of_period = column in {Column.PERIOD, Column.PERIOD_CHANGE}
        other = self.beside.period_cents if of_period else self.beside.model_cents
        if other is None:
            return ""
        if column in {Column.PERIOD, Column.MODEL}:
            return self._money(other)
        # Of a period what became of it since, of a model what it would give instead.
        change = self.credit_cents - other if of_period else other - self.credit_cents
        return difference(change, self.currency, exact=self.exact)

    def _detail_text(self, column: int) -> str:
        if column == Column.INFLUENCE and self.strong:
            return _("no total")
        if self.detail is None:
            return ""
        if column == Column.INFLUENCE:
            return formats.money(self.detail.influence_cents, self.currency)
        if column == Column.YEARS:
            return years(self.detail.years, self.last_year, self.currency)
        day = self.detail.last_exchange_on
        return "" if day is None else formats.tiny_day(day, self.today)

    def _money(self, cents: int) -> str:
        return formats.money(cents, self.currency, exact=self.exact)

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ", ".join((self.label, self.text(Column.CREDIT), mission_count(self.missions)))


class Scale(NamedTuple):
    """What the lines of an answer are worded and measured by."""

    by: Grouping
    total_cents: int
    most_cents: int
    currency: str
    exact: bool


def scale_of(review: Review) -> Scale:
    """Return what the lines of an answer are measured by."""
    most = review.rows[0].credit_cents if review.rows else 0
    question = review.question
    # All amounts show their cents where one has some, so that they stand in a column.
    return Scale(question.by, review.total_cents, most, question.currency, review.shows_cents)


def total_line(review: Review) -> Line:
    """Return the total of an answer."""
    ordinary = len(review.rows.apart()[0])
    label = ngettext("Total, {n} line", "Total, {n} lines", ordinary).format(n=formats.number(ordinary))
    share = 1.0 if review.total_cents else 0.0
    return Line(
        "",
        label,
        review.total_cents,
        len(review.missions),
        review.days_half,
        review.median_delay_days,
        share,
        0.0,
        "",
        "",
        strong=True,
        currency=review.question.currency,
        exact=review.shows_cents,
    )


def heads_of(comparison: Comparison, followed: range, names: tuple[str, str]) -> dict[int, str]:
    """Return what stands over the columns; `names` are those of the period and of the one it is compared with."""
    question = comparison.review.question
    model = model_name(question.model)
    other = "" if comparison.model is None else model_name(comparison.model.question.model)
    first, second = (names[0], names[1]) if comparison.period or comparison.model else (_("Turnover"), "")
    return {
        Column.LABEL: column_label(question.by),
        Column.MISSIONS: _("Missions"),
        Column.DAYS: _("Days"),
        Column.CREDIT: f"{model}\n{first}",
        Column.SHARE: _("Share"),
        Column.PERIOD: f"{model}\n{second}",
        Column.PERIOD_CHANGE: pgettext("column", "Change"),
        Column.MODEL: f"{other}\n{first}",
        Column.MODEL_CHANGE: pgettext("column", "Change"),
        Column.INFLUENCE: _("Contributed\nto"),
        Column.DELAY: _("Delay"),
        Column.LAST: _("Last\nexchange"),
        Column.YEARS: f"{followed[0]} – {followed[-1]}",
    }


def line_of(row: ReviewRow, scale: Scale) -> Line:
    """Return a row as it is painted."""
    icon, tint = _mark(row, scale.by)
    return Line(
        row.key,
        row_label(row, scale.by),
        row.credit_cents,
        row.missions,
        row.days_half,
        row.delay_days,
        row.credit_cents / scale.total_cents if scale.total_cents else 0.0,
        row.credit_cents / scale.most_cents if scale.most_cents else 0.0,
        icon,
        tint,
        strong=False,
        currency=scale.currency,
        exact=scale.exact,
        mission_ids=row.mission_ids,
    )


_ICONS = {
    Grouping.EVENT: "ticket",
    Grouping.SERIES: "calendar-days",
    Grouping.ORGANISER: "building-2",
    Grouping.KIND: "ticket",
    Grouping.CIRCLE: "users",
    Grouping.SPHERE: "user",
    Grouping.MONTH: "calendar",
}
_OF_GROUP = {ChannelGroup(group_of(channel)): channel for channel in reversed(tuple(Channel)[:15])}


def _mark(row: ReviewRow, by: Grouping) -> tuple[str, str]:
    if row.is_special:
        return ("eye-off" if row.key == "hidden" else "circle-help" if row.key == "unattributed" else "minus"), "text3"
    if by is Grouping.CHANNEL:
        return origin_mark(Channel(row.key))
    if row.origin:
        return origin_mark(_OF_GROUP[ChannelGroup(row.origin)])
    return _ICONS.get(by, "user"), "text2"


class Lines(NamedTuple):
    """What a table shows: an answer and what stands beside it, when it is read, over which years lines are followed."""

    comparison: Comparison
    heads: Mapping[int, str]
    years: range
    today: date


DETAILED = frozenset({Column.INFLUENCE, Column.LAST, Column.YEARS})
"""The columns that tell something beside the credit."""
Details = Mapping[str, RowDetail]
Detailing = Callable[[Sequence[str], Callable[[Details], object]], object]
"""Reads what lines tell beside their credit, "" is the total, and gives it to what is called then, at once or later."""
