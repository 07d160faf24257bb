"""Times how soon two programs show their window and their data, by turns, on a screen that only they paint on.

    python packaging/linux/first_window.py --journal FILE COMMAND REFERENCE [--runs N]

The screen is Xvfb's own memory: the first change after the start is the window, the last one the data.
"""

import argparse
import json
import mmap
import os
import shlex
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
    """Print the medians of both and what the first takes of the second."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--journal", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("commands", nargs=2, metavar="COMMAND")
    asked = parser.parse_args(words)
    found: dict[str, list[Times]] = {command: [] for command in asked.commands}
    for run in range(asked.runs + 1):
        for command, times in found.items():
            measured = _measured(shlex.split(command), asked.journal.absolute())
            if run:  # the first one warms the disk
                times.append(measured)
    medians = [[statistics.median(column) for column in zip(*times, strict=True)] for times in found.values()]
    names = ("window", "data")
    told = {
        command: {f"{name}_s": round(value, 3) for name, value in zip(names, median, strict=True)}
        for command, median in zip(found, medians, strict=True)
    }
    ratios = {f"{name}_ratio": round(a / b, 3) for name, a, b in zip(names, *medians, strict=True)}
    print(json.dumps({**told, **ratios, "runs": asked.runs}, indent=2))
    return 0


def _measured(command: list[str], journal: Path) -> Times:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "journal.carnet"
        copy.write_bytes(journal.read_bytes())
        environ = {**os.environ, "DISPLAY": _DISPLAY, "CARNET_HOME": folder, "LANG": "C.UTF-8"}
        screen = subprocess.Popen(
            ["Xvfb", _DISPLAY, "-screen", "0", "1280x800x24", "-fbdir", folder, "-nolisten", "tcp"]
        )
        try:
            with _memory(Path(folder) / "Xvfb_screen0") as memory:
                time.sleep(1)
                before = zlib.crc32(memory)
                started = time.perf_counter()
                program = subprocess.Popen([*command, "--carnet", str(copy)], env=environ, stderr=subprocess.DEVNULL)
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
