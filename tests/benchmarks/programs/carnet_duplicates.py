"""Finds the duplicates of a journal on the task thread, and says how long it took and how long the window waited."""

import gc
import json
import os
import shutil
import sys
import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from carnet.domain.contacts import Contact, ContactPoint, PointKind
from carnet.journal import Journal
from carnet.ui.kit.tasks import Progress, Tasks

PLANTED = 300


def main(path: Path) -> None:
    """Work on a copy with doubles in it."""
    own = path.with_name("doubles.carnet")
    shutil.copyfile(path, own)
    journal = Journal(own)
    planted = plant(journal)
    app = QApplication([])
    loop, tasks = QEventLoop(), Tasks()
    gaps: list[float] = []
    last = [time.perf_counter()]
    ticker = QTimer(interval=0)

    def tick() -> None:
        now = time.perf_counter()
        gaps.append(now - last[0])
        last[0] = now

    ticker.timeout.connect(tick)
    found: list[object] = []

    def done(pairs: tuple[tuple[int, int], ...]) -> None:
        found.extend((pair[0], pair[1]) for pair in pairs)
        loop.quit()

    def job(progress: Progress) -> object:
        return journal.duplicates.find(progress=progress.report, cancelled=lambda: progress.cancelled)

    gc.collect()
    gc.freeze()  # as the window does once it is settled
    started = time.perf_counter()
    tasks.run(job, done, partial(print, file=sys.stderr))
    ticker.start()
    loop.exec()
    seconds = time.perf_counter() - started
    gaps.sort()
    answer = {
        "seconds": round(seconds, 1),
        "pairs": len(found),
        "missed": len(planted - set(found)),
        "window_waited_p99_ms": round(gaps[int(len(gaps) * 0.99)] * 1000, 1),
        "window_waited_most_ms": round(gaps[-1] * 1000, 1),
    }
    print(json.dumps(answer), flush=True)
    del app
    os._exit(0)


def plant(journal: Journal) -> set[tuple[int, int]]:
    """Write doubles with the same phone, the same e-mail, or a name one letter apart; return the pairs."""
    pairs = set()
    for place in range(PLANTED):
        key = 1 + place * 307 % journal.contacts.total()
        known = journal.contacts.get(key)
        kinds = (PointKind.EMAIL, PointKind.PHONE)
        points = tuple(ContactPoint(kind=p.kind, value=p.value) for p in known.points if p.kind is kinds[place % 2])
        last = known.last_name
        if place % 3 == 2:
            last, points = last[:-1] + ("x" if last[-1] != "x" else "y"), ()
        positions = tuple(known.affiliations) if place % 3 else ()
        fresh = tuple(type(p)(organisation=p.organisation, title=p.title) for p in positions)
        double = Contact(first_name=known.first_name, last_name=last, points=points, affiliations=fresh)
        pairs.add((key, int(journal.contacts.save(double))))
    return pairs


if __name__ == "__main__":
    main(Path(sys.argv[1]))
