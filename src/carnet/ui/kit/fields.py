"""Fields to type in: search, text, long text, dates, and rows of a form; facts edited in place come from `editable`."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from carnet.ui.kit.buttons import Button
from carnet.ui.kit.editable import BackNote, EditableLine
from carnet.ui.kit.labels import label
from carnet.ui.kit.lines import ErrorLine, LineEdit, mark_invalid
from carnet.ui.kit.theme import metric, notifier
from carnet.words import _

__all__ = [
    "AddField",
    "DateField",
    "EditableLine",
    "ErrorLine",
    "FieldRow",
    "Form",
    "LineEdit",
    "SearchField",
    "TextArea",
    "TextField",
    "mark_invalid",
]


class SearchField(LineEdit):
    """A search field with its icon and a button that empties it; Échap empties it too.

    Signals:
        searched: the text, at each key.
        moved_down: the down arrow asks for the list below.
        entered: Enter was pressed.
    """

    searched = Signal(str)
    moved_down = Signal()
    entered = Signal()

    def __init__(self, placeholder: str, name: str = "", height_px: int = 34) -> None:
        self._eraser: Button | None = None
        super().__init__(name, placeholder, height_px, "search")
        self._eraser = Button(_("Clear the search"), "x", "bare", small=True, parent=self)
        self._eraser.setCursor(Qt.CursorShape.ArrowCursor)
        self._eraser.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Échap does the same
        self._eraser.hide()
        self._eraser.clicked.connect(self.clear)
        self.textChanged.connect(self._on_text_changed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty with Échap; tell of the down arrow and Enter."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.moved_down.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button at the right end."""
        super().resizeEvent(event)
        self._fit_margins()

    def _fit_margins(self) -> None:
        super()._fit_margins()
        if self._eraser is not None:
            self._eraser.adjustSize()
            side = self._eraser.width()
            self._eraser.move(self.width() - side - metric(4), (self.height() - side) // 2)
            self.setTextMargins(metric(22), 0, metric(20), 0)

    def _on_text_changed(self, text: str) -> None:
        if self._eraser is not None:
            self._eraser.setVisible(bool(text))
        self.searched.emit(text)


class _Titled(QWidget):
    """A label above, a field, an error line below."""

    def __init__(self, title: str, field: QWidget) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(metric(4))
        self.title = label(title, "secondary_medium", "text2")
        self.title.setBuddy(field)
        self.error = ErrorLine()
        self._field = field
        self.setFocusProxy(field)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        for part in (self.title, field, self.error):
            self.column.addWidget(part)
        self.title.setVisible(bool(title))

    def set_error(self, text: str) -> None:
        """Say what is wrong below the field, which keeps its content and takes the focus; "" takes it away."""
        self.error.say(text)
        mark_invalid(self._field, bool(text))
        self._field.setAccessibleDescription(text)
        if text:
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)


class TextField(_Titled):
    """One line of text.

    Signals:
        edited: the text, when the user leaves the field or presses Enter after changing it.
        typed: the text, at each key.
        submitted: Enter was pressed.
    """

    edited = Signal(str)
    typed = Signal(str)
    submitted = Signal()
    icon_name = ""

    def __init__(self, label: str = "", placeholder: str = "", text: str = "", name: str = "") -> None:
        self.line = LineEdit(name or label, placeholder, icon_name=self.icon_name)
        super().__init__(label, self.line)
        self.set_text(text)
        self.line.textEdited.connect(self._on_text_edited)
        self.line.editingFinished.connect(self._on_editing_finished)
        self.line.returnPressed.connect(self.submitted)

    def text(self) -> str:
        """Return the text, trimmed."""
        return self.line.text().strip()

    def set_text(self, text: str) -> None:
        """Show a text without a signal."""
        self.line.setText(text)
        self._known = text

    def _on_text_edited(self, text: str) -> None:
        if self.line.property("invalid"):
            self.set_error("")
        self.typed.emit(text)

    def _on_editing_finished(self) -> None:
        if self.text() != self._known:
            self._known = self.text()
            self.edited.emit(self._known)


