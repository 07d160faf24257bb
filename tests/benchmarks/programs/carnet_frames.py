"""Frames of the real window under keys and wheel: S5 near spellings, S6 the long list, S7 sheets; one JSON document."""

import time
from collections.abc import Callable
from typing import Any

from driving import (
    Bare,
    Key,
    Paints,
    bare,
    bare_keys,
    flush,
    focused,
    frame,
    open_window,
    people,
    press,
    roll,
    search_field,
    tap,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QCheckBox, QWidget
from script import MISSPELT
from signals import measure, settle

from carnet.ui.contacts.filters import FilterBar
from carnet.ui.kit.choices import ChipButton
from carnet.ui.kit.labels import LinkLabel

_BUSY = 1  # the contact of the world with thousands of exchanges
_PATIENCE_MS = 2_000


def near(path: str) -> dict[str, Any]:
    """S5: a misspelt name is typed; how long until people spelt nearly so are painted, and what a key waits meanwhile."""
    page: Any = open_window(path).window.show_page("contacts")
    settle(800)
    field, table = search_field(page), people(page)
    field.setFocus()
    found, keys, missing = [], [], 0
    for name in MISSPELT:
        for at, char in enumerate(name):
            press(field, char)
            flush()
            # The hands rest once before the name is whole: the next key comes while near spellings may be sought.
            settle(120 if at < len(name) - 1 else 0)
        took = until(lambda: table.model().rowCount() > 0)
        missing += took is None
        found.append(_PATIENCE_MS if took is None else took)
        settle(100)
        for place in range(len(name)):
            keys.append(frame(lambda: press(field, "\b")))
            settle(20 + 17 * place % 90)
        settle(400)
    return {"found": found, "keys": keys, "missing": missing, "floor": bare_keys()}


def until(reached: Callable[[], bool]) -> float | None:
    """Return the milliseconds until something is reached and painted, None where it never is."""
    started = time.perf_counter()
    while not reached():
        if (time.perf_counter() - started) * 1000 > _PATIENCE_MS:
            return None
        QApplication.processEvents()
    flush()
    return (time.perf_counter() - started) * 1000


def long_list(path: str) -> dict[str, Any]:
    """S6: the list of all contacts under page keys, wheel, each order and each value of each filter."""
    page: Any = open_window(path).window.show_page("contacts")
    settle(2_500)
    table = people(page)
    table.setFocus()
    frames = {"page_key": paged(table), "wheel": wheeled(table)}
    floor = bare(100_000)
    bare_frames = paged(floor.view) + wheeled(floor.view)
    floor.window.deleteLater()
    opened, toggled = filtered(page)
    return {"frames": frames, "floor": bare_frames, "sort": sorted_(page), "filter": toggled, "opened": opened}


def paged(view: QWidget) -> list[float]:
    """Return the frames of Page down and Page up, and of the ends of the list."""
    times = []
    for turn in range(200):
        key = Key.Key_PageUp if turn % 5 == 4 else Key.Key_PageDown
        key = {60: Key.Key_End, 80: Key.Key_Home, 120: Key.Key_End}.get(turn, key)
        times.append(frame(lambda key=key: tap(view, key)))  # type: ignore[misc]
        settle(8)
    return times


def wheeled(view: QAbstractItemView) -> list[float]:
    """Return the frames of the wheel, from the top of the list."""
    tap(view, Key.Key_Home)
    settle(60)
    watch = Paints(view.viewport())
    times = []
    for turn in range(200):
        times.append(frame(lambda turn=turn: roll(view.viewport(), 3 if turn % 5 == 4 else -3)))  # type: ignore[misc]
        settle(8)
    if watch.number < 100:
        raise RuntimeError("the wheel moved nothing")
    return times


def sorted_(page: QWidget) -> dict[str, list[float]]:
    """Return the frames of each order of the list, chosen from its menu by key."""
    times: dict[str, list[float]] = {}
    for _round in range(4):
        for place in range(9):
            link = next(
                each for each in page.findChildren(LinkLabel) if each.isVisible() and _icon(each) == "arrow-down-up"
            )
            link.setFocus()
            tap(link, Key.Key_Space)
            menu: Any = QApplication.activePopupWidget()
            settle(60)
            actions = [action for action in menu.actions() if action.isEnabled() and action.text()]
            if place >= len(actions):
                menu.close()
                break
            menu.setActiveAction(actions[place])
            times.setdefault(actions[place].text(), []).append(frame(lambda: tap(menu, Key.Key_Return)))  # noqa: B023
            settle(700)
    return times


def _icon(link: LinkLabel) -> str:
    return str(getattr(link, "_icon_name", ""))


def filtered(page: Any) -> tuple[list[float], dict[str, list[float]]]:
    """Return the frames of opening the values of each filter, and of each switched on, then off, by the space bar."""
    bar = page.list.findChild(FilterBar)  # the page has that of organisations, too
    opened: list[float] = []
    times: dict[str, list[float]] = {}
    for chip in [each for each in bar.findChildren(ChipButton) if each.isVisible()]:
        chip.setFocus()
        opened.append(frame(lambda chip=chip: tap(chip, Key.Key_Space)))  # type: ignore[misc]
        popup = QApplication.activePopupWidget()
        settle(60)
        boxes = [] if popup is None else popup.findChildren(QCheckBox)
        for box in boxes:
            box.setFocus()
            for _on in (True, False):
                took = frame(lambda box=box: tap(box, Key.Key_Space))  # type: ignore[misc]
                times.setdefault(str(chip.property("field")), []).append(took)
                settle(400)
        if popup is not None:
            tap(focused(), Key.Key_Escape)
        settle(60)
    if not times:
        raise RuntimeError("no filter was switched")
    return opened, times


def sheets(path: str) -> dict[str, Any]:
    """S7: sheets opened by the arrows of the list, the one with thousands of exchanges among them.

    The mark is head and timeline painted with what is known of the person; `facts` is the turn of the column after it.
    """
    page: Any = open_window(path).window.show_page("contacts")
    settle(2_500)
    table = people(page)
    paints = Paints(page.sheet)
    times, busy, facts = [], [], []
    for turn in range(200):
        if turn % 20 == 10:
            at = table.rows_model().row_of(_BUSY)
            assert at is not None
            table.select_id(table.rows_model().id_at(at - 1 if at else 1))
            settle(60)
            table.setFocus()
            busy.append(frame(lambda at=at: tap(table, Key.Key_Down if at else Key.Key_Up)))  # type: ignore[misc]
            times.append(busy[-1])
            facts.append(frame(QApplication.processEvents))
            if page.sheet.contact_id() != _BUSY:
                raise RuntimeError("another sheet was opened")
            table.select_id(table.rows_model().id_at(turn * 397))
            settle(200)
        table.setFocus()
        times.append(frame(lambda: tap(table, Key.Key_Down)))
        facts.append(frame(QApplication.processEvents))
        settle(30)
    if paints.number < 200:
        raise RuntimeError("the sheets were not painted")
    return {"ours": times, "busy": busy, "facts": facts, "floor": bare_sheets(bare())}


def bare_sheets(floor: Bare) -> list[float]:
    """Return the frames of as many steps down the bare list, each shown in the bare field."""
    floor.view.setCurrentIndex(floor.view.model().index(0, 0))
    floor.field.blockSignals(True)
    floor.view.selectionModel().currentChanged.connect(lambda index: floor.field.setText(str(index.data())))
    times = []
    for turn in range(200):
        times.append(frame(lambda turn=turn: tap(floor.view, Key.Key_Up if turn // 100 else Key.Key_Down)))  # type: ignore[misc]
        settle(5)
    floor.window.deleteLater()
    return times


TASKS = {"near": near, "list": long_list, "sheets": sheets}

if __name__ == "__main__":
    measure(TASKS)
