"""What is told beside the figures of « Bilan »: the sentences, the survey, who did what for whom, the target."""

from typing import NamedTuple

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from carnet.domain.findings import Finding, FindingKind, Story
from carnet.domain.money import parse_amount
from carnet.domain.review import Review, ReviewQuestion
from carnet.domain.targets import Progress
from carnet.journal import Journal
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.signals import AppSignals
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
        self._is_told = False
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
        self._question, self._is_told = review.question, False
        self._turns.clear()
        if len(review.missions) > _MANY:
            self._rest.start()
        else:
            self._rest.stop()
            self._turns.add(self._read)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was left unread when the page was left."""
        super().showEvent(event)
        if not self._is_told:
            self._rest.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards side by side where there is room."""
        super().resizeEvent(event)
        wide = self.width() / text_scale() >= _WIDE_PX
        for pair in self._pairs:
            pair.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _read(self) -> None:
        self._rest.stop()
        if self._question is not None:
            self._on_read(_Reading(self._journal, self._question)())

    @Slot()
    def _read_many(self) -> None:
        if self._question is not None and self.isVisible():  # who has left may have closed the journal, too
            self._tasks.read(_Reading(self._journal, self._question), self._on_read, self._signals.error_raised.emit)

    def _on_read(self, found: "_Told") -> None:
        if found.question != self._question:  # another was asked meanwhile
            return
        self._is_told = True
        self.findings.show_findings(found.story.findings)
        self.survey.show_figures(found.story.survey)
        self.reciprocity.show_balances(found.story.balances)
        self.target.show_progress(found.progress)

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
        year, currency = _year(self._journal, self._question), self._question.currency
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


def _year(journal: Journal, question: ReviewQuestion) -> int:
    """Return the year whose target a period is about."""
    today = journal.clock.today()
    return min(question.end or today, today).year


class _Told(NamedTuple):
    """What is told of a question."""

    question: ReviewQuestion
    story: Story
    progress: Progress


class _Reading:
    """Reads what is told of a period."""

    def __init__(self, journal: Journal, question: ReviewQuestion) -> None:
        self._journal = journal
        self._question = question

    def __call__(self) -> _Told:
        review, question = self._journal.review, self._question
        progress = review.progress(_year(self._journal, question), question.currency)
        return _Told(question, review.story(question), progress)
