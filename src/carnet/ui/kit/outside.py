"""Opening an address with the program of the system: only mail, telephone and secure web addresses ever leave."""

from collections.abc import Callable
from urllib.parse import quote, unquote

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from carnet.ui.kit.signals import AppSignals
from carnet.words import _

ALLOWED_SCHEMES = frozenset({"mailto", "tel", "https"})

Opener = Callable[[QUrl], bool]
"""Hands an address to the system; False where no program takes it."""


def system_opener(url: QUrl) -> bool:
    """Open with the program that the system has for it."""
    return QDesktopServices.openUrl(url)


def mail_url(address: str) -> QUrl:
    """Return the address that starts a mail."""
    return QUrl("mailto:" + quote(address.strip(), safe="@.+_-"))


def call_url(number: str) -> QUrl:
    """Return the address that starts a call, from an E.164 number or one as typed."""
    return QUrl("tel:" + "".join(char for char in number if char.isdigit() or char == "+"))


def web_url(address: str) -> QUrl | None:
    """Return the secure address of a page, None where it is no web address."""
    text = address.strip()
    lowered = text.lower()
    if lowered.startswith("http://"):
        text = "https://" + text[7:]
    elif "://" not in lowered and "." in text and " " not in text and ":" not in text:
        text = "https://" + text
    url = QUrl(text, QUrl.ParsingMode.StrictMode)
    is_plain = url.isValid() and not url.userInfo()  # which would pass for the host
    return url if is_plain and url.scheme() == "https" and url.host() else None


def link_url(address: str) -> QUrl | None:
    """Return what a link in a note opens: a mail or a secure page; None for anything else."""
    if address.lower().startswith("mailto:"):
        bare = unquote(address[len("mailto:") :].partition("?")[0])
        return mail_url(bare) if "@" in bare else None
    return web_url(address) if address.lower().startswith(("http://", "https://")) else None


def open_outside(url: QUrl | None, opener: Opener) -> bool:
    """Open an address if its scheme is allowed; tell whether a program took it."""
    return url is not None and url.scheme() in ALLOWED_SCHEMES and opener(url)


class Outside:
    """Programs of the system, asked for a person; without one the address is copied, which is told."""

    def __init__(self, signals: AppSignals, opener: Opener = system_opener) -> None:
        self._signals = signals
        self._opener = opener

    def mail(self, address: str, url: QUrl | None = None) -> bool:
        """Start a mail, a whole one where `url` is given; tell whether a program took it."""
        return self.open(url or mail_url(address), address, _("No mail program. The address is copied."))

    def call(self, number: str, shown: str = "") -> bool:
        """Start a call; tell whether a program took it."""
        return self.open(call_url(number), shown or number, _("No program for calls. The number is copied."))

    def page(self, address: str) -> bool:
        """Open a page; tell whether a program took it."""
        return self.open(web_url(address), address, _("This address cannot be opened. It is copied."))

    def link(self, url: QUrl) -> bool:
        """Open where a link of a note leads; tell whether a program took it."""
        address = url.toString()
        found = link_url(address)
        return self.open(found, address.removeprefix("mailto:"), _("This address cannot be opened. It is copied."))

    def open(self, url: QUrl | None, value: str, failed: str) -> bool:
        """Open an address, else copy `value` and say `failed`; tell whether a program took it."""
        if open_outside(url, self._opener):
            return True
        QGuiApplication.clipboard().setText(value)
        self._signals.toast_asked.emit(failed, "")
        return False
