"""The scripts themselves: what they leave out, what they promise, how the workflow calls them."""

import plistlib
import re
import subprocess
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

import build
import deliver
import freeze
import left_out
import project
import pytest
from macos import bundle

from carnet.paths import JOURNAL_NAME

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging"
QT = "PySide6/Qt/plugins"


@pytest.mark.parametrize(
    "name",
    [
        f"{QT}/platforms/libqxcb.so",
        f"{QT}/platforms/libqwayland.so",
        f"{QT}/platforms/libqoffscreen.so",
        f"{QT}/imageformats/libqsvg.so",
        f"{QT}/imageformats/libqjpeg.so",
        f"{QT}/iconengines/libqsvgicon.so",
        f"{QT}/platformthemes/libqxdgdesktopportal.so",
        "PySide6/Qt/translations/qtbase_fr.qm",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/plugins/styles/qmodernwindowsstyle.dll",
        "PySide6/Qt/lib/libQt6Svg.so.6",
        "PySide6/Qt/lib/libQt6PrintSupport.so.6",
        f"{QT}/printsupport/libcupsprintersupport.so",
        "libQt6OpenGL.so.6",  # the platform plugins need it
        "carnet/resources/locale/fr/LC_MESSAGES/carnet.mo",
    ],
)
def test_what_the_window_needs_is_kept(name: str):
    assert left_out.is_wanted(name)
    assert left_out.is_wanted(name.replace("/", "\\"))


@pytest.mark.parametrize(
    "name",
    [
        f"{QT}/platforms/libqvnc.so",
        f"{QT}/platforms/libqminimal.so",
        f"{QT}/platformthemes/libqgtk3.so",
        f"{QT}/tls/libqopensslbackend.so",
        f"{QT}/networkinformation/libqglib.so",
        f"{QT}/sqldrivers/libqsqlite.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/Qt/translations/qt_help_fr.qm",
        "libQt6Quick.so.6",
        "libgtk-3.so.0",
        "PySide6/opengl32sw.dll",
        "alembic-1.20.1.dist-info/RECORD",
    ],
)
def test_what_it_never_asks_for_is_left_out(name: str):
    assert not left_out.is_wanted(name)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("holidays.countries", True),
        ("holidays.countries.france", True),
        ("holidays.calendars.gregorian", True),
        ("holidays.groups.christian", True),
        ("holidays.groups.islamic", False),
        ("holidays.calendars.islamic", False),
        ("holidays.countries.french_guiana", False),
        ("holidays.financial.ny_stock_exchange", False),
        ("carnet.domain.public_holidays", True),
    ],
)
def test_of_all_countries_only_france_is_frozen(name: str, wanted: bool):
    assert left_out.is_wanted_module(name) is wanted


def test_no_module_that_carnet_imports_is_left_out():
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "src" / "carnet").rglob("*.py")]
    found = {name for text in sources for name in re.findall(r"^\s*(?:from|import) ([\w.]+)", text, re.MULTILINE)}
    assert not {name for name in found for out in left_out.MODULES if f"{name}.".startswith(f"{out}.")}


def test_libraries_of_the_desktop_are_not_carried_twice():
    assert left_out.is_of_any_desktop("libstdc++.so.6")
    assert left_out.is_of_any_desktop("libfontconfig.so.1")
    assert left_out.is_of_any_desktop("libcups.so.2")
    # Qt's network part needs it, printers or not.
    assert not left_out.is_of_any_desktop("libkrb5support.so.0")
    assert not left_out.is_of_any_desktop("libffi.so.8")
    assert not left_out.is_of_any_desktop("libxcb-cursor.so.0")
    assert not left_out.is_of_any_desktop("PySide6/Qt/lib/libQt6Core.so.6")
    assert left_out.is_of_system("/lib/x86_64-linux-gnu/libssl.so.3")
    assert not left_out.is_of_system("/usr/lib/x86_64-linux-gnu/libpython3.11.so.1.0")


def test_what_the_program_starts_gets_the_environment_from_before(monkeypatch: pytest.MonkeyPatch):
    import os
    import runpy

    monkeypatch.setenv("LD_LIBRARY_PATH", "/usr/lib/carnet/_internal")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/opt/lib")
    runpy.run_path(str(PACKAGING / "linux" / "children.py"))
    assert (os.environ["LD_LIBRARY_PATH"], os.environ.get("LD_LIBRARY_PATH_ORIG")) == ("/opt/lib", None)
    runpy.run_path(str(PACKAGING / "linux" / "children.py"))
    assert "LD_LIBRARY_PATH" not in os.environ


