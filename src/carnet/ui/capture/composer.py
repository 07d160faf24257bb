"""The field of the quick add: one line that grows, its parts underlined, and the keys that enter or take back."""

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QVBoxLayout

from carnet.domain.capture import split_lines
from carnet.domain.capture_values import Span
from carnet.ui.capture.hues import hue_of
from carnet.ui.kit.painting import draw_ground
from carnet.ui.kit.theme import color, font, metric, notifier, set_font
from carnet.words import _

_CARD = re.compile(r"(?:mecard|bizcard|wifi):", re.IGNORECASE)
_LINES_SHOWN = 2
_LINES_MOST = 4
_LINE_PX = 24
_UNDERLINE_PX = 2
_PAD_PX = 12


class Composer(QTextEdit):
    """One person per line; Entrée enters it, Maj+Entrée makes a new line.

    Attributes:
        accept: takes what Tab completes, and tells whether there was anything.

    Signals:
        typed: the text changed.
        submitted: Entrée was pressed.
        previous_asked: ↑ was pressed on an empty line.
        pasted: a `QMimeData` that is more than a piece of one line came in; the field takes nothing of it by itself.
        moved: ↑ (-1) or ↓ (1) was pressed while suggestions are shown.
        dismissed: Échap was pressed while suggestions are shown.
    """

    typed = Signal()
    submitted = Signal()
    previous_asked = Signal()
    pasted = Signal(object)
    moved = Signal(int)
    dismissed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.suggesting = False
        self.accept: Callable[[], bool] = _nothing
        self._spans: tuple[Span, ...] = ()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(_("One person per line"))
        self.setAccessibleDescription(_("First and last name, role at company, e-mail, phone, #tag > follow-up"))
        self.setPlaceholderText(_("Claire Dupont, CIO at Acme, claire@acme.example, #data > follow up on Tuesday"))
        self.textChanged.connect(self._on_text_changed)
        notifier().changed.connect(self._restyle)
        self._restyle()

    def text(self) -> str:
        """Return the text as typed."""
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        """Replace the text; the field forgets its own undo, so that Ctrl+Z is the journal's again."""
        self.setPlainText(text)
        self._space_lines()
        self.moveCursor(QTextCursor.MoveOperation.End)

    def forget(self) -> None:
        """Forget the undo of the field: what was taken back in the journal is not typed again."""
        self.document().clearUndoRedoStacks()

    def replace(self, start: int, end: int, text: str) -> None:
        """Replace a part of the text, undoable in the field."""
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)
        self.setTextCursor(cursor)

    def select(self, start: int, end: int) -> None:
        """Select a part of the text and take the focus, to type it again."""
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def underline(self, spans: tuple[Span, ...]) -> None:
        """Underline the parts of the text."""
        self._spans = spans
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        """Offer Tab to what completes the line, before Qt moves the focus."""
        pressed = event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if pressed and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab and self.accept():
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, take back, move among suggestions; the rest is typing."""
        if self.suggesting and self._steer(event):
            return
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.submitted.emit()
        elif event.key() == Qt.Key.Key_Up and not self.text():
            self.previous_asked.emit()
        elif self._is_for_the_panel(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take pictures and files, too: a code may be on them."""
        return source.hasImage() or source.hasUrls() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take a piece of a line without its form; anything more is announced instead of run together."""
        lines = split_lines(source.text())
        is_file = any(url.isLocalFile() for url in source.urls())
        if len(lines) > 1 or not lines or is_file or _CARD.match(lines[0]):
            self.pasted.emit(source)
        else:
            self.insertPlainText(lines[0] if "\n" in source.text() else source.text())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, then the line under each part."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        for span in self._spans:
            hue = hue_of(span.kind)
            for area in self._strips(span) if hue else ():
                painter.fillRect(area, color(hue))
        painter.end()

    def sizeHint(self) -> QSize:
        """Return the height of the lines there are, two at least and four at most."""
        height = max(_LINES_SHOWN, min(_LINES_MOST, round(self.document().size().height() / metric(_LINE_PX))))
        return QSize(metric(300), height * metric(_LINE_PX))

    def minimumSizeHint(self) -> QSize:
        """Never clip the two lines."""
        return QSize(metric(120), self.sizeHint().height())

    def _steer(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
        else:
            return False
        return True

    def _is_for_the_panel(self, event: QKeyEvent) -> bool:
        document = self.document()
        if event.matches(QKeySequence.StandardKey.Undo):
            return not document.isUndoAvailable()
        if event.matches(QKeySequence.StandardKey.Redo):
            return not document.isRedoAvailable()
        return event.key() == Qt.Key.Key_Escape

    def _strips(self, span: Span) -> list[QRectF]:
        """Return the lines to paint under a part, one for each line of text on which it stands."""
        found = []
        shift = self.verticalScrollBar().value()
        block = self.document().begin()
        while block.isValid():
            layout = block.layout()
            origin = layout.position()
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                first = max(span.start - block.position(), line.textStart())
                last = min(span.end - block.position(), line.textStart() + line.textLength())
                if first < last:
                    left, right = _x(line.cursorToX(first)), _x(line.cursorToX(last))
                    top = round(origin.y() + line.y() + line.ascent()) + metric(4) - shift
                    found.append(QRectF(origin.x() + left, top, right - left, metric(_UNDERLINE_PX)))
            block = block.next()
        return found

    def _space_lines(self) -> None:
        """Give every line its height; that is no typing to undo."""
        spaced = QTextBlockFormat()
        spaced.setLineHeight(metric(_LINE_PX), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setBlockFormat(spaced)
        self.document().clearUndoRedoStacks()

    @Slot()
    def _on_text_changed(self) -> None:
        self.updateGeometry()
        self.typed.emit()

    def _restyle(self) -> None:
        set_font(self, font("capture"))
        self._space_lines()
        self.updateGeometry()
        self.viewport().update()


def _nothing() -> bool:
    return False


def _x(found: object) -> float:
    # PySide6 returns the place together with the position it was asked for.
    place = found[0] if isinstance(found, tuple | list) else found
    assert isinstance(place, int | float)
    return float(place)


class ComposerBox(QFrame):
    """The frame of the field: it shows the focus, or that something is missing."""

    def __init__(self, composer: Composer) -> None:
        super().__init__()
        self._composer = composer
        self._invalid = False
        self._column = QVBoxLayout(self)
        self._column.addWidget(composer)
        self.setFocusProxy(composer)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        composer.installEventFilter(self)
        notifier().changed.connect(self._restyle)
        self._restyle()

    def mark_invalid(self, invalid: bool) -> None:
        """Give the field the danger border, or take it away."""
        self._invalid = invalid
        self.update()

    def is_invalid(self) -> bool:
        """Tell whether the field has the danger border."""
        return self._invalid

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Repaint when the focus comes or goes."""
        if isinstance(event, QFocusEvent):
            self.update()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and border."""
        painter = QPainter(self)
        focused = self._composer.hasFocus()
        border = "danger" if self._invalid else "focus" if focused else "border-control"
        width = 2.0 if focused or self._invalid else 1.0
        draw_ground(painter, self.rect(), metric(8), "surface", border, width=width)
        painter.end()

    def _restyle(self) -> None:
        pad = metric(_PAD_PX)
        self._column.setContentsMargins(pad + metric(2), pad, pad, pad)
        self.update()
