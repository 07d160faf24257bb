"""The drawing of where the turnover flowed from, as a widget."""

from collections.abc import Hashable, Iterator, Sequence
from typing import TYPE_CHECKING, final

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter

from carnet.domain.flows import MOST, REST, Column, Diagram, Flows, Key, Ribbon, diagram
from carnet.domain.review import Review
from carnet.ui.kit.theme import metric
from carnet.ui.review import sankey
from carnet.ui.review.chart import Chart, Spot
from carnet.ui.review.look import on_screen
from carnet.words import _
from carnet.words.charts import FlowWords

if TYPE_CHECKING:
    from carnet.ui.review.pictures import FlowPicture

_MOST_DRAWN = 5 * MOST


@final
class FlowChart(Chart):
    """Bands from origin through relation to mission; « Autres » opens into a dozen more."""

    def __init__(self) -> None:
        super().__init__(_("Drawing: where the missions come from"))
        self._flows: Flows | None = None
        self._review: Review | None = None
        self._words: FlowWords | None = None
        self._values: dict[int, int] = {}
        self._diagram = Diagram((), ())
        self._laid: sankey.Laid | None = None
        self._most = {Column.CONTACT: MOST, Column.MISSION: MOST}

    def showing(self, flows: Flows, review: Review, drawn: Diagram) -> Iterator[None]:
        """Show the bands of an answer a part a step, folded as drawn; by another grouping they are the same."""
        if self._flows is None or flows.bands is not self._flows.bands:
            self._flows, self._review, self._words = flows, review, FlowWords(flows, review)
            self._values = {mission.id: mission.value_cents for mission in review.missions if mission.value_cents}
            self._most = dict.fromkeys(self._most, MOST)
            self._draw(drawn)
        elif not self._outgrown:
            return
        if self.updatesEnabled():
            yield from self.refreshing()
        else:  # before it is first seen all around it still finds its place
            self._make_room()
        if self._chosen is not None and self._diagram.node(self._as_key(self._chosen)) is None:
            self._chosen = None

    def picture(self) -> "FlowPicture | None":
        """Return what is shown as a picture to keep."""
        from carnet.ui.review.pictures import FlowPicture  # Qt's writer of SVG, which few ask for

        if self._flows is None or self._review is None:
            return None
        return FlowPicture(self._flows, self._review, self._diagram)

    def _fold(self) -> None:
        assert self._flows is not None
        contacts, missions = self._most[Column.CONTACT], self._most[Column.MISSION]
        self._draw(diagram(self._flows.bands, contacts, missions, values=self._values))

    def _draw(self, drawn: Diagram) -> None:
        assert self._words is not None
        self._diagram = drawn
        self.setAccessibleDescription(self._words.conclusion(self._diagram))

    def lay_out(self) -> Sequence[Spot]:
        """Lay out the nodes and ribbons."""
        self._laid = None
        if self._words is None or not self._diagram.ribbons or self.width() < 1:
            return ()
        self._make_room()
        laid = self._laid = sankey.lay(self._diagram, self._words, QSizeF(self.size()), on_screen())
        return [
            Spot(node.key, _area(laid, node.key), self._spoken(node.key), int(node.key[0]))
            for column in self._diagram.columns
            for node in column
        ]

    def _make_room(self) -> None:
        least = round(sankey.height_of(self._diagram, on_screen()))
        self.setMinimumHeight(least)
        self.setMaximumHeight(2 * least)

    def _spoken(self, key: Key) -> str:
        node = self._diagram.node(key)
        assert node is not None
        assert self._words is not None
        said = self._words.spoken(node)
        return _("{node}, opens").format(node=said) if node.folded else said

    def paint_under(self, painter: QPainter) -> None:
        """Paint the ribbons at rest."""
        if self._laid is not None:
            sankey.paint_ground(painter, self._laid, on_screen())

    def paint_lit(self, painter: QPainter, key: Hashable) -> None:
        """Paint the ribbons of a node, or one."""
        if self._laid is not None:
            sankey.paint_lit(painter, self._laid, on_screen(), self._ribbons_of(key))

    def paint_over(self, painter: QPainter) -> None:
        """Paint nodes and labels."""
        if self._laid is not None and self._words is not None:
            sankey.paint_nodes(painter, self._laid, self._words, on_screen())

    def paint_chosen(self, painter: QPainter, key: Hashable) -> None:
        """Paint the node in the colour of what is chosen."""
        if self._laid is not None:
            sankey.paint_node(painter, self._laid.nodes[self._as_key(key)], "accent", on_screen())

    def figures_of(self, key: Hashable) -> str:
        """Return the figures of a node or of a ribbon."""
        if self._words is None:
            return ""
        if isinstance(key, Ribbon):
            nodes = [self._diagram.node(end) for end in key.ends]
            return self._words.ribbon(tuple(self._words.label(node) for node in nodes if node), key.cents)
        node = self._diagram.node(self._as_key(key))
        return self._words.told(node) if node is not None else ""

    def thing_at(self, place: QPointF) -> Ribbon | None:
        """Return the ribbon under the pointer."""
        if self._laid is None:
            return None
        for ribbon, halves in self._laid.halves.items():
            if any(half.outline.boundingRect().contains(place) and half.outline.contains(place) for half in halves):
                return ribbon
        return None

    def opens(self, key: Hashable) -> bool:
        """Show a dozen more of what is folded; what no drawing could hold is for the table."""
        column, name = self._as_key(key)
        if name != REST:
            return False
        if self._most[column] >= _MOST_DRAWN:
            self.table_asked.emit()
        else:
            self._most[column] += MOST
            self._fold()
        return True

    def folds_back(self) -> bool:
        """Fold again what was opened."""
        if set(self._most.values()) == {MOST} or self._words is None:
            return False
        self._most = dict.fromkeys(self._most, MOST)
        self._fold()
        self.refresh()
        return True

    def chosen_key(self) -> Key | None:
        """Return the node that stays lit, None for none."""
        return None if self._chosen is None else self._as_key(self._chosen)

    def choose_shown(self, key: object) -> None:
        """Let a node stay lit where it is shown, else none."""
        self.choose(key if isinstance(key, tuple) and key in self._buttons else None)

    def label_of(self, key: Key) -> str:
        """Return what a node is called."""
        node = self._diagram.node(key)
        return self._words.label(node) if node is not None and self._words is not None else ""

    def missions_of(self, key: Hashable) -> frozenset[int]:
        """Return the missions behind a node."""
        node = self._diagram.node(self._as_key(key))
        return node.missions if node is not None else frozenset()

    def _ribbons_of(self, key: Hashable) -> list[Ribbon]:
        return [ribbon for ribbon in self._diagram.ribbons if ribbon == key or key in ribbon.ends]

    def _as_key(self, key: Hashable) -> Key:
        assert isinstance(key, tuple)
        return Column(key[0]), str(key[1])


def _area(laid: sankey.Laid, key: Key) -> QRectF:
    """Return where a node is met by the pointer: it and its label, a finger high where there is room."""
    return laid.nodes[key].united(laid.labels[key]).adjusted(0, -metric(2), 0, metric(2))
