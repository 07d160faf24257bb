"""What an exchange may be attached to: the events around its day, the missions under way."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from carnet.domain.capture_values import SpanKind
from carnet.domain.composer import ExchangeDraft
from carnet.domain.events import EventRow, local_day
from carnet.journal import Journal
from carnet.ui.kit.icons import icon
from carnet.words import _, sheets

_MOST = 8
_AROUND = timedelta(days=45)


def events_around(journal: Journal, draft_day: object) -> list[EventRow]:
    """Return the events begun before now, those of a day first, then the latest."""
    rows = [row for row in journal.events.past(_MOST * 2) if row.starts_at is not None]
    return sorted(rows, key=lambda row: _day(row) != draft_day)[:_MOST]


def _day(row: EventRow) -> object:
    return None if row.starts_at is None else local_day(row.starts_at, row.tz)


def attach_menu(parent: QWidget, journal: Journal, draft: ExchangeDraft) -> QMenu:
    """Return the menu of what a line may be attached to; each entry carries the words that say so in the line."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    today = journal.clock.today()
    for row in events_around(journal, draft.occurred_on.first_day):
        assert row.starts_at is not None
        day = local_day(row.starts_at, row.tz)
        action = menu.addAction(icon("ticket"), f"{row.title}, {sheets.near(day, today)}".replace("&", "&&"))
        words = _("event {title}").format(title=row.title)
        action.setData((SpanKind.EVENT, words, day.strftime("%d/%m/%Y")))
    menu.addSeparator()
    for mission in journal.missions.board(since=today - _AROUND).rows[:_MOST]:
        action = menu.addAction(icon("briefcase"), ", ".join(filter(None, (mission.title, mission.client))))
        action.setData((SpanKind.MISSION, _("mission {title}").format(title=mission.title), ""))
    if not menu.actions() or all(action.isSeparator() for action in menu.actions()):
        menu.clear()
        menu.addAction(_("There is no event and no mission yet.")).setEnabled(False)
    return menu
