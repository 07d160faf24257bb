"""One window per journal: a second launch raises the first and hands over its arguments."""

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 1_000
_MOST_BYTES = 1_000_000


class Instance(QObject):
    """The claim on one journal file.

    Signals:
        called: arguments of a second launch.
    """

    called = Signal(list)

    def __init__(self, journal: Path, folder: Path) -> None:
        super().__init__()
        with suppress(OSError):  # without a lock nothing is claimed, and SQLite still keeps writers apart
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        digest = hashlib.sha256(str(journal.resolve()).encode()).hexdigest()[:24]
        self._name = f"carnet-{digest}"
        self._lock = QLockFile(str(folder / f"{self._name}.lock"))
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)

    def claim(self) -> bool:
        """Take the journal for this process; False where another has it."""
        if not self._lock.tryLock(100) and self._lock.error() is QLockFile.LockError.LockFailedError:
            return False
        QLocalServer.removeServer(self._name)  # one left by a crash; the lock says that nobody listens
        self._server.listen(self._name)
        return True

    def call(self, arguments: Sequence[str]) -> bool:
        """Hand arguments to the process that has the journal; False where it does not answer."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_WAIT_MS):
            return False
        socket.write(json.dumps(list(arguments)).encode() + b"\n")
        written = socket.waitForBytesWritten(_WAIT_MS)
        socket.disconnectFromServer()
        return written

    def release(self) -> None:
        """Let the journal go."""
        self._server.close()
        self._lock.unlock()

    @Slot()
    def _on_connection(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.readyRead.connect(self._on_ready)
            socket.disconnected.connect(socket.deleteLater)

    @Slot()
    def _on_ready(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket) and socket.canReadLine():
            try:
                arguments = json.loads(bytes(socket.readLine(_MOST_BYTES).data()))
            except ValueError:
                return
            if isinstance(arguments, list):
                self.called.emit([str(argument) for argument in arguments])
