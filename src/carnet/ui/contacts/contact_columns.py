"""The columns of the table of contacts: what each says, and how the name is painted."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from carnet.domain.contacts import ContactRow
from carnet.journal import Journal
from carnet.ui.kit.avatar import paint_avatar
from carnet.ui.kit.columns import Cells, Column
from carnet.ui.kit.marked import draw_marked
from carnet.ui.kit.painting import draw_text
from carnet.ui.kit.theme import metric
from carnet.words import _, contacts, formats, sheets

BROUGHT = "brought"


def contact_columns(journal: Journal) -> tuple[Column, ...]:
    """Return the columns in their usual order."""
    today = journal.clock.today

    def warmth(row: ContactRow) -> str:
        level = contacts.level(row.level)
        if row.level_until is None:
            return level
        day = formats.coming_day(row.level_until - timedelta(days=1), today())
        return _("{level} until {day}").format(level=level, day=day)

    def last(row: ContactRow) -> str:
        return "" if row.last_exchange_on is None else sheets.near(row.last_exchange_on, today())

    def due(row: ContactRow) -> str:
        return "" if row.due_on is None else formats.coming_day(row.due_on, today())

    def brought(row: ContactRow) -> str:
        return formats.money(row.brought_cents, journal.options.currency) if row.brought_cents else ""

    return (
        Column("name", _("Name"), 170, _of(lambda row: row.name), "name"),
        Column("title", _("Position"), 145, _of(lambda row: row.title)),
        Column("organisation", _("Organisation"), 135, _of(lambda row: row.organisation)),
        Column("warmth", _("Warmth"), 170, _of(warmth), "warmth", down=True),
        Column("last_exchange", _("Last exchange"), 110, _of(last), "last_exchange", down=True),
        Column("due", _("Next due"), 125, _of(due), "due"),
        Column("met_on", _("Met on"), 120, _of(lambda row: formats.partial(row.met_on)), "met_on", down=True),
        Column(BROUGHT, _("Turnover brought"), 105, _of(brought), BROUGHT, down=True, right=True),
        Column("missions", _("Missions"), 80, _of(lambda row: str(row.missions or "")), right=True, shown=False),
        Column("origin", _("Origin"), 130, _of(lambda row: contacts.channel(row.origin)), shown=False),
        Column("city", _("City"), 110, _of(lambda row: row.city), shown=False),
        Column("email", _("E-mail"), 200, _of(lambda row: row.email), shown=False),
        Column("phone", _("Phone"), 130, _of(lambda row: row.phone), shown=False),
    )


def _of(text: Callable[[ContactRow], str]) -> Callable[[object], str]:
    def said(row: object) -> str:
        return text(row) if isinstance(row, ContactRow) else ""

    return said


class ContactCells(Cells):
    """Paints the face beside the name, and what is said elsewhere as it is."""

    def __init__(self, photo: Callable[[int], bytes | None]) -> None:
        self._photo = photo
        self.words: tuple[str, ...] = ()

    def paint_cell(self, painter: QPainter, area: QRectF, row: object, column: Column) -> None:
        """Paint the name with its face, the other cells as text."""
        if not isinstance(row, ContactRow):
            return
        if column.key != "name":
            if self.words and not column.right:
                draw_marked(painter, area, column.text(row), self.words, "body")
            else:
                super().paint_cell(painter, area, row, column)
            return
        side = metric(24)
        face = QRectF(area.left(), area.center().y() - side / 2, side, side)
        load = partial(self._photo, row.id) if row.photo else None
        paint_avatar(painter, face, row.name, row.score, row.level, photo=row.photo, load=load)
        room = area.adjusted(side + metric(8), 0, 0, 0)
        if not self.words:
            draw_text(painter, room, row.name, "emphasis")
            return
        drawn = draw_marked(painter, room, row.name, self.words, "emphasis")
        if row.match:
            draw_marked(painter, room.adjusted(drawn + metric(8), 0, 0, 0), row.match, self.words, "secondary")
