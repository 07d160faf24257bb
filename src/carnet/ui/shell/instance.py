"""One window per journal: a second launch raises the first and hands over its arguments."""

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash, QLockFile, QObject, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

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
        digest = QCryptographicHash.hash(str(journal.resolve()).encode(), QCryptographicHash.Algorithm.Sha256)
        self._name = f"carnet-{bytes(digest.data()).hex()[:24]}"
        self._lock = QLockFile(str(folder / f"{self._name}.lock"))
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """Take the journal for this process; False where another has it."""
        if self._lock.isLocked() or self._lock.tryLock(100):
            return True
        return self._lock.error() is not QLockFile.LockError.LockFailedError

    def listen(self) -> None:
        """Hear what a second launch says; QtNetwork is imported here, after the first paint."""
        if self._server is not None:
            return
        from PySide6.QtNetwork import QLocalServer

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        QLocalServer.removeServer(self._name)  # one left by a crash; the lock says that nobody listens
        self._server.listen(self._name)

    def call(self, arguments: Sequence[str]) -> bool:
        """Hand arguments to the process that has the journal; False where it does not answer."""
        from PySide6.QtNetwork import QLocalSocket

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
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    @Slot()
    def _on_connection(self) -> None:
        socket = self._server.nextPendingConnection() if self._server is not None else None
        if socket is not None:
            socket.readyRead.connect(self._on_ready)
            socket.disconnected.connect(socket.deleteLater)

    @Slot()
    def _on_ready(self) -> None:
        from PySide6.QtNetwork import QLocalSocket

        socket = self.sender()
        if isinstance(socket, QLocalSocket) and socket.canReadLine():
            try:
                arguments = json.loads(bytes(socket.readLine(_MOST_BYTES).data()))
            except ValueError:
                return
            if isinstance(arguments, list):
                self.called.emit([str(argument) for argument in arguments])
