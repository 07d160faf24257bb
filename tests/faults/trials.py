"""What all trials share: a folder, a time to stop, the count of what went wrong, and children that may die."""

import json
import os
import random
import resource
import select
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

_SHOWN = 10
_CHILD_S = 120


class Trials:
    """The trials of one name.

    Attributes:
        folder: a folder that goes with them.
        random: the source of all chance, from a seed.
        made: how many were made, by kind.
        minimum: how many of each kind are needed, else of all together under "".
        violations: what went wrong.
        acknowledged: how often each thing was said to be done, and what a kill fell into, by kind of trial.
    """

    def __init__(self, name: str, seconds: float | None, seed: int) -> None:
        self.name = name
        self.seconds = seconds
        self.random = random.Random(f"{name} {seed}")
        self.folder = Path(tempfile.mkdtemp(prefix="carnet-faults-"))
        self.made: dict[str, int] = {}
        self.minimum: dict[str, int] = {"": 1}
        self.violations: list[str] = []
        self.acknowledged: dict[str, int] = {}
        self._until = None if seconds is None else time.monotonic() + seconds

    def __enter__(self) -> Self:
        os.environ["CARNET_HOME"] = str(self.folder / "home")
        return self

    def __exit__(self, *_error: object) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def is_over(self) -> bool:
        """Tell whether the time is up."""
        return self._until is not None and time.monotonic() > self._until

    def count(self, kind: str, *wrong: str) -> None:
        """Count a trial and what went wrong in it."""
        self.made[kind] = self.made.get(kind, 0) + 1
        self.violations += [f"{kind}: {each}" for each in wrong]

    def hear(self, kind: str, said: list[Any]) -> None:
        """Count what a process said before its end: {"deed": …, "kind": …}, {"doing": …}, or a word and its value."""
        heard = [each for each in said if isinstance(each, dict)]
        words = [str(each.get("kind") or next(iter(each))) for each in heard if "doing" not in each]
        if heard and "doing" in heard[-1]:
            words.append(f"killed in {heard[-1]['doing']}")
        for word in words:
            self.acknowledged[f"{kind}: {word}"] = self.acknowledged.get(f"{kind}: {word}", 0) + 1

    def result(self) -> dict[str, Any]:
        """Return the row, as the budgets want it told."""
        total = sum(self.made.values())
        enough = all((self.made.get(kind, 0) if kind else total) >= least for kind, least in self.minimum.items())
        minimum = self.minimum[""] if set(self.minimum) == {""} else self.minimum
        detail = {"trials": self.made, "minimum": minimum, "first": self.violations[:_SHOWN]}
        if self.acknowledged:
            detail["acknowledged"] = dict(sorted(self.acknowledged.items()))
        return {
            "figure": len(self.violations),
            "bar": 0,
            "unit": "violations",
            "holds": not self.violations and enough,
            "runs": total,
            "detail": detail,
        }


class Child:
    """A process forked from this one, which has imported all that it needs; it may be killed at any moment."""

    def __init__(self, work: Callable[[Callable[[Any], None]], None], *, memory: int | None = None) -> None:
        reading, writing = os.pipe()
        sys.stdout.flush()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(reading)
            _live(work, writing, memory)
        os.close(writing)
        self._file = os.fdopen(reading, "rb", buffering=0)
        self._rest = b""
        self.status: int | None = None

    def heard(self, seconds: float) -> Any:
        """Return the next thing the child says; None where it says nothing for so long, or is dead."""
        until = time.monotonic() + seconds
        while b"\n" not in self._rest:
            left = until - time.monotonic()
            if left <= 0 or not select.select([self._file], [], [], left)[0]:
                return None
            part = os.read(self._file.fileno(), 65_536)
            if not part:
                return None
            self._rest += part
        line, self._rest = self._rest.split(b"\n", 1)
        return json.loads(line)

    def kill(self) -> list[Any]:
        """Kill it; return all that it had said and nobody has heard."""
        os.kill(self.pid, signal.SIGKILL)
        self.wait()
        said = []
        while (line := self.heard(0.2)) is not None:
            said.append(line)
        self._file.close()
        return said

    def wait(self) -> int:
        """Wait for its end; return its status, negative for a signal."""
        if self.status is None:
            self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.status

    def poll(self) -> int | None:
        """Return its status where it has ended by itself, negative for a signal."""
        if self.status is None and (ended := os.waitpid(self.pid, os.WNOHANG))[0]:
            self.status = os.waitstatus_to_exitcode(ended[1])
        return self.status

    def close(self) -> None:
        """Make an end of it, however it stands."""
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            self.wait()
        self._file.close()


def _live(work: Callable[[Callable[[Any], None]], None], writing: int, memory: int | None) -> None:
    def say(value: Any) -> None:
        os.write(writing, json.dumps(value).encode() + b"\n")

    code = 0
    try:
        if memory is not None:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, 1)
        os.dup2(sink, 2)
        work(say)
    except BaseException:  # noqa: BLE001  (whatever it is, the parent shall hear of it)
        say({"died": traceback.format_exc()[-1500:]})
        code = 1
    finally:
        os._exit(code)


def asked(work: Callable[[], Any], seconds: float = _CHILD_S) -> Any:
    """Return what some work answers in a child of its own; {"died": …} where it does not."""
    child = Child(lambda say: say({"answer": work()}))
    heard = child.heard(seconds)
    child.close()
    if heard is None:
        return {"died": f"nothing heard for {seconds} s, status {child.status}"}
    return heard.get("answer") if "answer" in heard else heard
