from pathlib import Path

import pytest

from carnet import paths


def test_carnet_home_moves_every_folder(tmp_path: Path):
    found = paths.folders({"CARNET_HOME": str(tmp_path)})
    assert len(set(found)) == 4
    assert all(folder.parent == tmp_path for folder in found)


def test_without_carnet_home_the_folders_are_those_of_the_system():
    found = paths.folders({})
    assert all(folder.is_absolute() for folder in found)
    assert found.data.name == "carnet"


@pytest.mark.parametrize(
    ("given", "environ", "chosen", "expected"),
    [
        ("/a.carnet", {"CARNET_FILE": "/b.carnet"}, "/c.carnet", "/a.carnet"),
        ("", {"CARNET_FILE": "/b.carnet"}, "/c.carnet", "/b.carnet"),
        ("", {}, "/c.carnet", "/c.carnet"),
        ("", {"CARNET_HOME": "/home/carnet"}, "", "/home/carnet/data/carnet.carnet"),
    ],
)
def test_the_journal_is_the_one_named_most_directly(given: str, environ: dict[str, str], chosen: str, expected: str):
    assert paths.journal(given, chosen, environ) == Path(expected).absolute()


def test_a_relative_journal_is_made_absolute():
    assert paths.journal("x.carnet", environ={}) == Path.cwd() / "x.carnet"


def test_resources_are_found_in_a_checkout():
    assert (paths.resources() / "icons").is_dir()


def test_resources_of_a_frozen_program_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "carnet" / "resources").mkdir(parents=True)
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)
    assert paths.resources() == tmp_path / "carnet" / "resources"
    assert paths.locale() == tmp_path / "carnet" / "resources" / "locale"
