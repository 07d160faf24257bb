"""That the journeys are walked without a network is no accident: whoever reaches out is caught."""

import socket
import urllib.request
from pathlib import Path

import pytest

import carnet

SOURCES = Path(carnet.__file__).parent


def test_whoever_reaches_out_is_caught(reached_for: list[str]) -> None:
    with pytest.raises(OSError, match="forbidden"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(OSError, match="forbidden"):
        urllib.request.urlopen("https://carnet.invalid/", timeout=1)
    assert len(reached_for) == 2
    reached_for.clear()


@pytest.mark.parametrize("word", ["import socket", "urllib.request", "http.client", "import ssl", "smtplib", "ftplib"])
def test_one_module_alone_can_speak_to_other_machines(word: str) -> None:
    found = {path.name for path in SOURCES.rglob("*.py") if word in path.read_text(encoding="utf-8")}
    assert found <= {"feeds.py"}


def test_nothing_of_qts_network_is_used() -> None:
    found = {path.name for path in SOURCES.rglob("*.py") if "QtNetwork" in path.read_text(encoding="utf-8")}
    assert found == set()
