"""S13: how long a verified backup takes beside the window, and how long it holds the window; one JSON document."""

import time
from pathlib import Path
from typing import Any

from carnet_pauses import Watchdog
from driving import open_window
from signals import measure, settle
from sqlcipher3 import dbapi2

from carnet.journal.backups import Made


def backup(path: str) -> dict[str, Any]:
    """Make a backup in the window and the same copy by the plain means of SQLite, in turns."""
    application = open_window(path)
    assert application.journal is not None
    while not list(application.journal.backups.folder.glob("*.carnet")):  # the backup of the day
        settle(50)
    settle(3_000)  # and the check of the week
    dog, ours, floor = Watchdog(), [], []
    for _run in range(5):
        with dog.over("backup"):
            took, made = _ours(application)
        made.unlink()  # not while the window is watched: taking away half a gigabyte is no part of it
        ours.append(took)
        floor.append(_plain(path))
    return {"ours": ours, "floor": floor, "pauses": dog.pauses["backup"]}


def _ours(application: Any) -> tuple[float, Path]:
    done: list[Made] = []
    failed: list[BaseException] = []
    started = time.perf_counter()
    application.tasks.run(lambda _progress: application.journal.backups.make(), done.append, failed.append)
    while not done:
        settle(5)
        if failed:
            raise failed[0]
    took = (time.perf_counter() - started) * 1000
    return took, done[0].path


def _plain(path: str) -> float:
    target = Path(path).with_name("plain.carnet")
    started = time.perf_counter()
    source = dbapi2.connect(path)
    source.execute("VACUUM INTO ?", (str(target),))
    source.close()
    copy = dbapi2.connect(str(target))
    assert copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    copy.close()
    took = (time.perf_counter() - started) * 1000
    target.unlink()
    return took


if __name__ == "__main__":
    measure({"backup": backup})
