"""The frame of the sheet: its parts, and how they are laid out as the width allows."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QScrollBar,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from carnet.domain.contacts import ContactSheet
from carnet.journal import Journal
from carnet.ui.contacts.facts import FactsColumn
from carnet.ui.contacts.header import SheetHeader
from carnet.ui.interactions.composer import Composer
from carnet.ui.interactions.kind_filter import KindFilter
from carnet.ui.interactions.timeline import TimelineView
from carnet.ui.kit.avatar import HeatBars
from carnet.ui.kit.cards import EmptyState, Ground
from carnet.ui.kit.choices import Segmented
from carnet.ui.kit.flow import FlowLayout
from carnet.ui.kit.labels import LinkLabel, label
from carnet.ui.kit.page import tab_after
from carnet.ui.kit.style import RING_ROOM_PX
from carnet.ui.kit.theme import metric, metrics_of, notifier
from carnet.words import _, followups, sheets

_SHEET_PX = 760
_SIDE_PX = 230
# In a font wider than the design's, the facts keep the letters of a line, which an e-mail address needs.
_SIDE_LETTERS = 30
_SIDE_GROWS_PX = 60


class Shape(StrEnum):
    """How the sheet is laid out."""

    WIDE = "wide"
    TABS = "tabs"
    SINGLE = "single"
    NARROW = "narrow"


class SheetFrame(Ground):
    """Head, composer, timeline and facts of one person, without what they do."""

    def __init__(self, journal: Journal, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent)
        self._journal = journal
        self._today = journal.clock.today
        self._sheet: ContactSheet | None = None
        self._shape: Shape | None = None
        self._build_frame()

    def building(self) -> Iterator[None]:
        """Fill the frame from the head down; the facts come last."""
        self.header = SheetHeader(self._days_ahead)
        self._build_back()
        self._build_work()
        yield
        self._build_journal()
        yield
        self.facts = FactsColumn(self._side.widget())
        yield
        self.tabs.chosen.connect(self._on_tab)
        self.set_shape(Shape.WIDE)
        tab_after(self.composer.attach_chip, (self.kinds, self.timeline))
        notifier().changed.connect(self._restyle)

    def set_shape(self, shape: Shape) -> None:
        """Lay the sheet out for a width."""
        if shape is not self._shape:
            self._shape = shape
            self._arrange(shape)

    def set_mine(self, mine: bool) -> None:
        """Leave out, on the user's own card, what is about other people."""
        own = _("Your own card: it signs your letters, and stands in no list, search or count.")
        self._nothing.set_text(own if mine else _("Nothing yet. Log the first exchange above."))
        self.composer.setVisible(not mine)
        self._tab_level.setVisible(not mine and self._shape is not Shape.NARROW)
        if mine:
            for part in (self.timeline, self._follow_ups, self.kinds):
                part.hide()
            self._nothing.show()
            self.tabs.choose("facts")
            self._show_tab()

    def show_back(self, shown: bool) -> None:
        """Show the way back where the sheet stands alone."""
        self._back_line.setVisible(shown)

    def set_back(self, text: str) -> None:
        """Say beside the way back what the list shows."""
        self.back_count.set_text(text)

    def _days_ahead(self) -> list[tuple[str, date]]:
        return followups.choices(self._today(), self._journal.options.working)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the facts some of the room that there is."""
        super().resizeEvent(event)
        if self._shape is not None:
            self._restyle()

    # -- building -----------------------------------------------------------------------------------------------

    def _build_work(self) -> None:
        self._work = QWidget(self._content)
        self._work_column = QVBoxLayout(self._work)
        self.composer = Composer(self._journal)
        self._follow_ups = QWidget()
        self._follow_up_flow = FlowLayout(self._follow_ups, 6)
        self._tab_line = QWidget()
        self._tab_row = QHBoxLayout(self._tab_line)
        self._tab_row.setContentsMargins(0, 0, 0, 0)
        self.tabs = Segmented([("journal", _("Timeline")), ("facts", _("Sheet"))], name=_("Part of the sheet"))
        self._tab_bars = HeatBars()
        self._tab_level = label("", "secondary", "text2")
        self._tab_row.addWidget(self.tabs)
        self._tab_row.addStretch(1)
        self._tab_row.addWidget(self._tab_bars)
        self._tab_row.addWidget(self._tab_level)
        for widget in (self.composer, self._follow_ups, self._tab_line):
            self._work_column.addWidget(widget)

    def _build_back(self) -> None:
        self.back = LinkLabel(_("Contacts"), "chevron-left", "control")
        self.back_count = label("", "body", "text2")
        self._back_line = QWidget()
        back_row = QHBoxLayout(self._back_line)
        back_row.setContentsMargins(0, 0, 0, 0)
        back_row.addWidget(self.back)
        back_row.addWidget(self.back_count)
        back_row.addStretch(1)

    def _build_journal(self) -> None:
        self.kinds = KindFilter()
        self.timeline = TimelineView(self._journal.contacts.timeline)
        self._nothing = label(_("Nothing yet. Log the first exchange above."), "body", "text2", wrap=True)
        self._journal_part = QWidget(self._content)
        part = QVBoxLayout(self._journal_part)
        part.setContentsMargins(0, 0, 0, 0)
        part.addWidget(self._nothing)
        timeline = QGridLayout()
        timeline.addWidget(self.timeline, 0, 0)
        # On the line of the first year, whose rule ends there.
        timeline.addWidget(self.kinds, 0, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        part.addLayout(timeline)
        part.addStretch(1)

    def _build_frame(self) -> None:
        self.empty = EmptyState(_("Choose a contact to see what was said, and what came of it."))
        self._body = QWidget()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._body)
        self._stack.addWidget(self.empty)
        self._root = QVBoxLayout(self._body)
        self._columns = QHBoxLayout()
        left = QWidget()
        self._left = QVBoxLayout(left)
        self._left.setContentsMargins(0, 0, 0, 0)
        flow = QWidget()
        self._content = flow
        self._flow = QVBoxLayout(flow)
        self._scroll = scroll_area(flow)
        side = QWidget()
        self._side_body = QVBoxLayout(side)
        self._side = scroll_area(side)
        self._left.addWidget(self._scroll, 1)
        self._columns.addWidget(left, 1)
        self._columns.addWidget(self._side)
        self._root.addLayout(self._columns, 1)

    # -- layout -------------------------------------------------------------------------------------------------

    def _arrange(self, shape: Shape) -> None:
        narrow = shape is Shape.NARROW
        wide = shape is Shape.WIDE
        for at, widget in enumerate((self._back_line, self.header)):
            (self._flow if narrow else self._root).insertWidget(at, widget)
        if narrow:
            self._flow.insertWidget(2, self._work)
        else:
            self._left.insertWidget(0, self._work)
        self._flow.addWidget(self._journal_part, 1)
        (self._side_body if wide else self._flow).addWidget(self.facts, 0 if wide else 1)
        self._side.setVisible(wide)
        self._tab_line.setVisible(not wide)
        self.header.set_shape(icons_only=shape in {Shape.TABS, Shape.SINGLE}, actions_below=narrow)
        self._show_level()
        self._show_tab()
        self._restyle()

    @Slot()
    def _restyle(self) -> None:
        shape = self._shape or Shape.WIDE
        narrow, wide = shape is Shape.NARROW, shape is Shape.WIDE
        edge, bar = metric(28 if wide else 24), metric(12)
        self._root.setContentsMargins(0 if narrow else edge, 0 if narrow else metric(20), 0, 0)
        self._root.setSpacing(metric(14))
        self._columns.setSpacing(metric(28) - bar - RING_ROOM_PX)
        room = (bar if wide else edge) - self._scroll.verticalScrollBar().sizeHint().width()
        self._flow.setContentsMargins(edge if narrow else 0, metric(12) if narrow else 0, max(0, room), bar)
        self._flow.setSpacing(metric(12))
        self._side_body.setContentsMargins(
            RING_ROOM_PX, 0, edge - self._side.verticalScrollBar().sizeHint().width(), metric(20)
        )
        spare = max(0, self.width() - metric(_SHEET_PX))
        facts = max(metric(_SIDE_PX), metrics_of("body").horizontalAdvance("n" * _SIDE_LETTERS))
        self._side.setFixedWidth(facts + min(metric(_SIDE_GROWS_PX), spare // 4) + edge + RING_ROOM_PX)
        self._left.setSpacing(metric(12))
        self._work_column.setSpacing(metric(10))
        # The timeline under the composer has its scroll bar at right: the composer keeps clear of it too.
        self._work_column.setContentsMargins(0, 0, 0 if narrow else bar if wide else edge, 0)
        self.header.setContentsMargins(0, 0, 0 if narrow else edge, 0)

    def _show_level(self) -> None:
        if self._sheet is None:
            return
        level = self._sheet.warmth.level
        narrow = self._shape is Shape.NARROW
        self._tab_bars.show_level(level or "cold")
        self._tab_bars.setVisible(level is not None and not narrow)
        self._tab_level.set_text(sheets.warmth_until(self._sheet.warmth, self._today()))
        self._tab_level.setVisible(not narrow)

    def _show_tab(self) -> None:
        facts = self.tabs.current() == "facts"
        self._journal_part.setVisible(self._shape is Shape.WIDE or not facts)
        self.facts.setVisible(self._shape is Shape.WIDE or facts)

    @Slot(str)
    def _on_tab(self, _key: str) -> None:
        self._show_tab()


class _Bar(QScrollBar):
    """A scroll bar that shows nothing where there is nothing to scroll."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.maximum() > self.minimum():
            super().paintEvent(event)


def scroll_area(widget: QWidget) -> QScrollArea:
    """Return an area that scrolls a widget down, on the ground of the pane."""
    area = QScrollArea()
    area.setVerticalScrollBar(_Bar())
    area.setWidget(widget)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    # Its room is always kept, so that the text does not jump from one person to the next.
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    # The pane's own ground shows through.
    area.viewport().setAutoFillBackground(False)
    widget.setAutoFillBackground(False)
    return area
