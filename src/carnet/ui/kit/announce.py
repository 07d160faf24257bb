"""Saying something to screen readers without moving the focus."""

from PySide6 import QtGui
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str) -> None:
    """Say a text politely where Qt can (since 6.8) and a screen reader listens."""
    made = getattr(QtGui, "QAccessibleAnnouncementEvent", None)
    if made is not None and text and QAccessible.isActive():
        QAccessible.updateAccessibility(made(widget, text))
