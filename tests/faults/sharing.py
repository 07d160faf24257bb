"""R6: two windows, a command beside a window, a clock moved back, nights of two lengths, a file that is synchronised."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from soundness import unsound
from trials import Trials, asked

from carnet.domain.contacts import Contact
from carnet.journal import FixedClock, Journal, demo

ROUNDS = 20
DAY = date(2026, 10, 25)  # a night of 25 hours in France


def run(trials: Trials) -> None:
    """Let each happen, several times over."""
    trials.minimum = {"": len(CASES)}
    whole = trials.folder / "entier.carnet"
    asked(lambda: demo.write(whole, date(2026, 11, 20)))
    for number in range(ROUNDS):
        for name, case in CASES.items():
            if trials.is_over() and number:
                return
            folder = trials.folder / f"{number}-{name}"
            folder.mkdir()
            path = folder / "carnet.carnet"
            shutil.copyfile(whole, path)
            found = asked(lambda case=case, path=path: case(path))
            wrong = [str(found)] if isinstance(found, dict) else found
            after = asked(lambda path=path: unsound(path))
            trials.count(name, *wrong, *([str(after)] if isinstance(after, dict) else after))
            shutil.rmtree(folder, ignore_errors=True)


def _carnet(path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "carnet", "--carnet", str(path), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def _second_window(path: Path) -> list[str]:
    """Start a second window: it ends by itself, and the first one hears what it was asked for."""
    from windows import opened, until

    from carnet import paths
    from carnet.ui.shell.instance import Instance

    claim = Instance(path, paths.folders().state)
    wrong = [] if claim.claim() else ["the first window could not claim its journal"]
    application = opened(path, claim)
    called: list[list[str]] = []
    claim.called.connect(called.append)
    environ = os.environ | {"CARNET_FILE": str(path), "QT_QPA_PLATFORM": "offscreen"}
    second = subprocess.Popen([sys.executable, "-m", "carnet", "--quick-add"], env=environ)
    if not until(lambda: second.poll() is not None and called, 30):
        second.kill()
        return [*wrong, "the second window did not give way"]
    if second.returncode or "--quick-add" not in called[0]:
        wrong.append(f"the second window: {second.returncode}, {called}")
    application.window.close()
    return wrong


def _command_beside(path: Path) -> list[str]:
    """Add somebody from the command line while a line is being typed on a sheet and in the quick add."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication
    from windows import breathe, opened, until

    application = opened(path)
    journal = application.journal
    assert journal is not None
    karim = journal.contacts.find("Karim Ouali")[0].id
    application.open_contact(karim)
    page: Any = application.window.current_page()
    page.log_with(karim)
    breathe(100)
    field: Any = QApplication.focusWidget()
    QTest.keyClicks(field, "appel, a demi tap")
    environ = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "carnet", "--carnet", str(path), "add", "Nora Lind, Acme"]
    other = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL)
    until(lambda: other.poll() is not None, 30)
    seen = until(lambda: "Nora Lind" in {row.name for row in journal.contacts.find("Nora Lind")}, 5)
    application._on_poll()
    breathe(400)
    wrong = [] if seen else ["the window does not see who was added"]
    text = field.toPlainText() if hasattr(field, "toPlainText") else field.text()
    if "a demi tap" not in text:
        wrong.append(f"what was being typed is gone: {text!r}")
    if page.current_contact() != karim:
        wrong.append("the sheet shown is another")
    application.window.close()
    return wrong


def _clock_back(path: Path) -> list[str]:
    """Move the clock a year on and back: verbs work, undo takes back the last one, no backup goes for it."""
    wrong = []
    for day in (DAY, DAY + timedelta(days=400), DAY - timedelta(days=30)):
        journal = Journal(path, clock=FixedClock(day=day))
        journal.backups.make_if_due()
        key = journal.contacts.save(Contact(first_name="Heure", last_name=day.isoformat()))
        journal.interactions.log([key], journal.interactions.read("appel hier > relancer demain", key))
        undone = journal.history.undo()
        if undone.deed != "log":
            wrong.append(f"on {day} undo took back {undone.deed}")
        journal.today.sheet()
        if len(journal.contacts.find(f"Heure {day.isoformat()}")) != 1:
            wrong.append(f"on {day} somebody was not kept")
        journal.close()
    journal = Journal(path, clock=FixedClock(day=DAY))
    if len(journal.backups.rows()) != 3:
        wrong.append("a backup went for the clock")
    journal.close()
    return wrong


def _two_processes(path: Path) -> list[str]:
    """Let two processes add at the same time: each line is there in the end, or was refused aloud."""
    commands = [
        subprocess.Popen(
            [sys.executable, "-m", "carnet", "--carnet", str(path), "add", f"Double{number} Essai"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for number in range(4)
    ]
    codes = [command.wait(60) for command in commands]
    journal = Journal(path)
    found = [bool(journal.contacts.find(f"Double{number} Essai")) for number in range(4)]
    journal.close()
    return [f"{code}, but {there}" for code, there in zip(codes, found, strict=True) if (code == 0) != there]


def _synchronised(path: Path) -> list[str]:
    """Replace the file under an open journal: nothing goes into the old one unsaid, and what it held is kept."""
    from carnet.errors import Reason, Trouble
    from carnet.journal import rescue

    journal = Journal(path)
    journal.contacts.save(Contact(first_name="Avant", last_name="Échange"))
    other = path.with_name("autre")
    shutil.copyfile(path, other)
    other.replace(path)
    wrong = []
    try:
        journal.contacts.save(Contact(first_name="Après", last_name="Échange"))
        wrong.append("a write into a file without a name was not refused")
    except Trouble as trouble:
        if trouble.reason != Reason.REPLACED:
            wrong.append(f"told as {trouble.reason}")
    kept = rescue.keep_displaced(journal)
    journal.close()
    if kept is None:
        return [*wrong, "what the window had was not kept"]
    saved = Journal(kept)
    if not saved.contacts.find("Avant Échange"):
        wrong.append("what was kept lacks what was saved")
    saved.close()
    return wrong


def _nights(_path: Path) -> list[str]:
    """Run the tests about the two nights of the year."""
    root = Path(__file__).parents[2]
    words = "night or hour or zone or dst or skipped"
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-k",
        words,
        "tests/domain",
        "tests/formats",
    ]
    answer = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    return [] if answer.returncode == 0 else [answer.stdout[-400:]]


CASES: dict[str, Callable[[Path], list[str]]] = {
    "second window": _second_window,
    "command beside": _command_beside,
    "clock back": _clock_back,
    "two processes": _two_processes,
    "synchronised": _synchronised,
    "nights": _nights,
}
