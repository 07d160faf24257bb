"""One line of « Réglages »: name, hint, and the control at the right."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carnet.domain.text import fold
from carnet.ui.kit.cards import Card, Rule
from carnet.ui.kit.labels import label
from carnet.ui.kit.theme import metric, notifier


class SettingLine(QWidget):
    """A setting as it is listed."""

    def __init__(self, text: str, hint: str, control: QWidget) -> None:
        super().__init__()
        self._text = text
        self.control = control
        self.hint = label("", "secondary", "text3", wrap=True)
        if not control.accessibleName():
            control.setAccessibleName(text)
        self._column = QVBoxLayout(self)
        self._row = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(text, wrap=True))
        words.addWidget(self.hint)
        self._row.addLayout(words, 1)
        self._row.addWidget(control)
        self._column.addWidget(Rule())
        self._column.addLayout(self._row)
        self.set_hint(hint)  # in its place: what has no parent is a window when it is shown
        notifier().changed.connect(self._restyle)
        self._restyle()

    def set_hint(self, hint: str) -> None:
        """Say something else under the name; "" for nothing."""
        self._words = fold(f"{self._text} {hint}")
        self.hint.set_text(hint)
        self.hint.setVisible(bool(hint))

    def matches(self, folded: str) -> bool:
        """Tell whether every word searched stands in the line."""
        return all(word in self._words for word in folded.split())

    @Slot()
    def _restyle(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(metric(5))
        self._row.setContentsMargins(0, 0, 0, metric(5))
        self._row.setSpacing(metric(12))


class SettingGroup(Card):
    """A card of settings under one heading."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self.lines: list[SettingLine] = []
        self.body.addWidget(label(title, "section"))

    def add(self, text: str, hint: str, control: QWidget) -> None:
        """Add a setting."""
        line = SettingLine(text, hint, control)
        self.lines.append(line)
        self.body.addWidget(line)

    def filter(self, folded: str) -> None:
        """Show the lines that match; the whole group where its heading does."""
        whole = all(word in fold(self.title) for word in folded.split())
        for line in self.lines:
            line.setVisible(whole or line.matches(folded))
        self.setVisible(whole or any(line.matches(folded) for line in self.lines))
