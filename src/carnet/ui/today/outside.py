"""Writing and calling: the system's program is asked; without one the address is copied."""

from PySide6.QtGui import QGuiApplication

from carnet.ui.kit.outside import call_url, mail_url, open_outside, system_opener
from carnet.ui.kit.signals import AppSignals
from carnet.words import _


def write(address: str, signals: AppSignals) -> None:
    """Start a mail."""
    if not open_outside(mail_url(address), system_opener):
        _copy(address, _("No e-mail program. The address is copied."), signals)


def call(number: str, signals: AppSignals) -> None:
    """Start a call."""
    if not open_outside(call_url(number), system_opener):
        _copy(number, _("No program to call with. The number is copied."), signals)


def _copy(text: str, told: str, signals: AppSignals) -> None:
    QGuiApplication.clipboard().setText(text)
    signals.toast_asked.emit(told, "")
