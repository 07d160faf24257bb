"""The signed missions of the period, all of them or those of one line of the ranking."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from carnet.domain.review import ReviewMission
from carnet.ui.kit.cards import Card, SectionHeader
from carnet.ui.kit.delegates import RowDelegate, RowState, draw_lines
from carnet.ui.kit.labels import label
from carnet.ui.kit.painting import RIGHT, draw_text, text_width
from carnet.ui.kit.rows_model import RowsModel
from carnet.ui.kit.rows_table import RowsTable
from carnet.ui.kit.theme import metric
from carnet.words import _, formats

_ROW_PX = 48


class _Delegate(RowDelegate):
    """Client, title and date at left, value at right."""

    currency = "EUR"

    def __init__(self) -> None:
        super().__init__(_ROW_PX, pad_px=16, rule=True)

    def paint_content(self, painter: QPainter, area: QRectF, row: object, _state: RowState) -> None:
        """Paint one mission."""
        if not isinstance(row, ReviewMission):
            return
        face = "emphasis+"
        amount = formats.money(row.value_cents, self.currency)
        width = text_width(amount, face) + metric(12)
        draw_text(painter, area, amount, face, "text", align=RIGHT)
        detail = " · ".join(part for part in (row.client, formats.full_day(row.signed_on)) if part)
        draw_lines(painter, area.adjusted(0, 0, -width, 0), row.title or row.client, detail, first_role="control")


def _spoken(row: object) -> str:
    if not isinstance(row, ReviewMission):
        return ""
    return f"{row.title}, {row.client}, {formats.full_day(row.signed_on)}"


class MissionList(Card):
    """The card of the missions.

    Signals:
        mission_chosen: id of the mission whose path is asked.
        mission_opened: id of the mission opened with Enter or a double click.
        all_asked: the user lets go of the line that filters.
    """

    mission_chosen = Signal(int)
    mission_opened = Signal(int)
    all_asked = Signal()

    def __init__(self) -> None:
        super().__init__(pad=0, spacing=0)
        self._rows: dict[int, ReviewMission] = {}
        self.header = SectionHeader(_("Missions"), link="")
        self.header.row.setContentsMargins(metric(16), metric(14), metric(16), metric(2))
        self.only = label("", "secondary", "text2", wrap=True)
        self.model = RowsModel(self._fetch, _spoken, self)
        self.table = RowsTable(_("Signed missions"), _ROW_PX, ground="surface")
        self._delegate = _Delegate()
        self.table.setModel(self.model)
        self.table.setItemDelegate(self._delegate)
        note = QWidget()
        column = QVBoxLayout(note)
        column.setContentsMargins(metric(18), 0, metric(16), metric(6))
        column.addWidget(self.only)
        for part in (self.header, note):
            self.body.addWidget(part)
        self.body.addWidget(self.table, 1)
        self.table.current_changed.connect(self._on_current_changed)
        self.table.row_opened.connect(self.mission_opened)
        self.header.link_activated.connect(self.all_asked)

    def show_missions(self, missions: Sequence[ReviewMission], currency: str, only: str = "") -> None:
        """Show missions; `only` says what they have in common where they are not all."""
        self._rows = {mission.id: mission for mission in missions}
        self._delegate.currency = currency
        self.header.set_count(len(missions))
        self.header.set_link(_("Show all") if only else "")
        self.only.set_text(only)
        self.only.setVisible(bool(only))
        kept = self.table.current_id()
        self.model.set_ids(self._rows)
        if missions and kept not in self._rows:
            blocked = self.table.blockSignals(True)  # who shows them shows the path of the first, too
            self.table.select_id(missions[0].id)
            self.table.blockSignals(blocked)

    def current(self) -> int | None:
        """Return the id of the mission chosen."""
        return self.table.current_id()

    def _fetch(self, ids: list[int]) -> dict[int, object]:
        return {key: self._rows[key] for key in ids if key in self._rows}

    def _on_current_changed(self, key: int) -> None:
        if key > 0:
            self.mission_chosen.emit(key)
