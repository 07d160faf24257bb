"""What an exchange may be attached to: the events around its day, the missions under way."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from carnet.domain.capture_values import SpanKind
from carnet.domain.composer import ExchangeDraft
from carnet.domain.events import EventRef, EventRow, Planned
from carnet.domain.ids import EventId, MissionId
from carnet.domain.zones import local_day
from carnet.journal import Journal
from carnet.ui.kit.choices import Combo
from carnet.ui.kit.icons import icon
from carnet.words import _, sheets

_MOST = 8
_LATELY = timedelta(days=90)


def events_around(journal: Journal, day: date | None) -> list[tuple[Planned, date]]:
    """Return events that have begun, dates of series too, with their days: those of a day first, then the latest."""
    now, day = journal.clock.now(), day or journal.clock.today()
    rows = {row.ref: row for row in (*journal.events.occurrences(day, day), *journal.events.occasions(_MOST, 0))}
    dated = [
        (row, local_day(row.starts_at, row.tz))
        for row in rows.values()
        if row.starts_at is not None and row.starts_at <= now
    ]
    return dated[:_MOST]


def missions_lately(journal: Journal) -> list[tuple[MissionId, str, str]]:
    """Return id, title and client of the missions under way, and of those that ended lately."""
    return journal.missions.lately(journal.clock.today() - _LATELY)


def _event_words(row: Planned, day: date, today: date) -> str:
    return f"{row.title}, {sheets.near(day, today)}"


def _mission_words(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def attach_menu(parent: QWidget, journal: Journal, draft: ExchangeDraft) -> QMenu:
    """Return the menu of what a line may be attached to; each entry carries the words that say so in the line."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    today = journal.clock.today()
    for row, day in events_around(journal, draft.occurred_on.first_day):
        action = menu.addAction(icon("ticket"), _event_words(row, day, today).replace("&", "&&"))
        words = _("event {title}").format(title=row.title)
        action.setData((SpanKind.EVENT, words, day.strftime("%d/%m/%Y")))
    for _key, title, client in missions_lately(journal)[:_MOST]:
        action = menu.addAction(icon("briefcase"), _mission_words(title, client).replace("&", "&&"))
        action.setData((SpanKind.MISSION, _("mission {title}").format(title=title), ""))
    if not menu.actions():
        menu.addAction(_("There is no event and no mission yet.")).setEnabled(False)
    return menu


class EventCombo(Combo):
    """The choice of an event, the present one selected; with `owned` of those alone that have a row."""

    def __init__(self, journal: Journal, day: date | None, event_id: int | None, *, owned: bool = False) -> None:
        super().__init__(_("Event"))
        self.add(_("No event"), None)
        found = [(row, on) for row, on in events_around(journal, day) if not owned or isinstance(row, EventRow)]
        if event_id is not None and all(row.ref != event_id for row, _day in found):
            held = journal.events.rows([event_id])[event_id]
            on = journal.clock.today() if held.starts_at is None else local_day(held.starts_at, held.tz)
            found.append((held, on))
        self._refs = [row.ref for row, _day in found]
        for at, (row, on) in enumerate(found):
            self.add(_event_words(row, on, journal.clock.today()), at)  # Qt would make a list of a date of a series
        self.choose(None if event_id is None else self._refs.index(EventId(event_id)))

    def chosen(self) -> EventRef | None:
        """Return the event chosen, None for none."""
        at = self.currentData()
        return None if at is None else self._refs[at]


def mission_combo(journal: Journal, mission_id: int | None) -> Combo:
    """Return the choice of a mission, the present one selected."""
    combo = Combo(_("Mission"))
    combo.add(_("No mission"), None)
    known = missions_lately(journal)
    if mission_id is not None and all(key != mission_id for key, _title, _client in known):
        mission = journal.missions.get(mission_id)
        known.append((MissionId(mission_id), mission.title, mission.client))
    for key, title, client in known:
        combo.add(_mission_words(title, client), int(key))
    combo.choose(mission_id)
    return combo
