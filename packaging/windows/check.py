"""Installs and removes the packages of Windows under Wine; what they carry here is a stand-in."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from project import Project

_KEY = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\Carnet"
_WINE = ("wine64", "/usr/lib/wine/wine64")


def check(kind: str, told: Project, out: Path) -> None:
    """Install silently, look, leave a journal, remove silently, look again; for one user and for all."""
    pattern = f"{told.name}-{told.version}*.msi" if kind == "msi" else f"{told.name}-{told.version}-setup*.exe"
    package = max(out.glob(pattern))
    modes = ("AllUsers",) if kind == "msi" else ("CurrentUser", "AllUsers")
    for mode in modes:
        with tempfile.TemporaryDirectory(prefix="carnet-wine-") as folder:
            _Windows(Path(folder)).tries(package, mode)
        print(f"{package.name}: installed and removed ({mode})")


class _Windows:
    """A Windows of Wine's in a folder."""

    def __init__(self, folder: Path) -> None:
        wine = next((found for name in _WINE if (found := shutil.which(name))), None)
        if wine is None:
            raise SystemExit("Trying a package of Windows out needs wine64.")
        self._wine = wine
        self._drive = folder / "drive_c"
        told = {"WINEPREFIX": str(folder), "WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml="}
        self._environ: Mapping[str, str] = {**os.environ, **told}
        self._run("wineboot", "--init")

    def tries(self, package: Path, mode: str) -> None:
        """Install and remove a package."""
        user = next(path for path in (self._drive / "users").iterdir() if path.name != "Public")
        local = user / "AppData" / "Local"
        place = self._drive / "Program Files" / "Carnet" if mode == "AllUsers" else local / "Programs" / "Carnet"
        journal = local / "carnet" / "carnet.carnet"
        journal.parent.mkdir(parents=True)
        journal.write_bytes(b"a journal")
        is_msi = package.suffix == ".msi"
        for _again in range(2):  # the second time over the first, as an upgrade is
            self._run(*(("msiexec", "/i", str(package), "/qn") if is_msi else (str(package), f"/{mode}", "/S")))
        _expect((place / "carnet.exe").is_file(), f"nothing is in {place}")
        _expect((place / "_internal" / "carnet" / "resources").is_dir(), "the resources are not beside the program")
        said = self._run(str(place / "carnet.exe"))
        _expect("Carnet" in said, "the program does not start")
        hive = "HKLM" if mode == "AllUsers" else "HKCU"
        _expect(
            "carnet.exe" in self._asked(rf"{hive}\Software\Classes\Carnet.Journal\shell\open\command"), "kind of file"
        )
        menus = [*self._drive.rglob("Carnet*.lnk")]
        _expect(len(menus) == 2, f"the menu holds {menus}")
        if is_msi:
            self._run("msiexec", "/x", str(package), "/qn")
        else:
            _expect("/S" in self._asked(rf"{hive}\{_KEY}"), "Windows does not know how to remove it")
            # _?= keeps the uninstaller from going on in a copy of itself that nobody waits for.
            self._run(str(place / "uninstall.exe"), f"/{mode}", "/S", rf"_?={self._windows_path(place)}")
        _expect(
            not (place / "carnet.exe").exists() and not (place / "_internal").exists(), "the program is still there"
        )
        _expect(not [*self._drive.rglob("Carnet*.lnk")], "the menu is still there")
        _expect(not self._asked(rf"{hive}\Software\Classes\Carnet.Journal"), "the kind of file is still there")
        _expect(journal.read_bytes() == b"a journal", "the journal is not as it was")

    def _windows_path(self, path: Path) -> str:
        return "C:\\" + str(path.relative_to(self._drive)).replace("/", "\\")

    def _asked(self, key: str) -> str:
        words = [self._wine, "reg", "query", key, "/s"]
        done = subprocess.run(words, env=self._environ, check=False, capture_output=True, text=True)
        return "" if done.returncode else done.stdout

    def _run(self, *words: str) -> str:
        done = subprocess.run([self._wine, *words], env=self._environ, check=False, capture_output=True, text=True)
        _expect(done.returncode == 0, f"{' '.join(words)} ended with {done.returncode}: {done.stderr[-500:]}")
        return done.stdout


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise SystemExit(otherwise)
