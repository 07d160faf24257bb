"""The rows of a merge: one row, one decision, made with arrows, space bar or a click."""

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStyle, QStyleOptionViewItem, QVBoxLayout, QWidget

from carnet.domain.merging import Badge, MergeField, MergeRow, MergeSheet, MergeSide, Side, decisions
from carnet.ui.kit.announce import announce
from carnet.ui.kit.avatar import Avatar
from carnet.ui.kit.cards import Card, Rule
from carnet.ui.kit.delegates import RowDelegate, RowState
from carnet.ui.kit.icons import draw_icon
from carnet.ui.kit.labels import ElidedLabel, LinkLabel
from carnet.ui.kit.painting import draw_ground, draw_text, text_width
from carnet.ui.kit.rows_model import RowsModel
from carnet.ui.kit.rows_table import RowsTable
from carnet.ui.kit.style import paint_box, paint_radio
from carnet.ui.kit.theme import metric, notifier
from carnet.words import _, merges

ROW_PX, HEAD_PX = 41, 60
_LABEL_PX, _PAD_PX, _MARK_PX, _BADGE_PX = 138, 16, 16, 132
_TONES = {
    Badge.CHOSEN: ("check", "success"),
    Badge.EARLIER: ("check", "success"),
    Badge.SAME: ("equal", "text3"),
    Badge.FILLED: ("plus", "accent-text"),
    Badge.COMBINED: ("merge", "info"),
    Badge.TO_CHECK: ("circle-alert", "warning"),
}
_Index = QModelIndex | QPersistentModelIndex


class Line(NamedTuple):
    """A row as it is painted; `cursor` is the box that the space bar ticks."""

    row: MergeRow
    taken: Side
    decided: bool
    cursor: Side


class Columns(NamedTuple):
    """Where the columns begin, in pixels: the side A, the side B, the badge, and the end."""

    a: float
    b: float
    badge: float
    end: float


def columns(width: float) -> Columns:
    """Return the columns for a width: label and badge keep their room, the sides share the rest."""
    label_room = min(metric(_LABEL_PX), width * 0.18)
    badge_room = min(metric(_BADGE_PX), width * 0.24)
    side = (width - label_room - badge_room) / 2
    return Columns(label_room, label_room + side, width - badge_room, width - metric(_PAD_PX))


