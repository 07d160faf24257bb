"""Existing people offered while a name is typed: a list under the field, steered from the field."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from carnet.domain.contacts import ContactRow
from carnet.ui.kit.announce import Announcer
from carnet.ui.kit.avatar import paint_avatar
from carnet.ui.kit.painting import draw_ground, draw_keys, draw_shadow, draw_text, keys_size
from carnet.ui.kit.theme import metric
from carnet.words import _, captures

_ROW_PX = 40
_PAD_PX = 5
_SHADOW_PX = 8


class Suggestions(QWidget):
    """Never takes the focus; ↑ and ↓ move in it, the key of the field or a click takes the current one.

    Args:
        key: what takes the first person while none is highlighted, as the cap beside her says.

    Attributes:
        steered: somebody is highlighted, whom Entrée takes.

    Signals:
        chosen: the person that a click took.
    """

    chosen = Signal(object)

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self._rows: tuple[ContactRow, ...] = ()
        self._current = 0
        self._announcer = Announcer(self)
        self.steered = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(_("People of that name"))
        self.hide()

    def offer(self, rows: Sequence[ContactRow]) -> None:
        """Offer these people; nobody hides the list."""
        self._rows = tuple(rows)
        self._current = 0
        self.steered = False
        self.setVisible(bool(rows))
        self.updateGeometry()
        if rows:
            self.update()
            self._say()

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

    def current(self) -> ContactRow | None:
        """Return the person highlighted, else the first."""
        return self._rows[self._current] if self._rows else None

    def people(self) -> tuple[ContactRow, ...]:
        """Return the people offered."""
        return self._rows

    def move_by(self, step: int) -> None:
        """Highlight the first person, or the last, then go up or down, round the ends."""
        if self._rows:
            start = self._current if self.steered else -1 if step > 0 else 0
            self._current = (start + step) % len(self._rows)
            self.steered = True
            self.update()
            self._say()

    def sizeHint(self) -> QSize:
        """Return the size of the rows."""
        edge = metric(_PAD_PX) + metric(_SHADOW_PX)
        return QSize(metric(240), len(self._rows) * metric(_ROW_PX) + 2 * edge)

    def minimumSizeHint(self) -> QSize:
        """Never clip a row; names elide."""
        return QSize(metric(120), self.sizeHint().height())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Make the row under the pointer the current one."""
        at = self._row_at(event.position())
        if at is not None and at != self._current:
            self._current = at
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the row under the pointer."""
        at = self._row_at(event.position())
        if at is not None:
            self.chosen.emit(self._rows[at])

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the list."""
        painter = QPainter(self)
        shadow = metric(_SHADOW_PX)
        area = QRectF(self.rect()).adjusted(shadow, shadow, -shadow, -shadow)
        draw_shadow(painter, area, metric(8), shadow)
        draw_ground(painter, area, metric(8), "surface", "border-strong")
        for number, row in enumerate(self._rows):
            self._paint_row(painter, self._area_of(number), row, current=number == self._current)
        painter.end()

    def _paint_row(self, painter: QPainter, area: QRectF, row: ContactRow, *, current: bool) -> None:
        if current and (self.steered or self.underMouse()):
            draw_ground(painter, area, metric(6), "selected" if self.steered else "hover")
        side = metric(26)
        box = QRectF(area.left() + metric(8), area.center().y() - side / 2, side, side)
        paint_avatar(painter, box, row.name, None, None)
        room = QRectF(box.right() + metric(10), area.top(), area.right() - box.right() - metric(18), area.height())
        if current:
            keys = (_("Enter") if self.steered else self._key,)
            width, height = keys_size(keys)
            draw_keys(painter, QPointF(room.right() - width, area.center().y() - height / 2), keys)
            room.setRight(room.right() - width - metric(10))
        drawn = draw_text(painter, room, row.name, "emphasis")
        room.setLeft(room.left() + drawn + metric(10))
        draw_text(painter, room, captures.position(row.title, row.organisation), "secondary", "text2")

    def _area_of(self, number: int) -> QRectF:
        edge = metric(_SHADOW_PX) + metric(_PAD_PX)
        return QRectF(edge, edge + number * metric(_ROW_PX), self.width() - 2 * edge, metric(_ROW_PX))

    def _row_at(self, place: QPointF) -> int | None:
        return next((number for number in range(len(self._rows)) if self._area_of(number).contains(place)), None)

    def _say(self) -> None:
        row = self._rows[self._current]
        text = _("{name}, {detail}, already there. {key} takes it.")
        key = _("Enter") if self.steered else self._key
        self._announcer.say(text.format(name=row.name, detail=captures.position(row.title, row.organisation), key=key))
