"""Ctrl+Z in a field: its own typing first, then the journal's history."""

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

_UNDO, _REDO = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo


class UndoKeys(QObject):
    """Filter of the field with the focus: lets undo and redo through where it has nothing to take back.

    Qt's fields claim these keys even when their own history is empty. A filter of the application would be simpler,
    and would call Python for every event of every object.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.focusChanged.connect(self._on_focus_changed)

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and _is_field(new):
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Refuse the claim of a field that has nothing to undo."""
        if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        wanted = _UNDO if event.matches(_UNDO) else _REDO if event.matches(_REDO) else None
        if wanted is None or _has_own(watched, undo=wanted is _UNDO):
            return False
        event.ignore()
        return True


def _is_field(watched: QObject) -> bool:
    return isinstance(watched, QLineEdit | QPlainTextEdit | QTextEdit)


def _has_own(watched: QObject, *, undo: bool) -> bool:
    if isinstance(watched, QLineEdit):
        return watched.isUndoAvailable() if undo else watched.isRedoAvailable()
    if isinstance(watched, QPlainTextEdit | QTextEdit):
        return watched.document().isUndoAvailable() if undo else watched.document().isRedoAvailable()
    return False
