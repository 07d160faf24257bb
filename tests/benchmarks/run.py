"""Measures what Carnet promises; prints `name, figure, bar, holds`, or one JSON document.

    python tests/benchmarks/run.py [S1 S2 S3 S4 S5 S6 S7 S8 S9 S10 S11 S12 S13 S14 S15 S16 C1 D1 E1 E2 M1 M2]
                                   [--json]
                                   [--runs N] [--world NAME]

Every figure is taken beside its floor in the same run, on a copy of its own of a generated journal. No test looks at one.
"""

import argparse
import compileall
import importlib.util
import itertools
import json
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import cards  # noqa: E402
import worlds  # noqa: E402

FRAME_MS = 1000 / 60


class Result(NamedTuple):
    """One figure against its bar."""

    figure: float
    bar: float
    unit: str
    holds: bool
    runs: int
    detail: dict[str, Any]


class Bench:
    """Copies of the worlds in a folder of their own, and the programs that are measured."""

    def __init__(self, runs: int, world: str) -> None:
        self.runs = runs
        self.world = world
        self._folder = Path(tempfile.mkdtemp(prefix="carnet-bench-"))
        self._copies: dict[str, Path] = {}

    def close(self) -> None:
        """Throw the copies away."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def forget(self) -> None:
        """Throw the copies away: what is measured next would find what this wrote, and the windows' choices."""
        for path in self._folder.glob("*.carnet*"):
            path.unlink()
        shutil.rmtree(self._folder / "home", ignore_errors=True)
        self._copies.clear()

    def copy(self, name: str) -> Path:
        """Return a copy of a world, made once for what is measured."""
        if name not in self._copies:
            target = self._folder / f"{name}.carnet"
            shutil.copyfile(worlds.world(name), target)
            target.chmod(0o600)
            os.sync()  # lest the writing of the copy be measured
            self._copies[name] = target
        return self._copies[name]

    def sealed(self, name: str) -> Path:
        """Return a copy of a world, encrypted, made once."""
        target = self._folder / f"{name}-sealed.carnet"
        if not target.exists():
            shutil.copyfile(self.copy(name), target)
            self._took(sys.executable, str(HERE / "programs" / "seal.py"), str(target))
            os.sync()
        return target

    def start(self, program: str, *arguments: str) -> subprocess.Popen[str]:
        """Start a program of this folder, with its own home."""
        environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environ |= {"CARNET_HOME": str(self._folder / "home"), "QT_QPA_PLATFORM": "offscreen", "LANGUAGE": "fr"}
        command = [sys.executable, str(HERE / "programs" / f"{program}.py"), *arguments]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environ)

    def painted_ms(self, program: str, *arguments: str) -> float:
        """Return the time from the start of a process until it says that it is painted."""
        started = time.perf_counter()
        with self.start(program, *arguments) as process:
            assert process.stdout is not None
            line = process.stdout.readline()
            took = (time.perf_counter() - started) * 1000
        if line.strip() != "painted":
            raise RuntimeError(f"{program} did not paint")
        return took

    def opened_ms(self, path: str) -> float:
        """Return how long one waits for the day of an encrypted journal: until one is asked, and after the answer."""
        started = time.perf_counter()
        waited = 0.0
        with self.start("carnet_start", path, "today") as process:
            assert process.stdout is not None
            for line in process.stdout:
                now = time.perf_counter()
                if line.strip() != "given":
                    waited += now - started
                started = now
        if line.strip() != "painted":
            raise RuntimeError("carnet_start did not paint")
        return waited * 1000

    def asked(self, program: str, *arguments: str) -> dict[str, Any]:
        """Return what a program answers."""
        with self.start(program, *arguments) as process:
            assert process.stdout is not None
            text = process.stdout.read()
        if not text.strip():
            raise RuntimeError(f"{program} {arguments} answered nothing")
        found: dict[str, Any] = json.loads(text.splitlines()[-1])
        return found

    def anew(self, program: str, *arguments: str) -> dict[str, Any]:
        """Return what a program answers that knows nothing of what others chose in their windows."""
        shutil.rmtree(self._folder / "home", ignore_errors=True)
        return self.asked(program, *arguments)

    def cards(self) -> Path:
        """Return the file of S9, made once."""
        path = self._folder / "cards.vcf"
        return path if path.exists() else cards.write(path)

    def imported(self, source: Path) -> tuple[float, float, float]:
        """Return how long the command line took to import a file into an empty journal, the floor, and the undo."""
        target, bare = self._folder / "empty.carnet", self._folder / "bare.db"
        for path in (target, bare):
            for each in self._folder.glob(f"{path.name}*"):
                each.unlink()
        carnet = (sys.executable, "-m", "carnet", "--carnet", str(target))
        self._took(*carnet, "add", "Une Personne")
        self._took(*carnet, "undo")
        ours = self._took(*carnet, "import", str(source))
        undo = self._took(*carnet, "undo")
        return ours, self._took(sys.executable, str(HERE / "programs" / "bare_import.py"), str(source), str(bare)), undo

    def peer(self) -> tuple[str, Callable[[Path], float] | None]:
        """Return which peer is installed, and what times its import of a file; "" and None for none."""
        if shutil.which("gramps"):
            run = itertools.count()
            gramps = ("gramps", "-y", "-q", "-i")
            return "gramps", lambda source: self._took(*gramps, str(source), "-C", f"bench-{os.getpid()}-{next(run)}")
        if importlib.util.find_spec("vobject"):
            parse = "import sys, vobject; list(vobject.readComponents(open(sys.argv[1], encoding='utf-8')))"
            return "vobject x 1.06", lambda source: 1.06 * self._took(sys.executable, "-c", parse, str(source))
        return "", None

    def _took(self, *command: str) -> float:
        """Return how long a process took from start to end."""
        started = time.perf_counter()
        environ = {**os.environ, "CARNET_HOME": str(self._folder / "home"), "LANGUAGE": "fr"}
        subprocess.run(command, check=True, capture_output=True, env=environ)
        return (time.perf_counter() - started) * 1000

    def pairs(self, ours: Callable[[], float], floor: Callable[[], float]) -> tuple[list[float], list[float]]:
        """Return both times, taken in turn, after one turn that does not count."""
        ours(), floor()
        measured = [(ours(), floor()) for _run in range(self.runs)]
        return [pair[0] for pair in measured], [pair[1] for pair in measured]


