"""S15: pages switched and sheets opened for a long time; memory and QObjects before and after; one JSON document."""

import gc
from collections import Counter
from typing import Any

from driving import flush, frame, open_window, people
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication
from shiboken6 import Shiboken
from signals import measure, resident_mib, settle

from carnet import app as root

SWITCHES = 1_000
SHEETS = 200
_WARM_UP = 120  # sheets, and as many switches: every page is built, every cache full


def leaks(path: str) -> dict[str, Any]:
    """Return the memory and the QObjects left over by the switches and the sheets, after a warm-up."""
    application = open_window(path)
    switch(application, 3 * len(root.PAGES))
    turn(application, 0, _WARM_UP)
    switch(application, 3 * len(root.PAGES))
    before, first = tally(), resident_mib()
    switch(application, SWITCHES)
    switched = resident_mib()
    turn(application, _WARM_UP, SHEETS)
    turn(application, _WARM_UP - 1, 1)  # the sheet that was open before
    switch(application, len(root.PAGES))
    while application.tasks.busy:  # the day's backup, which is no gesture of the script
        settle(200)
    after = tally()
    left = {name: number for name, number in (after - before).items() if number > 0}
    return {"before_mib": first, "switched_mib": switched, "after_mib": resident_mib(), "left_over": left}


def switch(application: root.Application, times: int) -> None:
    """Show one page after the other, painted; end on the first."""
    for turn_ in range(times):
        frame(lambda turn_=turn_: application.window.show_page(root.PAGES[turn_ % len(root.PAGES)]))  # type: ignore[misc]
        settle(5)
        let_go()
    application.window.show_page("today")
    settle(500)


def turn(application: root.Application, start: int, sheets: int) -> None:
    """Open the sheets of people all over the list, painted."""
    page: Any = application.window.show_page("contacts")
    model = people(page).rows_model()
    assert application.journal is not None
    while model.rowCount() < application.journal.contacts.total():
        settle(200)
    for place in range(start, start + sheets):
        key = model.id_at(place * 397 % model.rowCount())
        frame(lambda key=key: page.open_item(key))  # type: ignore[misc]
        settle(10)
        let_go()
    settle(300)


def let_go() -> None:
    """Delete what is to be deleted later, as the event loop does between two gestures; all of this is one of its turns."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def tally() -> Counter[str]:
    """Return how many QObjects there are of each class, when all that was to go is gone."""
    for _round in range(3):
        let_go()
        gc.collect()
        flush()
    found: dict[int, str] = {}
    roots = [
        *QApplication.topLevelWidgets(),
        *(each for each in Shiboken.getAllValidWrappers() if isinstance(each, QObject)),
    ]
    for each in roots:
        if Shiboken.isValid(each):
            for own in (each, *each.findChildren(QObject)):
                found[Shiboken.getCppPointer(own)[0]] = type(own).__name__
    return Counter(found.values())


if __name__ == "__main__":
    measure({"leaks": leaks})
