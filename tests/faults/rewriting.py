"""R1, R2 and R3 of encryption: killed, without room, and damaged.

Killed while a journal is encrypted, given another passphrase or decrypted, by command or in the window: it is whole and
opens by the old or by the new, and so does every backup; what was acknowledged is done, and nothing is left in the clear.
Without room it is as it was, and that is said. What is damaged is told apart from a wrong passphrase.
"""

import os
import random
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from soundness import unsound
from trials import Child, Trials, asked

from carnet.errors import CarnetError, Reason
from carnet.journal import Journal, rescue, sealing
from carnet.store import backup, keys

WORD = "Zébulonarde"
OLD, NEW = "phrase de naguere", "phrase de demain"
CHANGES = {"encrypt": ("", NEW), "rekey": (OLD, NEW), "decrypt": (OLD, "")}
_LONGEST_S = 1.5
_PEOPLE = 200
Say = Callable[[Any], None]


def kill(folder: Path, seed: float, hear: Callable[[str, list[Any]], None]) -> tuple[str, list[str]]:
    """Kill one change of the passphrase; return which, and what is wrong."""
    draw = random.Random(seed)
    what, in_window = draw.choice(list(CHANGES)), draw.random() < 0.3
    path = folder / "carnet.carnet"
    asked(lambda: _make(path, CHANGES[what][0]))
    child = Child(lambda say: (_in_window if in_window else _by_command)(path, what, say))
    name = f"{what} in the window" if in_window else what
    if child.heard(60) != "ready":
        child.close()
        return name, ["the process did not begin"]
    time.sleep(draw.random() * _LONGEST_S)
    said = child.kill()
    hear(name, said)
    found = asked(lambda: _wrong_after(path, what, said))
    return name, [str(found)] if isinstance(found, dict) else found


def _make(path: Path, passphrase: str) -> bool:
    journal = Journal(path)
    journal.capture.add_all([f"Anne{number} {WORD}, Acme" for number in range(_PEOPLE)])
    journal.backups.make()
    journal.close()
    if passphrase:
        sealing.encrypt(path, passphrase)
    return True


def _by_command(path: Path, what: str, say: Say) -> None:
    from carnet import cli

    readable, writable = os.pipe()
    os.write(writable, "\n".join(filter(None, CHANGES[what])).encode())
    os.close(writable)
    os.environ["CARNET_PASSPHRASE_FD"] = str(readable)
    say("ready")
    say({"code": cli.main([what, "--carnet", str(path)])})
    time.sleep(60)


def _in_window(path: Path, what: str, say: Say) -> None:
    from windows import opened, until

    old, new = CHANGES[what]
    if old:
        sealing.unlock(path, old)
    application = opened(path)
    until(lambda: not application.tasks.busy)
    say("ready")
    application.locking._on_chosen(what, old, new)
    until(lambda: application.journal is not None)
    say({"code": 0 if _is_as(path, new) else 1})
    time.sleep(60)


def _wrong_after(path: Path, what: str, said: list[Any]) -> list[str]:
    """Return what is wrong with a journal whose rewriting was killed, given what that had said."""
    wrong = [f"died by itself: {each['died']}" for each in said if "died" in each]
    old, new = CHANGES[what]
    done = any(each.get("code") == 0 for each in said if isinstance(each, dict))
    sealing.lock()
    files = [path, *rescue.folder_of(path).glob("*.carnet")]
    states = [_state(file, old, new) for file in files]
    wrong += [
        f"{file.name} opens neither by the old nor by the new"
        for file, state in zip(files, states, strict=True)
        if not state
    ]
    if wrong:
        return wrong
    if done and "old" in states:
        wrong.append("it was acknowledged, and is not done")
    wrong += unsound(path)
    wrong += [] if _people(path) == _PEOPLE else ["people are missing"]
    for file in files[1:]:
        try:
            backup.verify(file)
        except CarnetError as error:
            wrong.append(f"a backup is not whole: {error}")
    if new and "old" not in states:
        wrong += [f"in the clear: {name}" for name in _in_the_clear(path.parent)]
    return wrong


def _is_as(path: Path, passphrase: str) -> bool:
    """Tell whether a file opens by a passphrase, "" for a plain one; its key is remembered."""
    if sealing.is_sealed(path) != bool(passphrase):
        return False
    with suppress(CarnetError):
        if passphrase:
            sealing.unlock(path, passphrase)
        return True
    return False


def _state(path: Path, old: str, new: str) -> str:
    return "new" if _is_as(path, new) else "old" if _is_as(path, old) else ""


def _people(path: Path) -> int:
    journal = Journal(path)
    try:
        return journal.contacts.total()
    finally:
        journal.close()


