"""The page: agenda at left, sheet at right; one or the other where the window is narrow."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from carnet.domain.events import EventRef, NetworkingEvent, OccurrenceRef, Planned
from carnet.domain.ids import EventId
from carnet.domain.zones import HOME, instant_of, wall
from carnet.errors import Refused
from carnet.journal import Journal
from carnet.ui.events.agenda import AgendaPane
from carnet.ui.events.form import EventForm, new_event
from carnet.ui.events.scope import ask_scope
from carnet.ui.events.selection import EventSelection
from carnet.ui.events.series import SeriesPanel
from carnet.ui.events.sheet import SheetPane
from carnet.ui.kit.cards import EmptyState
from carnet.ui.kit.page import PartedPage
from carnet.ui.kit.plain_button import LinkButton
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.tasks import Tasks
from carnet.ui.kit.theme import metric, notifier, text_scale
from carnet.ui.kit.turns import through
from carnet.words import _

if TYPE_CHECKING:
    from carnet.domain.briefings import Briefing
    from carnet.ui.events.printing import BriefingPrinting

_BOTH_FROM = 700
_LIST_PX = 344
_NARROW_LIST_PX = 304


class EventsPage(PartedPage):
    """Planning and what came of it."""

    watches = frozenset(
        {
            "event",
            "event_goal",
            "attendance",
            "interaction",
            "participation",
            "follow_up",
            "contact",
            "affiliation",
            "organisation",
            "touch",
            "mission",
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
        super().__init__(_("Events"))
        self._journal = journal
        self._signals = signals
        self._prompts = prompts
        self._tasks = tasks
        self._current: EventRef | None = None
        self._asked: EventRef | None = None  # the event whose briefing is being read
        self._selection = EventSelection(journal, signals, prompts, tasks, self)
        self.empty = EmptyState(
            _("Note your next event: whom to look for before, whom you met after, and what it brought."),
            _("New event"),
            ("Ctrl", "N"),
        )
        self.back = LinkButton(_("Events"), "chevron-left")
        self._build()
        if at_once:
            through(self.building())

    def building(self) -> Iterator[None]:
        """Build the agenda, then the sheet."""
        self.agenda = AgendaPane(self._journal, self._split)
        self._split.insertWidget(0, self.agenda)
        self._split.setStretchFactor(1, 1)
        yield
        self.sheet = SheetPane(self._journal, self._signals, self._prompts, self._right)
        self._right_column.insertWidget(1, self.sheet, 1)
        yield from self.sheet.building()
        self._connect()
        self.setFocusProxy(self.agenda.table)
        notifier().changed.connect(self._restyle)
        self._restyle()

    def reload(self) -> None:
        """Read the agenda and the sheet again."""
        through(self.reloading())

    def reloading(self) -> Iterator[None]:
        """Read the agenda, then the sheet."""
        self.agenda.reload()
        yield
        told = self._told(self._current)
        if told is None or not self.agenda.keep(told):
            told = self._told(self.agenda.first())
            self._current = None if told is None else told.ref  # before it is selected, which would show it, too
            if told is not None:
                self.agenda.select(told)
        self._current = None if told is None else told.ref
        yield from self._showing_current()

    def open_organisation(self, organisation_id: int) -> None:
        """Show the events of an organiser."""
        self.agenda.show_organiser(self._journal.organisations.name(organisation_id))
        self.reload()
        self._show_sheet_alone(False)
        self.agenda.filters.chips["organisers"].setFocus(Qt.FocusReason.OtherFocusReason)

    def open_item(self, item_id: int) -> None:
        """Show an event."""
        self.open_event(item_id)

    @Slot(object)
    def open_event(self, ref: EventRef) -> None:
        """Show an event, or an occurrence; of a series the next one, else the last."""
        through(self.opening(ref))

    def opening(self, ref: EventRef) -> Iterator[None]:
        """Do so a part at a time."""
        told = self._told(ref)
        if told is not None and told.rrule:
            told = self._told(self._next_of(EventId(told.id or 0)))
        self._current = ref if told is None else told.ref
        anew = self._stale
        yield from self.activating()
        shown = self._current
        if told is not None:
            self.agenda.reach(told)
            self.agenda.select(told)
            self._current = told.ref
        if not anew or shown != self._current:
            yield from self._showing_current()
        self._show_sheet_alone(True)

    def _told(self, ref: EventRef | None) -> NetworkingEvent | None:
        """Return an event as it stands, None where there is none any more."""
        try:
            return None if ref is None else self._journal.events.get(ref)
        except Refused:
            return None

    def _next_of(self, series_id: EventId) -> EventRef:
        sheet = self._journal.events.series(series_id, 1)
        assert sheet.event.starts_at is not None
        if sheet.to_come:
            return sheet.to_come[0]
        return sheet.rows[0].id if sheet.rows else OccurrenceRef(series_id, sheet.event.starts_at)

    def new_item(self) -> None:
        """Ask for a new event."""
        self._ask_new(None)

    def focus_search(self) -> None:
        """Go to the agenda: events are found from the palette."""
        self._signals.page_asked.emit("palette")

    def panes(self) -> Sequence[QWidget]:
        """Return agenda and sheet."""
        return self.agenda, self.sheet

    @cached_property
    def printing(self) -> "BriefingPrinting":
        """Briefings on paper, imported when one is first asked for."""
        from carnet.ui.events.printing import BriefingPrinting

        return BriefingPrinting(self._journal, self._signals, self._prompts, self)

    def put_on_paper(self, what: str) -> None:
        """Print the briefing of the event ("print_sheet") or keep it as a PDF ("keep_sheet")."""
        if self._current is not None:
            verb: Callable[[EventRef], None] = getattr(self.printing, what)
            verb(self._current)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show both panes, or one."""
        super().resizeEvent(event)
        self._adapt()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        column.addWidget(self._split)
        self._right = QWidget()
        self._split.addWidget(self._right)
        right = self._right_column = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        self._back_row = QHBoxLayout()
        self._back_row.addWidget(self.back)
        self._back_row.addStretch(1)
        right.addLayout(self._back_row)
        right.addWidget(self.empty, 1)

    def _connect(self) -> None:
        self.agenda.event_chosen.connect(self._on_chosen)
        self.agenda.new_asked.connect(self._ask_new)
        self.agenda.event_opened.connect(self._on_opened)
        self.agenda.move_asked.connect(self._on_move)
        self.agenda.table.delete_asked.connect(self._on_delete_key)
        self.agenda.menu_asked.connect(self.sheet.open_menu)
        self.agenda.selection_menu_asked.connect(self._on_selection_menu)
        self.agenda.table.edit_asked.connect(self._on_edit)
        self.empty.acted.connect(self.new_item)
        self.back.clicked.connect(self._on_back)
        self.sheet.export_asked.connect(self._on_export)
        self.sheet.briefing_asked.connect(self._on_briefing)
        briefing = QShortcut(QKeySequence("Ctrl+Shift+B"), self)
        briefing.activated.connect(self.sheet.briefing.click)
        self.sheet.series_asked.connect(self._on_series)
        self.sheet.delete_asked.connect(self._on_delete)
        debrief = QShortcut(QKeySequence("Ctrl+D"), self)
        debrief.activated.connect(self.sheet.add_people.click)

    def _show_current(self) -> None:
        through(self._showing_current())

    def _showing_current(self) -> Iterator[None]:
        if self._current is not None:
            try:
                read = self._journal.events.sheet(self._current)
            except Refused:
                self._current = None
            else:
                self._current = read.event.ref
                yield from self.sheet.showing(read)
        shown = self._current is not None
        self.sheet.setVisible(shown)
        self.empty.setVisible(not shown)

    @Slot()
    def _on_briefing(self) -> None:
        """Read the briefing beside the window, which answers meanwhile."""
        if self._current is None or self._asked is not None:
            return
        self._asked = self._current
        read = partial(self._journal.events.briefing, self._current)
        self._tasks.read(read, self._show_briefing, self._on_not_read)

    def _on_not_read(self, error: BaseException) -> None:
        self._asked = None
        self._signals.error_raised.emit(error)

    def _show_briefing(self, told: "Briefing") -> None:
        from carnet.ui.events.briefing import BriefingPanel

        self._asked = None
        if told.event.ref != self._current or not self.isVisible():
            return  # meanwhile another page or event is looked at
        panel = BriefingPanel(self.window(), told, self._journal.clock.today())
        panel.contact_opened.connect(self._signals.contact_opened)
        panel.print_asked.connect(partial(self.put_on_paper, "print_sheet"))
        panel.keep_asked.connect(partial(self.put_on_paper, "keep_sheet"))
        panel.closed.connect(panel.deleteLater)
        panel.open()

    @Slot(object)
    def _on_chosen(self, ref: EventRef) -> None:
        if ref != self._current:
            self._current = ref
            self._show_current()

    @Slot(object)
    def _on_opened(self, ref: EventRef) -> None:
        self.open_event(ref)
        self.sheet.add_people.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_delete(self) -> None:
        told = self._told(self._current)
        if told is None:
            return
        whole = False if told.series_id is None else self._whole(told, _("Skip this date, or remove the whole series?"))
        if whole and told.series_id is not None:
            self._journal.events.delete(told.series_id)
        elif whole is False:
            self._journal.events.delete(told.ref)

    @Slot(object, int)
    def _on_move(self, row: Planned, days: int) -> None:
        """Let an event start some days later at its hour, alone or with its series."""
        told = self._told(row.ref)
        if told is None or told.starts_at is None:
            return
        starts_at = instant_of(wall(told.starts_at, told.tz) + timedelta(days=days), told.tz)
        whole = False if told.series_id is None else self._whole(told, _("Move this date alone, or the whole series?"))
        if whole is None:
            return
        if whole and isinstance(told.ref, OccurrenceRef):
            ends_at = _shifted(told, starts_at)
            self._current = self._journal.events.edit_series(told.ref, starts_at=starts_at, ends_at=ends_at)
        else:
            self._journal.events.move(told.ref, starts_at)
        grid = self.agenda.month.grid
        grid.choose(grid.current + timedelta(days=days))

    def _whole(self, told: NetworkingEvent, title: str) -> bool | None:
        assert told.series_id is not None
        series = self._journal.events.get(told.series_id)
        return ask_scope(self._prompts, series, title, _("The whole series"), _("This date alone"))

    @Slot(int)
    def _on_series(self, series_id: int) -> None:
        panel = SeriesPanel(self._journal, self._signals, self.window(), series_id)
        panel.event_opened.connect(self.open_event)
        panel.edit_asked.connect(self._on_edit_series)
        panel.closed.connect(self._on_series_closed)
        panel.closed.connect(panel.deleteLater)
        panel.open()

    @Slot()
    def _on_series_closed(self) -> None:
        """Take the keys where the link that opened the series is gone, with the date that was skipped."""
        if not self.sheet.series.isVisible():
            self.agenda.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(int)
    def _on_edit_series(self, series_id: int) -> None:
        self._ask(self._journal.events.get(series_id))

    @Slot(object)
    def _on_export(self, ref: EventRef) -> None:
        self._selection.export([ref])

    @Slot(QPoint)
    def _on_selection_menu(self, place: QPoint) -> None:
        self._selection.open_menu(self.agenda.selected(), place)

    @Slot()
    def _on_delete_key(self) -> None:
        chosen = self.agenda.selected()
        if len(chosen) > 1:
            self._selection.delete(chosen)
        else:
            self._on_delete()

    @Slot()
    def _on_edit(self) -> None:
        self.sheet.edit()

    @Slot(object)
    def _ask_new(self, day: date | None) -> None:
        self._ask(new_event(day, self._journal.clock.today(), self._journal.options.zone or HOME))

    def _ask(self, event: NetworkingEvent) -> None:
        form = EventForm(self._journal, self.window(), event, self._prompts)
        form.saved.connect(self.open_event)
        form.closed.connect(form.deleteLater)
        form.open()
        form.focus_field("")

    @Slot()
    def _on_back(self) -> None:
        self._show_sheet_alone(False)

    def _is_narrow(self) -> bool:
        return self.width() / text_scale() < _BOTH_FROM

    def _show_sheet_alone(self, sheet: bool) -> None:
        narrow = self._is_narrow()
        self.agenda.setVisible(not narrow or not sheet)
        self._right.setVisible(not narrow or sheet)
        self.back.setVisible(narrow)

    def _adapt(self) -> None:
        narrow = self._is_narrow()
        side = metric(28 if self.width() / text_scale() >= 500 else 16)  # that of the sheet below
        self._back_row.setContentsMargins(side, metric(14), side, 0)
        self._show_sheet_alone(narrow and self._right.isVisibleTo(self) and not self.agenda.isVisibleTo(self))
        wide = self.width() / text_scale() >= 1000
        self.agenda.setMinimumWidth(metric(288) if not narrow else 0)
        self.agenda.setMaximumWidth(16_777_215 if narrow else metric(480))
        self.agenda.month.grid.set_folded(self.height() / text_scale() < 640)
        if not narrow and self._split.sizes()[0] == 0:
            self._split.setSizes([metric(_LIST_PX if wide else _NARROW_LIST_PX), self.width()])

    @Slot()
    def _restyle(self) -> None:
        self._split.setSizes([metric(_LIST_PX), max(1, self.width() - metric(_LIST_PX))])
        self._adapt()


def _shifted(told: NetworkingEvent, starts_at: datetime) -> datetime | None:
    """Return the end of an event that starts at another instant, as long as before."""
    assert told.starts_at is not None
    return None if told.ends_at is None else starts_at + (told.ends_at - told.starts_at)
