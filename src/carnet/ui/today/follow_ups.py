"""The list « À relancer »: painted rows, done by Space, written, called, snoozed and dropped by one key or a click."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from carnet.domain.followups import FollowUpReason
from carnet.domain.today import FollowUpLine
from carnet.ui.kit.avatar import paint_avatar
from carnet.ui.kit.delegates import RowDelegate, RowState, draw_lines
from carnet.ui.kit.icons import draw_icon
from carnet.ui.kit.painting import draw_ground, draw_text, text_width
from carnet.ui.kit.rows_model import RowsModel
from carnet.ui.kit.rows_table import RowsTable
from carnet.ui.kit.theme import color, metric
from carnet.words import _, ngettext, pgettext
from carnet.words.followups import reason
from carnet.words.formats import FIXED

ROW_PX = 58
_KEYS = {
    Qt.Key.Key_Space: "done",
    Qt.Key.Key_N: "log",
    Qt.Key.Key_E: "write",
    Qt.Key.Key_A: "call",
    Qt.Key.Key_R: "snooze",
}
_ACTIONS = (("write", "mail"), ("call", "phone"), ("snooze", "alarm-clock"))


def late_text(days: int) -> str:
    """Return "En retard de 3 j", or today."""
    return _("{n}{space}d overdue").format(n=days, space=FIXED) if days > 0 else _("Today")


def position(line: FollowUpLine) -> str:
    """Return what the person does, and where."""
    if line.title and line.organisation:
        return _("{title} at {organisation}").format(title=line.title, organisation=line.organisation)
    return line.title or line.organisation


def reason_of(line: FollowUpLine) -> str:
    """Return why, "" where it is a promise, which its text says."""
    why = FollowUpReason(line.reason)
    return "" if why is FollowUpReason.PROMISE else reason(why)


def last_said(line: FollowUpLine) -> str:
    """Return what was said last, so that one knows where to take it up."""
    return _("“{note}”").format(note=line.last_note) if line.last_note else ""


def spoken(row: object) -> str:
    """Return what a screen reader says of a row."""
    assert isinstance(row, FollowUpLine)
    late = ngettext("{n} day overdue", "{n} days overdue", row.days_late).format(n=row.days_late)
    when = late if row.days_late > 0 else _("Today")
    parts = (row.text, row.contact, position(row), reason_of(row), last_said(row), when)
    return ", ".join(filter(None, parts))


def _lines(row: FollowUpLine, room: float) -> tuple[str, str]:
    """Return what there is to do, and for whom, with what was said last: in full, or for want of another text."""
    detail = " · ".join(filter(None, (row.contact, position(row), reason_of(row))))
    noted = " · ".join(filter(None, (detail, last_said(row))))
    if row.text:
        return row.text, noted if text_width(noted, "secondary") <= room else detail
    return " · ".join(filter(None, (_("Get back in touch"), last_said(row)))), detail


def circle_of(area: QRectF) -> QRectF:
    """Return where the circle of a row is."""
    side = metric(18)
    return QRectF(area.left() + metric(14), area.center().y() - side / 2, side, side)


def badge_of(area: QRectF, line: FollowUpLine) -> QRectF:
    """Return where the badge of a row is."""
    width = text_width(late_text(line.days_late), "secondary_medium") + 2 * metric(9)
    return QRectF(area.right() - metric(14) - width, area.center().y() - metric(12), width, metric(24))


def actions_of(area: QRectF, line: FollowUpLine) -> dict[str, QRectF]:
    """Return where the buttons of a row are, by what they do; those that a person has no address for are left out."""
    kinds = [kind for kind, _icon in _ACTIONS if can(kind, line)]
    side, gap = metric(26), metric(4)
    left = badge_of(area, line).left() - metric(12) - len(kinds) * (side + gap)
    top = area.center().y() - side / 2
    return {kind: QRectF(left + at * (side + gap), top, side, side) for at, kind in enumerate(kinds)}


def can(kind: str, line: FollowUpLine) -> bool:
    """Tell whether something can be done for a person."""
    return {"write": bool(line.email), "call": bool(line.phone)}.get(kind, True)


class _Painter(RowDelegate):
    """Circle, face, what to do and for whom, how late; buttons on the row one is on."""

    def __init__(self) -> None:
        super().__init__(ROW_PX, pad_px=0, rule=True)
        self.leaving: set[int] = set()

    def paint_content(self, painter: QPainter, area: QRectF, row: object, state: RowState) -> None:
        """Paint one follow-up."""
        assert isinstance(row, FollowUpLine)
        self._paint_circle(painter, circle_of(area), done=row.id in self.leaving)
        face = QRectF(area.left() + metric(44), area.center().y() - metric(19), metric(38), metric(38))
        paint_avatar(painter, face, row.contact, row.score, row.level)
        badge = badge_of(area, row)
        tone, ink = ("danger-soft", "danger") if row.days_late > 0 else ("accent-soft", "accent-text")
        draw_ground(painter, badge, metric(12), tone)
        draw_text(painter, badge, late_text(row.days_late), "secondary_medium", ink, align=Qt.AlignmentFlag.AlignCenter)
        right = badge.left() - metric(10)
        if state.hovered or state.focused:
            right = self._paint_actions(painter, area, row)
        room = QRectF(face.right() + metric(11), area.top(), right - face.right() - metric(11), area.height())
        draw_lines(painter, room, *_lines(row, room.width()))

    def _paint_circle(self, painter: QPainter, circle: QRectF, *, done: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color("accent" if done else "border-control"), 1.5))
        painter.setBrush(color("accent") if done else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(circle.adjusted(1, 1, -1, -1))
        if done:
            inner = circle.adjusted(metric(3), metric(3), -metric(3), -metric(3))
            draw_icon(painter, inner, "check", "on-accent")

    def _paint_actions(self, painter: QPainter, area: QRectF, row: FollowUpLine) -> float:
        return paint_buttons(painter, actions_of(area, row), dict(_ACTIONS))

    def tip(self, row: object) -> str:
        """Return the whole text of a row."""
        return spoken(row)


def paint_buttons(painter: QPainter, places: Mapping[str, QRectF], icons: Mapping[str, str]) -> float:
    """Paint the small buttons of a row, each at its place with its icon; return where the text must end."""
    inset = metric(6)
    for kind, place in places.items():
        draw_ground(painter, place, metric(6), "surface", "border-strong")
        draw_icon(painter, place.adjusted(inset, inset, -inset, -inset), icons[kind], "text")
    return min(place.left() for place in places.values()) - metric(8)


class FollowUpList(RowsTable):
    """The follow-ups of the day.

    Signals:
        acted: what ("done", "log", "write", "call", "snooze", "drop") and the id of the follow-up.
    """

    acted = Signal(str, int)

    def __init__(self) -> None:
        super().__init__(_("To follow up"), ROW_PX, ground="surface")
        self._lines: dict[int, FollowUpLine] = {}
        self._painter = _Painter()
        self._model = RowsModel(self._fetch, spoken, self)
        self.setModel(self._model)
        self.setItemDelegate(self._painter)
        self.delete_asked.connect(partial(self._act_on_current, "drop"))
        self.setMouseTracking(True)

    def show_lines(self, lines: Sequence[FollowUpLine]) -> None:
        """Show other follow-ups, staying on the row, or on the one that takes its place."""
        place = self.currentIndex().row()
        self._lines = {line.id: line for line in lines}
        self._painter.leaving.clear()
        self._model.set_ids(self._lines)
        if lines and self.current_id() is None:
            self.setCurrentIndex(self._model.index(max(0, min(place, len(lines) - 1)), 0))
        self.fit_height()

    def line(self, key: int) -> FollowUpLine | None:
        """Return a follow-up shown."""
        return self._lines.get(key)

    def mark_leaving(self, key: int) -> None:
        """Tick a row that is about to go."""
        self._painter.leaving.add(key)
        self.viewport().update()

    def clear_leaving(self) -> None:
        """Take the ticks back, where nothing could be written."""
        self._painter.leaving.clear()
        self.viewport().update()

    def is_leaving(self, key: int) -> bool:
        """Tell whether a row is ticked already."""
        return key in self._painter.leaving

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act by one key; there is no type-ahead here."""
        kind = _KEYS.get(Qt.Key(event.key())) if not event.modifiers() else None
        if kind is not None:
            self._act_on_current(kind)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Act by a click on the circle or a button."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self._act_at(event.position())

    def _act_at(self, at: QPointF) -> None:
        index = self.indexAt(at.toPoint())
        key = self._id_of(index)
        line = self._lines.get(key) if key is not None else None
        if line is None:
            return
        area = QRectF(self.visualRect(index))
        reach = circle_of(area).adjusted(-metric(8), -metric(8), metric(8), metric(8))
        places = {"done": reach, **actions_of(area, line)}
        for kind, place in places.items():
            if place.contains(at):
                self.acted.emit(kind, line.id)
                return

    def _act_on_current(self, kind: str) -> None:
        key = self.current_id()
        line = self._lines.get(key) if key is not None else None
        if line is not None and can(kind, line):
            self.acted.emit(kind, line.id)

    def _fetch(self, ids: list[int]) -> Mapping[int, object]:
        return {key: self._lines[key] for key in ids if key in self._lines}


def menu_lines(line: FollowUpLine) -> list[tuple[str, str, str]]:
    """Return what the menu of a follow-up offers: what it does, its words, its key."""
    lines = [
        ("done", pgettext("follow-up", "Done"), _("Space")),
        ("log", _("Done, and log the exchange…"), "N"),
        ("write", _("Write"), "E"),
        ("call", pgettext("button", "Call"), "A"),
        ("snooze", _("Snooze"), "R"),
        ("open", _("Open the contact"), _("Enter")),
        ("drop", _("Drop"), _("Del")),
    ]
    return [entry for entry in lines if can(entry[0], line)]


def place_of_menu(view: QWidget) -> QPointF:
    """Return where a menu of the current row opens, on the screen."""
    assert isinstance(view, FollowUpList)
    rect = view.visualRect(view.currentIndex())
    return QPointF(view.viewport().mapToGlobal(rect.center()))
