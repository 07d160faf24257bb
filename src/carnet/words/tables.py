"""The tables of « Bilan » as they are exported: heads that name the model, cells as spreadsheets know them."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from carnet.domain.attribution import Model
from carnet.domain.comparisons import Comparison
from carnet.domain.findings import Story
from carnet.domain.returns import Evenings, ReturnRow
from carnet.domain.review import Review, ReviewQuestion, ReviewRow, RowDetail
from carnet.formats.sheets import Cell, Sheet, money
from carnet.words import findings, returns
from carnet.words.catalogue import _
from carnet.words.charts import period
from carnet.words.reviews import column_label, grouping_label, in_order, mission_count, model_label, row_label

Details = Mapping[str, RowDetail]


def ranking(comparison: Comparison, details: Details, years: range) -> Sheet:
    """Return the ranking, with what it is compared with beside each credit; the total is the last line."""
    review = comparison.review
    by = review.question.by
    rows = [_ranked(row, row_label(row, by), comparison, details) for row in in_order(comparison.rows, by)]
    total = ReviewRow(
        "", "", review.total_cents, len(review.missions), review.days_half, review.median_delay_days, "", True
    )
    rows.append(_ranked(total, _("Total"), comparison, details))
    heads = [
        column_label(by),
        _("Missions"),
        _("Days"),
        _credit_head(review.question),
        *(_compared_head(other) for other in (comparison.period, comparison.model) if other is not None),
        _("Contributed to (no total)"),
        _("Delay in days (median)"),
        _("Last exchange"),
        *(_("{model}, {year}").format(model=model_label(review.question.model), year=year) for year in years),
    ]
    return Sheet(grouping_label(by), heads, rows)


def _ranked(row: ReviewRow, label: str, comparison: Comparison, details: Details) -> list[Cell]:
    detail = details.get(row.key, RowDetail())
    beside = comparison.total if not row.key else comparison.beside.get(row.key)
    others = [] if beside is None else [cents for cents in beside if cents is not None]
    return [
        label,
        row.missions,
        _days(row.days_half),
        money(row.credit_cents),
        *map(money, others),
        money(detail.influence_cents) if row.key else None,
        row.delay_days,
        detail.last_exchange_on,
        *map(money, detail.years),
    ]


def _days(half: int) -> Cell:
    return half // 2 if half % 2 == 0 else money(half * 50)


def _credit_head(question: ReviewQuestion) -> str:
    """Return "CA, Équilibré 30-30-30-10, 2026, EUR": whatever decides the figures under it."""
    said = [_("Turnover"), model_label(question.model), period(question), question.currency]
    return ", ".join(part for part in said if part)


def _compared_head(other: Review) -> str:
    """Return the head of figures that are compared with, and how many missions they rest on."""
    return f"{_credit_head(other.question)}, {mission_count(len(other.missions))}"


def missions(review: Review) -> Sheet:
    """Return the signed missions of the period."""
    heads = (
        _("Mission"),
        _("Client"),
        _("Signed on"),
        _("Turnover, {currency}").format(currency=review.question.currency),
    )
    rows = [(each.title, each.client, each.signed_on, money(each.value_cents)) for each in review.missions]
    return Sheet(_("Missions"), heads, rows)


def evenings(found: Evenings, question: ReviewQuestion) -> tuple[Sheet, Sheet]:
    """Return what evenings brought by organiser, and by kind."""
    return (
        Sheet(_("Evenings by organiser"), _heads(_("Organiser"), question), _returns(found.organisers)),
        Sheet(_("Evenings by kind"), _heads(_("Kind of event"), question), _returns(found.kinds)),
    )


def _heads(first: str, question: ReviewQuestion) -> tuple[str, ...]:
    brought = _("Brought, {model}, {currency}").format(model=model_label(question.model), currency=question.currency)
    return first, _("Events"), _("Minutes"), _("Cost"), _("Missions"), brought, _("Per hour"), _("Per euro")


def _returns(rows: Sequence[ReturnRow]) -> list[list[Cell]]:
    return [
        [
            returns.row_label(row),
            row.total.spent.events,
            row.total.spent.minutes,
            money(row.total.spent.cost_cents),
            row.total.missions,
            money(row.total.cents),
            None if row.total.per_hour_cents is None else money(row.total.per_hour_cents),
            None if row.total.per_unit_cents is None else money(row.total.per_unit_cents),
        ]
        for row in rows
    ]


def introductions(told: Story) -> Sheet:
    """Return who introduced, and was introduced."""
    heads = (_("Person"), _("Received"), _("Given"), _("Owed"), _("Missions"), _("To thank"))
    rows: list[list[Cell]] = [
        [
            each.person.name,
            each.reciprocity.received,
            each.reciprocity.given,
            max(0, each.reciprocity.owed),
            each.missions,
            _("yes") if each.to_thank else "",
        ]
        for each in told.balances
    ]
    return Sheet(_("Introductions"), heads, rows)


def sentences(told: Story, model: Model) -> Sheet:
    """Return what the network says, each with the cases that it rests on, and the survey beside one's own figures."""
    heads = (_("What the network says"), _("Rests on"), _("Model"))
    rows = [(findings.sentence(each), findings.sample(each), model_label(model)) for each in told.findings]
    return Sheet(_("What the network says"), heads, rows)


class Reading(Protocol):
    """What answers the questions that the tables ask; the journal's own verbs on « Bilan »."""

    def details(self, question: ReviewQuestion, keys: Sequence[str]) -> Details:
        """Return what lines tell beside their credit, "" for all of them together."""
        ...

    def detail_years(self, question: ReviewQuestion) -> range:
        """Return the years over which lines are followed."""
        ...

    def evenings(self, question: ReviewQuestion) -> Evenings:
        """Return what evenings brought."""
        ...

    def story(self, question: ReviewQuestion) -> Story:
        """Return what is told beside the figures."""
        ...


def table(kind: str, reading: Reading, comparison: Comparison) -> Sheet:
    """Return one of `KINDS` for an answer and what it is compared with."""
    question = comparison.review.question
    if kind == "ranking":
        details = reading.details(question, [*(row.key for row in comparison.rows), ""])
        return ranking(comparison, details, reading.detail_years(question))
    if kind == "missions":
        return missions(comparison.review)
    if kind in {"organisers", "kinds"}:
        return evenings(reading.evenings(question), question)[kind == "kinds"]
    told = reading.story(question)
    return introductions(told) if kind == "introductions" else sentences(told, question.model)


KINDS = ("ranking", "missions", "organisers", "kinds", "introductions", "sentences")
"""The tables, in the order of their sheets in a workbook."""


def book(reading: Reading, comparison: Comparison) -> list[Sheet]:
    """Return all tables of an answer."""
    return [table(kind, reading, comparison) for kind in KINDS]
