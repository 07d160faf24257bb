"""The missions page: board or list, totals, and the sheet of one mission."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import ClassVar

from PySide6.QtCore import QSettings, Qt, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from carnet.domain.mission_boards import BoardFilter
from carnet.domain.mission_boards import board as board_of
from carnet.domain.mission_sheets import Board, MissionRow
from carnet.domain.text import sort_key
from carnet.errors import Refused
from carnet.journal import Journal
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import EmptyState
from carnet.ui.kit.choices import ChipButton, Combo, Segmented
from carnet.ui.kit.flow import FlowLayout
from carnet.ui.kit.labels import label
from carnet.ui.kit.page import PartedPage
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.tasks import Tasks
from carnet.ui.kit.theme import metric, notifier, text_scale
from carnet.ui.kit.turns import Turns, through
from carnet.ui.missions.board import BoardView
from carnet.ui.missions.gestures import MissionGestures
from carnet.ui.missions.mission_table import MissionTable
from carnet.ui.missions.sheet import MissionSheetView
from carnet.words import _, formats, ngettext

_WIDE_PX = 820


class _Total(QWidget):
    """An amount and what it is the total of."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metric(6))
        self.amount = label("", "section", digits=True)
        self.words = label("", "body", "text2")
        row.addWidget(self.amount)
        row.addWidget(self.words)

    def show_total(self, amount: str, words: str) -> None:
        """Show a total; hidden where there is none."""
        self.amount.set_text(amount)
        self.words.set_text(words)
        self.setVisible(bool(amount))


