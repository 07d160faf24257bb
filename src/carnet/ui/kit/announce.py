"""Saying something to screen readers without moving the focus."""

from PySide6 import QtGui
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

_SETTLED_MS = 500


def announce(widget: QWidget, text: str) -> None:
    """Say a text politely where Qt can (since 6.8) and a screen reader listens."""
    made = getattr(QtGui, "QAccessibleAnnouncementEvent", None)
    if made is not None and text and QAccessible.isActive():
        QAccessible.updateAccessibility(made(widget, text))


class Announcer(QObject):
    """Says what settles: counts and readings that change at each key are said once they rest."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._text = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLED_MS)
        self._timer.timeout.connect(self._on_settled)

    def say(self, text: str) -> None:
        """Say a text in half a second unless another comes."""
        self._text = text
        self._timer.start()

    def _on_settled(self) -> None:
        announce(self._widget, self._text)
