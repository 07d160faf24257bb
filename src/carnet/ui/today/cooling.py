"""« Relations qui refroidissent »: one card a relation, with why, and one thing to do about it."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from carnet.domain.today import CoolingLine
from carnet.ui.kit.avatar import Avatar, paint_heat_bars
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import Card, Rule
from carnet.ui.kit.icons import draw_icon
from carnet.ui.kit.labels import ElidedLabel, LinkLabel, label
from carnet.ui.kit.painting import draw_text, line_height
from carnet.ui.kit.theme import metric, notifier
from carnet.words import _, pgettext
from carnet.words.contacts import level
from carnet.words.formats import FIXED


class _Transition(QWidget):
    """Bars and word of the level before, an arrow, those of the level now."""

    def __init__(self, line: CoolingLine) -> None:
        super().__init__()
        self._levels = [value for value in (line.from_level, line.to_level) if value]
        now = level(line.to_level)
        fell = _("From {before} to {now}").format(before=level(line.from_level), now=now) if line.from_level else now
        self.setAccessibleName(fell)

    def sizeHint(self) -> QSize:
        """Return one line of text."""
        return QSize(metric(150), line_height("secondary") + metric(4))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both levels."""
        painter = QPainter(self)
        height = self.height()
        x = 0.0
        for at, value in enumerate(self._levels):
            is_last = at == len(self._levels) - 1
            if at:
                side = metric(13)
                draw_icon(painter, QRectF(x + metric(3), (height - side) / 2, side, side), "arrow-right", "text3")
                x += side + metric(8)
            paint_heat_bars(painter, QRectF(x, (height - metric(12)) / 2, metric(26), metric(12)), value)
            x += metric(31)
            face, ink = ("secondary_strong", "text") if is_last else ("secondary", "text2")
            x += draw_text(painter, QRectF(x, 0, self.width() - x, height), level(value), face, ink)
        painter.end()


class CoolingCard(Card):
    """One relation.

    Signals:
        opened: id of the contact.
        acted: what is proposed ("coffee", "call", "email") or "snooze", and the id of the contact.
    """

    opened = Signal(int)
    acted = Signal(str, int)

    def __init__(self, line: CoolingLine) -> None:
        super().__init__(12, 6)
        self.line = line
        head = QHBoxLayout()
        head.setSpacing(metric(10))
        face = Avatar(40)
        face.show_person(line.contact, line.score, line.to_level)
        head.addWidget(face)
        names = QGridLayout()
        names.setVerticalSpacing(0)
        self.name = LinkLabel(line.contact, role="emphasis", tint="text")
        self.name.activated.connect(self._on_opened)
        names.addWidget(self.name, 0, 0, Qt.AlignmentFlag.AlignLeft)
        names.addWidget(ElidedLabel(line.organisation, "secondary", "text2"), 1, 0)
        head.addLayout(names, 1)
        self.body.addLayout(head)
        self.body.addWidget(_Transition(line))
        self.body.addWidget(label(_reason(line), "secondary", "text2", wrap=True))
        self.body.addStretch(1)
        self.body.addWidget(Rule())
        self.body.addLayout(self._foot())

    def stops(self) -> tuple[QWidget, ...]:
        """Return what Tab stops at, in order."""
        return self.name, self.propose, self.later

    def _foot(self) -> QHBoxLayout:
        text, icon_name = gesture_words(self.line.gesture)
        self.propose = Button(text, icon_name, small=True, name=f"{text} ({self.line.contact})")
        self.later = Button(
            _("Follow up with {name} later").format(name=self.line.contact), "alarm-clock", "icon", small=True
        )
        self.propose.clicked.connect(self._on_proposed)
        self.later.clicked.connect(self._on_later)
        foot = QHBoxLayout()
        foot.addWidget(self.propose)
        foot.addStretch(1)
        foot.addWidget(self.later)
        return foot

    @Slot()
    def _on_opened(self) -> None:
        self.opened.emit(self.line.contact_id)

    @Slot()
    def _on_proposed(self) -> None:
        self.acted.emit(self.line.gesture, self.line.contact_id)

    @Slot()
    def _on_later(self) -> None:
        self.acted.emit("snooze", self.line.contact_id)


def gesture_words(gesture: str) -> tuple[str, str]:
    """Return the words and the icon of what is proposed."""
    words = {
        "coffee": (_("Suggest a coffee"), "coffee"),
        "call": (pgettext("button", "Call"), "phone"),
        "email": (_("Write"), "mail"),
    }
    return words[gesture]


def _reason(line: CoolingLine) -> str:
    return _("Last exchange {days}{space}d ago, cadence {cadence}{space}d.").format(
        days=line.days_since_last, cadence=line.cadence_days, space=FIXED
    )


class CoolingRow(QWidget):
    """The cards side by side, or one under the other where there is no room.

    Signals:
        opened: id of a contact.
        acted: what, and the id of a contact.
    """

    opened = Signal(int)
    acted = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.cards: list[CoolingCard] = []
        self._across = 3
        notifier().changed.connect(self._restyle)
        self._restyle()

    def show_lines(self, lines: tuple[CoolingLine, ...]) -> None:
        """Show other relations; the cards of the same ones stay."""
        if [card.line for card in self.cards] == list(lines):
            return
        for card in self.cards:
            self._grid.removeWidget(card)
            card.deleteLater()
        self.cards = [CoolingCard(line) for line in lines]
        for card in self.cards:
            card.opened.connect(self.opened)
            card.acted.connect(self.acted)
        self._lay()

    def set_across(self, count: int) -> None:
        """Put so many cards side by side."""
        if count != self._across:
            self._across = count
            self._lay()

    def _lay(self) -> None:
        for at, card in enumerate(self.cards):
            self._grid.addWidget(card, at // self._across, at % self._across)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < self._across else 0)

    @Slot()
    def _restyle(self) -> None:
        self._grid.setSpacing(metric(12))
