"""The frame of the quick add: what stays in view above and below, and what scrolls between."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from carnet.ui.kit.buttons import Button
from carnet.ui.kit.flow import FlowLayout
from carnet.ui.kit.labels import KeyHint, label
from carnet.ui.kit.painting import draw_ground
from carnet.ui.kit.theme import color, metric, notifier
from carnet.words import _

_LEAST_PX = 96


class Surface(QWidget):
    """A ground painted whole, so that Qt repaints nothing of the panel and of the page below it."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill with the surface."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), color("surface"))
        painter.end()


class Top(Surface):
    """What stays in view above."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        notifier().changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.column.setContentsMargins(metric(8), metric(2), metric(8), 0)
        self.column.setSpacing(metric(10))


class Middle(QScrollArea):
    """Takes the height of what it holds, and scrolls where the window has less."""

    def __init__(self) -> None:
        super().__init__()
        self.inner = Surface()
        self.column = QVBoxLayout(self.inner)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self.inner)
        self.inner.setAutoFillBackground(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.inner.installEventFilter(self)
        notifier().changed.connect(self._restyle)
        self._restyle()

    def sizeHint(self) -> QSize:
        """Return the height of the content at the present width."""
        width = max(self.width(), metric(200))
        height = (
            self.column.heightForWidth(width) if self.column.hasHeightForWidth() else self.inner.sizeHint().height()
        )
        return QSize(width, height)

    def minimumSizeHint(self) -> QSize:
        """Keep a line or two in view."""
        return QSize(metric(200), min(metric(_LEAST_PX), self.sizeHint().height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with the content."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def _restyle(self) -> None:
        self.column.setContentsMargins(metric(20), metric(10), metric(20), metric(10))
        self.column.setSpacing(metric(8))


class Foot(QWidget):
    """The keys, and « Terminer »."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        keys = QWidget()
        flow = FlowLayout(keys, gap=12)
        for caps, text in _keys():
            flow.addWidget(_hint(caps, text))
        self._row.addWidget(keys, 1, Qt.AlignmentFlag.AlignVCenter)
        self.done = Button(_("Finish"), keys=(_("Esc"),))
        self._row.addWidget(self.done, 0, Qt.AlignmentFlag.AlignVCenter)
        notifier().changed.connect(self._restyle)
        self._restyle()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, round at the foot of the panel, and the rule above."""
        painter = QPainter(self)
        draw_ground(painter, self.rect().adjusted(0, -metric(12), 0, 0), metric(11), "list")
        painter.fillRect(0, 0, self.width(), 1, color("border"))
        painter.end()

    def _restyle(self) -> None:
        side = metric(20)
        self._row.setContentsMargins(side, metric(11), metric(12), metric(11))
        self._row.setSpacing(metric(12))


def _keys() -> tuple[tuple[tuple[str, ...], str], ...]:
    return (
        ((_("Enter"),), _("Add and continue")),
        (("↑",), _("Take the previous one back")),
        (("Ctrl", "Z"), _("Undo")),
        (("F1",), _("Syntax")),
    )


def _hint(caps: tuple[str, ...], text: str) -> QWidget:
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(metric(6))
    row.addWidget(KeyHint(*caps))
    row.addWidget(label(text, "secondary", "text2"))
    return pair