def ratio(ours: list[float], floor: list[float], bar: float, unit: str = "ratio") -> Result:
    """Return the median of the ratios, pair by pair."""
    figure = statistics.median(mine / other for mine, other in zip(ours, floor, strict=True))
    detail = {"ours_ms": round(statistics.median(ours), 1), "floor_ms": round(statistics.median(floor), 1)}
    return Result(round(figure, 3), bar, unit, figure <= bar, len(ours), detail)


def p99(times: list[float]) -> float:
    """Return the 99th percentile."""
    return sorted(times)[max(0, math.ceil(len(times) * 0.99) - 1)]


class Clause(NamedTuple):
    """One of several things that a row asks for."""

    name: str
    figure: float
    bar: float

    @property
    def share(self) -> float:
        """Return the figure ÷ its bar; of a bar of nothing, 1 and the figure where there is any."""
        return self.figure / self.bar if self.bar else 1 + self.figure if self.figure else 0


def worst(clauses: Sequence[Clause], runs: int, **detail: Any) -> Result:
    """Return the worst of several clauses, as figure ÷ bar, each told in the detail."""
    figure = max(clause.share for clause in clauses)
    told = {each.name: {"figure": round(each.figure, 2), "bar": round(each.bar, 2)} for each in clauses}
    return Result(round(figure, 3), 1, "ratio", figure <= 1, runs, {**told, **detail})


def s1(bench: Bench) -> Result:
    """Process start until the window is painted, over a bare window."""
    path = str(bench.copy(bench.world))
    frame = lambda: bench.painted_ms("carnet_start", path, "frame")
    return ratio(*bench.pairs(frame, lambda: bench.painted_ms("bare_window")), bar=1.5)


def s2(bench: Bench) -> Result:
    """Process start until « Aujourd'hui » is painted with its data, over the least program with these dependencies."""
    path = str(bench.copy(bench.world))
    today = lambda: bench.painted_ms("carnet_start", path, "today")
    return ratio(*bench.pairs(today, lambda: bench.painted_ms("floor", path, "paint")), bar=1.25)


def s3(bench: Bench) -> Result:
    """The same on the huge journal, over the small one."""
    large, small = str(bench.copy(bench.world)), str(bench.copy("small"))
    today = lambda: bench.painted_ms("carnet_start", large, "today")
    return ratio(*bench.pairs(today, lambda: bench.painted_ms("carnet_start", small, "today")), bar=1.10)


def s4(bench: Bench) -> Result:
    """A key in the search field until the results are painted, 99th percentile."""
    found = bench.asked("carnet_window", str(bench.copy(bench.world)), "search")
    ours, floor = p99(found["ours"]), p99(found["floor"])
    bar = 16 + floor
    detail = {"median_ms": round(statistics.median(found["ours"]), 2), "floor_p99_ms": round(floor, 2)}
    return Result(round(ours, 2), round(bar, 2), "ms", ours <= bar, len(found["ours"]), detail)


