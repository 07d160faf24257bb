"""A short list under a field, of what may be taken: steered from the field, which keeps the focus."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from carnet.ui.kit.announce import Announcer
from carnet.ui.kit.painting import draw_ground, draw_keys, draw_shadow, keys_size
from carnet.ui.kit.theme import metric

_PAD_PX = 5
_SHADOW_PX = 8
T = TypeVar("T")


class Offers(QWidget, Generic[T]):
    """Never takes the focus; ↑ and ↓ move in it, a key of the field or a click takes the current row.

    Attributes:
        steered: a row was chosen by the arrows.

    Signals:
        chosen: the row that a click took.
    """

    chosen = Signal(object)
    row_px = 30

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[T, ...] = ()
        self.at = 0
        self.steered = False
        self._announcer = Announcer(self)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(name)
        self.hide()

    def offer(self, rows: Sequence[T]) -> None:
        """Offer these rows; none hides the list."""
        self.rows, self.at, self.steered = tuple(rows), 0, False
        self.setVisible(bool(rows))
        self.updateGeometry()
        if rows:
            self.update()
            self._announcer.say(self.spoken(self.rows[0]))

    def place(self, anchor: QRectF) -> None:
        """Stand under `anchor`, in coordinates of the parent, and inside it."""
        shadow = metric(_SHADOW_PX)
        height = self.sizeHint().height()
        width = int(anchor.width()) + 2 * shadow
        top = int(anchor.bottom()) + metric(4) - shadow
        parent = self.parentWidget()
        lowest = top if parent is None else max(0, parent.height() - height)
        self.setGeometry(int(anchor.left()) - shadow, min(top, lowest), width, height)
        self.raise_()

    def current(self) -> T | None:
        """Return the row highlighted, else the first."""
        return self.rows[self.at] if self.rows else None

    def move_by(self, step: int) -> None:
        """Highlight the next row, round the ends."""
        if self.rows:
            self.at = (self.at + step) % len(self.rows)
            self.steered = True
            self.update()
            self._announcer.say(self.spoken(self.rows[self.at]))

    @abstractmethod
    def paint_row(self, painter: QPainter, area: QRectF, row: T, *, current: bool) -> None:
        """Paint one row; each list has its own."""

    @abstractmethod
    def spoken(self, row: T) -> str:
        """Return what a screen reader says of the current row; each list has its own."""

    def sizeHint(self) -> QSize:
        """Return the size of the rows."""
        edge = metric(_PAD_PX) + metric(_SHADOW_PX)
        return QSize(metric(240), len(self.rows) * metric(self.row_px) + 2 * edge)

    def minimumSizeHint(self) -> QSize:
        """Never clip a row; texts elide."""
        return QSize(metric(120), self.sizeHint().height())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Make the row under the pointer the current one."""
        at = self._row_at(event.position())
        if at is not None and at != self.at:
            self.at = at
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the row under the pointer."""
        at = self._row_at(event.position())
        if at is not None:
            self.chosen.emit(self.rows[at])

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the list."""
        painter = QPainter(self)
        shadow = metric(_SHADOW_PX)
        area = QRectF(self.rect()).adjusted(shadow, shadow, -shadow, -shadow)
        draw_shadow(painter, area, metric(8), shadow)
        draw_ground(painter, area, metric(8), "surface", "border-strong")
        for number, row in enumerate(self.rows):
            self.paint_row(painter, self._area_of(number), row, current=number == self.at)
        painter.end()

    def _area_of(self, number: int) -> QRectF:
        edge = metric(_SHADOW_PX) + metric(_PAD_PX)
        return QRectF(edge, edge + number * metric(self.row_px), self.width() - 2 * edge, metric(self.row_px))

    def _row_at(self, place: QPointF) -> int | None:
        return next((number for number in range(len(self.rows)) if self._area_of(number).contains(place)), None)


def draw_cap(painter: QPainter, room: QRectF, key: str) -> QRectF:
    """Draw the cap of the key that takes a row at its right; return the room left."""
    width, height = keys_size((key,))
    draw_keys(painter, QPointF(room.right() - width, room.center().y() - height / 2), (key,))
    return room.adjusted(0, 0, -width - metric(10), 0)
