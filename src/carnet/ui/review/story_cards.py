"""What is told beside the figures of « Bilan »: the sentences, the survey, who did what for whom, the target."""

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from carnet.domain.findings import Finding, FindingKind, Story
from carnet.domain.money import parse_amount
from carnet.domain.review import Review, ReviewQuestion
from carnet.journal import Journal
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.tasks import Progress as Reported
from carnet.ui.kit.tasks import Tasks
from carnet.ui.kit.theme import metric, text_scale
from carnet.ui.kit.turns import Turns
from carnet.ui.review.findings_card import FindingsCard
from carnet.ui.review.reciprocity_card import ReciprocityCard
from carnet.ui.review.survey_card import SurveyCard
from carnet.ui.review.target_card import TargetCard
from carnet.words import _, findings, formats

_WIDE_PX = 900
_MANY = 500
_REST_MS = 400


class StoryCards(QWidget):
    """The cards, read once the figures are painted; of a great many missions beside the window.

    Signals:
        missions_asked: ids of missions to be listed, and what they have in common.
    """

    missions_asked = Signal(object, str)

    def __init__(self, journal: Journal, signals: AppSignals, prompts: Prompts, tasks: Tasks) -> None:
        super().__init__()
        self._journal, self._signals, self._prompts, self._tasks = journal, signals, prompts, tasks
        self._question: ReviewQuestion | None = None
        self._turns = Turns(self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._read_many)
        self.findings, self.survey = FindingsCard(), SurveyCard()
        self.reciprocity, self.target = ReciprocityCard(), TargetCard()
        self._pairs = [QBoxLayout(QBoxLayout.Direction.LeftToRight) for _pair in range(2)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metric(16))
        for pair, cards in zip(
            self._pairs, ((self.findings, self.survey), (self.reciprocity, self.target)), strict=True
        ):
            pair.setSpacing(metric(16))
            for card in cards:
                pair.addWidget(card, 1)
            column.addLayout(pair)
        self.findings.asked.connect(self._on_asked)
        self.reciprocity.contact_opened.connect(signals.contact_opened)
        self.target.change_asked.connect(self._on_change_asked)

    def show_review(self, review: Review) -> None:
        """Read what is told beside an answer: in the next turn, or of a great many missions once the hands rest."""
        self._question = review.question
        self._turns.clear()
        if len(review.missions) > _MANY:
            self._rest.start()
        else:
            self._rest.stop()
            self._turns.add(self._read)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards side by side where there is room."""
        super().resizeEvent(event)
        wide = self.width() / text_scale() >= _WIDE_PX
        for pair in self._pairs:
            pair.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _read(self) -> None:
        if self._question is not None:
            self._show(self._question, self._journal.review.story(self._question))

    @Slot()
    def _read_many(self) -> None:
        if self._question is not None:
            self._tasks.run(_Reading(self._journal, self._question), self._on_read, self._signals.error_raised.emit)

    def _on_read(self, found: tuple[ReviewQuestion, Story]) -> None:
        if self.isVisible() and found[0] == self._question:  # another may have been asked by now
            self._show(*found)

    def _show(self, question: ReviewQuestion, told: Story) -> None:
        self.findings.show_findings(told.findings)
        self.survey.show_figures(told.survey)
        self.reciprocity.show_balances(told.balances)
        self.target.show_progress(self._journal.review.progress(self._year(question), question.currency))

    def _year(self, question: ReviewQuestion) -> int:
        today = self._journal.clock.today()
        return min(question.end or today, today).year

    @Slot(object)
    def _on_asked(self, found: Finding) -> None:
        person = next((who.id for who in found.people if who.id is not None), None)
        if found.event_id is not None:
            self._signals.event_opened.emit(found.event_id)
        elif person is not None and found.kind not in {FindingKind.ORIGIN, FindingKind.BREAKS}:
            self._signals.contact_opened.emit(person)
        else:
            self.missions_asked.emit(found.mission_ids, findings.sentence(found))

    @Slot()
    def _on_change_asked(self) -> None:
        if self._question is None:
            return
        year, currency = self._year(self._question), self._question.currency
        before = self._journal.targets.of(year, currency)
        typed = self._prompts.ask_text(
            _("Target for {year}").format(year=year),
            _("How much do you want to sign in {year}? Nothing takes the target away.").format(year=year),
            _("Set"),
            formats.number(before / 100) if before else "",
        )
        if typed is None:
            return
        cents = parse_amount(typed) if typed.strip() else 0
        if cents is None:
            self._signals.toast_asked.emit(_("“{text}” is not an amount, as 90 000 is.").format(text=typed), "")
        else:
            self._journal.targets.set(year, cents, currency)


class _Reading:
    """Reads what is told of a period, as a job."""

    def __init__(self, journal: Journal, question: ReviewQuestion) -> None:
        self._journal = journal
        self._question = question

    def __call__(self, _progress: Reported) -> tuple[ReviewQuestion, Story]:
        return self._question, self._journal.review.story(self._question)
