"""The briefing of an event on the screen: whom to look for, what is known of each, what to ask."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from carnet.domain.briefings import BriefedPerson, Briefing
from carnet.ui.events.when import hours
from carnet.ui.kit.avatar import Avatar
from carnet.ui.kit.cards import Rule
from carnet.ui.kit.labels import Badge, LinkLabel, label
from carnet.ui.kit.overlay import Overlay
from carnet.ui.kit.theme import metric
from carnet.ui.kit.turns import Turns
from carnet.words import _, briefings, ngettext
from carnet.words.contacts import level
from carnet.words.formats import long_day
from carnet.words.sheets import position

_LINES_FROM_PX = 84
_AT_ONCE, _IN_A_TURN = 2, 2
"""People shown as the panel opens, and in each turn after that."""


class BriefingPanel(Overlay):
    """Shows a briefing over the page.

    Signals:
        contact_opened: id of the person whose sheet is wanted.
        print_asked: the briefing is wanted on paper.
        keep_asked: the briefing is wanted as a PDF.
    """

    contact_opened = Signal(int)
    print_asked = Signal()
    keep_asked = Signal()

    def __init__(self, parent: QWidget, briefing: Briefing, today: date) -> None:
        super().__init__(parent, _("Briefing: {event}").format(event=briefing.event.title), 720, scrolls=True)
        self.content.addWidget(label(summary(briefing), "body", "text2", wrap=True))
        if briefing.event.briefing:
            self.content.addWidget(label(briefing.event.briefing, wrap=True, selectable=True))
        self._today = today
        self._people = QVBoxLayout()
        self._people.setSpacing(self.content.spacing())
        self.content.addLayout(self._people)
        self._turns = Turns(self)
        self._left = len(briefing.people)
        self._show(briefing.people[:_AT_ONCE])
        for start in range(_AT_ONCE, len(briefing.people), _IN_A_TURN):
            self._turns.add(partial(self._show, briefing.people[start : start + _IN_A_TURN]))
        if not briefing.people:
            text = _("Nobody yet: add people to meet, or the organiser and the city of the event.")
            self.content.addWidget(label(text, "body", "text2", wrap=True))
        self.content.addStretch(1)
        self.print = self.add_action(_("Print…"), icon_name="printer")
        self.keep = self.add_action(_("Save as PDF…"), "primary", "file-text")
        self.print.clicked.connect(self.print_asked)
        self.keep.clicked.connect(self.keep_asked)

    def _show(self, people: Sequence[BriefedPerson]) -> None:
        self._left -= len(people)
        for person in people:
            self._people.addWidget(Rule())
            shown = BriefedLines(person, self._today)
            shown.opened.connect(self._on_opened)
            self._people.addWidget(shown)

    def _wanted_height(self) -> int:
        """Take all the height that what scrolls asks for, and all there is while more is to come: no jumps."""
        return self.height() if self._left else super()._wanted_height() + self.content.sizeHint().height()

    @Slot(int)
    def _on_opened(self, contact_id: int) -> None:
        self.close_overlay()
        self.contact_opened.emit(contact_id)


class BriefedLines(QWidget):
    """One person: name and why at the top, then what is known, line by line.

    Signals:
        opened: id of the contact.
    """

    opened = Signal(int)

    def __init__(self, person: BriefedPerson, today: date) -> None:
        super().__init__()
        self._key = person.contact_id
        face = Avatar(34)
        face.show_person(person.name, person.score, person.level)
        name = LinkLabel(person.name, role="emphasis", tint="text")
        name.activated.connect(self._on_opened)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(name, 0, Qt.AlignmentFlag.AlignLeft)
        detail = " · ".join(filter(None, (position(person.title, person.organisation), briefings.why(person.reasons))))
        words.addWidget(label(detail, "secondary", "text2", wrap=True))
        head = QHBoxLayout()
        head.setSpacing(metric(10))
        head.addWidget(face, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        badge = Badge(_("met"), "ok", "check") if person.met else Badge(level(person.level), "plain")
        head.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metric(6))
        column.addLayout(head)
        column.addLayout(_facts(person, today))

    @Slot()
    def _on_opened(self) -> None:
        self.opened.emit(self._key)


def _facts(person: BriefedPerson, today: date) -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(metric(44), 0, 0, 0)
    grid.setHorizontalSpacing(metric(12))
    grid.setVerticalSpacing(metric(3))
    grid.setColumnMinimumWidth(0, metric(_LINES_FROM_PX))
    grid.setColumnStretch(1, 1)
    for at, (name, text) in enumerate(briefings.lines(person, today)):
        if name:
            grid.addWidget(label(name, "secondary", "text3"), at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(text, "secondary", wrap=True, selectable=True), at, 1)
    return grid


def summary(briefing: Briefing) -> str:
    """Return when, where and how many people there are to look for."""
    from carnet.domain.zones import local_day

    event = briefing.event
    day = "" if event.starts_at is None else long_day(local_day(event.starts_at, event.tz))
    count = len(briefing.people)
    people = ngettext("{n} person to look for", "{n} people to look for", count).format(n=count)
    place = ", ".join(part for part in (event.venue, event.city) if part)
    return " · ".join(part for part in (day, hours(event), place, people) if part)