def s5(bench: Bench) -> Result:
    """Names spelt amiss until people spelt nearly so are painted, from the last key; and what a key waits meanwhile."""
    found = bench.asked("carnet_frames", str(bench.copy(bench.world)), "near")
    floor = p99(found["floor"])
    clauses = (
        Clause("near_p99_ms", p99(found["found"]), 100 + floor),
        Clause("key_p99_ms", p99(found["keys"]), 16 + floor),
        Clause("not_found", found["missing"], 0),
    )
    median = round(statistics.median(found["found"]), 1)
    return worst(clauses, len(found["found"]), near_median_ms=median, floor_p99_ms=round(floor, 2))


def s6(bench: Bench) -> Result:
    """All contacts under page keys and wheel, sorted by each order, each value of each filter on and off."""
    found = bench.asked("carnet_frames", str(bench.copy(bench.world)), "list")
    floor = p99(found["floor"])
    clauses = [Clause(f"{name}_p99_ms", p99(times), 16 + floor) for name, times in found["frames"].items()]
    for kind in ("sort", "filter"):
        clauses += [Clause(f"{kind} {name}", p99(times), 50 + floor) for name, times in found[kind].items()]
    return worst(clauses, sum(map(len, found["frames"].values())), floor_p99_ms=round(floor, 2))


def s7(bench: Bench) -> Result:
    """A sheet opened by an arrow of the list, one of 5,000 exchanges among them: both of its turns."""
    found = bench.asked("carnet_frames", str(bench.copy(bench.world)), "sheets")
    floor = p99(found["floor"])
    clauses = (
        Clause("head_and_timeline_p99_ms", p99(found["ours"]), 16 + floor),
        Clause("facts_p99_ms", p99(found["facts"]), 16 + floor),
    )
    medians = {name: round(statistics.median(found[name]), 1) for name in ("ours", "busy", "facts")}
    return worst(clauses, len(found["ours"]), median_ms=medians, floor_p99_ms=round(floor, 2))


def s8(bench: Bench) -> Result:
    """Enter in the quick add until the person is committed and painted."""
    found = bench.asked("carnet_window", str(bench.copy(bench.world)), "quick_add")
    ours, raw = statistics.median(found["ours"]), statistics.median(found["raw"])
    bar = 3 * raw + FRAME_MS
    detail = {"raw_ms": round(raw, 2), "worst_ms": round(max(found["ours"]), 2)}
    return Result(round(ours, 2), round(bar, 2), "ms", ours <= bar, len(found["ours"]), detail)


GRAMPS_OVER_FLOOR = 5.3 / 0.82
"""How many times as long as the floor Gramps took, where both were measured; it stands in where no peer is installed."""


def s9(bench: Bench) -> Result:
    """10,000 vCards from the command line into an empty journal: how many times as fast as the peer, in turn with it."""
    cards = bench.cards()
    peer, timed = bench.peer()
    turns: list[tuple[float, ...]] = []
    for _turn in range(bench.runs + 1):
        ours, floor, undo = bench.imported(cards)
        turns.append((ours, floor, undo, timed(cards) if timed else GRAMPS_OVER_FLOOR * floor))
    del turns[0]  # which does not count
    figure = statistics.median(turn[3] / turn[0] for turn in turns)
    names = ("ours_ms", "floor_ms", "undo_ms", "peer_ms")
    detail = {name: round(statistics.median(each)) for name, each in zip(names, zip(*turns, strict=True), strict=True)}
    told = {**detail, "peer": peer or "floor x 6.46 (neither gramps nor vobject here)"}
    return Result(round(figure, 2), 4, "times", figure >= 4, len(turns), told)


def s11(bench: Bench) -> Result:
    """The undo of that import, over the import."""
    cards = bench.cards()
    bench.imported(cards)
    turns = [bench.imported(cards) for _run in range(bench.runs)]
    return ratio([undo for _ours, _floor, undo in turns], [ours for ours, _floor, _undo in turns], bar=1)


def s10(bench: Bench) -> Result:
    """LinkedIn's 30,000 connections imported, over reading the file with csv and inserting its rows raw."""
    found = bench.asked("carnet_import", str(bench.copy(bench.world)), str(bench.runs))
    ours, floor = ([1000 * took for took in found[name]] for name in ("ours", "floor"))
    return ratio(ours, floor, bar=10)


