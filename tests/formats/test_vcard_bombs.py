"""Hostile vCards: all are read in linear time."""

import sys
import time

import pytest

from carnet.errors import Unreadable
from carnet.formats import vcard

HEAD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Claire Dupont\r\n"
FOOT = b"END:VCARD\r\n"

BOMBS = {
    "a photo of 20 MB on one line": HEAD + b"PHOTO;ENCODING=b:" + b"A" * 20_000_000 + b"\r\n" + FOOT,
    "a photo of 20 MB in folded lines": HEAD + b"PHOTO;ENCODING=b:\r\n" + (b" " + b"A" * 74 + b"\r\n") * 270_000 + FOOT,
    "30,000 parameters without a colon": HEAD + b"TEL" + b";a" * 30_000 + b"\r\n" + FOOT,
    "30,000 parameters": HEAD + b"TEL" + b";a" * 30_000 + b":1\r\n" + FOOT,
    "30,000 quotes": HEAD + b'X;P="' + b'":"' * 30_000 + b":1\r\n" + FOOT,
    "30,000 unclosed quotes": HEAD + b'X"' * 30_001 + b":1\r\n" + FOOT,
    "100,000 soft breaks": HEAD + b"NOTE;ENCODING=QUOTED-PRINTABLE:" + b"a=\r\n" * 100_000 + b"b\r\n" + FOOT,
    "5,000 cards begun and none ended": b"BEGIN:VCARD\r\n" * 5000 + HEAD + FOOT * 5000,
    "5,000 agents": (HEAD + b"AGENT:\r\n") * 5000 + FOOT * 5000,
    "5,000 other components": HEAD + b"BEGIN:X\r\n" * 5000 + b"END:X\r\n" * 5000 + FOOT,
    "200,000 structured parts": HEAD + b"ADR:" + b";a" * 200_000 + b"\r\n" + FOOT,
    "200,000 escapes": HEAD + b"ORG:" + b"\\;" * 200_000 + b"\r\n" + FOOT,
    "backslashes": HEAD + b"NICKNAME:" + b"\\" * 200_001 + b";x\r\n" + FOOT,
    "50,000 bad lines": HEAD + b"bad\r\n" * 50_000 + FOOT,
    "20,000 heads": HEAD + b"".join(b"X-%d:1\r\n" % number for number in range(20_000)) + FOOT,
    "100,000 categories": HEAD + b"CATEGORIES:" + b"a,b\\," * 50_000 + b"\r\n" + FOOT,
    "a name of a megabyte": HEAD.replace(b"Claire", b"x " * 500_000) + FOOT,
    "spaces": HEAD + b" " * 1_000_000 + b"\r\n" + FOOT,
    "digits": HEAD
    + b"TEL:"
    + b"1 " * 500_000
    + b"\r\nEMAIL:"
    + b"a@" * 500_000
    + b"\r\nBDAY:"
    + b"1" * 500_000
    + b"\r\n"
    + FOOT,
    "a URL": HEAD + b"URL:linkedin.com/" + b"in/" * 500_000 + b"\r\n" + FOOT,
}

# A tracer (coverage) slows Python down several times.
SECONDS = 2 if sys.gettrace() is None else 20


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_read_quickly(name: str):
    before = time.process_time()
    reading = vcard.read(BOMBS[name])
    assert time.process_time() - before < SECONDS
    assert reading.units_read > 0
    assert any("Dupont" in draft.last_name for draft in reading.drafts)


def test_nothing_but_colons_is_refused_quickly():
    before = time.process_time()
    with pytest.raises(Unreadable):
        vcard.read(b'":' * 3_000_000)
    assert time.process_time() - before < SECONDS
