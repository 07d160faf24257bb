"""Every row of the file with what becomes of it."""

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QVBoxLayout

from carnet.domain.imports import ImportReport, RowVerdict, Verdict
from carnet.ui.imports.decisions import Decisions
from carnet.ui.kit.avatar import paint_avatar
from carnet.ui.kit.cards import Card, SectionHeader
from carnet.ui.kit.delegates import RowDelegate, RowState
from carnet.ui.kit.labels import chip_size, label, paint_chip
from carnet.ui.kit.painting import draw_text, line_height
from carnet.ui.kit.rows_model import RowsModel
from carnet.ui.kit.rows_table import RowsTable
from carnet.ui.kit.theme import metric
from carnet.words import _, imports

TONES = {
    Verdict.CREATED: ("ok", "user-plus"),
    Verdict.MERGED: ("info", "git-merge"),
    Verdict.SKIPPED: ("plain", "eye-off"),
    Verdict.REJECTED: ("danger", "circle-alert"),
}
ROW_PX = 48


class Shown(NamedTuple):
    """A row as it is painted: title, line below, and the chip at right."""

    title: str
    detail: str
    chip: str
    tone: str
    icon: str
    face: bool


class ShownDelegate(RowDelegate):
    """Paints a face, two lines and a chip."""

    def __init__(self) -> None:
        super().__init__(ROW_PX, rule=True)

    def tip(self, row: object) -> str:
        """Return both lines."""
        return f"{row.title}\n{row.detail}".strip() if isinstance(row, Shown) else ""

    def paint_content(self, painter: QPainter, area: QRectF, row: object, _state: RowState) -> None:
        """Paint the row."""
        if not isinstance(row, Shown):
            return
        side = metric(28)
        if row.face:
            paint_avatar(painter, QRectF(area.left(), area.center().y() - side / 2, side, side), row.title)
        size: QSize = chip_size(row.chip, row.icon, small=True)
        chip = QRectF(area.right() - size.width(), area.center().y() - size.height() / 2, size.width(), size.height())
        paint_chip(painter, chip, row.chip, row.icon, row.tone, small=True)
        texts = QRectF(area.left() + (side + metric(10) if row.face else 0), area.top(), 0, area.height())
        texts.setRight(chip.left() - metric(10))
        first, second = line_height("emphasis"), line_height("secondary") if row.detail else 0
        top = area.center().y() - (first + second) / 2
        draw_text(painter, QRectF(texts.left(), top, texts.width(), first), row.title, "emphasis")
        below = QRectF(texts.left(), top + first, texts.width(), second)
        draw_text(painter, below, row.detail, "secondary", "text2")


def framed(table: RowsTable) -> QVBoxLayout:
    """Return a table set into a card, whose lower corners stay round."""
    frame = QVBoxLayout()
    frame.setContentsMargins(1, 0, 1, metric(8))
    frame.addWidget(table)
    return frame


class TogglingTable(RowsTable):
    """A list whose rows are switched with the space bar, Enter or a double click.

    Signals:
        toggled: id of the row.
    """

    toggled = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__(name, ROW_PX, ground="surface")
        self.row_opened.connect(self.toggled)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Switch with the space bar."""
        current = self.current_id()
        if event.key() == Qt.Key.Key_Space and current is not None:
            self.toggled.emit(current)
        else:
            super().keyPressEvent(event)


class RowsCard(Card):
    """The rows of the file, in its order; those of a calendar can be left out one by one.

    Signals:
        decided: the row that a decision was made on.
    """

    decided = Signal(int)

    def __init__(self) -> None:
        super().__init__(0, 0)
        self._decisions: Decisions | None = None
        self.header = SectionHeader(_("In the file"))
        self.model = RowsModel(self._fetch, _spoken, self)
        self.table = TogglingTable(_("Rows of the file"))
        self.hint = label(_("Leave an event out, or take it in again, with the space bar."), "secondary", "text2")
        self._delegate = ShownDelegate()
        self.table.setItemDelegate(self._delegate)
        self.table.setModel(self.model)
        top = QVBoxLayout()
        top.setContentsMargins(metric(16), metric(12), metric(16), metric(8))
        top.addWidget(self.header)
        top.addWidget(self.hint)
        self.body.addLayout(top)
        self.table.setMinimumHeight(metric(3 * ROW_PX))
        self.body.addLayout(framed(self.table), 1)
        self.table.toggled.connect(self._on_toggled)

    def show_decisions(self, decisions: Decisions) -> None:
        """Show another file."""
        self._decisions = decisions
        self.hint.setVisible(decisions.report.format == "ics")
        self.header.set_count(len(decisions.rows))
        self.model.set_ids(decisions.rows)
        self.table.setCurrentIndex(self.model.index(0, 0))

    def refresh(self, row: int) -> None:
        """Show a row anew, after a decision."""
        self.model.refresh([row])

    @Slot(int)
    def _on_toggled(self, row: int) -> None:
        if self._decisions is not None and self._decisions.report.format == "ics":
            self._decisions.toggle(row)
            self.decided.emit(row)

    def _fetch(self, rows: list[int]) -> Mapping[int, object]:
        decisions = self._decisions
        return {} if decisions is None else {row: _shown(decisions.spoken(row), decisions.report) for row in rows}


def _shown(row: RowVerdict, report: ImportReport) -> Shown:
    kind = report.format
    tone, icon = TONES[row.verdict]
    icon = "calendar-plus" if kind == "ics" and row.verdict is Verdict.CREATED else icon
    number = imports.place(report, row.row)
    title = row.name or number
    rejected = row.verdict is Verdict.REJECTED
    said = [] if rejected else [imports.remark(remark) for remark in row.remarks]
    if said and row.verdict is not Verdict.SKIPPED:
        tone, icon = "warn", "triangle-alert"
    detail = imports.reason(row.reason) if rejected else imports.detail(kind, row)
    parts = (*said, detail, "" if title == number else number)
    return Shown(
        title,
        ", ".join(part for part in parts if part),
        imports.verdict(row.verdict),
        tone,
        icon,
        not rejected and kind != "ics",
    )


def _spoken(row: object) -> str:
    return f"{row.title}, {row.detail}, {row.chip}" if isinstance(row, Shown) else ""