class MissionsPage(PartedPage):
    """The page « Missions »."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {
            "mission",
            "mission_stage",
            "mission_contact",
            "mission_document",
            "board_place",
            "touch",
            "contact",
            "organisation",
            "event",
            "follow_up",
            "interaction",
            "participation",
            "introduction",
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
        super().__init__(_("Missions"))
        self._journal = journal
        self._signals = signals
        self._prompts = prompts
        self._tasks = tasks
        self._opened: int | None = None
        self._unread = True
        self._rows: Sequence[MissionRow] | None = None
        self._board: Board | None = None
        self._wanted = 0
        self._left: int | None = None
        self._turns = Turns(self)
        self.gestures = MissionGestures(self, journal, signals, prompts)
        self.view = Segmented([("board", _("Board")), ("list", _("List"))], "board", _("View"))
        self.since = Combo(_("Period"), "calendar")
        self.contact = Combo(_("Contact"), "users")
        self.organisation = ChipButton("", "building-2")
        self.organisation.hide()
        self._organisation: int | None = None
        self.new = Button(_("New mission"), "plus", "primary")
        self.empty = EmptyState(
            _("Keep here your leads, proposals and missions, and see who brought them."),
            _("New mission"),
            ("Ctrl", "N"),
        )
        self.figures = [_Total() for _figure in range(4)]
        self._fill_periods()
        self._build()
        if at_once:
            through(self.building())

    def building(self) -> Iterator[None]:
        """Build board, list, and what is said where there is nothing."""
        self.board = BoardView(self._views)
        self._views.addWidget(self.board)
        yield
        self.list = MissionTable(self._journal.clock.today, self._views)
        self._views.addWidget(self.list)
        self._views.addWidget(self.empty)
        self._connect()
        notifier().changed.connect(self._adapt)

    def reload(self) -> None:
        """Read the sheet where one is open, else the board: under a sheet that can wait."""
        through(self.reloading())

    def reloading(self) -> Iterator[None]:
        """Do so, the sheet a part at a time."""
        self._unread = True
        if self._opened is not None and not self._waits():
            yield from self._showing_sheet(self._opened)
        self._read_board()

    @cached_property
    def sheet(self) -> MissionSheetView:
        """The sheet of one mission, built when the first is opened."""
        sheet = self._framed_sheet()
        through(sheet.building())
        return sheet

    def _framed_sheet(self) -> MissionSheetView:
        sheet = MissionSheetView(self._journal, self._signals, self._prompts, self._stack)
        sheet.back_asked.connect(self._on_back)
        sheet.stage_asked.connect(self.gestures.move)
        sheet.answer_asked.connect(self.gestures.answer)
        sheet.delete_asked.connect(self.gestures.delete)
        sheet.renew_asked.connect(self.gestures.renew)
        sheet.mission_asked.connect(self.open_item)
        self._stack.addWidget(sheet)
        return sheet

    def _read_board(self) -> None:
        """Read the missions, a great many beside the window: what was shown stays until they are there."""
        if not self._unread or self._has_sheet():
            self._left = None
            return
        self._unread = False
        self._wanted += 1
        job = _Reading(self._journal, self._wanted)
        if self._journal.missions.are_many():
            self._tasks.read(job, self._on_read, self._signals.error_raised.emit)
        else:
            self._on_read(job())

    def _on_read(self, read: "tuple[int, Sequence[MissionRow], Sequence[tuple[str, int]]]") -> None:
        """Show the missions, unless they were read again meanwhile."""
        wanted, rows, people = read
        if wanted != self._wanted:
            return
        self._rows = rows
        self._show_people(people)
        self._show_missions()
        left, self._left = self._left, None
        if left is not None and not self._has_sheet():
            self._go_to(left)
        elif self.hasFocus():
            self.focus_search()

    def _show_missions(self) -> None:
        """Show those of the missions read that the filters leave, if they are read yet."""
        if self._rows is None:
            return
        self._show_organisation()
        wanted = BoardFilter(self._since(), self.contact.currentData(), self._organisation)
        board = board_of(self._rows, wanted, self._journal.options.currency)
        self._show_figures(board)
        self._board = board
        self._show_cards()
        self.list.show_board(board)
        nothing = not board.rows and wanted.contact_id is None and wanted.organisation_id is None
        self._views.setCurrentWidget(self.empty if nothing else self._view())

    def _show_cards(self) -> None:
        """Show the cards, unless the list is on view: they can wait until they are."""
        if self._board is not None and self.view.current() == "board":
            self.board.show_board(self._board, self._journal.clock.today())
            self._board = None

    def _waits(self) -> bool:
        return self._stack.currentWidget() is self._blank

    def _has_sheet(self) -> bool:
        return self._stack.currentWidget() is not self._overview

    def open_organisation(self, organisation_id: int) -> None:
        """Show the missions that an organisation bought, carried or passed on, of all years."""
        self._opened = None
        self._stack.setCurrentWidget(self._overview)
        self._organisation = organisation_id
        for combo in (self.since, self.contact):
            blocked = combo.blockSignals(True)
            combo.choose(None)
            combo.blockSignals(blocked)
        self.reload()
        self.organisation.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_item(self, item_id: int) -> None:
        """Show the sheet of a mission."""
        steps = self.opening(item_id)
        if "sheet" in self.__dict__:
            through(steps)
        else:  # built in turns of its own, and filled in others
            next(steps)
            self._turns.go_through(steps)

    def opening(self, item_id: int) -> Iterator[None]:
        """Do so a part at a time."""
        self._opened = item_id
        if "sheet" not in self.__dict__:
            self._stack.setCurrentWidget(self._blank)
            yield
            sheet = self._framed_sheet()
            yield from sheet.building()
            if self.__dict__.setdefault("sheet", sheet) is not sheet:
                sheet.deleteLater()  # who could not wait has had one built
        if self._opened != item_id:  # left meanwhile
            return
        self._stack.setCurrentWidget(self.sheet)
        if self._stale:
            yield from self.activating()
        else:
            yield from self._showing_sheet(item_id)
        if self._opened is not None:
            self.sheet.back.setFocus()

    def new_item(self) -> None:
        """Ask for a new mission."""
        self.gestures.create()

    def focus_search(self) -> None:
        """Put the focus on the first mission."""
        if self._has_sheet():
            self._on_back()
        if self._views.currentWidget() is self.empty:
            self.empty.action.setFocus()
        elif self.view.current() == "board":
            self.board.focus_first()
        else:
            self.list.search.setFocus()

    def panes(self) -> tuple[QWidget, ...]:
        """Return the panes that are shown."""
        if self._waits():
            return (self,)
        if self._has_sheet():
            return self.sheet.panes()
        return (self.view, self._view())

    def use_state(self, state: QSettings) -> None:
        """Take order and columns of the list from what was kept."""
        self.list.use_state(state)

    def home(self) -> None:
        """Show the missions where the sheet of one is open."""
        self.step_back()

    def step_back(self) -> bool:
        """Leave the sheet; tell whether one was open."""
        opened = self._has_sheet()
        if opened:
            self._on_back()
        return opened

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the focus on: to the first mission, or to the sheet."""
        super().focusInEvent(event)
        if self._waits():
            return
        if self._has_sheet():
            self.sheet.back.setFocus()
        else:
            self.focus_search()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the sheet with Échap."""
        if event.key() == Qt.Key.Key_Escape and self._has_sheet():
            self._on_back()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow the margins with the page."""
        super().resizeEvent(event)
        self._adapt()

    def _fill_periods(self) -> None:
        today = self._journal.clock.today()
        self.since.add(_("Last 12 months"), _years_before(today, 1))
        self.since.add(_("Last 24 months"), _years_before(today, 2))
        self.since.add(_("All missions"), None)
        self.since.choose(_years_before(today, 2))
        self.contact.add(_("All contacts"), None)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        outer.addWidget(self._stack)
        self._overview, self._blank = QWidget(), QWidget()
        self._stack.addWidget(self._overview)
        self._stack.addWidget(self._blank)
        self._column = QVBoxLayout(self._overview)
        self._column.setSpacing(metric(10))
        self._column.addWidget(self._build_head())
        figures = QWidget()
        flow = FlowLayout(figures, 20)
        for figure in self.figures:
            flow.addWidget(figure)
        self._column.addWidget(figures)
        self._views = QStackedWidget()
        self._column.addWidget(self._views, 1)

    def _build_head(self) -> QWidget:
        head = QWidget()
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight, head)
        self._head.setContentsMargins(0, 0, 0, 0)
        self._head.setSpacing(metric(8))
        left, right = QWidget(), QWidget()
        flow = FlowLayout(left, 12)
        flow.addWidget(label(_("Missions"), "title"))
        flow.addWidget(self.view)
        flow.addWidget(self.organisation)
        row = QHBoxLayout(right)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metric(12))
        for part in (self.since, self.contact, self.new):
            row.addWidget(part)
        self._head.addWidget(left, 1)
        self._head.addWidget(right)
        return head

    def _connect(self) -> None:
        self.view.chosen.connect(self._on_view_chosen)
        self.since.currentIndexChanged.connect(self._on_filter)
        self.contact.currentIndexChanged.connect(self._on_filter)
        self.organisation.clicked.connect(self._on_all_organisations)
        self.organisation.removed.connect(self._on_all_organisations)
        self.new.clicked.connect(self.new_item)
        self.empty.acted.connect(self.new_item)
        self.board.mission_opened.connect(self.open_item)
        self.board.move_asked.connect(self.gestures.move)
        self.board.order_asked.connect(self.gestures.arrange)
        for view in (self.board, self.list):
            view.delete_asked.connect(self.gestures.delete)
            view.menu_asked.connect(self.gestures.open_menu)
        self.list.mission_opened.connect(self.open_item)
        self.gestures.opened.connect(self.open_item)
        self.gestures.left.connect(self._on_left)
        self.gestures.refrained.connect(self.reload)

    def _view(self) -> QWidget:
        return self.board if self.view.current() == "board" else self.list

    def _show_organisation(self) -> None:
        """Show whose missions these are, until it is taken away or the organisation is gone."""
        name = ""
        if self._organisation is not None:
            try:
                name = self._journal.organisations.name(self._organisation)
            except Refused:
                self._organisation = None
        self.organisation.set_on(bool(name), name)
        self.organisation.setVisible(bool(name))

    @Slot()
    def _on_all_organisations(self) -> None:
        self._organisation = None
        self.reload()
        self._view().setFocus(Qt.FocusReason.OtherFocusReason)

    def _since(self) -> date | None:
        found = self.since.currentData()
        return found if isinstance(found, date) else None

    def _showing_sheet(self, key: int) -> Iterator[None]:
        """Show a mission; go back to the board where it is gone."""
        try:
            read = self._journal.missions.sheet(key)
        except Refused:
            self._on_back()
            return
        yield from self.sheet.showing(read)
        if read.deleted:
            self._on_back()

    def _show_people(self, people: "Sequence[tuple[str, int]]") -> None:
        """Offer the people at the source of missions, once: a filter does not shorten its own list."""
        if self.contact.currentData() is None:
            self.contact.fill([(_("All contacts"), None), *people])

    def _show_figures(self, board: Board) -> None:
        rate = "" if board.win_rate_bp is None else formats.percent_bp(round(board.win_rate_bp, -2))
        decided = ngettext("won of {n} mission decided", "won of {n} missions decided", board.decided)
        signed = [_("signed"), *(formats.money(cents, code) for code, cents in board.others)]
        shown = (
            (formats.money(board.signed_cents, board.currency), " + ".join(signed)),
            (formats.money(board.pending_cents, board.currency), _("under discussion")),
            (formats.money(board.weighted_cents, board.currency), _("weighted")),
            (rate, decided.format(n=formats.number(board.decided))),
        )
        for figure, (amount, words) in zip(self.figures, shown, strict=True):
            figure.show_total(amount, words)

    def _adapt(self) -> None:
        margin = metric(28) if self.width() >= metric(700) else metric(16)
        self._column.setContentsMargins(margin, metric(20), margin, metric(16))
        directions = QBoxLayout.Direction
        wide = self.width() / text_scale() >= _WIDE_PX
        self._head.setDirection(directions.LeftToRight if wide else directions.TopToBottom)

    @Slot(str)
    def _on_view_chosen(self, key: str) -> None:
        if self._views.currentWidget() is self.empty:
            return
        self._show_cards()
        self._views.setCurrentWidget(self._view())
        if key == "list" and self.list.table.current_id() is None:
            self.list.table.select_id(self.list.model.id_at(0))
            self.list.table.scrollToTop()

    @Slot()
    def _on_filter(self) -> None:
        self._show_missions()

    @Slot()
    def _on_back(self) -> None:
        key, self._opened = self._opened, None
        self._stack.setCurrentWidget(self._overview)
        self._left = key
        self._read_board()
        if key is not None:
            self._go_to(key)

    def _go_to(self, key: int) -> None:
        """Put the focus on a mission."""
        if self.view.current() == "board":
            self.board.focus_mission(key)
        else:
            self.list.table.select_id(key)
            self.list.table.setFocus()

    @Slot(int)
    def _on_left(self, key: int) -> None:
        if self._opened == key:
            self._on_back()


class _Reading:
    """Reads the missions and who is at their source."""

    def __init__(self, journal: Journal, wanted: int) -> None:
        self._journal, self._wanted = journal, wanted

    def __call__(self) -> "tuple[int, Sequence[MissionRow], Sequence[tuple[str, int]]]":
        rows = self._journal.missions.every()
        people = {face.contact_id: face.name for row in rows for face in row.faces}
        return self._wanted, rows, sorted(((name, key) for key, name in people.items()), key=_name_of)


def _name_of(person: tuple[str, int]) -> str:
    return sort_key(person[0])


def _years_before(day: date, years: int) -> date:
    return date(day.year - years, day.month, min(day.day, 28) if day.month == 2 else day.day)
