"""Charts as pictures to keep, PNG and SVG: the same painting, with its title and what its figures rest on."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, QSizeF
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

from carnet.domain.flows import Diagram, Flows
from carnet.domain.network import Drawing, Network
from carnet.domain.review import Review
from carnet.ui.review import chains, sankey
from carnet.ui.review.look import Look, to_keep
from carnet.words import _
from carnet.words.charts import FlowWords, NetworkWords, rests_on

_WIDTH_PX = 960
_MARGIN_PX = 28
_SHARPNESS = 2
_SVG_DPI = 96  # a pixel of the web


class Picture(Protocol):
    """A chart that can be drawn anywhere."""

    title: str
    rests_on: str
    conclusion: str

    def height(self, look: Look) -> float:
        """Return the height that it takes."""
        ...

    def paint(self, painter: QPainter, size: QSizeF, look: Look) -> None:
        """Paint it at the origin."""
        ...


class FlowPicture:
    """The drawing of where the turnover flowed from."""

    def __init__(self, flows: Flows, review: Review, diagram: Diagram) -> None:
        self._words = FlowWords(flows, review)
        self._diagram = diagram
        self.title = _("Where the missions come from")
        self.rests_on = rests_on(review.question, len(review.missions))
        self.conclusion = self._words.conclusion(diagram)

    def height(self, look: Look) -> float:
        """Return the height in which every label has its line."""
        return max(sankey.height_of(self._diagram, look), look.px(440))

    def paint(self, painter: QPainter, size: QSizeF, look: Look) -> None:
        """Paint ribbons, nodes and labels."""
        laid = sankey.lay(self._diagram, self._words, size, look)
        sankey.paint_ground(painter, laid, look)
        sankey.paint_nodes(painter, laid, self._words, look)


class NetworkPicture:
    """The drawing of who brought whom."""

    def __init__(self, network: Network, review: Review, drawing: Drawing) -> None:
        self._words = NetworkWords(network, review)
        self._drawing = drawing
        self.title = _("Who brought whom")
        self.rests_on = rests_on(review.question, len(review.missions))
        self.conclusion = self._words.conclusion()

    def height(self, look: Look) -> float:
        """Return the height in which nobody covers anybody."""
        return chains.height_of(self._drawing, look)

    def paint(self, painter: QPainter, size: QSizeF, look: Look) -> None:
        """Paint lines, people and missions."""
        laid = chains.lay(self._drawing, size, look)
        chains.paint_lines(painter, laid, look)
        chains.paint_people(painter, laid, self._words, look)


def png(picture: Picture) -> bytes:
    """Return a chart as PNG, twice as sharp as the screen."""
    look = to_keep()
    size = _size(picture, look)
    image = QImage(size * _SHARPNESS, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SHARPNESS)
    image.fill(look.ink("surface"))
    image.setText("Title", picture.title)
    image.setText("Description", picture.conclusion)
    painter = QPainter(image)
    _paint(painter, picture, size, look)
    painter.end()
    return _bytes(lambda buffer: QImageWriter(buffer, QByteArray(b"png")).write(image))


def svg(picture: Picture) -> bytes:
    """Return a chart as SVG, its texts as text, with title and description."""
    look = to_keep()
    size = _size(picture, look)

    def draw(buffer: QBuffer) -> None:
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        generator.setSize(size)
        generator.setResolution(_SVG_DPI)
        generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
        generator.setTitle(picture.title)
        generator.setDescription(picture.conclusion)
        painter = QPainter(generator)
        painter.fillRect(QRectF(0, 0, size.width(), size.height()), look.ink("surface"))
        _paint(painter, picture, size, look)
        painter.end()

    return _bytes(draw)


def _size(picture: Picture, look: Look) -> QSize:
    height = picture.height(look) + _head(look) + 2 * look.px(_MARGIN_PX)
    return QSize(round(look.px(_WIDTH_PX)), round(height))


def _head(look: Look) -> float:
    return look.height("section") + look.height("secondary") + look.px(22)


def _paint(painter: QPainter, picture: Picture, size: QSize, look: Look) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    margin = look.px(_MARGIN_PX)
    wide = size.width() - 2 * margin
    first = look.height("section")
    look.text(painter, QRectF(margin, margin, wide, first), picture.title, "section")
    below = QRectF(margin, margin + first + look.px(2), wide, look.height("secondary"))
    look.text(painter, below, picture.rests_on, "secondary", "text2")
    painter.translate(margin, margin + _head(look))
    picture.paint(painter, QSizeF(wide, size.height() - 2 * margin - _head(look)), look)


def _bytes(write: Callable[[QBuffer], object]) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    write(buffer)
    return bytes(buffer.data().data())
