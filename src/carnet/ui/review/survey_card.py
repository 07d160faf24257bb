"""« Vous et les salariés français »: the survey of the field beside the user's own figures, not subtracted."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from carnet.domain.survey import PERCENT, OwnFigure
from carnet.ui.kit.cards import Card, Rule
from carnet.ui.kit.labels import label
from carnet.ui.kit.painting import draw_ground, draw_text, text_width
from carnet.ui.kit.theme import metric, notifier
from carnet.ui.review.listing import Listing
from carnet.words import _, findings, formats

_BAR_PX, _LINE_PX, _PERCENT_PX = 8, 18, 1.4


def _percent(value: int) -> str:
    return formats.percent_bp(value * 100)


class TwinBars(QWidget):
    """Two bars, one above the other: outlined the survey's, filled one's own; the figure stands at the end of each."""

    def __init__(self, own: OwnFigure) -> None:
        super().__init__()
        self._own = own
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        survey, mine = _percent(PERCENT[own.line]), own.percent
        text = _("{name}: survey {survey}, you {own}, {n} of {of}")
        self.setAccessibleName(
            text.format(
                name=findings.survey_name(own.line),
                survey=survey,
                own=findings.too_few_to_compare() if mine is None else _percent(mine),
                n=own.cases,
                of=own.of,
            )
        )
        notifier().changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        """Return the room of two whole bars with their figures, or of the words for too few cases."""
        words = text_width(findings.too_few_to_compare(), "secondary")
        bars = metric(100 * _PERCENT_PX) + metric(8) + text_width(_percent(100), "secondary")
        return QSize(max(words, bars), 2 * metric(_LINE_PX))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the survey's bar above one's own."""
        painter = QPainter(self)
        self._paint_bar(painter, 0, PERCENT[self._own.line], filled=False)
        if self._own.percent is None:
            area = QRectF(0, metric(_LINE_PX), self.width(), metric(_LINE_PX))
            draw_text(painter, area, findings.too_few_to_compare(), "secondary", "text2")
        else:
            self._paint_bar(painter, metric(_LINE_PX), self._own.percent, filled=True)
        painter.end()

    def _paint_bar(self, painter: QPainter, y: float, percent: int, *, filled: bool) -> None:
        height, line = metric(_BAR_PX), metric(_LINE_PX)
        bar = QRectF(0, y + (line - height) / 2, max(metric(percent * _PERCENT_PX), 2), height)
        ground = ("accent", None) if filled else (None, "border-control")
        draw_ground(painter, bar, metric(2), *ground, width=1.0 if filled else 1.5)
        face = "secondary_strong+" if filled else "secondary+"
        area = QRectF(bar.right() + metric(8), y, self.width(), line)
        draw_text(painter, area, _percent(percent), face, "text" if filled else "text2")

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


class SurveyCard(Card):
    """The card of the survey."""

    def __init__(self) -> None:
        super().__init__(pad=16, spacing=8)
        self.lines = Listing()
        self.body.addWidget(label(_("You and French employees"), "section"))
        self.body.addWidget(label(_("outlined: the survey; filled: you"), "secondary", "text2"))
        self.body.addWidget(self.lines)
        self.body.addWidget(Rule())
        self.body.addWidget(label(findings.survey_source(), "secondary", "text2", wrap=True))
        self.body.addStretch(1)

    def show_figures(self, own: Sequence[OwnFigure]) -> None:
        """Show one's own figures beside those of the survey."""
        self.lines.show_lines(_line(each) for each in own)


def _line(own: OwnFigure) -> QWidget:
    line, texts = QWidget(), QVBoxLayout()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(metric(12))
    texts.setSpacing(metric(1))
    texts.addWidget(label(findings.survey_name(own.line), wrap=True))
    texts.addWidget(label(findings.own_name(own), "secondary", "text2", wrap=True))
    row.addLayout(texts, 1)
    row.addWidget(TwinBars(own))
    return line
