"""What « Bilan » asks and what it is answered: read at once, or as a job beside the window."""

from typing import NamedTuple

from carnet.domain.attribution import Model
from carnet.domain.comparisons import Comparison
from carnet.domain.flows import Diagram, Flows, diagram
from carnet.domain.network import Network
from carnet.domain.returns import Evenings
from carnet.domain.review import Review, ReviewQuestion
from carnet.journal import Journal
from carnet.ui.review.head import DRAWING, NETWORK, TABLE
from carnet.ui.review.periods import Period


class Asked(NamedTuple):
    """A question, the view that shows its answer, and what that is compared with."""

    question: ReviewQuestion
    view: str
    other_period: Period | None = None
    other_model: Model | None = None


class Answer(NamedTuple):
    """The figures, and what the view shows beside them."""

    asked: Asked
    years: tuple[int, ...]
    currencies: tuple[str, ...]
    comparison: Comparison
    flows: Flows | None = None
    drawn: Diagram | None = None
    evenings: Evenings | None = None
    network: Network | None = None

    @property
    def review(self) -> Review:
        """The figures and rows."""
        return self.comparison.review


class Answering:
    """Answers one question, unless it was dropped for another before its turn came; at first without the evenings."""

    def __init__(self, journal: Journal, asked: Asked, *, at_first: bool = False) -> None:
        self._journal, self.asked = journal, asked
        self._with_evenings = asked.view == TABLE and not at_first
        self.dropped = False

    def __call__(self) -> Answer | None:
        """Return the answer, None where nobody waits for it any more."""
        if self.dropped:
            return None
        reviews, asked = self._journal.review, self.asked
        question, view = asked.question, asked.view
        review = reviews.ask(question)
        flows = reviews.flows(question) if view == DRAWING else None
        values = {mission.id: mission.value_cents for mission in review.missions if mission.value_cents}
        return Answer(
            asked,
            reviews.years(),
            reviews.currencies(),
            self._beside(review),
            flows,
            None if flows is None else diagram(flows.bands, values=values),
            reviews.evenings(question) if self._with_evenings else None,
            reviews.network(question) if view == NETWORK else None,
        )

    def _beside(self, review: Review) -> Comparison:
        ask, question = self._journal.review.ask, self.asked.question
        period, model = self.asked.other_period, self.asked.other_model
        return Comparison(
            review,
            None if period is None else ask(question._replace(start=period.start, end=period.end)),
            None if model in {None, question.model} else ask(question._replace(model=Model(model))),
        )
