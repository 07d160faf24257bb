import json
from dataclasses import fields
from pathlib import Path

import pytest

from carnet import settings
from carnet.errors import Trouble
from carnet.settings import Settings


def test_settings_saved_are_read_back(tmp_path: Path):
    file = tmp_path / "deep" / "settings.json"
    chosen = Settings(language="en", theme="dark", text_scale=1.25, work_mode=True, recent=("/a.carnet",))
    settings.save(chosen, file)
    assert settings.load(file) == chosen
    assert [path.name for path in file.parent.iterdir()] == ["settings.json"]


def test_a_missing_file_gives_the_settings_of_a_new_user(tmp_path: Path):
    assert settings.load(tmp_path / "none.json") == Settings()


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "\udcff"])
def test_an_unreadable_file_gives_the_settings_of_a_new_user(tmp_path: Path, text: str):
    file = tmp_path / "settings.json"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert settings.load(file) == Settings()


def test_only_what_is_out_of_range_is_left_out(tmp_path: Path):
    file = tmp_path / "settings.json"
    wrong = {
        "theme": "pink",
        "text_scale": True,
        "country": "fr",
        "zone": "Europe/Atlantis",
        "currency": "EURO",
        "half_life_days": 0,
        "follow_ups_a_day": True,
        "recent": [1],
        "work_mode": "yes",
        "unknown": 1,
        "language": "en",
    }
    file.write_text(json.dumps(wrong))
    assert settings.load(file) == Settings(language="en")


def test_every_setting_has_a_rule():
    valid = {"recent": [], "letters": [], "key_ring": []}
    for field in fields(Settings):
        assert settings.is_valid(field.name, valid.get(field.name, field.default))
    assert not settings.is_valid("unknown", 1)


def test_the_journal_opened_last_heads_the_recent_ones_once():
    opened = Settings(recent=tuple(f"/{n}" for n in range(8))).opened(Path("/3"))
    assert opened.recent == ("/3", "/0", "/1", "/2", "/4", "/5", "/6", "/7")
    assert opened.opened(Path("/9")).recent[-1] == "/6"


def test_a_folder_that_cannot_be_written_is_trouble(tmp_path: Path):
    blocker = tmp_path / "file"
    blocker.write_text("")
    with pytest.raises(Trouble):
        settings.save(Settings(), blocker / "settings.json")


def test_a_failed_write_leaves_no_litter(tmp_path: Path):
    (tmp_path / "settings.json" / "full").mkdir(parents=True)
    with pytest.raises(Trouble):
        settings.save(Settings(), tmp_path / "settings.json")
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


def test_settings_live_in_the_config_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CARNET_HOME", str(tmp_path))
    settings.save(Settings(theme="dark"))
    assert (tmp_path / "config" / "settings.json").is_file()
    assert settings.load().theme == "dark"


def test_rules_get_the_settings_that_they_depend_on():
    options = Settings(country="BE", zone="Indian/Reunion", half_life_days=90, work_mode=True).options()
    assert (options.country, options.zone, options.half_life_days) == ("BE", "Indian/Reunion", 90)
    assert options.work_mode


def test_a_letter_that_is_spoilt_does_not_lose_the_others(tmp_path: Path) -> None:
    kept = settings.Settings(letters=(("thanks", "Merci", "Bonjour {prénom}"), ("reconnect", "", "Un café ?")))
    file = tmp_path / "settings.json"
    settings.save(kept, file)
    assert settings.load(file) == kept

    spoilt = file.read_text(encoding="utf-8").replace('"thanks"', '"unheard of"')
    file.write_text(spoilt, encoding="utf-8")
    assert settings.load(file).letters == (("reconnect", "", "Un café ?"),)
    for value in ("[1]", '[["thanks", 1, ""]]', '[["thanks", "a"]]', '"thanks"', "null", "[[]]"):
        assert settings.from_mapping({"letters": json.loads(value)}).letters == ()


def test_what_the_key_ring_keeps_is_remembered(tmp_path: Path):
    kept = settings.Settings(key_ring=("00ff", "a1"))
    settings.save(kept, tmp_path / "settings.json")
    assert settings.load(tmp_path / "settings.json") == kept
    assert settings.from_mapping({"key_ring": "00ff"}).key_ring == ()
