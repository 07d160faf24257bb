"""Texts in which what was searched is marked."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from carnet.domain.text import flatten
from carnet.ui.kit.painting import draw_text
from carnet.ui.kit.theme import color, font

_Spans = list[tuple[str, bool]]
_JOINERS = frozenset("'-")
_STRONG = {
    "emphasis": ("emphasis", "text"),
    "body": ("emphasis", "text"),
    "secondary": ("secondary_strong", "text2"),
}


@lru_cache(maxsize=512)  # a screenful is painted again and again
def parts_of(text: str, words: tuple[str, ...]) -> _Spans:
    """Return a text in pieces, each with whether it is what was searched, accents and case apart."""
    flat, places = flatten(text)
    if _JOINERS.isdisjoint(flat) and not any(word in flat for word in words):
        return [(text, False)]
    marked = [False] * len(text)
    for word in words:
        if not _mark(marked, flat, places, word):
            # "oneil" stands in "O'Neil", too.
            kept = [at for at, char in enumerate(flat) if char not in _JOINERS]
            bare = "".join(flat[at] for at in kept)
            _mark(marked, bare, [*(places[at] for at in kept), len(text)], word)
    return [("".join(text[at] for at, _m in run), on) for on, run in _runs(marked)]


def _mark(marked: list[bool], flat: str, places: Sequence[int], word: str) -> bool:
    """Mark the places of a word where words begin; tell whether it stands there."""
    found, at = False, flat.find(word)
    while at >= 0:
        if at == 0 or not flat[at - 1].isalnum():
            marked[places[at] : places[at + len(word)]] = [True] * (places[at + len(word)] - places[at])
            found = True
        at = flat.find(word, at + 1)
    return found


def _runs(marked: Sequence[bool]) -> Iterator[tuple[bool, list[tuple[int, bool]]]]:
    for on, run in groupby(enumerate(marked), key=itemgetter(1)):
        yield on, list(run)


def draw_marked(painter: QPainter, room: QRectF, text: str, words: tuple[str, ...], role: str) -> float:
    """Draw a text with what was searched strong and underlined; return the width drawn."""
    strong, tint = _STRONG[role]
    left = room.left()
    for part, on in parts_of(text, words):
        area = QRectF(left, room.top(), max(0.0, room.right() - left), room.height())
        if area.width() < 2:
            break
        width = draw_text(painter, area, part, strong if on else role, "accent-text" if on else tint)
        if on:
            y = area.center().y() + font(strong).pixelSize() * 0.62
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)  # else as what was painted before left it
            painter.fillRect(QRectF(left, y, width, 1.5), color("accent"))
        left += width
    return min(left, room.right()) - room.left()
