"""Opening an address with the program of the system: only mail, telephone and secure web addresses ever leave."""

from collections.abc import Callable
from urllib.parse import quote

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

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
    return url if url.isValid() and url.scheme() == "https" and url.host() else None


def open_outside(url: QUrl | None, opener: Opener) -> bool:
    """Open an address if its scheme is allowed; tell whether a program took it."""
    return url is not None and url.scheme() in ALLOWED_SCHEMES and opener(url)
