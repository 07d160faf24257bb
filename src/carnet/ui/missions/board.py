"""The board: one column a stage, cards to open, drag and move by key."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from carnet.domain.mission_sheets import Board, MissionRow, StageTotal
from carnet.domain.missions import COUNTED, Stage
from carnet.domain.stages import StageTime
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.labels import ElidedLabel, LinkLabel, label
from carnet.ui.kit.painting import draw_ground
from carnet.ui.kit.theme import color, metric, notifier, text_scale
from carnet.ui.missions.card import MIME, MissionCard
from carnet.ui.missions.stages import stage_dot
from carnet.words import _, formats, ngettext
from carnet.words.missions import stage_label, time_words

_LEAST_PX = 168
_FOLDED_PX = 44
_FOLD_BELOW_PX = 1000
_SHOWN = {Stage.COMPLETED: 4}
_FIRST = 20
_MORE = 40


class _Place(QWidget):
    """The line between two cards where the one that is held would come."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("accent"))
        painter.drawRoundedRect(QRectF(self.rect()), metric(1.5), metric(1.5))
        painter.end()


class StageColumn(QFrame):
    """The missions at one stage.

    Signals:
        dropped: id of the mission dropped here, and before which of the cards.
        unfolded: the user asks for the folded column.
        opened: id of the mission opened.
        delete_asked: id of the mission to delete.
        step_asked: card, and the columns and cards to go by from it.
        move_asked: mission, and the columns to move it by.
        order_asked: card, and the places to move it by.
        menu_asked: id of a mission and global place.
    """

    dropped = Signal(int, int)
    unfolded = Signal()
    opened = Signal(int)
    delete_asked = Signal(int)
    step_asked = Signal(object, int, int)
    move_asked = Signal(object, int)
    order_asked = Signal(object, int)
    menu_asked = Signal(int, object)

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.stage = stage
        self.cards: list[MissionCard] = []
        self._made: list[MissionCard] = []
        self._rows: Sequence[MissionRow] = ()
        self._limit = _SHOWN.get(stage, _FIRST)
        self._over = False
        self.setAcceptDrops(True)
        self.name = label(stage_label(stage), "emphasis")
        self.number = label("", "secondary", "text3", digits=True)
        self.total = ElidedLabel("", "secondary", "text2", digits=True)
        self.time = ElidedLabel("", "caption", "text3", digits=True)
        self.more = LinkLabel("")
        self.unfold = Button(_("Unfold {stage}").format(stage=stage_label(stage)), "chevron-left", "bare", small=True)
        self._build()
        self.more.activated.connect(self._on_more)
        self.unfold.clicked.connect(self.unfolded)

    def show_rows(
        self, rows: Sequence[MissionRow], total: StageTotal, currency: str, today: date, time: StageTime
    ) -> None:
        """Show the missions of the stage."""
        self._rows, self._today = rows, today
        self.number.set_text(formats.number(total.missions))
        text = formats.money(total.value_cents, currency)
        if self.stage not in COUNTED and self.stage is not Stage.LOST and total.value_cents:
            share = formats.percent_bp(round(total.weighted_cents * 100 / total.value_cents) * 100)
            text = f"{text} · {share}"
        self.total.set_text(text)
        self.time.set_text(time_words(time))
        said = (stage_label(self.stage), str(total.missions), text, self.time.text())
        self.setAccessibleName(", ".join(part for part in said if part))
        self._fill()

    def set_folded(self, folded: bool) -> None:
        """Leave only the mark and a button, or show everything."""
        for part in (self.name, self.number, self.total, self.time, self._scroll):
            part.setVisible(not folded)
        self.unfold.setVisible(folded)
        self._column.setStretch(self._column.count() - 1, 1 if folded else 0)
        least, most = (_FOLDED_PX, _FOLDED_PX) if folded else (_LEAST_PX, 10_000)
        self.setMinimumWidth(metric(least))
        self.setMaximumWidth(metric(most))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take missions."""
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()
            self._mark(over=True)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where a card of this column would come."""
        event.acceptProposedAction()
        key, at = self._held(event)
        here = next((place for place, card in enumerate(self.cards) if card.row.id == key), None)
        self._show_place(None if here is None or at in {here, here + 1} else at)

    def dragLeaveEvent(self, event: object) -> None:
        """Forget the mark."""
        self._mark(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which mission was dropped."""
        self._mark(over=False)
        event.acceptProposedAction()
        self.dropped.emit(*self._held(event))

    def _held(self, event: QDropEvent) -> tuple[int, int]:
        """Return the mission that is held, and before which of the cards."""
        y = self.mapToGlobal(event.position().toPoint()).y()
        at = sum(1 for card in self.cards if card.mapToGlobal(card.rect().center()).y() < y)
        return int(bytes(event.mimeData().data(MIME).data())), at

    def _show_place(self, at: int | None) -> None:
        """Lay the line before one of the cards, behind the last for their number; None for no line."""
        self.place.setVisible(at is not None)
        if at is not None:
            thick, half = metric(3), self._list.spacing() // 2
            card = self.cards[min(at, len(self.cards) - 1)].geometry()
            y = card.top() - half if at < len(self.cards) else card.bottom() + half
            self.place.setGeometry(card.left(), y - thick // 2, card.width(), thick)
            self.place.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground of the column, marked while a card is held over it."""
        painter = QPainter(self)
        border = "accent" if self._over else "border"
        fill = "accent-soft" if self._over else "window"
        draw_ground(painter, QRectF(self.rect()), metric(10), fill, border)
        painter.end()

    def _mark(self, *, over: bool) -> None:
        self._over = over
        self._show_place(None)
        self.update()

    def _build(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(metric(8), metric(10), metric(4), metric(8))
        self._column.setSpacing(metric(2))
        head = QHBoxLayout()
        head.setContentsMargins(metric(5), 0, metric(8), 0)
        head.setSpacing(metric(6))
        head.addWidget(stage_dot(self.stage))
        head.addWidget(self.name)
        head.addStretch(1)
        head.addWidget(self.number)
        self._column.addLayout(head)
        lines = QVBoxLayout()
        lines.setContentsMargins(metric(5), 0, metric(8), metric(6))
        lines.setSpacing(0)
        lines.addWidget(self.total)
        lines.addWidget(self.time)
        self._column.addLayout(lines)
        self._column.addWidget(self.unfold)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(0, metric(3), metric(4), metric(3))
        self._list.setSpacing(metric(8))
        self._list.addWidget(self.more)
        self._list.addStretch(1)
        self.place = _Place(inner)
        self.place.hide()
        self._scroll.setWidget(inner)
        self._scroll.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        self._column.addWidget(self._scroll, 1)
        self._column.addStretch(0)
        self.unfold.hide()

    def _fill(self) -> None:
        shown = self._rows[: self._limit]
        # Cards show other missions and wait hidden where there are fewer: made anew, they take ten times as long.
        for card, row in zip(self._made, shown, strict=False):
            card.show_row(row, self._today)
        for row in shown[len(self._made) :]:
            self._made.append(self._make(row))
        self.cards = self._made[: len(shown)]
        for at, card in enumerate(self._made):
            card.setVisible(at < len(shown))  # at once, so that it can take the focus
        left = len(self._rows) - len(shown)
        self.more.setText(ngettext("{n} older", "{n} older", left).format(n=formats.number(left)))
        self.more.setVisible(left > 0)

    def _make(self, row: MissionRow) -> MissionCard:
        card = MissionCard(row, self._today)
        self._list.insertWidget(len(self._made), card)
        card.opened.connect(self.opened)
        card.delete_asked.connect(self.delete_asked)
        card.step_asked.connect(self._on_step_asked)
        card.move_asked.connect(self._on_move_asked)
        card.order_asked.connect(self._on_order_asked)
        card.menu_asked.connect(self.menu_asked)
        return card

    @Slot()
    def _on_more(self) -> None:
        self._limit += _MORE
        self._fill()

    @Slot(int, int)
    def _on_step_asked(self, columns: int, cards: int) -> None:
        self.step_asked.emit(self.sender(), columns, cards)

    @Slot(int)
    def _on_move_asked(self, columns: int) -> None:
        self.move_asked.emit(self.sender(), columns)

    @Slot(int)
    def _on_order_asked(self, places: int) -> None:
        self.order_asked.emit(self.sender(), places)


class BoardView(QScrollArea):
    """All columns; scrolls sideways where there is no room for them.

    Signals:
        mission_opened: id of the mission.
        move_asked: id of the mission and the stage it goes to.
        delete_asked: id of the mission.
        order_asked: ids of cards of one column, in the order wanted, up to where it is another.
        menu_asked: id of the mission and global place.
    """

    mission_opened = Signal(int)
    move_asked = Signal(int, str)
    delete_asked = Signal(int)
    order_asked = Signal(object)
    menu_asked = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._unfolded = False
        self.columns = {stage: StageColumn(stage) for stage in Stage}
        inner = QWidget()
        self.setWidget(inner)
        row = self._row = QHBoxLayout(inner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metric(8))
        for column in self.columns.values():
            row.addWidget(column, 1)
            column.dropped.connect(self._on_dropped)
            column.unfolded.connect(self._on_unfolded)
            column.opened.connect(self.mission_opened)
            column.delete_asked.connect(self.delete_asked)
            column.step_asked.connect(self._on_step_asked)
            column.move_asked.connect(self._on_card_move_asked)
            column.order_asked.connect(self._on_order_asked)
            column.menu_asked.connect(self.menu_asked)
        self.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        notifier().changed.connect(self._fold)

    def show_board(self, board: Board, today: date) -> None:
        """Show the missions; the card that had the focus has it again."""
        held = self._focused()
        for stage, column in self.columns.items():
            rows = [row for row in board.rows if row.stage is stage]
            total = next(total for total in board.totals if total.stage is stage)
            column.show_rows(rows, total, board.currency, today, board.times[stage])
        self._fold()
        if held is not None:
            self.focus_mission(held)

    def focus_mission(self, key: int) -> bool:
        """Put the focus on a card; tell whether it is shown."""
        for column in self.columns.values():
            for card in column.cards:
                if card.row.id == key:
                    card.setFocus(Qt.FocusReason.OtherFocusReason)
                    self.ensureWidgetVisible(card)
                    return True
        return False

    def focus_first(self) -> None:
        """Put the focus on the first card."""
        cards = [card for column in self.columns.values() for card in column.cards]
        if cards:
            cards[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the lost ones where there is little room."""
        super().resizeEvent(event)
        self._fold()

    def _focused(self) -> int | None:
        cards = (card for column in self.columns.values() for card in column.cards)
        return next((card.row.id for card in cards if card.hasFocus()), None)

    def _fold(self) -> None:
        little = self.width() / text_scale() < _FOLD_BELOW_PX
        for stage, column in self.columns.items():
            column.set_folded(stage is Stage.LOST and little and not self._unfolded)

    @Slot(int, int)
    def _on_dropped(self, key: int, at: int) -> None:
        column = self.sender()
        if not isinstance(column, StageColumn):
            return
        here = next((place for place, card in enumerate(column.cards) if card.row.id == key), None)
        if here is None:
            self.move_asked.emit(key, column.stage.value)
        else:
            self._reorder(column, here, at - (at > here))

    @Slot(object, int)
    def _on_order_asked(self, card: MissionCard, places: int) -> None:
        column = self.columns[card.row.stage]
        here = column.cards.index(card)
        self._reorder(column, here, here + places)

    def _reorder(self, column: StageColumn, here: int, there: int) -> None:
        """Ask for another order: of the cards from the first to the last that has, or gets, a place of its own."""
        if here == there or not 0 <= there < len(column.cards):
            return
        placed = [place for place, card in enumerate(column.cards) if card.row.place]
        ids = [card.row.id for card in column.cards]
        ids.insert(there, ids.pop(here))
        self.order_asked.emit(ids[: max(here, there, *placed) + 1])

    @Slot()
    def _on_unfolded(self) -> None:
        self._unfolded = True
        self._fold()

    @Slot(object, int, int)
    def _on_step_asked(self, card: MissionCard, columns: int, cards: int) -> None:
        shown = [column for column in self.columns.values() if column.cards]
        here = next(at for at, column in enumerate(shown) if card in column.cards)
        row = shown[here].cards.index(card)
        target = shown[max(0, min(len(shown) - 1, here + columns))]
        if target.stage is Stage.LOST and not self._unfolded:
            self._on_unfolded()
            self._row.activate()
        at = max(0, min(len(target.cards) - 1, row + cards))
        target.cards[at].setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(target.cards[at])

    @Slot(object, int)
    def _on_card_move_asked(self, card: MissionCard, columns: int) -> None:
        stages = list(Stage)
        at = stages.index(card.row.stage) + columns
        if 0 <= at < len(stages):
            self.move_asked.emit(card.row.id, stages[at].value)
