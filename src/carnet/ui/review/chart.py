"""The widget under the charts: a picture painted once, nodes that take the keys, and a highlight over it."""

from abc import abstractmethod
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from carnet.ui.kit.painting import draw_ground
from carnet.ui.kit.theme import metric, notifier
from carnet.words import _

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class Spot(NamedTuple):
    """A node as the hands and screen readers meet it; spots come by column, top to bottom."""

    key: Hashable
    area: QRectF
    name: str
    column: int


class _SpotButton(QAbstractButton):
    """One node: painted by the chart, here for the pointer, the keys and screen readers."""

    ring_radius_px = 6

    def __init__(self, chart: "Chart") -> None:
        super().__init__(chart)
        self.key: Hashable = None
        self._chart = chart
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Leave the painting to the chart."""

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up what flows through here."""
        super().enterEvent(event)
        self._chart.point_at(self.key)

    def leaveEvent(self, event: QEvent) -> None:
        """Go back to what has the focus."""
        super().leaveEvent(event)
        self._chart.point_at(self._chart.focused_key())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Light up what flows through here."""
        super().focusInEvent(event)
        self._chart.enter(self.key)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let go."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._chart.point_at(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act with Enter; leave the other keys of charts to the chart."""
        bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if bare and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                self.click()
        elif not self._chart.take_key(event):
            super().keyPressEvent(event)


