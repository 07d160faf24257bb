"""The right column: next events, birthdays, running missions, each a card of painted rows."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from carnet.domain.events import EventRow, Occurrence, Planned
from carnet.domain.missions import Stage
from carnet.domain.today import BirthdayLine, RunningMission
from carnet.domain.zones import local_day
from carnet.ui.kit.avatar import paint_avatar
from carnet.ui.kit.cards import Card, SectionHeader, paint_progress
from carnet.ui.kit.delegates import RowDelegate, RowState, draw_lines
from carnet.ui.kit.icons import draw_icon
from carnet.ui.kit.labels import TONES
from carnet.ui.kit.painting import RIGHT, draw_ground, draw_text, line_height, text_width
from carnet.ui.kit.rows_model import RowsModel
from carnet.ui.kit.rows_table import RowsTable
from carnet.ui.kit.theme import metric, notifier
from carnet.words import _, ngettext
from carnet.words.events import kind_label
from carnet.words.formats import FIXED, clock_time, days_half, money, month, near_day, weekday
from carnet.words.missions import stage_label

_CENTRE = Qt.AlignmentFlag.AlignCenter


class EventPainter(RowDelegate):
    """A calendar leaf, then title, when and where, and how far it is prepared."""

    def __init__(self, today: date) -> None:
        super().__init__(74, pad_px=0, rule=True)
        self.today = today

    def paint_content(self, painter: QPainter, area: QRectF, row: object, _state: RowState) -> None:
        """Paint one event."""
        assert isinstance(row, EventRow | Occurrence)
        leaf = QRectF(area.left() + metric(14), area.top() + metric(11), metric(44), metric(46))
        draw_ground(painter, leaf, metric(8), "fill")
        day = day_of(row)
        if day is not None:
            half = leaf.height() / 2
            top = QRectF(leaf.left(), leaf.top() + metric(3), leaf.width(), half - metric(3))
            draw_text(painter, top, weekday(day, short=True), "caption", "text2", align=_CENTRE)
            bottom = QRectF(leaf.left(), leaf.top() + half - metric(3), leaf.width(), half)
            draw_text(painter, bottom, str(day.day), "section", "text", align=_CENTRE)
        room = QRectF(leaf.right() + metric(12), area.top(), area.right() - leaf.right() - metric(24), area.height())
        draw_lines(painter, room, row.title, event_line(row, self.today), state_line(row))


def day_of(row: Planned) -> date | None:
    """Return the day on which an event starts, in its own zone."""
    return None if row.starts_at is None else local_day(row.starts_at, row.tz)


def event_line(row: Planned, today: date) -> str:
    """Return when, by whom and what it costs."""
    day = day_of(row)
    parts = []
    if day is not None and (day.year, day.month) != (today.year, today.month):
        parts.append(f"{day.day} {month(day.month, short=True)}")
    if row.starts_at is not None and not row.all_day:
        parts.append(clock_time(row.starts_at, row.tz))
    when = ", ".join(parts)
    price = money(row.cost_cents) if row.cost_cents else _("free")
    return " · ".join(part for part in (when, row.organiser or row.city, price) if part)


def state_line(row: Planned) -> str:
    """Return whom to meet, and whether it is prepared."""
    if not row.expected:
        state = _("prepared") if row.prepared else _("to prepare")
        return f"{kind_label(row.kind)}, {state}"
    people = ngettext("{n} person to meet", "{n} people to meet", row.expected).format(n=row.expected)
    ready = _("briefing ready")  # apart: extraction does not look into f-strings
    return f"{people}, {ready}" if row.prepared else f"{kind_label(row.kind)}, {people}"


class BirthdayPainter(RowDelegate):
    """Face, name and age, and when."""

    def __init__(self, today: date) -> None:
        super().__init__(52, pad_px=0, rule=True)
        self.today = today

    def paint_content(self, painter: QPainter, area: QRectF, row: object, _state: RowState) -> None:
        """Paint one birthday."""
        assert isinstance(row, BirthdayLine)
        face = QRectF(area.left() + metric(14), area.center().y() - metric(13), metric(26), metric(26))
        paint_avatar(painter, face, row.contact, None, None)
        when = near(row.on, self.today)
        width = text_width(when, "secondary")
        right = QRectF(area.right() - metric(14) - width, area.top(), width + 1, area.height())
        draw_text(painter, right, when, "secondary", "text2", align=RIGHT)
        side = metric(14)
        draw_icon(
            painter, QRectF(right.left() - side - metric(5), area.center().y() - side / 2, side, side), "cake", "text2"
        )
        left = face.right() + metric(12)
        room = QRectF(left, area.top(), right.left() - side - metric(12) - left, area.height())
        draw_lines(painter, room, row.contact, age_text(row))


def age_text(row: BirthdayLine) -> str:
    """Return "43 ans samedi"."""
    day = weekday(row.on)
    if row.age is None:
        return day
    return ngettext("turns {n} on {day}", "turns {n} on {day}", row.age).format(n=row.age, day=day)


def near(day: date, today: date) -> str:
    """Return "aujourd'hui", "demain" or the day."""
    ahead = (day - today).days
    return {0: _("today"), 1: _("tomorrow")}.get(ahead) or near_day(day, today)


class MissionPainter(RowDelegate):
    """Title and client; stage, and how many of the days are done."""

    def __init__(self) -> None:
        super().__init__(58, pad_px=0, rule=True)

    def paint_content(self, painter: QPainter, area: QRectF, row: object, _state: RowState) -> None:
        """Paint one mission."""
        assert isinstance(row, RunningMission)
        stage = stage_label(Stage(row.stage))
        won = row.stage == Stage.WON
        width = text_width(stage, "caption_medium") + 2 * metric(8)
        badge = QRectF(area.right() - metric(14) - width, area.top() + metric(8), width, metric(20))
        tone, ink = TONES["ok" if won else "info"]
        draw_ground(painter, badge, metric(10), tone)
        draw_text(painter, badge, stage, "caption_medium", ink, align=_CENTRE)
        left = self._paint_days(painter, area, row)
        top = line_height("emphasis") + line_height("secondary")
        y = area.center().y() - top / 2
        first = QRectF(area.left() + metric(14), y, badge.left() - area.left() - metric(24), line_height("emphasis"))
        draw_text(painter, first, row.title, "emphasis", "text")
        second = QRectF(first.left(), first.bottom() + 1, left - first.left() - metric(10), line_height("secondary"))
        draw_text(painter, second, row.client, "secondary", "text2")

    def _paint_days(self, painter: QPainter, area: QRectF, row: RunningMission) -> float:
        text = mission_days(row)
        width = text_width(text, "secondary")
        line = QRectF(area.right() - metric(14) - width, area.bottom() - metric(26), width + 1, metric(18))
        draw_text(painter, line, text, "secondary", "text2", align=RIGHT)
        if row.days_worked_half is None or not row.days_sold_half:
            return line.left()
        bar = QRectF(line.left() - metric(70), line.center().y() - metric(2), metric(62), metric(4))
        paint_progress(painter, bar, row.days_worked_half, row.days_sold_half)
        return bar.left()


def mission_days(row: RunningMission) -> str:
    """Return "41 sur 55 j", or what the mission is worth before it starts."""
    if row.days_worked_half is None:
        return money(row.value_cents, row.currency)
    done, sold = days_half(row.days_worked_half), days_half(row.days_sold_half)
    return _("{done} of {sold}{space}d").format(done=done, sold=sold, space=FIXED)


class ListCard(QWidget):
    """A heading over a card of rows; hidden where there are none.

    Signals:
        opened: id of the row opened.
        all_asked: the rows that are not shown are wanted too.
    """

    opened = Signal(int)
    all_asked = Signal()

    def __init__(self, title: str, painter: RowDelegate, height_px: int, spoken: Callable[[object], str]) -> None:
        super().__init__()
        self._painter = painter
        self._rows: dict[int, object] = {}
        self.table = RowsTable(title, height_px, ground="surface")
        self._model = RowsModel(self._fetch, spoken, self)
        self.table.setModel(self._model)
        self.table.setItemDelegate(painter)
        self.table.row_opened.connect(self.opened)
        self.table.clicked.connect(self._on_clicked)
        card = Card(0, 0)
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.addWidget(self.table)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.header = SectionHeader(title, link_icon="arrow-right")
        self.header.link_activated.connect(self.all_asked)
        self._column.addWidget(self.header)
        self._column.addWidget(card)
        notifier().changed.connect(self._restyle)
        self._restyle()

    def show_rows(self, rows: Mapping[int, object], *, more: bool = False) -> None:
        """Show other rows, by id; `more` tells that there are others."""
        self.header.set_link(_("See all") if more else "")
        self._rows = dict(rows)
        self._model.set_ids(self._rows)
        self._restyle()
        self.setVisible(bool(rows))

    def _fetch(self, ids: list[int]) -> Mapping[int, object]:
        return {key: self._rows[key] for key in ids if key in self._rows}

    @Slot()
    def _on_clicked(self) -> None:
        key = self.table.current_id()
        if key is not None:
            self.opened.emit(key)

    @Slot()
    def _restyle(self) -> None:
        self._column.setSpacing(metric(8))
        self.table.fit_height()


def event_spoken(row: object) -> str:
    """Return what a screen reader says of an event."""
    assert isinstance(row, EventRow | Occurrence)
    day = day_of(row)
    return ", ".join(
        part for part in (row.title, "" if day is None else f"{weekday(day)} {day.day}", state_line(row)) if part
    )


def birthday_spoken(row: object) -> str:
    """Return what a screen reader says of a birthday."""
    assert isinstance(row, BirthdayLine)
    return f"{row.contact}, {age_text(row)}"


def mission_spoken(row: object) -> str:
    """Return what a screen reader says of a mission."""
    assert isinstance(row, RunningMission)
    return ", ".join((row.title, row.client, stage_label(Stage(row.stage)), mission_days(row)))


def by_id(rows: Sequence[RunningMission]) -> dict[int, object]:
    """Return rows by their id."""
    return {row.id: row for row in rows}
