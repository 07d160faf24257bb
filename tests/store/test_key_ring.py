"""The key ring of a Linux desktop, over a real bus: kept, found, forgotten; and all the ways in which it says no."""

import sys

import pytest

from carnet.errors import Trouble
from carnet.store import key_ring as ring
from session_bus import KeyRing, key_ring, needs_bus, session_bus

__all__ = ["key_ring", "session_bus"]

pytestmark = [needs_bus, pytest.mark.skipif(sys.platform != "linux", reason="the key ring of Linux")]
PASSPHRASE = "clé Óðinn «7» sous le thym"


def test_a_passphrase_is_kept_found_and_forgotten(key_ring: KeyRing) -> None:
    assert ring.passphrase("a1") is None
    ring.keep("a1", PASSPHRASE)
    ring.keep("b2", "autre")
    ring.keep("a1", PASSPHRASE + "!")
    assert ring.passphrase("a1") == PASSPHRASE + "!"
    ring.forget("a1")
    ring.forget("a1")
    assert (ring.passphrase("a1"), ring.passphrase("b2")) == (None, "autre")
    assert list(key_ring.secrets.values()) == [b"autre"]


def test_a_locked_key_ring_is_opened_by_the_user_or_not_at_all(key_ring: KeyRing) -> None:
    ring.keep("a1", PASSPHRASE)
    key_ring.locked = True
    assert ring.passphrase("a1") == PASSPHRASE
    key_ring.locked = key_ring.dismisses = True
    for act in (lambda: ring.passphrase("a1"), lambda: ring.keep("a1", "x"), lambda: ring.forget("a1")):
        with pytest.raises(Trouble, match="key_ring_locked"):
            act()
    key_ring.dismisses = False
    assert ring.passphrase("a1") == PASSPHRASE


def test_without_a_key_ring_or_a_bus_that_is_said(session_bus: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Trouble, match="no_key_ring"):
        ring.passphrase("a1")
    for address in ("unix:path=/nowhere/at/all", "nonsense", ""):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        with pytest.raises(Trouble, match="no_key_ring"):
            ring.keep("a1", PASSPHRASE)
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    with pytest.raises(Trouble, match="no_key_ring"):
        ring.keep("a1", PASSPHRASE)


def test_a_session_without_a_default_key_ring_has_none(key_ring: KeyRing) -> None:
    key_ring.has_default = False
    with pytest.raises(Trouble, match="no_key_ring"):
        ring.keep("a1", PASSPHRASE)


def test_what_the_key_ring_refuses_is_told(key_ring: KeyRing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_ring, "OpenSession", lambda *_call: "org.example.Error.Broken")
    with pytest.raises(Trouble, match=r"key_ring_refused.*org\.example\.Error\.Broken"):
        ring.passphrase("a1")
