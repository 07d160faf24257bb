"""A note typed plain and shown formatted: Enter or a click edits it in place, leaving shows it set."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from carnet.ui.kit.fields import TextArea
from carnet.ui.kit.markdown import Note
from carnet.ui.kit.theme import metric, notifier
from carnet.words import _


class NoteView(QTextBrowser):
    """A note as it reads, as tall as its text; links are reached by Tab.

    Signals:
        edit_asked: Enter, F2 or a click beside a link.
        link_opened: where a link leads; a web or mail address.
    """

    ring_radius_px = 5
    edit_asked = Signal()
    link_opened = Signal(QUrl)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._text = ""
        self._note = Note()
        self.setDocument(self._note)  # one for all texts: PySide keeps each document that was ever set
        self.setAccessibleName(name)
        self.setAccessibleDescription(_("Enter edits the text."))
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self.anchorClicked.connect(self.link_opened)
        notifier().changed.connect(self._set)

    def show_text(self, text: str) -> None:
        """Show another text."""
        if text != self._text:
            self._text = text
            self._set()

    def minimumSizeHint(self) -> QSize:
        """Be as narrow as the pane wishes."""
        return QSize(metric(40), metric(20))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit with Enter or F2; Enter on a link opens it."""
        enters = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.key() == Qt.Key.Key_F2 or (enters and not self.textCursor().charFormat().isAnchor()):
            self.edit_asked.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Edit with a click that neither hits a link nor selects."""
        link, selected = self.anchorAt(event.position().toPoint()), self.textCursor().hasSelection()
        super().mouseReleaseEvent(event)
        if not link and not selected and event.button() is Qt.MouseButton.LeftButton:
            self.edit_asked.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Come by Tab to the note first, then to its links."""
        cursor = self.textCursor()
        cursor.setPosition(0)
        self.setTextCursor(cursor)
        super().focusInEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as tall as the text at this width."""
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _set(self) -> None:
        self._note.show_text(self._text)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._fit()

    def _fit(self) -> None:
        document = self.document()
        document.setTextWidth(self.viewport().width())
        self.setFixedHeight(max(round(document.size().height() + 0.5), metric(18)))


class NoteArea(TextArea):
    """Several lines of Markdown, formatted where they are not being typed.

    Signals:
        link_opened: where a link leads; a web or mail address.
    """

    link_opened = Signal(QUrl)

    def __init__(self, placeholder: str = "", *, name: str = "", lines: int = 3, most: int = 12) -> None:
        super().__init__("", placeholder, name=name, lines=lines, most=most)
        self.view = NoteView(name)
        self.column.insertWidget(1, self.view)
        QWidget.setTabOrder(self.view, self.area)
        self.view.edit_asked.connect(self.edit)
        self.view.link_opened.connect(self.link_opened)
        self.area.installEventFilter(self)
        self._show(editing=True)

    def set_text(self, text: str) -> None:
        """Show a text without a signal."""
        super().set_text(text)
        self._show(editing=not text)

    def keep_typed(self, text: str) -> None:
        """Put in what was typed and not saved; leaving the field saves it."""
        self._show(editing=True)
        super().keep_typed(text)

    def keep_unsaved(self, text: str) -> None:
        """Say why the text was not saved; it stays as typed."""
        self._show(editing=True)
        super().keep_unsaved(text)

    @Slot()
    def edit(self) -> None:
        """Edit the text as it was typed."""
        self._show(editing=True)
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the editor with Échap; what was typed is kept."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.view.show()  # before the editor lets go of the focus, which would else go anywhere
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            if not self.text():
                self.area.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().eventFilter(watched, event)

    def _on_left(self) -> None:
        super()._on_left()
        self._show(editing=self._refused or not self.text() or self.area.hasFocus())

    def _show(self, *, editing: bool) -> None:
        if not editing:
            self.view.show_text(self.text())
            if self.area.hasFocus():  # which would else go anywhere
                self.view.show()
                self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.setVisible(editing)
        self.view.setVisible(not editing)
        self.setFocusProxy(self.area if editing else self.view)
