"""The three figures of an organisation, each a link to the screen that lists what it counts."""

from PySide6.QtCore import QRectF, QSize, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from carnet.domain.organisations import OrganisationSheet
from carnet.ui.kit.painting import draw_ground, draw_text, line_height, set_tip, text_width
from carnet.ui.kit.plain_button import PlainButton
from carnet.ui.kit.theme import color, metric, notifier
from carnet.words import _, formats, organisations

_LEAST_PX = 150


class _Figure(PlainButton):
    """A number under what it counts, a note beside it."""

    def __init__(self) -> None:
        self._value = self._note = ""
        super().__init__("")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_figure(self, caption: str, value: int, note: str) -> None:
        """Show a figure; hidden where it counts nothing."""
        self._value, self._note = formats.number(value), note
        self.setText(caption)
        said = " ".join(part for part in (self._value, note) if part)
        self.setAccessibleName(f"{caption}, {said}")
        set_tip(self, said)
        self.setVisible(value > 0)
        self.update()

    def sizeHint(self) -> QSize:
        """Return two lines and their margins."""
        wide = text_width(self._value, "section") + metric(6) + text_width(self._note, "secondary")
        width = max(wide, text_width(self.text(), "secondary")) + metric(28)
        return QSize(width, line_height("secondary") + line_height("section") + metric(20))

    def minimumSizeHint(self) -> QSize:
        """Elide where there is no room."""
        return QSize(metric(_LEAST_PX), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint caption, value and note."""
        painter = QPainter(self)
        if self.hovered():
            draw_ground(painter, QRectF(self.rect()).adjusted(2, 2, -2, -2), metric(8), "hover")
        left, y, width = metric(14), metric(9), self.width() - metric(20)
        height = line_height("secondary")
        draw_text(painter, QRectF(left, y, width, height), self.text(), "secondary", "text2")
        y += height + metric(2)
        line = QRectF(left, y, width, line_height("section"))
        used = draw_text(painter, line, self._value, "section+", "text")
        draw_text(painter, line.adjusted(used + metric(6), metric(1), 0, 0), self._note, "secondary", "text2")
        painter.end()


class OrganisationFigures(QWidget):
    """The figures in a frame, side by side or one under the other.

    Signals:
        people_asked, missions_asked, events_asked: what a figure counts is wanted.
    """

    people_asked = Signal()
    missions_asked = Signal()
    events_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.people, self.missions, self.events = _Figure(), _Figure(), _Figure()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(1, 1, 1, 1)
        self._grid.setSpacing(0)
        self._laid: tuple[object, ...] = ()
        for figure in self._all():
            figure.setParent(self)  # before it is shown, or it would be a window of its own
        self.people.clicked.connect(self.people_asked)
        self.missions.clicked.connect(self.missions_asked)
        self.events.clicked.connect(self.events_asked)
        notifier().changed.connect(self._fit)

    def show_sheet(self, sheet: OrganisationSheet) -> None:
        """Show the figures of an organisation."""
        people = sheet.now_count + sheet.before_count
        self.people.show_figure(_("People known"), people, organisations.people_note(sheet))
        figure = sheet.figure
        if figure is None:
            self.missions.show_figure(_("Missions"), 0, "")
        else:
            amount = formats.money(figure.cents, figure.currency) if figure.cents else ""
            self.missions.show_figure(organisations.missions_caption(figure), figure.missions, amount)
        self.events.show_figure(_("Events organised"), sheet.events_count, organisations.encounters(sheet.met_count))
        self.setVisible(any(not figure.isHidden() for figure in self._all()))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the figures one under the other where there is no room."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Leave the width to the page."""
        return QSize(metric(_LEAST_PX), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame and the rules between the figures."""
        painter = QPainter(self)
        draw_ground(painter, self.rect(), metric(10), None, "border")
        for figure in self._all():
            if figure.x() > 2 and not figure.isHidden():
                painter.fillRect(QRectF(figure.x(), 1, 1, self.height() - 2), color("border"))
            elif figure.y() > 2 and not figure.isHidden():
                painter.fillRect(QRectF(1, figure.y(), self.width() - 2, 1), color("border"))
        painter.end()

    def _all(self) -> tuple[_Figure, ...]:
        return (self.people, self.missions, self.events)

    @Slot()
    def _fit(self) -> None:
        shown = [figure for figure in self._all() if not figure.isHidden()]
        across = len(shown) if self.width() >= len(shown) * metric(_LEAST_PX) + 2 else 1
        laid = (across, *shown)
        if laid == self._laid:
            return
        self._laid = laid
        for at, figure in enumerate(shown):
            self._grid.addWidget(figure, at // across if across else 0, at % across if across else 0)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < across else 0)
