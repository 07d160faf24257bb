"""« Bilan »: period, figures, ranking under the model chosen, missions, and the path of one of them."""

from typing import ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from carnet.domain.attribution import Model
from carnet.domain.review import Grouping, Review, ReviewQuestion
from carnet.journal import Journal
from carnet.ui.kit.announce import Announcer
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import Card, EmptyState
from carnet.ui.kit.choices import ChipButton, Combo, Segmented
from carnet.ui.kit.flow import FlowLayout
from carnet.ui.kit.labels import label
from carnet.ui.kit.page import Page
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.tasks import Progress, Tasks
from carnet.ui.kit.theme import metric, notifier, text_scale
from carnet.ui.review.comparing import Comparing
from carnet.ui.review.evenings import EveningsCard
from carnet.ui.review.figures import Figures
from carnet.ui.review.mission_list import MissionList
from carnet.ui.review.path_card import PathCard
from carnet.ui.review.periods import periods
from carnet.ui.review.ranking import Ranking
from carnet.ui.review.story_cards import StoryCards
from carnet.words import _, formats, ngettext
from carnet.words.reviews import grouping_label, mission_count, model_label, model_rule, too_few

_WIDE_PX = 1000
_TALL_PX = 740


class ReviewPage(Page):
    """The page « Bilan »."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {
            "mission",
            "mission_stage",
            "touch",
            "contact",
            "contact_circle",
            "circle",
            "event",
            "organisation",
            "introduction",
            "target",
        }
    )

    def __init__(self, journal: Journal, signals: AppSignals, prompts: Prompts, tasks: Tasks) -> None:
        super().__init__(_("Review"))
        self._journal = journal
        self._signals = signals
        self._prompts = prompts
        self._tasks = tasks
        self._periods = {period.key: period for period in periods(journal.clock.today())}
        self.review: Review | None = None
        self._announcer = Announcer(self)
        self._build_controls()
        self.figures = Figures()
        self.ranking = Ranking(journal)
        self.comparing = Comparing(journal)
        self.missions = MissionList()
        self.path = PathCard()
        self.evenings = EveningsCard()
        self.story = StoryCards(journal, signals, prompts, tasks)
        self.empty = EmptyState(too_few())
        self._build()
        self._connect()
        notifier().changed.connect(self._adapt)

    def question(self) -> ReviewQuestion:
        """Return what the controls ask."""
        period = self._periods[self.period.current()]
        return ReviewQuestion(
            model=Model(self.model.currentData()),
            by=Grouping(self.by.currentData()),
            start=period.start,
            end=period.end,
            currency=self.currency.currentData() or self._journal.options.currency,
            with_personal=self.personal.isChecked(),
            half_life_days=self._journal.options.half_life_days,
        )

    def reload(self) -> None:
        """Ask the journal and show the answer; a great many missions are read beside the window first."""
        if self._journal.review.takes_long() and not self._tasks.busy:
            self._tasks.run(_Reading(self._journal, self.question()), self._on_read, self._signals.error_raised.emit)
        else:
            self._answer()

    def _on_read(self, _nothing: object) -> None:
        if self.isVisible():
            self._answer()
        else:
            self._stale = True  # for when it is seen again; the journal may be closed by now

    def _answer(self) -> None:
        self._show_currencies()
        review = self._journal.review.ask(self.question())
        self.review = review
        self.figures.show_review(review)
        self._show_ranking(review)
        self._show_notes(review)
        self.evenings.show_evenings(self._journal.review.evenings(review.question), review.question)
        self.story.show_review(review)
        enough = len(review.missions) >= 2
        self.empty.setVisible(not enough)
        self.ranking.setVisible(enough)
        self._show_missions()
        self._show_path()
        total = formats.money(review.total_cents, review.question.currency)
        self._announcer.say(f"{total}, {mission_count(len(review.missions))}")

    def _show_ranking(self, review: Review) -> None:
        period = self._periods[self.period.current()]
        self.comparing.offer(period)
        self.missions.setVisible(not self.comparing.is_on)  # the columns of a comparison take their room
        self.ranking.show_comparison(self.comparing.beside(review), (period.short, self.comparing.other_period()))

    def focus_search(self) -> None:
        """Put the focus on the ranking, which is searched by typing."""
        self.ranking.table.setFocus()

    def panes(self) -> tuple[QWidget, ...]:
        """Return period, ranking, missions, path and evenings."""
        return (self.period, self.ranking.table, self.missions.table, self.path.chain, self.evenings.table)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put missions beside the ranking where there is room, else below."""
        super().resizeEvent(event)
        self._adapt()

    def _build_controls(self) -> None:
        options = [(period.key, period.label) for period in self._periods.values()]
        self.period = Segmented(options, "24", _("Period"))
        self.range = label("", "secondary", "text3")
        self.currency = Combo(_("Currency"), "euro")
        self.by = Combo(_("Grouping"), "users", small=True)
        for grouping in Grouping:
            self.by.add(grouping_label(grouping), grouping.value)
        self.model = Combo(_("Attribution"), "split", small=True)
        for model in Model:
            self.model.add(model_label(model), model.value)
        self.model.choose(self._journal.options.default_model)
        self.info = Button(_("Explain the attribution"), "info", "bare", small=True)
        self.personal = ChipButton(_("Private life by name"), "eye", removable=False)
        self.rule = label("", "secondary", "text2", wrap=True)
        self.rule.hide()
        self.notes = label("", "secondary", "text2", wrap=True)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(scroll)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setSpacing(metric(16))
        self._column.addWidget(self._build_head())
        self._column.addWidget(self.figures)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(metric(16))
        self._pair.addWidget(self._build_ranking_card(), 5)
        self._pair.addWidget(self.missions, 3)
        self._column.addLayout(self._pair, 1)
        self._column.addWidget(self.path)
        self._column.addWidget(self.story)
        self._column.addWidget(self.evenings)
        scroll.setWidget(inner)
        scroll.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)

    def _build_head(self) -> QWidget:
        head = QWidget()
        flow = FlowLayout(head, 16)
        self._title = label(_("Review"), "title")
        for part in (self._title, self.period, self.range, self.currency):
            flow.addWidget(part)
        return head

    def _build_ranking_card(self) -> Card:
        card = Card(pad=0, spacing=0)
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(metric(16), metric(12), metric(12), metric(8))
        column.setSpacing(metric(8))
        controls = QWidget()
        flow = FlowLayout(controls, 10)
        attribution = QWidget()
        row = QHBoxLayout(attribution)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metric(6))
        row.addWidget(self.model)
        row.addWidget(self.info)
        title = label(_("Where the turnover comes from"), "section")
        for part in (title, self.by, attribution, self.comparing, self.personal):
            flow.addWidget(part)
        column.addWidget(controls)
        column.addWidget(self.rule)
        column.addWidget(self.notes)
        card.body.addWidget(head)
        card.body.addWidget(self.empty, 1)
        card.body.addWidget(self.ranking, 1)
        return card

    def _connect(self) -> None:
        self.period.chosen.connect(self._on_asked)
        for combo in (self.by, self.model, self.currency):
            combo.currentIndexChanged.connect(self._on_asked)
        self.personal.toggled.connect(self._on_asked)
        self.info.clicked.connect(self._on_info)
        self.ranking.line_chosen.connect(self._on_line_chosen)
        self.ranking.line_opened.connect(self._on_line_opened)
        self.ranking.compare_asked.connect(self.comparing.toggle)
        self.comparing.asked.connect(self._on_asked)
        self.missions.mission_chosen.connect(self._on_mission_chosen)
        self.missions.mission_opened.connect(self._signals.mission_opened)
        self.evenings.organisation_opened.connect(self._signals.organisation_opened)
        self.missions.all_asked.connect(self._on_all_asked)
        self.story.missions_asked.connect(self._on_missions_asked)
        self.path.mission_opened.connect(self._signals.mission_opened)
        self.path.step_chosen.connect(self._on_step_chosen)

    def _show_currencies(self) -> None:
        known = dict.fromkeys((self._journal.options.currency, *self._journal.review.currencies()))
        if [self.currency.itemData(at) for at in range(self.currency.count())] != list(known):
            chosen = self.currency.currentData()
            blocked = self.currency.blockSignals(True)
            self.currency.clear()
            for code in known:
                self.currency.add(code, code)
            self.currency.choose(chosen if chosen in known else self._journal.options.currency)
            self.currency.blockSignals(blocked)
        self.currency.setVisible(len(known) > 1)

    def _show_notes(self, review: Review) -> None:
        question = review.question
        self.range.set_text(self._periods[self.period.current()].words)
        self.range.setVisible(bool(self.range.text()))
        self.rule.set_text(model_rule(question.model, question.half_life_days))
        hidden = any(row.key == "hidden" for row in review.rows) or question.with_personal
        self.personal.setVisible(question.by is Grouping.CONTACT and hidden and not self._journal.options.work_mode)
        notes = []
        if review.other_currencies:
            amounts = " · ".join(formats.money(cents, code) for code, cents in review.other_currencies)
            notes.append(_("In other currencies, not added: {amounts}").format(amounts=amounts))
        if review.fallback_missions:
            text = ngettext(
                "{n} mission without shares of its own follows the default model.",
                "{n} missions without shares of their own follow the default model.",
                review.fallback_missions,
            )
            notes.append(text.format(n=review.fallback_missions))
        self.notes.set_text("\n".join(notes))
        self.notes.setVisible(bool(notes))

    def _show_missions(self) -> None:
        if self.review is None:
            return
        line = self.ranking.chosen()
        missions = self.review.missions
        if line is not None:
            ids = set(line.mission_ids)
            missions = tuple(mission for mission in missions if mission.id in ids)
        only = "" if line is None else _("With a credit for {name}").format(name=line.label)
        self.missions.show_missions(missions, self.review.question.currency, only)

    def _show_path(self) -> None:
        key = self.missions.current()
        self.path.setVisible(key is not None)
        if key is not None:
            self.path.show_path(self._journal.missions.path(key), self.model.currentData())

    def _adapt(self) -> None:
        margin = metric(28) if self.width() >= metric(700) else metric(16)
        self._column.setContentsMargins(margin, metric(20), margin, metric(20))
        wide = self.width() / text_scale() >= _WIDE_PX
        directions = QBoxLayout.Direction
        self._pair.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        tall = wide and self.height() / text_scale() >= _TALL_PX
        # As tall as the window has room for, so that the special lines at its foot are in view.
        room = self.height() - self.figures.sizeHint().height() - metric(230)
        self.ranking.setMinimumHeight(metric(240) if tall else max(metric(240), min(metric(400), room)))
        self.missions.setMinimumHeight(metric(220 if wide else 300))

    @Slot()
    def _on_asked(self) -> None:
        self.reload()

    @Slot()
    def _on_info(self) -> None:
        self.rule.setVisible(self.rule.isHidden())
        if self.rule.isVisible():
            self._announcer.say(self.rule.text())

    @Slot(str)
    def _on_line_chosen(self, _key: str) -> None:
        self._show_missions()

    @Slot(object, str)
    def _on_missions_asked(self, ids: frozenset[int], only: str) -> None:
        if self.review is not None:
            self.ranking.clear_choice()
            found = tuple(mission for mission in self.review.missions if mission.id in ids)
            self.missions.show_missions(found, self.review.question.currency, only)
            self.missions.setVisible(True)
            self.missions.table.setFocus()

    @Slot()
    def _on_all_asked(self) -> None:
        self.ranking.clear_choice()
        self._show_missions()

    @Slot(str)
    def _on_line_opened(self, key: str) -> None:
        by = Grouping(self.by.currentData())
        if not key.isdigit():
            return
        if by is Grouping.CONTACT:
            self._signals.contact_opened.emit(int(key))
        elif by in {Grouping.EVENT, Grouping.SERIES}:
            self._signals.event_opened.emit(int(key))
        elif by is Grouping.ORGANISER:
            self._signals.organisation_opened.emit(int(key))

    @Slot(int)
    def _on_mission_chosen(self, _key: int) -> None:
        self._show_path()

    @Slot(int)
    def _on_step_chosen(self, rank: int) -> None:
        path = self.path.path
        if path is None:
            return
        touch = path.touches[rank - 1]
        if touch.credited_contact_id is not None:
            self._signals.contact_opened.emit(touch.credited_contact_id)
        elif touch.event_id is not None:
            self._signals.event_opened.emit(touch.event_id)


class _Reading:
    """Reads the missions, as a job."""

    def __init__(self, journal: Journal, question: ReviewQuestion) -> None:
        self._journal = journal
        self._question = question

    def __call__(self, _progress: Progress) -> None:
        self._journal.review.read(self._question)