def s12(bench: Bench) -> Result:
    """Model, period or grouping changed on « Bilan », in each view, until it is painted: the worst median of all."""
    found = bench.asked("carnet_window", str(bench.copy(bench.world)), "review")
    medians = {name: round(statistics.median(times), 1) for name, times in found.items()}
    worst = max(medians.values())
    detail = {**medians, "p99_ms": round(max(p99(times) for times in found.values()), 1)}
    return Result(worst, 100, "ms", worst <= 100, sum(map(len, found.values())), detail)


def s14(bench: Bench) -> Result:
    """Resident memory with the contacts scrolled to their end, above the floor program's."""
    path = str(bench.copy(bench.world))
    ours = [bench.asked("carnet_window", path, "memory")["mib"] for _run in range(2)]
    floor = [bench.asked("floor", path, "memory")["mib"] for _run in range(2)]
    above = statistics.median(ours) - statistics.median(floor)
    detail = {"ours_mib": round(statistics.median(ours), 1), "floor_mib": round(statistics.median(floor), 1)}
    return Result(round(above, 1), 60, "MiB", above <= 60, len(ours), detail)


def s15(bench: Bench) -> Result:
    """Memory and QObjects after 1,000 page switches and 200 sheets, over those before."""
    found = bench.asked("carnet_leaks", str(bench.copy(bench.world)), "leaks")
    growth = 100 * (found["after_mib"] / found["before_mib"] - 1)
    clauses = (Clause("growth_percent", growth, 1), Clause("objects", sum(found["left_over"].values()), 0))
    return worst(clauses, 1, **found)


def s16(bench: Bench) -> Result:
    """Pauses of the window's thread over scripted journeys, told by journey."""
    found = bench.asked("carnet_pauses", str(bench.copy(bench.world)), "pauses")
    pauses = [took for times in found["ours"].values() for took in times]
    floor = p99(found["floor"])
    clauses = (Clause("p99_ms", p99(pauses), 16 + floor), Clause("most_ms", max(pauses), 100))
    told = {
        name: {"p99_ms": round(p99(times), 1), "most_ms": round(max(times), 1)} for name, times in found["ours"].items()
    }
    return worst(clauses, len(pauses), floor_p99_ms=round(floor, 2), journeys=told)


SAMPLES = {
    "S4 search": ("carnet_window", "search", ("ours",)),
    "S6 list": ("carnet_frames", "list", ("frames", "sort", "filter")),
    "S7 sheets": ("carnet_frames", "sheets", ("ours", "busy", "facts")),
    "S8 quick add": ("carnet_window", "quick_add", ("ours",)),
}


