"""The target of a year: how much of it is signed, beside how much of the year is over."""

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from carnet.domain.targets import Progress
from carnet.ui.kit.cards import Card, paint_progress
from carnet.ui.kit.labels import LinkLabel, label
from carnet.ui.kit.theme import color, metric
from carnet.words import _, reviews


class TargetLine(QWidget):
    """A bar up to the target, and a mark where the year is today."""

    def __init__(self) -> None:
        super().__init__()
        self._reached = self._elapsed = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_progress(self, found: Progress) -> None:
        """Show another progress."""
        self._reached, self._elapsed = found.reached_bp, found.elapsed_bp
        self.setAccessibleName(reviews.target_said(found))
        self.update()

    def sizeHint(self) -> QSize:
        """Return a bar with its mark."""
        return QSize(metric(160), metric(14))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint bar and mark."""
        painter = QPainter(self)
        bar = QRectF(0, metric(4), self.width(), metric(6))
        paint_progress(painter, bar, self._reached, 10_000)
        if 0 < self._elapsed < 10_000:
            x = bar.width() * self._elapsed / 10_000
            painter.fillRect(QRectF(x - metric(1), 0, metric(2), metric(14)), color("text"))
        painter.end()


class TargetCard(Card):
    """The card of the target.

    Signals:
        change_asked: the user wants another target.
    """

    change_asked = Signal()

    def __init__(self) -> None:
        super().__init__(pad=16, spacing=8)
        self.title = label("", "section")
        self.said = label("", "body", "text2", wrap=True)
        self.change = LinkLabel(_("Change the target"))
        self.line = TargetLine()
        row = QHBoxLayout()
        row.setSpacing(metric(10))
        row.addWidget(self.title)
        row.addStretch(1)
        row.addWidget(self.change)
        self.body.addLayout(row)
        self.body.addWidget(self.line)
        self.body.addWidget(self.said)
        self.body.addStretch(1)
        self.change.activated.connect(self.change_asked)

    def show_progress(self, found: Progress) -> None:
        """Show how far the year is; without a target, what one would be for."""
        self.title.set_text(_("Target for {year}").format(year=found.year))
        self.line.show_progress(found)
        self.line.setVisible(bool(found.target_cents))
        self.said.set_text(reviews.target_said(found))
        self.change.setText(_("Change the target") if found.target_cents else _("Set a target"))
