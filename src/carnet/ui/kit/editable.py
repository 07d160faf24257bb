"""A fact shown as text and edited in place."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from carnet.ui.kit.icons import draw_icon
from carnet.ui.kit.labels import Label, label
from carnet.ui.kit.lines import ErrorLine, LineEdit, mark_invalid
from carnet.ui.kit.painting import draw_ground, draw_text, line_height, plain_tip, text_width
from carnet.ui.kit.theme import metric, notifier
from carnet.words import _


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


class BackNote:
    """Says at the end of a column that what was typed before Carnet ended is back; built when it first speaks.

    Args:
        column: where it stands, above `before` where given.
    """

    def __init__(self, column: QVBoxLayout, before: QWidget | None = None) -> None:
        self._column = column
        self._before = before
        self._said: Label | None = None

    def say(self) -> None:
        """Say so."""
        if self._said is None:
            text = _("What you had typed before Carnet ended is back. Enter saves it, Esc forgets it.")
            self._said = label(text, "secondary", "text2", wrap=True)
            at = -1 if self._before is None else self._column.indexOf(self._before)
            self._column.insertWidget(at, self._said)
        self._said.show()

    def hide(self) -> None:
        """Say nothing."""
        if self._said is not None:
            self._said.hide()


class EditableLine(QWidget):
    """A fact shown as text and edited in place: F2 or click edits, Enter or leaving saves, Échap reverts.

    Signals:
        edited: the new text; the caller shows it again with `set_text`, or says `set_error`.
        typed: at each key.
        closed: the edit is over, saved or given up; or what it said was refused, and it is open again.
    """

    edited = Signal(str)
    typed = Signal()
    closed = Signal()

    def __init__(self, text: str = "", name: str = "", placeholder: str = "") -> None:
        super().__init__()
        self._fact = _Fact(name, placeholder)
        self._editor = _Editor(name, placeholder, 26)
        self._error = ErrorLine()
        self._before = text
        self._stack = QStackedLayout()
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._stack)
        self._stack.addWidget(self._fact)  # after the stack has its parent: it shows its first widget
        self._stack.addWidget(self._editor)
        column.addWidget(self._error)
        self._back = BackNote(column)
        self.setFocusProxy(self._fact)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._fact.edit_asked.connect(self.edit)
        self._editor.returnPressed.connect(self._on_return)  # comes before the end of the edit
        self._editor.editingFinished.connect(self._on_finished)
        self._editor.cancelled.connect(self._on_cancelled)
        self._editor.textEdited.connect(self.typed)
        notifier().changed.connect(self._restyle)
        self.set_text(text)

    def text(self) -> str:
        """Return the fact shown."""
        return self._fact.text

    def name(self) -> str:
        """Return what the fact is called."""
        return self._fact.accessibleName()

    def typed_text(self) -> str:
        """Return what stands in the open edit."""
        return self._editor.text()

    def unsaved(self) -> str | None:
        """Return what stands in the open edit where it is another text, else None."""
        return self.typed_text() if self.is_editing() and self.typed_text() != self.text() else None

    def set_text(self, text: str) -> None:
        """Show a fact; leaves the edit."""
        self._fact.text = text
        self._fact.setAccessibleDescription(text)
        self._fact.setToolTip(plain_tip(text))
        self.set_error("")
        self._show_fact()

    def set_known(self, text: str) -> None:
        """Show a fact unless it is being edited; what is being typed stays."""
        if not self.is_editing():
            self.set_text(text)

    def keep_typed(self, text: str) -> None:
        """Open the edit with what was typed and not saved before Carnet ended, and say so; the focus stays."""
        self._editor.setText(text)
        self._stack.setCurrentWidget(self._editor)
        self._back.say()

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
        self._back.hide()
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
            self.closed.emit()
        elif not self._editor.property("invalid") or self._editor.isModified():
            self._editor.setModified(False)
            self._before = self._fact.text
            self.set_text(text)
            self.edited.emit(text)
            self.closed.emit()

    def _on_return(self) -> None:
        self._editor.setModified(True)  # what was not saved is tried again as it stands

    def _on_cancelled(self) -> None:
        self.set_text(self._fact.text)
        self.closed.emit()

    def _restyle(self) -> None:
        self._fact.updateGeometry()
        self._stack.invalidate()  # which of the two is hidden tells it nothing
        self._column.invalidate()
        self.updateGeometry()
