"""The drawing of where the turnover flowed from: where its nodes and ribbons go, and how they are painted."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from carnet.domain.flows import REST, Column, Diagram, Key, Node, Ribbon
from carnet.domain.layers import Slot, least_room, scale_for, stacked
from carnet.domain.review import SpecialRow
from carnet.ui.kit.origins import group_tint
from carnet.ui.review.look import Look
from carnet.words.charts import FlowWords, column_label

_NODE_PX = 10
_GAP_PX = 8
_MOST_GAP_PX = 28
_LABEL_PX = 8
_HEAD_PX = 24
_HEIGHT_PX = 345
_THINNEST_PX = 0.8


class Path(NamedTuple):
    """One half of ribbons: its outline, what it belongs to, and the origin that colours it."""

    outline: QPainterPath
    ends: tuple[Key, ...]
    origin: str


class Laid(NamedTuple):
    """A diagram with its places: what was laid, node and label of each key, and the two halves of the ribbons.

    `halves` are told apart by ribbon, `ground` are they where those that lie side by side are one.
    """

    diagram: Diagram
    nodes: Mapping[Key, QRectF]
    labels: Mapping[Key, QRectF]
    ground: tuple[Path, ...]
    halves: Mapping[Ribbon, tuple[Path, Path]]
    tints: Mapping[Key, str]


def height_of(diagram: Diagram, look: Look) -> float:
    """Return the height that a diagram has at least, so that every label has its line."""
    least = _least(look)
    counts = [len(column) for column in diagram.columns]
    return max(look.px(_HEIGHT_PX), least_room(counts, least, look.px(_GAP_PX)) * 1.12 + look.px(_HEAD_PX))


def _least(look: Look) -> list[float]:
    one, two = look.height("secondary_medium"), look.height("control") + look.height("secondary")
    return [two, one, one]


def lay(diagram: Diagram, words: FlowWords, size: QSizeF, look: Look) -> Laid:
    """Find the place of everything in a size; columns are spread over the height."""
    least, gap, head = _least(look), look.px(_GAP_PX), look.px(_HEAD_PX)
    room = size.height() - head - look.px(2)
    cents = [[float(node.cents) for node in column] for column in diagram.columns]
    scale = scale_for(cents, least, room, gap)
    slots: dict[Key, Slot] = {}
    for column, values, low in zip(diagram.columns, cents, least, strict=True):
        placed = stacked([value * scale for value in values], low, room, gap, look.px(_MOST_GAP_PX))
        slots.update(zip((node.key for node in column), placed, strict=True))
    xs = _across(diagram, words, size.width(), look)
    thick = look.px(_NODE_PX)
    nodes = {
        key: QRectF(xs[key[0]], head + slot.top, thick, max(slot.height, look.px(1.5))) for key, slot in slots.items()
    }
    labels = {key: _label(key, slot, xs, size.width(), look) for key, slot in slots.items()}
    tints = _tints(diagram)
    tops = _tops(diagram, nodes, scale)
    halves = {ribbon: _halves(ribbon, tops[ribbon], nodes, scale, look) for ribbon in diagram.ribbons}
    ground = (*_ground(diagram, tops, nodes, scale, look), *(right for _left, right in halves.values()))
    return Laid(diagram, nodes, labels, ground, halves, tints)


def _across(diagram: Diagram, words: FlowWords, width: float, look: Look) -> tuple[float, float, float]:
    """Return where the three columns stand: the origins' labels have their room, missions' nearly a third."""
    texts = [text for node in diagram.columns[Column.ORIGIN] for text in (words.label(node), words.amount(node))]
    wide = max((look.width(text, "emphasis") for text in texts), default=0.0)
    left = min(wide + look.px(_LABEL_PX) + 2, width * 0.26)
    right = width - min(look.px(210), max(look.px(130), width * 0.31)) - look.px(_NODE_PX)
    return left, left + (right - left) * 0.46, right


def _label(key: Key, slot: Slot, xs: tuple[float, float, float], width: float, look: Look) -> QRectF:
    top, gap = look.px(_HEAD_PX) + slot.room_top, look.px(_LABEL_PX)
    if key[0] is Column.ORIGIN:
        return QRectF(0, top, xs[0] - gap, slot.room)
    left = xs[key[0]] + look.px(_NODE_PX) + gap
    right = width - look.px(6) if key[0] is Column.MISSION else xs[Column.MISSION] - gap
    return QRectF(left, top, right - left, slot.room)


def _tops(diagram: Diagram, nodes: Mapping[Key, QRectF], scale: float) -> dict[Ribbon, tuple[float, ...]]:
    """Return where each ribbon leaves its origin, comes to and leaves its relation, and comes to its mission."""
    at = {key: place for column in diagram.columns for place, key in enumerate(node.key for node in column)}

    def order(*ends: int) -> list[Ribbon]:
        return sorted(diagram.ribbons, key=lambda ribbon: tuple(at[ribbon.ends[end]] for end in ends))

    origin, contact, mission = Column
    stacks = (
        _stack(diagram.ribbons, origin, nodes, scale),
        _stack(order(contact, origin, mission), contact, nodes, scale),
        _stack(order(contact, mission, origin), contact, nodes, scale),
        _stack(order(mission, contact, origin), mission, nodes, scale),
    )
    return {ribbon: tuple(stack[ribbon] for stack in stacks) for ribbon in diagram.ribbons}


def _stack(ribbons: Iterable[Ribbon], column: Column, nodes: Mapping[Key, QRectF], scale: float) -> dict[Ribbon, float]:
    down: defaultdict[Key, float] = defaultdict(float)
    found = {}
    for ribbon in ribbons:
        key = ribbon.ends[column]
        found[ribbon] = nodes[key].top() + down[key]
        down[key] += ribbon.cents * scale
    return found


def _halves(
    ribbon: Ribbon, tops: tuple[float, ...], nodes: Mapping[Key, QRectF], scale: float, look: Look
) -> tuple[Path, Path]:
    origin, contact, mission = ribbon.ends
    thick = max(ribbon.cents * scale, look.px(_THINNEST_PX))
    left = _curve(nodes[origin].right(), tops[0], nodes[contact].left(), tops[1], thick)
    right = _curve(nodes[contact].right(), tops[2], nodes[mission].left(), tops[3], thick)
    return Path(left, ribbon.ends, origin[1]), Path(right, ribbon.ends, origin[1])


def _ground(
    diagram: Diagram, tops: Mapping[Ribbon, tuple[float, ...]], nodes: Mapping[Key, QRectF], scale: float, look: Look
) -> Iterator[Path]:
    """Yield the left halves as they lie at rest: what goes from one origin to one relation is one band."""
    merged: dict[tuple[Key, Key], list[Ribbon]] = {}
    for ribbon in diagram.ribbons:
        merged.setdefault(ribbon.ends[:2], []).append(ribbon)
    for (origin, contact), parts in merged.items():
        thick = max(sum(part.cents for part in parts) * scale, look.px(_THINNEST_PX))
        at = tops[parts[0]]
        outline = _curve(nodes[origin].right(), at[0], nodes[contact].left(), at[1], thick)
        yield Path(outline, (origin, contact), origin[1])


def _curve(x: float, y: float, to_x: float, to_y: float, thick: float) -> QPainterPath:
    middle = (x + to_x) / 2
    outline = QPainterPath()
    outline.moveTo(x, y)
    outline.cubicTo(middle, y, middle, to_y, to_x, to_y)
    outline.lineTo(to_x, to_y + thick)
    outline.cubicTo(middle, to_y + thick, middle, y + thick, x, y + thick)
    outline.closeSubpath()
    return outline


def _tints(diagram: Diagram) -> dict[Key, str]:
    """Return the colour of each node: that of its origin, of missions and folds none."""
    most: dict[Key, int] = {}
    found: dict[Key, str] = {}
    for ribbon in diagram.ribbons:
        origin, contact, mission = ribbon.ends
        found[origin], found[mission] = tint(origin[1]), "text2"
        if ribbon.cents > most.get(contact, 0):
            most[contact] = ribbon.cents
            found[contact] = "text3" if contact[1] == REST else tint(origin[1])
    return found


def tint(origin: str) -> str:
    """Return the colour of an origin."""
    return "border-control" if origin == SpecialRow.UNATTRIBUTED else group_tint(origin)


def paint_ground(painter: QPainter, laid: Laid, look: Look) -> None:
    """Paint the heads of the columns and the ribbons at rest."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_heads(painter, laid, look)
    places = _places(laid)
    for path in laid.ground:
        role = tint(path.origin)
        painter.setPen(look.edge(role) if look.plain else Qt.PenStyle.NoPen)
        painter.setBrush(look.band(role, places[path.origin], lit=False))
        painter.drawPath(path.outline)


