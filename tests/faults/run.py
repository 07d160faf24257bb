"""Tries to lose what Carnet keeps; prints `name, violations, trials, holds`, or one JSON document.

    python tests/faults/run.py [R1 R2 R3 R4 R5 R6] [--seconds N] [--json] [--seed N]

A figure is the number of violations, its bar is none. `--seconds` cuts the trials of each name short, never what is
checked of one; *holds* needs as many trials as `detail.minimum`.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LANGUAGE"] = "fr"

import damaging  # noqa: E402
import hostile  # noqa: E402
import killing  # noqa: E402
import mutating  # noqa: E402
import refusing  # noqa: E402
import sharing  # noqa: E402
import slowing  # noqa: E402
from trials import Trials  # noqa: E402

ROWS: dict[str, Callable[[Trials], None]] = {
    "R1": killing.run,
    "R2": refusing.run,
    "R3": damaging.run,
    "R4": mutating.run,
    "R5": hostile.run,
    "R6": sharing.run,
}


def main(arguments: list[str]) -> int:
    """Try what is asked for; the exit code tells of violations."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--seconds", type=float, default=None)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(arguments)
    unknown = [name for name in asked.names if name not in ROWS]
    if unknown:
        parser.error(f"{', '.join(unknown)}: known are {', '.join(ROWS)}")
    if "R2" in (asked.names or ROWS):
        slowing.prepare()
    found = {}
    for name in asked.names or ROWS:
        with Trials(name, asked.seconds, asked.seed) as trials:
            ROWS[name](trials)
        found[name] = trials.result()
        if not asked.json:
            told = found[name]
            print(name, told["figure"], told["runs"], "holds" if told["holds"] else "FAILS", told["detail"], flush=True)
    if asked.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    return 1 if any(each["figure"] for each in found.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
