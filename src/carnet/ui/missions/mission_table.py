"""The missions as a list by stage."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout

from carnet.domain.mission_sheets import MissionRow
from carnet.ui.kit.avatar import paint_stack
from carnet.ui.kit.cards import Card
from carnet.ui.kit.delegates import RowDelegate, RowState, draw_lines
from carnet.ui.kit.painting import draw_ground, draw_text
from carnet.ui.kit.rows_model import RowsModel
from carnet.ui.kit.rows_table import RowsTable
from carnet.ui.kit.theme import font, metric, tabular
from carnet.ui.missions.card import next_words, price, spoken
from carnet.ui.missions.stages import MARKS
from carnet.words import _, formats
from carnet.words.missions import stage_label

_ROW_PX = 50
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _Delegate(RowDelegate):
    """Stage, title and client, people, price, value."""

    def __init__(self, today: date) -> None:
        super().__init__(_ROW_PX, pad_px=16, rule=True)
        self._today = today

    def paint_content(self, painter: QPainter, area: QRectF, row: object, _state: RowState) -> None:
        """Paint one mission."""
        if not isinstance(row, MissionRow):
            return
        self._paint_stage(painter, QRectF(area.left(), area.top(), metric(110), area.height()), row)
        value = QRectF(area.right() - metric(100), area.top(), metric(100), area.height())
        amount = formats.money(row.value_cents, row.currency)
        draw_text(painter, value, amount, tabular(font("emphasis")), "text", align=_RIGHT)
        right = value.left() - metric(12)
        if area.width() > metric(620):
            detail = QRectF(right - metric(150), area.top(), metric(150), area.height())
            draw_text(painter, detail, price(row), "secondary", "text2", align=_RIGHT)
            faces = [face.name for face in row.faces[:4]]
            right = detail.left() - metric(100)
            paint_stack(painter, QPointF(right + metric(12), area.center().y() - metric(11)), faces, 22)
        left = area.left() + metric(118)
        lines = " · ".join(part for part in (row.client, next_words(row, self._today)) if part)
        draw_lines(painter, QRectF(left, area.top(), right - left, area.height()), row.title or row.client, lines)

    def _paint_stage(self, painter: QPainter, area: QRectF, row: MissionRow) -> None:
        role, ring = MARKS[row.stage]
        side = metric(9)
        dot = QRectF(area.left(), area.center().y() - side / 2, side, side)
        draw_ground(painter, dot, side / 2, None if ring else role, role if ring else None, width=2)
        draw_text(painter, area.adjusted(side + metric(8), 0, 0, 0), stage_label(row.stage), "control", "text")


class MissionTable(Card):
    """The card of the list.

    Signals:
        mission_opened: id of the mission.
        delete_asked: id of the mission.
    """

    mission_opened = Signal(int)
    delete_asked = Signal(int)

    def __init__(self, today: date) -> None:
        super().__init__(pad=0)
        self._today = today
        self._rows: dict[int, MissionRow] = {}
        self.model = RowsModel(self._fetch, self._spoken, self)
        self.table = RowsTable(_("Missions"), _ROW_PX, ground="surface")
        self._delegate = _Delegate(today)
        self.table.setModel(self.model)
        self.table.setItemDelegate(self._delegate)
        body: QVBoxLayout = self.body
        body.setContentsMargins(1, metric(6), 1, metric(6))
        body.addWidget(self.table, 1)
        self.table.row_opened.connect(self.mission_opened)
        self.table.delete_asked.connect(self._on_delete_asked)

    def show_rows(self, rows: Sequence[MissionRow]) -> None:
        """Show missions in order."""
        self._rows = {int(row.id): row for row in rows}
        self.model.set_ids(self._rows)

    def _fetch(self, ids: list[int]) -> dict[int, object]:
        return {key: self._rows[key] for key in ids if key in self._rows}

    def _spoken(self, row: object) -> str:
        return spoken(row, self._today) if isinstance(row, MissionRow) else ""

    def _on_delete_asked(self) -> None:
        key = self.table.current_id()
        if key is not None:
            self.delete_asked.emit(key)
