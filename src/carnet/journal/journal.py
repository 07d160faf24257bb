"""The facade: one object for one open journal, with a noun for everything one can do with it."""

from pathlib import Path

from carnet.domain.changes import Cause, Changes
from carnet.journal.core import Clock, Listener, Options, SystemClock, open_core
from carnet.journal.history import History


class Journal:
    """An open journal file.

    Attributes:
        history: undo and redo.
    """

    def __init__(self, path: Path, *, clock: Clock | None = None, options: Options | None = None) -> None:
        core = open_core(path, clock or SystemClock(), options or Options())
        self.path = path
        self.core = core
        self.history = History(core)
        self._version = core.database.data_version()

    @property
    def clock(self) -> Clock:
        """Where verbs ask for the time."""
        return self.core.clock

    @property
    def options(self) -> Options:
        """The settings that rules depend on."""
        return self.core.options

    @options.setter
    def options(self, options: Options) -> None:
        self.core.options = options

    def listen(self, listener: Listener) -> None:
        """Call `listener` after each commit."""
        self.core.listen(listener)

    def poll(self) -> bool:
        """Announce `Changes.everything` and return True where another process has written since the last call."""
        version = self.core.database.data_version()
        if version is None or version == self._version:
            return False
        self._version = version
        self.core.announce(Changes(None, Cause.SYNC, everything=True))
        return True

    def close(self) -> None:
        """Let go of the file."""
        self.core.database.close()
