"""JSON from elsewhere: read within limits, so that neither depth nor a crowd of small values costs the memory."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from carnet.errors import Unreadable

LARGEST_FILE = 40_000_000
_MOST = {b"[": 400_000, b"{": 400_000, b",": 2_000_000}
"""What opens or parts values: read, each takes some hundred bytes."""


def parse(data: bytes, kind: type[Any] = dict) -> Any:
    """Return the object that a file holds, or the list.

    Raises:
        Unreadable: "too_large", or "bad_json" where it is none, or nested without end.
    """
    if len(data) > LARGEST_FILE or any(data.count(sign) > most for sign, most in _MOST.items()):
        raise Unreadable("too_large", size=len(data), most=LARGEST_FILE)
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unreadable("bad_json") from error
    if not isinstance(document, kind):
        raise Unreadable("bad_json")
    return document


def mapping(value: object) -> Mapping[str, Any]:
    """Return an object, an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> Iterator[Any]:
    """Yield what a list holds, nothing of anything else."""
    yield from value if isinstance(value, list) else ()


def text(value: object) -> str:
    """Return a text without blanks around it, lone surrogates replaced; "" for anything else."""
    return value.strip().encode("utf-8", "replace").decode() if isinstance(value, str) else ""
