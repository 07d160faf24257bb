"""Contact points in one cell, as an older Carnet wrote them: each told by its looks, else by its kind before it."""

import re
from collections.abc import Iterator

from carnet.domain import emails
from carnet.domain.contacts import PointKind

_BETWEEN = "; "
_PHONE = re.compile(r"\+?[0-9][0-9 ().\-/]{5,22}")
_KINDS = {kind.value: kind for kind in PointKind}


def read(cell: str) -> Iterator[tuple[PointKind, str]]:
    """Yield kind and value of the contact points of a cell."""
    for value in filter(None, map(str.strip, cell.split(_BETWEEN))):
        yield _told(value) or (_looks_like(value), value)


def _told(value: str) -> tuple[PointKind, str] | None:
    kind, _colon, rest = value.partition(":")
    return (_KINDS[kind], rest) if kind in _KINDS and rest else None


def _looks_like(value: str) -> PointKind:
    if "@" in value and emails.normalise(value):
        return PointKind.EMAIL
    if _PHONE.fullmatch(value):
        return PointKind.PHONE
    if value.lower().startswith(("http://", "https://", "www.")):
        return PointKind.URL
    return PointKind.ADDRESS if " " in value else PointKind.MESSAGING
