"""The list of missions in the real window under keys, page keys, each order and each filter; one JSON document."""

from typing import Any

from driving import SHIFT, Key, bare_keys, flush, frame, open_window, press, tap
from signals import measure, settle

_TYPED = ("mission", "cloud 12", "zzz", "2 mi", "é")


def missions(path: str) -> dict[str, Any]:
    """Type, page, sort by each column, choose each stage, period and a few people, in the list."""
    page: Any = open_window(path).window.show_page("missions")
    while not page.list.model.rowCount():
        settle(50)
    page.view.choose("list")
    page.view.chosen.emit("list")
    page.since.setCurrentIndex(page.since.count() - 1)
    settle(500)
    table, field = page.list.table, page.list.search
    rows = page.list.model.rowCount()
    return {
        "rows": rows,
        "keys": _typed(field),
        "page_key": _paged(page.list),
        "sort": _sorted(table),
        "filter": {
            "stage": _chosen(page.list.stage, range(page.list.stage.count())),
            "period": _chosen(page.since, range(page.since.count())),
            "contact": _chosen(page.contact, range(0, min(page.contact.count(), 400), 40)),
        },
        "floor": bare_keys(),
    }


def _typed(field: Any) -> list[float]:
    field.setFocus()
    times = []
    for text in _TYPED:
        for char in (*text, *"\b" * len(text)):
            times.append(frame(lambda char=char: press(field, char)))  # type: ignore[misc]
            settle(20)
    return times


def _paged(pane: Any) -> list[float]:
    pane.focus_rows()
    times = []
    for turn in range(100):
        key = Key.Key_PageUp if turn % 5 == 4 else Key.Key_PageDown
        times.append(frame(lambda key=key: tap(pane.table, key)))  # type: ignore[misc]
        settle(8)
    return times


def _sorted(table: Any) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {}
    for _turn in range(4):
        for place, column in enumerate(table.columns):
            if column.sort and not table.heads.isSectionHidden(place):
                table.setCurrentIndex(table.model().index(0, place))
                flush()
                took = frame(lambda: tap(table, Key.Key_Return, SHIFT))
                times.setdefault(column.key, []).append(took)
                settle(100)
    return times


def _chosen(combo: Any, places: range) -> list[float]:
    times = []
    for place in (*places, *places, 0):
        times.append(frame(lambda place=place: combo.setCurrentIndex(place)))  # type: ignore[misc]
        settle(100)
    return times


TASKS = {"missions": missions}

if __name__ == "__main__":
    measure(TASKS)
