"""The columns of the list of missions: what each says, and how mission and stage are painted."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from carnet.domain.mission_sheets import MissionRow
from carnet.ui.kit.columns import Cells, Column
from carnet.ui.kit.painting import draw_ground, draw_text
from carnet.ui.kit.theme import metric
from carnet.ui.missions.stages import MARKS
from carnet.words import _, formats
from carnet.words.catalogue import pgettext
from carnet.words.missions import stage_label


def mission_columns(today: Callable[[], date]) -> tuple[Column, ...]:
    """Return the columns in their usual order."""

    def money(cents: int, row: MissionRow) -> str:
        return formats.money(cents, row.currency) if cents else ""

    def people(row: MissionRow) -> str:
        return ", ".join(face.name for face in row.faces)

    def dated(key: str, title: str, day: Callable[[MissionRow], date | None], *, shown: bool = True) -> Column:
        def said(row: MissionRow) -> str:
            found = day(row)
            return "" if found is None else formats.coming_day(found, today())

        return Column(key, title, 125 if key == "next" else 116, _of(said), key, down=key != "next", shown=shown)

    def amount(key: str, title: str, cents: Callable[[MissionRow], int], *, shown: bool = True) -> Column:
        width, said = 76 if key == "rate" else 92, _of(lambda row: money(cents(row), row))
        return Column(key, title, width, said, key, down=True, right=True, shown=shown)

    return (
        Column("title", _("Mission"), 180, _of(lambda row: row.title or row.client), "title"),
        Column("client", _("Client"), 130, _of(lambda row: row.client), "client"),
        Column("stage", _("Stage"), 112, _of(lambda row: stage_label(row.stage)), "stage"),
        Column("people", _("Who brought it"), 130, _of(people), "people"),
        amount("value", _("Value"), lambda row: row.value_cents),
        amount("rate", _("Day rate"), lambda row: row.day_rate_cents),
        Column("days", _("Days"), 56, _of(lambda row: _days(row.counted_half)), "days", down=True, right=True),
        dated("signed", _("Signed on"), lambda row: row.signed_on),
        dated("next", _("Next due"), lambda row: row.next_follow_up),
        dated("starts", _("Starts on"), lambda row: row.starts_on, shown=False),
        dated("ends", _("Ends on"), lambda row: row.ends_on, shown=False),
        dated("since", _("In this stage since"), lambda row: row.stage_since, shown=False),
        amount("weighted", pgettext("amounts of a column", "Weighted"), lambda row: row.weighted_cents, shown=False),
        Column("reason", _("Reason lost"), 150, _of(lambda row: row.lost_reason), shown=False),
    )


def _of(text: Callable[[MissionRow], str]) -> Callable[[object], str]:
    def said(row: object) -> str:
        return text(row) if isinstance(row, MissionRow) else ""

    return said


def _days(halves: int) -> str:
    return formats.days_half(halves) if halves else ""


class MissionCells(Cells):
    """Paints the mark of a stage beside its name, and the mission in strong letters."""

    def paint_cell(self, painter: QPainter, area: QRectF, row: object, column: Column) -> None:
        """Paint one cell."""
        if column.key == "title":
            draw_text(painter, area, column.text(row), "emphasis")
        elif column.key == "stage" and isinstance(row, MissionRow):
            role, ring = MARKS[row.stage]
            side = metric(9)
            dot = QRectF(area.left(), area.center().y() - side / 2, side, side)
            draw_ground(painter, dot, side / 2, None if ring else role, role if ring else None, width=2)
            draw_text(painter, area.adjusted(side + metric(8), 0, 0, 0), column.text(row))
        else:
            super().paint_cell(painter, area, row, column)
