"""What a path misses, each gap with its repair on the spot."""

from datetime import date
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carnet.domain.contacts import ORIGINS, Channel
from carnet.domain.dates import PartialDate
from carnet.domain.days import read_day
from carnet.domain.origin import Meeting
from carnet.domain.path import GapReason
from carnet.domain.review import GapLine, MissionPath
from carnet.journal import Journal
from carnet.ui.interactions.person_field import PersonField
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import Card, Rule, SectionHeader
from carnet.ui.kit.choices import Combo
from carnet.ui.kit.fields import AddField
from carnet.ui.kit.kept import InPlace
from carnet.ui.kit.labels import IconLabel, label
from carnet.ui.kit.theme import metric
from carnet.words import _, contacts, formats, interactions
from carnet.words.missions import gap_remedy, gap_sentence


class Repair(NamedTuple):
    """What the user gave to mend a gap: a channel, a date, a person, an exchange, or nothing for those elsewhere."""

    gap: GapLine
    value: object = None


def read_partial(text: str, today: date) -> PartialDate | None:
    """Return the partial date that a text means ("2019", "mars 2024", "12/03/2026"), None where it means none."""
    bare = text.strip()
    if len(bare) == 4 and bare.isdigit():
        return PartialDate(bare)
    for number in range(1, 13):
        for name in (formats.month(number), formats.month(number, short=True)):
            head, _space, year = bare.lower().rpartition(" ")
            if head == name.lower() and len(year) == 4 and year.isdigit():
                return PartialDate(f"{year}-{number:02}")
    day = read_day(bare, today, past=True)
    return None if day is None else PartialDate.of(day)


class GapRow(QWidget):
    """One gap: the sentence, then what mends it.

    Signals:
        repaired: the `Repair`.
    """

    repaired = Signal(object)

    def __init__(self, journal: Journal, gap: GapLine, offers: tuple[Meeting, ...]) -> None:
        super().__init__()
        self.gap = gap
        self._journal = journal
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, metric(6), 0, metric(6))
        self._column.setSpacing(metric(6))
        line = QHBoxLayout()
        line.setSpacing(metric(8))
        icon = IconLabel("circle-alert", 15, "warning")
        line.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label(gap_sentence(gap), "body", "text", wrap=True), 1)
        self._column.addLayout(line)
        remedy = label(gap_remedy(gap), "secondary", "text2", wrap=True)
        remedy.setContentsMargins(metric(23), 0, 0, 0)
        self._column.addWidget(remedy)
        self.field: QWidget | None = self._make_field(offers)
        self.act = Button(self._act_words(), "", "secondary", small=True)
        row = QHBoxLayout()
        row.setContentsMargins(metric(23), 0, 0, 0)
        row.setSpacing(metric(8))
        if self.field is not None:
            row.addWidget(self.field, 1)
        row.addWidget(self.act, 0, Qt.AlignmentFlag.AlignTop)
        if self.field is None:
            row.addStretch(1)
        self._column.addLayout(row)
        self.act.clicked.connect(self._on_act)

    def _make_field(self, offers: tuple[Meeting, ...]) -> QWidget | None:
        match GapReason(self.gap.reason):
            case GapReason.ORIGIN_UNKNOWN:
                combo = Combo(_("Origin"), small=True)
                for channel in ORIGINS:
                    if channel is not Channel.UNKNOWN:
                        combo.add(contacts.channel(channel), channel.value)
                return combo
            case GapReason.ORIGIN_DATE_ASSUMED | GapReason.INTRODUCTION_UNDATED:
                field = AddField(_("12/03/2025, March 2025 or 2025"), _("Date"))
                field.submitted.connect(self._on_act)
                return field
            case GapReason.INTRODUCER_UNKNOWN:
                return PersonField(self._journal, _("Who introduced you?"))
            case GapReason.OFFER_ASSUMED:
                combo = Combo(_("Exchange of the offer"), small=True)
                for meeting in offers:
                    when = formats.partial(meeting.occurred_on)
                    combo.add(f"{interactions.kind(meeting.kind)}, {when}", meeting.interaction_id)
                return combo
            case _:
                return None

    def _act_words(self) -> str:
        match GapReason(self.gap.reason):
            case GapReason.NO_ANSWER:
                return _("Answer")
            case GapReason.OFFER_ASSUMED:
                return _("It is this one")
            case GapReason.CYCLE | GapReason.INTRODUCED_BEFORE_MET | GapReason.OFFER_UNKNOWN:
                return _("Open the contact")
            case _:
                return _("Save")

    def typed(self) -> str:
        """Return what is typed into the line of a date, "" where there is none."""
        return self.field.text() if isinstance(self.field, AddField) else ""

    @Slot()
    def _on_act(self) -> None:
        field = self.field
        if isinstance(field, Combo):
            self.repaired.emit(Repair(self.gap, field.currentData()))
        elif isinstance(field, AddField):
            found = read_partial(field.text(), self._journal.clock.today())
            if found is None:
                field.set_error(_("This date does not exist."))
            else:
                self.repaired.emit(Repair(self.gap, found))
        elif isinstance(field, PersonField):
            if field.contact_id() is not None:
                self.repaired.emit(Repair(self.gap, field.contact_id()))
            else:
                field.setFocus()
        else:
            self.repaired.emit(Repair(self.gap))


class GapsCard(Card):
    """The card of all gaps; hidden where a path misses nothing.

    Signals:
        repaired: the `Repair`.
        typed, closed: those of its lines; other lines are shown.
    """

    repaired = Signal(object)
    typed = Signal()
    closed = Signal()

    def __init__(self, journal: Journal) -> None:
        super().__init__(pad=16, spacing=4)
        self._journal = journal
        self._shown: tuple[object, ...] = ()
        self.header = SectionHeader(_("To complete"))
        self.body.addWidget(self.header)
        self.rows: list[GapRow] = []
        self._parts: list[QWidget] = []

    def show_path(self, path: MissionPath) -> None:
        """Show what a path misses; the lines stay, with what is typed, where it misses the same."""
        offers = self._journal.missions.offer_candidates(path.mission_id) if path.gaps else ()
        shown = (path.mission_id, path.gaps, offers)
        if shown == self._shown:
            return
        typed = {row.gap: row.typed() for row in self.rows} if self._shown[:1] == shown[:1] else {}
        self._shown = shown
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self.rows = [GapRow(self._journal, gap, offers) for gap in path.gaps if _mendable(gap)]
        self._parts = []
        for row in self.rows:
            rule = Rule()
            self._parts += [rule, row]
            self.body.addWidget(rule)
            self.body.addWidget(row)
            row.repaired.connect(self.repaired)
            if isinstance(row.field, AddField):
                row.field.set_text(typed.get(row.gap, ""))
                row.field.typed.connect(self.typed)
                row.field.closed.connect(self.closed)
        self.closed.emit()
        self.header.set_count(len(self.rows))
        self.setVisible(bool(self.rows))

    def in_place(self) -> list[InPlace]:
        """Return the lines of dates."""
        return [row.field for row in self.rows if isinstance(row.field, AddField)]


def _mendable(gap: GapLine) -> bool:
    return gap.reason == GapReason.NO_ANSWER or gap.contact_id is not None
