"""A session's bus of its own, and a key ring on it that keeps its secrets in memory."""

import os
import select
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from beside import threads

needs_bus = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="there is no dbus-daemon here")
_SECRET = "org.freedesktop.Secret"
_ITEM, _PROMPT = "/org/freedesktop/secrets/collection/login/{}", "/org/freedesktop/secrets/prompt/p1"


@contextmanager
def bus() -> Iterator[str]:
    """Yield the address of a bus that goes with the test."""
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        address = daemon.stdout.readline().strip()
        try:
            yield address
        finally:
            daemon.terminate()


_LOGIND = """
import os, sys
from jeepney import DBusAddress, HeaderFields, message_bus, new_method_return, new_signal
from jeepney.io.blocking import open_dbus_connection

connection = open_dbus_connection(sys.argv[1], enable_fds=True)
connection.send_and_get_reply(message_bus.RequestName("org.freedesktop.login1"))
print("up", flush=True)
call = connection.receive()
while call.header.fields.get(HeaderFields.member) != "Inhibit":
    call = connection.receive()
held, given = os.pipe()
connection.send(new_method_return(call, "h", (given,)))
os.close(given)
sys.stdin.readline()
manager = DBusAddress("/org/freedesktop/login1", interface="org.freedesktop.login1.Manager")
connection.send(new_signal(manager, "PrepareForSleep", "b", (True,)))
os.read(held, 1)  # its end comes once nobody holds the sleep up
print("asleep", flush=True)
"""


class Logind:
    """A process that tells that the computer is about to sleep, and waits with it for who holds it up."""

    def __init__(self, address: str) -> None:
        command = [sys.executable, "-c", _LOGIND, address]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "up\n"

    def sleep(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write("sleep\n")
        self._process.stdin.flush()

    def is_asleep(self) -> bool:
        assert self._process.stdout is not None
        return bool(select.select([self._process.stdout], [], [], 0)[0])

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()


class KeyRing:
    """A Secret Service, as much of it as clients need.

    Attributes:
        secrets: what it keeps, by attributes.
        locked: whether it must be opened first, by a prompt.
        dismisses: whether the user says no to that.
        asked: how many calls it has had.
    """

    def __init__(self, address: str) -> None:
        from jeepney import message_bus
        from jeepney.io.blocking import open_dbus_connection

        self.secrets: dict[tuple[tuple[str, str], ...], bytes] = {}
        self.locked = self.dismisses = self.has_default = False
        self.has_default = True
        self.asked = 0
        self._connection = open_dbus_connection(address)
        self._connection.send_and_get_reply(message_bus.RequestName("org.freedesktop.secrets"))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._alone = threads()
        self._alone.__enter__()
        self._thread.start()

    def close(self) -> None:
        self._over = True
        self._thread.join()
        self._alone.__exit__(None, None, None)
        self._connection.close()

    _over = False

    def _serve(self) -> None:
        from jeepney import HeaderFields, MessageType, new_error, new_method_return

        while not self._over:
            try:
                call = self._connection.receive(timeout=0.1)
            except TimeoutError:
                continue
            if call.header.message_type is not MessageType.method_call:
                continue
            self.asked += 1
            fields = call.header.fields
            answer: Callable[..., tuple[str, tuple[Any, ...]] | str] = getattr(self, fields[HeaderFields.member])
            told = answer(fields[HeaderFields.path], *call.body)
            if isinstance(told, str):
                self._connection.send(new_error(call, told))
            else:
                self._connection.send(new_method_return(call, *told))
            if fields[HeaderFields.member] == "Prompt":
                self._complete()

    def _complete(self) -> None:
        from jeepney import DBusAddress, new_signal

        self.locked = self.dismisses
        emitter = DBusAddress(_PROMPT, interface=f"{_SECRET}.Prompt")
        self._connection.send(new_signal(emitter, "Completed", "bv", (self.dismisses, ("s", ""))))

    def OpenSession(self, _path: str, algorithm: str, _input: object) -> Any:
        return ("vo", (("s", ""), "/session/1")) if algorithm == "plain" else "org.freedesktop.DBus.Error.NotSupported"

    def ReadAlias(self, _path: str, _name: str) -> Any:
        return "o", ("/org/freedesktop/secrets/collection/login" if self.has_default else "/",)

    def _paths(self, attributes: dict[str, str]) -> list[str]:
        wanted = set(attributes.items())
        return [_ITEM.format(place) for place, each in enumerate(self.secrets) if wanted <= set(each)]

    def SearchItems(self, _path: str, attributes: dict[str, str]) -> Any:
        found = self._paths(attributes)
        return "aoao", (([], found) if self.locked else (found, []))

    def Unlock(self, _path: str, paths: list[str]) -> Any:
        return "aoo", (([], _PROMPT) if self.locked else (paths, "/"))

    def Prompt(self, _path: str, _window: str) -> Any:
        return "", ()

    def CreateItem(self, _path: str, told: dict[str, Any], secret: tuple[Any, ...], _replace: bool) -> Any:
        if self.locked:
            return f"{_SECRET}.Error.IsLocked"
        attributes = tuple(sorted(told[f"{_SECRET}.Item.Attributes"][1].items()))
        self.secrets[attributes] = bytes(secret[2])
        return "oo", (self._paths(dict(attributes))[0], "/")

    def GetSecret(self, path: str, session: str) -> Any:
        if self.locked:
            return f"{_SECRET}.Error.IsLocked"
        found = list(self.secrets.values())[int(path.rsplit("/", 1)[1])]
        return "(oayays)", ((session, b"", found, "text/plain"),)

    def Delete(self, path: str) -> Any:
        del self.secrets[list(self.secrets)[int(path.rsplit("/", 1)[1])]]
        return "o", ("/",)


@pytest.fixture
def session_bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a bus on which nobody is yet."""
    with bus() as address:
        monkeypatch.setitem(os.environ, "DBUS_SESSION_BUS_ADDRESS", address)
        yield address


@pytest.fixture
def key_ring(session_bus: str) -> Iterator[KeyRing]:
    """A key ring that is open, and keeps nothing yet."""
    ring = KeyRing(session_bus)
    yield ring
    ring.close()
