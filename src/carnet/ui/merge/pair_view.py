"""One pair side by side: verdict and reasons, the rows, the preview, and the three answers."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from carnet.domain.duplicates import DuplicatePair
from carnet.domain.merging import MergeSheet
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import Ground, Rule
from carnet.ui.kit.labels import Chip, IconLabel, label
from carnet.ui.kit.theme import metric
from carnet.ui.merge.pair_list import TONES
from carnet.ui.merge.preview import Preview
from carnet.ui.merge.table import MergeCard
from carnet.words import _, duplicates

ROOMY = 700
_SIDE_BY_SIDE, _FOOT = 1_010, 560


class PairView(QWidget):
    """One pair: the rows, the preview, and the three answers.

    Signals:
        merge_asked: the sheets shall be one, as chosen.
        not_same_asked: the user says that they are two people.
        later_asked: the pair shall wait.
    """

    merge_asked = Signal()
    not_same_asked = Signal()
    later_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.sheet: MergeSheet | None = None
        self.verdict = Chip("", "merge", "warn")
        self.reasons = label("", "body", "text2", wrap=True)
        self.card = MergeCard()
        self.table = self.card.table
        self.preview = Preview()
        self.later = Button(_("Later"), "", "ghost")
        self.not_same = Button(_("They are different people"), "user-x")
        self.merge = Button(_("Merge"), "merge", "primary", keys=("Ctrl", _("Enter")))
        self._build()
        self.card.chosen.connect(self._on_chosen)
        self.table.current_changed.connect(self._on_current_changed)
        self.table.not_same_asked.connect(self.not_same_asked)
        self.table.later_asked.connect(self.later_asked)
        self.not_same.clicked.connect(self.not_same_asked)
        self.later.clicked.connect(self.later_asked)
        self.merge.clicked.connect(self.merge_asked)

    def show_pair(self, sheet: MergeSheet, pair: DuplicatePair | None, *, keep: bool = False) -> None:
        """Show two sheets; `keep` holds what was chosen so far."""
        self.sheet = sheet
        self.verdict.setVisible(pair is not None)
        if pair is None:
            self.reasons.set_text(_("Nothing links them but your choice."))
        else:
            tone, icon_name = TONES[pair.resemblance.verdict]
            self.verdict.show_chip(duplicates.verdict(pair.resemblance.verdict), tone, icon_name)
            self.reasons.set_text(duplicates.reasons(pair.resemblance))
        self.card.show_sheet(sheet, keep=keep)
        self._on_chosen()
        if not keep:
            self.area.verticalScrollBar().setValue(0)
            QTimer.singleShot(0, self, self._see_current)  # once the rows have their places

    def arrange(self, width: float) -> None:
        """Put the preview beside the rows, or under them."""
        beside = width >= _SIDE_BY_SIDE
        ways = QBoxLayout.Direction
        self._columns.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        if beside:
            self.preview.setFixedWidth(metric(308))
        else:
            self.preview.setMinimumWidth(0)
            self.preview.setMaximumWidth(16_777_215)
        self._foot.setDirection(ways.LeftToRight if width >= _FOOT else ways.TopToBottom)
        self._undo_hint.setVisible(width >= ROOMY)
        self.card.setMinimumWidth(0)

    def _build(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(metric(8))
        line.addWidget(self.verdict, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.reasons, 1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.area, 1)
        self._inside = Ground("list")
        self.area.setWidget(self._inside)
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(metric(28), 0, metric(28), metric(16))
        column.setSpacing(metric(11))
        column.addLayout(line)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(metric(16))
        self._columns.addWidget(self.card, 1, Qt.AlignmentFlag.AlignTop)
        self._columns.addWidget(self.preview)
        column.addLayout(self._columns)
        column.addStretch(1)
        outer.addWidget(Rule())
        outer.addWidget(self._footer())

    def _footer(self) -> QWidget:
        foot = Ground("surface")
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight, foot)
        self._foot.setContentsMargins(metric(28), metric(13), metric(28), metric(13))
        self._foot.setSpacing(metric(8))
        self._undo_hint = QWidget()
        hint = QHBoxLayout(self._undo_hint)
        hint.setContentsMargins(0, 0, 0, 0)
        hint.setSpacing(metric(8))
        hint.addWidget(IconLabel("undo-2", 14))
        hint.addWidget(label(_("One Ctrl+Z separates the two contacts again."), "body", "text2", wrap=True), 1)
        self._foot.addWidget(self._undo_hint, 100)
        self._foot.addStretch(1)  # where the hint is hidden
        for button in (self.later, self.not_same, self.merge):
            self._foot.addWidget(button)
        return foot

    @Slot()
    def _on_chosen(self) -> None:
        if self.sheet is not None:
            self.preview.show_merge(self.sheet, self.table.choices())

    @Slot(int)
    def _on_current_changed(self, _row: int) -> None:
        self._see_current()

    @Slot()
    def _see_current(self) -> None:
        """Scroll until the current row is in sight."""
        place = self.table.viewport().mapTo(self._inside, self.table.row_rect().center())
        self.area.ensureVisible(0, place.y(), 0, metric(60))
