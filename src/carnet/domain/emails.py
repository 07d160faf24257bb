"""E-mail addresses: one lower-cased form for matching; the one door to `email_validator`."""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_PLAIN = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+[a-z]{{2,}}")
_CANDIDATE = re.compile(r"[^\s<>()\[\],;:\"«»]{1,64}@[^\s<>()\[\],;:\"«»@]{1,253}")
_LONGEST = 254


def normalise(text: str) -> str:
    """Return the lower-cased address, or "" where the text is no e-mail address.

    Reserved domains (`.example`, `.test`, `.local`) pass: the address need not be reachable.
    """
    cleaned = text.strip()
    if not 3 <= len(cleaned) <= _LONGEST or "@" not in cleaned:
        return ""
    return _fast(cleaned.lower()) or _by_library(cleaned)


def find(text: str) -> list[tuple[int, int, str]]:
    """Return the addresses in a text as (start, end, normalised), from left to right."""
    if "@" not in text:
        return []
    found = []
    for match in _CANDIDATE.finditer(text):
        candidate = match[0].rstrip(".!?'’")
        trimmed = candidate.lstrip(".'’")
        if written := normalise(trimmed):
            end = match.start() + len(candidate)
            found.append((end - len(trimmed), end, written))
    return found


def _fast(lowered: str) -> str:
    """Return the address if it is so plain that the library would keep it as is."""
    if len(lowered) > 64 or "--" in lowered:
        return ""
    return lowered if _PLAIN.fullmatch(lowered) else ""


def _by_library(text: str) -> str:
    library = _library()
    try:
        checked = library.validate_email(text, check_deliverability=False)
    except library.EmailNotValidError:
        return ""
    return str(checked.normalized).lower()


@cache
def _library() -> "ModuleType":
    import email_validator

    # The library's documented way to let reserved domains pass.
    email_validator.SPECIAL_USE_DOMAIN_NAMES.clear()
    return email_validator
