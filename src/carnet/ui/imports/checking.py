"""The second step: what the file would bring, what is doubtful, and what everybody is given."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from carnet.domain.contacts import Contact, Sphere
from carnet.domain.imports import ImportReport, Verdict
from carnet.errors import Refused
from carnet.journal import Journal
from carnet.ui.imports.assigned_card import AssignedCard
from carnet.ui.imports.decisions import Decisions
from carnet.ui.imports.duplicates_card import DuplicatesCard
from carnet.ui.imports.guests_card import GuestsCard
from carnet.ui.imports.mapping_card import MappingCard
from carnet.ui.imports.offered_card import OfferedCard
from carnet.ui.imports.rejected_card import RejectedCard
from carnet.ui.imports.rows_card import RowsCard
from carnet.ui.kit.cards import EmptyState
from carnet.ui.kit.flow import FlowLayout
from carnet.ui.kit.labels import Chip
from carnet.ui.kit.theme import metric
from carnet.words import _, imports, ngettext


class Checking(QWidget):
    """Rows at left, doubts at right.

    Signals:
        changed: a decision was made.
    """

    changed = Signal()

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal
        self.decisions: Decisions | None = None
        self.created = Chip("", "user-plus", "ok")
        self.merged = Chip("", "git-merge", "info")
        self.doubtful = Chip("", "merge", "warn")
        self.remarked = Chip("", "triangle-alert", "warn")
        self.skipped = Chip("", "eye-off", "plain")
        self.tasks = Chip("", "eye-off", "plain")
        self.rejected = Chip("", "circle-alert", "danger")
        self.mapping = MappingCard()
        self.rows = RowsCard()
        self.assigned = AssignedCard(journal)
        self.offered = OfferedCard()
        self.duplicates = DuplicatesCard(self._look_up)
        self.guests = GuestsCard()
        self.wrong = RejectedCard()
        self.clear = EmptyState(_("No duplicate, nothing to correct."))
        self._build()
        self.duplicates.decided.connect(self._on_decided)
        self.rows.decided.connect(self._on_decided)

    def show_report(self, report: ImportReport, *, again: bool = False) -> None:
        """Show what a file would bring; a table read otherwise keeps what was decided and given."""
        made = self.decisions if again else None
        self.decisions = Decisions(report)
        if made is not None:
            made.hand_over(self.decisions)
        self.mapping.show_table(report.table, again=again)
        is_calendar = report.format == "ics"
        self.assigned.setVisible(report.format != "carnet" and not is_calendar)
        if not again:
            self.assigned.reload(report.file)
            self.offered.show_offered(report.offered)
        self.assigned.show_said(report.sphere)
        self.rows.show_decisions(self.decisions)
        self.guests.show_decisions(self.decisions)
        self.duplicates.show_decisions(self.decisions)
        self.wrong.show_decisions(self.decisions)
        self.duplicates.choice.setEnabled(report.format != "carnet")
        told = self.decisions.doubtful() or self.decisions.rejected() or report.guests
        self.clear.setVisible(not told and not is_calendar)
        self._show_counts()

    def coming(self) -> int:
        """Return how many rows would bring something."""
        found = self.decisions
        return 0 if found is None else found.count(Verdict.CREATED) + found.count(Verdict.MERGED)

    def resize_columns(self, *, wide: bool) -> None:
        """Put the columns side by side, or one below the other."""
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(direction)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(metric(14))
        holder = QWidget()
        chips = FlowLayout(holder, gap=8)
        for chip in (self.created, self.merged, self.doubtful, self.remarked, self.skipped, self.tasks, self.rejected):
            chips.addWidget(chip)
        outer.addWidget(holder)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(self._scroll, 1)
        inside = QWidget()
        self._scroll.setWidget(inside)
        self._columns = QHBoxLayout(inside)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(metric(16))
        left, right = QVBoxLayout(), QVBoxLayout()
        self._columns.addLayout(left, 1)
        self._columns.addLayout(right, 1)
        left.setSpacing(metric(12))
        left.addWidget(self.mapping)
        left.addWidget(self.rows, 1)
        left.addWidget(self.assigned)
        left.addWidget(self.offered)
        right.setSpacing(metric(12))
        right.addWidget(self.duplicates, 1)
        right.addWidget(self.guests, 1)
        right.addWidget(self.wrong)
        right.addWidget(self.clear, 1)
        right.addStretch(0)

    def _look_up(self, contact_id: int) -> Contact | None:
        try:
            found = self._journal.contacts.get(contact_id)
        except Refused:
            return None
        hidden = self._journal.options.work_mode and found.sphere is Sphere.PERSONAL
        return None if hidden else found

    @Slot(int)
    def _on_decided(self, row: int) -> None:
        self.rows.refresh(row)
        self._show_counts()
        self.changed.emit()

    def _show_counts(self) -> None:
        found = self.decisions
        if found is None:
            return
        created, merged = found.count(Verdict.CREATED), found.count(Verdict.MERGED)
        skipped, rejected = found.count(Verdict.SKIPPED), found.count(Verdict.REJECTED)
        remarked = sum(bool(row.remarks) and row.verdict is not Verdict.REJECTED for row in found.report.rows)
        doubtful = len([row for row in found.doubtful() if found.rows[row].suggestions])
        texts = (
            (self.created, created, imports.coming(found.report.format, created)),
            (self.merged, merged, imports.changing(found.report.format, merged)),
            (self.doubtful, doubtful, ngettext("{n} possible duplicate", "{n} possible duplicates", doubtful)),
            (self.remarked, remarked, _("{units} to look at")),
            (self.skipped, skipped, ngettext("{n} ignored", "{n} ignored", skipped)),
            (self.tasks, found.report.tasks, imports.tasks(found.report.tasks)),
            (self.rejected, rejected, _("{units} to correct")),
        )
        for chip, count, text in texts:
            chip.show_chip(text.format(n=count, units=imports.units(found.report.format, count)))
            chip.setVisible(count > 0)
