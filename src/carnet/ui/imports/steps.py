"""The three steps at the top of the page: file, check, summary."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from carnet.ui.kit.icons import draw_icon
from carnet.ui.kit.painting import draw_ground, draw_text, text_width
from carnet.ui.kit.theme import color, metric
from carnet.words import _


class Steps(QWidget):
    """Shows which of the three steps one is at."""

    def __init__(self) -> None:
        super().__init__()
        self._names = (_("File"), _("Check"), _("Summary"))
        self._at = 0
        self._everywhere = True
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_step(0)

    def show_step(self, at: int) -> None:
        """Show a step, 0 to 2, as the present one."""
        self._at = at
        text = _("Step {n} of 3: {name}").format(n=at + 1, name=self._names[at])
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def step(self) -> int:
        """Return the present step."""
        return self._at

    def sizeHint(self) -> QSize:
        """Return the size of discs, names and lines."""
        if self._everywhere:
            return QSize(self.whole_width(), metric(24))
        return QSize(text_width(self._names[self._at], "emphasis") + metric(3 * 20 + 10 + 2 * 40), metric(24))

    def whole_width(self) -> int:
        """Return the width with the names of all steps."""
        return sum(text_width(name, "emphasis") for name in self._names) + metric(3 * 30 + 2 * 40)

    def show_names(self, *, everywhere: bool) -> None:
        """Show the names of all steps, or of the present one alone."""
        if everywhere != self._everywhere:
            self._everywhere = everywhere
            self.updateGeometry()
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the steps."""
        painter = QPainter(self)
        x = 0.0
        for at, name in enumerate(self._names):
            if at:
                painter.fillRect(QRectF(x + metric(8), self.height() / 2, metric(24), 1), color("border-strong"))
                x += metric(40)
            x = self._paint_step(painter, x, at, name)
        painter.end()

    def _paint_step(self, painter: QPainter, x: float, at: int, name: str) -> float:
        side = metric(20)
        disc = QRectF(x, (self.height() - side) / 2, side, side)
        past, present = at < self._at, at == self._at
        draw_ground(painter, disc, side / 2, "accent" if present else "accent-soft" if past else "fill")
        if past:
            inner = disc.adjusted(metric(4), metric(4), -metric(4), -metric(4))
            draw_icon(painter, inner, "check", "accent-text")
        else:
            ink = "on-accent" if present else "text2"
            draw_text(painter, disc, str(at + 1), "caption_medium", ink, align=Qt.AlignmentFlag.AlignCenter)
        if not present and not self._everywhere:
            return disc.right()
        role = "emphasis" if present else "body"
        area = QRectF(x + metric(26), 0, text_width(name, role) + 2, self.height())
        draw_text(painter, area, name, role, "text" if present else "text2")
        return area.right()
