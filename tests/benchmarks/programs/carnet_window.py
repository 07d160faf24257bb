"""The real window driven by key events: S4, S8, S12, S14, M2; prints one JSON document."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from driving import bare_keys, flush, open_window, people, press, search_field
from PySide6.QtCore import QEvent, QEventLoop
from PySide6.QtWidgets import QApplication, QWidget
from script import KEYS, PEOPLE
from signals import measure, resident_mib, settle

from carnet import app as root


def timed(act: Callable[[], object], view: QWidget) -> float:
    """Return the milliseconds from an act to the paint of a view."""
    started = time.perf_counter()
    act()
    view.repaint()
    return (time.perf_counter() - started) * 1000


def answered(act: Callable[[], object], page: Any) -> float:
    """Return the milliseconds from an act until « Bilan » shows its whole answer, painted."""
    started = time.perf_counter()
    act()
    while not page.is_answered:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    flush()
    return (time.perf_counter() - started) * 1000


def search(path: str) -> dict[str, Any]:
    """S4: every key of the script in the search field of the contacts, and in a bare field over a bare list."""
    application = open_window(path)
    page: Any = application.window.show_page("contacts")
    settle(800)
    field, table = search_field(page), people(page)
    field.setFocus()
    ours = []
    for char in KEYS:
        ours.append(timed(lambda char=char: press(field, char), table.viewport()))  # type: ignore[misc]
        settle(25)
    return {"ours": ours, "floor": bare_keys()}


def quick_add(path: str) -> dict[str, Any]:
    """S8: Enter in the quick add until the person is committed and painted; beside it the same rows inserted raw."""
    application = open_window(path)
    assert application.journal is not None
    application.quick_add(application.journal.events.past(1)[0].id)
    panel: Any = application._panel
    settle(300)
    ours, raw = [], []
    for number, name in enumerate(PEOPLE):
        for char in f"{name} Essai{number}, DSI chez Nova{number}, a{number}@nova.example, 06 39 90 {number:02} 11 #test > relancer mardi":
            press(panel.composer, char)
        settle(250)
        started = time.perf_counter()
        press(panel.composer, "\r")
        # Paint what the key made dirty, and only that, as the event loop would next.
        QApplication.sendPostedEvents(application.window, QEvent.Type.LayoutRequest)
        QApplication.sendPostedEvents(application.window, QEvent.Type.UpdateRequest)
        ours.append((time.perf_counter() - started) * 1000)
        settle(150)
        raw.append(insert_raw(application))
    return {"ours": ours, "raw": raw}


def insert_raw(application: root.Application) -> float:
    """Return the milliseconds that the rows of the last deed take, inserted again as other rows and committed."""
    from carnet.store import keys

    journal = application.journal
    assert journal is not None
    connection = keys.connect(str(journal.path), keys.of(journal.path))
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    import json

    deed = journal.history.recent(1)[0]
    sql = 'SELECT table_name, "after" FROM deed_row WHERE deed_id = ? AND "before" IS NULL AND "after" IS NOT NULL'
    rows = [(table, json.loads(after)) for table, after in connection.execute(sql, (deed.id,))]
    connection.execute("PRAGMA foreign_keys=OFF")
    made = []
    started = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    for table, row in rows:
        names = [name for name in row if name != "id"]
        values = [f"{row[name]}-raw-{time.perf_counter_ns()}" if name == "uid" else row[name] for name in names]
        if table in {"attendance", "participation", "contact_tag"}:
            values = [
                -value if isinstance(value, int) and name == "contact_id" else value
                for name, value in zip(names, values, strict=True)
            ]
        marks = ", ".join("?" * len(names))
        quoted = ", ".join(f'"{name}"' for name in names)
        made.append((table, connection.execute(f'INSERT INTO "{table}" ({quoted}) VALUES ({marks})', values).lastrowid))
    connection.execute("COMMIT")
    took = (time.perf_counter() - started) * 1000
    # Some of them belong to nobody: what is measured next would be a damaged journal.
    for table, key in made:
        connection.execute(f'DELETE FROM "{table}" WHERE id = ?', (key,))
    connection.commit()
    connection.close()
    return took


def review(path: str) -> dict[str, Any]:
    """S12: model, period and grouping changed on « Bilan », as a drawing, as a table and as a network."""
    application = open_window(path)
    page: Any = application.window.show_page("review")
    settle(800)
    times: dict[str, list[float]] = {}
    for view in ("drawing", "table", "network"):
        page.show_view(view)
        settle(800)
        found = {what: times.setdefault(f"{view} {what}", []) for what in ("model", "period", "grouping")}
        for _round in range(3):
            for at in range(page.model.count()):
                found["model"].append(answered(lambda at=at: page.model.setCurrentIndex(at), page))
                settle()
            for key in list(page.head._periods):
                act = lambda key=key: (page.period.choose(key), page.period.chosen.emit(key))
                found["period"].append(answered(act, page))
                settle()
            for at in range(page.by.count() if view != "network" else 0):
                found["grouping"].append(answered(lambda at=at: page.by.setCurrentIndex(at), page))
                settle()
    return {name: took for name, took in times.items() if took}


def opening(view: str, path: str) -> dict[str, Any]:
    """M2: « Bilan » asked for the first time after some seconds of rest, until it is painted, and until all is."""
    application = open_window(path)
    while "review" not in application.window.built:
        settle(50)
    page: Any = application.window.built["review"]
    page.view.choose(view)  # as it was left
    settle(5_000)
    painted = 0.0

    def come() -> None:
        nonlocal painted
        application.window.show_page("review")
        while not page.updatesEnabled() or page.review is None:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        flush()
        painted = time.perf_counter()

    started = time.perf_counter()
    whole = answered(come, page)
    return {"painted": (painted - started) * 1000, "whole": whole}


def memory(path: str) -> dict[str, Any]:
    """S14: the contacts scrolled to their end."""
    application = open_window(path)
    page: Any = application.window.show_page("contacts")
    settle(3_000)
    table = people(page)
    bar = table.verticalScrollBar()
    for _turn in range(600):
        if bar.value() >= bar.maximum():
            break
        bar.setValue(min(bar.maximum(), bar.value() + bar.maximum() // 500 + 1))
        settle(1)
    settle(300)
    return {"mib": resident_mib(), "rows": table.model().rowCount()}


TASKS = {
    "search": search,
    "quick_add": quick_add,
    "review": review,
    "memory": memory,
    **{view: partial(opening, view) for view in ("drawing", "table", "network")},
}

if __name__ == "__main__":
    measure(TASKS)