def c1(bench: Bench) -> Result:
    """What encryption costs: the scripts of S2, S4, S6, S7 and S8 on an encrypted journal, over the same on a plain one."""
    plain, sealed = str(bench.copy(bench.world)), str(bench.sealed(bench.world))
    day = partial(bench.painted_ms, "carnet_start", plain, "today")
    start = ratio(*bench.pairs(partial(bench.opened_ms, sealed), day), 1.3)
    clauses, told = [Clause("S2 start", start.figure, 1.3)], {"S2 start": start.detail}
    for row, (program, task, names) in SAMPLES.items():
        turns = [
            [bench.anew(program, path, task) for path in (sealed, plain)] for _turn in range(max(2, bench.runs // 2))
        ]
        for name in names:
            ours, floor = (pooled(turn[at][name] for turn in turns) for at in (0, 1))
            clauses.append(Clause(f"{row} {name}", statistics.median(ours) / statistics.median(floor), 1.3))
            told[f"{row} {name} ms"] = {"sealed_ms": spread(ours), "plain_ms": spread(floor)}
    return worst(clauses, bench.runs, **told)


def pooled(turns: Iterable[Any]) -> list[float]:
    """Return all times of several turns, whatever they are sorted by."""
    found: list[float] = []
    for turn in turns:
        found += itertools.chain.from_iterable(turn.values()) if isinstance(turn, dict) else turn
    return found


def spread(times: list[float]) -> list[float]:
    """Return median, 99th percentile and the longest."""
    return [round(each, 2) for each in (statistics.median(times), p99(times), max(times))]


def d1(bench: Bench) -> Result:
    """Seconds for the duplicates of the whole journal, doubles of every kind among them, beside a window that answers."""
    found = bench.asked("carnet_duplicates", str(bench.copy(bench.world)))
    return Result(found["seconds"], 20, "s", found["seconds"] <= 20 and found["missed"] == 0, 1, found)


def e1(bench: Bench) -> Result:
    """« Évènements » with 2,000 events and a daily series of ten years: opened, scrolled, its months turned."""
    found = bench.asked("carnet_agenda", str(bench.copy("events")), "agenda")
    floor = p99(found["floor"])
    clauses = [Clause(f"{name}_p99_ms", p99(times), 16 + floor) for name, times in found["scrolled"].items()]
    clauses += [Clause(f"{name}_p99_ms", p99(found[name]), 50 + floor) for name in ("opened", "months")]
    told = {
        "first_open_ms": round(found["first"], 1),
        "open_median_ms": round(statistics.median(found["opened"]), 1),
        "month_median_ms": round(statistics.median(found["months"]), 1),
    }
    return worst(clauses, len(found["opened"]), rows=found["rows"], floor_p99_ms=round(floor, 2), **told)


def e2(bench: Bench) -> Result:
    """The briefing of an event where everybody lives in its city: the longest pause, and until it is painted."""
    found = bench.asked("carnet_briefing", str(bench.copy(bench.world)), "briefing")
    clauses = (
        Clause("pause_most_ms", max(found["pauses"]), 50),
        Clause("opened_p99_ms", p99(found["opened"]), 150),
    )
    told = {f"{name}_median_ms": round(statistics.median(found[name]), 1) for name in ("opened", "whole")}
    return worst(clauses, len(found["opened"]), people=found["people"], **told)


def m1(bench: Bench) -> Result:
    """The list of missions: keys and pages within a frame, each order and each filter within 50 ms."""
    found = bench.asked("carnet_missions", str(bench.copy(bench.world)), "missions")
    floor = p99(found["floor"])
    clauses = [Clause(f"{name}_p99_ms", p99(found[name]), 16 + floor) for name in ("keys", "page_key")]
    for kind in ("sort", "filter"):
        clauses += [Clause(f"{kind} {name}", p99(times), 50 + floor) for name, times in found[kind].items()]
    return worst(clauses, len(found["keys"]), rows=found["rows"], floor_p99_ms=round(floor, 2))


def m2(bench: Bench) -> Result:
    """« Bilan » opened for the first time, in each of its views: until it is painted."""
    clauses, told = [], {}
    for view in ("drawing", "table", "network"):
        path = str(bench.copy(bench.world))
        found = [bench.asked("carnet_window", path, view) for _run in range(bench.runs)]
        clauses.append(Clause(f"{view}_ms", statistics.median(one["painted"] for one in found), 150))
        told[f"{view}_whole_ms"] = round(statistics.median(one["whole"] for one in found), 1)
        told[f"{view}_most_ms"] = round(max(one["painted"] for one in found), 1)
    return worst(clauses, bench.runs, **told)


def s13(bench: Bench) -> Result:
    """A verified backup against VACUUM INTO and a check; meanwhile no pause of the window is longer than a frame."""
    found = bench.asked("carnet_backup", str(bench.copy(bench.world)), "backup")
    took = statistics.median(mine / other for mine, other in zip(found["ours"], found["floor"], strict=True))
    clauses = (Clause("backup_ratio", took, 2), Clause("pause_most_ms", max(found["pauses"], default=0.0), 16))
    told = {f"{name}_ms": round(statistics.median(found[name])) for name in ("ours", "floor")}
    return worst(clauses, len(found["ours"]), **told)


MEASURES = {
    "S1": s1, "S2": s2, "S3": s3, "S4": s4, "S5": s5, "S6": s6, "S7": s7, "S8": s8, "S9": s9, "S10": s10, "S11": s11,
    "S12": s12, "S13": s13, "S14": s14, "S15": s15, "S16": s16, "C1": c1, "D1": d1, "E1": e1, "E2": e2, "M1": m1,
    "M2": m2,
}  # fmt: skip


def main(arguments: list[str]) -> int:
    """Measure what is asked for and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MEASURES))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--world", default="huge", choices=tuple(worlds.SIZES))
    asked = parser.parse_args(arguments)
    unknown = [name for name in asked.names if name not in MEASURES]
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}")
    compileall.compile_dir(HERE.parents[1] / "src" / "carnet", quiet=2)
    bench = Bench(asked.runs, asked.world)
    found: dict[str, dict[str, Any]] = {}
    try:
        for name in asked.names or MEASURES:
            bench.forget()
            result = MEASURES[name](bench)
            found[name] = result._asdict()
            if not asked.json:
                print(f"{name}, {result.figure} {result.unit}, {result.bar}, {result.holds}  {result.detail}")
    finally:
        bench.close()
    if asked.json:
        print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
