"""Fields to type in: search, text, long text, dates, a fact edited in place, and rows of a form."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from carnet.ui.kit.announce import announce
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.icons import draw_icon
from carnet.ui.kit.labels import IconLabel, label
from carnet.ui.kit.painting import draw_ground, draw_text, line_height, plain_tip, text_width
from carnet.ui.kit.theme import metric, notifier
from carnet.words import _


def mark_invalid(widget: QWidget, invalid: bool) -> None:
    """Give a field the danger border, or take it away."""
    if widget.property("invalid") != invalid:
        widget.setProperty("invalid", invalid)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class ErrorLine(QWidget):
    """What is wrong with a field, in one sentence with its icon; hidden while empty."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, metric(3), 0, 0)
        row.setSpacing(metric(5))
        row.addWidget(IconLabel("circle-alert", 14, "danger"), 0, Qt.AlignmentFlag.AlignTop)
        self.sentence = label("", "secondary", "danger", wrap=True)
        row.addWidget(self.sentence, 1)
        self.hide()

    def say(self, text: str) -> None:
        """Show a sentence, "" hides the line."""
        self.sentence.set_text(text)
        self.setVisible(bool(text))
        announce(self, text)


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


class SearchField(LineEdit):
    """A search field with its icon and a button that empties it; Échap empties it too.

    Signals:
        searched: the text, at each key.
        moved_down: the down arrow or Enter asks for the list below.
    """

    searched = Signal(str)
    moved_down = Signal()

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
        """Empty with Échap; go to the list with the down arrow or Enter."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.moved_down.emit()
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
        self.setFixedHeight(shown * self.fontMetrics().lineSpacing() + metric(20))


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
        self.area.left.connect(self._on_left)
        self.area.submitted.connect(self.submitted)

    def text(self) -> str:
        """Return the text, trimmed."""
        return self.area.toPlainText().strip()

    def set_text(self, text: str) -> None:
        """Show a text without a signal."""
        self._known = text
        self.area.setPlainText(text)

    def _on_left(self) -> None:
        if self.text() != self._known:
            self._known = self.text()
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


class _Fact(QWidget):
    """A fact as text; click, Enter or F2 asks to edit it."""

    ring_radius_px = 5
    edit_asked = Signal()

    def __init__(self, name: str, placeholder: str) -> None:
        super().__init__()
        self.text = ""
        self._placeholder = placeholder
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = text_width(self.text or self._placeholder) + metric(12)
        return QSize(width, line_height() + metric(8))

    def minimumSizeHint(self) -> QSize:
        return QSize(metric(40), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.edit_asked.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.edit_asked.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        if self.underMouse():
            draw_ground(painter, area, metric(5), "hover")
            side = metric(13)
            box = QRectF(area.right() - side - metric(5), (area.height() - side) / 2, side, side)
            draw_icon(painter, box, "pencil", "text3")
            area.setRight(box.left())
        shown, tint = (self.text, "text") if self.text else (self._placeholder, "text3")
        draw_text(painter, area.adjusted(metric(4), 0, -metric(4), 0), shown, "body", tint)
        painter.end()


class _Editor(LineEdit):
    """The line that replaces the fact while it is edited."""

    cancelled = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)


class EditableLine(QWidget):
    """A fact shown as text and edited in place: F2 or click edits, Enter or leaving saves, Échap reverts.

    Signals:
        edited: the new text; the caller shows it again with `set_text`, or says `set_error`.
    """

    edited = Signal(str)

    def __init__(self, text: str = "", name: str = "", placeholder: str = "") -> None:
        super().__init__()
        self._fact = _Fact(name, placeholder)
        self._editor = _Editor(name, placeholder, 26)
        self._error = ErrorLine()
        self._before = text
        self._stack = QStackedLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._stack)
        self._stack.addWidget(self._fact)  # after the stack has its parent: it shows its first widget
        self._stack.addWidget(self._editor)
        column.addWidget(self._error)
        self.setFocusProxy(self._fact)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._fact.edit_asked.connect(self.edit)
        self._editor.editingFinished.connect(self._on_finished)
        self._editor.cancelled.connect(self._on_cancelled)
        self.set_text(text)

    def text(self) -> str:
        """Return the fact shown."""
        return self._fact.text

    def set_text(self, text: str) -> None:
        """Show a fact; leaves the edit."""
        self._fact.text = text
        self._fact.setAccessibleDescription(text)
        self._fact.setToolTip(plain_tip(text))
        self.set_error("")
        self._show_fact()

    def set_error(self, text: str) -> None:
        """Keep the edit open and say what is wrong; "" takes it away."""
        self._error.say(text)
        mark_invalid(self._editor, bool(text))
        if text:
            self._fact.text = self._before
            self._stack.setCurrentWidget(self._editor)
            self._editor.setFocus()

    def edit(self) -> None:
        """Edit the fact."""
        self._editor.setText(self._fact.text)
        self._stack.setCurrentWidget(self._editor)
        self._editor.setFocus()
        self._editor.selectAll()

    def is_editing(self) -> bool:
        """Tell whether the edit is open."""
        return self._stack.currentWidget() is self._editor

    def _show_fact(self) -> None:
        back = self._editor.hasFocus()
        blocked = self._editor.blockSignals(True)  # hiding it takes its focus, which would save
        self._stack.setCurrentWidget(self._fact)
        self._editor.blockSignals(blocked)
        self._fact.updateGeometry()
        self._fact.update()
        if back:
            self._fact.setFocus()

    def _on_finished(self) -> None:
        if not self.is_editing():
            return
        text = self._editor.text().strip()
        if text == self._fact.text:
            self.set_text(text)
        elif not self._editor.property("invalid") or self._editor.isModified():
            self._editor.setModified(False)
            self._before = self._fact.text
            self.set_text(text)
            self.edited.emit(text)

    def _on_cancelled(self) -> None:
        self.set_text(self._fact.text)
