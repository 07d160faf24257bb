"""The page itself: one read, two columns, everything done by key or click."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from carnet.domain.contacts import ContactFilter
from carnet.domain.followups import FollowUp, FollowUpReason
from carnet.domain.ids import ContactId
from carnet.domain.query import COOLING, Field, Term
from carnet.domain.today import COUNTED, SHOWN, FollowUpLine, TodaySheet
from carnet.errors import CarnetError
from carnet.journal import Journal
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import Banner, Card, EmptyState, SectionHeader
from carnet.ui.kit.labels import label
from carnet.ui.kit.outside import Outside
from carnet.ui.kit.page import Announced, PartedPage, tab_after
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.tasks import Tasks
from carnet.ui.kit.theme import metric, notifier, reduced_motion, text_scale
from carnet.ui.kit.turns import through
from carnet.ui.today.cooling import CoolingRow
from carnet.ui.today.first_run import FirstRun
from carnet.ui.today.follow_ups import FollowUpList, menu_lines, place_of_menu
from carnet.ui.today.side import (
    BirthdayPainter,
    EventPainter,
    ListCard,
    MissionPainter,
    birthday_spoken,
    by_id,
    event_spoken,
    mission_spoken,
)
from carnet.ui.today.words import banner_text, banner_title, count_line
from carnet.words import _
from carnet.words.formats import long_day

if TYPE_CHECKING:
    from carnet.domain.composer import ExchangeDraft
    from carnet.ui.interactions.letters import Log
    from carnet.ui.today.proposals import Proposals

_LEAVES_AFTER_MS = 600
_PAINTED_AFTER_MS = 60
_TWO_COLUMNS_FROM = 960
_SIDE_PX = 360


class TodayPage(PartedPage):
    """What the day asks for."""

    watches = frozenset(
        {
            "contact",
            "contact_point",
            "follow_up",
            "interaction",
            "participation",
            "event",
            "event_goal",
            "attendance",
            "mission",
            "affiliation",
            "organisation",
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
        super().__init__(_("Today"))
        self._journal = journal
        self._signals = signals
        self._prompts = prompts
        self._tasks = tasks
        self._sheet: TodaySheet | None = None
        self._first_run: FirstRun | None = None
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.setInterval(_LEAVES_AFTER_MS)
        self._hold.timeout.connect(self._on_held)
        self._with_series = False  # until the day is painted
        self._after_paint = QTimer(self)
        self._after_paint.setSingleShot(True)
        self._after_paint.setInterval(_PAINTED_AFTER_MS)
        self._after_paint.timeout.connect(self._on_painted)
        self._build()
        if at_once:
            through(self.building())

    def building(self) -> Iterator[None]:
        """Build the left column, then the right one."""
        self._build_main()
        yield
        self._build_side(self._journal.clock.today())
        self._connect()
        self.setFocusProxy(self.follow_ups)
        notifier().changed.connect(self._restyle)
        self._restyle()
        yield

    def outdated_by(self, changes: Announced) -> bool:
        """Read again, once a row that was just ticked has been seen."""
        return super().outdated_by(changes) and not self._hold.isActive()

    def reload(self) -> None:
        """Read the day again."""
        through(self.reloading())

    def reloading(self) -> Iterator[None]:
        """Do so, and show one part after the other."""
        sheet = self._journal.today.sheet(series=self._with_series)
        self._sheet = sheet
        empty = sheet.contacts_total == 0 and not sheet.events and not sheet.missions and sheet.debrief is None
        self._show_first_run(empty)
        if empty:
            return
        yield
        self._date.set_text(count_line(sheet))
        self._show_banner(sheet)
        self.follow_ups.show_lines(sheet.follow_ups)
        self._due.set_count(sheet.follow_ups_total or None)
        self._due.set_link(_("Move all to Monday") if sheet.follow_ups else "")
        self._list_card.setVisible(bool(sheet.follow_ups))
        self._all_clear.setVisible(not sheet.follow_ups)
        yield
        self.cooling.show_lines(sheet.cooling)
        self._order_tabs()
        self._cooling_head.set_count(sheet.cooling_total or None, COUNTED)
        self._cooling_head.setVisible(bool(sheet.cooling))
        yield
        self.events.show_rows(dict(enumerate(sheet.events[:SHOWN])), more=len(sheet.events) > SHOWN)
        self.birthdays.show_rows({line.contact_id: line for line in sheet.birthdays})
        self.missions.show_rows(by_id(sheet.missions[:SHOWN]), more=len(sheet.missions) > SHOWN)
        # From the end of what reads the page on: at the start much else comes before the paint.
        QTimer.singleShot(0, self._after_paint, self._after_paint.start)

    @cached_property
    def proposals(self) -> "Proposals":
        """Whom to see without being asked to; built once the day is painted."""
        from carnet.ui.today.proposals import Proposals

        made = Proposals(self._journal, self._signals, self._prompts, self._tasks)
        made.shown.connect(self._order_tabs)
        self._left.insertWidget(self._left.indexOf(self.cooling) + 1, made)
        return made

    @Slot()
    def _on_painted(self) -> None:
        if self._sheet is not None and self._sheet.series_left_out:
            self._with_series = True
            self.reload()
        elif "proposals" in self.__dict__:
            self.proposals.reload()
        else:
            self._tasks.run(_import_proposals, self._on_imported, self._signals.error_raised.emit)

    def _on_imported(self, _proposals: object) -> None:
        if self.isVisible():
            self.proposals.reload()
        else:
            self._stale = True  # for when it is seen again; the journal may be closed by now

    def current_contact(self) -> int | None:
        """Return the person of the current follow-up, while the list has the focus."""
        key = self.follow_ups.current_id() if self.follow_ups.hasFocus() else None
        line = None if key is None else self.follow_ups.line(key)
        return None if line is None else line.contact_id

    def new_item(self) -> None:
        """Add a person."""
        self._signals.quick_add_asked.emit(None)

    def panes(self) -> tuple[QWidget, ...]:
        """Return the two columns."""
        return self.follow_ups, self._side

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the right column under the left where there is no room."""
        super().resizeEvent(event)
        self._adapt()

    # -- building -----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        today = self._journal.clock.today()
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._whole.addWidget(self._area)
        inner = QWidget()
        self._area.setWidget(inner)
        self._page = QVBoxLayout(inner)
        self._page.addLayout(self._build_head(today))
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._page.addLayout(self._columns)
        self._page.addStretch(1)
        self._main, self._side = QWidget(), QWidget()
        self._columns.addWidget(self._main, 1)
        self._columns.addWidget(self._side, 0)

    def _build_head(self, today: date) -> QHBoxLayout:
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(_("Today"), "title"))
        self._date = label(long_day(today), "body", "text2", wrap=True)
        words.addWidget(self._date)
        head.addLayout(words, 1)
        self.log = Button(_("Log an exchange"), "notebook-pen", keys=("Ctrl", "J"))
        head.addWidget(self.log, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _build_main(self) -> None:
        self._left = QVBoxLayout(self._main)
        self._left.setContentsMargins(0, 0, 0, 0)
        self.banner = Banner("", "", "accent", "ticket")
        self.later = self.banner.add_action(_("Later"), "ghost")
        self.debrief = self.banner.add_action(_("Debrief now"))
        self._due = SectionHeader(_("To follow up"))
        self._list_card = Card(0, 0)
        self._list_card.body.setContentsMargins(1, 1, 1, 1)
        self.follow_ups = FollowUpList()
        self._list_card.body.addWidget(self.follow_ups)
        self._all_clear = EmptyState(_("No follow-ups today."))
        self._cooling_head = SectionHeader(_("Relationships cooling off"), link=_("See all"), link_icon="arrow-right")
        self.cooling = CoolingRow()
        for part in (
            self.banner,
            self._due,
            self._list_card,
            self._all_clear,
            self._cooling_head,
            self.cooling,
        ):
            self._left.addWidget(part)
        self._left.addStretch(1)

    def _build_side(self, today: date) -> None:
        self._right = QVBoxLayout(self._side)
        self._right.setContentsMargins(0, 0, 0, 0)
        self.events = ListCard(_("Next events"), EventPainter(today), 74, event_spoken)
        self.birthdays = ListCard(_("Birthdays"), BirthdayPainter(today), 52, birthday_spoken)
        self.missions = ListCard(_("Running missions"), MissionPainter(), 58, mission_spoken)
        for part in (self.events, self.birthdays, self.missions):
            self._right.addWidget(part)
        self._right.addStretch(1)

    def _connect(self) -> None:
        self.log.clicked.connect(self._on_log)
        self.later.clicked.connect(self._on_later)
        self.debrief.clicked.connect(self._on_debrief)
        self._due.link_activated.connect(self._on_all_to_monday)
        self._cooling_head.link_activated.connect(self._on_see_cooling)
        self.follow_ups.acted.connect(self._on_acted)
        self.follow_ups.row_opened.connect(self._on_follow_up_opened)
        self.follow_ups.menu_asked.connect(self._on_menu_asked)
        self.cooling.opened.connect(self._signals.contact_opened)
        self.cooling.acted.connect(self._on_cooling_acted)
        self.events.opened.connect(self._on_event_opened)
        self.events.all_asked.connect(self._on_see_events)
        self.missions.all_asked.connect(self._on_see_missions)
        self.birthdays.opened.connect(self._signals.contact_opened)
        self.missions.opened.connect(self._signals.mission_opened)

    def _show_first_run(self, empty: bool) -> None:
        if empty and self._first_run is None:
            self._first_run = FirstRun()
            self._first_run.chosen.connect(self._on_door)
            self._whole.addWidget(self._first_run)
            self._first_run.set_width(self.width())
            self.setFocusProxy(self._first_run)
        elif not empty and self._first_run is not None:
            self._first_run.deleteLater()
            self._first_run = None
            self.setFocusProxy(self.follow_ups)
        self._area.setVisible(not empty)

    @Slot()
    def _order_tabs(self) -> None:
        """Let Tab go down the left column, then the right one, though the cards are made anew at each reading."""
        before: QWidget = self._cooling_head.link
        for card in self.cooling.cards:
            for part in card.stops():
                QWidget.setTabOrder(before, part)
                before = part
        tables = (self.events.table, self.birthdays.table, self.missions.table)
        proposed = self.proposals.stops() if "proposals" in self.__dict__ else ()
        tab_after(before, (*proposed, *tables))

    def _show_banner(self, sheet: TodaySheet) -> None:
        waiting = sheet.debrief
        self.banner.setVisible(waiting is not None)
        if waiting is not None:
            now = self._journal.clock.now()
            self.banner.show_message(banner_title(waiting, now), banner_text(waiting))

    # -- gestures -----------------------------------------------------------------------------------------------

    @Slot(str, int)
    def _on_acted(self, what: str, key: int) -> None:
        line = self.follow_ups.line(key)
        if line is None or self.follow_ups.is_leaving(key):
            return
        match what:
            case "done":
                self._finish(key)
            case "log":
                self._log(line)
            case "drop":
                self._journal.follow_ups.drop(key)
            case "write":
                self._write(line.contact_id, line.reason, partial(self._log_and_finish, key))
            case "call":
                Outside(self._signals).call(line.phone)
            case "snooze":
                self._ask_snooze(key)

    @Slot(int, object)
    def _on_menu_asked(self, key: int, place: QPoint) -> None:
        line = self.follow_ups.line(key)
        if line is None:
            return
        menu = QMenu(self)
        for what, text, shortcut in menu_lines(line):
            action = menu.addAction(f"{text}\t{shortcut}")
            action.setData((what, key))
            action.triggered.connect(self._on_menu_chosen)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    @Slot()
    def _on_menu_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            what, key = action.data()
            if what == "open":
                self._on_follow_up_opened(key)
            else:
                self._on_acted(what, key)

    def _finish(self, key: int) -> None:
        """Write at once that it is done; the ticked row stays a moment before the page reads again."""
        if not reduced_motion():
            self.follow_ups.mark_leaving(key)
            self._hold.start()
        try:
            self._journal.follow_ups.done(key)
        except CarnetError:
            self._hold.stop()
            self.follow_ups.clear_leaving()
            raise

    @Slot()
    def _on_held(self) -> None:
        if self.isVisible():
            self.activate()

    def _log(self, line: FollowUpLine) -> None:
        """Ask what was said, and write the exchange and that the follow-up is done in one deed."""
        from carnet.ui.today.asking import ask_exchange

        def log(draft: "ExchangeDraft") -> None:
            self._journal.follow_ups.done(line.id, log=draft)

        ask_exchange(self._prompts, line.contact, self._journal.clock.today(), log)

    def _ask_snooze(self, key: int) -> None:
        from carnet.ui.today.asking import WhenMenu

        calendar = self._journal.clock.today(), self._journal.options.working
        snooze = partial(self._journal.follow_ups.snooze, key)
        self.snooze_menu = WhenMenu(self, _("Snooze"), self._prompts, calendar, snooze)
        self.snooze_menu.popup(place_of_menu(self.follow_ups).toPoint())

    @Slot()
    def _on_all_to_monday(self) -> None:
        self._journal.follow_ups.snooze_all_due(next_monday(self._journal.clock.today()))

    @Slot(int)
    def _on_follow_up_opened(self, key: int) -> None:
        line = self.follow_ups.line(key)
        if line is not None:
            self._signals.contact_opened.emit(line.contact_id)

    @Slot(str, int)
    def _on_cooling_acted(self, what: str, contact_id: int) -> None:
        line = next(line for line in (self._sheet.cooling if self._sheet else ()) if line.contact_id == contact_id)
        match what:
            case "call":
                Outside(self._signals).call(line.phone)
            case "email" | "coffee" if line.email:
                self._write(contact_id, FollowUpReason.CADENCE)
            case "snooze":
                self._plan(contact_id, next_monday(self._journal.clock.today()))
            case _:
                self._plan(contact_id, self._journal.clock.today())

    def _write(self, contact_id: int, reason: str, log: "Log | None" = None) -> None:
        """Write the letter that a reason asks for."""
        from carnet.domain.letters import natural
        from carnet.ui.interactions.letters import Letters

        Letters(self._journal, self._signals).write(contact_id, natural(reason), log=log)

    def _log_and_finish(self, key: int, draft: "ExchangeDraft") -> None:
        """Log the exchange that did what a follow-up asked for, in one deed."""
        self._journal.follow_ups.done(key, log=draft)

    def _plan(self, contact_id: int, day: date) -> None:
        follow_up = FollowUp(contact_id=ContactId(contact_id), reason=FollowUpReason.CADENCE, due_on=day)
        self._journal.follow_ups.save(follow_up)

    @Slot()
    def _on_see_cooling(self) -> None:
        self._signals.people_asked.emit(ContactFilter(terms=(Term(Field.WARMTH, (COOLING,)),), order="priority"))

    @Slot(int)
    def _on_event_opened(self, place: int) -> None:
        if self._sheet is not None:
            self._signals.event_opened.emit(self._sheet.events[place].ref)

    @Slot()
    def _on_see_events(self) -> None:
        self._signals.page_asked.emit("events")

    @Slot()
    def _on_see_missions(self) -> None:
        self._signals.page_asked.emit("missions")

    @Slot()
    def _on_log(self) -> None:
        self._signals.page_asked.emit("log")

    @Slot()
    def _on_later(self) -> None:
        if self._sheet is not None and self._sheet.debrief is not None:
            self._journal.debriefs.later(self._sheet.debrief.event)

    @Slot()
    def _on_debrief(self) -> None:
        if self._sheet is not None and self._sheet.debrief is not None:
            self._signals.quick_add_asked.emit(self._sheet.debrief.event)

    @Slot(str)
    def _on_door(self, key: str) -> None:
        if key == "quick_add":
            self._signals.quick_add_asked.emit(None)
        else:
            self._signals.page_asked.emit(key)

    # -- sizes --------------------------------------------------------------------------------------------------

    def _adapt(self) -> None:
        width = self.width() / text_scale()
        wide = width >= _TWO_COLUMNS_FROM
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._side.setFixedWidth(metric(_SIDE_PX)) if wide else self._side.setMaximumWidth(16_777_215)
        if not wide:
            self._side.setMinimumWidth(0)
        self.cooling.set_across(3 if width >= 620 else 1 if width < 440 else 2)
        if self._first_run is not None:
            self._first_run.set_width(self.width())

    @Slot()
    def _restyle(self) -> None:
        side = metric(28 if self.width() / text_scale() >= 600 else 16)
        self._page.setContentsMargins(side, metric(20), side, metric(20))
        self._page.setSpacing(metric(14))
        self._columns.setSpacing(metric(28))
        self._left.setSpacing(metric(10))
        self._right.setSpacing(metric(20))
        self.follow_ups.fit_height()
        self._adapt()


def _import_proposals(_progress: object) -> "type[Proposals]":
    """Import beside the window what takes long to."""
    from carnet.ui.today.proposals import Proposals

    return Proposals


def next_monday(today: date) -> date:
    """Return the Monday after a day."""
    return today + timedelta(days=7 - today.weekday())
