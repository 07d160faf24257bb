from pathlib import Path

import pytest

from carnet import log


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CARNET_HOME", str(tmp_path))
    return tmp_path / "state"


def test_bugs_are_kept_one_after_the_other_in_the_state_folder(state: Path) -> None:
    assert log.keep("first 100 %s") == log.keep("second") == state / "carnet.log"

    text = (state / "carnet.log").read_text()
    assert text.index("first 100 %s") < text.index("second")


def test_the_report_of_an_error_tells_its_kind_and_nothing_of_the_user() -> None:
    assert log.report_of(KeyError("Claire")) == "builtins.KeyError"


def test_old_reports_make_room(state: Path) -> None:
    for _each in range(5):
        log.keep("x" * 500_000)

    assert sum(file.stat().st_size for file in state.iterdir()) < 2_100_000


def test_a_folder_that_cannot_be_written_is_done_without(state: Path) -> None:
    state.write_text("")
    log.keep("lost")

    assert state.read_text() == ""


def test_the_log_is_for_its_owner_alone(state: Path) -> None:
    state.mkdir()
    file = state / "carnet.log"
    file.touch(mode=0o644)
    log.keep("x")

    assert file.stat().st_mode & 0o777 == 0o600
