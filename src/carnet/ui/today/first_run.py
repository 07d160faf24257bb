"""What an empty journal shows: three doors."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import Card, IconTile
from carnet.ui.kit.icons import draw_icon
from carnet.ui.kit.labels import IconLabel, label
from carnet.ui.kit.painting import draw_ground
from carnet.ui.kit.theme import color, metric, notifier, text_scale
from carnet.words import _

_CENTRE = Qt.AlignmentFlag.AlignHCenter


class _Picture(QWidget):
    """An open book: lines at left, two people and one to come at right."""

    def __init__(self) -> None:
        super().__init__()
        notifier().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the size of the drawing."""
        return QSize(metric(280), metric(160))

    def minimumSizeHint(self) -> QSize:
        """Never clip it."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it from the colours in force."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        unit = metric(100) / 100
        painter.translate((self.width() - 280 * unit) / 2, 0)
        painter.scale(unit, unit)
        for left in (10, 140):
            draw_ground(painter, QRectF(left, 8, 130, 146), 10, "surface", "border-strong")
        painter.fillRect(QRectF(88, 2, 16, 40), color("accent"))
        for at, width in enumerate((78, 60, 72, 48)):
            painter.fillRect(QRectF(36, 48 + at * 20, width, 2), color("border"))
        painter.setPen(QPen(color("border-control"), 1.5))
        painter.drawLine(QPointF(190, 90), QPointF(204, 68))
        painter.setPen(QPen(color("border-control"), 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(202, 116), QPointF(242, 116))
        for centre, radius, heat in ((QPointF(218, 52), 18, "heat3"), (QPointF(178, 108), 22, "heat4")):
            self._paint_face(painter, centre, radius, heat)
        painter.setBrush(color("accent-soft"))
        painter.setPen(QPen(color("accent"), 2, Qt.PenStyle.DashLine))
        painter.drawEllipse(QPointF(260, 116), 16, 16)
        draw_icon(painter, QRectF(251, 107, 18, 18), "plus", "accent")
        painter.end()

    def _paint_face(self, painter: QPainter, centre: QPointF, radius: float, heat: str) -> None:
        painter.setBrush(color("surface"))
        painter.setPen(QPen(color(heat), 2.5))
        painter.drawEllipse(centre, radius, radius)
        draw_icon(painter, QRectF(centre.x() - 10, centre.y() - 10, 20, 20), "user", "text2")


class _Door(Card):
    """One way to begin.

    Signals:
        opened: key of the door.
    """

    opened = Signal(str)

    def __init__(self, key: str, icon_name: str, title: str, text: str, button: Button) -> None:
        super().__init__(18, 8)
        self._key = key
        self.button = button
        self.body.addWidget(IconTile(icon_name))
        self.body.addSpacing(metric(6))
        self.body.addWidget(label(title, "section"))
        self.body.addWidget(label(text, "body", "text2", wrap=True))
        self.body.addStretch(1)
        self.body.addWidget(button)
        button.clicked.connect(self._on_clicked)

    @Slot()
    def _on_clicked(self) -> None:
        self.opened.emit(self._key)


class FirstRun(QWidget):
    """« Votre carnet est prêt », and three doors.

    Signals:
        chosen: "imports", "demo" or "quick_add".
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._doors = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.doors = [
            _Door(
                "quick_add",
                "user-plus",
                _("Begin"),
                _("One line is enough: a name, a company, a number."),
                Button(_("Add a person"), "plus", "primary"),
            ),
            _Door(
                "imports",
                "import",
                _("Import my contacts"),
                _("A vCard or LinkedIn file. Nothing is changed before you agree."),
                Button(_("Import…")),
            ),
            _Door(
                "demo",
                "eye",
                _("Open the example"),
                _("A journal of three years, kept apart from yours."),
                Button(_("Visit")),
            ),
        ]
        self._build()
        self.setFocusProxy(self.doors[0].button)
        notifier().changed.connect(self._restyle)
        self._restyle()

    def set_width(self, width: int) -> None:
        """Put the doors side by side, or one under the other where there is no room."""
        narrow = width / text_scale() < 640
        self._doors.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def _build(self) -> None:
        self._column.addStretch(1)
        self._column.addWidget(_Picture(), 0, _CENTRE)
        title = label(_("Your notebook is ready"), "title", wrap=True)
        title.setAlignment(_CENTRE)
        self._column.addWidget(title)
        text = label(
            _("Note whom you meet and when to call, then see which relations bring you missions."),
            "body",
            "text2",
            wrap=True,
        )
        text.setAlignment(_CENTRE)
        self._column.addWidget(text)
        for door in self.doors:
            self._doors.addWidget(door, 1)
            door.opened.connect(self.chosen)
        row = QWidget()
        row.setMaximumWidth(metric(880))
        row.setLayout(self._doors)
        line = QHBoxLayout()
        line.addWidget(row)
        self._column.addLayout(line)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(IconLabel("hard-drive", 14, "text3"))
        foot.addWidget(label(_("Everything stays on this computer"), "secondary", "text3"))
        foot.addStretch(1)
        self._column.addLayout(foot)
        self._column.addStretch(2)

    @Slot()
    def _restyle(self) -> None:
        self._column.setSpacing(metric(14))
        self._doors.setSpacing(metric(16))
        self._doors.setContentsMargins(metric(20), metric(10), metric(20), metric(6))
