"""The card of a chart: its title, what is pointed at, the button that keeps the picture, and the chart."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout

from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import Card, EmptyState
from carnet.ui.kit.labels import ElidedLabel, label
from carnet.ui.kit.theme import metric
from carnet.ui.review.chart import Chart
from carnet.words import _


class ChartCard(Card):
    """A chart under one line that tells what its figures rest on, or the figures of what is pointed at.

    Signals:
        picture_asked: the picture is to be kept.
    """

    picture_asked = Signal()

    def __init__(self, title: str, chart: Chart, empty: str) -> None:
        super().__init__(pad=16, spacing=4)
        self._rests_on = ""
        self.chart = chart
        self.title = label(title, "section")
        self.told = ElidedLabel("", "secondary", "text2", digits=True)
        self.keep = Button(_("Save the picture"), "download", "bare", small=True)
        self.empty = EmptyState(empty)
        head = QHBoxLayout()
        head.setSpacing(metric(12))
        head.addWidget(self.title, 1)
        head.addWidget(self.keep)
        self.body.addLayout(head)
        self.body.addWidget(self.told)
        self.body.addWidget(self.chart, 1)
        self.body.addWidget(self.empty, 1)
        self.chart.told.connect(self._on_told)
        self.keep.clicked.connect(self.picture_asked)
        self.chart.picture_asked.connect(self.picture_asked)

    def show_chart(self, rests_on: str, *, there: bool) -> None:
        """Say what the figures rest on; without a chart, only why there is none."""
        self._rests_on = rests_on
        self.told.setVisible(there)
        self.chart.setVisible(there)
        self.keep.setVisible(there)
        self.empty.setVisible(not there)
        if self.chart.focused_key() is None:
            self.told.set_text(rests_on)

    @Slot(str)
    def _on_told(self, text: str) -> None:
        self.told.set_text(text or self._rests_on)