def _in_the_clear(folder: Path) -> list[str]:
    spelt = [WORD.encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be")]
    held = [(each, each.read_bytes()) for each in folder.rglob("*") if each.is_file()]
    return [each.name for each, data in held if any(word in data for word in spelt)]


# -- R2: no room ------------------------------------------------------------------------------------------------------


def fill(trials: Trials, small_disk: Callable[[Path], Any], full: Callable[[Path], Callable[[], object]]) -> None:
    """Let the disk be full at each change, by command and in the window; once there is room it works."""
    for what in CHANGES:
        for name, work in (("command", _full_command), ("window", _full_window)):
            if trials.is_over():
                return
            with small_disk(trials.folder) as disk:
                path = disk / "carnet.carnet"
                asked(lambda path=path, what=what: _make(path, CHANGES[what][0]))
                found = asked(lambda work=work, path=path, what=what: work(path, what, full))
                trials.count(f"full / {what} by {name}", *([str(found)] if isinstance(found, dict) else found))


def _full_command(path: Path, what: str, full: Callable[[Path], Callable[[], object]]) -> list[str]:
    before = path.read_bytes()
    end = full(path)
    code, told = _commanded(path, what)
    wrong = [] if code == 3 and "disque est plein" in told else [f"told as {code}: {told}"]
    wrong += _kept(path, before)
    end()
    code, told = _commanded(path, what)
    return wrong if code == 0 else [*wrong, f"it does not work once there is room: {told}"]


def _kept(path: Path, before: bytes) -> list[str]:
    left = [each.name for each in path.parent.glob(".carnet-*")]
    changed = [] if path.read_bytes() == before else ["the journal was changed"]
    return [*changed, *(f"left behind: {name}" for name in left)]


def _commanded(path: Path, what: str) -> tuple[int, str]:
    """Return the code and the sentence of a command, a process of its own."""
    import subprocess
    import sys

    readable, writable = os.pipe()
    os.write(writable, "\n".join(filter(None, CHANGES[what])).encode())
    os.close(writable)
    environ = {**os.environ, "CARNET_PASSPHRASE_FD": str(readable)}
    command = [sys.executable, "-m", "carnet", what, "--carnet", str(path)]
    done = subprocess.run(command, env=environ, pass_fds=(readable,), capture_output=True, text=True, check=False)
    os.close(readable)
    return done.returncode, done.stderr.strip()


def _full_window(path: Path, what: str, full: Callable[[Path], Callable[[], object]]) -> list[str]:
    from windows import opened, until

    old, new = CHANGES[what]
    if old:
        sealing.unlock(path, old)
    application = opened(path)
    until(lambda: not application.tasks.busy)
    told: list[BaseException] = []
    application.present = told.append  # type: ignore[method-assign,assignment]
    end = full(path)
    application.locking._on_chosen(what, old, new)
    until(lambda: application.journal is not None)
    wrong = [] if any(getattr(each, "reason", "") == Reason.DISK_FULL for each in told) else [f"told as {told}"]
    wrong += [] if _is_still(application.journal, old) else ["the journal was changed"]
    end()
    application.locking._on_chosen(what, old, new)
    until(lambda: application.journal is not None)
    wrong += [] if _is_still(application.journal, new) else ["it does not work once there is room"]
    application.window.close()
    return wrong


def _is_still(journal: Journal | None, passphrase: str) -> bool:
    return journal is not None and journal.is_sealed == bool(passphrase) and journal.contacts.total() == _PEOPLE


# -- R3: damage -------------------------------------------------------------------------------------------------------


def damage(trials: Trials, number: int, kind: Callable[[Path, random.Random], object]) -> None:
    """Damage an encrypted journal that has a backup: told apart from a wrong passphrase, and restored."""
    folder = trials.folder / f"sealed-{number}"
    folder.mkdir()
    path = folder / "carnet.carnet"
    asked(lambda: _make(path, OLD))
    salt = path.read_bytes()[:16]
    kind(path, random.Random(trials.random.random()))
    lost = not path.exists() or path.read_bytes()[:16] != salt
    found = asked(lambda: _wrong_by(path, lost))
    trials.count(f"sealed {kind.__name__}", *([str(found)] if isinstance(found, dict) else found))
    shutil.rmtree(folder, ignore_errors=True)


def _wrong_by(path: Path, lost: bool) -> list[str]:
    import damaging

    keys.forget()
    wrong = []
    with suppress(CarnetError):
        sealing.unlock(path, NEW)
        wrong.append("another passphrase opens it")
    try:
        sealing.unlock(path, OLD)
    except CarnetError as error:
        if not lost and not (error.reason == Reason.WRONG_KEY and path.stat().st_size < 2 * keys.PAGE):
            wrong.append(f"its own passphrase is told as {error.reason}")
    copies = [*rescue.folder_of(path).glob("*.carnet")]
    sealing.unlock(copies[0], OLD)  # where the salt is lost, the backup has it
    reason = damaging._opening(path)
    if reason is not None and reason not in {*damaging.TOLD, Reason.SEALED}:
        wrong.append(f"told as {reason}")
    if reason is not None:
        from carnet.journal import Options

        rescue.restore(path, copies[0], Options())
        wrong += unsound(path)
        wrong += [] if _people(path) == _PEOPLE else ["people are missing"]
    return wrong
