"""Times how soon a program shows its window and its data beside others, by turns, on a screen that only they paint on.

    python packaging/linux/first_window.py --journal FILE COMMAND REFERENCE… [--runs N]

`{journal}` in a command stands for the copy of the journal that it opens. The screen is Xvfb's own memory: the first
change after the start is the window; the data are there from when the page looks as it does in the end. The rail, whose
counts come in a later turn, is no part of the page, nor is the scroll bar; so give a journal whose follow-ups reach the
lower edge, such as `huge`: what follows them comes later, too, and out of sight. With the floors of
`tests/benchmarks/programs` among the references these are S1 and S2 for a program that nothing can be put into.
"""

import argparse
import json
import mmap
import os
import shlex
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path
from typing import NamedTuple

_DISPLAY = ":77"
_SIZE = "1280x800x24"
_PAGE = slice(192, 1264)  # columns of the window, which fills the screen
_QUIET_S = 1.5
_PATIENCE_S = 30.0


class Change(NamedTuple):
    """When the screen changed, from the start of the process, and what the page is then."""

    at_s: float
    page: int


class Times(NamedTuple):
    """Seconds from the start of the process."""

    window_s: float
    data_s: float


def timed(changes: list[Change], bare: int) -> Times:
    """Return when window and data came; `bare` is the page before, and after a program that leaves by itself."""
    shown = changes[:-1] if changes[-1].page == bare else changes
    since = shown[-1]
    for change in reversed(shown):
        if change.page != since.page:
            break
        since = change
    return Times(shown[0].at_s, since.at_s)


def page_of(screen: bytes) -> int:
    """Return what tells one page from another, from a screen dump (XWD)."""
    head = struct.unpack(">25I", screen[:100])
    start, pixel, line, height = head[0] + head[19] * 12, head[11] // 8, head[12], head[5]
    found = 0
    for row in range(start, start + line * height, line):
        found = zlib.crc32(screen[row + _PAGE.start * pixel : row + _PAGE.stop * pixel], found)
    return found


def main(words: list[str]) -> int:
    """Print the medians of each, and the median of what the first takes of each other, turn by turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--journal", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("commands", nargs="+", metavar="COMMAND")
    asked = parser.parse_args(words)
    found: dict[str, list[Times]] = {command: [] for command in asked.commands}
    with tempfile.TemporaryDirectory() as folder:
        journal = Path(folder) / "journal.carnet"
        shutil.copyfile(asked.journal, journal)
        os.sync()  # lest the writing of the copy be measured
        for run in range(asked.runs + 1):
            for command, times in found.items():
                measured = _measured(shlex.split(command.replace("{journal}", str(journal))), Path(folder))
                if run:  # the first one warms the disk
                    times.append(measured)
    ours = found[asked.commands[0]]
    told = {command: _told(times, ours) for command, times in found.items()}
    print(json.dumps({"runs": asked.runs, **told}, indent=2))
    return 0


def _told(times: list[Times], ours: list[Times]) -> dict[str, float]:
    medians = Times(*map(statistics.median, zip(*times, strict=True)))
    pairs = list(zip(ours, times, strict=True))
    return {
        **{name: round(value, 3) for name, value in medians._asdict().items()},
        "window_ratio": round(statistics.median(mine.window_s / other.window_s for mine, other in pairs), 3),
        "data_ratio": round(statistics.median(mine.data_s / other.data_s for mine, other in pairs), 3),
    }


def _measured(command: list[str], folder: Path) -> Times:
    environ = {**os.environ, "DISPLAY": _DISPLAY, "CARNET_HOME": str(folder), "LANG": "C.UTF-8"}
    environ.pop("QT_QPA_PLATFORM", None)
    screen_file = folder / "Xvfb_screen0"
    screen_file.unlink(missing_ok=True)
    # Without a pointer: it appears before the window does.
    words = ["-screen", "0", _SIZE, "-fbdir", str(folder), "-nolisten", "tcp", "-nocursor"]
    screen = subprocess.Popen(["Xvfb", _DISPLAY, *words])
    try:
        with _memory(screen_file) as memory:
            time.sleep(1)
            before = memory[:]
            started = time.perf_counter()
            program = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                return _watched(memory, before, started)
            except TimeoutError:
                raise SystemExit(f"No window came: {shlex.join(command)} ({program.poll()})") from None
            finally:
                program.terminate()
                program.wait()
    finally:
        screen.terminate()
        screen.wait()


def _memory(path: Path) -> mmap.mmap:
    end = time.monotonic() + _PATIENCE_S
    while not path.exists() or path.stat().st_size == 0:
        if time.monotonic() > end:
            raise SystemExit("Xvfb shows no screen.")
        time.sleep(0.01)
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)


def _watched(memory: mmap.mmap, before: bytes, started: float) -> Times:
    last, bare = before, page_of(before)
    changes: list[Change] = []
    while True:
        now = time.perf_counter() - started
        screen = memory[:]
        if screen != last:
            last = screen
            changes.append(Change(now, page_of(screen)))
        elif changes and now - changes[-1].at_s > _QUIET_S:
            return timed(changes, bare)
        elif now > _PATIENCE_S:
            raise TimeoutError
        time.sleep(0.002)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
