"""Asks which of the pinned versions that Carnet ships are known to be vulnerable.

python packaging/audit.py

It runs pip-audit, which `pip install --require-hashes -r packaging/requirements-audit.lock` installs, best beside the
environment of Carnet. The exit code is 1 where something is vulnerable, 2 where nobody could be asked.
"""

import importlib.util
import json
import subprocess
import sys
from typing import Any, NamedTuple

import licences

_OF_THE_LOCK = ("-r", str(licences.LOCK), "--require-hashes", "--disable-pip")
_IN_JSON = ("--format", "json", "--progress-spinner", "off")


class Answer(NamedTuple):
    """What came of asking: a line for each vulnerability, who was looked at, and of whom nobody could tell."""

    vulnerable: tuple[str, ...]
    audited: tuple[str, ...]
    unknown: tuple[str, ...]


def read(answer: str) -> Answer:
    """Return what pip-audit answered; it counts who it could not look up as free of faults, which this does not.

    Raises:
        ValueError: it is no answer.
    """
    parts: list[dict[str, Any]] = json.loads(answer)["dependencies"]
    looked_at = [part for part in parts if "skip_reason" not in part]
    return Answer(
        tuple(
            f"{part['name']} {part['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'none'}"
            for part in looked_at
            for fault in part["vulns"]
        ),
        tuple(part["name"] for part in looked_at),
        tuple(part["name"] for part in parts if "skip_reason" in part),
    )


def verdict(answer: Answer) -> tuple[int, str]:
    """Return the exit code and what to say."""
    lines = [*answer.vulnerable]
    lines.append(f"{len(answer.audited)} parts looked up, {len(answer.vulnerable)} known vulnerabilities.")
    if answer.unknown:
        lines.append(f"Nobody could tell of {len(answer.unknown)}: {', '.join(answer.unknown)}.")
    return 1 if answer.vulnerable else 2 if answer.unknown else 0, "\n".join(lines)


def main() -> int:
    """Ask, and say what is known."""
    if importlib.util.find_spec("pip_audit") is None:
        print(f"pip-audit is not installed here.\n{__doc__.strip()}", file=sys.stderr)
        return 2
    asked = subprocess.run(
        [sys.executable, "-m", "pip_audit", *_OF_THE_LOCK, *_IN_JSON], capture_output=True, text=True, check=False
    )
    try:
        code, told = verdict(read(asked.stdout))
    except ValueError:
        last = (asked.stderr.strip().splitlines() or ["it said nothing"])[-1]
        code, told = 2, f"Nobody could be asked; is there a network? {last}"
    print(told)
    return code


if __name__ == "__main__":
    sys.exit(main())