def paint_lit(painter: QPainter, laid: Laid, look: Look, lit: Collection[Ribbon]) -> None:
    """Paint some ribbons as those that are looked at."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    places = _places(laid)
    for ribbon in lit:
        for half in laid.halves[ribbon]:
            painter.setBrush(look.band(tint(half.origin), places[half.origin], lit=True))
            painter.drawPath(half.outline)


def _places(laid: Laid) -> dict[str, int]:
    return {node.key[1]: at for at, node in enumerate(laid.diagram.columns[Column.ORIGIN])}


def paint_nodes(painter: QPainter, laid: Laid, words: FlowWords, look: Look) -> None:
    """Paint nodes and labels, above the ribbons."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for column in laid.diagram.columns:
        for node in column:
            paint_node(painter, laid.nodes[node.key], "text" if look.plain else laid.tints[node.key], look)
            _PAINTED[node.key[0]](painter, laid.labels[node.key], node, words, look)


def paint_node(painter: QPainter, area: QRectF, role: str, look: Look) -> None:
    """Paint the bar of one node."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.ink(role))
    painter.drawRoundedRect(area, look.px(1.5), look.px(1.5))


def _paint_heads(painter: QPainter, laid: Laid, look: Look) -> None:
    for column, nodes in zip(Column, laid.diagram.columns, strict=True):
        if not nodes:
            continue
        text, node = column_label(column), laid.nodes[nodes[0].key]
        wide = look.width(text, "caption_strong")
        left = max(0.0, node.right() - wide) if column is Column.ORIGIN else node.left()
        area = QRectF(left, 0, wide + 2, look.height("caption_strong"))
        look.text(painter, area, text, "caption_strong", "text2")


def _paint_origin(painter: QPainter, area: QRectF, node: Node, words: FlowWords, look: Look) -> None:
    y = area.center().y() - (look.height("control") + look.height("secondary")) / 2
    for text, role, ink in ((words.label(node), "control", "text"), (words.amount(node), "secondary", "text2")):
        wide = min(area.width(), look.width(text, role) + 1)
        look.text(painter, QRectF(area.right() - wide, y, wide, look.height(role)), text, role, ink)
        y += look.height(role)


def _paint_contact(painter: QPainter, area: QRectF, node: Node, words: FlowWords, look: Look) -> None:
    look.text(painter, area, words.label(node), "secondary_medium", halo=True)


def _paint_mission(painter: QPainter, area: QRectF, node: Node, words: FlowWords, look: Look) -> None:
    name = words.label(node)
    first, second = look.height("secondary_medium"), look.height("secondary")
    if area.height() >= first + second:
        y = area.center().y() - (first + second) / 2
        look.text(painter, QRectF(area.left(), y, area.width(), first), name, "secondary_medium")
        look.text(
            painter, QRectF(area.left(), y + first, area.width(), second), words.detail(node), "secondary", "text2"
        )
        return
    amount = words.detail(node)
    if look.width(name, "secondary_medium") + look.width(amount, "secondary") + look.px(8) > area.width():
        amount = words.amount(node)
    wide = min(look.width(name, "secondary_medium"), area.width() - look.width(amount, "secondary") - look.px(8))
    look.text(painter, QRectF(area.left(), area.top(), wide + 1, area.height()), name, "secondary_medium")
    left = area.left() + wide + look.px(8)
    look.text(painter, QRectF(left, area.top(), area.right() - left, area.height()), amount, "secondary", "text2")


_PAINTED: Mapping[Column, Callable[[QPainter, QRectF, Node, FlowWords, Look], None]] = {
    Column.ORIGIN: _paint_origin,
    Column.CONTACT: _paint_contact,
    Column.MISSION: _paint_mission,
}
