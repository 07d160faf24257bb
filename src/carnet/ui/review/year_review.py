"""« Bilan réseau »: all that the paper of a year tells, read in one go."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from carnet.domain.attribution import Model
from carnet.domain.comparisons import Beside, Comparison
from carnet.domain.findings import Story
from carnet.domain.flows import Flows
from carnet.domain.review import Grouping, Review, ReviewQuestion, ReviewRow, RowDetail
from carnet.domain.targets import Progress
from carnet.journal import Journal
from carnet.words.reviews import in_order

_MOST = {Grouping.CONTACT: 20}
_FEW = 10
_GROUPINGS = (
    Grouping.CONTACT,
    Grouping.CHANNEL,
    Grouping.EVENT,
    Grouping.ORGANISER,
    Grouping.KIND,
    Grouping.CIRCLE,
    Grouping.SPHERE,
    Grouping.MONTH,
)


class Ranked(NamedTuple):
    """One table: its lines, how many stand behind « Autres » with what credit, and what they were the year before."""

    comparison: Comparison
    rows: tuple[ReviewRow, ...]
    folded: int
    folded_cents: int
    folded_before_cents: int
    details: Mapping[str, RowDetail]
    years: range


class YearReview(NamedTuple):
    """The year: its answer and that of the year before, the tables, and what is told beside them."""

    year: int
    today: date
    review: Review
    before: Review
    tables: tuple[Ranked, ...]
    story: Story
    progress: Progress
    flows: Flows
    contacts: int


def read(journal: Journal, year: int, model: Model, currency: str, *, with_personal: bool = False) -> YearReview:
    """Return what the paper of a year tells, under a model, in a currency."""
    reviews = journal.review
    question = ReviewQuestion(
        model=model,
        start=date(year, 1, 1),
        end=date(year, 12, 31),
        currency=currency,
        with_personal=with_personal,
        half_life_days=journal.options.half_life_days,
    )
    tables = [_ranked(journal, question._replace(by=by)) for by in _GROUPINGS]
    first = tables[0].comparison
    assert first.period is not None
    story = reviews.story(question)
    return YearReview(
        year,
        journal.clock.today(),
        first.review,
        first.period,
        tuple(table for table in tables if _tells(table)),
        story,
        reviews.progress(year, currency),
        reviews.flows(question),
        story.survey[0].of,
    )


def _ranked(journal: Journal, question: ReviewQuestion) -> Ranked:
    reviews = journal.review
    last = date(question.start.year - 1, 1, 1) if question.start else None
    before = question._replace(start=last, end=None if last is None else date(last.year, 12, 31))
    # A month is of its year: set against the year before, no line would stand beside another.
    then = None if question.by is Grouping.MONTH else reviews.ask(before)
    found = Comparison(reviews.ask(question), then)
    rows = in_order(found.rows, question.by)
    of_year = [row for row in rows if row.credit_cents]
    if question.by is Grouping.MONTH:
        of_year.sort(key=_key)
    most = 12 if question.by is Grouping.MONTH else _MOST.get(question.by, _FEW)
    shown = [row for row in of_year if not row.is_special][:most] + [row for row in rows if row.is_special]
    kept = {row.key for row in shown}
    folded = [row for row in rows if row.key not in kept]
    beside = found.beside
    return Ranked(
        found,
        tuple(shown),
        len(folded),
        sum(row.credit_cents for row in folded),
        sum(beside.get(row.key, Beside()).period_cents or 0 for row in folded),
        reviews.details(question, [*(row.key for row in shown), ""]),
        reviews.detail_years(question),
    )


def _key(row: ReviewRow) -> str:
    return row.key


def _tells(table: Ranked) -> bool:
    """Tell whether a table says more than that nothing is known: relations do always."""
    by = table.comparison.review.question.by
    ordinary = [row for row in table.rows if not row.is_special]
    return by is Grouping.CONTACT or len(ordinary) > 1 or (len(ordinary) == 1 and by is not Grouping.SPHERE)
