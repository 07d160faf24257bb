"""The briefing of an event on one page: facts, goals, people with room to write, and whoever else may be there."""

from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from carnet.domain.briefings import BriefedPerson, Briefing
from carnet.domain.zones import local_day
from carnet.ui.events.when import hours
from carnet.ui.kit.paper import DPI, draw_line, draw_rule, face, ink, pt, wrapped
from carnet.words import _, briefings, ngettext
from carnet.words.contacts import level
from carnet.words.events import kind_label
from carnet.words.formats import money, ordinal, short_day
from carnet.words.sheets import position

_STRONG = QFont.Weight.DemiBold
_LINE, _SMALL = 14, 12.5
_LEFT = 0.62
_NAMES = 62
_ALSO_LINES = 4
_MM = DPI / 25.4


class BriefingContent:
    """One page, whatever there is: people in full as long as there is room, the others by name."""

    def __init__(self, briefing: Briefing, today: date) -> None:
        self._briefing = briefing
        self._today = today
        self._room = QSizeF()

    def lay(self, room: QSizeF) -> int:
        """Take the room; it is always one page."""
        self._room = room
        return 1

    def paint(self, painter: QPainter, _page: int) -> None:
        """Paint the page from top to bottom."""
        y = self._paint_title(painter)
        y = self._paint_band(painter, y + pt(8))
        y = self._paint_goals(painter, y + pt(10))
        y, told = self._paint_people(painter, y + pt(6))
        self._paint_foot(painter, y + pt(8), self._briefing.people[told:])

    def _paint_title(self, painter: QPainter) -> float:
        event, width = self._briefing.event, self._room.width()
        draw_line(painter, QRectF(0, 0, width, pt(28)), event.title, face(22, _STRONG))
        count = len(self._briefing.people)
        people = ngettext("{n} person to look for", "{n} people to look for", count).format(n=count)
        draw_line(
            painter, QRectF(0, pt(29), width, pt(_LINE)), f"{kind_label(event.kind)}, {people}", face(9.6), "text2"
        )
        return pt(29 + _LINE)

    def _paint_band(self, painter: QPainter, y: float) -> float:
        event = self._briefing.event
        day = "" if event.starts_at is None else short_day(local_day(event.starts_at, event.tz))
        nth = _("{nth} event").format(nth=ordinal(self._briefing.nth)) if self._briefing.nth else ""
        cells = (
            (0.31, _("When"), day, hours(event)),
            (0.29, _("Where"), event.venue or event.city, event.city if event.venue else ""),
            (0.27, _("Organiser"), event.organiser, nth),
            (0.13, _("Cost"), money(event.cost_cents) if event.cost_cents else _("free"), ""),
        )
        width, x = self._room.width(), 0.0
        draw_rule(painter, y, width)
        for share, name, fact, detail in cells:
            area = QRectF(x, y + pt(5), share * width - pt(8), pt(_SMALL))
            draw_line(painter, area, name, face(8.2), "text2")
            draw_line(painter, area.translated(0, pt(_SMALL)), fact or "–", face(9.6, _STRONG))
            draw_line(painter, area.translated(0, pt(2 * _SMALL)), detail, face(8.6), "text2")
            x += share * width
        bottom = y + pt(3 * _SMALL + 10)
        draw_rule(painter, bottom, width, "border-strong", 0.5)
        return bottom

    def _paint_goals(self, painter: QPainter, y: float) -> float:
        """Paint goals at left, her own words at right; nothing where there is neither."""
        event, half = self._briefing.event, self._room.width() / 2 - pt(8)
        if not event.goals and not event.briefing:
            return y - pt(10)
        left = right = y
        if event.goals:
            left = _heading(painter, 0, y, half, _("Goals"))
            for goal in event.goals[:6]:
                _box(painter, 0, left + pt(1), ticked=goal.done)
                draw_line(painter, QRectF(pt(18), left, half - pt(18), pt(_LINE)), goal.text, face(9.6))
                left += pt(_LINE + 3)
        if event.briefing:
            x = half + pt(16) if event.goals else 0
            right = _heading(painter, x, y, half, _("To keep in mind"))
            width = half if event.goals else self._room.width()
            right = _text(painter, QPointF(x, right), width, event.briefing, face(9.6), most=6)
        return max(left, right)

    def _paint_people(self, painter: QPainter, y: float) -> tuple[float, int]:
        """Paint as many people in full as leave room for the foot; return where they end and how many they are."""
        people, width = self._briefing.people, self._room.width()
        if not people:
            return y, 0
        y = _heading(painter, 0, y, width, _("To meet"))
        draw_rule(painter, y, width, "border-strong", 0.5)
        limit = self._room.height() - pt(30 + _ALSO_LINES * (_LINE + 2))
        for at, person in enumerate(people):
            rows = self._rows(person)
            height = pt(12 + 16 + 13) + sum(len(lines) for _name, lines in rows) * pt(_SMALL)
            if y + height > limit:
                return y, at
            self._paint_person(painter, y + pt(6), person, rows)
            y += height
            draw_rule(painter, y, width, "border-strong", 0.5)
        return y, len(people)

    def _rows(self, person: BriefedPerson) -> list[tuple[str, list[str]]]:
        width = self._room.width() * _LEFT - pt(_NAMES)
        told = briefings.lines(person, self._today)
        return [(name, wrapped(text, face(8.6), width, 2)) for name, text in told]

    def _paint_person(
        self, painter: QPainter, y: float, person: BriefedPerson, rows: list[tuple[str, list[str]]]
    ) -> None:
        width = self._room.width() * _LEFT
        name = QRectF(0, y, width - pt(70), pt(16))
        draw_line(painter, name, person.name, face(11, _STRONG))
        draw_line(painter, QRectF(width - pt(70), y, pt(66), pt(16)), level(person.level), face(8.6), right=True)
        detail = " · ".join(filter(None, (position(person.title, person.organisation), briefings.why(person.reasons))))
        draw_line(painter, QRectF(0, y + pt(15), width, pt(13)), detail, face(8.6), "text2")
        line = y + pt(29)
        for title, lines in rows:
            draw_line(painter, QRectF(0, line, pt(_NAMES), pt(_SMALL)), title, face(8.6), "text2")
            for text in lines:
                draw_line(painter, QRectF(pt(_NAMES), line, width - pt(_NAMES), pt(_SMALL)), text, face(8.6))
                line += pt(_SMALL)
        x = width + pt(14)
        _box(painter, x, y + pt(1), ticked=person.met)
        draw_line(painter, QRectF(x + pt(18), y, pt(120), pt(_LINE)), _("Met"), face(9.6))
        _dots(painter, x, self._room.width(), y + pt(34), line)

    def _paint_foot(self, painter: QPainter, y: float, others: tuple[BriefedPerson, ...]) -> None:
        half = self._room.width() / 2 - pt(8)
        right = half + pt(16) if others else 0
        if others:
            top = _heading(painter, 0, y, half, _("Also there, perhaps"))
            for text in _also(others, int((self._room.height() - top) // pt(_LINE + 1))):
                draw_line(painter, QRectF(0, top, half, pt(_LINE)), text, face(9.6))
                top += pt(_LINE + 1)
        top = _heading(painter, right, y, half, _("New faces"))
        _dots(painter, right, self._room.width(), top + pt(12), self._room.height())


def _also(others: tuple[BriefedPerson, ...], room: int) -> list[str]:
    """Return a line for each of the others, and how many there is no room for."""
    said = [", ".join(part for part in (person.name, person.organisation) if part) for person in others]
    if len(said) <= room:
        return said
    left = len(said) - room + 1
    return [*said[: room - 1], ngettext("and {n} other", "and {n} others", left).format(n=left)]


def _heading(painter: QPainter, x: float, y: float, width: float, text: str) -> float:
    draw_line(painter, QRectF(x, y, width, pt(18)), text, face(12.5, _STRONG))
    return y + pt(21)


def _box(painter: QPainter, x: float, y: float, *, ticked: bool) -> None:
    side = 4 * _MM
    painter.setPen(QPen(ink("border-control"), DPI / 72))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(x, y, side, side))
    if ticked:
        painter.setPen(QPen(ink(), 1.4 * DPI / 72))
        corner = QPointF(x + side * 0.42, y + side * 0.74)
        painter.drawLine(QPointF(x + side * 0.2, y + side * 0.52), corner)
        painter.drawLine(corner, QPointF(x + side * 0.82, y + side * 0.26))


def _dots(painter: QPainter, left: float, right: float, y: float, bottom: float) -> None:
    """Draw dotted lines to write on, 7 mm apart."""
    painter.setPen(QPen(ink("border-control"), 0.6 * DPI / 72, Qt.PenStyle.DotLine))
    while y <= bottom:
        painter.drawLine(QPointF(left, y), QPointF(right, y))
        y += 7 * _MM


def _text(painter: QPainter, at: QPointF, width: float, text: str, style: QFont, *, most: int) -> float:
    y = at.y()
    for line in wrapped(text, style, width, most):
        draw_line(painter, QRectF(at.x(), y, width, pt(_LINE)), line, style)
        y += pt(_LINE)
    return y
