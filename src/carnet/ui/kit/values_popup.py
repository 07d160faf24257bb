"""The values that a filter may hold, as boxes to tick under its chip."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from carnet.ui.kit.icons import icon
from carnet.ui.kit.labels import label
from carnet.ui.kit.lines import LineEdit
from carnet.ui.kit.painting import draw_ground, line_height
from carnet.ui.kit.theme import metric
from carnet.words import _, ngettext

_MOST_LINES = 12


class Value(NamedTuple):
    """One value that a filter may hold."""

    key: object
    text: str
    number: int
    icon_name: str = ""


def _contacts(number: int) -> str:
    return ngettext("{n} contact", "{n} contacts", number).format(n=number)


class ValuesPopup(QFrame):
    """The values of one filter as boxes to tick, with their counts; `counted` words one for a screen reader.

    Signals:
        picked: tuple of the keys of the ticked values, after each tick.
        named: a new value was typed; only where the popup was given words for that.
    """

    picked = Signal(object)  # not list: Qt would make plain texts of the enums in it
    named = Signal(str)

    def __init__(
        self,
        parent: QWidget,
        name: str,
        values: Sequence[Value],
        chosen: Iterable[object],
        *,
        new: str = "",
        counted: Callable[[int], str] = _contacts,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(name)
        ticked = set(chosen)
        self._counted = counted
        self._boxes: list[tuple[QCheckBox, object]] = []
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(metric(10), metric(8), metric(10), metric(8))
        column.setSpacing(metric(2))
        for value in values:
            column.addLayout(self._line(value, ticked))
        if not values and not new:
            column.addWidget(label(_("Nothing to choose yet."), "secondary", "text2"))
        self._scroll = QScrollArea()
        self._scroll.setWidget(inner)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(self._scroll)
        self._new = LineEdit(new, new, 30)
        self._new.returnPressed.connect(self._on_named)
        outer.addWidget(self._new)
        self._new.setVisible(bool(new))
        lines = max(1, min(len(values), _MOST_LINES))
        hint = inner.sizeHint()
        height = min(hint.height() + 2, self._height(lines)) + (metric(34) if new else 0)
        self.resize(max(metric(220), hint.width() + metric(16)), height)

    def show_under(self, widget: QWidget) -> None:
        """Open below a widget, with the focus on the first value."""
        self.move(widget.mapToGlobal(QPoint(0, widget.height() + metric(4))))
        self.show()
        if self._boxes:
            self._boxes[0][0].setFocus(Qt.FocusReason.PopupFocusReason)
        elif not self._new.isHidden():
            self._new.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows; close with Enter and Échap."""
        places = [box for box, _key in self._boxes]
        at = next((n for n, box in enumerate(places) if box.hasFocus()), 0)
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up} and places:
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            places[(at + step) % len(places)].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}:
            self.close()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        draw_ground(painter, self.rect(), 0, "surface", "border-strong")
        painter.end()

    def _line(self, value: Value, ticked: set[object]) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(metric(16))
        box = QCheckBox(value.text.replace("&", "&&"))
        if value.icon_name:
            box.setIcon(icon(value.icon_name))
        box.setChecked(value.key in ticked)
        box.setMinimumHeight(metric(26))
        box.setAccessibleName(f"{value.text}, {self._counted(value.number)}")
        box.toggled.connect(self._on_toggled)
        self._boxes.append((box, value.key))
        line.addWidget(box, 1)
        line.addWidget(label(str(value.number), "secondary", "text3", digits=True))
        return line

    def _height(self, lines: int) -> int:
        return lines * max(metric(28), line_height() + metric(10)) + metric(18)

    @Slot()
    def _on_named(self) -> None:
        text = self._new.text().strip()
        if text:
            self.named.emit(text)
            self.close()

    @Slot(bool)
    def _on_toggled(self, _on: bool) -> None:
        self.picked.emit(tuple(key for box, key in self._boxes if box.isChecked()))
