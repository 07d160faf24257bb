"""The journeys are walked with the network forbidden; one that follows a calendar may ask its own server."""

import sys
from collections.abc import Iterator
from typing import Any

import pytest

_SPEAKS = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind"}
_HERE = ("127.0.0.1", "localhost")


class _Guard:
    """Hears of every socket that Python opens; a hook stays for as long as the process lives."""

    def __init__(self) -> None:
        self.on = False
        self.to_here = False
        self.asked: list[str] = []
        sys.addaudithook(self._hear)

    def _hear(self, event: str, given: tuple[Any, ...]) -> None:
        if not self.on or event not in _SPEAKS:
            return
        where = given[0] if event == "socket.getaddrinfo" else given[-1]
        host = where[0] if isinstance(where, tuple) else where
        if self.to_here and str(host) in _HERE:
            return
        if isinstance(where, str | bytes) and event != "socket.getaddrinfo":
            return  # a socket of this machine's own files
        self.asked.append(f"{event} {where}")
        raise ConnectionRefusedError("the network is forbidden here")


_guard = _Guard()


@pytest.fixture(autouse=True)
def reached_for(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """Whom the test tried to reach: nobody, or it fails, even where the refusal was taken in silence."""
    _guard.asked.clear()
    _guard.on, _guard.to_here = True, "server" in request.fixturenames
    yield _guard.asked
    _guard.on = False
    assert _guard.asked == []
