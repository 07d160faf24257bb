"""A path drawn as a chain of steps: side by side where there is room, else one under the other."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from carnet.ui.kit.icons import draw_icon
from carnet.ui.kit.labels import chip_size, paint_chip
from carnet.ui.kit.painting import draw_ground, draw_text, line_height, set_tip, text_width
from carnet.ui.kit.plain_button import PlainButton
from carnet.ui.kit.theme import color, metric, notifier
from carnet.words import _
from carnet.words.reviews import delay

_DISC_PX = 28
_LEAST_PX = 128


class Node(NamedTuple):
    """What one step shows; one of `rank` 0 cannot be chosen."""

    rank: int
    icon: str
    title: str
    share: str
    lines: tuple[str, ...]
    day: date | None
    tone: str

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        parts = [self.title, *self.lines, self.share]
        return ", ".join(part for part in parts if part)


_WAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class StepView(PlainButton):
    """One step: disc, title with its share, people, event and date.

    Signals:
        gone_from: the arrows ask for another step, so many further.
        moved: Ctrl and an arrow ask for another place, so many further.
        removed: Suppr was pressed.
        edited: F2 was pressed.
    """

    gone_from = Signal(int)
    moved = Signal(int)
    removed = Signal()
    edited = Signal()

    def __init__(self, node: Node) -> None:
        self.node = node
        super().__init__("")
        self.setAccessibleName(node.spoken)
        set_tip(self, "\n".join((node.title, *node.lines)))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if node.rank else Qt.FocusPolicy.NoFocus)
        if node.rank:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along the chain with the arrows, move the step with Ctrl, take it out with Suppr, edit it with F2."""
        way = _WAYS.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.edited.emit()
        elif way is None:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.moved.emit(way)
        else:
            self.gone_from.emit(way)

    def step_height(self) -> int:
        """Return the height of disc, title, chip and lines, stacked."""
        lines = len(self.node.lines) * line_height("secondary")
        return metric(_DISC_PX + 8) + max(line_height("emphasis"), metric(20)) + lines + metric(6)

    def side_height(self) -> int:
        """Return the height with the text beside the disc."""
        lines = len(self.node.lines) * line_height("secondary")
        return max(metric(_DISC_PX), metric(20) + lines) + metric(12)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the step, upright or with its text at the side."""
        painter = QPainter(self)
        disc = QRectF(2, 2, metric(_DISC_PX), metric(_DISC_PX))
        ground = {"accent": "accent", "success": "success"}.get(self.node.tone, "fill")
        ink = "text2" if ground == "fill" else "on-accent"
        draw_ground(painter, disc, disc.height() / 2, ground)
        side = metric(14)
        spot = QRectF(disc.center().x() - side / 2, disc.center().y() - side / 2, side, side)
        draw_icon(painter, spot, self.node.icon, ink)
        chain = self.parentWidget()
        upright = isinstance(chain, PathChain) and chain.is_wide()
        x = 2 if upright else disc.right() + metric(12)
        y = disc.bottom() + metric(8) if upright else 2
        self._paint_texts(painter, x, y)
        painter.end()

    def _paint_texts(self, painter: QPainter, x: float, y: float) -> None:
        room = self.width() - x - metric(6)
        height = max(line_height("emphasis"), metric(20))
        chip = chip_size(self.node.share, small=True) if self.node.share else QSize(0, 0)
        space = room - chip.width() - (metric(6) if self.node.share else 0)
        width = draw_text(painter, QRectF(x, y, space, height), self.node.title, "emphasis", "text")
        if self.node.share:
            left = x + min(width, space) + metric(6)
            box = QRectF(left, y + (height - chip.height()) / 2, chip.width(), chip.height())
            paint_chip(painter, box, self.node.share, tone="accent", small=True)
        y += height
        for line in self.node.lines:
            draw_text(painter, QRectF(x, y, room, line_height("secondary")), line, "secondary", "text2")
            y += line_height("secondary")


class PathChain(QWidget):
    """The steps side by side where there is room, else one under the other.

    Signals:
        step_chosen: rank of the step that the user chose, from 1.
        step_moved: rank of a step, and by how many places it is to go.
        step_removed: rank of the step to take out.
        step_edited: rank of the step to edit.
    """

    step_chosen = Signal(int)
    step_moved = Signal(int, int)
    step_removed = Signal(int)
    step_edited = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._steps: list[StepView] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Path"))
        notifier().changed.connect(self._on_restyled)

    def show_nodes(self, nodes: Sequence[Node], focus_rank: int = 0) -> None:
        """Show other steps; the one of a rank gets the focus, 0 for the one at the place that has it."""
        held = focus_rank or next((step.node.rank for step in self._steps if step.hasFocus()), 0)
        for step in self._steps:
            step.hide()
            step.deleteLater()
        self._steps = [StepView(node) for node in nodes]
        for step in self._steps:
            step.setParent(self)
            step.clicked.connect(self._on_clicked)
            step.gone_from.connect(self._on_gone_from)
            step.moved.connect(self._on_moved)
            step.removed.connect(self._on_removed)
            step.edited.connect(self._on_edited)
            step.show()
        self._place()
        if held:
            self.focus_step(held)

    def focus_step(self, rank: int) -> None:
        """Put the focus on a step, the last where there are fewer."""
        ranked = [step for step in self._steps if step.node.rank]
        if ranked:
            ranked[min(rank, len(ranked)) - 1].setFocus(Qt.FocusReason.OtherFocusReason)

    def steps(self) -> Sequence[StepView]:
        """Return the steps shown."""
        return self._steps

    def is_wide(self) -> bool:
        """Tell whether the steps stand side by side."""
        return self.width() >= metric(_LEAST_PX) * max(1, len(self._steps))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the steps anew."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line from step to step with the days between."""
        painter = QPainter(self)
        for before, after in zip(self._steps, self._steps[1:], strict=False):
            painter.setPen(QPen(color("border-strong"), 1.5))
            if self.is_wide():
                self._paint_across(painter, before, after)
            else:
                x = before.x() + 2 + metric(_DISC_PX) / 2
                painter.drawLine(int(x), before.y() + metric(_DISC_PX) + 6, int(x), after.y())
        painter.end()

    def _paint_across(self, painter: QPainter, before: StepView, after: StepView) -> None:
        y = before.y() + 2 + metric(_DISC_PX) // 2
        left, right = before.x() + metric(_DISC_PX) + 8, after.x() - 4
        painter.drawLine(left, y, right, y)
        if before.node.day and after.node.day:
            text = delay((after.node.day - before.node.day).days)
            width = text_width(text, "caption") + metric(6)
            box = QRectF((left + right - width) / 2, y - line_height("caption") - 2, width, line_height("caption"))
            draw_text(painter, box, text, "caption", "text2", align=Qt.AlignmentFlag.AlignCenter)

    def _place(self) -> None:
        top = metric(2)
        if self.is_wide() and self._steps:
            each = self.width() // len(self._steps)
            tall = max(step.step_height() for step in self._steps)
            for at, step in enumerate(self._steps):
                step.setGeometry(at * each, top, each, tall)
            wanted = top + tall
        else:
            wanted = top
            for step in self._steps:
                step.setGeometry(0, wanted, self.width(), step.side_height())
                wanted += step.side_height()
        if self.height() != wanted:
            self.setFixedHeight(wanted)
        self.update()

    def _on_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, StepView) and sender.node.rank:
            self.step_chosen.emit(sender.node.rank)

    def _on_gone_from(self, way: int) -> None:
        rank = self._rank() + way
        if rank > 0:
            self.focus_step(rank)

    def _on_moved(self, way: int) -> None:
        self.step_moved.emit(self._rank(), way)

    def _on_removed(self) -> None:
        self.step_removed.emit(self._rank())

    def _on_edited(self) -> None:
        self.step_edited.emit(self._rank())

    def _rank(self) -> int:
        sender = self.sender()
        return sender.node.rank if isinstance(sender, StepView) else 0

    def _on_restyled(self) -> None:
        self._place()
