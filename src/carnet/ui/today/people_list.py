"""A short list of people who are proposed: why, and what one does about it by one key or a click."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QMenu

from carnet.ui.kit.avatar import paint_avatar
from carnet.ui.kit.delegates import RowDelegate, RowState, draw_lines
from carnet.ui.kit.rows_model import RowsModel
from carnet.ui.kit.rows_table import RowsTable
from carnet.ui.kit.theme import metric
from carnet.ui.today.follow_ups import paint_buttons
from carnet.words import _, pgettext

ROW_PX = 74
_KEYS = {
    Qt.Key.Key_Space: "log",
    Qt.Key.Key_E: "write",
    Qt.Key.Key_A: "call",
    Qt.Key.Key_R: "plan",
}
_ICONS = (("log", "notebook-pen"), ("write", "mail"), ("call", "phone"), ("plan", "alarm-clock"), ("skip", "x"))


class Proposed(NamedTuple):
    """Somebody as the list shows her: `where` she works, `why` she is proposed, and what was `said` last."""

    id: int
    name: str
    where: str
    why: str
    said: str
    email: str
    phone: str
    score: int | None
    level: str | None


def can(kind: str, row: Proposed) -> bool:
    """Tell whether something can be done for a person."""
    return {"write": bool(row.email), "call": bool(row.phone)}.get(kind, True)


def spoken(row: object) -> str:
    """Return what a screen reader says of a row."""
    assert isinstance(row, Proposed)
    return ", ".join(part for part in (row.name, row.where, row.why, row.said) if part)


def buttons_of(area: QRectF, row: Proposed) -> dict[str, QRectF]:
    """Return where the buttons of a row are, by what they do; those that a person has no address for are left out."""
    kinds = [kind for kind, _icon in _ICONS if can(kind, row)]
    side, gap = metric(26), metric(4)
    left = area.right() - metric(14) - len(kinds) * (side + gap) + gap
    return {
        kind: QRectF(left + at * (side + gap), area.center().y() - side / 2, side, side)
        for at, kind in enumerate(kinds)
    }


class _Painter(RowDelegate):
    """Face, name and place, reason, last note; buttons on the row one is on."""

    def __init__(self) -> None:
        super().__init__(ROW_PX, pad_px=0, rule=True)

    def paint_content(self, painter: QPainter, area: QRectF, row: object, state: RowState) -> None:
        """Paint one person."""
        assert isinstance(row, Proposed)
        face = QRectF(area.left() + metric(14), area.center().y() - metric(19), metric(38), metric(38))
        paint_avatar(painter, face, row.name, row.score, row.level)
        right = area.right() - metric(14)
        if state.hovered or state.focused:
            right = self._paint_buttons(painter, area, row)
        left = face.right() + metric(11)
        title = " · ".join(part for part in (row.name, row.where) if part)
        draw_lines(painter, QRectF(left, area.top(), right - left, area.height()), title, row.why, row.said)

    def _paint_buttons(self, painter: QPainter, area: QRectF, row: Proposed) -> float:
        return paint_buttons(painter, buttons_of(area, row), dict(_ICONS))

    def tip(self, row: object) -> str:
        """Return the whole text of a row."""
        return spoken(row)


class PeopleList(RowsTable):
    """People who are proposed.

    Signals:
        acted: what ("log", "write", "call", "plan", "skip", "open") and the id of the person.
    """

    acted = Signal(str, int)

    def __init__(self, name: str) -> None:
        super().__init__(name, ROW_PX, ground="surface")
        self._rows: dict[int, Proposed] = {}
        self._model = RowsModel(self._fetch, spoken, self)
        self.setModel(self._model)
        self._painter = _Painter()
        self.setItemDelegate(self._painter)
        self.delete_asked.connect(partial(self._act_on_current, "skip"))
        self.row_opened.connect(partial(self.acted.emit, "open"))
        self.menu_asked.connect(self._on_menu_asked)

    def show_people(self, rows: Sequence[Proposed]) -> None:
        """Show other people, staying on the row, or on the one that takes its place while the list has the focus."""
        place = self.currentIndex().row()
        self._rows = {row.id: row for row in rows}
        self._model.set_ids(self._rows)
        if self.hasFocus():
            self._take_place(place)
        self.fit_height()

    def row(self, key: int) -> Proposed | None:
        """Return a person shown."""
        return self._rows.get(key)

    def place_of_menu(self) -> QPoint:
        """Return where a menu of the current row opens, on the screen."""
        return self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Be on a row once the keys come here: until then none is chosen."""
        super().focusInEvent(event)
        self._take_place(0)

    def _take_place(self, place: int) -> None:
        if self._rows and self.current_id() is None:
            self.setCurrentIndex(self._model.index(max(0, min(place, len(self._rows) - 1)), 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act by one key; there is no type-ahead here."""
        kind = _KEYS.get(Qt.Key(event.key())) if not event.modifiers() else None
        if kind is not None:
            self._act_on_current(kind)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Act by a click on a button."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = self._rows.get(self._id_of(index) or 0)
        if event.button() is not Qt.MouseButton.LeftButton or row is None:
            return
        for kind, place in buttons_of(QRectF(self.visualRect(index)), row).items():
            if place.contains(event.position()):
                self.acted.emit(kind, row.id)
                return

    def _act_on_current(self, kind: str) -> None:
        row = self._rows.get(self.current_id() or 0)
        if row is not None and can(kind, row):
            self.acted.emit(kind, row.id)

    @Slot(int, object)
    def _on_menu_asked(self, key: int, place: QPoint) -> None:
        row = self._rows[key]
        menu = QMenu(self)
        for kind, text, shortcut in _menu_lines():
            if can(kind, row):
                menu.addAction(f"{text}\t{shortcut}").triggered.connect(partial(self.acted.emit, kind, key))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _fetch(self, ids: list[int]) -> Mapping[int, object]:
        return {key: self._rows[key] for key in ids if key in self._rows}


def _menu_lines() -> tuple[tuple[str, str, str], ...]:
    return (
        ("log", _("Log an exchange"), _("Space")),
        ("write", _("Write"), "E"),
        ("call", pgettext("button", "Call"), "A"),
        ("plan", _("Follow up"), "R"),
        ("open", _("Open the contact"), _("Enter")),
        ("skip", _("Not this time"), _("Del")),
    )