class Chart(QWidget):
    """A chart of nodes in columns; who draws one says where they are and paints three layers.

    Signals:
        told: what is pointed at says this, "" for nothing.
        spot_reached: button of the node that keys put the focus on.
        spot_chosen: key of the node that was clicked, or Enter was pressed on; None to let go.
        table_asked: V was pressed.
        picture_asked: the picture is to be kept.
    """

    told = Signal(str)
    spot_reached = Signal(QWidget)
    spot_chosen = Signal(object)
    table_asked = Signal()
    picture_asked = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._spots: tuple[Spot, ...] = ()
        self._coming = self._outgrown = False
        self._buttons: dict[Hashable, _SpotButton] = {}
        self._spare: list[_SpotButton] = []
        self._entered: Hashable = None
        self._pointed: Hashable = None
        self._chosen: Hashable = None
        self._under = QPixmap()
        self._over = QPixmap()
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self._resized = QTimer(self, interval=0, singleShot=True)
        self._resized.timeout.connect(self.refresh)
        notifier().changed.connect(self.refresh)

    # -- what each chart says ----------------------------------------------------------------------------------------

    @abstractmethod
    def lay_out(self) -> Sequence[Spot]:
        """Lay everything out for the present size and return the nodes."""

    @abstractmethod
    def paint_under(self, painter: QPainter) -> None:
        """Paint what lies under a highlight."""

    @abstractmethod
    def paint_lit(self, painter: QPainter, key: Hashable) -> None:
        """Paint what belongs to a key as looked at."""

    @abstractmethod
    def paint_over(self, painter: QPainter) -> None:
        """Paint what lies above a highlight."""

    def paint_chosen(self, _painter: QPainter, _key: Hashable) -> None:
        """Paint what tells a chosen node from the others, beside the frame."""

    @abstractmethod
    def figures_of(self, key: Hashable) -> str:
        """Return the figures of what is pointed at."""

    def thing_at(self, _place: QPointF) -> Hashable:
        """Return what is under the pointer beside the nodes, None for nothing."""
        return None

    def opens(self, _key: Hashable) -> bool:
        """Open what a key folds, and tell whether it does fold something."""
        return False

    def folds_back(self) -> bool:
        """Fold what was opened, and tell whether something was."""
        return False

    # -- what pages ask ----------------------------------------------------------------------------------------------

    def spots(self) -> Sequence[Spot]:
        """Return the nodes."""
        return self._spots

    def button(self, key: Hashable) -> QAbstractButton | None:
        """Return the button of a node, None where it is not shown."""
        return self._buttons.get(key)

    def chosen(self) -> Hashable:
        """Return the key of the node that stays lit, None for none."""
        return self._chosen

    def choose(self, key: Hashable) -> None:
        """Let a node stay lit, None for none."""
        if key != self._chosen:
            self._chosen = key
            self.update()

    def focus_chart(self) -> None:
        """Put the focus on the node that had it last, or on the first."""
        key = self._entered if self._entered in self._buttons else self._spots[0].key if self._spots else None
        if key is not None:
            self._go(key)

    @Slot()
    def refresh(self) -> None:
        """Lay out and paint anew."""
        self._lay_anew()
        self.update()

    def make_ready(self, count: int) -> None:
        """Have so many nodes made before there are any: most of what showing one takes."""
        made = [self._make_button() for _at in range(count - len(self._buttons) - len(self._spare))]
        for button in made:
            button.ensurePolished()
            button.hide()
        self._spare += made

    def refreshing(self) -> Iterator[None]:
        """Do so a layer a step; the picture before is seen until the new one is whole."""
        self._coming = True
        try:
            spots = self._laid_out()
            yield
            if not self._coming:
                return  # all was laid out and painted meanwhile, as for another theme
            if self._outgrown:  # it has the height now that the first layout asked for
                spots = self._laid_out()
            over = self._layer(self.paint_over)
            yield
            if not self._coming:
                return
            under = self._layer(self.paint_under)
            self._coming = False
        finally:
            if self._coming:  # given up half way: what is laid out is not what is seen
                self._coming, self._outgrown = False, True
        self._under, self._over = under, over
        self._place(spots)
        self.update()

    def _lay_anew(self) -> None:
        self._coming = False
        self._under = self._over = QPixmap()
        self._place(self._laid_out())

    def _laid_out(self) -> tuple[Spot, ...]:
        self._resized.stop()
        self._outgrown = False
        return tuple(self.lay_out())

    def _place(self, spots: tuple[Spot, ...]) -> None:
        self._spots = spots
        self._place_buttons()
        if self._pointed in self._buttons:
            self.told.emit(self.figures_of(self._pointed))
        else:
            self.point_at(self.focused_key())

    # -- hands -------------------------------------------------------------------------------------------------------

    def focused_key(self) -> Hashable:
        """Return the key of the node that has the focus, None for none."""
        button = self._buttons.get(self._entered)
        return self._entered if button is not None and button.hasFocus() else None

    def enter(self, key: Hashable) -> None:
        """Take the focus at a node: Tab comes back to it."""
        before = self._buttons.get(self._entered)
        if before is not None:
            before.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._entered = key
        self._buttons[key].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.point_at(key)

    def point_at(self, key: Hashable) -> None:
        """Light up what belongs to a key and tell its figures, None for nothing."""
        if key != self._pointed:
            self._pointed = key
            self.told.emit("" if key is None else self.figures_of(key))
            self.update()

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what a key means in a chart; tell whether it means something."""
        key = Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Save):
            self.picture_asked.emit()
        elif event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        elif key in _ARROWS:
            self._move(*_ARROWS[key])
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            column = [spot for spot in self._spots if spot.column == self._column()]
            self._go(column[0 if key == Qt.Key.Key_Home else -1].key)
        elif key == Qt.Key.Key_V:
            self.table_asked.emit()
        elif key == Qt.Key.Key_Escape and self._chosen is not None:
            self.spot_chosen.emit(None)
        else:
            return key == Qt.Key.Key_Escape and self.folds_back()
        return True

    def _column(self) -> int:
        return next((spot.column for spot in self._spots if spot.key == self._entered), 0)

    def _move(self, across: int, down: int) -> None:
        here = next((spot for spot in self._spots if spot.key == self._entered), None)
        if here is None:
            return
        column = [spot for spot in self._spots if spot.column == here.column + across]
        if not column:
            return
        if down:
            at = column.index(here) + down
            self._go(column[max(0, min(len(column) - 1, at))].key)
        else:
            middle = here.area.center().y()
            self._go(min(column, key=lambda spot: abs(spot.area.center().y() - middle)).key)

    def _go(self, key: Hashable) -> None:
        self._buttons[key].setFocus(Qt.FocusReason.OtherFocusReason)
        self.spot_reached.emit(self._buttons[key])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus that a page gives on to a node."""
        super().focusInEvent(event)
        self.focus_chart()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up what is under the pointer."""
        super().mouseMoveEvent(event)
        found = self.thing_at(event.position())
        self.point_at(found if found is not None else self.focused_key())

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the pointer."""
        super().leaveEvent(event)
        self.point_at(self.focused_key())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of what was chosen when the ground is clicked."""
        super().mouseReleaseEvent(event)
        if self._chosen is not None and self.thing_at(event.position()) is None:
            self.spot_chosen.emit(None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what the keys do."""
        menu = QMenu(self)
        menu.addAction(_("Save the picture…") + "\tCtrl+S").triggered.connect(self.picture_asked)
        menu.addAction(_("Show as a table") + "\tV").triggered.connect(self.table_asked)
        menu.aboutToHide.connect(menu.deleteLater)
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        menu.popup(self._menu_place() if by_key else event.globalPos())

    def _menu_place(self) -> QPoint:
        button = self._buttons.get(self._entered)
        area = self.rect() if button is None else button.geometry()
        return self.mapToGlobal(area.center())

    @Slot()
    def _on_clicked(self) -> None:
        button = self.sender()
        if not isinstance(button, _SpotButton):
            return
        if self.opens(button.key):
            self.refresh()
        else:
            self.spot_chosen.emit(None if button.key == self._chosen else button.key)

    # -- painting ----------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new size once it is painted: a page that is being filled gives it ten."""
        super().resizeEvent(event)
        self._outgrown = True
        if not self._coming and self.updatesEnabled():
            self._resized.start()

    def minimumSizeHint(self) -> QSize:
        """Leave the width to the page."""
        return QSize(metric(240), self.minimumHeight())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture kept, and the highlight between its two layers."""
        if self._outgrown and not self._coming:
            self._lay_anew()
        if self._under.isNull():
            self._under, self._over = self._layer(self.paint_under), self._layer(self.paint_over)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._under)
        lit = self._pointed if self._pointed is not None else self._chosen
        if lit is not None and not self._coming:  # it would stand where the picture to come has it
            self.paint_lit(painter, lit)
        painter.drawPixmap(0, 0, self._over)
        if not self._coming:
            self._paint_choice(painter)
        painter.end()

    def _layer(self, paint: Callable[[QPainter], None]) -> QPixmap:
        ratio = self.devicePixelRatioF()
        made = QPixmap(self.size() * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        paint(painter)
        painter.end()
        return made

    def _paint_choice(self, painter: QPainter) -> None:
        spot = next((spot for spot in self._spots if spot.key == self._chosen), None)
        if spot is not None:
            self.paint_chosen(painter, spot.key)
            room = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            draw_ground(painter, spot.area.adjusted(-3, -3, 3, 3) & room, metric(6), None, "accent", width=1.5)

    def _place_buttons(self) -> None:
        """Give every node a button, those that had one the same, so that the focus stays."""
        kept = {spot.key for spot in self._spots}
        spare = [*self._spare, *(self._buttons[key] for key in self._buttons if key not in kept)]
        before, self._buttons = self._buttons, {}
        for spot in self._spots:
            button = before.get(spot.key) or (spare.pop() if spare else self._make_button())
            if button.key != spot.key:
                button.key = spot.key
                button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            button.setAccessibleName(spot.name)
            button.setGeometry(spot.area.toAlignedRect())
            self._buttons[spot.key] = button
            button.show()
        self._spare = spare
        for button in spare:
            button.hide()
        if self._spots and self._entered not in self._buttons:
            self._entered = next((key for key, each in self._buttons.items() if each.hasFocus()), self._spots[0].key)
        if self._spots:
            self._buttons[self._entered].setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _make_button(self) -> _SpotButton:
        button = _SpotButton(self)
        # Qt puts who is made last at the end of the window's order of Tab, and moves nobody behind who takes no focus.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        QWidget.setTabOrder(self, button)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(self._on_clicked)
        return button
