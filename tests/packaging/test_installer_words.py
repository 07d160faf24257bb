"""What installers say of Carnet: names, versions, desktop entry, description, kinds of files, completions, manuals."""

import configparser
import re
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import command_line
import completions
import manual
import project
import pytest
from linux import tree
from macos import bundle

import carnet
from carnet.cli.arguments import COMMANDS
from carnet.store.database import APPLICATION_ID
from carnet.words import install

ROOT = Path(__file__).parents[2]
MIME = "application/vnd.carnet+sqlite3"
SHELLS = {"bash": completions.bash, "zsh": completions.zsh, "fish": completions.fish}


@pytest.fixture(autouse=True)
def language(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LANGUAGE", "fr")
    yield
    install(ROOT / "resources" / "locale", "fr")


@pytest.fixture
def told() -> project.Project:
    return project.read()


@pytest.fixture
def entry() -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(ROOT / "packaging" / "linux" / "carnet.desktop", encoding="utf-8")
    return parser


def test_the_project_is_read_from_its_own_files(told: project.Project):
    assert (told.name, told.title, told.version) == ("carnet", "Carnet", carnet.__version__)
    assert re.fullmatch(r".+ <\S+@\S+>", told.maintainer)
    assert told.identifier.endswith(".carnet")


def test_the_time_of_the_build_can_be_given(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert project.read().epoch == 1_700_000_000
    assert f"{project.read().date:%Y-%m-%d}" == "2023-11-14"


def test_a_checkout_without_history_has_a_time_too(
    told: project.Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    for name in ("pyproject.toml", "CHANGELOG.md", "src/carnet/__init__.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    assert project.read(tmp_path)._replace(epoch=told.epoch) == told


def test_the_changelog_names_this_version(told: project.Project):
    assert project.releases()[0].version == told.version


def test_the_desktop_entry_speaks_french_and_adds_quickly(entry: configparser.ConfigParser):
    main = entry["Desktop Entry"]
    assert main["Exec"] == "carnet %F"
    assert main["Comment[fr]"]
    assert main["MimeType"].split(";")[:3] == [MIME, "text/vcard", "text/calendar"]
    (action,) = main["Actions"].strip(";").split(";")
    quick_add = entry[f"Desktop Action {action}"]
    assert (quick_add["Name[fr]"], quick_add["Exec"]) == ("Ajout rapide", "carnet --quick-add")


def test_the_window_tells_the_desktop_the_name_of_its_entry():
    source = (ROOT / "src" / "carnet" / "app.py").read_text(encoding="utf-8")
    assert 'setDesktopFileName("carnet")' in source


def test_the_description_is_whole_in_both_languages(told: project.Project):
    root = ET.fromstring(tree.metainfo(told))
    assert root.findtext("id") == told.identifier
    assert root.findtext("launchable") == "carnet.desktop"
    assert root.findall("screenshots/screenshot/image")
    (release, *_older) = root.findall("releases/release")
    assert release.get("version") == told.version
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    paragraphs = root.findall("description/p")
    assert len([one for one in paragraphs if one.get(lang) == "fr"]) * 2 == len(paragraphs)
    assert MIME in [one.text for one in root.findall("provides/mediatype")]


def test_a_journal_is_told_by_its_name_and_by_its_head():
    space = {"": "http://www.freedesktop.org/standards/shared-mime-info"}
    (kind,) = ET.parse(ROOT / "packaging" / "linux" / "mime.xml").getroot().findall("mime-type", space)
    assert kind.get("type") == MIME
    assert kind.find("glob", space).get("pattern") == "*.carnet"
    inner = kind.find("magic/match/match", space)
    assert (inner.get("offset"), int(inner.get("value"), 16)) == ("68", APPLICATION_ID)


@pytest.mark.parametrize("shell", SHELLS)
def test_completions_know_every_command_and_option(shell: str):
    found = command_line.commands("fr")
    text = SHELLS[shell](found)
    assert [command.name for command in found] == ["", *COMMANDS]
    for command in found:
        assert command.name in text
        for option in command.options:
            for name in option.names:
                word = name if shell != "fish" else f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}"
                assert word in text, (command.name, name)
            assert all(value in text for value in option.values)


def completed(words: list[str], folder: Path) -> list[str]:
    script = completions.bash(command_line.commands("fr"))
    lines = [script, f"COMP_WORDS=({' '.join(words)})", f"COMP_CWORD={len(words) - 1}", "_carnet"]
    lines.append('printf "%s\\n" "${COMPREPLY[@]}"')
    done = subprocess.run(["bash", "-c", "\n".join(lines)], capture_output=True, text=True, check=True, cwd=folder)
    return done.stdout.split()


def test_bash_completes_what_comes_next(tmp_path: Path):
    (tmp_path / "reseau.vcf").touch()
    assert completed(["carnet", "exp"], tmp_path) == ["export"]
    assert completed(["carnet", "review", "--by", "ser"], tmp_path) == ["series"]
    assert completed(["carnet", "export", "con"], tmp_path) == ["contacts"]
    assert completed(["carnet", "import", "res"], tmp_path) == ["reseau.vcf"]
    assert completed(["carnet", "review", "--fr"], tmp_path) == ["--from"]
    assert completed(["carnet", "events", "res"], tmp_path) == []


@pytest.mark.parametrize(("language", "heading"), [("fr", "COMMANDES"), ("en", "COMMANDS")])
def test_the_manual_tells_every_command(told: project.Project, language: str, heading: str):
    page = manual.manual(language, told)
    assert f".SH {heading}" in page
    assert f'"Carnet {told.version}"' in page
    for name in COMMANDS:
        assert f".SS {name}".replace("-", "\\-") in page
    assert ("show program" in page) == (language == "en")


def test_the_copyright_names_every_part(told: project.Project, tmp_path: Path):
    bill = tmp_path / "bill.json"
    bill.write_text(
        '{"components": [{"name": "Qt", "version": "6", "licenses": [{"license": {"id": "LGPL-3.0-only"}}]},'
        ' {"name": "X", "version": "1", "licenses": [{"expression": "MIT OR ISC"}]}]}'
    )
    text = tree.copyright_text(told, bill)
    assert "Qt 6: LGPL-3.0-only" in text
    assert "X 1: MIT OR ISC" in text
    assert "Permission is hereby granted" in text
    assert not [line for line in text.splitlines() if line != line.rstrip()]


def test_macos_is_told_of_journals_first(told: project.Project):
    found = bundle.properties(told)
    owner, *others = found["CFBundleDocumentTypes"]
    assert owner["LSItemContentTypes"] == [found["UTExportedTypeDeclarations"][0]["UTTypeIdentifier"]]
    assert owner["LSHandlerRank"] == "Owner"
    assert {one["LSHandlerRank"] for one in others} == {"Alternate"}
