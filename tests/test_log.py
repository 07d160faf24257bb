from pathlib import Path

import pytest

from carnet import log


def test_what_is_logged_is_kept_in_the_state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CARNET_HOME", str(tmp_path))
    log.start()
    log.logger.info("contact %d saved", 7)
    log.stop()
    assert "contact 7 saved" in (tmp_path / "state" / "carnet.log").read_text()


def test_starting_twice_writes_each_line_once(tmp_path: Path):
    log.start(tmp_path / "a.log")
    log.start(tmp_path / "b.log")
    log.logger.info("once")
    log.stop()
    assert (tmp_path / "b.log").read_text().count("once") == 1
    assert (tmp_path / "a.log").read_text() == ""


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path):
    (tmp_path / "file").write_text("")
    log.start(tmp_path / "file" / "carnet.log")
    log.logger.info("lost")
    log.stop()
    assert (tmp_path / "file").read_text() == ""


def test_the_log_is_for_its_owner_alone(tmp_path: Path):
    file = tmp_path / "carnet.log"
    file.touch(mode=0o644)
    log.start(file)
    log.stop()

    assert file.stat().st_mode & 0o777 == 0o600
