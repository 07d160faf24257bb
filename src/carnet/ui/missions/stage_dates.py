"""When a mission came to each of its stages; a day can be corrected, that of « gagnée » by the signature."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from carnet.domain.days import read_day
from carnet.domain.mission_sheets import MissionSheet
from carnet.domain.missions import Stage
from carnet.journal import Journal
from carnet.ui.kit.cards import Card, SectionHeader
from carnet.ui.kit.fields import EditableLine
from carnet.ui.kit.labels import label
from carnet.ui.kit.theme import metric
from carnet.ui.missions.stages import stage_dot
from carnet.words import _, formats
from carnet.words.missions import stage_label


class StagesCard(Card):
    """The card of the stages; `attempt` calls a verb and tells what goes wrong.

    Signals:
        typed, closed: those of its lines.
    """

    typed = Signal()
    closed = Signal()

    def __init__(self, journal: Journal, attempt: Callable[..., None]) -> None:
        super().__init__(pad=16, spacing=4)
        self._journal = journal
        self._attempt = attempt
        self.lines: dict[int, EditableLine] = {}
        self._parts: list[QWidget] = []
        self._shown: MissionSheet | None = None
        self.body.addWidget(SectionHeader(_("Stages")))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(metric(8))
        self._grid.setVerticalSpacing(metric(2))
        self._grid.setColumnStretch(2, 1)
        self.body.addLayout(self._grid)

    def show_sheet(self, sheet: MissionSheet) -> None:
        """Show the stages of a mission; they stay as they are where they are the same."""
        if self._shown is not None and self._shown.stages == sheet.stages:
            return
        self._shown = sheet
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts, self.lines = [], {}
        for row, entry in enumerate(sheet.stages):
            name, day = stage_label(entry.stage), formats.full_day(entry.entered_on)
            parts: list[QWidget] = [stage_dot(entry.stage), label(name, "secondary", "text2")]
            if entry.stage is Stage.WON:
                parts.append(label(day, "body"))
                parts[-1].setContentsMargins(metric(4), metric(4), 0, metric(4))
            else:
                line = EditableLine(day, _("{stage} since").format(stage=name), "–")
                line.setObjectName(str(entry.id))
                line.edited.connect(self._on_edited)
                line.typed.connect(self.typed)
                line.closed.connect(self.closed)
                self.lines[entry.id] = line
                parts.append(line)
            for column, part in enumerate(parts):
                self._grid.addWidget(part, row, column, Qt.AlignmentFlag.AlignVCenter)
            self._parts += parts

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        line = self.sender()
        if not isinstance(line, EditableLine):
            return
        day: date | None = read_day(text, self._journal.clock.today(), past=True) if text else None
        if day is None:
            line.set_error(_("This date does not exist."))
        else:
            self._shown = None
            self._attempt(self._journal.missions.date_stage, int(line.objectName()), day)
