"""The name of a person as the heading of her sheet, edited in place."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from carnet.ui.kit.editable import BackNote
from carnet.ui.kit.painting import draw_ground, draw_text, line_height, set_tip, text_width
from carnet.ui.kit.theme import font, metric, notifier, set_font
from carnet.words import _

_ASKS = frozenset({Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class _Name(QWidget):
    """The name, painted."""

    ring_radius_px = 6
    edit_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_name(self, text: str) -> None:
        self.text = text
        self.setAccessibleName(_("Name: {name}").format(name=text))
        set_tip(self, text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(text_width(self.text, "sheet_name") + metric(8), line_height("sheet_name") + metric(2))

    def minimumSizeHint(self) -> QSize:
        return QSize(metric(80), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ASKS:
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
        if self.underMouse():
            draw_ground(painter, self.rect(), metric(6), "hover")
        draw_text(painter, QRectF(self.rect()), self.text, "sheet_name", "text")
        painter.end()


class _Editor(QLineEdit):
    """The line that replaces the name while it is edited."""

    cancelled = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)


class NameLine(QWidget):
    """Shows the name; click or F2 edits, Enter or leaving saves, Échap reverts.

    Signals:
        edited: the new name, where it is another.
        typed: at each key.
        closed: the edit is over, saved or given up; or what it said was refused, and it is open again.
    """

    edited = Signal(str)
    typed = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._name = _Name()
        self._editor = _Editor()
        self._unsaved = False
        self._editor.setAccessibleName(_("Name"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._stack = QStackedLayout()
        column.addLayout(self._stack)
        self._back = BackNote(column)
        self._stack.addWidget(self._name)  # after the stack has its parent: it shows its first widget
        self._stack.addWidget(self._editor)
        self.setFocusProxy(self._name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # else Qt leaves it where it is in the order of Tab
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._name.edit_asked.connect(self.edit)
        self._editor.returnPressed.connect(self._on_return)  # comes before the end of the edit
        self._editor.editingFinished.connect(self._on_finished)
        self._editor.cancelled.connect(self._on_cancelled)
        self._editor.textEdited.connect(self.typed)
        notifier().changed.connect(self._restyle)
        self._restyle()

    def show_name(self, text: str) -> None:
        """Show a name."""
        self._unsaved = False
        self._back.hide()
        self._name.show_name(text)
        self._stack.setCurrentWidget(self._name)

    @Slot()
    def edit(self) -> None:
        """Edit the name."""
        self._unsaved = False
        self._editor.setText(self._name.text)
        self._stack.setCurrentWidget(self._editor)
        self._editor.selectAll()
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep_unsaved(self) -> None:
        """Open the edit again on the name that was not saved; Enter tries again."""
        self._editor.setModified(False)
        self._unsaved = True
        self._stack.setCurrentWidget(self._editor)

    def is_editing(self) -> bool:
        """Tell whether the name is being edited."""
        return self._stack.currentWidget() is self._editor

    def name(self) -> str:
        """Return what the line is called."""
        return self._editor.accessibleName()

    def unsaved(self) -> str | None:
        """Return what stands in the open edit where it is another name, else None."""
        return self._editor.text() if self.is_editing() and self._editor.text() != self._name.text else None

    def keep_typed(self, text: str) -> None:
        """Open the edit with what was typed and not saved before Carnet ended, and say so; the focus stays."""
        self._editor.setText(text)
        self._stack.setCurrentWidget(self._editor)
        self._back.say()

    @Slot()
    def _on_finished(self) -> None:
        if not self.is_editing() or (self._unsaved and not self._editor.isModified()):
            return
        text = self._editor.text().strip()
        self._leave()
        if text and text != self._name.text:
            self.edited.emit(text)
        self.closed.emit()

    @Slot()
    def _on_cancelled(self) -> None:
        self._leave()
        self.closed.emit()

    @Slot()
    def _on_return(self) -> None:
        self._editor.setModified(True)  # a name that was not saved is tried again as it stands

    def _leave(self) -> None:
        self._unsaved = False
        self._back.hide()
        had_focus = self._editor.hasFocus()
        blocked = self._editor.blockSignals(True)  # losing the focus ends the edit a second time
        self._stack.setCurrentWidget(self._name)
        self._editor.blockSignals(blocked)
        if had_focus:
            self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _restyle(self) -> None:
        set_font(self._editor, font("section"))
        self._stack.invalidate()
        self.updateGeometry()
