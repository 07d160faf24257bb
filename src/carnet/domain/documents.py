"""Documents of a mission are addresses, never copies: which addresses may be kept and handed to the system."""

import re
from pathlib import PurePosixPath, PureWindowsPath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from carnet.domain.text import clean
from carnet.errors import Reason, Refused

_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")
_RUN = "app appimage bat cmd com cpl desktop exe hta jar js jse lnk msc msi pif ps1 reg run scr sh url vbe vbs wsf"
"""Suffixes of what the system would run rather than show."""


class Address(NamedTuple):
    """Where a document is: a page (`is_file` False) or a file by its absolute path."""

    text: str
    is_file: bool

    @property
    def name(self) -> str:
        """Return the last part, what the document is called where nobody says otherwise."""
        if self.is_file:
            return (PureWindowsPath if _DRIVE.match(self.text) else PurePosixPath)(self.text).name
        parts = urlsplit(self.text)
        return unquote(parts.path.rstrip("/").rpartition("/")[2]) or parts.netloc


def read_address(text: str, home: str = "") -> Address:
    """Return the address that a text means: http, https, or a file of this machine; `home` stands for "~".

    Raises:
        Refused: nothing was typed; another scheme; a file of another machine; a program; no whole path.
    """
    bare = clean(text).strip().strip("\"'")
    if not bare:
        raise Refused(Reason.EMPTY, field="address")
    scheme = "" if _DRIVE.match(bare) else _scheme(bare)
    if scheme in {"http", "https"}:
        return _page(bare)
    if scheme == "file":
        return _file(_path_of(bare))
    if scheme:
        raise Refused("document_scheme", field="address", scheme=scheme)
    return _file(f"{home}{bare[1:]}" if home and bare.startswith("~/") else bare)


def _scheme(text: str) -> str:
    found = _SCHEME.match(text)
    return found[1].lower() if found else ""


def _page(text: str) -> Address:
    try:
        parts = urlsplit(text)
        whole = bool(parts.hostname) and not any(sign.isspace() for sign in text)
    except ValueError:
        whole = False
    if not whole:
        raise Refused("document_address", field="address")
    return Address(text, is_file=False)


def _path_of(text: str) -> str:
    try:
        parts = urlsplit(text)
    except ValueError:
        raise Refused("document_address", field="address") from None
    if parts.netloc not in {"", "localhost"}:
        raise Refused("document_elsewhere", field="address", host=parts.netloc)
    path = unquote(parts.path)
    return path[1:] if _DRIVE.match(path[1:]) else path


def _file(text: str) -> Address:
    if text.startswith(("\\\\", "//")):
        raise Refused("document_elsewhere", field="address", host=text.strip("\\/").replace("\\", "/").split("/")[0])
    if not (text.startswith("/") or _DRIVE.match(text)) or "\0" in text:
        raise Refused("document_address", field="address")
    address = Address(text, is_file=True)
    bare, dot, suffix = address.name.rstrip(". ").rpartition(".")
    if dot and bare and suffix.lower() in _RUN.split():
        raise Refused("document_program", field="address", name=address.name)
    return address
