"""« Intercontrat » and « Pause-café »: whom to see without being asked to, read once the page is painted."""

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from carnet.domain.coffee import monday_of
from carnet.domain.followups import FollowUp, FollowUpReason
from carnet.domain.ids import ContactId, MissionId
from carnet.domain.letters import natural
from carnet.domain.today import CoffeeLine, LeadLine
from carnet.domain.today import Proposals as Read
from carnet.journal import Journal
from carnet.ui.interactions.letters import Letters
from carnet.ui.kit.cards import Card, SectionHeader
from carnet.ui.kit.labels import label
from carnet.ui.kit.outside import Outside
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.tasks import Tasks
from carnet.ui.kit.theme import metric, notifier
from carnet.ui.today.asking import WhenMenu, ask_exchange
from carnet.ui.today.people_list import PeopleList, Proposed
from carnet.words import _
from carnet.words import proposals as words
from carnet.words.sheets import position


class Section(QWidget):
    """A heading, a sentence, and people in a card."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.header = SectionHeader(title, link_icon="arrow-right")
        self.told = label("", "secondary", "text2", wrap=True)
        self.people = PeopleList(title)
        self.card = Card(0, 0)
        self.card.body.setContentsMargins(1, 1, 1, 1)
        self.card.body.addWidget(self.people)
        for part in (self.header, self.told, self.card):
            self._column.addWidget(part)
        notifier().changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def show_people(self, told: str, rows: list[Proposed]) -> None:
        """Show others, with a sentence."""
        self.told.set_text(told)
        self.people.show_people(rows)
        self.card.setVisible(bool(rows))
        self.show()

    def _restyle(self) -> None:
        self._column.setSpacing(metric(8))
        self.people.fit_height()


class Proposals(QWidget):
    """Both sections; what is done in them is done by the verbs of follow-ups and exchanges.

    Signals:
        shown: other people are shown.
    """

    shown = Signal()

    def __init__(self, journal: Journal, signals: AppSignals, prompts: Prompts, tasks: Tasks) -> None:
        super().__init__()
        self._journal = journal
        self._signals = signals
        self._prompts = prompts
        self._tasks = tasks
        self._read: Read | None = None
        self.ending = Section(_("Between missions"))
        self.coffee = Section(_("Coffee break"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for section in (self.ending, self.coffee):
            self._column.addWidget(section)
            section.people.acted.connect(partial(self._on_acted, section))
        self.ending.header.link_activated.connect(self._on_mission)
        notifier().changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def reload(self) -> None:
        """Read again, beside the window."""
        self._tasks.run(self._job, self._on_read, self._signals.error_raised.emit)

    def stops(self) -> tuple[QWidget, ...]:
        """Return what Tab stops at, in order."""
        return self.ending.header.link, self.ending.people, self.coffee.people

    def _job(self, _progress: object) -> Read:
        return self._journal.today.proposals()

    @Slot(object)
    def _on_read(self, read: Read) -> None:
        self._read = read
        self._show_ending(read)
        self._show_coffee(read)
        self.setVisible(not (self.ending.isHidden() and self.coffee.isHidden()))
        self.shown.emit()

    def _show_ending(self, read: Read) -> None:
        if read.ending is None or not read.ending.people:
            self.ending.hide()
            return
        self.ending.header.set_link(_("See the mission"))
        rows = [_proposed(line, words.lead(line, read.day)) for line in read.ending.people]
        self.ending.show_people(words.ending(read.ending, read.day), rows)

    def _show_coffee(self, read: Read) -> None:
        if not read.coffee_total:
            self.coffee.hide()
            return
        rows = [_proposed(line, words.coffee_reason(line, read.day), words.last_said(line)) for line in read.coffee]
        self.coffee.header.set_count(len(rows) or None)
        told = _("Ten minutes each, this week.") if rows else _("Done for this week: three others next Monday.")
        self.coffee.show_people(told, rows)

    def _on_acted(self, section: Section, what: str, key: int) -> None:
        row = section.people.row(key)
        if row is None:
            return
        match what:
            case "open":
                self._signals.contact_opened.emit(key)
            case "write":
                letter = natural(self._wanted(section, key).reason)
                Letters(self._journal, self._signals).write(key, letter)
            case "call":
                Outside(self._signals).call(row.phone)
            case "log":
                self._log(row)
            case "plan":
                self._ask_when(section, key)
            case "skip":
                self._journal.follow_ups.leave_out(self._wanted(section, key))

    def _log(self, row: Proposed) -> None:
        log = partial(self._journal.interactions.log, [row.id])
        ask_exchange(self._prompts, row.name, self._journal.clock.today(), log)

    def _ask_when(self, section: Section, key: int) -> None:
        calendar = self._journal.clock.today(), self._journal.options.working
        menu = WhenMenu(self, _("Follow up"), self._prompts, calendar, partial(self._plan, section, key))
        menu.popup(section.people.place_of_menu())

    def _plan(self, section: Section, key: int, day: date) -> None:
        self._journal.follow_ups.save(replace(self._wanted(section, key), due_on=day, scheduled_on=None))

    def _wanted(self, section: Section, key: int) -> FollowUp:
        """Return what a follow-up of a section is: of the ending mission, or of this week's break."""
        today = self._journal.clock.today()
        if section is self.ending and self._read is not None and self._read.ending is not None:
            mission = MissionId(self._read.ending.mission_id)
            reason = FollowUpReason.MISSION_ENDING
            return FollowUp(
                contact_id=ContactId(key), reason=reason, due_on=today, scheduled_on=today, mission_id=mission
            )
        monday = monday_of(today)
        return FollowUp(contact_id=ContactId(key), reason=FollowUpReason.CADENCE, due_on=monday, scheduled_on=monday)

    @Slot()
    def _on_mission(self) -> None:
        if self._read is not None and self._read.ending is not None:
            self._signals.mission_opened.emit(self._read.ending.mission_id)

    @Slot()
    def _restyle(self) -> None:
        self._column.setSpacing(metric(14))


def _proposed(line: CoffeeLine | LeadLine, why: str, said: str = "") -> Proposed:
    where = position(line.title, line.organisation)
    return Proposed(line.contact_id, line.contact, where, why, said, line.email, line.phone, line.score, line.level)
