"""The pause of the garbage collector."""

import gc

import pytest

from carnet.formats.collector import paused


def test_collection_goes_on_after_the_pause_whatever_happens():
    with pytest.raises(ValueError, match="x"), paused():
        assert not gc.isenabled()
        raise ValueError("x")
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off():
    gc.disable()
    try:
        with paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
