"""« Bilan »: period, model and figures; as a drawing, as a table or as a network; and the path of one mission."""

from collections.abc import Iterator
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar, TypeVar

from PySide6.QtCore import QSettings, Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from carnet.domain.attribution import Model
from carnet.domain.contacts import ChannelGroup
from carnet.domain.flows import MOST, Column
from carnet.domain.review import Grouping, Review, ReviewQuestion, SpecialRow
from carnet.journal import Journal
from carnet.ui.kit.announce import Announcer
from carnet.ui.kit.cards import Card, EmptyState
from carnet.ui.kit.choices import ChipButton, Combo
from carnet.ui.kit.flow import FlowLayout
from carnet.ui.kit.labels import label
from carnet.ui.kit.lull import Lull
from carnet.ui.kit.page import Announced, PartedPage
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.tasks import Tasks
from carnet.ui.kit.theme import metric, notifier, text_scale
from carnet.ui.kit.turns import Turns, through
from carnet.ui.review.answering import Answer, Answering, Asked
from carnet.ui.review.chart_card import ChartCard
from carnet.ui.review.comparing import Comparing
from carnet.ui.review.exporting import TableWriter
from carnet.ui.review.figures import Figures
from carnet.ui.review.flow_chart import FlowChart
from carnet.ui.review.head import DRAWING, NETWORK, TABLE, Head
from carnet.ui.review.keeping import keep
from carnet.ui.review.mission_list import MissionList
from carnet.ui.review.path_card import PathCard
from carnet.ui.review.ranking import Ranking
from carnet.words import _, formats, ngettext
from carnet.words.charts import rests_on
from carnet.words.reviews import grouping_label, mission_count, too_few

if TYPE_CHECKING:
    from carnet.ui.review.evenings import EveningsCard
    from carnet.ui.review.network_view import NetworkView
    from carnet.ui.review.story_cards import StoryCards

_WIDE_PX = 1000
_TALL_PX = 740
_SEEN_MS = 400
_PATIENCE_MS = 300
_LAYOUTS = 4
"""Turns after which everything has found its place: each layout tells the one around it in the next."""


W = TypeVar("W", bound=QWidget)


