"""Where everybody stands, as one bar with a legend whose numbers sum to the register."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from carnet.domain.privacy import Standing
from carnet.ui.kit.painting import draw_ground, draw_text, line_height, text_width
from carnet.ui.kit.theme import metric
from carnet.words import _, formats, privacy

_ORDER = (
    (Standing.CURRENT, "success"),
    (Standing.CLIENT, "info"),
    (Standing.SOON, "warning"),
    (Standing.WAITING, "border-control"),
    (Standing.DUE, "danger"),
    (Standing.ARCHIVED, "border-strong"),
)
_BAR_PX, _GAP_PX = 12, 2


class StandingBar(QWidget):
    """Painted; its accessible description is the legend."""

    def __init__(self) -> None:
        super().__init__()
        self._counts: Mapping[Standing, int] = {}
        self.setAccessibleName(_("Retention"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_counts(self, counts: Mapping[Standing, int]) -> None:
        """Show how many stand where."""
        self._counts = counts
        told = (f"{formats.number(counts[each])} {privacy.standing(each)}" for each, _tint in self._shown())
        self.setAccessibleDescription(", ".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of bar and legend."""
        lines = len(self._lines(self.width() or metric(600)))
        return QSize(metric(300), metric(_BAR_PX) + metric(8) + max(1, lines) * (line_height("secondary") + metric(3)))

    def resizeEvent(self, _event: object) -> None:
        """Take the lines that the legend needs."""
        self.setFixedHeight(self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the parts, then what they are."""
        painter = QPainter(self)
        total = sum(self._counts.values())
        gap, height = metric(_GAP_PX), metric(_BAR_PX)
        room = self.width() - gap * max(0, len(self._shown()) - 1)
        x = 0.0
        for each, tint in self._shown():
            width = max(float(metric(3)), room * self._counts[each] / total)
            draw_ground(painter, QRectF(x, 0, width, height), metric(3), tint)
            x += width + gap
        y = float(height + metric(8))
        for line in self._lines(self.width()):
            self._paint_line(painter, y, line)
            y += line_height("secondary") + metric(3)
        painter.end()

    def _shown(self) -> list[tuple[Standing, str]]:
        return [(each, tint) for each, tint in _ORDER if self._counts.get(each)]

    def _lines(self, width: int) -> list[list[tuple[Standing, str]]]:
        lines: list[list[tuple[Standing, str]]] = [[]]
        used = 0.0
        for entry in self._shown():
            needed = self._width_of(entry[0])
            if lines[-1] and used + needed > width:
                lines.append([])
                used = 0.0
            lines[-1].append(entry)
            used += needed
        return lines

    def _width_of(self, each: Standing) -> float:
        number = text_width(formats.number(self._counts[each]), "secondary_strong")
        return (
            metric(10) + metric(7) + number + metric(5) + text_width(privacy.standing(each), "secondary") + metric(20)
        )

    def _paint_line(self, painter: QPainter, y: float, line: list[tuple[Standing, str]]) -> None:
        x, height, side = 0.0, line_height("secondary"), metric(10)
        for each, tint in line:
            draw_ground(painter, QRectF(x, y + (height - side) / 2, side, side), metric(3), tint)
            at = x + side + metric(7)
            number = formats.number(self._counts[each])
            at += draw_text(painter, QRectF(at, y, self.width(), height), number, "secondary_strong") + metric(5)
            draw_text(painter, QRectF(at, y, self.width(), height), privacy.standing(each), "secondary", "text2")
            x += self._width_of(each)
