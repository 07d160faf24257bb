"""Starting with the session: the entry is all there is to it."""

import configparser
import os
import shlex
import sys
from pathlib import Path

import pytest

from carnet import autostart
from carnet.errors import Trouble

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the entry of freedesktop")


@pytest.fixture
def entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config" / "autostart" / "carnet.desktop"


def test_the_entry_is_written_and_removed(entry: Path):
    assert not autostart.is_on()
    autostart.switch(True)
    autostart.switch(True)
    assert autostart.is_on()
    assert [file.name for file in entry.parent.iterdir()] == ["carnet.desktop"]
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(entry)
    assert shlex.split(parser["Desktop Entry"]["Exec"]) == [sys.executable, "-m", "carnet", "--tray"]
    assert parser["Desktop Entry"]["TryExec"] == sys.executable
    autostart.switch(False)
    autostart.switch(False)
    assert not autostart.is_on()
    assert not entry.exists()


def test_a_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/carnet/carnet")
    assert autostart.command() == ["/opt/carnet/carnet", "--tray"]


def test_what_the_desktop_switched_off_is_off(entry: Path):
    autostart.switch(True)
    entry.write_text(entry.read_text() + "Hidden=true\n")
    assert not autostart.is_on()
    autostart.switch(True)
    assert autostart.is_on()


def test_a_path_is_quoted_as_the_specification_asks():
    told = autostart.desktop_entry(['/opt/à $5 "100%"/carnet', "--tray"])
    assert 'Exec="/opt/à \\\\$5 \\\\"100%%\\\\"/carnet" "--tray"' in told


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_told(entry: Path):
    entry.parent.parent.mkdir()
    entry.parent.parent.chmod(0o500)
    with pytest.raises(Trouble):
        autostart.switch(True)


def test_a_file_in_the_way_is_told(entry: Path):
    entry.parent.parent.write_text("")
    with pytest.raises(Trouble):
        autostart.switch(True)
    assert not autostart.is_on()
