"""When, where, by whom, for how much: four cells under the title, each opening the form at its place."""

from PySide6.QtCore import QRectF, QSize, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from carnet.domain.events import EventSheet
from carnet.domain.zones import local_day
from carnet.ui.events.when import hours
from carnet.ui.kit.icons import draw_icon
from carnet.ui.kit.painting import draw_ground, draw_text, line_height, set_tip, text_width
from carnet.ui.kit.plain_button import PlainButton
from carnet.ui.kit.theme import color, metric, text_scale
from carnet.words import _
from carnet.words.formats import duration, money, ordinal, short_day


class _Cell(PlainButton):
    """One fact under its name; a click edits it."""

    def __init__(self, key: str, icon_name: str, title: str) -> None:
        self.key = key
        self._icon_name = icon_name
        self._title = title
        self._lines = ("", "")
        super().__init__(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, first: str, second: str) -> None:
        """Show a fact and what goes with it."""
        self._lines = (first or _("to fill in"), second)
        said = ", ".join(line for line in self._lines if line)
        self.setAccessibleName(f"{self._title} : {said}")
        set_tip(self, said)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return three lines and their margins, as wide as the longest."""
        widest = max(text_width(self._lines[0]), text_width(self._lines[1], "secondary"))
        return QSize(max(metric(90), widest + metric(24)), 2 * line_height("secondary") + line_height() + metric(20))

    def minimumSizeHint(self) -> QSize:
        """Elide where there is no room."""
        return QSize(metric(90), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint name, fact and detail."""
        painter = QPainter(self)
        if self.hovered():
            draw_ground(painter, QRectF(self.rect()).adjusted(2, 2, -2, -2), metric(8), "hover")
        left, y, width = metric(14), metric(9), self.width() - metric(22)
        side = metric(13)
        draw_icon(painter, QRectF(left, y + 1, side, side), self._icon_name, "text3")
        head = QRectF(left + side + metric(6), y, width - side, line_height("secondary"))
        draw_text(painter, head, self._title, "secondary", "text2")
        y += line_height("secondary") + metric(2)
        empty = self._lines[0] == _("to fill in")
        draw_text(painter, QRectF(left, y, width, line_height()), self._lines[0], "body", "text3" if empty else "text")
        y += line_height()
        draw_text(painter, QRectF(left, y, width, line_height("secondary")), self._lines[1], "secondary", "text2")
        painter.end()


class Band(QWidget):
    """The four cells in a frame, two by two where there is no room.

    Signals:
        edit_asked: key of the cell.
    """

    edit_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.cells = (
            _Cell("when", "clock", _("When")),
            _Cell("where", "map-pin", _("Where")),
            _Cell("organiser", "building-2", _("Organiser")),
            _Cell("cost", "euro", _("Cost")),
        )
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(1, 1, 1, 1)
        self._grid.setSpacing(0)
        self._across = 0
        for cell in self.cells:
            cell.clicked.connect(self._on_clicked)
        self._lay(4)

    def show_sheet(self, sheet: EventSheet) -> None:
        """Show the facts of an event."""
        event = sheet.event
        day = "" if event.starts_at is None else short_day(local_day(event.starts_at, event.tz))
        hour = hours(event)
        if event.tz != "Europe/Paris" and hour:
            hour = f"{hour} ({event.tz.rpartition('/')[2].replace('_', ' ')})"
        nth = _("{nth} event").format(nth=ordinal(sheet.nth)) if event.organiser else ""
        spent = (event.minutes_spent or 0) + (event.travel_minutes or 0)
        place = ", ".join(part for part in (event.venue, event.city) if part)
        price = money(event.cost_cents) if event.cost_cents else _("free")
        lines = (
            (day, hour),
            (place, event.url.removeprefix("https://")),
            (event.organiser, nth),
            (price, duration(spent) if spent else ""),
        )
        for cell, (first, second) in zip(self.cells, lines, strict=True):
            cell.show_lines(first, second)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cells two by two where there is no room."""
        super().resizeEvent(event)
        self._lay(4 if self.width() / text_scale() >= 520 else 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame and the rules between cells."""
        painter = QPainter(self)
        draw_ground(painter, self.rect(), metric(10), None, "border")
        for cell in self.cells:
            if cell.x() > 2:
                painter.fillRect(QRectF(cell.x(), cell.y() + metric(1), 1, cell.height() - metric(2)), color("border"))
        painter.end()

    def _lay(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for at, cell in enumerate(self.cells):
            self._grid.addWidget(cell, at // across, at % across)

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, _Cell):
            self.edit_asked.emit(sender.key)
