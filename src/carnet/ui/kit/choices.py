"""Controls that hold a choice: segmented group, switch, filter chip, combo."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QStandardItem,
    QStandardItemModel,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QStyledItemDelegate,
    QWidget,
)

from carnet.ui.kit.icons import draw_icon, icon
from carnet.ui.kit.painting import draw_ground, draw_text, text_width
from carnet.ui.kit.plain_button import PlainButton
from carnet.ui.kit.theme import color, metric, notifier

_PREVIOUS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Up})
_NEXT = frozenset({Qt.Key.Key_Right, Qt.Key.Key_Down})


class _Segment(PlainButton):
    """One choice of a segmented group."""

    ring_radius_px = 6

    def __init__(self, key: str, text: str) -> None:
        self.key = key
        super().__init__(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)

    def sizeHint(self) -> QSize:
        return QSize(text_width(self._text, "secondary_strong") + metric(24), metric(28))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _PREVIOUS | _NEXT:
            event.ignore()  # the group moves, round its ends too
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        on = self.isChecked()
        if on:
            draw_ground(painter, self.rect(), metric(6), "surface", "border-strong")
        ink = "text3" if not self.isEnabled() else "text" if on or self.hovered() else "text2"
        face = "secondary_strong" if on else "secondary_medium"
        draw_text(painter, self.rect(), self._text, face, ink, align=Qt.AlignmentFlag.AlignCenter)
        painter.end()


class Segmented(QWidget):
    """A group of exclusive choices in one track; arrows move.

    Signals:
        chosen: key of the choice the user made.
    """

    chosen = Signal(str)

    def __init__(self, options: Sequence[tuple[str, str]], current: str = "", name: str = "") -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        self._segments: list[_Segment] = []
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_options(options, current)
        self._group.buttonClicked.connect(self._on_clicked)
        self._restyle()
        notifier().changed.connect(self._restyle)

    def set_options(self, options: Sequence[tuple[str, str]], current: str = "") -> None:
        """Replace the choices; the first is on unless `current` says another."""
        for segment in self._segments:
            self._group.removeButton(segment)
            self._row.removeWidget(segment)
            segment.deleteLater()
        self._segments = [_Segment(key, text) for key, text in options]
        for segment in self._segments:
            self._group.addButton(segment)
            self._row.addWidget(segment)
        self.choose(current or (options[0][0] if options else ""))

    def spread(self) -> None:
        """Fill the width, each choice as wide as the others."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for segment in self._segments:
            segment.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._row.setStretchFactor(segment, 1)

    def current(self) -> str:
        """Return the key of the choice that is on."""
        return next((segment.key for segment in self._segments if segment.isChecked()), "")

    def focus_current(self) -> None:
        """Put the focus on the choice that is on."""
        for segment in self._segments:
            if segment.isChecked():
                segment.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, key: str) -> None:
        """Put a choice on without a signal; a key that is none of them puts none on."""
        self._group.setExclusive(False)
        for at, segment in enumerate(self._segments):
            segment.setAutoExclusive(False)
            segment.setChecked(segment.key == key)
            segment.setAutoExclusive(True)
            on = segment.key == key or (at == 0 and key not in {other.key for other in self._segments})
            segment.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)
        self._group.setExclusive(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move among the choices."""
        key = Qt.Key(event.key())
        if key in _PREVIOUS | _NEXT and self._segments:
            step = 1 if key in _NEXT else -1
            at = [segment.key for segment in self._segments].index(self.current()) if self.current() else 0
            target = self._segments[(at + step) % len(self._segments)]
            target.setFocus()
            self._take(target)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the track."""
        painter = QPainter(self)
        draw_ground(painter, self.rect(), metric(8), "fill")
        painter.end()

    @Slot(QAbstractButton)
    def _on_clicked(self, button: QAbstractButton) -> None:
        if isinstance(button, _Segment):
            self._take(button)

    def _take(self, segment: _Segment) -> None:
        self.choose(segment.key)
        self.chosen.emit(segment.key)

    def _restyle(self) -> None:
        pad = metric(2)
        self._row.setContentsMargins(pad, pad, pad, pad)
        self.update()


class ChipButton(PlainButton):
    """A filter: outlined when off, filled with a ✕ when on.

    Signals:
        removed: the user took the filter away (✕ or Suppr).
    """

    removed = Signal()
    ring_radius_px = 12

    def __init__(self, text: str, icon_name: str = "", *, removable: bool = True) -> None:
        self._icon_name = icon_name
        self._removable = removable
        super().__init__(text)
        self.setCheckable(True)

    def set_on(self, on: bool, text: str = "") -> None:
        """Show the filter on or off, with the values it holds."""
        self.setChecked(on)
        if text:
            self.setText(text)
        self._restyle()

    def sizeHint(self) -> QSize:
        """Return the size of text, icon and ✕."""
        width = text_width(self._text, "secondary_medium") + 2 * metric(9) + 1
        for shown in (bool(self._icon_name), self._shows_cross()):
            width += metric(12) + metric(5) if shown else 0
        return QSize(width, metric(24))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the filter away with Suppr."""
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and self._shows_cross():
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the filter away when the ✕ is clicked."""
        if self._shows_cross() and event.position().x() > self.width() - metric(24) and self.isDown():
            self.setDown(False)
            self.removed.emit()
        else:
            super().mouseReleaseEvent(event)

    def checkStateSet(self) -> None:
        """Make room for the ✕."""
        super().checkStateSet()
        self.updateGeometry()

    def nextCheckState(self) -> None:
        """Make room for the ✕."""
        super().nextCheckState()
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, icon, text and ✕."""
        painter = QPainter(self)
        on, area = self.isChecked(), QRectF(self.rect())
        ink = "text3" if not self.isEnabled() else "accent-text" if on else "text2"
        border = None if on else "border-control" if self.hovered() else "border-strong"
        draw_ground(painter, area, area.height() / 2, "selected" if on else "surface", border)
        side, x = metric(12), metric(9)
        top = (area.height() - side) / 2
        if self._icon_name:
            draw_icon(painter, QRectF(x, top, side, side), self._icon_name, ink)
            x += side + metric(5)
        end = area.width() - metric(9)
        if self._shows_cross():
            draw_icon(painter, QRectF(end - side, top, side, side), "x", ink)
            end -= side + metric(5)
        draw_text(painter, QRectF(x, 0, end - x, area.height()), self._text, "secondary_medium", ink)
        painter.end()

    def _shows_cross(self) -> bool:
        return self._removable and self.isChecked()


class _ChoiceDelegate(QStyledItemDelegate):
    """Paints the choices of a combo after the style sheet."""


_MEASURED = 40


class Combo(QComboBox):
    """A combo box painted from the theme; the wheel scrolls the page, not the value."""

    ring_radius_px = 7

    def __init__(self, name: str = "", icon_name: str = "", small: bool = False) -> None:
        super().__init__()
        self._icon_name = icon_name
        self._small = small
        self._widest: int | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._restyle()
        notifier().changed.connect(self._restyle)

    def add(self, text: str, data: object = None, icon_name: str = "") -> None:
        """Add a choice with the value it stands for."""
        if icon_name:
            self.addItem(icon(icon_name), text, data)
        else:
            self.addItem(text, data)
        self._widest = None
        self.updateGeometry()

    def fill(self, choices: Iterable[tuple[str, object]]) -> None:
        """Offer other choices, the first of them current, without a signal; there may be thousands."""
        model = QStandardItemModel(self)
        for text, data in choices:
            item = QStandardItem(text)
            item.setData(data, Qt.ItemDataRole.UserRole)
            model.appendRow(item)
        blocked = self.blockSignals(True)
        self.setModel(model)  # which deletes the one before
        self.setCurrentIndex(0)
        self.blockSignals(blocked)
        self._widest = None
        self.updateGeometry()

    def choose(self, data: object) -> None:
        """Select the choice that stands for `data`, without a signal."""
        blocked = self.blockSignals(True)
        at = next((row for row in range(self.count()) if self.itemData(row) == data), -1)
        self.setCurrentIndex(at)
        self.blockSignals(blocked)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the widest choice."""
        if self._widest is None:
            # Layouts ask over and over, and there may be thousands: the longest are measured, once.
            texts = sorted((self.itemText(row) for row in range(self.count())), key=len)[-_MEASURED:]
            self._widest = max((text_width(text, self._face()) for text in texts), default=metric(60))
        width = self._widest
        icon_room = metric(16) + metric(7) if self._icon_name else 0
        left, right, gap = self._pads()
        return QSize(width + icon_room + metric(left + right + gap + 14 + 4), metric(28 if self._small else 32))

    def minimumSizeHint(self) -> QSize:
        """Elide where there is no room."""
        return QSize(min(self.sizeHint().width(), metric(72)), self.sizeHint().height())

    def showPopup(self) -> None:
        """Dress the list, which Qt builds when it is first asked for, and show it."""
        if not isinstance(self.itemDelegate(), _ChoiceDelegate):
            self.setItemDelegate(_ChoiceDelegate(self))  # the default one ignores the style sheet
        self.view().setIconSize(QSize(metric(16), metric(16)))
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint frame, icon, value and chevron."""
        painter = QPainter(self)
        enabled = self.isEnabled()
        draw_ground(painter, self.rect(), metric(7), "surface" if enabled else "fill", self._border())
        left, right, gap = self._pads()
        area = QRectF(self.rect()).adjusted(metric(left), 0, -metric(right), 0)
        ink, side = "text" if enabled else "text3", metric(14)
        if self._icon_name:
            mark = metric(16)
            draw_icon(painter, QRectF(area.left(), (area.height() - mark) / 2, mark, mark), self._icon_name, "text2")
            area.setLeft(area.left() + mark + metric(7))
        draw_icon(painter, QRectF(area.right() - side, (area.height() - side) / 2, side, side), "chevron-down")
        area.setRight(area.right() - side - metric(gap))
        shown, tint = (self.currentText(), ink) if self.currentIndex() >= 0 else (self.placeholderText(), "text3")
        draw_text(painter, area, shown, self._face(), tint)
        painter.end()

    def _border(self) -> str:
        if not self.isEnabled():
            return "border"
        return "text2" if self.underMouse() else "border-control"

    def _pads(self) -> tuple[int, int, int]:
        """Return the room at left, at right and before the chevron."""
        return (8, 6, 3) if self._small else (10, 8, 6)

    def _face(self) -> str:
        return "secondary" if self._small else "body"

    def _restyle(self) -> None:
        self._widest = None
        self.setMinimumHeight(metric(28 if self._small else 32))
        self.updateGeometry()
        self.update()


class Disclosure(PlainButton):
    """A heading that folds and unfolds what is under it.

    Use `toggled(bool)`; checked means unfolded.
    """

    ring_radius_px = 5

    def __init__(self, text: str, role: str = "secondary_strong", open_: bool = False) -> None:
        self._role = role
        super().__init__(text)
        self.setCheckable(True)
        self.setChecked(open_)

    def sizeHint(self) -> QSize:
        """Return the size of chevron and text."""
        return QSize(metric(14 + 6) + text_width(self._text, self._role) + 2, metric(26))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint chevron and text."""
        painter = QPainter(self)
        side, area = metric(14), QRectF(self.rect())
        ink = "text" if self.hovered() else "text2"
        name = "chevron-down" if self.isChecked() else "chevron-right"
        draw_icon(painter, QRectF(0, (area.height() - side) / 2, side, side), name, ink)
        draw_text(painter, area.adjusted(side + metric(6), 0, 0, 0), self._text, self._role, ink)
        painter.end()


class Tick(QCheckBox):
    """A round "done" box, as at the left of a follow-up."""

    ring_radius_px = 10

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a square that a finger can hit."""
        return QSize(metric(26), metric(26))

    def hitButton(self, pos: QPoint) -> bool:
        """Take a click anywhere in the square."""
        return 0 <= pos.x() < self.width() and 0 <= pos.y() < self.height()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the circle, ticked or not."""
        painter = QPainter(self)
        paint_tick(painter, QRectF(self.rect()), self.isChecked())
        painter.end()


def paint_tick(painter: QPainter, area: QRectF, on: bool) -> None:
    """Paint a round "done" box centred in `area`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = metric(18) / 2
    painter.setPen(QPen(color("accent" if on else "border-control"), 1.25))
    painter.setBrush(color("accent" if on else "surface"))
    painter.drawEllipse(area.center(), radius - 0.6, radius - 0.6)
    painter.restore()
    if on:
        mark = QRectF(0, 0, metric(12), metric(12))
        mark.moveCenter(area.center())
        draw_icon(painter, mark, "check", "on-accent")