def test_each_kind_has_its_script():
    for module in build.KINDS.values():
        assert (PACKAGING / Path(*module.split("."))).with_suffix(".py").is_file()
        assert (PACKAGING / module.partition(".")[0] / "check.py").is_file()


def test_the_entry_tells_its_kinds(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as left:
        build.main(["--help"])
    assert left.value.code == 0
    assert "{deb,rpm,run,nsis,msi,dmg}" in capsys.readouterr().out


def test_the_lock_freezes_what_users_install():
    pinned = {
        name: dict(re.findall(r"^([\w.-]+)==(\S+)", (PACKAGING / name).read_text(), re.MULTILINE)) for name in LOCKS
    }
    assert pinned["requirements.lock"].items() <= pinned[freeze.LOCK.name].items()
    assert "pyinstaller" in pinned[freeze.LOCK.name]


LOCKS = ("requirements.lock", "requirements-freeze.lock")


def test_checksums_are_those_that_sha256sum_reads(tmp_path: Path):
    (tmp_path / "carnet.deb").write_bytes(b"one")
    deliver.sums(tmp_path)
    deliver.sums(tmp_path)
    subprocess.run(["sha256sum", "--check", "--strict", deliver.SUMS], cwd=tmp_path, check=True, capture_output=True)


def test_windows_keeps_programs_and_journals_apart():
    script = (PACKAGING / "windows" / "carnet.nsi").read_text(encoding="utf-8")
    removal = script.partition("Section Uninstall")[2]
    # %LOCALAPPDATA%\carnet is the folder of the journal; nothing may be removed there, nor whole folders of the user's.
    assert r'StrCpy $INSTDIR "$LOCALAPPDATA\Programs\Carnet"' in script
    assert re.findall(r"RMDir /r (.*)", removal) == [r'"$INSTDIR\_internal"']
    assert JOURNAL_NAME not in removal


def test_the_package_of_windows_is_well_formed():
    space = {"": "http://schemas.microsoft.com/wix/2006/wi"}
    product = ET.parse(PACKAGING / "windows" / "carnet.wxs").getroot().find("Product", space)
    assert product.get("Version") == "$(var.Version)"
    assert re.fullmatch(r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}", product.get("UpgradeCode"))


def test_what_macos_reads_can_be_written():
    plistlib.dumps(bundle.properties(project.read()))
    entitlements = plistlib.loads((PACKAGING / "macos" / "entitlements.plist").read_bytes())
    assert "com.apple.security.cs.allow-jit" not in entitlements
    assert all(entitlements.values())


def test_the_installer_for_one_user_is_plain_shell():
    subprocess.run(["sh", "-n", str(PACKAGING / "linux" / "install.sh")], check=True)


def test_one_user_installs_upgrades_and_removes(tmp_path: Path):
    given, home = tmp_path / "given", tmp_path / "home of camille"
    (given / "program").mkdir(parents=True)
    (given / "program" / "carnet").write_text("#!/bin/sh\necho Carnet\n")
    (given / "program" / "carnet").chmod(0o755)
    entry = given / "share" / "applications" / "carnet.desktop"
    entry.parent.mkdir(parents=True)
    entry.write_bytes((PACKAGING / "linux" / "carnet.desktop").read_bytes())
    (given / "install.sh").write_bytes((PACKAGING / "linux" / "install.sh").read_bytes())
    journal = home / ".local" / "share" / "carnet" / "carnet.carnet"
    journal.parent.mkdir(parents=True)
    journal.write_text("journal")
    environ = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
    for _again in range(2):
        subprocess.run(["sh", "install.sh"], cwd=given, env=environ, check=True, capture_output=True)
    place = home / ".local" / "opt" / "carnet"
    told = subprocess.run([home / ".local" / "bin" / "carnet"], capture_output=True, text=True, check=True)
    assert told.stdout == "Carnet\n"
    laid = (home / ".local" / "share" / "applications" / "carnet.desktop").read_text(encoding="utf-8")
    assert f'Exec="{place}/carnet" %F' in laid
    assert f'Exec="{place}/carnet" --quick-add' in laid
    subprocess.run(["sh", place / "uninstall.sh"], cwd=tmp_path, env=environ, check=True, capture_output=True)
    assert [path for path in home.rglob("*") if path.is_file() or path.is_symlink()] == [journal]


def test_the_wheel_and_the_frozen_program_find_resources_alike():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    forced = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert forced == {"resources": "carnet/resources"}
    assert '(str(ROOT / "resources"), "carnet/resources")' in (PACKAGING / "carnet.spec").read_text(encoding="utf-8")
