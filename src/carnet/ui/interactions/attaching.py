"""What an exchange may be attached to: the events around its day, the missions under way."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from carnet.domain.capture_values import SpanKind
from carnet.domain.composer import ExchangeDraft
from carnet.domain.events import EventRow
from carnet.domain.mission_sheets import MissionRow
from carnet.domain.zones import local_day
from carnet.journal import Journal
from carnet.ui.kit.choices import Combo
from carnet.ui.kit.icons import icon
from carnet.words import _, sheets

_MOST = 8
_LATELY = timedelta(days=90)


def events_around(journal: Journal, day: date | None) -> list[tuple[EventRow, date]]:
    """Return events that have begun, with their days: those of a day first, then the latest."""
    now, day = journal.clock.now(), day or journal.clock.today()
    rows = {row.id: row for row in (*journal.events.between(day, day), *journal.events.past(_MOST))}
    dated = [
        (row, local_day(row.starts_at, row.tz))
        for row in rows.values()
        if row.starts_at is not None and row.starts_at <= now
    ]
    return dated[:_MOST]


def missions_lately(journal: Journal) -> tuple[MissionRow, ...]:
    """Return the missions under way, and those that ended lately."""
    return journal.missions.board(since=journal.clock.today() - _LATELY).rows


def _event_words(row: EventRow, day: date, today: date) -> str:
    return f"{row.title}, {sheets.near(day, today)}"


def _mission_words(row: MissionRow) -> str:
    return ", ".join(part for part in (row.title, row.client) if part)


def attach_menu(parent: QWidget, journal: Journal, draft: ExchangeDraft) -> QMenu:
    """Return the menu of what a line may be attached to; each entry carries the words that say so in the line."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    today = journal.clock.today()
    for row, day in events_around(journal, draft.occurred_on.first_day):
        action = menu.addAction(icon("ticket"), _event_words(row, day, today).replace("&", "&&"))
        words = _("event {title}").format(title=row.title)
        action.setData((SpanKind.EVENT, words, day.strftime("%d/%m/%Y")))
    for mission in missions_lately(journal)[:_MOST]:
        action = menu.addAction(icon("briefcase"), _mission_words(mission).replace("&", "&&"))
        action.setData((SpanKind.MISSION, _("mission {title}").format(title=mission.title), ""))
    if not menu.actions():
        menu.addAction(_("There is no event and no mission yet.")).setEnabled(False)
    return menu


def event_combo(journal: Journal, day: date | None, event_id: int | None) -> Combo:
    """Return the choice of an event, the present one selected."""
    combo = Combo(_("Event"))
    combo.add(_("No event"), None)
    found = events_around(journal, day)
    if event_id is not None and all(row.id != event_id for row, _day in found):
        row = journal.events.rows([event_id])[event_id]
        found.append((row, journal.clock.today() if row.starts_at is None else local_day(row.starts_at, row.tz)))
    for row, on in found:
        combo.add(_event_words(row, on, journal.clock.today()), int(row.id))
    combo.choose(event_id)
    return combo


def mission_combo(journal: Journal, mission_id: int | None) -> Combo:
    """Return the choice of a mission, the present one selected."""
    combo = Combo(_("Mission"))
    combo.add(_("No mission"), None)
    known = missions_lately(journal)
    if mission_id is not None and all(row.id != mission_id for row in known):
        known = (*known, *(row for row in journal.missions.rows() if row.id == mission_id))
    for row in known:
        combo.add(_mission_words(row), int(row.id))
    combo.choose(mission_id)
    return combo