class ReviewPage(PartedPage):
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

    def __init__(
        self,
        journal: Journal,
        signals: AppSignals,
        prompts: Prompts,
        tasks: Tasks,
        *,
        at_once: bool = True,
    ) -> None:
        super().__init__(_("Review"))
        self._journal = journal
        self._signals = signals
        self._prompts = prompts
        self._tasks = tasks
        self.review: Review | None = None
        self._answer: Answer | None = None
        self._asked: Answering | None = None
        self._turns = Turns(self)
        self._reading_all = QTimer(self, interval=_SEEN_MS, singleShot=True)
        self._reading_all.timeout.connect(self._on_seen)
        self._patience = QTimer(self, interval=_PATIENCE_MS, singleShot=True)
        self._patience.timeout.connect(self._on_patience_over)
        self._lull = Lull(self)
        self._lull.come.connect(self._on_lull)
        self._reached: QWidget | None = None
        self._laid_out = QTimer(self, interval=0, singleShot=True)  # a view just chosen finds its place before
        self._laid_out.timeout.connect(self._on_laid_out)
        self._state: QSettings | None = None
        self._announcer = Announcer(self)
        self._writer = TableWriter(journal, signals, prompts, tasks)
        self._build()
        if at_once:
            through(self.building())

    def building(self) -> Iterator[None]:
        """Build what the page shows, from its head to its foot."""
        journal = self._journal
        self.head = Head(journal.clock.today(), journal.options.default_model)
        self.view, self.period, self.model = self.head.view, self.head.period, self.head.model
        self.export = self.head.export
        self._column.addWidget(self.head)
        self.figures = Figures()
        self._column.addWidget(self.figures)
        yield
        self.chart = FlowChart()
        self.flows = ChartCard(_("Where the missions come from"), self.chart, too_few())
        self.front = QWidget()
        self._column.addWidget(self.front, 1)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.front)
        self._pair.setContentsMargins(0, 0, 0, 0)
        self._pair.setSpacing(metric(16))
        self._pair.addWidget(self.flows, 8)
        yield
        self.ranking = Ranking(journal, self._signals, self._tasks)
        yield
        self.comparing = Comparing(journal)
        self.empty = EmptyState(too_few())
        self._build_controls()
        self.ranking_card = self._build_ranking_card()
        self._pair.addWidget(self.ranking_card, 5)
        yield
        self.missions = MissionList()
        self._pair.addWidget(self.missions, 3)
        self.path = PathCard()
        self._column.addWidget(self.path)
        self._views: dict[QWidget, tuple[str, ...]] = {
            self.flows: (DRAWING,),
            self.front: (DRAWING, TABLE),
            self.missions: (TABLE,),
        }
        self._connect()
        notifier().changed.connect(self._adapt)

    # What only the table or the network shows is built when that is first asked for: 40 ms less before the first paint.

    @cached_property
    def network(self) -> "NetworkView":
        """The network, below the figures."""
        from carnet.ui.review.network_view import NetworkView

        made = NetworkView()
        self._column.insertWidget(self._column.indexOf(self.path), made, 1)
        made.card.picture_asked.connect(self._on_picture_asked)
        made.chart.spot_reached.connect(self._on_spot_reached)
        made.contact_opened.connect(self._signals.contact_opened)
        made.mission_opened.connect(self._signals.mission_opened)
        made.mission_chosen.connect(self._on_chain_chosen)
        made.stack(wide=self._is_wide())
        return self._keep(made, NETWORK)

    @cached_property
    def story(self) -> "StoryCards":
        """What is told beside the figures, below the path."""
        from carnet.ui.review.story_cards import StoryCards

        made = StoryCards(self._journal, self._signals, self._prompts, self._tasks)
        self._column.insertWidget(self._column.indexOf(self.path) + 1, made)
        made.missions_asked.connect(self._on_missions_asked)
        return self._keep(made, TABLE)

    @cached_property
    def evenings(self) -> "EveningsCard":
        """What evenings bring, at the foot."""
        from carnet.ui.review.evenings import EveningsCard

        made = EveningsCard()
        self._column.addWidget(made)
        made.organisation_opened.connect(self._signals.organisation_opened)
        return self._keep(made, TABLE)

    def _keep(self, part: W, view: str) -> W:
        self._views[part] = (view,)
        part.show()
        return part

    def question(self) -> ReviewQuestion:
        """Return what the controls ask."""
        period = self.head.chosen_period()
        return ReviewQuestion(
            model=Model(self.model.currentData()),
            by=Grouping(self.by.currentData()),
            start=period.start,
            end=period.end,
            currency=self.head.currency.currentData() or self._journal.options.currency,
            with_personal=self.personal.isChecked(),
            half_life_days=self._journal.options.half_life_days,
        )

    def reload(self) -> None:
        """Ask the journal and show the answer; of a great many missions beside the window, and a part a turn."""
        self._turns.clear()
        self._hold(is_held=False)
        if self._asked is not None:
            self._asked.dropped = True
        self._show_parts()
        are_many = self._journal.missions.are_many()
        # What evenings bring stands below, and takes longer than all that the table opens with.
        job = self._asked = Answering(self._journal, self._what_is_asked(), at_first=are_many and self._answer is None)
        if are_many:
            self._tasks.read(job, self._on_answered, self._signals.error_raised.emit)
        elif (answer := job()) is not None:
            through(self._show(answer))

    def build_ahead(self) -> None:
        """Make the nodes of the drawing; have at hand what the answer rests on, a month at a time in a lull."""
        self.chart.make_ready(len(ChannelGroup) + 2 * MOST)
        self._lull.start()

    def outdated_by(self, changes: Announced) -> bool:
        """Read ahead anew what changed, unless the page is seen and read anew itself."""
        is_seen = super().outdated_by(changes)
        if self._stale and not is_seen:
            self._lull.start()
        return is_seen

    @Slot()
    def _on_lull(self) -> None:
        # Not while the window is put away: the journal may be closed.
        if self._stale and self.window().isVisible() and self._journal.missions.are_many():
            # What cannot be read is told to who asks for it.
            at_network = self.view.current() == NETWORK
            job = partial(self._journal.review.read_ahead, self.question(), with_network=at_network)
            self._tasks.read(job, self._on_read_ahead, _nothing)

    def _on_read_ahead(self, is_whole: bool) -> None:
        if not is_whole:
            self._lull.go_on()

    def expect(self) -> None:
        """Ask beside the window already while it lays the page out."""
        if self._stale and self._journal.missions.are_many():
            self._stale = False
            self.reload()

    def reveal(self) -> None:
        """Be painted with the first answer at once, without it where that takes long."""
        if self._answer is None and self._asked is not None:
            self._patience.start()
        else:
            super().reveal()

    @Slot()
    def _on_patience_over(self) -> None:
        super().reveal()

    @property
    def is_answered(self) -> bool:
        """Tell whether all that was asked is shown."""
        shown = self._answer is not None and self._asked is not None and self._answer.asked is self._asked.asked
        return shown and not self._turns.waiting

    def _what_is_asked(self) -> Asked:
        view = self.view.current()
        if view == TABLE:
            self.comparing.offer(self.head.chosen_period())
            return Asked(self.question(), view, *self.comparing.chosen())
        return Asked(self.question(), view)

    def _on_answered(self, answer: Answer | None) -> None:
        if answer is None or self._asked is None or answer.asked is not self._asked.asked:
            return  # another was asked meanwhile
        if self.isVisible():
            if self._answer is None:
                self._reading_all.start()
            self._turns.go_through(self._show(answer))
        else:
            self._stale = True  # for when it is seen again; the journal may be closed by now

    @Slot()
    def _on_seen(self) -> None:
        """Read the other periods: the next question is often about one of them."""
        if self.isVisible():
            self._tasks.read(self._journal.review.read_all, _nothing, self._signals.error_raised.emit)

    def _show(self, answer: Answer) -> Iterator[None]:
        """Show an answer a part at a time, what the view shows and nothing else."""
        review, enough = answer.review, len(answer.review.missions) >= 2
        self._answer, self.review = answer, review
        self.export.offer(answer.years)
        usual = self._journal.options.currency
        self.head.offer_currencies(tuple(dict.fromkeys((usual, *answer.currencies))), usual)
        self.figures.show_review(review)
        self._show_notes(review)
        yield
        if answer.network is not None:
            self.network.show_network(answer.network, review)
        else:
            self.empty.setVisible(not enough)
            self.ranking.setVisible(enough)
            self._show_ranking(answer)
        self._hold(is_held=answer.evenings is not None)
        yield
        self._show_missions()
        yield
        self._show_path()
        yield
        if answer.flows is not None and answer.drawn is not None:  # after the path, whose height it leaves room for
            yield from self.chart.showing(answer.flows, review, answer.drawn)
            self.flows.show_chart(rests_on(review.question, len(review.missions)), there=enough)
            self._light_path()
            yield
        if answer.evenings is not None:
            self.evenings.show_evenings(answer.evenings, review.question)
            self.story.show_review(review)
            for _pass in range(_LAYOUTS):
                yield
            self._hold(is_held=False)
        if self._patience.isActive():
            self._patience.stop()
            for _pass in range(_LAYOUTS):
                yield
            if answer.drawn is not None:
                yield from self.chart.refreshing()
            super().reveal()
        total = formats.money(review.total_cents, review.question.currency)
        self._announcer.say(f"{total}, {mission_count(len(review.missions))}")
        if answer.asked.view == TABLE and answer.evenings is None:
            yield
            self.reload()

    def _hold(self, *, is_held: bool) -> None:
        """Paint no rows while what is shown below them moves the columns: each time would take as long as the last."""
        for part in (self.ranking, self.missions):
            part.setUpdatesEnabled(not is_held)

    def _show_parts(self) -> None:
        """Have in sight what the view at the front shows."""
        view = self.view.current()
        if view == NETWORK:
            self.network.show()
        for part, views in self._views.items():
            part.setVisible(view in views)
        self.comparing.setVisible(view == TABLE)
        # the columns of a comparison take the room of the missions
        self.missions.setVisible(view == TABLE and not self.comparing.is_on)

    def _show_ranking(self, answer: Answer) -> None:
        other = answer.asked.other_period
        self.comparing.offer(self.head.chosen_period())
        self.comparing.show_rests(answer.comparison.period)
        names = self.head.chosen_period().short, "" if other is None else other.short
        self.ranking.show_comparison(answer.comparison, names)

    def use_state(self, state: QSettings) -> None:
        """Come back to the view that was left."""
        self._state = state
        kept = str(state.value("review/view", DRAWING))
        if kept in {DRAWING, TABLE, NETWORK}:
            self.view.choose(kept)

    def focus_search(self) -> None:
        """Put the focus on what is ranked, which is searched by typing."""
        ranked = self.network.doors.table if self.view.current() == NETWORK else self.ranking.table
        ranked.setFocus()

    def panes(self) -> tuple[QWidget, ...]:
        """Return period, what the view shows, and path."""
        view = self.view.current()
        if view == NETWORK:
            shown: tuple[QWidget, ...] = (self.network.doors.table, self.network.chains.table, self.network.chart)
            return (self.period, *shown, self.path.chain)
        if view == TABLE:
            return (self.period, self.ranking.table, self.missions.table, self.path.chain, self.evenings.table)
        return (self.period, self.chart, self.ranking.table, self.path.chain)

    def show_view(self, view: str) -> None:
        """Bring the drawing, the table or the network to the front, the focus on what it shows."""
        self.view.choose(view)
        self._on_view_chosen(view)
        if view == DRAWING:
            self.chart.focus_chart()
        else:
            self.focus_search()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put missions beside the ranking where there is room, else below."""
        super().resizeEvent(event)
        self._adapt()

    def _build_controls(self) -> None:
        self.by = Combo(_("Grouping"), "users", small=True)
        for grouping in Grouping:
            self.by.add(grouping_label(grouping), grouping.value)
        self.personal = ChipButton(_("Private life by name"), "eye", removable=False)
        self.notes = label("", "secondary", "text2", wrap=True)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroll = self._scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(scroll)
        inner = QWidget()
        scroll.setWidget(inner)
        self._column = QVBoxLayout(inner)
        self._column.setSpacing(metric(16))
        scroll.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)

    def _build_ranking_card(self) -> Card:
        card = Card(pad=0, spacing=0)
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(metric(16), metric(12), metric(12), metric(8))
        column.setSpacing(metric(8))
        controls = QWidget()
        flow = FlowLayout(controls, 10)
        title = label(_("Where the turnover comes from"), "section")
        for part in (title, self.by, self.comparing, self.personal):
            flow.addWidget(part)
        column.addWidget(controls)
        column.addWidget(self.notes)
        card.body.addWidget(head)
        card.body.addWidget(self.empty, 1)
        card.body.addWidget(self.ranking, 1)
        return card

    def _connect(self) -> None:
        self.export.table_asked.connect(self._on_table_wanted)
        self.export.year_asked.connect(self._on_year_wanted)
        self.head.view_chosen.connect(self._on_view_chosen)
        self.head.asked.connect(self._on_asked)
        self.chart.spot_chosen.connect(self._on_spot_chosen)
        self.chart.spot_reached.connect(self._on_spot_reached)
        self.chart.table_asked.connect(self._on_table_asked)
        self.flows.picture_asked.connect(self._on_picture_asked)
        drawing = QShortcut(QKeySequence("V"), self.ranking.table)
        drawing.setContext(Qt.ShortcutContext.WidgetShortcut)
        drawing.activated.connect(self._on_drawing_asked)
        self.by.currentIndexChanged.connect(self._on_asked)
        self.personal.toggled.connect(self._on_asked)
        self.ranking.line_chosen.connect(self._on_line_chosen)
        self.ranking.line_opened.connect(self._on_line_opened)
        self.ranking.compare_asked.connect(self.comparing.toggle)
        self.comparing.asked.connect(self._on_asked)
        self.missions.mission_chosen.connect(self._on_mission_chosen)
        self.missions.mission_opened.connect(self._signals.mission_opened)
        self.missions.all_asked.connect(self._on_all_asked)
        self.path.mission_opened.connect(self._signals.mission_opened)
        self.path.step_chosen.connect(self._on_step_chosen)

    def _show_notes(self, review: Review) -> None:
        question = review.question
        self.head.show_rule(question.model, question.half_life_days)
        hidden = SpecialRow.HIDDEN in review.rows.keys or question.with_personal
        self.personal.setVisible(question.by is Grouping.CONTACT and hidden and not self._journal.options.work_mode)
        at_table = self.view.current() == TABLE
        notes = [rests_on(question, len(review.missions))] if at_table else []
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
        only, ids = self._filter()
        missions = self.review.missions
        if only:
            missions = tuple(mission for mission in missions if mission.id in ids)
        told = _("With a credit for {name}").format(name=only) if only else ""
        self.missions.show_missions(missions, self.review.question.currency, told)

    def _filter(self) -> tuple[str, frozenset[int]]:
        """Return what the missions are filtered by, "" for nothing, and which they are: a line, else a node."""
        line = self.ranking.chosen()
        if line is not None:
            return line.label, frozenset(line.mission_ids)
        key = self.chart.chosen_key()
        if self.view.current() != DRAWING or key is None or key[0] is Column.MISSION:
            return "", frozenset()
        return self.chart.label_of(key), self.chart.missions_of(key)

    def _show_path(self) -> None:
        key = self.missions.current()
        self.path.setVisible(key is not None)
        if key is not None:
            self.path.show_path(self._journal.missions.path(key), self.model.currentData())
            self._light_path()

    def _light_path(self) -> None:
        """Let the mission whose path is shown stay lit in the drawing, unless something else does."""
        key, lit = self.missions.current(), self.chart.chosen_key()
        if key is not None and (lit is None or lit[0] is Column.MISSION):
            self.chart.choose_shown((Column.MISSION, str(key)))

    def _is_wide(self) -> bool:
        return self.width() / text_scale() >= _WIDE_PX

    def _adapt(self) -> None:
        margin = metric(28) if self.width() >= metric(700) else metric(16)
        self._column.setContentsMargins(margin, metric(20), margin, metric(20))
        wide = self._is_wide()
        directions = QBoxLayout.Direction
        if "network" in self.__dict__:
            self.network.stack(wide=wide)
        self._pair.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        tall = wide and self.height() / text_scale() >= _TALL_PX
        # As tall as the window has room for, so that the special lines at its foot are in view.
        room = self.height() - self.figures.sizeHint().height() - metric(230)
        self.ranking.setMinimumHeight(metric(240) if tall else max(metric(240), min(metric(400), room)))
        self.missions.setMinimumHeight(metric(220 if wide else 300))

    @Slot(int)
    def _on_year_wanted(self, year: int) -> None:
        from carnet.ui.review.printing import YearPrinting  # paper is rare, and much to import

        asked, printing = self.question(), YearPrinting(self._journal, self._signals, self._prompts, self._tasks)
        printing.keep(year, asked.model, asked.currency, with_personal=asked.with_personal)

    @Slot(str)
    def _on_table_wanted(self, kind: str) -> None:
        if self._answer is not None:
            self._writer.write(kind, self._answer.comparison)

    @Slot()
    def _on_asked(self) -> None:
        self.reload()

    @Slot(str)
    def _on_view_chosen(self, view: str) -> None:
        if self._state is not None:
            self._state.setValue("review/view", view)
        self.reload()

    @Slot()
    def _on_table_asked(self) -> None:
        self.show_view(TABLE)

    @Slot()
    def _on_drawing_asked(self) -> None:
        self.show_view(DRAWING)

    @Slot(object)
    def _on_spot_chosen(self, key: object) -> None:
        """Follow a click in the drawing: a mission loads its path, a relation or an origin filters."""
        self.chart.choose_shown(key)
        node = self.chart.chosen_key()
        of_contact = node is not None and node[0] is Column.CONTACT
        by_relation = of_contact and Grouping(self.by.currentData()) is Grouping.CONTACT
        blocked = self.ranking.blockSignals(True)
        self.ranking.choose(node[1] if node is not None and by_relation else None)
        self.ranking.blockSignals(blocked)
        self._show_missions()
        if node is not None and node[0] is Column.MISSION:
            self.missions.table.select_id(int(node[1]))
        if node is not None:
            self._show_path()

    @Slot(QWidget)
    def _on_spot_reached(self, button: QWidget) -> None:
        self._reached = button
        self._laid_out.start()

    @Slot()
    def _on_laid_out(self) -> None:
        """Scroll to where the keys led: Qt does so for Tab alone."""
        if self._reached is not None and self._reached.hasFocus():
            self._scroll.ensureWidgetVisible(self._reached, 0, metric(24))

    @Slot(int)
    def _on_chain_chosen(self, key: int) -> None:
        self.missions.table.select_id(key)

    @Slot()
    def _on_picture_asked(self) -> None:
        at_network = self.view.current() == NETWORK
        picture = self.network.chart.picture() if at_network else self.chart.picture()
        if picture is not None:
            keep(picture, self._prompts, self._on_kept, self._signals.error_raised.emit)

    def _on_kept(self, text: str) -> None:
        self._signals.toast_asked.emit(text, "")

    @Slot(str)
    def _on_line_chosen(self, key: str) -> None:
        by_relation = Grouping(self.by.currentData()) is Grouping.CONTACT
        self.chart.choose_shown((Column.CONTACT, key) if key and by_relation else None)
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


def _nothing(_result: object) -> None:
    """Take what nobody waits for."""
