"""E2: the briefing of an evening in a city where everybody lives, at an organiser with a long history; one document."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

from carnet_pauses import Watchdog
from driving import flush, open_window
from signals import measure, settle

from carnet.domain.events import NetworkingEvent
from carnet.journal import Journal
from carnet.ui.events.briefing import BriefedLines, BriefingPanel

_MET = """
INSERT OR IGNORE INTO attendance (event_id, contact_id, met, expected, note)
SELECT DISTINCT i.event_id, p.contact_id, 1, 0, '' FROM interaction i
JOIN participation p ON p.interaction_id = i.id WHERE i.event_id IS NOT NULL AND i.id % 6 = 0"""
_OPENED = 20
_EXPECTED = 12
_MOST_MS = 10_000


def evening(journal: Journal) -> int:
    """Return an event to come of an organiser at whose events some ten people each were met, twelve expected now."""
    with journal.core.unrecorded() as connection:
        connection.exec_driver_sql(_MET)
    start = datetime.now(UTC) + timedelta(days=2)
    event = journal.events.save(
        NetworkingEvent(
            title="Soirée",
            starts_at=start,
            ends_at=start + timedelta(hours=2),
            organiser=journal.organisations.name(3),
            city="Toulouse",
        )
    )
    journal.events.expect(event, range(4, 4 + 4 * _EXPECTED, 4))  # every fourth person is of a circle
    return event


def panels_of(application: Any) -> list[BriefingPanel]:
    """Return the briefings that a window holds."""
    found: list[BriefingPanel] = application.window.findChildren(BriefingPanel)
    return found


def briefing(path: str) -> dict[str, Any]:
    """Open the briefing again and again: until it is painted, until everybody is in it, and the pauses of the window."""
    application = open_window(path)
    journal = application.journal
    assert journal is not None
    event = evening(journal)
    application.open_event(event)
    settle(500)
    page: Any = application.window.current_page()
    people = len(journal.events.briefing(event).people)
    dog, opened, whole = Watchdog(), [], []
    with dog.over("briefing"):
        for _turn in range(_OPENED):
            started = time.perf_counter()
            page.sheet.briefing.click()
            while not (panels := [each for each in panels_of(application) if each.isVisible()]):
                settle(1)
            flush()
            opened.append((time.perf_counter() - started) * 1000)
            (panel,) = panels
            while len(panel.findChildren(BriefedLines)) < people:
                settle(1)
                assert (time.perf_counter() - started) * 1000 < _MOST_MS
            whole.append((time.perf_counter() - started) * 1000)
            panel.close_overlay()
            settle(50)
    return {"opened": opened, "whole": whole, "pauses": dog.pauses["briefing"], "people": people}


if __name__ == "__main__":
    measure({"briefing": briefing})
