"""Blocks under one another on pages: none is split across two, heads of tables repeat, headings keep what follows."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPainter

Draw = Callable[[QPainter, float, float], None]
"""Paints at a height over a width."""


class Block(NamedTuple):
    """What is never split; one that `keeps` stands on the page of what follows, a `head` comes again at its top."""

    height: float
    draw: Draw
    keeps: bool = False
    head: "Block | None" = None


class Placed(NamedTuple):
    """A block where it stands on its page."""

    y: float
    block: Block


def pages(blocks: Sequence[Block], room: QSizeF) -> list[list[Placed]]:
    """Return the blocks page by page."""
    found: list[list[Placed]] = [[]]
    y = 0.0
    for at, block in enumerate(blocks):
        if y and y + _kept(blocks, at) > room.height():
            found.append([])
            y = 0.0
            if block.head is not None:
                found[-1].append(Placed(0.0, block.head))
                y = block.head.height
        found[-1].append(Placed(y, block))
        y += block.height
    return found


def _kept(blocks: Sequence[Block], at: int) -> float:
    """Return the height of a block with all that must stand on its page after it."""
    height = blocks[at].height
    while blocks[at].keeps and at + 1 < len(blocks):
        at += 1
        height += blocks[at].height
    return height


class Flowing:
    """Content of blocks."""

    def __init__(self, make: Callable[[float], Sequence[Block]]) -> None:
        self._make = make
        self._pages: list[list[Placed]] = []
        self._width = 0.0

    def lay(self, room: QSizeF) -> int:
        """Lay the blocks out; return how many pages they take."""
        self._width = room.width()
        self._pages = pages(self._make(self._width), room)
        return len(self._pages)

    def paint(self, painter: QPainter, page: int) -> None:
        """Paint the blocks of a page."""
        for y, block in self._pages[page]:
            block.draw(painter, y, self._width)
