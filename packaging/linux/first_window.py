"""Times how soon a program shows its window and its data beside others, by turns, on a screen that only they paint on.

    python packaging/linux/first_window.py --journal FILE COMMAND REFERENCE… [--runs N]

`{journal}` in a command stands for the copy of the journal that it opens. The screen is Xvfb's own memory: the first
change after the start is the window, the last one the data. With the floors of `tests/benchmarks/programs` among the
references these are S1 and S2 for a program that nothing can be put into.
"""

import argparse
import json
import mmap
import os
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path
from typing import NamedTuple

_DISPLAY = ":77"
_QUIET_S = 1.5
_PATIENCE_S = 30.0


class Times(NamedTuple):
    """Seconds from the start of the process."""

    window_s: float
    data_s: float


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
    screen = subprocess.Popen(["Xvfb", _DISPLAY, "-screen", "0", "1280x800x24", "-fbdir", folder, "-nolisten", "tcp"])
    try:
        with _memory(screen_file) as memory:
            time.sleep(1)
            before = zlib.crc32(memory)
            started = time.perf_counter()
            program = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                return _watched(memory, before, started)
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


def _watched(memory: mmap.mmap, before: int, started: float) -> Times:
    first = last = 0.0
    while True:
        now = time.perf_counter()
        digest = zlib.crc32(memory)
        if digest != before:
            before, last = digest, now - started
            first = first or last
        elif first and now - started - last > _QUIET_S:
            return Times(first, last)
        elif now - started > _PATIENCE_S:
            raise SystemExit("no window came")
        time.sleep(0.002)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
