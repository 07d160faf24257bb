"""The drawing of who brought whom, as a widget."""

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, final

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPainter

from carnet.domain.flows import MOST
from carnet.domain.network import Chain, Drawing, Network, drawing
from carnet.domain.review import Review
from carnet.ui.review import chains
from carnet.ui.review.chart import Chart, Spot
from carnet.ui.review.look import on_screen
from carnet.words import _
from carnet.words.charts import NetworkWords

if TYPE_CHECKING:
    from carnet.ui.review.pictures import NetworkPicture

_EMPTY = Drawing((), {}, (), 0)


@final
class NetworkChart(Chart):
    """The chains of introductions that led to missions, the largest dozen first."""

    def __init__(self) -> None:
        super().__init__(_("Drawing: who brought whom"))
        self._network: Network | None = None
        self._review: Review | None = None
        self._words: NetworkWords | None = None
        self._laid: chains.Laid | None = None
        self._most = MOST
        self.drawing = _EMPTY

    def show_network(self, network: Network, review: Review) -> None:
        """Show the chains of an answer."""
        self._network, self._review, self._words = network, review, NetworkWords(network, review)
        self._most = MOST
        self._chosen = None
        self.setAccessibleDescription(self._words.conclusion())
        self._fold()

    def show_more(self) -> None:
        """Draw a dozen chains more."""
        self._most += MOST
        self._fold()

    def folds_back(self) -> bool:
        """Draw the largest dozen only."""
        if self._most == MOST:
            return False
        self._most = MOST
        self._fold()
        return True

    def picture(self) -> "NetworkPicture | None":
        """Return what is shown as a picture to keep."""
        from carnet.ui.review.pictures import NetworkPicture  # Qt's writer of SVG, which few ask for

        if self._network is None or self._review is None or not self.drawing.chains:
            return None
        return NetworkPicture(self._network, self._review, self.drawing)

    def _fold(self) -> None:
        self.drawing = _EMPTY if self._network is None else drawing(self._network, self._most)
        self.refresh()

    def lay_out(self) -> Sequence[Spot]:
        """Lay out people and the ends of chains."""
        self._laid = None
        words = self._words
        if words is None or not self.drawing.chains or self.width() < 1:
            return ()
        look = on_screen()
        self.setMinimumHeight(round(chains.height_of(self.drawing, look)))
        laid = self._laid = chains.lay(self.drawing, QSizeF(self.size()), look)
        spots = [
            Spot(person.key, laid.boxes[person.key], self._told(person.key, ", "), at)
            for at, layer in enumerate(self.drawing.layers)
            for person in layer
        ]
        last = len(self.drawing.layers)
        return [
            *spots,
            *(Spot(chain, laid.boxes[chain], self._told(chain, ", "), last) for chain in self.drawing.chains),
        ]

    def _told(self, key: Hashable, between: str) -> str:
        words = self._words
        if words is None:
            return ""
        if isinstance(key, Chain):
            return between.join((words.people(key), words.led_to(key), words.value(key)))
        person = next(each for layer in self.drawing.layers for each in layer if each.key == key)
        return between.join((words.person(person.key), words.behind(person.missions, person.credit_cents)))

    def paint_under(self, painter: QPainter) -> None:
        """Paint the lines at rest."""
        if self._laid is not None:
            chains.paint_lines(painter, self._laid, on_screen())

    def paint_lit(self, painter: QPainter, key: Hashable) -> None:
        """Paint the lines of the chains that somebody is in."""
        if self._laid is not None and isinstance(key, str | Chain):
            chains.paint_lit(painter, self._laid, on_screen(), chains.chains_of(self.drawing, key))

    def paint_over(self, painter: QPainter) -> None:
        """Paint people and missions."""
        if self._laid is not None and self._words is not None:
            chains.paint_people(painter, self._laid, self._words, on_screen())

    def figures_of(self, key: Hashable) -> str:
        """Return the figures of somebody, or of a chain."""
        return self._told(key, " · ")
