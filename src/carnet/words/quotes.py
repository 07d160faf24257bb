"""Quotation marks inside quotation marks."""

import re

from carnet.words.catalogue import current_language

_INNER = re.compile(r"[«“]\s*(.*?)\s*[»”]")  # \s: narrow spaces, too


def inside(title: str) -> str:
    """Return a title that will stand between quotation marks, its own turned into those of the second rank."""
    return _INNER.sub(r"“\1”" if current_language() == "fr" else r"‘\1’", title)
