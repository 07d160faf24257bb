"""The short lists on the sheet of an organisation: people, missions, events; painted, as tall as their rows."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QAction, QMouseEvent, QPainter
from PySide6.QtWidgets import QMenu, QTableView

from carnet.domain.organisations import OrganisationEvent, OrganisationMission, OrganisationPerson
from carnet.domain.zones import local_day
from carnet.ui.kit.avatar import paint_avatar
from carnet.ui.kit.delegates import RowDelegate, RowState, draw_lines
from carnet.ui.kit.icons import icon
from carnet.ui.kit.labels import chip_size, paint_chip
from carnet.ui.kit.painting import RIGHT, draw_text, line_height, text_width
from carnet.ui.kit.rows_model import ROW_ROLE, RowsModel
from carnet.ui.kit.rows_table import RowsTable
from carnet.ui.kit.theme import metric
from carnet.words import _, formats, organisations, sheets
from carnet.words.missions import stage_label

_CENTRE = Qt.AlignmentFlag.AlignCenter
_PAD_PX = 4


class ShortList(RowsTable):
    """A list without a scroll bar of its own; a click opens a row, as Enter does."""

    def __init__(self, name: str, delegate: RowDelegate, spoken: Callable[[Any], str], row_height_px: int = 48) -> None:
        self._fits = False
        super().__init__(name, row_height_px, ground="surface")
        self._rows: dict[int, object] = {}
        self._short_model = RowsModel(self._fetch, spoken, self)
        self._delegate = delegate
        self.setModel(self._short_model)
        self.setItemDelegate(delegate)
        self._fits = True
        self.fit_height()

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows, each with an `id`."""
        self._rows = {int(row.id): row for row in rows}
        self._short_model.set_ids(self._rows)
        self.fit_height()
        self.setVisible(bool(rows))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the row."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.isValid() and index == self.currentIndex():
            self._clicked(index.data(ROW_ROLE), event.position().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the row once."""
        QTableView.mousePressEvent(self, event)

    def _clicked(self, row: Any, _place: QPoint) -> None:
        self.row_opened.emit(int(row.id))

    def _restyle(self) -> None:
        super()._restyle()
        if self._fits:
            self.fit_height()

    def _fetch(self, ids: list[int]) -> dict[int, object]:
        return {key: self._rows[key] for key in ids if key in self._rows}


class _PersonDelegate(RowDelegate):
    """Face, name, position over time; the last exchange, or where who left is now."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(48, pad_px=_PAD_PX, rule=True)
        self._today = today

    def paint_content(self, painter: QPainter, area: QRectF, row: object, _state: RowState) -> None:
        """Paint one person."""
        if not isinstance(row, OrganisationPerson):
            return
        side = metric(30)
        face = QRectF(area.left(), area.center().y() - side / 2, side, side)
        paint_avatar(painter, face, row.name, row.score, row.level)
        text, role, tint = self._aside(row)
        used = min(text_width(text, role), area.width() * 0.45)
        draw_text(painter, QRectF(area.right() - used - 1, area.top(), used + 1, area.height()), text, role, tint)
        texts = area.adjusted(side + metric(10), 0, -used - metric(10), 0)
        draw_lines(painter, texts, row.name, organisations.position(row))

    def tip(self, row: object) -> str:
        """Return the whole text of a row."""
        if not isinstance(row, OrganisationPerson):
            return ""
        return "\n".join(part for part in (row.name, organisations.position(row), row.now_at) if part)

    def link_width(self, row: OrganisationPerson) -> int:
        """Return how wide the link to where somebody is now stands at right; 0 where there is none."""
        return text_width(row.now_at, "control") + metric(_PAD_PX) if row.now_at_id is not None else 0

    def _aside(self, row: OrganisationPerson) -> tuple[str, str, str]:
        if row.now_at_id is not None:
            return row.now_at, "control", "accent-text"
        if row.now_at:
            return row.now_at, "secondary", "text2"
        day = row.last_exchange_on
        return ("" if day is None else sheets.near(day, self._today())), "secondary", "text2"


class PeopleList(ShortList):
    """People of an organisation.

    Signals:
        organisation_opened: id of the organisation where somebody is now.
    """

    organisation_opened = Signal(int)

    def __init__(self, name: str, today: Callable[[], date]) -> None:
        self._today = today
        self._person_delegate = _PersonDelegate(today)
        super().__init__(name, self._person_delegate, self._spoken)
        self.menu_asked.connect(self._on_menu)

    def _spoken(self, row: Any) -> str:
        return organisations.person(row, self._today())

    def _clicked(self, row: Any, place: QPoint) -> None:
        if place.x() >= self.viewport().width() - self._person_delegate.link_width(row) and row.now_at_id is not None:
            self.organisation_opened.emit(int(row.now_at_id))
        else:
            super()._clicked(row, place)

    @Slot(int, object)
    def _on_menu(self, key: int, place: QPoint) -> None:
        """Offer both sheets: what the mouse finds at two places, the keyboard finds here."""
        row = self._rows[key]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icon("user"), _("Open the sheet")).setData((key, None))
        if isinstance(row, OrganisationPerson) and row.now_at_id is not None:
            text = _("Open {name}").format(name=row.now_at).replace("&", "&&")
            menu.addAction(icon("building-2"), text).setData((None, row.now_at_id))
        menu.triggered.connect(self._on_menu_chosen)
        menu.popup(place)

    @Slot(QAction)
    def _on_menu_chosen(self, action: QAction) -> None:
        person, organisation = action.data()
        if person is not None:
            self.row_opened.emit(person)
        else:
            self.organisation_opened.emit(organisation)