class _Delegate(RowDelegate):
    """Paints label, both sides with their marks, and the badge."""

    def __init__(self) -> None:
        super().__init__(ROW_PX, pad_px=0, rule=True)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the ground of the current row as one target, then what every row has."""
        state = self.state_of(option, index)
        plain = QStyleOptionViewItem(option)
        if state.selected:
            area = QRectF(option.rect).adjusted(2, 1, -2, -2)
            draw_ground(painter, area, metric(5), "selected" if state.focused else "hover")
        plain.state &= ~(QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus)
        super().paint(painter, plain, index)

    def paint_content(self, painter: QPainter, area: QRectF, row: object, state: RowState) -> None:
        """Paint the row."""
        if not isinstance(row, Line):
            return
        found = columns(area.width())
        left = QRectF(metric(_PAD_PX), area.top(), found.a - metric(_PAD_PX) - metric(6), area.height())
        draw_text(painter, left, merges.field(row.row), "body", "text2")
        if row.row.badge is Badge.SAME:
            across = QRectF(found.a, area.top(), found.badge - found.a - metric(8), area.height())
            draw_text(painter, across, merges.value(row.row.field, row.row.a))
        else:
            for side, x, end in ((Side.A, found.a, found.b), (Side.B, found.b, found.badge)):
                box = QRectF(x, area.top(), end - x - metric(8), area.height())
                _paint_side(painter, box, row, side, focused=state.focused)
        _paint_badge(painter, QRectF(found.badge, area.top(), found.end - found.badge, area.height()), row)

    def tip(self, row: object) -> str:
        """Return both values in full."""
        if not isinstance(row, Line):
            return ""
        return "\n".join(merges.value(row.row.field, said) or _("empty") for said in (row.row.a, row.row.b))


def _paint_side(painter: QPainter, area: QRectF, line: Line, side: Side, *, focused: bool) -> None:
    """Paint the mark and the value of one sheet; an empty one has no mark."""
    row = line.row
    said = merges.value(row.field, row.a if side is Side.A else row.b)
    on = line.taken in {side, Side.BOTH}
    mark = QRectF(area.left(), area.center().y() - metric(_MARK_PX) / 2, metric(_MARK_PX), metric(_MARK_PX))
    text = QRectF(area).adjusted(metric(_MARK_PX + 7), 0, 0, 0)
    if not said:
        draw_text(painter, text, _("empty"), "body", "text3")
        return
    state = QStyle.StateFlag.State_On if on else QStyle.StateFlag.State_Off
    if row.several and row.is_open:
        paint_box(painter, mark, state)
        if focused and line.cursor is side:
            draw_ground(painter, mark.adjusted(-2.5, -2.5, 2.5, 2.5), metric(5), None, "focus", width=1.5)
    else:
        paint_radio(painter, mark, state)
    draw_text(painter, text, said, "control" if on else "body", "text" if on else "text2")


def _paint_badge(painter: QPainter, area: QRectF, line: Line) -> None:
    """Paint the verdict badge, right aligned: icon and word."""
    badge, word = merges.badge(line.row, line.taken, decided=line.decided)
    icon_name, tone = _TONES[badge]
    side, gap = metric(12), metric(5)
    width = min(text_width(word, "caption_medium"), area.width() - side - gap)
    text = QRectF(area.right() - width, area.top(), width + 1, area.height())
    draw_text(painter, text, word, "caption_medium", tone)
    draw_icon(painter, QRectF(text.left() - side - gap, area.center().y() - side / 2, side, side), icon_name, tone)


class MergeTable(RowsTable):
    """The decisions; ↑ ↓ row, ← → side, space box, B both.

    Signals:
        chosen: another value is taken.
        not_same_asked: N was pressed.
        later_asked: P was pressed.
    """

    chosen = Signal()
    not_same_asked = Signal()
    later_asked = Signal()

    def __init__(self) -> None:
        super().__init__(_("What the sheet will say"), ROW_PX, ground="surface")
        self._rows: tuple[MergeRow, ...] = ()
        self._choices: dict[MergeField, Side] = {}
        self._cursor = Side.A
        self._model = RowsModel(self._fetch, _spoken, self)
        self._delegate = _Delegate()
        self.setItemDelegate(self._delegate)
        self.setModel(self._model)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: tuple[MergeRow, ...], *, keep: bool = False) -> None:
        """Show the decisions of a pair; the focus starts at the first real doubt. `keep` holds what was chosen."""
        known = {row.field for row in self._rows}
        self._rows = rows
        if not keep or known != {row.field for row in rows}:
            self._choices = {}
        self._model.set_ids(range(len(rows)))
        self.fit_height()
        if not keep:
            doubts = [at for at, row in enumerate(rows) if row.badge is Badge.TO_CHECK]
            opens = [at for at, row in enumerate(rows) if row.is_open]
            self.select_id(next(iter((*doubts, *opens, 0))), scroll=False)

    def choices(self) -> Mapping[MergeField, Side]:
        """Return what the user chose otherwise than proposed, or confirmed."""
        return dict(self._choices)

    def take_all(self, side: Side) -> None:
        """Take one sheet in every row that leaves a choice."""
        self._choices = {row.field: side for row in self._rows if row.is_open}
        self._tell()

    def current_line(self) -> Line | None:
        """Return the row that the focus is on."""
        at = self.current_id()
        return None if at is None else self._line(at)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Start each row at the first sheet."""
        self._cursor = Side.A
        super().currentChanged(current, previous)
        # Qt calls this while the table is being built, too.
        for index in (current, previous):
            if index.isValid():
                self._model.refresh([index.row()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Decide on the current row."""
        bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        letter = event.text().upper() if bare else ""
        if bare and event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._go_to_side(Side.A if event.key() == Qt.Key.Key_Left else Side.B)
        elif bare and event.key() == Qt.Key.Key_Space:
            self._tick(self._cursor)
        elif letter == "B":
            self._take(Side.BOTH)
        elif letter == "N":
            self.not_same_asked.emit()
        elif letter == "P":
            self.later_asked.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the side that was clicked."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is not Qt.MouseButton.LeftButton or not index.isValid():
            return
        found, x = columns(self.viewport().width()), event.position().x()
        if found.a <= x < found.badge:
            side = Side.A if x < found.b else Side.B
            line = self._line(index.row())
            if line is not None and line.row.several:
                self._cursor = side
                self._tick(side)
            else:
                self._take(side)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take two quick clicks for two."""
        self.mousePressEvent(event)

    def fit_height(self) -> None:
        """Be as tall as all rows."""
        super().fit_height()
        self.setFixedHeight(len(self._rows) * metric(ROW_PX))

    def sizeHint(self) -> QSize:
        """Return the room of all rows."""
        return QSize(metric(560), len(self._rows) * metric(ROW_PX))

    def row_rect(self) -> QRect:
        """Return where the current row is."""
        return self.visualRect(self.currentIndex())

    def _go_to_side(self, side: Side) -> None:
        """Take a side, or in a list put the cursor on its box."""
        line = self.current_line()
        if line is not None and line.row.several and line.row.is_open:
            self._cursor = side
            self._tell(changed=False)
        else:
            self._take(side)

    def _tick(self, side: Side) -> None:
        """Tick or untick a box; the last ticked one stays. Of a single value the one taken is confirmed."""
        line = self.current_line()
        if line is None:
            return
        if not line.row.several:
            self._take(line.taken)
            return
        other = Side.B if side is Side.A else Side.A
        if line.taken is Side.BOTH:
            self._take(other)
        elif line.taken is other:
            self._take(Side.BOTH)

    def _take(self, side: Side) -> None:
        line = self.current_line()
        if line is None or not line.row.is_open or (side is Side.BOTH and not line.row.several):
            return
        self._choices[line.row.field] = side
        self._tell()

    def _tell(self, *, changed: bool = True) -> None:
        self._model.refresh()
        line = self.current_line()
        if line is not None:
            announce(self, _spoken(line))
        if changed:
            self.chosen.emit()

    def _fetch(self, ids: list[int]) -> Mapping[int, object]:
        return {at: line for at in ids if (line := self._line(at)) is not None}

    def _line(self, at: int) -> Line | None:
        if not 0 <= at < len(self._rows):
            return None
        row = self._rows[at]
        return Line(row, row.taken(self._choices), row.field in self._choices, self._cursor)


def _spoken(line: object) -> str:
    if not isinstance(line, Line):
        return ""
    return merges.spoken(line.row, line.taken, merges.badge(line.row, line.taken, decided=line.decided)[1])


class _SheetHead(QWidget):
    """Which sheet a column is of."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.face = Avatar(34)
        self.title = ElidedLabel(title, "emphasis")
        self.since = ElidedLabel("", "secondary", "text2")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, metric(6), 0)
        row.setSpacing(metric(10))
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addStretch(1)
        names.addWidget(self.title)
        names.addWidget(self.since)
        names.addStretch(1)
        row.addWidget(self.face)
        row.addLayout(names, 1)

    def show_side(self, side: MergeSide) -> None:
        """Show one of the sheets."""
        self.face.show_person(side.name, side.score, side.level)
        self.since.set_text(merges.since(side))


class MergeCard(Card):
    """The head with both sheets, and the rows.

    Signals:
        chosen: another value is taken.
    """

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__(0, 0)
        self._a, self._b = _SheetHead(_("Sheet A")), _SheetHead(_("Sheet B"))
        self.all_of_a = LinkLabel(_("All from A"))
        self.table = MergeTable()
        self._head = QWidget()
        for part in (self._a, self._b, self.all_of_a):
            part.setParent(self._head)
        self.body.addWidget(self._head)
        self.body.addWidget(Rule())
        self.body.addWidget(self.table)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.all_of_a.activated.connect(self._on_all_of_a)
        self.table.chosen.connect(self.chosen)
        notifier().changed.connect(self._place)

    def show_sheet(self, sheet: MergeSheet, *, keep: bool = False) -> None:
        """Show two sheets side by side."""
        self._a.show_side(sheet.a)
        self._b.show_side(sheet.b)
        self.table.show_rows(decisions(sheet), keep=keep)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the heads over their columns."""
        super().resizeEvent(event)
        self._place()

    @Slot()
    def _place(self) -> None:
        self._head.setFixedHeight(metric(HEAD_PX))
        self.table.fit_height()
        found, height = columns(self.width()), metric(HEAD_PX)
        for part, x, end in ((self._a, found.a, found.b), (self._b, found.b, found.badge)):
            part.setGeometry(QRectF(QPointF(x, 0), QPointF(end, height)).toRect())
        size = self.all_of_a.sizeHint()
        self.all_of_a.setGeometry(round(found.end) - size.width(), (height - size.height()) // 2, *size.toTuple())

    @Slot()
    def _on_all_of_a(self) -> None:
        self.table.take_all(Side.A)
