"""One window per journal: a second launch raises the first and hands over its arguments."""

import json
import os
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QCryptographicHash, QFileSystemWatcher, QLockFile, QObject, Signal, Slot

_MOST_BYTES = 1_000_000
_FRESH_S = 60
"""A call that waits for longer was left by a window that ended before it heard it."""


class Instance(QObject):
    """The claim on one journal file; who comes second leaves a note in a folder that the first one watches.

    Signals:
        called: arguments of a second launch.
    """

    called = Signal(list)

    def __init__(self, journal: Path, folder: Path) -> None:
        super().__init__()
        with suppress(OSError):  # without a lock nothing is claimed, and SQLite still keeps writers apart
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        digest = QCryptographicHash.hash(str(journal.resolve()).encode(), QCryptographicHash.Algorithm.Sha256)
        name = f"carnet-{bytes(digest.data()).hex()[:24]}"
        self._lock = QLockFile(str(folder / f"{name}.lock"))
        self._lock.setStaleLockTime(0)
        self._calls = folder / f"{name}.calls"
        self._watcher: QFileSystemWatcher | None = None

    def claim(self) -> bool:
        """Take the journal for this process; False where another has it."""
        if self._lock.isLocked() or self._lock.tryLock(100):
            return True
        return self._lock.error() is not QLockFile.LockError.LockFailedError

    def listen(self) -> None:
        """Hear what a second launch says, and what one said before."""
        if self._watcher is not None:
            return
        with suppress(OSError):
            self._calls.mkdir(mode=0o700, exist_ok=True)
        self._watcher = QFileSystemWatcher([str(self._calls)], self)
        self._watcher.directoryChanged.connect(self._on_calls)
        self._on_calls()

    def call(self, arguments: Sequence[str]) -> bool:
        """Hand arguments to the process that has the journal; False where none can be left for it."""
        note = self._calls / f"{time.time_ns()}-{os.getpid()}"
        try:
            self._calls.mkdir(mode=0o700, exist_ok=True)
            note.touch(mode=0o600)
            note.write_text(json.dumps(list(arguments)), encoding="utf-8")
            note.rename(note.with_suffix(".json"))  # whole, or not there
        except OSError:
            return False
        return True

    def release(self) -> None:
        """Let the journal go."""
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None
        self._lock.unlock()

    @Slot()
    def _on_calls(self) -> None:
        for note in sorted(self._calls.glob("*.json")):
            try:
                found = note.stat()
                text = note.read_text(encoding="utf-8") if found.st_size < _MOST_BYTES else ""
                note.unlink()
                arguments = json.loads(text)
            except (OSError, ValueError):
                continue
            if isinstance(arguments, list) and abs(time.time() - found.st_mtime) < _FRESH_S:
                self.called.emit([str(argument) for argument in arguments])