class _MissionDelegate(RowDelegate):
    """Title over the client, value over the stage."""

    def __init__(self) -> None:
        super().__init__(48, pad_px=_PAD_PX, rule=True)

    def paint_content(self, painter: QPainter, area: QRectF, row: object, _state: RowState) -> None:
        """Paint one mission."""
        if not isinstance(row, OrganisationMission):
            return
        amount, stage = formats.money(row.value_cents, row.currency), stage_label(row.stage).lower()
        face = "emphasis+"
        used = max(text_width(amount, face), text_width(stage, "secondary"))
        top, low = line_height("emphasis"), line_height("secondary")
        y = area.center().y() - (top + low) / 2
        left = area.right() - used - 1
        draw_text(painter, QRectF(left, y, used + 1, top), amount, face, "text", align=RIGHT)
        draw_text(painter, QRectF(left, y + top, used + 1, low), stage, "secondary", "text2", align=RIGHT)
        draw_lines(painter, area.adjusted(0, 0, -used - metric(10), 0), row.title or row.client, row.client)

    def tip(self, row: object) -> str:
        """Return the whole text of a row."""
        return organisations.mission(row) if isinstance(row, OrganisationMission) else ""


def missions_list() -> ShortList:
    """Return an empty list of missions."""
    return ShortList(_("Missions"), _MissionDelegate(), organisations.mission)


class _EventDelegate(RowDelegate):
    """Month and day at left, title over who was or is to be met, the state at right."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(48, pad_px=_PAD_PX, rule=True)
        self._today = today

    def paint_content(self, painter: QPainter, area: QRectF, row: object, _state: RowState) -> None:
        """Paint one event."""
        if not isinstance(row, OrganisationEvent):
            return
        leaf = QRectF(area.left(), area.top(), metric(44), area.height())
        self._paint_day(painter, leaf, row)
        text, tone = organisations.event_state(row)
        right = area.right()
        if text:
            size = chip_size(text, small=True)
            badge = QRectF(right - size.width(), area.center().y() - size.height() / 2, size.width(), size.height())
            paint_chip(painter, badge, text, tone=tone, small=True)
            right = badge.left() - metric(8)
        room = QRectF(leaf.right() + metric(8), area.top(), right - leaf.right() - metric(8), area.height())
        draw_lines(painter, room, row.title, organisations.event(row))

    def _paint_day(self, painter: QPainter, leaf: QRectF, row: OrganisationEvent) -> None:
        if row.starts_at is None:
            draw_text(painter, leaf, "–", "section", "text3", align=_CENTRE)
            return
        day = local_day(row.starts_at, row.tz)
        month = formats.month(day.month, short=True)
        upper = month if day.year == self._today().year else f"{month} {day.year % 100:02}"
        top, low = line_height("caption"), line_height("section")
        y = leaf.center().y() - (top + low) / 2
        draw_text(painter, QRectF(leaf.left(), y, leaf.width(), top), upper, "caption", "text2", align=_CENTRE)
        draw_text(painter, QRectF(leaf.left(), y + top, leaf.width(), low), str(day.day), "section", align=_CENTRE)

    def tip(self, row: object) -> str:
        """Return the whole text of a row."""
        return spoken_event(row) if isinstance(row, OrganisationEvent) else ""


def spoken_event(row: OrganisationEvent) -> str:
    """Return what a screen reader says of an event."""
    day = "" if row.starts_at is None else formats.long_day(local_day(row.starts_at, row.tz))
    parts = (row.title, day, organisations.event(row), organisations.event_state(row)[0])
    return ", ".join(part for part in parts if part)


def events_list(today: Callable[[], date]) -> ShortList:
    """Return an empty list of events."""
    return ShortList(_("Events organised"), _EventDelegate(today), spoken_event)