class AddField(TextField):
    """A line that adds to a list what is typed into it: Enter adds, Échap empties; an `InPlace`.

    Signals:
        closed: it is empty.
    """

    closed = Signal()

    def __init__(self, placeholder: str, name: str) -> None:
        super().__init__(placeholder=placeholder, name=name)
        self._back = BackNote(self.column)
        self.line.textChanged.connect(self._on_changed)

    def name(self) -> str:
        """Return what the line is called."""
        return self.line.accessibleName()

    def unsaved(self) -> str | None:
        """Return what is typed and not added yet, None for nothing."""
        return self.line.text() or None

    def keep_typed(self, text: str) -> None:
        """Put in what was typed and not added before Carnet ended, and say so."""
        self.set_text(text)
        self._back.say()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty with Échap."""
        if event.key() == Qt.Key.Key_Escape and self.line.text():
            self.set_text("")
        else:
            super().keyPressEvent(event)

    def _on_changed(self, text: str) -> None:
        if not text:
            self._back.hide()
            self.closed.emit()


class DateField(TextField):
    """A day typed as people write it; what it means is decided by `parse`.

    Args:
        label: title above.
        parse: returns what the text means, None where it means nothing.
        say: words what was understood; it replaces what was typed.
    """

    icon_name = "calendar"

    def __init__(
        self,
        label: str = "",
        parse: Callable[[str], object | None] | None = None,
        say: Callable[[object], str] | None = None,
        placeholder: str = "",
    ) -> None:
        super().__init__(label, placeholder)
        self._parse = parse
        self._say = say
        self.edited.connect(self._on_edited)

    def value(self) -> object | None:
        """Return what the text means, None where it is empty or means nothing."""
        return self._parse(self.text()) if self._parse and self.text() else None

    def is_valid(self) -> bool:
        """Tell whether the field is empty or understood."""
        return not self.text() or self.value() is not None

    def check(self) -> bool:
        """Say what is wrong below the field if anything is; tell whether it is valid."""
        valid = self.is_valid()
        if not valid:
            self.set_error(_("This date does not exist."))
        return valid

    def _on_edited(self) -> None:
        found = self.value()
        if self.text() and found is None:
            self.error.say(_("This date does not exist."))
            mark_invalid(self.line, True)
        elif found is not None and self._say is not None:
            self.set_text(self._say(found))


class _Plain(QPlainTextEdit):
    """A plain text edit that can submit with Enter and grows with its text."""

    submitted = Signal()
    left = Signal()

    def __init__(self, submits: bool, lines: int, most: int) -> None:
        super().__init__()
        self._submits = submits
        self._lines = lines
        self._most = most
        self.setTabChangesFocus(True)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        notifier().changed.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and self._submits and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.submitted.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def _fit(self) -> None:
        shown = max(self._lines, min(self._most, int(self.document().size().height())))
        # A single line needs more room around it, or Qt thinks that there is something to scroll.
        self.setFixedHeight(shown * self.fontMetrics().lineSpacing() + metric(24 if shown == 1 else 20))


class TextArea(_Titled):
    """Several lines of text.

    Signals:
        edited: the text, when the user leaves the field after changing it.
        submitted: Enter was pressed, where `submits`; Maj+Enter makes a new line.
    """

    edited = Signal(str)
    submitted = Signal()

    def __init__(
        self,
        label: str = "",
        placeholder: str = "",
        *,
        name: str = "",
        submits: bool = False,
        lines: int = 3,
        most: int = 8,
    ) -> None:
        self.area = _Plain(submits, lines, most)
        self.area.setAccessibleName(name or label)
        self.area.setPlaceholderText(placeholder)
        super().__init__(label, self.area)
        self._known = ""
        self._refused = False
        self.area.left.connect(self._on_left)
        self.area.submitted.connect(self.submitted)

    def text(self) -> str:
        """Return the text, trimmed."""
        return self.area.toPlainText().strip()

    def set_text(self, text: str) -> None:
        """Show a text without a signal."""
        self._known = text
        self._refused = False
        self.set_error("")
        self.area.setPlainText(text)

    def keep_typed(self, text: str) -> None:
        """Put in what was typed and not saved; leaving the field saves it."""
        self.area.setPlainText(text)

    def keep_unsaved(self, text: str) -> None:
        """Say why the text was not saved; leaving the field again saves it again."""
        self._refused = True
        self.error.say(text)  # not set_error: the focus is free to go
        mark_invalid(self._field, True)

    def _on_left(self) -> None:
        if self._refused or self.text() != self._known:
            self._known = self.text()
            self._refused = False
            self.set_error("")
            self.edited.emit(self._known)


class FieldRow(QWidget):
    """A widget under its title, with room for an error."""

    def __init__(self, title: str, widget: QWidget) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metric(4))
        self.title = label(title, "secondary_medium", "text2")
        self.title.setBuddy(widget)
        self.widget = widget
        self.error = ErrorLine()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        for part in (self.title, widget, self.error):
            column.addWidget(part)
        if not widget.accessibleName():
            widget.setAccessibleName(title)

    def set_error(self, text: str) -> None:
        """Say what is wrong below the widget."""
        self.error.say(text)
        mark_invalid(self.widget, bool(text))


class Form(QWidget):
    """Rows of fields, each known by a key so that a refusal finds its place."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, FieldRow | _Titled] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(metric(12))

    def add(self, key: str, widget: QWidget, title: str = "") -> QWidget:
        """Add a field; one that brings its own title needs none. Return the row."""
        row = widget if isinstance(widget, _Titled) else FieldRow(title, widget)
        self._rows[key] = row
        self.column.addWidget(row)
        return row

    def add_line(self, *widgets: tuple[str, QWidget, str]) -> None:
        """Add fields side by side: (key, widget, title)."""
        line = QHBoxLayout()
        line.setSpacing(metric(12))
        for key, widget, title in widgets:
            row = widget if isinstance(widget, _Titled) else FieldRow(title, widget)
            self._rows[key] = row
            line.addWidget(row, 1, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(line)

    def set_error(self, key: str, text: str) -> bool:
        """Say what is wrong under the field of this key; tell whether there is one."""
        row = self._rows.get(key)
        if row is not None:
            row.set_error(text)
        return row is not None

    def clear_errors(self) -> None:
        """Take every error away."""
        for row in self._rows.values():
            row.set_error("")
