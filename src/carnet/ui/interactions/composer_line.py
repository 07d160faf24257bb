"""The line that the composer is typed in: its keys, its growth, and the marks on what was understood."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QFrame, QPlainTextEdit

from carnet.domain.capture_values import Span, SpanKind
from carnet.ui.interactions.name_offers import NameOffers
from carnet.ui.kit.theme import color, font

_MOST_LINES = 4
_ATTACH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_HUES = {
    SpanKind.PERSON: "cat-reco",
    SpanKind.EVENT: "cat-event",
    SpanKind.MISSION: "cat-past",
    SpanKind.PLACE: "cat-pause",
}


def units(text: str) -> int:
    """Return the length of a text as Qt counts it: a picture counts twice."""
    return len(text) + sum(char > "\uffff" for char in text)


class ComposerLine(QPlainTextEdit):
    """The line typed: Enter submits, Maj+Enter breaks it, Échap leaves it, ↑ in an empty one asks for that before."""

    submitted = Signal()
    left = Signal()
    attach_asked = Signal()
    previous_asked = Signal()
    focused = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.offers: NameOffers | None = None
        self.setProperty("ground", "clear")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.setStyleSheet("QPlainTextEdit { border: none; background: transparent; padding: 0; }")
        self.document().documentLayout().documentSizeChanged.connect(self.fit)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Submit, leave, ask what to attach to (Ctrl+Maj+V), or for the line before (↑)."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if self.offers is not None and self.offers.takes(event):
            return
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.submitted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Up and not self.toPlainText():
            self.previous_asked.emit()
        elif event.key() == Qt.Key.Key_V and event.modifiers() == _ATTACH:
            self.attach_asked.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Leave Tab to the people offered."""
        key = Qt.Key.Key_Tab if forward else Qt.Key.Key_Backtab
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
        return (self.offers is not None and self.offers.takes(event)) or super().focusNextPrevChild(forward)

    def place(self) -> int:
        """Return where the cursor stands in the text."""
        before = self.toPlainText().encode("utf-16-le")[: 2 * self.textCursor().position()]
        return len(before.decode("utf-16-le", "ignore"))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell of the focus."""
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell of the focus."""
        super().focusOutEvent(event)
        self.focused.emit(False)

    def put(self, text: str) -> None:
        """Show a text, with the cursor at its end."""
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.setTextCursor(cursor)

    def mark(self, start: int, end: int) -> None:
        """Select a part, to be typed again."""
        cursor, text = self.textCursor(), self.toPlainText()
        cursor.setPosition(units(text[:start]))
        cursor.setPosition(units(text[:end]), cursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    @Slot()
    def fit(self) -> None:
        """Be as tall as the text, up to four lines."""
        lines = max(1, min(_MOST_LINES, int(self.document().size().height())))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 2)


class Marks(QSyntaxHighlighter):
    """Sets off what was understood in the line."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._spans: tuple[Span, ...] = ()

    def show_spans(self, line: str, spans: tuple[Span, ...]) -> None:
        """Set off other parts."""
        if not line.isascii():
            spans = tuple(Span(span.kind, units(line[: span.start]), units(line[: span.end])) for span in spans)
        if spans != self._spans:
            self._spans = spans
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """Set off the parts that stand in one paragraph; Qt calls it."""
        start = self.currentBlock().position()
        end = start + units(text)
        for span in self._spans:
            face = self._face(span.kind)
            if face is not None and span.end > start and span.start < end:
                self.setFormat(max(0, span.start - start), min(span.end, end) - max(span.start, start), face)

    def _face(self, kind: SpanKind) -> QTextCharFormat | None:
        if kind is SpanKind.SUMMARY:
            return None
        face = QTextCharFormat()
        if kind is SpanKind.FOLLOW_UP:
            face.setForeground(color("accent-text"))
            face.setFontWeight(font("control").weight())
        else:
            face.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            face.setUnderlineColor(color(_HUES.get(kind, "cat-other")))
        return face
