"""The drawing of the chains of introductions that led to missions: where people stand, and how they are painted."""

from collections.abc import Collection, Mapping
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from carnet.domain.layers import beside
from carnet.domain.network import Chain, Drawing
from carnet.ui.review.look import Look
from carnet.words import _
from carnet.words.charts import NetworkWords

_BOX_PX = 168
_LEAST_BOX_PX = 96
_GAP_PX = 28
_HEAD_PX = 26
_PAD_PX = 10
_BAR_PX = 3
_EDGE_PX = 5

Key = str | Chain
"""A person by key, or the end of a chain."""


class Laid(NamedTuple):
    """A drawing with the boxes of its people and of the ends of its chains."""

    drawing: Drawing
    boxes: Mapping[Key, QRectF]
    lines: Mapping[tuple[Key, Key], QPainterPath]


def height_of(drawing: Drawing, look: Look) -> float:
    """Return the height in which nobody covers anybody."""
    most = max((len(column) for column in (*drawing.layers, drawing.chains)), default=0)
    return look.px(_HEAD_PX) + most * _pitch(look)


def _pitch(look: Look) -> float:
    return look.height("secondary_medium") + look.height("secondary") + look.px(18)


def lay(drawing: Drawing, size: QSizeF, look: Look) -> Laid:
    """Find the place of everybody: each beside those whom she led to."""
    columns = len(drawing.layers) + 1
    gap = look.px(_GAP_PX)
    edge = look.px(_EDGE_PX)  # for the frame around who is chosen
    across = size.width() - 2 * edge
    wide = max(look.px(_LEAST_BOX_PX), min(look.px(_BOX_PX), (across - gap * (columns - 1)) / columns))
    step = min(wide + 2 * gap, (across - wide) / max(1, columns - 1))
    pitch, head = _pitch(look), look.px(_HEAD_PX)
    room = size.height() - head
    tops: dict[Key, float] = {}
    spare = max(0.0, room - len(drawing.chains) * pitch)
    each = pitch + min(look.px(12), spare / max(1, len(drawing.chains)))
    for at, chain in enumerate(drawing.chains):
        tops[chain] = at * each
    after = _after(drawing)
    for layer in reversed(drawing.layers):
        wishes = [_mean([tops[key] for key in after[person.key] if key in tops]) for person in layer]
        tops.update(zip((person.key for person in layer), beside(wishes, pitch, room), strict=True))
    tall = pitch - look.px(8)
    boxes: dict[Key, QRectF] = {}
    for at, layer in enumerate(drawing.layers):
        boxes.update((person.key, QRectF(edge + at * step, head + tops[person.key], wide, tall)) for person in layer)
    last = edge + (columns - 1) * step
    for chain in drawing.chains:
        boxes[chain] = QRectF(last, head + tops[chain], max(wide, size.width() - last - edge), tall)
    lines: dict[tuple[Key, Key], QPainterPath] = {}
    for left, ends in after.items():
        lines.update(((left, right), _curve(boxes[left], boxes[right])) for right in ends)
    return Laid(drawing, boxes, lines)


def _after(drawing: Drawing) -> dict[str, list[Key]]:
    found: dict[str, list[Key]] = {person.key: [] for layer in drawing.layers for person in layer}
    for introducer, introduced in drawing.links:
        found[introducer].append(introduced)
    for chain in drawing.chains:
        found[chain.people[-1]].append(chain)
    return found


def _mean(values: Collection[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _curve(left: QRectF, right: QRectF) -> QPainterPath:
    path = QPainterPath()
    start, end = left.center(), right.center()
    start.setX(left.right())
    end.setX(right.left())
    bend = max(abs(end.x() - start.x()) / 2, left.height() / 2)
    path.moveTo(start)
    path.cubicTo(start.x() + bend, start.y(), end.x() - bend, end.y(), end.x(), end.y())
    return path


def chains_of(drawing: Drawing, key: Key) -> list[Chain]:
    """Return the chains that somebody is in, or the one that ends here."""
    return [chain for chain in drawing.chains if key == chain or key in chain.people]


def paint_lines(painter: QPainter, laid: Laid, look: Look) -> None:
    """Paint the heads of the columns and all lines at rest."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_heads(painter, laid, look)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pair, path in laid.lines.items():
        painter.setPen(_pen(laid, pair, look, "border-control"))
        painter.drawPath(path)


def paint_lit(painter: QPainter, laid: Laid, look: Look, lit: Collection[Chain]) -> None:
    """Paint the lines of some chains as those that are looked at."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for chain in lit:
        ends: tuple[Key, ...] = (*chain.people, chain)
        for pair in pairwise(ends):
            pen = _pen(laid, pair, look, "accent")
            pen.setWidthF(pen.widthF() + look.px(1.25))
            painter.setPen(pen)
            painter.drawPath(laid.lines[pair])


def _pen(laid: Laid, pair: tuple[Key, Key], look: Look, role: str) -> QPen:
    """Return a line as thick as missions went this way."""
    left, right = pair
    count = len(right.missions) if isinstance(right, Chain) else laid.drawing.links.get((str(left), right), 1)
    return QPen(look.ink(role), look.px(1.25 + min(3.0, 0.5 * (count - 1))))


def _paint_heads(painter: QPainter, laid: Laid, look: Look) -> None:
    if not laid.drawing.chains:
        return
    heads = {0: _("Who opens the door"), len(laid.drawing.layers): _("Mission")}
    if len(laid.drawing.layers) > 1:
        heads[1] = _("Who was introduced")
    firsts: list[Key] = [*(layer[0].key for layer in laid.drawing.layers), *laid.drawing.chains[:1]]
    for at, text in heads.items():
        box = laid.boxes[firsts[at]]
        area = QRectF(box.left(), 0, box.width() + look.px(_GAP_PX), look.height("caption_strong"))
        look.text(painter, area, text, "caption_strong", "text2")


def paint_people(painter: QPainter, laid: Laid, words: NetworkWords, look: Look) -> None:
    """Paint people and the ends of chains, above the lines."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for layer in laid.drawing.layers:
        for person in layer:
            box = laid.boxes[person.key]
            painter.setPen(QPen(look.ink("border-strong"), look.px(1)))
            painter.setBrush(look.ink("surface"))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), look.px(8), look.px(8))
            behind = words.behind(person.missions, person.credit_cents)
            if look.width(behind, "secondary") > _room(box, look):
                behind = words.behind(person.missions, 0)  # half an amount says nothing
            _paint_lines(painter, box, words.person(person.key), behind, look)
    for chain in laid.drawing.chains:
        box = laid.boxes[chain]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.ink("text2"))
        bar = QRectF(box.left(), box.top() + look.px(4), look.px(_BAR_PX), box.height() - 2 * look.px(4))
        painter.drawRoundedRect(bar, look.px(1.5), look.px(1.5))
        _paint_lines(painter, box, words.goal(chain), words.value(chain), look)


def _room(box: QRectF, look: Look) -> float:
    return box.width() - look.px(_PAD_PX) - look.px(4)


def _paint_lines(painter: QPainter, box: QRectF, name: str, detail: str, look: Look) -> None:
    pad, room = look.px(_PAD_PX), _room(box, look)
    first, second = look.height("secondary_medium"), look.height("secondary")
    y = box.center().y() - (first + second) / 2
    look.text(painter, QRectF(box.left() + pad, y, room, first), name, "secondary_medium")
    look.text(painter, QRectF(box.left() + pad, y + first, room, second), detail, "secondary", "text2")
