"""The line edit and the error line under all fields."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from carnet.ui.kit.announce import announce
from carnet.ui.kit.icons import draw_icon
from carnet.ui.kit.labels import IconLabel, Label, label
from carnet.ui.kit.theme import metric, notifier


def mark_invalid(widget: QWidget, invalid: bool) -> None:
    """Give a field the danger border, or take it away."""
    if widget.property("invalid") != invalid:
        widget.setProperty("invalid", invalid)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class ErrorLine(QWidget):
    """What is wrong with a field, in one sentence with its icon; hidden, and empty of widgets, until it speaks."""

    def __init__(self) -> None:
        super().__init__()
        self._sentence: Label | None = None
        self.hide()

    def say(self, text: str) -> None:
        """Show a sentence, "" hides the line."""
        if text and self._sentence is None:
            self._sentence = self._build()
        if self._sentence is not None:
            self._sentence.set_text(text)
            self.setVisible(bool(text))
            announce(self, text)

    def text(self) -> str:
        """Return the sentence shown."""
        return self._sentence.text() if self._sentence is not None else ""

    def _build(self) -> Label:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, metric(3), 0, 0)
        row.setSpacing(metric(5))
        row.addWidget(IconLabel("circle-alert", 14, "danger"), 0, Qt.AlignmentFlag.AlignTop)
        sentence = label("", "secondary", "danger", wrap=True)
        row.addWidget(sentence, 1)
        return sentence


class LineEdit(QLineEdit):
    """A line edit of the height of a field, with an accessible name and an icon at left where given."""

    def __init__(self, name: str = "", placeholder: str = "", height_px: int = 34, icon_name: str = "") -> None:
        super().__init__()
        self._height_px = height_px
        self._icon_name = icon_name
        self.setAccessibleName(name or placeholder)
        self.setPlaceholderText(placeholder)
        self._restyle()
        notifier().changed.connect(self._restyle)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field, then the icon."""
        super().paintEvent(event)
        if self._icon_name:
            painter = QPainter(self)
            side = metric(16)
            area = QRectF(metric(10), (self.height() - side) / 2, side, side)
            draw_icon(painter, area, self._icon_name, "text3")
            painter.end()

    def _restyle(self) -> None:
        self.setMinimumHeight(metric(self._height_px))
        self._fit_margins()

    def _fit_margins(self) -> None:
        self.setTextMargins(metric(22) if self._icon_name else 0, 0, 0, 0)
