"""A session's bus of its own, and a key ring on it that keeps its secrets in memory."""

import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

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
        self._thread.start()

    def close(self) -> None:
        self._over = True
        self._thread.join()
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
