"""E1: « Évènements » with 2,000 events and a daily series of ten years: opened, scrolled, months turned; one document."""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from carnet_frames import paged, wheeled
from driving import bare, frame, open_window, tap
from PySide6.QtCore import Qt
from signals import measure, settle

from carnet.domain.events import NetworkingEvent


def agenda(path: str) -> dict[str, Any]:
    """Open the page first and again, scroll the agenda by key and wheel, turn the month; a bare list beside it."""
    application = open_window(path)
    journal = application.journal
    assert journal is not None
    start = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(days=1825)
    daily = NetworkingEvent(
        title="Point du matin", starts_at=start, ends_at=start + timedelta(minutes=15), rrule="FREQ=DAILY;COUNT=3650"
    )
    journal.events.save(daily)
    settle(300)
    window = application.window
    first = frame(lambda: window.show_page("events"))
    settle(500)
    page: Any = window.current_page()
    opened = []
    for _turn in range(20):
        window.show_page("today")
        settle(60)
        page._stale = True
        opened.append(frame(lambda: window.show_page("events")))
        settle(60)
    table = page.agenda.table
    table.setFocus()
    scrolled = {"page_key": paged(table), "wheel": wheeled(table)}
    grid = page.agenda.month.grid
    grid.setFocus()
    months = []
    for turn in range(40):
        key = Qt.Key.Key_PageUp if turn % 3 == 2 else Qt.Key.Key_PageDown
        months.append(frame(partial(tap, grid, key)))
        settle(30)
    floor = bare(table.model().rowCount())
    floors = paged(floor.view) + wheeled(floor.view)
    rows = table.model().rowCount()
    return {"first": first, "opened": opened, "scrolled": scrolled, "months": months, "floor": floors, "rows": rows}


if __name__ == "__main__":
    measure({"agenda": agenda})
